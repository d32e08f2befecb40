"""By what people came to harm, as far as a sentence ties it to a count."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from crawler.arabic.beginnings import where
from crawler.arabic.letters import fold_key
from crawler.arabic.words import Dictionary, Remembered, Word, clitics
from crawler.facts.casualty.beginnings import BEGINNINGS
from crawler.facts.casualty.breaks import break_positions
from crawler.facts.casualty.families import is_kin
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import Of
from crawler.facts.figure import Cause, Outcome

_HERE = Path(__file__).parent
_REACH = 45  # words either side of a count within which its cause may stand
_AHEAD = 6  # a cause behind the count is this many words nearer than one ahead of it
_BREAK = 14  # each new clause between makes it so many words farther
_TORTURED_WITHIN = 12
_BOUND = 4  # words behind a share («10 بسبب التعذيب») within which a cause is that share's alone
_NEVER = 1_000_000
FAINT = 1_000  # a gap from here on: words that only tell the manner, which the happening's own cause outweighs


@dataclass(frozen=True, slots=True)
class _Entry:
    cause: Cause
    faint: bool


def _rows() -> dict[str, list[str]]:
    lines = (_HERE / "causes.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {kind: [phrase.strip() for phrase in phrases.split(",")] for kind, phrases in pairs}


_ROWS = _rows()
_BOATS, _SINKS = (Dictionary((form, True) for form in _ROWS.pop(kind)) for kind in ("boats", "sinks"))


def _entries() -> Iterator[tuple[str, _Entry]]:
    for kind, phrases in _ROWS.items():
        if kind.startswith("pair "):
            continue
        entry = _Entry(Cause(kind.removeprefix("~")), kind.startswith("~"))
        for phrase in phrases:
            yield phrase, entry
            if " " not in phrase:
                yield phrase + "ا", entry
            elif phrase.startswith("ال"):
                yield phrase.removeprefix("ال"), entry  # «للهزة الأرضية»


_CAUSES = Dictionary(_entries())
_CAUSE = BEGINNINGS.reader(lambda text: any(named.begins(text) for named in (_CAUSES, _BOATS, _SINKS)))
_PAIRS: dict[Cause, tuple[frozenset[str], frozenset[str]]] = {
    Cause(kind.removeprefix("pair ")): (
        frozenset(map(fold_key, words[0].split(" | ")[0].split())),
        frozenset(map(fold_key, words[0].split(" | ")[1].split())),
    )
    for kind, words in _ROWS.items()
    if kind.startswith("pair ")
}
_FAR_APART = 8  # those of «أطلق عامل، 38 عاما، النار»
_APART = 5  # words between the two words of a pair
# What follows by nature from another cause: a house that falls in an air strike
_FALLS = frozenset((Cause.COLLAPSE, Cause.FIRE))
_STRIKES = frozenset(
    (Cause.AIRSTRIKE, Cause.DRONE, Cause.SHELLING, Cause.EXPLOSION, Cause.EARTHQUAKE, Cause.CLASHES, Cause.MINE)
)


def _pair_roles(text: str) -> tuple[tuple[Cause, int], ...]:
    """Of which pairs of words that tell a cause a word is the first (0) or the second (1)."""
    readings = {rest for prefix, rest in clitics(text) if prefix in ("", "و", "ف", "ب", "ل")}
    return tuple(
        (cause, side) for cause, pair in _PAIRS.items() for side in (0, 1) if not readings.isdisjoint(pair[side])
    )


_ROLES = Remembered(_pair_roles)
_PAIR = BEGINNINGS.reader(lambda text: bool(_ROLES[text]))


def _paired(words: Sequence[Word], begins: Sequence[int], named: frozenset[Cause]) -> Iterator[tuple[int, Cause, bool]]:
    """The causes that two words tell between which others may stand («فتح ملثمون النار»)."""
    last: dict[tuple[Cause, int], int] = {}
    told: set[Cause] = set()
    for at in where(begins, _PAIR):
        for cause, side in _ROLES[words[at].text]:
            other = last.get((cause, 1 - side), -99)
            apart = _FAR_APART if cause is Cause.SHOOTING else _APART
            if cause not in told and 0 < at - other <= apart and not (cause in _FALLS and _STRIKES & named):
                told.add(cause)
                yield max(other, at) if side else at, cause, False
            last[cause, side] = at


_ENDED = frozenset(map(fold_key, ("وقف", "بدون", "دون", "لوقف")))
# What follows by nature from another cause that the sentence names is no cause of its own.
_OVER: dict[Cause, frozenset[Cause]] = {
    Cause.DRONE: frozenset((Cause.AIRSTRIKE, Cause.SHELLING)),
    Cause.AIRSTRIKE: frozenset((Cause.SHELLING,)),
    Cause.MINE: frozenset((Cause.EXPLOSION, Cause.FLOOD)),
    Cause.SHIPWRECK: frozenset((Cause.OTHER, Cause.ROAD_ACCIDENT)),
    Cause.EXECUTION: frozenset((Cause.SHOOTING,)),
}
_CONVICTED = frozenset(
    map(fold_key, "مدان المدان أدين إدانته لإدانته بإدانته إدانتهم لإدانتهم أدينوا قاتل لقتله لقتلهم قتله بقتل".split())
)
_LEADS = frozenset(map(fold_key, "بسبب جراء إثر نتيجة هربا خوفا عقب اندلاع بفعل من".split()))
_HELD = frozenset((Outcome.DETAINED, Outcome.ABDUCTED))
NATURAL = frozenset((Cause.FLOOD, Cause.EARTHQUAKE, Cause.FIRE, Cause.COLLAPSE))
_DRIVEN_OUT_WITHIN = 18  # words between people displaced and what drove them out


class FoundCauses(NamedTuple):
    """The causes that a sentence names, each as (word position, cause, whether faint), and where clauses begin and end.

    All are in the order of the words.
    """

    found: tuple[tuple[int, Cause, bool], ...]
    breaks: tuple[int, ...]
    commas: tuple[int, ...] = ()
    convicted: int = _NEVER  # the word that tells of a crime for which a court had somebody put to death
    driven: tuple[int, ...] = ()  # causes of which the sentence says that they are («بسبب تجدد الاشتباكات»)
    burns: bool = False

    def between(self, low: int, high: int) -> tuple[tuple[int, Cause, bool], ...]:
        """Those from one word's position to another's; farther ones of an endless sentence are not looked at."""
        first = bisect_left(self.found, low, key=itemgetter(0))
        return self.found[first : bisect_right(self.found, high, first, key=itemgetter(0))]


def causes_of(words: Sequence[Word], begins: Sequence[int]) -> FoundCauses:
    """The causes that a sentence names, each with its word's position; `begins` are the bits of its words."""
    causes: list[tuple[int, Cause, bool]] = []
    end = 0
    boat = sinks = -1
    for index in where(begins, _CAUSE):
        if index < end:
            continue
        found = _CAUSES.at(words, index)
        if found is None or (index > 0 and words[index - 1].text in _ENDED) or _is_fez(words, index):
            boat = index if boat < 0 and _BOATS.at(words, index) is not None else boat
            sinks = index if sinks < 0 and _SINKS.at(words, index) is not None else sinks
            continue
        causes.append((index, found.value.cause, found.value.faint))
        end = found.end
    if boat >= 0 and sinks >= 0:
        causes.append((sinks, Cause.SHIPWRECK, False))
    stated = frozenset(cause for _, cause, faint in causes if not faint)
    causes.extend(item for item in _paired(words, begins, stated) if item[1] not in stated)
    if not causes:
        return FoundCauses((), ())
    named = {cause for _, cause, faint in causes if not faint}
    weaker = frozenset[Cause]().union(*(_OVER.get(cause, frozenset()) for cause in named))
    kept = tuple(sorted((item for item in causes if item[1] not in weaker), key=itemgetter(0)))
    return FoundCauses(
        kept,
        break_positions(words),
        commas=tuple(at for at, word in enumerate(words) if word.text == "،"),
        convicted=_convicted_at(words) if Cause.EXECUTION in named else _NEVER,
        burns=Cause.FIRE in {cause for _, cause, _ in kept},
        driven=tuple(at for at, _, _ in kept if any(word.text in _LEADS for word in words[max(0, at - 3) : at])),
    )


