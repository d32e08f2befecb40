"""One run of the replay: the daemon, its clock, and the readers who write down what they get."""

import re
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, func, or_, select

from alerts.tables import delivery
from crawler.store.database import connect, reading
from crawler.store.tables import entry, story
from scheduler.demo.mail_receiver import MailReceiver
from scheduler.demo.telegram_receiver import TelegramReceiver
from tests.flow.daemon import ROOT, Daemon, wait_for
from tests.flow.replay.press import Press
from tests.flow.replay.script import BEGINS, OUTLETS, WAVE, WAVES, reports

# Private chats: groups get no more than 20 messages a minute, and even these no more than one a second; so that the
# desk reads in three of them what is one stream in its mailbox.
CHATS = {
    "41": 'flags = ["casualty"]\ncountries = ["SY", "IQ", "LB", "JO", "PS", "YE", "SD", "EG", "LY"]',
    "42": 'flags = ["casualty"]\ncountries = ["TN", "DZ", "MA", "AF", "PK", "TR", "SO", "PH", "NP", "CI"]',
    "43": 'flags = ["diplomacy"]',
}
_LOOK = 0.15  # seconds; looking costs the core that the daemon runs on
BUSY = "busy@example.org"
_PAGE = re.compile(r"/[a-z]+/([a-z-]+)-\d+\.html")
CLOCK = Path(__file__).parent / "clock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Got:
    """One thing that a reader got, in which wave, and what it said."""

    wave: int
    channel: str  # telegram, mail, or busy: the mailbox that gets what comes in a burst as a digest
    kind: str  # new, edit or reply; of mail: new, further or digest
    text: str
    happening: str  # by the pages that the message links to


@dataclass(slots=True, kw_only=True)
class Readers:
    """A chat and a mailbox, and what came to them so far."""

    telegram: TelegramReceiver
    mail: MailReceiver
    got: list[Got] = field(default_factory=list)
    _texts: dict[tuple[str, int], int] = field(default_factory=dict)
    _mails: int = 0
    _threads: set[str] = field(default_factory=set)

    def write_down(self, wave: int) -> None:
        """Adds what has come since it was last asked."""
        messages = {(message.chat, message.id): message for message in list(self.telegram.messages)}
        for place, message in messages.items():
            happening = _linked(messages[message.chat, message.reply_to or message.id].markup)
            for number in range(self._texts.get(place, 0), len(message.texts)):
                kind = "edit" if number else "new" if message.reply_to is None else "reply"
                text = message.texts[number]
                self.got.append(Got(wave=wave, channel="telegram", kind=kind, text=text, happening=happening))
            self._texts[place] = len(message.texts)
        mails = list(self.mail.mails)
        for mail in mails[self._mails :]:
            read = mail.message()
            body, thread = read.get_body(("plain",)), f"{mail.recipients} {read['References']}"
            text = "" if body is None else str(body.get_content())
            kind = "digest" if read["References"] is None else "further" if thread in self._threads else "new"
            self._threads.add(thread)
            channel = "busy" if BUSY in mail.recipients else "mail"
            self.got.append(Got(wave=wave, channel=channel, kind=kind, text=text, happening=_linked(text)))
        self._mails = len(mails)


def _linked(text: str) -> str:
    """The happening whose pages a message links to; several, if it links to those of several."""
    return " ".join(sorted(set(_PAGE.findall(text)))) or "none"


def replay(folder: Path, *, say: Callable[[str], None] = lambda _line: None) -> Readers:
    """Publishes wave by wave, each when all that was published before has come to its end; what the readers got."""
    clock = folder / "clock"
    _set(clock, BEGINS - WAVE)
    press = Press()
    with TelegramReceiver(chats=list(CHATS)) as telegram, MailReceiver() as mail:
        readers = Readers(telegram=telegram, mail=mail)
        (folder / "rasid.toml").write_text(_configuration(folder, press, readers), encoding="utf-8")
        with watching(folder, clock) as daemon:
            engine = connect(f"sqlite:///{folder / 'rasid.db'}")
            for wave in range(WAVES):
                for report in reports(wave):
                    press.publish(report)
                _set(clock, BEGINS + wave * WAVE)  # four hours on, every feed is due
                wait_for(lambda: _is_settled(engine, press, clock), what=f"wave {wave}", log=daemon.log, seconds=90)
                readers.write_down(wave)
                say(f"wave {wave:2}: {len(press.items)} pages are out, {len(readers.got)} messages came")
            engine.dispose()
    press.close()
    return readers


