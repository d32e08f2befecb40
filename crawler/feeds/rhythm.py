"""What is known of a feed's pace: a small record that is kept with the feed, and to which each visit adds what it saw.

The last visits alone do not show a day: a busy feed has two hundred of them from one midnight to the next. So a
`Rhythm` counts what came by the hour of the day and the day of the week, for weeks; `pace` says what is to be expected
by it, and `cadence` when the feed is visited next. As JSON it takes less than two kilobytes.

At first contact the dates in the window tell the pace of the past hours or days. From then on the new items of a visit
came at their dates, or are spread evenly over the time since the last visit: a feed without dates is known the more
exactly the denser it is visited, and it is visited densely when much comes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from crawler.feeds.visit import Visit

DAY = timedelta(days=1)
QUARTER = timedelta(minutes=15)
QUARTERS = 96  # of an hour, in a day
SLOT = timedelta(minutes=5)
SLOTS = 36  # three hours
# The lengths, in slots, for which it is remembered how far a feed surpassed what was expected of it.
SPANS = (3, 6, 12)

# After a fortnight what was seen counts half: two weekends speak before the oldest is forgotten, and an edition that
# moves (Ramadan, summer time) is expected at its new hour within days.
_HALF_LIFE = 14.0  # days
# Breaking news is rarer: what a feed once did within an hour is remembered for months.
_SURPRISE_HALF_LIFE = 60.0  # days
# A feed that was watched for less is surprising every day.
_KNOWN_AFTER = 2.0  # days
# An edition that comes an hour early or late is no surprise.
_TOLERANCE = 4  # quarters of an hour
# After a pause longer than this (failures, the daemon was off) the window shows an unknown part of what came: nothing
# is learnt of the pace.
_LONGEST_GAP = timedelta(hours=12)
# How far a window's dates are followed back at first contact.
_LONGEST_PAST = timedelta(days=14)
# Of a feed of which nothing is known two items an hour are believed, as if it had been watched for three quarters of
# one: an agency and a weekly site are told apart at first sight where there are dates, else within hours.
_BELIEVED_DAYS = 0.03
_BELIEVED_ITEMS = 1.44
_MUCH_FASTER = 3.0
# That an hour of the day, or a day of the week, is like any other has as much weight as one day's watching.
_EVEN_DAYS = 1.0
# Nobody puts an edition up at the same minute every day: what came in a quarter of an hour is expected up to half an
# hour earlier or later.
_NEAR = (1 / 9, 2 / 9, 3 / 9, 2 / 9, 1 / 9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """A feed's pace as of its last good visit `at`; older days fade, so that counts are fractions. Hours are UTC.

    `window` is how many items the feed last showed. `quarters` are the items by quarter of an hour of the day,
    `weekdays` those by day of the week from Monday on, `watched` for how many of each of these days it was watched.
    `slots` are the items of the last three hours by five minutes, the newest last. `surprises` are the most items
    beyond what was expected that came within a quarter of an hour, half an hour, an hour. `floor` and `skip_hours` are
    as in Visit, from the feed's last document: a "not modified" does not repeat them. `rolls` once an item was seen to
    have left the window: until then a feed of three items may be one that has only three.
    """

    at: datetime
    window: int = 0
    quarters: Annotated[tuple[float, ...], Field(min_length=QUARTERS, max_length=QUARTERS)] = (0.0,) * QUARTERS
    weekdays: Annotated[tuple[float, ...], Field(min_length=7, max_length=7)] = (0.0,) * 7
    watched: Annotated[tuple[float, ...], Field(min_length=7, max_length=7)] = (0.0,) * 7
    slots: Annotated[tuple[int, ...], Field(min_length=SLOTS, max_length=SLOTS)] = (0,) * SLOTS
    surprises: Annotated[tuple[float, ...], Field(min_length=len(SPANS), max_length=len(SPANS))] = (0.0,) * len(SPANS)
    floor: timedelta | None = None
    skip_hours: frozenset[int] = frozenset()
    rolls: bool = False

    @property
    def days(self) -> float:
        """How long the feed was watched, older days counting less: never more than twenty."""
        return sum(self.watched)

    @property
    def items_a_day(self) -> float:
        """The mean over all days watched."""
        return (sum(self.weekdays) + _BELIEVED_ITEMS) / (self.days + _BELIEVED_DAYS)

    @property
    def usual_gap(self) -> timedelta:
        """What lies between two items, over all days watched."""
        return DAY / self.items_a_day

    def usual(self, moment: datetime) -> float:
        """Items an hour at such a time of the day and of the week."""
        a_day, days = self.items_a_day, self.days
        quarter, weekday = quarter_of_day(moment), moment.astimezone(UTC).weekday()
        near = sum(weight * self.quarters[(quarter + ahead) % QUARTERS] for ahead, weight in enumerate(_NEAR, -2))
        known = days / (days + _EVEN_DAYS)
        # Within the first day each quarter was watched once or not at all.
        by_quarter = (1 - known) * a_day / QUARTERS + known * near / max(1.0, days)
        by_weekday = (self.weekdays[weekday] / a_day + _EVEN_DAYS) / (self.watched[weekday] + _EVEN_DAYS)
        return by_quarter * 4 * by_weekday


_adapter = TypeAdapter(Rhythm)


def rhythm_to_json(rhythm: Rhythm) -> dict[str, Any]:
    """What is kept in a JSON column."""
    kept: dict[str, Any] = _adapter.dump_python(rhythm, mode="json")
    return kept


def rhythm_from_json(kept: object) -> Rhythm | None:
    """The rhythm that was kept, or None where there is none of this form: then it is learnt anew."""
    try:
        return None if kept is None else _adapter.validate_python(kept)
    except ValidationError:
        return None


def learn(rhythm: Rhythm | None, visit: Visit) -> Rhythm | None:
    """The rhythm after a visit; None until a feed has answered for the first time. Failures teach nothing."""
    if not visit.outcome.is_success:
        return rhythm
    if rhythm is None:
        known = _at_first_sight(visit)
    elif timedelta(0) < visit.at - rhythm.at <= _LONGEST_GAP:
        known = _after_a_gap(rhythm, visit)
    else:
        known = replace(rhythm, at=visit.at, slots=(0,) * SLOTS)
    if not visit.found:  # not modified, or the same body: the window is the one known
        return known
    rolls = known.rolls or 0 < visit.found < known.window + visit.new
    return replace(known, window=visit.found, floor=visit.floor, skip_hours=visit.skip_hours, rolls=rolls)


def learn_all(visits: Iterable[Visit]) -> Rhythm | None:
    """The rhythm of a feed of which nothing but its visits is kept, the oldest first."""
    rhythm = None
    for visit in visits:
        rhythm = learn(rhythm, visit)
    return rhythm


def quarter_of_day(moment: datetime) -> int:
    """Which quarter of an hour of its day in UTC a moment lies in."""
    moment = moment.astimezone(UTC)
    return moment.hour * 4 + moment.minute // 15


def _at_first_sight(visit: Visit) -> Rhythm:
    dates = sorted(date for date in visit.dates if visit.at - _LONGEST_PAST < date < visit.at)
    if len(dates) < 2:
        return Rhythm(at=visit.at)
    # A tenth of them does not count: an old item pinned to the top would stretch a morning to weeks.
    since, half = dates[len(dates) // 10], dates[len(dates) // 2]
    # Two pinned items of ten, or those from before a holiday, would do the same: where the newer half came much faster
    # than all of it, the older half says nothing of today.
    if (visit.at - since) / (len(dates) - len(dates) // 10) > _MUCH_FASTER * (visit.at - half) / (len(dates) // 2):
        since = half
    return _count(Rhythm(at=since), [date for date in dates if date > since], visit.at)


def _after_a_gap(rhythm: Rhythm, visit: Visit) -> Rhythm:
    gap = visit.at - rhythm.at
    dates = [date for date in visit.dates if rhythm.at < date <= visit.at]
    undated = max(0, visit.new - len(dates))
    spread = [rhythm.at + gap * ((n + 0.5) / undated) for n in range(undated)]
    known = _count(rhythm, [*dates, *spread], visit.at)
    return _with_surprises(known, gap, undated)


def _count(rhythm: Rhythm, came: Sequence[datetime], until: datetime) -> Rhythm:
    """Adds what came between the rhythm's moment and `until`."""
    fade = 0.5 ** ((until - rhythm.at) / DAY / _HALF_LIFE)
    quarters = [count * fade for count in rhythm.quarters]
    weekdays = [count * fade for count in rhythm.weekdays]
    watched = [days * fade for days in rhythm.watched]
    newest = _slot_number(until)
    moved = min(SLOTS, newest - _slot_number(rhythm.at))
    slots = [*rhythm.slots[moved:], *[0] * moved]
    for moment in came:
        quarters[quarter_of_day(moment)] += 1
        weekdays[moment.astimezone(UTC).weekday()] += 1
        if (ago := newest - _slot_number(moment)) < SLOTS:
            slots[SLOTS - 1 - ago] += 1
    for weekday, part in _days_between(rhythm.at, until):
        watched[weekday] += part
    return replace(
        rhythm,
        at=until,
        quarters=_rounded(quarters),
        weekdays=_rounded(weekdays),
        watched=_rounded(watched),
        slots=tuple(slots),
    )


