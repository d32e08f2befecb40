"""What an outlet's lawyers say: cookies, rights, whose opinion it is, rules for comments. Folded spelling.

Courts and governments speak of rights and comments as well, so that a notice has to speak of the text it stands
under, or to the reader.
"""

import re

_LONGEST = 500  # characters
_LONGEST_RIGHTS = 250

_COOKIES = re.compile(r"ملفات\s+(?:تعريف\s+)?ال?ارتباط|كوكيز|cookie", re.IGNORECASE)
_CONSENT = re.compile(
    r"نستخدم|يستخدم|خصوصيه|توافق|موافق|سياستنا|تجربتك|اعدادات|باستخدامك|بتصفحك|we\s+use", re.IGNORECASE
)
_OUTLET = r"(?:موقع|صحيفه|جريده|قناه|شبكه|وكاله|تحرير|ناشر|محطه|منصه|مجله|موسسه)"
_COMMENT_RULES = re.compile(
    r"(?:ال)?(?:اراء|تعليقات|مشاركات)\s.{0,60}لا\s+(?:تعبر|تمثل)\s.{0,40}"
    + _OUTLET
    + r"|(?:ال)?تعليقات\s.{0,40}تعبر\s+عن\s+(?:راي|اراء)\s+(?:اصحاب|كاتبي|كتاب)ها"
    r"|(?:التعليقات|مشاركاتك?)\s.{0,80}(?:قبل\s+نشرها|ارشادات\s+الاستخدام|شروط\s+النشر|ضوابط\s+النشر)"
    r"|(?:الموقع|الصحيفه|الجريده|اداره\s+التحرير)\s.{0,40}(?:غير\s+مسوول|لا\s+[يت]تحمل)\S*\s.{0,30}(?:تعليقات|اراء)"
    r"|لن\s+يتم\s+نشر\s+(?:عنوان\s+)?بريدك|الحقول\s+الالزاميه\s+مشار|يجب\s+(?:ان|انت)\s+تكون\s+مسجل\S*\s+(?:ال)?دخول"
    r"|(?:يرجي|الرجاء|نرجو)\s.{0,40}(?:اداب|ضوابط|قواعد|شروط)\s.{0,40}(?:التعليق|الحوار|النقاش)"
    r"|(?:يرجي|الرجاء)\s.{0,40}(?:التعليق|تعليقك|تعليقاتكم)\b.{0,120}(?:اساءه|التزام|شتايم|قذف|لايق)",
    re.DOTALL,
)
_COMMENT_TERMS = re.compile(r"[\W_]*شروط\s+(?:التعليق|التعليقات|النشر)\s*(?::.{0,400})?", re.DOTALL)
_OPINION = re.compile(
    r"[\W_]*(?:(?:تنويه|ملاحظه|تنبيه)\s*[:-]?\s*)?(?:ان\s+|جميع\s+|كل\s+|هذا\s+|هذه\s+)*(?:ما\s+(?:ورد|ينشر|يرد)|(?:ال)?(?:اراء|مقالات|مقال|مقاله|ماده|مواد|نص|تدوينه|تدوينات|افكار|محتوي))"
    r"(?:\s.{0,60})?\s(?:ت|ي)عبر\S*\s.{0,20}?عن\s+(?:راي|اراء|وجهه\s+نظر|وجهات\s+نظر)\s+(?:اصحابه|صاحبه|صاحبت|كاتب|كتاب|الكاتب|الكتاب|مولف)\S*.{0,200}"
    r"|[\W_]*(?:هذا\s+|هذه\s+)?(?:ال)?(?:مقال|مقاله|ماده|اراء)\s.{0,60}لا\s+(?:ت|ي)(?:عكس|عبر|مثل)\S*\s+بالضروره\s.{0,160}",
    re.DOTALL,
)
_RIGHTS = re.compile(
    r"(?:جميع|كافه|كل)\s+(?:ال)?حقوق\s.{0,40}محفوظه|حقوق\s+(?:ال)?(?:نشر|طبع|ملكيه|بث)\S*\s.{0,30}محفوظه|الحقوق\s+محفوظه\s+(?:ل|©|\d)"
    r"|©|copyright|all\s+rights\s+reserved",
    re.IGNORECASE,
)
_NO_COPIES = re.compile(
    r"[\W_]*(?:و?(?:لا\s+يجوز|لا\s+يسمح|يمنع|يحظر|ممنوع)\s+(?:منعا\s+باتا\s+)?(?:ب)?)(?:نشر|اعاده\s+(?:ال)?نشر|نقل|نسخ|اقتباس|استخدام|استعمال)\s"
    r"(?=.{0,120}(?:هذا|هذه|اي|من)\s+(?:ال)?(?:ماده|محتوي|خبر|مقال|مقاله|نص|موضوع|مواد|صور)|.{0,60}(?:المحتوي|محتويات|المواد\s+المنشوره))"
    r".{0,200}(?:اذن|موافقه|ذكر\s+المصدر|المصدر|ترخيص|تصريح).{0,80}",
    re.DOTALL,
)

_FORMULA = re.compile(
    r"[\W_]*(?:©|copyright|(?:جميع|كافه|كل)\s+(?:ال)?حقوق|حقوق\s+(?:ال)?(?:نشر|طبع)|الحقوق\s+محفوظه"
    r"|(?:نحن\s+)?نستخدم|(?:يستخدم\s+)?(?:هذا\s+الموقع|موقعنا)|باستخدامك|بتصفحك|we\s+use|this\s+(?:site|website)"
    r"|(?:تنويه|ملاحظه|تنبيه)\s*[:-]|(?:هذا|هذه)\s+(?:ال)?(?:مقال|مقاله|ماده|اراء|تدوينه)|(?:ان\s+|جميع\s+|كل\s+)?(?:ال)?(?:اراء|مقالات|تعليقات)\s"
    r"|ما\s+(?:ورد|ينشر|يرد)|لا\s+يجوز|لا\s+يسمح|يمنع|يحظر|ممنوع|لن\s+يتم\s+نشر|يجب\s+ان[ت]?\s+تكون|الحقول|يرجي|الرجاء|نرجو|شروط\s)",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b[وف]?(?:قال|قالت|يقول|تقول|اضاف|اضافت|اكد|اكدت|اوضح|اوضحت|ذكر|ذكرت|شدد|شددت|اعلن|اعلنت|بحسب|حسب|وفق|وفقا"
    r"|ينص|تنص|القانون|المحكمه|القاضي|الوزير|الوزاره|الحكومه|البرلمان|المشروع|البيان)\b|[«\"“]"
)


def is_notice(folded: str) -> bool:
    """Whether a folded line is such a notice. Linear in its length."""
    if len(folded) > _LONGEST:
        return False
    if len(folded) <= _LONGEST_RIGHTS and (_RIGHTS.search(folded) or _NO_COPIES.fullmatch(folded)):
        return True
    if _COOKIES.search(folded) and _CONSENT.search(folded):
        return True
    return any(
        (_COMMENT_RULES.search(folded), _COMMENT_TERMS.fullmatch(folded), _OPINION.fullmatch(folded)),
    )


def speaks_for_the_outlet(folded: str) -> bool:
    """Whether a notice is the outlet's own also in the middle of a text, and no sentence of a story about such things.

    It begins as the outlet's formulas do, and nobody is quoted in it.
    """
    return len(folded) <= _LONGEST_RIGHTS and _FORMULA.match(folded) is not None and _SAID.search(folded) is None
