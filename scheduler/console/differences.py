"""What an edit changed in a text: what went, what came and what stayed, word by word; pure.

Paragraphs are compared first, and words only within those that took each other's place, so that a long text costs
little. What is longer than MOST_WORDS is shown as replaced whole.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MOST_WORDS = 400
_WORDS = re.compile(r"\s+|[^\s]+")


class Fate(StrEnum):
    """What became of some words."""

    STAYED = "stayed"
    WENT = "went"
    CAME = "came"


@dataclass(frozen=True, slots=True)
class Run:
    """Words with one fate."""

    fate: Fate
    text: str


def differences(before: str, after: str) -> list[Run]:
    """The runs from one text to the other. Without those that came they are the first, without those that went the
    second."""
    return list(_joined(_between(before.splitlines(keepends=True), after.splitlines(keepends=True), deeper=True)))


def _between(before: list[str], after: list[str], *, deeper: bool) -> Iterator[Run]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        old, new = "".join(before[start:end]), "".join(after[new_start:new_end])
        if tag == "equal":
            yield Run(Fate.STAYED, old)
            continue
        words, new_words = _WORDS.findall(old), _WORDS.findall(new)
        if tag == "replace" and deeper and max(len(words), len(new_words)) <= 2 * MOST_WORDS:
            yield from _between(words, new_words, deeper=False)
            continue
        if old:
            yield Run(Fate.WENT, old)
        if new:
            yield Run(Fate.CAME, new)


def _joined(runs: Iterator[Run]) -> Iterator[Run]:
    last: Run | None = None
    for run in runs:
        if last is not None and last.fate is run.fate:
            last = Run(last.fate, last.text + run.text)
            continue
        if last is not None:
            yield last
        last = run
    if last is not None:
        yield last
