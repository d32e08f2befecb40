"""When a push makes its feed due: at once, but no oftener than every ten seconds.

A push that comes too soon is not dropped, since it may tell of something that the visit just made did not see: it
makes the feed due when the ten seconds are over. However many pushes come, one visit follows each ten seconds.
"""

from datetime import datetime, timedelta

APART = timedelta(seconds=10)


def hint_at(last: datetime | None, now: datetime) -> datetime | None:
    """When the feed becomes due for a push that came now; None where the last hint is still ahead and covers it."""
    if last is None or now - last >= APART:
        return now
    return None if last > now else last + APART
