"""The dates that pages show their readers, in the manners of outlets from Rabat to Muscat."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.pages.when.dates import zone_of
from crawler.pages.when.shown_dates import relative_date, shown_dates

BAGHDAD = zone_of("Asia/Baghdad")
FETCHED = datetime(2025, 3, 3, 12, 34, 56, tzinfo=UTC)  # Monday, 15:34 in Baghdad
PUBLISHED = [
    ("نشر في: الإثنين 03 آذار/مارس 2025 - 10:15 ص بتوقيت بيروت", "2025-03-03T08:15"),
    ("تاريخ النشر: 2025/03/03", "2025-03-02T21:00"),
    ("٣ مارس ٢٠٢٥ | ١٠:٢٠ م", "2025-03-03T19:20"),
    ("الأربعاء، 5 فبراير 2025 09:15 صـ", "2025-02-05T06:15"),
    ("الخميس، ٢٧ فبراير ٢٠٢٥ ٠٤:٠٥ مـ", "2025-02-27T13:05"),
    ("3 رمضان 1446هـ - 3 مارس 2025م", "2025-03-02T21:00"),
    ("3 رمضان 1446 هـ", "2025-03-02T21:00"),
    ("03/03/2025", "2025-03-02T21:00"),
    ("03/02/2025 - 14:05", "2025-02-03T11:05"),
    ("3-2-2025 14:05", "2025-02-03T11:05"),
    ("السبت 1/2/2025 08:00", "2025-02-01T05:00"),
    ("الأحد 1/12/2024 - 09:00", "2024-12-01T06:00"),
    ("2/3/2025 1:22:00 PM", "2025-02-03T10:22"),  # as .NET writes it
    ("02/03/2025 1:22 PM", "2025-03-02T10:22"),
    ("الإثنين 3 مارس 2025 الساعة 10:15 GMT+3", "2025-03-03T07:15"),
    ("3 مارس 2025 10:15 بتوقيت غرينتش", "2025-03-03T10:15"),
    ("3 مارس 2025 - 10:15 بتوقيت مكة المكرمة", "2025-03-03T07:15"),
    ("03 مارس 2025 - 10:15 بتوقيت أبوظبي", "2025-03-03T06:15"),
    ("3 مارس 2025 - 10:15 - بتوقيت القدس", "2025-03-03T08:15"),
    ("3 مارس 2025، 10:15 ص (ت.غ)", "2025-03-03T10:15"),
    ("3 مارس 2025، 10:15 بالتوقيت المحلي", "2025-03-03T07:15"),
    ("٢٠٢٥-٣-٣", "2025-03-02T21:00"),
    ("الجمعة 14 فيفري 2025", "2025-02-13T21:00"),
    ("الجمعة 16 غشت 2024 - 21:30", "2024-08-16T18:30"),
    ("4 جويلية 2024", "2024-07-03T21:00"),
    ("12 أوت 2024 - 08:00", "2024-08-12T05:00"),
    ("9 ماي 2024", "2024-05-08T21:00"),
    ("شباط/فبراير 12, 2025", "2025-02-11T21:00"),
    ("أكتوبر / تشرين الأول 12 2024", "2024-10-11T21:00"),
    ("12 تشرين الأول/ أكتوبر 2024", "2024-10-11T21:00"),
    ("2024/12/25 - 1:59 صباحًا", "2024-12-24T22:59"),
    ("29 كانون الثاني 2025 - ساعة 9:05 مساء", "2025-01-29T18:05"),
    ("كتب: أحمد سالم | 3 مارس 2025", "2025-03-02T21:00"),
    ("بقلم سلمى الحاج - 3 مارس 2025", "2025-03-02T21:00"),
    ("سياسة | 3 مارس 2025 | 10:15", "2025-03-03T07:15"),
    ("محليات • ٣ مارس ٢٠٢٥", "2025-03-02T21:00"),
    ("محليات - الإثنين 3 مارس 2025 - 09:30", "2025-03-03T06:30"),
    ("صنعاء - الإثنين، 3 مارس 2025", "2025-03-02T21:00"),
    ("عدد المشاهدات 250 | 3 مارس 2025", "2025-03-02T21:00"),
    ("تاريخ الإضافة: 3 مارس 2025 | عدد القراءات 1200", "2025-03-02T21:00"),
    ("أضيف في: 3 مارس 2025 الساعة 10:15", "2025-03-03T07:15"),
    ("تم نشره الإثنين 3 آذار / مارس 2025 10:15 صباحاً", "2025-03-03T07:15"),
    ("Publié le: 03/03/2025 - 10:15", "2025-03-03T07:15"),
    ("Published On 3 Mar 2025", "2025-03-02T21:00"),
]
RELATIVE = [
    ("قبل ساعتين", "2025-03-03T10:00"),
    ("قبل ساعة", "2025-03-03T11:00"),
    ("منذ ساعة واحدة", "2025-03-03T11:00"),
    ("منذ ٣ ساعات", "2025-03-03T09:00"),
    ("منذ ثلاث ساعات", "2025-03-03T09:00"),
    ("نشر منذ 14 ساعة", "2025-03-02T22:00"),
    ("3 ساعات مضت", "2025-03-03T09:00"),
    ("منذ ساعة و 20 دقيقة", "2025-03-03T11:14"),
    ("قبل نصف ساعة", "2025-03-03T12:04"),
    ("منذ 5 دقائق", "2025-03-03T12:29"),
    ("منذ دقيقتين", "2025-03-03T12:32"),
    ("قبل 40 ثانية", "2025-03-03T12:34"),
    ("منذ لحظات", "2025-03-03T12:34"),
    ("3 hours ago", "2025-03-03T09:00"),
    ("an hour ago", "2025-03-03T11:00"),
    ("5 mins ago", "2025-03-03T12:29"),
    ("قبل يوم واحد", "2025-03-01T21:00"),
    ("قبل يومين", "2025-02-28T21:00"),
    ("منذ 11 يوما", "2025-02-19T21:00"),
    ("أمس 14:20", "2025-03-02T11:20"),
    ("أمس الساعة 10:15 م", "2025-03-02T19:15"),
    ("أول أمس 08:00", "2025-03-01T05:00"),
    ("اليوم 09:10", "2025-03-03T06:10"),
    ("تاريخ النشر: أمس", "2025-03-01T21:00"),
]
NO_DATE_OF_THE_STORY = [
    "القاهرة – 3 مارس", "3 مارس، 10:15", "بيروت، 4 آب 2020 (رويترز)", "مرفأ بيروت - 4 آب 2020",
    "في مثل هذا اليوم 25 يناير 2011", "حدث في 25 يناير 2011", "ثورة 25 يناير 2011 في ميدان التحرير",
    "نشر الجيش قواته في 3 مارس 2025 قرب الحدود", "تم تحديث النظام في 3 مارس 2025 بحسب ما أعلنت الوزارة",
    "قتل شخصان قبل ساعتين في انفجار", "تابعنا منذ 3 سنوات", "منذ 3 أشهر", "قبل أسبوعين", "منذ سنة", "قبل 90 يوما",
    "مدة القراءة 3 دقائق", "3 دقائق للقراءة", "اليوم", "أمس", "الآن", "الشرق اليوم", "أخبار اليوم 24",
    "اليوم السابع", "آخر تحديث 12:30", "العدد 14250", "حرب أكتوبر 1973", "دستور 2014 - المادة 3", "31/02/2025",
]  # fmt: skip


def _read(*lines: str, fetched_at: datetime | None = FETCHED) -> list[tuple[str, bool]]:
    found = shown_dates(lines, BAGHDAD, fetched_at)
    return [(each.told.moment.strftime("%Y-%m-%dT%H:%M"), each.modified) for each in found]


@pytest.mark.parametrize(("line", "moment"), PUBLISHED + RELATIVE)
def test_a_line_tells_when_the_story_was_published(line: str, moment: str) -> None:
    """In all vocabularies and orders, day before month; without a zone in the outlet's own."""
    assert _read(line) == [(moment, False)]