def _slot_number(moment: datetime) -> int:
    return int(moment.timestamp() // SLOT.total_seconds())


def _days_between(begin: datetime, end: datetime) -> Iterator[tuple[int, float]]:
    """The part of each day, by its weekday, that lies between two moments."""
    begin = begin.astimezone(UTC)
    while begin < end:
        midnight = begin.replace(hour=0, minute=0, second=0, microsecond=0) + DAY
        yield begin.weekday(), (min(midnight, end) - begin) / DAY
        begin = midnight


def _with_surprises(rhythm: Rhythm, gap: timedelta, undated: int) -> Rhythm:
    """Compares what came since the last visit with what was expected of these hours."""
    fade = 0.5 ** (gap / DAY / _SURPRISE_HALF_LIFE)
    surprises = [most * fade for most in rhythm.surprises]
    first = max(0, SLOTS - 1 - gap // SLOT)
    if rhythm.days >= _KNOWN_AFTER and any(rhythm.slots[first:]):
        longest = SPANS[-1] // 3 + _TOLERANCE
        quarters = [rhythm.usual(rhythm.at + QUARTER * n) / 4 for n in range(-longest, _TOLERANCE + 1)]
        for number, span in enumerate(SPANS):
            came = max(sum(rhythm.slots[max(0, end - span) : end]) for end in range(first + 1, SLOTS + 1))
            if gap <= 1.5 * span * SLOT:
                came = max(came, undated)  # spread over the gap, but they may well have come within this span
            expected = sum(quarters[longest - span // 3 - _TOLERANCE :])
            surprises[number] = max(surprises[number], came - expected)
    return replace(rhythm, surprises=_rounded(surprises))


def _rounded(counts: list[float]) -> tuple[float, ...]:
    """Five decimals keep the record small, and still fade: in ten minutes a count loses one part in 3000."""
    return tuple(round(count, 5) for count in counts)
