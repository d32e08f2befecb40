"""Whether a sentence tells the story's own happening or an earlier or cumulative total."""

import re

_MONTH = (
    "(?:يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر|"
    "كانون|شباط|اذار|نيسان|ايار|حزيران|تموز|اب|ايلول|تشرين|"
    "جانفي|فيفري|افريل|ماي|جوان|جويليه|اوت|غشت|شتنبر|نونبر|دجنبر|يوليوز)"
)
_PERFECT_BEFORE = re.compile(
    r"(?:^|[،\"] ?)\s*(?:و|ف)?(?:كان|كانت|سبق)\s(?:\S+\s){0,7}قد\s|^وسبق|^و?كان(?:ت)? (?:حصيله|احصاييه|تقديرات|تقرير)"
)
_PREVIOUS = re.compile(
    r"(?:العام|السنه|الشهر|الصيف|الشتاء|العقد|القرن) (?:الماضي|الفايت|المنصرم|المنقضي|السابق)ه?|"
    rf"{_MONTH}(?: ?/ ?{_MONTH})? (?:الاول |الثاني )?(?:الماضي|الفايت|المنصرم|من العام)|"
    r"\b(?:ال)?سابق(?:ه|ا)?\b|حصيله (?:ال)?اوليه سابقه|في وقت سابق|\b[وف]?قبل (?:عام|عامين|سنه|سنوات|اعوام|شهر|شهرين|اشهر|اسابيع)\b|"
    r"\b[وف]?قبل \S+ (?:اعوام|سنوات|اشهر|عاما|سنه|اسابيع)\b|في حادث مماثل|حوادث مماثله|حادثه مماثله"
)
_SINCE = re.compile(
    rf"\b[وف]?منذ (?:\S+ ){{0,4}}?(?:(?:عام|سنه|العام|مطلع|بدايه (?:العام|السنه|الشهر|الحرب|العدوان|الازمه)|"
    r"(?:اندلاع|بدء|انطلاق) (?:ال)?(?:حرب|عدوان|نزاع|قتال|صراع|ثوره|غزو|تمرد|ازمه|عمليات|هجوم)|"
    rf"اوايل|اواخر|منتصف|{_MONTH}|(?:19|20)\d\d)\b|\d+ (?:{_MONTH}))|"
    r"\b(?:الاجماليه|الاجمالي|التراكميه)\b|[وف]?منذ السابع من|بين عامي|خلال (?:الحرب|النزاع|السنوات|الاعوام|العقود|الاشهر)|"
    rf"\b[وف]?بين (?:شهري )?{_MONTH}(?: \S+)?(?: ?/ ?{_MONTH})? (?:\d+ )?(?:و|الي)|"
    r"(?:علي|علي) مدي (?:السنوات|الاعوام|سنوات|العقود)|سنويا|كل عام|في السنوات الاخيره"
)
_WAR = re.compile(
    r"\b(?:و|ف)?(?:ال)?(?:حرب|حربا|نزاع|نزاعا|صراع|صراعا|تمرد|تمردا|ازمه|عدوان)\b.{0,90}\b[وف]?(?:خلف|خلفت|اسفر|اسفرت|اودي|اودت|اوقع|اوقعت|حصد|حصدت|ادي|ادت|راح|تسبب|تسببت|قتل)"
)
_YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d.,])")
_FRESH = re.compile(r"\b(?:اليوم|امس|فجر|صباح|مساء|الساعات)\b")


_CLAUSES = re.compile(r"،|؛|\b(?:فيما|بينما|مقابل|بعدما|بعد ان|في حين|كما)\b")


def is_background(sentence: str, spot: tuple[int, int], *, first: bool, year: int | None, about: "About") -> bool:
    """Whether a figure at `spot` of a folded sentence is context: an earlier time, a perfect, a war's total.

    What says so must stand before the figure, or behind it in the same clause.
    """
    if first:
        return False

    def said(pattern: re.Pattern[str]) -> bool:
        return any(
            match.start() < spot[0] or not _CLAUSES.search(sentence, spot[1], match.start())
            for match in pattern.finditer(sentence)
        )

    perfect = _PERFECT_BEFORE.search(sentence)
    if (perfect is not None and perfect.start() < spot[0]) or said(_PREVIOUS):
        return True
    if said(_WAR) and not _FRESH.search(sentence):
        return True
    years = {int(match.group()) for match in _YEAR.finditer(sentence)}
    if about.tally:
        return bool(years) and bool(about.years) and max(years) < min(about.years)
    if said(_SINCE):
        return True
    return bool(years) and year is not None and max(years) < year and not years & about.years and said(_YEAR)


class About:
    """What the headline and the lead are about: years they name, and whether a tally over time is the news."""

    def __init__(self, opening: str) -> None:
        self.years = {int(match.group()) for match in _YEAR.finditer(opening)}
        self.tally = bool(_SINCE.search(opening)) or bool(
            re.search(
                r"\b(?:حصيله|خلال عام|خلال العام|في عام|النصف الاول|النصف الثاني|تقرير|احصاء|توثيق|خلال شهر|وثق|وثقت)\b",
                opening,
            )
            and self.years
        )
