"""A worker that dies at any point loses nothing, and doubles only what it may have sent."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, update

from alerts import tables
from alerts.alert import DeliveryKind
from alerts.channels.channel import Outcome, Sent
from alerts.claim import LEASE, Policy, renew
from alerts.deliver import sweep
from alerts.record import record
from crawler.store.database import writing
from tests.alerts.desk import MAIL, TELEGRAM, Desk, elsewhere
from tests.alerts.making import collapse, hours
from tests.alerts.scripted import ScriptedChannel

NEW = DeliveryKind.NEW


@pytest.fixture
def desk(engine: Engine) -> Desk:
    """A desk with one event of five killed, told to nobody yet."""
    desk = Desk(engine=engine)
    desk.tell(collapse())
    return desk


def test_a_claim_is_committed_before_anything_is_sent(desk: Desk) -> None:
    """While it is held nobody else sends."""
    assert desk.claim() is not None
    assert desk.rows("state", "attempt") == [("sending", 1)]
    desk.work([1])
    assert desk.telegram.seen == []


def test_a_dead_workers_delivery_is_taken_over_when_its_lease_ends(desk: Desk) -> None:
    """Lost: none; the attempt of the dead one says what became of it."""
    desk.claim()
    desk.wait(LEASE + timedelta(seconds=1))
    desk.work()
    assert desk.telegram.told() == [(NEW, 1, None)]
    assert desk.rows("state", "attempt") == [("sent", 2)]
    assert desk.attempts() == [(1, 1, "lost"), (1, 2, "delivered")]


def test_under_hold_a_dead_workers_message_waits_for_a_person(engine: Engine) -> None:
    """It may be there or not; nothing is sent twice."""
    desk = Desk(engine=engine, on_ambiguous="hold")
    desk.tell(collapse())
    desk.claim()
    desk.wait(LEASE + timedelta(seconds=1))
    desk.work()
    assert (desk.states(), desk.telegram.seen) == (["unknown"], [])


@pytest.mark.parametrize(("stage", "state"), [(None, "sent"), ("data", "unknown")])
def test_under_hold_a_mail_whose_text_never_went_out_is_sent(engine: Engine, stage: str | None, state: str) -> None:
    """The stage was committed before the text: without it the peer has nothing."""
    desk = Desk(engine=engine, to=(MAIL,), on_ambiguous="hold")
    desk.tell(collapse())
    desk.claim()
    with writing(engine) as connection:
        connection.execute(update(tables.delivery).values(stage=stage))
    desk.wait(LEASE + timedelta(seconds=1))
    desk.work()
    assert desk.states() == [state]


def test_the_third_dead_worker_buries_the_delivery(desk: Desk) -> None:
    """It kills who touches it; a person has to look."""
    for _ in range(3):
        desk.claim()
        desk.wait(LEASE + timedelta(seconds=1))
    desk.work()
    assert (desk.states(), desk.telegram.seen) == (["dead"], [])


def test_a_worker_that_was_thought_dead_changes_nothing(desk: Desk) -> None:
    """Its late outcome is fenced off: the row belongs to the attempt that followed."""
    stale = desk.claim()
    assert stale is not None
    desk.wait(LEASE + timedelta(seconds=1))
    desk.work()
    policy = Policy(worker="gone", editing=TELEGRAM)
    refused = Outcome(sent=Sent.REFUSED, disable_recipient=True, error="late")
    assert not record(desk.engine, stale, refused, policy, rendered_hash=None, now=desk.now)
    assert not renew(desk.engine, stale, policy, now=desk.now)
    assert desk.states() == ["sent"]
    desk.tell(elsewhere())
    desk.work()
    assert desk.states() == ["sent", "sent"]


def test_a_lease_that_was_taken_over_stops_the_send_before_its_bytes(engine: Engine) -> None:
    """The stage cannot be committed any more, so the text does not go out."""
    desk = Desk(engine=engine, to=(MAIL,))
    desk.tell(collapse())

    class Slow(ScriptedChannel):
        async def send(self, message: Any, mark_stage: Any) -> Outcome:
            with writing(engine) as connection:
                connection.execute(update(tables.delivery).values(attempt=7))
            return await ScriptedChannel.send(self, message, mark_stage)

    desk.mail = Slow(name="mailto", can_edit=False, stage="data")
    desk.work()
    assert desk.mail.seen == []
    assert desk.rows("state", "attempt") == [("sending", 7)]


def test_the_sweep_names_what_is_due_and_whose_worker_died(desk: Desk) -> None:
    """And neither what is held, nor under way, nor ended."""
    assert sweep(desk.engine, desk.now) == [1]
    desk.claim()
    assert sweep(desk.engine, desk.now) == []
    assert sweep(desk.engine, desk.now + LEASE + timedelta(seconds=1)) == [1]
    desk.wait(LEASE + timedelta(seconds=1))
    desk.work()
    assert sweep(desk.engine, desk.now + hours(100)) == []
