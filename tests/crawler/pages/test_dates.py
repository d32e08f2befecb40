"""Dates as machines write them, in the forms that Arabic outlets use."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.pages.when.dates import read_moment, read_told, zone_of

DAMASCUS = zone_of("Asia/Damascus")
READABLE = [
    ("Tue, 24 Aug 2021 10:00:00 GMT", "2021-08-24T10:00"),
    ("Tue, 24 Aug 2021 10:00:00 +0300", "2021-08-24T07:00"),
    ("2021-06-03T12:00:00.000+03:00", "2021-06-03T09:00"),
    ("2021-06-03T12:00:00Z", "2021-06-03T12:00"),
    ("20240102T030405Z", "2024-01-02T03:04:05"),
    ("2021-06-03 12:00", "2021-06-03T09:00"),
    ("السبت, 12 أبريل 2025 10:00:00 +0300", "2025-04-12T07:00"),
    ("12 نيسان 2025 10:00", "2025-04-12T07:00"),
    ("12 أفريل 2025 10:00", "2025-04-12T07:00"),
    ("12 غشت 2025 10:00", "2025-08-12T07:00"),
    ("12 أيار/مايو 2024 - 3:05 م", "2024-05-12T12:05"),
    ("تم نشره الجمعة 24 نيسان / أبريل 2020 09:22 مساءً", "2020-04-24T18:22"),
    ("٣ آب ٢٠٢٣ ٠٨:٣٠ صباحا", "2023-08-03T05:30"),
    ("الثلاثاء 5 تشرين الثاني 2024 12:00", "2024-11-05T09:00"),
    ("Tuesday, August 03, 2021 5:03 PM", "2021-08-03T14:03"),
    ("8/3/2021 1:22:00 PM", "2021-08-03T10:22"),
    ("25/12/2020 14:00", "2020-12-25T12:00"),
    # Hijri dates stand below. Forms of ISO 8601 and of epochs:
    ("2026-01-29T14:30", "2026-01-29T11:30"),
    ("2026-01-29T14:30:00,123+03:00", "2026-01-29T11:30"),
    ("2026-01-29 14:30 +03:00", "2026-01-29T11:30"),
    ("2026-01-29 14:30:05.123456 -0500", "2026-01-29T19:30:05"),
    ("۲۰۲۶/۰۱/۲۹ ۱۴:۳۰", "2026-01-29T11:30"),
    ("2026-01-29", "2026-01-28T21:00"),
    ("2026-01-29+03:00", "2026-01-28T21:00"),
    ("20260129143000", "2026-01-29T11:30"),
    ("1769697000", "2026-01-29T14:30"),
    ("1769697000000", "2026-01-29T14:30"),
    ("١٧٦٩٦٩٧٠٠٠", "2026-01-29T14:30"),
    # Of RFC 822 and of what programs print instead:
    ("04 Nov 24 11:22 GMT", "2024-11-04T11:22"),
    ("Mon, 04-Nov-24 11:22:33 GMT", "2024-11-04T11:22:33"),
    ("Mon Nov  4 11:22:33 2024", "2024-11-04T08:22:33"),
    ("Mon Nov 04 11:22:33 +0000 2024", "2024-11-04T11:22:33"),
    ("Mon Nov 04 2024 11:22:33 GMT+0300 (Arabian Standard Time)", "2024-11-04T08:22:33"),
    ("January 29th, 2026 at 5:03 p.m.", "2026-01-29T14:03"),
    # Names of months in other vocabularies and locales:
    ("29 كانون الثاني/يناير 2026", "2026-01-28T21:00"),
    ("29 يناير (كانون الثاني) 2026 09:00", "2026-01-29T06:00"),
    ("29 من شهر يناير من عام 2026", "2026-01-28T21:00"),
    ("2026 يناير 29", "2026-01-28T21:00"),
    ("lun., 13 mai 2024", "2024-05-12T21:00"),
    ("Mon, 13 mai 2024 10:00:00 +0200", "2024-05-13T08:00"),
    ("mar. 13 août 2024", "2024-08-12T21:00"),
    ("mar. 13 mars 2024 à 14h30", "2024-03-13T11:30"),
    ("1er févr. 2024 08:00", "2024-02-01T05:00"),
    ("Sal, 13 Ağu 2024 10:00:00 +0300", "2024-08-13T07:00"),
    ("13 Şubat 2024 Salı 10:00", "2024-02-13T07:00"),
    ("Çar, 13 Kas 2024 10:00:00 +0300", "2024-11-13T07:00"),
    # Halves of the day, and where the time stands:
    ("12:00 - 29 يناير 2026", "2026-01-29T09:00"),
    ("12:00 -29 jan 2026", "2026-01-29T09:00"),
    ("29 يناير 2026 الساعة 9 مساءً", "2026-01-29T18:00"),
    ("29 يناير 2026م 3:05 م", "2026-01-29T12:05"),
    ("29 يناير 2026م 3:05 ص", "2026-01-29T00:05"),
    ("29 يناير 2026 12:30 ظهراً", "2026-01-29T09:30"),
    ("29 يناير 2026 12:30 ص", "2026-01-28T21:30"),
    ("29 يناير 2026 م 03:05 عصرا", "2026-01-29T12:05"),
    ("29 يناير 2026 10:15 ليلا", "2026-01-29T19:15"),
    ("29 يناير 2026 1:15 ليلا", "2026-01-28T22:15"),
    ("الخميس 29 يناير 2026، ص 09:30", "2026-01-29T06:30"),
    ("29 يناير 2026 | آخر تحديث 30 يناير 2026 15:00", "2026-01-28T21:00"),
]
MONTHS = [
    ("يناير", 1), ("كانون الثاني", 1), ("كانون ثاني", 1), ("جانفي", 1), ("فبراير", 2), ("شباط", 2), ("فيفري", 2),
    ("مارس", 3), ("آذار", 3), ("أبريل", 4), ("إبريل", 4), ("نيسان", 4), ("أفريل", 4), ("مايو", 5), ("أيّار", 5),
    ("ماي", 5), ("يونيو", 6), ("حزيران", 6), ("جوان", 6), ("يوليو", 7), ("تموز", 7), ("جويلية", 7), ("يوليوز", 7),
    ("أغسطس", 8), ("آب", 8), ("أوت", 8), ("غشت", 8), ("سبتمبر", 9), ("أيلول", 9), ("شتنبر", 9), ("أكتوبر", 10),
    ("تشرين الأول", 10), ("نوفمبر", 11), ("تشرين الثاني", 11), ("نونبر", 11), ("ديسمبر", 12), ("كانون الأول", 12),
    ("دجنبر", 12), ("January", 1), ("Févr.", 2), ("mars", 3), ("avril", 4), ("Mayıs", 5), ("juin", 6), ("Juil.", 7),
    ("août", 8), ("Eylül", 9), ("octobre", 10), ("Kasım", 11), ("décembre", 12), ("Oca", 1), ("Haz", 6), ("Tem", 7),
]  # fmt: skip
# The first days of the months of 1447 by the calendar of Umm al-Qura.
HIJRI_MONTHS = [
    ("محرم", "2025-06-26"), ("المحرّم", "2025-06-26"), ("صفر", "2025-07-26"), ("ربيع الأول", "2025-08-24"),
    ("ربيع الاول", "2025-08-24"), ("ربيع الثاني", "2025-09-23"), ("ربيع الآخر", "2025-09-23"),
    ("جمادى الأولى", "2025-10-23"), ("جمادى الأول", "2025-10-23"), ("جمادي الاولى", "2025-10-23"),
    ("جمادى الآخرة", "2025-11-22"), ("جمادى الثانية", "2025-11-22"), ("رجب", "2025-12-21"), ("شعبان", "2026-01-20"),
    ("رمضان", "2026-02-18"), ("شهر رمضان المبارك", "2026-02-18"), ("شوال", "2026-03-20"), ("شوّال", "2026-03-20"),
    ("ذو القعدة", "2026-04-18"), ("ذي القعدة", "2026-04-18"), ("ذو الحجة", "2026-05-18"), ("ذي الحجّة", "2026-05-18"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "moment"), READABLE)
def test_dates_are_read(text: str, moment: str) -> None:
    """All four month vocabularies, slash pairs, Arabic digits, half days; without a zone in the outlet's own."""
    assert read_moment(text, DAMASCUS) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize(("name", "month"), MONTHS)
