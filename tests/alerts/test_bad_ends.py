"""The operator hears once of what did not arrive and of whom nobody reaches, and of himself nothing."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine

from alerts.bad_ends import News, mark_told, news
from alerts.channels.channel import Outcome, Sent
from alerts.notices import tell_operator
from alerts.replay import replay
from alerts.subscriptions import operator_subscription
from alerts.text.notices import (
    CheckNotice,
    EndedNotice,
    Ending,
    FileNotice,
    Notice,
    RecipientNotice,
    notice_text,
)
from crawler.store.database import reading, writing
from tests.alerts.desk import CHAT, Desk, elsewhere
from tests.alerts.making import NOW, collapse, hours

BLOCKED = Outcome(sent=Sent.REFUSED, disable_recipient=True, error="bot was blocked by the user")
REFUSED = Outcome(sent=Sent.REFUSED, error="text is empty")


@pytest.fixture
def desk(engine: Engine) -> Desk:
    """A desk with two events that are told to nobody yet."""
    desk = Desk(engine=engine)
    desk.tell(collapse(), elsewhere())
    return desk


def told(desk: Desk) -> tuple[Notice, ...]:
    """What is told at the desk's time, marked as told."""
    with writing(desk.engine) as connection:
        found = news(connection, desk.now)
        mark_told(connection, found, desk.now)
    with reading(desk.engine) as connection:
        assert news(connection, desk.now) == News()
    return found.notices


def test_several_failures_to_one_receiver_are_one_notice(desk: Desk) -> None:
    """With their number and the last error, and never again."""
    desk.telegram.will([REFUSED, Outcome(sent=Sent.REFUSED, error="chat is closed")])
    assert told(desk) == ()
    desk.work()
    assert told(desk) == (EndedNotice(to="telegram:-100", ending=Ending.FAILED, count=2, error="chat is closed"),)
    desk.wait(hours(48))
    assert told(desk) == ()


def test_what_fails_soon_after_a_notice_waits_for_the_next(desk: Desk) -> None:
    """An outage of a day is a notice an hour, not one an alert."""
    desk.telegram.will([REFUSED])
    desk.work([1])
    assert len(told(desk)) == 1
    desk.telegram.will([REFUSED])
    desk.work([2])
    desk.wait(timedelta(minutes=59))
    assert told(desk) == ()
    desk.wait(timedelta(minutes=1))
    assert told(desk) == (EndedNotice(to="telegram:-100", ending=Ending.FAILED, count=1, error="text is empty"),)


def test_unknown_ones_are_told_as_such(engine: Engine) -> None:
    """They are no failures, and another list has them."""
    desk = Desk(engine=engine, on_ambiguous="hold")
    desk.tell(collapse())
    desk.telegram.will([Outcome(sent=Sent.AMBIGUOUS, error="ReadTimeout")])
    desk.work()
    (notice,) = told(desk)
    assert notice == EndedNotice(to="telegram:-100", ending=Ending.UNKNOWN, count=1, error="ReadTimeout")
    assert "rasid alerts unknown" in notice_text(notice, "ar", ZoneInfo("UTC"))


def test_a_receiver_that_is_given_up_is_told_again_after_it_was_tried_again(desk: Desk) -> None:
    """Once each time it is given up; held back alerts are no failures."""
    desk.telegram.will([BLOCKED])
    desk.work()
    given_up = RecipientNotice(to="telegram:-100", since=NOW, because="bot was blocked by the user")
    assert given_up in told(desk)
    desk.wait(hours(2))
    assert told(desk) == ()
    with writing(desk.engine) as connection:
        assert replay(connection, [1], deadline=hours(6), now=desk.now).enabled == (CHAT,)
    desk.telegram.will([BLOCKED])
    desk.work([1])
    assert [notice for notice in told(desk) if isinstance(notice, RecipientNotice)] == [
        RecipientNotice(to="telegram:-100", since=desk.now, because="bot was blocked by the user")
    ]


def test_a_notice_that_fails_causes_no_notice(engine: Engine) -> None:
    """It would go the way of the first."""
    desk = Desk(engine=engine)
    operator = operator_subscription(["telegram:-100"], language="en", timezone="UTC")
    notice = CheckNotice(check="heartbeat", detail="x")
    with writing(engine) as connection:
        ids = tell_operator(connection, operator, [notice], deadline=hours(6), now=NOW)
    desk.telegram.will([REFUSED])
    desk.work(ids)
    assert desk.states() == ["failed"]
    assert told(desk) == ()


@pytest.mark.parametrize(
    "notice",
    [
        *(EndedNotice(to="telegram:-100", ending=ending, count=3, error="no\nroute") for ending in Ending),
        RecipientNotice(to="telegram:-100", since=datetime(2026, 5, 1, tzinfo=NOW.tzinfo), because=""),
        FileNotice(host="telegram:-100", problems=("rasid.toml:3: x", "y", "z")),
        CheckNotice(check="without_row", detail="telegram:-100"),
    ],
    ids=str,
)
def test_each_notice_is_one_sentence_in_both_languages(notice: Notice) -> None:
    """It names whom it is about, and the first words say what language it is in."""
    for language in ("ar", "en"):
        said = notice_text(notice, language, ZoneInfo("UTC"))
        assert "telegram:-100" in said
        assert "\n" not in said
        assert ("\u0621" <= said[0] <= "\u064a") == (language == "ar")
