"""Every outcome of a try ends where it should, and visibly."""

from datetime import timedelta
from typing import Literal

import pytest
from sqlalchemy import Engine, select

from alerts import tables
from alerts.aftermath import backoff
from alerts.alert import DeliveryKind
from alerts.channels.channel import Outcome, Sent
from alerts.subscriptions import Recipient
from alerts.test_alert import create_test_alert
from crawler.store.database import writing
from tests.alerts.desk import CHAT, MAIL, Desk, elsewhere, risen
from tests.alerts.making import COLLAPSE, NOW, collapse, figure, hours

NEW, EDIT, REPLY = DeliveryKind.NEW, DeliveryKind.EDIT, DeliveryKind.REPLY


@pytest.fixture
def desk(engine: Engine) -> Desk:
    """A desk with one event of five killed, told to nobody yet."""
    desk = Desk(engine=engine)
    desk.tell(collapse())
    return desk


def test_a_delivery_is_sent_once_and_recorded(desk: Desk) -> None:
    """With the peer's id, its attempt, and nothing left to do."""
    desk.work()
    desk.work()
    assert desk.telegram.told() == [(NEW, 1, None)]
    assert desk.rows("state", "attempt", "provider_id") == [("sent", 1, "101")]
    assert desk.attempts() == [(1, 1, "delivered")]


def test_waking_twice_at_once_sends_once(desk: Desk) -> None:
    """The second worker finds it claimed."""
    desk.work([1, 1, 1])
    assert len(desk.telegram.seen) == 1


def test_a_risen_toll_edits_what_stands_and_replies_under_it(desk: Desk) -> None:
    """Both by the first message's id."""
    desk.work()
    desk.wait(hours(1))
    desk.tell(risen())
    desk.work()
    assert desk.telegram.told() == [(NEW, 1, None), (EDIT, 2, "101"), (REPLY, 2, "101")]
    assert desk.states() == ["sent", "sent", "sent"]


def test_a_later_edit_goes_to_the_first_message_not_to_the_reply(desk: Desk) -> None:
    """A reply leaves the message above it the one that is kept up to date."""
    desk.work()
    for after, toll in ((1, 12), (2, 15)):
        desk.wait(hours(1))
        said = COLLAPSE.replace("خمسة أشخاص", f"{toll} شخصا")
        desk.tell(collapse(text=said, published=NOW + hours(after), figures=(figure(toll, place="حي الشعار"),)))
        desk.work()
    assert [replaces for kind, _, replaces in desk.telegram.told() if kind is not NEW] == ["101", "101", "101"]


def test_what_was_not_told_yet_is_told_as_it_stands_now(desk: Desk) -> None:
    """One message of revision 2; the rows that it makes needless say so."""
    desk.wait(hours(1))
    desk.tell(risen())
    desk.work()
    assert desk.telegram.told() == [(NEW, 2, None)]
    assert "حدث جديد" in str(desk.telegram.seen[0].payload)
    assert desk.rows("kind", "state") == [("new", "merged"), ("new", "sent"), ("reply", "merged")]


def test_mail_is_one_further_message_a_change(engine: Engine) -> None:
    """It cannot be edited."""
    desk = Desk(engine=engine, to=(MAIL,))
    desk.tell(collapse())
    desk.work()
    desk.wait(hours(1))
    desk.tell(risen())
    desk.work()
    assert [(kind, revision) for kind, revision, _ in desk.mail.told()] == [(NEW, 1), (REPLY, 2)]


def test_certainly_not_sent_is_tried_again_later_each_time(desk: Desk) -> None:
    """It stays due, and the attempts are kept."""
    desk.telegram.will([Outcome(sent=Sent.NOT_SENT, error="refused"), Outcome(sent=Sent.NOT_SENT, error="refused")])
    desk.work()
    assert desk.rows("state", "not_before", "last_error") == [("due", NOW + backoff(1), "refused")]
    desk.work()
    assert len(desk.telegram.seen) == 1
    for attempt in (1, 2):
        desk.wait(backoff(attempt))
        desk.work()
    assert desk.rows("state", "attempt", "last_error") == [("sent", 3, None)]
    assert [outcome for _, _, outcome in desk.attempts()] == ["not_sent", "not_sent", "delivered"]