@pytest.mark.parametrize("form", ["12 {} 2025 10:00", "الجمعة، 12-{}-2025 10:00", "{} 12, 2025 10:00"])
def test_every_name_of_a_month_is_known(form: str, name: str, month: int) -> None:
    """In the Arabic vocabularies and in the French and Turkish that a CMS prints."""
    assert read_moment(form.format(name)) == datetime(2025, month, 12, 10, tzinfo=UTC)


@pytest.mark.parametrize(("name", "day"), HIJRI_MONTHS)
@pytest.mark.parametrize("form", ["1 {} 1447", "1 {} 1447هـ", "١ {} ١٤٤٧ هـ", "01 من {} عام 1447 هجرية"])
def test_every_name_of_a_hijri_month_is_known(form: str, name: str, day: str) -> None:
    """A Hijri date alone is converted."""
    assert read_moment(form.format(name)) == datetime.fromisoformat(day).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("15 رمضان 1447 هـ", "2026-03-04T00:00"),
        ("1447/08/10", "2026-01-29T00:00"),
        ("1445/05/12هـ", "2023-11-26T00:00"),
        ("15/8/1447 هـ - 3:05 م", "2026-02-03T15:05"),
        ("1447-08-10T14:30:00+03:00", "2026-01-29T11:30"),
        ("Thu, 10 شعبان 1447 14:30:00 GMT", "2026-01-29T14:30"),
        ("1447/8/30", "2026-02-18T00:00"),  # sighted; in the calendar the month has 29 days
        # Where both stand, the Gregorian one is taken, even if they disagree by a day.
        ("الخميس 10 شعبان 1447هـ الموافق 29 يناير 2026م", "2026-01-29T00:00"),
        ("الخميس 11 شعبان 1447هـ الموافق 29 يناير 2026م الساعة 14:30", "2026-01-29T14:30"),
        ("10/8/1447هـ الموافق 29/1/2026م", "2026-01-29T00:00"),
        ("29 يناير 2026 الموافق 10 شعبان 1447 هـ", "2026-01-29T00:00"),
        ("1447/08/10 - 2026/01/29 14:30", "2026-01-29T14:30"),
        # By sighting a date is a day from the calendar's, and the weekday says so.
        ("الجمعة 10 شعبان 1447هـ", "2026-01-30T00:00"),
        ("الأربعاء 10 شعبان 1447هـ", "2026-01-28T00:00"),
        ("الأحد 10 شعبان 1447هـ", "2026-01-29T00:00"),
    ],
)
def test_hijri_dates_are_read(text: str, moment: str) -> None:
    """Alone by the calendar of Umm al-Qura; beside a Gregorian date they only stand there."""
    assert read_moment(text) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@given(st.integers(1350, 1500), st.integers(1, 12), st.integers(1, 30), st.sampled_from(["{}/{}/{}", "{}-{:02}-{:02}"]))
