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
from crawler.pages.credits.agencies import is_credit_line
from crawler.pages.credits.bylines import BYLINE_LINE, PHOTOGRAPHER_LINE
from crawler.pages.furniture.calls import FOLLOW, FOLLOW_ALONE, NAVIGATION, SHARE, SUBSCRIBE, TOOL
from crawler.pages.furniture.labels import READ_ALSO, READ_ALSO_ALONE, READ_ALSO_BEFORE, READ_ALSO_GLUED
from crawler.pages.furniture.leftovers import is_furniture, is_time_stamp
from crawler.pages.furniture.notices import is_notice


class LineKind(StrEnum):
    """What a line is."""

    TEXT = "text"
    READ_ALSO = "read_also"  # a label before other stories' headlines, perhaps with one of them on the line
    ENDING = "ending"  # a label after which nothing belongs to the story: comments, about the author
    TAGS = "tags"
    SOURCE = "source"
    DATELINE = "dateline"
    BYLINE = "byline"
    AGENCY = "agency"  # a credit alone on the line: القاهرة - أ ش أ, نقلا عن: …, ترجمة: …
    SHARE = "share"  # calls to share, follow and subscribe
    TOOL = "tool"  # font size, player, view counts, next article, «advertisement»
    NOTICE = "notice"  # cookies, comment rules, copyright
    CREDIT = "credit"  # of a picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a line is, and what it says after its label: a source, tags, a teaser, a name."""

    kind: LineKind
    rest: str = ""


_NO_CHROME_OVER = 400  # characters

# All patterns are in folded spelling: no hamza on alef, ya for alef maqsura, ha for ta marbuta.
_SKIP_LINK = re.compile(
    r"(?:تخط[ي]?\s.{2,60}و(?:ا?صل)\s+القراءه|(?:قصص\s+مقترحه|يستحق\s+الانتباه|البودكاست|الاكثر\s+\S+|.{3,20}\s+تهمك)\s+نهايه)"
)
_ENDING = re.compile(
    r"[\W_]*(?:(?:ال)?تعليق|(?:ال)?تعليقات(?:\s*\(?\d*\)?|\s+(?:ال)?(?:زوار|قراء|فيسبوك|فيس\s+بوك))|(?:اضف|اترك|اكتب|شارك\s+ب)\s*(?:ال)?(?:تعليق|تعليقا|تعليقك|ردا|رد)"
    r"|(?:نبذه\s+)?عن\s+(?:ال)?(?:كاتب|مولف|محرر)|لا\s+توجد\s+تعليقات|الغاء\s+الرد|اترك\s+رد.{0,30}|leave\s+a\s+(?:reply|comment)|comments?)[\s:!.]*"
)
_COMMENT_COUNT = re.compile(
    r"[\W_]*(?:\d+\s*(?:تعليقات?|تعليقا|ردود|comments?|replies)|تعليق\s+واحد|تعليقان)(?:\s+علي\s*[\"“«:].{3,160})?\W*"
)
_TAGS = re.compile(
    r"[\W_]*(?:(?:ال)?كلمات\s+(?:ال)?(?:دلاليه|دليليه|دلاله|مفتاحيه|بحث)|(?:ال)?كلمات\s+(?:ال)?مف(?:اتي|تا)ح|العلامات\s+الداله|(?:ال)?وسوم|(?:ال)?تاجات|دلالات|(?:ال)?علامات|tags?|الاوسمه|سمات|التسميات|موسوم(?:ه)?\s+(?:تحت|ب))"
    r"(?:\s*[:|#-]\s*(?P<rest>.*)|\s*)",
    re.DOTALL,
)
# Definite only: «مصدر: مقتل …» (a source: …) is how leads begin.
_SOURCE = re.compile(r"[\W_]*(?:المصدر|المصادر)\s*[:|/؛-]+\s*(?P<rest>.{2,120})")
_SOURCE_ALONE = re.compile(r"[\W_]*(?:المصدر|المصادر)\s*[:|]?\s*")
_CREDIT = re.compile(
    r"[\W_]*(?:(?:مصدر|تعليق|التعليق\s+علي|شرح|صاحب)\s+الصوره(?:\s*[,،:]\s*.{0,200}|\s+.{0,60})?|(?:صوره?\s+)?(?:من\s+)?(?:ال)?ارشيف(?:يه)?|صوره\s+(?:ارشيفيه|تعبيريه|توضيحيه)|"
    r"-\s.{0,80}\(@\w+\).{0,60}|"  # under an embedded post: — أحمد (@ahmad) March 1
    r"عرض\s+هذا\s+المنشور\s+علي\s+\S+|تمت\s+مشاركه\s+منشور\s+بواسطه.{0,80}|(?:a\s+post\s+shared\s+by|view\s+this\s+post|posted\s+by)\s.{0,120}|"
    r"(?:عدسه|صوره|صور|الصوره|الصور|مصدر\s+الصور)\s*[:/]\s*.{2,60}|"
    r"(?:getty\s+images?|reuters|afp|ap\s+photo|epa|shutterstock|غيتي|جيتي|رويترز|ا\s*ف\s*ب)(?:\s*[/,-]\s*[\w\s]{2,30})?|image\s+(?:source|caption).{0,200})[\W_]*",
    re.IGNORECASE | re.DOTALL,
)
_HASHTAGS = re.compile(r"(?:#\S+[\s،,|]*)+")
# A teaser at the end of a paragraph: … شرقي السودان. اقرأ أيضاً: عنوان
_INLINE_TEASER = re.compile(
    r"(?:^|(?<=[.!؟?»\"”…)]))\s*[(\[]?\s*[إا]?[اأإ]?قر[أا]و?ا?\s+[أا]يض[اً]{1,3}\s*[:：].{5,160}$"
    r"|(?<=[.!؟?»\"”…)])\s*[(\[]?(?:شاهد|طالع)و?ا?\s+[أا]يض[اً]{1,3}\s*[:：].{5,160}$"
)
# Words of a line that only says when something was published or read; folded spelling.
_DATE_WORDS = frozenset(
    Path(__file__).parents[1].joinpath("when", "date_words.txt").read_text(encoding="utf-8").split()
)
_WORD = re.compile(r"[^\W\d_]+")
# A time or a date without a word, as at the head of a live page's entries: 10:45, 06/03/2024 22:40. Not 2-1.
_MOMENT_ALONE = re.compile(
    r"[\W_]*(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}[\s,،|-]*)?(?:\d{1,2}:\d{2}(?::\d{2})?(?:\s*[-/]\s*\d{1,2}:\d{2})?)?[\W_]*"
)
_PLACE_BEFORE_DATE = re.compile(r"[\W_]*[\u0621-\u064a]{3,}(?:\s[\u0621-\u064a]{2,}){0,2}\s*[-/|،,(]+\s*")
_LONG_WORD = re.compile(r"[^\W\d_]{3}")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"\b(?:19|20|14)\d\d\b")


