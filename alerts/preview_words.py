"""A message of a preview as programs and people get it."""

import dataclasses

from alerts.preview import Previewed


def preview_answer(message: Previewed, subscription: str) -> dict[str, object]:
    """One message as a JSON object; `form` are the fields of its form on the channel."""
    return {
        "at": message.at.isoformat(),
        "to": message.to.shown,
        "subscription": subscription,
        "kind": message.kind.value,
        "reason": message.reason.value,
        "event": message.event_id,
        "revision": message.revision,
        "title": message.title,
        "form": _fields(message.payload),
    }


def words_of_payload(payload: object) -> str:
    """What a reader would see, as plain text."""
    for name in ("plain", "text", "whole"):
        if isinstance(words := getattr(payload, name, None), str):
            subject = getattr(payload, "subject", None)
            return words if subject is None else f"{subject}\n\n{words}"
    if not isinstance(payload, dict):
        return str(payload)
    headline = payload["headline"]
    return "\n".join(map(str, headline.values())) if isinstance(headline, dict) else str(headline)


def _fields(payload: object) -> object:
    if dataclasses.is_dataclass(payload) and not isinstance(payload, type):
        return dataclasses.asdict(payload)
    return payload