def test_a_hijri_year_is_never_taken_for_a_gregorian_one(year: int, month: int, day: int, form: str) -> None:
    """Our count is 576 to 580 years ahead. A year before 1415 may be Persian and is unknown: 1403 is one of both."""
    moment = read_moment(form.format(year, month, day))
    if 1416 <= year <= 1499:
        assert moment is not None
        assert 575 <= moment.year - year <= 580
    elif year != 1415:
        assert moment is None


@given(st.dates(date(1995, 1, 2), date(2099, 12, 30)), st.sampled_from(["%Y/%m/%d", "%Y-%m-%d"]))
def test_a_gregorian_year_is_never_taken_for_a_hijri_one(day: date, form: str) -> None:
    """Every day of the years that are read comes back."""
    assert read_moment(f"{day:{form}} 12:00") == datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "hours"),
    [
        ("EET", 2), ("EEST", 3), ("AST", 3), ("GST", 4), ("UT", 0), ("Z", 0), ("GMT+3", 3), ("GMT +0300", 3),
        ("UTC+03:00", 3), ("UTC-5", -5), ("+0330", 3.5), ("-03", -3), ("MSK", 3), ("CEST", 2), ("EST", -5),
        ("بتوقيت غرينتش", 0), ("بتوقيت جرينتش", 0), ("(ت.غ)", 0), ("بتوقيت مكة المكرمة", 3), ("(القاهرة)", 2),
        ("بتوقيت تونس", 1),
    ],
)  # fmt: skip
@pytest.mark.parametrize("outlet", ["UTC", "Asia/Dubai", "America/New_York"])
def test_a_named_zone_is_what_it_says(outlet: str, zone: str, hours: float) -> None:
    """Whatever the outlet's own zone is."""
    told = datetime(2024, 11, 4, 11, 22, 33, tzinfo=UTC) - timedelta(hours=hours)
    assert read_moment(f"Mon, 4 Nov 2024 11:22:33 {zone}", zone_of(outlet)) == told


