"""What hosts add to the titles of their pages, as learnt so far (crawler.pages.titles.site_names)."""

import zlib
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from crawler.pages.titles.site_names import SiteNames, learn
from crawler.store.tables import site_names
from crawler.understanding import Reading
from crawler.urls import host_of

# From here on a host is known, and one page in eight is enough to notice a new name: each costs a write of kilobytes.
_KNOWN_AFTER = 24  # pages
_ONE_IN = 8


def site_names_of(connection: Connection, host: str) -> SiteNames:
    """What is known of a host; nothing at first."""
    kept = connection.execute(select(site_names.c.learnt).where(site_names.c.host == host)).scalar_one_or_none()
    return SiteNames.from_json(kept)


def learn_titles(connection: Connection, url: str, reading: Reading, now: datetime) -> SiteNames | None:
    """Adds a page's titles to what is known of its host; None where nothing was learnt.

    Two crawlers that learn of one host at the same moment lose one page of it, which other pages make good.
    """
    host, titles = host_of(url), reading.stories[0].story.raw_titles if reading.stories else ()
    if not host or not titles:
        return None
    known = site_names_of(connection, host)
    if known.pages >= _KNOWN_AFTER and zlib.crc32(url.encode()) % _ONE_IN:
        return None
    learnt = learn(known, titles)
    if learnt == known:
        return None
    values = {"learnt": learnt.to_json(), "learnt_at": now}
    changed = connection.execute(update(site_names).where(site_names.c.host == host).values(**values))
    if not changed.rowcount:
        connection.execute(insert(site_names).values(host=host, **values))
    return learnt
