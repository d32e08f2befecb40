"""The desk's pages in a browser, in both languages: by keyboard, narrow, quiet."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine

from crawler.store.database import reading
from crawler.store.feeds import list_feeds
from crawler.understanding import ReadStory
from scheduler.settings import Settings
from tests.alerts.making import collapse, collapse_later
from tests.browsers import chromium
from tests.crawler.spiders.stand import Stand
from tests.scheduler.console.draw import sheets_of
from tests.scheduler.console.scene import scene
from tests.scheduler.console.test_browser import Reading, Served
from tests.scheduler.console.test_feeds_page import publish, stand
from tests.scheduler.console.test_regrouping import RAID
from tests.scheduler.console.test_story import HOSTILE

__all__ = ["chromium", "stand"]
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

SUBSCRIPTION = {"name": "الكل", "to": ["console:"], "flood_messages": 0, "when": "hourly"}


class FullyServed(Served):
    """The role with a subscription, and leave to look at loopback."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        more = {"subscription": [SUBSCRIPTION], "crawler": {"allow_private_hosts": ["127.0.0.1"], "delay_per_host": 0}}
        store = {"database": str(engine.url), "redis": "redis://127.0.0.1:1"}
        self._settings = Settings.model_validate({**self._settings.model_dump(), "store": store, **more})


@pytest.fixture
def served(sqlite_engine: Engine) -> Iterator[FullyServed]:
    """A running console."""
    with FullyServed(sqlite_engine) as one:
        yield one


@pytest.fixture(params=["ar", "en"])
def reader(request: pytest.FixtureRequest, chromium: Browser, served: FullyServed) -> Iterator[Reading]:
    """A reader of each language."""
    one = Reading(chromium, served, language=request.param)
    yield one
    one.close()


def tell(served: Served, *stories: ReadStory, hours_ago: float = 1) -> list[int]:
    """Stories of these days."""
    at = datetime.now(UTC) - timedelta(hours=hours_ago)
    return served.desk.tell(*(replace(one, story=replace(one.story, published=at)) for one in stories), at=at)


