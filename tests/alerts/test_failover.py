"""What could not be told on one channel is told on another, once, and the ledger shows it."""

from datetime import timedelta

import pytest
from pydantic import ValidationError
from sqlalchemy import Engine, func, select

from alerts import tables
from alerts.alert import DeliveryKind
from alerts.channels.channel import Outcome, Sent
from alerts.claim import LEASE
from alerts.failover import next_in_chain
from alerts.settings import SubscriptionSection
from alerts.subscriptions import Recipient
from alerts.test_alert import create_test_alert
from crawler.store.database import reading
from tests.alerts.burst import happening
from tests.alerts.desk import CHAT, MAIL, Desk, elsewhere, risen
from tests.alerts.making import NOW, collapse, hours

NEW, EDIT, REPLY = DeliveryKind.NEW, DeliveryKind.EDIT, DeliveryKind.REPLY
OTHER_CHAT = Recipient(channel="telegram", address="-200")
OTHER_MAIL = Recipient(channel="mailto", address="night@example.org")
BLOCKED = Outcome(sent=Sent.REFUSED, disable_recipient=True, error="bot was blocked by the user")
REFUSED = Outcome(sent=Sent.REFUSED, error="no")


@pytest.fixture
def desk(engine: Engine) -> Desk:
    """A chat, a mailbox that stands in for it, and one event of five killed that is told to nobody yet."""
    desk = Desk(engine=engine, fallback=(MAIL,))
    desk.tell(collapse())
    return desk


def ledger(desk: Desk) -> list[tuple[object, ...]]:
    """Channel, state and stand-in of each delivery."""
    return desk.rows("channel", "state", "stand_in_id")


def test_a_refused_delivery_is_told_by_the_stand_in(desk: Desk) -> None:
    """Its row is there as soon as the failure is, and goes out with the next sweep."""
    desk.telegram.will([REFUSED])
    desk.work()
    assert ledger(desk) == [("telegram", "failed", 2), ("mailto", "due", None)]
    desk.work()
    assert ledger(desk) == [("telegram", "failed", 2), ("mailto", "sent", None)]
    assert [kind for kind, _, _ in desk.mail.told()] == [NEW]


def test_a_stand_in_is_ordered_where_nobody_failed_to_tell_by_himself(engine: Engine) -> None:
    """Without a fallback a failure is a failure, and what is told has no stand-in."""
    plain = Desk(engine=engine)
    plain.tell(collapse())
    plain.telegram.will([REFUSED])
    plain.work()
    assert ledger(plain) == [("telegram", "failed", None)]


def test_one_that_cannot_be_reached_in_time_is_given_up_early(desk: Desk) -> None:
    """After half an hour, not after the six hours of those for whom nobody stands in; the stand-in has them whole."""
    desk.telegram.will([Outcome(sent=Sent.NOT_SENT, error="no route")] * 50)
    desk.work()
    desk.wait(timedelta(minutes=29))
    desk.work()
    assert desk.states() == ["due"]
    desk.wait(timedelta(minutes=1))
    desk.work()
    assert desk.rows("state", "last_error", "stand_in_id", "deadline_at") == [
        ("failed", "deadline: no route", 2, NOW + timedelta(minutes=30)),
        ("due", None, None, desk.now + hours(6)),
    ]
    desk.work()
    assert desk.states() == ["failed", "sent"]


def test_a_peer_that_asks_for_too_much_patience_is_left_at_once(desk: Desk) -> None:
    """A wait of twelve hours (seen in the wild) costs seconds."""
    desk.telegram.will([Outcome(sent=Sent.NOT_SENT, retry_after=43_837, http_status=429)])
    desk.work()
    desk.work()
    assert desk.states() == ["failed", "sent"]


