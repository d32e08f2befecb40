"""Whose the harmed are by the words around them: «بين الحجاج», a boat of migrants, the crew of a military helicopter."""

from collections.abc import Sequence

from crawler.arabic.letters import folded_words
from crawler.arabic.numbers import begins_number
from crawler.arabic.people import PEOPLE, Count, Noun
from crawler.arabic.words import Found, Word, clitics, glued
from crawler.facts.figure import Group

_RANKS = folded_words("صفوف أوساط")
_VESSELS = glued(
    folded_words(
        "قارب قاربا قاربهم قوارب مركب مركبا مركبهم مراكب زورق زورقا زورقهم زوارق سفينة سفينتهم عبارة قاربين مركبين زورقين"
    )
)
_OF_MIGRANTS = ("مهاجر", "حراق", "حراڨ", "مجتاز")  # people; «مركب هجرة» says nothing of who they are
_OVER_TIME = folded_words("منذ العام السنة خلال سنويا عام سنة")
_CRAFT = folded_words(
    "مروحية مروحيتان مروحيتين طائرة طائرتان طائرتين هليكوبتر طوافة مقاتلة سفينة زورق غواصة مدرعة دبابة ناقلة فرقاطة مدمرة"
)
_MILITARY = folded_words("عسكرية عسكري حربية حربي قتالية مقاتلة للجيش الجيش البحرية القتالية العسكرية الحربية")
_AIR_FORCE = (("القوات", "الجويه"), ("للقوات", "الجويه"), ("سلاح", "الجو"), ("لسلاح", "الجو"), ("لوزاره", "الدفاع"))
_NAVY = folded_words("غواصة الغواصة فرقاطة الفرقاطة مدمرة المدمرة حربية الحربية بارجة طراد بوارج")
_AT_PEACE = folded_words(
    "صيد صيادين صيادون تجارية شحن ناقلة حاويات قراصنة سياحية سياح عبارة يخت ركاب التجارية الصيد النقل إنقاذ"
)
_CREW = folded_words("طاقم طاقمها طاقمه طواقمها قائدها قائده طيارها طيارو ملاحيها ربانها")
_POLICED = frozenset(("الداخليه", "الشرطه", "شرطه"))
_ARMED = frozenset(("الجيش", "الدفاع", "المسلحه", "جيش"))
_BORDERS = frozenset(("الحدود", "حدود"))
_ORDINALS = frozenset(("ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "ثان", "ثاني"))
_BODIES = folded_words("الجمعية المنظمة الهيئة اللجنة المؤسسة الفريق طواقمها طاقمها فريقها الطاقم")
_CREW_BEFORE = 5  # words from «طاقمها» to the number of its men


def those_among(words: Sequence[Word], at: int) -> Found[Noun] | None:
    """Whom «بين» names: «وفيات بين الحجاج», «إصابات بين صفوف الطلاب»; None for «بين الطلاب والشرطة»."""
    if at < len(words) and words[at].text in _RANKS:
        at += 1
    noun = PEOPLE.at(words, at) if at < len(words) else None
    if noun is None or noun.prefix not in ("", "ال") or noun.value.nation:
        return None
    if noun.value.count is Count.ONE:
        return None
    for at in range(noun.end, min(noun.end + 3, len(words))):
        if words[at].is_sign:
            break
        if words[at].text.startswith("و") and len(words[at].text) > 3 and not begins_number(words[at].text[1:]):
            return None  # two sides
    return noun


def is_of_migrants_boat(words: Sequence[Word]) -> bool:
    """«غرق قارب يقل مهاجرين», «مركب حراقة»: the bodies and the missing of it are migrants; not those of a year's boats."""
    for at, word in enumerate(words):
        if _VESSELS[word.text]:
            near = [behind.text for behind in words[at + 1 : at + 7] if not behind.is_sign]
            bare = (text.removeprefix("لل").removeprefix("ال") for text in near)
            if any(text.startswith(_OF_MIGRANTS) for text in bare):
                return not any(other.text in _OVER_TIME for other in words)
    return False


def is_military_crew(words: Sequence[Word], start: int, end: int) -> bool:
    """«تحطمت مروحية عسكرية … مقتل طاقمها المكون من أربعة أفراد»: the men of an armed force's craft."""
    if not any(word.text in _CREW for word in words[max(0, start - _CREW_BEFORE) : end + 1]):
        return False
    for at in range(max(0, start - 40), start):
        if any(rest in _CRAFT for _, rest in clitics(words[at].text)):
            near = [word.text for word in words[at + 1 : at + 6]]
            pairs = zip(near, near[1:], strict=False)
            return any(text in _MILITARY for text in near) or any(pair in _AIR_FORCE for pair in pairs)
    return False


def is_of_a_navy(words: Sequence[Word]) -> bool:
    """«انقطع الاتصال بغواصة على متنها 44 بحارا»: sailors of a warship, where nothing speaks of fishing or trade."""
    texts = [rest for word in words for _, rest in clitics(word.text)]
    return any(text in _NAVY for text in texts) and not any(text in _AT_PEACE for text in texts)


def is_of_a_known_body(words: Sequence[Word], at: int) -> bool:
    """«متطوعا ثالثا», «متطوعة في الجمعية»: one of a body that was named before."""
    following = [word.text for word in words[at : at + 2]] or [""]
    return following[0].removesuffix("ا") in _ORDINALS or (following[0] in ("في", "من") and following[-1] in _BODIES)


def said_of_all(words: Sequence[Word], at: int) -> tuple[Group, int] | None:
    """«مدنيون», «هم من الطلاب», «من المدنيين»: the role said of all of those before, and where it ends."""
    while at < len(words) and words[at].text in ("هم", "كانوا", "من", "فئه", "صفوف"):
        at += 1
    noun = PEOPLE.at(words, at) if at < len(words) else None
    if noun is None or noun.prefix not in ("", "ال") or noun.value.nation or noun.value.label == "people":
        return None
    introduced = words[at - 1].text in ("من", "صفوف")
    if noun.definite is not introduced or noun.value.count not in (Count.MANY, Count.TWO_OR_MANY):
        return None
    return Group(noun.value.label), noun.end


def is_of_the_interior(words: Sequence[Word], index: int) -> bool:
    """«وزارة الداخلية … استشهاد الجندي أول فهد»: ranks that the police has too."""
    before = {word.text for word in words[max(0, index - 45) : index]}
    public = any(
        (a.text, b.text) == ("الامن", "العام")
        for a, b in zip(words[max(0, index - 45) : index], words[max(0, index - 44) : index], strict=False)
    )
    return (public or bool(before & _POLICED)) and not before & _ARMED and not before & _BORDERS


def ends_naming(words: Sequence[Word], at: int) -> bool:
    """Whether a word ends what is said of a person before it: a sign, or the next one («سائقان وعامل», «قضاة وأربعة»)."""
    text = words[at].text
    if words[at].is_sign:
        return text not in ('"', "(", "'")
    if text[:1] != "و" or len(text) < 4:
        return False
    if begins_number(text[1:]):
        return True
    noun = PEOPLE.at(words, at)
    return noun is not None and noun.prefix == "و" and noun.value.count is Count.ONE and not noun.value.nation
