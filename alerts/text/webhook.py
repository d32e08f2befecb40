"""An alert as JSON for programs: all of it, with the line for people in both languages."""

from dataclasses import asdict
from datetime import UTC, datetime
from enum import Enum

from alerts.alert import Alert
from alerts.text.bidi import without_isolates
from alerts.text.headline import headline
from alerts.text.parties import Language
from alerts.text.wording import WORDINGS

SCHEMA = "rasid.alert/1"

_LANGUAGES: tuple[Language, ...] = ("ar", "en")


def webhook_body(alert: Alert) -> dict[str, object]:
    """The alert as plain JSON values. Times are in UTC, names of enums as the labelling guide has them."""
    fields = {key: _plain(value) for key, value in asdict(alert).items()}
    return {
        "schema": SCHEMA,
        "event": fields.pop("event_id"),
        "revision": fields.pop("revision"),
        "reason": fields.pop("reason"),
        "severity": alert.severity.name.lower(),
        "headline": {language: without_isolates(headline(alert, language)) for language in _LANGUAGES},
        "why": {language: without_isolates(WORDINGS[language].reason_line(alert)) for language in _LANGUAGES},
        **{key: value for key, value in fields.items() if key != "severity"},
    }


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value
