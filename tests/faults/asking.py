"""The bot among the chain's steps: each group asks once to join, and its answer and later alerts are what it has of it.

A join that took effect twice is answered by «already», and one that was lost not at all, or without the alerts that
follow. Which updates Telegram was asked for says what the bot held to be done. Nothing else is judged by.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine

from alerts.bot.desk import Desk
from alerts.bot.polling import Look, poll_once
from alerts.bot.state import bot_id_of
from alerts.channels.telegram_updates import TelegramUpdates
from alerts.subscriptions import Subscription
from alerts.text.bot.words import WORDS
from crawler.store.database import writing
from scheduler.leader import give_up, take_or_renew
from tests.faults import truth
from tests.faults.auditor import Receipt, Thing, Verdict

READER = 501  # who may speak to the bot
LEASE_SECONDS = 45.0
_FIRST_GROUP = 1000
_JOINED, _ALREADY = (words.split("{name}")[-1] for words in (WORDS["ar"].joined, WORDS["ar"].already))


def group_of(number: int) -> int:
    """The chat in which this question is asked."""
    return -(_FIRST_GROUP + number)


def answer_mark(address: str) -> str:
    """The token of the answer to the question of this chat, which says no token itself."""
    return truth.token(-int(address) - _FIRST_GROUP)


async def poll(engine: Engine, token: str, api: str, subscription: Subscription, holder: str) -> Look | None:
    """One look of a poller that holds the bot's lease, as the role has it, and then stops in order; None where another
    still holds it."""
    bot = bot_id_of(token)

    def hold(connection: Connection) -> bool:
        now = datetime.now(UTC)
        return take_or_renew(connection, holder=holder, now=now, seconds=LEASE_SECONDS, name=f"bot:{bot}")

    with writing(engine) as connection:
        if not hold(connection):
            return None
    desk = Desk(
        engine=engine,
        bot=bot,
        username="rasid_demo_bot",
        users=frozenset(subscription.members),
        told=(subscription,),
        receivers=subscription.to,
        deadline=timedelta(hours=6),
        hold=hold,
    )
    client = TelegramUpdates(token, api=api)
    try:
        look = await poll_once(client, desk, wait=0)
    finally:
        await client.close()
    with writing(engine) as connection:
        give_up(connection, holder=holder, now=datetime.now(UTC), name=f"bot:{bot}")
    return look


def audit_answers(
    updates: Mapping[int, int],
    receipts: Sequence[Receipt],
    doubts: Counter[Thing],
    asked_for: Sequence[int | None],
) -> Verdict:
    """Holds what the groups have against what they asked. `updates`: the number of each group's update.
    `receipts`: each marked with its group's token, answers and the one alert that was due after all had joined.
    `asked_for`: the offsets that Telegram was asked for, in their order."""
    verdict = Verdict()
    for number in updates:
        name = f"bot: question {number}"
        mine = [one for one in receipts if truth.token(number) in one.marks]
        answers = [one for one in mine if one.kind == "answer"]
        alerts = [one for one in mine if one.kind != "answer"]
        verdict.due += 2
        verdict.delivered += min(1, len(answers)) + min(1, len(alerts))
        verdict.lost += [f"{name}, its answer"] * (not answers) + [f"{name}, what it asked for"] * (not alerts)
        extra, doubted = max(0, len(answers) - 1), doubts["telegram", "answer", number]
        verdict.duplicates += extra + max(0, len(alerts) - 1)
        verdict.explained += min(extra, doubted)
        if extra > doubted:
            verdict.unexplained.append(f"{name}: {extra} answers more, {doubted} explained")
        if len(alerts) > 1:
            verdict.unexplained.append(f"{name}: what it asked for came {len(alerts)} times")
        wrong = [one.text for one in answers if _ALREADY in one.text or _JOINED not in one.text]
        verdict.unexplained += [f"{name}: it took effect before: {text}" for text in wrong]
    offsets = [offset for offset in asked_for if offset is not None]
    if offsets != sorted(offsets):
        verdict.unexplained.append(f"bot: it asked again for what it had done: {offsets}")
    if updates and max(offsets, default=0) != max(updates.values()) + 1:
        verdict.lost.append(f"bot: the last offset is {max(offsets, default=0)}, {max(updates.values())} stays there")
    return verdict
