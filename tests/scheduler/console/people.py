"""People who may come in, with hashes that are quick to judge, and a desk that asks who comes."""

import re
import time
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from argon2 import PasswordHasher
from httpx import Response
from sqlalchemy import Engine
from starlette.testclient import TestClient

from scheduler.console.accounts import digest_of
from scheduler.console_section import ConsoleSection
from scheduler.settings import Settings
from tests.alerts.making import NOW
from tests.scheduler.console.desk import AT, Desk

WORDS = {"salma": "كلمة سر سلمى الطويلة", "karim": "karim's long password"}
TOKENS = {"board": "rasid_board-token", "robot": "rasid_robot-token", "inoreader": "rasid_feeds-token"}


@cache
def people() -> dict[str, object]:
    """[console] with an editor and a reader by password, and a token of each role."""
    quick = PasswordHasher(time_cost=1, memory_cost=7168, parallelism=1)
    return {
        "users": [
            {"name": "salma", "role": "editor", "password": quick.hash(WORDS["salma"])},
            {"name": "karim", "role": "reader", "password": quick.hash(WORDS["karim"])},
        ],
        "tokens": [
            {"name": "robot", "role": "editor", "sha256": digest_of(TOKENS["robot"])},
            {"name": "board", "role": "reader", "sha256": digest_of(TOKENS["board"])},
            {"name": "inoreader", "role": "feeds", "sha256": digest_of(TOKENS["inoreader"])},
        ],
    }


SUBSCRIPTION = {"name": "مكتب", "to": ["console:"]}
PARAMETERS = {"{id:int}": "1", "{name}": "%D9%85%D9%83%D8%AA%D8%A8"}
QUERIES = {"/event/1/merge": "?with=2", "/event/1/split": "?story=1", "/search": "?q=حلب"}  # else a page says so


def asking(engine: Engine, **section: object) -> Desk:
    """A desk that asks who comes, with a subscription of which it is known at once what it would have sent."""
    desk = Desk(engine, section=ConsoleSection.model_validate({**people(), **section}))
    more = {"subscription": [SUBSCRIPTION], "store": {"database": str(engine.url)}}
    known = Settings.model_validate(more)
    desk.app.settings = desk.app.settings.model_copy(update={"subscription": known.subscription, "store": known.store})
    desk.app.rehearsals.rehearse = _rehearsed
    return desk


def _rehearsed(
    _settings: Settings, _order: Mapping[str, Any], _on_line: Callable[[dict[str, Any]], None]
) -> dict[str, Any]:
    message = {"at": NOW.isoformat(), "event": 1, "title": "انهيار", "to": "console:", "words": "قتلى"}
    return {"messages": [message], "total": 1, "receivers": 1, "stories": 1}


def filled(path: str) -> str:
    """An address with something in the place of each of its parameters."""
    for parameter, value in PARAMETERS.items():
        path = path.replace(parameter, value)
    assert "{" not in path, "this parameter needs a line in PARAMETERS"
    return path


def pages(desk: Desk) -> list[str]:
    """Every address at which people find a page, once event 1 has two reports and there is an event 2."""
    paths = [filled(route.path) for route in desk.app.routes if "GET" in (route.methods or ())]
    # The last is a piece of a page.
    return [
        path + QUERIES.get(path, "")
        for path in paths
        if not path.startswith(("/api/", "/live", "/status/now")) and "." not in path
    ]


def rehearsed(desk: Desk) -> None:
    """Waits until it is known what the subscription would have sent: until then its page has another piece."""
    board = window(desk)
    board.headers["authorization"] = f"Bearer {TOKENS['board']}"
    for _ in range(200):
        if board.get(filled("/api/subscriptions/{name}/preview")).status_code == 200:
            return
        time.sleep(0.02)
    raise AssertionError("it is still being worked out")


def token_in(html: str) -> str:
    """What the first form of a page that has one carries."""
    found = re.search(r'name="token" value="([^"]+)"', html)
    assert found is not None
    return found[1]


def window(desk: Desk, *, address: str = "10.1.1.1") -> TestClient:
    """Another browser, at this address."""
    return TestClient(desk.app, base_url=AT, follow_redirects=False, client=(address, 50_000))


def log_in(browser: TestClient, name: str, word: str | None = None, **form: str) -> Response:
    """Loads the form, and posts it as a browser does."""
    token = token_in(browser.get("/login").text)
    filled = {"token": token, "name": name, "password": WORDS[name] if word is None else word, **form}
    return browser.post("/login", data=filled, headers={"origin": AT})


def logged_in(desk: Desk, name: str, *, address: str = "10.1.1.1") -> TestClient:
    """The browser of somebody who has logged in."""
    browser = window(desk, address=address)
    assert log_in(browser, name).status_code == 303
    return browser
