"""A feed that answers and brings nothing is in trouble; one that rests as it always did is not."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.feeds.rhythm import Rhythm
from crawler.feeds.troubles import FeedTrouble, Troubled, lost_pages, silence

NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
ARTICLE, STATUS = "not_an_article: no text of a story was found", "status 403"


@pytest.mark.parametrize(
    ("ends", "lost"),
    [
        ({("failed", STATUS): 3, ("kept", ""): 2}, 3),
        ({("due", STATUS): 5}, 5),
        ({("due", STATUS): 2, ("failed", STATUS): 2, ("refused", "robots: no"): 1, ("kept", ""): 3}, 5),
        ({("failed", STATUS): 3, ("kept", ""): 3}, 0),
        ({("failed", STATUS): 4}, 0),
        ({("due", ""): 9}, 0),
        ({("refused", ARTICLE): 9}, 0),
        ({("again", STATUS): 9}, 0),
    ],
)
def test_most_of_a_days_pages_lost_is_trouble(ends: dict[tuple[str, str], int], lost: int) -> None:
    """Given up, forbidden, or waiting after a failure; not what is just to be read, or was read and is no story."""
    found = lost_pages(ends)
    assert (0 if found is None else found.lost) == lost
    assert found is None or (found.trouble, found.reason) == (FeedTrouble.PAGES, STATUS)


def test_trouble_is_told_with_its_reason() -> None:
    """The one that most of the pages have."""
    found = lost_pages({("failed", "status 404"): 1, ("failed", STATUS): 2, ("due", STATUS): 2})
    assert found is not None
    assert found.told == "answers, but 5 of 5 pages of the last day could not be had: status 403"


@pytest.mark.parametrize(
    ("days", "gap", "silent"),
    [(2.9, HOUR, False), (3.1, HOUR, True), (3.1, 4 * HOUR, False), (19, DAY, False), (21, DAY, True)],
)
def test_silence_is_measured_by_what_is_usual(days: float, gap: timedelta, silent: bool) -> None:
    """Twenty times the usual, and three days at least."""
    found = silence(Rhythm(at=NOW), NOW - days * DAY, gap, NOW)
    assert (found is not None) is silent
    assert (
        found is None or found.told == f"answers, but has listed nothing new since {NOW - days * DAY:%Y-%m-%d %H:%MZ}"
    )


def test_where_nothing_is_usual_yet_what_was_watched_counts() -> None:
    """An item in five days may be a weekly site; two hundred in the first of four are not."""
    watched = (1.0,) * 4 + (0.0,) * 3
    weekly = Rhythm(at=NOW, watched=watched, weekdays=(1.0, *(0.0,) * 6))
    agency = Rhythm(at=NOW, watched=watched, weekdays=(200.0, *(0.0,) * 6))
    assert silence(weekly, NOW - 4 * DAY, None, NOW) is None
    assert silence(agency, NOW - 4 * DAY, None, NOW) is not None


def test_a_feed_that_has_never_listed_anything_is_told_after_a_day() -> None:
    """Not before, and not while it has not answered at all."""
    half, whole = ((share, *(0.0,) * 6) for share in (0.5, 1.0))
    assert silence(Rhythm(at=NOW, watched=half), None, None, NOW) is None
    assert silence(Rhythm(at=NOW, watched=whole), None, None, NOW) == Troubled(trouble=FeedTrouble.EMPTY)
    assert silence(None, None, None, NOW) is None
