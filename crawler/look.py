"""Looks at addresses without keeping anything: for `rasid feeds check` and `rasid feeds add`.

A process can do this once, and not after a crawl (see `spider_process`).
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from crawler.errors import RasidError
from crawler.settings import CrawlerSettings
from crawler.spider_process import run_spider
from crawler.spiders.looking import LookingSpider
from crawler.spiders.looks import Look, Looked, LookOrder, Seen

__all__ = ["Look", "Looked", "LookingStopped", "Seen", "look_at"]


class LookingStopped(RasidError):
    """The run ended before all addresses had been looked at."""


def look_at(
    settings: CrawlerSettings,
    looks: Sequence[Look],
    *,
    on_looked: Callable[[Looked], None] | None = None,
    config_path: Path | None = None,
) -> list[Looked]:
    """What stands at each of these addresses, in their order; `on_looked` hears of each as soon as it is known."""
    if not looks:
        return []
    order = LookOrder(settings=settings, looks=looks, on_looked=on_looked)
    run_spider(LookingSpider, settings, config_path, order=order)
    if order.error is not None:
        raise LookingStopped(str(order.error)) from order.error
    answers = {id(one.look): one for one in order.looked}
    if len(answers) < len(looks):
        raise LookingStopped(f"stopped after {len(answers)} of {len(looks)} addresses")
    return [answers[id(look)] for look in looks]
