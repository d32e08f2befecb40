"""The time within a date, with the half of the day and the zone it is told in; folded text."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

# Hours from UTC of the names that servers in our countries print. AST is Arabia's and GST the Gulf's, not the
# Atlantic's and South Georgia's; IST (Israel, India, Ireland) and CST (Chicago, China) stay with the outlet's zone.
_NAMED_HOURS = {
    "z": 0.0, "gmt": 0.0, "utc": 0.0, "ut": 0.0, "wet": 0.0, "west": 1.0, "bst": 1.0, "cet": 1.0, "cest": 2.0,
    "met": 1.0, "mest": 2.0, "cat": 2.0, "eet": 2.0, "eest": 3.0, "eat": 3.0, "ast": 3.0, "adt": 4.0, "msk": 3.0,
    "trt": 3.0, "irst": 3.5, "irdt": 4.5, "gst": 4.0, "pkt": 5.0, "est": -5.0, "edt": -4.0, "pst": -8.0, "pdt": -7.0,
}  # fmt: skip
# «بتوقيت مكة المكرمة»; not عمان, which is Amman's and Oman's.
_PLACES = {
    "مكه": "Asia/Riyadh", "السعوديه": "Asia/Riyadh", "الرياض": "Asia/Riyadh", "جده": "Asia/Riyadh",
    "القاهره": "Africa/Cairo", "مصر": "Africa/Cairo", "بيروت": "Asia/Beirut", "لبنان": "Asia/Beirut",
    "دمشق": "Asia/Damascus", "سوريا": "Asia/Damascus", "سوريه": "Asia/Damascus", "بغداد": "Asia/Baghdad",
    "العراق": "Asia/Baghdad", "الاردن": "Asia/Amman", "القدس": "Asia/Jerusalem", "فلسطين": "Asia/Gaza",
    "غزه": "Asia/Gaza", "رام الله": "Asia/Hebron", "الدوحه": "Asia/Qatar", "قطر": "Asia/Qatar",
    "الكويت": "Asia/Kuwait", "المنامه": "Asia/Bahrain", "البحرين": "Asia/Bahrain", "مسقط": "Asia/Muscat",
    "صنعاء": "Asia/Aden", "عدن": "Asia/Aden", "اليمن": "Asia/Aden", "الامارات": "Asia/Dubai",
    "ابوظبي": "Asia/Dubai", "ابو ظبي": "Asia/Dubai", "دبي": "Asia/Dubai", "تونس": "Africa/Tunis",
    "الجزاير": "Africa/Algiers", "المغرب": "Africa/Casablanca", "الرباط": "Africa/Casablanca",
    "طرابلس": "Africa/Tripoli", "ليبيا": "Africa/Tripoli", "نواكشوط": "Africa/Nouakchott",
    "الخرطوم": "Africa/Khartoum", "السودان": "Africa/Khartoum", "طهران": "Asia/Tehran", "اسطنبول": "Europe/Istanbul",
    "تركيا": "Europe/Istanbul", "انقره": "Europe/Istanbul", "موسكو": "Europe/Moscow", "باريس": "Europe/Paris",
    "لندن": "Europe/London", "واشنطن": "America/New_York",
}  # fmt: skip
_HALVES = "صباحا|مساء|ظهرا|عصرا|فجرا|ليلا"
_TIME = re.compile(
    r"(?:(?<![\u0621-\u064a])(?P<before>am|pm|ص|م|صباحا|مساء)\s*)?"
    r"(?<![\d:/.])(?<!\d[+-])(?P<hour>\d{1,2})"
    r"(?:(?::|h)(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?(?![\d:])"
    rf"|(?=\s*(?:[ap]\.?m\b|(?:{_HALVES})(?![\u0621-\u064a]))))"  # «9 مساء»
    rf"(?:\s*(?P<half>[ap]\.?m\b\.?|(?:ص|م|{_HALVES})(?![\u0621-\u064a])))?"
    r"(?:(?:\s*\(?\s*|[\s،,|-]{1,3}(?=ب?توقيت))(?:ب?توقيت\s+)?(?P<greenwich>[غجقك]رين(?:ي?ت|تي)ش|ت\s?\.?\s?غ)(?![\u0621-\u064a])"
    rf"|\s*\(?(?<![a-z])(?P<name>{'|'.join(sorted(_NAMED_HOURS, key=len, reverse=True))}|[cim][sd]t)(?![a-z]))?"
    # Not the day of «12:00 -5 jan 2026», not the year of «12:00-2026».
    r"(?:\s?(?P<offset>[+-](?:(?:0\d|1[0-4]):?[0-5]\d|\d{1,2}(?!\s*[a-z\u0621-\u064a]))(?![\d/.:-])))?"
)
_PLACE = re.compile(
    r"(?:\s*\(|[\s،,|-]*\(?\s*ب?توقيت\s)\s*(?:مدينه\s+)?(" + "|".join(_PLACES) + r")(?![\u0621-\u064a])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeOfDay:
    """A time at text[start:end]. `zone` is None where none is told; `english` that AM or PM stands with it."""

    start: int
    end: int
    hour: int
    minute: int
    second: int
    zone: tzinfo | None
    zone_name: str = ""
    english: bool = False

    def on(self, day: date, zone: tzinfo) -> datetime:
        """The moment on a day; `zone` is that of the outlet, which also knows what it calls its own time."""
        local = datetime.combine(day, time(self.hour, self.minute, min(self.second, 59)), tzinfo=zone)
        if self.zone is None or (self.zone_name and (local.tzname() or "").lower() == self.zone_name):
            return local
        return local.replace(tzinfo=self.zone)


def times_in(text: str) -> list[TimeOfDay]:
    """All times of a folded text in their order; a time that no clock shows raises ValueError when it is used."""
    return [_time(match, text) for match in _TIME.finditer(text)]


def _time(match: re.Match[str], text: str) -> TimeOfDay:
    half = (match["half"] or match["before"] or "").replace(".", "")
    name, offset = match["name"] or "", match["offset"]
    zone: tzinfo | None = UTC if match["greenwich"] else None
    end = match.end()
    place = _PLACE.match(text, end) if zone is None and not name else None
    if place is not None:
        zone, end = ZoneInfo(_PLACES[place.group(1)]), place.end()
    elif offset and (not name or name in ("gmt", "utc", "ut", "z")):
        zone = _offset(offset)
    elif name in _NAMED_HOURS:
        zone = timezone(timedelta(hours=_NAMED_HOURS[name]))
    return TimeOfDay(
        start=match.start(),
        end=end,
        hour=_hour(int(match["hour"]), half),
        minute=int(match["minute"] or 0),
        second=int(match["second"] or 0),
        zone=zone,
        zone_name="" if offset else name,
        english=half in ("am", "pm"),
    )


def _hour(hour: int, half: str) -> int:
    if not half or hour > 12:
        return hour
    if half == "ليلا":
        return hour + 12 if 6 <= hour < 12 else hour % 12  # from six to midnight, and from then to five
    if half == "ظهرا":
        return hour if hour >= 10 else hour + 12  # from eleven to three
    return hour % 12 + (12 if half in ("pm", "م", "مساء", "عصرا") else 0)


def _offset(text: str) -> tzinfo:
    sign = -1 if text.startswith("-") else 1
    digits = text[1:].replace(":", "")
    hours, minutes = (digits, "0") if len(digits) <= 2 else (digits[:-2], digits[-2:])
    return timezone(sign * timedelta(hours=int(hours), minutes=int(minutes)))
