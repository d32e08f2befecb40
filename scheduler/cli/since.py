"""A time as people give it to a command: 2h, 7d, or a date."""

from datetime import UTC, datetime, timedelta

import click

_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


class Since(click.ParamType[datetime]):
    """A time: 2h, 7d, or an ISO date."""

    name = "2h|7d|DATE"

    def convert(self, value: object, param: click.Parameter | None, context: click.Context | None) -> datetime:
        """The moment meant."""
        if isinstance(value, datetime):
            return value
        text = str(value)
        try:
            if text[:-1].isdecimal() and text[-1:] in _UNITS:
                return datetime.now(UTC) - timedelta(**{_UNITS[text[-1]]: int(text[:-1])})
            moment = datetime.fromisoformat(text)
        except (ValueError, OverflowError):  # also of a span that reaches further back than time
            self.fail(f"'{text}' is neither a span such as 2h or 7d nor a date such as 2026-05-01", param, context)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
