"""Signs of life of the roles, written down by whoever looks after them; apart from `health`, so that a supervisor does
not load what only its reader needs."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, delete, insert, update

from scheduler.tables import role

FORGET_ROLE_AFTER = timedelta(days=7)


def beat(
    connection: Connection,
    *,
    name: str,
    host: str,
    pid: int | None,
    state: str,
    restarts: int,
    started_at: datetime,
    now: datetime,
) -> None:
    """Writes down that a role is seen alive at this moment."""
    values = {"pid": pid, "state": state, "restarts": restarts, "started_at": started_at, "beat_at": now}
    mine = and_(role.c.name == name, role.c.host == host)
    if not connection.execute(update(role).where(mine).values(**values)).rowcount:
        connection.execute(insert(role).values(name=name, host=host, **values))
    connection.execute(delete(role).where(role.c.beat_at < now - FORGET_ROLE_AFTER))
