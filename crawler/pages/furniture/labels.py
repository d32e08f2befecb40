"""Labels before other stories' headlines: «اقرأ أيضاً», «مواضيع ذات صلة», «ربما يعجبك».

In classes: what they bid (read, see, follow), what they offer (news, articles, links) and what ties those to the story
(related, similar, other). All patterns are in folded spelling (see `letters.fold`) and take a whole line; what is
a label only before a link is told by `is_label_of_link`.
"""

import re

_READ = r"(?:اقرا(?:وا|و|ء|ءوا)?|اقرو?وا|اقري)"
_SEE = rf"(?:{_READ}|طالع(?:وا)?|شاهد(?:وا)?|تابع(?:وا)?|انظر(?:وا)?|راجع|للاطلاع)"
# Without those that are also «they approved» and «he followed».
_SURELY_READ = r"(?:اقرا(?:وا|و|ء|ءوا)?|اقرووا|اقري)"
_ALSO = r"(?:ايضا|كذلك|المزيد)"
_THING = r"(?:اخبار|مواضيع|موضوعات|مقالات|قصص|تقارير|مواد|روابط|قراءات)"
_ONE_THING = r"(?:خبر|ماده|موضوع|مقال|مقاله|تقرير|رابط)"
_AKIN = r"(?:ذات\s+(?:صله|علاقه)|متعلقه|مشابهه|مقترحه|مرتبطه)"
_ONE_AKIN = r"(?:ذ(?:و|ات)\s+(?:صله|علاقه)|متعلقه?|مشابهه?|مرتبطه?)"
_FOREIGN = (
    r"(?:read\s+(?:also|more)|also\s+read|see\s+also|related(?:\s+(?:stories|articles|news))?"
    r"|(?:a\s+)?lire\s+aussi|voir\s+aussi)"
)
_SEPARATOR = r"\s*(?:[:|/<>*.…-]|\.\.)+\s*"
_REST = r"(?:" + _SEPARATOR + r"(?P<rest>.*)|[\s!؟?]*)"