@pytest.mark.parametrize("line", [line for line, _ in RELATIVE])
def test_what_is_counted_from_now_is_unknown_without_a_now(line: str) -> None:
    """A page from a file may be years old."""
    assert _read(line, fetched_at=None) == []


@pytest.mark.parametrize("line", NO_DATE_OF_THE_STORY)
def test_other_lines_tell_no_date_of_the_story(line: str) -> None:
    """Dates of events and captions, dates without a year, and words that a label may also be."""
    assert _read(line) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("تحديث: 3 مارس 2025 10:15", [("2025-03-03T07:15", True)]),
        ("آخر تحديث: الإثنين 3 مارس 2025 - 10:15 ص", [("2025-03-03T07:15", True)]),
        ("آخر تعديل 3 آذار 2025", [("2025-03-02T21:00", True)]),
        ("Last updated: 3 Mar 2025 10:15", [("2025-03-03T07:15", True)]),
        ("الأربعاء، 26 شباط/فبراير 2025، آخر تحديث 14:00 (GMT+0400)", [("2025-02-26T10:00", True)]),
        ("1 مارس 2025 | آخر تحديث 2 مارس 2025 15:00", [("2025-02-28T21:00", False), ("2025-03-02T12:00", True)]),
        ("نشر في 3 مارس 2025 10:15 - آخر تحديث 12:30", [("2025-03-03T07:15", False), ("2025-03-03T09:30", True)]),
        ("3 مارس 2025 10:15، آخر تحديث 12:30", [("2025-03-03T07:15", False), ("2025-03-03T09:30", True)]),
        (
            "آخر تحديث: 3 مارس 2025 12:30 - نشر في: 3 مارس 2025 10:15",
            [("2025-03-03T09:30", True), ("2025-03-03T07:15", False)],
        ),
        ("تم التحديث قبل ساعة", [("2025-03-03T11:00", True)]),
    ],
)
def test_an_update_is_no_publication(line: str, found: list[tuple[str, bool]]) -> None:
    """«آخر تحديث» is the date of a revision, also where the day stands before it."""
    assert _read(line) == found


