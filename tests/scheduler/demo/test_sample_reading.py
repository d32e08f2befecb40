"""The sample, read as the chain reads it: every page of every style gives its story, and the right flags."""

from datetime import UTC, datetime

import pytest

from crawler.news import Page
from crawler.reading import Reading, read
from scheduler.demo.press import Article, Press
from scheduler.demo.sample import load_sample

OPENED = datetime(2025, 3, 4, 9, 30, tzinfo=UTC)
PRESS = Press(load_sample(), base="http://127.0.0.1:8000", opened=OPENED)
ARTICLES = {article.story.slug: article for article in PRESS.articles}


def reading_of(article: Article) -> Reading:
    """The page as the spider hands it to the reader."""
    printed = PRESS.page(article, wave=2)
    return read(
        Page(
            url=article.url,
            body=printed.body,
            content_type=printed.content_type,
            hint_title=article.story.title,
            hint_published=article.published,
            hint_summary=article.summary,
            outlet=article.outlet.outlet,
            country=article.outlet.country,
            zone=article.outlet.zone,
        )
    )


@pytest.mark.parametrize("slug", ARTICLES)
def test_each_page_gives_its_story_whole_and_alone(slug: str) -> None:
    """Title and every paragraph are there; captions, shares, bylines and other stories' headlines are not."""
    article = ARTICLES[slug]
    reading = reading_of(article)
    assert reading.refusal is None
    story = reading.stories[0].story
    assert story.title == article.story.title
    assert story.published == article.published
    missing = [paragraph for paragraph in article.paragraphs if paragraph not in story.text]
    assert missing == []
    strangers = [other.story.title for other in PRESS.articles if other.story.title in story.text]
    assert [title for title in strangers if title != article.story.title] == []
    assert not [word for word in (article.story.caption, "طباعة", "النشرة البريدية") if word and word in story.text]


@pytest.mark.parametrize("slug", ARTICLES)
def test_each_page_gets_its_flags(slug: str) -> None:
    """The flags of each story are those the manifest expects, and a flag that is up shows its proof."""
    article = ARTICLES[slug]
    stories = reading_of(article).stories
    assert [set(one.flags) for one in stories] == [set(flags) for flags in article.story.flags]
    for one in stories:
        for flag in (one.casualty, one.diplomacy):
            assert not flag.flagged or flag.evidence


def test_the_seed_page_gives_two_stories() -> None:
    """The second story stands under its own headline, and nothing of it leaks into the first."""
    article = ARTICLES["seed"]
    first, second = reading_of(article).stories
    assert second.story.title == article.story.second_title
    assert second.story.position == 1
    assert "429" not in first.story.text
    assert "شراكة استراتيجية" not in second.story.text
    assert "لونا الشبل" not in second.story.text


def test_the_toll_of_the_update_is_read() -> None:
    """Of the update, 13 dead are the news and the six of before are not."""
    reading = reading_of(ARTICLES["manbij-toll-rises"])
    killed = [one for one in reading.stories[0].casualties if one.outcome == "killed" and one.group == "people"]
    assert {(one.min, one.scope.value) for one in killed} >= {(13, "event")}
    assert (6, "event") not in {(one.min, one.scope.value) for one in killed}