READ_ALSO = re.compile(
    rf"[\W_]*(?:و?{_SEE}\s+{_ALSO}(?:\s+(?:بالصور|بالفيديو|(?:في|علي|من)\s+موقع\S*(?:\s+\S{{2,20}})?))?"
    rf"|{_READ}\s+(?:المزيد\s+)?(?:في|من|علي)\s+موقعنا|لقراءه\s+المزيد|للمزيد\s+(?:اقرا|طالع|من\s+الاخبار)"
    r"|و?(?:قد\s+|ربما\s+)?[يت]همكم?\s+ايضا|و?(?:قد|ربما)\s+[يت](?:هم|عجب)كم?(?:\s+ايضا)?"
    rf"|{_THING}\s+(?:{_AKIN}|اخري|(?:اخري\s+)?(?:قد\s+)?تهمكم?)(?:\s+ب\S+)?"
    r"|(?:ال)?(?:اخبار|مواضيع|موضوعات|مقالات)\s+(?:المتعلقه|المشابهه|المرتبطه)|ذات\s+صله|متعلق(?:ات|\s+ب\S+)"
    rf"|{_ONE_THING}\s+{_ONE_AKIN}"
    rf"|(?:اخترنا|نرشح)\s+(?:لك|لكم)|يستحق\s+الانتباه|{_FOREIGN})" + _REST,
    re.DOTALL,
)
# Labels that are also ordinary beginnings of a sentence: only alone on the line.
READ_ALSO_ALONE = re.compile(
    r"[\W_]*(?:المزيد|مزيد\s+من\s+الاخبار|المزيد\s+من\s+(?:الاخبار|المواضيع|المقالات|القصص)|(?:ال)?اكثر\s+(?:قراءه|مشاهده|تداولا|مشاركه)(?:\s+الان)?"
    r"|(?:اهم|احدث|اخر|ابرز)\s+الاخبار|اخبار\s+(?:ساخنه|عاجله)|شاهد|اقرا|في\s+هذا\s+الملف|مختارات|شريط\s+الاخبار|حول\s+هذه\s+القصه|(?:اختيارات|اختيار)\s+القراء"
    r"|(?:فيديو|فيديوهات)\s+(?:قد\s+)?[يت]عجبك|مقالات\s+اخري\s+لل?كاتب|المزيد\s+(?:عن|من)\s+(?:المولف|الكاتب|مقالات\s+الراي)|الكلمات\s+الاكثر\s+بحثا"
    rf"|(?:و?في\s+)?(?:خبر|موضوع|سياق)\s+(?:اخر|متصل|منفصل|ذي\s+صله)|(?:{_SEE}\s+)(?:ال)?(?:خبر|مقال|موضوع)\s+التالي)[\s:]*"
)
# With a colon and one headline behind it, which ends as headlines do.
READ_ALSO_BEFORE = re.compile(
    rf"[\W_]*(?:{_SURELY_READ}(?:\s+[^\s:]{{1,15}}){{1,4}}|(?:شاهد|تابع)\s+(?:بالفيديو|بالصور|الفيديو|الصور)"
    r"|لل?مزيد(?:\s+(?:من\s+(?:ال)?(?:تفاصيل|معلومات)|طالع|اقرا|شاهد))?|المزيد\s+(?:حول|عن)(?:\s+[^\s:]{1,15}){1,3}"
    r"|لا\s+[يت]فوت(?:ك|كم)?|(?:ين|نن)صح(?:ك|كم)?(?:\s+ب\S{3,10}){1,2}|نقترح\s+علي(?:ك|كم)|موصي\s+بها?"
    r"|(?:ال)?اكثر\s+(?:قراءه|مشاهده|تداولا)(?:\s+الان)?|تفاصيل\s+(?:اكثر|اوفي)|من\s+ارشيفنا|مرتبط)"
    r"\s*:\s*(?P<rest>.{10,180}(?<![.!\s]))",
    re.DOTALL,
)
# Without anything between it and the headline: the words of a label alone.
READ_ALSO_GLUED = re.compile(
    rf"[\W_]*(?:(?:{_SURELY_READ}|طالع(?:وا)?|شاهد(?:وا)?|انظر(?:وا)?)\s+(?:ايضا|كذلك)|{_SURELY_READ}\s+المزيد|و?(?:قد\s+)?[يت](?:هم|عجب)كم?\s+ايضا"
    rf"|{_THING}\s+(?:ذات\s+(?:صله|علاقه)|متعلقه|اخري\s+تهمكم?)|{_ONE_THING}\s+ذ(?:و|ات)\s+(?:صله|علاقه))"
    r"\s+(?![بل])(?P<rest>.{10,140}(?<![.!:\s]))",
    re.DOTALL,
)

# Words that a label before a link has.
_LABEL_WORD = re.compile(
    rf"\b(?:{_SEE}|{_FOREIGN}|لل?مزيد|المزيد|ايضا|كذلك|صله|علاقه|سياق|السياق|[يت](?:هم|عجب|فوت)كم?"
    r"|[نت]فوت|موصي|نقترح|(?:ين|نن)صح(?:ك|كم)?|نرشح|اخترنا|ارشيفنا|مرتبط|اضافه)\b",
    re.IGNORECASE,
)
_LABEL_NOUN = re.compile(rf"\b(?:{_THING}|(?:ال)?{_ONE_THING}|(?:ال)?تفاصيل)\b")
_COLON = (":", "|", "/", "-", "»", ">", "←", "..")
_MOST_WORDS, _LONGEST_LABEL = 6, 45


def is_label_of_link(folded: str) -> bool:
    """Whether the few folded words before a link that ends its line announce another story's headline."""
    words = folded.split()
    if not 0 < len(words) <= _MOST_WORDS or len(folded) > _LONGEST_LABEL or not any(map(str.isalpha, folded)):
        return False
    return bool(_LABEL_WORD.search(folded) or (folded.endswith(_COLON) and _LABEL_NOUN.search(folded)))
