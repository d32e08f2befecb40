"""A news site, receivers and a configuration for one running daemon."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from scheduler.demo.mail_receiver import KeptMail, MailReceiver
from scheduler.demo.telegram_receiver import TelegramReceiver
from scheduler.demo.webhook_receiver import WebhookReceiver
from tests.flow.daemon import Daemon
from tests.flow.news_server import NewsServer
from tests.flow.stories import story, token

CHAT = "-1001234567890"


@dataclass
class Desk:
    """All that a reader of alerts and a publisher of news see; nothing here looks into Rasid's database."""

    folder: Path
    news: NewsServer
    telegram: TelegramReceiver
    mail: MailReceiver
    webhook: WebhookReceiver
    health: str = ""  # where the daemon answers how it does; two at once would want one port

    def configure(self, *, store: str = "", to: str | None = None) -> None:
        """Writes rasid.toml: this news site, visited every second, alerts to all three receivers."""
        recipients = to or f'"telegram:{CHAT}", "mailto:desk@example.org", "webhook:{self.webhook.url}/hook"'
        (self.folder / "rasid.toml").write_text(
            f"""
[store]
{store or f'database = "sqlite:///{self.folder}/rasid.db"'}
[crawler]
allow_private_hosts = ["127.0.0.1"]
min_interval = 1
max_interval = 1
readers = 1
[alerts]
telegram_token = "{self.telegram.token}"
telegram_api = "{self.telegram.url}"
smtp = "smtp://127.0.0.1:{self.mail.port}?starttls=none"
webhook_secret = "demo-secret"
[health]
listen = "{self.health}"
[[feed]]
name = "site"
url = "{self.news.address}/feed.xml"
outlet = "موقع الاختبار"
country = "SY"
[[subscription]]
name = "all"
to = [{recipients}]
""",
            encoding="utf-8",
        )

    def publish(self, number: int) -> None:
        """Publishes story `number` of tests.flow.stories."""
        headline, page = story(number)
        self.news.publish(f"/{number}.html", headline, page.encode())

    def told(self, number: int) -> int:
        """How many Telegram messages tell of story `number`."""
        return sum(token(number) in message.text for message in self.telegram.messages)

    def mailed(self, number: int) -> int:
        """How many mails tell of story `number`."""
        return sum(token(number) in _mail_text(mail) for mail in self.mail.mails)

    def hooked(self, number: int) -> int:
        """How many webhook calls tell of story `number`."""
        return sum(
            token(number) in json.dumps(hook.body, ensure_ascii=False) for hook in list(self.webhook.hooks.values())
        )


def _mail_text(mail: KeptMail) -> str:
    body = mail.message().get_body(("plain",))
    return "" if body is None else str(body.get_content())


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Everything around the daemon, listening on loopback."""
    news = NewsServer()
    with TelegramReceiver(chats=[CHAT]) as telegram, MailReceiver() as mail, WebhookReceiver() as webhook:
        one = Desk(folder=tmp_path, news=news, telegram=telegram, mail=mail, webhook=webhook)
        one.configure()
        yield one
    news.close()


@pytest.fixture
def daemon(desk: Desk) -> Iterator[Daemon]:
    """A running `rasid watch` on the desk's configuration; stopped at the end."""
    one = Daemon(desk.folder).start()
    yield one
    if one.running:
        one.stop()
