"""rasid crawl: which feeds it visits."""

import pytest

from tests.crawler.spiders.crawls import configure
from tests.crawler.spiders.stand import feed
from tests.scheduler.cli.rasid import Desk

pytestmark = pytest.mark.slow


def test_feeds_are_visited_as_they_are_configured_now(desk: Desk) -> None:
    """An address that was mended is the one that is asked, and what was taken out is not visited any more."""
    stand = desk.stand
    stand.put("/new", feed(), Content_Type="application/rss+xml")
    configure(desk.folder, ("a", stand.url("/old")), ("b", stand.url("/gone")))
    assert desk("crawl", "--all").code == 1
    configure(desk.folder, ("a", stand.url("/new")))
    done = desk("crawl", "--all")
    assert (done.code, done.err.splitlines()[-1].split(",")[0]) == (0, "1 feeds")
    assert desk("crawl", "--feed", "b").code == 1
