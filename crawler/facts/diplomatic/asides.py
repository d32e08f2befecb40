"""Asides: what stands between commas amid a clause and belongs to none of its parts.

«وقع الرئيس الكيني ونظيره الصومالي، الخميس في نيروبي، بروتوكولا»: with the aside taken out, verb, subject and object
stand beside each other again. Only what opens like a circumstance – a time, «في مؤتمر صحفي», «وفق بيان», «الذي يزور ...» –
is one, never a name, a partner («مع», «بين») or a goal («إلى»), since these are what a dealing is read from.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from crawler.arabic.words import Word
from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.lines import Line
from crawler.facts.diplomatic.triggers import Trigger
from crawler.facts.diplomatic.words import word_set

_COMMAS = ("،", ",")
_LONGEST = 18  # words of an aside
_OPENS = word_set("opens_aside")
_OPENS_WITH = {"علي": word_set("aside_on"), "من": word_set("aside_of")}
_GOES_ON = word_set("after_aside_goes_on")  # behind the second comma another clause begins


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A line without its asides, with the way back: `places[i]` is where its word i stands in the whole line."""

    line: Line
    actors: list[Actor]
    places: tuple[int, ...]
    asides: tuple[range, ...]

    def back(self, trigger: Trigger) -> Trigger:
        """A trigger of the squeezed line, where it stands in the whole one."""
        return replace(trigger, start=self.places[trigger.start], end=self.places[trigger.end - 1] + 1)

    def holds(self, place: int) -> bool:
        """Whether a word of the whole line stands in an aside."""
        return any(place in aside for aside in self.asides)


def asides_of(words: Sequence[Word]) -> tuple[range, ...]:
    """The asides of a line with both their commas, in order; neighbours are one."""
    commas = [at for at, word in enumerate(words) if word.text in _COMMAS]
    found: list[range] = []
    for begin, end in zip(commas, commas[1:], strict=False):
        if not _is_aside(words, begin, end):
            continue
        if found and found[-1].stop == begin + 1:
            found[-1] = range(found[-1].start, end + 1)
        else:
            found.append(range(begin, end + 1))
    return tuple(aside for aside in found if not _ends_clause(words, aside.stop))


def _is_aside(words: Sequence[Word], begin: int, end: int) -> bool:
    if not 1 < end - begin <= _LONGEST or begin < 2:
        return False
    first, second = words[begin + 1].text, words[min(begin + 2, end)].text
    opens = (first in _OPENS and second not in ("مع", "بين")) or second in _OPENS_WITH.get(first, ())
    return opens and not any(word.is_sign and word.text in _STOPS for word in words[begin + 1 : end])


_STOPS = ('"', ".", "؛", ":", "\n", "؟", "!")


def _ends_clause(words: Sequence[Word], at: int) -> bool:
    """Whether what follows goes on with another clause, so that nothing stands on both sides of the aside."""
    if at >= len(words) or words[at].is_sign:
        return True
    text = words[at].text
    return text in _GOES_ON or (text[:1] == "و" and not text.startswith(_WITH_WAW))


# Words that begin with «و» and join nothing: «وزير», «وفدا», «وثيقة».
_WITH_WAW = (
    "وزير",
    "وزرا",
    "وزار",
    "ولي",
    "وفد",
    "وقوف",
    "وجها",
    "ولايه",
    "وساط",
    "وثيق",
    "وصول",
    "وديع",
    "وقف",
    "وكيل",
)


def without_asides(words: Sequence[Word]) -> list[Word] | None:
    """The words of a line that stand in no aside; None where it has none."""
    asides = asides_of(words)
    return [word for at, word in enumerate(words) if not any(at in one for one in asides)] if asides else None


def _is_relative(words: Sequence[Word], aside: range) -> bool:
    """«الجريمة، التي ارتكبها داعش، ...» says what is spoken of, unless it is told of who acts («الرئيس، الذي ...»)."""
    return words[aside.start + 1].text in _RELATIVE


_RELATIVE = word_set("relatives")


def squeezed(line: Line, actors: Sequence[Actor]) -> Squeezed | None:
    """The line without its asides, its actors and names moved up; None where it has no aside."""
    ends = {actor.end for actor in actors}
    asides = tuple(one for one in asides_of(line.words) if one.start in ends or not _is_relative(line.words, one))
    if not asides:
        return None
    out = {at for aside in asides for at in aside}
    places = tuple(at for at in range(len(line.words)) if at not in out)
    new = {old: at for at, old in enumerate(places)}
    names = tuple(
        replace(name, start=new[name.start], end=new[name.end - 1] + 1)
        for name in line.names
        if name.start in new and name.end - 1 in new
    )
    kept = [
        replace(actor, start=new[actor.start], end=new[actor.end - 1] + 1)
        for actor in actors
        if actor.start in new and actor.end - 1 in new
    ]
    short = replace(
        line,
        words=tuple(line.words[at] for at in places),
        names=names,
        quoted=tuple(line.quoted[at] for at in places),
    )
    return Squeezed(short, kept, places, asides)
