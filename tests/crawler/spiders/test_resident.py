"""The resident crawler: takes feeds from Redis or the database, and leaves nothing half done however it ends."""

import re
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from sqlalchemy import update

from crawler.news import Feed, FeedKind
from crawler.store.database import writing
from crawler.store.feeds import sync_feeds
from crawler.store.streams import STORIES, VISITS
from crawler.store.tables import entry as entry_table
from crawler.store.tables import feed as feed_table
from crawler.store.tables import visit as visit_table
from tests.crawler.spiders.crawls import NO_REDIS
from tests.crawler.spiders.stand import Answer, Asked, Stand, article, feed
from tests.crawler.spiders.watch import Watch

pytestmark = pytest.mark.slow


def test_a_feed_from_the_stream_becomes_stories_and_wakes(
    watch: Callable[..., Watch], stand: Stand, redis_url: str
) -> None:
    """Visit, stories, a wake for each, and the message is gone: nobody needs it any more."""
    stand.put("/feed", feed(stand.publish(1), stand.publish(2)))
    one = watch(redis_url)
    crawler = one.start()
    one.tell()
    crawler.until(lambda: len(one.stories()) == 2, "two stories")
    crawler.until(lambda: one.depth(VISITS) == 0, "the message to be acknowledged")
    assert one.depth(STORIES) == 2
    assert crawler.stop() == 0
    (row,) = one.rows(feed_table)
    assert (row["state"], row["queued_until"]) == ("healthy", None)
    assert row["next_visit_at"] > datetime.now(UTC)


@pytest.mark.postgres
def test_two_crawlers_on_postgresql_read_everything_once(
    watch: Callable[..., Watch], stand: Stand, postgres_url: str
) -> None:
    """They share the due feeds of one database, and a page that two feeds list is read by one of them."""
    shared = stand.publish(9)
    for number in range(6):
        stand.put(f"/feed{number}", feed(stand.publish(number), shared))
    stand.put("/feed", feed(shared))
    one = watch(database=postgres_url)
    more = [Feed(name=f"f{n}", url=stand.url(f"/feed{n}"), outlet=f"موقع {n}") for n in range(6)]
    with writing(one.engine) as connection:
        sync_feeds(connection, more, "added", datetime.now(UTC))
    crawlers = [one.start(), one.start()]
    crawlers[0].until(lambda: len(one.stories()) == 7, "seven stories")
    crawlers[0].until(
        lambda: {row["state"] for row in one.rows(entry_table)} <= {"again", "kept", "known"}, "all pages"
    )
    assert [crawler.stop() for crawler in crawlers] == [0, 0]
    assert sorted(one.stories()) == sorted([shared, *(stand.url(f"/news/{n}000") for n in range(6))])
    assert len(one.rows(visit_table)) == 7


def test_the_newest_pages_of_a_feed_are_asked_for_first(watch: Callable[..., Watch], stand: Stand) -> None:
    """After a pause a feed lists many: two at a time, and not the oldest first."""
    now, items = datetime.now(UTC), []
    for number in (3, 1, 4, 2, 5, 8, 6, 7):  # as many minutes ago
        date = format_datetime(now - timedelta(minutes=number))
        items.append(feed(stand.publish(number), extra=f"<pubDate>{date}</pubDate>"))
    whole = "".join(re.findall("<item>.*?</item>", "".join(items)))
    stand.put("/feed", re.sub("<item>.*</item>", whole, items[0]))
    one = watch(NO_REDIS, crawler="concurrency = 2")
    crawler = one.start()
    asked: list[int] = []

    def all_are_asked_for() -> bool:
        asked[:] = [int(one.path[6]) for one in list(stand.asked) if one.path.startswith("/news/")]
        return len(asked) == 8

    crawler.until(all_are_asked_for, "eight pages")
    assert all(abs(at - (number - 1)) <= 1 for at, number in enumerate(asked)), asked
    assert crawler.stop() == 0


def test_without_redis_the_database_is_asked(watch: Callable[..., Watch], stand: Stand) -> None:
    """Nobody tells the crawler of the feed, and it is visited all the same."""
    stand.put("/feed", feed(stand.publish(1)))
    one = watch(NO_REDIS)
    crawler = one.start()
    crawler.until(lambda: len(one.stories()) == 1, "a story")
    assert "redis_unreachable" in crawler.text
    assert crawler.stop() == 0


