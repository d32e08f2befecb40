"""Hourly and daily digests, caps of the hour, and who waits for none, with a clock set by hand."""

import random
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine

from alerts.alert import DeliveryKind
from alerts.empty_digests import promise_digests
from alerts.text.telegram import TelegramText
from crawler.store.database import writing
from tests.alerts.burst import happening, later
from tests.alerts.desk import Desk
from tests.alerts.making import NOW, hours

_EVENT = re.compile(r"الحدث (\d+)")


def _said(desk: Desk) -> list[str]:
    payloads = [message.payload for message in desk.telegram.seen]
    return [payload.plain for payload in payloads if isinstance(payload, TelegramText)]


def _listed(text: str) -> list[int]:
    return [int(number) for number in _EVENT.findall(text)]


def _promise(desk: Desk) -> int:
    with writing(desk.engine) as connection:
        return promise_digests(connection, [desk.subscription], deadline=hours(6), now=desk.now)


def test_a_day_is_one_digest_at_its_time(engine: Engine) -> None:
    """However few or many came, and nothing goes out before."""
    desk = Desk(engine=engine, rules={"when": "daily", "at": ("07:30", "19:00"), "timezone": "Africa/Cairo"})
    for number in range(3):
        desk.tell(happening(number))
        desk.wait(hours(1))
    desk.work()
    assert desk.telegram.seen == []
    desk.now = datetime(2026, 5, 1, 16, tzinfo=UTC)  # 19:00 in Cairo
    desk.work()
    (digest,) = _said(desk)
    assert _listed(digest) == [1, 2, 3]
    assert "سبب التنبيه: موجز ما ورد منذ الموجز السابق" in digest
    assert set(desk.states()) == {"sent", "merged"}
    desk.wait(timedelta(seconds=1))
    desk.tell(happening(3), happening(4))
    desk.wait(hours(12.5) - timedelta(seconds=2))
    desk.work()
    assert len(desk.telegram.seen) == 1
    desk.wait(timedelta(seconds=1))
    desk.work()
    assert _listed(_said(desk)[1]) == [4, 5]


def test_the_only_event_of_an_hour_is_its_own_message_at_the_hour(engine: Engine) -> None:
    """A digest of one is that event."""
    desk = Desk(engine=engine, now=NOW + timedelta(minutes=10), rules={"when": "hourly"})
    desk.tell(happening(0))
    desk.wait(timedelta(minutes=50))
    desk.work()
    desk.work()
    (only,) = _said(desk)
    assert "حدث جديد" in only


@pytest.mark.parametrize(("urgent_now", "at_once"), [(True, 1), (False, 0)])
def test_an_urgent_event_waits_for_no_day_unless_it_should(engine: Engine, urgent_now: bool, at_once: int) -> None:
    """With `urgent_now = false` even a grave one stands in the digest, and stands first."""
    desk = Desk(engine=engine, rules={"when": "daily 20:00", "urgent_now": urgent_now})
    desk.tell(happening(0), happening(1), happening(2, killed=60))
    desk.work()
    assert len(desk.telegram.seen) == at_once
    desk.wait(hours(8))
    desk.work()
    assert _listed(_said(desk)[-1]) == ([1, 2] if urgent_now else [3, 1, 2])
    assert set(desk.states()) == {"sent", "merged"}


def test_what_becomes_urgent_leaves_the_days_digest(engine: Engine) -> None:
    """It is told at once, once, and its row in the digest says why it went."""
    desk = Desk(engine=engine, rules={"when": "daily 20:00"})
    desk.tell(*(happening(number) for number in range(3)))
    desk.wait(hours(1))
    desk.tell(later(1, 12))
    desk.work()
    assert [_listed(text)[-1] for text in _said(desk)] == [2]
    desk.wait(hours(7))
    desk.work()
    assert _listed(_said(desk)[1]) == [1, 3]
    assert ("merged", "told by itself, as it became urgent") in desk.rows("state", "last_error")


