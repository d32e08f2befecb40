"""A world around the chain: a news site with a truth, the receivers, a clock, and the warm process that is killed.

Nothing here looks into Rasid's database but `told_by_program`, whose answers no verdict counts.
"""

import json
import os
import select
import struct
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import func
from sqlalchemy import select as query

from alerts.tables import delivery
from crawler.news import Feed
from crawler.store.database import connect, reading, writing
from crawler.store.feeds import sync_feeds
from scheduler.demo.mail_receiver import MailReceiver
from scheduler.demo.telegram_receiver import TelegramReceiver
from tests import warm
from tests.crawler.spiders.stand import Answer, Asked, Stand, feed
from tests.faults import truth
from tests.faults.asking import READER, audit_answers, group_of
from tests.faults.auditor import Receipt, Thing, Verdict, audit, mail_receipts, number_of, telegram_receipts
from tests.faults.chain import Setup
from tests.faults.points import BY_NAME
from tests.faults.postfix import Postfix
from tests.faults.truth import Happening

CHAT = "424242"
MAILBOX = "desk@example.org"
ORDER_SECONDS = 60.0
_LISTED = 20  # items that the feed shows; what falls off its end unread is lost to everybody


class Clock:
    """The world's time: the machine's, moved on by hand. The program's processes read it from a file."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._moves: list[tuple[float, float]] = [(0.0, 0.0)]
        file.write_bytes(struct.pack("d", 0.0))

    def move(self, span: timedelta) -> None:
        """Time passes, or goes back."""
        offset = self._moves[-1][1] + span.total_seconds()
        with self.file.open("r+b") as file:
            file.write(struct.pack("d", offset))
        self._moves.append((time.time(), offset))

    def move_minutes(self, minutes: float) -> None:
        """So many minutes pass."""
        self.move(timedelta(minutes=minutes))

    @property
    def now(self) -> datetime:
        """The moment."""
        return self.of(time.time())

    def of(self, at: float) -> datetime:
        """The world's time at a moment of the machine's."""
        _, offset = self._moves[bisect_right(self._moves, at, key=lambda move: move[0]) - 1]
        return datetime.fromtimestamp(at, UTC) + timedelta(seconds=offset)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How an order ended: -9 for killed, 0 for done. `at` is the world's time of its end."""

    code: int
    pid: int
    at: datetime
    in_flight: Sequence[tuple[str, str, Sequence[str]]]


