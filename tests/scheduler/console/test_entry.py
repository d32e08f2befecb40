"""Who may what: readers look, editors decide, programs carry a token, and a reader of feeds sees lists alone."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from alerts.store import event_by_id
from crawler.store.database import reading, writing
from crawler.store.labels import labelled_stories
from scheduler.console import sessions
from scheduler.console.accounts import Account
from scheduler.console.entry import LOOKED_AT_EVERY, Passage, passage
from scheduler.console.visitors import ANYBODY, NOBODY, Role, Visitor, Way, present
from tests.alerts.making import collapse, collapse_later, hours
from tests.scheduler.console.desk import AT, Desk
from tests.scheduler.console.people import TOKENS, asking, filled, logged_in, pages, rehearsed, token_in, window
from tests.scheduler.console.test_desk_pages import watched
from tests.scheduler.console.test_now import MEETING

OPEN_FORMS = {"/login", "/logout", "/preferences"}


@pytest.fixture
def desk(sqlite_engine: Engine) -> Desk:
    """A console that asks who comes, with feeds, an event of two reports and another."""
    one = asking(sqlite_engine)
    watched(sqlite_engine)
    one.tell(collapse(), MEETING)
    one.tell(collapse_later(), at=one.now + hours(5))
    one.now += hours(6)
    return one


def posts(desk: Desk) -> list[str]:
    """Every address that something is posted to which changes something."""
    paths = [filled(route.path) for route in desk.app.routes if "POST" in (route.methods or ())]
    return [path for path in paths if path not in OPEN_FORMS]


def forms(desk: Desk) -> list[str]:
    """Those that take a form."""
    return [path for path in posts(desk) if not path.startswith("/api/")]


def orders(desk: Desk) -> list[str]:
    """Those that take JSON of a program."""
    return [path for path in posts(desk) if path.startswith("/api/")]


def test_there_are_forms(desk: Desk) -> None:
    """Else the tests of all of them would hold whatever the console does."""
    wanted = {"/story/1/label", "/alerts/1/replay", "/event/1/merge", "/event/1/split", "/feeds", "/feeds/import",
              filled("/subscriptions/{name}/test")}  # fmt: skip
    assert wanted <= set(forms(desk))
    assert {"/api/stories/1/flags", "/api/events/1/merge", "/api/feeds/look"} <= set(orders(desk))


def test_a_reader_can_send_no_form(desk: Desk) -> None:
    """None that is there, also with his own token, and by no other method; he is told that it is not for him."""
    browser = logged_in(desk, "karim")
    token = token_in(browser.get("/").text)
    for path in forms(desk):
        answer = browser.post(path, data={"token": token, "casualty": "yes"}, headers={"origin": AT})
        assert answer.status_code == 403, path
        assert "للمحررين" in answer.text, path
    with reading(desk.engine) as connection:
        assert labelled_stories(connection) == []


def test_an_editor_needs_the_token_of_his_own_pages(desk: Desk) -> None:
    """Not none, not a guess, not that of the login and not another editor's, for each form that there is."""
    browser, other = logged_in(desk, "salma"), logged_in(desk, "salma", address="10.1.1.2")
    strangers = ({}, {"token": "guess"}, {"token": desk.app.token.value}, {"token": token_in(other.get("/").text)})
    for path in forms(desk):
        for stranger in strangers:
            answer = browser.post(path, data={"casualty": "yes", **stranger}, headers={"origin": AT})
            assert answer.status_code == 403, (path, stranger)
    own = {"token": token_in(browser.get("/story/1").text), "casualty": "yes"}
    assert browser.post("/story/1/label", data=own, headers={"origin": "https://evil.example"}).status_code == 403
    assert browser.post("/story/1/label", data=own, headers={"sec-fetch-site": "same-site"}).status_code == 403
    assert browser.post("/story/1/label", data=own, headers={"origin": AT}).status_code == 303


