"""Whether something grows steadily: pure, over samples taken at even times."""

from collections.abc import Sequence
from statistics import fmean

FREE_SHARE = 0.05  # of what it was: a heap breathes, and caches fill
FREE_OF = {"MB": 8.0, "files": 3.0}
SLOWING = 2 / 3  # of the step before: memories that have a most fill ever more slowly, and a leak goes on as it began
MOST_AN_HOUR = {"MB": 0.5, "files": 0.1}  # at the end, however it slowed: in a week a role would not outgrow its bounds


def quarters(samples: Sequence[float]) -> tuple[float, float, float, float]:
    """The means of the four quarters."""
    size = len(samples) // 4
    assert size, "too few samples"
    first, second, third = (fmean(samples[at * size : (at + 1) * size]) for at in range(3))
    return first, second, third, fmean(samples[3 * size :])


def slope(samples: Sequence[float], per: float) -> float:
    """The rise of a straight line through the samples, for `per` of them."""
    middle = (len(samples) - 1) / 2
    mean = fmean(samples)
    above = sum((at - middle) * (value - mean) for at, value in enumerate(samples))
    return per * above / sum((at - middle) ** 2 for at in range(len(samples)))


def grows(samples: Sequence[float], unit: str, per_hour: int = 4) -> bool:
    """Whether it rises from quarter to quarter after the first, in which everything warms up, by more than is free, and
    goes on doing so: it does not slow down, or is still too fast in the last quarter."""
    _, second, third, fourth = quarters(samples)
    free = max(FREE_OF[unit], FREE_SHARE * second)
    if fourth - second <= free or not second < third < fourth:
        return False
    slows = fourth - third < SLOWING * (third - second)
    return not slows or slope(samples[-(len(samples) // 4) :], per_hour) > MOST_AN_HOUR[unit]
