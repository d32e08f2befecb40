"""An index of sitemaps: which of them are worth asking for, and one answer made of what they say; pure.

A site of ten years has hundreds of sitemaps, nearly all of them old stories, categories and authors.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from crawler.feeds.parse import MAX_ITEMS, ParsedFeed
from crawler.sites import same_site
from crawler.urls import url_key

MOST_CHILDREN = 3
_NEWS = re.compile(r"news|latest|akhbar|أخبار|اخبار", re.IGNORECASE)
_NO_NEWS = re.compile(
    r"categor|tag|author|writer|taxonom|archive|page[s]?[-_.]?sitemap|sitemap[-_.]?pages?(?![=\d])|image|video|static|section",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?<!\d)(20\d\d)[-_/.]?(1[0-2]|0?[1-9])?(?:[-_/.]?([12]\d|3[01]|0?[1-9]))?(?!\d)")
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A sitemap that an index names; `url` is empty where it is no web address."""

    url: str
    changed: datetime | None = None


def chosen(children: Sequence[Child], *, index: str) -> tuple[str, ...]:
    """At most three addresses of the index's own site, never its own: those that name news first, then the newest.

    Categories, authors and the like are taken only where there is nothing else. Where nothing is dated, the ends of
    the list are taken: some sites number from the newest sitemap, some from the oldest.
    """
    own = url_key(index)
    known = {url_key(child.url): child for child in children if child.url and same_site(child.url, index)}
    known.pop(own, None)
    news = [
        child for child in known.values() if not _NO_NEWS.search(_where(child.url)) or _NEWS.search(_where(child.url))
    ]
    candidates = news or list(known.values())
    if candidates and all(_when(child) is None for child in candidates):
        candidates = [*candidates[:1], *candidates[:0:-1][:1], *candidates[1:-1]]
    ranked = sorted(candidates, key=lambda child: _when(child) or _LONG_AGO, reverse=True)
    ranked.sort(key=lambda child: not _NEWS.search(_where(child.url)))
    return tuple(child.url for child in ranked[:MOST_CHILDREN])


def with_children(index: ParsedFeed, read: Sequence[ParsedFeed]) -> ParsedFeed:
    """The index with the entries of its sitemaps, the newest first and each once. What `read` names as further
    children is left alone: an index of indexes has no end."""
    entries = {entry.key: entry for parsed in read for entry in parsed.entries}
    newest = sorted(entries.values(), key=lambda entry: entry.published or _LONG_AGO, reverse=True)
    first = next((parsed for parsed in read if parsed.title), index)
    return replace(
        index,
        entries=tuple(newest[:MAX_ITEMS]),
        title=first.title,
        language=first.language,
        dropped=sum(parsed.dropped for parsed in read) + len(newest[MAX_ITEMS:]),
    )


def _where(url: str) -> str:
    parts = urlsplit(url)
    return unquote(f"{parts.path}?{parts.query}")


def _when(child: Child) -> datetime | None:
    """When a sitemap was last changed: as the index says, else by the date in its name (sitemap-2025-04.xml)."""
    if child.changed is not None:
        return child.changed
    dates = list(_DATE.finditer(_where(child.url)))
    if not dates:
        return None
    year, month, day = (int(part) if part else 1 for part in dates[-1].groups())
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return datetime(year, month, 1, tzinfo=UTC)
