"""The pages, judged by axe-core: nothing that keeps somebody from reading or reaching what is there."""

import json
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import Engine, update

from alerts.tables import delivery as delivery_table
from crawler.flags.flag import Flag, Label
from crawler.store.database import writing
from tests.alerts.making import NOW, collapse, collapse_later, hours
from tests.browsers import chromium
from tests.conftest import ROOT, require
from tests.scheduler.console.desk import Desk
from tests.scheduler.console.on_the_wire import on_a_port
from tests.scheduler.console.people import asking, logged_in, pages, rehearsed
from tests.scheduler.console.test_desk_pages import told, watched
from tests.scheduler.console.test_now import ELSEWHERE, MEETING

__all__ = ["chromium"]
AXE = ROOT / ".judges" / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]


@pytest.fixture
def desk(sqlite_engine: Engine) -> Desk:
    """A console with something on every page."""
    one = asking(sqlite_engine)
    watched(sqlite_engine)
    told(one)
    with writing(sqlite_engine) as connection:
        connection.execute(update(delivery_table).values(state="unknown", last_error="timed out", ended_at=NOW))
    doubt = Flag(label=Label.CASUALTY, flagged=False, score=0.3, review=True)
    one.tell(ELSEWHERE, MEETING, replace(collapse(url="https://news.example/9", outlet="صحيفة"), casualty=doubt))
    one.tell(collapse_later(), at=NOW + hours(5))
    one.now = NOW + hours(6)
    return one


def findings(page: Page) -> list[tuple[str, str, str]]:
    """What axe finds that is serious or critical: rule, where, and why."""
    require(AXE.exists() or None, "what scripts/judges.sh installs")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
    return [
        (one["id"], json.dumps(node["target"]), node["failureSummary"])
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_nothing_serious_is_found_on_any_page(chromium: Browser, desk: Desk, language: str, colours: Any) -> None:
    """As an editor sees it, with every button, and the login as nobody does."""
    key = logged_in(desk, "salma").cookies["rasid"]
    with on_a_port(desk) as place:
        base = f"http://{place}"
        known = {"language": language, "zone": "Asia/Damascus", "rasid": key}
        seen = chromium.new_context(color_scheme=colours, timezone_id="Asia/Damascus")
        seen.add_cookies([{"name": name, "value": value, "url": base} for name, value in known.items()])
        page = seen.new_page()
        paths = [*pages(desk), "/nowhere"]
        assert {"/", "/event/1", "/event/1/merge?with=2", "/story/1", "/feeds", "/subscriptions"} <= set(paths)
        rehearsed(desk)
        wrong = {}
        for path in paths:
            if path == "/login":
                seen.clear_cookies(name="rasid")
            page.goto(f"{base}{path}", wait_until="domcontentloaded")
            assert unquote(page.url) == unquote(f"{base}{path}")
            if path == "/status":
                page.wait_for_selector("#status h2")
            if path == "/subscriptions":
                page.locator(".would .messages summary").click()
            if path == "/event/1":
                page.locator(".by-hand > details > summary").click()
            wrong[path] = findings(page)
            if path == "/login":
                seen.add_cookies([{"name": "rasid", "value": key, "url": base}])
        seen.close()
    assert {path: some for path, some in wrong.items() if some} == {}


def test_the_judge_finds_what_is_wrong(chromium: Browser) -> None:
    """Else its silence would prove nothing."""
    page = chromium.new_page()
    page.set_content(
        '<html lang="xx"><title>x</title><main><h1>x</h1><img src="x"><p style="color:#eee">pale words</p></main>'
    )
    assert {rule for rule, _where, _why in findings(page)} >= {"image-alt", "color-contrast", "html-lang-valid"}
    page.close()
