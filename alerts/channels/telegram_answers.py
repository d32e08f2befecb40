"""What Telegram's answers mean (delivery notes, 1.2). Pure: status and body in, outcome out."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from alerts.channels.channel import Outcome, Sent

DEFAULT_RETRY_SECONDS = 30.0  # a 429 that does not say how long

_RETRY_AFTER = re.compile(r"retry after (\d+)")

# The API has no error codes beyond the status, so its sentences are what there is to tell faults by.
_BAD_TEXT = ("can't parse entities", "message is too long", "text must be encoded", "entity_bounds_invalid")
_NO_THREAD = ("message thread not found", "topic_closed", "topic_deleted", "topic_id_invalid")
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid", "message identifier is not")
_SHUT_OUT = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "chat_write_forbidden",
    "have no rights to send",
    "not enough rights",
    "need administrator rights",
    "bot was blocked",
    "bot was kicked",
    "bot is not a member",
    "user is deactivated",
)


class Repair(StrEnum):
    """What may be done at once about a message that was certainly not accepted."""

    PLAIN = "plain"  # without markup
    WITHOUT_THREAD = "without_thread"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An answer understood."""

    outcome: Outcome
    repair: Repair | None = None


def read_answer(status: int, body: bytes, *, edits: str | None = None) -> Reading:
    """The meaning of an answer; `edits` is the id of the message that was to be changed."""
    answer = _json(body)
    if answer is None:
        return Reading(outcome=Outcome(sent=Sent.AMBIGUOUS, http_status=status, error="the answer is not JSON"))
    if answer.get("ok") is True:
        return Reading(outcome=_delivered(status, answer, edits))
    description = str(answer.get("description", ""))[:300]
    said = description.lower()
    parameters = answer.get("parameters")
    parameters = parameters if isinstance(parameters, Mapping) else {}
    error = f"{status} {description}"
    if status == 400 and "message is not modified" in said and edits is not None:
        return Reading(outcome=Outcome(sent=Sent.DELIVERED, provider_id=edits, http_status=status))
    if isinstance(parameters.get("migrate_to_chat_id"), int):
        moved = str(parameters["migrate_to_chat_id"])
        return Reading(outcome=Outcome(sent=Sent.MOVED, moved_to=moved, http_status=status, error=error))
    if status == 429:
        wait = _retry_after(parameters, said)
        return Reading(outcome=Outcome(sent=Sent.NOT_SENT, retry_after=wait, http_status=status, error=error))
    if status >= 500:
        return Reading(outcome=Outcome(sent=Sent.AMBIGUOUS, http_status=status, error=error))
    return _refusal(status, said, error)


def _refusal(status: int, said: str, error: str) -> Reading:
    if status in (401, 404):
        # A wrong token: nothing of this channel can go out until the operator mends it, and then all of it may.
        return Reading(outcome=Outcome(sent=Sent.NOT_SENT, channel_down=True, http_status=status, error=error))
    if status == 409:
        return Reading(outcome=Outcome(sent=Sent.NOT_SENT, http_status=status, error=error))
    if _says(said, _NO_THREAD):
        outcome = Outcome(sent=Sent.REFUSED, disable_recipient=True, http_status=status, error=error)
        return Reading(outcome=outcome, repair=Repair.WITHOUT_THREAD)
    if _says(said, _GONE):
        return Reading(outcome=Outcome(sent=Sent.GONE, http_status=status, error=error))
    if status == 413 or _says(said, _BAD_TEXT):
        outcome = Outcome(sent=Sent.REFUSED, http_status=status, error=error)
        return Reading(outcome=outcome, repair=Repair.PLAIN)
    shut_out = status == 403 or _says(said, _SHUT_OUT)
    return Reading(outcome=Outcome(sent=Sent.REFUSED, disable_recipient=shut_out, http_status=status, error=error))


def _delivered(status: int, answer: Mapping[str, object], edits: str | None) -> Outcome:
    result = answer.get("result")
    identity = result.get("message_id") if isinstance(result, Mapping) else None
    return Outcome(sent=Sent.DELIVERED, provider_id=edits if identity is None else str(identity), http_status=status)


def _retry_after(parameters: Mapping[str, object], said: str) -> float:
    wait = parameters.get("retry_after")
    if isinstance(wait, int | float) and wait >= 0:
        return float(wait)
    found = _RETRY_AFTER.search(said)
    return float(found[1]) if found else DEFAULT_RETRY_SECONDS


def _says(said: str, sentences: tuple[str, ...]) -> bool:
    return any(sentence in said for sentence in sentences)


def _json(body: bytes) -> Mapping[str, object] | None:
    try:
        value = json.loads(body)
    except ValueError:
        return None
    return value if isinstance(value, dict) and "ok" in value else None
