"""A real alert, marked as a test, to every recipient of one subscription."""

from datetime import datetime, timedelta

from sqlalchemy import Engine

from alerts.alert import Alert, AlertReason, DeliveryKind, Proof, Report, Severity, TollLine
from alerts.ledger import Order, keep_alert, order_deliveries
from alerts.subscriptions import Subscription
from crawler.facts.figure import Cause, Group, Outcome
from crawler.store.database import writing

_TITLE = "تجربة من راصد: 3 قتلى في انهيار جسر"
_QUOTE = "هذه رسالة تجريبية: قُتل 3 أشخاص في انهيار جسر لم يقع."
_URL = "https://example.org/rasid-test"


def create_test_alert(engine: Engine, subscription: Subscription, *, now: datetime, deadline_hours: float) -> list[int]:
    """Keeps the alert with a due delivery for each recipient, stand-ins too, quiet hours or not; the
    deliveries' ids."""
    alert = Alert(
        event_id=0,
        revision=1,
        reason=AlertReason.TEST,
        severity=Severity.NOTICE,
        flags=("casualty",),
        title=_TITLE,
        created_at=now,
        proof=Proof(quote=_QUOTE, outlet="راصد", url=_URL),
        toll=(
            TollLine(outcome=Outcome.KILLED, group=Group.PEOPLE, min=3, max=3, says=("راصد",), cause=Cause.COLLAPSE),
        ),
        reports=(Report(story_id=0, outlet="راصد", title=_TITLE, url=_URL, published=now),),
    )
    ids: list[int] = []
    with writing(engine) as connection:
        alert_id = keep_alert(connection, alert)
        for recipient in (*subscription.to, *subscription.fallback):
            order = Order(
                recipient=recipient, subscription=subscription.name, kinds=(DeliveryKind.NEW,), not_before=None
            )
            ids += order_deliveries(
                connection, alert_id, alert, order, deadline=timedelta(hours=deadline_hours), now=now
            )
    return ids
