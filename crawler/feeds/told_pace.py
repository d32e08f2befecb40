"""What a feed says of when it wants to be visited: ttl, an update period, hours to be skipped."""

import re
from collections.abc import Mapping
from typing import Any

_PERIOD_MINUTES = {"hourly": 60, "daily": 1440, "weekly": 10080, "monthly": 43200, "yearly": 525600}
# feedparser keeps only the last hour. Days are not read: a news feed that asked to be left alone on Fridays would be
# silent on a day of news, and hours of the day cannot say it.
_SKIPPED = re.compile(r"<skipHours\b[^<>]{0,200}>(.{0,5000}?)</skipHours\s*>", re.IGNORECASE | re.DOTALL)
_HOUR = re.compile(r"<hour\b[^<>]{0,100}>\s*(?:<!\[CDATA\[)?\s*(\d{1,2})\s*(?:\]\]>)?\s*</hour", re.IGNORECASE)
_FIRST_ITEM = re.compile(r"<item[\s>]", re.IGNORECASE)


def ttl_minutes(feed: Mapping[str, Any]) -> int | None:
    """The shortest time between two visits that a feed allows, where it says one."""
    ttl = _word(feed, "ttl")
    if ttl.isdecimal() and 0 < len(ttl) < 7:
        return int(ttl) or None
    period = _PERIOD_MINUTES.get(_word(feed, "sy_updateperiod").lower())
    frequency = _word(feed, "sy_updatefrequency")
    times = int(frequency) if frequency.isdecimal() and 0 < len(frequency) < 4 and int(frequency) else 1
    return max(1, period // times) if period else None


def skipped_hours(text: str) -> frozenset[int]:
    """The hours of the day, in UTC, in which the feed asks not to be visited; none where it names all of them.

    >>> sorted(skipped_hours("<rss><channel><skipHours><hour>24</hour><hour>1</hour></skipHours></channel></rss>"))
    [0, 1]
    """
    first, last = _FIRST_ITEM.search(text), text.rfind("</item")
    around = text if first is None else text[: first.start()] + text[max(last, first.start()) :]
    block = _SKIPPED.search(around)  # what items say in their words is nothing
    hours = {int(hour) for hour in _HOUR.findall(block.group(1))} if block else set()
    skipped = frozenset(hour % 24 for hour in hours if hour <= 24)
    return skipped if len(skipped) < 24 else frozenset()


def _word(feed: Mapping[str, Any], key: str) -> str:
    value = feed.get(key)
    return value.strip()[:100] if isinstance(value, str) else ""
