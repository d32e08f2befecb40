"""When a feed is visited next: a pure function of its visits.

A busy feed is visited before its window can roll over unseen, a quiet one seldom, a failing one ever later but never
given up. The answer is a moment between a minute and six hours ahead; nothing but Retry-After goes beyond.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from crawler.feeds.visit import Visit, VisitOutcome

SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(hours=6)
FIRST = timedelta(minutes=10)  # until there is a history
# A server may ask for any time; a day is the most that is believed.
LONGEST_RETRY_AFTER = timedelta(hours=24)
# What a feed says of its own pace (ttl, max-age) is kept up to here: WordPress writes "hourly" into every feed.
LONGEST_FLOOR = timedelta(minutes=15)

# Visits are planned so that about this share of a window is new each time: half of it leaves as much again for a
# burst before anything rolls over unseen.
_WANTED_SHARE = 0.5
# A story should not wait longer than this share of the mean time between two stories.
_PATIENCE = 0.5
# Nor is a feed of many stories an hour visited for each of them, while its window holds them.
_BUSY = timedelta(minutes=3)
_LOOK_BACK = 20  # visits


def next_visit(
    history: Sequence[Visit],
    now: datetime,
    *,
    jitter: float = 0.0,
    shortest: timedelta = SHORTEST,
    longest: timedelta = LONGEST,
) -> datetime:
    """The moment of the next visit after `history`, oldest first.

    `jitter` between -1 and 1 moves it by up to a tenth, so that feeds added together do not stay together.
    """
    if not history:
        return now
    last = history[-1]
    period = _normal_period(history) if last.outcome.is_success else _after_errors(history)
    floor = min(last.floor or shortest, LONGEST_FLOOR)
    period = max(period, floor) * (1 + max(-1.0, min(1.0, jitter)) / 10)
    period = min(max(period, shortest), longest)
    if last.retry_after is not None:
        # Asked-for pauses are kept to the second: jitter must not shorten them.
        period = max(period, min(last.retry_after, LONGEST_RETRY_AFTER))
    return now + period


def missed_items(visit: Visit, previous: Visit | None) -> bool:
    """Whether items may have come and gone between two visits: nothing of the last window is left in the new one."""
    return previous is not None and previous.found > 0 and visit.found > 0 and visit.new >= visit.found


def _normal_period(history: Sequence[Visit]) -> timedelta:
    good = [visit for visit in history if visit.outcome.is_success][-_LOOK_BACK:]
    last, previous = good[-1], good[-2] if len(good) > 1 else None
    if previous is None:
        return FIRST
    span = last.at - previous.at
    if missed_items(last, previous):
        return span / 4
    if last.new:
        share = last.new / max(1, last.found)
        by_window = span * (_WANTED_SHARE / share)
        return min(by_window, max(_between_items(good) * _PATIENCE, span / 2, _BUSY))
    # Nothing new: wait half as long again, up to the pace of the feed's quiet times.
    return min(span * 1.5, max(_between_items(good) * 2, span))


def _between_items(good: Sequence[Visit]) -> timedelta:
    """The mean time between two items over the visits; the first visit's items are of unknown age."""
    items = sum(visit.new for visit in good[1:])
    return (good[-1].at - good[0].at) / max(1, items)


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
