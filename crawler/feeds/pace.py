"""How many items a feed is to be expected to bring, in the hours ahead and at worst, by its rhythm."""

import math
from collections.abc import Iterator
from datetime import datetime, timedelta

from crawler.feeds.rhythm import QUARTER, SLOT, SPANS, Rhythm, quarter_of_day

HOUR = timedelta(hours=1)

# A burst shows in half an hour, and what is left of it half an hour later is a third.
_FRESH = 6  # slots
_BURST_FADES = timedelta(minutes=30)
# A feed of which a third to a half of the day's items come within four hours has editions: what is there does not come
# twice. An outlet that works by day, evenly, has less than 0.3 in its best four hours.
_ABOUT_NOW = timedelta(hours=2)
_FEW, _MOST = 0.3, 0.5
# Today's edition may be longer than most.
_DONE = 0.9
# A feed that was never seen to burst may: an hour may bring three days' items, up to ninety. The belief halves with
# every five days of watching; older days fade, so that a sixteenth of it stays. For this a new feed costs half as much
# again in its first days. Over 40 simulated outlets with bursts nothing was missed in the first two days and two items
# in the five after them; with a day's items, up to forty-five, halved in ten days it was 16 and 36.
_DAYS_IN_AN_HOUR = 3.0
_BELIEVED_BURST = 90.0
_BELIEF_HALVES = 5.0
# The next burst may be larger than the largest so far. Over 80 simulated outlets with bursts this quarter cut the items
# missed in a week from 23 of 26 000 to 6, all of them of a window of ten, for a fifth more requests to such outlets.
_LARGER = 1.25


def burst(rhythm: Rhythm) -> float:
    """Items an hour beyond the usual, where the last half hour brought clearly more than chance would."""
    fresh, expected = sum(rhythm.slots[-_FRESH:]), rhythm.usual(rhythm.at) / 2
    return (fresh - expected) * 2 if fresh > expected + 2 * math.sqrt(expected) + 2 else 0.0


def ahead(rhythm: Rhythm, now: datetime, longest: timedelta) -> Iterator[float]:
    """The items an hour expected in each five minutes from now on."""
    extra, left = burst(rhythm), 1.0 - _edition_done(rhythm, now)
    quarter, rate = -1, 0.0
    for step in range(math.ceil(longest / SLOT)):
        moment = now + SLOT * step
        if quarter_of_day(moment) != quarter:
            quarter, rate = quarter_of_day(moment), rhythm.usual(moment)
        expected = rate * left if SLOT * step < _ABOUT_NOW else rate
        yield expected + extra * math.exp(-(SLOT * step / _BURST_FADES)) if extra else expected


def surprise(rhythm: Rhythm, hours: float) -> float:
    """The most items beyond the expected ones that may come while a feed is not looked at for so long."""
    largest = min(_DAYS_IN_AN_HOUR * rhythm.items_a_day, _BELIEVED_BURST)
    believed: float = largest * 0.5 ** (rhythm.days / _BELIEF_HALVES)
    return max(believed * min(1.0, hours), _LARGER * _seen(rhythm, hours))


def _seen(rhythm: Rhythm, hours: float) -> float:
    """The most that did come, in a span of this length: a straight line between the spans remembered."""
    before, most_before = 0.0, 0.0
    for span, most in zip(SPANS, rhythm.surprises, strict=True):
        long = span * SLOT / HOUR
        if hours <= long:
            return most_before + (most - most_before) * ((hours - before) / (long - before))
        before, most_before = long, most
    return most_before


def _edition_done(rhythm: Rhythm, now: datetime) -> float:
    """Which share of what is expected about now, before and after, has come already; 0 for a feed without editions."""
    steps = _ABOUT_NOW // QUARTER
    expected = sum(rhythm.usual(now + QUARTER * step) / 4 for step in range(-steps, steps + 1))
    has_editions = (expected / rhythm.items_a_day - _FEW) / (_MOST - _FEW)
    if has_editions <= 0 or expected <= 0:
        return 0.0
    # What has come today counts in the expectation of today, which must not make an edition look half done.
    came = sum(rhythm.slots[-(_ABOUT_NOW // SLOT) :])
    return _DONE * min(1.0, has_editions) * min(1.0, came / min(expected, rhythm.items_a_day))
