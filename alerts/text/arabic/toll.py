"""The toll in one Arabic line, and as a list of figures."""

from collections.abc import Mapping, Sequence

from alerts.alert import TollLine
from alerts.severity import ATTACKS
from alerts.text.arabic.amounts import amount, between, is_vague, people, vague_amount
from alerts.text.arabic.counting import Case, Gender, Noun, counted
from alerts.text.arabic.doers import doer
from alerts.text.arabic.nouns import VICTIMS, WOMEN_OF
from alerts.text.arabic.places import at, on
from alerts.text.toll import Total, joint, leading, many_happenings, telling_parts
from crawler.facts.figure import Cause, Group, Outcome

_WHAT: Mapping[Outcome, str] = {
    Outcome.KILLED: "مقتل",
    Outcome.INJURED: "إصابة",
    Outcome.MISSING: "فقدان",
    Outcome.DETAINED: "اعتقال",
    Outcome.ABDUCTED: "اختطاف",
    Outcome.DISPLACED: "نزوح",
}

LABELS: Mapping[Outcome, str] = {
    Outcome.KILLED: "القتلى",
    Outcome.INJURED: "الجرحى",
    Outcome.MISSING: "المفقودون",
    Outcome.DETAINED: "المعتقلون",
    Outcome.ABDUCTED: "المختطفون",
    Outcome.DISPLACED: "النازحون",
}

# The noun alone, and how it follows «مقتل 12 مدنيا …».
_CAUSES: Mapping[Cause, tuple[str, str]] = {
    Cause.AIRSTRIKE: ("غارة جوية", "في غارة جوية"),
    Cause.SHELLING: ("قصف", "في قصف"),
    Cause.SHOOTING: ("إطلاق نار", "في إطلاق نار"),
    Cause.EXPLOSION: ("انفجار", "في انفجار"),
    Cause.MINE: ("انفجار لغم", "في انفجار لغم"),
    Cause.DRONE: ("هجوم بطائرة مسيرة", "في هجوم بطائرة مسيرة"),
    Cause.CLASHES: ("اشتباكات", "في اشتباكات"),
    Cause.TORTURE: ("تعذيب", "تحت التعذيب"),
    Cause.EXECUTION: ("عملية إعدام", "في عملية إعدام"),
    Cause.STABBING: ("حادث طعن", "في حادث طعن"),
    Cause.ROAD_ACCIDENT: ("حادث سير", "في حادث سير"),
    Cause.FIRE: ("حريق", "في حريق"),
    Cause.COLLAPSE: ("حادث انهيار", "في حادث انهيار"),
    Cause.EARTHQUAKE: ("زلزال", "في زلزال"),
    Cause.FLOOD: ("فيضانات", "في فيضانات"),
    Cause.SHIPWRECK: ("غرق قارب", "في غرق قارب"),
    Cause.HEAT_COLD: ("قسوة الطقس", "بسبب قسوة الطقس"),
    Cause.STAMPEDE: ("تدافع", "في تدافع"),
}

# Where so many came to harm that it was more than one.
_MANY: Mapping[Cause, tuple[str, str]] = {
    Cause.AIRSTRIKE: ("غارات جوية", "في غارات جوية"),
    Cause.ROAD_ACCIDENT: ("حوادث سير", "في حوادث سير"),
}

# What death is called where nobody kills: «مصرع» of accidents, «وفاة» of the weather.
_DEATHS: Mapping[Cause, str] = {
    **dict.fromkeys(
        (
            Cause.ROAD_ACCIDENT,
            Cause.FIRE,
            Cause.COLLAPSE,
            Cause.EARTHQUAKE,
            Cause.FLOOD,
            Cause.SHIPWRECK,
            Cause.STAMPEDE,
        ),
        "مصرع",
    ),
    Cause.HEAT_COLD: "وفاة",
    Cause.EXECUTION: "إعدام",
}

# Groups that have nobody in common, so that they may make up the whole.
_APART = frozenset({Group.CHILDREN, Group.WOMEN, Group.MEN})


def toll_line(toll: Sequence[TollLine], place: str | None) -> str | None:
    """What happened to people in one line, or None where no figure says so."""
    told = leading(toll)
    if not told:
        return None
    first = told[0].line
    return " ".join(
        part for part in (_victims(toll, told), _circumstances(first, place, many=many_happenings(toll))) if part
    ) + doer(toll, [total.line for total in told])


def figure_line(line: TollLine) -> tuple[str, str]:
    """The label and the amount of one figure: («القتلى», «ما بين 9 و12 مدنيا»)."""
    label = "منهم" if line.among else LABELS[line.outcome]
    if is_vague(line) and line.min <= 2 and line.group is Group.PEOPLE:
        return label, "عدد غير محدد"
    return label, amount(line, people(line), Case.NOMINATIVE)


def from_to(before: TollLine, now: TollLine) -> str:
    """A change as «من 9 قتلى إلى 12 قتيلا»."""
    return f"من {_as_victims(before)} إلى {_as_victims(now)}".replace("من ما بين", "مما بين")


def new_part(line: TollLine) -> str:
    """A line that was not told before, for the reason of an alert: «إصابة 3 أطفال»."""
    return f"{_what(line)} {_gone(line)}"


def _as_victims(line: TollLine) -> str:
    if is_vague(line) and line.min <= 2:
        return f"عدد غير محدد من {VICTIMS[line.outcome].all_of}"
    return amount(line, VICTIMS[line.outcome], Case.GENITIVE)


