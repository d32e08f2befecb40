"""Where places lie: the coordinates, states and governorates that a name may stand for.

Kept apart from the gazetteer (places.py), which only finds names, and read when a location is first asked for.
coordinates.tsv stays as it is in the file, sorted, and is searched by halves: 15,000 objects would cost ten times the
memory.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from crawler.arabic.letters import fold_key

_HERE = Path(__file__).parent


class Level(StrEnum):
    """How wide a place is. WIDE is no state's: a sea, a part of the world."""

    STATE = "state"
    PROVINCE = "province"
    TOWN = "town"
    WIDE = "wide"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One place that a name may mean: ISO code, WGS 84 degrees, people (0 where not known), Latin names."""

    level: Level
    state: str | None
    people: int = 0
    latitude: float | None = None
    longitude: float | None = None
    latin: str | None = None
    region: str | None = None
    listed: bool = False  # in regions.tsv, which holds what the news names

    @property
    def degrees(self) -> tuple[float, float] | None:
        """Latitude and longitude, where they are known."""
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)


def region_rows() -> list[tuple[str, Level, list[str]]]:
    """The rows of regions.tsv: state («-» for none), level, folded names."""
    rows = []
    for line in (_HERE / "regions.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, level, names = line.split("\t")
            rows.append((code, Level(level), fold_key(names).split(", ")))
    return rows


@lru_cache(maxsize=4_000)
def sites_of(name: str) -> tuple[Site, ...]:
    """Every place of that Arabic name that is known, the town with most people first; empty where none is.

    >>> [site.state for site in sites_of("طرابلس")]
    ['LY', 'LB']
    """
    key = fold_key(name)
    return _sites(key) or (_sites(key[2:]) if key.startswith("ال") else ())


@lru_cache(maxsize=4_000)
def _sites(key: str) -> tuple[Site, ...]:
    rows = _listed().get(key, ())
    towns = _towns(key, {code for code, _ in rows})
    states = {town.state for town in towns}
    wider = []
    for code, level in rows:
        if level is Level.STATE:
            wider.append(site_of_state(code))
        elif level is not Level.TOWN or code not in states:
            region = _namesake(code, key, towns) if level is Level.PROVINCE else None
            wider.append(Site(level=level, state=None if code == "-" else code, region=region, listed=True))
    return (*towns, *wider)


def _namesake(code: str, key: str, towns: list[Site]) -> str | None:
    """A governorate's Latin name, by the town of 15,000 or more that it is named after («ريف حماة» after «حماة»)."""
    rest = key.partition(" ")[2]
    after = (*towns, *(_towns(rest, set()) if rest else ()))
    return next((town.region for town in after if town.state == code and town.people >= 15_000), None)


def _towns(key: str, listed: set[str]) -> list[Site]:
    found = []
    for line in _lines_of(key):
        _, state, people, latitude, longitude, latin, region = line.split("\t")
        found.append(
            Site(
                level=Level.TOWN,
                state=state,
                people=int(people),
                latitude=float(latitude),
                longitude=float(longitude),
                latin=latin,
                region=region or None,
                listed=state in listed,
            )
        )
    return sorted(found, key=lambda site: -site.people)


def _lines_of(key: str) -> list[str]:
    """The lines of coordinates.tsv that begin with a folded name; UTF-8 bytes sort as their characters do."""
    table, wanted = _coordinates(), key.encode() + b"\t"
    low, high = 0, len(table)  # both always at a line's start, or at the end
    while low < high:
        middle = table.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = table.index(b"\n", middle) + 1
        if table[middle:end] < wanted:
            low = end
        else:
            high = middle
    found = []
    while table.startswith(wanted, low):
        end = table.index(b"\n", low)
        found.append(table[low:end].decode())
        low = end + 1
    return found


def site_of_state(code: str) -> Site:
    """A state, with the middle of its largest part; no coordinates where the map has none."""
    latin, latitude, longitude = _countries().get(code, ("", "-", "-"))
    known = latitude != "-"
    return Site(
        level=Level.STATE,
        state=code,
        latitude=float(latitude) if known else None,
        longitude=float(longitude) if known else None,
        latin=latin or None,
        listed=True,
    )


@lru_cache(maxsize=1)
def _coordinates() -> bytes:
    return (_HERE / "coordinates.tsv").read_bytes().partition(b"\n")[2]  # without the comment on top


@lru_cache(maxsize=1)
def _listed() -> dict[str, tuple[tuple[str, Level], ...]]:
    found: dict[str, tuple[tuple[str, Level], ...]] = {}
    for code, level, names in region_rows():
        entry = ((code, level),)
        for name in names:
            found[name] = found.get(name, ()) + entry
    return found


@lru_cache(maxsize=1)
def _countries() -> dict[str, tuple[str, str, str]]:
    rows = (_HERE / "countries.tsv").read_text(encoding="utf-8").splitlines()
    split = (line.split("\t") for line in rows if not line.startswith("#"))
    return {code: (latin, latitude, longitude) for code, latin, latitude, longitude in split}
