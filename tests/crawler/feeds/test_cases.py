"""Feeds of every kind, well-formed and not, in every charset: what is expected comes out, or one sentence."""

import pytest

from crawler.errors import FeedUnreadable
from crawler.feeds.parse import parse_feed
from tests.crawler.feeds.cases.case import URL, Case
from tests.crawler.feeds.cases.elements import ABOUT_THE_FEED, DATES, ELEMENTS
from tests.crawler.feeds.cases.encodings import DECLARED, MIXED, WIDE
from tests.crawler.feeds.cases.ill_formed import CUTS, FAULTS, REFERENCES
from tests.crawler.feeds.cases.json_feeds import JSON_FEEDS
from tests.crawler.feeds.cases.links import GUIDS, LINKS
from tests.crawler.feeds.cases.versions import VERSIONS
from tests.crawler.feeds.cases.words import TEXTS, TITLES


def holds(case: Case) -> None:
    """What the case expects of its feed."""
    if case.refused is not None:
        with pytest.raises(FeedUnreadable, match=case.refused):
            parse_feed(case.body, case.content_type, URL, zone=case.zone, charset=case.charset)
        return
    feed = parse_feed(case.body, case.content_type, URL, zone=case.zone, charset=case.charset)
    assert case.entries is not None
    found = [
        {name: getattr(entry, name) for name in (case.entries[n] if n < len(case.entries) else ("title", "url"))}
        for n, entry in enumerate(feed.entries)
    ]
    assert list(case.entries) == found
    assert dict(case.feed) == {name: getattr(feed, name) for name in case.feed}


@pytest.mark.parametrize("case", VERSIONS, ids=lambda case: case.name)
def test_every_version_is_read(case: Case) -> None:
    """RSS 0.90 to 2.0, RSS 1.0, Atom 0.3 and 1.0: titles, links, dates, keys, full texts."""
    holds(case)


@pytest.mark.parametrize("case", DATES, ids=lambda case: case.name)
def test_dates_are_read_as_outlets_write_them(case: Case) -> None:
    """Which element, which months, which zone; what is no date is none."""
    holds(case)


@pytest.mark.parametrize("case", ELEMENTS, ids=lambda case: case.name)
def test_elements_of_one_meaning_are_told_apart(case: Case) -> None:
    """Full text, summary and caption; authors, tags, sources; answers of readers."""
    holds(case)


@pytest.mark.parametrize("case", ABOUT_THE_FEED, ids=lambda case: case.name)
def test_a_feed_says_of_itself(case: Case) -> None:
    """Pace, hours to be skipped, hub and topic, language, link."""
    holds(case)


@pytest.mark.parametrize("case", TITLES, ids=lambda case: case.name)
def test_titles_are_clean(case: Case) -> None:
    """No markup, no entity and nothing harmful; what readers see stays."""
    holds(case)


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case.name)
def test_summaries_and_full_texts_are_clean(case: Case) -> None:
    """Text in paragraphs, the tails of publishing software gone, lengths bounded."""
    holds(case)


@pytest.mark.parametrize("case", LINKS, ids=lambda case: case.name)
def test_links_become_addresses(case: Case) -> None:
    """Relative, Arabic, broken or hostile ones; of several the story's own."""
    holds(case)


@pytest.mark.parametrize("case", GUIDS, ids=lambda case: case.name)
def test_items_are_told_apart(case: Case) -> None:
    """By guids that are unique, by addresses, by titles."""
    holds(case)


@pytest.mark.parametrize("case", JSON_FEEDS, ids=lambda case: case.name)
def test_json_feeds_are_read(case: Case) -> None:
    """Versions 1 and 1.1; whatever types their fields have."""
    holds(case)


@pytest.mark.parametrize("case", REFERENCES, ids=lambda case: case.name)
def test_faults_in_a_title_cost_no_item(case: Case) -> None:
    """Stray ampersands, entities of HTML, numbers of no character."""
    holds(case)


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: case.name)
def test_ill_formed_feeds_are_read(case: Case) -> None:
    """What stands in them, as far as it can be told; the item beside the fault always."""
    holds(case)


@pytest.mark.parametrize("case", CUTS, ids=lambda case: case.name)
def test_answers_that_end_early_are_read(case: Case) -> None:
    """Whole items, never half a title or half an address."""
    holds(case)


@pytest.mark.parametrize("case", DECLARED, ids=lambda case: case.name)
def test_every_charset_is_read_whatever_is_declared(case: Case) -> None:
    """Server and document may each tell the truth, something else, or nothing."""
    holds(case)


@pytest.mark.parametrize("case", WIDE, ids=lambda case: case.name)
def test_marks_and_wide_charsets_are_read(case: Case) -> None:
    """UTF-16 and UTF-32 with and without marks, wrong marks, charsets of no meaning, an operator's word."""
    holds(case)


@pytest.mark.parametrize("case", MIXED, ids=lambda case: case.name)
def test_what_is_in_no_charset_is_held(case: Case) -> None:
    """Right text or a refusal, never wrong letters."""
    holds(case)
