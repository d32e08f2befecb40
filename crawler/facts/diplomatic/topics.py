"""Stories that speak the language of diplomacy about something else: sport, business, film, history, notices."""

from collections.abc import Iterator, Sequence

from crawler.arabic.names import unglued
from crawler.arabic.words import Remembered, Word
from crawler.facts.act import ActKind
from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.lines import Line
from crawler.facts.diplomatic.triggers import Trigger
from crawler.facts.diplomatic.words import is_in, word_set

_SPORT = word_set("sport")
_HISTORY = word_set("history")
_CONSULAR = word_set("consular")
_BUSINESS = word_set("business")
_ARTS = word_set("arts")
_READ = 4  # lines
_SURE = 3  # different words of one world in the first lines
_OFFICIAL = frozenset(
    ("president", "king", "crown", "pm", "fm", "minister", "deputy", "government", "parliament", "secretary")
)
_COMPANIES_DO = frozenset({ActKind.AGREEMENT, ActKind.MEETING, ActKind.NEGOTIATION, ActKind.VISIT, ActKind.AID})


def is_other_world(lines: Sequence[Line]) -> bool:
    """Whether the story is sport, history or a notice to citizens: three of its words in title and lead, one first."""
    return _is_retrospect(lines) or any(_tells_of(lines, world) for world in (_SPORT, _HISTORY, _CONSULAR))


def _is_retrospect(lines: Sequence[Line]) -> bool:
    """Whether the title or the lead says that it looks back: «في مثل هذا اليوم», «خمس سنوات على اتفاق ...»."""
    first = [line for line in lines if line.words][:2]
    if any(_ON_THIS_DAY in " ".join(word.text for word in line.words[:9]) for line in first):
        return True
    years = any(word.text in _YEARS and after.text == "علي" for word, after in _pairs(first[:1]))
    return years and any(is_in(word.text, _JUBILEES) for line in first[1:] for word in line.words[:9])


def _pairs(lines: Sequence[Line]) -> Iterator[tuple[Word, Word]]:
    for line in lines:
        yield from zip(line.words[:6], line.words[1:7], strict=False)


_ON_THIS_DAY = "مثل هذا اليوم"
_YEARS = frozenset(("سنوات", "عاما", "اعوام", "سنه", "عقود", "عقدان", "عقدين", "عام", "عامان", "قرن"))
_JUBILEES = frozenset(("الذكري", "ذكري"))


def is_private(lines: Sequence[Line], cast: Sequence[Sequence[Actor]], triggers: Sequence[Sequence[Trigger]]) -> bool:
    """Whether the title and lead tell of companies or of arts, and no officials of two sides act in them."""
    first = [at for at, line in enumerate(lines) if line.words][:2]
    official = {actor.party for at in first for actor in cast[at] if actor.office in _OFFICIAL}
    if len(official) > 1:
        return False
    if _tells_of(lines, _ARTS):
        return True
    companies = {word for at in first for word in _words(lines[at], _BUSINESS)}
    kinds = {trigger.kind for at in first for trigger in triggers[at]}
    return len(companies) > 1 and not official and kinds <= _COMPANIES_DO


def _tells_of(lines: Sequence[Line], world: frozenset[str]) -> bool:
    first = next((line for line in lines if line.words), None)
    if first is None:
        return False
    if world is not _CONSULAR and len(lines) > 1 and len(_words(lines[1], world)) >= _SURE:
        return True  # the lead alone tells it
    if not _words(first, world):
        return False
    return len({word for line in lines[:_READ] for word in _words(line, world)}) >= _SURE


def _words(line: Line, world: frozenset[str]) -> set[str]:
    return {rest for word in line.words for told, rest in _WORLDS_OF[word.text] if told is world}


def _worlds_of(word: str) -> tuple[tuple[frozenset[str], str], ...]:
    """The worlds that a folded word is of, each with the word as that world has it; most words are of none."""
    rests = (word, *(rest for _, rest in unglued(word)))
    of = ((world, next((rest for rest in rests if rest in world), None)) for world in _WORLDS)
    return tuple((world, rest) for world, rest in of if rest is not None)


_WORLDS = (_SPORT, _HISTORY, _CONSULAR, _BUSINESS, _ARTS)
_WORLDS_OF = Remembered(_worlds_of)
