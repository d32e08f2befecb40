"""Times in a subscription's zone, with the months as its readers call them: أيار in Damascus, مايو in Cairo."""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import get_timezone_location

from alerts.text.parties import Language

_UTC_KEYS = frozenset({"UTC", "Etc/UTC", "GMT", "Etc/GMT", "Zulu", "Etc/Zulu"})


def clock(moment: datetime, zone: ZoneInfo) -> str:
    """Hours and minutes: «14:05»."""
    return f"{moment.astimezone(zone):%H:%M}"


def day(moment: datetime, zone: ZoneInfo, language: Language) -> str:
    """The day with its month in words: «5 أيار 2026»."""
    local = moment.astimezone(zone)
    return f"{local.day} {_months(zone.key, language)[local.month - 1]} {local.year}"


def moment_text(moment: datetime, zone: ZoneInfo, language: Language) -> str:
    """Day and clock: «5 أيار 2026، 14:05»."""
    comma = "،" if language == "ar" else ","
    return f"{day(moment, zone, language)}{comma} {clock(moment, zone)}"


@lru_cache(maxsize=64)
def zone_text(zone_key: str, language: Language) -> str:
    """Whose clock that is: «بتوقيت دمشق», «Damascus time»."""
    if zone_key in _UTC_KEYS:
        return "بتوقيت غرينتش" if language == "ar" else "UTC"
    city = get_timezone_location(zone_key, locale=language, return_city=True)
    # CLDR explains some names in brackets: «هيبرون (مدينة الخليل)».
    city = city.split("(")[-1].rstrip(")").removeprefix("مدينة ").strip() if language == "ar" else city
    return f"بتوقيت {city}" if language == "ar" else f"{city} time"


@lru_cache(maxsize=64)
def _months(zone_key: str, language: Language) -> tuple[str, ...]:
    locale = Locale(language)
    if language == "ar":
        territory = get_global("zone_territories").get(zone_key)
        try:
            locale = Locale("ar", territory) if territory else locale
        except UnknownLocaleError:
            locale = Locale("ar")  # a zone outside the Arab countries
    names = locale.months["format"]["wide"]
    return tuple(names[number] for number in range(1, 13))
