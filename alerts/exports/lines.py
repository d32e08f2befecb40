"""Lines of CSV that a spreadsheet opens as text, and lines of JSON; pure."""

import csv
import io
import json
from collections.abc import Mapping, Sequence

BOM = "\ufeff"
# What makes a spreadsheet take a cell for a formula, its full-width forms among them.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def csv_line(row: Mapping[str, object], columns: Sequence[str]) -> str:
    """A line with CRLF at its end. Empty is an empty cell; text that opens like a formula gets an apostrophe before it,
    numbers do not."""
    out = io.StringIO()
    csv.writer(out).writerow([_cell(row[column]) for column in columns])
    return out.getvalue()


def csv_heading(columns: Sequence[str]) -> str:
    """The first line."""
    return csv_line({column: column for column in columns}, columns)


def json_line(value: Mapping[str, object]) -> str:
    """A line of JSON, Arabic letters as they are."""
    return json.dumps(value, ensure_ascii=False) + "\n"


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return int(value) if isinstance(value, int) else value
