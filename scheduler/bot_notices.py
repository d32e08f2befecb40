"""The operator hears of a bot that hears no commands, once, and when it does again."""

from datetime import datetime

from sqlalchemy import Connection, update

from alerts.bot.state import BotRow, BotState, bots
from alerts.tables import bot as bot_table
from alerts.text.notices import BotNotice
from scheduler.bot_state import heard_until, is_deaf, name_of
from scheduler.jobs import Workshop, tell_if_any


async def tell_of_bot(shop: Workshop) -> int:
    """Tells what is news of the bots; how many notices."""

    def is_news(connection: Connection, now: datetime) -> bool:
        return bool(_news(connection, now))

    def take(connection: Connection, now: datetime) -> list[BotNotice]:
        news = _news(connection, now)
        for row in news:
            told_at = None if row.told_at else now
            connection.execute(update(bot_table).where(bot_table.c.id == row.id).values(told_at=told_at))
        return [_notice(row) for row in news]

    return await tell_if_any(shop, "bots", is_news, take)


def _news(connection: Connection, now: datetime) -> list[BotRow]:
    """Those that are deaf and of which he does not know, and those of which he knows and that are well."""
    return [row for row in bots(connection) if _is_back(row, now) or (is_deaf(row, now) and row.told_at is None)]


def _is_back(row: BotRow, now: datetime) -> bool:
    well = row.state is BotState.OFF or (row.state is BotState.POLLING and not is_deaf(row, now))
    return well and row.told_at is not None


def _notice(row: BotRow) -> BotNotice:
    because = row.detail or "nobody has asked Telegram"
    return BotNotice(bot=name_of(row), since=heard_until(row), because=because, is_back=row.told_at is not None)
