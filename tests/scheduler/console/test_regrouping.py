"""Events are merged and split on their page: shown before, done by a button, and undone by another."""

from dataclasses import replace
from urllib.parse import unquote

import pytest
from sqlalchemy import Engine, select

from alerts.store import event_by_id
from alerts.tables import event as event_table
from crawler.store.database import reading
from tests.alerts.making import NOW, collapse, collapse_later, figure, hours, read_story
from tests.scheduler.console.desk import Desk, all_in, words_of

RAID = read_story(
    "غارة على إدلب", "قُتل ثلاثة أشخاص في غارة على مدينة إدلب.", outlet="عنب بلدي",
    figures=(figure(3, country="SY", place="إدلب"),),
)  # fmt: skip


@pytest.fixture
def told(engine: Engine) -> Desk:
    """Event 1 of two reports (stories 1 and 2), event 2 of one (story 3)."""
    desk = Desk(engine)
    desk.tell(collapse())
    desk.tell(collapse_later(), at=NOW + hours(5))
    desk.tell(RAID, at=NOW + hours(6))
    desk.now = NOW + hours(7)
    return desk


def standing(desk: Desk) -> dict[int, tuple[int, ...]]:
    """The events that stand, with their stories."""
    with reading(desk.engine) as connection:
        ids = connection.execute(select(event_table.c.id).where(event_table.c.merged_into.is_(None))).scalars().all()
        events = [event_by_id(connection, identity) for identity in ids]
    return {one.id: tuple(sorted(report.story_id for report in one.reports)) for one in events if one is not None}


def fields(html: str) -> dict[str, str]:
    """What the confirming form of a page carries."""
    form = html.split('class="panel confirm"')[1].split("</form>")[0]
    pieces = (piece for piece in form.split("<input ") if 'type="hidden"' in piece)
    return {piece.split('name="')[1].split('"')[0]: piece.split('value="')[1].split('"')[0] for piece in pieces}


def test_a_merging_is_shown_done_and_undone(told: Desk) -> None:
    """Nothing happens before the button; afterwards the history says who and why, and offers the way back."""
    page = told.text("/event/1", language="en")
    assert '<a href="/event/1/merge?with=2">' in page
    shown = told.text("/event/2/merge?with=1", language="en")
    assert all_in(words_of(shown), ["Goes on: event 1", "Is taken in: event 2", "Tell nobody"])
    assert standing(told) == {1: (1, 2), 2: (3,)}
    done = told.post("/event/1/merge", {**fields(shown), "note": "القصف  نفسه"})
    assert (done.status_code, done.headers["location"]) == (303, "/event/1#history")
    assert standing(told) == {1: (1, 2, 3)}
    page = told.text("/event/1", language="en")
    history = page.split('id="history"')[1].split("</section>")[0]
    assert all_in(words_of(history), ["took in an event", "by hand console", "القصف نفسه", "Undo this"])
    undo = history.split('class="undo" href="')[1].split('"')[0]
    assert undo == "/event/1/split?story=3"
    back = told.text(unquote(undo), language="en")
    assert all_in(words_of(back), ["Leave: 1", "Stay in event 1 · 2"])
    told.post("/event/1/split", fields(back))
    assert standing(told) == {1: (1, 2), 3: (3,)}


def test_a_splitting_is_shown_done_and_undone(told: Desk) -> None:
    """Both sides are listed before; merging them again is a click away on either."""
    shown = told.text("/event/1/split?story=2", language="en")
    assert standing(told) == {1: (1, 2), 2: (3,)}
    assert told.post("/event/1/split", fields(shown)).headers["location"] == "/event/1#history"
    assert standing(told) == {1: (1,), 2: (3,), 3: (2,)}
    for one, other in ((1, 3), (3, 1)):
        assert f'class="undo" href="/event/{one}/merge?with={other}"' in told.text(f"/event/{one}")
    told.post("/event/1/merge", fields(told.text("/event/1/merge?with=3")))
    assert standing(told) == {1: (1, 2), 2: (3,)}
    assert 'class="undo" href="/event/1/merge' not in told.text("/event/1")


def test_what_has_changed_since_is_not_done(told: Desk) -> None:
    """A report that came while somebody looked may be the one that matters."""
    merging, splitting = told.text("/event/1/merge?with=2"), told.text("/event/1/split?story=2")
    told.tell(replace(collapse_later(), story=replace(collapse_later().story, outlet="صحيفة", url="https://n.example/9",
              text="ارتفع عدد قتلى انهيار المبنى في حي الصاخور بحلب إلى 12 قتيلا كما قال الدفاع المدني مساء.")),
              at=NOW + hours(8))  # fmt: skip
    before = standing(told)
    for path, html in (("/event/1/merge", merging), ("/event/1/split", splitting)):
        refused = told.post(path, fields(html), cookie="language=en")
        assert (refused.status_code, "has changed since" in refused.text) == (409, True)
    assert standing(told) == before


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/event/1/merge?with=9", "there is no event 9"),
        ("/event/9/merge?with=1", "there is no event 9"),
        ("/event/1/merge?with=1", "one event already"),
        ("/event/1/merge?with=x", "number of the other event"),
        ("/event/1/merge", "number of the other event"),
        ("/event/1/split", "choose the reports"),
        ("/event/1/split?story=3", "has no story 3"),
        ("/event/1/split?story=1&story=2", "no story would stay"),
    ],
)
def test_what_cannot_be_is_said(told: Desk, path: str, said: str) -> None:
    """In one sentence, before anything is done."""
    answer = told.get(path, language="en")
    assert (answer.status_code, said in answer.text) == (409, True)


def test_only_a_form_of_ours_does_it(told: Desk) -> None:
    """With its token, and with all that the form shows."""
    for path, form in (("/event/1/merge", {"with": "2"}), ("/event/1/split", {"stories": "2"})):
        assert told.browser.post(path, data={**form, "token": "guessed"}).status_code == 403
        assert told.post(path, form).status_code == 400
    assert standing(told) == {1: (1, 2), 2: (3,)}


def test_programs_merge_and_split_as_well(told: Desk) -> None:
    """Without being shown it; who is silent tells nobody."""
    assert told.browser.post("/api/events/1/merge", json={"with": 2, "tell": False}).json() == {"event": 1}
    answer = told.browser.post("/api/events/1/split", json={"stories": [3], "note": "لا"}).json()
    assert answer == {"event": 1, "split_off": 3}
    assert standing(told) == {1: (1, 2), 3: (3,)}
    for order in ({}, {"stories": []}, {"stories": ["1"]}, {"stories": [True]}, {"stories": [1], "tell": 1}):
        assert told.browser.post("/api/events/1/split", json=order).status_code == 400
    assert told.browser.post("/api/events/1/merge", json={"with": "2"}).status_code == 400
    unknown = told.browser.post("/api/events/1/merge", json={"with": 77})
    assert (unknown.status_code, unknown.json()["error"]) == (409, "there is no event 77")
