"""The tables of the scheduler's room: who leads, and which roles are alive."""

from sqlalchemy import Column, Integer, String, Table, Text

from crawler.store.tables import UtcTime, metadata

lease = Table(
    "lease",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("holder", Text, nullable=False),
    Column("until", UtcTime, nullable=False),
)

role = Table(
    "role",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("host", String(255), primary_key=True),
    Column("pid", Integer),
    Column("state", String(12), nullable=False),  # running | restarting | stopped
    Column("restarts", Integer, nullable=False),
    Column("started_at", UtcTime, nullable=False),
    Column("beat_at", UtcTime, nullable=False),
)
