"""*Feeds*: an address is looked at behind the guard, what stands there is added, lists go in and out, feeds pause."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from sqlalchemy import Engine

from crawler.news import Feed
from crawler.store.database import reading, writing
from crawler.store.feeds import add_feed, due_feeds, list_feeds, pause_feed, put_feeds, remove_feed, sync_feeds
from scheduler.console.uploads import MOST_UPLOADED, parts_in
from scheduler.settings import ConsoleSection, Settings
from tests.alerts.making import NOW
from tests.crawler.spiders.stand import Stand
from tests.crawler.spiders.stand import feed as rss
from tests.scheduler.console.desk import AT, Desk, all_in, words_of

FEED = Feed(name="mina", url="https://mina.example/feed", outlet="الميناء")


@pytest.fixture
def stand() -> Iterator[Stand]:
    """A site on loopback."""
    one = Stand()
    yield one
    one.close()


def desk_of(engine: Engine, *, may_fetch: bool = True) -> Desk:
    """A desk whose settings let loopback be fetched, or not."""
    desk = Desk(engine, section=ConsoleSection())
    crawler: dict[str, Any] = {"allow_private_hosts": ["127.0.0.1"] if may_fetch else [], "delay_per_host": 0}
    store = {"database": str(engine.url), "redis": "redis://127.0.0.1:1"}
    desk.app.settings = Settings.model_validate({"store": store, "crawler": crawler})
    return desk


def publish(stand: Stand) -> str:
    """A site whose front page declares a feed of two items; the address of that."""
    links = [stand.url("/news/1000"), stand.url("/news/2000")]
    titles = dict(zip(links, ["مصرع 14 شخصا في سيول شرقي السودان", "<b>مباحثات</b> عمانية إيرانية"], strict=True))
    text = rss(*links, titles=titles).replace("موقع الاختبار", "صحيفة الميناء")
    for number, link in enumerate(links):
        date = format_datetime(datetime.now(UTC) - timedelta(hours=number + 1), usegmt=True)
        text = text.replace(f"{link}</guid>", f"{link}</guid><pubDate>{date}</pubDate>")
    stand.put("/feed", text, Content_Type="application/rss+xml; charset=utf-8")
    link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    stand.put("/", f"<html><head><title>الميناء</title>{link}</head><body><p>أهلا</p></body></html>")
    return stand.url("/feed")


def rows(engine: Engine) -> dict[str, dict[str, Any]]:
    """The feeds by their names."""
    with reading(engine) as connection:
        return {row["name"]: row for row in list_feeds(connection)}


def test_a_site_is_looked_at_and_its_feed_added(sqlite_engine: Engine, stand: Stand) -> None:
    """By the site's address: what its feed brings is shown before it is watched, and nothing is kept until then."""
    desk, url = desk_of(sqlite_engine), publish(stand)
    answer = desk.post("/feeds/look", {"url": stand.url("/")}, **{"hx-request": "true", "cookie": "language=en"})
    assert answer.status_code == 200
    assert all_in(answer.text, ["صحيفة الميناء", url, "مصرع 14 شخصا", f'name="url" value="{url}"', "Watch it"])
    assert "<html" not in answer.text
    assert rows(sqlite_engine) == {}
    name = "mina"
    done = desk.post("/feeds", {"url": url, "kind": "feed", "outlet": "الميناء", "name": name, "country": "lb"})
    assert (done.status_code, done.headers["location"]) == (303, "/feeds#feed-mina")
    row = rows(sqlite_engine)[name]
    assert (row["url"], row["outlet"], row["country"], row["origin"]) == (url, "الميناء", "LB", "added")
    again = desk.post("/feeds/look", {"url": url}, cookie="language=en")
    assert "watched already, as &#39;mina&#39;" in again.text
    assert 'action="/feeds"' not in again.text


def test_a_private_address_is_not_fetched(sqlite_engine: Engine, stand: Stand) -> None:
    """Unless the configuration allows it: the guard stands before the look, whatever a form or a program asks for."""
    desk, url = desk_of(sqlite_engine, may_fetch=False), publish(stand)
    page = desk.post("/feeds/look", {"url": url}, cookie="language=en").text
    assert "127.0.0.1" in words_of(page)
    assert "Watch it" not in page
    for address in (stand.url("/"), "http://localhost:8080/"):
        answer = desk.browser.post("/api/feeds/look", json={"url": address, "kind": "page"}).json()
        assert (answer["feeds"], "address_refused" in answer["why"]) == ([], True), answer
    assert stand.asked == []


@pytest.mark.parametrize("url", ["file:///etc/passwd", "gopher://x", "javascript:alert(1)", "", "http://" + "a" * 3000])
def test_what_is_no_address_of_the_web_is_refused(sqlite_engine: Engine, url: str) -> None:
    """With a sentence, before anything is asked."""
    desk = desk_of(sqlite_engine)
    answer = desk.browser.post("/api/feeds/look", json={"url": url})
    assert (answer.status_code, list(answer.json())) == (409, ["error"])
    assert desk.browser.post("/api/feeds", json={"url": url}).status_code == 409
    assert rows(sqlite_engine) == {}


