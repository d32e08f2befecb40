"""Failover: what ended without having told its reader is told on another channel, in the very same transaction.

A subscription's `fallback` names the receivers that stand in, in their order: the first takes over from each receiver
of `to`, the next one from the first. A stand-in is a delivery of its own, which the failed one names (`stand_in_id`);
by the ledger's `dedup_key` several that failed on one revision have one. It waits for the end of quiet hours. `unknown`
is no failure: it may have arrived, and a person looks. For a chat that joined by itself nobody stands in: it could make
others hear of everything.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping, and_, or_, select, update

from alerts.alert import Alert, AlertReason, DeliveryKind, DeliveryState
from alerts.ledger import Order, alert_from_json, order_deliveries
from alerts.subscriptions import Recipient, Subscription
from alerts.tables import alert as alert_table
from alerts.tables import delivery as delivery_table
from alerts.tables import joined as joined_table
from alerts.timing import undisturbed

logger = logging.getLogger(__name__)

_DID_NOT_TELL = frozenset({DeliveryState.FAILED, DeliveryState.DEAD, DeliveryState.SUPPRESSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallbacks:
    """Who stands in for the receivers of each subscription, and how long a stand-in is tried."""

    chains: Mapping[str, tuple[Recipient, ...]] = field(default_factory=dict)
    named: Mapping[str, tuple[Recipient, ...]] = field(default_factory=dict)  # the receivers of each in the file
    subscriptions: Mapping[str, Subscription] = field(default_factory=dict)
    deadline: timedelta = timedelta(hours=6)

    @classmethod
    def of(cls, subscriptions: Sequence[Subscription], deadline: timedelta) -> "Fallbacks":
        """Those that these subscriptions name."""
        chains = {subscription.name: subscription.fallback for subscription in subscriptions if subscription.fallback}
        named = {name: (*one.to, *chains[name]) for one in subscriptions if (name := one.name) in chains}
        rules = {subscription.name: subscription for subscription in subscriptions if subscription.fallback}
        return cls(chains=chains, named=named, subscriptions=rules, deadline=deadline)

    def not_before(self, alert: Alert, subscription: str, now: datetime) -> datetime | None:
        """When quiet hours end that an alert has to wait for; who asks for a test does not wait."""
        if alert.reason is AlertReason.TEST:
            return None
        moment = undisturbed(self.subscriptions[subscription], alert.severity, now)
        return moment if moment > now else None


NO_FALLBACKS = Fallbacks()


def next_in_chain(chain: Sequence[Recipient], failed: Recipient) -> Sequence[Recipient]:
    """Who may stand in for a receiver that could not be told: all of the chain, or what comes after it there."""
    return chain[chain.index(failed) + 1 :] if failed in chain else chain


def stand_in(connection: Connection, ids: Sequence[int], fallbacks: Fallbacks, *, now: datetime) -> None:
    """Orders a stand-in for each of these deliveries that has ended without telling, where there is somebody left."""
    if not ids or not fallbacks.chains:
        return
    table = delivery_table.c
    query = select(delivery_table).where(table.id.in_(ids), table.state.in_(_DID_NOT_TELL), table.stand_in_id.is_(None))
    for row in list(connection.execute(query.order_by(table.id)).mappings()):
        chain = fallbacks.chains.get(row["subscription"], ())
        failed = Recipient(channel=row["channel"], address=row["recipient"])
        if failed not in fallbacks.named.get(row["subscription"], ()) and _has_joined(connection, row):
            continue
        found = _order(connection, row, next_in_chain(chain, failed), fallbacks, now)
        if found is not None:
            # With a digest go the events that it was to list.
            listed = and_(table.digest_id == row["id"], table.state.in_(_DID_NOT_TELL))
            mine = or_(table.id == row["id"], listed)
            connection.execute(update(delivery_table).where(mine).values(stand_in_id=found))
            logger.warning("delivery_failed_over delivery=%d channel=%s to=%d", row["id"], row["channel"], found)


def _has_joined(connection: Connection, row: RowMapping) -> bool:
    table = joined_table.c
    query = select(table.since).where(
        table.channel == row["channel"],
        table.address == row["recipient"],
        table.subscription == row["subscription"],
    )
    return connection.execute(query).first() is not None


def _order(
    connection: Connection, row: RowMapping, candidates: Sequence[Recipient], fallbacks: Fallbacks, now: datetime
) -> int | None:
    body = connection.execute(select(alert_table.c.body).where(alert_table.c.id == row["alert_id"])).scalar_one()
    # The row knows its event: another may have taken in the one that the alert was made of.
    alert = replace(alert_from_json(body), event_id=row["event_id"] or 0, revision=row["revision"])
    name, kinds = row["subscription"], (DeliveryKind.NEW,)
    then = fallbacks.not_before(alert, name, now)
    for candidate in candidates:
        order = Order(recipient=candidate, subscription=name, kinds=kinds, not_before=then)
        made = order_deliveries(connection, row["alert_id"], alert, order, deadline=fallbacks.deadline, now=now)
        if made:
            return made[0]
        known = _known(connection, row, alert, candidate)
        if known is not None and known["state"] not in _DID_NOT_TELL:
            return int(known["id"])  # told already, or about to be
    return None


def _known(connection: Connection, row: RowMapping, alert: Alert, to: Recipient) -> RowMapping | None:
    """The first message of this picture that the candidate has in the ledger."""
    table = delivery_table.c
    same = table.event_id == row["event_id"] if alert.event_id else table.alert_id == row["alert_id"]
    query = select(table.id, table.state).where(
        same,
        table.channel == to.channel,
        table.recipient == to.address,
        table.revision == row["revision"],
        table.kind == DeliveryKind.NEW.value,
    )
    return connection.execute(query.order_by(table.id.desc()).limit(1)).mappings().first()