def test_the_next_visit_asks_whether_anything_has_changed(watch: Callable[..., Watch], stand: Stand) -> None:
    """ETag and Last-Modified go back word for word, "not modified" is a good visit, and a new item is found."""
    stand.publish(1)
    stand.publish(2)
    documents = {'W/"one, two"': feed(stand.url("/news/1000")), '"3"': feed(stand.url("/news/2000"))}
    current = ['W/"one, two"']
    seen: list[tuple[str | None, str | None]] = []
    date = "Thu, 05 Mar 2026 11:59:00 GMT"

    def answer(asked: Asked) -> Answer:
        seen.append((asked.headers.get("if-none-match"), asked.headers.get("if-modified-since")))
        headers = {"ETag": current[0], "Last-Modified": date}
        if asked.headers.get("if-none-match") == current[0]:
            return Answer(status=304, headers=headers)
        return Answer(body=documents[current[0]].encode(), headers=headers)

    stand.answers["/feed"] = answer
    one = watch()
    crawler = one.start()
    crawler.until(lambda: len(one.stories()) == 1, "the first story")
    one.make_due()
    crawler.until(lambda: len(one.rows(visit_table)) == 2, "the second visit")
    current[0] = '"3"'
    one.make_due()
    crawler.until(lambda: len(one.stories()) == 2, "the second story")
    crawler.stop()
    assert seen == [(None, None), ('W/"one, two"', date), ('W/"one, two"', date)]
    assert [row["outcome"] for row in one.rows(visit_table)] == ["new_items", "not_modified", "new_items"]


def test_a_crash_between_visit_and_story_loses_nothing(watch: Callable[..., Watch], stand: Stand) -> None:
    """kill -9 while the page is under way: the next crawler reads it without visiting the feed, and once only."""
    held = threading.Event()
    url = stand.publish(1)
    stand.answers["/news/1000"] = Answer(body=article("مقتل ثلاثة مدنيين في قصف").encode(), hold=held)
    stand.put("/feed", feed(url), ETag='"1"')
    one = watch()
    crawler = one.start()
    crawler.until(lambda: stand.count("/news/1000") == 1, "the page to be asked for")
    crawler.kill()
    assert [row["state"] for row in one.rows(entry_table)] == ["due"]
    held.set()
    with writing(one.engine) as connection:  # the dead crawler's lease runs out
        connection.execute(update(feed_table).values(queued_until=datetime.now(UTC)))
    crawler = one.start()
    crawler.until(lambda: one.stories() == [url], "the story")
    crawler.until(lambda: one.rows(feed_table)[0]["queued_until"] is None, "the feed to be free")
    crawler.stop()
    assert stand.count("/feed") == 1
    assert [row["state"] for row in one.rows(entry_table)] == ["again"]


def test_what_a_killed_crawler_held_is_taken_over_at_once(
    watch: Callable[..., Watch], stand: Stand, redis_url: str
) -> None:
    """Its messages are inherited by the next process of the machine, not only when they have grown idle."""
    held = threading.Event()
    url = stand.publish(1)
    stand.answers["/news/1000"] = Answer(body=article("مقتل ثلاثة مدنيين في قصف").encode(), hold=held)
    stand.put("/feed", feed(url))
    one = watch(redis_url)
    crawler = one.start()
    one.tell()
    crawler.until(lambda: stand.count("/news/1000") == 1, "the page to be asked for")
    crawler.kill()
    held.set()
    crawler = one.start()
    crawler.until(lambda: one.stories() == [url], "the story")
    assert "jobs_inherited count=1" in crawler.text
    crawler.until(lambda: one.depth(VISITS) == 0, "the message to be acknowledged")
    crawler.stop()


