"""How the toll of an event changed, step by step and why, read from its ledger; pure.

The ledger is gone through in the order in which outlets told, which is not the order in which we saw it: a late report
stands where it was said. After each report, and after each edit, the range is drawn as it was then.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from alerts.events.event import Event, ReportedFigure
from alerts.events.lines import Line, counted_as_one, highest
from alerts.events.sources import sources_of
from alerts.events.standing import Said, Standing, all_said
from alerts.events.toll import toll_of
from crawler.facts.figure import Group, Outcome, Qualifier


class Reason(StrEnum):
    """Why the toll of an outcome and group changed, or why more is known of it."""

    FIRST_REPORT = "first_report"  # nobody had counted them before
    ROSE = "rose"  # who had counted fewer counts more, or the count has gone on
    MADE_EXACT = "made_exact"  # an open or vague number became one that says how many
    CORRECTED_DOWN = "corrected_down"  # who had counted more counts fewer, or says that it was too many
    RIVAL = "rival"  # somebody else counts otherwise, and both stand
    CONFIRMED = "confirmed"  # another source gives the same number
    OVERTAKEN = "overtaken"  # a number left the range because a later one shows that the count had gone on
    PART_ADDED = "part_added"  # some of the people are told of by group for the first time
    EDITED = "edited"  # the outlet changed its own story
    RETRACTED = "retracted"  # the outlet took the number out of its story, and put none in its place


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """From the lowest to the highest that stands; `max` None is open above."""

    min: int
    max: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TollRevision:
    """One step of one line. `figure` is what was said, or what was taken back; `before` and `after` are the ranges."""

    at: datetime
    line: Line
    reasons: tuple[Reason, ...]
    story_id: int
    outlet: str
    figure: ReportedFigure
    before: Range | None
    after: Range | None


def revisions_of(event: Event) -> tuple[TollRevision, ...]:
    """The steps of the toll, oldest first. Copies, repeats and late prints of a passed count are none."""
    past = _Past(event)
    found: list[TollRevision] = []
    before: tuple[Said, ...] = ()
    for moment in past.moments:
        after = past.said_at(moment)
        found += past.step(moment, before, after)
        before = after
    return tuple(found)


def last_revisions(event: Event) -> tuple[TollRevision, ...]:
    """The steps of the last report or edit that made any, found from the end: a long ledger is not gone through."""
    past = _Past(event)
    after: tuple[Said, ...] | None = None
    for place in range(len(past.moments) - 1, -1, -1):
        after = past.said_at(past.moments[place]) if after is None else after
        before = past.said_at(past.moments[place - 1]) if place else ()
        steps = past.step(past.moments[place], before, after)
        if steps:
            return tuple(steps)
        after = before
    return ()


class _Past:
    """What was said of an event's toll, by its moments: when, and by which story."""

    def __init__(self, event: Event) -> None:
        self._event = event
        self._sources = sources_of(event.reports)
        self._everything = (*event.figures, *event.past_figures)
        self._lines = counted_as_one(self._everything, self._sources)
        self.moments = _moments(self._everything)

    def said_at(self, moment: tuple[datetime, int]) -> tuple[Said, ...]:
        """All that had been said then, and what it was worth."""
        at, story_id = moment
        active = [
            one for one in self._everything if one.at <= at and (one.withdrawn_at is None or one.withdrawn_at > at)
        ]
        # Of one moment the reports come one by one, in the order of their ids.
        active = [one for one in active if one.at < at or one.story_id <= story_id]
        late = [one for one in self._everything if one.withdrawn_at == at and one.story_id > story_id and one.at < at]
        return all_said([*active, *late], self._event.reports, self._sources, lines=self._lines)

    def step(self, moment: tuple[datetime, int], before: Sequence[Said], after: Sequence[Said]) -> list[TollRevision]:
        """What the report of a moment changed."""
        at, story_id = moment
        withdrawn = [one for one in self._everything if one.withdrawn_at == at]
        return list(_step(at, story_id, before, after, self._event, withdrawn))


def _moments(figures: Iterable[ReportedFigure]) -> list[tuple[datetime, int]]:
    """When somebody said something or took it back, and whose story that was."""
    moments = {(one.at, one.story_id) for one in figures}
    return sorted(moments | {(one.withdrawn_at, one.story_id) for one in figures if one.withdrawn_at is not None})


def _step(
    at: datetime,
    story_id: int,
    before: Sequence[Said],
    after: Sequence[Said],
    event: Event,
    withdrawn: Sequence[ReportedFigure],
) -> Iterable[TollRevision]:
    outlets = {report.story_id: report.outlet for report in event.reports}
    ranges_before, ranges_after = _ranges(before), _ranges(after)
    gone = [one for one in withdrawn if one.story_id == story_id]
    known = {line.outcome for line in ranges_before}
    for line in dict.fromkeys([*ranges_after, *ranges_before]):
        new = [one for one in after if one.line == line and one.figure.story_id == story_id and one.figure.at == at]
        was = [one for one in before if one.line == line]
        mine = [one for one in was if any(one.figure == replaced for replaced in gone)]
        if not new and not mine:
            continue
        step = _Step(
            line=line,
            new=new,
            gone=mine,
            was=was,
            now=[one for one in after if one.line == line],
            before=ranges_before.get(line),
            after=ranges_after.get(line),
            outcome_known=line.outcome in known,
        )
        reasons = step.reasons()
        if reasons:
            figure = step.main.figure if step.main is not None else mine[0].figure
            yield TollRevision(
                at=at,
                line=line,
                reasons=reasons,
                story_id=story_id,
                outlet=outlets.get(story_id, "—"),
                figure=figure,
                before=step.before,
                after=step.after,
            )


