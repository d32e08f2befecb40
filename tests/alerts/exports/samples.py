"""Stories and happenings for the tests of the exports."""

from dataclasses import replace
from datetime import date, datetime

from alerts.exports.happening import Happening, happening_of
from crawler.facts.figure import CasualtyFigure, Cause, DatePrecision, Group, Location, Outcome, Period, PlacePrecision
from crawler.understanding import ReadStory
from tests.alerts.making import NOW, figure, kept, read_story

DAY = date(2026, 4, 30)
IDLIB = Location(
    name="إدلب",
    precision=PlacePrecision.CITY,
    country="SY",
    latin="Idlib",
    region="Idlib",
    latitude=35.93,
    longitude=36.63,
)


def period(start: date = DAY, end: date | None = None, precision: DatePrecision = DatePrecision.DAY) -> Period:
    """A day, or the days from one to another."""
    return Period(start=start, end=end or start, precision=precision)


def dated(one: CasualtyFigure, when: Period, location: Location | None = IDLIB) -> CasualtyFigure:
    """A figure with its day and where it lies."""
    return replace(one, period=when, location=location)


def killed(count: int, **changes: object) -> CasualtyFigure:
    """So many killed in Syria."""
    values: dict[str, object] = {"place": "إدلب", "country": "SY", "quote": "مقتل أشخاص", **changes}
    return figure(count, **values)  # type: ignore[arg-type]


def strike(**changes: object) -> ReadStory:
    """Nine civilians killed in an airstrike on a dated day, three children among them; five people hurt."""
    actor = "الطيران الروسي"
    values: dict[str, object] = {
        "title": "مقتل 9 مدنيين بغارة روسية على إدلب",
        "text": "قُتل 9 مدنيين بينهم 3 أطفال وأصيب 5 أشخاص بغارة للطيران الروسي على إدلب، الخميس.",
        "outlet": "نداء الشام",
        "figures": (
            dated(killed(9, group=Group.CIVILIANS, cause=Cause.AIRSTRIKE, actor=actor, quote="قُتل 9 مدنيين"), period()),
            killed(3, group=Group.CHILDREN, among=0, cause=Cause.AIRSTRIKE, actor=actor),
            killed(5, outcome=Outcome.INJURED, cause=Cause.AIRSTRIKE, actor=actor),
        ),
    }
    return read_story(**{**values, **changes})  # type: ignore[arg-type]


def happening(*reads: ReadStory, event: int | None = None, at: datetime = NOW) -> Happening:
    """What these stories tell of."""
    return happening_of([kept(number, read, at=at) for number, read in enumerate(reads, 1)], event=event)


def of(*figures: CasualtyFigure, **changes: object) -> Happening:
    """What one story with these figures tells of."""
    return happening(read_story("عنوان", "نص", figures=figures, **changes))  # type: ignore[arg-type]