@lru_cache(maxsize=4096)  # a page's lines are looked at as blocks and again as its body
def line_kind(text: str) -> Line:
    """What a line is by its words alone; TEXT in case of doubt."""
    if len(text) > _NO_CHROME_OVER * 3:
        return Line(kind=LineKind.TEXT)
    folded = fold_key(text)
    if len(text) <= _NO_CHROME_OVER:
        if is_credit_line(text):
            return Line(kind=LineKind.AGENCY)
        # Most lines fit none: one call tells it.
        if _ANY_PATTERN.fullmatch(folded) is not None and (found := _by_pattern(text, folded)) is not None:
            return found
        if _HASHTAGS.fullmatch(folded):
            return Line(kind=LineKind.TAGS, rest=text.replace("#", "، ").replace("_", " "))
        if _is_dateline(folded) or is_time_stamp(folded):
            return Line(kind=LineKind.DATELINE)
        if is_furniture(folded):
            return Line(kind=LineKind.TOOL)
    if is_notice(folded):
        return Line(kind=LineKind.NOTICE)
    return Line(kind=LineKind.TEXT)


def _by_pattern(text: str, folded: str) -> Line | None:
    for kind, pattern in _PATTERNS:
        match = pattern.fullmatch(folded)
        if match is not None:
            named = pattern.groupindex and match.group("rest")
            return Line(kind=kind, rest=_rest(text, pattern) if named else "")
    return None


def counts_comments(text: str) -> bool:
    """Whether a line says how many comments there are: a heading of it stands over them."""
    return len(text) <= 200 and _COMMENT_COUNT.fullmatch(fold_key(text)) is not None


def without_inline_teaser(text: str) -> str:
    """A paragraph without the read-also label and headline that stand behind its last sentence."""
    # Few paragraphs have letters of «أيضا»; a search for two of them costs a twentieth of the pattern's.
    return _INLINE_TEASER.sub("", text).rstrip() if "يض" in text else text.rstrip()


def _rest(text: str, pattern: re.Pattern[str]) -> str:
    """What follows the label, as the page writes it."""
    folding = fold(text)
    match = pattern.fullmatch(folding.text)
    if match is None or not match.group("rest"):
        return ""
    return text[folding.offsets[match.start("rest")] :].strip()  # the rest always goes to the line's end


_PATTERNS = (
    (LineKind.READ_ALSO, _SKIP_LINK),
    (LineKind.READ_ALSO, READ_ALSO),
    (LineKind.READ_ALSO, READ_ALSO_ALONE),
    (LineKind.READ_ALSO, READ_ALSO_BEFORE),
    (LineKind.READ_ALSO, READ_ALSO_GLUED),
    (LineKind.ENDING, _ENDING),
    (LineKind.TAGS, _TAGS),
    (LineKind.CREDIT, _CREDIT),
    (LineKind.SOURCE, _SOURCE),
    (LineKind.SOURCE, _SOURCE_ALONE),
    (LineKind.BYLINE, BYLINE_LINE),
    (LineKind.CREDIT, PHOTOGRAPHER_LINE),
    (LineKind.SHARE, SHARE),
    (LineKind.SHARE, FOLLOW_ALONE),
    (LineKind.SHARE, FOLLOW),
    (LineKind.SHARE, SUBSCRIBE),
    (LineKind.TOOL, TOOL),
    (LineKind.TOOL, NAVIGATION),
)
_ANY_PATTERN = re.compile(
    "|".join(f"(?:{re.sub(r'[?]P<[a-z]+>', '?:', one.pattern)})" for _, one in _PATTERNS), re.IGNORECASE | re.DOTALL
)


def _is_dateline(folded: str) -> bool:
    if len(folded) > 120 or folded.endswith(":") or _DIGIT.search(folded) is None:
        return False  # with a colon it is a heading above that day's events
    if _MOMENT_ALONE.fullmatch(folded):
        return True
    if _only_date_words(folded):
        return True
    place = _PLACE_BEFORE_DATE.match(folded)
    if place is None:
        return False
    rest = folded[place.end() :]
    # A weekday or a month besides the year: «القتلى - 12 في 2023» says no place.
    return _YEAR.search(rest) is not None and _only_date_words(rest) and any(map(_LONG_WORD.search, rest.split()))


def _only_date_words(folded: str) -> bool:
    words = _WORD.findall(folded)
    return bool(words) and all(word in _DATE_WORDS for word in words)
