"""Logging in with a browser: by plain forms, whatever it sends along, and back to where its reader wanted to be."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine

from crawler.store.database import reading
from crawler.store.labels import labelled_stories
from tests.alerts.making import collapse
from tests.browsers import headless
from tests.scheduler.console.desk import Desk
from tests.scheduler.console.on_the_wire import on_a_port
from tests.scheduler.console.people import WORDS, asking

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser to which names under .example lead to this machine."""
    with headless("--host-resolver-rules=MAP *.example 127.0.0.1") as browser:
        yield browser


@pytest.fixture
def desk(sqlite_engine: Engine) -> Desk:
    """A console that asks who comes, also by a name that is no loopback's, with one event."""
    one = asking(sqlite_engine, hosts=["desk.example"])
    one.tell(collapse())
    return one


@pytest.fixture(params=["127.0.0.1", "desk.example"])
def address(request: pytest.FixtureRequest, desk: Desk) -> Iterator[str]:
    """Where it is, as a place that browsers trust, and as one without TLS of which they say less."""
    with on_a_port(desk) as place:
        yield f"http://{request.param}:{place.rpartition(':')[2]}"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A window of a telephone's width."""
    context = chromium.new_context(viewport={"width": 360, "height": 720})
    yield context.new_page()
    context.close()


def fill(page: Page, name: str, word: str) -> None:
    """Logs in by keyboard."""
    page.locator("#login-name").fill(name)
    page.locator("#login-password").fill(word)
    page.keyboard.press("Enter")


def test_an_editor_logs_in_decides_and_leaves(page: Page, address: str, desk: Desk) -> None:
    """The address that he was sent opens after the login, his buttons work, and after leaving nothing does."""
    page.goto(f"{address}/story/1")
    expect(page).to_have_url(f"{address}/login?next=/story/1")
    expect(page.locator("#login-name")).to_be_focused()
    fill(page, "salma", "not her password")
    expect(page.locator(".login [role=alert]")).to_be_visible()
    fill(page, "salma", WORDS["salma"])
    expect(page).to_have_url(f"{address}/story/1")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("#flag-casualty ~ form button[value=no]").click()
    expect(page.locator('.flag button[aria-pressed="true"]')).to_have_count(1)
    with reading(desk.engine) as connection:
        assert [one.casualty for one in labelled_stories(connection)] == [False]
    page.locator(".choices button[name=language]").first.click()
    expect(page).to_have_url(f"{address}/story/1")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator("form.leave button").click()
    expect(page).to_have_url(f"{address}/login")
    page.go_back()
    expect(page.locator("#login-name")).to_be_visible()


def test_a_reader_has_no_buttons_and_a_live_list(page: Page, address: str, desk: Desk) -> None:
    """What is not for him is not there; the list goes on as for everybody."""
    page.goto(f"{address}/")
    fill(page, "karim", WORDS["karim"])
    expect(page.locator("#alive")).to_have_class("alive lives")
    page.goto(f"{address}/story/1")
    expect(page.locator(".flag")).to_have_count(2)
    expect(page.locator(".flag button")).to_have_count(0)
    page.goto(f"{address}/review")
    for key in "jkcdnu":
        page.keyboard.press(key)
    with reading(desk.engine) as connection:
        assert labelled_stories(connection) == []


def test_an_open_page_whose_session_is_over_goes_to_the_login(page: Page, address: str) -> None:
    """When a piece of it is asked for, not at some later click; afterwards it is where it was."""
    page.goto(f"{address}/story/1")
    fill(page, "salma", WORDS["salma"])
    expect(page.locator(".flag")).to_have_count(2)
    page.context.clear_cookies(name="rasid")
    page.locator(".flag button[value=no]").first.click()
    expect(page).to_have_url(f"{address}/login?next=/story/1")


def test_another_site_cannot_send_a_form(page: Page, address: str, desk: Desk) -> None:
    """Not even with the cookie that its visitor's browser holds, and not to the login either."""
    page.goto(f"{address}/story/1")
    fill(page, "salma", WORDS["salma"])
    token = page.locator(".flag input[name=token]").first.get_attribute("value")
    for path, field in (("/story/1/label", "casualty"), ("/login", "name"), ("/logout", "x")):
        page.goto("about:blank")
        form = f"<form method=post action='{address}{path}'><input name=token value='{token}'>"
        page.set_content(f"{form}<input name={field} value=no><button>win</button></form>")
        with page.expect_response(f"{address}{path}") as told:
            page.locator("button").click()
        assert told.value.status == 403, path
    with reading(desk.engine) as connection:
        assert labelled_stories(connection) == []
    page.goto(f"{address}/story/1")
    expect(page.locator("form.leave")).to_be_visible()
