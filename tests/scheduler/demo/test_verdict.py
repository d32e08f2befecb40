"""The demo's own check: what is missing or too much is told by its title."""

from datetime import UTC, datetime

from crawler.urls import url_key
from scheduler.demo.press import Press
from scheduler.demo.progress import Progress, Understood
from scheduler.demo.sample import load_sample
from scheduler.demo.verdict import undelivered, unmet

OPENED = datetime(2025, 3, 4, 9, 30, tzinfo=UTC)
ARTICLES = Press(load_sample(), base="http://127.0.0.1:8000", opened=OPENED).articles
RIGHT = {
    (url_key(article.url), position): frozenset[str](flags)
    for article in ARTICLES
    for position, flags in enumerate(article.story.flags)
}
ALERTED = frozenset(url_key(article.url) for article in ARTICLES if article.story.flagged)


def test_nothing_is_unmet_when_all_is_right() -> None:
    """Flags and alerts as the manifest has them leave nothing to say."""
    assert unmet(ARTICLES, Understood(flags=RIGHT, alerted=ALERTED)) == []


def test_every_missing_story_is_named() -> None:
    """Without any story each one is told of, the second of the seed page too, and each alert that did not come."""
    told = unmet(ARTICLES, Understood())
    assert len([one for one in told if one.startswith("no story")]) == len(RIGHT)
    assert len([one for one in told if one.startswith("no alert")]) == len(ALERTED)


def test_a_false_flag_and_a_false_alert_are_named() -> None:
    """A sport story that is flagged and alerts is as wrong as a strike that is not."""
    derby = next(article for article in ARTICLES if article.story.slug == "league-derby")
    key = url_key(derby.url)
    flags = RIGHT | {(key, 0): frozenset({"casualty"})}
    told = unmet(ARTICLES, Understood(flags=flags, alerted=ALERTED | {key}))
    assert told == [
        f"«{derby.story.title}» was flagged as casualty",
        f"an alert speaks of «{derby.story.title}»",
    ]


def test_what_hangs_in_the_chain_is_counted() -> None:
    """Pages, stories and deliveries that are not at their end are told; merged deliveries are no failure."""
    assert undelivered(Progress(pages=18, stories=19, unsent={"merged": 2}), 18) == []
    told = undelivered(Progress(pages=17, pages_due=1, deliveries_due=2, unsent={"failed": 1}), 18)
    assert told == [
        "1 of 18 pages were not found",
        "1 pages wait to be read",
        "2 alerts wait to be sent",
        "1 alerts ended as failed",
    ]
