"""States, organisations, sources and times are named as the readers of a place name them."""

from zoneinfo import ZoneInfo

import pytest

from alerts.text.arabic.sources import says
from alerts.text.bidi import clip, foreign, opened, utf16_length
from alerts.text.english.sources import says as english_says
from alerts.text.parties import party_name
from alerts.text.times import moment_text, zone_text
from tests.alerts.text.pictures import NOW


@pytest.mark.parametrize(
    ("party", "arabic", "english"),
    [
        ("SY", "سوريا", "Syria"),
        ("PS", "فلسطين", "Palestine"),
        ("SA", "السعودية", "Saudi Arabia"),
        ("GB", "بريطانيا", "United Kingdom"),
        ("UN", "الأمم المتحدة", "United Nations"),
        ("Arab League", "جامعة الدول العربية", "Arab League"),
        ("Houthis", "الحوثيين", "Houthis"),
        ("the RSF", "قوات الدعم السريع", "the RSF"),
        ("ZQ", "\u2068ZQ\u2069", "ZQ"),
        ("Some New Front", "\u2068Some New Front\u2069", "Some New Front"),
    ],
)
def test_parties_have_the_names_that_outlets_write(party: str, arabic: str, english: str) -> None:
    """An unknown one is named as it came."""
    assert (arabic, english) == (party_name(party, "ar"), party_name(party, "en"))


@pytest.mark.parametrize(
    ("who", "arabic", "english"),
    [
        ((), "", ""),
        (("وكالة أ",), "بحسب وكالة أ", "according to \u2068وكالة أ\u2069"),
        (("A", "A"), "بحسب \u2068A\u2069", "according to \u2068A\u2069"),
        (
            ("أ", "ب", "ج", "د"),
            "بحسب أ وب وج ومصدر آخر",
            "according to \u2068أ\u2069, \u2068ب\u2069, \u2068ج\u2069 and 1 other source",
        ),
        (
            ("أ", "ب", "ج", "د", "ه"),
            "بحسب أ وب وج ومصدرين آخرين",
            "according to \u2068أ\u2069, \u2068ب\u2069, \u2068ج\u2069 and 2 other sources",
        ),
    ],
)
def test_who_says_so(who: tuple[str, ...], arabic: str, english: str) -> None:
    """Three are named, the rest counted."""
    assert (arabic, english) == (says(who), english_says(who))


@pytest.mark.parametrize(
    ("zone", "moment", "whose"),
    [
        ("Asia/Damascus", "5 أيار 2026، 14:05", "بتوقيت دمشق"),
        ("Africa/Cairo", "5 مايو 2026، 14:05", "بتوقيت القاهرة"),
        ("Africa/Algiers", "5 ماي 2026، 12:05", "بتوقيت الجزائر"),
        ("Asia/Hebron", "5 أيار 2026، 14:05", "بتوقيت الخليل"),
        ("UTC", "5 مايو 2026، 11:05", "بتوقيت غرينتش"),
        ("America/New_York", "5 مايو 2026، 07:05", "بتوقيت نيويورك"),
    ],
)
def test_times_are_those_of_the_subscription(zone: str, moment: str, whose: str) -> None:
    """With the months as they are called there."""
    assert (moment, whose) == (moment_text(NOW, ZoneInfo(zone), "ar"), zone_text(zone, "ar"))


def test_names_are_isolated_only_where_it_matters() -> None:
    """An Arabic name needs no mark, and a number in it does."""
    assert (foreign("عنب بلدي"), foreign("قناة 24")) == ("عنب بلدي", "\u2068قناة 24\u2069")


def test_a_line_is_opened_once() -> None:
    """A mark is put where there is none, and only one."""
    assert opened("خبر", "rtl") == "خبر"
    assert opened(opened("12 قتيلا", "rtl"), "rtl") == "\u200f12 قتيلا"


def test_long_text_is_cut_between_words() -> None:
    """And says that it was."""
    assert clip("كلمة أولى وثانية وثالثة", 13) == "كلمة أولى…"
    assert len(clip("ط" * 100, 10)) == 10


def test_length_is_counted_as_telegram_counts() -> None:
    """Ten emoji and a letter are 21 units."""
    assert utf16_length("😀" * 10 + "ا") == 21
