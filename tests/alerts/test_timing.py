"""When a subscription is told, in zones whose clocks change."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from alerts.alert import Severity
from alerts.subscriptions import Recipient, Subscription
from alerts.timing import at_clock, burst_ends, earliest, hour_ends, hour_of, leaves

ZONES = ("Africa/Cairo", "Asia/Beirut", "Africa/Casablanca", "Asia/Tehran", "UTC", "America/New_York")
CLOCKS = ("00:00", "00:30", "02:00", "02:30", "03:00", "08:00", "23:00", "23:30")
FIRST, LAST = date(2025, 1, 1), date(2027, 12, 31)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
SERIOUS = Severity.SERIOUS


def _subscription(**rules: object) -> Subscription:
    return Subscription(name="desk", to=(Recipient(channel="telegram", address="-1"),), **rules)  # type: ignore[arg-type]


def _days() -> Iterator[date]:
    return (FIRST + number * DAY for number in range((LAST - FIRST).days + 1))


def _first_shown(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The first minute at which clocks show this time of the day, or a later one; found by looking at clocks."""
    shown = datetime.combine(day, clock)
    moment = shown.replace(tzinfo=UTC) - timedelta(hours=14)
    offsets = {(moment + timedelta(hours=hours)).astimezone(zone).utcoffset() for hours in range(0, 29, 4)}
    if len(offsets) == 1:
        return (shown - (offsets.pop() or timedelta())).replace(tzinfo=UTC)
    while moment.astimezone(zone).replace(tzinfo=None) < shown:
        moment += MINUTE
    return moment


@pytest.mark.parametrize("zone", ZONES)
def test_every_time_of_every_day_comes_once(zone: str) -> None:
    """A time that is skipped is the moment of the change, one that comes twice the first of the two."""
    for day in _days():
        for clock in CLOCKS:
            at = time.fromisoformat(clock)
            assert at_clock(day, at, ZoneInfo(zone)) == _first_shown(day, at, ZoneInfo(zone)), (day, clock)


@pytest.mark.parametrize(
    ("when", "at"), [("daily 00:30", ()), ("daily", ("23:30",)), ("daily", ("02:30", "00:00", "19:00"))]
)
@pytest.mark.parametrize("zone", ZONES)
def test_what_comes_between_two_digests_goes_into_the_later_one(zone: str, when: str, at: tuple[str, ...]) -> None:
    """On all days of three years: nothing is told early, nothing late, nothing twice, nothing never."""
    chance = random.Random(f"{zone}{when}{at}")
    subscription = _subscription(when=when, at=at, timezone=zone)
    clocks = [time.fromisoformat(clock) for clock in at or (when.split()[1],)]
    slots = sorted({_first_shown(day, clock, ZoneInfo(zone)) for day in _days() for clock in clocks})
    for before, slot in zip(slots, slots[1:], strict=False):
        between = before + chance.random() * (slot - before) + timedelta(microseconds=1)
        for moment in (before + timedelta(microseconds=1), min(between, slot), slot - timedelta(seconds=1), slot):
            assert earliest(subscription, SERIOUS, moment) == slot
            assert earliest(subscription, Severity.URGENT, moment) == moment


@pytest.mark.parametrize("zone", [*ZONES, "Asia/Kathmandu"])
def test_hours_follow_each_other_without_gap_or_overlap(zone: str) -> None:
    """Each is an hour long and ends when clocks show a full one, whatever is changed that night."""
    subscription = _subscription(when="hourly", timezone=zone)
    moment = datetime(2025, 1, 1, 0, 17, 3, tzinfo=UTC)
    while moment.year < 2028:
        start, end = hour_of(ZoneInfo(zone), moment)
        assert start < moment <= end
        assert end - start == timedelta(hours=1)
        shown = end.astimezone(ZoneInfo(zone))
        assert (shown.minute, shown.second) == (0, 0)
        assert earliest(subscription, SERIOUS, moment) == end == earliest(subscription, SERIOUS, end)
        moment += timedelta(hours=5, minutes=7)