@pytest.mark.parametrize(
    ("text", "zone", "moment"),
    [
        ("Mon, 4 Nov 2024 11:00:00 IST", "Asia/Jerusalem", "2024-11-04T09:00"),
        ("Mon, 4 Nov 2024 11:00:00 IST", "Asia/Kolkata", "2024-11-04T05:30"),
        ("Mon, 4 Nov 2024 11:00:00 AST", "America/Halifax", "2024-11-04T15:00"),
        ("Mon, 4 Nov 2024 11:00:00 XYZ", "Asia/Damascus", "2024-11-04T08:00"),
        ("1 يوليو 2024 11:00", "Africa/Cairo", "2024-07-01T08:00"),
        ("1 يوليو 2022 11:00", "Africa/Cairo", "2022-07-01T09:00"),
        ("15 مارس 2024 11:00", "Africa/Casablanca", "2024-03-15T11:00"),
        ("15 ماي 2024 11:00", "Africa/Casablanca", "2024-05-15T10:00"),
    ],
)
def test_a_zone_with_several_meanings_or_none_is_the_outlets(text: str, zone: str, moment: str) -> None:
    """Which knows its summer time: Cairo has it again since 2023, Morocco leaves its own in Ramadan."""
    assert read_moment(text, zone_of(zone)) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "", "أمس", "3/8/2021", "8/3/2021 1:22 م", "03/08/2021 1:22 PM", "0000-00-00", "32 مارس 2024", "2024", "5" * 500,
        "10/8/1447", "10/08/47 02:30:00 م", "1403/05/22", "29 يناير 1447", "10 شعبان 2026", "31 رجب 1447",
        "Thu, 10 Aug 1447 14:30:00 GMT", "كانون الثاني/يناير 2026", "29 يناير / كانون الثاني", "29 يناير/شباط 2026",
        "25:00 2026-01-29", "2026-01-29T10:61:00", "2026-13-01", "Tue, 29 Feb 2025 10:00:00 GMT", "99999999999999",
        "12345678", "13/05/24", "2026-01-29T10:00:00+99",
    ],
)  # fmt: skip
def test_a_doubtful_date_is_unknown(text: str) -> None:
    """What has two readings, contradicts itself or makes no sense gives no date."""
    assert read_moment(text, DAMASCUS) is None


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("الثلاثاء 1/12/2020", "2020-12-01"),
        ("الأحد 12/1/2020 10:00", "2020-01-12"),
        ("الأحد 1/12/2020", "2020-01-12"),
        ("Tue, 03/08/2021", "2021-08-03"),
        ("Monday 03/08/2021", "2021-03-08"),
    ],
)
def test_a_weekday_tells_the_day_from_the_month(text: str, moment: str) -> None:
    """Where it fits one of the two readings only."""
    read = read_moment(text)
    assert read is not None
    assert read.date().isoformat() == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("03/08/2025", "2025-08-03"),
        ("3-8-2025 14:30", "2025-08-03"),
        ("03/08/2025 1:22 PM", "2025-08-03"),
        ("8/3/2025 1:22:00 PM", "2025-08-03"),
        ("12/31/2025", "2025-12-31"),
        ("السبت 8/3/2025", "2025-03-08"),
    ],
)
def test_the_day_comes_first_for_readers(text: str, moment: str) -> None:
    """Outlets show their readers the day before the month, but for the form in which .NET prints the American one."""
    told = read_told(text, day_first=True)
    assert told is not None
    assert told.day.isoformat() == moment


