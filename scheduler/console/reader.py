"""Who looks at a page: language, digits, time zone and colours, as their cookies say; pure.

Nothing here is a secret or a right: a cookie that says what nobody offers is as good as none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import unquote
from zoneinfo import ZoneInfo, available_timezones

from alerts.text.parties import Language

Digits = Literal["latn", "arab"]
Colours = Literal["auto", "light", "dark"]

LANGUAGES: tuple[Language, ...] = ("ar", "en")
DIGITS: tuple[Digits, ...] = ("latn", "arab")
COLOURS: tuple[Colours, ...] = ("auto", "light", "dark")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """How somebody reads. `zone_known` is false where the zone is the configuration's, not the reader's own."""

    language: Language = "ar"
    digits: Digits = "latn"
    zone: str = "UTC"
    zone_known: bool = False
    colours: Colours = "auto"

    @property
    def direction(self) -> str:
        """Where lines begin."""
        return "rtl" if self.language == "ar" else "ltr"

    @property
    def timezone(self) -> ZoneInfo:
        """The zone to show times in."""
        return ZoneInfo(self.zone)


def reader_of(cookies: Mapping[str, str], *, otherwise: Reader) -> Reader:
    """The reader that cookies tell of; what they do not say, or say wrongly, is as in `otherwise`."""
    found = otherwise
    for language in LANGUAGES:
        found = replace(found, language=language) if cookies.get("language") == language else found
    for digits in DIGITS:
        found = replace(found, digits=digits) if cookies.get("digits") == digits else found
    for colours in COLOURS:
        found = replace(found, colours=colours) if cookies.get("colours") == colours else found
    zone = unquote(cookies.get("zone", ""))
    return replace(found, zone=zone, zone_known=True) if zone in _zones() else found


def choice(name: str, value: str) -> tuple[str, str] | None:
    """The cookie that a choice becomes; None where nobody offers it."""
    offered: Mapping[str, tuple[str, ...]] = {"language": LANGUAGES, "digits": DIGITS, "colours": COLOURS}
    return (name, value) if value in offered.get(name, ()) else None


_known: set[str] = set()


def _zones() -> set[str]:
    if not _known:
        _known.update(available_timezones())
    return _known
