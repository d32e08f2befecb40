"""Stories whose counts are of no casualty: drills, films, matches, the sick. Sentences of disease in other stories too."""

import re

_OPENING = 350
_DRILL = re.compile(
    r"\b(?:ال|ب|بال)?(?:عمليه بيضاء|تجربه بيضاء|تمرين|تمرينا|مناوره|مناورات|محاكاه|يحاكي|تحاكي|وهمي|وهميا|وهميه|فرضيه|سيناريو افتراضي)\b"
)
_REAL_ACCIDENT = re.compile(r"\b(?:خلال|اثناء) (?:ال)?(?:تمرين|مناوره|مناورات|تدريب|تدريبات|طلعه)")
_FICTION = re.compile(
    r"\b(?:ال)?(?:فيلم|افلام|مسلسل|مسلسلات|روايه|مسرحيه|كليب|لعبه فيديو|سينما|مهرجان|سينمايي|رواييه?|مخرج|مخرجه|"
    r"ممثل|ممثله|فنان|فنانه|بطوله|دراما|درامي|حلقه|الموسم الاول|شباك التذاكر|نتفليكس|الكاتب|المولف|دار نشر|دار النشر)\b"
)
_WORK = re.compile(r"\b(?:ال|ل|لل|ب|و)?(?:فيلم|مسلسل|روايه|مسرحيه|كليب|وثايقي|لعبه فيديو)\b")
_SPORT = re.compile(
    r"\b(?:ال|ب|بال|لل|و|وال)?(?:مباراه|مباريات|دوري|منتخب|لاعب|لاعبين|لاعبا|لاعبو|لاعبي|مدرب|بطوله|كاس|نادي|مرمي|مهاجم|مدافع|شوط|جوله|"
    r"ملاعب|تشكيله|هداف|اصابه عضليه|الرباط الصليبي|فريق|فريقه|كره القدم)\b"
)
_DISEASE = re.compile(
    r"\b(?:ب|لل|ل|ال|بال)?(?:فيروس|فيروسي|كورونا|كوفيد|وباء|جايحه|انفلونزا|كوليرا|حصبه|بوصفير|التهاب الكبد|ايبولا|ملاريا|زيكا|"
    r"حمي الضنك|سرطان|جدري|السل|متحور|سارس|ايدز|التهاب السحايا|سكري|داء الكلب|سكته قلبيه|ازمه قلبيه|نوبه قلبيه|"
    r"صراع مع المرض|مرض عضال|امراض القلب|المرض الخبيث)\b"
)
_VIOLENCE = re.compile(
    r"\b(?:و|ف|ب|ال|بال|لل|ل)?(?:قتل|قتلت|قتلوا|مقتل|قتلي|قتيل|قتيلا|غاره|غارات|قصف|انفجار|تفجير|هجوم|حادث|زلزال|حريق|رصاص|"
    r"اشتباكات|غرق|اغتيال|معارك|تدافع|انهيار|شغب|تحطم|مصرع|مصرعهم)\b"
)


# In a report of a result, teams "kill" a match, "bombard" a goal and fire the "bullet of mercy".
_RESULT = re.compile(
    r"\b(?:ال|ب|بال|و)?(?:فوز|فاز|تعادل|خساره|هدف|هدفا|هدفين|اهداف|ثلاثيه|رباعيه|نقاط|نقطه|صداره|شباك)\b"
)
_FIGURATIVE = re.compile(r"(?:و|ف|ب|ال|بال|لل|ل)?(?:قتل|هجوم|قصف|معارك|رصاص|انفجار|زلزال)")
_HARMED = re.compile(
    r"\b(?:و|ف|ال|لل|ب)?(?:قتيل|قتيلا|قتلي|مصرع|جريح|جرحي|وفاه|توفي|مصابين|مصابون|مشجع|مشجعا|مشجعين|شغب|تدافع|حادث|شرطه|جثه)\b"
)


def is_unreal(title: str, text: str) -> bool:
    """Whether a folded story tells of a drill, a work of fiction or a match without victims."""
    return bool(unreal_kinds(title, text))


def unreal_kinds(title: str, text: str) -> tuple[str, ...]:
    """Which of these a folded story reads like: drill, fiction, match."""
    opening = text[:_OPENING]
    kinds = (("drill", _is_drill), ("fiction", _is_fiction), ("match", _is_match))
    return tuple(kind for kind, reads_like in kinds if reads_like(title, opening))


def _is_drill(title: str, opening: str) -> bool:
    if _DRILL.search(title):
        return not _REAL_ACCIDENT.search(title)
    return bool(_DRILL.search(opening[:160])) and not _REAL_ACCIDENT.search(f"{title} {opening}")


def _is_fiction(title: str, opening: str) -> bool:
    """A work is in the headline (in the opening, where there is none) and other words of its trade are near."""
    if not _WORK.search(title or opening[:120]):
        return False
    return len({match.group() for match in _FICTION.finditer(f"{title} {opening}")}) >= 3


def _is_match(title: str, opening: str) -> bool:
    told = f"{title} {opening}"
    if len({match.group() for match in _SPORT.finditer(told)}) < 4:
        return False
    violence = [match.group() for match in _VIOLENCE.finditer(told)]
    if not violence:
        return True
    figurative = all(_FIGURATIVE.fullmatch(word) for word in violence)
    return figurative and bool(_RESULT.search(told)) and not _HARMED.search(told)


def is_of_disease(title: str, text: str) -> bool:
    """Whether a folded story is about the sick: its opening names a disease and no violence or accident."""
    opening = f"{title} {text[:_OPENING]}"
    return bool(_DISEASE.search(opening)) and not _VIOLENCE.search(opening)


def counts_the_sick(sentence: str) -> bool:
    """Whether a folded sentence of another story counts the sick."""
    return bool(_DISEASE.search(sentence)) and not _VIOLENCE.search(sentence)
