"""A happening in ACLED's columns."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from alerts.exports.acled import COLUMNS, TALLY, acled_row
from alerts.exports.violence import LeftOut
from crawler.facts.figure import (
    CasualtyFigure,
    Cause,
    DatePrecision,
    Group,
    Location,
    Outcome,
    PlacePrecision,
    Qualifier,
    Scope,
)
from tests.alerts.exports.samples import DAY, IDLIB, dated, happening, killed, of, period, strike
from tests.alerts.making import NOW, figure, hours, read_story


def row(*figures: CasualtyFigure, **changes: object) -> dict[str, object]:
    """The row of one story with these figures."""
    found = acled_row(of(*figures, **changes))
    assert not isinstance(found, LeftOut), found
    return found


def test_a_strike_fills_the_columns() -> None:
    """Every column is there, in ACLED's order, and holds what the text says."""
    found = acled_row(happening(strike(), event=12))
    assert not isinstance(found, LeftOut)
    assert tuple(found) == COLUMNS
    notes = str(found.pop("notes"))
    assert {name: value for name, value in found.items() if value not in (None, "")} == {
        "event_id_cnty": "RASID-SYR-12",
        "event_date": "2026-04-30",
        "year": 2026,
        "time_precision": 1,
        "disorder_type": "Political violence",
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Air/drone strike",
        "actor1": "الطيران الروسي",
        "inter1": 8,
        "actor2": "Civilians (Syria)",
        "inter2": 7,
        "interaction": 78,
        "civilian_targeting": "Civilian targeting",
        "iso": 760,
        "region": "Middle East",
        "country": "Syria",
        "admin1": "Idlib",
        "location": "Idlib",
        "latitude": 35.93,
        "longitude": 36.63,
        "geo_precision": 1,
        "source": "نداء الشام",
        "fatalities": 9,
        "timestamp": int(NOW.timestamp()),
    }
    assert notes.startswith("On 30 April 2026: 9 civilians killed, including 3 children, and 5 others injured")
    assert "مقتل 9 مدنيين بينهم 3 أطفال" in notes
    assert "Evidence: «قُتل 9 مدنيين» (نداء الشام, https://" in notes
    assert not set(notes) & set("\u2066\u2067\u2068\u2069\u200e\u200f")


def test_a_story_of_no_event_has_an_id_of_its_own() -> None:
    """It cannot be taken for an event's id, nor for one of ACLED's."""
    assert row(killed(1, cause=Cause.SHELLING))["event_id_cnty"] == "RASID-SYR-S1"
    assert row(figure(1, cause=Cause.SHELLING))["event_id_cnty"] == "RASID-S1"


@pytest.mark.parametrize(
    ("said", "deaths", "reading"),
    [
        (killed(10, most=None, qualifier=Qualifier.VAGUE), 10, "a vague word read as 10"),
        (killed(100, most=None, qualifier=Qualifier.VAGUE), 100, "a vague word read as 100"),
        (killed(3, most=None, qualifier=Qualifier.VAGUE), 3, "'several' read as 3, a reading of Rasid's own"),
        (killed(2, most=None, qualifier=Qualifier.VAGUE), 2, "a bare plural read as 2, a reading of Rasid's own"),
        (killed(40, most=None, qualifier=Qualifier.MORE_THAN), 40, "open above 40"),
        (killed(10, most=15, qualifier=Qualifier.RANGE), 10, "from 10 to 15; the lower is given"),
        (killed(0, most=20, qualifier=Qualifier.AT_MOST), 0, "from 0 to 20; the lower is given"),
        (killed(7), 7, None),
    ],
    ids=["dozens", "hundreds", "several", "plural", "more than", "range", "at most", "exact"],
)
def test_of_what_is_vague_the_least_counts(said: CasualtyFigure, deaths: int, reading: str | None) -> None:
    """And the notes say how a word without a number was read."""
    found = row(replace(said, cause=Cause.AIRSTRIKE))
    assert found["fatalities"] == deaths
    assert "Fatalities" not in str(found["notes"]) if reading is None else reading in str(found["notes"])


def test_parts_background_and_injuries_are_no_fatalities() -> None:
    """Only the dead of this happening count, each once."""
    found = row(
        killed(9, cause=Cause.SHELLING),
        killed(4, group=Group.CHILDREN, among=0),
        killed(400, scope=Scope.BACKGROUND),
        killed(30, outcome=Outcome.INJURED),
    )
    assert found["fatalities"] == 9
    only_hurt = row(killed(30, outcome=Outcome.INJURED, cause=Cause.SHELLING), killed(400, scope=Scope.BACKGROUND))
    assert only_hurt["fatalities"] == 0
    assert "30 people injured" in str(only_hurt["notes"])


def test_of_rivals_the_lower_counts() -> None:
    """Within one story, and between independent sources of the same hour."""
    inside = row(
        killed(14, cause=Cause.CLASHES, attribution="الجيش"), killed(6, cause=Cause.CLASHES, attribution="الحركة")
    )
    assert inside["fatalities"] == 6
    further_down = row(
        killed(30, cause=Cause.CLASHES, attribution="الوزارة"),
        killed(76, cause=Cause.CLASHES, attribution="المرصد"),
        killed(4, cause=Cause.CLASHES, attribution="المرصد"),
    )
    assert further_down["fatalities"] == 30
    two = [
        read_story(f"ع{count}", f"ن{count}", outlet=f"م{count}", figures=[killed(count, cause=Cause.SHELLING)])
        for count in (12, 8)
    ]
    found = acled_row(happening(*two))
    assert not isinstance(found, LeftOut)
    assert found["fatalities"] == 8
    assert "from 8 to 12" in str(found["notes"])


