"""A bench a kind of channel: the channel, the receiver that it talks to, and how that receiver is made to fail."""

from abc import ABC, abstractmethod
from dataclasses import replace

from alerts.alert import DeliveryKind
from alerts.channels.channel import Channel, Message, Outcome
from alerts.channels.mail import MailChannel
from alerts.channels.relay import relay_from
from alerts.channels.telegram import TelegramChannel
from alerts.channels.webhook import WebhookChannel
from alerts.text.render import render
from crawler.guard import Allowed
from scheduler.demo.loopback import Answer, Fault, HttpReceiver, Misbehaviour, Receiver
from scheduler.demo.mail_receiver import KEEP_THEN_CLOSE
from scheduler.demo.receivers import MailReceiver, TelegramReceiver, WebhookReceiver
from tests.alerts.text.pictures import DAMASCUS, NOW, alert
from tests.conftest import free_port

SECRET = "12345:AAexample-token_of-the-bench"


class Bench(ABC):
    """One kind of channel in front of its receiver."""

    name: str
    receiver: Receiver

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


BENCHES: list[type[Bench]] = [TelegramBench, MailBench, WebhookBench]


def silent_port() -> int:
    """A port where nobody listens."""
    return free_port()
