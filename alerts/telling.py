"""Who is told of an event, in the ledger: decides for each recipient, and orders deliveries or a place in a digest."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from alerts.alert import Alert, DeliveryKind
from alerts.decide import Decision, decide
from alerts.event_rows import update_event, with_novelty
from alerts.events.event import Event
from alerts.flood import is_gathered
from alerts.gathering import (
    Digest,
    begin_digest,
    changeable,
    list_event,
    messages_between,
    open_digest,
    take_out,
)
from alerts.held import held_pictures, withdraw
from alerts.ledger import Order, Told, keep_alert, order_deliveries, told_before
from alerts.subscriptions import EDITING, Recipient, Subscription
from alerts.text.parties import language_of
from alerts.timing import (
    burst_ends,
    earliest,
    goes_at_once,
    hour_ends,
    hour_of,
    is_capped,
    is_silenced,
    is_timed,
    leaves,
)

logger = logging.getLogger(__name__)

_GRAVER = "told by itself, as it became {}"


def tell(
    connection: Connection,
    event: Event,
    subscriptions: Sequence[Subscription],
    *,
    deadline: timedelta,
    now: datetime,
) -> list[int]:
    """Orders deliveries for everyone whom the event, as it stands after this batch, is news to; their ids."""
    event = _looked_up(connection, event)
    if not subscriptions:
        return []
    told = told_before(connection, event.id)
    held = held_pictures(connection, event.id, now) if told else {}
    telling = _Telling(connection=connection, event=event, deadline=deadline, now=now, held=held)
    names = {subscription.name for subscription in subscriptions}
    for subscription in subscriptions:
        for recipient in subscription.to:
            before = told.get(recipient)
            if before is not None and before.subscription in names and before.subscription != subscription.name:
                continue  # the one that told it first tells how it goes on, in its language
            alert = telling.to(subscription, recipient, before)
            if alert is not None:
                # Two subscriptions of one recipient: the second finds it told and stays silent.
                told[recipient] = Told(alert=alert, subscription=subscription.name)
    return telling.made


def _looked_up(connection: Connection, event: Event) -> Event:
    """The event with its novelty, once it can be known: it is told as grave as it is."""
    known = with_novelty(connection, event)
    if known is not event:
        update_event(connection, known)
    return known


@dataclass(slots=True, kw_only=True)
class _Telling:
    """One event on its way to its readers."""

    connection: Connection
    event: Event
    deadline: timedelta
    now: datetime
    held: Mapping[Recipient, Alert | None]
    made: list[int] = field(default_factory=list)
    _kept: dict[Alert, int] = field(default_factory=dict)

    def to(self, subscription: Subscription, recipient: Recipient, before: Told | None) -> Alert | None:
        """Orders what one recipient is told; the alert, or None for silence."""
        digest = None
        if before is not None and before.digest_id is not None:
            digest = changeable(self.connection, before.digest_id)
        edits = recipient.channel in EDITING and (before is None or before.has_message)
        heard = self.held.get(recipient)
        waits = recipient in self.held and heard is None  # its first message can be changed
        decision = decide(
            self.event,
            subscription,
            heard or (None if before is None else before.alert),
            can_edit=digest is not None or edits or waits,
            now=self.now,
        )
        if heard is not None and not decision.aloud:
            withdraw(self.connection, self.event.id, recipient, self.now)
        if decision.alert is None:
            self._log(subscription, decision)
            return None
        moment = earliest(subscription, self.event.severity, self.now, recipient)
        kinds, language = decision.kinds, language_of(subscription.language)
        if before is None:
            digest = self._digest(subscription, recipient, moment)
        elif digest is not None and leaves(subscription, self.event.severity, moment, digest.due_at, now=self.now):
            why = _GRAVER.format(self.event.severity.name.lower())
            take_out(self.connection, digest, self.event.id, why, now=self.now)
            digest, kinds = None, (DeliveryKind.NEW,)
        if digest is not None:
            list_event(self.connection, digest, decision.alert, language)
            kinds = kinds[:1]  # what the digest shows is changed; there is nothing to reply to
        order = Order(
            recipient=recipient,
            subscription=subscription.name,
            kinds=kinds,
            not_before=moment if moment > self.now and digest is None else None,
            digest_id=None if digest is None else digest.id,
        )
        made = self._order(decision.alert, order, digest, subscription.patience(self.deadline, recipient))
        if digest is None:
            self.made += made
        return decision.alert

    def _order(self, alert: Alert, order: Order, digest: Digest | None, patience: timedelta) -> list[int]:
        if alert not in self._kept:
            self._kept[alert] = keep_alert(self.connection, alert)
        deadline = patience if digest is None else digest.deadline_at - self.now
        return order_deliveries(self.connection, self._kept[alert], alert, order, deadline=deadline, now=self.now)

    def _digest(self, subscription: Subscription, recipient: Recipient, moment: datetime) -> Digest | None:
        """The digest that a new event is gathered into; None where it is told by itself."""
        severity = self.event.severity
        timed, muted = is_timed(subscription, severity), is_silenced(subscription, severity, recipient, self.now)
        if timed or muted:
            found = self._open(subscription, recipient, moment, moment)
            return found or self._begin(subscription, recipient, moment, timed=timed, muted=muted)
        guard = subscription.guard
        hour = hour_ends(subscription, severity, moment, now=self.now) if is_capped(subscription, severity) else None
        if hour is None and not guard.lets_wait(severity):
            return None
        burst = burst_ends(subscription, severity, moment, now=self.now)
        found = self._open(subscription, recipient, moment, max(burst, hour or burst))
        if hour is not None and (found is not None or self._hour_is_full(subscription, recipient, moment)):
            return found or self._begin(subscription, recipient, hour)
        # What goes at once does not join the digest of an hour or a day only because it is about to go out.
        waits = subscription.when == "now" and not subscription.max_per_hour
        gathering = found is not None and (waits or not goes_at_once(subscription, severity))
        lately = messages_between(self.connection, recipient, moment - guard.within, moment, guard.messages)
        if not is_gathered(severity, lately=lately, gathering=gathering, guard=guard):
            return None
        return found or self._begin(subscription, recipient, burst)

    def _hour_is_full(self, subscription: Subscription, recipient: Recipient, moment: datetime) -> bool:
        start, end = hour_of(ZoneInfo(subscription.timezone), moment)
        most = subscription.max_per_hour
        return messages_between(self.connection, recipient, start, end, most) >= most

    def _open(self, subscription: Subscription, to: Recipient, first: datetime, last: datetime) -> Digest | None:
        return open_digest(self.connection, to, subscription.name, not_before=first, not_after=last)

    def _begin(
        self, subscription: Subscription, to: Recipient, due: datetime, *, timed: bool = False, muted: bool = False
    ) -> Digest:
        deadline, name = subscription.patience(self.deadline, to), subscription.name
        return begin_digest(
            self.connection, to, name, due=due, deadline=deadline, timed=timed, muted=muted, now=self.now
        )

    def _log(self, subscription: Subscription, decision: Decision) -> None:
        logger.debug(
            "not_told event=%d subscription=%s silence=%s match=%s",
            self.event.id,
            subscription.name,
            decision.silence,
            decision.match,
        )
