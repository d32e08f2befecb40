"""Pages that the resident crawler asks for again: edited ones, stubs, flagged stories, and those of servers away."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from sqlalchemy import update

from crawler.store.database import writing
from crawler.store.tables import entry as entry_table
from crawler.store.tables import story as story_table
from crawler.store.tables import story_revision
from crawler.store.tables import visit as visit_table
from tests.crawler.spiders.stand import Answer, Stand, feed
from tests.crawler.spiders.watch import Watch

pytestmark = pytest.mark.slow

UPDATED = "<a:updated xmlns:a='http://www.w3.org/2005/Atom'>2026-03-05T12:00:00Z</a:updated>"


def _waits(one: Watch) -> bool:
    return bool(one.rows(entry_table)[0]["next_attempt_at"] > datetime.now(UTC))


def _titles(one: Watch) -> list[tuple[str, int]]:
    return [(row["title"], row["revision"]) for row in one.rows(story_table)]


def test_an_edited_headline_has_its_page_read_again(watch: Callable[..., Watch], stand: Stand) -> None:
    """Same link, same guid, other words: a revision, and not a second story."""
    url = stand.publish(1, "مقتل ثلاثة مدنيين في قصف")
    stand.put("/feed", feed(url, titles={url: "مقتل ثلاثة مدنيين في قصف"}))
    one = watch()
    crawler = one.start()
    crawler.until(lambda: len(one.stories()) == 1, "the story")
    stand.publish(1, "إصابة ثلاثة مدنيين في قصف")
    stand.put("/feed", feed(url, titles={url: "إصابة ثلاثة مدنيين في قصف"}))
    one.make_due()
    crawler.until(lambda: _titles(one) == [("إصابة ثلاثة مدنيين في قصف", 2)], "the revision")
    assert crawler.stop() == 0
    assert "story_revised" in crawler.text
    assert [row["title"] for row in one.rows(story_revision)] == ["مقتل ثلاثة مدنيين في قصف"]
    assert [row["outcome"] for row in one.rows(visit_table)] == ["new_items", "nothing_new"]


def test_a_stub_is_read_again_until_it_is_filled_in(watch: Callable[..., Watch], stand: Stand) -> None:
    """Nothing in the feed says that it was; the page is looked at again by itself."""
    url = stand.publish(1)
    whole = stand.answers["/news/1000"]
    stub = "<article><h1>قصف على أطراف المدينة</h1><p>قصف مدفعي على أطراف المدينة والتفاصيل بعد قليل.</p></article>"
    stand.put(
        "/news/1000", f'<html lang="ar"><head><title>قصف على أطراف المدينة</title></head><body>{stub}</body></html>'
    )
    stand.put("/feed", feed(url, titles={url: "قصف على أطراف المدينة"}))
    one = watch()
    crawler = one.start()
    crawler.until(lambda: len(one.stories()) == 1, "the stub")
    (entry,) = one.rows(entry_table)
    assert (entry["state"], entry["rereads"]) == ("again", 1)
    stand.answers["/news/1000"] = whole
    with writing(one.engine) as connection:  # ten minutes pass
        connection.execute(update(entry_table).values(next_attempt_at=datetime.now(UTC)))
    crawler.until(lambda: one.rows(story_table)[0]["revision"] == 2, "the whole story")
    assert crawler.stop() == 0
    (row,) = one.rows(story_table)
    assert (row["casualty"], row["advance_due"]) == (True, True)
    assert stand.count("/feed") == 1


def test_a_page_with_nothing_but_a_promise_is_read_again(watch: Callable[..., Watch], stand: Stand) -> None:
    """It is refused and not forgotten: ten minutes later the story stands there, and may alert."""
    url = stand.publish(1)
    whole = stand.answers["/news/1000"]
    stub = "<article><h1>انفجار ضخم يهز دمشق</h1><p>التفاصيل بعد قليل</p></article>"
    stand.put(
        "/news/1000", f'<html lang="ar"><head><title>انفجار ضخم يهز دمشق</title></head><body>{stub}</body></html>'
    )
    now = f"<pubDate>{format_datetime(datetime.now(UTC))}</pubDate>"
    stand.put("/feed", feed(url, titles={url: "انفجار ضخم يهز دمشق"}, extra=now))
    one = watch()
    crawler = one.start()
    crawler.until(lambda: one.rows(entry_table) and one.rows(entry_table)[0]["state"] == "again", "the stub")
    (entry,) = one.rows(entry_table)
    assert (entry["rereads"], entry["reason"]) == (1, "not_an_article: no text of a story was found")
    assert timedelta(minutes=9) < entry["next_attempt_at"] - datetime.now(UTC) <= timedelta(minutes=10)
    stand.answers["/news/1000"] = whole
    with writing(one.engine) as connection:  # ten minutes pass
        connection.execute(update(entry_table).values(next_attempt_at=datetime.now(UTC)))
    crawler.until(lambda: len(one.stories()) == 1, "the story")
    assert crawler.stop() == 0
    assert one.rows(story_table)[0]["alerting"] is True


@pytest.mark.parametrize(("extra", "again"), [("", True), (UPDATED, False)])
def test_a_flagged_story_is_looked_at_again_where_its_feed_does_not_tell_of_edits(
    watch: Callable[..., Watch], stand: Stand, extra: str, again: bool
) -> None:
    """«ثلاثة» becomes «ثلاثين» under the same headline; a feed that says when an item was changed would tell."""
    stand.put("/feed", feed(stand.publish(1), extra=extra))
    one = watch()
    crawler = one.start()
    crawler.until(lambda: len(one.stories()) == 1, "the story")
    (entry,) = one.rows(entry_table)
    assert (entry["state"], entry["rereads"]) == (("again", 1) if again else ("kept", 0))
    if again:
        assert timedelta(minutes=59) < entry["next_attempt_at"] - datetime.now(UTC) <= timedelta(hours=1)
        page = stand.answers["/news/1000"]
        assert isinstance(page, Answer)
        stand.put("/news/1000", page.body.decode().replace("قُتل ثلاثة مدنيين", "قُتل ثلاثون مدنيا"))
        for readings in (2, 3):  # an hour passes, and five more
            with writing(one.engine) as connection:
                connection.execute(update(entry_table).values(next_attempt_at=datetime.now(UTC)))
            crawler.until(lambda count=readings: stand.count("/news/1000") == count, "the page to be asked for")
            crawler.until(lambda: one.rows(entry_table)[0]["next_attempt_at"] is None or _waits(one), "the reading")
        (row,) = one.rows(story_table)
        assert (row["revision"], row["advance_due"], "ثلاثون" in row["text"]) == (2, True, True)
        assert one.rows(entry_table)[0]["state"] == "kept"
    assert crawler.stop() == 0


@pytest.mark.parametrize("status", [503, 429])
def test_a_page_whose_server_asks_to_wait_is_asked_for_then(
    watch: Callable[..., Watch], stand: Stand, status: int
) -> None:
    """And not a minute later, as another failure would be."""
    stand.put("/news/1000", status=status, Retry_After="7200")
    stand.put("/feed", feed(stand.url("/news/1000")))
    one = watch()
    crawler = one.start()
    crawler.until(lambda: one.rows(entry_table) and one.rows(entry_table)[0]["attempts"] == 1, "the failure")
    (entry,) = one.rows(entry_table)
    assert (entry["state"], entry["reason"]) == ("due", f"status {status}")
    assert timedelta(minutes=119) < entry["next_attempt_at"] - datetime.now(UTC) <= timedelta(hours=2)
    assert crawler.stop() == 0
