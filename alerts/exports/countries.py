"""States as exports write them: numeric and three-letter ISO codes, English names, ACLED's regions."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale
from babel.core import get_global

_DATA = Path(__file__).parent / "countries.tsv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A state: `numeric` (760) and `letters` (SYR) as in ISO 3166-1, which gives Kosovo no number."""

    code: str
    name: str
    numeric: int | None
    letters: str
    region: str


@cache
def country(code: str) -> Country | None:
    """The state of a two-letter ISO code, or None where it is of none where people live."""
    return _countries().get(code.upper())


@cache
def _countries() -> dict[str, Country]:
    listed = _listed()
    numeric, letters = _codes()
    letters |= listed["letters"]
    numeric |= {code: int(number) for code, number in listed["numeric"].items()}
    names: dict[str, str] = {code: name for code, name in Locale("en").territories.items() if len(code) == 2}
    return {
        code: Country(
            code=code,
            name=listed["name"].get(code, names[code]),
            numeric=None if code in listed["none"] else numeric[code],
            letters=letters[code],
            region=listed["region"][code],
        )
        for code in names
        if code in listed["region"]
    }


def _codes() -> tuple[dict[str, int], dict[str, str]]:
    """The numeric and the three-letter codes, from CLDR's list of other codes for each territory."""
    numeric: dict[str, int] = {}
    letters: dict[str, str] = {}
    for alias, codes in get_global("territory_aliases").items():
        if len(codes) != 1:
            continue
        if alias.isdecimal():
            numeric[codes[0]] = int(alias)
        elif len(alias) == 3:
            letters[codes[0]] = alias
    return numeric, letters


def _listed() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {"region": {}, "name": {}, "numeric": {}, "letters": {}, "none": {}}
    for line in _DATA.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, name, codes = line.split("\t")
            found[kind] |= dict.fromkeys(codes.split(", "), name)
    return found
