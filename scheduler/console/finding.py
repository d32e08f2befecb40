"""Which events a page lists: the filters of its address, and the newest developments that they let through.

The filters are those of subscriptions (docs/settings.md), judged by the same rule, so that a page shows what a
subscription would tell. Asked is an index, newest change first, and never more than MOST_LOOKED_AT events are judged:
an answer takes the same time whatever the history.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from sqlalchemy import Connection, Select, and_, or_, select

from alerts.alert import Severity
from alerts.subscriptions import Subscription
from alerts.tables import event as event_table
from crawler.facts.act import ActKind
from crawler.facts.figure import Cause
from scheduler.console.cards import Card, Cards, Version

MOST_SHOWN = 40
MOST_LOOKED_AT = 400  # judged by filters that need the whole event
_DEPTH = 20_000  # events that the index is asked for, at most
LONGEST = 100  # characters of a filter
SPANS = {"1h": 1, "6h": 6, "24h": 24, "48h": 48, "7d": 7 * 24, "30d": 30 * 24}
FLAGS = ("casualty", "diplomacy")
KINDS = (*(kind.value for kind in ActKind), *(cause.value for cause in Cause))
SEVERITIES = tuple(severity.name.lower() for severity in Severity)


class BadFilter(ValueError):
    """A filter whose value nothing can match: its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the address of a page asks for; empty lets everything through."""

    flag: str = ""
    severity: str = ""
    country: str = ""
    kind: str = ""
    actor: str = ""
    outlet: str = ""
    words: str = ""
    since: str = "7d"

    @property
    def query(self) -> str:
        """As it stands in an address, without what is not asked for."""
        default = Filters()
        said = {one.name: getattr(self, one.name) for one in fields(self)}
        return urlencode({name: value for name, value in said.items() if value != getattr(default, name)})

    @property
    def rule(self) -> Subscription:
        """The filters as a subscription to nobody: what is no news, Rasid's own heartbeat, is let through by none."""
        return Subscription(
            name="console",
            to=(),
            flags=_one(self.flag) or FLAGS,
            min_severity=self.severity or SEVERITIES[0],
            countries=_one(self.country),
            kinds=_one(self.kind),
            actors=_one(self.actor),
            outlets=_one(self.outlet),
            words=_one(self.words),
        )


def filters_of(query: Mapping[str, str]) -> Filters:
    """The filters of an address. Raises BadFilter for a value that is none of a closed set, or too long."""
    found = Filters()
    for one in fields(Filters):
        value = " ".join(query.get(one.name, "").split())
        if value:
            found = replace(found, **{one.name: value.upper() if one.name == "country" else value})
    closed = {"flag": FLAGS, "severity": SEVERITIES, "kind": KINDS, "since": tuple(SPANS)}
    for name, values in closed.items():
        if getattr(found, name) not in ("", *values):
            raise BadFilter(name)
    if found.country and not is_country(found.country):
        raise BadFilter("country")
    for name in ("actor", "outlet", "words"):
        if len(getattr(found, name)) > LONGEST:
            raise BadFilter(name)
    return found


def is_country(text: str) -> bool:
    """Whether it may be a country's code: two capitals."""
    return len(text) == 2 and text.isascii() and text.isalpha()


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """A place in the list: behind the event that changed then, and has this id."""

    changed_at: datetime
    id: int

    def __str__(self) -> str:
        return f"{self.changed_at.astimezone(UTC):%Y%m%dT%H%M%S.%f}-{self.id}"

    @classmethod
    def read(cls, text: str) -> "Behind | None":
        """The place that an address names; None where it names none."""
        moment, _, identity = text.partition("-")
        try:
            return cls(changed_at=datetime.strptime(f"{moment}Z", "%Y%m%dT%H%M%S.%f%z"), id=int(identity))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The cards, newest change first. `older` is behind which event the next page begins, None at the end; `cut` that
    events were left that nobody looked at."""

    cards: tuple[Card, ...]
    older: "Behind | None" = None
    cut: bool = False


def find_cards(
    connection: Connection,
    cards: Cards,
    filters: Filters,
    *,
    now: datetime,
    before: Behind | None = None,
    after: datetime | None = None,
    most: int = MOST_SHOWN,
) -> Found:
    """The newest developments that the filters let through; with `before` only older ones, with `after` newer ones."""
    since = now - timedelta(hours=SPANS[filters.since])
    since = max(since, after) if after is not None else since
    rows = connection.execute(_query(connection, filters, since, before))
    rule, found, looked_at = filters.rule, [], 0
    for portion in rows.partitions(most):
        versions = [Version(id=one.id, revision=one.revision, changed_at=one.changed_at) for one in portion]
        looked_at += len(versions)
        found += cards.of(connection, versions, rule)
        if len(found) > most or looked_at >= MOST_LOOKED_AT:
            break
    cut = len(found) <= most and looked_at >= MOST_LOOKED_AT
    shown = tuple(found[:most])
    older = Behind(changed_at=shown[-1].changed_at, id=shown[-1].id) if shown and len(found) > most else None
    return Found(cards=shown, older=older, cut=cut)


def _query(
    connection: Connection, filters: Filters, since: datetime, before: Behind | None
) -> Select[tuple[int, int, datetime]]:
    table = event_table.c
    newest = select(table.changed_at).order_by(table.changed_at.desc())
    deepest = connection.execute(newest.offset(_DEPTH).limit(1)).scalar()
    since = since if deepest is None else max(since, deepest)
    query = (
        select(table.id, table.revision, table.changed_at)
        .where(table.changed_at >= since, table.merged_into.is_(None))
        .order_by(table.changed_at.desc(), table.id.desc())
    )
    if before is not None:
        query = query.where(
            or_(
                table.changed_at < before.changed_at,
                and_(table.changed_at == before.changed_at, table.id < before.id),
            )
        )
    if filters.flag:
        query = query.where(table[filters.flag] == True)  # noqa: E712
    if filters.severity:
        query = query.where(table.severity >= int(Severity[filters.severity.upper()]))
    return query.limit(MOST_LOOKED_AT + 1)


def _one(value: str) -> tuple[str, ...]:
    return (value,) if value else ()
