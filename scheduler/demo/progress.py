"""How far the demo's daemon has come, read from its database as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, Engine, func, inspect, select

from alerts.tables import delivery, event, event_story
from crawler.store.database import connect, reading
from crawler.store.tables import entry, story, visit

_OPEN = ("due", "sending", "gathered")  # deliveries that have not ended

Position = tuple[str, int]  # a page's address in its one form, and which story of the page


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What is done and what is still to do. Without a database yet, nothing is done."""

    visits: int = 0
    pages: int = 0  # whose fate is decided: kept, refused or given up
    refused: int = 0
    pages_due: int = 0
    stories: int = 0
    to_advance: int = 0
    events: int = 0
    deliveries_due: int = 0
    sent: Mapping[str, int] = field(default_factory=dict)  # by channel
    unsent: Mapping[str, int] = field(default_factory=dict)  # by the state they ended in

    def is_settled(self, pages: int) -> bool:
        """Whether so many pages were seen and nothing waits any more on its way to a reader."""
        return self.pages >= pages and not (self.pages_due or self.to_advance or self.deliveries_due)


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What the kept stories say, for the demo's check and its table."""

    flags: Mapping[Position, frozenset[str]] = field(default_factory=dict)
    figures: int = 0
    acts: int = 0
    events: Mapping[Position, int] = field(default_factory=dict)
    alerted: frozenset[int] = frozenset()  # events that somebody was told of


def open_database(file: Path) -> Engine | None:
    """The daemon's database once its tables are there, else None."""
    if not file.exists():
        return None
    engine = connect(f"sqlite:///{file}")
    if inspect(engine).has_table(delivery.name):
        return engine
    engine.dispose()
    return None


def progress(engine: Engine) -> Progress:
    """How far everything is at this moment."""
    with reading(engine) as connection:
        pages = _by(connection, entry.c.state)
        deliveries = _by(connection, delivery.c.state)
        sent = connection.execute(
            select(delivery.c.channel, func.count())
            .where(delivery.c.state == "sent")
            .group_by(delivery.c.channel)
            .order_by(delivery.c.channel)
        )
        return Progress(
            visits=_count(connection, select(func.count()).select_from(visit)),
            pages=sum(pages.values()) - pages.get("due", 0),
            refused=pages.get("refused", 0) + pages.get("failed", 0),
            pages_due=pages.get("due", 0),
            stories=_count(connection, select(func.count()).select_from(story)),
            to_advance=_count(connection, select(func.count()).where(story.c.advance_due)),
            events=_count(connection, select(func.count()).select_from(event)),
            deliveries_due=sum(deliveries.get(state, 0) for state in _OPEN),
            sent={row[0]: int(row[1]) for row in sent},
            unsent={state: number for state, number in deliveries.items() if state not in (*_OPEN, "sent")},
        )


def understood(engine: Engine) -> Understood:
    """What was understood of the kept stories, and which pages alerts speak of."""
    flags: dict[Position, frozenset[str]] = {}
    figures = acts = 0
    with reading(engine) as connection:
        for row in connection.execute(select(story)).mappings():
            up = (name for name in ("casualty", "diplomacy") if row[name])
            flags[row["url_key"], row["position"]] = frozenset(up)
            figures += len(row["understanding"]["casualties"])
            acts += len(row["understanding"]["acts"])
        joined = connection.execute(
            select(story.c.url_key, story.c.position, event_story.c.event_id).join(
                event_story, event_story.c.story_id == story.c.id
            )
        )
        events = {(row[0], row[1]): int(row[2]) for row in joined}
        told = connection.execute(select(delivery.c.event_id).where(delivery.c.state == "sent").distinct())
        alerted = frozenset(int(row[0]) for row in told if row[0] is not None)
    return Understood(flags=flags, figures=figures, acts=acts, events=events, alerted=alerted)


def _by(connection: Connection, column: object) -> dict[str, int]:
    rows = connection.execute(select(column, func.count()).group_by(column))  # type: ignore[call-overload]
    return {str(row[0]): int(row[1]) for row in rows}


def _count(connection: Connection, query: object) -> int:
    return int(connection.execute(query).scalar_one())  # type: ignore[call-overload]
