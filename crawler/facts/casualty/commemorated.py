"""What a story tells of because it is remembered: an anniversary's massacre, the battle for whose dead a wreath is laid.

Its victims are context, however much of the story is about them; harm that befalls people at the remembering is news.
"""

import re

_MEMORY = r"\b(?:[وفبل]|ال|لل|بال|وال)?ذكر(?:ي|اها|اه|اهم)\b"
_WITHIN = 260  # characters from what remembers to the number
_RIGHT_BEHIND = 12  # characters
_TOLD_WITHIN = 600  # characters from the happening that is remembered to a number of it
_ANNIVERSARY = re.compile(_MEMORY)
_THIS_DAY = re.compile(r"\b(?:في|وفي) مثل هذا (?:اليوم|الشهر) (?:\S+ ){0,4}(?:عام|سنه|قبل)\b")
_RELATIVE = re.compile(
    r"\b[وف]?(?:التي|الذي|الذين|اللذين|اللتين)\b|\bراحت? ضحيت|، ?و?(?:خلف|خلفت|اسفر|اسفرت|اوقع|اوقعت|اودي|اودت)\b|\bسقط(?:ت|وا)?\b"
)
_DEATH_BESIDE = re.compile(
    r"\b(?:ل|ب|لل)?(?:مقتل|اغتيال|استشهاد|وفاه|رحيل|اعدام|مصرع|قتل|سقوط|ارتقاء|اختفاء|اختطاف|خطف|اخفاء|تغييب) (?:\S+ ){0,2}$"
)
_TURNS = re.compile(r"؛|\b(?:فيما|بينما|في حين|في الوقت|في وقت)\b")
_GLAD = "استقلال|عيد|تاسيس|انطلاق|ثوره|توحيد|ميلاد|مولد|جلوس|سيطره|نصر|انتصار|تحرير|توقيع|وحده|قيام|اعلان|توليه|تولي"
_REMEMBERS = re.compile(
    rf"{_MEMORY}(?! (?:\S+ ){{0,4}}(?:ال|ل|لل|ب)?(?:{_GLAD})\b)|"
    r"\b(?:ترحم|الشموع|شموع|شموعها|اكليلا?|اكاليل|الفاتحه|تستحضر|يستحضر|استحضار|تستذكر|يستذكر|استذكار|صرح الشهداء|دقيقه صمت|دقايق صمت)\b"
    r"(?=.*(?<!\d)(?:19|20)\d\d(?!\d))"
)
_PAST_HAPPENING = re.compile(
    r"\b(?:[وفبل]|لل|ب?ال|وال|تلك ال|هذه ال)?(?:مجزره|مجازر|مذبحه|مذابح|معركه|تفجير|تفجيرات|هجوم|هجمات|اعتداء|اعتداءات|كارثه|زلزال|حرب|اباده|"
    r"عمليه|فاجعه|ماساه|حادث|حادثه|غزو|قصف|احداث|فض)\b"
)
_NOW = re.compile(
    r"\b[وف]?(?:اعلن|اعلنت|قتل|قتلت|اصيب|اصيبت|استشهد|اعتقل|اعتقلت) (?:\S+ )?(?:اليوم|امس)\b|"
    r"\b(?:خلال|اثناء|تخلل\S*|وتخلل\S*) (?:ال)?(?:مسيره|وقفه|احياء|مراسم|تجمع|قمع|مشادات)\b|\b(?:وتخلل|تخلل)\S*\b|\b(?:فرقت|لتفريق|الغاز المسيل|المشاركين|المحتجين)\b"
)


def is_remembered(sentence: str, spot: int) -> bool:
    """Whether a folded sentence tells what stands at `spot` of what it remembers: «الذكرى الثانية للهجوم الذي أودى بحياة 21»."""
    if _THIS_DAY.search(sentence, max(0, spot - _WITHIN), spot) is not None:
        return True
    found = next(_ANNIVERSARY.finditer(sentence, max(0, spot - _WITHIN), spot), None)
    if found is None or _TURNS.search(sentence, found.end(), spot):
        return False
    if not sentence[found.end() : spot].strip():
        return True  # «أحيت ذكرى 2977 شخصا قضوا»
    return (
        _RELATIVE.search(sentence, found.end(), spot) is not None
        or _DEATH_BESIDE.search(sentence, found.end(), spot) is not None
    )


def remembers(opening: str) -> bool:
    """Whether headline and lead, folded, are of a remembrance."""
    return _REMEMBERS.search(opening) is not None


def is_of_the_past(sentence: str, spot: tuple[int, int]) -> bool:
    """In a story of a remembrance: whether what stands at `spot` is of the happening remembered, not of the day.

    That is named before it or right behind it, as in «أرواح شهداء المجزرة».
    """
    first = max(0, spot[0] - _TOLD_WITHIN)
    named = _PAST_HAPPENING.search(sentence, first, spot[1] + _RIGHT_BEHIND)
    return named is not None and _NOW.search(sentence, first, spot[0]) is None
