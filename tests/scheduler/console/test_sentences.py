"""What the program says in English is told in Arabic on Arabic pages, with what it names whole and isolated."""

import ast
from pathlib import Path

import pytest
from sqlalchemy import Engine

from alerts import regrouping
from crawler.feeds import opml
from crawler.feeds.troubles import FeedTrouble, Troubled
from scheduler import console
from scheduler.console.sentences import in_arabic, templates
from tests.alerts.making import NOW, collapse
from tests.scheduler.console.desk import Desk, words_of
from tests.scheduler.console.test_desk_pages import watched
from tests.scheduler.console.test_feeds_page import upload

# Sentences that only carry another one.
CARRIED = {"{}: {}", "delivery {} is not sent again: {}", "the file is no OPML{}", "the file is larger than {} MiB"}


def worded(path: Path, *errors: str) -> set[str]:
    """The sentences with which a file raises these errors, a hole for each value."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in errors and node.args:
            said = node.args[0]
            if isinstance(said, ast.Constant):
                found.add(str(said.value))
            if isinstance(said, ast.JoinedStr):
                found.add("".join(str(one.value) if isinstance(one, ast.Constant) else "{}" for one in said.values))
    return found


def test_every_refusal_of_a_form_is_known() -> None:
    """A new one without its Arabic is found here."""
    files = [*Path(str(console.__file__)).parent.glob("*.py"), Path(regrouping.__file__), Path(opml.__file__)]
    said = set().union(*(worded(one, "NotDone", "CannotRegroup", "OpmlUnreadable") for one in files))
    assert len(said) > 15
    known = {english.replace("'{}'", "{}") for english, _ in templates()}
    assert {one for one in said if one.replace("'{}'", "{}") not in known} - CARRIED == set()


def test_arabic_names_what_the_english_names() -> None:
    """Each hole is used once where it is used, and none is asked for that is not there."""
    for english, arabic in templates():
        holes = english.count("{}")
        assert all(arabic.count(f"{{{number}}}") <= 1 for number in range(holes))
        assert f"{{{holes}}}" not in arabic
        assert any("\u0600" <= letter <= "\u06ff" for letter in arabic), english


@pytest.mark.parametrize(
    "sentence",
    [
        "the feed mina is dead since 2026-11-27 05:34Z: DNS lookup failed: no results",
        "Redis is down: Error 111 connecting to 127.0.0.1:1. Connection refused.",
        "3 deliveries are unknown",
        "the feed mina may have lost items before 2026-11-27 05:34Z: nothing of its last window was left",
        *(Troubled(trouble=kind, lost=3, pages=4, reason="http_403", since=NOW).told for kind in FeedTrouble),
    ],
)
def test_what_is_wrong_is_known(sentence: str) -> None:
    """As `rasid status` says it."""
    assert in_arabic(sentence) is not None


def test_what_is_named_stays_text() -> None:
    """Markup, braces and an override in it change nothing around them."""
    told = str(in_arabic("<b>{0}\u202ex</b>: the address is too long"))
    assert told.startswith('<bdi dir="auto">&lt;b&gt;{0}')
    assert "\u202e" not in told
    assert in_arabic("something that nobody has worded") is None


def test_forms_refuse_in_the_readers_language(engine: Engine) -> None:
    """Adding a feed, merging, splitting, a list of feeds, and what is wrong with Rasid."""
    desk = Desk(engine)
    desk.tell(collapse())
    watched(engine)
    said = {
        "/feeds": desk.post("/feeds", {"url": "gopher://x"}),
        "/feeds/pause": desk.post("/feeds/pause", {"name": "none"}),
        "/merge": desk.get("/event/1/merge?with=99"),
        "/split": desk.get("/event/1/split?story=1"),
        "/look": desk.post("/feeds/look", {"url": "file:///etc/passwd"}),
    }
    for name, answer in said.items():
        pieces = answer.text.split("<main", 1)[-1]
        assert '<span dir="rtl">' in pieces, name
        assert '<span dir="ltr">' not in pieces, name
    english = desk.get("/event/1/merge?with=99", language="en").text
    assert "there is no event 99" in english
    assert "لا حدث برقم" in words_of(said["/merge"].text)
    assert "no OPML" in upload(desk, b"<html></html>").text
    assert "الخلاصة" in words_of(desk.text("/status/now"))
