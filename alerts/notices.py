"""Notices to the operator: kept and delivered like alerts, so that they are lost no more easily."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from alerts.alert import Alert, AlertReason, DeliveryKind, Report, Severity
from alerts.ledger import Order, keep_alert, order_deliveries
from alerts.subscriptions import Subscription
from alerts.text.notices import BotNotice, FeedNotice, Notice, Trouble, notice_text
from alerts.text.parties import language_of


def tell_operator(
    connection: Connection,
    operator: Subscription,
    notices: Sequence[Notice],
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
            severity=_severity(notice),
            flags=(),
            title=notice_text(notice, language, ZoneInfo(operator.timezone)),
            created_at=now,
            reports=_reports(notice),
        )
        alert_id = keep_alert(connection, alert)
        for recipient in operator.to:
            order = Order(recipient=recipient, subscription=operator.name, kinds=(DeliveryKind.NEW,), not_before=None)
            ids += order_deliveries(connection, alert_id, alert, order, deadline=deadline, now=now)
    return ids


def _severity(notice: Notice) -> Severity:
    is_good = (isinstance(notice, FeedNotice) and notice.trouble is Trouble.BACK) or (
        isinstance(notice, BotNotice) and notice.is_back
    )
    return Severity.NOTICE if is_good else Severity.SERIOUS


def _reports(notice: Notice) -> tuple[Report, ...]:
    if not isinstance(notice, FeedNotice):
        return ()
    return (Report(story_id=0, outlet=notice.outlet, title=notice.feed, url=notice.url, published=None),)