def test_what_waits_behind_too_much_patience_goes_to_the_stand_in_too(desk: Desk) -> None:
    """It is not even tried: it has failed with the first, and is told elsewhere like the first."""
    desk.tell(elsewhere())
    desk.telegram.will([Outcome(sent=Sent.NOT_SENT, retry_after=43_837, http_status=429)])
    desk.work()
    desk.work()
    assert sorted((channel, state) for channel, state, _ in ledger(desk)) == [
        *[("mailto", "sent")] * 2,
        *[("telegram", "failed")] * 2,
    ]
    assert len(desk.telegram.seen) == 1


def test_for_a_disabled_recipient_every_alert_goes_to_the_stand_in(desk: Desk) -> None:
    """As a thread of its own: changes are told as changes, though the chat heard nothing of them."""
    desk.telegram.will([BLOCKED])
    for _ in range(2):
        desk.work()
    desk.wait(hours(1))
    desk.tell(risen())
    for _ in range(2):
        desk.work()
    assert [(kind, revision) for kind, revision, _ in desk.mail.told()] == [(NEW, 1), (REPLY, 2)]
    assert "حدث جديد" not in str(desk.mail.seen[1].payload)
    assert len(desk.telegram.seen) == 1
    assert [(state, to) for _, state, to in ledger(desk) if state == "suppressed"] == [
        ("suppressed", 5),
        ("suppressed", 5),
    ]


def test_a_recovered_recipient_goes_on_by_itself(desk: Desk) -> None:
    """It gets the event as it now stands; the stand-in hears nothing more."""
    desk.telegram.will([REFUSED])
    for _ in range(2):
        desk.work()
    desk.wait(hours(1))
    desk.tell(risen())
    desk.work()
    assert desk.telegram.told()[-1] == (NEW, 2, None)
    assert len(desk.mail.seen) == 1


@pytest.mark.parametrize(("killed", "waits"), [(2, True), (12, False)])
def test_a_stand_in_keeps_quiet_hours(engine: Engine, killed: int, waits: bool) -> None:
    """Given up in the night, it is told at its end and has a whole deadline then; what is urgent comes at once."""
    desk = Desk(engine=engine, fallback=(MAIL,), quiet="12:15-20:00")
    desk.tell(happening(0, killed))
    desk.telegram.will([Outcome(sent=Sent.NOT_SENT, error="no route")] * 50)
    desk.work()
    desk.wait(timedelta(minutes=30))
    for _ in range(2):
        desk.work()
    assert ledger(desk) == [("telegram", "failed", 2), ("mailto", "due" if waits else "sent", None)]
    morning = NOW + hours(8)
    assert desk.rows("not_before")[1] == (morning if waits else None,)
    desk.now = morning
    desk.work()
    assert desk.states() == ["failed", "sent"]
    assert desk.rows("deadline_at")[1] == ((morning if waits else NOW + timedelta(minutes=30)) + hours(6),)


def test_several_that_fail_have_one_stand_in(engine: Engine) -> None:
    """Two chats fail on one revision: one mail."""
    desk = Desk(engine=engine, to=(CHAT, OTHER_CHAT), fallback=(MAIL,))
    desk.tell(collapse())
    desk.telegram.will([REFUSED, BLOCKED])
    for _ in range(2):
        desk.work()
    assert ledger(desk) == [("telegram", "failed", 3), ("telegram", "failed", 3), ("mailto", "sent", None)]


def test_the_next_of_the_chain_stands_in_for_the_first(engine: Engine) -> None:
    """And after the last nobody does; each is tried once."""
    desk = Desk(engine=engine, fallback=(MAIL, OTHER_MAIL))
    desk.tell(collapse(), elsewhere())
    desk.telegram.will([REFUSED, REFUSED])
    desk.mail.will([REFUSED] * 4)
    for _ in range(5):
        desk.work()
    assert desk.rows("id", "recipient", "state", "stand_in_id") == [
        (1, "-100", "failed", 3),
        (2, "-100", "failed", 4),
        (3, "desk@example.org", "failed", 5),
        (4, "desk@example.org", "failed", 6),
        (5, "night@example.org", "failed", None),
        (6, "night@example.org", "failed", None),
    ]


