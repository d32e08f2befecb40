"""The list and its events for programs: JSON as OpenAPI describes it, Atom, JSON Feed and CSV."""

import csv
import io
from typing import Any
from xml.etree import ElementTree

import pytest
from sqlalchemy import Engine

from tests.alerts.making import NOW, collapse, collapse_later, figure, hours, read_story
from tests.scheduler.console.desk import AT, Desk
from tests.scheduler.console.people import TOKENS, asking
from tests.scheduler.console.test_now import ELSEWHERE, MEETING

ATOM = "{http://www.w3.org/2005/Atom}"
KINDS = {"integer": int, "string": str, "array": list, "object": dict, "number": (int, float), "boolean": bool}


def told(desk: Desk) -> None:
    """Three events, one of which moved."""
    desk.tell(collapse(), ELSEWHERE, MEETING)
    desk.tell(collapse_later(), at=NOW + hours(5))
    desk.now = NOW + hours(6)


def faults(value: Any, schema: dict[str, Any], named: dict[str, Any]) -> list[str]:
    """Where a value is not as its schema says."""
    if "$ref" in schema:
        schema = named[schema["$ref"].rpartition("/")[2]]
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if value is None:
        return [] if "null" in types else [f"null for {schema}"]
    if not any(isinstance(value, KINDS[one]) for one in types if one != "null"):
        return [f"{value!r} for {types}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{value!r} is none of {schema['enum']}"]
    found = [f"{name} is missing" for name in schema.get("required", []) if name not in value]
    if isinstance(value, dict):
        for name, inner in schema.get("properties", {}).items():
            found += faults(value[name], inner, named) if name in value else []
    if isinstance(value, list):
        found += [fault for one in value for fault in faults(one, schema["items"], named)]
    return found


def test_answers_are_as_openapi_says(desk: Desk) -> None:
    """Each address of the description, with what is there and what is not; each answer by its schema."""
    told(desk)
    described = desk.get("/api/openapi.json").json()
    named = described["components"]["schemas"]
    for path, methods in described["paths"].items():
        if "get" not in methods or path in ("/api/live", "/api/subscriptions/{name}/preview"):
            continue  # a stream, and what is worked out in another process: test_live, test_subscriptions
        answers = methods["get"]["responses"]
        for identity, query in (("1", ""), ("999", "?flag=nothing"), (str(2**70), "?since=0")):
            answer = desk.get(path.replace("{id}", identity) + ("" if "{id}" in path else query))
            assert str(answer.status_code) in answers, path
            schema = answers[str(answer.status_code)]["content"]["application/json"]["schema"]
            assert faults(answer.json(), schema, named) == [], path
        assert desk.get(path.replace("{id}", "1")).status_code == 200
    events = desk.get("/api/events").json()["events"]
    assert {name for one in events for name in one} == set(named["Event"]["properties"])


def test_the_list_of_the_api_is_that_of_the_page(desk: Desk) -> None:
    """The same filters, the same order, and why each moved."""
    told(desk)
    answer = desk.get("/api/events?flag=casualty").json()
    assert [one["id"] for one in answer["events"]] == [1, 2]
    first = answer["events"][0]
    assert (first["url"], first["severity"], first["country"]) == (f"{AT}/event/1", "urgent", "SY")
    assert {"outcome": "killed", "group": "people", "min": 12, "max": 12} in first["toll"]
    assert "rose" in first["moved"]["why"]
    assert (answer["older"], answer["cut"]) == (None, False)


@pytest.mark.parametrize("path", ["/api/events", "/events.atom", "/events.json", "/events.csv"])
def test_a_wrong_filter_is_one_sentence(desk: Desk, path: str) -> None:
    """In JSON, for every form."""
    answer = desk.get(f"{path}?country=Syria")
    assert (answer.status_code, list(answer.json())) == (400, ["error"])
    assert "two letters" in answer.json()["error"]


def test_atom_tells_what_moved(desk: Desk) -> None:
    """Well formed, with stable ids, in the reader's language, and with what RFC 4287 wants of a feed."""
    told(desk)
    answer = desk.get("/events.atom?flag=casualty", language="en")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    assert [feed.find(f"{ATOM}{name}") is not None for name in ("title", "id", "updated", "author")] == [True] * 4
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [f"{AT}/event/1", f"{AT}/event/2"]
    assert entries[0].findtext(f"{ATOM}updated") == "2026-05-01T17:00:00Z"
    assert "12 people killed" in str(entries[0].findtext(f"{ATOM}title"))


