"""One leader among all schedulers: a lease in the database that its holder renews, and a stand-by takes over.

The lease is taken and renewed by one conditional statement, so that of two who try, one succeeds. A leader that
could not renew in time stops acting by its own clock before another may start.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, or_, update
from sqlalchemy.exc import IntegrityError

from scheduler.tables import lease

SCHEDULER = "scheduler"


def take_or_renew(connection: Connection, *, holder: str, now: datetime, seconds: float, name: str = SCHEDULER) -> bool:
    """Whether `holder` leads until `now` + `seconds`. Call it in a writing transaction of its own."""
    until = now + timedelta(seconds=seconds)
    renewed = connection.execute(
        update(lease)
        .where(lease.c.name == name, or_(lease.c.holder == holder, lease.c.until < now))
        .values(holder=holder, until=until)
    )
    if renewed.rowcount:
        return True
    try:
        with connection.begin_nested():
            connection.execute(insert(lease).values(name=name, holder=holder, until=until))
    except IntegrityError:
        return False  # somebody else holds it
    return True


def give_up(connection: Connection, *, holder: str, now: datetime, name: str = SCHEDULER) -> None:
    """Ends the lease, so that a stand-by need not wait for it to run out."""
    connection.execute(update(lease).where(lease.c.name == name, lease.c.holder == holder).values(until=now))