def test_a_stop_lets_what_is_under_way_end_and_gives_the_rest_back(
    watch: Callable[..., Watch], stand: Stand, redis_url: str
) -> None:
    """SIGTERM: the page that is being downloaded is kept, the one that waits is due again at once, none is lost."""
    held = threading.Event()
    links = [stand.publish(1), stand.publish(2)]
    for number in (1, 2):
        stand.answers[f"/news/{number}000"] = Answer(body=article(f"مقتل {number} في قصف").encode(), hold=held)
    stand.put("/feed", feed(*links))
    one = watch(redis_url, crawler="concurrency = 1\n")
    crawler = one.start()
    one.tell()
    crawler.until(lambda: any(asked.path.startswith("/news/") for asked in stand.asked), "a page to be asked for")
    crawler.process.terminate()
    crawler.until(lambda: "crawler_stopping" in crawler.text, "the signal to be heard")
    held.set()
    assert crawler.process.wait(60) == 0
    assert len(one.stories()) == 1
    assert sorted(row["state"] for row in one.rows(entry_table)) == ["again", "due"]
    assert one.rows(feed_table)[0]["queued_until"] is None
    assert one.depth(VISITS) == 0
    crawler = one.start()
    one.tell()
    crawler.until(lambda: len(one.stories()) == 2, "the other story")
    crawler.stop()


def test_every_kind_of_answer_is_a_visit_with_its_reason(watch: Callable[..., Watch], stand: Stand) -> None:
    """Errors are recorded and spaced out; Retry-After is kept to the second; a good answer makes all well again."""
    answers = iter(
        [
            Answer(status=503, headers={"Retry-After": "7200"}),
            Answer(status=410),
            Answer(body=b"<html><body>challenge</body></html>", status=403),
            Answer(body=b"<html><body>page</body></html>"),
            Answer(body=b""),
            Answer(body=feed(stand.publish(1)).encode()),
        ]
    )
    stand.answers["/feed"] = lambda _asked: next(answers)
    one = watch()
    crawler = one.start()
    waits = []
    for number in range(1, 7):
        crawler.until(lambda number=number: len(one.rows(visit_table)) == number, f"visit {number}")
        (row,) = one.rows(feed_table)
        waits.append((row["next_visit_at"] - row["last_visit_at"]).total_seconds())
        if number == 2:
            assert row["state"] == "gone"
        if number < 6:
            one.make_due()
    crawler.until(lambda: len(one.stories()) == 1, "the story")
    crawler.stop()
    visits = [(row["outcome"], row["http_status"]) for row in one.rows(visit_table)]
    assert visits == [
        ("http_error", 503),
        ("gone", 410),
        ("http_error", 403),
        ("unreadable", 200),
        ("unreadable", 200),
        ("new_items", 200),
    ]
    assert waits[0] == 7200
    (row,) = one.rows(feed_table)
    assert (row["state"], row["error_count"], row["last_error"]) == ("healthy", 0, None)


def test_the_same_document_under_200_is_nothing_new(watch: Callable[..., Watch], stand: Stand) -> None:
    """A server without validators is recognised by its bytes."""
    stand.put("/feed", feed(stand.publish(1)))
    one = watch()
    crawler = one.start()
    crawler.until(lambda: len(one.stories()) == 1, "the story")
    one.make_due()
    crawler.until(lambda: len(one.rows(visit_table)) == 2, "the second visit")
    crawler.stop()
    assert [row["outcome"] for row in one.rows(visit_table)] == ["new_items", "nothing_new"]


def test_a_feed_that_has_moved_is_asked_for_where_it_is(watch: Callable[..., Watch], stand: Stand) -> None:
    """Permanent redirects are followed at once and adopted after a day of them; temporary ones only followed."""
    stand.put("/new", feed(stand.publish(1)))
    stand.put("/feed", status=301, Location="/new")
    one = watch()
    crawler = one.start()
    for number in range(1, 4):
        crawler.until(lambda number=number: len(one.rows(visit_table)) == number, f"visit {number}")
        with writing(one.engine) as connection:  # a day passes before the last of them
            begun = datetime.now(UTC) - timedelta(hours=25)
            connection.execute(update(feed_table).values(next_visit_at=datetime.now(UTC), moved_since=begun))
    crawler.until(lambda: one.rows(feed_table)[0]["adopted_url"] == stand.url("/new"), "the move to be adopted")
    one.make_due()
    asked = stand.count("/feed")
    crawler.until(lambda: stand.count("/new") > asked, "the new address to be asked for itself")
    assert crawler.stop() == 0
    assert stand.count("/feed") == asked
    assert one.rows(feed_table)[0]["url"] == stand.url("/feed")