@pytest.mark.parametrize("quiet", ["23:00-06:00", "22:00-00:30", "00:15-02:30", "23:10-23:40"])
@pytest.mark.parametrize("zone", ZONES)
def test_quiet_hours_are_kept_on_every_night(zone: str, quiet: str) -> None:
    """Each event is told at once, or at the end of that very night; what was gathered never comes into it."""
    chance = random.Random(f"{zone}{quiet}")
    subscription = _subscription(quiet=quiet, timezone=zone, max_per_hour=3)
    start, end = (time.fromisoformat(part) for part in quiet.split("-"))
    nights = [
        (_first_shown(day, start, ZoneInfo(zone)), _first_shown(day + DAY * (start > end), end, ZoneInfo(zone)))
        for day in _days()
    ]
    for (begins, ends), (following, next_end) in zip(nights, nights[1:], strict=False):
        asleep = begins + chance.random() * (ends - begins) if ends > begins else None
        for moment in [] if asleep is None else [begins, asleep, ends - timedelta(seconds=1)]:
            assert earliest(subscription, SERIOUS, moment) == ends
            assert earliest(subscription, Severity.URGENT, moment) == moment
        awake = ends + chance.random() * (following - ends)
        for moment in (ends, awake, following - timedelta(seconds=1)):
            assert earliest(subscription, SERIOUS, moment) == moment
            for due in (hour_ends, burst_ends):
                gathered = due(subscription, SERIOUS, moment, now=moment)
                assert moment <= gathered <= moment + timedelta(hours=1)
                assert gathered < following or gathered >= next_end


def test_a_burst_at_bedtime_is_told_before_it() -> None:
    """Its digest would come five minutes into quiet hours; an urgent one may."""
    subscription = _subscription(quiet="23:00-06:00")
    evening = datetime(2026, 5, 1, 22, 57, tzinfo=UTC)
    assert burst_ends(subscription, SERIOUS, evening, now=evening) == evening + 2 * MINUTE
    late = evening + timedelta(minutes=2, seconds=30)
    assert burst_ends(subscription, SERIOUS, late, now=late) == late
    assert burst_ends(subscription, Severity.URGENT, evening, now=evening) == evening + 5 * MINUTE


@pytest.mark.parametrize(
    ("rules", "severity", "held"),
    [
        ({}, Severity.URGENT, False),
        ({}, SERIOUS, True),
        ({"quiet_except": "serious"}, SERIOUS, False),
        ({"quiet_except": "serious"}, Severity.NOTICE, True),
        ({"quiet_except": "grave"}, Severity.URGENT, True),
        ({"quiet_except": "grave"}, Severity.GRAVE, False),
        ({"quiet_except": "none"}, Severity.GRAVE, True),
        ({"when": "hourly"}, Severity.URGENT, False),
        ({"when": "hourly", "urgent_now": False}, Severity.GRAVE, False),  # at the hour, in the night
        ({"when": "hourly", "quiet_except": "grave"}, Severity.URGENT, True),
    ],
)
def test_who_breaks_quiet_hours(rules: dict[str, object], severity: Severity, held: bool) -> None:
    """From the class on that is named; `urgent_now` is about the hours and days of `when` alone."""
    night = datetime(2026, 5, 1, 2, 30, tzinfo=UTC)
    told = earliest(_subscription(quiet="23:00-06:00", **rules), severity, night)
    assert (told >= datetime(2026, 5, 1, 6, tzinfo=UTC)) is held


@pytest.mark.parametrize(
    ("rules", "severity", "due", "left"),
    [
        ({"when": "daily 08:00"}, SERIOUS, timedelta(hours=9), False),
        ({"when": "daily 08:00"}, Severity.URGENT, timedelta(hours=9), True),
        ({"when": "daily 08:00", "urgent_now": False}, Severity.GRAVE, timedelta(hours=9), False),
        ({"max_per_hour": 2}, Severity.URGENT, timedelta(minutes=40), True),
        ({"max_per_hour": 2, "urgent_now": False}, Severity.URGENT, timedelta(minutes=40), False),
        ({"max_per_hour": 2, "urgent_now": False}, Severity.GRAVE, timedelta(minutes=40), True),
        ({}, Severity.URGENT, timedelta(minutes=4), False),  # a burst, which urgent events wait for as well
        ({}, Severity.GRAVE, timedelta(minutes=4), True),
    ],
)
def test_what_becomes_graver_leaves_its_digest(
    rules: dict[str, object], severity: Severity, due: timedelta, left: bool
) -> None:
    """Where it would not have been gathered in the first place, and its digest is not about to go out."""
    now = datetime(2026, 5, 1, 23, tzinfo=UTC)
    assert leaves(_subscription(**rules), severity, now, now + due, now=now) is left


