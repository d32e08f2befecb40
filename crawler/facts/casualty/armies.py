"""Whose the armed men are that a noun behind «مقاتلي» or a plain «الأعوان» tells."""

from collections.abc import Sequence

from crawler.arabic.letters import folded_words
from crawler.arabic.people import Count, Noun
from crawler.arabic.words import Found, Word, clitics
from crawler.facts.figure import Group

_ARMIES = folded_words("الجيش جيش البيشمركة بيشمركة المسلحة البحرية الجوية المغاوير")
_POLICE = folded_words("الشرطة شرطة الدرك الأمن النجدة")
_OF_NO_STATE = folded_words("الحر الوطني الشعبي الإسلام العزة النصر الفتح المهدي الاسلام السوداني")
_LINKS = folded_words("من في صفوف قوات القوات أفراد عناصر فرقة لواء اثنين اثنان")
_MEN = folded_words("عون منتسب")
_OF_POLICE = folded_words("الأمن أمن الشرطة شرطة الداخلية الدرك النجدة الأمنية")
_AHEAD = 30  # words
_WINGS = frozenset(
    "القسام كتايب سرايا تنظيم التنظيم داعش ميليشيا مليشيا الميليشيا النصره القاعده الفصايل فصايل".split()
)


def army_of(noun: Found[Noun], words: Sequence[Word]) -> Group | None:
    """«مقاتلي الجيش», «مقاتلين اثنين من قوات البيشمركة» are soldiers; «اثنين من الأعوان» behind «نقابة الأمن» police."""
    if noun.value.lemma == "مقاتل":
        return _side_behind(words, noun.end)
    if noun.value.lemma in _MEN and noun.definite and noun.value.count is not Count.ONE:
        ahead = words[max(0, noun.start - _AHEAD) : noun.start]
        told = any(rest in _OF_POLICE for word in ahead for _, rest in clitics(word.text))
        return Group.POLICE if told else None
    return None


def _side_behind(words: Sequence[Word], at: int) -> Group | None:
    for step in range(at, min(at + 4, len(words))):
        text = words[step].text
        behind = words[step + 1].text if step + 1 < len(words) else ""
        if text in _ARMIES:
            return None if behind in _OF_NO_STATE else Group.SOLDIERS
        if text in _POLICE:
            return Group.POLICE
        if text not in _LINKS:
            return None
    return None


def leads_fighters(owner: str) -> bool:
    """Whether a word behind «قادة» names armed men: «ثلاثة من قادة القسام»; those of «الحركة» may be anybody."""
    return owner in _WINGS
