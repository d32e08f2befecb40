"""A bench a kind of channel: the channel, the receiver that it talks to, and how that receiver is made to fail."""

import fcntl
import os
import shutil
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self
from urllib.parse import quote

from alerts.alert import DeliveryKind
from alerts.channels.apprise import AppriseChannel
from alerts.channels.channel import Channel, Message, Outcome
from alerts.channels.console import ConsoleChannel
from alerts.channels.file import FileChannel
from alerts.channels.mail import MailChannel
from alerts.channels.relay import relay_from
from alerts.channels.telegram import TelegramChannel
from alerts.channels.webhook import WebhookChannel
from alerts.channels.written import RULE
from alerts.text.render import render
from crawler.guard import Allowed
from scheduler.demo.loopback import Answer, Fault, HttpReceiver, Misbehaviour
from scheduler.demo.mail_receiver import KEEP_THEN_CLOSE
from scheduler.demo.receivers import MailReceiver, TelegramReceiver, WebhookReceiver
from tests.alerts.text.pictures import DAMASCUS, NOW, alert
from tests.conftest import free_port
from tests.kinds.service_receiver import ServiceReceiver

SECRET = "12345:AAexample-token_of-the-bench"


class Open(Protocol):
    """What a channel sends to, while it is open."""

    def __enter__(self) -> object: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Bench(ABC):
    """One kind of channel in front of its receiver.

    `faults` are those that a receiver of this kind can have; `tells_why` says that a refusal shows from an outage.
    """

    name: str
    receiver: Open
    faults: frozenset[str] = frozenset({"later", "never", "keeps", "secret"})
    tells_why = True

    def __init__(self) -> None:
        self.stages: list[str] = []
        self.made: list[Channel] = []

    @abstractmethod
    def channel(self, *, port: int | None = None, secret: str = SECRET) -> Channel:
        """A channel to the receiver, to another port, or with another secret."""

    @property
    @abstractmethod
    def recipient(self) -> str:
        """A recipient at the receiver."""

    @property
    @abstractmethod
    def received(self) -> int:
        """How many messages a reader would see."""

    @abstractmethod
    def fails(self, how: str) -> None:
        """Makes the next try fail: later, never, keeps."""

    def message(self, number: int = 1, **changes: object) -> Message:
        """An alert for the recipient."""
        picture = alert(event_id=number, **changes)
        payload = render(picture, channel=self.name, kind=DeliveryKind.NEW, language="ar", zone=DAMASCUS, now=NOW)
        return Message(
            delivery_id=number,
            event_id=number,
            revision=1,
            kind=DeliveryKind.NEW,
            recipient=self.recipient,
            payload=payload,
        )

    async def send(self, message: Message | None = None, *, channel: Channel | None = None) -> Outcome:
        """One try with a channel that is closed afterwards."""
        channel = channel or self.channel()
        try:
            return await channel.send(message or self.message(), self.mark)
        finally:
            await channel.close()

    async def mark(self, stage: str) -> None:
        """Remembers the stage."""
        self.stages.append(stage)


class HttpBench(Bench):
    """What the two HTTP kinds share."""

    receiver: HttpReceiver
    later: Answer
    never: Answer

    def fails(self, how: str) -> None:
        """By the script of requests."""
        fault = {
            "later": Fault(kind=Misbehaviour.ANSWER, answer=self.later),
            "never": Fault(kind=Misbehaviour.ANSWER, answer=self.never),
            "keeps": Fault(kind=Misbehaviour.KEEP_THEN_CLOSE),
        }[how]
        self.receiver.faults[len(self.receiver.requests) + 1] = fault


class TelegramBench(HttpBench):
    """Telegram."""

    name = "telegram"
    recipient = "-1001234567890"
    later = Answer.of_json(
        {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 7}}, 429
    )
    never = Answer.of_json({"ok": False, "error_code": 403, "description": "Forbidden: bot was kicked"}, 403)

    def __init__(self) -> None:
        super().__init__()
        self.receiver = TelegramReceiver(SECRET)

    def channel(self, *, port: int | None = None, secret: str = SECRET) -> Channel:
        return TelegramChannel(secret, api=f"http://127.0.0.1:{port or self.receiver.port}")

    @property
    def received(self) -> int:
        return len(self.receiver.messages)


class MailBench(Bench):
    """Mail, with a login."""

    name = "mailto"
    recipient = "desk@example.org"

    def __init__(self) -> None:
        super().__init__()
        self.receiver: MailReceiver = MailReceiver(login=("rasid", SECRET))

    def channel(self, *, port: int | None = None, secret: str = SECRET) -> Channel:
        relay = relay_from(f"smtp://rasid@127.0.0.1:{port or self.receiver.port}?starttls=none", secret)
        return MailChannel(relay, "راصد <rasid@example.org>", command_seconds=5.0, data_seconds=5.0)

    @property
    def received(self) -> int:
        return len(self.receiver.mails)

    def fails(self, how: str) -> None:
        faults = {
            "later": ("rcpt", "451 4.7.1 greylisted"),
            "never": ("rcpt", "550 5.1.1 no such user"),
            "keeps": ("dot", KEEP_THEN_CLOSE),
        }
        stage, answer = faults[how]
        self.receiver.faults[stage] = answer


