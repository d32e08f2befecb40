"""A text of UTF-8 with pieces that are something else: an agency's item in windows-1256, a title encoded twice.

Feeds and pages are put together from several databases, and one wrong piece must neither spoil the others nor go on
as mojibake. A piece is what stands between two tags, quotation marks or line ends. What cannot be told is left out:
a story without a title is better than one with a wrong one.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from crawler.pages.decoding.likeness import TWICE_ENCODED, arabic_score, may_be_twice_encoded

_BYTE_PIECE = re.compile(rb'[^<>"\n\r]+')
_PIECE = re.compile('[^<>"\n\r]+')
_PIECE_ENDS = '<>"\n\r'
_OUTSIDE_ASCII = re.compile("[^\x00-\x7f]+")
_MOST_PIECES = 5_000  # that are not what they should be; more is no text with a few faults
_FEW_LETTERS = 3
# So many in one piece: sound Arabic hardly has them, and looking into each of a page's pieces takes 15 times as long.
_MARK = f"(?:{TWICE_ENCODED.pattern})"
_SUSPICIOUS = re.compile(f"{_MARK}(?:[^{_PIECE_ENDS}]*?{_MARK}){{{_FEW_LETTERS - 1}}}")
_MARKUP = bytes(byte for byte in range(0x80) if chr(byte) not in _PIECE_ENDS)

# MySQL's "latin1" is windows-1252, with the five bytes that it leaves out taken as they are.
AS_LATIN_1 = {ord(bytes([byte]).decode("cp1252", "replace")): byte for byte in range(0x80, 0xA0)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """The text, and how many of its pieces were not the UTF-8 that they should have been."""

    text: str
    pieces: int


def read_in_pieces(body: bytes, text: str, charset_of: Callable[[bytes], str | None]) -> Mended:
    """The text of bytes that are UTF-8 for the most part; `text` is what a plain decoding makes of them."""
    foreign = _foreign_pieces(body) if "\ufffd" in text else {}
    if foreign:
        # Together they are long enough to be told, where a headline alone may not be.
        charset = charset_of(b"\n".join(foreign)) if len(foreign) <= _MOST_PIECES else None
        for piece in foreign:
            foreign[piece] = piece.decode(charset, "replace") if charset else ""
        text = _joined(body, foreign)
    text, mended = _with_once_less(text)
    return Mended(text=text, pieces=mended + len(foreign))


def _with_once_less(text: str) -> tuple[str, int]:
    """The text with its twice encoded pieces as they were before, and how many those are."""
    if not may_be_twice_encoded(text, _FEW_LETTERS):
        return text, 0
    # Most of a page is ASCII; without it the letters of every piece stand together, and more rather than fewer.
    if not _SUSPICIOUS.search(text.encode("utf-8", "replace").translate(None, _MARKUP).decode("utf-8")):
        return text, 0
    parts: list[str] = []
    end = mended = 0
    while mended < _MOST_PIECES and (found := _SUSPICIOUS.search(text, end)) is not None:
        start = max(end, *(text.rfind(mark, end, found.start()) + 1 for mark in _PIECE_ENDS))
        match = _PIECE.match(text, start)
        assert match is not None
        piece = match.group()
        if _is_twice_encoded(piece):
            piece = once_less(piece) or ""
            mended += 1
        parts += [text[end:start], piece]
        end = match.end()
    return ("".join([*parts, text[end:]]), mended) if mended else (text, 0)


def once_less(text: str) -> str | None:
    """The text before it was encoded to UTF-8 a second time, if that is what happened to all of it."""
    for charset, table in (("cp1256", {}), ("latin-1", AS_LATIN_1)):
        try:
            inner = text.translate(table).encode(charset)
            plain = inner.decode("utf-8", "ignore" if cut_at_the_end(inner) else "strict")
        except UnicodeError:
            continue
        if arabic_score(plain) > 0.5:
            return plain
    return None


def cut_at_the_end(body: bytes) -> bool:
    """Whether the only fault of the bytes is a last character cut short, as a size limit does."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(body) - 3 and error.reason == "unexpected end of data"
    return False


def _foreign_pieces(body: bytes) -> dict[bytes, str]:
    """The pieces with more letters that are no UTF-8 than that are: not those with one letter cut in the middle."""
    found: dict[bytes, str] = {}
    for match in _BYTE_PIECE.finditer(body):
        piece = match.group()
        if piece.isascii():
            continue
        text = piece.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        sound = sum(map(len, _OUTSIDE_ASCII.findall(text))) - broken
        if broken > max(1, sound):
            found[piece] = ""
    return found


def _joined(body: bytes, foreign: dict[bytes, str]) -> str:
    parts, at = [], 0
    for match in _BYTE_PIECE.finditer(body):
        if match.group() in foreign:
            parts += [body[at : match.start()].decode("utf-8", "replace"), foreign[match.group()]]
            at = match.end()
    rest = body[at:]
    return "".join(parts) + rest.decode("utf-8", "ignore" if cut_at_the_end(rest) else "replace")


def _is_twice_encoded(piece: str) -> bool:
    letters = sum(map(len, _OUTSIDE_ASCII.findall(piece)))
    marks = len(TWICE_ENCODED.findall(piece))
    return marks >= _FEW_LETTERS and 2 * marks > 0.6 * letters
