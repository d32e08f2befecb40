"""What the roles load, loaded once: `rasid watch` forks them, and their readers, from a process that has it all.

Nothing is begun here that forking must not meet: no thread, loop, engine, connection or reactor. What a role imports
only later costs each process its own memory, and nothing else.
"""

import importlib
import logging
from collections.abc import Sequence

from crawler.fork_server import may_fork, serve
from crawler.loading import for_good
from scheduler.arenas import few_arenas, give_back

logger = logging.getLogger(__name__)

_SUPERVISOR = "scheduler.daemon sqlite3 sqlalchemy.dialects.sqlite"
_OF_ROLES = {
    "crawler": "crawler.crawl scrapy.dupefilters scrapy.squeues",
    "scheduler": "scheduler.scheduling",
    "alerts": "scheduler.alerting",
    "console": "scheduler.console.running",
}


def load_and_fork(roles: Sequence[str]) -> None:
    """Loads what these roles need, and returns in a process forked from the one that has loaded it, which can have
    others forked. Where processes cannot be forked safely it does nothing, and everything is executed as it is needed.
    """
    if not may_fork():
        return
    few_arenas()
    with for_good():
        for module in [
            "scheduler.role",
            *_SUPERVISOR.split(),
            *(name for one in roles for name in _OF_ROLES[one].split()),
        ]:
            importlib.import_module(module)
        if "crawler" in roles:
            _load_reading()
    give_back()
    if not may_fork():
        logger.warning("roles_not_forked reason='a library has started a thread'")
        return
    serve("rasid supervisor")


def _load_reading() -> None:
    """What Scrapy imports by name, and the word lists, patterns and the model of a reading process."""
    from scrapy.settings import Settings
    from scrapy.utils.misc import load_object

    from crawler.flags.model import SHIPPED
    from crawler.reading_tasks import Task, do
    from crawler.reading_worker import warm_up
    from crawler.scrapy_settings import scrapy_settings
    from crawler.settings import CrawlerSettings

    settings = Settings(scrapy_settings(CrawlerSettings()))
    for kind in ("EXTENSIONS", "DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES", "ITEM_PIPELINES"):
        for component in settings.get_component_priority_dict_with_base(kind):
            load_object(component)
    warm_up()
    do(Task(name="use_model", arguments=(SHIPPED,)))  # where it cannot be used, the readers say it
