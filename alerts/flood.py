"""The flood guard: when a burst of new events is told as one digest instead of message by message; pure.

A recipient gets so many first messages within a span as the subscription allows; what comes beyond is gathered and
told together when the span is over, the grave events excepted, which always go at once. While a digest gathers, all
new events join it, so that later events are not told before earlier ones. So a burst of any length costs a reader the
allowed messages and one digest a span (or more, where one cannot list all: `MOST_LISTED`).
"""

from dataclasses import dataclass
from datetime import timedelta

from alerts.alert import Severity

MOST_LISTED = 30  # events in one digest: what a Telegram message shows with a line each


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """At most so many first messages within a span; 0 lets everything through."""

    messages: int
    within: timedelta

    def lets_wait(self, severity: Severity) -> bool:
        """Whether an event of this severity may be gathered at all."""
        return bool(self.messages) and severity is not Severity.GRAVE


def is_gathered(severity: Severity, *, lately: int, gathering: bool, guard: Guard) -> bool:
    """Whether a new event waits for a digest. `lately` counts the first messages of the span until it would be told,
    `gathering` says that a digest is open which it may join."""
    return guard.lets_wait(severity) and (gathering or lately >= guard.messages)