def test_a_dead_delivery_has_a_stand_in_and_an_unknown_one_has_none(engine: Engine) -> None:
    """What kills its workers may do well elsewhere; what may have arrived is for a person to look at."""
    desk = Desk(engine=engine, fallback=(MAIL,), on_ambiguous="hold")
    desk.tell(collapse())
    desk.telegram.will([Outcome(sent=Sent.AMBIGUOUS, error="ReadTimeout")])
    desk.work()
    assert ledger(desk) == [("telegram", "unknown", None)]
    other = elsewhere()
    desk.on_ambiguous = "resend"
    desk.tell(other)
    for _ in range(3):
        desk.claim(2)
        desk.wait(LEASE + timedelta(seconds=1))
    for _ in range(2):
        desk.work()
    assert ledger(desk)[1:] == [("telegram", "dead", 3), ("mailto", "sent", None)]


def test_a_worker_that_dies_while_it_fails_over_leaves_both_or_neither(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stand-in is ordered in the transaction that ends the first: undone together, done together."""

    class Killed(BaseException):
        pass

    def dies(*_arguments: object, **_named: object) -> None:
        with reading(desk.engine) as connection:  # what others see before the end of the transaction
            assert connection.execute(select(func.count()).select_from(tables.delivery)).scalar() == 1
        raise Killed

    desk.telegram.will([REFUSED])
    with monkeypatch.context() as patch:
        patch.setattr("alerts.failover.order_deliveries", dies)
        with pytest.raises(Killed):
            desk.work()
    assert ledger(desk) == [("telegram", "sending", None)]
    desk.wait(LEASE + timedelta(seconds=1))
    desk.telegram.will([REFUSED])
    for _ in range(2):
        desk.work()
    assert ledger(desk) == [("telegram", "failed", 2), ("mailto", "sent", None)]


def test_a_test_alert_goes_to_stand_ins_too(desk: Desk) -> None:
    """They are tried before they are needed."""
    ids = create_test_alert(desk.engine, desk.subscription, now=NOW, deadline_hours=1)
    desk.work(ids)
    assert (len(desk.telegram.seen), len(desk.mail.seen)) == (1, 1)


def test_the_chain_goes_on_after_the_one_that_failed() -> None:
    """From the front for whoever is not of it."""
    chain = (MAIL, OTHER_MAIL)
    assert next_in_chain(chain, CHAT) == chain
    assert next_in_chain(chain, MAIL) == (OTHER_MAIL,)
    assert next_in_chain(chain, OTHER_MAIL) == ()


def test_who_gets_everything_anyway_cannot_stand_in() -> None:
    """The configuration says so."""
    with pytest.raises(ValidationError, match="stands in `to` already"):
        SubscriptionSection(name="s", to=("telegram:1", "mailto:a@b.example"), fallback=("mailto:a@b.example",))


def test_a_digest_is_told_by_the_stand_in_with_all_that_it_lists(engine: Engine) -> None:
    """Each gathered event names the stand-in too, so that it goes on to be told as known, not anew."""
    desk = Desk(engine=engine, flood_messages=2, fallback=(MAIL,))
    desk.tell(*(happening(number) for number in range(5)))
    desk.work()
    desk.telegram.will([REFUSED])
    desk.wait(timedelta(minutes=5))
    desk.work()
    desk.work()
    rows = desk.rows("reason", "state", "stand_in_id")
    (digest, stand_in) = [row for row in rows if row[0] == "digest"]
    assert (digest[1], stand_in[1]) == ("failed", "sent")
    assert [row[2] for row in rows if row[1] == "failed"] == [digest[2]] * 4
    assert [kind for kind, _, _ in desk.mail.told()] == [NEW]
    desk.tell(happening(2, outlet="نبض المشرق"))
    assert [row[1] for row in desk.rows("reason", "state")].count("due") == 0
