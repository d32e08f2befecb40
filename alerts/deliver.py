"""The worker's hand: claim a delivery, render it, send it, record what became of it.

Promised (delivery notes, section 4): no row is lost, and a message appears twice only where the connection or the
process died between the last byte of the request and the recorded answer. Not promised: order between recipients.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, or_, select
from sqlalchemy.exc import SQLAlchemyError

from alerts.aftermath import OnAmbiguous
from alerts.alert import DeliveryKind, DeliveryState
from alerts.channels.channel import Channel, Message, Outcome, Sent
from alerts.claim import Claimed, Policy, claim, due_by, mark_stage, next_due, renew
from alerts.failover import Fallbacks
from alerts.record import record, record_unchanged
from alerts.subscriptions import Subscription
from alerts.tables import delivery as delivery_table
from alerts.text.parties import language_of
from alerts.text.render import render, rendered_hash
from crawler.store.database import reading

logger = logging.getLogger(__name__)

SWEPT = 500  # deliveries named at once; the next sweep names the rest
LONGEST_SEND = 15 * 60.0  # seconds; a mail server may take ten minutes for its last word
_RECORD_WAITS = (0.1, 0.5, 2.0, 5.0)  # seconds between tries to record, before the lease is left to run out


class LeaseLost(Exception):
    """Another worker has taken the delivery over; the try must stop before the bytes that cannot be taken back."""


def sweep(engine: Engine, now: datetime) -> list[int]:
    """The deliveries whose time has come, and those whose worker died; it only looks, `claim` decides."""
    table = delivery_table.c
    lost = (table.state == DeliveryState.SENDING.value) & (table.lease_until < now)
    query = select(table.id).where(or_(due_by(now), lost)).order_by(table.id).limit(SWEPT)
    with reading(engine) as connection:
        return [int(identity) for identity in connection.execute(query).scalars()]


class Deliverer:
    """Delivers by the channels it was given. `clock` is the time of day; leases and waits are counted by it. `wording`
    is called as `alerts.text.render.render` is, and `deadline` is that of stand-ins (`alerts/failover.py`)."""

    def __init__(
        self,
        *,
        engine: Engine,
        channels: Mapping[str, Channel],
        subscriptions: Sequence[Subscription],
        on_ambiguous: OnAmbiguous,
        worker: str,
        deadline: timedelta = timedelta(hours=6),
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        wording: Callable[..., object] = render,
    ) -> None:
        self._engine = engine
        self._worker = worker
        self._clock = clock
        self._wording = wording
        self.configure(channels=channels, subscriptions=subscriptions, on_ambiguous=on_ambiguous, deadline=deadline)

    def configure(
        self,
        *,
        channels: Mapping[str, Channel],
        subscriptions: Sequence[Subscription],
        on_ambiguous: OnAmbiguous,
        deadline: timedelta,
    ) -> None:
        """What holds for every try from now on; a send that is under way ends on the channel where it began."""
        self._channels = channels
        self._subscriptions = {subscription.name: subscription for subscription in subscriptions}
        self._policy = Policy(
            worker=self._worker,
            on_ambiguous=on_ambiguous,
            editing=frozenset(name for name, channel in channels.items() if channel.can_edit),
            fallbacks=Fallbacks.of(subscriptions, deadline),
        )

    async def deliver(self, delivery_id: int) -> None:
        """Delivers what is next in the line of this delivery, and what waits behind it, if anything does."""
        following: int | None = delivery_id
        while following is not None:
            claimed = await asyncio.to_thread(claim, self._engine, following, self._policy, now=self._clock())
            if claimed is None:
                return
            await self._deliver_one(claimed)
            following = await asyncio.to_thread(next_due, self._engine, claimed.delivery, now=self._clock())

    async def _deliver_one(self, claimed: Claimed) -> None:
        delivery = claimed.delivery
        try:
            payload = self._payload(claimed)
            said = rendered_hash(payload)
        except Exception as error:
            # Our own fault, and nothing was sent. It stays due until its deadline: a repaired program may yet tell it.
            logger.exception("not_rendered delivery=%d", delivery.id)
            outcome = Outcome(sent=Sent.NOT_SENT, error=f"not rendered: {type(error).__name__}: {error}"[:500])
            await self._record(claimed, outcome, None)
            return
        if delivery.kind is DeliveryKind.EDIT and said == claimed.standing_hash:
            await asyncio.to_thread(record_unchanged, self._engine, claimed, now=self._clock())
            return
        try:
            outcome = await self._send(claimed, payload)
        except LeaseLost:
            logger.warning("lease_lost delivery=%d attempt=%d before=send", delivery.id, delivery.attempt)
            return
        await self._record(claimed, outcome, said)

    def _payload(self, claimed: Claimed) -> object:
        delivery = claimed.delivery
        subscription = self._subscriptions.get(delivery.subscription)
        # A subscription that has gone from the configuration since: what was promised is still delivered.
        language = language_of("ar" if subscription is None else subscription.language)
        return self._wording(
            claimed.alert,
            channel=delivery.channel,
            kind=delivery.kind,
            language=language,
            zone=ZoneInfo("UTC" if subscription is None else subscription.timezone),
            now=self._clock(),
        )

    async def _send(self, claimed: Claimed, payload: object) -> Outcome:
        delivery = claimed.delivery
        channel = self._channels.get(delivery.channel)
        if channel is None:
            return Outcome(sent=Sent.NOT_SENT, error=f"the channel {delivery.channel} is not configured")
        message = Message(
            delivery_id=delivery.id,
            event_id=delivery.event_id,
            revision=delivery.revision,
            kind=delivery.kind,
            recipient=claimed.address,
            payload=payload,
            replaces=claimed.replaces,
        )

        async def stage(name: str) -> None:
            if not await asyncio.to_thread(mark_stage, self._engine, claimed, name):
                raise LeaseLost

        holding = asyncio.create_task(self._hold(claimed))
        try:
            async with asyncio.timeout(LONGEST_SEND):
                return await channel.send(message, stage)
        except LeaseLost:
            raise
        except SQLAlchemyError as error:
            # The stage could not be committed, so the bytes after it were never sent.
            return Outcome(sent=Sent.NOT_SENT, error=f"the database failed: {type(error).__name__}")
        except Exception as error:
            # A channel promises not to raise; what the peer has by now, nobody knows.
            logger.exception("channel_raised delivery=%d channel=%s", delivery.id, delivery.channel)
            return Outcome(sent=Sent.AMBIGUOUS, error=f"{type(error).__name__}: {error}"[:500])
        finally:
            holding.cancel()
            with suppress(asyncio.CancelledError):
                await holding

    async def _hold(self, claimed: Claimed) -> None:
        """Renews the lease while a send goes on."""
        while True:
            await asyncio.sleep(self._policy.lease.total_seconds() / 3)
            try:
                if not await asyncio.to_thread(renew, self._engine, claimed, self._policy, now=self._clock()):
                    return
            except SQLAlchemyError as error:
                logger.warning("lease_not_renewed delivery=%d error=%s", claimed.delivery.id, type(error).__name__)

    async def _record(self, claimed: Claimed, outcome: Outcome, said: str | None) -> None:
        """Tries hard: what is sent and not recorded is sent again."""
        for wait in (*_RECORD_WAITS, None):
            try:
                await asyncio.to_thread(
                    record, self._engine, claimed, outcome, self._policy, rendered_hash=said, now=self._clock()
                )
            except SQLAlchemyError:
                if wait is None:
                    raise
                await asyncio.sleep(wait)
            else:
                return
