"""Where a name of a place that no list knows begins and ends, behind a noun of kind («بلدة لا شابيل»)."""

from collections.abc import Sequence

from crawler.arabic.gazetteer import gazetteer, nationalities, states
from crawler.arabic.letters import fold_key
from crawler.arabic.place_lists import (
    ALL_KINDS,
    BEFORE,
    LISTS,
    NOT_NAMES,
    OPENING_SIGNS,
    SHY,
    SIDES,
    STARTS,
    STOPS,
    WIDE_KINDS,
    kind_of,
)
from crawler.arabic.words import Word

_NO_NAME_ENDINGS = ("ات", "ين", "ون", "ته", "تها", "تهم", "هم", "هما", "ها", "وا")
DASHES = frozenset(("-", "–", "—", "ـ", "/"))
TWO_WORDS = frozenset(map(fold_key, "قرية بلدة منطقة ناحية مديرية محلية بلدية قضاء مقاطعة".split()))
_AT = frozenset(("قرب", "عند", "امام", "في", "علي", "من"))
_OF_COUNTRYSIDE = frozenset(("بريف", "بريفي"))  # «قرية أم حوش بريف حلب»
_SETTLED = frozenset(
    map(
        fold_key,
        "مدينة بلدة قرية حي محافظة ولاية إقليم مقاطعة جزيرة مخيم دوار سجن مطار جبل نهر بحيرة وادي مضيق خليج".split(),
    )
)


def is_located(words: Sequence[Word], index: int) -> bool:
    """Whether the word before one is a word of place."""
    if index == 0:
        return False
    if words[index - 1].text in OPENING_SIGNS and index > 1:
        index -= 1
    before = words[index - 1].text
    if before in BEFORE or (before[1:] in BEFORE and before[0] in "وب") or kind_of(before) is not None:
        return True
    return before == "من" and index > 1 and words[index - 2].text in LISTS["far from"]


def is_ordinary(words: Sequence[Word], at: int, noun: str) -> bool:
    """Whether a known name is another word here: «مركز الأمن», «سوق الجديدة»."""
    text = words[at].text
    return text in NOT_NAMES and (noun in LISTS["doubtful kinds"] or text in SHY)


def may_begin(words: Sequence[Word], index: int, at: int, noun: str) -> bool:
    """Whether a word that no list knows may begin a name behind a noun of kind."""
    text = words[at].text
    if text in NOT_NAMES or text.startswith("لل") or text in nationalities():
        return False
    if text[0] == "ل" and len(text) > 4 and noun not in _SETTLED:
        return False  # «مركز لعلاج الكوليرا», «سوق لبيع الماشية»
    indefinite = not (text.startswith("ال") or (text in STARTS and text != "بن"))
    dashed = noun == "طريق" and at + 1 < len(words) and words[at + 1].text in DASHES
    if noun in LISTS["definite only"] and indefinite and not dashed and not _is_no_adjective(words, index, at, noun):
        return False
    if text[0] == "ب" and (text[1:] in BEFORE or kind_of(text) is not None or gazetteer().bare(text[1:]) is not None):
        return False
    if text[0] == "و" and (noun in LISTS["doubtful kinds"] or text.endswith(("يه", "ين", "ون", "ات"))):
        return text in STARTS
    if noun == "طريق" and words[index].text == noun and not (index and words[index - 1].text in ("علي", "شهد")):
        return False  # «في طريق العودة»
    if noun == "سيطره" and not (words[index].text[0] == "ب" or (index and words[index - 1].text in _AT)):
        return False  # «مناطق سيطرة النظام»
    if noun == "محور":  # «على محور عون الدادات», but not «محور المفاوضات»
        behind = words[at + 1].text if at + 1 < len(words) else ""
        return index > 0 and words[index - 1].text == "علي" and behind.startswith("ال") and not text.startswith("ال")
    if noun == "وادي" and not words[index].text.startswith("ب") and not is_located(words, index):
        return False  # «وأدى ارتفاع …», which is spelled alike here
    if noun == "محليه" and not is_located(words, index) and words[index].text == noun:
        return index == 0 or words[index - 1].is_sign  # «مصادر محلية»
    adjective = text.endswith("يه") and not text.startswith("ال") and not _is_named_as_definite(words, at)
    return not (adjective and noun not in ("قريه", "بلده", "ناحيه", "ولايه", "مديريه", "محليه"))


