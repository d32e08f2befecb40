"""In which order pages are asked for and read: the newest news first, and nothing waits for ever; pure.

When a feed comes with a hundred items after an outage, the newest is what a desk waits for. But where news comes faster
than it can be read, newest first alone would leave the rest unread for good. So each page gets a moment at which its
turn comes, later the older its news is, but by ten minutes at most: what was found that long after it waits behind it.
"""

from datetime import datetime

LATEST = 600.0  # seconds by which age may put a page back


def turn_of(since: datetime, now: datetime) -> float:
    """When the turn of a page comes that is found now, with news known `since` then; seconds since the epoch, to be
    compared with others. Of two pages found together, the newer news is earlier, however old both are."""
    age = max(0.0, (now - since).total_seconds())
    return now.timestamp() + LATEST * age / (age + LATEST)
