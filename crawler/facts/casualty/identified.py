"""A toll by which a story only says which earlier happening it means: «بعد عشرة أيام على الاعتداءات التي خلفت 130 قتيلا».

In a lead most figures are the news. These are not: what the lead tells stands before them, says nothing of harm, and the
deed that they belong to, or that somebody is accused of, is dated well before it. Where it does tell of harm, another
happening of the hours or days before is told by a deed that is not known yet, or by its dead: «قتل شخصان … بعد يوم من
زلزال أودى بحياة 27 شخصا».
"""

import re

from crawler.arabic.months import GREGORIAN_WORD as MONTH

_UNIT = "(?:ايام|يوما|اسبوع|اسبوعا|اسبوعين|اسابيع|شهر|شهرا|شهرين|اشهر|عام|عاما|عامين|سنه|سنوات|اعوام)"
_HARM = "(?:مقتل|قتل|استشهاد|اغتيال|سقوط|مصرع|اودي|اودت|خلف|خلفت|اسفر|اسفرت|ادي|ادت|اوقع|اوقعت|راح|حصد|حصدت)"
_DEED = (
    "(?:هجوم|هجمات|هجومين|اعتداء|اعتداءات|عمليه|عمليات|تفجير|تفجيرات|تفجيرين|مجزره|مذبحه|حادث|حادثه|كارثه|خطا|جريمه|غاره|غارات|"
    "قصف|انفجار|انفجارات|زلزال|حريق|اشتباكات|مواجهات)"
)
_BEFORE = re.compile(
    r"\b(?:العام|السنه|الشهر|الصيف|الشتاء|الربيع|الخريف) (?:الماضي|الماضيه|المنصرم|المنصرمه|الفايت|الفايته|قبل الماضي)\b|"
    rf"\b{MONTH} (?:الاول |الثاني )?(?:الماضي|المنصرم|الفايت)\b|\bقبل (?:\S+ ){{0,2}}?{_UNIT}\b"
)
# «بعد شهرين على الخطأ الذي …», «بعد أسبوع من مقتل»: up to the figure, no new clause.
_AFTER = re.compile(
    rf"\bبعد (?:\S+ ){{0,4}}?{_UNIT} (?:من|علي) "
    rf"(?:{_HARM}\b|(?:ال)?{_DEED} (?:\S+ ){{0,6}}?(?:التي|الذي|اللذين|عبر|{_HARM})\b)[^،؛:]{{0,120}}$"
)
_DEED_THAT = re.compile(rf"\b(?:\S?ال)?{_DEED} (?:\S+ ){{0,3}}?(?:التي|الذي|اللذين)\b[^،؛:]{{0,160}}$")
_ACCUSED = re.compile(
    r"\b(?:[بلوف]{0,2}ال|لل)?(?:متهم|متهمه|متهمين|مشتبه به|مشتبه فيه|مشتبه بهم|مدان|مدانين|مطلوب|مطلوبين)(?: \S+)? (?:بقتل|في قتل|في مقتل|باغتيال)\b[^،؛:]{0,60}$"
)
_NEWS_OF_HARM = re.compile(
    r"\b[وفبل]{0,2}(?:ال)?(?:حصيله|عدد|ضحايا|قتلي|قتيل|قتيلا|جرحي|مقتل|قتل|قتلت|قتلوا|مصرع|وفاه|توفي|توفيت|اصيب|اصيبت|اصابه|جثه|جثث|جثامين|"
    r"استشهد|استشهاد|شهيد|شهداء|انتشال|انتشلت|ارتفع|ارتفعت|ارتفاع|لقي|مفقودين|فقدان)\b"
)
_SHORTLY_AFTER = re.compile(
    r"\b(?:غداه|[وف]?(?:بعد|عقب) (?:\S+ ){0,3}?(?:دقيقه|دقايق|ساعه|ساعات|ساعتين|يوم|يوما|يومين|ايام|اسبوع|اسبوعين)"
    r"(?: (?:واحد|واحده|فقط|قليله|معدوده|ونصف))? (?:من|علي)) "
    rf"(?:(?:مقتل|استشهاد|مصرع|اغتيال)|{_DEED} (?:\S+ ){{0,9}}?[وف]?{_HARM})\b[^،؛:]{{0,60}}$"
)
_OWN_HARM = re.compile(
    r"\b[وف]?(?:قتل|قتلت|قتلوا|مقتل|بمقتل|مصرع|لقي|لقيت|استشهد|استشهدت|استشهاد|باستشهاد|ارتقي|قضي|اصيب|اصيبت|اصابه|"
    r"جرح|جرحت|قتيل|قتيلا|قتيلان|قتيلين|قتلي|شهيد|شهيدا|شهيدان|شهداء|جريح|جريحا|جرحي)\b"
)
# Who dies of wounds, is found, missed or buried the day after belongs to the happening of the day before.
_AFTERMATH = re.compile(
    r"\b(?:متاثر|[وب]?(?:ال)?(?:جثه|جثث|جثت|جثم|جثام|انتشل|انتشال|عثر|عثور|مفقود|فقدان|عالق|رفات|شيع|تشييع|دفن)|[يت]زال\b|زال)"
)
_CLAUSE_END = re.compile("[،؛:]")
_DATED_WITHIN = 70  # characters behind a figure within which its clause names the day
_READ = 400  # characters before a figure that are looked at


def identifies(sentence: str, spot: tuple[int, int]) -> bool:
    """Whether a figure at `spot` of a folded sentence only says which earlier happening is meant."""
    start = max(0, spot[0] - _READ)
    before, behind = sentence[start : spot[0]], sentence[spot[1] : spot[1] + _DATED_WITHIN]
    after = _AFTER.search(before) if "بعد" in before else None
    if after is not None:
        return _NEWS_OF_HARM.search(before, 0, after.start()) is None
    clause = _CLAUSE_END.split(behind, maxsplit=1)[0]
    for pattern in (_DEED_THAT, _ACCUSED):
        found = pattern.search(before)
        if found is None or _NEWS_OF_HARM.search(before, 0, found.start()) is not None:
            continue
        if _BEFORE.search(before, found.start()) is not None or _BEFORE.search(clause) is not None:
            return True
    return False


def is_of_days_before(sentence: str, spot: tuple[int, int]) -> bool:
    """Whether a folded sentence tells of harm, and then, with the figure at `spot`, what happened hours or days ahead."""
    if "بعد" not in sentence and "عقب" not in sentence and "غداه" not in sentence:
        return False
    before = sentence[max(0, spot[0] - _READ) : spot[0]]
    found = _SHORTLY_AFTER.search(before)
    if found is None or _AFTERMATH.search(before, 0, found.start()) is not None:
        return False
    return _OWN_HARM.search(before, 0, found.start()) is not None
