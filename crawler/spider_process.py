"""Runs a spider in this process. A process can do this once: Twisted's reactor cannot be started again."""

import logging
import os
from pathlib import Path
from typing import Any

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess

from crawler.scrapy_settings import CONFIG_VARIABLE, scrapy_settings
from crawler.settings import CrawlerSettings


def run_spider(spider: type[Spider], settings: CrawlerSettings, config_path: Path | None, **arguments: Any) -> None:
    """Runs a spider with these settings and arguments, to its end."""
    if config_path is not None:
        os.environ.setdefault(CONFIG_VARIABLE, str(config_path))
    levels = {name: logging.getLogger(name).level for name in ("scrapy", "twisted")}
    disabled = logging.root.manager.disable
    logging.disable(max(disabled, logging.INFO))  # it sets its levels to DEBUG and tells its name and version
    # Logging has been set up by whoever runs us, and Scrapy would send everything to a handler of its own.
    process = AsyncCrawlerProcess({**scrapy_settings(settings), "LOG_INSTALL_ROOT_HANDLER": False})
    logging.disable(disabled)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level or logging.WARNING)
    process.crawl(spider, **arguments)
    process.start()