def test_json_feed_tells_the_same(desk: Desk) -> None:
    """With the fields that version 1.1 wants."""
    told(desk)
    answer = desk.get("/events.json").json()
    assert answer["version"] == "https://jsonfeed.org/version/1.1"
    assert [one["id"] for one in answer["items"]] == [f"{AT}/event/{number}" for number in (1, 3, 2)]
    assert all(one["content_text"] and one["title"] for one in answer["items"])


def test_csv_opens_as_text_in_a_spreadsheet(desk: Desk) -> None:
    """Marked as UTF-8, and no title becomes a formula."""
    desk.tell(read_story("=HYPERLINK(1)", "قتل شخص واحد في حادث وقع فجر اليوم.", flags=("casualty",)))
    desk.tell(read_story("ثلاثة قتلى", "قتل ثلاثة أشخاص في حلب.", figures=(figure(3, most=None, country="SY"),)))
    text = desk.get("/events.csv").text
    assert text.startswith("\ufeffid,")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))}
    assert rows["1"]["headline"] == "'=HYPERLINK(1)"
    assert (rows["2"]["killed_min"], rows["2"]["killed_max"], rows["2"]["injured_min"]) == ("3", "", "")


def test_the_page_leads_to_its_other_forms(desk: Desk) -> None:
    """With the filters that it has."""
    page = desk.text("/?flag=casualty&country=SY")
    assert '<a href="/events.atom?flag=casualty&amp;country=SY">' in page


def test_every_address_for_programs_is_described(desk: Desk) -> None:
    """With its methods; and nothing is described that is not there."""
    described = desk.get("/api/openapi.json").json()["paths"]
    told_of = {(path, method.upper()) for path, methods in described.items() for method in methods}
    there = {
        (route.path.replace(":int}", "}"), method)
        for route in desk.app.routes
        if route.path.startswith("/api/") and route.path != "/api/openapi.json"
        for method in (route.methods or {"GET"}) - {"HEAD"}
    }
    assert there == told_of


def test_orders_are_refused_as_openapi_says(desk: Desk) -> None:
    """Each POST: what is no JSON, no object, of wrong types, or of nothing that is there."""
    told(desk)
    described = desk.get("/api/openapi.json").json()
    named = described["components"]["schemas"]
    orders = [path for path, methods in described["paths"].items() if "post" in methods]
    assert len(orders) == 9
    for path in orders:
        answers, address = described["paths"][path]["post"]["responses"], path.replace("{id}", "999")
        got = [
            desk.browser.post(address, content=b"{", headers={"content-type": "application/json"}),
            desk.browser.post(address, data={"a": "b"}),
            desk.browser.post(address, json=[1]),
            desk.browser.post(address, json={"url": 1, "name": 1, "with": "1", "stories": 1, "casualty": 1}),
        ]
        refusals = [answer.status_code for answer in got]
        assert refusals[:3] == [400, 415, 400], path
        assert str(refusals[3]) in answers, path
        assert all(faults(answer.json(), {"$ref": "/Error"}, named) == [] for answer in got), path


@pytest.mark.parametrize(("path", "there"), [("/api/feeds", "GET, HEAD, POST"), ("/api/feeds/look", "POST")])
def test_a_wrong_method_is_told_the_right_ones(desk: Desk, path: str, there: str) -> None:
    """All of them, and in JSON."""
    answer = desk.browser.delete(path, headers={"content-length": "0"})
    assert (answer.status_code, answer.headers["allow"], list(answer.json())) == (405, there, ["error"])


def test_the_description_says_whether_a_token_is_wanted(desk: Desk, sqlite_engine: Engine) -> None:
    """Where nobody is asked who he is, none is."""
    assert "security" not in desk.get("/api/openapi.json").json()
    board = {"authorization": f"Bearer {TOKENS['board']}"}
    described = asking(sqlite_engine).browser.get("/api/openapi.json", headers=board).json()
    assert described["security"] == [{"token": []}]
    assert described["components"]["securitySchemes"]["token"] == {"type": "http", "scheme": "bearer"}


def test_a_program_decides_as_a_button_does(desk: Desk) -> None:
    """The same functions: what is decided by one is seen by the other."""
    told(desk)
    done = desk.browser.post("/api/stories/1/flags", json={"casualty": "no", "id": 2})
    assert done.json() == {"id": 1, "casualty": "no"}
    assert desk.get("/api/stories/1").json()["flags"]["casualty"]["flagged"] is False
    assert desk.browser.post("/api/stories/999/flags", json={"casualty": "no"}).status_code == 404
    assert desk.browser.post("/api/stories/1/flags", json={"casualty": "maybe"}).status_code == 400
    assert desk.browser.post("/api/stories/1/flags", json={}).status_code == 400
    assert desk.browser.post("/api/deliveries/1/replay", json={}).status_code == 409
