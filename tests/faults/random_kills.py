"""The true daemon, `rasid watch` with all its processes, killed at random moments; audited like everything else.

A copy is explained by a death of the alerts' role after its first copy came and before its second: that send was in
flight, or its outcome not yet written down, when the process died.
"""

import contextlib
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from scheduler.demo.mail_receiver import MailReceiver
from scheduler.demo.telegram_receiver import TelegramReceiver
from tests.conftest import ROOT
from tests.crawler.spiders.stand import Answer, Asked, Stand, feed
from tests.faults import truth
from tests.faults.auditor import Receipt, Thing, Verdict, audit, mail_receipts, telegram_receipts
from tests.faults.truth import Happening
from tests.faults.world import CHAT, MAILBOX

IN_FLIGHT = 5.0  # seconds in which the outcome of a send is written down, on a machine that is busy
_STARTED = re.compile(r"role_started role=(\w+) pid=(\d+)")


@dataclass(slots=True)
class Watched:
    """A daemon with its site and receivers, in a folder of its own."""

    folder: Path
    seed: int
    truth: list[Happening] = field(default_factory=list)
    deaths: list[tuple[str, float]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    telegram: TelegramReceiver = field(default_factory=TelegramReceiver)
    mail: MailReceiver = field(default_factory=MailReceiver)

    def run(self, happenings: int, seconds: float) -> Verdict:
        """Publishes so many, kills for so long, and waits until all has been told."""
        dice = random.Random(self.seed)
        with contextlib.ExitStack() as everything:
            stand = Stand()
            everything.callback(stand.close)
            everything.enter_context(self.telegram)
            everything.enter_context(self.mail)
            stand.answers["/feed"] = self._feed
            words = configuration(self.folder, stand.url("/feed"), self.telegram, self.mail.port, interval=1)
            (self.folder / "rasid.toml").write_text(words, encoding="utf-8")
            daemon = everything.enter_context(self._daemon())
            self._until(lambda: any(one.path == "/feed" for one in list(stand.asked)), 60)
            time.sleep(1.0)  # the first contact, which alerts of nothing, is committed
            ends = time.monotonic() + seconds
            while time.monotonic() < ends:
                if len(self.truth) < happenings:
                    self._publish(stand, len(self.truth))
                time.sleep(dice.uniform(0.2, 3.0))
                self._kill(dice)
            self._until(lambda: not self.verdict().lost, 120)
            time.sleep(2.0)  # in which a second copy would come
            daemon.terminate()
            daemon.wait(60)
        return self.verdict()

    def verdict(self) -> Verdict:
        """By what has come so far."""
        receipts = [*telegram_receipts(self.telegram.messages, _moment), *mail_receipts(self.mail.mails, _moment)]
        return audit(self.truth, receipts, ["telegram", "mailto"], self._doubts(receipts))

    def _doubts(self, receipts: list[Receipt]) -> Counter[Thing]:
        doubts: Counter[Thing] = Counter()
        seen: dict[Thing, datetime] = {}
        for one in sorted(receipts, key=lambda receipt: receipt.at):
            for number in one.happenings:
                thing = (one.channel, one.kind, number)
                before = seen.get(thing)
                if before is not None and any(
                    role == "alerts" and before.timestamp() - 1 <= at <= before.timestamp() + IN_FLIGHT
                    for role, at in self.deaths
                ):
                    doubts[thing] += 1
                seen[thing] = one.at
        return doubts

    def _kill(self, dice: random.Random) -> None:
        pids = dict(_STARTED.findall(self.log))
        role = dice.choice(sorted(pids))
        with contextlib.suppress(ProcessLookupError):
            os.kill(int(pids[role]), signal.SIGKILL)
            self.deaths.append((role, time.time()))

    @property
    def log(self) -> str:
        """What the daemon said."""
        return (self.folder / "watch.log").read_text(errors="replace")

    def _publish(self, stand: Stand, number: int) -> None:
        path = f"/news/{number}000"
        stand.put(path, truth.page(number))
        self.titles[stand.url(path)] = truth.headline(number)
        self.truth.append(Happening(number=number, reports=[truth.told(number, 1, datetime.now(UTC))]))
        self.links.insert(0, stand.url(path))

    def _feed(self, asked: Asked) -> Answer:
        tag = f'"{len(self.links)}"'
        if asked.headers.get("if-none-match") == tag:
            return Answer(status=304, headers={"ETag": tag})
        body = feed(*self.links, titles=self.titles).encode()
        return Answer(body=body, headers={"ETag": tag, "Content-Type": "application/rss+xml"})

    @contextlib.contextmanager
    def _daemon(self) -> Iterator[subprocess.Popen[bytes]]:
        with (self.folder / "watch.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "scheduler.cli", "watch"],
                cwd=self.folder,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=log,
                stderr=log,
            )
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(60)

    def _until(self, done: Callable[[], bool], seconds: float) -> None:
        until = time.monotonic() + seconds
        while not done() and time.monotonic() < until:
            time.sleep(0.2)


def configuration(folder: Path, site: str, telegram: TelegramReceiver, mail_port: int, *, interval: int) -> str:
    """A rasid.toml that watches one feed, visited every `interval` seconds, and tells a chat and a mailbox of all."""
    return f"""[store]
database = "sqlite:///{folder}/rasid.db"
[crawler]
allow_private_hosts = ["127.0.0.1"]
delay_per_host = 0
min_interval = {interval}
max_interval = {interval}
readers = 1
[alerts]
telegram_token = "{telegram.token}"
telegram_api = "{telegram.url}"
smtp = "smtp://127.0.0.1:{mail_port}?starttls=none"
[health]
listen = ""
[[feed]]
name = "site"
url = "{site}"
outlet = "موقع الاختبار"
country = "SY"
[[subscription]]
name = "all"
to = ["telegram:{CHAT}", "mailto:{MAILBOX}"]
flood_messages = 0
"""


def _moment(at: float) -> datetime:
    return datetime.fromtimestamp(at, UTC)
