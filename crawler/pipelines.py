"""Tells of every story that a crawl has kept: the log, the scheduler, and whoever asked for the crawl.

The commit is behind us here: a page's stories are kept in one transaction (`spiders.desk`), and a wake that is lost
loses nothing, because the story's own row says that it is still to be advanced.
"""

import logging
from typing import TYPE_CHECKING, cast

from crawler.spiders.results import StoryResult

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.spiders.feeds import FeedsSpider

logger = logging.getLogger(__name__)


class TellPipeline:
    """Scrapy's last step for a StoryResult."""

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> "TellPipeline":
        """Scrapy's way to make one."""
        return cls(crawler)

    async def process_item(self, item: StoryResult) -> StoryResult:
        """Wakes the scheduler for a new flagged story and for a revised one, and passes the item on."""
        spider = cast("FeedsSpider", self._crawler.spider)
        if item.new or item.revised:
            event = "story_read" if item.id is None else "story_revised" if item.revised else "story_kept"
            flags = ",".join(item.flags) or "none"
            logger.info(
                "%s outlet=%r story=%s flags=%s figures=%d acts=%d url=%s",
                *(event, item.outlet, item.id, flags, item.figures, item.acts, item.url),
            )
        # A new story without a flag is not marked as due (`crawler.store.stories`), so that nobody need wake for it.
        if item.id is not None and (item.revised or (item.new and item.flags)):
            await spider.desk.wake(item.id)
        spider.desk.tell(item)
        return item
