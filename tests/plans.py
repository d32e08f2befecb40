"""Which tables a database goes through from end to end to answer something."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event

from crawler.store.tables import metadata


@contextmanager
def statements(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    """Every statement that reaches the driver, with its parameters."""
    seen: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, sql: str, parameters: Any, _context: Any, _many: bool) -> None:
        seen.append((sql, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def plan(connection: Connection, sql: str, parameters: Any) -> str:
    """How the database would go about it, a step a line."""
    explain = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
    return "\n".join(str(tuple(row)) for row in connection.exec_driver_sql(f"{explain} {sql}", parameters))


def read_whole(plan: str) -> set[str]:
    """The tables that a plan goes through from end to end; SQLite names the results of parts of a query likewise.

    The indexes of what is due hold nothing else: to go through one is to take what is due.
    """
    found = re.findall(r"Seq Scan on (\w+)|SCAN (\w+)\b(?! USING (?:COVERING )?INDEX ix_\w+_due\b)", plan)
    return {one or other for one, other in found} & set(metadata.tables)
