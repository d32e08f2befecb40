"""TelegramReceiver: a Telegram on this machine that knows sendMessage, editMessageText and getUpdates, strictly.

It refuses what the real server refuses, in its sentences: a wrong token, an unknown chat or thread, markup that does
not parse, text that is too long, an edit that changes nothing, too many messages. It keeps what was sent as chats
would show it, and every request as it came. It is no Telegram: nothing is shown to anybody, and what it lets pass may
still be refused there.
"""

import json
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from alerts.text.bidi import utf16_length
from alerts.text.render import as_kept
from scheduler.demo.loopback import Answer, Fault, HttpReceiver, Request
from scheduler.demo.telegram_html import BadMarkup, seen_text
from scheduler.demo.telegram_queue import UpdateQueue, message

MAX_UNITS = 4_096
GROUP_PER_MINUTE = 20
FIRST_MESSAGE_ID = 101


@dataclass(slots=True, kw_only=True)
class ChatMessage:
    """One message as its chat shows it. `texts` are all it ever said, the present one last."""

    chat: str
    id: int
    thread: int | None
    texts: list[str]
    markup: str
    silent: bool
    reply_to: int | None
    at: float

    @property
    def text(self) -> str:
        """What it says now."""
        return self.texts[-1]


@dataclass(frozen=True, slots=True)
class _Refused(Exception):
    status: int
    description: str
    parameters: Mapping[str, int] = field(default_factory=dict)


class TelegramReceiver(HttpReceiver):
    """A bot API for one token. `chats` None knows every chat; `limits` makes it count messages."""

    def __init__(
        self,
        token: str = "12345:demo-token",  # noqa: S107
        *,
        chats: Collection[str] | None = None,
        threads: Collection[int] | None = None,
        limits: bool = False,
        faults: Mapping[int, Fault] | None = None,
    ) -> None:
        super().__init__(faults=faults)
        self.token = token
        self.chats = chats
        self.threads = threads
        self.limits = limits
        self.blocked: set[str] = set()
        self.migrated: dict[str, int] = {}
        self.messages: list[ChatMessage] = []
        self.updates = UpdateQueue()
        self.webhook = False  # somebody set one: then nobody may poll
        self._sent_at: dict[str, list[float]] = {}

    def answer(self, request: Request) -> Answer:
        """The server's answer."""
        try:
            return Answer.of_json({"ok": True, "result": self._result(request)})
        except _Refused as refused:
            return _refusal(refused)

    def say(self, text: str, *, chat: int, by: int | None = None, **more: object) -> int:
        """Somebody writes to the bot; the number of the update."""
        return self.tell("message", message(chat, text, chat if by is None else by, **more))

    def tell(self, kind: str, what: Mapping[str, object]) -> int:
        """Any other update; its number."""
        return self.updates.put(self._loop, kind, what)

    async def answer_in_time(self, request: Request) -> Answer:
        """getUpdates waits until somebody says something."""
        if not request.path.endswith("/getUpdates"):
            return self.answer(request)
        try:
            self._method(request)
            return Answer.of_json({"ok": True, "result": await self._updates(_fields(request))})
        except _Refused as refused:
            return _refusal(refused)

    async def _updates(self, fields: Mapping[str, object]) -> list[dict[str, object]]:
        if self.webhook:
            raise _Refused(
                409,
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the "
                "webhook first",
            )
        kinds = fields.get("allowed_updates")
        if isinstance(kinds, list):
            self.updates.kinds = tuple(map(str, kinds))
        offset, limit, seconds = (fields.get(name) for name in ("offset", "limit", "timeout"))
        found = await self.updates.take(
            offset if isinstance(offset, int) else None,
            limit=limit if isinstance(limit, int) else 100,
            seconds=float(seconds) if isinstance(seconds, int) else 0.0,
        )
        if found is None:
            raise _Refused(
                409,
                "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
            )
        return found

    def _result(self, request: Request) -> dict[str, object]:
        method = self._method(request)
        if method == "getMe":
            return {"id": 12345, "is_bot": True, "first_name": "Rasid", "username": "rasid_demo_bot"}
        fields = _fields(request)
        chat = self._chat(fields)
        text, markup = _text(fields)
        if method == "editMessageText":
            return self._edit(chat, fields, text, markup)
        self._count_in(chat)
        return self._send(chat, fields, text, markup)

    def _method(self, request: Request) -> str:
        root, _, method = request.path.removeprefix("/bot").partition("/")
        if request.method != "POST" or not request.path.startswith("/bot"):
            raise _Refused(404, "Not Found")
        if root != self.token:
            raise _Refused(401, "Unauthorized")
        if method not in ("getMe", "getUpdates", "sendMessage", "editMessageText"):
            raise _Refused(404, "Not Found: method not found")
        return method

    def _chat(self, fields: Mapping[str, object]) -> str:
        value = fields.get("chat_id")
        if not isinstance(value, int | str) or value == "":
            raise _Refused(400, "Bad Request: chat_id is empty")
        chat = str(value)
        if chat in self.migrated:
            raise _Refused(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                {"migrate_to_chat_id": self.migrated[chat]},
            )
        if self.chats is not None and chat not in self.chats:
            raise _Refused(400, "Bad Request: chat not found")
        if chat in self.blocked:
            raise _Refused(403, "Forbidden: bot was blocked by the user")
        return chat

    def _send(self, chat: str, fields: Mapping[str, object], text: str, markup: str) -> dict[str, object]:
        thread = fields.get("message_thread_id")
        if thread is not None and (
            not isinstance(thread, int) or (self.threads is not None and thread not in self.threads)
        ):
            raise _Refused(400, "Bad Request: message thread not found")
        reply = fields.get("reply_parameters")
        reply_to = reply.get("message_id") if isinstance(reply, dict) else None
        if isinstance(reply, dict) and self._find(chat, reply_to) is None:
            if not reply.get("allow_sending_without_reply"):
                raise _Refused(400, "Bad Request: message to be replied not found")
            reply_to = None
        message = ChatMessage(
            chat=chat,
            id=FIRST_MESSAGE_ID + sum(1 for one in self.messages if one.chat == chat),
            thread=thread,
            texts=[text],
            markup=markup,
            silent=fields.get("disable_notification") is True,
            reply_to=reply_to if isinstance(reply_to, int) else None,
            at=time.time(),
        )
        self.messages.append(message)
        return _shown(message)

    def _edit(self, chat: str, fields: Mapping[str, object], text: str, markup: str) -> dict[str, object]:
        message = self._find(chat, fields.get("message_id"))
        if message is None:
            raise _Refused(400, "Bad Request: message to edit not found")
        if message.markup == markup:
            raise _Refused(
                400,
                "Bad Request: message is not modified: specified new message content and reply markup are exactly the "
                "same as a current content and reply markup of the message",
            )
        self._count_in(chat)
        message.texts.append(text)
        message.markup = markup
        return _shown(message)

    def _find(self, chat: str, identity: object) -> ChatMessage | None:
        return next((one for one in self.messages if one.chat == chat and one.id == identity), None)

    def _count_in(self, chat: str) -> None:
        if not self.limits:
            return
        now = time.monotonic()
        count, seconds = (GROUP_PER_MINUTE, 60.0) if chat.startswith("-") else (1, 1.0)
        recent = [at for at in self._sent_at.get(chat, []) if at > now - seconds]
        if len(recent) >= count:
            wait = max(1, round(recent[0] + seconds - now))
            raise _Refused(429, f"Too Many Requests: retry after {wait}", {"retry_after": wait})
        self._sent_at[chat] = [*recent, now]


