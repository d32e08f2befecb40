"""The scripted truth: happenings with their reports, each marked by a token that nothing else contains.

The auditor holds the receivers' records against this and against nothing else. A happening has its own place, kind and
words, so that no two are taken for one; its second report says that more have died.
"""

import random
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from crawler.facts.figure import Cause
from crawler.understanding import ReadStory
from tests.alerts.making import figure, read_story
from tests.conftest import ROOT

TOKEN = "رمز"
DIGITS = 5

_CASES = (
    (Cause.SHELLING, "في قصف مدفعي على", "في قصف مدفعي استهدف حيا سكنيا في"),
    (Cause.ROAD_ACCIDENT, "في حادث سير قرب", "اثر تصادم حافلة وشاحنة قرب"),
    (Cause.COLLAPSE, "في انهيار مبنى في", "في انهيار مبنى قيد الإنشاء في"),
    (Cause.FIRE, "في حريق سوق", "في حريق اندلع في السوق القديمة في"),
    (Cause.SHIPWRECK, "في غرق قارب قبالة", "بعد انقلاب قاربهم قبالة سواحل"),
    (Cause.EXPLOSION, "في انفجار عبوة في", "حين انفجرت عبوة ناسفة أمام مقهى مزدحم في"),
    (Cause.AIRSTRIKE, "في غارة جوية على", "في غارة شنتها طائرات حربية على مخيم في"),
    (Cause.SHOOTING, "بإطلاق نار في", "برصاص مسلحين مجهولين هاجموا قاعة أفراح في"),
    (Cause.FLOOD, "في سيول اجتاحت", "جرفتهم سيول نجمت من أمطار غزيرة في"),
    (Cause.MINE, "بانفجار لغم قرب", "عندما داست شاحنة رعاة على لغم من مخلفات الحرب قرب"),
    (Cause.SHELLING, "بقذائف سقطت على", "حين أصابت قذائف صاروخية طابور خبز في"),
    (Cause.ROAD_ACCIDENT, "بانقلاب شاحنة عند", "بعدما انقلبت شاحنة تقل عمال مزارع عند منعطف جبلي في"),
    (Cause.COLLAPSE, "بسقوط سقف مسجد في", "تحت سقف مسجد أثري هوى على المصلين في"),
    (Cause.FIRE, "بحريق مستشفى في", "اختناقا بدخان التهم جناح الولادة بمستشفى في"),
    (Cause.SHIPWRECK, "بغرق عبارة في", "حين غرقت عبارة نهرية محملة بالركاب في"),
    (Cause.EXPLOSION, "بانفجار صهريج في", "بانفجار صهريج غاز داخل ورشة لحام في"),
    (Cause.AIRSTRIKE, "بقصف جوي على", "بصواريخ مقاتلة دمرت مدرسة تؤوي نازحين في"),
    (Cause.SHOOTING, "بهجوم مسلح في", "حين فتح ملثمون النار على حافلة حجاج في"),
    (Cause.FLOOD, "بانهيار سد في", "غرقا إثر انهيار سد ترابي أغرق قرى في"),
    (Cause.MINE, "بلغم بحري قبالة", "بلغم بحري ارتطم به زورق صيادين قبالة"),
)
_PLACES = (
    *("حلب SY|البصرة IQ|صفاقس TN|تعز YE|الخرطوم SD|طرابلس LY|نواكشوط MR|المنيا EG|وهران DZ|الحديدة YE".split("|")),
    *("بنغازي LY|إربد JO|الموصل IQ|حمص SY|مأرب YE|سوسة TN|قسنطينة DZ|أسيوط EG|الدار البيضاء MA|صيدا LB".split("|")),
    *("نابلس PS|الخليل PS|درعا SY|كركوك IQ|عدن YE|سبها LY|بورتسودان SD|الفاشر SD|طنجة MA|فاس MA".split("|")),
    *("عنابة DZ|قابس TN|دمياط EG|سوهاج EG|الزرقاء JO|صور LB|الرقة SY|الناصرية IQ|المكلا YE|مصراتة LY".split("|")),
)
_LETTERS = "بتثجحخدرزسشصطعغفقكلمنهوي"

