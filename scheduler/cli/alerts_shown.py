"""How deliveries are shown: a table for people, JSON Lines for programs."""

from collections.abc import Sequence
from datetime import datetime

from rich.table import Table

from scheduler.cli.invocation import console, print_json, shown_time

_CUT = 60


def show_deliveries(rows: Sequence[dict[str, object]], *, as_json: bool, whole_errors: bool = False) -> None:
    """Prints what `alerts.store.delivery_rows` gave. Errors are cut to a table's width; `whole_errors` has them below
    it, a line each."""
    if as_json:
        for row in rows:
            print_json({key: value.isoformat() if isinstance(value, datetime) else value for key, value in row.items()})
        return
    out = console()
    columns = ("id", "event", "rev", "kind", "to", "subscription", "state", "tries", "ended", "title")
    table = Table(*columns, *(() if whole_errors else ("error",)), box=None)
    for row in rows:
        table.add_row(
            str(row["id"]),
            str(row["event_id"] or "–"),
            str(row["revision"]),
            str(row["kind"]),
            str(row["to"]),
            str(row["subscription"]),
            f"{row['state']} → {row['stand_in_id']}" if row["stand_in_id"] else str(row["state"]),
            str(row["attempt"]),
            shown_time(row["ended_at"]),
            str(row["title"] or "")[:_CUT],
            *(() if whole_errors else (str(row["last_error"] or "")[:_CUT],)),
        )
    out.print(table)
    if whole_errors:
        for row in rows:
            out.print(f"{row['id']}: {row['last_error'] or 'no error is known'}", markup=False)
