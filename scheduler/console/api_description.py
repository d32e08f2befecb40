"""What OpenAPI says of the JSON API: each address with what it is asked by and what it answers."""

from collections.abc import Iterable, Mapping
from typing import Any

from crawler.flags.flag import Label
from scheduler.console.desk import LARGEST_ID
from scheduler.console.feed_actions import FIELDS as FEED_FIELDS
from scheduler.console.feed_actions import KINDS as SOURCES
from scheduler.console.finding import FLAGS, KINDS, SEVERITIES, SPANS
from scheduler.console.labelling import ANSWERS
from scheduler.console.regrouping import LONGEST_NOTE
from scheduler.console.searching import ANY_TIME, PLACES


def _query(name: str, about: str, **schema: object) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": about, "schema": {"type": "string", **schema}}


def _choice(name: str, about: str, offered: Iterable[str], **schema: object) -> dict[str, Any]:
    return _query(name, about, enum=["", *offered], **schema)  # empty, as a form sends it, is as good as left out


_FILTERS = [
    _choice("flag", "Only events with this flag.", FLAGS),
    _choice("severity", "This class or a graver one.", SEVERITIES),
    _query("country", "ISO 3166-1 alpha-2: events there, and dealings of that state.", pattern="^([A-Za-z]{2})?$"),
    _choice("kind", "A kind of act or a cause of harm.", KINDS),
    _query("actor", "Who did it, or is a party.", maxLength=100),
    _query("outlet", "Reported by this outlet.", maxLength=100),
    _query("words", "One word, or words in a row, in a report.", maxLength=100),
    _choice("since", "How long ago it may have moved last.", SPANS, default="7d"),
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
          "discrepancies": _OBJECTS,
          "text_dropped_at": {"type": ["string", "null"], "format": "date-time",
                              "description": "Since then `text` is only the sentences that prove."}}  # fmt: skip


_FOUND_STORY = {"id": {"type": "integer"}, "url": {"type": "string", "format": "uri"}, "original": {"type": "string"},
                "outlet": _MAYBE_TEXT, "kept_at": {"type": "string", "format": "date-time"},
                "title": {"type": "string"},
                "snippet": {**_OBJECTS, "description": "text, and whether it was looked for."}}  # fmt: skip
_FINDINGS = {"stories": {"type": "array", "items": {"$ref": "#/components/schemas/FoundStory"}},
             "events": {"type": "array", "items": {"$ref": "#/components/schemas/Event"}}, "older": _MAYBE_TEXT,
             "cut": {"type": "boolean"}}  # fmt: skip
_PREVIEW = {"subscription": {"type": "string"}, "since": {"type": "string", "format": "date-time"},
            "until": {"type": "string", "format": "date-time"},
            "state": {"type": "string", "enum": ["running", "done", "failed"]}, "stories_done": {"type": "integer"},
            "stories": {"type": "integer"}, "total": {"type": ["integer", "null"]},
            "messages": {"type": ["array", "null"], "items": {"type": "object"}}}  # fmt: skip
_DELIVERY_COUNTS = "By state: all that wait or did not arrive, and the last day's of the others."
_STATUS = {"at": {"type": "string", "format": "date-time"}, "problems": _TEXTS, "roles": _OBJECTS, "feeds": _OBJECTS,
           "queues": {"type": "object"}, "counts": {"type": "object"},
           "about": {**_TEXTS, "description": "Those of `counts` that are too many to be counted exactly."},
           "deliveries": {"type": "object", "description": _DELIVERY_COUNTS},
           "ways": _OBJECTS, "disk": {"type": "object"}}  # fmt: skip
