"""Digests that go out also where there is nothing to tell (`empty = true`): each is begun before its time has come.

Whoever gets one hears at its time that nothing was for them, and knows that Rasid lives. Events that come before it
are gathered into it as into any other.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from alerts.alert import Severity
from alerts.event_rows import lock_events
from alerts.gathering import begin_digest, waiting_digests
from alerts.subscriptions import Recipient, Subscription
from alerts.tables import delivery as delivery_table
from alerts.text.parties import language_of
from alerts.timing import earliest


def promise_digests(
    connection: Connection, subscriptions: Sequence[Subscription], *, deadline: timedelta, now: datetime
) -> int:
    """Begins the next digest of each receiver that is told also of nothing, where it is not begun; how many."""
    wanting = [one for one in subscriptions if one.empty and one.when != "now"]
    if not wanting:
        return 0
    lock_events(connection)  # whoever gathers an event at this moment may begin the same one
    begun = 0
    for subscription in wanting:
        for to in subscription.to:
            due = earliest(subscription, Severity.NOTICE, now, to)
            if not _is_begun(connection, to, subscription.name, due):
                language = language_of(subscription.language)
                patience = subscription.patience(deadline, to)
                begin_digest(
                    connection, to, subscription.name, due=due, deadline=patience, timed=True, empty=language, now=now
                )
                begun += 1
    return begun


def _is_begun(connection: Connection, to: Recipient, subscription: str, due: datetime) -> bool:
    query = waiting_digests(to, subscription).where(delivery_table.c.not_before == due)
    return connection.execute(query.limit(1)).first() is not None
