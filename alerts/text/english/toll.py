"""The toll in one English line, and as a list of figures."""

from collections.abc import Mapping, Sequence

from alerts.alert import TollLine
from alerts.severity import ATTACKS, VIOLENT
from alerts.text.bidi import isolate
from alerts.text.doer_name import doer_name
from alerts.text.toll import Total, joint, leading, many_happenings, telling_parts
from crawler.facts.figure import Cause, Group, Outcome, Qualifier

_DONE: Mapping[Outcome, str] = {
    Outcome.KILLED: "killed",
    Outcome.INJURED: "injured",
    Outcome.MISSING: "missing",
    Outcome.DETAINED: "detained",
    Outcome.ABDUCTED: "abducted",
    Outcome.DISPLACED: "displaced",
}

_PEOPLE: Mapping[Group, tuple[str, str]] = {
    Group.PEOPLE: ("person", "people"),
    Group.CIVILIANS: ("civilian", "civilians"),
    Group.CHILDREN: ("child", "children"),
    Group.WOMEN: ("woman", "women"),
    Group.MEN: ("man", "men"),
    Group.ELDERLY: ("elderly person", "elderly people"),
    Group.JOURNALISTS: ("journalist", "journalists"),
    Group.MEDICS: ("medic", "medics"),
    Group.AID_WORKERS: ("aid worker", "aid workers"),
    Group.SOLDIERS: ("soldier", "soldiers"),
    Group.POLICE: ("police officer", "police officers"),
    Group.FIGHTERS: ("fighter", "fighters"),
    Group.PRISONERS: ("prisoner", "prisoners"),
    Group.STUDENTS: ("student", "students"),
    Group.MIGRANTS: ("migrant", "migrants"),
    Group.PILGRIMS: ("pilgrim", "pilgrims"),
    Group.OFFICIALS: ("official", "officials"),
}

_CAUSES: Mapping[Cause, str] = {
    Cause.AIRSTRIKE: "in an airstrike",
    Cause.SHELLING: "in shelling",
    Cause.SHOOTING: "in a shooting",
    Cause.EXPLOSION: "in an explosion",
    Cause.MINE: "in a mine blast",
    Cause.DRONE: "in a drone attack",
    Cause.CLASHES: "in clashes",
    Cause.TORTURE: "under torture",
    Cause.EXECUTION: "in an execution",
    Cause.STABBING: "in a stabbing",
    Cause.ROAD_ACCIDENT: "in a road accident",
    Cause.FIRE: "in a fire",
    Cause.COLLAPSE: "in a collapse",
    Cause.EARTHQUAKE: "in an earthquake",
    Cause.FLOOD: "in floods",
    Cause.SHIPWRECK: "when a boat sank",
    Cause.HEAT_COLD: "in extreme weather",
    Cause.STAMPEDE: "in a stampede",
}

# Where so many came to harm that it was more than one.
_MANY: Mapping[Cause, str] = {Cause.AIRSTRIKE: "in airstrikes", Cause.ROAD_ACCIDENT: "in road accidents"}

_VAGUE = (
    (1_000_000, "millions of"),
    (100_000, "hundreds of thousands of"),
    (10_000, "tens of thousands of"),
    (1_000, "thousands of"),
    (100, "hundreds of"),
    (10, "dozens of"),
    (2, "several"),
)


def counted(number: int, forms: tuple[str, str]) -> str:
    """The number with its noun."""
    return f"{number:,} {forms[0] if number == 1 else forms[1]}"


def amount(line: TollLine, forms: tuple[str, str]) -> str:
    """How many, with the noun: "between 9 and 12 civilians", "at least 9 civilians", "dozens of civilians"."""
    if line.qualifier is Qualifier.VAGUE and line.max is None:
        word = next((word for floor, word in _VAGUE if line.min >= floor), None)
        return f"{word} {forms[1]}" if word else counted(max(line.min, 1), forms)
    if line.max is None:
        lead = "more than" if line.qualifier is Qualifier.MORE_THAN else "at least"
        return f"{lead} {counted(max(line.min, 1), forms)}"
    if line.min == line.max:
        about = "about " if line.qualifier is Qualifier.ABOUT and line.min > 2 else ""
        return about + counted(line.min, forms)
    if line.min <= 0:
        return f"at most {counted(line.max, forms)}"
    return f"between {line.min:,} and {counted(line.max, forms)}"


