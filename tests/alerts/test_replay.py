"""What ended without having told goes out again by a person's word, and nothing else does."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from alerts.alert import DeliveryKind, DeliveryState
from alerts.channels.channel import Outcome, Sent
from alerts.claim import LEASE
from alerts.recipients import DISABLED, address_of, enable, note
from alerts.replay import Refusal, Replayed, refusal, replay
from alerts.text.wording import digest_title
from alerts.unsubscribe import unsubscribe
from crawler.store.database import reading, writing
from tests.alerts.burst import happening, later
from tests.alerts.desk import CHAT, Desk, elsewhere, risen
from tests.alerts.making import NOW, collapse, hours

NEW = DeliveryKind.NEW
BLOCKED = Outcome(sent=Sent.REFUSED, disable_recipient=True, error="bot was blocked by the user")


@pytest.fixture
def desk(engine: Engine) -> Desk:
    """A desk with one event of five killed, told to nobody yet."""
    desk = Desk(engine=engine)
    desk.tell(collapse())
    return desk


def put_back(desk: Desk, *ids: int) -> Replayed:
    """Replays at the desk's time."""
    with writing(desk.engine) as connection:
        return replay(connection, ids, deadline=hours(6), now=desk.now)


def test_a_failed_delivery_goes_out_again_with_a_new_deadline(desk: Desk) -> None:
    """Its tries are counted on, and the end of the first life is forgotten."""
    desk.telegram.will([Outcome(sent=Sent.REFUSED, error="text is empty")])
    desk.work()
    desk.wait(hours(24))
    assert put_back(desk, 1) == Replayed(ids=(1,))
    assert desk.rows("state", "ended_at", "deadline_at") == [("due", None, desk.now + hours(6))]
    desk.work()
    assert desk.rows("state", "attempt", "last_error") == [("sent", 2, None)]


def test_a_disabled_recipient_is_enabled_by_a_replay(desk: Desk) -> None:
    """What was held back for it goes out too, once it is named."""
    desk.telegram.will([BLOCKED])
    desk.work()
    desk.tell(elsewhere())
    desk.work()
    assert desk.states() == ["failed", "suppressed"]
    assert put_back(desk, 1, 2) == Replayed(ids=(1, 2), enabled=(CHAT,))
    desk.work()
    assert desk.states() == ["sent", "sent"]


def test_one_that_asked_for_no_more_is_left_alone(desk: Desk) -> None:
    """A click in a mail is not undone by an operator who sends again what failed before it."""
    desk.telegram.will([Outcome(sent=Sent.REFUSED, error="text is empty")])
    desk.work()
    with writing(desk.engine) as connection:
        unsubscribe(connection, CHAT.channel, CHAT.address, desk.now, asked="by a link in a mail")
    desk.tell(elsewhere())
    desk.work()
    assert desk.states() == ["failed", "suppressed"]
    refused = ((1, Refusal.UNSUBSCRIBED), (2, Refusal.UNSUBSCRIBED))
    assert put_back(desk, 1, 2) == Replayed(refused=refused)
    assert desk.states() == ["failed", "suppressed"]
    with writing(desk.engine) as connection:
        enable(connection, CHAT.channel, CHAT.address)
    assert put_back(desk, 1, 2) == Replayed(ids=(1, 2))


def test_a_recipient_that_moved_and_was_disabled_there_is_enabled_there(desk: Desk) -> None:
    """The configuration still names the old address. The peer's wish to wait stays."""
    with writing(desk.engine) as connection:
        note(connection, "telegram", "-100", moved_to="-100200")
        note(connection, "telegram", "-100200", disabled_at=NOW, disabled_because="kicked", not_before=NOW + hours(1))
    desk.work()
    assert desk.states() == ["suppressed"]
    put_back(desk, 1)
    with reading(desk.engine) as connection:
        found = address_of(connection, "telegram", "-100", desk.now)
    assert (found.address, found.disabled_because, found.not_before) == ("-100200", None, NOW + hours(1))


def test_a_dead_delivery_has_three_lives_again(desk: Desk) -> None:
    """A worker that dies over it once more does not bury it at once."""
    for _ in range(3):
        desk.claim()
        desk.wait(LEASE + timedelta(seconds=1))
    desk.work()
    assert desk.states() == ["dead"]
    put_back(desk, 1)
    desk.claim()
    desk.wait(LEASE + timedelta(seconds=1))
    desk.work()
    assert desk.states() == ["sent"]


