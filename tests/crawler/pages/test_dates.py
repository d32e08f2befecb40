"""Dates as machines write them, in the forms that Arabic outlets use."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.pages.dates import read_moment, zone_of

DAMASCUS = zone_of("Asia/Damascus")
READABLE = [
    ("Tue, 24 Aug 2021 10:00:00 GMT", "2021-08-24T10:00"),
    ("Tue, 24 Aug 2021 10:00:00 +0300", "2021-08-24T07:00"),
    ("Mon, 4 Nov 2024 11:22:33 EET", "2024-11-04T08:22:33"),
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
]


@pytest.mark.parametrize(("text", "moment"), READABLE)
def test_dates_are_read(text: str, moment: str) -> None:
    """All four month vocabularies, slash pairs, Arabic digits, half days; without a zone in the outlet's own."""
    assert read_moment(text, DAMASCUS) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "أمس", "3/8/2021", "1445/05/12", "0000-00-00", "32 مارس 2024", "2024", "5" * 500])
def test_a_doubtful_date_is_unknown(text: str) -> None:
    """What has two readings, another calendar or no sense gives no date."""
    assert read_moment(text, DAMASCUS) is None


def test_an_unknown_zone_is_utc() -> None:
    """A zone that does not exist cannot stop a page."""
    assert zone_of("Asia/Nowhere") is UTC
    assert zone_of(None) is UTC


@given(st.text(max_size=60))
def test_no_text_makes_it_stumble(text: str) -> None:
    """Every date read is aware and in UTC."""
    moment = read_moment(text)
    assert moment is None or moment.tzinfo is UTC