def _is_named_as_definite(words: Sequence[Word], at: int) -> bool:
    """«صليبية الصناعية», «تمنهنت الجوية»: a word without the article whose adjective has it is a name."""
    behind = words[at + 1].text if at + 1 < len(words) else ""
    return len(behind) > 4 and behind.startswith("ال") and behind.endswith(("يه", "ي", "ه"))


def _is_no_adjective(words: Sequence[Word], index: int, at: int, noun: str) -> bool:
    """Whether an unknown word behind a noun like «قاعدة» or «سوق» is its name, as what follows and its form tell:
    «قاعدة تمنهنت الجوية», «سوق ديلوكس في حي …», but not «قاعدة عسكرية جنوبي …», «سوق مزدحم وسط …»."""
    text = words[at].text
    glued = words[index].text != noun
    if not (glued or is_located(words, index)) or not text.isalpha() or len(text) < 3 or text in STOPS:
        return False
    if text[0] in "لوب" or text.endswith(_NO_NAME_ENDINGS) or kind_of(text) is not None:
        return False
    if noun.endswith("ه"):
        form = not text.endswith("ه")
    else:
        form = not text.endswith(("ي", "يه")) and text[0] != "م" and not (len(text) == 4 and text[2] == "ي")
    return form and (_is_named_as_definite(words, at) or is_framed(words, at + 1))


def is_framed(words: Sequence[Word], at: int) -> bool:
    """Whether the word at a place can only follow a name: «… وسط هايتي», «… بولاية …», «… التابعة لـ …»."""
    if at + 1 >= len(words):
        return False
    text = words[at].text
    if text in LISTS["frames"]:
        return True
    if text == "في":
        return kind_of(words[at + 1].text) is not None or gazetteer().at(words, at + 1) is not None
    return text[0] == "ب" and (kind_of(text) is not None or gazetteer().bare(text[1:]) is not None)


def continues_name(words: Sequence[Word], first: int, at: int) -> bool:
    text = words[at].text
    if not text[0].isalpha() or (text in STOPS and not (at == first and text in SIDES)):
        return False
    if at == first:
        return text not in ALL_KINDS or text in STARTS  # «قرية نجع النجار»
    if text in NOT_NAMES or text in _OF_COUNTRYSIDE:
        return False
    before = words[at - 1].text
    if text in LISTS["ends"] or (before in STARTS and at - first == 1):
        return True
    if text.startswith("و") or kind_of(text) is not None or text in nationalities():
        return False
    if at - first == 1 and closes_name(words, at):
        return True
    return (
        before in STARTS
        or (not before.startswith("ال") and text.startswith("ال") and text not in NOT_NAMES)
        or (before.startswith("ال") and text.startswith("ال") and text.endswith(("ه", "ي")) and at - first == 1)
    )


def closes_name(words: Sequence[Word], at: int) -> bool:
    """«بلدة لا شابيل وسط هايتي», «منطقة خواجة غار بولاية تخار»: a second unknown word that what follows shows to be one."""
    text = words[at].text
    if text[0] in "لب" or len(text) < 3 or text.endswith((*_NO_NAME_ENDINGS, "ت")) or text.startswith("ال"):
        return False
    return words[at + 1].text != "في" and is_framed(words, at + 1) if at + 2 < len(words) else False


def is_in_wider(words: Sequence[Word], at: int) -> bool:
    """«… في ولاية بورنو»: whether a name of a whole governorate follows."""
    kind = kind_of(words[at + 1].text) if at + 2 < len(words) and words[at].text == "في" else None
    return kind is not None and kind[0] in WIDE_KINDS


def is_topic(words: Sequence[Word], index: int, end: int) -> bool:
    """«أما كوبا فأحصت …», «ولم تسلم جامايكا»: a known name that a sentence turns to."""
    before = words[index - 1].text if index else ""
    if index == 0 and end < len(words) and words[end].text in LISTS["said of a land"]:
        return words[0].text.removeprefix("و") in states()  # «والمكسيك من أخطر البلدان …، إذ قتل فيها …»
    if before in ("اما", "واما"):
        return end < len(words) and words[end].text.startswith("ف")
    return index > 1 and before in LISTS["spared"] and words[index - 2].text.endswith("لم")


def names_hospital(words: Sequence[Word], index: int, end: int) -> bool:
    """«مستشفى خوست الإقليمي»: a known name that a house has of its town, not of a man («مستشفى الحسين»)."""
    before = words[index - 1].text if index else ""
    house = before in LISTS["houses"] or (before[:1] in ("و", "ب", "ل") and before[1:] in LISTS["houses"])
    return house and end < len(words) and words[end].text in LISTS["of its town"]
