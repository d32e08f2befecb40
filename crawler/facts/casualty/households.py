"""Households told by their members, «أسرة مكونة من أب وأم وثلاثة أبناء», and ages that stand before the kin of whoever has them."""

from collections.abc import Sequence

from crawler.arabic.letters import folded_words
from crawler.arabic.numbers import numbers_of
from crawler.arabic.words import Word
from crawler.facts.casualty.families import KIN
from crawler.facts.casualty.roles import OF_LIFE
from crawler.facts.casualty.wording import AGE_UNITS

_IN_LIFE = OF_LIFE | folded_words("عقده عقدها عقدهما العقد")
_TELLS_AGE = folded_words("تبلغ يبلغ عمرها عمره البالغة البالغ")
_AGE_WITHIN = 7  # words
_OF_AGE = folded_words(
    "من العقد العمر عمره عمرها عقده عقدها الأول الثاني الثالث الرابع الخامس السادس السابع الثامن والنصف"
)
_TENS = ("العشرين", "الثلاثين", "الاربعين", "الخمسين", "الستين", "السبعين", "الثمانين", "التسعين")
_TENTHS = ("العشرين", "الثلاثين", "الاربعين", "الخمسين", "الستين", "السبعين", "الثمانين")  # «الثلاثينيات»
_PARENTS = {
    **dict.fromkeys(
        folded_words("أب أبا الأب أم أما الأم زوج زوجة الزوج الزوجة والد والدة الوالد الوالدة جد جدة الجد الجدة"), 1
    ),
    **dict.fromkeys(folded_words("زوجين زوجان الزوجين الزوجان والدين الوالدين أبوين الأبوين"), 2),
}
_CHILD = {
    **dict.fromkeys(folded_words("طفل طفلة رضيع رضيعة ابن ابنة شاب فتاة جنين الابن الابنة الطفل الطفلة"), 1),
    **dict.fromkeys(
        folded_words("طفلين طفلان طفلتين طفلتان ابنين ابنان ابنتين ابنتان ولدين ولدان بنتين رضيعين توأمين"), 2
    ),
}
_CHILDREN = folded_words("أبناء أطفال أولاد بنات طفلا ابنا بنتا أبنائهما أطفالهما أولادهما بناتهما")
_MOST_CHILDREN = 20


def behind_age(words: Sequence[Word], index: int) -> int | None:
    """Where «في العقد الرابع من عمرها», «في الثلاثين من العمر», «تبلغ من العمر 25 عاما» ends; None where no age begins."""
    if index >= len(words):
        return None
    if words[index].text in _TELLS_AGE:
        return _behind_units(words, index)
    if words[index].text != "في" or index + 1 >= len(words):
        return None
    first = words[index + 1].text
    if not (first in _IN_LIFE or first in _TENS or first.startswith(_TENTHS)):
        return None
    end = index + 2
    while end < len(words) and words[end].text in _OF_AGE:
        end += 1
    return end


def _behind_units(words: Sequence[Word], index: int) -> int | None:
    for at in range(index, min(index + _AGE_WITHIN, len(words))):
        if words[at].is_sign:
            return None
        if words[at].text in AGE_UNITS:
            return at + 1
    return None


def household_at(words: Sequence[Word], index: int) -> tuple[int, int] | None:
    """How many members a list of parents and children names from a word on, and where it ends; None where it names no child."""
    first = words[index].text if index < len(words) else ""
    number = _PARENTS.get(first)
    if number is None:
        return None
    end, children = index + 1, False
    while end < len(words) and words[end].text.startswith("و"):
        rest = words[end].text[1:]
        more = _PARENTS.get(rest) or _CHILD.get(rest) or KIN.get(rest)
        if more:
            number, end, children = number + more, end + 1, children or rest not in _PARENTS
            continue
        counted = _children_at(words, end)
        if counted is None:
            break
        number, end, children = number + counted[0], counted[1], True
    return (number, end) if children else None


def _children_at(words: Sequence[Word], index: int) -> tuple[int, int] | None:
    """«وثلاثة أبناء», «وأبنائهما الأربعة», «وخمسة من أطفالهما»."""
    kin = KIN.get(words[index].text[1:])
    at = index + (kin == 0)
    number = next(iter(numbers_of(words[at : at + 4])), None)
    if number is None or number.start != 0 or number.vague or not 0 < number.value <= _MOST_CHILDREN:
        return None
    end = at + number.end
    if kin == 0:
        return number.value, end
    if end + 1 < len(words) and words[end].text == "من":
        end += 1
    named = end < len(words) and (words[end].text in _CHILDREN or KIN.get(words[end].text) == 0)
    return (number.value, end + 1) if named else None
