"""Which section of an outlet a feed is of: as it is declared, as it calls itself, and as its headlines tell.

Lists of feeds copy each other's guesses, and outlets answer a section's address with their general headlines.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

from crawler.arabic.letters import fold_key
from crawler.arabic.words import Dictionary, words_of
from crawler.feeds.findings import Finding, Verdict
from crawler.news import Entry

MAIN = "main"
_LEAST = 8  # entries below which their headlines say nothing
_SAME = 0.8  # of the smaller window
_LEAST_SHARED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The items that a feed shows at the moment, by the one form of their addresses."""

    name: str
    outlet: str
    section: str | None
    keys: frozenset[str]


def section_of(declared: str | None) -> str | None:
    """The section that a word of a catalogue means, or None where it is none that is known."""
    return _names().get(fold_key(declared or "").strip(" .:-"))


def named_otherwise(declared: str | None, title: str) -> Finding | None:
    """Whether a feed's own title names another section than the declared one."""
    section = section_of(declared)
    if section in (None, MAIN):
        return None
    pieces = [piece.strip() for piece in re.split(r"[|/:»>\-–—_]|\s::\s", fold_key(title)) if piece.strip()]
    named = {found for piece in pieces if (found := _names().get(piece)) is not None}
    if not named or section in named or named == {MAIN}:
        return None
    others = ", ".join(sorted(named - {MAIN}))
    return Finding(
        verdict=Verdict.MISLABELLED, reason=f"declared as '{section}', and its title «{title}» says {others}"
    )


def told_otherwise(declared: str | None, entries: Sequence[Entry]) -> Finding | None:
    """Whether the headlines are of another section than the declared one, which hardly any of them is of."""
    section = section_of(declared)
    if section is None or section not in _headline_sections() or len(entries) < _LEAST:
        return None
    counts = dict.fromkeys(_headline_sections(), 0)
    for entry in entries:
        for found in _sections_in(" ".join((entry.title, *entry.tags))):
            counts[found] += 1
    other = max(counts, key=lambda name: counts[name])
    if counts[section] >= 0.1 * len(entries) or counts[other] < 0.5 * len(entries):
        return None
    reason = f"declared as '{section}', and {counts[other]} of {len(entries)} headlines are of '{other}'"
    return Finding(verdict=Verdict.MISLABELLED, reason=reason)


def same_windows(windows: Iterable[Window]) -> dict[str, Finding]:
    """The section feeds that show what another feed of their outlet shows, by name."""
    outlets: dict[str, list[Window]] = {}
    for window in windows:
        if len(window.keys) >= _LEAST_SHARED:
            outlets.setdefault(window.outlet, []).append(window)
    found: dict[str, Finding] = {}
    for group in outlets.values():
        for one, other in combinations(group, 2):
            shared = len(one.keys & other.keys) / min(len(one.keys), len(other.keys))
            if shared <= _SAME or (_general(one) and _general(other)):
                continue
            for section, twin in ((one, other), (other, one)):
                if not _general(section):
                    reason = f"shows the items of '{twin.name}' ({shared:.0%} of them the same)"
                    found.setdefault(section.name, Finding(verdict=Verdict.MISLABELLED, reason=reason))
    return found


def _general(window: Window) -> bool:
    return window.section is None or section_of(window.section) == MAIN


def _sections_in(text: str) -> set[str]:
    words = words_of(fold_key(text))
    return {found.value for index in range(len(words)) if (found := _headlines().at(words, index)) is not None}


def _rows() -> list[list[str]]:
    text = Path(__file__).with_name("sections.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return [[*row, "", ""][:3] for row in rows]


@cache
def _names() -> dict[str, str]:
    return {fold_key(name): row[0] for row in _rows() for name in row[1].split(",")}


@cache
def _headlines() -> Dictionary[str]:
    return Dictionary((word, row[0]) for row in _rows() for word in row[2].split(",") if word.strip())


@cache
def _headline_sections() -> tuple[str, ...]:
    return tuple(row[0] for row in _rows() if row[2].strip())
