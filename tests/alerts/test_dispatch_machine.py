"""The pure dispatcher under any order of revisions, outcomes, deaths and waits: nothing is lost, nothing goes back.

The machine plays the ledger (`in_line` and `aftermath` over a list) against a peer that may or may not have got what
was sent, and holds the two to the promise of the delivery notes, section 4.
"""

import os
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from alerts.aftermath import after_lost_lease, after_try
from alerts.alert import DeliveryKind, DeliveryState
from alerts.channels.channel import Outcome, Sent
from alerts.in_line import Standing, Waiting, next_in_line
from tests.alerts.making import NOW, hours

DUE, SENDING = DeliveryState.DUE, DeliveryState.SENDING
OPEN = (DUE, SENDING)


@dataclass(slots=True)
class Row:
    """A delivery as the ledger has it."""

    waiting: Waiting
    deadline: datetime
    attempt: int = 0
    expired: int = 0


class Dispatcher(RuleBasedStateMachine):
    """One recipient, one event."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.rows: list[Row] = []
        self.revision = 0
        self.standing: Standing | None = None
        self.sent: list[tuple[DeliveryKind, int]] = []  # what reached the peer, in order
        self.excuses = 0  # sends of which nobody knows whether they arrived

    @initialize(can_edit=st.booleans(), policy=st.sampled_from(["resend", "hold"]))
    def configure(self, can_edit: bool, policy: Literal["resend", "hold"]) -> None:
        """A channel and a policy."""
        self.can_edit, self.policy = can_edit, policy

    @rule(aloud=st.booleans(), held=st.booleans())
    def decide(self, aloud: bool, held: bool) -> None:
        """A new revision is to be told."""
        self.revision += 1
        first = not self.rows
        kinds = [DeliveryKind.NEW] if first else [DeliveryKind.EDIT, *([DeliveryKind.REPLY] if aloud else [])]
        if not self.can_edit and not first:
            kinds = [DeliveryKind.REPLY]
        start = self.now + hours(2) if held else self.now
        for kind in kinds:
            waiting = Waiting(
                id=len(self.rows), revision=self.revision, kind=kind, state=DUE, not_before=start if held else None
            )
            self.rows.append(Row(waiting=waiting, deadline=start + hours(6)))

    @rule(seconds=st.integers(1, 4 * 3600))
    def wait(self, seconds: int) -> None:
        """Time passes."""
        self.now += timedelta(seconds=seconds)

    @rule(
        answer=st.sampled_from([*Sent, "dies before", "dies after"]),
        arrived=st.booleans(),
        retry_after=st.one_of(st.none(), st.integers(0, 50_000)),
    )
    def work(self, answer: Sent | str, arrived: bool, retry_after: int | None) -> None:
        """A worker takes what is next; the peer answers, or the worker dies."""
        row = self._claim()
        if row is None:
            return
        kind = row.waiting.kind
        if isinstance(answer, str):
            if answer == "dies after":
                self._reaches(row, knows=False)
            return
        if answer is Sent.GONE and kind is DeliveryKind.NEW:
            answer = Sent.NOT_SENT  # there is nothing that could be gone
        if answer is Sent.DELIVERED:
            self._reaches(row, knows=True)
        elif answer is Sent.AMBIGUOUS and arrived:
            self._reaches(row, knows=False)
        outcome = Outcome(sent=answer, retry_after=retry_after if answer is Sent.NOT_SENT else None)
        after = after_try(
            outcome,
            kind=kind,
            attempt=row.attempt,
            deadline_at=row.deadline,
            on_ambiguous=self.policy,
            now=self.now,
        )
        assert after.not_before is None or after.not_before <= max(row.deadline, self.now)
        if answer is Sent.GONE:
            self.standing = None
        kept = DeliveryKind.NEW if after.anew else kind
        row.waiting = replace(row.waiting, state=after.state, not_before=after.not_before, kind=kept, lease_until=None)

    @precondition(lambda self: any(row.waiting.state is SENDING for row in self.rows))
    @rule()
    def lease_runs_out(self) -> None:
        """The one that died over a delivery is found."""
        row = next(row for row in self.rows if row.waiting.state is SENDING)
        row.expired += 1
        state = after_lost_lease(
            kind=row.waiting.kind, stage=None, staged=False, expired_leases=row.expired, on_ambiguous=self.policy
        )
        row.waiting = replace(row.waiting, state=state)

    def _claim(self) -> Row | None:
        for row in self.rows:
            if row.waiting.state is DUE and row.deadline <= self.now:
                row.waiting = replace(row.waiting, state=DeliveryState.FAILED)
        line = [row.waiting for row in self.rows if row.waiting.state in OPEN]
        step = next_in_line(line, self.standing, can_edit=self.can_edit, now=self.now)
        for identity in step.merge:
            assert self.rows[identity].waiting.state is DUE
            self.rows[identity].waiting = replace(self.rows[identity].waiting, state=DeliveryState.MERGED)
        if step.send is None:
            return None
        row = self.rows[step.send]
        assert row.waiting.ready(self.now)
        if step.kind is not DeliveryKind.REPLY or not self.can_edit:
            ready = [one for one in line if one.ready(self.now)]
            pictures = [one for one in ready if one.kind is not DeliveryKind.REPLY or not self.can_edit]
            assert row.waiting.revision >= max((one.revision for one in pictures), default=0)
        row.attempt += 1
        row.waiting = replace(row.waiting, state=SENDING, kind=step.kind)
        return row

    def _reaches(self, row: Row, *, knows: bool) -> None:
        kind, revision = row.waiting.kind, row.waiting.revision
        if not knows:
            self.excuses += 1
        self.sent.append((kind, revision))
        if knows:
            if kind is DeliveryKind.NEW:
                self.standing = Standing(revision=revision, provider_id=str(row.waiting.id))
            elif self.standing is not None:
                self.standing = replace(self.standing, revision=revision)

    @invariant()
    def one_at_a_time(self) -> None:
        """At most one delivery of the line is under way."""
        assert sum(row.waiting.state is SENDING for row in self.rows) <= 1

    @invariant()
    def a_reader_is_never_taken_back(self) -> None:
        """Pictures reach the peer in the order of their revisions."""
        pictures = [revision for kind, revision in self.sent if kind is not DeliveryKind.REPLY or not self.can_edit]
        assert pictures == sorted(pictures)

    @invariant()
    def each_copy_is_explained(self) -> None:
        """A message stands twice only where nobody could know whether it had arrived."""
        messages = [one for one in self.sent if one[0] is not DeliveryKind.EDIT]
        assert len(messages) - len(set(messages)) <= self.excuses

    def teardown(self) -> None:
        """In the end, with a peer that answers, the newest revision has been told or its row says why not."""
        for _ in range(3 * len(self.rows) + 10):
            if any(row.waiting.state is SENDING for row in self.rows):
                self.lease_runs_out()
            self.now += timedelta(minutes=1)
            row = self._claim()
            if row is not None:
                self._reaches(row, knows=True)
                row.waiting = replace(row.waiting, state=DeliveryState.SENT)
        self.now += hours(12)
        while (row := self._claim()) is not None:
            row.waiting = replace(row.waiting, state=DeliveryState.SENT)
        assert all(row.waiting.state not in OPEN for row in self.rows)
        ends = {row.waiting.state for row in self.rows if row.waiting.revision == self.revision}
        assert not self.rows or ends - {DeliveryState.MERGED}


TestDispatcher = Dispatcher.TestCase
# 30 steps each; `make faults` asks for more than 100,000 steps.
EXAMPLES = int(os.environ.get("RASID_MACHINE_EXAMPLES", "150"))
TestDispatcher.settings = settings(max_examples=EXAMPLES, stateful_step_count=30, deadline=None)
