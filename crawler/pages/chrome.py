"""What stands around a story and is not the story: labels, datelines, source lines, tags, calls to share.

`line_kind` says what one line is by its words alone, on folded text (see `letters.fold`). The words of these lines
are ordinary Arabic (شارك، طباعة، المزيد من), so a pattern has to take the whole line, or to begin it with a
separator behind, and long lines are nearly never chrome.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from crawler.arabic.letters import fold, fold_key


class LineKind(StrEnum):
    """What a line is."""

    TEXT = "text"
    READ_ALSO = "read_also"  # a label before other stories' headlines, perhaps with one of them on the line
    ENDING = "ending"  # a label after which nothing belongs to the story: comments, about the author
    TAGS = "tags"
    SOURCE = "source"
    DATELINE = "dateline"
    BYLINE = "byline"
    AGENCY = "agency"  # a place and an agency alone on the line: القاهرة - أ ش أ
    SHARE = "share"
    NOTICE = "notice"  # cookies, comment rules, copyright
    CREDIT = "credit"  # of a picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a line is, and what it says after its label: a source, tags, a teaser, a name."""

    kind: LineKind
    rest: str = ""


_NO_CHROME_OVER = 400  # characters

# All patterns are in folded spelling: no hamza on alef, ya for alef maqsura, ha for ta marbuta.
_SEPARATOR = r"\s*(?:[:|/<>*.…-]|\.\.)+\s*"
_READ_ALSO = re.compile(
    r"[\W_]*(?:و?(?:اقرا|اقراوا|اقراو|اقروا|اقري|طالع|طالعوا|شاهد|شاهدوا|تابع|انظر|راجع|للاطلاع)\s+(?:ايضا|كذلك|المزيد)"
    r"|اقرا\s+(?:المزيد\s+)?(?:في|من|علي)\s+موقعنا|لقراءه\s+المزيد|للمزيد\s+(?:اقرا|من\s+الاخبار)|قد\s+(?:يهمك|يعجبك|تهمك)(?:م)?(?:\s+ايضا)?"
    r"|ربما\s+(?:يهمك|يعجبك)م?(?:\s+ايضا)?|read\s+(?:also|more)|see\s+also"
    r"|(?:اخبار|مواضيع|موضوعات|مقالات|قصص|تقارير|مواد|روابط)\s+(?:ذات\s+صله|متعلقه|مشابهه|مقترحه|مرتبطه|اخري|قد\s+تهمك)(?:\s+ب\S+)?"
    r"|(?:ال)?(?:اخبار|مواضيع|موضوعات|مقالات)\s+(?:المتعلقه|المشابهه|المرتبطه)|ذات\s+صله|متعلق(?:ات|\s+ب\S+)"
    r"|اخترنا\s+(?:لك|لكم)|نرشح\s+(?:لك|لكم)|يستحق\s+الانتباه|اخبار\s+قد\s+تهمك)"
    r"(?:" + _SEPARATOR + r"(?P<rest>.*)|[\s!؟?]*)",
    re.DOTALL,
)
# Labels that are also ordinary beginnings of a sentence: only alone on the line.
_READ_ALSO_ALONE = re.compile(
    r"[\W_]*(?:المزيد|مزيد\s+من\s+الاخبار|المزيد\s+من\s+(?:الاخبار|المواضيع|المقالات|القصص)|(?:ال)?اكثر\s+(?:قراءه|مشاهده|تداولا|مشاركه)"
    r"|(?:اهم|احدث|اخر|ابرز)\s+الاخبار|اخبار\s+(?:ساخنه|عاجله)|شاهد|اقرا|في\s+هذا\s+الملف|مختارات|الكلمات\s+الاكثر\s+بحثا)[\s:]*"
)
_SKIP_LINK = re.compile(
    r"(?:تخط[ي]?\s.{2,60}و(?:ا?صل)\s+القراءه|(?:قصص\s+مقترحه|يستحق\s+الانتباه|البودكاست|الاكثر\s+\S+|.{3,20}\s+تهمك)\s+نهايه)"
)
_ENDING = re.compile(
    r"[\W_]*(?:(?:ال)?تعليقات(?:\s*\(?\d*\)?|\s+(?:ال)?(?:زوار|قراء|فيسبوك|فيس\s+بوك))|(?:اضف|اترك|اكتب|شارك\s+ب)\s*(?:ال)?(?:تعليق|تعليقا|تعليقك|ردا|رد)"
    r"|(?:نبذه\s+)?عن\s+(?:ال)?(?:كاتب|مولف|محرر)|لا\s+توجد\s+تعليقات|الغاء\s+الرد|اترك\s+رد.{0,30}|leave\s+a\s+(?:reply|comment)|comments?)[\s:!.]*"
)
_TAGS = re.compile(
    r"[\W_]*(?:(?:ال)?كلمات\s+(?:ال)?(?:دلاليه|دليليه|دلاله|مفتاحيه|بحث)|(?:ال)?كلمات\s+مفاتيح|(?:ال)?وسوم|(?:ال)?تاجات|دلالات|(?:ال)?علامات|tags?|الاوسمه|سمات)"
    r"(?:\s*[:|#-]\s*(?P<rest>.*)|\s*)",
    re.DOTALL,
)
# Definite only: «مصدر: مقتل …» (a source: …) is how leads begin.
_SOURCE = re.compile(r"[\W_]*(?:المصدر|المصادر)\s*[:|/؛-]+\s*(?P<rest>.{2,120})")
_SOURCE_ALONE = re.compile(r"[\W_]*(?:المصدر|المصادر)\s*[:|]?\s*")
# Not تقرير, تحقيق, خاص: «تقرير: مقتل …» is how headlines begin.
_BYLINE = re.compile(
    r"[\W_]*(?:(?:كتبت?|كتبها|تصوير|اعداد|تحرير|حاوره?ا?|حوار|ترجمه|اعدها?|بواسطه|الكاتبه?|المحرره?|مراسلنا)\s*(?:[:/|]|-\s)\s*"
    r"|(?:author|role|by)\s*[,:،]\s*|بقلم\s*[:/|-]?\s*)(?P<rest>[^:.!؟?\d]{2,60})",
    re.IGNORECASE,
)
_KNOWN_AGENCY = (
    r"(?:ا\s*\.?\s*ش\s*\.?\s*ا\.?|ا\s*\.?\s*ف\s*\.?\s*ب\.?|د\s*\.?\s*ب\s*\.?\s*ا\.?|فرانس\s+برس|رويترز|اسوشيتد\s*برس|الاناضول|سانا"
    r"|شينخوا|سبوتنيك|نوفوستي|(?:ال)?وكالات|متابعات|afp|reuters|dpa)"
)
# Names that are words as well (معا, وفا, بنا): only behind a place and a separator.
_AGENCY_LIKE_WORD = (
    r"(?:وفا|قنا|وام|واس|بترا|كونا|واع|بنا|العمانيه|وات|واج|وال|سونا|سبا|الوطنيه|معا|صفا|ا\s*\.?\s*ب\.?|ap|upi|efe)"
)
_AGENCY = re.compile(
    r"[\W_]*(?:(?:[\u0621-\u064a.\s]{2,40}\s*[-/(،,:|]\s*)?(?:وكاله\s+)?"
    + _KNOWN_AGENCY
    + r"|[\u0621-\u064a\s]{2,30}\s*[-/(|]\s*"
    + _AGENCY_LIKE_WORD
    + r")(?:\s*(?:[-/،,+]|و)\s*"
    + _KNOWN_AGENCY
    + r")?[\W_]*"
)
_PLATFORM = (
    r"(?:فيس\s*بوك|تويتر|تليجرام|تلجرام|تلغرام|تيليغرام|تيليجرام|تلغراف|واتس\s*اب|جوجل\s*نيوز|غوغل\s*نيوز|اخبار\s+(?:جوجل|غوغل)|يوتيوب"
    r"|انستغرام|انستجرام|انستقرام|نبض|تيك\s*توك|منصه\s+اكس|لينكد\s*ان|facebook|twitter|telegram|whatsapp|google\s*news|youtube|instagram|x)"
)
_SHARE = re.compile(
    r"[\W_]*(?:(?:شارك|شاركها|شاركنا|شاركه|مشاركه|انشر|ارسل|ارسال)"
    r"(?:\s+(?:هذا\s+|هذه\s+)?(?:ال)?(?:خبر|مقال|مقاله|موضوع|صفحه|قصه|راي|رايك|ماده|لصديق|الي\s+صديق|بالبريد|عبر\s+البريد))*"
    r"(?:\s+(?:علي|عبر|مع)\s+(?:" + _PLATFORM + r"|ال?اصدقا\S+|(?:مواقع|وسايل)\s+التواصل.{0,20}))?"
    r"|(?:طباعه|اطبع)(?:\s+(?:ال)?(?:خبر|مقال|صفحه|موضوع))?|(?:نسخ|انسخ)\s+(?:ال)?(?:رابط|نص)|حفظ|استمع(?:\s+(?:الي|ل)\s*(?:هذا\s+)?(?:ال)?(?:خبر|مقال|ماده))?"
    r"|(?:تكبير|تصغير|حجم)\s+(?:ال)?(?:خط|نص)|\+?a-?\s*a?\+?|(?:" + _PLATFORM + r"[\s,|/،]*){1,6})[\s:.!]*",
    re.IGNORECASE,
)
# The verbs stand in the imperative or with an object of ours: «تابع الرئيس عبر …» is a sentence.
_FOLLOW = re.compile(
    r"[\W_]*(?:تابعوا|تابعونا|تابعنا|تابع\s+(?:اخر|احدث|اخبار\S*|موقع|صفحه|قناه|المزيد)|لمتابعه|لمتابعتنا|يمكن(?:ك|كم)\s+متابعه|انضموا|للانضمام"
    r"|انضم\s+(?:الي|الينا)|اشتركوا|للاشتراك|اشترك\s+(?:الان|في\s+(?:قنا|نشرت?|النشره|خدمه))|حملوا?\s+(?:ال|تطبيق)|لتحميل|كن\s+اول|احصل\s+علي|لمزيد\s+من|للمزيد\s+من)"
    r".{0,160}?(?:"
    + _PLATFORM
    + r"|قناتنا|صفحتنا|صفحاتنا|مجموعتنا|النشره\s+(?:البريديه|الاخباريه)|نشرتنا|تطبيقنا|التطبيق).{0,80}",
    re.IGNORECASE | re.DOTALL,
)
_COOKIES = re.compile(r"ملفات\s+(?:تعريف\s+)?ال?ارتباط|كوكيز|cookie", re.IGNORECASE)
_CONSENT = re.compile(r"نستخدم|يستخدم|خصوصيه|توافق|موافق|سياستنا|تجربتك|اعدادات|we\s+use", re.IGNORECASE)
_COMMENT_RULES = re.compile(
    r"(?:ال)?(?:اراء|تعليقات|مشاركات)\s.{0,60}لا\s+(?:تعبر|تمثل)\s.{0,40}(?:موقع|صحيفه|جريده|قناه|شبكه|وكاله|تحرير|ناشر|محطه)|(?:التعليقات|مشاركاتك?)\s.{0,80}(?:قبل\s+نشرها|ارشادات\s+الاستخدام|شروط\s+النشر|ضوابط\s+النشر)"
    r"|(?:الموقع|الصحيفه|الجريده|اداره\s+التحرير)\s.{0,40}(?:غير\s+مسوول|لا\s+[يت]تحمل)\S*\s.{0,30}(?:تعليقات|اراء)|شروط\s+التعليق|(?:ال)?حقوق\s+محفوظه|©|copyright|all\s+rights",
    re.IGNORECASE | re.DOTALL,
)
_CREDIT = re.compile(
    r"[\W_]*(?:(?:مصدر|تعليق|التعليق\s+علي|شرح|صاحب)\s+الصوره(?:\s*[,،:]\s*.{0,200}|\s+.{0,60})?|(?:صوره?\s+)?(?:من\s+)?(?:ال)?ارشيف(?:يه)?|صوره\s+(?:ارشيفيه|تعبيريه|توضيحيه)|"
    r"-\s.{0,80}\(@\w+\).{0,60}|"  # under an embedded post: — أحمد (@ahmad) March 1
    r"(?:getty\s+images?|reuters|afp|ap\s+photo|epa|shutterstock|غيتي|جيتي|رويترز|ا\s*ف\s*ب)(?:\s*[/,-]\s*[\w\s]{2,30})?|image\s+(?:source|caption).{0,200})[\W_]*",
    re.IGNORECASE | re.DOTALL,
)
_HASHTAGS = re.compile(r"(?:#\S+[\s،,|]*)+")
# A teaser at the end of a paragraph: … شرقي السودان. اقرأ أيضاً: عنوان
_INLINE_TEASER = re.compile(
    r"(?:^|(?<=[.!؟?»\"”…)]))\s*[(\[]?\s*[إا]?[اأإ]?قر[أا]و?ا?\s+[أا]يض[اً]{1,3}\s*[:：].{5,160}$"
    r"|(?<=[.!؟?»\"”…)])\s*[(\[]?(?:شاهد|طالع)و?ا?\s+[أا]يض[اً]{1,3}\s*[:：].{5,160}$"
)
# A news agency at the head of a first paragraph (الخرطوم – سونا: …) or in brackets at the end of the last.
_AGENCY_AT_HEAD = re.compile(
    r"[\"(]*[\u0621-\u064a\s]{2,30}\s*[-/(،]\s*(?:وكاله\s+)?("
    + _KNOWN_AGENCY
    + "|"
    + _AGENCY_LIKE_WORD
    + r")\s*\)?\s*[-:/]"
    r"|\(\s*(" + _KNOWN_AGENCY + r")\s*\)\s*[-:]"
)
_AGENCY_AT_END = re.compile(
    r"\(\s*((?:" + _KNOWN_AGENCY + "|" + _AGENCY_LIKE_WORD + r")(?:\s*[،,/+-]\s*" + _KNOWN_AGENCY + r")*)\s*\)\W*$"
)

