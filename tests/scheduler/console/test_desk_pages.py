"""*Feeds*, *Alerts* and *Status* tell what the commands tell."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, insert, select, update

from alerts.advance import advance
from alerts.subscriptions import Recipient, Subscription
from alerts.tables import delivery as delivery_table
from crawler.news import Feed
from crawler.store.database import reading, writing
from crawler.store.feeds import put_feeds
from crawler.store.tables import feed as feed_table
from crawler.store.tables import visit as visit_table
from scheduler.beats import beat
from scheduler.console.desk_pages import Sparks
from tests.alerts.making import NOW, collapse, hours, store
from tests.scheduler.console.desk import Desk, all_in, words_of


def watched(engine: Engine) -> None:
    """Two feeds, one of which fails, and visits that brought something."""
    with writing(engine) as connection:
        feeds = [Feed(name=name, url=f"https://{name}.example/feed", outlet=name) for name in ("well", "ill")]
        put_feeds(connection, feeds, "configured", NOW)
        connection.execute(
            update(feed_table)
            .where(feed_table.c.name == "ill")
            .values(state="failing", last_error="<b>503</b>", error_count=3, missed=2, missed_at=NOW)
        )
        for back, new in ((0.5, 4), (1.5, 2), (6.5, 1), (9, 50)):
            at = NOW - timedelta(days=back)
            values = {"feed_id": 1, "at": at, "outcome": "new", "found": new, "new": new, "seconds": 0.1}
            connection.execute(insert(visit_table).values(**values))


def test_feeds_that_need_a_look_come_first(engine: Engine) -> None:
    """With what is wrong, what may have been missed, and what each day brought."""
    watched(engine)
    desk = Desk(engine)
    page = desk.text("/feeds", language="en")
    assert page.index(">ill<") < page.index(">well<")
    assert all_in(page, ["&lt;b&gt;503&lt;/b&gt;", 'aria-label="1 0 0 0 0 2 4"', "errors: <bdi>3</bdi>"])


def test_a_week_is_counted_every_few_minutes_only(engine: Engine) -> None:
    """Counting it again for each reader would cost what nobody sees."""
    watched(engine)
    sparks = Sparks()
    with reading(engine) as connection:
        first = sparks.of(connection, NOW)
        assert sparks.of(connection, NOW + timedelta(minutes=4)) is first
        assert sparks.of(connection, NOW + timedelta(days=1))[1] == (0, 0, 0, 0, 2, 4, 0)


def told(desk: Desk) -> None:
    """One delivery, which is due."""
    subscription = Subscription(name="desk", to=(Recipient(channel="telegram", address="-100"),), flood_messages=0)
    store(desk.engine, collapse(), at=NOW)
    advance(desk.engine, [subscription], now=NOW)


def state(desk: Desk) -> str:
    """Where that delivery stands."""
    with reading(desk.engine) as connection:
        return str(connection.execute(select(delivery_table.c.state)).scalar_one())


def test_what_did_not_arrive_comes_first_and_can_be_sent_again(desk: Desk) -> None:
    """By a form with the token; afterwards it is due, and a second time is refused with a sentence."""
    told(desk)
    with writing(desk.engine) as connection:
        connection.execute(update(delivery_table).values(state="unknown", last_error="timed out", ended_at=NOW))
    page = words_of(desk.text("/alerts", language="en"))
    assert all_in(page, ["What did not arrive", "unknown", "timed out", "telegram:-100", "Send again"])
    assert desk.browser.post("/alerts/1/replay", data={"token": "guessed"}).status_code == 403
    assert state(desk) == "unknown"
    assert desk.post("/alerts/1/replay", {}).headers["location"] == "/alerts"
    assert state(desk) == "due"
    assert "What did not arrive" not in desk.text("/alerts", language="en")
    again = desk.post("/alerts/1/replay", {})
    assert again.status_code == 409


@pytest.mark.parametrize("path", ["/feeds", "/alerts"])
def test_empty_pages_say_what_to_do(desk: Desk, path: str) -> None:
    """With the command that begins it."""
    assert "<code" in desk.text(path).split("empty shown")[1]


def test_status_stands_at_once_and_then_asks(desk: Desk) -> None:
    """The picture of the whole takes a moment, so that the page comes first; problems lead."""
    told(desk)
    with writing(desk.engine) as connection:
        beat(
            connection, name="crawler", host="<i>here", pid=1, state="running", restarts=2, started_at=NOW, now=NOW
        )  # fmt: skip
        connection.execute(update(delivery_table).values(state="sent", ended_at=NOW + hours(0.001)))
    assert 'hx-get="/status/now"' in desk.text("/status")
    desk.now = NOW + hours(0.002)
    page = desk.text("/status/now", language="en")
    assert "<i>here" not in page
    assert all_in(
        words_of(page),
        [
            "the role alerts is not running",
            "crawler running",
            "Stories 1",
            "to its sending 3.6 s 3.6 s 3.6 s 1",
            "Database",
            "Free",
        ],
    )
