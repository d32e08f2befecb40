"""A burst is told as a digest, and every delivery in it ends visibly with it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Literal

import pytest
from sqlalchemy import Engine, delete, select

from alerts import tables
from alerts.alert import DeliveryKind
from alerts.channels.channel import Outcome, Sent
from alerts.claim import LEASE
from alerts.flood import MOST_LISTED
from alerts.gathering import changeable
from alerts.ledger import alert_to_json
from alerts.regrouping import merge_events
from alerts.text.mail import MailText
from alerts.text.telegram import TelegramText
from crawler.store.database import reading, writing
from tests.alerts.burst import happening, later
from tests.alerts.desk import CHAT, MAIL, Desk
from tests.alerts.making import NOW

NEW, EDIT, REPLY = DeliveryKind.NEW, DeliveryKind.EDIT, DeliveryKind.REPLY
SPAN = timedelta(minutes=5)


@pytest.fixture
def desk(engine: Engine) -> Desk:
    """A desk whose chat gets two messages in five minutes; five events have come at once and the two are sent."""
    desk = Desk(engine=engine, flood_messages=2)
    desk.tell(*(happening(number) for number in range(5)))
    desk.work()
    return desk


def _said(desk: Desk, number: int) -> str:
    payload = desk.telegram.seen[number].payload
    assert isinstance(payload, TelegramText)
    return payload.plain


def _digest_id(desk: Desk) -> object:
    return next(identity for identity, reason in desk.rows("id", "reason") if reason == "digest")


def test_what_comes_beyond_the_allowed_messages_is_one_digest(desk: Desk) -> None:
    """It is held for the span; its events are listed in it, and each of their rows says where it was told."""
    assert desk.telegram.told() == [(NEW, 1, None)] * 2
    assert desk.states() == ["sent", "sent", "due", "gathered", "gathered", "gathered"]
    desk.wait(SPAN)
    desk.work()
    assert len(desk.telegram.seen) == 3
    digest = _said(desk, 2)
    assert "موجز: 3 أحداث جديدة" in digest
    assert [f"الحدث {number}" in digest for number in range(1, 6)] == [False, False, True, True, True]
    assert desk.states() == ["sent", "sent", "sent", "merged", "merged", "merged"]
    ended = [(digest_id, error) for reason, digest_id, error in desk.rows("reason", "digest_id", "last_error")][3:]
    assert ended == [(_digest_id(desk), f"told in the digest, delivery {_digest_id(desk)}")] * 3


def test_after_the_digest_new_events_are_told_by_themselves_again(desk: Desk) -> None:
    """The span is over."""
    desk.wait(SPAN)
    desk.work()
    desk.tell(happening(5))
    desk.work()
    assert desk.states()[-1] == "sent"
    assert "مقديشو" in _said(desk, 3)


def test_while_a_digest_gathers_no_later_event_passes_the_earlier_ones(desk: Desk) -> None:
    """Four minutes on, the allowed messages of the last five minutes are not used up by the digest alone."""
    desk.wait(timedelta(minutes=4, seconds=59))
    desk.tell(happening(5))
    assert desk.states()[-1] == "gathered"
    desk.wait(timedelta(seconds=1))
    desk.work()
    assert "موجز: 4 أحداث جديدة" in _said(desk, 2)


def test_a_grave_event_goes_at_once(desk: Desk) -> None:
    """However many have come."""
    desk.tell(happening(5, killed=60))
    desk.work()
    assert len(desk.telegram.seen) == 3
    assert "60" in _said(desk, 2)


def test_what_is_gathered_and_becomes_grave_leaves_the_digest(desk: Desk) -> None:
    """It is told at once as a new event, and the digest does not list it."""
    desk.tell(later(4, 60))
    desk.work()
    assert "حدث جديد" in _said(desk, 2)
    desk.wait(SPAN)
    desk.work()
    assert "موجز: حدثان جديدان" in _said(desk, 3)
    assert "الحدث 5" not in _said(desk, 3)
    assert desk.rows("state", "last_error")[5] == ("merged", "told by itself, as it became grave")
    assert set(desk.states()) == {"sent", "merged"}


def test_a_digest_shows_each_event_as_it_is_when_it_goes_out(desk: Desk) -> None:
    """A toll that rose while it was held is in it; nothing is sent before."""
    desk.tell(later(4, 9))
    desk.work()
    assert len(desk.telegram.seen) == 2
    desk.wait(SPAN)
    desk.work()
    assert "مقتل 9 أشخاص" in _said(desk, 2)
    assert (len(desk.telegram.seen), len(desk.states())) == (3, 7)
    assert set(desk.states()) == {"sent", "merged"}


def test_what_was_told_in_a_digest_goes_on_in_messages_of_its_own(desk: Desk) -> None:
    """A small change is not worth one; a step is, and from then on that message is edited."""
    desk.wait(SPAN)
    desk.work()
    killed = later(4, 3)
    desk.tell(killed)
    desk.work()
    assert desk.telegram.told()[3:] == [(NEW, 2, None)]
    assert "ارتفعت الحصيلة من قتيلين إلى 3 قتلى" in _said(desk, 3)
    desk.tell(later(4, 4))
    desk.work()
    assert desk.telegram.told()[4:] == [(EDIT, 3, "104")]


def test_a_small_change_of_what_a_digest_told_is_not_told(engine: Engine) -> None:
    """There is no message that could be edited."""
    desk = Desk(engine=engine, flood_messages=1)
    desk.tell(*(happening(number, killed=6) for number in range(3)))
    desk.work()
    desk.wait(SPAN)
    desk.work()
    desk.tell(later(2, 7))
    desk.work()
    assert len(desk.telegram.seen) == 2


def test_a_digest_of_one_event_is_that_event(engine: Engine) -> None:
    """It goes out as any other, a span late."""
    desk = Desk(engine=engine, flood_messages=2)
    desk.tell(*(happening(number) for number in range(3)))
    desk.wait(SPAN)
    desk.work()
    desk.work()
    assert "موجز" not in _said(desk, 2)
    assert desk.rows("state", "digest_id")[2:] == [("merged", None), ("sent", None)]


def test_mail_gets_its_digest_in_text_and_html(engine: Engine) -> None:
    """With links, and a subject that counts."""
    desk = Desk(engine=engine, to=(MAIL,), flood_messages=1)
    desk.tell(*(happening(number) for number in range(4)))
    desk.wait(SPAN)
    desk.work()
    mail = desk.mail.seen[-1].payload
    assert isinstance(mail, MailText)
    assert mail.subject == "راصد · موجز: 3 أحداث جديدة"
    assert mail.html.count('<a class="go"') == 3
    assert mail.text.count("https://news.example/") == 3


def test_each_recipient_has_a_guard_of_its_own(engine: Engine) -> None:
    """What one chat got does not make a digest for another."""
    desk = Desk(engine=engine, to=(CHAT, MAIL), flood_messages=2)
    desk.tell(*(happening(number) for number in range(4)))
    desk.wait(SPAN)
    desk.work()
    assert (len(desk.telegram.seen), len(desk.mail.seen)) == (3, 3)


def test_the_end_of_quiet_hours_is_no_burst(engine: Engine) -> None:
    """What was held for the night comes as the allowed messages and one digest, all at its end."""
    desk = Desk(engine=engine, flood_messages=2, quiet="10:00-14:00")
    for number in range(6):
        desk.tell(happening(number))
        desk.wait(timedelta(minutes=15))
    desk.now = NOW + timedelta(hours=2)
    desk.work()
    assert len(desk.telegram.seen) == 3
    assert "موجز: 4 أحداث جديدة" in "".join(_said(desk, number) for number in range(3))
    assert set(desk.states()) == {"sent", "merged"}


def test_more_events_than_a_digest_lists_make_another(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is left out for want of room."""
    monkeypatch.setattr("alerts.gathering.MOST_LISTED", 3)
    assert MOST_LISTED > 3
    desk = Desk(engine=engine, flood_messages=2)
    desk.tell(*(happening(number) for number in range(8)))
    desk.wait(SPAN)
    desk.work()
    digests = [_said(desk, number) for number in range(len(desk.telegram.seen)) if "موجز" in _said(desk, number)]
    assert len(digests) == 2
    told = "\n".join(digests)
    assert all(f"الحدث {number}" in told for number in range(3, 9))


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome(sent=Sent.REFUSED, error="text is empty"), "failed"),
        (Outcome(sent=Sent.REFUSED, disable_recipient=True, error="blocked"), "failed"),
    ],
)
def test_what_a_failed_digest_held_fails_with_it(desk: Desk, outcome: Outcome, state: str) -> None:
    """With its reason; the next report of such an event tells it anew."""
    desk.wait(SPAN)
    desk.telegram.will([outcome])
    desk.work()
    assert desk.states()[2:] == [state] * 4
    assert all("with the digest, delivery 3" in str(error) for (error,) in desk.rows("last_error")[3:])