def _local(text: str, zone: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("when", "quiet", "zone", "now", "then"),
    [
        ("now", None, "Asia/Damascus", "2026-05-01T12:34:56", "2026-05-01T12:34:56"),
        ("hourly", None, "Asia/Damascus", "2026-05-01T12:34:56", "2026-05-01T13:00:00"),
        ("hourly", None, "Asia/Kathmandu", "2026-05-01T12:34:56", "2026-05-01T13:00:00"),
        ("hourly", None, "UTC", "2026-05-01T12:00:00", "2026-05-01T12:00:00"),
        ("daily 08:00", None, "Asia/Damascus", "2026-05-01T07:59:00", "2026-05-01T08:00:00"),
        ("daily 08:00", None, "Asia/Damascus", "2026-05-01T08:01:00", "2026-05-02T08:00:00"),
        ("now", "23:00-06:00", "Asia/Damascus", "2026-05-01T22:59:59", "2026-05-01T22:59:59"),
        ("now", "23:00-06:00", "Asia/Damascus", "2026-05-01T23:00:00", "2026-05-02T06:00:00"),
        ("now", "23:00-06:00", "Asia/Damascus", "2026-05-02T05:59:59", "2026-05-02T06:00:00"),
        ("now", "23:00-06:00", "Asia/Damascus", "2026-05-02T06:00:00", "2026-05-02T06:00:00"),
        ("now", "13:00-15:00", "Africa/Cairo", "2026-05-01T14:00:00", "2026-05-01T15:00:00"),
        ("daily 03:00", "23:00-06:00", "Asia/Damascus", "2026-05-01T12:00:00", "2026-05-02T06:00:00"),
        # Cairo's clocks go from 00:00 to 01:00 on 24 April 2026: 00:30 does not exist that night.
        ("daily 00:30", None, "Africa/Cairo", "2026-04-23T12:00:00", "2026-04-24T01:00:00"),
        ("now", "22:00-00:30", "Africa/Cairo", "2026-04-23T23:00:00", "2026-04-24T01:00:00"),
    ],
)
def test_the_earliest_moment(when: str, quiet: str | None, zone: str, now: str, then: str) -> None:
    """Times of day are those of the subscription's zone, clock changes included."""
    subscription = _subscription(when=when, quiet=quiet, timezone=zone)
    assert earliest(subscription, Severity.SERIOUS, _local(now, zone)) == _local(then, zone).astimezone(UTC)


def test_an_hour_that_comes_twice_delivers_once() -> None:
    """Beirut's clocks go back at midnight on 25 October 2026: 23:30 comes twice, and the digest the first time."""
    subscription = _subscription(when="daily 23:30", timezone="Asia/Beirut")
    before = datetime(2026, 10, 24, 20, 0, tzinfo=UTC)
    first = earliest(subscription, Severity.NOTICE, before)
    assert first == datetime(2026, 10, 24, 20, 30, tzinfo=UTC)
    second = earliest(subscription, Severity.NOTICE, datetime(2026, 10, 24, 20, 31, tzinfo=UTC))
    assert second == datetime(2026, 10, 25, 21, 30, tzinfo=UTC)


def test_urgent_breaks_quiet_hours_and_serious_does_not() -> None:
    """From URGENT on nobody is let sleep."""
    subscription = _subscription(quiet="23:00-06:00")
    night = datetime(2026, 5, 1, 2, tzinfo=UTC)
    assert earliest(subscription, Severity.SERIOUS, night) == datetime(2026, 5, 1, 6, tzinfo=UTC)
    assert earliest(subscription, Severity.URGENT, night) == night
