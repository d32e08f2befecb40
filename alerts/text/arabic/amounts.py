"""A line of the toll as an Arabic amount: exact, a range, open above, about, or vague."""

from alerts.alert import TollLine
from alerts.text.arabic.counting import Case, Noun, counted, numeral
from alerts.text.arabic.nouns import PEOPLE
from crawler.facts.figure import Group, Outcome, Qualifier

_VAGUE = (
    (1_000_000, "ملايين"),
    (100_000, "مئات الآلاف من"),
    (10_000, "عشرات الآلاف من"),
    (1_000, "آلاف"),
    (100, "مئات"),
    (10, "عشرات"),
)


def people(line: TollLine) -> Noun:
    """What the people of a line are called. Nobody says «اعتقال 5 معتقلين»."""
    if line.outcome is Outcome.DETAINED and line.group is Group.PRISONERS:
        return PEOPLE[Group.PEOPLE]
    return PEOPLE[line.group]


def amount(line: TollLine, noun: Noun, case: Case) -> str:
    """How many, with the noun: «12 مدنيا», «ما لا يقل عن 9 مدنيين», «ما بين 5 و12 مدنيا», «عشرات المدنيين»."""
    if is_vague(line):
        return vague_amount(line.min, noun, case)
    if line.max is None:
        return _open(line, noun, case)
    if line.min == line.max:
        if line.qualifier is Qualifier.ABOUT and line.min > 2:
            return f"نحو {counted(line.min, noun)}"
        return counted(line.min, noun, case)
    if line.min <= 0:
        return f"ما لا يزيد على {counted(line.max, noun)}"
    return between(line.min, line.max, noun, case)


def is_vague(line: TollLine) -> bool:
    """Whether no number was said at all, only a word such as «عشرات»."""
    return line.qualifier is Qualifier.VAGUE and line.max is None


def between(low: int, high: int, noun: Noun, case: Case = Case.GENITIVE) -> str:
    """A range. Its noun agrees with the upper end; a lower end of one or two is a noun of its own."""
    if (low, high) == (1, 2):
        return f"{noun.singular} أو {noun.two(case)}"
    first = counted(low, noun) if low <= 2 else numeral(low)
    return f"ما بين {first} و{counted(high, noun)}"


def vague_amount(least: int, noun: Noun, case: Case) -> str:
    """A number that was only said in words: «عشرات المدنيين», «مئات الآلاف من النازحين», «عدد من الأطفال»."""
    for floor, word in _VAGUE:
        if least >= floor:
            return f"{word} {noun.all_of}"
    if least <= 1:
        return noun.one()
    return noun.some(case) if case is Case.NOMINATIVE and least == 2 else f"عدد من {noun.all_of}"


def _open(line: TollLine, noun: Noun, case: Case) -> str:
    if line.min <= 2:
        return f"{counted(max(line.min, 1), noun, case)} على الأقل"
    lead = "أكثر من" if line.qualifier is Qualifier.MORE_THAN else "ما لا يقل عن"
    return f"{lead} {counted(line.min, noun)}"