_STATES = frozenset({"SY", "IQ", "EG", "DZ", "MA", "TN", "SD", "YE", "LY", "JO"})

MOST = len(_PLACES)  # happenings of one world; more would be in a place where one was


def token(number: int, report: int = 1) -> str:
    """The mark of one report of a happening."""
    return f"{TOKEN}{number * 10 + report:0{DIGITS}d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One report: what it is marked with, how many it says have died, and when it was published (world's time)."""

    token: str
    killed: int
    at: datetime


@dataclass(slots=True, kw_only=True)
class Happening:
    """What its readers must come to know: one message, at its end as its last report has it, one word aloud a rise."""

    number: int
    reports: list[Told] = field(default_factory=list)

    @property
    def marks(self) -> set[str]:
        """The tokens of all its reports."""
        return {one.token for one in self.reports}


def killed(number: int, report: int) -> int:
    """The toll of a report: each passes a step of `alerts/steps.py`, so that it is said aloud."""
    return (11 + number) * (1, 3, 8)[report - 1]


def headline(number: int, report: int = 1) -> str:
    """The title of a report."""
    place, _, case = _scene(number)
    return f"مقتل {killed(number, report)} أشخاص {case[1]} {place} ({token(number, report)})"


def text(number: int, report: int = 1) -> str:
    """The words of a report: the same happening, told at length in words of its own."""
    place, _, case = _scene(number)
    where = f"{place} ({token(number, report)})"  # alerts quote this sentence as their proof
    lead = f"قُتل {killed(number, report)} أشخاص اليوم {case[2]} {where}، وفق ما أفاد به الدفاع المدني."
    own = random.Random(number * 10 + report)
    shared = random.Random(number)
    words = _words if number < MOST else listed_words
    sentences = [f"وقال شهود إن {words(source)}." for source in (shared, shared, own, own, own)]
    return " ".join([lead, *sentences])


def _words(source: random.Random) -> str:
    """Made-up words: real ones would be shared by happenings that have nothing to do with each other."""
    return " ".join("".join(source.choices(_LETTERS, k=6)) for _ in range(12))


def listed_words(source: random.Random) -> str:
    """Of a language of 5,000 words, for long runs: no outlet makes up new ones all day (300,000 words of real stories
    are 41,000 different ones), and a memory of words that never meets one again would seem to be a leak."""
    return " ".join(source.choices(_language(), k=12))


@cache
def _language() -> tuple[str, ...]:
    source = random.Random(5)
    return tuple("".join(source.choices(_LETTERS, k=6)) for _ in range(5_000))


def read(number: int, report: int, published: datetime) -> ReadStory:
    """A report as reading gives it, with its facts."""
    place, country, case = _scene(number)
    count = killed(number, report)
    return read_story(
        headline(number, report),
        text(number, report),
        outlet=f"موقع {report}",
        url=f"https://news.example/{number}/{report}",
        published=published,
        figures=(figure(count, cause=case[0], place=place, country=country, quote=f"{count} أشخاص", start=5),),
    )


def page(number: int, report: int = 1) -> bytes:
    """A report as a page of an outlet."""
    title = headline(number, report)
    paragraphs = "".join(f"<p>{part}.</p>" for part in text(number, report).split(". "))
    return (
        f'<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:type" content="article"></head>'
        f"<body><main><article><h1>{title}</h1>{paragraphs}</article></main></body></html>"
    ).encode()


def told(number: int, report: int, at: datetime) -> Told:
    """A report as the truth has it."""
    return Told(token=token(number, report), killed=killed(number, report), at=at)


def _scene(number: int) -> tuple[str, str, tuple[Cause, str, str]]:
    places = _PLACES if number < MOST else _more_places()
    place, _, country = places[number % len(places)].rpartition(" ")
    return place, country, _CASES[number % len(_CASES)]


@cache
def _more_places() -> tuple[str, ...]:
    """For long runs: every town of some Arab states that is told apart by one word."""
    lines = (ROOT / "crawler" / "arabic" / "places.tsv").read_text(encoding="utf-8").splitlines()[1:]
    pairs = (line.split("\t") for line in lines)
    return tuple(f"{name} {state}" for name, state in pairs if state in _STATES and " " not in name and len(name) > 4)
