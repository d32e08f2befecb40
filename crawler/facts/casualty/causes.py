"""By what people came to harm, as far as a sentence ties it to a count."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from crawler.arabic.words import Dictionary, Word
from crawler.facts.casualty.mention import Mention
from crawler.facts.figure import Cause

_HERE = Path(__file__).parent
_REACH = 45  # words either side of a count within which its cause may stand
_AHEAD = 6  # a cause behind the count is this many words nearer than one ahead of it


def _entries() -> Iterator[tuple[str, Cause]]:
    for line in (_HERE / "causes.tsv").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        cause, phrases = line.split("\t")
        for phrase in (phrase.strip() for phrase in phrases.split(",")):
            yield phrase, Cause(cause)
            if " " not in phrase:
                yield phrase + "ا", Cause(cause)


_CAUSES = Dictionary(_entries())
# Words that only say how people died of something else that is named: the smoke of a fire, the gas of a raid.
_WEAK = frozenset(("اختناق", "غاز", "الغاز", "تسمم", "مروحيه", "غرقا", "سباحه", "الضرب", "تحطم", "دهس"))
_ENDED = frozenset(("وقف", "بدون", "دون", "لوقف"))

FoundCauses = tuple[tuple[int, Cause], ...]


def causes_of(words: Sequence[Word]) -> FoundCauses:
    """The causes that a sentence names, each with its word's position."""
    causes: list[tuple[int, Cause]] = []
    weak: set[int] = set()
    index = 0
    while index < len(words):
        found = _CAUSES.at(words, index) if words[index].text[0].isalpha() else None
        if found is None or (index > 0 and words[index - 1].text in _ENDED):
            index += 1
            continue
        if found.end == index + 1 and words[index].text[len(found.prefix) :] in _WEAK:
            weak.add(index)
        causes.append((index, found.value))
        index = found.end
    if len(weak) < len(causes):
        causes = [(at, cause) for at, cause in causes if at not in weak]
    return _without_weaker(causes)


def _without_weaker(causes: list[tuple[int, Cause]]) -> FoundCauses:
    """A strike said to be by drone is a drone strike; one from the air is no shelling; a mine's blast is the mine's."""
    kinds = {cause for _, cause in causes}
    weaker: set[Cause] = set()
    if Cause.DRONE in kinds:
        weaker |= {Cause.AIRSTRIKE, Cause.SHELLING}
    if Cause.AIRSTRIKE in kinds:
        weaker.add(Cause.SHELLING)
    if Cause.MINE in kinds:
        weaker.add(Cause.EXPLOSION)
    if Cause.SHIPWRECK in kinds:
        weaker |= {Cause.OTHER, Cause.ROAD_ACCIDENT}
    return tuple((at, cause) for at, cause in causes if cause not in weaker)


def cause_of(mention: Mention, causes: FoundCauses, others: Sequence[Mention]) -> tuple[Cause, int] | None:
    """The cause that stands nearest, with how many words lie between; behind the count before ahead of it."""
    near = [
        (at - mention.end if at >= mention.end else (mention.start - at) + _AHEAD, cause)
        for at, cause in causes
        if abs(at - mention.start) <= _REACH
        and not (cause is Cause.TORTURE and any(_is_share(at, other, mention) for other in others))
    ]
    if not near:
        return None
    gap, cause = min(near, key=lambda item: item[0])
    return cause, gap


def _is_share(at: int, other: Mention, whole: Mention) -> bool:
    """«62 مدنيا، بينهم … 10 ضحايا بسبب التعذيب»: the cause is that of the ten."""
    return other.parent is whole and 0 <= at - other.end <= 2
