"""Windows-1256 that somebody took for a Latin charset and wrote down as UTF-8: «ãÞÊá ÎãÓÉ» for «مقتل خمسة».

It is valid UTF-8 and declared as such, so that only its letters tell: French and German have single letters with
signs among plain ones, never whole words of them. Pieces are what stands between two tags, quotation marks or line
ends, as in `mixed`.
"""

import re

from crawler.pages.decoding.likeness import arabic_score, surprise
from crawler.pages.decoding.mixed import AS_LATIN_1, Mended

_RUN = re.compile("[\u00c0-\u00ff]{3}")
_PIECE = re.compile('[^<>"\n\r]*[\u00c0-\u00ff]{3}[^<>"\n\r]*')
_WORD = re.compile(r"[^\W\d_]{2,}")
_ONLY_SIGNS = re.compile("[\u00c0-\u00ff]+")
_SHARE = 0.5  # of a piece's words; names in Latin letters may stand among them
_MOST_PIECES = 5_000
_BITS_A_LETTER = 7.0  # as for bytes: right readings take 3.9 to 6.7


def read_as_latin(text: str) -> Mended:
    """The text with such pieces as they were meant; it stays as it is where they do not read as Arabic."""
    if not _RUN.search(text):
        return Mended(text=text, pieces=0)
    meant: dict[str, str] = {}
    for match in _PIECE.finditer(text):
        piece = match.group()
        if piece not in meant and len(meant) < _MOST_PIECES and _is_latin_throughout(piece):
            meant[piece] = _as_windows(piece)
    # Together they are long enough to be told, where a headline alone may not be.
    whole = "\n".join(meant.values())
    letters = len(whole) - len(whole.encode("ascii", "ignore"))
    if not meant or arabic_score(whole) <= 0.5 or surprise(whole) > _BITS_A_LETTER * letters:
        return Mended(text=text, pieces=0)
    return Mended(text=_PIECE.sub(lambda match: meant.get(match.group(), match.group()), text), pieces=len(meant))


def _is_latin_throughout(piece: str) -> bool:
    words = _WORD.findall(piece)
    return sum(_ONLY_SIGNS.fullmatch(word) is not None for word in words) >= _SHARE * len(words)


def _as_windows(piece: str) -> str:
    single = piece.translate(AS_LATIN_1)
    return "".join(one.encode("latin-1").decode("cp1256") if one <= "\xff" else one for one in single)
