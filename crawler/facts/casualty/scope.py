"""Whether a sentence tells the story's own happening or an earlier or cumulative total."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple

from crawler.arabic.beginnings import where
from crawler.arabic.hinted import Hinted, Hints, worded
from crawler.arabic.months import GREGORIAN_WORD as MONTH
from crawler.arabic.numbers import numbers_of
from crawler.arabic.sentences import sentences
from crawler.arabic.words import Word, word_texts, words_of
from crawler.facts.casualty.beginnings import BEGINNINGS
from crawler.facts.casualty.commemorated import is_of_the_past, is_remembered, remembers
from crawler.facts.casualty.handed_over import is_handed_over
from crawler.facts.casualty.identified import identifies, is_of_days_before

_TOLD = "(?:اعلن|افاد|اشار|ذكر|قال|صرح|سجل|تحدث|شهد|قتل|لقي|اصيب|استهدف|احص|وثق|قدر|اودي?|اسفر|خلف|اوقع|حصد|ازهق|كلف)(?:ت|وا|ا)?"
_EVENT = (
    "(?:هجوم|هجمات|حادث|حادثه|حوادث|تفجير|غاره|قصف|كارثه|عمليه|استهداف|جريمه|حريق|حرايق|زلزال|انفجار|واقعه|مجزره|ضربه)"
)
# «في وقت سابق من اليوم نفسه، أصيب فتى» is of this day; «أعلنت في وقت سابق اليوم مقتل خمسة» a report before.
_TIME_BEFORE = (
    r"وقت(?! سابق (?:من )?(?:هذا |نفس )?(?:اليوم|الاحد|الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه|السبت)(?: نفسه| ذاته)?،? "
    r"(?:قتل|اصيب|جرح|توفي|استشهد|ارتقي|لقي|اعتقل|خطف|اختطف|استهدف|انفجر|هاجم|شن|اقتحم|اغتيل|سقط)ت?\b)"
)
_PERFECT_BEFORE = Hinted(
    r"(?:^|[،\"] ?)\s*(?:و|ف)?(?:كان|كانت|سبق)\s(?:\S+\s){0,7}قد\s|^(?:و|وقد )?سبق|"
    r"^و?كان(?:ت)? (?:ال)?(?:حصيله|احصاييه|تقديرات|تقرير|عدد)\b|"
    rf"^و?كان(?:ت)? (?:(?!الذي |التي |الذين )\S+ ){{1,5}}?{_TOLD}\b|"
    r"\bحصيله (?:ال)?(?:اولي|اوليه|سابقه) (?:كانت )?(?:قد )?(?:اشارت|تحدثت|افادت|ذكرت)\b|"
    rf"\b[وف]?(?:اشارت|تحدثت|افادت|ذكرت|بعد|تفيد) (?:ال)?حصيله (?:\S+ )?(?:ال)?(?:اولي|اوليه|سابقه)\b|"
    rf"^و?(?:يذكر|يشار الي|تجدر الاشاره الي|يجدر الذكر|الجدير بالذكر|جدير بالذكر) ان\b(?=.*(?:كان|كانت|سبق|مماثل|مماثله|شهد|شهدت|{MONTH}|منذ)\b)",
    words="كان كانت يذكر يشار تجدر يجدر الجدير جدير",
    glued="و ف",
    pieces="سبق حصيله",
)
_PREVIOUS = Hinted(
    r"(?<!من )(?<!منذ )(?:العام|السنه|الشهر|الصيف|الشتاء|الخريف|الربيع|الموسم|العقد|القرن) (?:الماضي|الفايت|المنصرم|المنقضي|السابق)ه?|"
    rf"(?<!منذ ){MONTH}(?: ?[/(] ?{MONTH}(?: الاول| الثاني)? ?\)?)? (?:الاول |الثاني )?(?:الماضي|الفايت|المنصرم|من العام)|"
    rf"\b(?:حصيله|احصاييه|تقرير|تصريح|بيان|{_TIME_BEFORE}|{_EVENT}) (?:\S+ )?(?:ال)?سابقه?\b|\bسابقا\b|"
    r"\b[وف]?قبل (?:عام|عامين|سنه|سنوات|اعوام|شهر|شهرين|اشهر|اسابيع)\b|"
    r"\b[وف]?قبل \S+ (?:اعوام|سنوات|اشهر|عاما|سنه|اسابيع)\b|^(?:و|ف)?قبل (?:\S+ )?(?:ايام|يومين|اسبوع|اسبوعين)\b|"
    rf"\b{_EVENT} (?:\S+ )?(?:مماثل|مماثله|مشابه|مشابهه)\b|"
    r"\bمقارنه (?:\S+ ){0,5}من (?:العام|السنه) (?:الماضي|الماضيه|السابق|السابقه)\b|"
    rf"\bمنذ (?:مقتل|{_EVENT})\b|\b[وف]?(?:يقبع|تقبع|يقبعون)\b|\bالنازحين داخليا\b|\bذكري\b|\b(?:انذاك|حينذاك)\b",
    words="قبل منذ",
    glued="و ف",
    pieces="الماضي الفايت المنصرم المنقضي سابق العام مماثل مشابه قبع داخليا ذكري نذاك",
)
_DAYS_AFTER = Hinted(
    r"\bبعد (?:\S+ ){0,2}(?:ايام|يوما|يومين|اسبوع|اسبوعا|اسبوعين|اسابيع|شهر|شهرا|شهرين|اشهر|عاما|عامين|سنوات) (?:\S+ )?من\b"
    r"(?! (?:خطف|اختطاف|اختفا|فقد|اعتقال|احتجاز|توقيف|اسر|اقتياد|اصاب)\S*\b)",  # of those who are told: «بعد يومين من خطفهم»
    words="بعد",
)
_NTH = Hinted(
    rf"\b(?:ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر) {_EVENT}\b",
    words="ثاني ثالث رابع خامس سادس سابع ثامن تاسع عاشر",
)
_LAST_WEEK = Hinted(
    r"\bالاسبوع (?:الماضي|الفايت|المنصرم|المنقضي)\b",
    words="الاسبوع",
)
# An earlier toll told in one breath with the new one: «بعدما كانت حصيلة أولى أشارت إلى 21», «بعد أن كانت 7».
_TOLL_BEFORE = re.compile(
    rf"\b(?:بعدما|بعد ان|بعد) كان(?:ت)? (?:(?:\S+ ){{0,6}}?(?:ال)?(?:حصيله|عدد|احصاييه|{_TOLD}|قد|سابقا|سابق|اوليه|امس|صباحا)\b|(?=\S+ ?\S*$)|$)"
)
# A running total told in one breath with the news: «ليرتفع العدد منذ بداية العام إلى 31».
_FIRST_TOLD = re.compile(
    r"\b(?:[وف]|وكان\S* )?(?:اول|اولي) (?:تقرير|حصيله|الانباء|المعلومات|التقارير)\b(?=.*\b(?:لكن|غير ان|قبل ان|الا ان)\b.*\b(?:لاحقا|ارتفع|ترتفع|يرتفع|اكد|اكدت)\b)|"
    r"\b(?:تقارير|انباء|معلومات|تقديرات|حصيله) (?:ال)?اوليه\b(?=.*\b(?:لكن|غير ان|قبل ان|الا ان)\b.*\b(?:لاحقا|ارتفع|ترتفع|يرتفع)\b)"
)
_RUNNING = Hinted(
    r"\b(?:[وف]?ب(?:ارتقاء|استشهاد|وفاه)\S*(?= .*رتفع)|ليرتفع|لترتفع|ليصل|لتصل|لتبلغ|ليبلغ|ليكون|[وف]?بذلك|[وف]?بهذا|[وف]?بهذه \S+ (?:ي|ت)(?:رتفع|صل|بلغ|صبح)|(?:م?ما) (?:رفع|يرفع))\b",
    words="ليصل لتصل لتبلغ ليبلغ ليكون بذلك بهذا بهذه رفع يرفع",
    glued="و ف",
    pieces="رتفع",
)
_HOSTED = worded(
    "و|ف",
    "ينام|تنام|يعيش|تعيش|يقطن|تقطن|يقيم|تقيم|يعيشون|تستضيف|يستضيف|توي|تووي|يووي|ياوي|تاوي|يضم|تضم|"
    "تحتضن|يحتضن|يتوزع|مراكز الايواء",
)
_HOMELESS = Hinted(
    r"نازح|لاجي|مهجر|مشرد",
    pieces="نازح لاجي مهجر مشرد",
)
_SINCE = Hinted(
    rf"\b[وف]?منذ (?:\S+ ){{0,4}}?(?:(?:عام|سنه|العام|مطلع|(?:بدايه|بدء) (?:فصل|موسم|شهر|العام|السنه|الشهر|الحرب|العدوان|الازمه|(?:ال)?(?:شتاء|صيف|خريف|ربيع|موسم|اباده|انتفاضه|عمليه(?! (?:ال)?(?:بحث|انقاذ))))|"
    r"(?:اندلاع|بدء|انطلاق|استئناف) (?:ال)?(?:حرب|عدوان|نزاع|قتال|صراع|ثوره|غزو|تمرد|ازمه|عمليات|هجوم)|"
    r"(?:سقوط|انهيار|اسقاط|رحيل|عوده|تولي|انقلاب) (?:ال)?(?:نظام|اسد|انقلاب|حكم|حركه|طالبان|رييس|حكومه|عسكر|جيش)|(?:ال)?(?:انقلاب|ثوره|تحرير)|"
    r"(?:بدء|بدايه|سريان|دخول|اعلان|توقيع|انهيار|خرق|انتهاء) (?:ال)?(?:وقف اطلاق|هدنه|اتفاق|اتفاقيه)|"
    rf"اوايل|اواخر|منتصف|{MONTH}|(?:19|20)\d\d)\b|\d+ (?:{MONTH}))|"
    r"\b(?:الاجماليه|الاجمالي|التراكميه)\b|[وف]?(?:منذ|بعد) السابع من|بين عامي|خلال (?:الحرب|النزاع|العقدين|العامين|السنتين|(?:العام|السنه) (?:الجاري|الجاريه|الحالي|الحاليه)|السنوات|الاعوام|العقود|الاشهر)|"
    rf"\b[وف]?بين (?:شهري )?{MONTH}(?: \S+)?(?: ?/ ?{MONTH})? (?:\d+ )?(?:و|الي)|"
    r"(?:علي|علي) مدي (?:السنوات|الاعوام|سنوات|العقود)|سنويا|كل عام|في السنوات الاخيره",
    words="منذ بين مدي",
    glued="و ف",
    pieces="الاجمالي التراكميه السابع عامي خلال سنويا كل الاخيره",
)
_WAR = Hinted(
    r"(?<!مخلفات )\b(?:و|ف)?(?:ال)?(?:حرب|حربا|نزاع|نزاعا|صراع|صراعا|تمرد|تمردا|ازمه|عدوان)\b.{0,90}\b[وف]?(?:خلف|خلفت|اسفر|اسفرت|اودي|اودت|اوقع|اوقعت|حصد|حصدت|ادي|ادت|راح|تسبب|تسببت|قتل|شرد|شردت|هجر|هجرت|دفع|دفعت|كلف|كلفت|ازهق|ازهقت)",
    words="حرب حربا نزاع نزاعا صراع صراعا تمرد تمردا ازمه عدوان",
    glued="و ف ال وال فال",
)
_YEAR = Hinted(
    r"(?<![\d.,/-])(?:19|20)\d\d(?![\d.,])(?! (?:متر|كيلو|كلم|كم |ميل|شخص|قتيل|قتلي|جريح|جرحي|مصاب|طن|دولار|مدني|دونم|هكتار|جندي|منزل|"
    r"خيمه|عامل|حاله|فرد|اسره|عايله|مهاجر|نازح|معتقل|اسير|شهيد|الف|مليون|ليره|درهم|دينار|جنيه|يورو|ريال|مقاتل|طفل|غاره|قذيفه|وفاه|ضحيه))",
    pieces="19 20",
)
_FRESH = Hinted(
    r"\b(?:اليوم|امس|فجر|صباح|مساء|الساعات)\b",
    words="اليوم امس فجر صباح مساء الساعات",
)


# A clause ends, or tells what they did before: «القضاء على عنصر متحصن بالجبل منذ سنة 2014».
_CLAUSES = re.compile(
    r"،|؛|\b(?:فيما|بينما|مقابل|بعدما|بعد ان|في حين|كما)\b|"
    r"\b(?:متحصنا?|متحصنه|ينشط|تنشط|مطلوبا?|مفتشا?|متواريا?|محكوما?|يعمل|تعمل|يقيم|تقيم|ملاحقا?|مسجونا?|معتقلا?)\b"
)
_TALLIED = re.compile(
    r"\b(?:حصيله|خلال عام|خلال العام|في عام|النصف الاول|النصف الثاني|تقرير|احصاء|توثيق|خلال شهر|وثق|وثقت)\b"
)
_WAR_TOLL = Hinted(
    r"\b(?:حصيله|ضحايا|شهداء|قتلي) (?:ضحايا |شهداء )?(?:ال)?(?:عدوان|حرب|اباده)\b",
    words="عدوان حرب اباده العدوان الحرب الاباده",
)


def is_background(signs: "Signs", spot: tuple[int, int], *, first: bool, year: int | None, about: "About") -> bool:
    """Whether a figure at `spot` of a sentence is context: an earlier time, a perfect, a war's total.

    What says so must stand before the figure, or behind it in the same clause. In the headline and the lead (`first`)
    only an earlier toll told in one breath, and a running total that the headline is not about, are context.
    """
    sentence = signs.sentence
    if _is_toll_before(signs, spot):
        return True
    if "خلفيه" in sentence and _REASON.search(sentence, max(0, spot[0] - _REASON_WITHIN), spot[0]) is not None:
        return True
    if ("ذكر" in sentence or "مثل هذا" in sentence) and is_remembered(sentence, spot[0]):
        return True
    if _is_of_before_that(sentence, spot) or is_handed_over(sentence, spot):
        return True
    if about.remembers and is_of_the_past(sentence, spot):
        return True
    if is_of_days_before(sentence, spot) and not about.tells(sentence, spot):
        return True
    if first:
        return _is_running_total(signs, spot, about) or (identifies(sentence, spot) and not about.tells(sentence, spot))
    return _is_of_another_time(signs, spot, year, about) and not about.tells(sentence, spot)


def _is_of_before_that(sentence: str, spot: tuple[int, int]) -> bool:
    """«وكانت قد سجلت 60 ألفا مطلع مايو», «وكان 53 قد غرقوا هناك مطلع الشهر»: a pluperfect with its day."""
    if "كان" not in sentence or " قد " not in sentence:
        return False
    found = _BEFORE_THAT.search(sentence, max(0, sentence.rfind("،", 0, spot[0])), spot[1] + _DAY_WITHIN)
    return found is not None and found.start() < spot[0] and "،" not in sentence[found.start() + 1 : spot[0]]


def _is_of_another_time(signs: "Signs", spot: tuple[int, int], year: int | None, about: "About") -> bool:
    sentence = signs.sentence

    def said(starts: tuple[int, ...]) -> bool:
        if not starts or starts[0] < spot[0]:
            return bool(starts)
        behind = bisect_left(starts, spot[1])  # where the nearest is cut off by a clause, all behind it are
        return behind < len(starts) and not _CLAUSES.search(sentence, spot[1], starts[behind])

    turned = signs.perfect < spot[0] and _TOLD_BESIDE.search(sentence, signs.perfect, spot[0]) is not None
    if (
        (signs.perfect < spot[0] and not turned)
        or said(signs.previous)
        or (not about.last_week and said(signs.last_week))
    ):
        return True
    if said(signs.hosted) and _HOMELESS.search(sentence, *spot):
        return True
    if not signs.fresh and said(signs.war):
        return True
    latest = max((number for _, number in signs.years), default=0)
    if about.tally:
        return 0 < latest < min(about.years, default=year - 1 if year is not None else 0)
    war_toll = signs.war_toll and _WAR_TOLL.search(sentence, 0, spot[0])
    if said(signs.since) or (war_toll and _is_running_total(signs, spot, about)):
        return True
    if not latest or (year is not None and latest >= year) or any(number in about.years for _, number in signs.years):
        return False
    return said(tuple(start for start, _ in signs.years))


class Signs(NamedTuple):
    """Where in a folded sentence what sign of another time begins; `perfect` past its end where there is none."""

    sentence: str
    perfect: int
    previous: tuple[int, ...]
    last_week: tuple[int, ...]
    hosted: tuple[int, ...]
    war: tuple[int, ...]
    since: tuple[int, ...]
    years: tuple[tuple[int, int], ...]
    fresh: bool
    war_toll: bool  # whether it may speak of a war's toll at all
    runs: bool  # the same of a running total
    turned_back: bool  # the same of a toll that was told before


def signs_of(sentence: str, words: Sequence[Word], begins: Sequence[int]) -> Signs:
    """The signs of a folded sentence, for all its figures; `words` are its words and `begins` their bits."""
    may = _HINTS.among(words[at].text for at in where(begins, _HINT))

    def starts(pattern: Hinted) -> tuple[int, ...]:
        return tuple(match.start() for match in pattern.finditer(sentence)) if pattern in may else ()

    return Signs(
        sentence=sentence,
        perfect=min(starts(_PERFECT_BEFORE), default=len(sentence)),
        previous=tuple(sorted(starts(_PREVIOUS) + starts(_DAYS_AFTER) + starts(_NTH))),
        last_week=starts(_LAST_WEEK),
        hosted=starts(_HOSTED) if _HOMELESS in may else (),
        war=starts(_WAR),
        since=starts(_SINCE),
        years=_years_of(sentence) if _YEAR in may else (),
        fresh=_FRESH in may and _FRESH.search(sentence) is not None,
        war_toll=_WAR_TOLL in may,
        runs=_RUNNING in may and _RUNNING.search(sentence) is not None,
        turned_back="كان" in sentence and "بعد" in sentence,
    )


def _years_of(text: str) -> tuple[tuple[int, int], ...]:
    return tuple((match.start(), int(match.group())) for match in _YEAR.finditer(text))


def is_earlier_toll(signs: Signs, spot: tuple[int, int]) -> bool:
    """Whether a figure is what the toll of the same happening was before, so that no later share is of it."""
    was = _TOLL_WAS.match(signs.sentence, 0, spot[0])
    told = was is not None and _TOLD_BESIDE.search(signs.sentence, was.end(), spot[0]) is None
    return _is_toll_before(signs, spot) or told


def is_of_earlier_report(signs: Signs, spot: tuple[int, int]) -> bool:
    """Whether «كانت السلطات أعلنت» is all that makes a figure context, so that it stands until a newer one is told."""
    other = signs.previous or signs.last_week or signs.hosted or signs.war or signs.since or signs.years
    return signs.perfect < spot[0] and not other


def tells_another(sentence: str) -> bool:
    """Whether a folded sentence says at its beginning that it tells of another happening."""
    return _ANOTHER.match(sentence) is not None


def _is_toll_before(signs: Signs, spot: tuple[int, int]) -> bool:
    """«إلى 12، بعدما كانت حصيلة أولى قد أشارت إلى 5»: up to a word that turns to something else."""
    sentence = signs.sentence
    match = _TOLL_BEFORE.search(sentence, 0, spot[0]) if signs.turned_back else None
    if match is None and "اول" in sentence and (first := _FIRST_TOLD.search(sentence)) is not None:
        match = first if first.end() <= spot[0] else None
    return match is not None and not _TURNS.search(sentence, match.end(), spot[0])


def _is_running_total(signs: Signs, spot: tuple[int, int], about: "About") -> bool:
    sentence = signs.sentence
    running = _RUNNING.search(sentence, 0, spot[0]) if signs.runs else None
    if running is None or about.tells(sentence, spot):
        return False
    clause = running.end() if running.group() not in ("بذلك", "بهذا") else sentence.rfind("،", 0, running.start()) + 1
    match = _SINCE.search(sentence, clause) or _WITHIN.search(sentence, running.end())
    return match is not None and not (match.group() in _WHOLE and running.group().endswith("رفع"))


_DAY_WITHIN = 60  # characters from a figure to its day
_BEFORE_THAT = re.compile(
    r"(?:^|[،؛ ])(?:و|بينما |فيما |في حين |علما ان\S* )كان(?:ت)? (?:\S+ ){0,4}?قد [^،؛]*?"
    r"\b(?:مطلع|اول امس|امس|مساء|صباح|سابقا|سابق|الماضي|الماضيه|منتصف|اواخر|(?:قبل|في) (?:\S+ )?(?:يومين|ايام|اسبوع|اسبوعين|اسابيع|شهر|شهرين|اشهر)|"
    r"يوم (?:ال)?(?:احد|اثنين|ثلاثاء|اربعاء|خميس|جمعه|سبت))\b"
)
_WITHIN = re.compile(
    r"\bفي (?:عام )?(?:19|20)\d\d\b|\bحصيله (?:ال)?(?:عدوان|حرب)\b|منذ (?:انطلاق|اندلاع|بدء) (?:ال)?(?:احتجاجات|تظاهرات|مظاهرات|حراك|انتفاضه)\b|\bخلال (?:شهر|اسبوع|عام|سنه|شهرين|اسبوعين|\S+ (?:ايام|اشهر|اسابيع|اعوام|سنوات))\b"
)
_WHOLE = ("الاجماليه", "الاجمالي")  # «ما رفع العدد الإجمالي إلى 66»: of this happening
_TITLE_TOTAL = Hinted(
    r"\bو?(?:ال)?حصيله (?:\S+ ){0,3}?(?:تتخط|تتجاوز|تجاوز|ترتفع|ارتفع|تقترب|تصل|تبلغ|تقارب)\S*.{0,25}(?:\b(?:ال)?(?:الف|الفا|الاف|مليون)\b|\d{4,})",
    words="حصيله",
    glued="و ال وال",
)
_ANOTHER = re.compile(
    r"(?:[وف]?(?:في|خلال) )?(?:ال)?(?:حادث|حادثه|واقعه|هجوم|غاره|عمليه|ضربه|انفجار|حصيله) "
    r"(?:منفصله?|اخري?|ثانيه?|ثان|ثالثه?|مستقله?|مماثله?|موازيه?)\b"
)
_REASON_WITHIN = 60  # characters
_REASON = re.compile(r"\bعلي خلفيه (?:مقتل|اغتيال|قتل|وفاه) $")
_SUPERLATIVE = re.compile(r"\b(?:ال)?(?:اسوا|اكبر|اعنف|اكثر(?! من)|اول|اعلي|اقوي|اشد|اخطر|افدح|ادمي)\b[^،]{0,60}$")
_TOLL_WAS = re.compile(r"^[وف]?كان(?:ت)? (?:\S+ ){0,4}?(?:ال)?(?:حصيله|احصاييه)\b")
# «كانت الوحدات قد انتشلت 17 جثة، وما زال البحث عن ثمانية»: what is still so is of now.
# «كان مصدر قد أفاد بسقوط 19، فيما تحدث شهود عن أكثر من 30»: a rival number of now.
_TOLD_BESIDE = re.compile(
    r"\b[وف]?(?:مازال|ما زال|لا يزال|لا تزال|ما زالت|مازالت) (?:\S+ ){0,2}?(?:ال)?(?:بحث|عمليات)\b|"
    r"\b(?:فيما|بينما|في حين|في المقابل) (?:\S+ )?(?:تحدث|تحدثت|تحدثوا|زعم|زعمت|قال|قالت|ذكر|ذكرت|اعلن|اعلنت|يقول|تقول)\b"
)
_TURNS = re.compile(r"؛|\b(?:فيما|بينما|في حين|ليرتفع|لترتفع|ليصل|قبل ان|لكن|غير ان|الا ان)\b")

_HINTS = Hints(
    *(
        _PERFECT_BEFORE,
        _PREVIOUS,
        _DAYS_AFTER,
        _NTH,
        _LAST_WEEK,
        _RUNNING,
        _HOSTED,
        _HOMELESS,
        _SINCE,
        _WAR,
        _YEAR,
        _FRESH,
    ),
    *(_WAR_TOLL, _TITLE_TOTAL),
)
_HINT = BEGINNINGS.reader(_HINTS.begin)


class About:
    """What the headline and the lead are about: years and states they name, and whether a tally over time is the news."""

    def __init__(self, opening: str, countries: Callable[[], Sequence[str]] = tuple) -> None:
        """`opening` is folded: the headline, a line's end, the lead."""
        self._countries = countries
        title, _, lead = opening.partition("\n")
        self._title = title
        self._told: set[int] | None = None  # the numbers of the headline, once they are asked for
        may = _HINTS.among(word_texts(opening))
        running = _RUNNING.search(lead) if _RUNNING in may else None
        main = title + "\n" + (lead[: running.start()] if running else _first_of(lead))
        self.years = {year for _, year in _years_of(main)} if _YEAR in may else set()
        self.remembers = remembers(title + " " + _first_of(lead))
        self.last_week = _LAST_WEEK in may and _LAST_WEEK.search(main) is not None
        since = _SINCE.search(main) if _SINCE in may else None
        counted = since is not None and not _SUPERLATIVE.search(main, 0, since.start())
        counted = counted or (_WAR_TOLL in may and _WAR_TOLL.search(title) is not None)
        counted = counted or (_TITLE_TOTAL in may and _TITLE_TOTAL.search(title) is not None)
        self.tally = counted or bool(self.years and _TALLIED.search(main))

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """ISO codes of the states that the story names; read only where a place wants them."""
        return tuple(self._countries())

    def tells(self, sentence: str, spot: tuple[int, int]) -> bool:
        """Whether the headline has the number at `spot` of a folded sentence; small ones it has by chance."""
        if self._told is None:
            self._told = {number.value for number in numbers_of(words_of(self._title)) if number.value > _FEW}
        if not self._told:
            return False
        said = {number.value for number in numbers_of(words_of(sentence, *spot))}
        rounded = {number // step * step for number in said if number > _MANY for step in (100, 1000)}
        return bool(self._told & said) or any(number in self._told for number in rounded if number >= _MANY)


_FEW = 10
_MANY = 1000  # a headline rounds what is larger


def _first_of(lead: str) -> str:
    """The lead's first sentence that says something."""
    return next((lead[span.start : span.end] for span in sentences(lead) if span.end - span.start > _SAYS), lead)


_SAYS = 45  # characters; what is shorter is a dateline
