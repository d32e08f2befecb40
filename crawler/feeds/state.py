"""How a watched feed is, as one word for people; pure. No state stops the visits: a feed is never dropped silently."""

from datetime import datetime, timedelta
from enum import StrEnum

from crawler.feeds.visit import Visit, VisitOutcome

# Live feeds answer 404 for days and come back; after a week somebody has to look.
DEAD_AFTER = timedelta(days=7)


class FeedState(StrEnum):
    """new: never visited · healthy · failing: the last visit failed · dead: all visits of a week did · gone: the
    server says that there is no such feed any more (410)."""

    NEW = "new"
    HEALTHY = "healthy"
    FAILING = "failing"
    DEAD = "dead"
    GONE = "gone"


def state_after(visit: Visit, failing_since: datetime | None) -> FeedState:
    """The state after a visit; `failing_since` is the first failure after the last good visit, if any."""
    if visit.outcome.is_success:
        return FeedState.HEALTHY
    if visit.outcome is VisitOutcome.GONE:
        return FeedState.GONE
    if failing_since is not None and visit.at - failing_since >= DEAD_AFTER:
        return FeedState.DEAD
    return FeedState.FAILING
