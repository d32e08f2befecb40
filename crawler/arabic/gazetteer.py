"""Every known name of a place: places.tsv (GeoNames) and regions.tsv (states, governorates, towns it lacks or spells
otherwise). Where they lie is atlas.py's to tell."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from crawler.arabic.atlas import Level, region_rows
from crawler.arabic.letters import fold_key
from crawler.arabic.place_lists import LISTS, SHY
from crawler.arabic.words import Dictionary

_HERE = Path(__file__).parent


def _entries() -> Iterator[tuple[str, str]]:
    """Folded names in the order in which they win: states, governorates, other regions, towns of GeoNames."""
    yield from ((name, code) for name, code in _region_entries() if not _is_hidden(name))
    for line in (_HERE / "places.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, code = line.split("\t")
            yield name, code


def _is_hidden(name: str) -> bool:
    return name in SHY and name not in LISTS["shy datelines"]


def _region_entries() -> Iterator[tuple[str, str]]:
    rows = region_rows()
    for levels in ((Level.STATE,), (Level.PROVINCE,), (Level.TOWN, Level.WIDE)):
        states: dict[str, str] = {}
        for code, level, names in rows:
            if level in levels:
                for name in names:
                    states[name] = code if states.get(name, code) == code else "-"
        yield from states.items()


@lru_cache(maxsize=1)
def gazetteer() -> Dictionary[str]:
    """Every known name with its state's code; «-» where it lies in several."""
    return Dictionary(_entries(), folded=True)


@lru_cache(maxsize=1)
def hidden() -> dict[str, str]:
    """Towns of regions.tsv whose names are ordinary words: no reader may take them for places by themselves."""
    hidden: dict[str, str] = {}
    for name, code in _region_entries():
        if _is_hidden(name):
            hidden.setdefault(name, code)
    return hidden


@lru_cache(maxsize=1)
def nationalities() -> dict[str, str]:
    """ISO codes by the folded adjectives of states as they follow a noun with the article («الليبيه»)."""
    found: dict[str, str] = {}
    for code, _, adjectives, _ in _state_rows():
        for adjective in adjectives:
            if " " not in adjective:
                found.setdefault("ال" + adjective, code)
                found.setdefault("ال" + adjective + "ه", code)
    return found


def capitals() -> Iterator[tuple[str, str]]:
    """Folded names of capitals with the ISO code of their state."""
    for code, _, _, names in _state_rows():
        yield from ((name, code) for name in names)


def _state_rows() -> Iterator[tuple[str, list[str], list[str], list[str]]]:
    """The rows of states.tsv: code, other names, adjectives, capitals, folded."""
    for line in (_HERE / "states.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, *cells = line.split("\t")
            names, adjectives, seats = ([] if cell == "-" else fold_key(cell).split(", ") for cell in cells[:3])
            yield code, names, adjectives, seats


@lru_cache(maxsize=1)
def states() -> frozenset[str]:
    """Folded names of states."""
    return frozenset(name for _, level, names in region_rows() if level is Level.STATE for name in names)