_SCHEMAS: Mapping[str, Mapping[str, object]] = {
    "Event": _EVENT,
    "Events": _LIST,
    "WholeEvent": _WHOLE_EVENT,
    "Story": _STORY,
    "FoundStory": _FOUND_STORY,
    "Findings": _FINDINGS,
    "Review": {"stories": _OBJECTS, "left": {"type": "integer"}},
    "Feeds": {"feeds": _OBJECTS},
    "Look": {"feeds": _OBJECTS, "why": _MAYBE_TEXT},
    "Named": {"name": {"type": "string"}},
    "Subscriptions": {"subscriptions": _OBJECTS},
    "Preview": _PREVIEW,
    "Deliveries": {
        "untold": _OBJECTS,
        "newest": _OBJECTS,
        "counts": {"type": "object", "description": _DELIVERY_COUNTS},
    },
    "Status": _STATUS,
    "Merged": {"event": {"type": "integer"}},
    "Split": {"event": {"type": "integer"}, "split_off": {"type": "integer"}},
    "Decided": {"id": {"type": "integer"}},
    "Tested": {"deliveries": {"type": "array", "items": {"type": "integer"}}},
}
_SEARCH = [
    _query("q", "Words in any order; a phrase in quotation marks.", maxLength=100),
    _choice("in", "Where to look.", PLACES, default=PLACES[0]),
    _choice("flag", "Only stories or events with this flag.", FLAGS),
    _choice("severity", "Of events: this class or a graver one.", SEVERITIES),
    _query("country", "ISO 3166-1 alpha-2: of the outlet, or of the event.", pattern="^([A-Za-z]{2})?$"),
    _query("outlet", "Of this outlet.", maxLength=100),
    _choice("since", "How long ago it may have been kept, or moved last.", (ANY_TIME, *SPANS), default=ANY_TIME),
    _query("before", "What `older` of the page before says."),
]
_NAME = [{"name": "name", "in": "path", "required": True, "schema": {"type": "string"}}]
_TEXT = {"type": "string"}
_NUMBER = {"type": "integer", "minimum": 1, "maximum": LARGEST_ID}
_WHO = "The console asks who you are: no token came with this, or a wrong one."
_REGROUPING = {"note": {**_TEXT, "description": f"Cut after {LONGEST_NOTE} letters."},
               "tell": {"type": "boolean", "default": True, "description": "false: nobody hears of it."}}  # fmt: skip


