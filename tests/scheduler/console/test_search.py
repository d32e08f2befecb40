"""*Search* finds stories and events by their words, on both databases, and says it in every form."""

import csv
import io
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from sqlalchemy import Engine

from tests.alerts.making import NOW, collapse, collapse_later, figure, hours, read_story
from tests.scheduler.console.desk import AT, Desk, all_in, cards_in, words_of
from tests.scheduler.console.test_now import MEETING
from tests.scheduler.console.test_story import HOSTILE

RAID = read_story(
    "غارة على حلب", "قُتل ثلاثة أشخاص في غارةٍ على مدينة حلب.", outlet="عنب بلدي",
    figures=(figure(3, country="SY", place="حلب"),),
)  # fmt: skip


@pytest.fixture
def told(engine: Engine) -> Desk:
    """Three happenings of three days, on either database."""
    desk = Desk(engine)
    desk.tell(collapse(), at=NOW - hours(48))
    desk.tell(RAID, at=NOW - hours(24))
    desk.tell(MEETING, at=NOW - hours(1))
    return desk


def test_stories_are_found_in_any_spelling_with_the_words_marked(told: Desk) -> None:
    """The text is shown as it stands, with its marks."""
    page = told.text(f"/search?q={quote('غاره حلب')}", language="en")
    assert page.count('<li class="card hit"') == 1
    assert all_in(page, ['id="story-2"', '<mark class="found">غارةٍ</mark>', '<mark class="found">حلب</mark>'])


def test_a_phrase_stands_as_it_is_asked(told: Desk) -> None:
    """Words in quotation marks stand beside each other."""
    assert 'id="story-2"' in told.text(f"/search?q={quote('«مدينة حلب»')}")
    assert "empty shown" in told.text(f"/search?q={quote('«حلب مدينة»')}")


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ("flag=casualty", True),
        ("flag=diplomacy", False),
        ("outlet=%D8%B9%D9%86%D8%A8%20%D8%A8%D9%84%D8%AF%D9%8A", True),
        ("outlet=nobody", False),
        ("since=1h", False),
        ("since=48h", True),
    ],
)
def test_filters_narrow_it(told: Desk, filters: str, found: bool) -> None:
    """Flag, outlet and time."""
    answer = told.get(f"/api/search?q={quote('حلب')}&{filters}").json()
    assert bool(answer["stories"]) is found


def test_events_are_found_by_their_reports(told: Desk) -> None:
    """Newest change first, each once, by the same filters as the list of events."""
    told.tell(collapse_later(), at=NOW)
    answer = told.get(f"/api/search?in=events&q={quote('انهيار')}").json()
    assert [one["id"] for one in answer["events"]] == [1]
    page = told.text(f"/search?in=events&q={quote('انهيار')}&severity=urgent")
    assert cards_in(page) == [1]
    assert cards_in(told.text(f"/search?in=events&q={quote('انهيار')}&flag=diplomacy")) == []


def test_pages_follow_one_another_without_a_gap(engine: Engine) -> None:
    """`older` leads on, for stories and for events, and each is told once."""
    desk = Desk(engine)
    for number in range(130):
        text = f"قتل {number + 2} أشخاص في حادث رقم {number} في حلب."
        desk.tell(read_story(f"حادث {number}", text, outlet=f"صحيفة {number}", flags=("casualty",)))
    for place in ("stories", "events"):
        seen: list[int] = []
        before = ""
        for _ in range(4):
            answer = desk.get(f"/api/search?in={place}&q={quote('حادث')}&before={before}").json()
            seen += [one["id"] for one in answer[place]]
            before = answer["older"]
            if before is None:
                break
        assert len(seen) == len(set(seen))
        assert seen == sorted(seen, reverse=True)
        assert (len(seen) == 130) if place == "stories" else len(seen) > 0


def test_it_is_there_as_atom_json_feed_and_csv(told: Desk) -> None:
    """With what was asked for in the feed's own address."""
    query = f"q={quote('غارة')}"
    feed = ElementTree.fromstring(told.get(f"/search.atom?{query}", language="en").content)
    name = "{http://www.w3.org/2005/Atom}"
    assert [one.findtext(f"{name}id") for one in feed.findall(f"{name}entry")] == [f"{AT}/story/2"]
    assert feed.find(f"{name}link[@rel='self']").attrib["href"].startswith(f"{AT}/search.atom?q=")  # type: ignore[union-attr]
    answer = told.get(f"/search.json?{query}").json()
    assert [one["title"] for one in answer["items"]] == ["غارة على حلب"]
    rows = list(csv.DictReader(io.StringIO(told.get(f"/search.csv?{query}").text.removeprefix("\ufeff"))))
    assert (rows[0]["id"], rows[0]["flags"]) == ("2", "casualty")
    events = told.get(f"/search.csv?in=events&{query}").text
    assert "killed_min" in events
    assert f"{AT}/event/2" in events


def test_an_empty_search_says_how_to_ask(told: Desk) -> None:
    """In both languages, and finds nothing; so do signs alone."""
    for language in ("ar", "en"):
        page = told.text("/search", language=language)
        assert all_in(page, ["empty shown", "/search?q=%D8%BA"])
    assert told.get("/api/search?q=%22%22!").json()["stories"] == []
    assert "Nothing has all of these words" in words_of(told.text("/search?q=xyz", language="en"))


@pytest.mark.parametrize("query", ["in=feeds", "flag=x", "since=2y", "country=Syria", f"q={'a' * 101}"])
def test_a_wrong_filter_is_one_sentence(told: Desk, query: str) -> None:
    """On the page and for programs."""
    answer = told.get(f"/api/search?q=a&{query}" if "q=" not in query else f"/api/search?{query}")
    assert (answer.status_code, list(answer.json())) == (400, ["error"])
    assert told.get(f"/search?{query}").status_code == 400


def test_a_place_in_the_list_that_is_none_is_the_beginning(told: Desk) -> None:
    """Whatever an address says."""
    for before in ("x", "9" * 40, "-1"):
        assert len(told.get(f"/api/search?q={quote('غارة')}&before={before}").json()["stories"]) == 1


def test_a_hostile_text_stays_text(desk: Desk) -> None:
    """Also between the marks of a snippet."""
    desk.tell(read_story(HOSTILE, f"{HOSTILE} قتل في حلب {HOSTILE}", flags=("casualty",)))
    page = desk.text(f"/search?q={quote('حلب script')}")
    assert "<script>alert" not in page
    assert '<mark class="found">script</mark>' in page