def _victims(toll: Sequence[TollLine], told: Sequence[Total]) -> str:
    both = joint(toll)
    if both is not None and both.max is not None:
        # «60 بين قتيل وجريح» says nothing of how many were killed, so nothing is said of it here.
        noun = people(both)
        return f"سقوط {counted(both.max, noun)} بين قتيل وجريح"
    if all(_bare(total.line) for total in told) and {total.line.outcome for total in told} <= {
        Outcome.KILLED,
        Outcome.INJURED,
    }:
        return "سقوط " + " و".join(VICTIMS[total.line.outcome].plural for total in told)
    first, *others = told
    text = f"{_what(first.line)} {_gone(first.line)}{_parts(first)}"
    for other in others:
        if other.line.outcome is first.line.outcome:
            text += f" و{_gone(other.line)}"
        else:
            text += f" و{_WHAT[other.line.outcome]} {_others(other.line, [total.line for total in told])}"
    return text


def _what(line: TollLine) -> str:
    known = _DEATHS.get(line.cause) if line.outcome is Outcome.KILLED and line.cause is not None else None
    return known or _WHAT[line.outcome]


def _gone(line: TollLine) -> str:
    if line.min == line.max == 1:
        return people(line).singular  # «مقتل طفل»: one is the noun itself
    return amount(line, people(line), Case.GENITIVE)


def _others(line: TollLine, told: Sequence[TollLine]) -> str:
    """The second outcome: «إصابة 20 آخرين» where they are people without a name of their own, or of the same name."""
    before = [one for one in told if one.outcome is not line.outcome]
    same = line.group in {one.group for one in before} and len(before) == 1
    if before[0].outcome not in (Outcome.KILLED, Outcome.INJURED) or not (same or line.group is Group.PEOPLE):
        return _gone(line)
    noun = people(line)
    feminine = noun.gender is Gender.FEMININE
    if is_vague(line):
        return _vague_others(line, noun)
    if line.min == line.max and line.min == 1:
        return f"{noun.singular} {'أخرى' if feminine else 'آخر'}"
    if line.min == line.max and line.min == 2:
        return f"{noun.dual_genitive} {'أخريين' if feminine else 'آخرين'}"
    words = amount(line, noun, Case.GENITIVE)
    for form in (noun.plural_genitive, noun.accusative, noun.singular):
        if line.min >= 3 and words.endswith(" " + form) and (line.max or line.min) < 1_000:
            return words.removesuffix(form) + ("أخريات" if feminine else "آخرين")
    return words


def _vague_others(line: TollLine, noun: Noun) -> str:
    """«عشرات آخرين»; the greater words keep their noun: «آلاف الأشخاص»."""
    others = "أخريات" if noun.gender is Gender.FEMININE else "آخرين"
    if line.min <= 2:
        return others
    words = vague_amount(line.min, noun, Case.GENITIVE)
    return words.replace(noun.all_of, others) if 10 <= line.min < 1_000 else words


def _parts(total: Total) -> str:
    whole = total.line
    chosen = telling_parts(total)
    if not chosen or (whole.max is not None and whole.max <= 1):
        return ""
    feminine = people(whole).gender is Gender.FEMININE
    if whole.min == whole.max == 2:
        part = chosen[0]
        if part.min == part.max == 1:
            return f" {'إحداهما' if feminine else 'أحدهما'} {_part_noun(part, feminine=feminine).singular}"
        return ""
    among = ("" if _make_up(chosen, total) else "بين") + ("هن" if feminine else "هم")
    return f" {among} " + " و".join(_part(line, _part_noun(line, feminine=feminine)) for line in chosen)


def _part_noun(line: TollLine, *, feminine: bool) -> Noun:
    return WOMEN_OF.get(line.group, people(line)) if feminine else people(line)


def _make_up(parts: Sequence[TollLine], total: Total) -> bool:
    """Whether the parts are the whole: «3 أشخاص هم طفلان وامرأة»."""
    exact = all(one.min == one.max for one in (*parts, total.line))
    groups = {one.group for one in parts}
    return exact and groups <= _APART and len(groups) > 1 and sum(one.min for one in parts) == total.line.min


def _part(line: TollLine, noun: Noun) -> str:
    if is_vague(line) and 2 <= line.min < 10:
        return noun.some(Case.NOMINATIVE)
    if line.min == line.max == 1:
        return noun.singular
    if line.max is not None and 0 < line.min < line.max:
        return ("" if line.min == 1 and line.max == 2 else "ما ") + between(line.min, line.max, noun, Case.NOMINATIVE)
    return amount(line, noun, Case.NOMINATIVE)


def _bare(line: TollLine) -> bool:
    return is_vague(line) and line.min <= 2 and line.group is Group.PEOPLE


def _circumstances(line: TollLine, place: str | None, *, many: bool) -> str:
    cause = None if line.outcome in (Outcome.DETAINED, Outcome.ABDUCTED) else line.cause
    known = (_MANY.get(cause) if many else None) or _CAUSES.get(cause) if cause is not None else None
    if known is None or cause is None:
        return at(place) if place else ""
    if cause is Cause.EXECUTION and line.outcome is Outcome.KILLED:
        return at(place) if place else ""
    noun, phrase = known
    text = f"إثر {noun}" if line.outcome is Outcome.DISPLACED else phrase
    if not place:
        return text
    if cause in ATTACKS:
        return f"{text} {on(place)}"
    # A second «في» reads badly after «في حادث سير»: the place takes the prefixed preposition.
    return f"{text} {at(place, prefixed=text.startswith('في'))}"
