"""Lines that themes and plugins leave in a text: advertisement labels, contents, buttons, calls, end marks.

Thousands of outlets share them, so their wording is fixed. As everywhere around a story, a pattern takes the whole
line: «اشترك في النشرة آلاف القراء» is a sentence, «اشترك في النشرة» is a button. What an outlet itself says to its
readers is in `calls`. All patterns are in folded spelling (see `letters.fold`).
"""

import re

_LONGEST = 300  # characters; the tail that WordPress puts below a text repeats its title

_INITIALS = r"[\u0621-\u064a](?:[\s.]{1,2}[\u0621-\u064a]){1,2}\.?"

_KINDS = (
    r"اعلان(?:ات)?|(?:ماده|مواد)\s+اعلانيه",
    # Contents of a plugin, above a text that has headings.
    r"(?:جدول\s+)?(?:ال)?محتويات\s+(?:هذا\s+|هذه\s+)?ال(?:مقال|مقاله|خبر|موضوع|تقرير)|(?:جدول|فهرس)\s+المحتويات"
    r"|table\s+of\s+contents|toggle",
    # Size of the text, and players of it.
    r"[+-]?\s*الخط\s*[+-]?|tt|xs|sm|md|lg|smaller\s+bigger|استمع\s+(?:الي\s+ال|لل)(?:مقال|مقاله|ملخص)(?:\s*\(.{0,20}\))?"
    r"|(?:اظهر|اظهار|عرض|اخفاء)\s+الملخص",
    # Ways about the page.
    r"زر\s+الذهاب\s+الي\s+الاعلي|تخطي\s+الروابط|روابط\s+للدخول|(?:تخطي|الانتقال|انتقل)\s+(?:الي\s+)?المحتوي(?:\s+الرييسي)?"
    r"|continue\s+reading",
    r"اشترك(?:وا)?\s+(?:الان\s+)?(?:ب|في\s+)(?:ال)?(?:نشره|نشرتنا)(?:\s+(?:ال)?(?:بريديه|اخباريه))?"
    r"(?:\s+(?:للحصول|لتصلك|لتصلكم|لتلقي)\s.{2,100})?",
    r"اشترك(?:وا)?\s+(?:الان\s+)?(?:للاستمرار\s+في\s+القراءه|للحصول\s+علي\s+احدث)\s.{2,100}|سجلو?ا?\s+اعجاب(?:ك|كم)\s+بصفحتنا.{0,60}",
    r"لقراءه\s+(?:المقال|الخبر|الماده|النص)\s+كاملا?\s+اشترك.{0,20}|(?:اضافه|اضف)\s.{2,30}\s(?:مصدرا|كمصدر)\s+مفضلا?\s.{0,20}",
    r".{0,80}(?:اضغط|انقر)(?:وا)?\s+(?:علي\s+)?هنا(?:\s+ل.{0,40})?|(?:للمزيد|لمزيد\s+من\s+الاخبار)\s*[:.،]*\s*تابعنا.{0,90}",
    r"(?:زياره|زوروا?|زر)\s+(?:صفحتنا|صفحاتنا|حسابنا|قناتنا)\s.{0,60}|تابعوا?\s+\S{1,20}(?:\s\S{1,20})?\s+علي"
    r"|متابعه\s+اخبار\s.{2,30}\sعلي\s\S{4,12}\s*:?\s*(?:https?:\S+|@\S+|www\.\S+)",
    # Forms for comments and corrections.
    r"لا\s+(?:توجد|يوجد)\s+(?:اي\s+)?تعليق(?:ات)?(?:\s+علي\s+(?:ال|هذا\s+ال)(?:خبر|مقال|موضوع))?|[\d,.]{1,9}\s+شوهد",
    r"(?:اذا|ان)\s+(?:كنت|وجدت|لاحظت)\s.{0,50}(?:المقال|الماده|الخبر|النص)\w*\s.{0,40}(?:خطا|اخطاء|خاطيه|ينتهك|تنتهك)\b.{0,90}",
    # What WordPress and its themes write.
    r"the\s+post\s.{5,200}\s(?:appeared\s+first|first\s+appeared)\s+on\s.{2,60}"
    r"|(?:ظهرت|نشرت)\s+(?:المقاله|التدوينه|المقال)\s.{5,200}\s+اولا?\s+(?:علي|في)\s.{2,60}"
    r"|.{0,20}theme\s+license\s+is\s+not\s+validated.{0,160}",
    # An agency's end mark, its desk's initials, and who made a translated copy.
    r"انتهي\W*\d{0,4}\s?[\u0621-\u064a]?",
    r"(?:المحرره?|تحرير|التحرير|اعداد)\s*[:/]\s*" + _INITIALS,
    r"[(\[]\s*(?:تغطيه|شارك|شاركت|اعداد|اعدته?|كتابه|ترجمه|تحرير)\s[^()]{2,200}\sللنشره\s+العربيه[^()]{0,100}[)\]]",
)
_FURNITURE = re.compile(rf"[\W_]*(?:{'|'.join(_KINDS)})?[\W_]*", re.IGNORECASE | re.DOTALL)

_STAMP = re.compile(
    r"[\W_]*\d{1,2}:\d{2}\s*ت\s*م[\W_]*"
    r"|[\W_]*(?:نشرت?|تم\s+النشر|اخر\s+تحديث|تاريخ\s+(?:النشر|الخبر|المقال))(?:\s+(?:في|بتاريخ))?\s*:[\W_]*"
)

_IN_BRACKETS = r"(?:\([^()]{2,30}\))?"
# Letters with a point or a space between, so that no answer of one word is taken for them.
_SIGNATURE = re.compile(rf"[\W_]*{_IN_BRACKETS}\s*{_INITIALS}(?:\s*/\s*{_INITIALS}){{0,2}}\s*{_IN_BRACKETS}[\W_]*")


def is_furniture(folded: str) -> bool:
    """Whether a folded line is a label, a button or a mark of the page, or holds no letter and no digit at all."""
    return len(folded) <= _LONGEST and _FURNITURE.fullmatch(folded) is not None


def is_time_stamp(folded: str) -> bool:
    """Whether a folded line is an agency's minute, «14:20 ت م», or a date's label with its date elsewhere."""
    return len(folded) <= 60 and _STAMP.fullmatch(folded) is not None


def is_signature(folded: str) -> bool:
    """Whether a folded last line is its editors' initials, perhaps with agencies in brackets: «ع.خ/ خ.س (د ب أ)»."""
    return len(folded) <= 60 and _SIGNATURE.fullmatch(folded) is not None
