"""The JSON API: events and stories as plain values. What OpenAPI says of it stands in `api_description`."""

from typing import Any

from sqlalchemy import Connection

from alerts.event_rows import event_standing
from alerts.store import whole_event_answer
from crawler.answers import story_answer
from crawler.store.stories import story_by_id
from scheduler.console.cards import Card
from scheduler.console.finding import Found


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
    dropped = kept.text_dropped_at
    return {
        "id": kept.id,
        "kept_at": kept.kept_at.isoformat(),
        "revision": kept.revision,
        "text_dropped_at": None if dropped is None else dropped.isoformat(),
        **story_answer(kept.read),
    }