def _ranges(said: Iterable[Said]) -> Mapping[Line, Range]:
    return {Line(line.outcome, line.group, line.among): Range(min=line.min, max=line.max) for line in toll_of(said)}


@dataclass(slots=True, kw_only=True)
class _Step:
    """One line before and after one report. `new` is what the report says, `gone` what its edit took out."""

    line: Line
    new: Sequence[Said]
    gone: Sequence[Said]
    was: Sequence[Said]
    now: Sequence[Said]
    before: Range | None
    after: Range | None
    outcome_known: bool

    @property
    def main(self) -> Said | None:
        """The report's word that counts, else the largest of what it says."""
        return max(
            self.new,
            key=lambda one: (one.standing is Standing.STANDS, highest(one.figure)),
            default=None,
        )

    def reasons(self) -> tuple[Reason, ...]:
        """Why the line changed; none where a reader learns nothing."""
        said = self.main
        if said is None:
            return (Reason.RETRACTED,) if any(one.standing is Standing.STANDS for one in self.gone) else ()
        edited = (Reason.EDITED,) if self.gone else ()
        if said.standing is not Standing.STANDS:
            return ()
        first = self._what_it_is(said)
        passed = (Reason.OVERTAKEN,) if self._others_ended(said, Standing.OVERTAKEN) else ()
        found = tuple(reason for reason in (first,) if reason is not None)
        return (*found, *passed, *edited) if found or self.before != self.after else ()

    def _what_it_is(self, said: Said) -> Reason | None:
        standing = [one for one in self.was if one.standing is Standing.STANDS]
        if not standing:
            return Reason.PART_ADDED if self.line.among or self._is_other_group() else Reason.FIRST_REPORT
        own = self._predecessors(said)
        if own:
            return _against(said, own)
        if self._others_ended(said, Standing.CORRECTED):
            return Reason.CORRECTED_DOWN
        if any(_same_number(one, said) and one.who != said.who and one.source != said.source for one in standing):
            return Reason.CONFIRMED
        if any(_same_number(one, said) for one in standing):
            return None  # the same authority by another outlet, whoever else counts otherwise
        if all(one.source == said.source or one.who == said.who for one in standing):
            return None
        states = {self._standing_now(one) for one in standing}
        if states == {Standing.FITTED}:
            return Reason.MADE_EXACT
        return Reason.RIVAL if Standing.STANDS in states else Reason.ROSE

    def _is_other_group(self) -> bool:
        return self.outcome_known and self.line.group is not Group.PEOPLE

    def _predecessors(self, said: Said) -> list[Said]:
        """The words that this one takes the place of: its source's, or the same authority's, or the edit's own."""
        if self.gone:
            return list(self.gone)
        ended = {id(one.figure) for one in self.now if one.ended_by == said.figure.story_id and _is_own(one, said)}
        return [one for one in self.was if one.standing is Standing.STANDS and id(one.figure) in ended]

    def _standing_now(self, one: Said) -> Standing:
        return next((other.standing for other in self.now if other.figure is one.figure), Standing.RETRACTED)

    def _others_ended(self, said: Said, how: Standing) -> bool:
        """Whether words of others counted until this one came, and how they ended."""
        counted = {id(one.figure) for one in self.was if one.standing is Standing.STANDS}
        return any(one.standing is how and id(one.figure) in counted and not _is_own(one, said) for one in self.now)


def _is_own(one: Said, said: Said) -> bool:
    return one.source == said.source or one.who == said.who


def _same_number(one: Said, other: Said) -> bool:
    return (one.figure.min, one.figure.max) == (other.figure.min, other.figure.max)


def _against(said: Said, own: Sequence[Said]) -> Reason | None:
    """What a word is against those that it takes the place of."""
    most = max(highest(one.figure) for one in own)
    if highest(said.figure) > most:
        vague = all(one.figure.qualifier is Qualifier.VAGUE for one in own)
        return Reason.MADE_EXACT if vague and said.figure.max is not None else Reason.ROSE
    if highest(said.figure) < most:
        return Reason.CORRECTED_DOWN
    closed = any(one.figure.max is None for one in own) and said.figure.max is not None
    return Reason.MADE_EXACT if closed else None


def totals_in(revisions: Iterable[TollRevision]) -> tuple[Line, ...]:
    """The lines that are no part of others and changed at all, the gravest outcome first."""
    order = {outcome: place for place, outcome in enumerate(Outcome)}
    lines = dict.fromkeys(one.line for one in revisions if not one.line.among)
    return tuple(sorted(lines, key=lambda line: order[line.outcome]))
