"""Plain text of small pieces of HTML: titles, summaries, captions. Whole pages are read by `blocks`."""

import html
import re
from itertools import islice

from crawler.arabic.clean import clean_text, clean_title

# `?id=1&page=2` written as it is, `&nbsp;` without a definition, and references to characters that there are not.
STRAY_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)")
# XML that brings definitions of its own, which may grow without an end; a document type alone defines nothing.
DEFINES_ENTITIES = re.compile(r"<!ENTITY|<!DOCTYPE[^>\[]{0,2000}\[", re.IGNORECASE)
_HIDDEN = re.compile(
    r"<(script|style|iframe|figcaption)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL
)
_BREAK = re.compile(r"<(?:br|/?p|/?div|/?li|/?ul|/?ol|/?h[1-6]|/?tr|/?blockquote|/?figure)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")

# Parsers are quadratic in the attributes of one element: 100,000 of them take 12 s or 700 MB.
_LONG_TAG = re.compile(r"<[^\s<>!?/][^<]{20000,}")
_TAG_PROPER = re.compile(r"""<(?:[^<>"']++|"[^"]*+"|'[^']*+')*+[<>]""")
_ATTRIBUTE = re.compile(r"""[^\s"'=<>]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>]++)?)?""")
_MAX_ATTRIBUTES = 1_000


def has_endless_tag(text: str) -> bool:
    """Whether an element has so many attributes that a parser would not end."""
    for long in _LONG_TAG.finditer(text):
        proper = _TAG_PROPER.match(text, long.start())
        # With a quote too many nobody can say where it ends.
        start, end = proper.span() if proper else long.span()
        if next(islice(_ATTRIBUTE.finditer(text, start, end), _MAX_ATTRIBUTES, None), None) is not None:
            return True
    return False


def plain_text(markup: str, *, limit: int = 20_000) -> str:
    """The text of a piece of HTML, with a line for each block; entities resolved, nothing of scripts or styles."""
    text = _BREAK.sub("\n", _HIDDEN.sub(" ", markup[: limit * 10]))
    text = html.unescape(_TAG.sub("", text))
    if _TAG.search(text):  # escaped once too often by the CMS: &lt;p&gt;
        text = html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))
    return clean_text(text, limit=limit)


def plain_title(markup: str) -> str:
    """A title of one line without markup; entities that were escaped twice (&amp;quot;) are resolved."""
    return clean_title(html.unescape(plain_text(markup, limit=1200)))
