"""What of a toll is told first: totals with their parts, the gravest outcome leading."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from alerts.alert import Alert, AlertReason, TollLine
from crawler.facts.figure import Group, Outcome, Qualifier

MOST_REASONS = 3
ORDER = tuple(Outcome)  # killed, injured, missing, detained, abducted, displaced

ARMED = frozenset({Group.FIGHTERS, Group.SOLDIERS, Group.POLICE})
_MANY = 200

# Parts that a reader wants to hear of, the most telling first.
_TELLING = (
    Group.CHILDREN,
    Group.WOMEN,
    Group.JOURNALISTS,
    Group.MEDICS,
    Group.AID_WORKERS,
    Group.CIVILIANS,
    Group.ELDERLY,
    Group.STUDENTS,
    Group.OFFICIALS,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A line of the toll that is no part of another, with the parts of it that are told."""

    line: TollLine
    parts: tuple[TollLine, ...] = ()


def totals(toll: Sequence[TollLine]) -> tuple[Total, ...]:
    """The totals in the order they are told; of several lines of one outcome, the one that covers most leads."""
    found: list[Total] = []
    for outcome in ORDER:
        lines = [line for line in toll if line.outcome is outcome and _counts(line)]
        parts = [line for line in lines if line.among]
        whole = [line for line in lines if not line.among] or parts[:1]
        # People of whom more are told to be civilians are not all that there were: four bodies beside nine dead.
        most = max((line.min for line in whole), default=0)
        whole.sort(
            key=lambda line: (line.group is not Group.PEOPLE or _upper(line) < most, -line.min, -(line.max or line.min))
        )
        for index, line in enumerate(whole):
            own = tuple(part for part in parts if part is not line and part.group is not Group.PEOPLE)
            # That people are among people says nothing.
            total = Total(line=line, parts=tuple(sorted(own, key=_rank)) if index == 0 else ())
            found.append(_all_of_one_group(total))
    return tuple(found)


def _all_of_one_group(total: Total) -> Total:
    """Three people, three children among them, are three children."""
    whole = total.line
    if whole.group is not Group.PEOPLE or whole.min != whole.max:
        return total
    alike = next((part for part in total.parts if part.min == part.max == whole.min), None)
    if alike is None:
        return total
    rest = tuple(part for part in total.parts if part is not alike and part.group is not alike.group)
    return Total(line=replace(whole, group=alike.group), parts=rest)


def leading(toll: Sequence[TollLine]) -> tuple[Total, ...]:
    """What one sentence can hold: the first two outcomes, and for each its total, or two groups where none is it."""
    told: list[Total] = []
    outcomes: list[Outcome] = []
    for total in totals(toll):
        outcome = total.line.outcome
        if outcome in outcomes:
            same = [one for one in told if one.line.outcome is outcome]
            if total.line.group is Group.PEOPLE:
                continue
            if len(same) == 1 and same[0].line.group is not Group.PEOPLE and outcome is outcomes[0]:
                told.append(total)
        elif len(outcomes) < 2:
            outcomes.append(outcome)
            told.append(total)
    return tuple(told)


def telling_parts(total: Total) -> list[TollLine]:
    """The parts that one sentence can hold, each group once. Prisoners among prisoners, or soldiers among fighters, say
    nothing that a reader could use."""
    whole = total.line.group
    parts: dict[Group, TollLine] = {}
    for part in total.parts:
        if part.group is not whole and not (whole in ARMED and part.group in ARMED):
            parts.setdefault(part.group, part)
    return list(parts.values())[:2]


def many_happenings(toll: Sequence[TollLine]) -> bool:
    """Whether so many came to harm that one strike, or one accident, is unlikely to have done it."""
    return any(_upper(line) >= _MANY for line in toll if line.outcome in (Outcome.KILLED, Outcome.INJURED))


def joint(toll: Sequence[TollLine]) -> TollLine | None:
    """The line of «60 بين قتيل وجريح»: the same number given for killed and injured together."""
    whole = {line.outcome: line for line in toll if not line.among and line.min == 0 and line.max is not None}
    killed, injured = whole.get(Outcome.KILLED), whole.get(Outcome.INJURED)
    if killed is None or injured is None or killed.max != injured.max:
        return None
    return killed


def changed_outcome(
    toll: Sequence[TollLine], previous: Sequence[TollLine], *, up: bool
) -> tuple[TollLine, TollLine] | None:
    """The gravest outcome whose count rose, or fell, since it was told before, as (before, now).

    A count is the upper end of its range, as it is where it is decided whether a change is told (`alerts/steps.py`);
    a range that only narrowed counts where nothing else changed.
    """
    pairs = [(_highest(previous, outcome), _highest(toll, outcome)) for outcome in ORDER]
    known = [(old, new) for old, new in pairs if old is not None and new is not None]
    moved = [(old, new) for old, new in known if _upper(old) != _upper(new)]
    wanted = [(old, new) for old, new in moved if (_upper(new) > _upper(old)) is up]
    narrowed = [(old, new) for old, new in known if not moved and (old.min, old.max) != (new.min, new.max)]
    return next(iter(wanted + narrowed), None)


def said_reasons(alert: Alert) -> tuple[AlertReason, ...]:
    """The reasons that one line can hold, the leading one first. Beside a toll that rose no other one fell: the line
    of figures shows both."""
    other = {AlertReason.TOLL_ROSE: AlertReason.CORRECTED, AlertReason.CORRECTED: AlertReason.TOLL_ROSE}
    further = (reason for reason in alert.further if reason is not other.get(alert.reason))
    return (alert.reason, *further)[:MOST_REASONS]


def disputed(toll: Sequence[TollLine]) -> TollLine | None:
    """The gravest line that sources give as a range."""
    ranges = (line for line in toll if not line.among and line.max is not None and 0 < line.min < line.max)
    return min(ranges, key=lambda line: ORDER.index(line.outcome), default=None)


def _highest(toll: Sequence[TollLine], outcome: Outcome) -> TollLine | None:
    lines = [line for line in toll if line.outcome is outcome and not line.among]
    return max(lines, key=_upper, default=None)


def _upper(line: TollLine) -> int:
    return line.min if line.max is None else line.max


def _counts(line: TollLine) -> bool:
    return line.min > 0 or bool(line.max)


def _rank(line: TollLine) -> tuple[bool, int]:
    # «بينهم نساء وأطفال»: numbers before bare plurals, then the most telling group.
    said = line.qualifier is not Qualifier.VAGUE
    return (not said, _TELLING.index(line.group) if line.group in _TELLING else len(_TELLING))
