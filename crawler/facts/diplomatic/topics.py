"""Stories that speak the language of diplomacy about something else: sport, business, film, domestic affairs."""

from collections.abc import Sequence

from crawler.arabic.names import unglued
from crawler.facts.diplomatic.lines import Line
from crawler.facts.diplomatic.words import word_set

_SPORT = word_set("sport")
_READ = 4  # lines


def is_other_world(lines: Sequence[Line]) -> bool:
    """Whether the story is sport: three different words of sport in title and lead, one of them in its first line."""
    first = next((line for line in lines if line.words), None)
    if first is None or not _sport(first):
        return False
    return len({word for line in lines[:_READ] for word in _sport(line)}) >= 3


def _sport(line: Line) -> set[str]:
    return {rest for word in line.words for _, rest in (("", word.text), *unglued(word.text)) if rest in _SPORT}
