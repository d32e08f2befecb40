"""rasid alerts: what did not arrive, and sending it again."""

import pytest
from redis import Redis
from sqlalchemy import select, update

from alerts.advance import advance
from alerts.subscriptions import Recipient, Subscription
from alerts.tables import delivery as delivery_table
from alerts.tables import recipient as recipient_table
from crawler.settings import embedded_socket
from crawler.store.database import reading, writing
from crawler.store.streams import DELIVERIES
from scheduler.embedded import EmbeddedServer
from tests.alerts.making import collapse
from tests.crawler.spiders.crawls import NO_REDIS
from tests.scheduler.cli.history import NOW, database, keep, rows
from tests.scheduler.cli.rasid import Desk

pytestmark = pytest.mark.slow

TO = tuple(Recipient(channel="telegram", address=f"-{number}") for number in range(1, 6))
STATES = ("failed", "dead", "unknown", "sent", "due")


@pytest.fixture
def ended(desk: Desk) -> Desk:
    """Five deliveries of one alert, each in another state."""
    keep(desk, collapse())
    with database(desk) as engine:
        advance(engine, [Subscription(name="all", to=TO)], now=NOW)
        with writing(engine) as connection:
            for identity, state in enumerate(STATES, 1):
                error = f"the error of {state}, told in so many words that a narrow column of a table would cut its end"
                connection.execute(
                    update(delivery_table)
                    .where(delivery_table.c.id == identity)
                    .values(state=state, last_error=error, ended_at=None if state == "due" else NOW)
                )
    return desk


def test_failed_and_unknown_list_what_they_are_called_for(ended: Desk) -> None:
    """Each with its whole error, also in the table."""
    failed = ended("alerts", "failed", "--json")
    assert [(row["id"], row["state"]) for row in failed.lines] == [(2, "dead"), (1, "failed")]
    assert [row["state"] for row in ended("alerts", "unknown", "--json").lines] == ["unknown"]
    shown = ended("alerts", "failed")
    assert (shown.code, shown.out.count("would cut its end")) == (0, 2)


def test_replay_puts_back_wakes_and_names_what_it_cannot(ended: Desk) -> None:
    """Exit 1 with one line for each that stays; the others are due, and the workers are woken for them."""
    text = ended.config.read_text(encoding="utf-8")
    ended.config.write_text(text.replace(NO_REDIS, "embedded"), encoding="utf-8")
    server = EmbeddedServer(ended.folder / "rasid-redis")
    server.attach()
    try:
        done = ended("alerts", "replay", "1", "2", "3", "4", "99")
        with Redis(unix_socket_path=str(embedded_socket(server.folder)), decode_responses=True) as redis:
            woken = [fields["delivery"] for _, fields in redis.xrange(DELIVERIES)]
    finally:
        server.release()
    assert done.code == 1
    assert done.out.splitlines() == [f"{number} is due again" for number in (1, 2, 3)]
    assert done.err.splitlines() == [
        "rasid: delivery 4 is not sent again: it was sent",
        "rasid: delivery 99 is not sent again: there is no such delivery",
    ]
    assert woken == ["1", "2", "3"]
    assert [row["state"] for row in rows(ended, delivery_table)] == ["due", "due", "due", "sent", "due"]


def test_replay_without_redis_still_puts_back(ended: Desk) -> None:
    """It says that nobody was woken."""
    done = ended("alerts", "replay", "1")
    assert (done.code, done.out.splitlines()) == (0, ["1 is due again"])
    assert "Redis does not answer" in done.err
    assert rows(ended, delivery_table)[0]["state"] == "due"


def test_preview_shows_messages_and_sends_none(desk: Desk) -> None:
    """In words for people, whole as JSON Lines, and the deliveries stay as they were."""
    keep(desk, collapse())
    with database(desk) as engine:
        advance(engine, (), now=NOW)
    with desk.config.open("a", encoding="utf-8") as file:
        file.write('[[subscription]]\nname = "syria"\nto = ["telegram:-100", "mailto:a@example.org"]\n')
    shown = desk("alerts", "preview", "syria", "--since", "2020-01-01")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.count("new  new_event  event 1 rev 1") == 2
    assert shown.out.splitlines()[-1] == "2 messages to 2 of 2 receivers; times are of UTC"
    lines = desk("alerts", "preview", "syria", "--since", "2020-01-01", "--json").lines
    assert [(one["to"], one["kind"], one["reason"]) for one in lines] == [
        ("telegram:-100", "new", "new_event"),
        ("mailto:a@example.org", "new", "new_event"),
    ]
    assert "<html" in lines[1]["form"]["html"]
    assert rows(desk, delivery_table) == []
    wrong = desk("alerts", "preview", "yemen")
    assert (wrong.code, wrong.err) == (2, "rasid: there is no subscription named 'yemen'; there are: syria\n")


def test_a_subscription_can_be_tried_on_the_console_and_in_a_file(desk: Desk) -> None:
    """Nothing else is needed; what cannot be written to is told, and so is a service that nobody knows."""
    with desk.config.open("a", encoding="utf-8") as file:
        file.write('[[subscription]]\nname = "try"\nto = ["console:", "file:alerts.txt", "file:."]\n')
        file.write('[[subscription]]\nname = "desk"\nto = ["apprise:nosuch://a-secret-token/"]\n')
    done = desk("alerts", "test", "try")
    assert done.code == 1
    said, _, told = done.out.rpartition("────\n")
    assert said.startswith("رسالة تجريبية: ")
    assert told.splitlines() == ["file:. failed: . is a folder", "file:alerts.txt sent", "console: sent"]
    assert "رسالة تجريبية: " in (desk.folder / "alerts.txt").read_text(encoding="utf-8")
    checked = desk("config", "check")
    assert (checked.code, checked.out) == (2, "")
    assert checked.err == (
        "rasid: apprise:nosuch://…: apprise knows no such service, or a part of its address is missing\n"
    )


def test_a_receiver_is_unsubscribed_by_hand_and_taken_back(ended: Desk) -> None:
    """What waits for it is held back, its name is checked, and asking twice changes nothing."""
    assert ended("alerts", "unsubscribe", "telegram:-5").out.strip() == "telegram:-5 is unsubscribed"
    again = ended("alerts", "unsubscribe", "telegram:-5")
    assert (again.code, again.out.strip()) == (1, "telegram:-5 gets no alerts already")
    with database(ended) as engine, reading(engine) as connection:
        (kept,) = connection.execute(select(recipient_table)).mappings()
    assert (kept["address"], kept["disabled_because"]) == ("-5", "unsubscribed by hand")
    assert ended("alerts", "unsubscribe", "--undo", "telegram:-5").out.strip() == "telegram:-5 gets alerts again"
    assert ended("alerts", "unsubscribe", "--undo", "telegram:-5").code == 1
    assert ended("alerts", "unsubscribe", "Desk@example.org").out.strip() == "mailto:Desk@example.org is unsubscribed"
    assert ended("alerts", "unsubscribe", "nobody").code == 2
