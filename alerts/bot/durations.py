"""How long somebody wants silence: «2h», «90 min», «ساعتين», «٣ أيام», «ثلاث ساعات ونصف»; pure."""

import re
from datetime import timedelta

from crawler.arabic.letters import fold_key
from crawler.arabic.numbers import numbers_of
from crawler.arabic.words import words_of

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WEEK = 7 * DAY
_MOST_DIGITS = 6

_SHORT = {"m": MINUTE, "h": HOUR, "d": DAY, "w": WEEK, "د": MINUTE, "س": HOUR, "ي": DAY}
_ENGLISH = {
    **dict.fromkeys(("min", "mins", "minute", "minutes"), MINUTE),
    **dict.fromkeys(("hour", "hours", "hr", "hrs"), HOUR),
    **dict.fromkeys(("day", "days"), DAY),
    **dict.fromkeys(("week", "weeks"), WEEK),
}
_ARABIC = {
    **dict.fromkeys(("دقيقة", "دقائق"), MINUTE),
    **dict.fromkeys(("ساعة", "ساعات"), HOUR),
    **dict.fromkeys(("يوم", "يوما", "أيام"), DAY),
    **dict.fromkeys(("أسبوع", "أسبوعا", "أسابيع"), WEEK),
}
_DUALS = {
    **dict.fromkeys(("دقيقتين", "دقيقتان"), 2 * MINUTE),
    **dict.fromkeys(("ساعتين", "ساعتان"), 2 * HOUR),
    **dict.fromkeys(("يومين", "يومان"), 2 * DAY),
    **dict.fromkeys(("أسبوعين", "أسبوعان"), 2 * WEEK),
}
_PARTS = {"نصف": 2, "ربع": 4, "half": 2}

_UNITS = {**_SHORT, **_ENGLISH, **{fold_key(word): unit for word, unit in _ARABIC.items()}}
_TWO = {fold_key(word): span for word, span in _DUALS.items()}
_BELOW_NOTHING = re.compile(r"[-\u2212]\s*\d")
_PIECE = re.compile(r"\d+|[^\W\d]+")


def span_of(text: str) -> timedelta | None:
    """The span that is asked for; None where it is none, or of no length."""
    if _BELOW_NOTHING.search(text):
        return None
    pieces = _PIECE.findall(_with_digits(fold_key(text)))
    whole = timedelta()
    unit: timedelta | None = None  # the last one named: «ساعة ونصف» is half of an hour more
    at = 0
    while at < len(pieces):
        read = _read(pieces, at, unit)
        if read is None:
            return None
        span, unit, at = read
        whole += span
    return whole or None


def _read(pieces: list[str], at: int, unit: timedelta | None) -> tuple[timedelta, timedelta, int] | None:
    """One part of the span, its unit, and where the next one begins."""
    piece = _bare(pieces[at])
    after = pieces[at + 1] if at + 1 < len(pieces) else ""
    if piece.isdecimal():
        known = _UNITS.get(after)
        return None if known is None or len(piece) > _MOST_DIGITS else (int(piece) * known, known, at + 2)
    if piece in _TWO:
        return _TWO[piece], _TWO[piece] / 2, at + 1
    if piece in _PARTS:
        if after in _UNITS:
            return _UNITS[after] / _PARTS[piece], _UNITS[after], at + 2
        return None if unit is None else (unit / _PARTS[piece], unit, at + 1)
    known = _UNITS.get(piece)
    return None if known is None else (known, known, at + 1)


def _bare(piece: str) -> str:
    """The word without an «و» before it, where it is one of ours without it."""
    rest = piece.removeprefix("و")
    return rest if rest in _UNITS or rest in _TWO or rest in _PARTS or rest.isdecimal() else piece


def _with_digits(text: str) -> str:
    """Numbers in words as digits, so that «ثلاث ساعات» reads as «3 ساعات»."""
    words = words_of(text)
    pieces, end = [], 0
    for number in numbers_of(words):
        first, last = words[number.start], words[number.end - 1]
        if not number.vague:
            pieces += [text[end : first.start], str(number.value)]
            end = last.end
    return "".join([*pieces, text[end:]])