def test_an_unknown_delivery_is_sent_once_more(engine: Engine) -> None:
    """Whoever replays it has looked."""
    desk = Desk(engine=engine, on_ambiguous="hold")
    desk.tell(collapse())
    desk.telegram.will([Outcome(sent=Sent.AMBIGUOUS, error="ReadTimeout")])
    desk.work()
    assert desk.states() == ["unknown"]
    put_back(desk, 1)
    desk.work()
    assert (desk.states(), len(desk.telegram.seen)) == (["sent"], 2)


def test_an_older_revision_is_not_sent_after_a_newer_one(desk: Desk) -> None:
    """The newer message tells all of it."""
    desk.telegram.will([Outcome(sent=Sent.REFUSED, error="text is empty")])
    desk.work()
    desk.wait(hours(1))
    desk.tell(risen())
    desk.work()
    assert desk.states() == ["failed", "sent"]
    assert put_back(desk, 1) == Replayed(refused=((1, Refusal.NEWER_TOLD),))
    assert desk.states() == ["failed", "sent"]


def failed_digest(engine: Engine) -> Desk:
    """A desk whose digest of three events (delivery 2) was refused, and what was gathered (3, 4, 5) with it."""
    desk = Desk(engine=engine, flood_messages=1)
    desk.tell(*(happening(number) for number in range(4)))
    desk.work()
    desk.telegram.will([Outcome(sent=Sent.REFUSED, error="no")])
    desk.wait(timedelta(minutes=5))
    desk.work()
    assert desk.states() == ["sent", "failed", "failed", "failed", "failed"]
    return desk


@pytest.mark.parametrize("ids", [(2,), (4,), (2, 3, 4, 5), (5, 4, 3, 2)])
def test_a_digest_goes_out_again_once_with_all_that_it_listed(engine: Engine, ids: tuple[int, ...]) -> None:
    """Whichever of its deliveries are named: `rasid alerts failed` lists them all, and they were one message."""
    desk = failed_digest(engine)
    before = len(desk.telegram.seen)
    assert put_back(desk, *ids) == Replayed(ids=(2,))
    assert desk.states() == ["sent", "due", "gathered", "gathered", "gathered"]
    desk.work()
    assert len(desk.telegram.seen) == before + 1
    assert desk.states() == ["sent", "sent", "merged", "merged", "merged"]


def test_what_was_told_since_stands_no_more_in_a_digest_that_goes_out_again(engine: Engine) -> None:
    """It has had a message of its own by now; where that is all of the digest, nothing goes out."""
    desk = failed_digest(engine)
    desk.wait(hours(1))
    desk.tell(later(1, 12))
    desk.work()
    assert put_back(desk, 2) == Replayed(ids=(2,))
    assert desk.rows("state", "title")[1] == ("due", digest_title(2, "ar"))
    assert desk.states() == ["sent", "due", "merged", "gathered", "gathered", "sent"]
    desk.telegram.will([Outcome(sent=Sent.REFUSED, error="no")])
    desk.work()
    desk.wait(hours(1))
    desk.tell(later(2, 12), later(3, 12))
    desk.work()
    desk.wait(hours(1))
    desk.work()  # a digest of one
    desk.work()  # which goes by itself
    assert put_back(desk, 2) == Replayed(refused=((2, Refusal.NEWER_TOLD),))


def test_those_that_can_go_again_do_beside_those_that_cannot(desk: Desk) -> None:
    """Each refusal says why; an id named twice is one."""
    desk.work()
    desk.tell(elsewhere())
    desk.telegram.will([Outcome(sent=Sent.REFUSED, error="text is empty")])
    desk.work()
    assert put_back(desk, 2, 1, 77, 2) == Replayed(ids=(2,), refused=((1, Refusal.SENT), (77, Refusal.NO_SUCH)))


@pytest.mark.parametrize(
    ("state", "error", "why"),
    [
        (DeliveryState.DUE, None, Refusal.WAITS),
        (DeliveryState.SENDING, None, Refusal.WAITS),
        (DeliveryState.SENT, None, Refusal.SENT),
        (DeliveryState.MERGED, None, Refusal.MERGED),
        (DeliveryState.SUPPRESSED, "unchanged: what was sent before says the same", Refusal.BY_RULE),
        (DeliveryState.SUPPRESSED, f"{DISABLED}: kicked", None),
        (DeliveryState.FAILED, "deadline", None),
        (DeliveryState.UNKNOWN, "ReadTimeout", None),
        (DeliveryState.DEAD, None, None),
    ],
)
def test_every_state_has_an_answer(state: DeliveryState, error: str | None, why: Refusal | None) -> None:
    """Only an error is put right by another try. A reply under an edit of its own revision is no older revision."""
    assert refusal(state, error, 2, None) is why
    assert refusal(state, error, 2, 2) is why
