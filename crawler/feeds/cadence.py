"""When a feed is visited next: a pure function of its visits, and of the rhythm that was learnt from all of them.

A visit is due when it is worth it: in busy hours when a few items are to be expected, in quiet ones by the square root
of the pace, which is how visits are best spread over feeds of different paces when the mean delay counts. So a daily
paper is visited closely about the hour of its edition and hardly else, and a burst is followed at once. Whatever that
comes to, a feed is visited again before half of its window is new by a cautious guess, so that nothing rolls over
unseen; only a pause that the server asks for, or failures, may be longer. The answer is a moment between a minute and
six hours ahead; nothing but Retry-After goes beyond.

What this costs, and how late it is, against a visit every ten minutes: `python -m benchmarks.cadence`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from crawler.feeds.pace import HOUR, ahead, burst, surprise
from crawler.feeds.rhythm import SLOT, Rhythm, learn_all
from crawler.feeds.visit import Visit, VisitOutcome

SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(hours=6)
FIRST = timedelta(minutes=10)  # until anything is known of the pace
# A server may ask for any time; a day is the most that is believed.
LONGEST_RETRY_AFTER = timedelta(hours=24)
# What a feed says of its own pace (ttl, max-age) is kept up to here: WordPress writes "hourly" into every feed.
LONGEST_FLOOR = timedelta(minutes=15)

# In busy hours a visit is made for so many items. It is the knob between cost and delay: a third of the requests of
# ten-minute polling is what 1.7 comes to where one feed in ten is an agency's.
_ITEMS_A_VISIT = 1.7
# In quiet hours: an item an hour is looked for every 72 minutes, one a day every six hours.
_PATIENCE = 1.2  # hours
# More visits bring an item minutes earlier at best. Where the window is small the bound below asks for more.
_BUSY = timedelta(minutes=5)
_BURST = timedelta(minutes=4)
# Feeds show ten items at least; one that shows fewer, and never let one go, has no more.
_SMALLEST_WINDOW = 10
# Half of a window leaves as much again for a burst that surpasses all earlier ones.
_NEW_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Outlook:
    """When a visit is worth it, and when half of the window, or all of it, may be new by a cautious guess."""

    worth: timedelta
    half_new: timedelta
    all_new: timedelta


def next_visit(
    history: Sequence[Visit],
    now: datetime,
    *,
    rhythm: Rhythm | None = None,
    jitter: float = 0.0,
    shortest: timedelta = SHORTEST,
    longest: timedelta = LONGEST,
) -> datetime:
    """The moment of the next visit after `history`, oldest first, of which `rhythm` has learnt all.

    Without a rhythm the history is all that is known. `jitter` between -1 and 1 moves the visit by up to a tenth, so
    that feeds added together do not stay together.
    """
    if not history:
        return now
    last = history[-1]
    if last.outcome.is_success:
        known = rhythm or learn_all(history) or Rhythm(at=last.at)
        period = _normal_period(known, history, now, longest)
    else:
        period = max(_after_errors(history), min(last.floor or shortest, LONGEST_FLOOR))
    period *= 1 + max(-1.0, min(1.0, jitter)) / 10
    period = min(max(period, shortest), longest)
    if last.retry_after is not None:
        # Asked-for pauses are kept to the second: jitter must not shorten them.
        period = max(period, min(last.retry_after, LONGEST_RETRY_AFTER))
    return now + period


def missed_items(visit: Visit, previous: Visit | None) -> bool:
    """Whether items may have come and gone between two visits: nothing of the last window is left in the new one.

    `previous` is the last visit that had a window: one that found nothing modified shows none.
    """
    return previous is not None and previous.found > 0 and visit.found > 0 and visit.new >= visit.found


def last_with_window(history: Sequence[Visit]) -> Visit | None:
    """The visit that `missed_items` compares the next one with."""
    return next((visit for visit in reversed(history) if visit.outcome.is_success and visit.found), None)


def outlook(rhythm: Rhythm, now: datetime, longest: timedelta = LONGEST) -> Outlook:
    """What a rhythm lets expect of the time from now on.

    It is followed until a visit is due and for the longest floor; to the end for a feed with hours to be skipped. What
    was not reached by then is `longest`.
    """
    step = SLOT / HOUR
    most = HOUR / (_BURST if burst(rhythm) else _BUSY)  # visits an hour
    window = rhythm.window or math.inf  # not known yet
    if not rhythm.rolls:
        window = max(window, _SMALLEST_WINDOW)
    worth = half_new = all_new = math.inf  # hours
    visits = items = at_worst = 0.0
    for number, rate in enumerate(ahead(rhythm, now, longest)):
        begin = number * step
        if not rhythm.skip_hours and begin * HOUR >= LONGEST_FLOOR and min(worth, half_new) < math.inf:
            break
        wish = min(most, max(rate / _ITEMS_A_VISIT, math.sqrt(rate) / _PATIENCE))
        worst = items + rate * step + surprise(rhythm, begin + step)
        worth = min(worth, _reached(1.0, begin, visits, visits + wish * step))
        half_new = min(half_new, _reached(window * _NEW_SHARE, begin, at_worst, worst))
        all_new = min(all_new, _reached(window, begin, at_worst, worst))
        visits, items, at_worst = visits + wish * step, items + rate * step, worst
    return Outlook(*(HOUR * min(hours, longest / HOUR) for hours in (worth, half_new, all_new)))


def _reached(level: float, begin: float, before: float, after: float) -> float:
    """The hour at which a sum that grows within a slot from `begin` on reaches a level, if it does."""
    if after < level or after <= before:
        return math.inf
    return begin + SLOT / HOUR * max(0.0, (level - before) / (after - before))


def _normal_period(rhythm: Rhythm, history: Sequence[Visit], now: datetime, longest: timedelta) -> timedelta:
    if not rhythm.days:
        return max(FIRST, min(rhythm.floor or FIRST, LONGEST_FLOOR))
    ahead_of_us = outlook(rhythm, now, longest)
    period = min(ahead_of_us.worth, ahead_of_us.half_new)
    last, earlier = history[-1], history[:-1]
    if missed_items(last, last_with_window(earlier)):
        since = next(visit.at for visit in reversed(earlier) if visit.outcome.is_success)
        period = min(period, (last.at - since) / 4)
    # A feed's own wishes are kept as long as nothing is lost by it.
    floor = min(last.floor or rhythm.floor or timedelta(0), LONGEST_FLOOR)
    period = max(period, min(floor, ahead_of_us.all_new))
    awake = _after_skipped_hours(now + period, rhythm.skip_hours) - now
    return max(period, min(awake, ahead_of_us.all_new))


def _after_skipped_hours(moment: datetime, skipped: frozenset[int]) -> datetime:
    """The moment itself, or the end of the hours to be skipped; a feed that skips all of them skips a day."""
    moment = moment.astimezone(UTC)
    for _ in range(24):
        if moment.hour not in skipped:
            break
        moment = moment.replace(minute=0, second=0, microsecond=0) + HOUR
    return moment


def _after_errors(history: Sequence[Visit]) -> timedelta:
    if history[-1].outcome is VisitOutcome.GONE:
        return LONGEST
    errors = 0
    for visit in reversed(history):
        if visit.outcome.is_success:
            break
        errors += 1
    doublings: int = 2 ** min(errors - 1, 10)
    return FIRST / 2 * doublings