@pytest.mark.parametrize(
    "lines",
    [
        ("تاريخ النشر", "3 مارس 2025 10:15 ص"),
        ("نشر في:", "3 مارس 2025", "10:15 ص"),
        ("الإثنين 3 مارس 2025", "الساعة 10:15"),
        ("سياسة", "3 مارس 2025 - 10:15 ص", "شارك"),
    ],
)
def test_a_date_may_stand_on_two_lines(lines: tuple[str, ...]) -> None:
    """Its label and its time in boxes of their own."""
    assert _read(*lines) == [("2025-03-03T07:15", False)]


@pytest.mark.parametrize(
    ("text", "hours"),
    [("منذ 5 دقائق", 1 / 60), ("منذ 3 ساعات", 1), ("أمس 14:20", 1 / 60), ("أمس", 24), ("قبل يومين", 48)],
)
def test_a_relative_date_is_as_coarse_as_it_is_told(text: str, hours: float) -> None:
    """Whole days are counted by the clock by some and by the calendar by others."""
    told = relative_date(text, BAGHDAD, FETCHED)
    assert told is not None
    assert told.precision.total_seconds() == pytest.approx(hours * 3600)


def test_yesterday_is_the_outlets() -> None:
    """At 22:30 in London the day in Baghdad has already turned."""
    told = relative_date("أمس", BAGHDAD, datetime(2025, 3, 3, 22, 30, tzinfo=UTC))
    assert told is not None
    assert told.day.isoformat() == "2025-03-03"


PARTS = st.sampled_from([
    "نشر", "في", ":", "3", "مارس", "2025", "|", "-", "آخر تحديث", "10:15", "قبل", "ساعتين", "أمس", "منذ", "999", "يوم",
    "واحد", "و", "دقيقة", "اليوم", "(", "كتب", "00", "هـ", "1446", "رمضان", "/", "،", "ago", "hours", "²",
])  # fmt: skip


@given(st.lists(st.lists(PARTS, max_size=14).map(" ".join) | st.text(max_size=40), max_size=4))
def test_no_line_makes_it_stumble(lines: list[str]) -> None:
    """Every date found is aware and in UTC."""
    assert all(each.told.moment.tzinfo is UTC for each in shown_dates(lines, BAGHDAD, FETCHED))