# Words of a line that only says when something was published or read; folded spelling.
_DATE_WORDS = frozenset(Path(__file__).with_name("date_words.txt").read_text(encoding="utf-8").split())
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=4096)  # a page's lines are looked at as blocks and again as its body
def line_kind(text: str) -> Line:
    """What a line is by its words alone; TEXT in case of doubt."""
    if len(text) > _NO_CHROME_OVER * 3:
        return Line(kind=LineKind.TEXT)
    folded = fold_key(text)
    if len(text) <= _NO_CHROME_OVER:
        for kind, pattern in _PATTERNS:
            match = pattern.fullmatch(folded)
            if match is not None:
                named = pattern.groupindex and match.group("rest")
                return Line(kind=kind, rest=_rest(text, pattern) if named else "")
        if _HASHTAGS.fullmatch(folded):
            return Line(kind=LineKind.TAGS, rest=text.replace("#", "، ").replace("_", " "))
        if _is_dateline(folded):
            return Line(kind=LineKind.DATELINE)
    if (_COOKIES.search(folded) and _CONSENT.search(folded)) or _COMMENT_RULES.search(folded):
        return Line(kind=LineKind.NOTICE)
    return Line(kind=LineKind.TEXT)


def without_inline_teaser(text: str) -> str:
    """A paragraph without the read-also label and headline that stand behind its last sentence."""
    return _INLINE_TEASER.sub("", text).rstrip()


