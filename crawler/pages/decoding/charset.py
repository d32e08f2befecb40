"""From bytes to text: which charset a page or feed really is in, and how sure that is.

Servers, pages and feeds of older Arabic outlets declare one charset and send another, and software that believes
them stores mojibake without an error. So the bytes have the first word: UTF-8 proves itself; every other charset
is tried, and the reading wins whose letters follow each other as Arabic letters do. What stays doubtful, or nearly
as likely in another reading, is `held`, never read.
"""

import re
from dataclasses import dataclass, replace

from charset_normalizer import from_bytes
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding

from crawler.pages.decoding.latin import read_as_latin
from crawler.pages.decoding.likeness import arabic_score, shown_text, surprise, twice_encoded_share
from crawler.pages.decoding.mixed import cut_at_the_end, once_less, read_in_pieces

# Under this the text is not read. A right decoding of Arabic scores above .6, a wrong one under .3.
HELD_BELOW = 0.5

# A page cut by a CMS within a character (a shortened description) has a few broken sequences; windows-1256 read as
# UTF-8 has one for nearly every letter.
_BROKEN_SHARE = 0.02
# One reading must be so many bits likelier than the next. Measured 2026-11 on 20,000 pieces of one to six words of real
# headlines, read as windows-1256 and as ISO-8859-6: the wrong one was never ahead by more than 11.
_CLEAR_LEAD = 12.0
# Right readings of headlines take 3.9 to 6.7 bits a letter, other scripts read as Arabic 7.6 to 14.
_MOST_BITS_A_LETTER = 7.0
_BETWEEN_LATIN_AND_ARABIC = re.compile("[\u0180-\u05ff]")
_DETECTOR_SAMPLE = 20_000  # bytes
_ARABIC_CHARSETS = ("cp1256", "iso8859-6")
# Python knows codecs under names that a server may send and that are no charsets: punycode, unicode_escape.
_CHARSET_NAME = re.compile(r"(?:cp|iso|mac|koi8|utf-|big5|gb|euc|shift|johab|tis|latin|ascii)")