class WebhookBench(HttpBench):
    """Webhook."""

    name = "webhook"
    later = Answer(status=503, headers={"Retry-After": "7"})
    never = Answer(status=410)

    def __init__(self) -> None:
        super().__init__()
        self.receiver = WebhookReceiver(SECRET)

    def channel(self, *, port: int | None = None, secret: str = SECRET) -> Channel:
        self._port = port
        return WebhookChannel(secret, allowed=Allowed.of(["127.0.0.1"]))

    async def send(self, message: Message | None = None, *, channel: Channel | None = None) -> Outcome:
        message = message or self.message()
        if channel is not None and self._port is not None:
            message = replace(message, recipient=f"http://127.0.0.1:{self._port}/hook")
        return await super().send(message, channel=channel)

    @property
    def recipient(self) -> str:
        return f"{self.receiver.url}/hook"

    @property
    def received(self) -> int:
        return len(self.receiver.hooks)


class AppriseBench(HttpBench):
    """A service through the library, which says no more than yes or no."""

    name = "apprise"
    recipient = "env:DESK_SERVICE"
    tells_why = False
    later = Answer(status=503)
    never = Answer(status=410)

    def __init__(self) -> None:
        super().__init__()
        self.receiver = ServiceReceiver("rasid", SECRET)

    def channel(self, *, port: int | None = None, secret: str = SECRET) -> Channel:
        address = f"json://rasid:{quote(secret, safe='')}@127.0.0.1:{port or self.receiver.port}/desk"
        return AppriseChannel({self.recipient: address})

    @property
    def received(self) -> int:
        return len(self.receiver.notes)


class Folder:
    """A folder for a while."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="rasid-bench-"))
        self.file = self.path / "desk" / "alerts.txt"
        self.file.parent.mkdir()

    @contextmanager
    def troubled(self, fault: str | None) -> Iterator[None]:
        """Another thing stands where the file should (`never`), or nothing can (`later`)."""
        if fault == "later":
            self.file.parent.rmdir()
        if fault == "never":
            self.file.mkdir()
        yield
        if fault == "later":
            self.file.parent.mkdir()
        if fault == "never":
            self.file.rmdir()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self.path)


class FileBench(Bench):
    """A file. It cannot lose an answer; `nobody there` is a folder that is missing."""

    name = "file"
    faults = frozenset({"later", "never"})

    def __init__(self) -> None:
        super().__init__()
        self.receiver = Folder()
        self._fault: str | None = None

    def channel(self, *, port: int | None = None, secret: str = SECRET) -> Channel:
        self._fault = self._fault if port is None else "later"
        return FileChannel()

    @property
    def recipient(self) -> str:
        return str(self.receiver.file)

    @property
    def received(self) -> int:
        file = self.receiver.file
        return file.read_text(encoding="utf-8").count(f"\n{RULE}\n") if file.is_file() else 0

    def fails(self, how: str) -> None:
        self._fault = how

    async def send(self, message: Message | None = None, *, channel: Channel | None = None) -> Outcome:
        fault, self._fault = self._fault, None
        with self.receiver.troubled(fault):
            return await super().send(message, channel=channel)


class Pipe:
    """A pipe that is read only when its content is asked for."""

    def __init__(self) -> None:
        self.reader, self.writer = os.pipe()
        fcntl.fcntl(self.writer, fcntl.F_SETPIPE_SZ, 1 << 20)
        os.set_blocking(self.reader, False)
        self.read = b""

    def drain(self) -> bytes:
        """All that was written up to now."""
        try:
            while piece := os.read(self.reader, 1 << 16):
                self.read += piece
        except BlockingIOError:
            pass
        return self.read

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self.reader)
        os.close(self.writer)


class ConsoleBench(Bench):
    """Standard output. `Nobody there` is a pipe whose reader has gone, `later` one that is full."""

    name = "console"
    recipient = ""
    faults = frozenset({"later"})

    def __init__(self) -> None:
        super().__init__()
        self.receiver = Pipe()
        self._stuffed = 0

    def channel(self, *, port: int | None = None, secret: str = SECRET) -> Channel:
        if port is None:
            return ConsoleChannel(self.receiver.writer)
        os.close(self.receiver.reader)
        self.receiver.reader, unused = os.pipe()
        os.close(unused)
        return ConsoleChannel(self.receiver.writer)

    @property
    def received(self) -> int:
        return self.receiver.drain().decode().count(f"\n{RULE}\n")

    def fails(self, how: str) -> None:
        os.set_blocking(self.receiver.writer, False)
        try:
            while True:
                self._stuffed += os.write(self.receiver.writer, bytes(1 << 12))
        except BlockingIOError:
            pass

    async def send(self, message: Message | None = None, *, channel: Channel | None = None) -> Outcome:
        outcome = await super().send(message, channel=channel)
        if self._stuffed:
            assert self.receiver.drain() == bytes(self._stuffed)
            self.receiver.read, self._stuffed = b"", 0
        return outcome


BENCHES: list[type[Bench]] = [TelegramBench, MailBench, WebhookBench, AppriseBench, FileBench, ConsoleBench]


def silent_port() -> int:
    """A port where nobody listens."""
    return free_port()