def _refusal(refused: _Refused) -> Answer:
    said: dict[str, object] = {"ok": False, "error_code": refused.status, "description": refused.description}
    if refused.parameters:
        said["parameters"] = dict(refused.parameters)
    return Answer.of_json(said, refused.status)


def _fields(request: Request) -> Mapping[str, object]:
    try:
        fields = json.loads(request.body)
    except ValueError:
        raise _Refused(400, "Bad Request: can't parse JSON object") from None
    if not isinstance(fields, dict):
        raise _Refused(400, "Bad Request: object expected")
    return fields


def _text(fields: Mapping[str, object]) -> tuple[str, str]:
    """What is seen of the text, and the text as it is kept."""
    text = fields.get("text")
    if not isinstance(text, str):
        raise _Refused(400, "Bad Request: message text is empty")
    kept = as_kept(text)
    mode = fields.get("parse_mode")
    if mode not in (None, "", "HTML"):
        raise _Refused(400, "Bad Request: unsupported parse_mode")
    try:
        seen = seen_text(kept) if mode == "HTML" else kept
    except BadMarkup as error:
        raise _Refused(400, f"Bad Request: can't parse entities: {error}") from None
    if not seen.strip():
        raise _Refused(400, "Bad Request: message text is empty")
    if utf16_length(seen) > MAX_UNITS:
        raise _Refused(400, "Bad Request: message is too long")
    return seen, kept


def _shown(message: ChatMessage) -> dict[str, object]:
    chat: dict[str, object] = (
        {"username": message.chat[1:]} if message.chat.startswith("@") else {"id": int(message.chat)}
    )
    return {"message_id": message.id, "date": int(message.at), "chat": chat, "text": message.text}
