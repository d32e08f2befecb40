"""What commands and the console read of this room: events and deliveries."""

from collections.abc import Collection
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, RowMapping, select

from alerts.event_rows import load_events
from alerts.events.confidence import confidence_of
from alerts.events.event import Event, event_to_json
from alerts.events.revisions import TollRevision, revisions_of
from alerts.events.sources import sources_of
from alerts.events.toll_ledger import TollLedger, ledger_of
from alerts.subscriptions import Recipient
from alerts.tables import alert as alert_table
from alerts.tables import delivery as delivery_table
from alerts.tables import event as event_table
from alerts.text.confidence import CONFIDENCE

_FOR_MATCHING = frozenset({"profiles", "texts", "anchors"})
_ledger = TypeAdapter(TollLedger)
_revisions = TypeAdapter(tuple[TollRevision, ...])


def find_events(
    connection: Connection, *, flag: str | None = None, since: datetime | None = None, limit: int = 50
) -> list[Event]:
    """The events that changed last, newest change first; not those that others took in."""
    query = select(event_table.c.id).where(event_table.c.merged_into.is_(None))
    query = query.order_by(event_table.c.changed_at.desc(), event_table.c.id.desc()).limit(limit)
    if flag is not None:
        query = query.where(event_table.c[flag] == True)  # noqa: E712
    if since is not None:
        query = query.where(event_table.c.changed_at >= since)
    return load_events(connection, connection.execute(query).scalars())


def event_by_id(connection: Connection, identity: int) -> Event | None:
    """One event as it is kept, also one that another took in (`merged_into`), or None."""
    return next(iter(load_events(connection, [identity])), None)


def event_answer(event: Event) -> dict[str, object]:
    """An event as one JSON object: all that is known, without what only matching needs."""
    plain = event_to_json(event)
    grade = confidence_of(event)
    words: dict[str, str] = {language: words[grade] for language, words in CONFIDENCE.items()}
    return {
        **{key: value for key, value in plain.items() if key not in _FOR_MATCHING},
        "confidence": {"proposed": grade.value, **words},
    }


def whole_event_answer(event: Event) -> dict[str, object]:
    """An event with its ledger as it is understood: what counts, what does not and why, and how the toll changed."""
    sources = sources_of(event.reports)
    ledger = _ledger.dump_python(ledger_of(event), mode="json")
    return {
        **event_answer(event),
        "ledger": ledger["lines"],
        "cumulative": ledger["apart"],
        "revisions": _revisions.dump_python(revisions_of(event), mode="json"),
        "source_of": {str(report.story_id): sources[report.story_id] for report in event.reports},
    }


def delivery_rows(connection: Connection, *, states: Collection[str] = (), limit: int = 50) -> list[dict[str, object]]:
    """Deliveries, newest first, with the title of what they tell; only those in one of the states, where some are
    named. `to` is the recipient as people may see it, and `recipient` its address without the channel."""
    columns = delivery_table.c
    query = (
        select(
            columns.id,
            columns.event_id,
            columns.revision,
            columns.kind,
            columns.channel,
            columns.recipient,
            columns.subscription,
            columns.state,
            columns.attempt,
            columns.not_before,
            columns.deadline_at,
            columns.created_at,
            columns.ended_at,
            columns.provider_id,
            columns.digest_id,
            columns.last_error,
            columns.stand_in_id,
            alert_table.c.reason,
            alert_table.c.body,
        )
        .join(alert_table, alert_table.c.id == columns.alert_id)
        .order_by(columns.id.desc())
        .limit(limit)
    )
    if states:
        query = query.where(columns.state.in_(states))
    return [_shown(row) for row in connection.execute(query).mappings()]


def _shown(row: RowMapping) -> dict[str, object]:
    to = Recipient(channel=row["channel"], address=row["recipient"]).shown
    plain = {key: value for key, value in row.items() if key != "body"}
    return {**plain, "recipient": to.partition(":")[2], "to": to, "title": row["body"]["title"]}
