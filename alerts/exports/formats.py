"""The forms that `rasid export` knows. A further one is a conversion in a file of its own and a line in FORMATS.

A form tells of happenings (events with their stories) or of stories; its conversion gives the lines of one of them, or
says why there are none.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from alerts.exports.acled import COLUMNS as ACLED_COLUMNS
from alerts.exports.acled import acled_row
from alerts.exports.airwars import airwars_incident
from alerts.exports.dealings import CAMEO_COLUMNS, cameo_rows, plover_records
from alerts.exports.happening import Happening
from alerts.exports.lines import csv_heading, csv_line, json_line
from alerts.exports.plain import FIGURE_COLUMNS, figure_rows, story_line
from alerts.exports.violence import LeftOut
from crawler.store.story_rows import KeptStory


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the lines are to hold. `all_causes` takes accidents and disasters into forms for political violence;
    `event_scope_only` leaves background figures and acts out of forms that tell of stories."""

    all_causes: bool = False
    event_scope_only: bool = False
    countries: frozenset[str] = frozenset()  # two-letter codes; empty: everywhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One form: its heading ('' for none), and what it makes of a happening or of a story with its events' ids."""

    heading: str = ""
    of_happening: Callable[[Happening, Wish], str | LeftOut] | None = None
    of_story: Callable[[KeptStory, tuple[int, ...], Wish], Iterable[str]] | None = None

    @property
    def is_csv(self) -> bool:
        """Whether it is a table for spreadsheets."""
        return bool(self.heading)


def _acled(happening: Happening, wish: Wish) -> str | LeftOut:
    row = acled_row(happening, all_causes=wish.all_causes)
    return row if isinstance(row, LeftOut) else csv_line(row, ACLED_COLUMNS)


def _airwars(happening: Happening, wish: Wish) -> str | LeftOut:
    incident = airwars_incident(happening, all_causes=wish.all_causes)
    return incident if isinstance(incident, LeftOut) else json_line(incident)


def _stories(kept: KeptStory, events: tuple[int, ...], wish: Wish) -> Iterable[str]:
    return [json_line(story_line(kept, events, event_scope_only=wish.event_scope_only))]


def _figures(kept: KeptStory, events: tuple[int, ...], wish: Wish) -> Iterable[str]:
    rows = figure_rows(kept, events, event_scope_only=wish.event_scope_only)
    return [csv_line(row, FIGURE_COLUMNS) for row in rows if not wish.countries or row["country"] in wish.countries]


def _plover(kept: KeptStory, events: tuple[int, ...], wish: Wish) -> Iterable[str]:
    records = plover_records(kept, events, event_scope_only=wish.event_scope_only, countries=wish.countries)
    return [json_line(record) for record in records]


def _cameo(kept: KeptStory, events: tuple[int, ...], wish: Wish) -> Iterable[str]:
    rows = cameo_rows(kept, events, event_scope_only=wish.event_scope_only, countries=wish.countries)
    return [csv_line(row, CAMEO_COLUMNS) for row in rows]


FORMATS = {
    "acled-csv": Format(heading=csv_heading(ACLED_COLUMNS), of_happening=_acled),
    "airwars-jsonl": Format(of_happening=_airwars),
    "cameo-csv": Format(heading=csv_heading(CAMEO_COLUMNS), of_story=_cameo),
    "csv": Format(heading=csv_heading(FIGURE_COLUMNS), of_story=_figures),
    "jsonl": Format(of_story=_stories),
    "plover-jsonl": Format(of_story=_plover),
}
