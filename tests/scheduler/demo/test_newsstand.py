"""The newsstand on loopback: feeds, conditional requests, waves, and pages that look like outlets'."""

from codecs import lookup
from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pytest

from crawler.feeds.parse import parse_feed
from scheduler.demo.newsstand import Newsstand
from scheduler.demo.press import Press
from scheduler.demo.sample import load_sample

OPENED = datetime(2025, 3, 4, 9, 30, tzinfo=UTC)


@pytest.fixture
def newsstand() -> Iterator[Newsstand]:
    """An open newsstand."""
    stand = Newsstand(opened=OPENED)
    stand.start()
    yield stand
    stand.stop()


def test_every_feed_parses_and_lists_its_articles(newsstand: Newsstand) -> None:
    """Every feed is read with titles and times as they are, and each of its links gives a page."""
    for outlet in newsstand.press.sample.outlet:
        url = newsstand.press.feed_url(outlet)
        answer = httpx.get(url)
        parsed = parse_feed(answer.content, answer.headers["content-type"], url, zone=outlet.zone)
        expected = newsstand.press.out(outlet, wave=1)
        assert [entry.title for entry in parsed.entries] == [article.story.title for article in expected]
        assert [entry.published for entry in parsed.entries] == [article.published for article in expected]
        assert lookup(parsed.charset).name == lookup(outlet.charset).name
        assert {httpx.get(entry.url).status_code for entry in parsed.entries} == {200}


def test_a_known_feed_is_answered_with_304(newsstand: Newsstand) -> None:
    """Either validator gives 304 without a body until the feed changes."""
    sawahel = next(one for one in newsstand.press.sample.outlet if one.name == "sawahel")
    url = newsstand.press.feed_url(sawahel)
    first = httpx.get(url)
    by_tag = {"If-None-Match": first.headers["etag"]}
    by_date = {"If-Modified-Since": first.headers["last-modified"]}
    for headers in (by_tag, by_date):
        again = httpx.get(url, headers=headers)
        assert (again.status_code, again.content) == (304, b"")
    newsstand.next_wave()
    for headers in (by_tag, by_date):
        assert httpx.get(url, headers=headers).status_code == 200
    assert newsstand.count("feed", 304) == 2
    assert newsstand.count("feed", 200) == 3


def test_a_story_of_the_second_wave_is_not_there_before(newsstand: Newsstand) -> None:
    """A page that is not out yet is a 404, and one of the feed's links afterwards."""
    late = [article for article in newsstand.press.articles if article.story.wave == 2]
    assert late
    assert {httpx.get(article.url).status_code for article in late} == {404}
    newsstand.next_wave()
    assert {httpx.get(article.url).status_code for article in late} == {200}


def test_an_old_site_leaves_its_charset_to_the_page(newsstand: Newsstand) -> None:
    """The windows-1256 outlet says its charset in a meta element only."""
    article = next(one for one in newsstand.press.articles if one.outlet.charset == "windows-1256")
    answer = httpx.get(article.url)
    assert answer.headers["content-type"] == "text/html"
    assert article.story.title in answer.content.decode("windows-1256")


def test_robots_and_front_pages_are_served(newsstand: Newsstand) -> None:
    """robots.txt lets articles be read, and each front page links its outlet's stories."""
    assert "Disallow: /private/" in httpx.get(f"{newsstand.base}/robots.txt").text
    front = httpx.get(f"{newsstand.base}/marfa/").text
    assert all(article.url in front for article in newsstand.press.out(newsstand.press.sample.outlet[0], 1))


def test_no_page_says_what_a_reading_should_find() -> None:
    """What the manifest expects of a page is printed nowhere."""
    press = Press(load_sample(), base="http://127.0.0.1:1", opened=OPENED)
    for article in press.articles:
        page = press.page(article, 2).body.decode(article.outlet.charset)
        assert "casualty" not in page
        assert "diplomacy" not in page
        assert article.story.case not in page
        assert "{weekday}" not in page
        assert "{yesterday}" not in page
    for outlet in press.sample.outlet:
        assert b"casualty" not in press.feed(outlet, 2).body


def test_the_day_in_a_text_is_the_day_of_its_publication() -> None:
    """4 March 2025 was a Tuesday: texts speak of الثلاثاء (Tuesday), and of الاثنين (Monday) as yesterday."""
    press = Press(load_sample(), base="http://127.0.0.1:1", opened=OPENED)
    texts = {article.story.slug: " ".join(article.paragraphs) for article in press.articles}
    assert "اليوم الثلاثاء" in texts["manbij-market-strike"]
    assert "أمس الاثنين" in texts["wadi-doan-floods"]
