"""No other site reads the console or acts through it."""

import pytest

from scheduler.console.guarding import POLICY, host_name, refused
from scheduler.settings import ConsoleSection
from tests.alerts.making import collapse
from tests.scheduler.console.desk import Desk

NO_HOSTS: frozenset[str] = frozenset()


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:9000", "LOCALHOST", "[::1]:8000", "127.8.9.1"])
def test_names_of_loopback_are_ours(host: str) -> None:
    """Whatever the port: a tunnel may end at another one."""
    assert refused("GET", {"host": host}, hosts=NO_HOSTS) is None


@pytest.mark.parametrize(
    "host", ["", "evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8000", "192.168.1.5", "[::2]:8000"]
)
def test_a_name_that_was_bound_to_loopback_gets_nothing(host: str) -> None:
    """A site whose name suddenly leads to 127.0.0.1 would read our pages as its own."""
    refusal = refused("GET", {"host": host}, hosts=NO_HOSTS)
    assert refusal is not None
    assert refusal[0] == 421


def test_a_name_of_the_configuration_is_ours(desk: Desk) -> None:
    """A proxy asks by the name that its readers typed; no other name is let in beside it."""
    named = Desk(desk.engine, section=ConsoleSection(hosts=("news.example.org",)))
    assert named.browser.get("/", headers={"host": "news.example.org"}).status_code == 200
    assert named.browser.get("/", headers={"host": "other.example.org"}).status_code == 421


def test_a_program_is_told_as_json_what_is_refused(desk: Desk) -> None:
    """As all that is wrong of the API is: what is too large, and a name that is not ours."""
    large = desk.browser.post("/api/stories/1/flags", json={"note": "x" * 70_000})
    stranger = desk.browser.get("/api/events", headers={"host": "other.example.org"})
    assert [(one.status_code, list(one.json())) for one in (large, stranger)] == [(413, ["error"]), (421, ["error"])]


def test_brackets_and_ports_are_no_part_of_a_name() -> None:
    """An IPv6 address has colons of its own."""
    assert [host_name(one) for one in ("[::1]:80", "A.example:80", "a.example")] == ["::1", "a.example", "a.example"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "cross-site", "content-length": "9"}, 403),
        ({"sec-fetch-site": "same-site", "content-length": "9"}, 403),
        ({"origin": "https://evil.example", "content-length": "9"}, 403),
        ({"origin": "null", "content-length": "9"}, 403),
        ({"origin": "http://127.0.0.1:9999", "content-length": "9"}, 403),
        ({"origin": "http://127.0.0.1:8000", "content-length": "65537"}, 413),
        ({"origin": "http://127.0.0.1:8000"}, 413),
    ],
)
def test_a_form_of_another_site_changes_nothing(headers: dict[str, str], status: int) -> None:
    """Nor one from another port of this machine, nor one without a length, nor a huge one."""
    refusal = refused("POST", {"host": "127.0.0.1:8000", **headers}, hosts=NO_HOSTS)
    assert refusal is not None
    assert refusal[0] == status


def test_without_the_token_nothing_is_decided(desk: Desk) -> None:
    """A program that sends no word of where it comes from still needs what only our pages know."""
    (story,) = desk.tell(collapse())
    for token in ({}, {"token": ""}, {"token": "guessed"}):
        answer = desk.browser.post(f"/story/{story}/label", data={"casualty": "no", **token})
        assert answer.status_code == 403
    assert 'aria-pressed="true"' not in desk.text(f"/story/{story}")


@pytest.mark.parametrize("path", ["/", "/review", "/story/9", "/nowhere", "/assets/console.css"])
def test_every_answer_carries_the_policy(desk: Desk, path: str) -> None:
    """Nothing from outside is loaded, no inline script or style runs, no page frames ours, no address is told."""
    headers = desk.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert "unsafe" not in POLICY
    assert (headers["referrer-policy"], headers["x-content-type-options"]) == ("same-origin", "nosniff")


def test_pages_need_no_inline_script_or_style(desk: Desk) -> None:
    """What the policy forbids stands on no page: it would be dead, or tempt somebody to weaken the policy."""
    (story,) = desk.tell(collapse())
    for path in ("/", "/event/1", f"/story/{story}", "/review", "/nowhere"):
        page = desk.get(path).text
        for forbidden in (" style=", "<style", " onclick=", "javascript:", "hx-on", "http-equiv"):
            assert forbidden not in page, (path, forbidden)
        assert page.count("<script") == page.count("<script src=") == 3


def test_pages_are_not_kept_and_assets_are(desk: Desk) -> None:
    """A page is of its moment; an asset's address changes with the asset."""
    assert desk.get("/").headers["cache-control"] == "no-store"
    assert "immutable" in desk.get("/assets/htmx.js").headers["cache-control"]
    assert desk.get("/assets/../application.py").status_code == 404