def test_after_an_unclean_stop_the_whole_document_is_asked_for(watch: Callable[..., Watch], stand: Stand) -> None:
    """What the last answer said of its state is sent back after a clean stop, and not after kill -9."""
    conditions: list[str | None] = []
    document = feed(stand.publish(1)).encode()

    def answer(asked: Asked) -> Answer:
        conditions.append(asked.headers.get("if-none-match"))
        return Answer(body=document, headers={"ETag": '"1"'})

    stand.answers["/feed"] = answer
    one = watch()
    for ends_well in (True, False, True):
        crawler = one.start()
        visits = len(one.rows(visit_table))
        one.make_due()
        crawler.until(lambda visits=visits: len(one.rows(visit_table)) > visits, "a visit")
        crawler.until(lambda: one.rows(feed_table)[0]["queued_until"] is None, "the feed to be free")
        if ends_well:
            assert crawler.stop() == 0
        else:
            crawler.kill()
    assert conditions[0] is None
    assert conditions[1:3] == ['"1"', None]


def test_a_news_sitemap_and_a_section_page_are_watched_like_feeds(watch: Callable[..., Watch], stand: Stand) -> None:
    """An index is followed to its sitemaps; the links of a page are its items."""
    links = [stand.publish(number) for number in (1, 2)]
    urls = f"<url><loc>{links[0]}</loc></url>"
    stand.put("/sitemap-news.xml", f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>')
    named = f"<sitemap><loc>{stand.url('/sitemap-news.xml')}</loc></sitemap>"
    stand.put("/index.xml", f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{named}</sitemapindex>')
    anchor = f'<a href="{links[1]}">مقتل ثلاثة مدنيين في قصف على أطراف المدينة</a>'
    stand.put("/section", f'<html lang="ar"><body><main class="latest">{anchor}</main></body></html>')
    stand.put("/feed", feed())
    one = watch()
    more = [
        Feed(name="index", url=stand.url("/index.xml"), outlet="أ", kind=FeedKind.SITEMAP),
        Feed(name="page", url=stand.url("/section"), outlet="ب", kind=FeedKind.PAGE, link_selector="main.latest a"),
    ]
    with writing(one.engine) as connection:
        sync_feeds(connection, more, "added", datetime.now(UTC))
    crawler = one.start()
    crawler.until(lambda: sorted(one.stories()) == sorted(links), "both stories")
    assert crawler.stop() == 0
    states = {row["name"]: row["state"] for row in one.rows(feed_table)}
    assert (states["index"], states["page"]) == ("healthy", "healthy")


def test_a_feed_that_is_cut_off_keeps_no_validators(watch: Callable[..., Watch], stand: Stand) -> None:
    """Its items are read; with the ETag of a half document the rest would be "not modified" for ever."""
    stand.put("/feed", feed(stand.publish(1)), ETag='"1"', Connection="close")
    whole = stand.answers["/feed"]
    assert isinstance(whole, Answer)
    cut = Answer(body=whole.body, headers={**whole.headers, "Content-Length": str(len(whole.body) + 1000)})
    stand.answers["/feed"] = cut
    one = watch()
    crawler = one.start()
    crawler.until(lambda: len(one.stories()) == 1, "the story")
    crawler.stop()
    assert one.rows(feed_table)[0]["etag"] is None


def test_one_feed_that_breaks_its_reader_does_not_stop_the_others(
    tmp_path: Path, watch: Callable[..., Watch], stand: Stand
) -> None:
    """An entity bomb, a deep nest and noise: each gets an error state, and the good feed its story."""
    entity = (
        "<!DOCTYPE r [<!ENTITY a '"
        + "a" * 50_000
        + "'>]><rss><channel><title>"
        + "&a;" * 2000
        + "</title></channel></rss>"
    )
    stand.put("/bomb", entity)
    stand.put("/deep", "<rss>" + "<a>" * 200_000)
    stand.put("/noise", bytes(range(256)) * 2000)
    stand.put("/feed", feed(stand.publish(1)))
    one = watch()
    with writing(one.engine) as connection:
        more = [Feed(name=name, url=stand.url(f"/{name}"), outlet=name) for name in ("bomb", "deep", "noise")]
        sync_feeds(connection, more, "added", datetime.now(UTC))
    crawler = one.start()
    crawler.until(lambda: len(one.stories()) == 1, "the story")
    crawler.until(lambda: len(one.rows(visit_table)) >= 4, "all visits")
    crawler.stop()
    states = {row["name"]: row["state"] for row in one.rows(feed_table)}
    assert states["a"] == "healthy"
    assert states["bomb"] == "failing"
    assert states["noise"] == "failing"
    assert "Traceback" not in crawler.text
