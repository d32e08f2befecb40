"""Draws every page of the console as people see it: python -m tests.scheduler.console.draw FOLDER [WORD ...]

In both languages, light and dark, on a desk (1280 pixels) and a telephone (390), and an event as it is printed, with a
made-up day (`scene`). WORDs keep those whose name has one of them, as `now-ar`. It says which run out of their page
sideways, and on how many sheets an event prints. `python -m tests.scheduler.console.draw --main docs/console.png` draws
the picture of README.md.
"""

import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from crawler.store.database import connect, migrate
from scheduler.settings import MIGRATIONS
from tests.browsers import headless
from tests.scheduler.console.desk import Desk
from tests.scheduler.console.on_the_wire import on_a_port
from tests.scheduler.console.scene import desk_of_today, hostile

WIDTHS = {"desk": 1280, "phone": 390}


def main() -> None:
    """The pictures."""
    folder, wanted = sys.argv[1], sys.argv[2:]
    with tempfile.TemporaryDirectory() as place, _desk(Path(place)) as desk, headless() as browser:
        if folder == "--main":
            _main_picture(browser, desk, Path(wanted[0]))
        else:
            Path(folder).mkdir(parents=True, exist_ok=True)
            _all(browser, desk, Path(folder), wanted)


@contextmanager
def _desk(folder: Path) -> Iterator[Desk]:
    engine = connect(f"sqlite:///{folder}/rasid.db")
    migrate(engine, MIGRATIONS)
    yield desk_of_today(engine)
    engine.dispose()


def _paths(desk: Desk) -> dict[str, str]:
    """The pages by the names of their pictures: those that are the most crowded of their kind."""
    events = desk.get("/api/events?words=إدلب").json()["events"]
    strike = max(events, key=lambda one: int(one["reports"]))["id"]
    other = next(one["id"] for one in desk.get("/api/events").json()["events"] if one["id"] != strike)
    whole = desk.get(f"/api/events/{strike}").json()
    stories = [one["story_id"] for one in whole["reports"]]
    odds = desk.get("/api/search?q=مستودع").json()["stories"][0]["id"]
    return {
        "now": "/", "now-filtered": "/?flag=diplomacy&since=48h", "now-empty": "/?country=IS",
        "event": f"/event/{strike}", "event-small": f"/event/{other}", "story": f"/story/{odds}",
        "story-edited": f"/story/{min(stories)}",
        "review": "/review", "search": "/search?q=سوق إدلب", "search-events": "/search?in=events&q=قتلى",
        "search-none": "/search?q=زرافة", "search-start": "/search", "feeds": "/feeds",
        "subscriptions": "/subscriptions", "alerts": "/alerts", "status": "/status",
        "merging": f"/event/{strike}/merge?with={other}", "splitting": f"/event/{strike}/split?story={max(stories)}",
        "nowhere": "/nowhere", "refused": f"/event/{strike}/merge?with=999999", "login": "/login",
    }  # fmt: skip


def _all(browser: Browser, desk: Desk, folder: Path, wanted: list[str]) -> None:
    paths = _paths(desk)
    with on_a_port(desk) as place:
        for language, colours, width in product(("ar", "en"), ("light", "dark"), WIDTHS):
            digits = "arab" if (language, colours) == ("ar", "dark") else "latn"
            page = _window(browser, f"http://{place}", WIDTHS[width], language, colours, digits)
            for name, path in paths.items():
                _draw(page, f"http://{place}{path}", folder, f"{name}-{language}-{colours}-{width}", wanted)
            page.context.close()
        hostile(desk)
        page = _window(browser, f"http://{place}", 390, "ar", "light", "latn")
        _draw(page, f"http://{place}/", folder, "hostile-ar-light-phone", wanted)


def _window(browser: Browser, base: str, width: int, language: str, colours: Any, digits: str) -> Page:
    seen = browser.new_context(
        viewport={"width": width, "height": 800}, timezone_id="Asia/Damascus", color_scheme=colours
    )
    known = {"language": language, "zone": "Asia/Damascus", "digits": digits}
    seen.add_cookies([{"name": name, "value": value, "url": base} for name, value in known.items()])
    return seen.new_page()


def _draw(page: Page, address: str, folder: Path, name: str, wanted: list[str]) -> None:
    if wanted and not any(word in name for word in wanted):
        return
    page.goto(address)
    if name.startswith("status"):
        page.wait_for_selector("#status h2")
    if name.startswith("subscriptions"):
        page.wait_for_selector(".subscription:last-child .would", timeout=60_000)
    if name.startswith("event-ar") or name.startswith("event-en"):
        page.evaluate("for (const one of document.querySelectorAll('.by-hand details')) one.open = true")
    if name.startswith("now-") and "empty" not in name:
        page.wait_for_selector("#alive.lives")
    page.screenshot(path=folder / f"{name}.png", full_page=True)
    sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if sideways > 0:
        sys.stdout.write(f"{name}: {sideways} pixels too wide\n")
    if name.startswith("event") and name.endswith("light-desk"):
        page.emulate_media(media="print")
        sheets = sheets_of(page)
        sys.stdout.write(f"{name}: {sheets} sheets\n")
        page.set_viewport_size({"width": 703, "height": 1000})
        page.screenshot(path=folder / f"{name}-print.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 800})
        page.emulate_media(media="screen")


def sheets_of(page: Page) -> int:
    """On how many sheets of A4 a page is printed."""
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def _main_picture(browser: Browser, desk: Desk, out: Path) -> None:
    """The list in Arabic, as wide as README.md shows it."""
    with on_a_port(desk) as place:
        page = _window(browser, f"http://{place}", 1180, "ar", "light", "latn")
        page.set_viewport_size({"width": 1180, "height": 860})
        page.goto(f"http://{place}/")
        page.wait_for_selector("#alive.lives")
        page.screenshot(path=out)
        page.context.close()


if __name__ == "__main__":
    main()
