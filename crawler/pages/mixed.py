"""A text of UTF-8 with pieces that are something else: an agency's item in windows-1256, a title encoded twice.

Feeds and pages are put together from several databases, and one wrong piece must neither spoil the others nor go on
as mojibake. A piece is what stands between two tags, quotation marks or line ends. What cannot be told is left out:
a story without a title is better than one with a wrong one.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from crawler.pages.likeness import TWICE_ENCODED, arabic_score

_BYTE_PIECE = re.compile(rb'[^<>"\n\r]+')
_PIECE = re.compile('[^<>"\n\r]+')
_OUTSIDE_ASCII = re.compile("[^\x00-\x7f]+")
_MOST_PIECES = 5_000  # that are not what they should be; more is no text with a few faults
_FEW_LETTERS = 3

# MySQL's "latin1" is windows-1252, with the five bytes that it leaves out taken as they are.
_AS_LATIN_1 = {ord(bytes([byte]).decode("cp1252", "replace")): byte for byte in range(0x80, 0xA0)}


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
    mended = 0

    def once_less_encoded(match: re.Match[str]) -> str:
        nonlocal mended
        piece = match.group()
        if mended == _MOST_PIECES or not _is_twice_encoded(piece):
            return piece
        mended += 1
        return once_less(piece) or ""

    if len(TWICE_ENCODED.findall(text)) >= _FEW_LETTERS:
        text = _PIECE.sub(once_less_encoded, text)
    return Mended(text=text, pieces=mended + len(foreign))


def once_less(text: str) -> str | None:
    """The text before it was encoded to UTF-8 a second time, if that is what happened to all of it."""
    for charset, table in (("cp1256", {}), ("latin-1", _AS_LATIN_1)):
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
