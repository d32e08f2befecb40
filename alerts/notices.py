"""Notices to the operator: kept and delivered like alerts, so that they are lost no more easily."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from alerts.alert import Alert, AlertReason, DeliveryKind, Report, Severity
from alerts.ledger import Order, keep_alert, order_deliveries
from alerts.subscriptions import Subscription
from alerts.text.notices import FeedNotice, Trouble, feed_notice
from alerts.text.parties import language_of


def tell_operator(
    connection: Connection,
    operator: Subscription,
    notices: Sequence[FeedNotice],
    *,
    deadline: timedelta,
    now: datetime,
) -> list[int]:
    """Orders a delivery of each notice for each recipient, in the caller's transaction; the deliveries' ids."""
    ids: list[int] = []
    language = language_of(operator.language)
    for notice in notices:
        alert = Alert(
            event_id=0,
            revision=1,
            reason=AlertReason.NOTICE,
            severity=Severity.NOTICE if notice.trouble is Trouble.BACK else Severity.SERIOUS,
            flags=(),
            title=feed_notice(notice, language, ZoneInfo(operator.timezone)),
            created_at=now,
            reports=(Report(story_id=0, outlet=notice.outlet, title=notice.feed, url=notice.url, published=None),),
        )
        alert_id = keep_alert(connection, alert)
        for recipient in operator.to:
            order = Order(recipient=recipient, subscription=operator.name, kinds=(DeliveryKind.NEW,), not_before=None)
            ids += order_deliveries(connection, alert_id, alert, order, deadline=deadline, now=now)
    return ids
