"""Where one clause of a sentence gives way to another with happenings of its own («فيما …», «بينما …»)."""

from collections.abc import Sequence

from crawler.arabic.letters import fold_key
from crawler.arabic.months import GREGORIAN
from crawler.arabic.words import Word

_LONGEST_DATE = 8  # words
_MONTHS = frozenset(name for names in GREGORIAN for name in names if " " not in name)
_HOURS_AND_DAYS = frozenset(
    map(
        fold_key,
        "اليوم أمس ظهر صباح مساء فجر ليلة عصر نهار يوم السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة الموافق".split(),
    )
)
_BREAKS = frozenset(("فيما", "بينما", "وبينما", "اما", "لكن"))
_AFTER_COMMA = frozenset(("كما", "وفي", "واما", "وان"))
_CONTRASTS = frozenset(("غير", "لكن"))
_WHILE = frozenset(("فيما", "بينما", "وبينما"))
_WAS = frozenset(("كان", "كانت", "كانوا", "كانا", "كانتا", "كن"))
_MIDWAY = frozenset(("في", "علي", "داخل", "عايدا", "عايدين", "عايده", "نايمين", "نايما", "نياما", "متوجها", "متوجهين"))
_MAY_BREAK = _BREAKS | _AFTER_COMMA | {"غير", "حين"}


def breaks_at(words: Sequence[Word], at: int) -> bool:
    """Whether another clause begins at a word."""
    text = words[at].text
    if text in _BREAKS:
        return not (text in _WHILE and _goes_about(words, at + 1))
    before = words[at - 1].text if at else ""
    if text == "غير":  # «غير أن», but «غير نظاميين»
        return at + 1 < len(words) and words[at + 1].text == "ان"
    return (text in _AFTER_COMMA and before == "،") or (text == "حين" and before == "في")


def _goes_about(words: Sequence[Word], at: int) -> bool:
    """«… بينما كانت تجلب الماء في حي …», «فيما كانوا نائمين»: what those harmed were about, no other clause."""
    if at + 1 >= len(words) or words[at].text not in _WAS:
        return False
    after = words[at + 1].text
    imperfect = after[0] in "يت" and len(after) > 3 and not after.endswith(("ه", "ات", "تلي"))
    return imperfect or after in _MIDWAY


def break_positions(words: Sequence[Word]) -> tuple[int, ...]:
    """The words at which further clauses begin."""
    return tuple(at for at in range(1, len(words)) if breaks_at(words, at))


def breaks_between(words: Sequence[Word], start: int, end: int, *, contrasts: bool = True) -> bool:
    """Whether another clause begins at one of words[start:end]; one of the same happening («غير أن») if `contrasts`."""
    # Most stretches hold none of the few words that could break them, which one look-up of a set tells.
    stretch = words[max(start, 1) : end]
    if _MAY_BREAK.isdisjoint([word.text for word in stretch]):
        return False
    stops = range(max(start, 1), min(end, len(words)))
    return any(breaks_at(words, at) and (contrasts or words[at].text not in _CONTRASTS) for at in stops)


def past_date(words: Sequence[Word], start: int) -> int:
    """Where a date in figures that begins at a word ends («ظهر اليوم السبت 3 جوان 2017»); `start` where none does."""
    month = False
    for at in range(start, min(start + _LONGEST_DATE, len(words))):
        named = words[at].text in _MONTHS
        if month and not (words[at].is_number and len(words[at].text) == 4):
            return at
        if not (named or words[at].is_number or words[at].text in _HOURS_AND_DAYS):
            return start
        month = month or (named and words[at - 1].is_number)
    return start
