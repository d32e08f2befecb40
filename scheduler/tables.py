"""The tables of the scheduler's room: who leads, which roles are alive, what is the matter, who is logged in."""

from sqlalchemy import JSON, Column, Integer, String, Table, Text

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

configuration = Table(
    "configuration",
    metadata,
    Column("host", String(255), primary_key=True),
    Column("file", Text, primary_key=True),
    Column("at", UtcTime, nullable=False),  # when it was read last
    Column("problems", JSON, nullable=False),  # sentences that begin with file and line; none: it is in force
    Column("waiting", JSON, nullable=False),  # keys that were changed and wait for a restart
)

house_check = Table(
    "house_check",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("value", Integer, nullable=False),  # 0: the promise holds
    Column("detail", Text, nullable=False),
    Column("since", UtcTime),  # what lies before is not looked at
    Column("digest", String(64)),  # of the subscriptions that hold since then
    Column("told_at", UtcTime),  # the operator, of the present violation
)

console_session = Table(
    "console_session",
    metadata,
    Column("digest", String(64), primary_key=True),  # of the key that the browser carries
    Column("name", Text, nullable=False),
    Column("credential", String(64), nullable=False),  # digest of the password's hash or the token's at the login
    Column("created_at", UtcTime, nullable=False),
    Column("seen_at", UtcTime, nullable=False),
)
