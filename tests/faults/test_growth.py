"""The soak's judge knows a leak from a heap that breathes."""

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
