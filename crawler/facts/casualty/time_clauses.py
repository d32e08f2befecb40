"""The clauses of a sentence as far as times need them: where one ends, which one is relative, which only tells."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from crawler.arabic.words import Word
from crawler.facts.casualty.cues import CUES, CueKind
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.time_words import (
    BREAK,
    CLAUSE,
    CONTENT,
    EARLIER,
    EARLY,
    HAPPENS,
    LEAVES,
    RELATIVE,
    RESULT,
    RISING,
    TELLING,
    TELLS,
    TOLD,
    TOLD_IN,
    among,
)
from crawler.facts.casualty.times import Time

_SAYING = TELLING | TOLD | RISING
_TELLING_REACH = 14  # words from a saying verb to the time of what is said
_TOLD_IN_REACH = 8
_LEAVING = 40


@dataclass(slots=True)
class Clauses:
    """`commas`, `breaks` and `earlier` count those before each word; `relative` is the clause of each word, 0 the main.

    `told` are the times of a statement; `cues` the positions of counts' cues.
    """

    words: Sequence[Word]
    commas: list[int]
    breaks: list[int]
    earlier: list[int]
    relative: list[int]
    told: frozenset[Time]
    cues: frozenset[int]

    def happens(self, index: int) -> bool:
        """Whether the relative clause around a word tells a happening: «الذي وقع أمس», not «التي يحكمها منذ عام»."""
        clause = self.relative[index]
        at = index
        while at > 0 and self.relative[at - 1] == clause and index - at < _LEAVING:
            at -= 1
        for place in range(at, min(at + 4, index)):
            if self.words[place].text in HAPPENS:
                return True
            cue = CUES.at(self.words, place)
            if cue is not None and cue.value.kind is CueKind.VERB:
                return not any(word.text in ("بها", "به") for word in self.words[place:index])
        return False

    def leaves(self, start: int, end: int) -> bool:
        """Whether what stands behind a comma between a count and a later time tells of something else."""
        for at in range(start, min(end, start + _LEAVING)):
            if self.words[at].text != "،" or at + 1 >= end:
                continue
            following = self.words[at + 1]
            if any(cue in self.cues for cue in range(at + 1, at + 4)):
                continue
            joined = following.text[0] == "و" and following.text not in ("وذلك", "ونحو", "و")
            if joined or following.text in LEAVES:
                return True
        return False


def clauses_of(
    words: Sequence[Word], sorts: Sequence[int], mentions: Sequence[Mention], times: Sequence[Time]
) -> Clauses:
    """The clauses of a sentence that has times."""
    fronted = _fronted(words, times)
    breaks = [(sort & BREAK and CLAUSE.at(words, at) is not None) or at in fronted for at, sort in enumerate(sorts)]
    earlier = [bool(sort & EARLY) and EARLIER.at(words, at) is not None for at, sort in enumerate(sorts)]
    starts = {min(mention.cue, mention.start) for mention in mentions}
    return Clauses(
        words=words,
        commas=_sums([word.text in ("،", ":", ".") for word in words]),
        breaks=_sums(breaks),
        earlier=[*_sums(earlier), sum(earlier)],
        relative=_relative(words, breaks),
        told=_told(words, sorts, starts, times),
        cues=frozenset(starts),
    )


def _sums(flags: Sequence[bool]) -> list[int]:
    return list(accumulate(map(int, flags), initial=0))


def _fronted(words: Sequence[Word], times: Sequence[Time]) -> set[int]:
    """Where a time with «و» before it opens a clause: «وفي 2024 قتل 200»."""
    return {
        at
        for time in times
        for at in (time.start, time.start - 1)
        if at > 0
        and words[at].text in ("وفي", "ومنذ", "وخلال", "وامس", "واليوم", "ومساء", "وصباح", "وفجر", "وقبل", "ففي")
    }


def _relative(words: Sequence[Word], breaks: Sequence[bool]) -> list[int]:
    """For each word the number of the relative clause it stands in, 0 where it stands in none."""
    inside, count, opened = 0, 0, -9
    clause = []
    for at, word in enumerate(words):
        if word.text in RELATIVE:
            count += 1
            inside, opened = count, at
        elif inside and (word.text in ("،", ".", ":", ")") or breaks[at] or (at - opened > 1 and word.text in RESULT)):
            inside = 0
        clause.append(inside)
    return [*clause, inside]


def _told(words: Sequence[Word], sorts: Sequence[int], cues: set[int], times: Sequence[Time]) -> frozenset[Time]:
    """The times of a statement, a funeral, an arrest: from its verb or noun to where its content begins."""
    by_start = {time.start: time for time in times}
    told: set[Time] = set()
    index = 0
    while index < len(words):
        if not sorts[index] & _SAYING:
            index += 1
        elif sorts[index] & RISING:
            index = _until_content(words, index + 1, cues, by_start, told, rises=True)
        elif (verb := TELLS.at(words, index)) is not None and verb.prefix in ("", "و", "ف"):
            index = _until_content(words, verb.end, cues, by_start, told)
        elif (noun := TOLD_IN.at(words, index)) is not None:
            index = _until_content(words, noun.end, cues, by_start, told, reach=_TOLD_IN_REACH)
        else:
            index += 1
    return frozenset(told)


def _until_content(
    words: Sequence[Word],
    start: int,
    cues: set[int],
    by_start: dict[int, Time],
    told: set[Time],
    *,
    reach: int = _TELLING_REACH,
    rises: bool = False,
) -> int:
    """Mark the times up to the content of what is told, and where that begins."""
    at = start
    while at < min(len(words), start + reach):
        time = by_start.get(at)
        if time is not None:
            of_event = rises and among(words[at - 1], CONTENT)  # «حصيلة قصف الأحد»
            if of_event:
                return time.end
            if not time.window or (time.period is not None and (time.period.end - time.period.start).days < 2):
                told.add(time)
            at = time.end
            continue
        text = words[at].text
        if rises:
            to_count = text == "الي" and any(cue in cues for cue in range(at, at + 5))
            if to_count or text in RELATIVE or (text == "،" and at > start and not _beside_time(at, by_start)):
                return at
        elif (
            at in cues
            or text in CONTENT
            or (text == "،" and not _beside_time(at, by_start))
            or text in ("ان", ":", ".")
        ):
            return at
        at += 1
    return at


def _beside_time(at: int, by_start: dict[int, Time]) -> bool:
    """Whether a comma only sets a time off: «أعلنت، اليوم، أن»."""
    return any(start in by_start for start in (at + 1, at + 2)) or any(
        time.end == at for start in range(max(0, at - 6), at) if (time := by_start.get(start)) is not None
    )
