"""Bars, maps and tolls as numbers: what an SVG is drawn from."""

from datetime import timedelta

from sqlalchemy import Engine

from alerts.events.revisions import revisions_of, totals_in
from alerts.events.toll_ledger import ledger_of
from alerts.store import event_by_id
from crawler.store.database import reading
from scheduler.console.bars import HEIGHT, WIDTH, bars_of
from scheduler.console.event_page import source_numbers
from scheduler.console.hours import HOURS, hour_of, hours_of, last_hours
from scheduler.console.toll_picture import Picture, picture_of
from scheduler.console.world import Degrees, degrees_of, outline, spot, view_of
from tests.alerts.making import NOW, collapse, collapse_later, hours
from tests.scheduler.console.desk import Desk
from tests.scheduler.console.test_now import ELSEWHERE, MEETING

BEGINS = hour_of(NOW) - timedelta(hours=HOURS - 1)


def test_hours_count_what_falls_into_them(engine: Engine) -> None:
    """By the clock and in UTC, on both databases; what is older counts nowhere."""
    desk = Desk(engine)
    desk.tell(collapse(), at=NOW - hours(60))
    desk.tell(ELSEWHERE, at=NOW - hours(3))
    desk.tell(MEETING, at=NOW + hours(0.5))
    with reading(engine) as connection:
        found = last_hours(connection, now=NOW + hours(0.9))
    assert len(found) == HOURS
    assert [(one.begins, one.events, one.urgent) for one in found if one.events] == [
        (hour_of(NOW - hours(3)), 1, 0), (hour_of(NOW), 1, 0)
    ]  # fmt: skip


def test_bars_run_as_the_page_is_read() -> None:
    """The newest hour stands at the end of the line: on the right in English, on the left in Arabic."""
    found = hours_of({f"{NOW:%Y%m%d%H}": (1, 0)}, begins=BEGINS)
    english, arabic = bars_of(found, rightwards=True), bars_of(found, rightwards=False)
    assert english[-1].height == HEIGHT
    assert english[-1].x > WIDTH * 0.9
    assert arabic[-1].x < WIDTH * 0.1
    assert bars_of(hours_of({}, begins=BEGINS), rightwards=True)[0].height == 0


def test_places_have_their_own_degrees_or_their_countrys() -> None:
    """طرابلس is one in Libya and one in Lebanon; a place that is unknown has the middle of its country."""
    libya, lebanon = degrees_of("طرابلس", "LY"), degrees_of("طرابلس", "LB")
    assert libya is not None
    assert lebanon is not None
    assert (round(libya.latitude), round(lebanon.latitude), libya.exact) == (33, 34, True)
    vague = degrees_of("حي لا يعرفه أحد", "SY")
    assert vague is not None
    assert not vague.exact
    assert degrees_of("حي لا يعرفه أحد", None) is None


def test_a_view_holds_all_its_spots() -> None:
    """With room around them, in one shape, and never closer than a few countries."""
    spots = [spot(Degrees(36.2, 37.2, exact=True)), spot(Degrees(15.4, 44.2, exact=True))]
    view = view_of(spots)
    for x, y in spots:
        assert view.x < x < view.x + view.width
        assert view.y < y < view.y + view.height
    assert abs(view.width / view.height - 1.6) < 0.01
    assert view_of(spots[:1]).width >= 260
    assert view_of([]).width > 0


def test_the_outline_is_small_and_a_path() -> None:
    """It is part of the page."""
    assert len(outline()) < 60_000
    assert set(outline()) <= set("Mlz- 0123456789")


def picture(desk: Desk, *, rightwards: bool = True) -> Picture | None:
    """The first picture of the first event."""
    with reading(desk.engine) as connection:
        event = event_by_id(connection, 1)
    assert event is not None
    revisions, ledger = revisions_of(event), ledger_of(event)
    line = totals_in(revisions)[0]
    entries = next(one.entries for one in ledger.lines if one.line == line)
    return picture_of(line, revisions, entries, source_numbers(event), rightwards=rightwards)


def test_a_toll_over_time_has_a_step_an_update_and_a_dot_a_report(desk: Desk) -> None:
    """Five and then twelve: the second step is higher and later, and each source has its own colour."""
    desk.tell(collapse())
    assert picture(desk) is None
    desk.tell(collapse_later(), at=NOW + hours(5))
    drawn = picture(desk)
    assert drawn is not None
    first, second = drawn.dots
    assert first.x < second.x
    assert first.high > second.high  # an SVG's numbers grow downwards
    assert (first.colour, second.colour, first.counts, second.counts) == (0, 1, False, True)
    assert drawn.upper.count("L") == 3
    mirrored = picture(desk, rightwards=False)
    assert mirrored is not None
    assert mirrored.dots[0].x > mirrored.dots[1].x