@dataclass(slots=True)
class World:
    """One database, its peers and what was published so far. A context manager.

    `channels` are those that its reader has: telegram, mailto. `real_mail` puts postfix behind the latter.
    """

    folder: Path
    database: str
    redis: str
    channels: tuple[str, ...] = ("telegram",)
    feeds: bool = False
    real_mail: bool = False
    changes: dict[str, Any] = field(default_factory=dict)  # of the setup
    truth: list[Happening] = field(default_factory=list)
    doubts: Counter[Thing] = field(default_factory=Counter)
    telegram: TelegramReceiver = field(default_factory=TelegramReceiver)
    mail: MailReceiver | Postfix | None = None
    stand: Stand = field(init=False)
    clock: Clock = field(init=False)
    links: list[str] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    asked: dict[int, int] = field(default_factory=dict)  # the number of the update of each question to the bot
    digests: bool = False  # several happenings may come in one message
    _open: ExitStack = field(default_factory=ExitStack)
    _orders: int = -1
    _answers: int = -1
    _process: Any = None

    def __enter__(self) -> Self:
        self.clock = Clock(self.folder / "clock")
        self.stand = Stand()
        self._open.callback(self.stand.close)
        self._open.enter_context(self.telegram)
        if "mailto" in self.channels:
            self.mail = self._open.enter_context(Postfix() if self.real_mail else MailReceiver())
        self.stand.answers["/feed"] = self._feed
        if self.feeds:
            self._watch_feed()
        self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()
        self._open.close()

    def restart(self, **changes: Any) -> None:
        """The chain goes on with other settings."""
        self._stop()
        self.changes = self.changes | changes
        self._start()

    @property
    def setup(self) -> Setup:
        """What the chain is told of this world."""
        mail = self.mail
        made = Setup(
            database=self.database,
            redis=self.redis,
            telegram=self.telegram.url,
            token=self.telegram.token,
            chat=CHAT if "telegram" in self.channels else "",
            smtp="" if mail is None else f"smtp://127.0.0.1:{mail.port}?starttls=none",
            mailbox="" if mail is None else MAILBOX,
            feeds=self.feeds,
        )
        return replace(made, **self.changes)

    @property
    def log(self) -> str:
        """What the chain's processes said."""
        return (self.folder / "chain.log").read_text(errors="replace")

    def report(self, number: int, report: int = 1) -> list[Any]:
        """The truth learns of a report; the step by which the chain keeps it."""
        told = truth.told(number, report, self.clock.now)
        if report == 1:
            self.truth.append(Happening(number=number, reports=[told]))
        else:
            next(one for one in self.truth if one.number == number).reports.append(told)
        return ["keep", number, report]

    def publish(self, number: int) -> None:
        """The same on the news site: a page, and an item of the feed."""
        path = f"/news/{number}000"
        self.stand.put(path, truth.page(number))
        link = self.stand.url(path)
        self.links.insert(0, link)
        self.titles[link] = truth.headline(number)
        self.report(number)

    def ask(self, number: int) -> int:
        """A group asks the bot to be told; the number of the update."""
        update = self.telegram.say("/subscribe all", chat=group_of(number), by=READER)
        self.asked[number] = update
        return update

    def order(self, steps: Sequence[Sequence[Any]]) -> Ended:
        """Has a forked process do the steps."""
        os.write(self._orders, json.dumps(steps).encode() + b"\n")
        answer = self._answer()
        return Ended(
            code=answer["code"],
            pid=answer["pid"],
            at=self.clock.of(answer["ended"]),
            in_flight=answer["in_flight"],
        )

    def kill(self, point: str, before: Sequence[Sequence[Any]], last: Sequence[Sequence[Any]]) -> Ended:
        """Has one die at a kill point during the last steps, and notes what that leaves in doubt."""
        ended = self.order([*before, ["arm", point], *last])
        assert ended.code == -9, f"kill point {point} was not reached (exit code {ended.code})\n{self.log[-4000:]}"
        if BY_NAME[point].excuses:
            self.doubt(ended)
        return ended

    def doubt(self, ended: Ended) -> None:
        """What this process was sending may have arrived."""
        for channel, kind, marks in ended.in_flight:
            for number in {number_of(mark) for mark in marks}:
                self.doubts[channel, kind, number] += 1

    def work(self, *steps: Sequence[Any]) -> None:
        """Steps that must not fail."""
        ended = self.order(steps)
        assert ended.code == 0, self.log[-4000:]

    def drain(self, rounds: int = 4, every: timedelta = timedelta(seconds=61)) -> None:
        """What is left is done by processes that live."""
        for _ in range(rounds):
            self.work(["clean"])
            self.clock.move(every)
        if isinstance(self.mail, Postfix):
            self.mail.settle()

    def receipts(self) -> list[Receipt]:
        """All that the receivers have but what the groups have that asked for it."""
        mails = [] if self.mail is None else self.mail.mails
        groups = {str(group_of(number)) for number in self.asked}
        messages = [one for one in self.telegram.messages if one.chat not in groups]
        return [*telegram_receipts(messages, self.clock.of), *mail_receipts(mails, self.clock.of)]

    def answers(self) -> list[Receipt]:
        """What the groups have that asked the bot, each marked as theirs: answers, and what they asked for."""
        found = []
        for number in self.asked:
            messages = [one for one in self.telegram.messages if one.chat == str(group_of(number))]
            for one in telegram_receipts(messages, self.clock.of):
                kind = one.kind if one.marks else "answer"
                found.append(replace(one, kind=kind, marks=(truth.token(number),)))
        return found

    def audit(self) -> Verdict:
        """The verdict on everything so far."""
        verdict = audit(self.truth, self.receipts(), self.channels, self.doubts, digests=self.digests)
        if self.asked:
            verdict.add(audit_answers(self.asked, self.answers(), self.doubts, list(self.telegram.updates.asked)))
        return verdict

    def told_by_program(self) -> Counter[str]:
        """How many deliveries stand in each state, as the program says; shown beside the verdict, and no part of it."""
        engine = connect(self.database)
        try:
            with reading(engine) as connection:
                rows = connection.execute(query(delivery.c.state, func.count()).group_by(delivery.c.state))
                return Counter(dict(map(tuple, rows)))
        finally:
            engine.dispose()

    def _feed(self, asked: Asked) -> Answer:
        tag = f'"{len(self.links)}"'
        if asked.headers.get("if-none-match") == tag:
            return Answer(status=304, headers={"ETag": tag})
        headers = {"ETag": tag, "Content-Type": "application/rss+xml"}
        return Answer(body=feed(*self.links[:_LISTED], titles=self.titles).encode(), headers=headers)

    def _watch_feed(self) -> None:
        engine = connect(self.database)
        with writing(engine) as connection:
            site = Feed(name="site", url=self.stand.url("/feed"), outlet="موقع الاختبار", country="SY")
            sync_feeds(connection, [site], "configured", self.clock.now - timedelta(minutes=1))
        engine.dispose()

    def _start(self) -> None:
        its_orders, self._orders = os.pipe()
        self._answers, its_answers = os.pipe()
        with (self.folder / "chain.log").open("ab") as log:
            self._process = warm.start(
                "tests.faults.runner",
                json.dumps(asdict(self.setup)),
                str(self.clock.file),
                cwd=self.folder,
                stdin=its_orders,
                stdout=its_answers,
                stderr=log.fileno(),
            )
        os.close(its_orders)
        os.close(its_answers)
        self._answer()

    def _stop(self) -> None:
        if self._orders >= 0:
            os.close(self._orders)
            self._process.wait(30)
            os.close(self._answers)
            self._orders = -1

    def _answer(self) -> dict[str, Any]:
        line = b""
        while not line.endswith(b"\n"):
            ready, _, _ = select.select([self._answers], [], [], ORDER_SECONDS)
            piece = os.read(self._answers, 65536) if ready else b""
            assert piece, f"the chain gave no answer\n{self.log[-4000:]}"
            line += piece
        answer: dict[str, Any] = json.loads(line)
        return answer
