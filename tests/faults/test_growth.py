"""The soak's judge knows a leak from a heap that breathes."""

import math
import random

from tests.faults.growth import grows, slope

DICE = random.Random(5)


def test_a_leak_grows() -> None:
    """A megabyte an hour over a day, and a file every two hours."""
    leaking = [200 + hour / 4 + DICE.uniform(-3, 3) for hour in range(96)]
    assert grows(leaking, "MB")
    assert grows([20 + quarter // 8 for quarter in range(96)], "files")
    assert 0.9 < slope(leaking, per=4) < 1.1


def test_warming_up_and_breathing_do_not() -> None:
    """What rises at first and then stays, and what goes up and down."""
    warming = [120 + min(quarter, 20) * 4 + DICE.uniform(-3, 3) for quarter in range(96)]
    assert not grows(warming, "MB")
    assert not grows([200 + 20 * (quarter % 8) for quarter in range(96)], "MB")
    assert not grows([20.0] * 96, "files")


def test_memories_that_fill_are_no_leak_and_hide_none() -> None:
    """Two days in which caches take 40 MB, each hour less; and the same with something lost every hour beneath."""
    filling = [120 + 40 * (1 - math.exp(-quarter / 56)) + DICE.uniform(-0.5, 0.5) for quarter in range(192)]
    assert not grows(filling, "MB")
    assert grows([held + quarter / 5 for quarter, held in enumerate(filling)], "MB")
