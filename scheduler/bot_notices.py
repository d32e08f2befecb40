"""The operator hears of a bot that hears no commands, once, and when it does again."""

import asyncio
import logging
from datetime import UTC, datetime

from sqlalchemy import Connection, update

from alerts.bot.state import BotRow, BotState, bots
from alerts.notices import tell_operator
from alerts.tables import bot as bot_table
from alerts.text.notices import BotNotice
from crawler.store.database import reading, writing
from scheduler.bot_state import heard_until, is_deaf, name_of
from scheduler.jobs import Workshop, push_deliveries

logger = logging.getLogger(__name__)


async def tell_of_bot(shop: Workshop) -> int:
    """Tells what is news of the bots; how many notices."""
    operator = shop.operator
    if operator is None:
        return 0

    def tell() -> tuple[int, list[int]]:
        now = datetime.now(UTC)
        with reading(shop.engine) as connection:
            if not _news(connection, now):
                return 0, []
        with writing(shop.engine) as connection:
            news = _news(connection, now)
            ids = tell_operator(connection, operator, [_notice(row) for row in news], deadline=shop.deadline, now=now)
            for row in news:
                told_at = None if row.told_at else now
                connection.execute(update(bot_table).where(bot_table.c.id == row.id).values(told_at=told_at))
        return len(news), ids

    count, ids = await asyncio.to_thread(tell)
    if ids:
        logger.info("operator_told bots=%d deliveries=%d", count, len(ids))
        await push_deliveries(shop, ids)
    return count


def _news(connection: Connection, now: datetime) -> list[BotRow]:
    """Those that are deaf and of which he does not know, and those of which he knows and that are well."""
    return [row for row in bots(connection) if _is_back(row, now) or (is_deaf(row, now) and row.told_at is None)]


def _is_back(row: BotRow, now: datetime) -> bool:
    well = row.state is BotState.OFF or (row.state is BotState.POLLING and not is_deaf(row, now))
    return well and row.told_at is not None


def _notice(row: BotRow) -> BotNotice:
    because = row.detail or "nobody has asked Telegram"
    return BotNotice(bot=name_of(row), since=heard_until(row), because=because, is_back=row.told_at is not None)