def test_a_reader_can_give_no_order(desk: Desk) -> None:
    """By his login as little as by a token, whatever the type; nobody at all is asked who he is."""
    reader, board, feeds = logged_in(desk, "karim"), carrying(desk, "board"), carrying(desk, "inoreader")
    for path in orders(desk):
        for browser in (reader, board, feeds):
            assert browser.post(path, json={"casualty": "yes", "with": 2}).status_code == 403, path
            assert list(browser.post(path, data={"casualty": "yes"}).json()) == ["error"], path
        assert window(desk).post(path, json={"with": 2}).status_code == 401, path
    with reading(desk.engine) as connection:
        assert labelled_stories(connection) == []


def test_an_order_of_another_site_is_none(desk: Desk) -> None:
    """A form cannot send JSON, and a script of another site is told from ours by what its browser says of it."""
    browser = logged_in(desk, "salma")
    for path in orders(desk):
        plain = browser.post(path, content=b'{"casualty": "yes"}', headers={"content-type": "text/plain"})
        assert plain.status_code == 415, path
        for stranger in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
            assert browser.post(path, json={"casualty": "yes"}, headers=stranger).status_code == 403, path
    with reading(desk.engine) as connection:
        assert labelled_stories(connection) == []
    assert browser.post("/api/stories/1/flags", json={"casualty": "yes"}).status_code == 200


def doers(desk: Desk) -> list[str | None]:
    """Whom the history of event 1 names."""
    with reading(desk.engine) as connection:
        event = event_by_id(connection, 1)
    assert event is not None
    return [one.who for one in event.history]


def test_the_history_names_who_did_it(desk: Desk, sqlite_engine: Engine) -> None:
    """The name of his token or of his login; where nobody is asked, the console."""
    assert carrying(desk, "robot").post("/api/events/1/merge", json={"with": 2}).status_code == 200
    assert doers(desk) == ["robot"]
    salma = logged_in(desk, "salma")
    page = salma.get("/event/1/split?story=2").text
    shown = dict(re.findall(r'name="(token|stories|revision)" value="([^"]+)"', page))
    assert salma.post("/event/1/split", data=shown, headers={"origin": AT}).status_code == 303
    assert set(doers(desk)) == {"robot", "salma"}
    open_to_all = Desk(sqlite_engine, now=desk.now)
    assert open_to_all.browser.post("/api/events/1/merge", json={"with": 3}).status_code == 200
    assert set(doers(desk)) == {"robot", "salma", "console"}


def test_nobody_can_log_another_out(desk: Desk) -> None:
    """A form of another site does not end a session."""
    browser = logged_in(desk, "karim")
    for token in ({}, {"token": desk.app.token.value}):
        assert browser.post("/logout", data=token, headers={"origin": AT}).status_code == 403
    assert browser.get("/").status_code == 200


def test_a_form_of_a_session_that_is_over_changes_nothing(desk: Desk) -> None:
    """It leads to the login."""
    browser = logged_in(desk, "salma")
    form = {"token": token_in(browser.get("/").text), "casualty": "yes"}
    desk.now += timedelta(hours=13)
    answer = browser.post("/story/1/label", data=form, headers={"origin": AT})
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    piece = browser.post("/story/1/label", data=form, headers={"origin": AT, "hx-request": "true"})
    assert (piece.status_code, piece.headers["hx-redirect"]) == (401, "/login")
    with reading(desk.engine) as connection:
        assert labelled_stories(connection) == []


def test_a_reader_sees_no_button_that_is_not_for_him(desk: Desk) -> None:
    """On every page: the only forms that post are those of his own choices and of leaving."""
    reader, editor = logged_in(desk, "karim"), logged_in(desk, "salma")
    paths = [*pages(desk), "/status/now"]
    assert {"/", "/event/1", "/event/1/merge?with=2", "/story/1", "/feeds", "/subscriptions", "/status"} <= set(paths)
    rehearsed(desk)
    for path in paths:
        page = reader.get(path)
        assert page.status_code == (303 if path == "/login" else 200), path
        posts = [line for line in page.text.split("<form")[1:] if 'method="post"' in line.split(">")[0]]
        assert all('action="/preferences"' in one or 'action="/logout"' in one for one in posts), path
        assert "hx-post" not in page.text, path
    for path, form in (
        ("/story/1", "/story/1/label"),
        ("/event/1/merge?with=2", "/event/1/merge"),
        ("/feeds", "/feeds/look"),
    ):
        assert f'action="{form}"' in editor.get(path).text
    assert 'action="/feeds/pause"' in editor.get("/feeds").text
    assert "/event/1/split" in editor.get("/event/1").text
    assert "/event/1/split" not in reader.get("/event/1").text


