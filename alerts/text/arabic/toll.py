"""The toll in one Arabic line, and as a list of figures."""

from collections.abc import Mapping, Sequence

from alerts.alert import TollLine
from alerts.severity import ATTACKS, VIOLENT
from alerts.text.arabic.amounts import amount, between, is_vague, people, vague_amount
from alerts.text.arabic.counting import Case, Gender, counted
from alerts.text.arabic.nouns import PERSON, VICTIMS
from alerts.text.arabic.places import at, on
from alerts.text.bidi import foreign, one_line
from alerts.text.toll import Total, joint, leading
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

_STRIKES = ATTACKS | {Cause.SHOOTING, Cause.EXPLOSION, Cause.STABBING}


def toll_line(toll: Sequence[TollLine], place: str | None) -> str | None:
    """What happened to people in one line, or None where no figure says so."""
    told = leading(toll)
    if not told:
        return None
    first = told[0].line
    return " ".join(part for part in (_victims(toll, told), _circumstances(first, place)) if part) + _doer(toll)


def figure_line(line: TollLine) -> tuple[str, str]:
    """The label and the amount of one figure: («القتلى», «بين 9 و12 مدنيا»)."""
    label = "منهم" if line.among else LABELS[line.outcome]
    if is_vague(line) and line.min <= 2 and line.group is Group.PEOPLE:
        return label, "عدد غير محدد"
    return label, amount(line, people(line), Case.NOMINATIVE)


def from_to(before: TollLine, now: TollLine) -> str:
    """A change as «من 9 قتلى إلى 12 قتيلا»."""
    return f"من {_as_victims(before)} إلى {_as_victims(now)}".replace(" بين ", " ما بين ")


def new_part(line: TollLine) -> str:
    """A line that was not told before, for the reason of an alert: «إصابة 3 أطفال»."""
    return f"{_WHAT[line.outcome]} {_gone(line)}"


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
    text = f"{_WHAT[first.line.outcome]} {_gone(first.line)}{_parts(first)}"
    for other in others:
        if other.line.outcome is first.line.outcome:
            text += f" و{_gone(other.line)}"
        else:
            text += f" و{_WHAT[other.line.outcome]} {_others(other.line, first.line)}"
    return text


def _gone(line: TollLine) -> str:
    if line.min == line.max == 1:
        return people(line).singular  # «مقتل طفل»: one is the noun itself
    return amount(line, people(line), Case.GENITIVE)


def _others(line: TollLine, first: TollLine) -> str:
    """The second outcome: «إصابة 20 آخرين» where it is people without a name of their own."""
    if line.group is not Group.PEOPLE or first.outcome not in (Outcome.KILLED, Outcome.INJURED):
        return _gone(line)
    if is_vague(line):
        return _vague_others(line)
    if line.min == line.max and line.min == 1:
        return f"{PERSON.singular} آخر"
    if line.min == line.max and line.min == 2:
        return f"{PERSON.dual_genitive} آخرين"
    words = amount(line, PERSON, Case.GENITIVE)
    for form in (PERSON.plural_genitive, PERSON.accusative, PERSON.singular):
        if line.min >= 3 and words.endswith(" " + form) and (line.max or line.min) < 1_000:
            return words.removesuffix(form) + "آخرين"
    return words


def _vague_others(line: TollLine) -> str:
    """«عشرات آخرين»; the greater words keep their noun: «آلاف الأشخاص»."""
    if line.min <= 2:
        return "آخرين"
    words = vague_amount(line.min, PERSON, Case.GENITIVE)
    return words.replace(PERSON.all_of, "آخرين") if 10 <= line.min < 1_000 else words


def _parts(total: Total) -> str:
    whole = total.line
    if not total.parts or (whole.max is not None and whole.max <= 1):
        return ""
    chosen = total.parts[:2]
    if whole.min == whole.max == 2:
        part = chosen[0]
        if part.min == part.max == 1:
            noun = people(part)
            word = "إحداهما" if noun.gender is Gender.FEMININE and people(whole).gender is Gender.FEMININE else "أحدهما"
            return f" {word} {noun.singular}"
        return ""
    among = "بينهن" if people(whole).gender is Gender.FEMININE else "بينهم"
    return f" {among} " + " و".join(_part(line) for line in chosen)


def _part(line: TollLine) -> str:
    noun = people(line)
    if line.min == line.max == 1:
        return noun.singular
    if line.max is not None and 0 < line.min < line.max:
        return ("" if line.min == 1 and line.max == 2 else "ما ") + between(line.min, line.max, noun, Case.NOMINATIVE)
    return amount(line, noun, Case.NOMINATIVE)


def _bare(line: TollLine) -> bool:
    return is_vague(line) and line.min <= 2 and line.group is Group.PEOPLE


def _circumstances(line: TollLine, place: str | None) -> str:
    cause = None if line.outcome in (Outcome.DETAINED, Outcome.ABDUCTED) else line.cause
    known = _CAUSES.get(cause) if cause is not None else None
    if known is None or cause is None:
        return at(place) if place else ""
    noun, phrase = known
    text = f"إثر {noun}" if line.outcome is Outcome.DISPLACED else phrase
    if not place:
        return text
    if cause in ATTACKS:
        return f"{text} {on(place)}"
    # A second «في» reads badly after «في حادث سير»: the place takes the prefixed preposition.
    return f"{text} {at(place, prefixed=text.startswith('في'))}"


def _doer(toll: Sequence[TollLine]) -> str:
    line = next((one for one in toll if one.actor), None)
    if line is None or line.actor is None or (line.cause is not None and line.cause not in VIOLENT):
        return ""
    # «نُسب» says that others name the doer, and needs no agreement with a doer of unknown gender.
    return f"، ونُسب {'الهجوم' if line.cause in _STRIKES else 'ذلك'} إلى {foreign(one_line(line.actor, 60))}"
