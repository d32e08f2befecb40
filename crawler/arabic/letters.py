"""Folding of Arabic spelling for matching, with the way back to the original.

Outlets spell one word in many ways: الرى/الري, أحمد/احمد, مدينة/مدينه, with vowel signs, with kashida even in
titles. `fold` maps them to one form and keeps, for every folded character, the offset it came from, so that what
was matched can be shown verbatim. Folded text is for matching only and is never shown.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from crawler.news import Span

# One character to one character. Alef forms to bare alef, alef maqsura to ya, ta marbuta to ha, hamza carriers
# to their letter, Persian and Urdu letters that Arabic outlets use to their Arabic twins, digits to ASCII.
_FOLDED: dict[str, str] = {
    **dict.fromkeys("أإآٱٲٳ", "ا"),
    **dict.fromkeys("ىیېۍ", "ي"),
    "ئ": "ي",
    "ؤ": "و",
    "ة": "ه",
    **dict.fromkeys("ۀہھە", "ه"),
    **dict.fromkeys("کڪگ", "ك"),
    "پ": "ب",
    "چ": "ج",
    "ڤ": "ف",
    "ڨ": "ق",
    **{chr(0x660 + d): str(d) for d in range(10)},
    **{chr(0x6F0 + d): str(d) for d in range(10)},
    "٪": "%",
    "٫": ".",
    "٬": ",",
    "،": "،",
    "؛": "؛",
    **dict.fromkeys("“”„‟«»″❝❞〝〞＂‹›", '"'),
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys(
        "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t", " "
    ),
}
_DROPPED = frozenset(
    {
        "\u0640",  # kashida
        *(chr(c) for c in range(0x0610, 0x061B)),
        *(chr(c) for c in range(0x064B, 0x0660)),  # tashkeel
        "\u0670",
        *(chr(c) for c in range(0x06D6, 0x06DD)),
        *(chr(c) for c in range(0x06DF, 0x06E5)),
        *(chr(c) for c in range(0x06E7, 0x06E9)),
        *(chr(c) for c in range(0x06EA, 0x06EE)),
        *"\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad",
    }
)


# The same mapping for `str.translate`, ten times as fast where no offsets are wanted. Letters that stay are in it
# too: a letter that is not found costs more than one that is.
_TABLE: dict[int, int | None] = {
    **{code: code for code in (*range(0x80), *range(0x600, 0x700))},
    **{code: code + 32 for code in range(ord("A"), ord("Z") + 1)},
    **{ord(letter): ord(folded) for letter, folded in _FOLDED.items()},
    **{ord(mark): None for mark in _DROPPED},
}
_NEEDS_MORE = re.compile("[\ufb50-\U0010ffff]")
_DROPPED_RUN = re.compile("[" + "".join(sorted(_DROPPED)) + "]+")


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is folded; `offsets[i]` is where `text[i]` stood in the original, its last item the original's end."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The original's span of folded characters start..end (end after start; marks on the last letter included)."""
        return Span(start=self.offsets[start], end=self._end(start, end))

    def piece(self, original: str, start: int, end: int) -> str:
        """The same piece of the original itself."""
        return original[self.offsets[start] : self._end(start, end)]

    def _end(self, start: int, end: int) -> int:
        offsets = self.offsets
        if end <= start:
            return offsets[start]
        last = offsets[end - 1] + 1
        # Folded characters are contiguous in the original but for dropped marks: what lies between the last one and the
        # next are marks that belong to it.
        return max(last, offsets[end]) if end < len(offsets) - 1 else last


def fold(text: str) -> Folded:
    """The folded text with its offset map. Linear; one folded character for each that is kept.

    >>> fold("قُتِلَ أحمـد").text
    'قتل احمد'
    """
    return _fold(text) if len(text) <= _LONGEST_LINE else _fold_long(text)


def _fold(text: str) -> Folded:
    if not _NEEDS_MORE.search(text):  # one pass in C; what is dropped is found by a pattern
        kept = text.translate(_TABLE)
        if len(kept) == len(text):
            return Folded(text=kept, offsets=tuple(range(len(text) + 1)))
        places: list[int] = []
        start = 0
        for mark in _DROPPED_RUN.finditer(text):
            places.extend(range(start, mark.start()))
            start = mark.end()
        places.extend(range(start, len(text) + 1))
        return Folded(text=kept, offsets=tuple(places))
    letters: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        if character in _DROPPED:
            continue
        folded = _FOLDED.get(character)
        if folded is None:
            if character > "\ufb4f":  # presentation forms: ﻻ stands for two letters
                for part in unicodedata.normalize("NFKC", character):
                    letters.append(_FOLDED.get(part, part).lower())
                    offsets.append(offset)
                continue
            folded = character.lower() if "A" <= character <= "Z" else character
        letters.append(folded)
        offsets.append(offset)
    offsets.append(len(text))
    return Folded(text="".join(letters), offsets=tuple(offsets))


def fold_key(text: str) -> str:
    """The folded text alone, spaces collapsed: for dictionary keys and comparisons."""
    return _line_key(text) if len(text) <= _LONGEST_LINE else _key(text)


def _key(text: str) -> str:
    folded = fold(text).text if _NEEDS_MORE.search(text) else text.translate(_TABLE)
    return " ".join(folded.split())


# A page's lines and titles are compared with each other again and again.
_LONGEST_LINE = 300
_fold_long = lru_cache(maxsize=4)(_fold)  # figures, acts and flags read the same text one after the other
_line_key = lru_cache(maxsize=4096)(_key)


def folded_words(words: str) -> frozenset[str]:
    """The words of a line, folded as those of a text are: for lists that stand beside the rule that asks them."""
    return frozenset(map(fold_key, words.split()))
