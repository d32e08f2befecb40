"""Those told late in their clause: «استشهد برصاص الاحتلال فتى», «قتلت قوات الاحتلال امرأة», «اعتقل الجيش صحفيين».

A noun without a number counts behind a verb only where nothing parts them but its subject or how and when it happened.
"""

from collections.abc import Sequence

from crawler.arabic.letters import folded_words
from crawler.arabic.people import PEOPLE, Count
from crawler.arabic.words import Word
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.wording import TIME_WORDS

_BEFALLEN = folded_words(
    "قتل قتلت أصيب أصيبت جرح جرحت استشهد استشهدت توفي توفيت قضى قضت ارتقى ارتقت مات ماتت فقتل فقتلت فأصيب فأصيبت"
)
_DONE = folded_words(
    "قتل قتلت أصاب أصابت جرح جرحت خطف خطفت اختطف اختطفت اعتقل اعتقلت أوقف أوقفت احتجز احتجزت أعدم أعدمت اغتال اغتالت أردى أردت"
)
_DOERS = folded_words(
    "قوات قوة القوات جيش الجيش تنظيم التنظيم جماعة الجماعة عصابة ميليشيا مليشيا حركة الحركة الجنود جنود المستوطنون مستوطنون مسلحون "
    "المسلحون مجهولون ملثمون عناصر أفراد شرطة الشرطة الأمن الاحتلال إسرائيل داعش المدفعية الطائرات السلطات المخابرات الاستخبارات قناصة"
)
_HOW = folded_words("في إثر جراء خلال نتيجة بعد أثناء قرب داخل أيضا كذلك متأثرا متأثرة عند أمام وسط")
_ADVERBS = TIME_WORDS | folded_words("أيضا كذلك هناك آنذاك")
_NO_CLAUSE = folded_words("أن إن التي الذي الذين حيث بينما فيما لكن ثم من إلى عن")
_OWNED_THINGS = folded_words(
    "منزل بيت سيارة محل متجر مزرعة شقة أرض مركبة حادث حق مكتب عيادة جسد رأس يد وجه صدر قدم ساق دراجة خيمة حفل زفاف جنازة جريمة مقتل قضية"
)
_MOST_BETWEEN = 6


def comes_late(words: Sequence[Word], verb: str, end: int, phrase: CountPhrase) -> bool:
    """Whether a noun is of those whom the verb that ends at a word befell or was done to."""
    if (
        phrase.of is not Of.PERSON
        or phrase.explicit
        or phrase.definite
        or phrase.joined
        or phrase.prefix
        or phrase.owned
    ):
        return False
    between = [word.text for word in words[end : phrase.start]]
    if not 0 < len(between) <= _MOST_BETWEEN or any(
        word.is_sign or word.is_number for word in words[end : phrase.start]
    ):
        return False
    if not _NO_CLAUSE.isdisjoint(between):
        return False
    plain = verb.removeprefix("و")
    one = phrase.low == phrase.high == 1
    if plain in _BEFALLEN and not phrase.object and one and _is_how(between):
        return _ends_how(words, phrase.start, between)
    if plain not in _DONE or between[0] not in _DOERS or not _HOW.isdisjoint(between) or len(between) > 3:
        return False
    feminine = one and phrase.lemma.endswith("ه")
    return feminine or (phrase.plural and words[phrase.end - 1].text.endswith("ين"))


def _is_how(between: Sequence[str]) -> bool:
    """«برصاص الاحتلال», «في القصف», «فجر اليوم»: with what, where and when it happened."""
    first = between[0]
    return first in _HOW or first in TIME_WORDS or (first.startswith("ب") and len(first) > 3)


def _ends_how(words: Sequence[Word], start: int, between: Sequence[str]) -> bool:
    """Whether what stands before the noun needs no owner: «الاحتلال فتى», «أمس شاب»; but «في منزل شاب»."""
    last = between[-1]
    noun = PEOPLE.at(words, start - 1)
    if noun is not None and not noun.definite and noun.value.count is Count.ONE:
        return False  # «برصاص جندي شاب»
    if last.startswith("ال") or last in _ADVERBS:
        return True
    return len(between) >= 2 and between[-2] in ("في", "قرب") and last not in _OWNED_THINGS and noun is None
