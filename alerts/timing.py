"""When a subscription is told: at once, on the hour, at times of the day, never in its quiet hours; pure.

Times of day are what clocks in the subscription's zone show. A time that a clock change skips is the moment of the
change; one that comes twice is the first of the two. Quiet hours begin and end at such moments, so that they are as
long as their reader's night is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from alerts.alert import Severity
from alerts.subscriptions import Recipient, Subscription

BEFORE_QUIET = timedelta(minutes=1)  # what was gathered and would come into quiet hours goes out so long before them
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Night:
    """Quiet hours of one day: from the moment on at which they begin, to before the one at which they end."""

    start: datetime
    end: datetime


def earliest(subscription: Subscription, severity: Severity, now: datetime, to: Recipient | None = None) -> datetime:
    """From when on a receiver may be told of an event: the next time of `when`, unless it goes at once, not before the
    end of the silence that the receiver asked for, and not in quiet hours."""
    moment = next_time(subscription, now) if is_timed(subscription, severity) else now
    return undisturbed(subscription, severity, moment, to)


def is_silenced(subscription: Subscription, severity: Severity, to: Recipient, now: datetime) -> bool:
    """Whether a receiver asked for silence that holds for an event of this severity: what breaks quiet hours breaks it
    too."""
    until = subscription.muted_until(to)
    return until is not None and until > now and severity < _BREAK_QUIET[subscription.quiet_except]


def held_anew(
    subscription: Subscription,
    severity: Severity,
    to: Recipient,
    *,
    present: datetime | None,
    was: datetime | None,
    now: datetime,
) -> datetime | None:
    """When a delivery that waits until `present` goes out, after the silence that its receiver asked for has changed;
    `was` is when the former one would have ended. What only waited for that waits no more."""
    waits_for_silence = present is not None and present == was
    if not (waits_for_silence or is_silenced(subscription, severity, to, now)):
        return present
    return undisturbed(subscription, severity, now if present is None or waits_for_silence else present, to)


def undisturbed(
    subscription: Subscription, severity: Severity, moment: datetime, to: Recipient | None = None
) -> datetime:
    """From when on a receiver may be told of what is told at a moment: not in its silence, nor in quiet hours."""
    if to is not None and is_silenced(subscription, severity, to, moment):
        moment = subscription.muted_until(to) or moment
    night = _night_of(subscription, severity, moment)
    return moment if night is None else night.end


def goes_at_once(subscription: Subscription, severity: Severity) -> bool:
    """Whether no digest of the hour or the day is waited for. Quiet hours have an exception of their own."""
    return subscription.urgent_now and severity >= Severity.URGENT


def is_timed(subscription: Subscription, severity: Severity) -> bool:
    """Whether an event waits for the next time of `when`, where all that waits is told in one digest."""
    return subscription.when != "now" and not goes_at_once(subscription, severity)


def is_capped(subscription: Subscription, severity: Severity) -> bool:
    """Whether an event may be one too many in its hour."""
    may_wait = severity < Severity.GRAVE and not goes_at_once(subscription, severity)
    return bool(subscription.max_per_hour) and may_wait and not is_timed(subscription, severity)


def next_time(subscription: Subscription, now: datetime) -> datetime:
    """The next time of `when`, this moment included; quiet hours are not looked at."""
    zone = ZoneInfo(subscription.timezone)
    match subscription.when.split():
        case ["now"]:
            return now
        case ["hourly"]:
            return hour_of(zone, now)[1]
        case _:
            return _next(_times_of_day(subscription), zone, now)


def hour_of(zone: ZoneInfo, moment: datetime) -> tuple[datetime, datetime]:
    """The hour of the clock that a moment belongs to: after the first of the two, up to and with the second."""
    # Counted in UTC and moved by the zone's odd minutes (Kathmandu), so that a clock change never skips an hour.
    local = moment.astimezone(zone)
    into = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
    end = moment.astimezone(UTC) - into + (_HOUR if into else timedelta())
    return end - _HOUR, end


def hour_ends(subscription: Subscription, severity: Severity, moment: datetime, *, now: datetime) -> datetime:
    """When the digest of the hour goes out, which an event that may be told from `moment` on is one too many for."""
    end = moment if moment > now else hour_of(ZoneInfo(subscription.timezone), moment)[1]
    return _not_in_quiet(subscription, severity, moment, end)


def burst_ends(subscription: Subscription, severity: Severity, moment: datetime, *, now: datetime) -> datetime:
    """When the digest of a burst goes out that begins now, for events that may be told from `moment` on."""
    end = max(moment, now + subscription.guard.within)
    return _not_in_quiet(subscription, severity, moment, end)


def leaves(
    subscription: Subscription, severity: Severity, moment: datetime, digest_due: datetime, *, now: datetime
) -> bool:
    """Whether an event that was gathered, and has become as grave as this, is told by itself before its digest."""
    if moment >= digest_due or is_timed(subscription, severity):
        return False
    if severity is Severity.GRAVE:
        return True
    return goes_at_once(subscription, severity) and digest_due > now + subscription.guard.within


def at_clock(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, at which clocks in a zone show a time on a day.

    >>> at_clock(date(2026, 4, 24), time(0, 30), ZoneInfo("Africa/Cairo")).astimezone(ZoneInfo("Africa/Cairo")).time()
    datetime.time(1, 0)
    """
    return _at_clock(day, clock, zone)


