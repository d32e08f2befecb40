"""The pages in a browser: live, by keyboard, with no error and nothing from outside, whatever a title holds."""

import asyncio
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine, update

from crawler.flags.flag import Flag, Label
from crawler.store.database import reading, writing
from crawler.store.labels import labelled_stories
from crawler.store.tables import story as story_table
from scheduler.console.running import run_console
from scheduler.settings import ConsoleSection, Settings
from tests.alerts.making import NOW, collapse, collapse_later, hours, read_story
from tests.browsers import chromium
from tests.conftest import await_port, free_port
from tests.scheduler.console.desk import Desk
from tests.scheduler.console.test_now import ELSEWHERE, MEETING
from tests.scheduler.console.test_story import HOSTILE

__all__ = ["chromium"]
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]


class Served:
    """The role itself over a database, in a thread, at a port of its own."""

    def __init__(self, engine: Engine) -> None:
        self.desk = Desk(engine, now=datetime.now(UTC))  # the role goes by the real clock
        self._port = free_port()
        place = f"127.0.0.1:{self._port}"
        self.address = f"http://{place}"
        self._settings = Settings.model_validate(
            {"store": {"database": str(engine.url)}, "console": ConsoleSection(listen=place)}
        )
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        self._loop.run_until_complete(run_console(self._settings, self._stop))
        self._loop.close()

    def __enter__(self) -> "Served":
        self._thread.start()
        # A browser that is refused shows a page of its own, whose coming can cut off the next address it is sent to.
        await_port(self._port)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(20)
        assert not self._thread.is_alive()


@pytest.fixture
def served(sqlite_engine: Engine) -> Iterator[Served]:
    """A running console."""
    with Served(sqlite_engine) as one:
        yield one