@pytest.mark.parametrize(
    ("text", "day", "seconds", "hours"),
    [
        ("2026-01-29T14:30:00+03:00", "2026-01-29", 1, 3),
        ("2026-01-29T14:30:00Z", "2026-01-29", 1, 0),
        ("2026-01-29T22:30:00Z", "2026-01-30", 1, 0),  # in Damascus
        ("2026-01-29T21:00:00Z", "2026-01-30", 86400, 0),  # midnight in Damascus
        ("2026-01-29T00:00:00Z", "2026-01-29", 86400, 0),
        ("2026-01-29T00:00:00+02:00", "2026-01-29", 86400, 2),
        ("2026-01-29 14:30", "2026-01-29", 60, None),
        ("29 يناير 2026", "2026-01-29", 86400, None),
        ("10 شعبان 1447 هـ", "2026-01-29", 86400, None),
        ("1769697000", "2026-01-29", 1, 0),
        ("20260129T143000Z", "2026-01-29", 1, 0),
        ("29 يناير 2026 10:15 بتوقيت بيروت", "2026-01-29", 60, 2),
    ],
)
def test_a_date_says_how_exactly_it_is_told(text: str, day: str, seconds: int, hours: int | None) -> None:
    """The day where it was written, the width of the time meant, and the zone if it is stated."""
    told = read_told(text, DAMASCUS)
    assert told is not None
    assert (told.day.isoformat(), told.precision) == (day, timedelta(seconds=seconds))
    assert told.offset == (None if hours is None else timedelta(hours=hours))


def test_an_unknown_zone_is_utc() -> None:
    """A zone that does not exist cannot stop a page."""
    assert zone_of("Asia/Nowhere") is UTC
    assert zone_of(None) is UTC


PARTS = st.sampled_from([
    "29", "1447", "2026", "13", "يناير", "رمضان", "هـ", "م", "ص", "/", "-", ":", "T", "14:30", "+03", "GMT", "mar.",
    "بتوقيت", "مكة", "الجمعة", "Aug", "août", "1769697000", "(", ")", "99", "٣", "00:00:60", ".", ",", "Z", "²", "१",
])  # fmt: skip


@given(st.text(max_size=60) | st.lists(PARTS, max_size=14).map(" ".join) | st.lists(PARTS, max_size=14).map("".join))
def test_no_text_makes_it_stumble(text: str) -> None:
    """Every date read is aware and in UTC, and of our time."""
    moment = read_moment(text, DAMASCUS)
    assert moment is None or (moment.tzinfo is UTC and 1995 <= moment.year <= 2100)
