"""Logging in: who is right comes in, who is not learns nothing, and a session ends."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from crawler.store.database import reading
from scheduler.console import accounts
from scheduler.console.accounts import Accounts, new_password_hash, new_token
from scheduler.console_section import ConsoleSection, password_hash, token_digest
from scheduler.tables import console_session
from tests.scheduler.console.desk import AT, Desk
from tests.scheduler.console.people import TOKENS, WORDS, asking, log_in, logged_in, people, token_in, window


@pytest.fixture
def desk(sqlite_engine: Engine) -> Desk:
    """A console that asks who comes."""
    return asking(sqlite_engine)


def test_nothing_is_shown_before_the_login(desk: Desk) -> None:
    """A page leads to the login and from there back to itself; what programs and open pages ask for is refused."""
    browser = window(desk)
    for path in ("/", "/event/1", "/review", "/feeds", "/alerts", "/status", "/nowhere"):
        answer = browser.get(path)
        assert (answer.status_code, answer.text) == (303, ""), path
    assert browser.get("/review?a=b&c=d").headers["location"] == "/login?next=/review%3Fa%3Db%26c%3Dd"
    for path in ("/api/events", "/api/openapi.json", "/api/stories/1", "/events.atom", "/events.json", "/events.csv"):
        answer = browser.get(path)
        assert (answer.status_code, list(answer.json())) == (401, ["error"]), path
        assert answer.headers["www-authenticate"].startswith("Bearer")
    assert browser.get("/live").status_code == 401
    piece = browser.get("/status/now", headers={"hx-request": "true", "hx-current-url": f"{AT}/status"})
    assert (piece.status_code, piece.headers["hx-redirect"]) == (401, "/login?next=/status")
    form = browser.get("/login")
    assert form.status_code == 200
    assert "<nav" not in form.text


@pytest.mark.parametrize("language", ["ar", "en"])
def test_who_is_right_comes_in(desk: Desk, language: str) -> None:
    """With a password of any letters; he is led to where he wanted, is named on each page, and can leave."""
    browser = window(desk)
    browser.cookies.set("language", language)
    answer = log_in(browser, "salma", next="/review?x=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/review?x=1")
    page = browser.get("/review").text
    assert '<bdi class="name">salma</bdi>' in page
    assert browser.get("/login?next=/feeds").headers["location"] == "/feeds"
    key = browser.cookies["rasid"]
    left = browser.post("/logout", data={"token": token_in(page)}, headers={"origin": AT})
    assert (left.status_code, left.headers["location"]) == (303, "/login")
    assert 'rasid=""; expires=' in left.headers["set-cookie"].replace("Max-Age=0; ", "")
    again = window(desk)
    again.cookies.set("rasid", key)
    assert again.get("/").status_code == 303


def test_a_token_is_a_password_of_its_name(desk: Desk) -> None:
    """For whoever has no password; one for feeds is none."""
    assert log_in(window(desk), "board", TOKENS["board"]).status_code == 303
    assert log_in(window(desk), "robot", TOKENS["board"]).status_code == 403
    assert log_in(window(desk), "inoreader", TOKENS["inoreader"]).status_code == 403


def test_the_cookie_is_for_this_console_alone(sqlite_engine: Engine) -> None:
    """No script reads it, no other site's form sends it; behind TLS it never goes without, and from no other host."""
    plain = log_in(window(asking(sqlite_engine)), "karim").headers["set-cookie"].lower()
    assert plain.startswith("rasid=")
    assert {"httponly", "samesite=lax", "path=/", "max-age=43200"} <= set(plain.split("; "))
    assert "secure" not in plain
    assert "domain" not in plain
    behind = log_in(window(asking(sqlite_engine, https=True)), "karim").headers["set-cookie"]
    assert behind.startswith("__Host-rasid=")
    assert {"HttpOnly", "SameSite=lax", "Path=/", "Secure"} <= set(behind.split("; "))


def test_the_database_holds_no_key(desk: Desk) -> None:
    """Whoever reads it, a backup say, can come in by nothing that is in it."""
    browser = logged_in(desk, "karim")
    key = browser.cookies["rasid"]
    with reading(desk.engine) as connection:
        (row,) = connection.execute(select(console_session)).all()
    assert row.name == "karim"
    assert key not in str(row)
    thief = window(desk)
    for value in (row.digest, row.credential):
        thief.cookies.set("rasid", value)
        assert thief.get("/").status_code == 303


def test_a_key_that_was_planted_is_worth_nothing(desk: Desk) -> None:
    """A session has a key that the login made; the one that the browser brought is over."""
    thief = logged_in(desk, "karim")
    planted = thief.cookies["rasid"]
    victim = window(desk)
    victim.cookies.set("rasid", planted)
    form = {"token": token_in(victim.get("/").text), "name": "salma", "password": WORDS["salma"]}
    assert victim.post("/login", data=form, headers={"origin": AT}).status_code == 303
    fresh = [cookie.value for cookie in victim.cookies.jar if cookie.name == "rasid" and cookie.value != planted]
    assert len(fresh) == 1
    assert thief.get("/").status_code == 303
    unknown = window(desk)
    unknown.cookies.set("rasid", "a-key-of-my-own")
    log_in(unknown, "salma")
    own = window(desk)
    own.cookies.set("rasid", "a-key-of-my-own")
    assert own.get("/").status_code == 303


