"""Who speaks for a party without being called by his office: «أدانت الخارجية ... ، وقال هيثم أبو الفول إن ...».

A story that names its speaker's ministry before often gives him by name alone. Such a name begins right behind a verb of
saying, or behind «بحسب», «على لسان», and ends where what he said begins.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.lines import Line
from crawler.facts.diplomatic.persons import is_definite, name_end
from crawler.facts.diplomatic.words import word_set

_SAYS = word_set("quotes")
_BY_MOUTH = word_set("by_mouth")
_SAID_BEHIND = frozenset(
    ("ان", "انه", "انها", ":", "،", ",", ".", "في", "للصحافيين", "للصحفيين", "خلال", "امام", "عبر")
)
_SHORTEST, _LONGEST = 2, 4  # words of a name that is believed without an office


@dataclass(frozen=True, slots=True)
class Speaker:
    """A name behind a verb of saying, and the line it stands in."""

    line: int
    name: str


def speakers_of(lines: Sequence[Line], cast: Sequence[Sequence[Actor]]) -> tuple[Speaker, ...]:
    """Those who speak in a story by name alone, in order; nobody whom the story gives an office or a party."""
    return tuple(
        Speaker(number, line.text(at, end))
        for number, (line, actors) in enumerate(zip(lines, cast, strict=True))
        if number
        for at, end in _names(line, actors)
    )


def _names(line: Line, actors: Sequence[Actor]) -> list[tuple[int, int]]:
    words = line.words
    taken = {at for actor in actors for at in range(actor.start, actor.end)}
    names = {name.start: name for name in line.names}
    found = []
    for at in range(1, len(words)):
        before = words[at - 1].text
        said = before in _SAYS or (before[:1] in ("و", "ف") and before[1:] in _SAYS)
        if not (said or before in _BY_MOUTH) or at in taken or words[at].is_sign or is_definite(words[at].text):
            continue
        end = name_end(line, at, names)
        behind = words[end].text if end < len(words) else "."
        ends = behind in _SAID_BEHIND or before in _BY_MOUTH
        if _SHORTEST <= end - at <= _LONGEST and ends and taken.isdisjoint(range(at, end)):
            found.append((at, end))
    return found
