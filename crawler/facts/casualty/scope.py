"""Whether a sentence tells the story's own happening or an earlier or cumulative total."""

import re
from collections.abc import Sequence

from crawler.arabic.letters import fold_key
from crawler.arabic.words import Word
from crawler.facts.casualty.mention import Mention

_MONTH = "(?:يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر|كانون|شباط|اذار|نيسان|ايار|حزيران|تموز|اب|ايلول|تشرين|جانفي|فيفري|افريل|ماي|جوان|جويليه|اوت|غشت|شتنبر|نونبر|دجنبر|يوليوز)"
_PERFECT_BEFORE = re.compile(
    r"(?:^|[،\"] ?)\s*(?:و|ف)?(?:كان|كانت|سبق)\s(?:\S+\s){0,7}قد\s|^وسبق|^و?كان(?:ت)? (?:حصيله|احصاييه|تقديرات|تقرير)"
)
_PREVIOUS = re.compile(
    r"(?:العام|السنه|الشهر|الصيف|الشتاء|العقد|القرن) (?:الماضي|الفايت|المنصرم|المنقضي|السابق)ه?|"
    rf"{_MONTH}(?: ?/ ?{_MONTH})? (?:الاول |الثاني )?(?:الماضي|الفايت|المنصرم|من العام)|"
    r"\b(?:ال)?سابق(?:ه|ا)?\b|حصيله (?:ال)?اوليه سابقه|في وقت سابق|قبل (?:عام|عامين|سنه|سنوات|اعوام|شهر|شهرين|اشهر|اسابيع)\b|"
    r"\bقبل \S+ (?:اعوام|سنوات|اشهر|عاما|سنه|اسابيع)\b|في حادث مماثل|حوادث مماثله|حادثه مماثله"
)
_SINCE = re.compile(
    rf"\bمنذ (?:\S+ ){{0,4}}?(?:(?:عام|سنه|العام|مطلع|بدايه|اندلاع|بدء|انطلاق|اوايل|اواخر|منتصف|{_MONTH}|(?:19|20)\d\d)\b|\d+ (?:{_MONTH}))|"
    r"\b(?:الاجماليه|الاجمالي|التراكميه)\b|منذ السابع من|بين عامي|خلال (?:الحرب|النزاع|السنوات|الاعوام|العقود|الاشهر)|"
    r"(?:علي|علي) مدي (?:السنوات|الاعوام|سنوات|العقود)|سنويا|كل عام|في السنوات الاخيره"
)
_WAR = re.compile(
    r"\b(?:ال)?(?:حرب|حربا|نزاع|نزاعا|صراع|صراعا|تمرد|تمردا|ازمه|عدوان)\b.{0,90}\b(?:خلف|خلفت|اسفر|اسفرت|اودي|اودت|اوقع|اوقعت|حصد|حصدت|ادي|ادت|راح|تسبب|تسببت|قتل)"
)
_YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d.,])")
_IN_ALL = re.compile(r"\b(?:ل)?ترتفع|\b(?:ل)?يرتفع|ارتفعت|ارتفع|بذلك")
_FRESH = re.compile(r"\b(?:اليوم|امس|فجر|صباح|مساء|الساعات)\b")


def is_background(text: str, *, lead: bool, year: int | None, about: "About") -> bool:
    """Whether a folded sentence gives context: a perfect before the past, an earlier time, a war's total."""
    if lead:
        return False
    if _PERFECT_BEFORE.search(text) or _PREVIOUS.search(text):
        return True
    if about.tally:
        return False
    if _WAR.search(text) and not _FRESH.search(text):
        return True
    if _SINCE.search(text):
        return True
    years = {int(match.group()) for match in _YEAR.finditer(text)}
    return bool(years) and year is not None and max(years) < year and not years & about.years


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


def is_risen_from(mention: Mention) -> bool:
    """Whether the text itself calls a figure the earlier one."""
    return mention.earlier


def sentence_text(words: Sequence[Word]) -> str:
    """The words of a sentence with single spaces between, for the patterns here."""
    return " ".join(word.text for word in words)


def fold_words(text: str) -> str:
    """The same for a text."""
    return fold_key(text)