def carrying(desk: Desk, name: str) -> TestClient:
    """A program with a token."""
    one = window(desk)
    one.headers["authorization"] = f"Bearer {TOKENS[name]}"
    return one


def test_a_program_carries_its_token(desk: Desk) -> None:
    """It needs no form's token, and its role holds."""
    board, robot = carrying(desk, "board"), carrying(desk, "robot")
    for path in ("/api/events", "/api/events/1", "/api/openapi.json", "/events.atom", "/", "/live?since=0"):
        assert board.get(path).status_code in (200, 400), path
    assert board.post("/story/1/label", data={"casualty": "no"}).status_code == 403
    assert robot.post("/story/1/label", data={"casualty": "no"}).status_code == 303
    with reading(desk.engine) as connection:
        assert [one.casualty for one in labelled_stories(connection)] == [False]


@pytest.mark.parametrize("header", ["Bearer wrong", "Bearer ", "Bearer", "bearer x y", "Bearer \xff"])
def test_a_wrong_token_is_told(desk: Desk, header: str) -> None:
    """And no cookie beside it helps."""
    browser = logged_in(desk, "salma")
    answer = browser.get("/api/events", headers={"authorization": header.encode("latin-1")})
    assert (answer.status_code, list(answer.json())) == (401, ["error"])


@pytest.mark.parametrize("header", ["", "Basic c2FsbWE6eA==", f"Token {TOKENS['robot']}", TOKENS["robot"]])
def test_what_is_no_token_counts_as_nothing(desk: Desk, header: str) -> None:
    """A web server in front may ask for a password of its own, and browsers send that along."""
    assert logged_in(desk, "salma").get("/api/events", headers={"authorization": header}).status_code == 200
    assert window(desk).get("/api/events", headers={"authorization": header}).status_code == 401


def test_an_address_with_a_token_opens_lists_alone(desk: Desk) -> None:
    """Such an address stands in logs and in accounts elsewhere: it decides nothing, and shows no page."""
    browser = window(desk)
    for path in ("/events.atom", "/events.json", "/events.csv", "/search.atom", "/search.json", "/search.csv"):
        answer = browser.get(path, params={"token": TOKENS["inoreader"], "flag": "casualty", "q": "حلب"})
        assert answer.status_code == 200, path
        assert TOKENS["inoreader"] not in answer.text
    for path in ("/", "/story/1", "/api/events", "/live", "/status", "/search", "/api/search", "/feeds.opml"):
        assert browser.get(path, params={"token": TOKENS["inoreader"]}).status_code in (303, 401), path
    for name in ("board", "robot"):
        assert browser.get("/events.atom", params={"token": TOKENS[name]}).status_code == 401
    feeds = carrying(desk, "inoreader")
    assert feeds.get("/events.csv").status_code == 200
    for path in ("/", "/api/events", "/story/1", "/live", "/api/live", "/feeds.opml", "/subscriptions"):
        assert feeds.get(path).status_code == 403, path
    assert feeds.post("/story/1/label", data={"casualty": "no"}).status_code == 403


def test_the_door_decides_by_who_and_what() -> None:
    """What is not there is told as such, and the login is for everybody."""
    reader = Visitor(way=Way.SESSION, role=Role.READER)
    editor = Visitor(way=Way.SESSION, role=Role.EDITOR)
    rows = [
        ("GET", "/", NOBODY, Passage.WHO),
        ("POST", "/login", NOBODY, Passage.GO),
        ("GET", "/assets/console.css", NOBODY, Passage.GO),
        ("POST", "/logout", NOBODY, Passage.WHO),
        ("POST", "/logout", reader, Passage.GO),
        ("GET", "/", reader, Passage.GO),
        ("HEAD", "/", reader, Passage.GO),
        *((method, "/story/1/label", reader, Passage.MAY_NOT) for method in ("POST", "PUT", "DELETE", "get")),
        ("POST", "/story/1/label", editor, Passage.GO),
        ("POST", "/story/1/label", ANYBODY, Passage.GO),
    ]
    assert [row for row in rows if passage(row[0], row[1], row[2], is_there=True) is not row[3]] == []
    assert passage("POST", "/api/events", reader, is_there=False) is Passage.GO


