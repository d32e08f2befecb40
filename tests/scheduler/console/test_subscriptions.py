"""*Subscriptions*: each in words, and what it would have sent, worked out in a process of its own."""

import asyncio
import socket
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any

import pytest
from sqlalchemy import Engine

from alerts.channels.build import build_channels
from alerts.deliver import Deliverer
from alerts.settings import AlertsSection, resolve_secrets
from alerts.store import delivery_rows
from alerts.subscriptions import Subscription, subscriptions_from
from crawler.store.database import reading
from scheduler.console import errand as errand_module
from scheduler.console.errand import run_errand
from scheduler.console.rehearsals import REMEMBERED
from scheduler.settings import ConsoleSection, Settings
from tests.alerts.making import NOW, collapse, collapse_later, hours
from tests.scheduler.console.desk import Desk, all_in, words_of

SYRIA = {
    "name": "سوريا", "flags": ["casualty"], "countries": ["SY"], "min_killed": 3, "kinds": ["airstrike"],
    "to": ["telegram:-100", "mailto:desk@example.org"], "when": "daily", "at": ["08:00", "19:30"],
    "timezone": "Asia/Damascus", "quiet": "23:00-06:00",
}  # fmt: skip
ALL = {"name": "all", "to": ["console:"], "flood_messages": 0}


def desk_with(engine: Engine, *subscriptions: dict[str, Any]) -> Desk:
    """A desk whose file has these subscriptions."""
    desk = Desk(engine, section=ConsoleSection())
    desk.app.settings = Settings.model_validate({"store": {"database": str(engine.url)}, "subscription": subscriptions})
    return desk


def test_a_subscription_is_told_in_words(engine: Engine) -> None:
    """What, where, to whom, when, when not, and when next."""
    desk = desk_with(engine, SYRIA, ALL)
    page = words_of(desk.text("/subscriptions", language="en", zone="Asia/Damascus"))
    wanted = ["سوريا", "Casualties, killed, from 3", "Syria", "Airstrike", "telegram:-100 , mailto:desk@example.org",
              "daily 08:00 , 19:30", "23:00–06:00", "except Urgent and above", "Next digest 19:30"]  # fmt: skip
    assert [one for one in wanted if one not in page] == []
    answer = desk.get("/api/subscriptions").json()["subscriptions"]
    assert [one["name"] for one in answer] == ["سوريا", "all"]
    assert answer[0]["next_digest"] == "2026-05-01T16:30:00+00:00"
    assert answer[1]["next_digest"] is None


def test_no_subscription_says_what_to_write(desk: Desk) -> None:
    """With lines that can be copied."""
    assert all_in(desk.text("/subscriptions"), ["empty shown", "[[subscription]]"])


def test_a_test_is_sent_to_each_receiver(engine: Engine) -> None:
    """As deliveries for the workers, which hold the secrets; also for programs. Nobody of that name: no page."""
    desk = desk_with(engine, SYRIA, ALL)
    assert desk.post("/subscriptions/سوريا/test", {}).headers["location"] == "/alerts"
    answer = desk.browser.post("/api/subscriptions/all/test", json={})
    with reading(engine) as connection:
        rows = delivery_rows(connection, limit=10)
    assert sorted((row["to"], row["state"]) for row in rows) == [
        ("console:", "due"),
        ("mailto:desk@example.org", "due"),
        ("telegram:-100", "due"),
    ]
    assert answer.json() == {"deliveries": [row["id"] for row in rows if row["to"] == "console:"]}
    assert "تجربة من راصد" in desk.text("/alerts")
    assert desk.post("/subscriptions/nobody/test", {}).status_code == 404
    assert desk.browser.post("/api/subscriptions/nobody/test", json={}).status_code == 404


def test_a_test_reaches_no_private_address(sqlite_engine: Engine) -> None:
    """A webhook on this machine is called by no worker, unless the operator has allowed it; the page says why."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        to = f"webhook:http://127.0.0.1:{server.getsockname()[1]}/hook"
        desk = desk_with(sqlite_engine, {"name": "hook", "to": [to]})
        desk.now = datetime.now(UTC)  # workers go by the real clock
        (identity,) = desk.browser.post("/api/subscriptions/hook/test", json={}).json()["deliveries"]
        section = AlertsSection.model_validate({"webhook_secret": "secret"})
        secrets = resolve_secrets(section, desk.app.settings.subscription)
        channels = build_channels(section, secrets, allow_private_hosts=())
        deliverer = Deliverer(
            engine=sqlite_engine,
            channels=channels,
            subscriptions=subscriptions_from(desk.app.settings.subscription),
            on_ambiguous=section.on_ambiguous,
            worker="test",
        )
        asyncio.run(deliverer.deliver(identity))
        with pytest.raises(BlockingIOError):
            server.accept()
    assert "127.0.0.1 leads to 127.0.0.1" in desk.text("/alerts", language="en")


def test_what_it_would_have_sent_is_shown(sqlite_engine: Engine) -> None:
    """By the daemon's own chain in another process: asked for, it runs, and then it is there with its words."""
    desk = desk_with(sqlite_engine, ALL)
    desk.tell(collapse(), at=NOW - hours(30))
    desk.tell(collapse_later(), at=NOW - hours(20))
    first = desk.get("/api/subscriptions/all/preview")
    assert (first.status_code, first.json()["state"], first.json()["messages"]) == (202, "running", None)
    for _ in range(300):
        answer = desk.get("/api/subscriptions/all/preview")
        if answer.status_code == 200:
            break
        time.sleep(0.1)
    assert answer.json()["state"] == "done"
    assert [(one["event"], one["to"]) for one in answer.json()["messages"]] == [(1, "console:")] * 2
    piece = desk.browser.get("/subscriptions/all/preview", headers={"hx-request": "true", "cookie": "language=en"}).text
    assert all_in(piece, ["would have sent", 'href="/event/1"', "12"])
    assert "<html" not in piece
    assert "<html" in desk.text("/subscriptions/all/preview")
    desk.app.close()


