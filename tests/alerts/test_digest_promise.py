"""Bursts, outages and dying workers in any order: every event reaches its reader, and a second copy has an excuse.

The auditor reads what arrived at the peer and what was published, and of the ledger only that every row has ended.
"""

import asyncio
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from alerts.channels.channel import MarkStage, Message, Outcome, Sent
from alerts.claim import LEASE
from alerts.deliver import Deliverer, sweep
from alerts.text.telegram import TelegramText
from tests.alerts.burst import happening, later
from tests.alerts.desk import Desk

_EVENT = re.compile(r"الحدث (\d+)")


class Killed(BaseException):
    """The worker's process is gone; nothing that it would have done is done."""


@dataclass(slots=True)
class Peer:
    """A chat that answers as chance wills, and keeps what arrived."""

    chance: random.Random
    name: str = "telegram"
    can_edit: bool = True
    well: bool = False
    arrived: list[str] = field(default_factory=list)  # texts of first messages and digests
    excuses: int = 0

    async def send(self, message: Message, mark_stage: MarkStage) -> Outcome:
        """Arrives or not, is answered or not, and may be the last thing that the worker does."""
        answer = (
            "delivered"
            if self.well
            else self.chance.choice(
                [
                    "delivered",
                    "delivered",
                    "delivered",
                    "not sent",
                    "lost answer",
                    "nothing came",
                    "dies before",
                    "dies after",
                ]
            )
        )
        if answer in ("delivered", "lost answer", "dies after"):
            assert isinstance(message.payload, TelegramText)
            if message.replaces is None:
                self.arrived.append(message.payload.plain)
        if answer in ("lost answer", "nothing came", "dies after"):
            self.excuses += 1
        if answer.startswith("dies"):
            raise Killed
        sent = {"delivered": Sent.DELIVERED, "not sent": Sent.NOT_SENT}.get(answer, Sent.AMBIGUOUS)
        return Outcome(sent=sent, provider_id=str(len(self.arrived)) if sent is Sent.DELIVERED else None)

    async def close(self) -> None:
        """Nothing is open."""


def _work(desk: Desk, peer: Peer, *, at_most: int = 100) -> None:
    async def deliver() -> None:
        deliverer = Deliverer(
            engine=desk.engine,
            channels={"telegram": peer},
            subscriptions=[desk.subscription],
            on_ambiguous="resend",
            worker="w",
            clock=lambda: desk.now,
        )
        for identity in sweep(desk.engine, desk.now)[:at_most]:
            await deliverer.deliver(identity)

    try:
        asyncio.run(deliver())
    except Killed:
        return


@pytest.mark.parametrize("seed", range(25))
def test_every_event_arrives_whatever_happens_on_the_way(sqlite_engine: Engine, seed: int) -> None:
    """By itself or in a digest, once, or as often more as nobody could know whether it had arrived."""
    chance = random.Random(seed)
    desk, peer = Desk(engine=sqlite_engine, flood_messages=2), Peer(chance=chance)
    to_come, tolls = list(range(8)), Counter[int]()
    chance.shuffle(to_come)
    while to_come or chance.random() < 0.8:
        match chance.choice(["burst", "later", "work", "work", "wait", "wait"]):
            case "burst" if to_come:
                out = [to_come.pop() for _ in range(chance.randint(1, len(to_come)))]
                desk.tell(*(happening(number) for number in out))
                tolls.update(dict.fromkeys(out, 2))
            case "later" if tolls:
                number = chance.choice(list(tolls))
                tolls[number] += chance.choice([1, 1, 2, 60])
                desk.tell(later(number, tolls[number]))
            case "work":
                _work(desk, peer, at_most=chance.randint(1, 4))
            case _:
                desk.wait(timedelta(seconds=chance.choice([1, 10, 40, 200])))
    _heal(desk, peer)
    ended = Counter(desk.states())
    assert set(ended) <= {"sent", "merged", "suppressed", "dead"}
    told = Counter(number for text in peer.arrived for number in set(_EVENT.findall(text)) if _is_first(text))
    missing = {str(number) for number in range(1, 9)} - set(told)
    assert not missing or ended["dead"]
    assert sum(count - 1 for count in told.values()) <= peer.excuses * 8  # a digest repeats all that it lists
    if not peer.excuses:
        assert set(told.values()) == {1}


def _is_first(text: str) -> bool:
    return "موجز" in text or "حدث جديد" in text


def _heal(desk: Desk, peer: Peer) -> None:
    """The peer answers, the workers live, and time passes."""
    peer.well = True
    for _ in range(12):
        desk.wait(LEASE + timedelta(minutes=1))
        _work(desk, peer)
