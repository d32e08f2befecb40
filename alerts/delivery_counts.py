"""How many deliveries are in each state, at a cost that does not grow with all that was ever sent."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, case, func, select

from alerts.alert import DeliveryState
from alerts.subscriptions import ANSWERS
from alerts.tables import delivery as delivery_table

WITHIN = timedelta(days=1)  # of those that ended well

# Of these nobody has to do anything; all others wait for a worker or for a person.
ENDED_WELL = (DeliveryState.SENT, DeliveryState.MERGED, DeliveryState.SUPPRESSED)
_OPEN = tuple(state.value for state in DeliveryState if state not in ENDED_WELL)


def delivery_counts(connection: Connection, now: datetime, *, answers: bool = True) -> dict[str, int]:
    """By state: all that wait or did not arrive, and of those that ended well the ones of the last day. A state that
    has none is left out. Without `answers` what the bot says to those who ask it is not counted."""
    table = delivery_table.c
    asked = () if answers else (table.subscription != ANSWERS,)
    still_open = select(table.state, func.count()).where(table.state.in_(_OPEN), *asked).group_by(table.state)
    found = {state: int(number) for state, number in connection.execute(still_open)}
    # Not by the state, neither asked nor grouped: nearly all that was ever sent is in one, and SQLite would read it.
    lately = [func.sum(case((table.state == state.value, 1), else_=0)) for state in ENDED_WELL]
    (row,) = connection.execute(select(*lately).where(table.ended_at > now - WITHIN, *asked))
    well = {state.value: int(number) for state, number in zip(ENDED_WELL, row, strict=True) if number}
    return found | well