def toll_line(toll: Sequence[TollLine], place: str | None) -> str | None:
    """What happened to people in one line, or None where no figure says so."""
    told = leading(toll)
    if not told:
        return None
    first = told[0].line
    both = joint(toll)
    if both is not None and both.max is not None:
        victims = f"{counted(both.max, _PEOPLE[both.group])} killed or injured"
    else:
        victims = _victims(told)
    where = _circumstances(first, place, many=many_happenings(toll))
    pause = "," if where and both is None and len(told) == 1 and _parts(told[0]) else ""
    text = f"{victims}{pause}{where}{_doer(toll)}"
    return text[0].upper() + text[1:]


def figure_line(line: TollLine) -> tuple[str, str]:
    """The label and the amount of one figure: ("Killed", "between 9 and 12 civilians")."""
    label = "Of them" if line.among else _DONE[line.outcome].capitalize()
    return label, amount(line, _PEOPLE[line.group])


def from_to(before: TollLine, now: TollLine) -> str:
    """A change as "from 9 killed to 12 killed"."""
    word = _DONE[now.outcome]
    return f"from {amount(before, (word, word))} to {amount(now, (word, word))}"


def between(line: TollLine) -> str:
    """A range as "between 5 and 40 killed"."""
    word = _DONE[line.outcome]
    return amount(line, (word, word))


def new_part(line: TollLine) -> str:
    """A line that was not told before: "3 children injured"."""
    return f"{amount(line, _PEOPLE[line.group])} {_DONE[line.outcome]}"


def _victims(told: Sequence[Total]) -> str:
    first, *others = told
    parts = _parts(first)
    text = amount(first.line, _PEOPLE[first.line.group])
    same = [other.line for other in others if other.line.outcome is first.line.outcome]
    for line in same:
        text += f" and {amount(line, _PEOPLE[line.group])}"
    text += f" {_done(first.line)}"
    if parts:
        text += f", including {parts}"
    for other in others:
        if other.line.outcome is not first.line.outcome:
            text += f"{',' if parts else ''} and {_others(other.line, [first.line, *same])}"
    return text


def _parts(total: Total) -> str:
    """As in "3 children and 2 women"; empty where the whole is one person, or nothing more is known."""
    whole = total.line
    if whole.max is not None and whole.max <= 1:
        return ""
    return " and ".join(amount(part, _PEOPLE[part.group]) for part in telling_parts(total))


def _done(line: TollLine) -> str:
    executed = line.outcome is Outcome.KILLED and line.cause is Cause.EXECUTION
    return "executed" if executed else _DONE[line.outcome]


def _others(line: TollLine, before: Sequence[TollLine]) -> str:
    """The second outcome: "15 others injured" where they are just people, or of the same kind."""
    counts = line.qualifier is not Qualifier.VAGUE
    alike = line.group is Group.PEOPLE or (len(before) == 1 and line.group is before[0].group)
    if not alike or not counts or before[0].outcome not in (Outcome.KILLED, Outcome.INJURED):
        return new_part(line)
    return f"{amount(line, ('other', 'others'))} {_done(line)}"


def _circumstances(line: TollLine, place: str | None, *, many: bool) -> str:
    cause = None if line.outcome in (Outcome.DETAINED, Outcome.ABDUCTED) else line.cause
    text = _cause(line, cause, many=many)
    if not place:
        return text
    return f"{text} {'on' if cause in ATTACKS else 'in'} {isolate(place)}"


def _cause(line: TollLine, cause: Cause | None, *, many: bool) -> str:
    if cause is None or cause not in _CAUSES or (cause is Cause.EXECUTION and line.outcome is Outcome.KILLED):
        return ""
    return f" {_MANY.get(cause, _CAUSES[cause]) if many else _CAUSES[cause]}"


def _doer(toll: Sequence[TollLine]) -> str:
    line = next((one for one in toll if one.actor), None)
    name = doer_name(line.actor) if line is not None else None
    if line is None or name is None or (line.cause is not None and line.cause not in VIOLENT):
        return ""
    return f"; attributed to {isolate(name)}"