def test_an_event_whose_digest_failed_is_told_by_its_next_report(desk: Desk) -> None:
    """As new: nobody heard of it."""
    desk.wait(SPAN)
    desk.telegram.will([Outcome(sent=Sent.REFUSED, error="text is empty")])
    desk.work()
    desk.tell(later(4, 3))
    desk.work()
    assert "حدث جديد" in _said(desk, 3)


@pytest.mark.parametrize(("policy", "state", "member"), [("resend", "sent", "merged"), ("hold", "unknown", "unknown")])
def test_an_ambiguous_digest_follows_the_policy(
    engine: Engine, policy: Literal["resend", "hold"], state: str, member: str
) -> None:
    """Twice perhaps, or once and a person looks."""
    desk = Desk(engine=engine, flood_messages=1, on_ambiguous=policy)
    desk.tell(*(happening(number) for number in range(3)))
    desk.work()
    desk.wait(SPAN)
    desk.telegram.will([Outcome(sent=Sent.AMBIGUOUS, error="ReadTimeout")])
    desk.work()
    desk.wait(timedelta(seconds=10))
    desk.work()
    assert desk.states() == ["sent", state, member, member]


def test_a_dead_workers_digest_is_sent_by_another(desk: Desk) -> None:
    """Claimed, and the worker gone: nothing of it is lost."""
    desk.wait(SPAN)
    assert desk.claim(3) is not None
    desk.wait(LEASE + timedelta(seconds=1))
    desk.work()
    assert "موجز: 3 أحداث جديدة" in _said(desk, 2)
    assert desk.states() == ["sent", "sent", "sent", "merged", "merged", "merged"]


