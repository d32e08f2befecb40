"""The bundled catalogue: large, complete, without doubles, and nothing that is known to be broken."""

import re
import tomllib
from collections import Counter, defaultdict
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from babel import Locale

from crawler.settings import CrawlerSettings
from crawler.urls import url_key
from scheduler.settings import CATALOGUE, CatalogueFeed, Settings, catalogue_feeds, load_catalogue
from tests.conftest import SHARED

FIELDS = {"name", "url", "outlet", "country", "language", "section", "tier", "checked"}
ARABIC = re.compile(r"[\u0621-\u064a]")
LATIN_BRANDS = {"LBCI"}  # outlets that write their own name in Latin letters on Arabic pages too


@pytest.fixture(scope="module")
def feeds() -> tuple[CatalogueFeed, ...]:
    """The bundled catalogue."""
    return load_catalogue().feed


def test_the_catalogue_is_large_and_begins_with_what_answers(feeds: tuple[CatalogueFeed, ...]) -> None:
    """180 feeds or more, three quarters of them seen answering in 2026, from two dozen countries."""
    tiers = Counter(feed.tier for feed in feeds)
    assert len(feeds) >= 180
    assert tiers["A"] >= 0.75 * len(feeds)
    assert tiers["A"] > tiers["B"] > tiers["C"]
    assert len({feed.country for feed in feeds}) >= 24


def test_every_table_has_every_field() -> None:
    """All eight fields stand in the file itself: none is left to a default."""
    tables = tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))["feed"]
    assert [table.get("name") for table in tables if not table.keys() >= FIELDS] == []


def test_names_and_addresses_stand_once(feeds: tuple[CatalogueFeed, ...]) -> None:
    """A name is an identity; one page under two addresses would be fetched and told twice."""
    assert len({feed.name for feed in feeds}) == len(feeds)
    assert len({url_key(feed.url).casefold() for feed in feeds}) == len(feeds)


def test_outlet_and_section_stand_once(feeds: tuple[CatalogueFeed, ...]) -> None:
    """One entry for each section of an outlet."""
    twice = [key for key, count in Counter((feed.outlet, feed.section) for feed in feeds).items() if count > 1]
    assert twice == []


def test_a_host_has_one_outlet_and_an_outlet_one_country(feeds: tuple[CatalogueFeed, ...]) -> None:
    """Reports under one outlet's name count as one source: two outlets must not share a name, nor one have two."""
    outlets: defaultdict[str, set[str]] = defaultdict(set)
    countries: defaultdict[str, set[str]] = defaultdict(set)
    for feed in feeds:
        outlets[(urlsplit(feed.url).hostname or "").removeprefix("www.")].add(feed.outlet)
        countries[feed.outlet].add(feed.country)
    assert [names for names in outlets.values() if len(names) > 1] == []
    assert [outlet for outlet, codes in countries.items() if len(codes) > 1] == []


def test_outlets_are_written_in_arabic(feeds: tuple[CatalogueFeed, ...]) -> None:
    """Alerts show the outlet's name to Arabic readers."""
    assert {feed.outlet for feed in feeds if not ARABIC.search(feed.outlet)} <= LATIN_BRANDS


def test_countries_are_countries(feeds: tuple[CatalogueFeed, ...]) -> None:
    """Each code has a name in CLDR; UN is the United Nations'."""
    territories = Locale("en").territories
    assert {feed.country for feed in feeds if feed.country == "ZZ" or feed.country not in territories} == set()


def test_each_feed_has_its_place(feeds: tuple[CatalogueFeed, ...]) -> None:
    """The file is ordered by country, then by name, so that a feed is found and a new one has one place."""
    order = [(feed.country, feed.name) for feed in feeds]
    assert order == sorted(order)


def test_addresses_are_written_in_ascii(feeds: tuple[CatalogueFeed, ...]) -> None:
    """Arabic in an address is percent-encoded, as servers see it."""
    assert [feed.name for feed in feeds if not feed.url.isascii()] == []


def test_a_feed_of_the_catalogue_can_be_copied_into_a_configuration() -> None:
    """The catalogue's tables have the form of [[feed]] in rasid.toml."""
    tables = tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))["feed"]
    assert len(CrawlerSettings.model_validate({"feed": tables}).feeds()) == len(tables)


def test_the_catalogue_is_only_read_where_it_is_asked_for() -> None:
    """Without crawler.catalogue nothing of it is watched."""
    assert catalogue_feeds(Settings()) == ()


def test_the_users_own_feeds_stand_over_the_catalogues(feeds: tuple[CatalogueFeed, ...]) -> None:
    """A feed that the configuration names itself, by name or by address, is not watched a second time."""
    by_name, by_address, third = feeds[:3]
    own = [
        {"name": by_name.name, "url": "https://own.example/feed"},
        {"name": "own", "url": by_address.url.replace("https:", "http:") + "?utm_source=own"},
    ]
    names = [
        feed.name for feed in catalogue_feeds(Settings.model_validate({"crawler": {"catalogue": True}, "feed": own}))
    ]
    assert names == [feed.name for feed in feeds if feed.name not in (by_name.name, by_address.name)]
    assert third.name in names


@pytest.mark.shared
def test_nothing_is_claimed_that_was_not_seen(feeds: tuple[CatalogueFeed, ...]) -> None:
    """Each address is in the list of observed feeds, with the tier that it has there."""
    tiers = {cells[0]: cells[4][0] for cells in _table("arabic-feeds.tsv")}
    assert [feed.name for feed in feeds if tiers.get(feed.url) != feed.tier] == []


@pytest.mark.shared
def test_no_feed_is_known_to_be_bad(feeds: tuple[CatalogueFeed, ...]) -> None:
    """No address is listed as broken, however it is written there, and none is of an outlet without any feed."""
    cells = [cells[0] for cells in _table("known-bad.tsv")]
    listed = re.findall(r"[\w.-]+\.[a-z]{2,}(?:/[^\s;()]*)?", " ".join(cells))
    bad = {url_key(f"https://{address}").casefold() for address in listed}
    assert url_key("https://www.aljazeera.net/xml/rss/all.xml") in bad
    assert [feed.name for feed in feeds if url_key(feed.url).casefold() in bad] == []
    gone = re.compile(r"//(?:[\w-]+\.)*(?:alarabiya\.net|rudaw\.net|ina\.iq|map\.ma|alyaoum24\.com|reliefweb\.int)/")
    assert [feed.name for feed in feeds if gone.search(feed.url)] == []
    assert [feed.name for feed in feeds if re.search(r"SectionID=(?:88|319)$", feed.url)] == []


def _table(name: str) -> list[list[str]]:
    file: Path = SHARED / "feeds" / name
    if not file.exists():
        pytest.skip("../shared/feeds is not here")
    return [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()[1:]]
