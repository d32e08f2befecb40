"""Numbers in folded Arabic text: digits, words, compounds and vague plurals, with the words they stand on.

It reads what is written and says nothing of what it counts: ages, dates, sums and unit numbers are for the caller
to leave out. Dual nouns («قتيلان») are nouns and are read where nouns are known.

    12 الفا و603 → 12603      ثلاثه الاف و700 → 3700      مييه وعشرين → 120      نصف مليون → 500000
    عشرات → 10 and more       ميات الالاف → 100000 and more (the most conservative reading, as ACLED does)
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from crawler.arabic.letters import fold_key
from crawler.arabic.words import Word

MAX_DIGITS = 12  # a longer run of digits is an account, a telephone, noise


class Number(NamedTuple):
    """A number at words[start:end]. `vague` means `value` and more; `definite` that it carries the article.

    `joined` says that «و» ties it to what stands before; `approximate` a fraction such as «نصف مليون».
    """

    value: int
    start: int
    end: int
    vague: bool = False
    definite: bool = False
    joined: bool = False
    prefix: str = ""


def _forms(*rows: tuple[int, str]) -> dict[str, int]:
    return {fold_key(form): value for value, forms in rows for form in forms.split()}


_UNITS = _forms(
    (1, "واحد واحدة واحدا أحد إحدى أحدى"),
    (2, "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي إثنان إثنين إثنتين إثني إثنا اتنين اتنان جوج زوز"),
    (3, "ثلاثة ثلاث ثلاثا تلاتة تلات"),
    (4, "أربعة أربع أربعا"),
    (5, "خمسة خمس خمسا"),
    (6, "ستة ست ستا"),
    (7, "سبعة سبع سبعا"),
    (8, "ثمانية ثماني ثمان ثمانيا تمانية تماني تمان تمنية"),
    (9, "تسعة تسع تسعا"),
    (10, "عشرة عشر عشرا"),
)
_TENS = _forms(
    *(
        (tens, f"{stem}ون {stem}ين")
        for tens, stem in zip(
            range(20, 100, 10), ["عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"], strict=True
        )
    )
)
_TENS |= _forms((30, "تلاتين"), (80, "تمانين"))
# As Egyptians, Levantines and Maghrebis say and write them: one word.
_TEENS = _forms(
    (11, "حداشر احداشر حدعش احدعش حداش"),
    (12, "اتناشر اطناشر تناشر اتنعش اطنعش تنعش طنعش طناش"),
    (13, "تلتاشر تلاتاشر تلطاشر تلتعش تلطعش تلطاش"),
    (14, "اربعتاشر أربعطاشر اربعتعش اربعطعش ربعطاش"),
    (15, "خمستاشر خمسطاشر خمستعش خمسطعش خمسطاش"),
    (16, "ستاشر سطاشر ستعش سطعش سطاش"),
    (17, "سبعتاشر سبعطاشر سبعتعش سبعطعش سبعطاش"),
    (18, "تمنتاشر تمنطاشر تمنتعش تمنطعش تمنطاش"),
    (19, "تسعتاشر تسعطاشر تسعتعش تسعطعش تسعطاش"),
)
_HUNDREDS = _forms(
    (100, "مئة مائة مية ماية"),
    (200, "مئتان مئتين مائتان مائتين مئتا مئتي مائتا مائتي ميتين"),
    *(
        (hundreds * 100, f"{stem}مئة {stem}مائة {stem}مية")
        for hundreds, stem in enumerate(["ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"], 3)
    ),
    (800, "ثمانيمئة ثمانيمائة تمنمية تمانمية"),
    (300, "تلتمية تلاتمية"),
)
_TEEN_TAIL = frozenset({"عشر", "عشره"})
_SCALES = _forms(
    (1_000, "ألف ألفا آلاف"),
    (1_000_000, "مليون مليونا ملايين"),
    (1_000_000_000, "مليار مليارا مليارات"),
)
_DOUBLE_SCALES = _forms(
    (2_000, "ألفان ألفين ألفي"),
    (2_000_000, "مليونان مليونين مليوني"),
    (2_000_000_000, "ملياران مليارين ملياري"),
)
# «ألفا» is «ألفًا» (a thousand, and what counts 11–99 thousands) or, right before what is counted, «ألفا جندي» (two
# thousand soldiers). These stand behind the first kind.
_DUAL_OR_ACCUSATIVE = _forms((2_000, "ألفا"), (2_000_000, "مليونا"), (2_000_000_000, "مليارا"))
_NO_COUNTED_NOUN = frozenset(
    fold_key(word)
    for word in "من في على إلى عن بين بينهم بينها منذ خلال بعد قبل حتى مع عند لدى أو أم أي ثم ما لا لم بحسب حسب وفق "
    "منهم منها آخرين آخرون على عليهم فيهم فيما ممن مما كما بما الى".split()
)
_FRACTIONS = {"نصف": 0.5, "ربع": 0.25}
_VAGUE = _forms((10, "عشرات"), (100, "مئات مائات"), (1_000, "آلاف ألوف"), (1_000_000, "ملايين"))
_VAGUE_SCALES = _forms((1_000, "الآلاف آلاف الألوف"), (1_000_000, "الملايين ملايين"))
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*$")
_DECIMAL = re.compile(r"\d{1,4}[.,]\d{1,2}$")
_ARABIC_COMMA = "،"


class _Piece(NamedTuple):
    """A simple number below a scale, its end, and the smallest power it leaves free for a «و» part."""

    value: float
    end: int
    room: int  # a following part must be smaller than this; 1 means none may follow


def numbers_of(words: Sequence[Word]) -> list[Number]:
    """All numbers of a sentence's words, in order, none overlapping."""
    found: list[Number] = []
    end = 0
    for index in [at for at, word in enumerate(words) if word.text in _BEGINS or word.text[0].isdecimal()]:
        if index < end:
            continue
        number = _number_at(words, index)
        if number is None:
            end = _behind_noise(words, index)
        else:
            found.append(number)
            end = number.end
    return found