def test_what_is_beyond_the_cap_is_the_digest_of_the_hour(engine: Engine) -> None:
    """Two messages within an hour of the clock, the rest at its end; the next hour begins anew."""
    desk = Desk(engine=engine, now=NOW + timedelta(minutes=5), rules={"max_per_hour": 2})
    for number in range(5):
        desk.tell(happening(number))
        desk.work()
        desk.wait(timedelta(minutes=10))
    assert desk.telegram.told() == [(DeliveryKind.NEW, 1, None)] * 2
    desk.tell(happening(5, killed=12))  # urgent: no digest of the hour is waited for
    desk.work()
    assert len(desk.telegram.seen) == 3
    desk.now = NOW + hours(1)
    desk.work()
    assert _listed(_said(desk)[3]) == [3, 4, 5]
    desk.wait(timedelta(seconds=1))
    desk.tell(happening(6))
    desk.work()
    assert len(desk.telegram.seen) == 5
    assert set(desk.states()) == {"sent", "merged"}


def test_the_cap_holds_at_the_end_of_quiet_hours(engine: Engine) -> None:
    """What the night held comes as the allowed messages and one digest, at once."""
    desk = Desk(engine=engine, quiet="10:00-14:00", rules={"max_per_hour": 2})
    for number in range(6):
        desk.tell(happening(number))
        desk.wait(timedelta(minutes=15))
    desk.now = NOW + hours(2)
    desk.work()
    said = _said(desk)
    assert sorted(len(_listed(text)) for text in said) == [1, 1, 4]


def test_nothing_to_tell_is_said_where_it_is_asked_for(engine: Engine) -> None:
    """Once a time, and not beside a digest that tells something."""
    desk = Desk(engine=engine, rules={"when": "daily 20:00", "empty": True})
    assert (_promise(desk), _promise(desk)) == (1, 0)
    desk.wait(hours(8))
    desk.work()
    (nothing,) = _said(desk)
    assert "موجز: لا أحداث جديدة" in nothing
    assert "20:00" in nothing
    assert "لم يرد منذ الموجز السابق ما يطابق هذا الاشتراك" in nothing
    desk.wait(timedelta(minutes=1))
    assert (_promise(desk), _promise(desk)) == (1, 0)
    desk.tell(happening(0), happening(1))
    desk.wait(hours(24))
    desk.work()
    assert [_listed(text) for text in _said(desk)] == [[], [1, 2]]
    assert set(desk.states()) == {"sent", "merged"}


def test_without_it_nothing_is_said(engine: Engine) -> None:
    """No digest is begun."""
    assert _promise(Desk(engine=engine, rules={"when": "daily 20:00"})) == 0


@pytest.mark.parametrize("zone", ["Africa/Cairo", "Asia/Beirut", "America/New_York"])
@pytest.mark.parametrize(
    "rules", [{"when": "daily", "at": ("00:30", "23:30")}, {"when": "hourly"}, {"max_per_hour": 1}]
)
def test_every_event_is_in_one_message_on_nights_when_clocks_change(
    sqlite_engine: Engine, zone: str, rules: dict[str, object]
) -> None:
    """Events at any time around the change: each is told once, none early, none in quiet hours, none never."""
    change = {"Africa/Cairo": (2026, 4, 23), "Asia/Beirut": (2026, 10, 24), "America/New_York": (2026, 11, 1)}[zone]
    chance = random.Random(f"{zone}{rules}")
    rules = {**rules, "timezone": zone}
    desk = Desk(engine=sqlite_engine, now=datetime(*change, 16, tzinfo=UTC), quiet="01:00-05:00", rules=rules)
    born: dict[int, datetime] = {}
    told: dict[int, datetime] = {}
    came = sorted(desk.now + timedelta(minutes=chance.randint(1, 20 * 60)) for _ in range(8))
    for _ in range(48 * 4):
        while came and came[0] <= desk.now:
            del came[0]
            desk.tell(happening(len(born), published=desk.now))
            born[len(born) + 1] = desk.now
        seen = len(desk.telegram.seen)
        desk.work()
        for text in _said(desk)[seen:]:
            assert not 1 <= desk.now.astimezone(ZoneInfo(zone)).hour < 5
            for event in _listed(text):
                assert event not in told
                told[event] = desk.now
        desk.wait(timedelta(minutes=15))
    assert set(told) == set(born) == set(range(1, 9))
    assert all(told[event] >= born[event] for event in born)
    assert Counter(desk.states()).keys() <= {"sent", "merged"}
