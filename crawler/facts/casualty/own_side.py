"""A force that a sentence names beside those it harmed, though it is theirs: «قتل ستة من طالبان», «مقتل قائد حملة الميليشيات»."""

from collections.abc import Sequence

from crawler.arabic.letters import folded_words
from crawler.arabic.words import Word
from crawler.facts.casualty.hands import Hand
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import Of
from crawler.facts.figure import Group

_BEHIND = 6  # words behind a count that tell whose men they are


# What somebody may lead or carry out, in construct behind him.
_LED = folded_words("حملة هجوم هجمات عملية عمليات كمين اعتداء اعتداءات مجزرة تفجير تفجيرات اقتحام غارة")
_ENDS = folded_words("في على خلال بعد إثر جراء عقب برصاص بنيران بقصف بغارة بهجوم عندما حين لدى قرب")
_NO_SIGN = folded_words(
    "قوات القوات قوة تنظيم التنظيم حركة الحركة جماعة الجماعة عناصر مقاتلي مسلحي مقاتلو مسلحو مجموعة مجموعات وحدات رجال أفراد حزب هيئة"
    " فصائل الفصائل المسلحة مسلحة العسكرية عسكرية الإسلامية الإسلامي الإسرائيلي الإسرائيلية السوري السورية العراقي العراقية من"
)
_GUNMEN = folded_words(
    "مسلحون مسلحين المسلحون المسلحين مسلح إرهابيون إرهابيين الإرهابيون الإرهابيين انتحاري الانتحاري انتحاريون انتحاريين المهاجمين المهاجمون"
    " متشددون متشددين المتشددين المتشددون جهاديون جهاديين الجهاديين الجهاديون المجموعات العناصر"
)
_THEIRS = folded_words("إرهابية مسلحة الإرهابية المسلحة التكفيرية تكفيرية")
_OF_THEM = frozenset(("منهم", "منها"))


def is_own_side(mention: Mention, words: Sequence[Word], hand: Hand) -> bool:
    """Whether a hand is the side of those who were harmed; a name behind a word of agency («على يد») never is."""
    lead = words[hand.at].text
    if hand.at == mention.end and lead in _LED and mention.phrase.of is Of.PERSON:
        return True
    if lead in ("علي", "من"):
        return False
    named = [word.text for word in words[hand.actor.start : hand.actor.end] if not word.is_sign]
    if mention.group is Group.FIGHTERS and _are_gunmen(named):
        return True
    if mention.group not in (Group.FIGHTERS, Group.SOLDIERS, Group.POLICE):
        return False
    behind = words[mention.end].text if mention.end < len(words) else ""
    if behind in _OF_THEM and hand.at < mention.start and mention.phrase.of is Of.PERSON:
        return True  # «صدت القوات هجوما شنه التنظيم وقتلت عشرة منهم»
    told = _whose_men(mention, words, hand)
    return any(text not in _NO_SIGN and text in told for text in named)


def _are_gunmen(named: Sequence[str]) -> bool:
    """«مسلحون», «مجموعة إرهابية»: men without a name, as those harmed are themselves."""
    return bool(named) and (named[0] in _GUNMEN or (len(named) > 1 and named[1] in _THEIRS and named[0] in _NO_SIGN))


def _whose_men(mention: Mention, words: Sequence[Word], hand: Hand) -> set[str]:
    """The words behind a count that may say whose men it counts: «ستة من مسلحي طالبان»."""
    told: set[str] = set()
    for at in range(mention.start, min(mention.end + _BEHIND, len(words))):
        if at >= mention.end and ((words[at].is_sign and words[at].text != '"') or words[at].text in _ENDS):
            break
        if at == hand.at:
            break
        told.add(words[at].text)
        told.add("ال" + words[at].text[2:] if words[at].text.startswith("لل") else words[at].text.removeprefix("ل"))
    return told
