"""The zone in which an outlet writes times that name none: its own, else its country's.

A country's is taken only where there is one zone to take: CLDR's where the country has one, the capital's where
outlets of a wider country all go by it. Summer time is the affair of the zone database.
"""

from datetime import tzinfo
from functools import lru_cache

from babel.core import get_global

from crawler.pages.when.dates import zone_of

# Not Canada, Australia, Brazil, Indonesia: their outlets sit in different zones.
_CAPITALS = {
    "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia",
    "DE": "Europe/Berlin",
    "ES": "Europe/Madrid",
    "MY": "Asia/Kuala_Lumpur",
    "PS": "Asia/Hebron",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "US": "America/New_York",
}
_NO_ZONE = "UTC"


def zone_for(zone: str | None, country: str | None) -> tzinfo:
    """The zone of an outlet of a country (ISO 3166-1 alpha-2); UTC where neither says it.

    >>> str(zone_for(None, "EG"))
    'Africa/Cairo'
    """
    return zone_of(zone_name_for(zone, country))


def zone_name_for(zone: str | None, country: str | None) -> str:
    """The same as an IANA name, which goes through a pipe and into a row."""
    if zone and _is_known(zone):
        return zone
    return _of_country(country.strip().upper()) if country else _NO_ZONE


@lru_cache(maxsize=512)
def _of_country(code: str) -> str:
    zones = get_global("territory_zones").get(code, ())
    name = _CAPITALS.get(code) or (zones[0] if len(zones) == 1 else _NO_ZONE)
    return name if _is_known(name) else _NO_ZONE


def _is_known(name: str) -> bool:
    return name == _NO_ZONE or zone_of(name) is not zone_of(None)