def fits(page: Page) -> bool:
    """Whether nothing runs out of the page sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_search_goes_by_keyboard(served: FullyServed, reader: Reading) -> None:
    """The cursor stands where words are written; Enter finds, and what is found can be reached and followed."""
    tell(served, collapse(), RAID)
    page = reader.open("/search")
    expect(page.locator(".empty")).to_be_visible()
    page.keyboard.type("غاره")
    page.keyboard.press("Enter")
    expect(page.locator(".hit")).to_have_count(1)
    expect(page.locator("mark.found").first).to_contain_text("غارة")
    page.locator(".tabs a").nth(1).click()
    expect(page.locator(".card")).to_have_id("event-2")
    page.locator(".tabs a").nth(0).click()
    page.locator(".hit h2 a").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/story/2")


def test_a_feed_is_looked_at_added_and_paused(served: FullyServed, reader: Reading, stand: Stand) -> None:
    """Without leaving the page: the address, what stands there, its row."""
    publish(stand)
    page = reader.open("/feeds")
    page.locator("input[name=url]").fill(stand.url("/"))
    page.keyboard.press("Enter")
    expect(page.locator(".seen")).to_be_visible(timeout=30_000)
    expect(page.locator(".seen .rows li")).to_have_count(2)
    page.locator(".seen input[name=name]").fill("mina")
    page.locator(".seen button").click()
    page.wait_for_url("**/feeds#feed-mina")
    row = page.locator("#feed-mina")
    expect(row).to_be_visible()
    row.locator("button").click()
    expect(page.locator("#feed-mina")).to_have_class("feed-paused")
    page.locator("#feed-mina button").click()
    expect(page.locator("#feed-mina")).to_have_class("feed-new")
    with reading(served.desk.engine) as connection:
        assert [(one["name"], one["active"]) for one in list_feeds(connection)] == [("mina", True)]


def test_a_list_of_feeds_comes_in(reader: Reading) -> None:
    """By the file field of a plain form."""
    page = reader.open("/feeds")
    page.locator(".lists summary").click()
    body = '<opml version="2.0"><body><outline text="x" xmlUrl="https://two.example/rss"/></body></opml>'
    page.locator("input[type=file]").set_input_files(
        [{"name": "feeds.opml", "mimeType": "text/xml", "buffer": body.encode()}]
    )
    page.locator(".lists button").click()
    expect(page.get_by_text("https://two.example/rss")).to_be_visible()
    reader.open("/feeds")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_what_a_subscription_would_have_sent_comes_by_itself(served: FullyServed, reader: Reading) -> None:
    """The page stands at once; the messages follow, each with its words."""
    tell(served, collapse(), RAID, hours_ago=30)
    page = reader.open("/subscriptions")
    expect(page.locator(".subscription h2")).to_have_text("الكل")
    expect(page.locator(".would")).to_be_visible(timeout=60_000)
    assert page.locator(".messages > li").count() >= 1
    page.locator(".messages summary").first.click()
    expect(page.locator(".words").first).to_be_visible()
    assert fits(page)


def test_events_are_merged_and_parted_by_hand(served: FullyServed, reader: Reading) -> None:
    """From the event's page over the page that shows what comes of it, and back by the history."""
    tell(served, collapse(), RAID)
    page = reader.open("/event/1")
    page.locator(".by-hand summary").click()
    page.locator('.by-hand a[href="/event/1/merge?with=2"]').click()
    expect(page.locator(".card")).to_have_count(2)
    page.locator("input[name=note]").fill("غارة واحدة")
    page.locator(".confirm button").click()
    page.wait_for_url("**/event/1#history")
    expect(page.locator("#history")).to_contain_text("غارة واحدة")
    expect(page.locator(".timeline > li")).to_have_count(2)
    page.locator("#history .undo").click()
    page.locator(".confirm button").click()
    page.wait_for_url("**/event/1#history")
    expect(page.locator(".timeline > li")).to_have_count(1)


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_fits_and_is_quiet(served: FullyServed, reader: Reading, width: int) -> None:
    """On a telephone and on a desk, also with a hostile title: no error, one heading, nothing out of the page."""
    tell(served, collapse(), replace(RAID, story=replace(RAID.story, title=HOSTILE)))
    tell(served, collapse_later(), hours_ago=0.5)
    reader.page.set_viewport_size({"width": width, "height": 800})
    paths = ("/search", "/search?q=%D8%AD%D9%84%D8%A8", "/search?in=events&q=%D9%82%D8%AA%D9%84", "/feeds", "/alerts",
             "/subscriptions", "/event/1/merge?with=2", "/event/1/split?story=3", "/event/1", "/status")  # fmt: skip
    for path in paths:
        page = reader.open(path)
        assert fits(page), path
        assert page.locator("h1").count() == 1, path
        assert page.locator("main script, main img, [style]").count() == 0, path
        assert page.locator("input:not([type=hidden]):not([aria-label])").evaluate_all(
            "all => all.every(one => one.labels.length > 0)"
        ), path


def test_an_event_is_printed_on_one_sheet(served: FullyServed, reader: Reading) -> None:
    """Of eight reports that tell other numbers over ten hours: what counts, who says so, and in whose time."""
    scene(served.desk)
    asked = served.desk.get("/api/events?words=إدلب").json()["events"]
    busiest = max(asked, key=lambda one: int(one["reports"]))
    assert busiest["reports"] >= 8
    page = reader.open(f"/event/{busiest['id']}")
    assert page.locator(".toll").count() >= 2
    assert sheets_of(page) == 1
    page.emulate_media(media="print")
    expect(page.locator(".foot")).to_be_visible()
    expect(page.locator(".standing-stands").first).to_be_visible()


def test_on_a_telephone_no_table_is_cut_off(served: FullyServed, reader: Reading) -> None:
    """Each value of a row stands within the page, with the name of its column."""
    scene(served.desk)
    reader.page.set_viewport_size({"width": 390, "height": 800})
    event = max(served.desk.get("/api/events").json()["events"], key=lambda one: int(one["reports"]))["id"]
    for path in ("/feeds", "/alerts", "/status", f"/event/{event}"):
        page = reader.open(path)
        expect(page.locator(".scroll td").first).to_be_visible()
        cut = page.locator(".scroll").evaluate_all("all => all.filter(one => one.scrollWidth > one.clientWidth).length")
        assert cut == 0, path


def test_a_private_address_is_refused_on_the_page(served: FullyServed, reader: Reading, stand: Stand) -> None:
    """What the settings do not let be fetched is said where the look would be."""
    publish(stand)
    page = reader.open("/feeds")
    page.locator("input[name=url]").fill("http://10.0.0.1/feed")
    page.locator(".adding button.main").click()
    expect(page.locator("#looked .note")).to_contain_text("10.0.0.1", timeout=30_000)
    expect(page.locator("#looked .note")).to_contain_text("address_refused")
    assert stand.asked == []