@pytest.mark.parametrize(
    ("steps", "answers"),
    [
        ((119, 119, 119), (200, 200, 200)),  # used in time each time
        ((121,), (303,)),  # two hours without a use
        ((100,) * 7 + (30,), (200,) * 7 + (303,)),  # twelve hours in all
    ],
)
def test_a_session_ends_by_itself(desk: Desk, steps: tuple[int, ...], answers: tuple[int, ...]) -> None:
    """Without use after idle_minutes, and after session_hours whatever the use. Minutes between the pages."""
    browser = logged_in(desk, "salma")
    found = []
    for minutes in steps:
        desk.now += timedelta(minutes=minutes)
        found.append(browser.get("/").status_code)
    assert tuple(found) == answers


def test_what_is_over_is_swept_at_the_next_login(desk: Desk) -> None:
    """The table does not grow."""
    logged_in(desk, "salma")
    desk.now += timedelta(hours=3)
    logged_in(desk, "karim")
    with reading(desk.engine) as connection:
        assert connection.execute(select(console_session.c.name)).scalars().all() == ["karim"]


@pytest.mark.parametrize("change", ["gone", "password", "role"])
def test_a_session_is_of_an_account_as_it_was(desk: Desk, change: str) -> None:
    """Gone from the configuration, or with another password, it is over; another role holds at once."""
    browser = logged_in(desk, "salma")
    users = [dict(one) for one in people()["users"]]  # type: ignore[attr-defined]
    if change == "gone":
        users = users[1:]
    elif change == "password":
        users[0]["password"] = users[1]["password"]
    else:
        users[0]["role"] = "reader"
    later = asking(desk.engine, users=users)
    moved = window(later)
    moved.cookies.set("rasid", browser.cookies["rasid"])
    assert moved.get("/").status_code == (200 if change == "role" else 303)
    if change == "role":
        form = {"token": token_in(moved.get("/").text), "casualty": "yes"}
        assert moved.post("/story/1/label", data=form, headers={"origin": AT}).status_code == 403


def test_what_is_wrong_is_not_told(desk: Desk) -> None:
    """An unknown name and a wrong password have the same answer, but for what was typed, and the password in none."""
    known, unknown = log_in(window(desk), "salma", "wrong"), log_in(window(desk), "nobody", "wrong")
    assert known.status_code == unknown.status_code == 403
    assert known.text.replace("salma", "") == unknown.text.replace("nobody", "")
    assert 'value="wrong"' not in known.text
    assert "set-cookie" not in known.headers


def test_each_name_costs_one_password(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown name takes no less time: one hash is judged for it too, always the same one, and never passes."""
    judged: list[str] = []
    hasher = accounts.PasswordHasher

    class Counting(hasher):  # type: ignore[misc, valid-type]
        def verify(self, kept: str, word: str) -> bool:
            judged.append(kept)
            return super().verify(kept, word)

    monkeypatch.setattr(accounts, "PasswordHasher", Counting)
    known = Accounts(desk.section)
    for name in ("salma", "nobody", "nobody", "robot", ""):
        before = len(judged)
        assert known.by_word(name, "wrong") is None
        assert len(judged) == before + 1, name
    assert judged[1] == judged[2]
    for name in ("nobody", "somebody", "anybody", "else"):
        assert [known.by_word(name, word) for word in WORDS.values()] == [None, None]


@pytest.mark.parametrize("form", [{}, {"token": "guessed"}, {"token": ""}])
def test_a_login_is_posted_by_our_form(desk: Desk, form: dict[str, str]) -> None:
    """Else somebody else's page could log a browser in as its own user, and read what is decided there."""
    filled = {"name": "salma", "password": WORDS["salma"], **form}
    answer = window(desk).post("/login", data=filled)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    token = token_in(window(desk).get("/login").text)
    abroad = window(desk).post("/login", data={**filled, "token": token}, headers={"origin": "https://evil.example"})
    assert abroad.status_code == 403


@pytest.mark.parametrize(
    "address",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
     "/\n//evil.example", "javascript:alert(1)", "evil.example", "", "/login", "/logout", "/x\r\nSet-Cookie: a=b"],
)  # fmt: skip
def test_a_login_leads_to_our_own_pages_alone(desk: Desk, address: str) -> None:
    """Wherever an address that was sent to somebody would have him go, and with no header of its own."""
    answer = log_in(window(desk), "salma", next=address)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert answer.headers["set-cookie"].startswith("rasid=")
    page = window(desk).get("/login", params={"next": address}).text
    assert '<input type="hidden" name="next" value="/">' in page
    assert logged_in(desk, "salma").get("/login", params={"next": address}).headers["location"] == "/"


def test_hashes_and_tokens_are_what_the_configuration_takes() -> None:
    """What the commands make passes its checks, and comes in; letters may be composed or not."""
    token = new_token()
    section = ConsoleSection.model_validate(
        {
            "users": [{"name": "a", "role": "editor", "password": new_password_hash("caf\u00e9 au lait")}],
            "tokens": [{"name": "b", "role": "editor", "sha256": accounts.digest_of(token)}],
        }
    )
    found = Accounts(section)
    assert found.by_word("a", "cafe\u0301 au lait") is not None
    assert found.by_word("a", "cafe au lait") is None
    assert found.by_word("a", ("caf\u00e9 au lait" + "x" * 2000)) is None
    assert found.by_token(token) is not None
    assert password_hash(section.users[0].password)
    assert token_digest(section.tokens[0].sha256)
