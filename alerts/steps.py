"""Steps: what of an event is worth a message of its own, each once to each recipient; pure.

A toll is said aloud when it passes 1, 2, 3, 5, 10, 20, 30, 50, 100, 200 … (1, 2, 3 and 5 times a power of ten): each is
a rise by half at least, and the classes of severity begin at some of them. Of the injured, missing, detained and
abducted the steps begin at 10, of the displaced at 1,000. A fall is said when it goes below a step.

What has been said is remembered with the picture (`Alert.said`), so that rival tolls which replace each other all day
say each step once: 5, 12, 9, 12, 9 is told as 5, as risen to 12, as corrected to 9, and then no more.
"""

from collections.abc import Iterable, Sequence

from alerts.alert import ActLine, Severity, Step, TollLine
from alerts.severity import PROTECTED
from crawler.facts.figure import Group, Outcome

_BEGINS_AT = {Outcome.KILLED: 1, Outcome.DISPLACED: 1_000}
_BEGINS_ELSE = 10
_LEADING = (5, 3, 2, 1)

CONTESTED = Step(of="contested")

# Groups that are said aloud also where they are no part of a larger count: sources word a total each in their own way
# («12 قتيلا», «12 مدنيا»), but who these were is news.
_TOLD_GROUPS = PROTECTED | {Group.WOMEN}


def step_of(outcome: Outcome, count: int | None) -> int:
    """The highest step that a count has reached; 0 below the first, and where there is no count.

    >>> step_of(Outcome.KILLED, 49), step_of(Outcome.INJURED, 9)
    (30, 0)
    """
    least = _BEGINS_AT.get(outcome, _BEGINS_ELSE)
    if count is None or count < least:
        return 0
    power = int("1" + "0" * (len(str(count)) - 1))
    return next(leading * power for leading in _LEADING if leading * power <= count)


def highest(toll: Iterable[TollLine], outcome: Outcome) -> int | None:
    """The highest count of an outcome that a source gives for all of its victims; None where nobody gives one."""
    counts = [line.min if line.max is None else line.max for line in toll if line.outcome is outcome and not line.among]
    return max(counts, default=None)


def new_lines(toll: Iterable[TollLine], before: Sequence[TollLine]) -> tuple[TollLine, ...]:
    """Lines of an outcome and group that were not told before. That those counted before are people is nothing new."""
    known = {(line.outcome, line.group) for line in before}
    counted = {outcome for outcome, _ in known}
    return tuple(
        line
        for line in toll
        if (line.outcome, line.group) not in known and not (line.group is Group.PEOPLE and line.outcome in counted)
    )


def severity_step(severity: Severity) -> Step:
    """The class itself, so that a graver one is said aloud once."""
    return Step(of="severity", height=severity)


def toll_steps(toll: Sequence[TollLine]) -> tuple[Step, ...]:
    """How high the count of each outcome stands."""
    heights = {outcome: step_of(outcome, highest(toll, outcome)) for outcome in Outcome}
    return tuple(Step(of=outcome.value, height=height) for outcome, height in heights.items() if height)


def group_steps(toll: Iterable[TollLine]) -> tuple[Step, ...]:
    """The groups among the killed that are worth saying."""
    return tuple(
        Step(of=f"{line.outcome.value} {line.group.value}")
        for line in toll
        if line.outcome is Outcome.KILLED
        and line.group is not Group.PEOPLE
        and (line.among or line.group in _TOLD_GROUPS)
    )


def act_step(act: ActLine) -> Step:
    """What became of a dealing."""
    return Step(of=f"{act.status.value} {act.kind.value} {':'.join(act.parties)}")


def actor_steps(keys: Iterable[str]) -> tuple[Step, ...]:
    """Who is named as the doer, by the keys of `alerts/doers.py`."""
    return tuple(Step(of=f"actor {key}") for key in keys)


def falls(before: Sequence[TollLine], now: Sequence[TollLine]) -> tuple[Step, ...]:
    """The step down of the gravest count that was told, if it fell below one. Fewer injured beside dead who stay as
    many are corrected in silence."""
    gravest = next((outcome for outcome in Outcome if highest(before, outcome) is not None), None)
    if gravest is None:
        return ()
    old, new = step_of(gravest, highest(before, gravest)), step_of(gravest, highest(now, gravest))
    return (Step(of=f"{gravest.value} corrected to {new}"),) if new < old else ()


def unsaid(steps: Iterable[Step], said: Iterable[Step]) -> tuple[Step, ...]:
    """The steps that are higher than all that was said of the same."""
    heights = _heights(said)
    return tuple(step for step in steps if step.height > heights.get(step.of, 0))


def all_said(said: Iterable[Step], steps: Iterable[Step]) -> tuple[Step, ...]:
    """Both together, the highest of each kind."""
    heights = _heights((*said, *steps))
    return tuple(Step(of=of, height=height) for of, height in sorted(heights.items()))


def _heights(steps: Iterable[Step]) -> dict[str, int]:
    heights: dict[str, int] = {}
    for step in steps:
        heights[step.of] = max(step.height, heights.get(step.of, 0))
    return heights
