"""From bytes to text: which charset a page or feed really is in, and how sure that is.

Servers, pages and feeds of older Arabic outlets declare one charset and send another, and software that believes
them stores mojibake without an error. So the bytes have the first word: UTF-8 proves itself; every other charset
is tried and judged by how much Arabic comes out. What stays doubtful is `held`, never read.
"""

import re
from dataclasses import dataclass

from charset_normalizer import from_bytes
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding

# Under this the text is not read. A right decoding of Arabic scores above .9, a wrong one under .3.
HELD_BELOW = 0.5

# A page cut by a CMS within a character (a shortened description) has a few broken sequences; windows-1256 read as
# UTF-8 has one for nearly every letter.
_BROKEN_SHARE = 0.02
_SAMPLE = 200_000  # characters judged; a detector reads a tenth of it
_ARABIC_CHARSETS = ("cp1256", "iso8859-6")

# MySQL's "latin1" is windows-1252, with the five bytes that it leaves out taken as they are.
_AS_LATIN_1 = {ord(bytes([byte]).decode("cp1252", "replace")): byte for byte in range(0x80, 0xA0)}
_LETTERS_SAMPLE = 5_000
_OUTSIDE_ASCII = re.compile("[^\x00-\x7f]")
_TAGS = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[^<>]*>", re.IGNORECASE | re.DOTALL)
_ARABIC_WORD = re.compile("[\u0621-\u0652\u0670-\u06d3]+")
_COMMON_WORD = re.compile(
    "(?:[وفبك]?ال|لل)[\u0621-\u064a]{2,}|[وف]?(?:في|من|على|إلى|الى|عن|أن|ان|مع|هذا|بعد|قال|التي|الذي|كان|بين)"
)
# An accented Latin letter within an Arabic word (زèاج) or a tanwin before a letter (سٍدٍ) is a wrong reading.
_MIXED_WORD = re.compile("[\u0621-\u064a][\u00c0-\u024f]|[\u00c0-\u024f][\u0621-\u064a]|[\u064c\u064d][\u0621-\u064a]")
# Letters that a windows-1256 or Latin reading of UTF-8 makes of every Arabic letter: ط§ظ„ and Ø§Ù„.
_TWICE_ENCODED = re.compile(
    "[طظ][\u00a7-\u00be\u2018-\u2026\u20ac\u2039\u203a\u0152\u0153\u0679-\u06d2…†‡‰ˆ‚„ƒ]|[ØÙÚÛ][\u00a1-\u00bf\u2020-\u203a\u0152-\u0192€‚ƒ„…†‡ˆ‰]"
)


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


def decode(body: bytes, content_type: str) -> Decoded:
    """The text of `body` without its byte order mark; never raises."""
    in_header = http_content_type_encoding(content_type)
    in_document = html_body_declared_encoding(body[:8192])
    declared = in_header or in_document
    marked, mark = read_bom(body)
    if marked is not None and mark is not None:
        text = body[len(mark) :].decode(marked, "replace")
        if text.count("\ufffd") <= len(text) * _BROKEN_SHARE:
            return Decoded(text=text, declared=declared, used=_name(marked), confidence=1.0)
        body = body[len(mark) :]  # a stray mark before text in another charset
    return _as_utf8(body, declared) or _best_guess(body, declared, in_header, in_document)


def _as_utf8(body: bytes, declared: str | None) -> Decoded | None:
    text = body.decode("utf-8", "ignore" if _cut_at_the_end(body) else "replace")
    if text.isascii():
        return None if "\x00" in text[:200] else Decoded(text=text, declared=declared, used="utf-8", confidence=1.0)
    broken = text.count("\ufffd")
    sound = len(text) - len(text.encode("ascii", "ignore")) - broken
    if broken and broken > max(1, sound) * _BROKEN_SHARE:
        return None
    confidence = 1.0 - min(0.3, broken / 100)
    wrong = 2 * len(_TWICE_ENCODED.findall(_first_letters(text)))
    if wrong > 0.3 * _LETTERS_SAMPLE or wrong > 0.3 * sound:
        repaired = _once_less(text)
        if repaired is not None:
            return Decoded(text=repaired, declared=declared, used="utf-8 twice", confidence=0.8)
        confidence = 0.2
    return Decoded(text=text, declared=declared, used="utf-8", confidence=confidence)


def _first_letters(text: str) -> str:
    """A piece of the text that begins with its first letters outside ASCII: a page's head may have none."""
    match = _OUTSIDE_ASCII.search(text)
    return text[match.start() : match.start() + _LETTERS_SAMPLE] if match else ""


def _cut_at_the_end(body: bytes) -> bool:
    """Whether the only fault of the bytes is a last character cut short, as a size limit does."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(body) - 3 and error.reason == "unexpected end of data"
    return False


def _once_less(text: str) -> str | None:
    """The text before it was encoded to UTF-8 a second time, if that is what happened to all of it."""
    for charset, table in (("cp1256", {}), ("latin-1", _AS_LATIN_1)):
        try:
            inner = text.translate(table).encode(charset).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        if arabic_score(inner) > HELD_BELOW:
            return inner
    return None


def _best_guess(body: bytes, declared: str | None, in_header: str | None, in_document: str | None) -> Decoded:
    named = [name for name in (in_header, in_document, *_ARABIC_CHARSETS) if name and name != "utf-8"]
    best = _best(body, declared, list(dict.fromkeys(_name(name) for name in named)))
    if best is not None and not best.held:
        return best
    found = from_bytes(body[: _SAMPLE // 10]).best()
    detected = _best(body, declared, [_name(found.encoding)]) if found is not None else None
    if detected is not None and (best is None or detected.confidence > best.confidence):
        return detected
    return best or Decoded(text=body.decode("utf-8", "replace"), declared=declared, used="utf-8", confidence=0.0)


def _best(body: bytes, declared: str | None, names: list[str]) -> Decoded | None:
    best: Decoded | None = None
    for name in names:
        try:
            text = body.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        confidence = arabic_score(text)
        if best is None or confidence > best.confidence:
            best = Decoded(text=text, declared=declared, used=name, confidence=confidence)
    return best


def arabic_score(text: str) -> float:
    """How much of the text's letters outside ASCII make sense as Arabic, 0 to 1.

    A text that is nearly all ASCII scores high: there is nothing in it to be read wrongly.
    """
    shown = _TAGS.sub(" ", text[:_SAMPLE])
    letters = sum(
        1 for character in shown if character > "\x7f" and (character.isalpha() or "\x80" <= character <= "\x9f")
    )
    ascii_letters = sum(1 for character in shown if character.isascii() and character.isalpha())
    if letters < 0.02 * ascii_letters or not letters:
        return 0.9
    words = _ARABIC_WORD.findall(shown)
    share = sum(len(word) for word in words) / letters
    common = sum(1 for word in words if _COMMON_WORD.fullmatch(word)) / max(1, len(words))
    wrong = (2 * len(_TWICE_ENCODED.findall(shown)) + 4 * len(_MIXED_WORD.findall(shown))) / letters
    # About a third of the words of any Arabic news text are common ones; a headline of four may have none.
    return max(0.0, min(1.0, share) - wrong) * min(1.0, 0.6 + 3 * common)


def _name(encoding: str) -> str:
    return resolve_encoding(encoding) or encoding
