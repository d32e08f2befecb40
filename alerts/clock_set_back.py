"""Deliveries that wait by a clock that was wrong: it ran ahead, and has been set back since.

A try that began in the future says so. What such a try left behind, a lease or the moment of the next try, would hold
the delivery for as long as the clock was ahead; it counts from now instead. What the peer itself asked for stays.
"""

from datetime import datetime, timedelta

from sqlalchemy import Engine, select, update

from alerts.alert import DeliveryState
from alerts.tables import attempt as attempt_table
from alerts.tables import delivery as delivery_table
from crawler.store.database import reading, writing

APART = timedelta(minutes=10)  # clocks of two machines may differ by less: a lease of the faster one is no old one


def let_go_of_the_future(engine: Engine, now: datetime) -> int:
    """Makes due again what waits because of a try that, by its own word, has not happened yet; how many that were."""
    table, tries = delivery_table.c, attempt_table.c
    waits = table.state.in_((DeliveryState.DUE.value, DeliveryState.SENDING.value))
    last = (tries.delivery_id == table.id) & (tries.n == table.attempt)
    query = select(table.id).join(attempt_table, last).where(waits, tries.started_at > now + APART)
    with reading(engine) as connection:
        if connection.execute(query.limit(1)).first() is None:
            return 0  # the usual case: no write lock is taken for nothing
    held = table.lease_until > now
    waiting = table.not_before > now
    with writing(engine) as connection:
        ids = list(connection.execute(query).scalars())
        mine = table.id.in_(ids)
        sending = (table.state == DeliveryState.SENDING.value) & held
        due = (table.state == DeliveryState.DUE.value) & waiting
        freed = connection.execute(update(delivery_table).where(mine, sending).values(lease_until=now)).rowcount
        freed += connection.execute(update(delivery_table).where(mine, due).values(not_before=now)).rowcount
    return int(freed)
