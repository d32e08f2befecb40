"""Records what became of a try (commit T4), in one transaction with what follows from it.

The write is fenced: it holds only where the delivery is still `sending` in this very attempt. The attempt's own row
is closed in any case, since it tells what this worker saw.
"""

import logging
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, RowMapping, delete, insert, select, update

from alerts.aftermath import CHANNEL_DOWN_WAIT, Aftermath, after_try
from alerts.alert import DeliveryKind, DeliveryState
from alerts.channels.channel import Outcome, Sent
from alerts.claim import Claimed, Policy, held
from alerts.event_rows import insert_or_ignore
from alerts.failover import stand_in
from alerts.gathering import end_with_digest, let_go
from alerts.recipients import EVERYONE, note
from alerts.tables import attempt as attempt_table
from alerts.tables import delivery as delivery_table
from alerts.tables import told as told_table
from crawler.store.database import writing

logger = logging.getLogger(__name__)

_ENDS = frozenset(DeliveryState) - {DeliveryState.DUE, DeliveryState.SENDING, DeliveryState.GATHERED}


def record(
    engine: Engine, claimed: Claimed, outcome: Outcome, policy: Policy, *, rendered_hash: str | None, now: datetime
) -> bool:
    """Writes the outcome down; False where the lease had gone to another and nothing but the attempt was written."""
    delivery = claimed.delivery
    then = after_try(
        outcome,
        kind=delivery.kind,
        attempt=delivery.attempt,
        deadline_at=delivery.deadline_at,
        on_ambiguous=policy.on_ambiguous,
        now=now,
    )
    with writing(engine) as connection:
        _close_attempt(connection, claimed, outcome.sent.value, outcome, now)
        if not _move(connection, claimed, then, provider_id=outcome.provider_id, now=now):
            logger.warning("lease_lost delivery=%d attempt=%d outcome=%s", delivery.id, delivery.attempt, outcome.sent)
            return False
        _note_recipient(connection, claimed, outcome, now)
        if outcome.sent is Sent.DELIVERED:
            _stands(connection, claimed, outcome.provider_id, rendered_hash, now)
        elif outcome.sent is Sent.GONE:
            _stands_no_more(connection, claimed)
        if claimed.gathered and then.state in _ENDS:
            for row in end_with_digest(connection, delivery.id, claimed.gathered, then.state, then.error, now):
                if then.state is DeliveryState.SENT:
                    _stands_in_digest(connection, row, now)
            let_go(connection, delivery.id)  # what this try did not list, if there is anything, goes by itself
        if then.state is DeliveryState.FAILED:
            stand_in(connection, [delivery.id], policy.fallbacks, now=now)
    logger.info(
        "delivery_tried delivery=%d channel=%s kind=%s attempt=%d outcome=%s state=%s",
        delivery.id,
        delivery.channel,
        delivery.kind,
        delivery.attempt,
        outcome.sent,
        then.state,
    )
    return True


def record_unchanged(engine: Engine, claimed: Claimed, *, now: datetime) -> None:
    """What stands at the recipient says it already: nothing was sent, and that is the end of it."""
    with writing(engine) as connection:
        _close_attempt(connection, claimed, "unchanged", None, now)
        then = Aftermath(state=DeliveryState.SUPPRESSED, error="unchanged: what was sent before says the same")
        if _move(connection, claimed, then, provider_id=None, now=now):
            _stands(connection, claimed, None, claimed.standing_hash, now)


def _close_attempt(connection: Connection, claimed: Claimed, said: str, outcome: Outcome | None, now: datetime) -> None:
    mine = (
        attempt_table.c.delivery_id == claimed.delivery.id,
        attempt_table.c.n == claimed.delivery.attempt,
    )
    connection.execute(
        update(attempt_table)
        .where(*mine)
        .values(
            ended_at=now,
            outcome=said,
            http_status=None if outcome is None else outcome.http_status,
            error=None if outcome is None else outcome.error,
        )
    )


