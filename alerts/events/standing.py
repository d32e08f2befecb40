"""Which of the reported figures count now, and what became of the others; pure.

Of each source the latest word on an outcome and group stands, and of rivals that one report names, each one's own
latest. What a higher count has passed stands no more: one that a later report says has risen, one by the same named
authority, or one that a higher count followed by OVERTAKEN_AFTER. A lower word that comes after a higher one is a rival
and stands beside it, unless it says itself that it corrects, or only repeats a count that had passed already.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import combinations

from alerts.events.event import EventReport, ReportedFigure
from alerts.events.lines import Line, counted_as_one, highest, line_of
from alerts.events.voices import named_voices
from crawler.facts.figure import Qualifier

OVERTAKEN_AFTER = timedelta(hours=3)  # in the first hours sources differ because they count differently


class Standing(StrEnum):
    """Whether a reported figure counts, or why it does not."""

    STANDS = "stands"
    REPLACED = "replaced"  # its source, or its rival voice, has said another number since
    OVERTAKEN = "overtaken"  # the count has gone on
    CORRECTED = "corrected"  # a later report says that it was too high
    STALE = "stale"  # it had passed already when it was printed
    FITTED = "fitted"  # it leaves the number open, and an exact one of another source fits it
    ASIDE = "aside"  # of a part: the same report gives a larger one, or it is of some of those who are counted
    RETRACTED = "retracted"  # its outlet's edit took it out


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One reported figure in its line. `source` is the number of its source, `voice` the authority it names, `ended_by`
    the story whose word made it count no more."""

    figure: ReportedFigure
    line: Line
    source: int
    outlet: str
    voice: str | None
    standing: Standing
    ended_by: int | None = None

    @property
    def who(self) -> str:
        """Who vouches for it: the named authority, else its source."""
        return self.voice or f"source {self.source}"


def all_said(
    figures: Sequence[ReportedFigure],
    reports: Sequence[EventReport],
    sources: Mapping[int, int],
    *,
    lines: Mapping[Line, Line] | None = None,
) -> tuple[Said, ...]:
    """Every figure with where it stands, line by line in the order of telling.

    `lines` says which lines are counted as one, where that is to be seen over more figures than these.
    """
    outlets = {report.story_id: report.outlet for report in reports}
    voices = named_voices(figure.attribution for figure in figures)
    counted_in = counted_as_one(figures, sources) if lines is None else lines
    by_line: dict[Line, list[_Word]] = {}
    for figure in sorted(figures, key=lambda figure: (figure.at, figure.story_id)):
        word = _Word(
            figure=figure,
            source=sources.get(figure.story_id, figure.story_id),
            outlet=outlets.get(figure.story_id, "—"),
            voice=voices.get(figure.attribution or ""),
            high=highest(figure),
        )
        by_line.setdefault(counted_in[line_of(figure)], []).append(word)
    for words in by_line.values():
        _settle(words)
    return tuple(
        Said(
            figure=word.figure,
            line=line,
            source=word.source,
            outlet=word.outlet,
            voice=word.voice,
            standing=word.standing,
            ended_by=word.ended_by,
        )
        for line, words in by_line.items()
        for word in words
    )


def rivals_in(said: Iterable[Said]) -> frozenset[frozenset[str | None]]:
    """The pairs of named voices that one report sets beside each other with different numbers."""
    by_report: dict[tuple[Line, int], list[Said]] = {}
    for one in said:
        if one.voice is not None and one.standing is not Standing.ASIDE:
            by_report.setdefault((one.line, one.figure.story_id), []).append(one)
    return frozenset(
        frozenset((one.voice, other.voice))
        for words in by_report.values()
        for one, other in combinations(words, 2)
        if one.voice != other.voice and highest(one.figure) != highest(other.figure)
    )


@dataclass(slots=True, kw_only=True)
class _Word:
    """A figure while its line is settled."""

    figure: ReportedFigure
    source: int
    outlet: str
    voice: str | None
    high: int
    standing: Standing = Standing.STANDS
    ended_by: int | None = None

    def end(self, standing: Standing, by: "_Word") -> None:
        self.standing, self.ended_by = standing, by.figure.story_id


def _settle(words: Sequence[_Word]) -> None:
    """Gives each word of a line, in the order of telling, its standing."""
    words = _of_all(words)
    live: list[_Word] = []
    ended: list[_Word] = []
    rivals: set[frozenset[str]] = set()
    for report in _by_report(words):
        fresh = _one_word(report)
        rivals |= {
            frozenset((one.voice, other.voice)) for one, other in combinations(fresh, 2) if one.voice and other.voice
        }
        fresh = [word for word in fresh if not _is_stale(word, live, ended, rivals)]
        for word in _replaced(fresh, live):
            word.end(Standing.REPLACED, fresh[0])
        for word in fresh:
            if word.voice is not None or word.figure.lowered_from:
                for other in live:
                    if other.standing is Standing.STANDS:
                        _pass_over(other, word)
        ended += [word for word in live if word.standing is not Standing.STANDS]
        live = [word for word in live if word.standing is Standing.STANDS] + fresh
    passed = [word for word in live if _passed_by(word, live, rivals) is not None]
    for word in live:
        if _is_fitted(word, live):
            word.standing = Standing.FITTED
    for word in passed:
        # Who passed it first may have said another number since.
        word.end(Standing.OVERTAKEN, _passed_by(word, [*live, *ended], rivals) or word)


