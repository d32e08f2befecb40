"""Runs the spider: resident for the crawler's role, once for a crawl by hand.

A process can run one of these once (see `spider_process`).
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from crawler.chosen_model import check_folder
from crawler.flags.model import ModelSource
from crawler.settings import CrawlerSettings, database_address
from crawler.spider_process import run_spider
from crawler.spiders.desk import Order
from crawler.spiders.feeds import FeedsSpider
from crawler.spiders.results import CrawlFailure, CrawlSummary, StoryResult
from crawler.store.database import connect, migrate

__all__ = ["CrawlFailure", "CrawlSummary", "StoryResult", "crawl_once", "run_crawler"]


def run_crawler(
    settings: CrawlerSettings, *, config_path: Path | None = None, on_leaving: Callable[[], None] | None = None
) -> None:
    """The crawler's role: visits due feeds until SIGTERM or SIGINT, or for a day; then `on_leaving` is called, and what
    it has in hand is finished. The database must be up to date."""
    _run(Order(settings=settings, daemon=True, on_leaving=on_leaving), config_path)


def crawl_once(
    settings: CrawlerSettings,
    *,
    urls: Sequence[str] = (),
    feed_names: Sequence[str] = (),
    everything: bool = False,
    no_alert: bool = False,
    dry_run: bool = False,
    model: ModelSource | None = None,
    on_result: Callable[[StoryResult], None] | None = None,
    migrations: Sequence[Path] = (),
    config_path: Path | None = None,
) -> CrawlSummary:
    """Fetches feeds and addresses now and keeps their stories; `on_result` hears of each as soon as it is kept.

    With `no_alert` the stories will not alert; with `dry_run` nothing is kept, and no database is needed. Otherwise
    the database is brought up to date first, with the `migrations` of the rooms downstream. `model` decides the flags;
    without one, the settings and the database say which. Raises ConfigurationError where the settings name a folder of
    a model that is none.
    """
    if model is None:
        check_folder(settings.flags)
    if not dry_run:
        engine = connect(database_address(settings.store))
        try:
            migrate(engine, migrations)
        finally:
            engine.dispose()
    order = Order(
        settings=settings,
        urls=urls,
        feed_names=feed_names,
        everything=everything,
        no_alert=no_alert,
        dry_run=dry_run,
        model=model,
        on_result=on_result,
    )
    _run(order, config_path)
    return order.summary


def _run(order: Order, config_path: Path | None) -> None:
    run_spider(FeedsSpider, order.settings, config_path, order=order)
