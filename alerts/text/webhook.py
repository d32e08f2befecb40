"""An alert as JSON for programs: all of it, with the line for people in both languages."""

from dataclasses import asdict
from datetime import datetime
from enum import Enum
from zoneinfo import ZoneInfo

from alerts.alert import Alert, Listed
from alerts.text.bidi import without_isolates
from alerts.text.headline import event_line, headline
from alerts.text.parties import Language
from alerts.text.wording import WORDINGS

SCHEMA = "rasid.alert/1"
DIGEST_SCHEMA = "rasid.digest/1"

# `severity` goes out by name; the others are our own notes, and empty in an alert of one event.
_OURS = frozenset({"severity", "said", "listed", "timed", "empty"})

_LANGUAGES: tuple[Language, ...] = ("ar", "en")


def webhook_body(alert: Alert, zone: ZoneInfo) -> dict[str, object]:
    """The alert as plain JSON values. Times are in the subscription's zone, with their distance from UTC, names of
    enums as the labelling guide has them."""
    fields = {key: _plain(value, zone) for key, value in asdict(alert).items() if key not in _OURS}
    return {
        "schema": SCHEMA,
        "event": fields.pop("event_id"),
        "revision": fields.pop("revision"),
        "reason": fields.pop("reason"),
        **_for_people(alert),
        "timezone": zone.key,
        **fields,
    }


def digest_body(alert: Alert, zone: ZoneInfo) -> dict[str, object]:
    """A digest as plain JSON values: `events` holds what each alert of its own would have begun with."""
    return {
        "schema": DIGEST_SCHEMA,
        "reason": alert.reason.value,
        **_for_people(alert),
        "timezone": zone.key,
        "created_at": _plain(alert.created_at, zone),
        "events": [_listed(one, zone) for one in alert.listed],
    }


def _for_people(alert: Alert) -> dict[str, object]:
    return {
        "severity": alert.severity.name.lower(),
        "headline": {language: without_isolates(headline(alert, language)) for language in _LANGUAGES},
        "why": {language: without_isolates(WORDINGS[language].reason_line(alert)) for language in _LANGUAGES},
    }


def _listed(one: Listed, zone: ZoneInfo) -> dict[str, object]:
    fields = {key: _plain(value, zone) for key, value in asdict(one).items()}
    return {
        "event": fields.pop("event_id"),
        "revision": fields.pop("revision"),
        "severity": one.severity.name.lower(),
        "headline": {language: without_isolates(event_line(one, language)) for language in _LANGUAGES},
        **{key: value for key, value in fields.items() if key != "severity"},
    }


def _plain(value: object, zone: ZoneInfo) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat()
    if isinstance(value, dict):
        return {key: _plain(one, zone) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one, zone) for one in value]
    return value
