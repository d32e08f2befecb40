"""Who is logged in, in the database: sessions that survive a restart, and end by themselves.

A browser carries a key of 256 bits of chance; the database knows its digest alone, so that whoever reads it cannot come
in. Each login makes a key of its own and ends the session that was there: a key that somebody else planted is worth
nothing. A session is of a name with one password or token: with another, or without the name, it is over.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, or_, select, update

from scheduler.console.accounts import Account
from scheduler.tables import console_session

TOUCHED_EVERY = timedelta(minutes=1)  # so that not every page writes


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifetimes:
    """How long a session lasts in all, and without being used."""

    whole: timedelta
    idle: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A session that is not over. `is_stale`: that it is used is to be noted."""

    name: str
    credential: str
    is_stale: bool


def begin(connection: Connection, account: Account, *, now: datetime, lifetimes: Lifetimes, instead_of: str) -> str:
    """Makes a session and gives its key; ends the one of the key that the browser had, and all that are over."""
    end(connection, instead_of)
    table = console_session.c
    over = or_(table.created_at <= now - lifetimes.whole, table.seen_at <= now - lifetimes.idle)
    connection.execute(delete(console_session).where(over))
    key = secrets.token_urlsafe(32)
    connection.execute(
        insert(console_session).values(
            digest=_digest(key), name=account.name, credential=account.credential, created_at=now, seen_at=now
        )
    )
    return key


def found(connection: Connection, key: str, *, now: datetime, lifetimes: Lifetimes) -> Session | None:
    """The session of a key; None where there is none or it is over."""
    table = console_session.c
    query = select(table.name, table.credential, table.created_at, table.seen_at).where(table.digest == _digest(key))
    row = connection.execute(query).one_or_none()
    if row is None or now >= row.created_at + lifetimes.whole or now >= row.seen_at + lifetimes.idle:
        return None
    every = min(TOUCHED_EVERY, lifetimes.idle / 2)
    return Session(name=row.name, credential=row.credential, is_stale=now - row.seen_at >= every)


def touch(connection: Connection, key: str, now: datetime) -> None:
    """Notes that a session is used."""
    connection.execute(update(console_session).where(console_session.c.digest == _digest(key)).values(seen_at=now))


def end(connection: Connection, key: str) -> None:
    """Ends a session; nothing where there is none."""
    if key:
        connection.execute(delete(console_session).where(console_session.c.digest == _digest(key)))


def form_token_of(key: str) -> str:
    """What the forms of a session carry: it follows from the key, and the key does not follow from it."""
    return hmac.new(key.encode(errors="replace"), b"forms of the console", hashlib.sha256).hexdigest()


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode(errors="replace")).hexdigest()