_LATIN_RUN = re.compile(
    rb"\xc3[\x80-\xbf]\xc3[\x80-\xbf]\xc3[\x80-\xbf]"
)  # a byte in front is found 20 times as fast as a group
_CONTROLS = bytes([*range(9), *range(0x0E, 0x20)])
_WIDE_SAMPLE = 4_000
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_USUAL = re.compile("[\t\n\r\x20-\x7e\u00a0-\u00ff\u0600-\u06ff\u2000-\u206f\u20ac\ufb50-\ufefc]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text with how it was read: `declared` as the server or document says, `used` as the bytes say."""

    text: str
    declared: str | None
    used: str
    confidence: float

    @property
    def held(self) -> bool:
        """Whether the text is too doubtful to be read."""
        return self.confidence < HELD_BELOW

    @property
    def overridden(self) -> bool:
        """Whether the declaration was wrong."""
        return self.declared is not None and self.declared != self.used


def decode(body: bytes, content_type: str, *, override: str | None = None) -> Decoded:
    """The text of `body` without its byte order mark; never raises.

    `override` is what the source's operator says it is in; it goes before what the bytes say.
    """
    in_header = http_content_type_encoding(content_type)
    in_document = html_body_declared_encoding(body[:8192])
    declared = in_header or in_document
    set_by_hand = resolve_encoding(override) if override else None
    if set_by_hand is not None and (set_by_hand.startswith(("utf-16", "utf-32")) or _is_charset(set_by_hand)):
        return replace(_as_told(body, set_by_hand), declared=declared)
    found = _marked(body) or _wide(body)
    if found is None:
        body = body.removeprefix(b"\xef\xbb\xbf")  # which may stand before text in another charset
        found = _as_utf8(body) or _best_guess(body, in_header, in_document)
    return replace(found, declared=declared)


def _decoded(text: str, used: str, confidence: float) -> Decoded:
    return Decoded(text=text, declared=None, used=used, confidence=confidence)


def _as_told(body: bytes, charset: str) -> Decoded:
    """The text in a charset that was set by hand: doubted only where its bytes cannot be in it."""
    marked, mark = read_bom(body)
    if mark is not None and marked is not None and marked.startswith(charset.removesuffix("-sig")):
        body = body[len(mark) :]
    try:
        text = body.decode(charset, "replace")
    except (UnicodeError, LookupError):
        return _decoded(body.decode("utf-8", "replace"), "utf-8", 0.0)
    letters = len(text) - len(text.encode("ascii", "ignore"))
    broken = text.count("\ufffd")
    mojibake = twice_encoded_share(text) > 0.3  # the outlet has gone over to UTF-8 since
    return _decoded(text, charset, 0.2 if mojibake else max(0.0, 1 - 5 * broken / max(1, letters)))


def _marked(body: bytes) -> Decoded | None:
    """The text behind the mark of UTF-16 or UTF-32; UTF-8 needs none to be told."""
    charset, mark = read_bom(body)
    if charset is None or mark is None or charset == "utf-8":
        return None
    text = body[len(mark) :].decode(charset, "replace")
    if text.count("\ufffd") > len(text) * _BROKEN_SHARE or not _is_usual(text[:_WIDE_SAMPLE]):
        return None
    return _decoded(text, charset, 1.0)


def _wide(body: bytes) -> Decoded | None:
    """Text in UTF-16 or UTF-32 without a mark, told by its many control bytes; held if it is something else."""
    sample = body[:_WIDE_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls <= len(sample) * _BROKEN_SHARE:
        return None
    for charset in _WIDE:
        width = 2 if "16" in charset else 4
        text = body[: len(body) - len(body) % width].decode(charset, "replace")
        if _is_usual(text[:_WIDE_SAMPLE]):
            return _decoded(text, charset, 1.0)
    if controls - sample.count(b"\x00") > len(sample) * _BROKEN_SHARE:
        return _decoded(body.decode("utf-8", "replace"), "utf-8", 0.0)
    return None  # only filled up with NULs


def _is_usual(text: str) -> bool:
    return len(_USUAL.findall(text)) >= 0.95 * len(text)


def _as_utf8(body: bytes) -> Decoded | None:
    try:
        text, cut = body.decode("utf-8"), False
    except UnicodeDecodeError:
        cut = cut_at_the_end(body)
        text = body.decode("utf-8", "ignore" if cut else "replace")
    if text.isascii():
        return None if cut else _decoded(text, "utf-8", 1.0)
    broken = text.count("\ufffd")
    sound = len(text) - len(text.encode("ascii", "ignore")) - broken
    if broken > sound:
        return None
    if broken == 0 and sound <= 3 and _is_by_chance(body, text):
        return _decoded(text, "utf-8", 0.4)
    whole, used = once_less(text) if broken == 0 and twice_encoded_share(text) > 0.3 else None, "utf-8"
    if whole is not None:
        return _decoded(whole, "utf-8 twice", 0.8)
    mended = read_in_pieces(body, text, _piece_charset)
    # Three letters from À to ÿ in a row, as UTF-8 has them: most pages have none, and need not be looked through.
    meant = read_as_latin(mended.text) if mended.pieces or (b"\xc3" in body and _LATIN_RUN.search(body)) else None
    if meant is not None and meant.pieces:
        return _decoded(meant.text, "windows-1256 as utf-8", 0.8)
    broken = mended.text.count("\ufffd")
    if broken > max(1, sound) * _BROKEN_SHARE:
        return None
    confidence = 1.0 - min(0.3, (broken + mended.pieces) / 100)
    return _decoded(mended.text, used, 0.2 if twice_encoded_share(mended.text) > 0.3 else confidence)


def _is_by_chance(body: bytes, text: str) -> bool:
    """Whether one or two characters prove nothing: «ط،» in windows-1256 are the bytes of «ء», «ة»» those of «ɻ»."""
    odd = _BETWEEN_LATIN_AND_ARABIC.search(text) is not None
    return odd or surprise(body.decode("cp1256", "replace")) < surprise(text)


def _piece_charset(piece: bytes) -> str | None:
    """The charset of bytes that stand in a text of UTF-8 and are none, if it can be told."""
    guess = _best(piece, list(_ARABIC_CHARSETS))
    return None if guess is None or guess.held else guess.used


def _best_guess(body: bytes, in_header: str | None, in_document: str | None) -> Decoded:
    named = [name for name in (in_header, in_document) if name and name != "utf-8" and _is_charset(name)]
    names = list(dict.fromkeys((*named, *_ARABIC_CHARSETS)))
    best = _best(body, names)
    if best is not None and not best.held:
        return best
    detected = from_bytes(body[:_DETECTOR_SAMPLE]).best()
    name = (resolve_encoding(detected.encoding) if detected is not None else None) or "utf-8"
    if name not in (*names, "utf-8") and _is_charset(name):
        best = _best(body, [*names, name]) or best
    return best or _decoded(body.decode("utf-8", "replace"), "utf-8", 0.0)


def _is_charset(name: str) -> bool:
    """Whether text of the web may be in it: its ASCII is ASCII, which it is not in the charsets of mainframes."""
    if not _CHARSET_NAME.match(name):
        return False
    try:
        return "<Aa1>".encode(name) == b"<Aa1>"
    except (UnicodeError, LookupError):
        return False


def _best(body: bytes, names: list[str]) -> Decoded | None:
    """The likeliest of the readings that are possible; with little confidence where another one is nearly as likely."""
    readings = []
    for name in names:
        try:
            text = body.decode(name)
        except (UnicodeError, LookupError):
            continue
        readings.append((surprise(text), name, text))
    if not readings:
        return None
    bits, used, text = min(readings, key=lambda reading: reading[0])
    shown = shown_text(text)
    lead = min((other - bits for other, _, others in readings if shown_text(others) != shown), default=_CLEAR_LEAD)
    letters = sum(1 for character in shown if character > "\x7f" and character.isalpha())
    doubtful = lead < _CLEAR_LEAD or bits > _MOST_BITS_A_LETTER * letters + _CLEAR_LEAD
    return _decoded(text, used, arabic_score(text) * (0.4 if doubtful else 1.0))
