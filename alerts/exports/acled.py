"""A happening as a row in ACLED's columns; pure. What each column holds, and where we depart: docs/export.md."""

from alerts.exports.actors import Inter
from alerts.exports.columns import Cell
from alerts.exports.countries import Country
from alerts.exports.fatalities import Fatalities, fatalities_of
from alerts.exports.happening import Happening, Spot, When, country_of, spot_of, when_of
from alerts.exports.sides import NOBODY, Sides, interaction, sides_of
from alerts.exports.violence import EventType, LeftOut, event_type
from alerts.exports.wording import notes_of
from crawler.facts.figure import DatePrecision, PlacePrecision

COLUMNS = tuple(
    (
        "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 "
        "inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 "
        "location latitude longitude geo_precision source source_scale notes fatalities tags timestamp"
    ).split()
)

BATTLES = "Battles"
TALLY = "rasid: tally of a period"
UNCLEAR_DAY = 3
A_WEEK = 7
_GEO = {
    PlacePrecision.NEIGHBOURHOOD: 1,
    PlacePrecision.TOWN: 1,
    PlacePrecision.CITY: 1,
    PlacePrecision.PROVINCE: 3,
    PlacePrecision.COUNTRY: 3,
}


def acled_row(happening: Happening, *, all_causes: bool = False) -> dict[str, Cell] | LeftOut:
    """The row of a happening, or why it has none. With `all_causes` what is no event of ACLED's has empty types."""
    sides = sides_of(happening)
    kind = event_type(happening.figures, sides.kind)
    if kind is LeftOut.NOBODY_HARMED or (isinstance(kind, LeftOut) and not all_causes):
        return kind
    state, spot, when = country_of(happening), spot_of(happening), when_of(happening)
    deaths = fatalities_of(happening)
    row: dict[str, Cell] = {
        "event_id_cnty": event_id(happening, state),
        **_time(when),
        **_types(kind),
        **_actors(sides, kind),
        **_place(state, spot),
        **_sources(happening, state),
        **_rest(happening, sides, deaths, when),
    }
    return {column: row.get(column) for column in COLUMNS}


def event_id(happening: Happening, state: Country | None) -> str:
    """RASID-SYR-12 for an event, RASID-SYR-S34 for a story: never the form of an id of ACLED's own."""
    return "-".join(["RASID", *([state.letters] if state else []), happening.id])


def _time(when: When) -> dict[str, Cell]:
    return {"event_date": when.start.isoformat(), "year": when.start.year, "time_precision": time_precision(when)}


def time_precision(when: When) -> int:
    """1 a day, 2 a span of up to a week, 3 a longer one or a day that no text states."""
    if when.precision is None:
        return UNCLEAR_DAY
    if when.precision is DatePrecision.DAY and when.days == 1:
        return 1
    return 2 if when.days <= A_WEEK else 3


def _types(kind: EventType | LeftOut) -> dict[str, Cell]:
    if isinstance(kind, LeftOut):
        return {}
    return {"disorder_type": kind.disorder, "event_type": kind.event, "sub_event_type": kind.sub_event}


def _actors(sides: Sides, kind: EventType | LeftOut) -> dict[str, Cell]:
    """The actors; their kinds only where it is an event of ACLED's. Civilians are no side of a battle."""
    first, second, beside = sides.first, sides.second, sides.second.associated
    if isinstance(kind, EventType) and kind.event == BATTLES and sides.civilians:
        second, beside = NOBODY, (second.name, *beside)
    cells: dict[str, Cell] = {
        "actor1": first.name,
        "assoc_actor_1": "; ".join(first.associated),
        "actor2": second.name,
        "assoc_actor_2": "; ".join(beside),
    }
    if isinstance(kind, EventType):
        cells |= {
            "inter1": first.inter,
            "inter2": second.inter,
            "interaction": interaction(first, second),
            "civilian_targeting": "Civilian targeting" if second.inter is Inter.CIVILIANS else "",
        }
    return cells


def _place(state: Country | None, spot: Spot) -> dict[str, Cell]:
    where = spot.location
    cells: dict[str, Cell] = {"location": spot.place}
    if state is not None:
        cells |= {"iso": state.numeric, "region": state.region, "country": state.name}
    if where is not None:
        cells |= {
            "admin1": where.region,
            "location": where.latin or spot.place or where.name,
            "latitude": where.latitude,
            "longitude": where.longitude,
            "geo_precision": None if where.latitude is None else _GEO[where.precision],
        }
    return cells


def _sources(happening: Happening, state: Country | None) -> dict[str, Cell]:
    outlets = dict.fromkeys(report.outlet for report in happening.reports)
    homes = {told.account.read.story.country for told in happening.stories}
    scale = ""
    if state is not None and homes and None not in homes:
        inside, outside = state.code in homes, bool(homes - {state.code})
        scale = "National-International" if inside and outside else "National" if inside else "International"
    return {"source": "; ".join(outlets), "source_scale": scale}


def _rest(happening: Happening, sides: Sides, deaths: Fatalities, when: When) -> dict[str, Cell]:
    return {
        "notes": notes_of(happening, sides, deaths, when),
        "fatalities": deaths.number,
        "tags": TALLY if when.precision is not None and when.days > A_WEEK else "",
        "timestamp": int(happening.changed.timestamp()),
    }