def _convicted_at(words: Sequence[Word]) -> int:
    return next((at for at, word in enumerate(words) if word.text in _CONVICTED), _NEVER)


def names_cause(words: Sequence[Word], at: int) -> bool:
    """Whether a word tells a cause («سيول», which is a city too)."""
    return _CAUSES.at(words, at) is not None and not _is_fez(words, at)


def _is_fez(words: Sequence[Word], index: int) -> bool:
    """«انهيار بنايتين في فاس»: a town, spelt like the axe of «قتل رجل زوجته بفأس» and «ضربة فأس»."""
    if words[index].text not in ("فاس", "بفاس"):
        return False
    before = [word.text for word in words[max(0, index - 4) : index]]
    if words[index].text == "فاس":
        return not before or before[-1] not in _WIELDED
    strikes = any(text.lstrip("وف").startswith(_BY_AXE) for text in before[:-2])
    return not strikes and not (before and is_kin(before[-1]))


_WIELDED = frozenset("ضربه ضربات بضربه بضربات بواسطه باستخدام مستخدما مستخدمه مستعملا".split())
_BY_AXE = ("قتل", "ذبح", "هاجم", "اعتد", "هشم", "طعن")


def cause_of(mention: Mention, causes: FoundCauses, others: Sequence[Mention]) -> tuple[Cause, int] | None:
    """The cause that stands nearest, with how many words lie between; behind the count before ahead of it.

    A gap of `FAINT` or more is of a word that only tells the manner («اختناقا», «تحت الأنقاض»).
    """
    if mention.outcome in _HELD:
        return None
    near: list[tuple[int, Cause]] = []
    around = causes.between(mention.start - _REACH, max(mention.start + _REACH, mention.end + _BOUND))
    manner = _has_manner(mention, around)
    for at, cause, faint in around:
        if abs(at - mention.start) > _REACH or _is_of_other(at, cause, mention, others, causes.commas):
            continue
        if cause is Cause.EXECUTION and mention.start > causes.convicted:
            continue  # «حكما بالإعدام على مدان بقتل ثلاثة»
        if manner and not faint and any(mention.end <= place <= at for place in causes.breaks):
            continue
        gap = _gap(at, mention, causes.breaks)
        if cause is Cause.TORTURE and gap > _TORTURED_WITHIN:
            continue  # a report on «ضحايا التعذيب» counts others too
        bound = mention.outcome is Outcome.INJURED and cause is Cause.OTHER and gap <= _BOUND and not causes.burns
        far = (at >= mention.end or gap > _DRIVEN_OUT_WITHIN) and at not in causes.driven
        if mention.outcome is Outcome.DISPLACED and far and cause not in NATURAL:
            continue
        near.append((gap + (FAINT if faint and not bound else 0), cause))
    if not near:
        return None
    gap, cause = min(near, key=lambda item: item[0])
    return cause, gap