def test_a_toll_that_rose_replaces_the_earlier_one() -> None:
    """The toll of an hour that has passed is no rival."""
    early = read_story("أ", "أ", outlet="أ", figures=[killed(5, cause=Cause.SHELLING)])
    late = read_story(
        "ب", "ب", outlet="ب", published=NOW + hours(1),
        figures=[killed(12, cause=Cause.SHELLING), killed(5, scope=Scope.BACKGROUND, cause=Cause.SHELLING)],
    )  # fmt: skip
    found = acled_row(happening(early, late, at=NOW + hours(2)))
    assert not isinstance(found, LeftOut)
    assert found["fatalities"] == 12


@pytest.mark.parametrize(
    ("days", "precision", "code", "tags"),
    [
        (1, DatePrecision.DAY, 1, ""),
        (2, DatePrecision.SPAN, 2, ""),
        (7, DatePrecision.SPAN, 2, ""),
        (8, DatePrecision.SPAN, 3, TALLY),
        (30, DatePrecision.MONTH, 3, TALLY),
    ],
)
def test_how_sure_the_day_is(days: int, precision: DatePrecision, code: int, tags: str) -> None:
    """A day, a week, or more; a tally of a period is tagged, since it is no incident."""
    when = period(DAY, DAY + timedelta(days=days - 1), precision)
    found = row(dated(killed(1, cause=Cause.SHELLING), when))
    assert (found["event_date"], found["time_precision"], found["tags"]) == ("2026-04-30", code, tags)


def test_without_a_date_the_first_report_gives_the_day() -> None:
    """With the lowest precision, and the notes say so."""
    found = row(killed(1, cause=Cause.SHELLING), published=NOW - hours(30))
    assert (found["event_date"], found["time_precision"]) == (str(date(2026, 4, 30)), 3)
    assert str(found["notes"]).endswith("No text dates it: the day is that of the first report.")


@pytest.mark.parametrize(
    ("precision", "code"), [(PlacePrecision.NEIGHBOURHOOD, 1), (PlacePrecision.TOWN, 1), (PlacePrecision.PROVINCE, 3)]
)
def test_how_sure_the_place_is(precision: PlacePrecision, code: int) -> None:
    """A town, or only the region."""
    found = row(dated(killed(1, cause=Cause.MINE), period(), replace(IDLIB, precision=precision)))
    assert found["geo_precision"] == code


def test_a_place_that_nobody_can_locate_stays_as_it_is_written() -> None:
    """No coordinates are made up; without a state the columns of states are empty."""
    found = row(figure(1, cause=Cause.MINE, place="قرية الزهرات"))
    names = ("location", "latitude", "longitude", "geo_precision", "iso", "country")
    assert [found[name] for name in names] == ["قرية الزهرات", None, None, None, None, None]


def test_a_town_that_no_list_knows_has_no_precision() -> None:
    """«بلدة البوليل» is a town by its own word and is nowhere on a map: what is not located is not precise either."""
    town = Location(name="البوليل", precision=PlacePrecision.TOWN, country="SY")
    found = row(dated(killed(1, cause=Cause.MINE, place="البوليل"), period(), town))
    names = ("location", "latitude", "longitude", "geo_precision", "country")
    assert [found[name] for name in names] == ["البوليل", None, None, None, "Syria"]


@pytest.mark.parametrize(
    ("home", "others", "scale"),
    [("SY", (), "National"), ("QA", (), "International"), ("SY", ("GB",), "National-International"), (None, (), "")],
)
def test_the_scale_of_the_sources(home: str | None, others: tuple[str, ...], scale: str) -> None:
    """From the outlets' states, where all are known."""
    reads = [strike(title=f"{number}", outlet=f"م{number}") for number in range(1 + len(others))]
    told = [
        replace(read, story=replace(read.story, country=state))
        for read, state in zip(reads, (home, *others), strict=True)
    ]
    found = acled_row(happening(*told))
    assert not isinstance(found, LeftOut)
    assert found["source_scale"] == scale


@pytest.mark.parametrize("cause", [Cause.EARTHQUAKE, Cause.ROAD_ACCIDENT, Cause.FLOOD, Cause.OTHER, Cause.FIRE])
def test_disasters_are_no_events_of_acleds(cause: Cause) -> None:
    """They are left out, or have empty types where they are asked for."""
    told = of(killed(4, group=Group.WOMEN, cause=cause))
    assert acled_row(told) is LeftOut.ACCIDENT
    found = acled_row(told, all_causes=True)
    assert not isinstance(found, LeftOut)
    names = ("fatalities", "event_type", "sub_event_type", "disorder_type", "inter2", "civilian_targeting")
    assert [found[name] for name in names] == [4, None, None, None, None, None]


def test_background_alone_is_no_happening() -> None:
    """A story that only looks back has no row, whatever is asked for."""
    told = of(killed(4, cause=Cause.SHELLING, scope=Scope.BACKGROUND))
    assert acled_row(told, all_causes=True) is LeftOut.NOBODY_HARMED
