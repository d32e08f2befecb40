"""What is learnt of a host's titles is kept with the host, in few writes."""

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Engine

from crawler.pages.titles.site_names import SiteNames, names
from crawler.store.database import writing
from crawler.store.site_names import learn_titles, site_names_of
from crawler.understanding import Reading
from crawler.urls import host_of
from tests.alerts.making import read_story

NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
PAGE = "https://www.naba.example/news/{}"
TITLES = ("انهيار مبنى في حلب", "وزير الخارجية يزور عمان", "أمطار غزيرة في الساحل", "افتتاح معرض الكتاب")


def _reading(*titles: str) -> Reading:
    read = read_story(title="عنوان", text="نص")
    return Reading(stories=(replace(read, story=replace(read.story, raw_titles=titles)),))


def test_a_name_on_several_pages_is_known_of_the_host(engine: Engine) -> None:
    """Whether its addresses are written with www or without."""
    with writing(engine) as connection:
        for number, title in enumerate(TITLES):
            learn_titles(connection, PAGE.format(number), _reading(f"{title} - شبكة نبأ"), NOW)
        assert names(site_names_of(connection, host_of("https://naba.example/"))) == ("شبكه نبا",)
        assert site_names_of(connection, "other.example") == SiteNames()


def test_nothing_is_written_for_a_page_without_titles_or_read_before(engine: Engine) -> None:
    """A page that is read again teaches nothing new."""
    with writing(engine) as connection:
        assert learn_titles(connection, PAGE.format(1), Reading(), NOW) is None
        assert learn_titles(connection, "no address", _reading(TITLES[0]), NOW) is None
        assert learn_titles(connection, PAGE.format(1), _reading(TITLES[0]), NOW) is not None
        assert learn_titles(connection, PAGE.format(1), _reading(TITLES[0]), NOW) is None


def test_a_known_host_is_learnt_of_now_and_then(engine: Engine) -> None:
    """Each page costs a write; once a host is known, one in eight is enough."""
    with writing(engine) as connection:
        wrote = [
            learn_titles(connection, PAGE.format(n), _reading(f"خبر رقم {n} من المدينة - نبأ"), NOW) is not None
            for n in range(160)
        ]
        assert all(wrote[:24])
        assert 5 <= sum(wrote[24:]) <= 40
