"""One worker at a time looks at a line of deliveries: those of one recipient and event, or one that is about none."""

from sqlalchemy import Connection, text


def lock_line(connection: Connection, channel: str, recipient: str, *, event_id: int | None, delivery_id: int) -> None:
    """Holds the line until the transaction ends. SQLite's writers are one at a time anyway."""
    if connection.dialect.name == "postgresql":
        name = f"{channel}|{recipient}|{event_id or -delivery_id}"
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name})