@contextmanager
def watching(folder: Path, clock: Path) -> Iterator[Daemon]:
    """A daemon that goes by a clock of ours, with its database made; it must end well."""
    environment = {"RASID_TEST_CLOCK": str(clock), "PYTHONPATH": f"{CLOCK}:{ROOT}"}
    daemon = Daemon(folder, environment=environment).start()
    try:
        wait_for((folder / "rasid.db").exists, what="the database", log=daemon.log)
        yield daemon
    finally:
        assert daemon.stop() == 0


def _set(clock: Path, moment: datetime) -> None:
    """Lets the daemon's clock show this moment now. Written in place: its processes have the file open."""
    seconds = struct.pack("d", (moment - datetime.now(UTC)).total_seconds())
    if clock.exists():
        with clock.open("r+b") as file:
            file.write(seconds)
    else:
        clock.write_bytes(seconds)


def _now(clock: Path) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=struct.unpack("d", clock.read_bytes())[0])


def _is_settled(engine: Engine, press: Press, clock: Path) -> bool:
    """Whether every page was read as it stands, and nothing waits on its way to a reader; asked twice, a little apart,
    because between two steps of the chain nothing waits either."""
    for _ in range(2):
        time.sleep(_LOOK)
        if not press.all_asked() or waiting(engine, _now(clock)):
            return False
    return True


def waiting(engine: Engine, now: datetime) -> int:
    to_read = entry.c.state.in_(("due", "again")) & or_(
        entry.c.next_attempt_at.is_(None), entry.c.next_attempt_at <= now
    )
    # What the pace of a chat holds back for seconds is waited for; what a digest gathers for hours is not.
    is_due = or_(delivery.c.not_before.is_(None), delivery.c.not_before <= now)
    to_send = delivery.c.state.in_(("due", "sending")) & or_(delivery.c.event_id.is_not(None), is_due)
    queries = (
        select(func.count()).select_from(entry).where(to_read),
        select(func.count()).select_from(story).where(story.c.advance_due),
        select(func.count()).select_from(delivery).where(to_send),
    )
    with reading(engine) as connection:
        return sum(int(connection.execute(query).scalar_one()) for query in queries)


def _configuration(folder: Path, press: Press, readers: Readers) -> str:
    feeds = "\n".join(
        f'[[feed]]\nname = "{key}"\nurl = "{press.address}/{key}/feed.xml"\noutlet = "{name}"\ncountry = "{country}"'
        for key, (name, country) in OUTLETS.items()
    )
    chats = "\n".join(
        f'[[subscription]]\nname = "chat-{chat}"\nto = ["telegram:{chat}"]\nflood_messages = 0\n{filters}'
        for chat, filters in CHATS.items()
    )
    return f"""[store]
database = "sqlite:///{folder}/rasid.db"
[crawler]
allow_private_hosts = ["127.0.0.1"]
min_interval = 60
max_interval = 60
readers = 1
[alerts]
telegram_token = "{readers.telegram.token}"
telegram_api = "{readers.telegram.url}"
smtp = "smtp://127.0.0.1:{readers.mail.port}?starttls=none"
{feeds}
{chats}
[[subscription]]
name = "mailbox"
to = ["mailto:desk@example.org"]
flood_messages = 0
[[subscription]]
name = "busy"
to = ["mailto:{BUSY}"]
flood_messages = 1
flood_minutes = 30
[scheduler]
sweep_seconds = 0.5
"""
