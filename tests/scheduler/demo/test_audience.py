"""The demo's readers, its configuration and its daemon's process."""

import io
import json
import smtplib
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import httpx
import pytest
from rich.console import Console

from alerts.channels.webhook import signature
from alerts.settings import resolve_secrets
from scheduler.demo.audience import HOOK_PATH, SECRET, TOKEN, Audience
from scheduler.demo.configuration import CHAT, configuration
from scheduler.demo.newsstand import Newsstand
from scheduler.demo.watcher import Watcher
from scheduler.settings import load_settings


@pytest.fixture
def out() -> io.StringIO:
    """Where the audience shows what it got."""
    return io.StringIO()


@pytest.fixture
def audience(tmp_path: Path, out: io.StringIO) -> Iterator[Audience]:
    """Listening readers in front of a pipe."""
    with Audience(Console(file=out, width=200), letters=tmp_path) as readers:
        yield readers


def post(audience: Audience, method: str, **fields: object) -> None:
    """One request of a bot."""
    address = f"{audience.addresses.telegram_api}/bot{TOKEN}/{method}"
    answer = httpx.post(address, json={"chat_id": CHAT, "parse_mode": "HTML", **fields})
    assert answer.json()["ok"], answer.text


def test_a_message_its_edit_and_its_reply_are_shown_once_each(audience: Audience, out: io.StringIO) -> None:
    """What was shown is not shown again, and an edit or a reply is told as such."""
    post(audience, "sendMessage", text="<b>مقتل 6</b>")
    audience.show_new()
    audience.show_new()
    assert out.getvalue().count("مقتل 6") == 1
    post(audience, "editMessageText", message_id=101, text="<b>مقتل 13</b>")
    post(audience, "sendMessage", text="ارتفعت الحصيلة", reply_parameters={"message_id": 101})
    audience.show_new()
    lines = out.getvalue().splitlines()
    assert lines.index(f"--- Telegram {CHAT} · edited in place 101") + 1 == lines.index("مقتل 13")
    assert lines.index(f"--- Telegram {CHAT} · reply 102 · to message 101") + 1 == lines.index("ارتفعت الحصيلة")
    heard = audience.heard
    assert (heard.messages, heard.edits, heard.replies, heard.everything) == (1, 1, 1, 3)


def test_a_mail_is_shown_with_its_html_in_a_file(audience: Audience, out: io.StringIO, tmp_path: Path) -> None:
    """Subject and text part are shown, the HTML part lies in a file, and a second mail of an event is in its thread."""
    port = int(audience.addresses.smtp.partition("127.0.0.1:")[2].partition("?")[0])
    with smtplib.SMTP("127.0.0.1", port) as client:
        for text in ("قُتل ستة", "قُتل ثلاثة عشر"):
            mail = EmailMessage()
            mail["Subject"], mail["From"], mail["To"] = "منبج", "rasid@example.org", "desk@example.org"
            mail["References"] = "<ev1.root@example.org>"
            mail.set_content(text)
            mail.add_alternative(f"<p dir='rtl'>{text}</p>", subtype="html")
            client.send_message(mail)
    audience.show_new()
    told = out.getvalue()
    assert told.index("new thread") < told.index("قُتل ستة") < told.index("in the same thread")
    assert "قُتل ثلاثة عشر" in (tmp_path / "mail-2.html").read_text(encoding="utf-8")
    assert str(tmp_path / "mail-1.html") in told


def test_a_signed_call_is_shown_by_its_headline(audience: Audience, out: io.StringIO) -> None:
    """The Arabic headline of the JSON stands for the call; a call that is not signed is not taken."""
    body = json.dumps({"headline": {"ar": "قمة في الدوحة", "en": "Summit"}}).encode()
    headers = {"Rasid-Signature": signature(SECRET.encode(), body), "Idempotency-Key": "7"}
    assert httpx.post(audience.addresses.webhook, content=body, headers=headers).status_code == 204
    forged = headers | {"Rasid-Signature": "sha256=0", "Idempotency-Key": "8"}
    assert httpx.post(audience.addresses.webhook, content=body, headers=forged).status_code == 401
    audience.show_new()
    assert f"Webhook POST {HOOK_PATH}" in out.getvalue()
    assert "قمة في الدوحة" in out.getvalue().splitlines()
    assert audience.heard.calls == 1


def test_the_configuration_is_one_that_a_user_could_write(audience: Audience, tmp_path: Path) -> None:
    """It is read without complaint, watches every outlet, and has what its three channels need."""
    newsstand = Newsstand()
    text = configuration(newsstand, audience.addresses, database=tmp_path / "rasid.db")
    newsstand.stop()
    (tmp_path / "rasid.toml").write_text(text, encoding="utf-8")
    settings = load_settings(tmp_path / "rasid.toml", environ={})
    assert [feed.name for feed in settings.feed] == [outlet.name for outlet in newsstand.press.sample.outlet]
    assert {to.partition(":")[0] for one in settings.subscription for to in one.to} == {"telegram", "mailto", "webhook"}
    secrets = resolve_secrets(settings.alerts, settings.subscription, environ={})
    assert secrets.telegram_token == TOKEN
    assert secrets.webhook_secret == SECRET


@pytest.mark.slow
def test_a_daemon_that_cannot_start_leaves_its_reason(tmp_path: Path) -> None:
    """The process ends by itself, and what it complained of can be shown."""
    config = tmp_path / "rasid.toml"
    config.write_text("[crawler]\nconcurency = 3\n", encoding="utf-8")
    watcher = Watcher(config, log_level="info", to_stderr=False)
    while watcher.exit_code is None:
        time.sleep(0.05)
    assert watcher.stop() == 2
    assert "concurrency" in watcher.complaints()[-1]