def test_the_third_dead_worker_buries_the_digest_with_what_it_held(desk: Desk) -> None:
    """All of it is listed as dead, none of it waits for ever."""
    desk.wait(SPAN)
    for _ in range(3):
        desk.claim(3)
        desk.wait(LEASE + timedelta(seconds=1))
    desk.work()
    assert desk.states()[2:] == ["dead"] * 4


def test_what_is_newer_than_a_digest_under_way_goes_out_after_it(desk: Desk) -> None:
    """The digest holds the older toll; the newer one does not overtake it."""
    desk.wait(SPAN)
    claimed = desk.claim(3)
    assert claimed is not None
    desk.tell(later(4, 9))
    desk.work()
    assert len(desk.telegram.seen) == 2
    desk.wait(LEASE + timedelta(seconds=1))
    desk.work()
    desk.work()
    assert "مقتل شخصين" in _said(desk, 2)
    assert "ارتفعت الحصيلة" in _said(desk, 3)
    assert set(desk.states()) == {"sent", "merged"}


def test_what_came_too_late_for_a_digest_is_not_ended_with_it(desk: Desk) -> None:
    """A row that a worker's try did not list goes out by itself."""
    desk.wait(SPAN)
    desk.telegram.will([lambda: _gather_by_hand(desk)])
    desk.work()
    assert desk.states() == ["sent", "sent", "sent", "merged", "merged", "merged", "due"]


