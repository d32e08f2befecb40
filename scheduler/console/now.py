"""*Now*: what happens, newest development first, and how it goes on while the page is open."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, select

from alerts.tables import event as event_table
from crawler.store.database import reading
from scheduler.console.api import card_answer
from scheduler.console.bars import HEIGHT, WIDTH, bars_of
from scheduler.console.cards import Card, Cards, Version
from scheduler.console.finding import (
    FLAGS,
    KINDS,
    SEVERITIES,
    SPANS,
    Behind,
    find_cards,
)
from scheduler.console.hours import Hour, last_hours
from scheduler.console.live import Look, as_event
from scheduler.console.rendering import render
from scheduler.console.shown import Shown
from scheduler.console.world import View, outline, spot, view_of

_COUNTRIES_OF = 2_000  # the newest events whose countries may be chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A card on the map: the middle of its dot, and the dot's radius."""

    card: Card
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Now:
    """The page and its pieces, over one database and one memory of cards."""

    engine: Engine
    cards: Cards
    clock: Callable[[], datetime]

    def page(self, look: Look, *, before: Behind | None) -> dict[str, Any]:
        """What the template of the whole page shows."""
        now = self.clock()
        with reading(self.engine) as connection:
            found = find_cards(connection, self.cards, look.filters, now=now, before=before)
            hours = last_hours(connection, now=now)
            countries = _countries(connection)
            newest = connection.execute(select(event_table.c.changed_at).order_by(event_table.c.changed_at.desc()))
            seen = newest.scalar()
        spots, view = _map(found.cards)
        return {
            "found": found,
            "filters": look.filters,
            "choices": {"flag": FLAGS, "severity": SEVERITIES, "kind": KINDS, "since": tuple(SPANS)},
            "countries": countries,
            **_bars(hours, look),
            "spots": spots,
            "view": view,
            "outline": outline(),
            "live": before is None,
            "seen": "" if seen is None else str(Behind(changed_at=seen, id=0)),
        }

    def missed(self, look: Look, since: Behind | None) -> str:
        """The message of what changed since a page was drawn; "" where nothing did."""
        if since is None:
            return ""
        after = since.changed_at + timedelta(microseconds=1)
        with reading(self.engine) as connection:
            found = find_cards(connection, self.cards, look.filters, now=self.clock(), after=after)
            versions = [Version(id=card.id, revision=card.revision, changed_at=card.changed_at) for card in found.cards]
        return self.draw([look], versions)[look] if versions else ""

    def draw(self, looks: Collection[Look], changed: Sequence[Version]) -> dict[Look, str]:
        """The message of changed events for each look: those it lets through on top, and all others taken away."""
        now = self.clock()
        with reading(self.engine) as connection:
            hours = last_hours(connection, now=now)
            standing = {look: self._standing(connection, look, changed) for look in looks}
        gone = sorted({one.id for one in changed})
        return {
            look: _as_json(gone, cards, look) if look.base else _as_html(gone, cards, hours, look, now)
            for look, cards in standing.items()
        }

    def _standing(self, connection: Connection, look: Look, changed: Sequence[Version]) -> list[Card]:
        newest_first = sorted(changed, key=lambda one: (one.changed_at, one.id), reverse=True)
        found = self.cards.of(connection, newest_first, look.filters.rule)
        return [card for card in found if card.merged_into is None]


def _as_html(gone: Sequence[int], cards: Sequence[Card], hours: Sequence[Hour], look: Look, now: datetime) -> str:
    values = {"gone": gone, "cards": cards, **_bars(hours, look)}
    return as_event("moved", render("moved.html", Shown(reader=look.reader, now=now), values))


def _as_json(gone: Sequence[int], cards: Sequence[Card], look: Look) -> str:
    """Which events have left their places, and those that the look lets through as they stand now."""
    told = {"changed": list(gone), "events": [card_answer(card, look.base) for card in cards]}
    return as_event("moved", json.dumps(told, ensure_ascii=True))


def _bars(hours: Sequence[Hour], look: Look) -> dict[str, Any]:
    return {
        "bars": bars_of(hours, rightwards=look.reader.direction == "ltr"),
        "bars_size": (WIDTH, HEIGHT),
        "total": sum(hour.events for hour in hours),
    }


def _map(cards: Sequence[Card]) -> tuple[tuple[Spot, ...], View]:
    """Spots with the gravest on top, and the part of the world that holds them."""
    placed = [(card, *spot(card.degrees)) for card in cards if card.degrees is not None]
    view = view_of([(x, y) for _, x, y in placed])
    spots = [
        Spot(card=card, x=x, y=y, radius=round(view.unit * (0.9 + 0.5 * int(card.severity)), 2))
        for card, x, y in placed
    ]
    return tuple(sorted(spots, key=lambda one: (one.card.severity, one.card.changed_at))), view


def _countries(connection: Connection) -> tuple[str, ...]:
    table = event_table.c
    newest = select(table.country).order_by(table.changed_at.desc()).limit(_COUNTRIES_OF).subquery()
    query = select(newest.c.country).where(newest.c.country.is_not(None)).distinct()
    return tuple(sorted(connection.execute(query).scalars()))