def agency_named(first: str, last: str) -> str | None:
    """The news agency that a story's first paragraph opens with or its last closes with, as written."""
    for text, pattern in ((first[:80], _AGENCY_AT_HEAD), (last[-60:], _AGENCY_AT_END)):
        folding = fold(text)
        match = pattern.match(folding.text) if pattern is _AGENCY_AT_HEAD else pattern.search(folding.text)
        if match is not None:
            group = match.lastindex or 0
            span = folding.span(*match.span(group))
            return text[span.start : span.end].strip()
    return None


def _rest(text: str, pattern: re.Pattern[str]) -> str:
    """What follows the label, as the page writes it."""
    folding = fold(text)
    match = pattern.fullmatch(folding.text)
    if match is None or not match.group("rest"):
        return ""
    return text[folding.offsets[match.start("rest")] :].strip()  # the rest always goes to the line's end


_PATTERNS = (
    (LineKind.READ_ALSO, _SKIP_LINK),
    (LineKind.READ_ALSO, _READ_ALSO),
    (LineKind.READ_ALSO, _READ_ALSO_ALONE),
    (LineKind.ENDING, _ENDING),
    (LineKind.TAGS, _TAGS),
    (LineKind.CREDIT, _CREDIT),
    (LineKind.SOURCE, _SOURCE),
    (LineKind.SOURCE, _SOURCE_ALONE),
    (LineKind.AGENCY, _AGENCY),
    (LineKind.BYLINE, _BYLINE),
    (LineKind.SHARE, _SHARE),
    (LineKind.SHARE, _FOLLOW),
)


def _is_dateline(folded: str) -> bool:
    if len(folded) > 120 or not any(character.isdigit() for character in folded):
        return False
    words = _WORD.findall(folded)
    return bool(words) and all(word in _DATE_WORDS for word in words)