@pytest.mark.parametrize("path", ["/feeds/look", "/feeds", "/feeds/pause", "/feeds/resume", "/feeds/import"])
def test_every_action_needs_the_token(desk: Desk, path: str) -> None:
    """A form of another site has none; and the API takes nothing that a form can send."""
    assert desk.browser.post(path, data={"url": "https://mina.example", "token": "guessed"}).status_code == 403
    if path != "/feeds/import":
        as_form = desk.browser.post(f"/api{path}", data={"url": "https://mina.example"})
        assert as_form.status_code == 415
        assert desk.browser.post(f"/api{path}", json=["x"]).status_code == 400
        assert desk.browser.post(f"/api{path}", json={"url": 5, "name": 5}).status_code == 400
        elsewhere = desk.browser.post(f"/api{path}", json={"url": "x"}, headers={"origin": "https://evil.example"})
        assert elsewhere.status_code == 403


def test_a_feed_is_paused_and_resumed(engine: Engine) -> None:
    """Paused, it is not due, stands last and says so; a reload of the configuration does not wake it."""
    desk = Desk(engine)
    with writing(engine) as connection:
        sync_feeds(connection, [FEED, Feed(name="other", url="https://other.example/feed", outlet="x")],
                   "configured", NOW)  # fmt: skip
    assert desk.post("/feeds/pause", {"name": "mina"}).headers["location"] == "/feeds#feed-mina"
    with writing(engine) as connection:
        sync_feeds(connection, [FEED, Feed(name="other", url="https://other.example/feed", outlet="y")],
                   "configured", NOW)  # fmt: skip
        assert [one.feed.name for one in due_feeds(connection, NOW, 10)] == ["other"]
    page = desk.text("/feeds", language="en")
    assert page.index('id="feed-other"') < page.index('id="feed-mina"')
    assert all_in(words_of(page), ["paused 1", "Resume"])
    refused = desk.post("/feeds/pause", {"name": "mina"}, cookie="language=en")
    assert (refused.status_code, "no watched feed named" in refused.text) == (409, True)
    desk.now = NOW + timedelta(hours=1)
    assert desk.browser.post("/api/feeds/resume", json={"name": "mina"}).json() == {"name": "mina"}
    with reading(engine) as connection:
        assert {one.feed.name for one in due_feeds(connection, desk.now, 10)} == {"other", "mina"}
    assert desk.browser.post("/api/feeds/resume", json={"name": "mina"}).status_code == 409


def test_a_paused_feed_ends_with_its_place(engine: Engine) -> None:
    """Taken out of the file, removed, or added anew, it is paused no more."""
    with writing(engine) as connection:
        sync_feeds(connection, [FEED], "configured", NOW)
        assert pause_feed(connection, "mina", NOW)
        sync_feeds(connection, [], "configured", NOW)
        assert list_feeds(connection)[0]["paused_at"] is None
        add_feed(connection, FEED, NOW)
        assert pause_feed(connection, "mina", NOW)
        add_feed(connection, FEED, NOW)
        assert (list_feeds(connection)[0]["active"], list_feeds(connection)[0]["paused_at"]) == (True, None)
        assert pause_feed(connection, "mina", NOW)
        assert remove_feed(connection, "mina")
        assert (list_feeds(connection)[0]["active"], list_feeds(connection)[0]["paused_at"]) == (False, None)


def test_lists_go_out_and_come_in(engine: Engine) -> None:
    """What one console gives out, another takes in; a second time all of it is known."""
    desk = Desk(engine)
    with writing(engine) as connection:
        put_feeds(connection, [FEED], "configured", NOW)
    given = desk.get("/feeds.opml")
    assert "attachment" in given.headers["content-disposition"]
    assert "https://mina.example/feed" in given.text
    more = given.text.replace(
        "</body>",
        '<outline text="ثان" type="rss" xmlUrl="https://two.example/rss"/>'
        '<outline text="x" type="rss" xmlUrl=""/></body>',
    )
    page = words_of(upload(desk, more.encode()).text)
    assert all_in(page, ["Added 1", "Watched before 1", "Left out 1", "https://two.example/rss"])
    assert [row["url"] for row in rows(engine).values()].count("https://two.example/rss") == 1
    assert "Added 0" in words_of(upload(desk, more.encode()).text)
    broken = upload(desk, b"<html></html>")
    assert (broken.status_code, "no OPML" in broken.text) == (409, True)
    assert upload(desk, b"x" * MOST_UPLOADED).status_code == 413


def upload(desk: Desk, content: bytes) -> Any:
    """The import's answer, in English."""
    return desk.browser.post(
        "/feeds/import", data={"token": desk.app.token.value}, files={"file": ("feeds.opml", content, "text/x-opml")},
        headers={"origin": AT, "cookie": "language=en"},
    )  # fmt: skip


def test_a_form_with_a_file_is_read_byte_by_byte() -> None:
    """Whatever stands in the file; and what is no such form has no fields."""
    content = bytes(range(256)) + b"\r\n--almost\r\n"
    body = (
        b'--b\r\nContent-Disposition: form-data; name="token"\r\n\r\nabc\r\n'
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="x.opml"\r\n'
        b"Content-Type: application/octet-stream\r\n\r\n" + content + b"\r\n--b--\r\n"
    )
    found = parts_in(body, "multipart/form-data; boundary=b")
    assert found["token"] == b"abc"
    assert found["file"] == content
    for wrong in ("text/plain", "multipart/form-data", "multipart/form-data; boundary=b\r\nX: y", ""):
        assert parts_in(body, wrong) == {}


def test_the_api_lists_what_the_page_shows(desk: Desk) -> None:
    """With counts of days, and moments in ISO 8601."""
    with writing(desk.engine) as connection:
        put_feeds(connection, [FEED], "configured", NOW)
    [answer] = desk.get("/api/feeds").json()["feeds"]
    assert (answer["name"], answer["state"], answer["items"]) == ("mina", "new", [0] * 7)
    assert answer["next_visit_at"] == NOW.isoformat()
