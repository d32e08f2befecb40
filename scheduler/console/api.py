"""The JSON API, and what OpenAPI says of it: the lists and pages of the console as plain values."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from alerts.event_rows import event_standing
from alerts.store import whole_event_answer
from crawler.answers import story_answer
from crawler.store.stories import story_by_id
from scheduler.console.cards import Card
from scheduler.console.finding import FLAGS, KINDS, SEVERITIES, SPANS, Found


def card_answer(card: Card, base: str) -> dict[str, Any]:
    """One event of a list; `base` is where the console answers."""
    return {
        "id": card.id,
        "revision": card.revision,
        "url": f"{base}/event/{card.id}",
        "changed_at": card.changed_at.isoformat(),
        "severity": card.severity.name.lower(),
        "flags": list(card.flags),
        "headline": dict(card.lines),
        "toll": [
            {"outcome": line.outcome.value, "group": line.group.value, "min": line.min, "max": line.max}
            for line in card.toll
        ],
        "acts": [
            {"kind": act.kind.value, "parties": list(act.parties), "status": act.status.value} for act in card.acts
        ],
        "place": card.place,
        "country": card.country,
        "latitude": None if card.degrees is None else card.degrees.latitude,
        "longitude": None if card.degrees is None else card.degrees.longitude,
        "location_exact": None if card.degrees is None else card.degrees.exact,
        "sources": card.sources,
        "reports": card.reports,
        "confidence": card.confidence.value,
        "moved": {"why": [reason.value for reason in card.moved.why], "outlet": card.moved.outlet},
    }


def events_answer(found: Found, base: str) -> dict[str, Any]:
    """A list: `older` is what `before` asks the next page by, null at the end; `cut`: older ones were not looked at."""
    return {
        "events": [card_answer(card, base) for card in found.cards],
        "older": None if found.older is None else str(found.older),
        "cut": found.cut,
    }


def event_answer(connection: Connection, identity: int) -> dict[str, Any] | None:
    """One event as `rasid event ID --json` tells it; None for an unknown one."""
    event = event_standing(connection, identity)
    return None if event is None else {"asked": identity, **whole_event_answer(event)}


def story_answer_of(connection: Connection, identity: int) -> dict[str, Any] | None:
    """One story as `rasid stories --json` tells it; None for an unknown one."""
    kept = story_by_id(connection, identity)
    if kept is None:
        return None
    return {"id": kept.id, "kept_at": kept.kept_at.isoformat(), "revision": kept.revision, **story_answer(kept.read)}


def _query(name: str, about: str, **schema: object) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": about, "schema": {"type": "string", **schema}}


_FILTERS = [
    _query("flag", "Only events with this flag.", enum=list(FLAGS)),
    _query("severity", "This class or a graver one.", enum=list(SEVERITIES)),
    _query("country", "ISO 3166-1 alpha-2: events there, and dealings of that state.", pattern="^[A-Za-z]{2}$"),
    _query("kind", "A kind of act or a cause of harm.", enum=list(KINDS)),
    _query("actor", "Who did it, or is a party.", maxLength=100),
    _query("outlet", "Reported by this outlet.", maxLength=100),
    _query("words", "One word, or words in a row, in a report.", maxLength=100),
    _query("since", "How long ago it may have moved last.", enum=list(SPANS), default="7d"),
    _query("before", "What `older` of the page before says."),
]
_ID = [{"name": "id", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 0}}]
_MAYBE_NUMBER = {"type": ["number", "null"]}
_MAYBE_TEXT = {"type": ["string", "null"]}
_TEXTS = {"type": "array", "items": {"type": "string"}}
_OBJECTS = {"type": "array", "items": {"type": "object"}}

_EVENT = {
    "id": {"type": "integer"},
    "revision": {"type": "integer"},
    "url": {"type": "string", "format": "uri"},
    "changed_at": {"type": "string", "format": "date-time"},
    "severity": {"type": "string", "enum": list(SEVERITIES)},
    "flags": {"type": "array", "items": {"type": "string", "enum": list(FLAGS)}},
    "headline": {"type": "object", "description": "What happened, in ar and en."},
    "toll": {**_OBJECTS, "description": "outcome, group, min and max; max is null where it is open above."},
    "acts": {**_OBJECTS, "description": "kind, parties and status of the main dealing."},
    "place": _MAYBE_TEXT,
    "country": _MAYBE_TEXT,
    "latitude": _MAYBE_NUMBER,
    "longitude": _MAYBE_NUMBER,
    "location_exact": {"type": ["boolean", "null"], "description": "false: the middle of the country."},
    "sources": {"type": "integer", "description": "Independent ones."},
    "reports": {"type": "integer"},
    "confidence": {"type": "string"},
    "moved": {"type": "object", "description": "why it moved last, and whose word that was."},
}
_ERROR = {"type": "object", "properties": {"error": {"type": "string"}}, "required": ["error"]}
_LIST = {"events": {"type": "array", "items": {"$ref": "#/components/schemas/Event"}}, "older": _MAYBE_TEXT,
         "cut": {"type": "boolean"}}  # fmt: skip
_WHOLE_EVENT = {"asked": {"type": "integer"}, "id": {"type": "integer"}, "reports": _OBJECTS, "ledger": _OBJECTS,
                "revisions": _OBJECTS}  # fmt: skip
_STORY = {"id": {"type": "integer"}, "kept_at": {"type": "string", "format": "date-time"}, "title": {"type": "string"},
          "text": {"type": "string"}, "flags": {"type": "object"}, "casualties": _OBJECTS, "diplomacy": _OBJECTS,
          "discrepancies": _OBJECTS}  # fmt: skip


def description() -> dict[str, Any]:
    """The API in OpenAPI 3.1."""
    paths = {
        "/api/events": _path("Events, newest development first.", "Events", _FILTERS, wrong="400"),
        "/api/events/{id}": _path(
            "One event with its ledger, also by the id of one that it took in.", "WholeEvent", _ID
        ),
        "/api/stories/{id}": _path("One story with what was understood of it, and where that stands.", "Story", _ID),
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Rasid", "version": "1", "description": "Read only. Strings are text, never markup."},
        "paths": paths,
        "components": {
            "schemas": {
                "Event": _object(_EVENT),
                "Events": _object(_LIST),
                "WholeEvent": _object(_WHOLE_EVENT),
                "Story": _object(_STORY),
                "Error": _ERROR,
            }
        },
    }


def _object(properties: Mapping[str, object]) -> dict[str, Any]:
    return {"type": "object", "properties": dict(properties), "required": list(properties)}


def _path(summary: str, schema: str, parameters: list[dict[str, Any]], *, wrong: str = "404") -> dict[str, Any]:
    answers = {
        "200": _content(summary, schema),
        wrong: _content("What is wrong, in one sentence.", "Error"),
        "503": _content("The database cannot be read at this moment.", "Error"),
    }
    return {"get": {"summary": summary, "parameters": parameters, "responses": answers}}


def _content(about: str, schema: str) -> dict[str, Any]:
    return {
        "description": about,
        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
    }
