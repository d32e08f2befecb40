"""Deliveries that ended without having told, put back to due by a person's word.

Which ones may go back is decided purely; all of one call is one transaction. A replay is also the operator's word that
the recipient can be reached again: one that was disabled is enabled, since what is put back would else be held back at
once. Not so one that asked for no more: that was its own word, and `rasid alerts unsubscribe --undo` takes it back. A
message that is `unknown` may be there already: whoever replays it has looked. What stood in a digest goes out again as
that digest, since it was one message.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, RowMapping, select, update

from alerts.alert import DeliveryState
from alerts.gathering import gather_again, is_told_since
from alerts.ledger import told_revision
from alerts.recipients import DISABLED, address_of, enable
from alerts.subscriptions import Recipient
from alerts.tables import delivery as delivery_table
from alerts.unsubscribe import UNSUBSCRIBED


class Refusal(StrEnum):
    """Why a delivery is not put back, in words."""

    NO_SUCH = "there is no such delivery"
    WAITS = "it has not ended, and goes out by itself"
    SENT = "it was sent"
    MERGED = "a newer revision took its place"
    BY_RULE = "it was held back by a rule, not by an error"
    UNSUBSCRIBED = "its receiver asked for no more; 'rasid alerts unsubscribe --undo' takes that back"
    NEWER_TOLD = "a newer revision of its event was sent already"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What became of one call: the ids that are due again, the recipients that are enabled again, and what was not
    put back and why."""

    ids: tuple[int, ...] = ()
    enabled: tuple[Recipient, ...] = ()
    refused: tuple[tuple[int, Refusal], ...] = ()


_ENDED_WITHOUT = frozenset({DeliveryState.FAILED, DeliveryState.DEAD, DeliveryState.UNKNOWN})
_REFUSED = {DeliveryState.SENT: Refusal.SENT, DeliveryState.MERGED: Refusal.MERGED}


def refusal(state: DeliveryState, last_error: str | None, revision: int, told: int | None) -> Refusal | None:
    """Why a delivery in this state may not be sent again; None where it may. `told`: which revision its reader has."""
    if state is DeliveryState.SUPPRESSED:
        if not (last_error or "").startswith(DISABLED):
            return Refusal.BY_RULE
    elif state not in _ENDED_WITHOUT:
        return _REFUSED.get(state, Refusal.WAITS)
    if told is not None and told > revision:
        # Nobody is sent revision 2 after revision 3.
        return Refusal.NEWER_TOLD
    return None


def replay(connection: Connection, ids: Sequence[int], *, deadline: timedelta, now: datetime) -> Replayed:
    """Puts back those that may go out again, in the caller's transaction, with a new deadline."""
    wanted = _whole_digests(connection, ids)
    table = delivery_table.c
    query = select(delivery_table).where(table.id.in_(wanted)).order_by(table.id).with_for_update()
    rows = {row["id"]: row for row in connection.execute(query).mappings()}
    again: list[int] = []
    refused: list[tuple[int, Refusal]] = []
    for identity in wanted:
        row = rows.get(identity)
        why = Refusal.NO_SUCH if row is None else _refusal_of(connection, row, now)
        if why is None:
            again.append(identity)
        else:
            refused.append((identity, why))
    values: dict[str, object] = {
        "state": DeliveryState.DUE.value,
        "not_before": None,
        "deadline_at": now + deadline,
        "expired_leases": 0,
        "lease_until": None,
        "stage": None,
        "ended_at": None,
        "operator_told_at": None,
    }
    connection.execute(update(delivery_table).where(table.id.in_(again)).values(**values))
    for identity in again:
        ended = DeliveryState(rows[identity]["state"])
        gather_again(connection, identity, ended, deadline_at=now + deadline, now=now)
    recipients = dict.fromkeys(
        Recipient(channel=rows[identity]["channel"], address=rows[identity]["recipient"]) for identity in again
    )
    enabled = tuple(one for one in recipients if enable(connection, one.channel, one.address))
    return Replayed(ids=tuple(again), enabled=enabled, refused=tuple(refused))


def _whole_digests(connection: Connection, ids: Sequence[int]) -> list[int]:
    """Each of these, or the digest that it stood in."""
    table = delivery_table.c
    query = select(table.id, table.digest_id).where(table.id.in_(ids), table.digest_id.is_not(None))
    digests: dict[int, int] = {row.id: row.digest_id for row in connection.execute(query)}
    return list(dict.fromkeys(digests.get(identity, identity) for identity in ids))


def _refusal_of(connection: Connection, row: RowMapping, now: datetime) -> Refusal | None:
    why_not = address_of(connection, row["channel"], row["recipient"], now).disabled_because
    if why_not is not None and why_not.startswith(f"{DISABLED}: {UNSUBSCRIBED}"):
        return Refusal.UNSUBSCRIBED
    told = None
    if row["event_id"] is not None:
        told = told_revision(connection, row["event_id"], Recipient(channel=row["channel"], address=row["recipient"]))
    elif is_told_since(connection, row["id"], DeliveryState(row["state"])):
        return Refusal.NEWER_TOLD
    return refusal(DeliveryState(row["state"]), row["last_error"], row["revision"], told)