def _behind_noise(words: Sequence[Word], index: int) -> int:
    """The next word; «7،6» that is no number is left as a whole, as «7.6» is, so that no 6 is read in it."""
    if words[index].text[0].isdecimal():
        _, end = _with_arabic_commas(words, index, words[index].text)
        return end
    return index + 1


def _number_at(words: Sequence[Word], index: int) -> Number | None:
    """The number that starts at a word, with any «و», «ب», «ل» or article before it."""
    word = words[index].text
    start = index
    if word in _GLUED and index + 1 < len(words) and _touches(words, index) and words[index + 1].text[0].isdecimal():
        prefix, start = word, index + 1  # «و15», «ب9», «ال24»
        reading = _read(words, start, words[start].text)
        return reading and _labelled(reading, index, prefix)
    for prefix, rest in _readings(word):
        reading = _read(words, start, rest)
        if reading is not None:
            joined = word == "واحد" and reading.value % 100 == 11  # «وأحد عشر»: no «واحد عشر» is said
            return _labelled(reading, index, "و" if joined and not prefix else prefix)
    return None


_GLUED = frozenset({"و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "وب", "ول", "لل", "فال", "فب"})
_NUMBER_PREFIXES = ("", "و", "ف", "ب", "ل", "ال", "وال", "بال", "لل", "وب", "ول", "فال")
_KNOWN = frozenset({*_UNITS, *_TENS, *_TEENS, *_HUNDREDS, *_SCALES, *_DOUBLE_SCALES, *_FRACTIONS, *_VAGUE})


def begins_number(word: str) -> bool:
    """Whether a folded word is a number word, so that it is no noun behind another number."""
    return word in _KNOWN


def _all_readings() -> dict[str, tuple[tuple[str, str], ...]]:
    """Every number word behind every prefix, with the ways to read it, the shortest prefix first."""
    readings: dict[str, tuple[tuple[str, str], ...]] = {}
    for prefix in _NUMBER_PREFIXES:
        for rest in _KNOWN:
            readings[prefix + rest] = (*readings.get(prefix + rest, ()), (prefix, rest))
    return readings


_NO_NUMBERS = ("لست", "ولست")  # «لست خائفا»: I am not
_READINGS = {word: readings for word, readings in _all_readings().items() if word not in _NO_NUMBERS}
_BEGINS = _GLUED | _READINGS.keys()


def _readings(word: str) -> tuple[tuple[str, str], ...]:
    return (("", word),) if word[0].isdecimal() else _READINGS.get(word, ())


def _labelled(number: Number, start: int, prefix: str) -> Number:
    return Number(
        value=number.value,
        start=start,
        end=number.end,
        vague=number.vague,
        definite=prefix.endswith(("ال", "لل")),
        joined=prefix[:1] in ("و", "ف"),
        prefix=prefix,
    )


def _touches(words: Sequence[Word], index: int) -> bool:
    return words[index].end == words[index + 1].start


def _read(words: Sequence[Word], index: int, first: str) -> Number | None:
    """The whole number whose first word, without prefix, is `first`."""
    vague = _read_vague(words, index, first)
    if vague is not None:
        return vague
    part = _scaled(words, index, first)
    if part is None:
        return None
    total, end, room = part.value, part.end, part.room
    while room > 1 and end < len(words):
        rest, at = _after_and(words, end)
        if rest is None:
            break
        more = _scaled(words, at, rest)
        if more is None or more.value >= room or more.value < 1:
            break
        total, end, room = total + more.value, more.end, min(more.room, room)
    if end < len(words) and words[end].text == "ونصف" and total >= 1_000_000:
        total, end = total + 500_000, end + 1
        if end < len(words) and words[end].text in ("مليون", "المليون"):
            end += 1
    value = round(total)
    return None if value != total and total < 1_000 else Number(value=value, start=index, end=end)


def _after_and(words: Sequence[Word], index: int) -> tuple[str | None, int]:
    """The word that «و» ties to a number, and where it stands: «وعشرين», «و603», «و 603»."""
    text = words[index].text
    if text == "و" and index + 1 < len(words):
        return words[index + 1].text, index + 1
    if text.startswith("و") and len(text) > 2:
        rest = text[1:]
        # «وال» at the end of a text that was cut is no word.
        return (rest if rest in _KNOWN else rest.removeprefix("ال") or None), index
    return None, index


def _read_vague(words: Sequence[Word], index: int, first: str) -> Number | None:
    value = _VAGUE.get(first)
    if value is None:
        return None
    end = index + 1
    scale = _VAGUE_SCALES.get(words[end].text) if end < len(words) and value < 1_000 else None
    if scale is not None:
        value, end = value * scale, end + 1
    return Number(value=value, start=index, end=end, vague=True)


def _scaled(words: Sequence[Word], index: int, first: str) -> _Piece | None:
    """A number below a million of thousands, millions or milliards, or one below a thousand."""
    piece = _once_scaled(words, index, first)
    if piece is None or piece.room != 1_000 or piece.value < 100_000 or first[0].isdecimal():
        return piece
    return _with_small_thousands(words, piece)


def _once_scaled(words: Sequence[Word], index: int, first: str) -> _Piece | None:
    """A number below a thousand times its scale, or a scale standing alone («ألف», «ألفين»)."""
    doubled = _DOUBLE_SCALES.get(first)
    if doubled is not None:
        return _Piece(doubled, index + 1, doubled // 2)
    if first in _FRACTIONS:
        scale = _SCALES.get(words[index + 1].text.removeprefix("ال")) if index + 1 < len(words) else None
        return _Piece(_FRACTIONS[first] * scale, index + 2, 1) if scale and scale > 1_000 else None
    if first in _DUAL_OR_ACCUSATIVE and _counts_a_noun(words, index + 1):
        return _Piece(_DUAL_OR_ACCUSATIVE[first], index + 1, 1)
    if first in _SCALES:
        return _Piece(_SCALES[first], index + 1, _SCALES[first]) if first not in _VAGUE else None
    piece = _digits(words, index, first) if first[0].isdecimal() else _below_thousand(words, index, first)
    if piece is None:
        return None
    if piece.end < len(words):
        scale = _SCALES.get(words[piece.end].text)
        if scale is not None:
            return _Piece(piece.value * scale, piece.end + 1, scale)
    return piece if piece.value == int(piece.value) else None


def _counts_a_noun(words: Sequence[Word], index: int) -> bool:
    """Whether a word may be the single thing in the genitive that a dual in construct counts: «ألفا جندي»."""
    text = words[index].text if index < len(words) else ""
    if not text[:1].isalpha() or text in _NO_COUNTED_NOUN or text in _READINGS:
        return False
    return not text.startswith(("و", "ال")) and not text.endswith(("ا", "ون"))


def _with_small_thousands(words: Sequence[Word], thousands: _Piece) -> _Piece:
    """«مئة ألف وألفان», «مئتا ألف وخمسون ألفا»: hundreds of thousands in words, then the thousands below them."""
    if thousands.value % 100_000 or thousands.end >= len(words):
        return thousands
    rest, at = _after_and(words, thousands.end)
    more = None if rest is None or rest[0].isdecimal() else _once_scaled(words, at, rest)
    if more is None or not 1_000 <= more.value < 100_000:
        return thousands
    return _Piece(thousands.value + more.value, more.end, more.room)


def _with_arabic_commas(words: Sequence[Word], index: int, first: str) -> tuple[str, int]:
    """Digits that «،» ties without a space, as one word with commas, and their end: «12،603», «1،5» million."""
    end = index + 1
    while (
        len(first) <= MAX_DIGITS  # an endless row of digits and commas must not be gone through from each of its words
        and end + 1 < len(words)
        and words[end].text == _ARABIC_COMMA
        and words[end + 1].text.isdecimal()
        and _touches(words, end - 1)
        and _touches(words, end)
    ):
        first, end = f"{first},{words[end + 1].text}", end + 2
    return first, end


def _digits(words: Sequence[Word], index: int, first: str) -> _Piece | None:
    first, behind = _with_arabic_commas(words, index, first)
    if len(first) > MAX_DIGITS + 3:
        return None
    if first.isdecimal():
        value, end = first, index + 1
        # «13 000»: groups of three behind a space, as outlets of the Maghreb write.
        while (
            len(first) <= 3
            and first[0] != "0"
            and len(value) <= MAX_DIGITS
            and end < len(words)
            and len(words[end].text) == len("000")
            and words[end].text.isdecimal()
            and words[end].start - words[end - 1].end == 1
        ):
            value, end = value + words[end].text, end + 1
        return _Piece(int(value), end, 1) if len(value) <= MAX_DIGITS else None
    if _GROUPED.match(first):
        return _Piece(int(re.sub("[.,]", "", first)), behind, 1)
    if _DECIMAL.match(first):
        return _Piece(float(first.replace(",", ".")), behind, 1)
    return None


def _below_thousand(words: Sequence[Word], index: int, first: str) -> _Piece | None:
    following = words[index + 1].text if index + 1 < len(words) else ""
    if first in _UNITS:
        unit = _UNITS[first]
        if unit < 10 and following in _TEEN_TAIL:
            return _Piece(10 + unit, index + 2, 1)
        if 3 <= unit <= 9 and following in _HUNDREDS and _HUNDREDS[following] == 100:
            return _more(words, _Piece(unit * 100, index + 2, 100))
        return _with_tens(words, _Piece(unit, index + 1, 1))
    if first in _TENS or first in _TEENS:
        return _Piece(_TENS.get(first) or _TEENS[first], index + 1, 1)
    if first in _HUNDREDS:
        return _more(words, _Piece(_HUNDREDS[first], index + 1, 100))
    return None


def _with_tens(words: Sequence[Word], unit: _Piece) -> _Piece:
    """«خمسة» or «خمسة وعشرين»."""
    if unit.value >= 10 or unit.end >= len(words):
        return unit
    rest, at = _after_and(words, unit.end)
    if rest in _TENS:
        return _Piece(unit.value + _TENS[rest], at + 1, 1)
    return unit


def _more(words: Sequence[Word], hundreds: _Piece) -> _Piece:
    """«مئة» or «مئة وخمسة وعشرين»; the part before a scale must be whole before the scale multiplies it."""
    if hundreds.end >= len(words):
        return hundreds
    rest, at = _after_and(words, hundreds.end)
    if rest is None or (rest not in _UNITS and rest not in _TENS and rest not in _TEENS):
        return hundreds
    below = _below_thousand(words, at, rest)
    return _Piece(hundreds.value + below.value, below.end, 1) if below else hundreds