def test_an_unknown_subscription_is_none(desk: Desk) -> None:
    """Also for programs."""
    assert desk.get("/subscriptions/nobody/preview").status_code == 404
    assert desk.get("/api/subscriptions/nobody/preview").json().keys() == {"error"}


class Slow:
    """Rehearses once it is let."""

    def __init__(self, answer: dict[str, Any] | None) -> None:
        self.answer, self.go, self.runs = answer, Event(), 0

    def __call__(
        self, _settings: Settings, _order: Mapping[str, Any], on_line: Callable[[dict[str, Any]], None]
    ) -> dict[str, Any] | None:
        self.runs += 1
        on_line({"done": 1, "of": 4})
        assert self.go.wait(10)
        return self.answer


def finished(desk: Desk, name: str) -> dict[str, Any]:
    """A preview once it is over."""
    for _ in range(200):
        answer: dict[str, Any] = desk.get(f"/api/subscriptions/{name}/preview").json()
        if answer["state"] != "running":
            return answer
        time.sleep(0.02)
    raise AssertionError(answer)


def test_a_preview_is_worked_out_once_for_some_minutes(sqlite_engine: Engine) -> None:
    """However many ask; then, or when somebody wants it anew, or the subscription says something else, again."""
    desk, slow = desk_with(sqlite_engine, ALL), Slow({"messages": [], "total": 0, "receivers": 0, "stories": 4})
    desk.app.rehearsals.rehearse = slow
    for _ in range(3):
        assert desk.get("/api/subscriptions/all/preview").json()["state"] == "running"
    slow.go.set()
    assert finished(desk, "all")["total"] == 0
    assert slow.runs == 1
    assert desk.browser.post("/subscriptions/all/again", data={"token": "guessed"}).status_code == 403
    assert desk.post("/subscriptions/all/again", {}).headers["location"] == "/subscriptions"
    finished(desk, "all")
    assert slow.runs == 2
    desk.now += REMEMBERED + timedelta(seconds=1)
    finished(desk, "all")
    assert slow.runs == 3
    section = desk.app.settings.subscription[0].model_copy(update={"min_killed": 9})
    desk.app.settings = desk.app.settings.model_copy(update={"subscription": (section,)})
    finished(desk, "all")
    assert slow.runs == 4


def test_a_preview_that_fails_says_how_to_see_why(sqlite_engine: Engine) -> None:
    """With the command that tells the error."""
    desk, slow = desk_with(sqlite_engine, ALL), Slow(None)
    desk.app.rehearsals.rehearse = slow
    slow.go.set()
    assert finished(desk, "all")["state"] == "failed"
    assert "rasid alerts preview all" in desk.text("/subscriptions/all/preview")


def test_an_errand_that_takes_too_long_is_ended() -> None:
    """And one that fails answers nothing."""
    began = time.monotonic()
    assert run_errand("tests.scheduler.console.sleeper", Settings(), {"seconds": 60}, seconds=1.0) is None
    assert time.monotonic() - began < 20
    assert run_errand("tests.scheduler.console.sleeper", Settings(), {"seconds": "x"}, seconds=20) is None
    answer = run_errand("tests.scheduler.console.sleeper", Settings(), {"seconds": 0}, seconds=20)
    assert answer == {"slept": 0}


def test_errands_end_with_the_console(desk: Desk) -> None:
    """One that runs is ended, so that a restart need not wait for it; and none is begun any more."""
    with ThreadPoolExecutor(1) as threads:
        order = {"seconds": 60}
        errand = threads.submit(run_errand, "tests.scheduler.console.sleeper", Settings(), order, seconds=60.0)
        for _ in range(300):
            if errand_module._running:
                break
            time.sleep(0.02)
        began = time.monotonic()
        desk.app.close()
        assert errand.result(10) is None
        assert time.monotonic() - began < 10
    with pytest.raises(RuntimeError):
        desk.app.rehearsals.of(Settings(), Subscription(name="x", to=()), now=NOW)
