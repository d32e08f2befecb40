"""Whatever an event goes through, each step is said aloud once to each recipient, and none is missed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.alert import ActLine, Alert, AlertReason, TollLine
from alerts.decide import decide
from alerts.events.event import Event, EventReport, Relation, ReportedFigure
from alerts.severity import severity_of
from alerts.steps import step_of
from alerts.subscriptions import Recipient, Subscription
from crawler.facts.act import ActKind, ActStatus
from crawler.facts.figure import Group, Outcome, Qualifier
from tests.alerts.making import NOW

DESK = Subscription(name="desk", to=(Recipient(channel="telegram", address="-1"),))
# The scale in full, so that what is tested is not what tests it.
SCALE = (1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 300, 500, 1_000, 2_000, 3_000, 5_000, 10_000)
DOERS = (None, "الجيش السوداني", "قوات الدعم السريع", "مسلحون مجهولون", "الجيش الإسرائيلي")


@dataclass(frozen=True, slots=True)
class State:
    """What is known of an event at one moment."""

    killed: tuple[int, int] | None
    injured: int | None
    children: bool
    doers: tuple[str | None, ...]
    sources: int
    status: ActStatus | None

    def event(self, revision: int) -> Event:
        """The event as it stands then."""
        toll = [
            *([_line(Outcome.KILLED, *self.killed)] if self.killed else []),
            *([_line(Outcome.INJURED, self.injured, self.injured)] if self.injured else []),
            *([_line(Outcome.KILLED, 1, 1, group=Group.CHILDREN, among=True)] if self.children and self.killed else []),
        ]
        acts = () if self.status is None else (ActLine(kind=ActKind.SUMMIT, parties=("AA", "BB"), status=self.status),)
        least, most = self.killed or (0, 0)
        return Event(
            id=1,
            revision=revision,
            flags=("casualty",),
            title="خبر",
            severity=severity_of(toll, acts),
            first_seen_at=NOW,
            changed_at=NOW,
            toll=tuple(toll),
            acts=acts,
            sources=self.sources,
            reports=tuple(_report(number) for number in range(1, 4)),
            figures=tuple(
                ReportedFigure(
                    story_id=number + 1,
                    at=NOW,
                    outcome=Outcome.KILLED,
                    min=least,
                    max=most,
                    qualifier=Qualifier.EXACT,
                    group=Group.PEOPLE,
                    actor=doer,
                )
                for number, doer in enumerate(self.doers)
            ),
        )


def _line(outcome: Outcome, least: int, most: int, group: Group = Group.PEOPLE, *, among: bool = False) -> TollLine:
    return TollLine(outcome=outcome, group=group, min=least, max=most, says=("أ",), among=among)


def _report(number: int, relation: Relation = Relation.SAME_EVENT) -> EventReport:
    return EventReport(
        story_id=number,
        outlet=f"صحيفة {number}",
        title="خبر",
        url=f"https://news.example/{number}",
        published=NOW,
        at=NOW,
        relation=relation,
        alerting=True,
    )


def _range(ends: tuple[int, int]) -> tuple[int, int]:
    return min(ends), max(ends)


counts = st.one_of(st.integers(1, 15), st.integers(1, 120), st.integers(1, 3_000))
states = st.builds(
    State,
    killed=st.none() | st.tuples(counts, counts).map(_range),
    injured=st.none() | counts,
    children=st.booleans(),
    doers=st.lists(st.sampled_from(DOERS), max_size=3).map(tuple),
    sources=st.integers(1, 3),
    status=st.none() | st.sampled_from(list(ActStatus)),
)


@dataclass(slots=True)
class Reader:
    """One chat that is told what is decided; what it was told aloud, and the events that stood behind it."""

    can_edit: bool
    told: Alert | None = None

    def hears(self, event: Event) -> Alert | None:
        """What is told aloud, if anything is."""
        decision = decide(event, DESK, self.told, can_edit=self.can_edit, now=NOW)
        self.told = decision.alert or self.told
        return decision.alert if decision.aloud else None


def _height(known: Event | Alert, outcome: Outcome) -> int:
    counts = [line.max or 0 for line in known.toll if line.outcome is outcome and not line.among]
    scale = SCALE if outcome is Outcome.KILLED else SCALE[4:]
    return max((step for step in scale if counts and step <= max(counts)), default=0)


@given(sequence=st.lists(states, min_size=1, max_size=12), can_edit=st.booleans())
@settings(max_examples=400, deadline=None)
def test_no_step_is_said_twice_and_none_is_missed(sequence: Sequence[State], can_edit: bool) -> None:
    """A rise is told aloud where it reaches a step that no message had reached, and a fall once for each step that it
    falls to; severity, groups, doers and dealings are in the same order once each."""
    reader = Reader(can_edit=can_edit)
    reached = dict.fromkeys((Outcome.KILLED, Outcome.INJURED), 0)
    fallen: set[tuple[Outcome, int]] = set()
    once: set[object] = set()
    for revision, state in enumerate(sequence, 1):
        event, before = state.event(revision), reader.told
        alert = reader.hears(event)
        risen = {outcome for outcome in reached if _height(event, outcome) > reached[outcome]}
        if before is not None and any(line.outcome is Outcome.KILLED for line in before.toll) and state.killed:
            assert alert is not None or Outcome.KILLED not in risen, "a step was passed in silence"
        if alert is None:
            continue
        news: set[object] = {(alert.severity, "severity"), *_named(alert)}
        falls = _falls(before, event) if AlertReason.CORRECTED in (alert.reason, *alert.further) else set()
        assert alert.reason is AlertReason.NEW_EVENT or risen or falls - fallen or news - once
        assert (alert.reason is AlertReason.NEW_EVENT) is (revision == 1)
        fallen |= falls
        once |= news
        for outcome in reached:
            reached[outcome] = max(reached[outcome], _height(event, outcome))


def _falls(before: Alert | None, event: Event) -> set[tuple[Outcome, int]]:
    """The step down of the gravest count that was told."""
    told = [line.outcome for line in before.toll] if before else []
    gravest = next((outcome for outcome in (Outcome.KILLED, Outcome.INJURED) if outcome in told), None)
    if before is None or gravest is None or _height(event, gravest) >= _height(before, gravest):
        return set()
    if gravest is Outcome.INJURED and any(line.outcome is Outcome.KILLED for line in event.toll):
        return set()  # they have died: not a fall, though a dealing may have been corrected at that moment
    return {(gravest, _height(event, gravest))}


def _named(alert: Alert) -> set[object]:
    groups = {line.group for line in alert.toll if line.among}
    return {*groups, *alert.actors, *((act.kind, act.status) for act in alert.acts), (alert.confidence, "confidence")}


@given(state=states, can_edit=st.booleans())
@settings(max_examples=200, deadline=None)
def test_a_copy_and_the_same_again_say_nothing(state: State, can_edit: bool) -> None:
    """Neither aloud nor by an edit."""
    event = state.event(1)
    reader = Reader(can_edit=can_edit)
    assert reader.hears(event) is not None
    copied = replace(event, reports=(*event.reports, _report(9, Relation.NEAR_DUPLICATE)))
    for again in (event, copied):
        assert decide(again, DESK, reader.told, can_edit=can_edit, now=NOW).alert is None


@given(sequence=st.lists(states, min_size=2, max_size=2), can_edit=st.booleans())
@settings(max_examples=100, deadline=None)
def test_two_states_that_take_turns_come_to_rest(sequence: Sequence[State], can_edit: bool) -> None:
    """However often they replace each other, after two turns nothing is said any more."""
    reader = Reader(can_edit=can_edit)
    heard = [reader.hears(state.event(turn)) for turn, state in enumerate([*sequence] * 6, 1)]
    assert [alert for alert in heard[4:] if alert is not None] == []


@pytest.mark.parametrize(
    ("outcome", "count", "step"),
    [
        (Outcome.KILLED, None, 0),
        (Outcome.KILLED, 0, 0),
        (Outcome.KILLED, 1, 1),
        (Outcome.KILLED, 4, 3),
        (Outcome.KILLED, 9, 5),
        (Outcome.KILLED, 49, 30),
        (Outcome.KILLED, 1_002, 1_000),
        (Outcome.INJURED, 9, 0),
        (Outcome.INJURED, 732, 500),
        (Outcome.DISPLACED, 900, 0),
        (Outcome.DISPLACED, 120_000, 100_000),
    ],
)
def test_the_scale_of_steps(outcome: Outcome, count: int | None, step: int) -> None:
    """1, 2, 3 and 5 times a power of ten; of harm that counts less, from ten or a thousand on."""
    assert step_of(outcome, count) == step
