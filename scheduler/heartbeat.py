"""The heartbeat's clock: begins a beat, sees it arrive, calls who watches for silence, tells of one that is late."""

import asyncio
import logging
from datetime import UTC, datetime

from sqlalchemy import Connection, select, update

from alerts.heartbeat import Beat, Pulse, begin_beat, forget_beats, present_beat
from alerts.notices import tell_operator
from alerts.subscriptions import HEARTBEAT
from alerts.text.notices import CheckNotice
from crawler.store.database import reading, writing
from scheduler.house_checks import note_check
from scheduler.jobs import Workshop, push_deliveries
from scheduler.tables import house_check

logger = logging.getLogger(__name__)

CALL_SECONDS = 10.0


async def keep_beating(shop: Workshop) -> Beat:
    """One look; what it saw. Without receivers there is no beat."""
    if not any(subscription.name == HEARTBEAT for subscription in shop.subscriptions):
        return Beat.NONE
    beat, notices = await asyncio.to_thread(_look, shop, datetime.now(UTC))
    await push_deliveries(shop, notices)
    if beat is Beat.ARRIVED:
        logger.info("heartbeat_arrived")
        await _call(shop.heartbeat_url)
    return beat


def _look(shop: Workshop, now: datetime) -> tuple[Beat, list[int]]:
    with reading(shop.engine) as connection:
        pulse = present_beat(connection, now)
        query = select(house_check.c.since, house_check.c.value).where(house_check.c.name == HEARTBEAT)
        row = connection.execute(query).first()
    began_at, violated = (None, 0) if row is None else (row.since, row.value)
    is_time = began_at is None or now - began_at >= shop.heartbeat_every
    if pulse.beat is Beat.PENDING or (pulse.beat is Beat.NONE and not is_time):
        return pulse.beat, []
    if pulse.beat is Beat.LATE and violated and not is_time:
        return pulse.beat, []  # said already, and it may arrive yet
    with writing(shop.engine) as connection:
        notices = _note(connection, shop, pulse, now)
        if pulse.beat is Beat.ARRIVED:
            forget_beats(connection)
        elif is_time:
            forget_beats(connection)
            begin_beat(connection, now)
            connection.execute(update(house_check).where(house_check.c.name == HEARTBEAT).values(since=now))
    return pulse.beat, notices


def _note(connection: Connection, shop: Workshop, pulse: Pulse, now: datetime) -> list[int]:
    """Writes down how the present beat did; the operator's deliveries where it is late and he does not know."""
    is_news = note_check(connection, HEARTBEAT, [pulse.detail] if pulse.beat is Beat.LATE else [], now)
    if not (is_news and shop.operator):
        return []
    notice = CheckNotice(check=HEARTBEAT, detail=pulse.detail)
    return tell_operator(connection, shop.operator, [notice], deadline=shop.deadline, now=now)


async def _call(url: str | None) -> None:
    if url is None:
        return
    import httpx

    try:
        async with httpx.AsyncClient(timeout=CALL_SECONDS, trust_env=False, follow_redirects=True) as client:
            answer = await client.get(url)
    except httpx.HTTPError as error:
        logger.warning("heartbeat_not_called error=%s", type(error).__name__)
        return
    if answer.is_error:
        logger.warning("heartbeat_not_called status=%d", answer.status_code)