def _move(connection: Connection, claimed: Claimed, then: Aftermath, *, provider_id: str | None, now: datetime) -> bool:
    values: dict[str, object] = {
        "state": then.state.value,
        "not_before": then.not_before,
        "last_error": then.error,
        "lease_until": None,
        "stage": None,
    }
    if then.state in _ENDS:
        values["ended_at"] = now
    if provider_id is not None:
        values["provider_id"] = provider_id
    if then.anew:
        values["kind"] = DeliveryKind.NEW.value
    elif then.state is DeliveryState.SENT:
        values["kind"] = claimed.delivery.kind.value  # an edit that went out as a new message says so
    return connection.execute(update(delivery_table).where(held(claimed.delivery)).values(**values)).rowcount == 1


def _note_recipient(connection: Connection, claimed: Claimed, outcome: Outcome, now: datetime) -> None:
    channel, address = claimed.delivery.channel, claimed.address
    if outcome.channel_down:
        note(connection, channel, EVERYONE, not_before=now + CHANNEL_DOWN_WAIT)
        return
    if outcome.sent is Sent.MOVED and outcome.moved_to is not None:
        note(connection, channel, address, moved_to=outcome.moved_to)
    if outcome.retry_after is not None:
        note(connection, channel, address, not_before=now + timedelta(seconds=max(0.0, outcome.retry_after)))
    if outcome.sent is Sent.REFUSED and outcome.disable_recipient:
        logger.error("recipient_disabled channel=%s error=%s", channel, outcome.error)
        why = {"disabled_at": now, "disabled_because": outcome.error or "refused", "operator_told_at": None}
        note(connection, channel, address, **why)


def _stands(
    connection: Connection, claimed: Claimed, provider_id: str | None, rendered_hash: str | None, now: datetime
) -> None:
    """What the recipient has in hand from now on. A reply leaves the message above it as it is."""
    delivery = claimed.delivery
    event_id = _event_now(connection, claimed)
    if event_id is None:
        return
    mine = (
        told_table.c.event_id == event_id,
        told_table.c.channel == delivery.channel,
        told_table.c.recipient == delivery.recipient,
    )
    values: dict[str, object] = {"revision": delivery.revision, "sent_at": now}
    if delivery.kind is not DeliveryKind.REPLY:
        values["rendered_hash"] = rendered_hash
    if delivery.kind is DeliveryKind.NEW:
        values["provider_id"] = provider_id
    if connection.execute(update(told_table).where(*mine).values(**values)).rowcount == 0:
        first = {"rendered_hash": rendered_hash, "provider_id": provider_id, **values}
        connection.execute(
            insert(told_table).values(
                event_id=event_id, channel=delivery.channel, recipient=delivery.recipient, **first
            )
        )


def _stands_in_digest(connection: Connection, row: RowMapping, now: datetime) -> None:
    """The recipient knows the event, but has no message of it that could be edited."""
    mine = {name: row[name] for name in ("event_id", "channel", "recipient")}
    insert_or_ignore(connection, told_table, [{**mine, "revision": row["revision"], "sent_at": now}])
    older = (*(told_table.c[name] == value for name, value in mine.items()), told_table.c.revision < row["revision"])
    connection.execute(update(told_table).where(*older).values(revision=row["revision"]))


def _stands_no_more(connection: Connection, claimed: Claimed) -> None:
    delivery = claimed.delivery
    event_id = _event_now(connection, claimed)
    if event_id is not None:
        connection.execute(
            delete(told_table).where(
                told_table.c.event_id == event_id,
                told_table.c.channel == delivery.channel,
                told_table.c.recipient == delivery.recipient,
            )
        )


def _event_now(connection: Connection, claimed: Claimed) -> int | None:
    """The event that a delivery tells of: another may have taken it in while the message was on its way."""
    mine = delivery_table.c.id == claimed.delivery.id
    found: int | None = connection.execute(select(delivery_table.c.event_id).where(mine)).scalar_one()
    return found