class Reading:
    """A reader's browser window, which notes what went wrong in it and what it asked for elsewhere."""

    def __init__(self, chromium: Browser, served: Served, *, language: str) -> None:
        self._context = chromium.new_context(timezone_id="Asia/Damascus", viewport={"width": 1100, "height": 800})
        cookies = {"language": language, "zone": "Asia/Damascus"}
        self._context.add_cookies(
            [{"name": name, "value": value, "url": served.address} for name, value in cookies.items()]
        )
        self.page: Page = self._context.new_page()
        self.wrong: list[str] = []
        self.page.on("console", lambda told: self.wrong.append(told.text) if told.type == "error" else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("dialog", lambda dialog: self.wrong.append(dialog.message) or dialog.dismiss())
        self.page.on(
            "request",
            lambda asked: None if asked.url.startswith(served.address) else self.wrong.append(asked.url),
        )
        self._address = served.address

    def open(self, path: str) -> Page:
        """Goes to a page."""
        self.page.goto(f"{self._address}{path}")
        return self.page

    def close(self) -> None:
        """Closes the window; nothing may have gone wrong in it."""
        self._context.close()
        assert self.wrong == []


@pytest.fixture(params=["ar", "en"])
def reader(request: pytest.FixtureRequest, chromium: Browser, served: Served) -> Iterator[Reading]:
    """A reader of each language."""
    one = Reading(chromium, served, language=request.param)
    yield one
    one.close()


def test_an_open_page_follows_what_happens(served: Served, reader: Reading) -> None:
    """A new event comes on top without a touch, an old one that moves comes up again, and none stands twice."""
    soon = served.desk
    page = reader.open("/?since=30d")
    expect(page.locator("#empty")).to_be_visible()
    expect(page.locator("#alive")).to_have_class("alive lives")
    soon.tell(collapse(), at=NOW)
    cards = page.locator("#cards > .card")
    expect(cards).to_have_count(1)
    expect(page.locator("#empty")).to_be_hidden()
    soon.tell(ELSEWHERE, at=NOW + hours(1))
    expect(cards).to_have_count(2)
    expect(cards.first).to_have_id("event-2")
    soon.tell(collapse_later(), at=NOW + hours(5))
    expect(cards.first).to_have_id("event-1")
    expect(cards).to_have_count(2)
    expect(cards.first.locator(".outcome-killed dd")).to_have_text("12")


def test_what_is_committed_is_seen_within_a_second(served: Served, reader: Reading) -> None:
    """From the end of the transaction to the row in the browser; the quickest of three, since this machine has other
    work too."""
    soon, page = served.desk, reader.open("/?since=30d")
    expect(page.locator("#alive")).to_have_class("alive lives")
    page.wait_for_timeout(700)  # the eye has learnt what there is
    took = []
    for number, story in enumerate((collapse(), ELSEWHERE, MEETING), 1):
        soon.tell(story, at=NOW + hours(number))
        committed = time.monotonic()
        page.wait_for_selector(f"#event-{number}", timeout=10_000)
        took.append(time.monotonic() - committed)
    assert min(took) < 1, took


def test_filters_change_the_list_and_the_address(served: Served, reader: Reading) -> None:
    """What is chosen is in the address, so that the page can be sent to somebody, and the list stays live."""
    soon = served.desk
    page = reader.open("/")
    expect(page.locator("#alive")).to_have_class("alive lives")
    page.locator("select[name=flag]").select_option("diplomacy")
    page.wait_for_url("**/?*flag=diplomacy*")
    expect(page.locator("select[name=flag]")).to_have_value("diplomacy")
    expect(page.locator("#alive")).to_have_class("alive lives")
    soon.tell(collapse())
    soon.tell(MEETING)
    expect(page.locator("#cards > .card")).to_have_count(1)
    expect(page.locator("#event-2")).to_be_visible()


def test_review_goes_by_keyboard_alone(served: Served, reader: Reading) -> None:
    """j and k move, c, d and n decide and go on, u takes the last decision back; what is left is counted."""
    doubt = Flag(label=Label.CASUALTY, flagged=False, score=0.3, review=True)
    for number in range(3):
        told = collapse(url=f"https://news.example/{number}", outlet=f"صحيفة {number}")
        served.desk.tell(replace(told, casualty=doubt))
    page = reader.open("/review")
    items = page.locator("#items > .item")
    expect(items).to_have_count(3)
    chosen = page.locator("#items > .chosen")
    expect(chosen).to_have_id("story-3")
    page.keyboard.press("j")
    expect(chosen).to_have_id("story-2")
    page.keyboard.press("k")
    page.keyboard.press("c")
    expect(page.locator("#story-3")).to_have_class("card item done")
    expect(page.locator("#left")).to_have_text("2")
    expect(chosen).to_have_id("story-2")
    page.keyboard.press("n")
    expect(page.locator("#left")).to_have_text("1")
    expect(chosen).to_have_id("story-1")
    page.keyboard.press("u")
    expect(page.locator("#left")).to_have_text("2")
    expect(chosen).to_have_id("story-2")
    with reading(served.desk.engine) as connection:
        assert [(one.id, one.casualty) for one in labelled_stories(connection)] == [(3, True)]


def test_what_is_refused_is_told(served: Served, reader: Reading) -> None:
    """A page of before the last start has another token: nothing is decided, and its reader is told why."""
    (story,) = served.desk.tell(collapse())
    page = reader.open(f"/story/{story}")
    page.evaluate("for (const one of document.querySelectorAll('input[name=token]')) one.value = 'old'")
    expect(page.locator("#told")).to_be_hidden()
    page.locator(".flag button[value=no]").first.click()
    expect(page.locator("#told")).to_contain_text(re.compile("load it again|أعد تحميلها"))
    with reading(served.desk.engine) as connection:
        assert labelled_stories(connection) == []
    page = reader.open(f"/story/{story}")
    page.locator(".flag button[value=no]").first.click()
    expect(page.locator('.flag button[aria-pressed="true"]')).to_have_count(1)
    expect(page.locator("#told")).to_be_hidden()
    reader.wrong = [one for one in reader.wrong if "403" not in one]


def test_a_hostile_title_stays_text_and_breaks_no_page(served: Served, reader: Reading) -> None:
    """Markup, an override and ten thousand letters: shown as letters, within the page, also where it comes live."""
    page = reader.open("/")
    expect(page.locator("#alive")).to_have_class("alive lives")
    told = read_story(HOSTILE, f"قتل خمسة أشخاص {HOSTILE}", flags=("casualty",))
    (story,) = served.desk.tell(told)
    with writing(served.desk.engine) as connection:
        connection.execute(update(story_table).values(url="javascript:alert(1)"))
    expect(page.locator("#event-1")).to_be_visible()
    for path in ("/", "/event/1", f"/story/{story}"):
        page = reader.open(path)
        expect(page.get_by_text("<script>alert(1)</script>").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.locator("main script, main img").count() == 0
        assert page.locator('a[href^="javascript"]').count() == 0


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_fits_and_is_quiet(served: Served, reader: Reading, width: int) -> None:
    """On a telephone and on a desk nothing runs out of the page sideways, and no error is logged."""
    served.desk.tell(collapse())
    served.desk.tell(collapse_later(), at=NOW + hours(5))
    reader.page.set_viewport_size({"width": width, "height": 800})
    for path in ("/?since=30d", "/event/1", "/story/1", "/review"):
        page = reader.open(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert page.locator("h1").count() == 1
