"""The demo's own check: what is missing or too much is told by its title."""

from dataclasses import replace
from datetime import UTC, datetime

from crawler.urls import url_key
from scheduler.demo.press import Press
from scheduler.demo.progress import Progress, Understood
from scheduler.demo.sample import load_sample
from scheduler.demo.verdict import undelivered, unmet

OPENED = datetime(2025, 3, 4, 9, 30, tzinfo=UTC)
ARTICLES = Press(load_sample(), base="http://127.0.0.1:8000", opened=OPENED).articles
KEYS = {article.story.slug: url_key(article.url) for article in ARTICLES}
FLAGS = {
    (KEYS[article.story.slug], position): frozenset[str](flags)
    for article in ARTICLES
    for position, flags in enumerate(article.story.flags)
}
# Each flagged story makes an event, but for those that tell of another one's.
OWN = {place: number for number, (place, flags) in enumerate(FLAGS.items()) if flags}
EVENTS = OWN | {
    (KEYS[article.story.slug], 0): OWN[KEYS[article.story.event], 0] for article in ARTICLES if article.story.event
}
RIGHT = Understood(flags=FLAGS, events=EVENTS, alerted=frozenset(EVENTS.values()))


def test_nothing_is_unmet_when_all_is_right() -> None:
    """Flags, events and alerts as the manifest has them leave nothing to say."""
    assert unmet(ARTICLES, RIGHT) == []


def test_every_missing_story_is_named() -> None:
    """Without any story each one is told of, the second of the seed page too."""
    told = unmet(ARTICLES, Understood())
    assert len([one for one in told if one.endswith("was not kept")]) == len(FLAGS)
    assert any("429" in one for one in told)


def test_a_false_flag_and_a_false_alert_are_named() -> None:
    """A sport story that is flagged and alerts is as wrong as a strike that is not."""
    derby = next(article for article in ARTICLES if article.story.slug == "league-derby")
    place = (KEYS["league-derby"], 0)
    wrong = replace(
        RIGHT,
        flags=FLAGS | {place: frozenset({"casualty"})},
        events=EVENTS | {place: 999},
        alerted=RIGHT.alerted | {999},
    )
    title = f"«{derby.story.title}»"
    assert unmet(ARTICLES, wrong) == [f"{title} was flagged as casualty", f"{title} was told"]


def test_an_event_that_nobody_heard_of_is_named() -> None:
    """A flagged story whose event reached no reader is told of."""
    summit = (KEYS["gulf-africa-summit"], 0)
    told = unmet(ARTICLES, replace(RIGHT, alerted=RIGHT.alerted - {EVENTS[summit]}))
    assert len(told) == 1
    assert told[0].endswith("was told to nobody")


def test_an_update_that_makes_an_event_of_its_own_is_named() -> None:
    """The higher toll of the same strike is no second strike."""
    told = unmet(
        ARTICLES,
        replace(RIGHT, events=EVENTS | {(KEYS["manbij-toll-rises"], 0): 999}, alerted=RIGHT.alerted | {999}),
    )
    assert len(told) == 1
    assert told[0].endswith("was not joined to the event that it tells of")


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