@lru_cache(maxsize=4096)
def _at_clock(day: date, clock: time, zone: ZoneInfo) -> datetime:
    shown = datetime.combine(day, clock)
    first = shown.replace(tzinfo=zone).astimezone(UTC)
    if first.astimezone(zone).replace(tzinfo=None) == shown:
        return first
    # Skipped. Counted by what clocks showed after the change the moment is before it, and the other way round.
    before, after = shown.replace(tzinfo=zone, fold=1).astimezone(UTC), first
    new = after.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=int((after - before).total_seconds()) // 2)
        if middle.astimezone(zone).utcoffset() == new:
            after = middle
        else:
            before = middle
    return after


def _next(clocks: Iterable[time], zone: ZoneInfo, now: datetime) -> datetime:
    """The next moment, from now on, at which clocks in the zone show one of these times."""
    today = now.astimezone(zone).date()
    moments = (at_clock(today + days * _DAY, clock, zone) for clock in clocks for days in range(3))
    return min(moment for moment in moments if moment >= now)


def _night_of(subscription: Subscription, severity: Severity, moment: datetime) -> _Night | None:
    """The quiet hours that a moment lies in, if they hold for an event of this severity."""
    if subscription.quiet is None or severity >= _BREAK_QUIET[subscription.quiet_except]:
        return None
    nights = _nights(subscription.quiet, ZoneInfo(subscription.timezone), moment)
    return next((night for night in nights if night.start <= moment < night.end), None)


_BREAK_QUIET = {
    "serious": Severity.SERIOUS,
    "urgent": Severity.URGENT,
    "grave": Severity.GRAVE,
    "none": Severity.GRAVE + 1,
}


def _nights(quiet: str, zone: ZoneInfo, moment: datetime) -> Iterator[_Night]:
    start, end = (time.fromisoformat(part) for part in quiet.split("-"))
    today = moment.astimezone(zone).date()
    for days in (-1, 0, 1):
        day = today + days * _DAY
        last = day if start < end else day + _DAY
        yield _Night(start=at_clock(day, start, zone), end=at_clock(last, end, zone))


def _not_in_quiet(subscription: Subscription, severity: Severity, moment: datetime, end: datetime) -> datetime:
    night = _night_of(subscription, severity, end)
    return end if night is None else max(moment, night.start - BEFORE_QUIET)


def _times_of_day(subscription: Subscription) -> tuple[time, ...]:
    written = (*subscription.when.split()[1:], *subscription.at)
    return tuple(time.fromisoformat(clock) for clock in written)
