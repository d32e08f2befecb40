"""Rasid on several machines: `rasid watch` with one role a host, PostgreSQL and Redis on another, and the world.

Verdicts rest on what the world has: the sites' log, Telegram's messages, and the truth that was published. What the
program says of itself is only asked for who leads, and waited for where an audit would come too early.
"""

import asyncio
import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import func, select

from alerts.tables import delivery
from benchmarks.own_postgres import own_postgres, postgres_programs
from crawler.store.database import connect, migrate, reading
from crawler.store.tables import story
from scheduler.demo.loopback import Answer, Request
from scheduler.demo.telegram_receiver import TelegramReceiver
from scheduler.settings import MIGRATIONS
from scheduler.tables import lease
from tests.conftest import ROOT
from tests.faults import truth
from tests.faults.auditor import Thing, Verdict, audit, telegram_receipts
from tests.faults.truth import Happening
from tests.faults.world import CHAT
from tests.machines.network import NETWORK, WORLD, Network
from tests.machines.site import Asked, Sites
from tests.machines.slow_core import SlowCore

ROLES: Mapping[str, str] = {
    "crawler-a": "crawler",
    "crawler-b": "crawler",
    "scheduler-a": "scheduler",
    "scheduler-b": "scheduler",
    "alerts-a": "alerts",
}
STORES = "stores"
SITES = tuple(f"site{number}.test" for number in range(1, 5))
FEEDS = 3  # of each site, so that its crawlers meet there
DELAY = 0.5  # seconds between two requests to a site
INTERVAL = 4  # seconds between two visits of a feed
IN_FLIGHT = 8.0  # seconds in which the outcome of a send is written down: the tries of alerts/deliver.py


@dataclass(slots=True, kw_only=True)
class Cut:
    """A host, or a way between two, that was away from `began` to `ended`, by the machine's clock."""

    hosts: tuple[str, ...]
    began: float
    ended: float = float("inf")


