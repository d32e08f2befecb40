"""Where events lie on the map: degrees by the gazetteer, and their spots on the bundled outline; pure.

The outline is Natural Earth's land (public domain), drawn once by scripts/outline.py in tenths of degrees. It shows
coasts and no borders.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from crawler.arabic.atlas import site_of_state, sites_of

_NARROWED = math.cos(math.radians(30))  # as in scripts/outline.py
_MARGIN = 40.0  # tenths of degrees around the outermost spots
_LEAST = 260.0  # the narrowest view: a few countries, so that a lone spot is seen to lie somewhere
_SHAPE = 1.6  # width to height
_HOME = (300.0, -260.0)  # between Cairo and Damascus: where a map without spots looks


@dataclass(frozen=True, slots=True)
class Degrees:
    """WGS 84; `exact` is false for the middle of a whole country."""

    latitude: float
    longitude: float
    exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The part of the outline that is shown, in its units; `unit` is a hundredth of its width, for sizes."""

    x: float
    y: float
    width: float
    height: float

    @property
    def unit(self) -> float:
        return self.width / 100


def degrees_of(place: str | None, country: str | None) -> Degrees | None:
    """Where a place lies; the middle of its country where the gazetteer does not know it, None if that is unknown."""
    for site in sites_of(place) if place else ():
        if site.degrees is not None and (country is None or site.state == country):
            return Degrees(*site.degrees, exact=True)
    middle = site_of_state(country).degrees if country else None
    return None if middle is None else Degrees(*middle, exact=False)


def spot(degrees: Degrees) -> tuple[float, float]:
    """The point on the outline."""
    return round(degrees.longitude * 10 * _NARROWED, 1), round(-degrees.latitude * 10, 1)


def view_of(spots: Sequence[tuple[float, float]]) -> View:
    """The smallest view of one shape that holds all spots."""
    places = spots or [_HOME]
    left, right = min(x for x, _ in places) - _MARGIN, max(x for x, _ in places) + _MARGIN
    top, bottom = min(y for _, y in places) - _MARGIN, max(y for _, y in places) + _MARGIN
    width = max(right - left, (bottom - top) * _SHAPE, _LEAST if spots else 2 * _LEAST)
    height = width / _SHAPE
    return View(
        x=round((left + right - width) / 2, 1),
        y=round((top + bottom - height) / 2, 1),
        width=round(width, 1),
        height=round(height, 1),
    )


@cache
def outline() -> str:
    """The path of the land."""
    return (Path(__file__).parent / "assets" / "land.txt").read_text(encoding="ascii").strip()
