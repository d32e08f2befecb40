"""When people came to harm: a sentence's words of time, resolved against the day of publication.

A time belongs to the counts of its own clause, the nearest first. The time of a statement, a funeral, an arrest or a
rising toll is not that of the harm; nor does the day of publication stand in where nothing is said.
"""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from itertools import accumulate

from crawler.arabic.words import Word
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.time_clauses import Clauses, clauses_of
from crawler.facts.casualty.time_words import SORT_OF
from crawler.facts.casualty.times import Time, times_of
from crawler.facts.casualty.wording import FILLERS
from crawler.facts.figure import Outcome, Period

_REACH = 45  # words between a count and its time
_NEAR = 4  # times on each side of a count that are weighed
_COMMA, _OTHER, _CLAUSE, _ASIDE, _BEHIND, _JOINED = 4, 5, 12, 30, 0.5, 2
_OWN = 6  # what a share of a toll must not cost to have a time of its own
_BY_WHICH = frozenset(("بها", "به", "بهما", "بهم"))
_HELD = (Outcome.DETAINED, Outcome.ABDUCTED, Outcome.MISSING)


class SentenceTimes:
    """A sentence with its times: read once, then asked for each of its counts.

    `published` is the day of publication in the outlet's own calendar; without it only absolute dates are told.
    """

    def __init__(self, words: Sequence[Word], others: Sequence[Mention], published: date | None) -> None:
        self.words, self.others = words, others
        sorts = [SORT_OF[word.text] for word in words]
        self.times = times_of(words, sorts, published)
        if not any(time.period for time in self.times):
            self.times = []
            return
        self.clauses: Clauses = clauses_of(words, sorts, others, self.times)
        self.known = {id(other) for other in others}
        self.starts = [time.start for time in self.times]
        self.said = list(accumulate((word.text not in FILLERS for word in words), initial=0))
        self.cues = sorted(
            min(other.cue, other.start) for other in others if other.parent is None and other.cue != other.start
        )

    def period_of(self, mention: Mention) -> Period | None:
        """The day or days tied to a count; None where none are, never the day of publication by default."""
        if not self.times:
            return None
        cost, time = _cheapest(self, mention)
        parent = mention.parent
        if parent is not None and cost > _OWN and id(parent) in self.known:
            return self.period_of(parent)
        return time.period if time is not None else None


def _cheapest(timed: SentenceTimes, mention: Mention) -> tuple[float, Time | None]:
    at = bisect_left(timed.starts, mention.start)
    best: tuple[float, Time | None] = (float("inf"), None)
    for time in timed.times[max(0, at - _NEAR) : at + _NEAR]:
        cost = _cost(timed, mention, time)
        if cost is not None and cost < best[0]:
            best = (cost, time)
    return best


def _cost(timed: SentenceTimes, mention: Mention, time: Time) -> float | None:
    """How far a time is from a count; None where it cannot be its own."""
    clauses = timed.clauses
    if time.start < mention.end and time.end > mention.start:
        return None  # part of the count itself
    if time in clauses.told or (time.held and mention.outcome not in _HELD):
        return None
    # A time that stands between a cue and its count, or ahead of both.
    first = mention.cue if time.end <= mention.cue < mention.start else mention.start
    cost = _behind(timed, mention, time) if time.start >= mention.end else _ahead(timed, first, time)
    if cost is None:
        return None
    if time.aside:
        cost += _ASIDE
    if clauses.relative[time.start] != clauses.relative[first]:
        if clauses.relative[time.start] and not clauses.happens(time.start):
            return None
        cost += _ASIDE
    return None if mention.earlier and cost > _COMMA + _OTHER else cost


def _behind(timed: SentenceTimes, mention: Mention, time: Time) -> float | None:
    """The cost of a time behind a count: not over a new clause, nor over a comma that leaves the count."""
    clauses, start, end = timed.clauses, mention.end, time.start
    before = timed.words[end - 1].text
    if mention.outcome is Outcome.KILLED and before in _BY_WHICH:
        return None  # «بجروح أصيب بها الشهر الماضي»
    if (
        end - start > _REACH
        or clauses.breaks[end] > clauses.breaks[start]
        or clauses.earlier[end] > clauses.earlier[start]
    ):
        return None
    commas = clauses.commas[end] - clauses.commas[start] - (before == "،")
    if commas > 0 and clauses.leaves(start, end):
        return None
    passed = bisect_left(timed.cues, end) - bisect_left(timed.cues, start)
    return timed.said[end] - timed.said[start] + _COMMA * max(commas, 0) + _BEHIND + _OTHER * passed


def _ahead(timed: SentenceTimes, first: int, time: Time) -> float | None:
    """The cost of a time ahead of a count; a frame such as «صباح اليوم، …» holds over commas and clauses."""
    clauses, start = timed.clauses, time.end
    if first - start > _REACH or clauses.earlier[first + 1] > clauses.earlier[start]:
        return None
    following = timed.words[start].text
    commas = clauses.commas[first] - clauses.commas[start] - (following == "،")
    breaks = clauses.breaks[first] - clauses.breaks[start]
    joined = _JOINED if following[0] == "و" else 0  # «100 في 2023 و200 في 2024»
    return timed.said[first] - timed.said[start] + _COMMA * max(commas, 0) + _CLAUSE * breaks + joined