def _gather_by_hand(desk: Desk) -> None:
    with writing(desk.engine) as connection:
        row = dict(connection.execute(select(tables.delivery).where(tables.delivery.c.id == 6)).mappings().one())
        row |= {"id": 50, "state": "gathered", "ended_at": None, "dedup_key": "by hand"}
        connection.execute(tables.delivery.insert().values(**row))


def test_a_recipient_that_is_disabled_ends_its_digest(desk: Desk) -> None:
    """As suppressed, with the reason, its events too."""
    desk.tell(happening(5, killed=60))
    desk.telegram.will([Outcome(sent=Sent.REFUSED, disable_recipient=True, error="bot was blocked")])
    desk.work()
    desk.wait(SPAN)
    desk.work()
    assert desk.states() == ["sent", "sent", "suppressed", "suppressed", "suppressed", "suppressed", "failed"]


def test_the_chat_stands_without_a_message_of_the_digests_events(desk: Desk) -> None:
    """Nothing could edit the digest by mistake."""
    desk.wait(SPAN)
    desk.work()
    with reading(desk.engine) as connection:
        stands = connection.execute(select(tables.told.c.event_id, tables.told.c.provider_id)).all()
    assert sorted(tuple(row) for row in stands) == [(1, "101"), (2, "102"), (3, None), (4, None), (5, None)]


@pytest.mark.postgres
def test_a_claim_waits_for_whoever_is_putting_an_event_into_the_digest(postgres_engine: Engine) -> None:
    """With two transactions at once, what was put in is listed; else it would end as told and be told to nobody."""
    desk = Desk(engine=postgres_engine, flood_messages=1)
    desk.tell(*(happening(number) for number in range(3)))
    desk.work()
    desk.wait(SPAN)
    with ThreadPoolExecutor(1) as other:
        with writing(desk.engine) as connection:
            digest = changeable(connection, 2)
            assert digest is not None
            claiming = other.submit(desk.claim, 2)
            with pytest.raises(TimeoutError):
                claiming.result(timeout=0.5)
            listed = digest.alert.listed[0]
            late = replace(listed, event_id=99)
            alert = replace(digest.alert, listed=(*digest.alert.listed, late))
            connection.execute(
                tables.alert.update().where(tables.alert.c.id == digest.alert_id).values(body=alert_to_json(alert))
            )
        claimed = claiming.result(timeout=20)
    assert claimed is not None
    assert [one.event_id for one in claimed.alert.listed][-1] == 99


def _merge(desk: Desk, one: int, other: int) -> None:
    with writing(desk.engine) as connection:
        merge_events(connection, one, other, by=None, now=desk.now)


def test_an_event_that_another_takes_in_is_listed_once(desk: Desk) -> None:
    """Both waited for the digest: what was gathered of the later one ends as merged."""
    _merge(desk, 4, 5)
    desk.wait(SPAN)
    desk.tell()
    desk.work()
    digest = _said(desk, 2)
    assert "موجز: حدثان جديدان" in digest
    assert [f"الحدث {number}" in digest for number in (3, 4, 5)] == [True, True, False]
    assert set(desk.states()) == {"sent", "merged"}


def test_an_event_goes_on_in_its_digest_as_the_one_that_took_it_in(desk: Desk) -> None:
    """The reader was told nothing of the earlier one; the promise goes over."""
    with writing(desk.engine) as connection:
        connection.execute(delete(tables.delivery).where(tables.delivery.c.event_id == 3))
    _merge(desk, 3, 5)
    desk.wait(SPAN)
    desk.tell()
    desk.work()
    digest = _said(desk, 2)
    assert [f"الحدث {number}" in digest for number in (3, 4, 5)] == [True, True, False]
