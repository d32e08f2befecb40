"""Who is said to have done it, at the end of a line: «– قوات الدعم السريع متهمة».

A doer is a name as an outlet wrote it, in whatever case it stood there. Where its first word shows number and gender,
the accusation agrees with it; else it is said by a noun that needs no agreement. Nobody is accused of what he himself
announces, nor for fighting with armed men, nor where a state detains or executes.
"""

import re
from collections.abc import Sequence

from alerts.alert import TollLine
from alerts.severity import VIOLENT
from alerts.text.bidi import foreign
from alerts.text.doer_name import doer_name
from alerts.text.toll import ARMED
from crawler.facts.figure import Cause, Group, Outcome

# People whose plural is sound, and adjectives beside them: «مسلحون مجهولون», «مسلحين مجهولين», «مسلحو القبائل».
_SOUND = frozenset(
    """آخر أفغاني إرهابي إسرائيلي إيراني أمريكي أميركي انفصالي باكستاني تركي جهادي حوثي روسي سوداني سوري شرطي صومالي
    صهيوني عراقي عسكري فلسطيني قبلي لبناني ليبي مالي متشدد متطرف متظاهر متمرد مجهول محتج مدجج مدني مسلح مستوطن مصري
    مقاتل ملثم مهاجم مهرب نيجيري هندي يمني""".split()
)
_BROKEN = frozenset("جنود رجال سجناء شبان أشخاص قراصنة لصوص عناصر أفراد".split())
_FEMININE = frozenset(
    """إسرائيل إيران استخبارات ألوية أوكرانيا أمريكا تركيا حماس روسيا سرايا طالبان فصائل كتائب مخابرات مليشيا ميليشيا
    مليشيات ميليشيات وحدات ولايات""".split()
)
_MASCULINE = frozenset(
    """أمن احتلال انتحاري تحالف تنظيم جندي جهاز جيش حرس حزب حلف دعم رجل زوج سائق شاب شخص شرطي طيران عدو فريق فيلق قناص
    لواء مجهول مسلح مستوطن مهاجم نظام""".split()
)
_SOMEBODY = _BROKEN | frozenset("انتحاري إنتحاري رجل سائق شاب شخص عصابة مجموعة".split())  # where no «ال» says which
_LOADED = frozenset({"العدو", "الكيان"})  # an outlet's word, which is not ours


def doer(toll: Sequence[TollLine], told: Sequence[TollLine]) -> str:
    """How the line ends on who did it; empty where nobody is named, or nobody does such a thing. `told` are the lines
    of the toll that are told before, the leading one first."""
    first, *others = told
    if first.group in ARMED and any(one.outcome is first.outcome for one in others):
        return ""  # dead on both sides: one name cannot say who killed whom
    line = next((one for one in toll if one.actor), None)
    name = doer_name(line.actor) if line is not None else None
    if line is None or name is None or (line.cause is not None and line.cause not in VIOLENT):
        return ""
    if _is_own_word(line):
        return f" – بحسب {_shown(genitive(name))}"
    by_law = first.outcome is Outcome.DETAINED or (line.cause is Cause.EXECUTION and line.group is Group.PRISONERS)
    if by_law or _is_somebody(name):
        return f" على يد {_shown(genitive(name))}"
    if first.group in ARMED:
        return f"، ونُسب ذلك إلى {_shown(genitive(name))}"
    accused = _accused(name)
    if accused is None:
        return f" – الاتهام موجه إلى {_shown(genitive(name))}"
    return f" – {_shown(nominative(name))} {accused}"


def nominative(name: str) -> str:
    """The name as a subject: «مسلحين مجهولين» → «مسلحون مجهولون»."""
    return _inflected(name, {"ين": "ون", "ي": "و"})


def genitive(name: str) -> str:
    """The name after a preposition: «مسلحون مجهولون» → «مسلحين مجهولين»."""
    return _inflected(name, {"ون": "ين", "و": "ي"})


def _inflected(name: str, endings: dict[str, str]) -> str:
    words = name.split(" ")
    return " ".join(_ending(word, endings, governs=at == 0 and len(words) > 1) for at, word in enumerate(words))


def _ending(word: str, endings: dict[str, str], *, governs: bool) -> str:
    for old, new in endings.items():
        # «مسلحو القبائل»: the ن falls only from the first of several words.
        if len(old) == 1 and not governs:
            continue
        if word.endswith(old) and _stem(word.removesuffix(old)) in _SOUND:
            return word.removesuffix(old) + new
    return word


def _accused(name: str) -> str | None:
    head = _stem(name.split(" ", maxsplit=1)[0])
    if head in _MASCULINE:
        return "متهم"
    if head in _FEMININE or re.fullmatch(r"[\u0621-\u064a]{2,}(?:ة|ات)", head):
        return "متهمة"
    if head in _BROKEN or any(head.removesuffix(end) in _SOUND for end in ("ون", "ين") if head.endswith(end)):
        return "متهمون"
    return None


def _is_somebody(name: str) -> bool:
    """«مسلحون مجهولون», «عصابة»: nobody whom one could accuse."""
    words = name.split(" ")
    if any(word.startswith("ال") for word in words):
        return False
    head = words[0]
    return head in _SOMEBODY or head in _SOUND or any(head == stem + end for stem in _SOUND for end in ("ون", "ين"))


def _shown(name: str) -> str:
    return f"«{name}»" if name.split(" ", maxsplit=1)[0] in _LOADED else foreign(name)


def _is_own_word(line: TollLine) -> bool:
    return any(line.actor == who for who in line.says)


def _stem(word: str) -> str:
    return word.removeprefix("ال")