def _of_all(words: Sequence[_Word]) -> Sequence[_Word]:
    """The words that count everybody. One of some only counts where nobody says how many they are, or fewer."""
    whole = [word for word in words if not word.figure.of_some]
    if not whole:
        return words
    most = max(whole, key=lambda word: (word.high, word.figure.at))
    for word in words:
        if word.figure.of_some and word.high <= most.high:
            word.end(Standing.ASIDE, most)
    return [word for word in words if word.standing is Standing.STANDS]


def _by_report(words: Sequence[_Word]) -> list[list[_Word]]:
    """The words of each report together, in the order of its latest."""
    reports: dict[int, list[_Word]] = {}
    for word in words:
        reports.setdefault(word.figure.story_id, []).append(word)
    return sorted(reports.values(), key=lambda said: (max(word.figure.at for word in said), said[0].figure.story_id))


def _one_word(report: Sequence[_Word]) -> list[_Word]:
    """What one report says of one line: rival tolls where it names who gives each, else the largest.

    Its own number has a rival in what a named authority says; what «مصدر محلي» adds is more likely a part of it.
    """
    own = any(word.figure.attribution is None for word in report)
    nobody = any(word.figure.attribution is not None and word.voice is None for word in report)
    if len({word.figure.attribution for word in report}) == len(report) and not (own and nobody):
        return list(report)
    largest = max(report, key=lambda word: (word.high, word.figure.min))
    for word in report:
        if word is not largest:
            word.end(Standing.ASIDE, largest)
    return [largest]


def _replaced(fresh: Sequence[_Word], live: Sequence[_Word]) -> list[_Word]:
    """The earlier words of a source that its new ones take the place of: of rivals only the one who speaks again."""
    if not fresh:
        return []
    own = [word for word in live if word.source == fresh[0].source]
    voices = {word.voice for word in fresh if word.voice}
    again = [word for word in own if word.voice in voices]
    return again if again and len({word.voice for word in own}) > 1 else own


def _pass_over(word: _Word, later: _Word) -> None:
    """Ends the word of another source that a later one has passed by its own account, or by the same authority."""
    if later.voice is not None and later.voice == word.voice and later.high > word.high:
        word.end(Standing.OVERTAKEN, later)
    elif _corrects(later.figure, word.figure):
        word.end(Standing.CORRECTED, later)


def _corrects(later: ReportedFigure, figure: ReportedFigure) -> bool:
    return figure.min == figure.max and figure.min in later.lowered_from and highest(later) < figure.min


def _is_stale(word: _Word, live: Sequence[_Word], ended: Sequence[_Word], rivals: set[frozenset[str]]) -> bool:
    """Whether a report prints a count that had passed: the number that somebody gave before the higher one.

    An outlet that says fewer than it said itself has changed its mind, and so has who says that it corrects.
    """
    higher = [one for one in live if one.high > word.high]
    if not higher or any(_corrects(word.figure, one.figure) for one in higher):
        return False
    if any((one.source, one.outlet) == (word.source, word.outlet) for one in higher):
        return False
    for earlier in (*ended, *live):
        if (earlier.figure.min, earlier.figure.max) != (word.figure.min, word.figure.max):
            continue
        since = next((one for one in higher if earlier.figure.at < one.figure.at), None)
        other_voice = word.voice is not None and earlier.voice is not None and word.voice != earlier.voice
        if since is None or other_voice or earlier.standing is Standing.CORRECTED:
            continue
        if earlier.standing is not Standing.STANDS or _passed_by(earlier, live, rivals) is not None:
            word.end(Standing.STALE, since)
            return True
    return False


def _passed_by(word: _Word, live: Iterable[_Word], rivals: set[frozenset[str]]) -> _Word | None:
    """The higher word that shows that the count has gone on, the earliest of them; rivals do not pass each other."""
    figure = word.figure
    passing = [
        other
        for other in live
        if other.high > word.high
        and other.figure.at > figure.at
        and other.figure.story_id != figure.story_id
        and other.figure.min > 0  # «60 بين قتيل وجريح» may be no dead at all
        and (_long_after(other.figure.at, figure.at) or (other.figure.before or -1) >= figure.min)
        and frozenset((other.voice or "", word.voice or "")) not in rivals
    ]
    return min(passing, key=lambda other: (other.figure.at, other.figure.story_id), default=None)


def _long_after(later: datetime, earlier: datetime) -> bool:
    return later - earlier >= OVERTAKEN_AFTER


def _is_fitted(word: _Word, live: Sequence[_Word]) -> bool:
    """Whether it leaves the number open and a firm one fits it: «عشرات» beside 27, «60 بين قتيل وجريح» beside 12."""
    figure = word.figure
    if figure.qualifier is not Qualifier.VAGUE and figure.min > 0:
        return False
    firm = [other for other in live if other.figure.qualifier is not Qualifier.VAGUE and other.figure.min > 0]
    if figure.qualifier is Qualifier.VAGUE:
        return any(other.high >= figure.min for other in firm)
    return figure.max is not None and any(other.figure.min <= figure.max for other in firm)
