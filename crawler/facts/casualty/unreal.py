"""Stories whose counts are of no casualty: drills, films, matches, the sick. Sentences of disease in other stories too."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import chain
from pathlib import Path

from crawler.arabic.beginnings import where
from crawler.arabic.hinted import Hinted, Hints, worded
from crawler.arabic.letters import fold_key
from crawler.arabic.words import Remembered, Word, clitics, word_texts
from crawler.facts.casualty.beginnings import BEGINNINGS
from crawler.facts.casualty.staged import (
    HINTED,
    harmed_at_play,
    is_staged,
    opening_of,
    really_happened,
    without_suspicions,
)

_TRADES = {
    trade: frozenset(fold_key(term) for term in terms.split(","))
    for trade, _, terms in (
        line.partition("\t")
        for line in (Path(__file__).parent / "trades.tsv").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    )
}
_OPENING, _WELL_AHEAD, _AHEAD = 350, 160, 120  # characters
_LONGEST = 40  # letters of a word
_DRILL = worded(
    "ال|ب|بال",
    "عمليه بيضاء|تجربه بيضاء|تمرين|تمرينا|مناوره|مناورات|محاكاه|يحاكي|تحاكي|وهمي|وهميا|وهميه|فرضيه|سيناريو افتراضي",
)
_REAL_ACCIDENT = re.compile(r"\b(?:خلال|اثناء) (?:ال)?(?:تمرين|مناوره|مناورات|تدريب|تدريبات|طلعه)")
_FICTION = re.compile(
    r"\b(?:ال)?(?:فيلم|افلام|مسلسل|مسلسلات|روايه|مسرحيه|كليب|لعبه فيديو|سينما|مهرجان|سينمايي|رواييه?|مخرج|مخرجه|"
    r"ممثل|ممثله|فنان|فنانه|بطوله|دراما|درامي|حلقه|الموسم الاول|شباك التذاكر|نتفليكس|الكاتب|المولف|دار نشر|دار النشر)\b"
)
_WORK = worded(
    "ال|ل|لل|ب|و",
    "فيلم|مسلسل|روايه|مسرحيه|كليب|وثايقي|لعبه فيديو",
)
_SPORT = worded(
    "ال|ب|بال|لل|و|وال",
    "مباراه|مباريات|دوري|منتخب|لاعب|لاعبين|لاعبا|لاعبو|لاعبي|مدرب|بطوله|كاس|نادي|مرمي|مهاجم|مدافع|شوط|جوله|"
    "ملاعب|تشكيله|هداف|اصابه عضليه|الرباط الصليبي|فريق|فريقه|كره القدم",
)
_DISEASE = worded(
    "ب|لل|ل|ال|بال",
    "فيروس|فيروسي|كورونا|كوفيد|وباء|جايحه|انفلونزا|كوليرا|حصبه|بوصفير|التهاب الكبد|ايبولا|ملاريا|زيكا|"
    "حمي الضنك|حمي الوادي|حمي النزف|حمي|تيفوييد|تيفويد|دفتيريا|سعال ديكي|اسهالات مائيه|سرطان|جدري|السل|متحور|"
    "سارس|ايدز|التهاب السحايا|مرض الجرب|سكري|داء الكلب|سكته قلبيه|ازمه قلبيه|نوبه قلبيه|صراع مع المرض|"
    "مرض عضال|امراض القلب|المرض الخبيث|ضمور|ضمور عضلي|مرض نادر|مرض وراثي|فشل كلوي|الفشل الكلوي|جلطه|"
    "جلطه دماغيه|سكته دماغيه",
)
_NO_DISEASE = re.compile(
    r"\b(?:و|ب|ال|ل)?(?:احتجاز|اعتقال|اعتقالات|اسير|اسري|محتجزين|معتقلين|معتقلا|ضربه شمس|ضربات الشمس|ضربات شمس)\b"
)
_KILLS_AS_DISEASE = Hinted(
    r"(?<=كوليرا) (?:قتلت|تقتل|حصدت)\b|(?<=تيفوييد) (?:قتل|يقتل|حصد)\b|(?<=الضنك) (?:تقتل|قتلت|حصدت)\b|(?<=ملاريا) (?:تقتل|قتلت|حصدت)\b|(?<=حصبه) (?:تقتل|قتلت|حصدت)\b",
    pieces="كوليرا تيفوييد الضنك ملاريا حصبه",
)
_VIOLENCE = re.compile(
    r"\b(?:و|ف|ب|ال|بال|لل|ل)?(?:قتل|قتلت|قتلوا|مقتل|قتلي|قتيل|قتيلا|غاره|غارات|قصف|انفجار|تفجير|هجوم|حادث|زلزال|حريق|رصاص|"
    r"اشتباكات|غرق|اغتيال|معارك|تدافع|انهيار|شغب|تحطم|مصرع|مصرعهم|احتجاز|اعتقال|اختطاف|تعذيب)\b"
)


_PLOT = Hinted(
    r"\b(?:[وفبكل]|ال|بال|لل|وال)?(?:فيلم\S*|مسلسل\S*|روايه|روايات|روايت\S+|مسرحيه|مسرحيات|مسرحيت\S+|دراما|لعبه (?:ال)?فيديو)\b.{0,90}?\b"
    r"[وف]?(?:تدور|يروي|تروي|يحكي|تحكي|يتخيل|تتخيل|يسرد|تسرد|يجسد|تجسد|يتناول|تتناول|يودي فيه|تودي فيه|يقتل فيها|يقتل فيه|قصه|قصته|احداثه|احداثها)\b|"
    r"^[وف]?(?:تدور|يروي|تروي|يحكي|تحكي|يتخيل|تتخيل|يسرد|تسرد|يجسد|تجسد) (?:احداث )?(?:\S+ )?(?:ال)?(?:فيلم|مسلسل|روايه|مسرحيه|روايت|مسرحيت|فيلم|مسلسل)\S*\b|"
    r"^[وف]?(?:تبدا|يبدا|تنطلق|ينطلق|تفتتح|يفتتح|تستهل|يستهل|تنتهي|ينتهي|تختتم|يختتم|تصور|يصور|ترصد|يرصد|تتابع|يتابع|تتناول|يتناول|تتمحور|يتمحور) "
    r"(?:(?:احداث|قصه|حكايه|فصول|وقايع|حبكه|حلقات) )?(?:ال)?(?:فيلم|مسلسل|روايه|مسرحيه|روايت|مسرحيت)\S*\b|"
    r"\b(?:ال)?حلق(?:ه|ات)\b.{0,60}\b(?:ال|من )?مسلسل\b|"
    r"\b(?<!صوير )(?:ال)?(?:مشهد|مشاهد|لقطه) .{0,30}\b(?:ال)?(?:فيلم|مسلسل|روايه|مسرحيه)\b|\b(?:ال)?(?:فيلم|مسلسل|مسرحيه) (?:ال)?(?:ادوار|دور)\b",
    pieces="فيلم مسلسل رواي مسرحي دراما فيديو",
)
_DRILL_TOLD = Hinted(
    r"\b(?:[وفبكل]|ال|بال|لل|وال)?(?:تمرين|تمرينا|تدريب|تدريبا|مناوره|مناورات|سيناريو|تجربه)\b.{0,110}\b[وف]?"
    r"(?:يفترض|تفترض|افترض|افترضت|يحاكي|تحاكي|حاكي|حاكت|محاكاه|افتراضي|افتراضيه|وهمي|وهميه)\b|"
    r"\bتدريب (?:\S+ )?علي (?:مواجهه|التعامل|اخلاء|زلزال|هزه|حريق|كارثه|تسرب)\b",
    pieces="فترض فتراضي حاكي حاكت حاكاه وهمي تدريب",
)
_REAL_DRILL = re.compile(
    r"\b(?:خلال|اثناء) (?:\S+ )?(?:ال)?(?:تمرين|مناوره|مناورات|تدريب|تدريبات)\b|\b(?:كان|كانوا|كانت|كانا) (?:متوجه\S*|في طريق\S*)|"
    r"\b(?:بينما|فيما|حين|وهم|وهما) (?:كان|كانوا|كانت)?.{0,40}\b(?:يجرون|يودون|يوديان|يتدربون|ينفذون)\b"
)
_INJURED_PLAYERS = re.compile(
    r"\bلاعب\S*\b.{0,60}(?:عضل|اربط|اوتار|رباط|ركب|كاحل|فخذ|انكل|مباراه|موسم)|(?:مباراه|موسم|فريق|نادي).{0,60}\bلاعب\S*"
)
# In a report of a result, teams "kill" a match, "bombard" a goal and fire the "bullet of mercy".
_RESULT = re.compile(
    r"\b(?:ال|ب|بال|و)?(?:فوز|فاز|تعادل|خساره|هدف|هدفا|هدفين|اهداف|ثلاثيه|رباعيه|نقاط|نقطه|صداره|شباك)\b"
)
_FIGURATIVE = re.compile(r"(?:و|ف|ب|ال|بال|لل|ل)?(?:قتل|هجوم|قصف|معارك|رصاص|انفجار|زلزال)")
_HARMED = re.compile(
    r"\b(?:و|ف|ال|لل|ب)?(?:قتيل|قتيلا|قتلي|مصرع|جريح|جرحي|وفاه|توفي|مصابين|مصابون|مشجع|مشجعا|مشجعين|شغب|تدافع|حادث|شرطه|جثه)\b"
)


_HARM_IN_TITLE = re.compile(
    r"\b(?:و|ف|ب|ال|لل|ل)?(?:مقتل|قتلي|قتيل|قتيلا|مصرع|وفاه|وفيات|جرحي|جريح|اصابه|استشهاد|شهيد|شهداء)\b"
)
_MARKET_FIGURES = re.compile(r"(?:و|ف|ب|ال|بال|لل|ل)?(?:هجوم|معارك|زلزال|انهيار)")
_ON_SET = re.compile(r"\b(?:و|ف|ب|ال|لل|ل)?(?:حادث|تصوير|وفاه|توفي|توفيت|جنازه|تشييع|النيابه|الشرطه)\b")
_NAMES_SERIAL = re.compile(r"\b(?:ال)?(?:مسلسل|فيلم|حلقه)\b")
_BORROWED = frozenset(("مصابين", "مصابون"))  # «أكبر المصابين» is a sector, or a team's bench
_MANY_TERMS = 4
_OF_STORIES = Hints(_DRILL, _WORK, _SPORT, _DISEASE, *HINTED)
_OF_SENTENCES = Hints(_KILLS_AS_DISEASE, _DISEASE, _DRILL_TOLD, _PLOT)
_HINT = BEGINNINGS.reader(_OF_SENTENCES.begin)


def is_unreal(title: str, text: str) -> bool:
    """Whether a folded story tells of a drill, a work of fiction, a match or a market without victims, or of the sick.

    More than `unreal_kinds`, from which the flags have learnt and which therefore stays as it is.
    """
    may = _OF_STORIES.among(_words_of(opening_of(title, text), text))
    kinds = _kinds(without_suspicions(title, may), without_suspicions(text, may), may)
    if any(not really_happened(kind, title, text) for kind in kinds):
        return True
    if is_staged(title, text, may) or (_DISEASE in may and _is_of_disease(title, text)):
        return True
    if _HARM_IN_TITLE.search(title):
        return False
    told = f"{title} {text[:_OPENING]}"
    terms = _terms_of(told)
    if terms["serial"] > _MANY_TERMS and not _ON_SET.search(told):
        return _NAMES_SERIAL.search(told, 0, len(title) + 60) is not None
    if terms["pitch"] >= _MANY_TERMS and _borrows(told, _FIGURATIVE):
        return True
    if terms["exchange"] < _MANY_TERMS or not _terms_of(title)["exchange"]:
        return False
    return _borrows(told, _MARKET_FIGURES)


def _borrows(told: str, figures: re.Pattern[str]) -> bool:
    """Whether every violent word of an opening is one that a trade borrows."""
    told = told.replace(" في مقتل", "")  # «أصيب الفريق في مقتل»
    harmed = {match.group().removeprefix("ال") for match in _HARMED.finditer(told)} - _BORROWED
    return not harmed and all(figures.fullmatch(match.group()) for match in _VIOLENCE.finditer(told))


def _terms_of(told: str) -> Counter[str]:
    """How many different terms of each trade stand in an opening."""
    return Counter(trade for trade, _ in {term for word in word_texts(told) for term in _trades[word]})


def _trades_of(word: str) -> tuple[tuple[str, str], ...]:
    """The trades that a folded word is a term of, each with the word without what is glued before it."""
    return tuple((trade, rest) for _, rest in clitics(word) for trade, terms in _TRADES.items() if rest in terms)


_trades = Remembered(_trades_of)


def unreal_kinds(title: str, text: str) -> tuple[str, ...]:
    """Which of these a folded story reads like: drill, fiction, match."""
    return _kinds(title, text, _OF_STORIES.among(_words_of(f"{title} {text[:_OPENING]}", text)))


def _words_of(opening: str, text: str) -> list[str]:
    """The words of an opening, and those that are cut short where one of its readers stops."""
    cut_short = (word_texts(text[max(0, end - _LONGEST) : end])[-1:] for end in (_OPENING, _WELL_AHEAD, _AHEAD))
    return [*word_texts(opening), *chain.from_iterable(cut_short)]


def _kinds(title: str, text: str, may: Collection[Hinted]) -> tuple[str, ...]:
    opening = text[:_OPENING]
    kinds = (("drill", _DRILL, _is_drill), ("fiction", _WORK, _is_fiction), ("match", _SPORT, _is_match))
    return tuple(kind for kind, needed, reads_like in kinds if needed in may and reads_like(title, opening))


def _is_drill(title: str, opening: str) -> bool:
    if _DRILL.search(title):
        return not _REAL_ACCIDENT.search(title)
    return bool(_DRILL.search(opening[:_WELL_AHEAD])) and not _REAL_ACCIDENT.search(f"{title} {opening[:200]}")


def _is_fiction(title: str, opening: str) -> bool:
    """A work is in the headline (in the opening, where there is none) and other words of its trade are near."""
    if not _WORK.search(title or opening[:_AHEAD]):
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


def _is_of_disease(title: str, text: str) -> bool:
    """Whether a folded story is about the sick: its opening names a disease and no violence or accident."""
    opening = f"{title} {text[:_OPENING]}"
    return bool(_DISEASE.search(opening)) and not _VIOLENCE.search(opening) and not _NO_DISEASE.search(opening)


def tells_no_harm(sentence: str, words: Sequence[Word], begins: Sequence[int]) -> bool:
    """Whether a folded sentence of another story counts the sick, a team's injured or the dead of a plot.

    `words` are those of the sentence and `begins` their bits.
    """
    may = _OF_SENTENCES.among(words[at].text for at in where(begins, _HINT))
    if _KILLS_AS_DISEASE in may:
        sentence = _KILLS_AS_DISEASE.sub(" ", sentence)
    of_players = "لاعب" in sentence and _INJURED_PLAYERS.search(sentence) and not harmed_at_play(sentence)
    of_the_sick = (_DISEASE in may and _DISEASE.search(sentence)) or of_players
    if of_the_sick and not _VIOLENCE.search(sentence):
        return True
    drill = _DRILL_TOLD.search(sentence) if _DRILL_TOLD in may else None
    if drill is not None and not _REAL_DRILL.search(sentence):
        return True
    plot = _PLOT.search(sentence) if _PLOT in may else None
    return plot is not None and not _VIOLENCE.search(sentence, 0, plot.start())
