"""How a feed comes to be watched: by its own address or its site's, or from a list; for the command and the console.

What stands at an address was looked at before (`crawler.look`); here is decided what is watched, under which name.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from sqlalchemy import Connection

from crawler.errors import ConfigurationError
from crawler.feeds.findings import Finding, Verdict
from crawler.feeds.opml import unique_name
from crawler.news import Feed
from crawler.settings import FeedSection
from crawler.sites import same_site
from crawler.urls import slug, url_key

if TYPE_CHECKING:
    from crawler.feeds.assess import Assessment
    from crawler.spiders.looks import Seen

OPTIONS = {"selector": "link_selector", "pattern": "link_pattern"}  # as people write them, and as the file has them
_LONGEST_OUTLET = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFeeds:
    """The feeds of the database: those that are watched, and the addresses of all by their names."""

    active: tuple[Feed, ...]
    urls: dict[str, str]

    def name_of(self, url: str) -> str | None:
        """The name under which an address is watched."""
        return next((feed.name for feed in self.active if url_key(feed.url) == url_key(url)), None)

    def is_free(self, name: str, url: str) -> bool:
        """Whether a feed may have this name: nobody has it, or the same feed had it before it was removed."""
        if name not in self.urls:
            return True
        return url_key(self.urls[name]) == url_key(url) and self.name_of(url) is None


def known_feeds(connection: Connection) -> KnownFeeds:
    """The feeds as they are kept."""
    from crawler.store.feeds import active_feeds, list_feeds

    active = tuple(one.feed for one in active_feeds(connection))
    return KnownFeeds(active=active, urls={row["name"]: row["url"] for row in list_feeds(connection)})


def as_option(field: str) -> str:
    """A field of a feed as the command has it."""
    return f"--{next((key for key, known_as in OPTIONS.items() if known_as == field), field)}"


def described(
    url: str,
    known: KnownFeeds,
    options: Mapping[str, str | None],
    tags: Sequence[str] = (),
    *,
    called: Callable[[str], str] = as_option,
) -> Feed:
    """The feed that somebody describes; raises ConfigurationError with a sentence in which fields are `called` as where
    he wrote them. What he leaves out, another feed of the site that is watched knows: else two sections of an outlet
    would count as two sources."""
    given = {OPTIONS.get(key, key): value for key, value in options.items() if value is not None}
    try:
        feed = FeedSection.model_validate({"name": slug(url), "url": url, **given, "tags": tags}).feed()
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0]) if first["loc"] else "url"
        place = url if field == "url" else called(field)
        raise ConfigurationError(f"{place}: {first['msg'].removeprefix('Value error, ')}") from None
    watched_as = known.name_of(url)
    if watched_as is not None:
        raise ConfigurationError(f"{url} is watched already, as '{watched_as}'")
    if not known.is_free(feed.name, url):
        if options.get("name") is not None:
            raise ConfigurationError(f"there is a feed named '{feed.name}' already; give another {called('name')}")
        feed = replace(feed, name=unique_name(feed.name, known.urls))
    sister = next((one for one in known.active if same_site(one.url, url)), None)
    if sister is None:
        return feed
    return replace(
        feed,
        outlet=options.get("outlet") or sister.outlet,
        country=feed.country or sister.country,
        zone=feed.zone or sister.zone,
    )


def assessed(seen: "Seen", now: datetime) -> "Assessment | None":
    """What a feed that was seen is like; None where there is none."""
    from crawler.feeds.assess import assess  # brings the language model along

    if seen.parsed is None:
        return None
    return assess(seen.parsed, seen.feed, now, told=seen.told, url=seen.url, may_read=seen.may_read)


def comments_in(seen: "Seen") -> Finding | None:
    """That a feed is one of readers' comments, if it is."""
    found = assessed(seen, datetime.now(UTC))
    findings = found.findings if found is not None else ()
    return next((one for one in findings if one.verdict is Verdict.COMMENT_FEED), None)


def as_seen(feed: Feed, seen: "Seen", *, named: bool) -> Feed:
    """The feed as it is watched: where it has moved to within its site, under its outlet's own name unless one was
    given."""
    assert seen.parsed is not None
    url = seen.moved_to if seen.moved_to and same_site(seen.feed.url, seen.moved_to) else seen.feed.url
    outlet, title = feed.outlet, seen.parsed.title
    if not named and outlet == slug(feed.url) and 0 < len(title) <= _LONGEST_OUTLET:
        outlet = title
    return replace(feed, url=url, kind=seen.feed.kind, outlet=outlet)


def named(feeds: Sequence[Feed], known: KnownFeeds, name: str | None) -> list[Feed]:
    """Found feeds are named by their own addresses, the first as it was asked for, and are of one outlet."""
    done: list[Feed] = []
    taken = dict(known.urls)
    for feed in feeds:
        wanted = name if name is not None and not done else slug(feed.url)
        free = known.is_free(wanted, feed.url) and wanted not in {one.name for one in done}
        own = wanted if free else unique_name(wanted, taken)
        taken[own] = feed.url
        done.append(replace(feed, name=own, outlet=feeds[0].outlet))
    return done


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """The feeds of a list: to be added, and known already with the name under which they are."""

    new: tuple[Feed, ...]
    known: tuple[tuple[Feed, str], ...]


def sorted_by_known(feeds: Iterable[Feed], rows: Iterable[Mapping[str, Any]]) -> Sorted:
    """Which feeds of a list are new. One that was removed comes back under its name, one that is paused is known; other
    names that are taken get a number."""
    kept = list(rows)
    watched = {url_key(row["url"]): row["name"] for row in kept if row["active"] or row["paused_at"]}
    removed = {url_key(row["url"]): row["name"] for row in kept if url_key(row["url"]) not in watched}
    taken = {row["name"] for row in kept}
    new: list[Feed] = []
    known: list[tuple[Feed, str]] = []
    for feed in feeds:
        key = url_key(feed.url)
        if key in watched:
            known.append((feed, watched[key]))
            continue
        name = removed.get(key) or unique_name(feed.name, taken)
        taken.add(name)
        new.append(replace(feed, name=name))
    return Sorted(new=tuple(new), known=tuple(known))
