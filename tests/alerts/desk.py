"""A worker over a real database, with a clock set by hand and channels that answer by a script."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Engine, select

from alerts import tables
from alerts.advance import advance
from alerts.claim import Claimed, Policy, claim
from alerts.deliver import Deliverer, sweep
from alerts.store import delivery_rows
from alerts.subscriptions import Recipient, Subscription
from crawler.store.database import reading
from crawler.understanding import ReadStory
from tests.alerts.making import COLLAPSE_ELSEWHERE, NOW, collapse_later, figure, hours, read_story, store
from tests.alerts.scripted import ScriptedChannel

CHAT = Recipient(channel="telegram", address="-100")
MAIL = Recipient(channel="mailto", address="desk@example.org")
TELEGRAM = frozenset({"telegram"})


@dataclass(slots=True)
class Desk:
    """A database, a clock that is set by hand, scripted channels, and a worker over them."""

    engine: Engine
    to: tuple[Recipient, ...] = (CHAT,)
    fallback: tuple[Recipient, ...] = ()
    on_ambiguous: Literal["resend", "hold"] = "resend"
    flood_messages: int = 0  # first messages in five minutes; 0: no guard
    quiet: str | None = None
    rules: dict[str, Any] = field(default_factory=dict)  # what else the subscription says
    now: datetime = NOW
    telegram: ScriptedChannel = field(default_factory=ScriptedChannel)
    mail: ScriptedChannel = field(default_factory=lambda: ScriptedChannel(name="mailto", can_edit=False, stage="data"))

    @property
    def subscription(self) -> Subscription:
        return Subscription(
            name="desk",
            to=self.to,
            flood_messages=self.flood_messages,
            quiet=self.quiet,
            fallback=self.fallback,
            **self.rules,
        )

    def tell(self, *stories: ReadStory) -> None:
        """Keeps and advances stories."""
        store(self.engine, *stories, at=self.now)
        advance(self.engine, [self.subscription], now=self.now)

    def work(self, ids: Sequence[int] | None = None) -> None:
        """Delivers what the sweep names, as a worker would."""

        async def deliver() -> None:
            deliverer = Deliverer(
                engine=self.engine,
                channels={"telegram": self.telegram, "mailto": self.mail},
                subscriptions=[self.subscription],
                on_ambiguous=self.on_ambiguous,
                worker="w1",
                clock=lambda: self.now,
            )
            for identity in sweep(self.engine, self.now) if ids is None else ids:
                await deliverer.deliver(identity)

        asyncio.run(deliver())

    def claim(self, identity: int = 1) -> Claimed | None:
        """Claims as another worker that then goes away."""
        policy = Policy(worker="gone", on_ambiguous=self.on_ambiguous, editing=TELEGRAM)
        return claim(self.engine, identity, policy, now=self.now)

    def wait(self, span: timedelta) -> None:
        """Lets time pass."""
        self.now += span

    def rows(self, *columns: str) -> list[tuple[object, ...]]:
        """Deliveries, oldest first."""
        with reading(self.engine) as connection:
            rows = delivery_rows(connection, limit=1000)
        return [tuple(row[column] for column in columns) for row in reversed(rows)]

    def states(self) -> list[object]:
        """Where each delivery stands."""
        return [state for (state,) in self.rows("state")]

    def attempts(self) -> list[tuple[object, ...]]:
        """Every try: delivery, number, outcome."""
        table = tables.attempt.c
        query = select(table.delivery_id, table.n, table.outcome).order_by(table.delivery_id, table.n)
        with reading(self.engine) as connection:
            return [tuple(row) for row in connection.execute(query)]


def risen(**changes: object) -> ReadStory:
    """An hour later twelve are dead."""
    return collapse_later(published=NOW + hours(1), **changes)


def elsewhere() -> ReadStory:
    """Another event of the same day."""
    return read_story(
        "مصرع ثلاثة عمال في طرطوس", COLLAPSE_ELSEWHERE, outlet="مرآة الفرات", figures=(figure(3, place="طرطوس"),)
    )
