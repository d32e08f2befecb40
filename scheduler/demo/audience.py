"""The demo's readers: a Telegram chat, a mailbox and a program behind a webhook, all on loopback.

`show_new` shows what has come since it was last asked, each alert as its reader sees it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.console import Console

from scheduler.demo.configuration import CHAT, Addresses
from scheduler.demo.receivers import ChatMessage, Hook, KeptMail, MailReceiver, TelegramReceiver, WebhookReceiver
from scheduler.demo.show import Bubble, Call, Letter, show_bubble, show_call, show_letter

TOKEN = "424242:demo"  # noqa: S105
SECRET = "demo"  # noqa: S105
HOOK_PATH = "/alerts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """How much the readers have got so far."""

    messages: int
    edits: int
    replies: int
    mails: int
    calls: int
    answers: int = 0  # of the bot, to what was asked

    @property
    def everything(self) -> int:
        """All alerts."""
        return self.messages + self.edits + self.replies + self.mails + self.calls


class Audience:
    """The three receivers. A context manager; `letters` is the folder for the HTML parts of mails."""

    def __init__(self, console: Console, *, letters: Path) -> None:
        self._console = console
        self._letters = letters
        self._telegram = TelegramReceiver(TOKEN)
        self._mail = MailReceiver()
        self._webhook = WebhookReceiver(SECRET)
        self._texts_shown: dict[tuple[str, int], int] = {}
        self._mails_shown = 0
        self._calls_shown = 0

    def __enter__(self) -> Self:
        for receiver in (self._telegram, self._mail, self._webhook):
            receiver.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for receiver in (self._telegram, self._mail, self._webhook):
            receiver.stop()

    @property
    def addresses(self) -> Addresses:
        """Where the receivers listen."""
        return Addresses(
            telegram_api=self._telegram.url,
            telegram_token=TOKEN,
            smtp=f"smtp://127.0.0.1:{self._mail.port}?starttls=none",
            webhook=f"{self._webhook.url}{HOOK_PATH}",
            webhook_secret=SECRET,
        )

    @property
    def heard(self) -> Heard:
        """How much has come so far."""
        messages = list(self._telegram.messages)
        return Heard(
            messages=sum(1 for one in messages if one.reply_to is None and not _is_answer(one)),
            edits=sum(len(one.texts) - 1 for one in messages),
            replies=sum(1 for one in messages if one.reply_to is not None),
            mails=len(self._mail.mails),
            calls=len(self._webhook.hooks),
            answers=sum(map(_is_answer, messages)),
        )

    def ask(self, command: str) -> None:
        """The reader in the chat says something to the bot."""
        self._telegram.say(command, chat=CHAT)

    def show_new(self) -> None:
        """Shows what nobody has seen yet."""
        for message in list(self._telegram.messages):
            self._show_message(message)
        mails = list(self._mail.mails)
        for position in range(self._mails_shown, len(mails)):
            earlier = {_thread(mail) for mail in mails[:position]}
            show_letter(self._console, self._letter(mails[position], position + 1, earlier))
        self._mails_shown = len(mails)
        hooks = list(self._webhook.hooks.values())
        for hook in hooks[self._calls_shown :]:
            show_call(self._console, _call(hook))
        self._calls_shown = len(hooks)

    def _show_message(self, message: ChatMessage) -> None:
        key = (message.chat, message.id)
        texts = len(message.texts)
        if self._texts_shown.get(key, 0) == texts:
            return
        self._texts_shown[key] = texts
        show_bubble(
            self._console,
            Bubble(
                chat=message.chat,
                number=message.id,
                html=message.markup,
                mark="edit" if texts > 1 else "new" if message.reply_to is None else "reply",
                answers=message.reply_to,
                silent=message.silent,
            ),
        )

    def _letter(self, mail: KeptMail, number: int, earlier: set[str]) -> Letter:
        message = mail.message()
        text, html = message.get_body(("plain",)), message.get_body(("html",))
        file: Path | None = None
        if html is not None:
            file = self._letters / f"mail-{number}.html"
            file.write_text(str(html.get_content()), encoding="utf-8")
        return Letter(
            to=", ".join(mail.recipients),
            subject=str(message["Subject"]),
            text="" if text is None else str(text.get_content()),
            html_file=file,
            follows=_thread(mail) in earlier,
        )


def _is_answer(message: ChatMessage) -> bool:
    """Answers name commands, and alerts never do."""
    return "/event_" in message.markup


def _thread(mail: KeptMail) -> str:
    message = mail.message()
    return str(message["References"] or message["Message-ID"])


def _call(hook: Hook) -> Call:
    headline = hook.body.get("headline")
    words = headline.get("ar") if isinstance(headline, Mapping) else headline
    size = len(json.dumps(hook.body, ensure_ascii=False).encode())
    return Call(path=HOOK_PATH, headline=str(words), size=size)
