"""What goes to Telegram, judged by programs that are not ours."""

import asyncio
import json
import random
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import httpx

from alerts.alert import Alert, AlertReason, DeliveryKind, Piece, Style
from alerts.channels.channel import Message, Outcome, Sent
from alerts.channels.pace import Limits, Pace
from alerts.channels.telegram import TelegramChannel
from alerts.text.parties import Language
from alerts.text.render import render
from alerts.text.telegram import TelegramText
from scheduler.demo.receivers import TelegramReceiver
from tests.alerts.text.pictures import DAMASCUS, NOW, alert, report
from tests.alerts.text.test_digest import hostile_digest
from tests.conftest import ROOT, free_port, require

JUDGES = ROOT / ".judges"
TOKEN = "12345:AAexample-token_of-the-judges"
HOSTILE = (
    "<b>غارة</b> & «حصار» <script>alert(1)</script>",
    "قصف \u202eعلى\u202c السوق \u2066abc\u2069 \u200f\u200f\u200f",
    '<a href="javascript:x">اضغط</a> &amp; &#0; &lt',
    "ق" * 10_000,
    "😀" * 3_000 + "<i>",
    "سطر\nوسطر\r\nوسطر\x0b\x00آخر\ud800",
    "",
)
ENDLESS = Limits(count=10_000, seconds=1.0)


def judged(requests: Sequence[tuple[str, dict[str, Any]]]) -> list[list[str]]:
    """The faults of each request, as the judge names them."""
    require((JUDGES / "made").exists() or None, "what scripts/judges.sh installs")
    lines = "".join(json.dumps({"method": method, "fields": fields}) + "\n" for method, fields in requests)
    done = subprocess.run(
        [JUDGES / "venv" / "bin" / "python", Path(__file__).parent / "telegram_judge.py"],
        input=lines,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        cwd=JUDGES,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def _texts() -> Iterator[tuple[DeliveryKind, TelegramText]]:
    """Alerts with every reason, digests among them, in both languages, with words of any kind in every place."""
    chance = random.Random(9)
    kinds = (DeliveryKind.NEW, DeliveryKind.EDIT, DeliveryKind.REPLY)
    languages: tuple[Language, ...] = ("ar", "en")
    for number, (reason, words) in enumerate(product(AlertReason, HOSTILE)):
        yield kinds[number % 3], _rendered(_alert(reason, words, chance), kinds[number % 3], languages[number % 2])


def _alert(reason: AlertReason, words: str, chance: random.Random) -> Alert:
    if reason is AlertReason.DIGEST:
        return hostile_digest(words)
    if reason is AlertReason.ANSWER:
        said = words[:300] or "خبر"  # what is longer comes in pages
        address = "https://news.example/1?a=<b>&c"
        styles = [Piece(text=said, style=style, url=address if style is Style.LINK else None) for style in Style]
        return alert(event_id=0, reason=reason, toll=(), reports=(), proof=None, answer=(tuple(styles),))
    made = alert(reason=reason, title=words, place=words or None)
    assert made.proof is not None
    return replace(
        made,
        proof=replace(made.proof, quote=words, outlet=words),
        reports=tuple(report(n, outlet=words, title=words) for n in range(chance.randint(1, 40))),
    )


def _rendered(made: Alert, kind: DeliveryKind, language: Language) -> TelegramText:
    text = render(made, channel="telegram", kind=kind, language=language, zone=DAMASCUS, now=NOW)
    assert isinstance(text, TelegramText)
    return text


def _message(kind: DeliveryKind, text: TelegramText, *, replaces: str | None = "101") -> Message:
    return Message(
        delivery_id=1,
        event_id=1,
        revision=1,
        kind=kind,
        recipient="-1001234567890/7",
        payload=text,
        replaces=None if kind is DeliveryKind.NEW else replaces,
    )


async def _send(api: str, messages: Sequence[Message]) -> list[Outcome]:
    async def mark(_stage: str) -> None:
        return None

    channel = TelegramChannel(TOKEN, api=api, pace=Pace(group=ENDLESS, person=ENDLESS, overall=ENDLESS))
    try:
        return [await channel.send(message, mark) for message in messages]
    finally:
        await channel.close()


def test_every_request_obeys_the_documented_rules() -> None:
    """Methods, fields, their types, markup, lengths: teremok finds nothing in what our channel puts on the wire."""
    with TelegramReceiver(TOKEN) as receiver:
        asyncio.run(_send(f"http://127.0.0.1:{receiver.port}", [_message(kind, text) for kind, text in _texts()]))
        requests = [(one.path.rpartition("/")[2], json.loads(one.body)) for one in receiver.requests]
    assert len(requests) > 80
    assert {method for method, _ in requests} == {"sendMessage", "editMessageText"}
    found = judged(requests)
    assert len(found) == len(requests)
    assert [(faults, request) for faults, request in zip(found, requests, strict=True) if faults] == []


def test_the_judge_finds_what_is_wrong() -> None:
    """Else its silence would prove nothing; and what is right it leaves alone."""
    wrong: list[tuple[str, dict[str, Any]]] = [
        ("sendMessage", {"text": "<b>x"}),
        ("sendMessage", {"text": "a & b"}),
        ("sendMessage", {"text": "x" * 4097}),
        ("sendMessage", {"text": "x", "message_thread_id": "7"}),
        ("sendMessage", {"text": "x", "disable_web_page_preview_": True}),
        ("sendMessage", {"text": "x", "link_preview_options": {"disabled": True}}),
        ("sendMesage", {"text": "x"}),
    ]
    right = ("sendMessage", {"text": "<b>x</b>" * 700})
    *found, silent = judged([(name, {"chat_id": -1, "parse_mode": "HTML", **more}) for name, more in [*wrong, right]])
    assert all(found)
    assert silent == []


def test_another_server_takes_what_we_send(tmp_path: Path) -> None:
    """Through telegram-test-api a message is sent, replied to and edited, and stands there as we wrote it."""
    require((shutil.which("node") and (JUDGES / "made").exists()) or None, "node and what scripts/judges.sh installs")
    port = free_port()
    command = ["node", Path(__file__).parent / "telegram_server.cjs", str(port)]
    with (
        (tmp_path / "log").open("w") as log,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True) as server,
    ):
        try:
            assert server.stdout is not None
            assert server.stdout.readline() == "ready\n"
            _is_kept_as_sent(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()


def _is_kept_as_sent(api: str) -> None:
    first, later = (_rendered(alert(revision=n, sources=n + 1), DeliveryKind.NEW, "ar") for n in (1, 2))
    (sent,) = asyncio.run(_send(api, [_message(DeliveryKind.NEW, first)]))
    assert (sent.sent, sent.provider_id) == (Sent.DELIVERED, "1")
    reply = _rendered(alert(), DeliveryKind.REPLY, "ar")
    messages = [
        _message(DeliveryKind.REPLY, reply, replaces="1"),
        _message(DeliveryKind.EDIT, later, replaces="1"),
    ]
    outcomes = asyncio.run(_send(api, messages))
    assert outcomes[0].sent is Sent.DELIVERED
    answer = httpx.post(f"{api}/getUpdatesHistory", json={"token": TOKEN})
    kept = [one["message"] for one in answer.json()["result"]]
    assert [one["text"] for one in kept] == [later.html, reply.html]
    assert kept[1]["reply_parameters"]["message_id"] == 1