def _has_manner(mention: Mention, found: Sequence[tuple[int, Cause, bool]]) -> bool:
    """«قضى 44 غرقا، فيما …»: right behind the count stands how, so that what the next clause tells is not of it."""
    return any(faint and 0 <= at - mention.end <= _BOUND for at, _, faint in found)


def _gap(at: int, mention: Mention, breaks: Sequence[int]) -> int:
    if at >= mention.end:
        between = bisect_right(breaks, at) - bisect_left(breaks, mention.end)
        return at - mention.end + _BREAK * between
    between = bisect_right(breaks, mention.start) - bisect_right(breaks, at)
    return mention.start - at + _AHEAD + _BREAK * between


def _is_of_other(at: int, cause: Cause, mention: Mention, others: Sequence[Mention], commas: Sequence[int]) -> bool:
    """Whether a cause is that of another count alone.

    «62 مدنيا، بينهم … 10 ضحايا بسبب التعذيب», «أربعة، ثلاثة منهم بالرصاص», «حيد 40، مقرا بمقتل 3 في انفجار لغم».
    """
    for other in others:
        if other is mention or mention.parent is other or other is mention.parent or at < other.end:
            continue
        if other.end <= mention.start and mention.end <= at:
            continue  # the count itself stands nearer
        gap = at - other.end
        if other.parent is not None:
            alone = cause is Cause.TORTURE or other.phrase.of is Of.THEM or _is_told_apart(other, others)
            closed = cause is not Cause.TORTURE and any(other.end <= comma < at for comma in commas)
            if gap <= _BOUND and alone and not closed and mention.parent is not other:
                return True
        elif gap <= 2 and other.outcome is mention.outcome and mention.end < other.cue < other.start:
            return True
    return False


def _is_told_apart(share: Mention, others: Sequence[Mention]) -> bool:
    """Whether other shares of the same whole are told with it."""
    return share.phrase.explicit and any(other.parent is share.parent and other is not share for other in others)
