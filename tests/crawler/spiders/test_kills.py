"""kill -9 at each step of a visit: afterwards every item is kept, and kept once."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from redis import Redis
from sqlalchemy import update

from crawler.store.database import writing
from crawler.store.tables import entry as entry_table
from crawler.store.tables import feed as feed_table
from crawler.store.tables import story as story_table
from tests.crawler.spiders.dying import STEPS
from tests.crawler.spiders.stand import Stand, feed
from tests.crawler.spiders.watch import Watch

pytestmark = pytest.mark.slow

ITEMS = 3
# Of these steps each visit or item has one; the second call is one in the middle of the work.
ONCE = frozenset({name for name, step in STEPS.items() if step.name in ("_end", "done", "_after_visit")}) | {
    "before the feed is asked for",
    "after the feed has answered",
    "after the feed was parsed",
    "within the commit of the visit, with its entries",
    "before the commit of the visit",
}


@pytest.mark.parametrize("step", STEPS)
def test_whatever_step_it_dies_at_every_item_is_kept_once(
    watch: Callable[..., Watch], stand: Stand, embedded_redis: str, step: str
) -> None:
    """The next crawler goes on where the database stands; what was kept is not kept again, and nothing is lost."""
    with Redis.from_url(embedded_redis) as client:
        client.flushall()
    links = [stand.publish(number) for number in range(ITEMS)]
    stand.put("/feed", feed(*links), ETag='"1"')
    one = watch(embedded_redis)
    dying = one.start(dies=(step, 1 if step in ONCE else 2))
    one.tell()
    assert dying.process.wait(60) == -9, dying.text
    with writing(one.engine) as connection:  # what the dead crawler held in the database runs out
        connection.execute(update(feed_table).values(queued_until=datetime.now(UTC)))
    one.tell()  # as the scheduler does with whatever is due
    crawler = one.start()
    crawler.until(lambda: {row["state"] for row in one.rows(entry_table)} == {"again"}, "all pages")
    crawler.until(lambda: one.rows(feed_table)[0]["queued_until"] is None, "the feed to be free")
    assert crawler.stop() == 0
    rows = one.rows(story_table)
    assert sorted(row["url"] for row in rows) == sorted(links)
    assert {(row["advance_due"], row["revision"]) for row in rows} == {(True, 1)}
    assert len(one.rows(entry_table)) == ITEMS
    (watched,) = one.rows(feed_table)
    assert (watched["state"], watched["etag"]) == ("healthy", '"1"')
