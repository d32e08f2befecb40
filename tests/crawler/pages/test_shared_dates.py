"""The dates of real pages, where the evaluation data is present beside the project."""

import csv
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.news import Page, Refusal, ZoneFrom
from crawler.pages.read import read_page
from tests.conftest import SHARED

PAGES = SHARED / "pages"
# The day on which each story came out where its outlet sits. CNN's stands in the page's address alone.
DAYS = {
    "akhbarelyom_2020": ("Africa/Cairo", "2020-10-07"),
    "albayan_2020": ("Asia/Dubai", "2020-06-03"),
    "almadenahnews_2020": ("Asia/Amman", "2020-04-24"),
    "alyaum_2020": ("Asia/Riyadh", "2020-12-01"),
    "assabah_tn": ("Africa/Tunis", "2019-02-08"),
    "bbc_arabic_2024": ("Europe/London", "2024-03-03"),
    "beirutobserver_2020": ("Asia/Beirut", "2020-11-09"),
    "cnn_arabic_2013": ("Asia/Dubai", "2013-08-03"),
    "elbaladtv_2020": ("Africa/Cairo", "2020-12-25"),
    "lbcgroup_2026": ("Asia/Beirut", "2026-01-08"),
    "sputnik_arabic_2020": ("Europe/Moscow", "2020-03-17"),
    "youm7_2020": ("Africa/Cairo", "2020-08-24"),
}

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not PAGES.exists(), reason="the evaluation data is not beside the project"),
]


@pytest.mark.parametrize("fetched_at", [None, datetime(2026, 9, 1, 12, tzinfo=UTC)])
@pytest.mark.parametrize("zone_known", [False, True])
@pytest.mark.parametrize("name", DAYS)
def test_the_day_of_a_real_page_is_right_or_unknown(name: str, zone_known: bool, fetched_at: datetime | None) -> None:
    """Without the feed's help, and whether or not the outlet's zone is known."""
    index = (PAGES / "INDEX.tsv").read_text(encoding="utf-8").splitlines()
    urls = {row["file"]: row["url"] for row in csv.DictReader(index, delimiter="\t")}
    zone, day = DAYS[name]
    body = (PAGES / f"{name}.html").read_bytes()
    url = urls[f"{name}.html"] or "https://example.org/"
    found = read_page(Page(url=url, body=body, zone=zone if zone_known else None, fetched_at=fetched_at))
    assert not isinstance(found, Refusal)
    published = found[0].published
    # A time without a zone stands as if it were Greenwich's where the outlet's is not known.
    where = UTC if found[0].zone_from is ZoneFrom.ASSUMED else ZoneInfo(zone)
    assert (published and published.astimezone(where).date().isoformat()) == day
