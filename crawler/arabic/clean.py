"""clean_text: the one door through which text from the web comes in.

What it takes away would poison a later step: NUL is accepted by SQLite and refused by PostgreSQL, a lone surrogate
breaks sqlite3, HTTP and mail, a bidi override lets a title rewrite the line it stands in. What readers see stays.
"""

import re
import unicodedata

MAX_TEXT = 200_000  # characters; a page of more is cut before it is read
MAX_TITLE = 300

# C0 but \n, DEL and C1, lone surrogates, line/paragraph separators and bidi embeddings and overrides
# (U+2028-202E), isolates (U+2066-2069: unbalanced ones leak, and evidence needs none), U+FFF9-FFFB, BOM, tags,
# and U+FFFE and U+FFFF, which are no characters and break XML.
_REFUSED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufeff\ufffe\uffff\U000e0000-\U000e007f]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_SPACES = re.compile("[^\\S\n]+")
_MARK_RUNS = re.compile("([\u200e\u200f\u061c])[\u200e\u200f\u061c]+")
_BLANK_LINES = re.compile("\n{3,}")


def clean_text(text: str, *, limit: int = MAX_TEXT) -> str:
    """Text with every harmful character gone, spaces collapsed, at most one empty line between lines (NFC)."""
    text = text[: limit * 2]
    if text.isprintable():  # one line with no space but " ": nearly every line of a page, at a fifth of the cost
        text = unicodedata.normalize("NFC", text)
        return (_SPACES.sub(" ", text) if "  " in text else text).strip()[:limit].rstrip()
    text = _LINE_ENDS.sub("\n", text)
    text = _REFUSED.sub("", unicodedata.normalize("NFC", text))
    text = _MARK_RUNS.sub(r"\1", _SPACES.sub(" ", text))
    lines = [line.strip() for line in text.split("\n")]
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()[:limit].rstrip()


def without_harm(markup: str) -> str:
    """Markup with every harmful character gone, and nothing else changed but odd line ends."""
    return _REFUSED.sub("", _LINE_ENDS.sub("\n", markup))


def clean_title(text: str) -> str:
    """One line of at most 300 characters."""
    return " ".join(clean_text(text, limit=4 * MAX_TITLE).split())[:MAX_TITLE].rstrip()
