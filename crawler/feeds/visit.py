"""What came of a visit to a feed, as an outcome with its reason, and the facts that the next visit is planned by."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class VisitOutcome(StrEnum):
    """How a visit ended."""

    NEW_ITEMS = "new_items"
    NOTHING_NEW = "nothing_new"
    NOT_MODIFIED = "not_modified"
    UNREADABLE = "unreadable"
    HTTP_ERROR = "http_error"
    NETWORK_ERROR = "network_error"
    REFUSED_BY_ROBOTS = "refused_by_robots"
    REFUSED_ADDRESS = "refused_address"
    GONE = "gone"

    @property
    def is_success(self) -> bool:
        """Whether the feed answered as a feed should."""
        return self in (VisitOutcome.NEW_ITEMS, VisitOutcome.NOTHING_NEW, VisitOutcome.NOT_MODIFIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One visit: `found` items stood in the feed, `new` of them had not been seen.

    `retry_after` is what the server asked for; `floor` the shortest period that the feed allows (ttl, max-age), and
    `skip_hours` the hours of the day, in UTC, in which it asks not to be visited. `dates` are the times at which the
    new items say they were published, where they say it and are believed.
    """

    at: datetime
    outcome: VisitOutcome
    found: int = 0
    new: int = 0
    http_status: int | None = None
    retry_after: timedelta | None = None
    floor: timedelta | None = None
    skip_hours: frozenset[int] = frozenset()
    dates: tuple[datetime, ...] = ()
    seconds: float = 0.0
    detail: str = ""
