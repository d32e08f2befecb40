"""When a story was published and revised, decided between all that a page states; each case a page of its own."""

from datetime import UTC, datetime

import pytest

from crawler.news import Page, PublishedFrom, Refusal, ZoneFrom
from crawler.pages.read import read_page
from crawler.pages.when.story_dates import day_in_address
from tests.crawler.pages.dated_pages import (
    BODY,
    FETCHED,
    RIYADH,
    STATED,
    URL,
    WHEN,
    article,
    json_ld,
    meta,
    shown,
    story_of,
)
from tests.crawler.pages.newsstand import FLOOD, FLOOD_TITLE, around, paragraphs


def test_the_feeds_date_comes_first() -> None:
    """Whatever the page says; a revision may still be the page's."""
    told = datetime(2025, 3, 1, 9, tzinfo=UTC)
    story = story_of(head=json_ld(article(datePublished="2025-03-02T08:00:00Z", dateModified=STATED)), hint=told)
    assert (story.published, story.published_from, story.zone_from) == (told, PublishedFrom.FEED, None)
    assert (shown(story.modified), story.modified_from) == (WHEN, PublishedFrom.JSON_LD)


@pytest.mark.parametrize(
    ("head", "inner", "moment"),
    [
        # A time of the same day is told by a later source only.
        (json_ld(article(datePublished="2025-03-03")), "<p>3 مارس 2025 - 10:15 ص</p>", WHEN),
        (json_ld(article(datePublished="2025-03-03T00:00:00+03:00")), "<p>3 مارس 2025 - 10:15 ص</p>", WHEN),
        (json_ld(article(datePublished="2025-03-03T00:00:00Z")), "<p>3 مارس 2025 - 10:15 ص</p>", WHEN),
        # The same, in the small hours, when it is still yesterday in Greenwich.
        (json_ld(article(datePublished="2025-03-03T00:00:00Z")), "<p>3 مارس 2025 - 1:15 ص</p>", "2025-03-02T22:15"),
        (json_ld(article(datePublished="2025-03-02T21:00:00Z")), "<p>3 مارس 2025 - 10:15 ص</p>", WHEN),
        (meta("article:published_time", "2025-03-03"), f'<time datetime="{STATED}">x</time>', WHEN),
        ("", '<time datetime="2025-03-05">اليوم</time><p>قبل ساعتين</p>', "2025-03-05T10:00"),
        # A time of another day is not that day's.
        (json_ld(article(datePublished="2025-03-03")), "<p>4 مارس 2025 - 10:15 ص</p>", "2025-03-02T21:00"),
        # What is exact already stays.
        (json_ld(article(datePublished=STATED)), "<p>3 مارس 2025 - 11:30 ص</p>", WHEN),
        # The order of sources.
        (json_ld(article(datePublished=STATED)) + meta("article:published_time", "2025-02-01T08:00:00Z"), "", WHEN),
        (meta("article:published_time", STATED), '<time datetime="2025-02-01T08:00:00Z">x</time>', WHEN),
        # A meta element «date» of the day of the fetch, beside the date that readers see.
        (meta("date", "2025-03-05T15:30:00+03:00"), "<p>3 مارس 2025 - 10:15 ص</p>", WHEN),
        (meta("date", "2025-03-05"), f'<time datetime="{STATED}">x</time>', WHEN),
        # A CMS that stamps the present into every page.
        (json_ld(article(datePublished="2025-03-05T12:34:55Z")), "<p>3 مارس 2025 - 10:15 ص</p>", WHEN),
        (json_ld(article(datePublished="2025-03-05T12:34:55Z")), meta("datePublished", STATED), WHEN),
        (
            json_ld(article(datePublished="2025-03-04T09:00:00Z", dateModified="2025-03-04T09:00:00Z")),
            "<p>نشر في: 1 مارس 2025 - 10:15 ص</p>",
            "2025-03-01T07:15",
        ),
        # A story that has just come out.
        (json_ld(article(datePublished="2025-03-05T12:34:10Z")), "<p>5 مارس 2025</p>", "2025-03-05T12:34"),
        (json_ld(article(datePublished="2025-03-05T12:34:10Z")), "<p>منذ لحظات</p>", "2025-03-05T12:34"),
        # Local time that is written as if it were Greenwich's, seen since it would lie in the future.
        (json_ld(article(datePublished="2025-03-05T15:30:00Z")), "", "2025-03-05T12:30"),
        # Out of the future, out of the past.
        (json_ld(article(datePublished="2025-03-07T15:30:00Z")), "", None),
        (json_ld(article(datePublished="2027-03-07T15:30:00Z")), f'<time datetime="{STATED}">x</time>', WHEN),
        (json_ld(article(datePublished="1994-03-07T15:30:00Z")), f'<time datetime="{STATED}">x</time>', WHEN),
    ],
)
def test_of_several_dates_one_is_taken(head: str, inner: str, moment: str | None) -> None:
    """By its source, its exactness, and by what it can be."""
    assert shown(story_of(inner, head=head).published) == moment


