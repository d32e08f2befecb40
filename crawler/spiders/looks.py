"""What is asked when addresses are only looked at, and what is seen there. Nothing of it is kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from crawler.feeds.assess import MayRead
from crawler.feeds.findings import Finding
from crawler.feeds.parse import ParsedFeed
from crawler.feeds.told_dates import ToldDates
from crawler.news import Feed
from crawler.settings import CrawlerSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """An address to be looked at. With `find`, a page that stands there is asked for the site's feeds."""

    feed: Feed
    find: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What stands at an address: `parsed` if it is a source, else `finding` says what it is. `url` is where the
    answer came from, `moved_to` where permanent redirects have led."""

    feed: Feed
    url: str
    status: int | None = None
    parsed: ParsedFeed | None = None
    told: ToldDates | None = None
    finding: Finding | None = None
    may_read: MayRead = field(default_factory=MayRead)
    moved_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What came of one look. `found` are the feeds that a page has led to, the best first."""

    look: Look
    seen: Seen
    found: tuple[Seen, ...] = ()


@dataclass(kw_only=True)
class LookOrder:
    """All looks of one run; `looked` has an answer for each, in the order in which they came."""

    settings: CrawlerSettings
    looks: Sequence[Look] = ()
    on_looked: Callable[[Looked], None] | None = None
    looked: list[Looked] = field(default_factory=list)
    error: Exception | None = None
