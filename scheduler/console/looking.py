"""A look at an address in a process of its own: `python -m scheduler.console.looking`.

It is the look of `rasid feeds add`, by the spider that does it, and so through the guard of addresses, robots.txt and
the limits of size and time. It takes the settings and an order, a line each, on standard input, and answers a line of
JSON: `{"feeds": [...], "why": ...}`, where `why` says why there is none.
"""

import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from crawler.errors import ConfigurationError, RasidError
from crawler.feeds.findings import Verdict
from crawler.settings import database_address
from crawler.store.database import connect, reading
from scheduler.feed_adding import KnownFeeds, as_seen, assessed, described, known_feeds, named
from scheduler.handover import from_line
from scheduler.logs import set_up_logging
from scheduler.processes import end_with_parent
from scheduler.settings import Settings

if TYPE_CHECKING:
    from crawler.spiders.looks import Seen

MOST_ENTRIES = 5
MOST_FEEDS = 6
_LONGEST = 200  # characters of a title


def main() -> None:
    """Reads its order, looks, and answers."""
    end_with_parent()
    set_up_logging("error")
    settings = from_line(sys.stdin.buffer.readline())
    order = json.loads(sys.stdin.buffer.readline())
    sys.stdout.write(json.dumps(looked(settings, order), ensure_ascii=False) + "\n")


def looked(settings: Settings, order: Mapping[str, str]) -> dict[str, Any]:
    """What stands at the `url` of an order, as feeds that may be added; `kind` is what it is said to be, or ""."""
    from crawler.look import Look, look_at  # brings Scrapy along

    engine = connect(database_address(settings.store))
    try:
        with reading(engine) as connection:
            known = known_feeds(connection)
    finally:
        engine.dispose()
    kind = order.get("kind") or None
    try:
        feed = described(order["url"], known, {"kind": kind}, called=str)
        [answer] = look_at(settings, [Look(feed=feed, find=kind is None)])
    except ConfigurationError as error:
        return {"feeds": [], "why": str(error)}
    except RasidError as error:
        return {"feeds": [], "why": f"{order['url']}: {error}"}
    found = [answer.seen] if answer.seen.parsed is not None else list(answer.found)
    if not found:
        return {"feeds": [], "why": _why_not(answer.seen, sure=kind is not None)}
    feeds = named([as_seen(feed, seen, named=False) for seen in found], known, None)
    shown = [_shown(one, seen, known) for one, seen in zip(feeds, found, strict=True)]
    return {"feeds": shown[:MOST_FEEDS], "why": None}


def _why_not(seen: "Seen", *, sure: bool) -> str:
    assert seen.finding is not None
    if seen.finding.verdict is Verdict.NOT_A_FEED and not sure:
        return f"{seen.feed.url} is a page, and no feed of its site is found"
    return f"{seen.feed.url}: {seen.finding.reason}"


def _shown(feed: Any, seen: "Seen", known: KnownFeeds) -> dict[str, Any]:
    found = assessed(seen, datetime.now(UTC))
    assert found is not None
    assert seen.parsed is not None
    entries = seen.parsed.entries[:MOST_ENTRIES]
    return {
        "url": feed.url,
        "name": feed.name,
        "outlet": feed.outlet,
        "country": feed.country,
        "kind": feed.kind.value,
        "title": found.title[:_LONGEST],
        "items": found.items,
        "a_day": found.a_day,
        "language": found.language_seen,
        "text": found.text.value,
        "charset": found.charset,
        "newest": None if found.newest is None else found.newest.isoformat(),
        "findings": [{"verdict": one.verdict.value, "reason": one.reason} for one in found.findings],
        "watched_as": known.name_of(feed.url) or known.name_of(seen.url),
        "entries": [
            {
                "title": entry.title[:_LONGEST],
                "published": None if entry.published is None else entry.published.isoformat(),
            }
            for entry in entries
        ],
    }


if __name__ == "__main__":
    main()