def test_a_stamp_alone_is_kept_where_nothing_speaks_against_it() -> None:
    """Breaking news are often fetched within two minutes."""
    assert shown(story_of(head=json_ld(article(datePublished="2025-03-05T12:34:10Z"))).published) == "2025-03-05T12:34"


@pytest.mark.parametrize(
    ("url", "head", "inner", "moment"),
    [
        ("https://mina.example/2025/03/03/talks", "", "<p>3 مارس 2025 - 10:15 ص</p>", WHEN),
        ("https://mina.example/2025/03/03/talks", "", "<p>4 مارس 2025 - 00:10 ص</p>", "2025-03-03T21:10"),
        ("https://mina.example/2025/02/03/talks", "", "<p>3 مارس 2025 - 10:15 ص</p>", None),
        ("https://mina.example/2025/02/03/talks", meta("date", STATED), "", None),
        ("https://mina.example/2025/02/03/talks", json_ld(article(datePublished=STATED)), "", WHEN),
        (
            "https://mina.example/2025/02/03/talks",
            json_ld(article(datePublished=STATED)),
            "<p>3 فبراير 2025 - 10:15 ص</p>",
            "2025-02-03T07:15",
        ),
        ("https://mina.example/2025/03/03/talks", "", "", "2025-03-02T21:00"),  # midnight in Beirut
        ("https://mina.example/news/2025-03-03-1.38743", "", "", "2025-03-02T21:00"),  # midnight in Beirut
        ("https://mina.example/2099/03/03/talks", "", "", None),
        ("https://mina.example/wp-content/uploads/x.html", "", "<img src='/uploads/2025/03/03/1.jpg'>", None),
    ],
)
def test_the_pages_address_confirms_or_tells_in_the_end(url: str, head: str, inner: str, moment: str | None) -> None:
    """A day in it outweighs weaker sources that contradict it, and counts itself where no other is stated."""
    assert shown(story_of(inner, head=head, url=url).published) == moment


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2025/03/03/x", "2025-03-03"),
        ("https://a.example/story/2025/3/9/%D9%88/49", "2025-03-09"),
        ("https://a.example/world/2025-03-03-1.38", "2025-03-03"),
        ("https://a.example/2025/03/x", None),
        ("https://a.example/2025/middle_east/3/3/x", "2025-03-03"),
        ("https://a.example/2025/13/40/x", None),
        ("https://a.example/n/20250303", None),
        ("https://[a/2025/03/03/", None),
        ("", None),
    ],
)
def test_a_day_in_an_address(url: str, day: str | None) -> None:
    """Only a whole date that stands as steps of the path, or opens one."""
    found = day_in_address(url)
    assert (found.isoformat() if found else None) == day


@pytest.mark.parametrize(
    ("zone", "stated", "moment", "zone_from"),
    [
        (RIYADH, "2025-03-03 10:15", WHEN, ZoneFrom.OUTLET),
        (None, "2025-03-03 10:15", "2025-03-03T10:15", ZoneFrom.ASSUMED),
        ("UTC", "2025-03-03 10:15", "2025-03-03T10:15", ZoneFrom.ASSUMED),  # what the catalogue says of an unknown zone
        ("Africa/Nouakchott", "2025-03-03 10:15", "2025-03-03T10:15", ZoneFrom.OUTLET),
        (None, STATED, WHEN, ZoneFrom.STATED),
        ("America/New_York", "2025-03-03T00:00:00Z", "2025-03-03T05:00", ZoneFrom.STATED),
        (RIYADH, "2025-03-03T00:00:00Z", "2025-03-03T00:00", ZoneFrom.STATED),
    ],
)
def test_the_zone_is_told_with_how_it_is_known(zone: str | None, stated: str, moment: str, zone_from: ZoneFrom) -> None:
    """And no day becomes the one before it: midnight in Greenwich is a date without a time."""
    story = story_of(head=meta("article:published_time", stated), zone=zone)
    assert (shown(story.published), story.zone_from) == (moment, zone_from)


