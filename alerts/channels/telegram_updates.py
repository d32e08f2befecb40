"""Telegram's other direction: what is said to the bot, by long polling.

A request waits at Telegram until there is something, or its time is over. It may be given up at any moment: an update
is gone only when a later one was asked for. Two who poll with one token end each other's requests with 409.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import httpx

from alerts.channels.channel import Outcome
from alerts.channels.posting import post
from alerts.channels.telegram import hush

MOST_UPDATES = 50
MAX_UPDATES = 8 * 1024 * 1024  # bytes; far more than so many messages with all that hangs on them
BEYOND_WAIT = 15.0  # seconds that an answer may take beyond the time that it was asked to wait


class Heard(StrEnum):
    """What became of one request."""

    UPDATES = "updates"  # or none, which is an answer too
    CONFLICT = "conflict"  # somebody else polls with this token, or a webhook is set
    REFUSED = "refused"  # the token, or what we asked
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """The updates as Telegram writes them, oldest first; or why there are none. `retry_after` is in seconds."""

    heard: Heard = Heard.UPDATES
    updates: tuple[Mapping[str, object], ...] = ()
    detail: str | None = None
    retry_after: float | None = None


class TelegramUpdates:
    """A bot's side of getMe and getUpdates."""

    def __init__(self, token: str, *, api: str = "https://api.telegram.org") -> None:
        hush()
        self._root = f"{api.rstrip('/')}/bot{token}"
        timeout = httpx.Timeout(connect=5.0, write=10.0, pool=5.0, read=None)  # the whole exchange has an end
        self._client = httpx.AsyncClient(timeout=timeout, follow_redirects=False, trust_env=False)

    async def username(self) -> str | Polled:
        """The bot's own name, without the @; or why it cannot be known now."""
        answer = await self._ask("getMe", {}, BEYOND_WAIT)
        if isinstance(answer, Polled):
            return answer
        result = answer.get("result")
        name = result.get("username") if isinstance(result, Mapping) else None
        if isinstance(name, str):
            return name
        refusal = read_updates(answer)
        return refusal if refusal.heard is not Heard.UPDATES else Polled(heard=Heard.UNREACHABLE, detail="no name")

    async def poll(
        self, first: int | None, *, kinds: tuple[str, ...], wait: float, limit: int = MOST_UPDATES
    ) -> Polled:
        """The updates from `first` on, for which Telegram may wait so many seconds; those before it are gone then."""
        asked: dict[str, object] = {"timeout": int(wait), "limit": limit, "allowed_updates": list(kinds)}
        if first is not None:
            asked["offset"] = first
        answer = await self._ask("getUpdates", asked, wait + BEYOND_WAIT)
        return answer if isinstance(answer, Polled) else read_updates(answer)

    async def close(self) -> None:
        """Closes the connections, a waiting request too."""
        await self._client.aclose()

    async def _ask(self, method: str, fields: dict[str, object], seconds: float) -> Mapping[str, object] | Polled:
        answer = await post(
            self._client,
            f"{self._root}/{method}",
            content=json.dumps(fields).encode(),
            headers={"Content-Type": "application/json"},
            seconds=seconds,
            most=MAX_UPDATES,
        )
        if isinstance(answer, Outcome):
            return Polled(heard=Heard.UNREACHABLE, detail=answer.error)
        try:
            said = json.loads(answer.body)
        except (ValueError, RecursionError):
            said = None
        if not isinstance(said, Mapping) or "ok" not in said:
            return Polled(heard=Heard.UNREACHABLE, detail=f"{answer.status}: the answer is not JSON")
        return said


def read_updates(answer: Mapping[str, object]) -> Polled:
    """What an answer to getUpdates means; pure."""
    if answer.get("ok") is True:
        result = answer.get("result")
        found = result if isinstance(result, list) else []
        return Polled(updates=tuple(one for one in found if isinstance(one, Mapping)))
    code = answer.get("error_code")
    detail = f"{code} {str(answer.get('description', ''))[:200]}"
    if code == 409:
        return Polled(heard=Heard.CONFLICT, detail=detail)
    parameters = answer.get("parameters")
    wait = parameters.get("retry_after") if isinstance(parameters, Mapping) else None
    if code == 429 or not isinstance(code, int) or code >= 500:
        seconds = float(wait) if isinstance(wait, int | float) else None
        return Polled(heard=Heard.UNREACHABLE, detail=detail, retry_after=seconds)
    return Polled(heard=Heard.REFUSED, detail=detail)
