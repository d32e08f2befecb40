"""Patterns that are only tried on texts whose words hint at them.

A pattern is tried at every letter of a text; a word is looked up once for all patterns. Nearly all texts hold none of the
words that a pattern needs, so that it need not be tried at all.
"""

import re
from collections.abc import Iterable

from crawler.arabic.words import Remembered

_FIRST_WORD = re.compile(r"([\u0621-\u064a]+)(\?)?(?=( |$)?)")


class Hinted:
    """A pattern of folded text with the words that hint at it; compared by identity.

    Every match must hold one of `words` as a word of the text (`crawler.arabic.words`), bare or behind one of `glued`, or
    one of `pieces` within a word. All three are lists with spaces between.
    """

    def __init__(self, pattern: str, *, words: str = "", glued: str = "", pieces: str = "") -> None:
        self.pattern = pattern
        compiled = re.compile(pattern)
        self.search, self.finditer, self.sub = compiled.search, compiled.finditer, compiled.sub
        self.words = frozenset(prefix + word for prefix in ("", *glued.split()) for word in words.split())
        self.pieces = tuple(pieces.split())

    def is_hinted_by(self, word: str) -> bool:
        """Whether a word of a text hints at the pattern."""
        return word in self.words or any(piece in word for piece in self.pieces)


def worded(glued: str, forms: str) -> Hinted:
    """The pattern of forms that stand as whole words, bare or with what may be glued before them.

    Both are alternatives between «|», without groups; each form begins with letters.
    """
    words: list[str] = []
    pieces: list[str] = []
    for form in forms.split("|"):
        first = _FIRST_WORD.match(form)
        assert first is not None, form
        text, optional, ends = first.groups()
        if ends is None:
            pieces.append(text[:-1] if optional else text)  # «معرك» and whatever follows
        else:
            words += [text, text[:-1]] if optional else [text]
    return Hinted(
        rf"\b(?:{glued})?(?:{forms})\b",
        words=" ".join(words),
        glued=glued.replace("|", " "),
        pieces=" ".join(pieces),
    )


_NO_PATTERN: frozenset[Hinted] = frozenset()


class Hints:
    """Which of several patterns a text may match."""

    def __init__(self, *patterns: Hinted) -> None:
        self._patterns = patterns
        self._words = frozenset[str]().union(*(hinted.words for hinted in patterns))
        pieces = {piece for hinted in patterns for piece in hinted.pieces}
        self._has_piece = re.compile("|".join(map(re.escape, sorted(pieces)))).search if pieces else None
        self._of = Remembered(self._hinted_by)

    def _hinted_by(self, word: str) -> frozenset[Hinted]:
        # Most words hint at nothing: all patterns' words are asked for together before each pattern is.
        if word not in self._words and (self._has_piece is None or self._has_piece(word) is None):
            return _NO_PATTERN
        return frozenset(hinted for hinted in self._patterns if hinted.is_hinted_by(word))

    def begin(self, word: str) -> bool:
        """Whether a word hints at any of them."""
        return bool(self._of[word])

    def among(self, words: Iterable[str]) -> set[Hinted]:
        """Those that a text of these words may match; no other does. A text that is cut short has another last word."""
        return set[Hinted]().union(*map(self._of.__getitem__, words))