@pytest.mark.parametrize(
    ("head", "inner", "modified"),
    [
        (json_ld(article(datePublished=STATED, dateModified="2025-03-03T09:00:00Z")), "", "2025-03-03T09:00"),
        (
            json_ld(article(datePublished=STATED)) + meta("article:modified_time", "2025-03-03T09:00:00Z"),
            "",
            "2025-03-03T09:00",
        ),
        (
            json_ld(article(datePublished=STATED)),
            '<time class="updated" datetime="2025-03-03T09:00:00Z">x</time>',
            "2025-03-03T09:00",
        ),
        (json_ld(article(datePublished=STATED)), "<p>آخر تحديث: 3 مارس 2025 12:00</p>", "2025-03-03T09:00"),
        ("", "<p>3 مارس 2025 10:15 | آخر تحديث 12:00</p>", "2025-03-03T09:00"),
        # None that is no later than the publication, that lies in the future, or that is of the page's making.
        (json_ld(article(datePublished=STATED, dateModified=STATED)), "", None),
        (json_ld(article(datePublished=STATED, dateModified="2025-03-02T09:00:00Z")), "", None),
        (json_ld(article(datePublished=STATED, dateModified="2025-03-09T09:00:00Z")), "", None),
        (json_ld(article(datePublished=STATED, dateModified="2025-03-05T12:34:50Z")), "", None),
    ],
)
def test_a_revision_is_later_than_the_publication(head: str, inner: str, modified: str | None) -> None:
    """From the same sources in the same order."""
    story = story_of(inner, head=head)
    assert (shown(story.published), shown(story.modified)) == (WHEN, modified)
    assert (story.modified_from is None) == (modified is None)


def test_a_revision_that_is_the_publication_is_none() -> None:
    """Both in local time with a Z behind it, three hours after the feed's."""
    told = datetime(2025, 3, 3, 7, 15, tzinfo=UTC)
    stamp = "2025-03-03T10:15:00Z"
    for head in (
        json_ld(article(datePublished=stamp, dateModified=stamp)),
        meta("article:published_time", stamp) + meta("article:modified_time", stamp),
    ):
        assert story_of(head=head, hint=told).modified is None


@pytest.mark.parametrize(
    "inner",
    [
        "<p>آخر تحديث: 3 مارس 2025 - 10:15 ص</p>",
        "<p>تحديث: <time>3 مارس 2025 - 10:15 ص</time></p>",
        f'<time class="updated" datetime="{STATED}">x</time>',
        f'<span itemprop="dateModified" content="{STATED}">x</span>',
    ],
)
def test_a_revision_alone_is_no_publication(inner: str) -> None:
    """The story may be much older than its last update."""
    story = story_of(inner)
    assert (story.published, shown(story.modified)) == (None, WHEN)


def test_a_second_story_has_only_its_own_date() -> None:
    """What the page states is of its first story."""
    second = f"<h2>{FLOOD_TITLE}</h2><p>نشر في: 1 مارس 2025 - 10:15 ص</p>{paragraphs(FLOOD)}"
    markup = around(
        f"<article>{BODY}</article><article>{second}</article>", head=json_ld(article(datePublished=STATED))
    )
    found = read_page(Page(url=URL, body=markup.encode(), zone=RIYADH, fetched_at=FETCHED))
    assert not isinstance(found, Refusal)
    assert [shown(story.published) for story in found] == [WHEN, "2025-03-01T07:15"]
    assert [story.published_from for story in found] == [PublishedFrom.JSON_LD, PublishedFrom.TEXT]


def test_the_dateline_of_a_second_story_is_not_the_firsts() -> None:
    """The lines beside the title end where the text begins."""
    second = f"<h2>{FLOOD_TITLE}</h2><p>نشر في: 1 مارس 2025 - 10:15 ص</p>{paragraphs(FLOOD)}"
    assert story_of(f"{BODY}<h3>اقرأ أيضا</h3>{second}").published is None
