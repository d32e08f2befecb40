"""What a person does with feeds: looks at an address, adds what stands there, takes a list in, pauses and resumes.

The page's buttons and the API do the same by these. What is fetched is fetched by a spider behind the guard of
addresses (`scheduler.console.looking`), never by the process that serves the pages.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

from sqlalchemy import Engine

from crawler.errors import ConfigurationError, OpmlUnreadable, StoreError
from crawler.feeds.opml import Skipped, read_opml, write_opml
from crawler.news import Feed
from crawler.settings import web_url
from crawler.store.database import reading, writing
from crawler.store.feeds import active_feeds, add_feed, list_feeds, pause_feed, put_feeds, resume_feed
from scheduler.console.desk import NotDone
from scheduler.console.errand import run_errand
from scheduler.feed_adding import described, known_feeds, sorted_by_known
from scheduler.settings import Settings

_MODULE = "scheduler.console.looking"
_LONGEST_LOOK = 120.0  # seconds
_LONGEST_URL = 2_000
_HOST_AND_PATH = re.compile(r"(?:[\w-]+\.)+[a-zA-Z]{2,}(?::\d+)?(?:[/?]\S*)?")  # as people write addresses
KINDS = ("", "feed", "sitemap", "page")
FIELDS = ("name", "outlet", "country", "zone", "kind")  # that a form may give a feed
_one_look = Lock()


def address_in(text: str) -> str:
    """The address that somebody wrote, with its scheme; raises NotDone for what is none."""
    text = text.strip()
    url = f"https://{text}" if _HOST_AND_PATH.fullmatch(text) else text
    if len(url) > _LONGEST_URL:
        raise NotDone(f"{text[:80]}: the address is too long")
    try:
        return web_url(url)
    except ValueError as error:
        raise NotDone(f"{text[:80]}: {error}") from None


def look(settings: Settings, url: str, kind: str = "") -> dict[str, Any]:
    """What stands at an address (`scheduler.console.looking`); one look at a time. Raises NotDone."""
    if kind not in KINDS:
        raise NotDone(f"kind: '{kind[:20]}' is none of feed, sitemap and page")
    order = {"url": address_in(url), "kind": kind}
    if not _one_look.acquire(blocking=False):
        raise NotDone("another address is being looked at: try again in a moment")
    try:
        answer = run_errand(_MODULE, settings, order, seconds=_LONGEST_LOOK)
    finally:
        _one_look.release()
    if answer is None:
        raise NotDone(f"{order['url']} was not looked at: it took too long, or the look failed")
    return answer


def add(engine: Engine, fields: Mapping[str, str], *, now: datetime) -> str:
    """Watches one more feed, due at once; its name. Raises NotDone."""
    url = address_in(fields.get("url", ""))
    options = {name: fields[name].strip() for name in FIELDS if fields.get(name, "").strip()}
    try:
        with writing(engine) as connection:
            feed = described(url, known_feeds(connection), options, called=str)
            add_feed(connection, feed, now)
    except (ConfigurationError, StoreError) as error:
        raise NotDone(str(error)) from None
    return feed.name


def pause(engine: Engine, name: str, *, now: datetime) -> None:
    """Visits a feed no more until it is resumed. Raises NotDone."""
    with writing(engine) as connection:
        if not pause_feed(connection, name, now):
            raise NotDone(f"there is no watched feed named '{name[:80]}'")


def resume(engine: Engine, name: str, *, now: datetime) -> None:
    """Watches a paused feed again. Raises NotDone."""
    with writing(engine) as connection:
        if not resume_feed(connection, name, now):
            raise NotDone(f"there is no paused feed named '{name[:80]}'")


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """What became of a list: the feeds that are watched now, those that were already and under which name, and what was
    left out. `fault` says what is wrong with the file where it could only be read in part."""

    new: tuple[Feed, ...]
    known: tuple[tuple[Feed, str], ...]
    skipped: Sequence[Skipped]
    fault: str | None


def take_in(engine: Engine, opml: bytes, *, now: datetime) -> TakenIn:
    """Watches the feeds of an OPML file, as `rasid feeds import` does. Raises NotDone."""
    try:
        result = read_opml(opml)
    except OpmlUnreadable as error:
        raise NotDone(str(error)) from None
    with writing(engine) as connection:
        found = sorted_by_known(result.feeds, list_feeds(connection))
        put_feeds(connection, found.new, "added", now)
    return TakenIn(new=found.new, known=found.known, skipped=result.skipped, fault=result.fault)


def given_out(engine: Engine, *, now: datetime) -> bytes:
    """The watched feeds as OPML."""
    with reading(engine) as connection:
        return write_opml([one.feed for one in active_feeds(connection)], "Rasid", now)
