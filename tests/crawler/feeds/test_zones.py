"""A time without a zone is taken in the outlet's, or in its country's where the country has one."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.feeds.zones import zone_for, zone_name_for
from crawler.pages.when.dates import read_moment
from tests.crawler.feeds.feeds import item, parse, rss

ARAB_STATES = "AE BH DJ DZ EG IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE".split()


@pytest.mark.parametrize(
    ("zone", "country", "name"),
    [
        ("Asia/Beirut", "EG", "Asia/Beirut"),
        (None, "EG", "Africa/Cairo"),
        (None, "eg", "Africa/Cairo"),
        ("Mars/Base", "SA", "Asia/Riyadh"),
        ("", "IR", "Asia/Tehran"),
        (None, "TR", "Europe/Istanbul"),
        (None, "GB", "Europe/London"),
        (None, "FR", "Europe/Paris"),
        (None, "DE", "Europe/Berlin"),
        (None, "RU", "Europe/Moscow"),
        (None, "US", "America/New_York"),
        (None, "CA", "UTC"),
        (None, "UN", "UTC"),
        (None, "001", "UTC"),
        (None, "", "UTC"),
        (None, None, "UTC"),
        ("UTC", "EG", "UTC"),
    ],
)
def test_the_outlets_own_zone_goes_before_its_countrys(zone: str | None, country: str | None, name: str) -> None:
    """A wide country has none but its capital's, and only where outlets go by that."""
    assert zone_name_for(zone, country) == name
    assert zone_for(zone, country).utcoffset(datetime(2026, 1, 1)) is not None  # noqa: DTZ001


@pytest.mark.parametrize("country", ARAB_STATES)
def test_every_arab_state_has_a_zone(country: str) -> None:
    """None of them is left to UTC."""
    assert zone_name_for(None, country) != "UTC"


@pytest.mark.parametrize(
    ("country", "day", "hours"),
    [
        ("EG", "2022-07-01", 2),  # Egypt had no summer time from 2015,
        ("EG", "2023-07-01", 3),  # and has had it again since April 2023
        ("EG", "2023-12-01", 2),
        ("EG", "2025-07-01", 3),
        ("MA", "2024-03-09", 1),
        ("MA", "2024-03-15", 0),  # Morocco takes an hour back in Ramadan
        ("MA", "2024-04-20", 1),
        ("MA", "2025-03-15", 0),
        ("MA", "2026-03-01", 0),
        ("MA", "2026-05-01", 1),
        ("SY", "2021-12-01", 2),
        ("SY", "2023-12-01", 3),  # Syria and Jordan stay in summer time since 2022
        ("JO", "2023-12-01", 3),
        ("IR", "2023-07-01", 3.5),  # and Iran out of it
        ("LB", "2025-07-01", 3),
        ("LB", "2025-12-01", 2),
        ("SD", "2025-07-01", 2),
        ("SA", "2025-07-01", 3),
        ("GB", "2025-07-01", 1),
    ],
)
def test_summer_time_is_as_it_was_in_the_country(country: str, day: str, hours: float) -> None:
    """The time of a naive date, at noon of the day."""
    noon = datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC)
    assert read_moment(f"{day} 12:00", zone_for(None, country)) == noon - timedelta(hours=hours)


def test_a_feed_takes_the_zone_by_its_name() -> None:
    """A pubDate in Moroccan words, in Ramadan."""
    more = "<pubDate>15 مارس 2025 22:10</pubDate>"
    feed = parse(rss([item(more=more)]), zone=zone_name_for(None, "MA"))
    assert feed.entries[0].published == datetime(2025, 3, 15, 22, 10, tzinfo=UTC)
