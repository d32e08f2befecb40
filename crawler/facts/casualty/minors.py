"""Whether those counted are said to be younger than eighteen."""

from collections.abc import Sequence

from crawler.arabic.words import Word
from crawler.facts.casualty.roles import BABIES, HOURS, OF_LIFE, ORDINALS, PLURAL_MARKS
from crawler.facts.casualty.wording import AGE_MARKS, AGE_UNITS, MONTHS

_REACH = 9  # words behind a noun in which its age may stand
_ADULT = 18
_NOON = 12
_SOME_OF_THEM = frozenset("بينهم بينهن بينهما منهم منهن منهما احدهم احدهما احداهن احداهما وبينهم ومنهم ضمنهم".split())
_HIS_YEAR = frozenset(stem + end for stem in ("عام", "شهر", "ربيع") for end in ("ه", "ها", "هما", "هم"))


def is_minor(words: Sequence[Word], end: int, *, plural: bool) -> bool:
    """«فتى (16 عاما)», «شاب يبلغ من العمر 17 عاما», «فتاة في السادسة عشرة», «حفيديها البالغين 8 و10 سنوات».

    `end` is where the noun ends. Of several people only an age said of all of them counts.
    """
    if _is_under_age(words, end):
        return True
    if plural:
        return _all_minors(words, end)
    for at in range(end, min(end + _REACH, len(words))):
        text = words[at].text
        if text in (".", "،", "\n") and at > end + 5:
            return False
        if text in _SOME_OF_THEM:
            return False  # «16 شخصا، بينهم طفل في السادسة»
        if (
            at >= end
            and text.startswith("و")
            and len(text) > 4
            and not text.startswith(("وعمر", "ويبلغ", "وتبلغ", "والبالغ"))
        ):
            return False  # «قتل زوجته وإصابة ابنه البالغ 11 سنة»: the age is the next one's
        if text == "في" and at - end <= 3:
            age = _ordinal_age(words, at + 1)
            if age is not None:
                return age < _ADULT
        if text in _HIS_YEAR and at + 1 < len(words) and _year_of_life(words, at + 1) < _ADULT:
            return at + 2 >= len(words) or not words[at + 2].text.startswith("وال")
        if text.isdecimal() and len(text) <= 2:
            return _is_age(words, at, end) and (int(text) < _ADULT or words[at + 1].text in BABIES)
    return False


def _year_of_life(words: Sequence[Word], at: int) -> int:
    """«عامه الثالث» is 3, «ربيعها السابع والعشرين» more than any."""
    grown = at + 1 < len(words) and words[at + 1].text.startswith("وال") and words[at + 1].text.endswith("ين")
    return 99 if grown else ORDINALS.get(words[at].text) or ORDINALS.get(words[at].text + "ه", 99)


def _is_under_age(words: Sequence[Word], end: int) -> bool:
    """«ثلاثة فتيان دون الـ15 عاما», «وفتيين دون الخامسة عشرة»"""
    told = [word.text for word in words[end : end + 6]]
    if not told or told[0] != "دون":
        return False
    rest = [text for text in told[1:] if text not in ("سن", "ال", "عمر")]
    if rest and rest[0].isdecimal():
        return int(rest[0]) <= _ADULT
    age = (
        _ordinal_age(words, end + len(told) - len(rest))
        if len(told) > 1 and told[1] != "سن"
        else _ordinal_age(words, end + 2)
    )
    return age is not None and age <= _ADULT


def _is_age(words: Sequence[Word], at: int, end: int) -> bool:
    """Whether a number is an age: a unit behind it and a mark before it, or «في الـ14»."""
    before = words[max(end, at - 4) : at]
    if len(before) == 2 and before[0].text == "في" and before[1].text == "ال" and at - end <= 3:
        behind = [word.text for word in words[at + 1 : at + 3]]
        dated = len(behind) == 2 and (behind[1] in MONTHS or behind[1] == "شهر")
        return not dated and (not behind or (behind[0] not in HOURS - {"من"} and not behind[0].startswith("ال")))
    if at + 1 >= len(words) or words[at + 1].text not in AGE_UNITS:
        return False
    named = any(word.text in ("تدعي", "يدعي", "اسمه", "اسمها") for word in words[end:at])
    if named and words[at - 1].text == "،":
        return True  # «فتاة تدعى ندى، 16 عاما»
    return any(word.text in AGE_MARKS for word in before)


def _ordinal_age(words: Sequence[Word], at: int) -> int | None:
    """«السادسة عشرة», «السابعة من عمرها»; an hour or «الثامنة والعشرين» is None or grown."""
    if at >= len(words) or words[at].text not in ORDINALS:
        return None
    age, end = ORDINALS[words[at].text], at + 1
    following = words[end].text if end < len(words) else ""
    if following in ("عشر", "عشره"):
        age, end = age + 10, end + 1
        if age > _NOON:
            return age  # no hour of the clock
        following = words[end].text if end < len(words) else ""
    elif following.startswith("وال") and following.endswith("ين"):
        return 99  # «في الثامنة والعشرين»
    of_life = any(word.text in OF_LIFE for word in words[end : end + 2])
    return age if of_life or (age > 2 and following not in HOURS) else None


def _all_minors(words: Sequence[Word], end: int) -> bool:
    """«تتراوح أعمارهم بين 10 و15 عاما», «البالغين 8 و10 سنوات»: every age under eighteen."""
    marked = end + 1 < len(words) and words[end].text in ("،", "(") and words[end + 1].text.isdecimal()
    ages: list[int] = []
    for at in range(end + marked, min(end + _REACH, len(words))):
        text = words[at].text
        if text[0] == "و" and len(text) > 4 and not marked:
            return False  # «خمس نساء وتوأمان لم يتجاوزا عامهما الثالث»: the age is of the next
        if text in _HIS_YEAR and at <= end + 3 and at + 1 < len(words):
            return _year_of_life(words, at + 1) < _ADULT  # «توأمان لم يتجاوزا عامهما الثالث»
        if not marked:
            if at > end + 3:
                return False
            marked = text in PLURAL_MARKS
        elif text.removeprefix("و").isdecimal() and len(text) <= 3:
            ages.append(int(text.removeprefix("و")))
        elif text in AGE_UNITS:
            return bool(ages) and max(ages) < _ADULT
        elif words[at].is_sign:
            return False
    return False