def description(*, asks: bool) -> dict[str, Any]:
    """The API in OpenAPI 3.1. `asks`: a token is wanted, in the header Authorization or as the session of a browser."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Rasid",
            "version": "1",
            "description": "Strings are text, never markup. What is asked for by POST is written as application/json.",
        },
        "paths": {**_events(), **_stories(), **_desk()},
        **({"security": [{"token": []}]} if asks else {}),
        "components": {
            **({"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}} if asks else {}),
            "schemas": {**{name: _object(one) for name, one in _SCHEMAS.items()}, "Error": _ERROR},
        },
    }


def _events() -> dict[str, Any]:
    merging, splitting = {"with": _NUMBER}, {"stories": {"type": "array", "items": _NUMBER, "minItems": 1}}
    live = _asked("What changes, as server-sent events `moved`: `changed` ids have left their places, `events` are as "
                  "they stand.", "Events", _FILTERS, wrong="400")  # fmt: skip
    live["get"]["responses"]["200"]["content"] = {"text/event-stream": {"schema": {"type": "string"}}}
    return {
        "/api/events": _asked("Events, newest development first.", "Events", _FILTERS, wrong="400"),
        "/api/live": live,
        "/api/events/{id}": _asked(
            "One event with its ledger, also by the id of one that it took in.", "WholeEvent", _ID
        ),
        "/api/events/{id}/merge": _ordered(
            "Makes one event of two.", "Merged", {**merging, **_REGROUPING}, needed=("with",), at=_ID
        ),
        "/api/events/{id}/split": _ordered(
            "Makes an event of stories that leave, with copies of their texts.",
            "Split",
            {**splitting, **_REGROUPING},
            needed=("stories",),
            at=_ID,
        ),
        "/api/search": _asked("Stories or events by their words, newest first.", "Findings", _SEARCH, wrong="400"),
    }


def _stories() -> dict[str, Any]:
    flags = {label.value: {"type": "string", "enum": list(ANSWERS)} for label in Label}
    return {
        "/api/stories/{id}": _asked("One story with what was understood of it, and where that stands.", "Story", _ID),
        "/api/stories/{id}/flags": _ordered(
            "Decides a story's flags; one at least.", "Decided", flags, one_of=tuple(flags), at=_ID
        ),
        "/api/review": _asked("Stories with a flag in doubt, newest first.", "Review", [], wrong="503"),
    }


def _desk() -> dict[str, Any]:
    named, kind = {"name": _TEXT}, {"type": "string", "enum": list(SOURCES)}
    looked = {"url": _TEXT, "kind": kind}
    added = {"url": _TEXT, **dict.fromkeys(FEED_FIELDS, _TEXT), "kind": kind}
    preview = _asked("What a subscription would have sent in seven days; 202 until it is known.", "Preview", _NAME)
    preview["get"]["responses"]["202"] = _content("It is being worked out.", "Preview")
    feeds = _asked("How each feed does, those first that need a look.", "Feeds", [], wrong="503")
    feeds["post"] = _ordered("Watches one more feed.", "Named", added, needed=("url",))["post"]
    return {
        "/api/feeds": feeds,
        "/api/feeds/look": _ordered("What stands at an address; nothing is kept.", "Look", looked, needed=("url",)),
        "/api/feeds/pause": _ordered("Visits a feed no more.", "Named", named, needed=("name",)),
        "/api/feeds/resume": _ordered("Watches a paused feed again.", "Named", named, needed=("name",)),
        "/api/subscriptions": _asked("Who hears of what, and when.", "Subscriptions", [], wrong="503"),
        "/api/subscriptions/{name}/preview": preview,
        "/api/subscriptions/{name}/test": _ordered("Sends a real alert, marked as a test.", "Tested", {}, at=_NAME),
        "/api/deliveries": _asked("What was not told, and the newest.", "Deliveries", [], wrong="503"),
        "/api/deliveries/{id}/replay": _ordered("Puts a delivery back to due.", "Decided", {}, at=_ID),
        "/api/status": _asked("How all is.", "Status", [], wrong="503"),
    }


def _object(properties: Mapping[str, object]) -> dict[str, Any]:
    return {"type": "object", "properties": dict(properties), "required": list(properties)}


def _asked(summary: str, schema: str, parameters: list[dict[str, Any]], *, wrong: str = "404") -> dict[str, Any]:
    answers = {
        "200": _content(summary, schema),
        wrong: _content("What is wrong, in one sentence.", "Error"),
        "401": _content(_WHO, "Error"),
        "403": _content("The token is for feeds alone.", "Error"),
        "503": _content("The database cannot be read at this moment.", "Error"),
    }
    return {"get": {"summary": summary, "parameters": parameters, "responses": answers}}


def _ordered(
    summary: str,
    schema: str,
    properties: Mapping[str, object],
    *,
    needed: tuple[str, ...] = (),
    one_of: tuple[str, ...] = (),
    at: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    body: dict[str, Any] = {"type": "object", "properties": dict(properties), "required": list(needed)}
    if one_of:  # at least
        body["anyOf"] = [{"required": [name]} for name in one_of]
    reasons = {
        "400": "It says nothing that can be done.",
        "401": _WHO,
        "403": "The token is a reader's, or for feeds alone.",
        "404": "There is nothing of this id.",
        "409": "It cannot be done; the sentence says why.",
        "415": "It is not written as application/json.",
        "503": "The database cannot be read or written at this moment.",
    }
    answers = {"200": _content(summary, schema), **{code: _content(why, "Error") for code, why in reasons.items()}}
    request = {"required": True, "content": {"application/json": {"schema": body}}}
    return {"post": {"summary": summary, "parameters": at or [], "requestBody": request, "responses": answers}}


def _content(about: str, schema: str) -> dict[str, Any]:
    return {
        "description": about,
        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
    }