def test_a_delivery_past_its_deadline_fails_with_its_last_error(desk: Desk) -> None:
    """It is not dropped: the row says what was wrong."""
    desk.telegram.will([Outcome(sent=Sent.NOT_SENT, error="no route")])
    desk.work()
    desk.wait(hours(6))
    desk.work()
    assert desk.rows("state", "last_error") == [("failed", "deadline: no route")]
    assert len(desk.telegram.seen) == 1


def test_the_peers_wish_holds_for_the_whole_chat_and_over_a_restart(desk: Desk) -> None:
    """Another event's alert to the same chat waits as well."""
    desk.telegram.will([Outcome(sent=Sent.NOT_SENT, retry_after=40, http_status=429)])
    desk.work()
    desk.tell(elsewhere())
    desk.work()
    assert len(desk.telegram.seen) == 1
    assert desk.rows("state", "not_before") == [("due", NOW + timedelta(seconds=40))] * 2
    desk.wait(timedelta(seconds=40))
    desk.work()
    assert desk.states() == ["sent", "sent"]


def test_a_blocked_recipient_fails_and_is_left_alone(desk: Desk) -> None:
    """Later alerts to them end as suppressed, with the reason."""
    desk.telegram.will([Outcome(sent=Sent.REFUSED, disable_recipient=True, error="bot was blocked by the user")])
    desk.work()
    desk.tell(elsewhere())
    desk.work()
    assert desk.rows("state", "last_error") == [
        ("failed", "bot was blocked by the user"),
        ("suppressed", "recipient is disabled: bot was blocked by the user"),
    ]
    assert len(desk.telegram.seen) == 1


def test_a_refused_message_fails_and_the_recipient_stays(desk: Desk) -> None:
    """One bad message is not a bad chat."""
    desk.telegram.will([Outcome(sent=Sent.REFUSED, error="text is empty")])
    desk.work()
    desk.tell(elsewhere())
    desk.work()
    assert desk.states() == ["failed", "sent"]


def test_a_group_that_moved_is_written_to_at_its_new_address(desk: Desk) -> None:
    """At once, and from then on, though the configuration still has the old one."""
    desk.telegram.will([Outcome(sent=Sent.MOVED, moved_to="-100200")])
    desk.work()
    desk.tell(elsewhere())
    desk.work()
    assert [message.recipient for message in desk.telegram.seen] == ["-100", "-100200", "-100200"]
    assert desk.states() == ["sent", "sent"]


def test_an_edit_whose_message_is_gone_is_sent_anew_and_linked_again(desk: Desk) -> None:
    """The reply then goes under the new one; nothing edits the old."""
    desk.work()
    desk.wait(hours(1))
    desk.tell(risen())
    desk.telegram.will([Outcome(sent=Sent.GONE, error="message to edit not found")])
    desk.work()
    assert desk.telegram.told() == [(NEW, 1, None), (EDIT, 2, "101"), (NEW, 2, None)]
    assert desk.rows("kind", "state") == [("new", "sent"), ("new", "sent"), ("reply", "merged")]


def test_a_dead_channel_holds_all_its_deliveries_and_fails_none(engine: Engine) -> None:
    """A wrong token is not the alert's fault, and one try a minute is enough."""
    desk = Desk(engine=engine, to=(CHAT, Recipient(channel="telegram", address="-200"), MAIL))
    desk.tell(collapse())
    desk.telegram.will([Outcome(sent=Sent.REFUSED, channel_down=True, error="401 Unauthorized")])
    desk.work()
    assert (len(desk.telegram.seen), len(desk.mail.seen)) == (1, 1)
    assert desk.states() == ["due", "due", "sent"]
    desk.wait(timedelta(minutes=1))
    desk.work()
    assert desk.states() == ["sent", "sent", "sent"]