def test_on_loopback_nobody_is_asked(sqlite_engine: Engine) -> None:
    """Where the configuration names nobody all is as it was: no login, and every button."""
    desk = Desk(sqlite_engine)
    desk.tell(collapse())
    assert desk.get("/login").headers["location"] == "/"
    page = desk.text("/story/1")
    assert "/logout" not in page
    assert desk.post("/story/1/label", {"casualty": "yes"}).status_code == 303


async def test_a_stream_ends_with_its_session(desk: Desk) -> None:
    """A page that is left open shows nothing more once its reader left, or his time is over; until then it counts as
    used."""
    salma = Account(name="salma", role=Role.EDITOR, credential=desk.app.door.accounts._known["salma"].credential)

    async def endless() -> AsyncIterator[str]:
        while True:
            yield "news"
            await asyncio.sleep(0)

    with writing(desk.engine) as connection:
        key = sessions.begin(connection, salma, now=desk.now, lifetimes=desk.app.door.lifetimes, instead_of="")
    before = present.set(Visitor(way=Way.SESSION, role=Role.EDITOR, session=key))
    try:
        stream = desk.app.door.while_open(endless())
        assert await anext(stream) == "news"
        for _ in range(5):
            desk.now += timedelta(minutes=100)
            assert await anext(stream) == "news"
        with writing(desk.engine) as connection:
            sessions.end(connection, key)
        assert await anext(stream) == "news"  # asked every few seconds, not for each message to each page
        desk.now += LOOKED_AT_EVERY
        assert await anext(stream, "over") == "over"
    finally:
        present.reset(before)


def test_a_database_that_is_away_is_told_at_the_door(desk: Desk) -> None:
    """Who somebody is cannot be known then: he is neither let in nor sent to the login; programs are told as JSON."""
    browser = logged_in(desk, "salma")
    with writing(desk.engine) as connection:
        connection.exec_driver_sql("ALTER TABLE console_session RENAME TO gone")
    answer = browser.get("/")
    assert answer.status_code == 503
    assert "<nav" not in answer.text
    for path in ("/api/events", "/api/status", "/events.json"):
        told = browser.get(path)
        assert (told.status_code, list(told.json())) == (503, ["error"])


def test_behind_tls_addresses_are_those_that_readers_see(sqlite_engine: Engine) -> None:
    """In lists that other programs keep; a header says so only where it comes from a proxy of ours."""
    rows = [
        ({"https": True}, {}, "https"),
        ({"proxies": ["10.1.1.1"]}, {"x-forwarded-proto": "https"}, "https"),
        ({"proxies": ["10.2.2.2"]}, {"x-forwarded-proto": "https"}, "http"),
        ({}, {"x-forwarded-proto": "https"}, "http"),
    ]
    for section, headers, scheme in rows:
        desk = asking(sqlite_engine, hosts=["news.example.org"], **section)
        named = {"host": "news.example.org", "authorization": f"Bearer {TOKENS['board']}", **headers}
        answer = window(desk).get("/events.json", headers=named).json()
        assert answer["home_page_url"].startswith(f"{scheme}://news.example.org/"), section


@pytest.mark.parametrize(
    ("listen", "host", "code"),
    [
        ("192.168.1.5:8000", "192.168.1.5:8000", 303),
        ("192.168.1.5:8000", "192.168.1.6:8000", 421),
        ("0.0.0.0:8000", "0.0.0.0:8000", 421),
        ("0.0.0.0:8000", "news.example.org", 303),
        ("[2001:db8::5]:8000", "[2001:db8::5]:8000", 303),
    ],
)
def test_it_is_asked_by_its_own_name(sqlite_engine: Engine, listen: str, host: str, code: int) -> None:
    """The address at which it listens is one; all addresses are none."""
    desk = asking(sqlite_engine, listen=listen, hosts=["news.example.org"])
    assert window(desk).get("/", headers={"host": host}).status_code == code
