"""How much a text looks like Arabic: of one reading of doubtful bytes, and of one against another.

Two measures, because they answer two questions. `arabic_score` says whether a text is Arabic at all, by its letters
and common words. `surprise` says how unlikely its letters follow each other as they do, in bits: windows-1256 and
ISO-8859-6 share half of their letters, so that a headline read in the wrong one still is all Arabic letters
(«التحار كسؤنف» for «انتحار مسؤول»), and only their order tells.
"""

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

_SAMPLE = 200_000  # characters of markup judged
_BEFORE = 200  # characters before the first that is not ASCII
_TEXT_SAMPLE = 20_000  # characters of text whose order is judged: far more than it takes
_TAGS = re.compile(
    r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
_ARABIC_WORD = re.compile("[\u0621-\u0652\u0670-\u06d3]+")
_COMMON_WORD = re.compile(
    "(?:[وفبك]?ال|لل)[\u0621-\u064a]{2,}|[وف]?(?:في|من|على|إلى|الى|عن|أن|ان|مع|هذا|بعد|قال|التي|الذي|كان|بين)"
)
# An accented Latin letter within an Arabic word (زèاج) or a tanwin before a letter (سٍدٍ) is a wrong reading.
_MIXED_WORD = re.compile("[\u0621-\u064a][\u00c0-\u024f]|[\u00c0-\u024f][\u0621-\u064a]|[\u064c\u064d][\u0621-\u064a]")
# Letters that a windows-1256 or Latin reading of UTF-8 makes of every Arabic letter: ط§ظ„ and Ø§Ù„.
_BEHIND_ARABIC = "[\u00a0-\u00be\u060c\u061b\u061f\u2018-\u2026\u20ac\u2039\u203a\u0152\u0153\u0679-\u06d2…†‡‰ˆ‚„ƒ]"
_LATIN = "ØÙÚÛ"
TWICE_ENCODED = re.compile(f"[طظ]{_BEHIND_ARABIC}|[{_LATIN}][\u00a0-\u00bf\u2018-\u203a\u0152-\u0192\u0080-\u009f€ˆ]")
# The same by one first letter each, for which patterns look several times as fast.
_BY_LETTER = [re.compile(f"{first}{_BEHIND_ARABIC}") for first in "طظ"]

_OUTSIDE_ASCII = re.compile("[^\x00-\x7f]")
_PHRASE = re.compile("[^\x00-\x7f]+(?:[ ,.:0-9-]{1,3}[^\x00-\x7f]+)*")
_FEW_LETTERS = 20

_LETTERS = " " + "".join(map(chr, (*range(0x0621, 0x063B), *range(0x0641, 0x064B))))
_TWINS = str.maketrans("پچژگکیڤ", "بجزككيف")
_NO_LETTER = re.compile(f"[^{_LETTERS}]+")
_RARE_BITS = 5.0  # a vowel sign, a Persian letter: seldom in news, but there
_FOREIGN_BITS = 10.0  # what hardly stands in Arabic text and often in a wrong reading of it
_CONTROL_BITS = 14.0  # C1 controls: never in text, and where windows-1256 has quotation marks
_RARE = re.compile("[\u064b-\u0652\u067e\u0686\u0698\u06a4\u06a9\u06af\u06cc]")
_OF_TWO_BYTES = re.compile("[\u1100-\u1fff\u2e80-\ua4cf\uac00-\ud7ff]")
_CONTROL = re.compile("[\u0080-\u009f\ufffd]")
# All but Arabic letters, their signs, and the punctuation and spaces of Arabic text; a tanwin before a letter, a sign
# behind none.
_FOREIGN = re.compile(
    "[^\u0000-\u00a0«»·،؛؟\u0621-\u0652\u0660-\u066c\u0670\u067e\u0686\u0698\u06a4\u06a9\u06af\u06cc\u06f0-\u06f9"
    "\u200b-\u200f\u2010-\u201e\u2022\u2026\u202a-\u202e\u2066-\u2069\u20ac\u2122\ufb50-\ufeff\ufffd]"
    "|[\u064b-\u064d](?=[\u0621-\u064a])|(?<![\u0621-\u0652])[\u064b-\u0652]"
)


def arabic_score(text: str) -> float:
    """How much of the text's letters outside ASCII make sense as Arabic, 0 to 1.

    A text that is nearly all ASCII scores high: there is nothing in it to be read wrongly.
    """
    shown = shown_text(text)
    letters = sum(
        1 for character in shown if character > "\x7f" and (character.isalpha() or "\x80" <= character <= "\x9f")
    )
    ascii_letters = sum(1 for character in shown if character.isascii() and character.isalpha())
    if letters < 0.02 * ascii_letters or not letters:
        return 0.9
    words = _ARABIC_WORD.findall(shown)
    share = sum(len(word) for word in words) / letters
    common = sum(1 for word in words if _COMMON_WORD.fullmatch(word)) / max(1, len(words))
    wrong = (2 * len(TWICE_ENCODED.findall(shown)) + 4 * len(_MIXED_WORD.findall(shown))) / letters
    # About a third of the words of any Arabic news text are common ones; a headline of four may have none.
    return max(0.0, min(1.0, share) - wrong) * min(1.0, 0.6 + 3 * common)


def surprise(text: str) -> float:
    """How many bits it takes to say the text's letters, given what Arabic words are like; the fewer, the likelier."""
    shown = shown_text(text)[:_TEXT_SAMPLE]
    plain = shown.translate(_WITHOUT_SIGNS).translate(_TWINS)
    letters = " " + _NO_LETTER.sub(" ", plain) + " "
    costs = _pair_bits()
    bits = sum(costs[pair] * count for pair, count in Counter(pairwise(letters)).items() if pair in costs)
    for weight, marks in (
        (_RARE_BITS, _RARE),
        (_FOREIGN_BITS, _FOREIGN),
        (_FOREIGN_BITS, _OF_TWO_BYTES),
        (_CONTROL_BITS, _CONTROL),
    ):
        bits += weight * len(marks.findall(shown))
    return bits


def may_be_twice_encoded(text: str, least: int) -> bool:
    """Whether `least` of the marks of a second encoding may stand in a text; quick to say that they do not."""
    if any(letter in text for letter in _LATIN):
        return True
    return sum(len(pattern.findall(text)) for pattern in _BY_LETTER) >= least


def twice_encoded_share(text: str) -> float:
    """How much of the text's first letters outside ASCII are what a second encoding makes of them, 0 to 1."""
    first = _OUTSIDE_ASCII.search(text)  # a page's head may have none
    if first is None:
        return 0.0
    piece = text[first.start() : first.start() + 5_000]
    letters = len(piece) - len(piece.encode("ascii", "ignore"))
    return min(1.0, 2 * len(TWICE_ENCODED.findall(piece)) / max(1, letters))


def shown_text(text: str) -> str:
    """The part of a document that its charset is told by: what it shows, else what its attributes and scripts say."""
    first = _OUTSIDE_ASCII.search(text)
    begin = max(0, first.start() - _BEFORE) if first else 0
    sample = text[begin : begin + _SAMPLE]
    shown = _TAGS.sub(" ", sample)
    if len(shown) - len(shown.encode("ascii", "ignore")) < _FEW_LETTERS:
        return " ".join(_PHRASE.findall(sample)) or shown
    return shown


_WITHOUT_SIGNS = dict.fromkeys((0x0640, 0x0670, *range(0x064B, 0x0653)))


@cache
def _pair_bits() -> dict[tuple[str, str], float]:
    lines = Path(__file__).with_name("letter_pairs.txt").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line and not line.startswith("#")]
    return {
        (first, second): int(digit, 36) / 2
        for first, row in zip(_LETTERS, rows, strict=True)
        for second, digit in zip(_LETTERS, row, strict=True)
        if (first, second) != (" ", " ")
    }