@pytest.mark.parametrize(("policy", "state", "sends"), [("resend", "sent", 2), ("hold", "unknown", 1)])
def test_an_ambiguous_send_follows_the_policy(
    engine: Engine, policy: Literal["resend", "hold"], state: str, sends: int
) -> None:
    """Twice perhaps, or once and a person looks."""
    desk = Desk(engine=engine, on_ambiguous=policy)
    desk.tell(collapse())
    desk.telegram.will([Outcome(sent=Sent.AMBIGUOUS, error="ReadTimeout")])
    desk.work()
    desk.wait(hours(1))
    desk.work()
    assert (desk.states(), len(desk.telegram.seen)) == ([state], sends)


def test_an_ambiguous_edit_is_repeated_under_any_policy(engine: Engine) -> None:
    """The same edit twice is one edit."""
    desk = Desk(engine=engine, on_ambiguous="hold")
    desk.tell(collapse())
    desk.work()
    desk.wait(hours(1))
    desk.tell(risen())
    desk.telegram.will([Outcome(sent=Sent.AMBIGUOUS, error="ReadTimeout")])
    desk.work()
    desk.wait(backoff(1))
    desk.work()
    assert [kind for kind, _, _ in desk.telegram.told()] == [NEW, EDIT, REPLY, EDIT]
    assert desk.states() == ["sent", "sent", "sent"]


def test_a_channel_that_raises_is_ambiguous(desk: Desk) -> None:
    """It promised not to; what the peer has is unknown."""
    desk.telegram.will([RuntimeError("bug")])
    desk.work()
    assert desk.rows("state", "last_error") == [("due", "RuntimeError: bug")]
    assert desk.attempts() == [(1, 1, "ambiguous")]


def test_an_edit_that_changes_nothing_is_not_sent(desk: Desk) -> None:
    """What stands says it already: the row ends with that rule."""
    desk.work()
    with writing(desk.engine) as connection:
        body = connection.execute(select(tables.alert.c.body)).scalar_one()
        values = {
            "event_id": 1,
            "revision": 2,
            "reason": "confirmed",
            "body": {**body, "revision": 2},
            "created_at": NOW,
        }
        copy = connection.execute(tables.alert.insert().values(**values)).inserted_primary_key
        assert copy is not None
        row = dict(connection.execute(select(tables.delivery)).mappings().one())
        row |= {"id": 50, "alert_id": copy[0], "revision": 2, "kind": "edit", "state": "due", "dedup_key": "again"}
        connection.execute(tables.delivery.insert().values(**row))
    desk.work()
    assert desk.rows("state", "last_error")[-1] == ("suppressed", "unchanged: what was sent before says the same")
    assert len(desk.telegram.seen) == 1


def test_a_channel_that_is_not_configured_keeps_its_deliveries_due(engine: Engine) -> None:
    """Until the deadline, so that a configuration repaired in time still delivers."""
    desk = Desk(engine=engine, to=(Recipient(channel="webhook", address="https://example.org/hook"),))
    desk.tell(collapse())
    desk.work()
    assert desk.rows("state", "last_error") == [("due", "the channel webhook is not configured")]


def test_a_test_alert_goes_to_every_recipient_of_its_subscription(engine: Engine) -> None:
    """Marked as a test, of no event, and each time anew."""
    desk = Desk(engine=engine, to=(CHAT, MAIL))
    for _ in range(2):
        ids = create_test_alert(engine, desk.subscription, now=NOW, deadline_hours=6)
        desk.work(ids)
    assert [message.event_id for message in (*desk.telegram.seen, *desk.mail.seen)] == [None] * 4
    assert desk.rows("state", "reason", "event_id") == [("sent", "test", None)] * 4