@dataclass(slots=True)
class Machines:
    """All hosts with what runs on them. A context manager. `cores` keeps a host's processes to part of a core."""

    folder: Path
    hosts: Sequence[str] = tuple(ROLES)
    cores: Mapping[str, SlowCore] = field(default_factory=dict)
    own_sites: bool = False  # the operator's own: asked without waiting
    concurrency: int = 16  # a crawler takes twice as many feeds at once
    truth: list[Happening] = field(default_factory=list)
    cuts: list[Cut] = field(default_factory=list)
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    network: Network = field(init=False)
    sites: Sites = field(init=False)
    telegram: "Telegram" = field(init=False)
    database: str = ""  # as it is reached from outside all hosts
    _open: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Self:
        with ExitStack() as made:
            self.network = made.enter_context(Network([*self.hosts, STORES]))
            self.sites = made.enter_context(Sites(lambda: self.network.move_this_thread("world")))
            self.telegram = made.enter_context(Telegram(lambda: self.network.move_this_thread("world")))
            self._start_stores(made)
            self._write_files()
            made.callback(self.stop_all)
            for host in self.hosts:
                if host in ROLES:
                    self.start(host)
            self._open = made.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def _start_stores(self, made: ExitStack) -> None:
        programs = postgres_programs()
        assert programs is not None
        address, within = self.network.address(STORES), self.network.within(STORES)
        server = made.enter_context(own_postgres(programs, within=within, listen=address, clients=NETWORK))
        self.database = server.format(database="postgres")
        engine = connect(self.database)
        migrate(engine, MIGRATIONS)
        engine.dispose()
        options = ["--bind", address, "--protected-mode", "no", "--save", "", "--dir", str(self.folder)]
        redis = subprocess.Popen([*within, "redis-server", *options], stdout=subprocess.DEVNULL)
        made.callback(_end, redis)

    def _write_files(self) -> None:
        names = "\n".join(f"{WORLD} {site}" for site in SITES)
        (self.folder / "hosts").write_text(f"127.0.0.1 localhost\n{names}\n")
        words = configuration(self.network.address(STORES), self.telegram, own_sites=self.own_sites)
        words = words.replace("[crawler]", f"[crawler]\nconcurrency = {self.concurrency}")
        (self.folder / "rasid.toml").write_text(words, encoding="utf-8")

    def start(self, host: str) -> None:
        """Starts `rasid watch` for the host's role, as users do; names of sites are found in a file of the host's."""
        prepare = f'echo {host} > /proc/sys/kernel/hostname; mount --bind "$0" /etc/hosts; exec "$@"'
        slowly = self.cores[host].command() if host in self.cores else []  # first: a namespace hides these groups
        rasid = [sys.executable, "-m", "scheduler.cli", "watch", "--role", ROLES[host]]
        rasid += ["--config", str(self.folder / "rasid.toml")]
        there = [
            *slowly,
            *self.network.within(host),
            "unshare",
            "--uts",
            "sh",
            "-c",
            prepare,
            str(self.folder / "hosts"),
        ]
        (self.folder / host).mkdir(exist_ok=True)
        with self._log(host).open("ab") as log:
            self.processes[host] = subprocess.Popen(
                [*there, *rasid],
                cwd=self.folder / host,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=log,
                stderr=log,
            )

    def stop_all(self) -> None:
        """Ends all roles."""
        for process in self.processes.values():
            process.send_signal(signal.SIGTERM)
        for process in self.processes.values():
            _end(process)

    @contextlib.contextmanager
    def cut(self, host: str) -> Iterator[Cut]:
        """The host's cable is out meanwhile."""
        self.network.cut(host)
        with self._noted(host) as cut:
            yield cut
            self.network.mend(host)

    @contextlib.contextmanager
    def parted(self, one: str, other: str) -> Iterator[Cut]:
        """The two do not reach each other meanwhile."""
        self.network.part(one, other)
        with self._noted(one, other) as cut:
            yield cut
            self.network.join(one, other)

    @contextlib.contextmanager
    def _noted(self, *hosts: str) -> Iterator[Cut]:
        cut = Cut(hosts=hosts, began=time.time())
        self.cuts.append(cut)
        yield cut
        cut.ended = time.time()

    def publish(self, number: int, report: int = 1) -> None:
        """A report of a happening on one of the sites."""
        site = SITES[number % len(SITES)]
        link = f"http://{site}/news/{number}000{report}"
        feed = feed_url(site, number // len(SITES) % FEEDS)
        self.sites.publish(feed, link, truth.headline(number, report), truth.page(number, report))
        told = truth.told(number, report, datetime.now(UTC))
        if report == 1:
            self.truth.append(Happening(number=number, reports=[told]))
        else:
            next(one for one in self.truth if one.number == number).reports.append(told)

    def verdict(self) -> Verdict:
        """By what Telegram has so far."""
        receipts = telegram_receipts(list(self.telegram.messages), _moment)
        doubts: Counter[Thing] = Counter()
        seen: dict[Thing, float] = {}
        for one in sorted(receipts, key=lambda receipt: receipt.at):
            for number in one.happenings:
                thing = (one.channel, one.kind, number)
                if thing in seen and self.was_cut(seen[thing], "alerts-a", STORES):
                    doubts[thing] += 1
                seen[thing] = one.at.timestamp()
        return audit(self.truth, receipts, ["telegram"], doubts)

    def was_cut(self, at: float, *hosts: str) -> bool:
        """Whether one of these was away within the time in which a send of that moment is written down."""
        theirs = [cut for cut in self.cuts if set(hosts) & set(cut.hosts)]
        return any(cut.began <= at + IN_FLIGHT and at - 1 <= cut.ended for cut in theirs)

    def until(self, holds: Callable[[], object], seconds: float) -> float:
        """Waits for it, for so long at most; how many seconds it took."""
        began = time.monotonic()
        while not holds():
            assert time.monotonic() - began < seconds, f"not within {seconds:.0f} s\n{self.logs()}"
            time.sleep(0.1)
        return time.monotonic() - began

    def until_told(self, seconds: float) -> float:
        """Waits until all that was published has been told; how many seconds it took."""
        return self.until(lambda: not self.verdict().lost, seconds)

    def until_settled(self, seconds: float) -> float:
        """Waits until nothing is under way to a receiver, when no copy can come any more; how many seconds it took."""
        engine = connect(self.database)
        open_ones = select(func.count()).select_from(delivery).where(delivery.c.state.in_(("due", "sending")))

        def none_is_open() -> bool:
            with reading(engine) as connection:
                return connection.execute(open_ones).scalar_one() == 0

        try:
            return self.until(none_is_open, seconds)
        finally:
            engine.dispose()

    def until_watching(self) -> float:
        """Waits for the first contact with all feeds, which alerts of nothing."""
        everything = {(site, f"/feed/{number}") for site in SITES for number in range(FEEDS)}
        took = self.until(lambda: everything <= {(one.site, one.path) for one in list(self.sites.asked)}, 60)
        time.sleep(1.0)
        return took

    def leader(self) -> str:
        """The host that holds the scheduler's lease at this moment, by the database; empty for none."""
        engine = connect(self.database)
        with reading(engine) as connection:
            now = datetime.now(UTC)
            holder = connection.execute(select(lease.c.holder).where(lease.c.name == "scheduler", lease.c.until > now))
            name = str(holder.scalar() or "")
        engine.dispose()
        return name.partition(":")[0]

    def kept(self) -> int:
        """How many stories the database has."""
        engine = connect(self.database)
        with reading(engine) as connection:
            count = connection.execute(select(func.count()).select_from(story)).scalar_one()
        engine.dispose()
        return count

    def pages_by(self, host: str) -> list[Asked]:
        """The pages that a crawler has fetched."""
        return [one for one in self.sites.pages() if one.by == self.network.address(host)]

    def said(self, host: str, event: str) -> list[tuple[float, str]]:
        """The lines of a host's log with this event, each with its moment."""
        lines = [line for line in self._log(host).read_text(errors="replace").splitlines() if event in line]
        stamped = [(re.match(r"\d{4}-\d\d-\d\dT[\d:.]+", line), line) for line in lines]
        return [(datetime.fromisoformat(f"{at[0]}+00:00").timestamp(), line) for at, line in stamped if at]

    def logs(self) -> str:
        """The end of each log."""
        return "\n".join(f"== {host}\n{self._log(host).read_text(errors='replace')[-1500:]}" for host in self.hosts)

    def _log(self, host: str) -> Path:
        return self.folder / f"{host}.log"


class Telegram(TelegramReceiver):
    """The strict Telegram, in the world instead of on loopback."""

    def __init__(self, move: Callable[[], None]) -> None:
        super().__init__()
        self._move = move
        self.answers_after = 0.0  # seconds, once it has the message

    async def answer_in_time(self, request: Request) -> Answer:
        """The answer, after a while."""
        answer = self.answer(request)
        await asyncio.sleep(self.answers_after)
        return answer

    @property
    def url(self) -> str:
        """Its address without a path."""
        return f"http://{WORLD}:{self.port}"

    async def _listen(self) -> asyncio.Server:
        self._move()
        return await asyncio.start_server(self._serve, WORLD, 0)


def feed_url(site: str, number: int) -> str:
    """The address of a site's feed."""
    return f"http://{site}/feed/{number}"


def configuration(stores: str, telegram: TelegramReceiver, *, own_sites: bool) -> str:
    """A rasid.toml for all hosts. The world's network is let through the address guard; the sites, which are named and
    not numbered in feeds, are strangers all the same and are waited for, unless `own_sites` says otherwise."""
    own = [NETWORK, *(SITES if own_sites else ())]
    feeds = "\n".join(
        f'[[feed]]\nname = "{site}-{number}"\nurl = "{feed_url(site, number)}"\noutlet = "موقع {site}"\ncountry = "SY"'
        for site in SITES
        for number in range(FEEDS)
    )
    return f"""[store]
database = "postgresql+psycopg://rasid@{stores}/postgres"
redis = "redis://{stores}:6379/0"
[crawler]
allow_private_hosts = {list(own)}
delay_per_host = {DELAY}
min_interval = {INTERVAL}
max_interval = {INTERVAL}
readers = 1
[alerts]
telegram_token = "{telegram.token}"
telegram_api = "{telegram.url}"
[health]
listen = ""
[[subscription]]
name = "all"
to = ["telegram:{CHAT}"]
flood_messages = 0
{feeds}
"""


def _moment(at: float) -> datetime:
    return datetime.fromtimestamp(at, UTC)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)
