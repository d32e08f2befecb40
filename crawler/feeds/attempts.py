"""When a page that could not be had is asked for again, and when it is given up; pure.

An outlet may be away for a night, and what it published before and during that time is told all the same once it is
back. What a server answers to this one page only (not there, not for you) seldom changes: little is spent on it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

# The pauses after each failure.
SOON = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 20, 60))
# As long as an outage may last: two days, at most six hours apart.
PATIENT = (*SOON, timedelta(hours=3), *[timedelta(hours=6)] * 7)
LONGEST_RETRY_AFTER = timedelta(hours=24)


def next_attempt_at(
    now: datetime, failures: int, *, passing: bool, retry_after: timedelta | None = None
) -> datetime | None:
    """When a page is asked for again after so many failures, this one counted; None: it is given up.

    `passing` says that it is the outlet that is away, not the page. A pause that the server asks for is kept, up to a
    day.

    >>> next_attempt_at(datetime(2026, 3, 5), 1, passing=True, retry_after=timedelta(hours=2))
    datetime.datetime(2026, 3, 5, 2, 0)
    """
    pauses: Sequence[timedelta] = PATIENT if passing else SOON
    if failures > len(pauses):
        return None
    return now + max(pauses[failures - 1], min(retry_after or timedelta(0), LONGEST_RETRY_AFTER))
