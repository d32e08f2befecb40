"""A feed's text made well-formed where that takes no guess, so that the strict parser reads what it can.

The parser for ill-formed text mixes markup and words up; most feeds that need it have one stray ampersand, one
&nbsp;, a control character, or a warning of the server's before the first line. What is well-formed stays as it is.
"""

import re
from html.entities import html5
from itertools import islice
from xml.sax.saxutils import escape

_HEAD = 65_536
_ROOT = re.compile(r"<((?:[\w-]+:)?(?:rss|feed|rdf))[\s>]", re.IGNORECASE)
_ANY_ROOT = re.compile(r"<(?:[\w-]+:)?(?:rss|feed|rdf|channel)[\s>]", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml\b[^<>]*>\s*", re.IGNORECASE)
_ITEM = re.compile(r"<(?:[\w-]+:)?(?:item|entry)[\s/>]", re.IGNORECASE)
_END_OF_ITEM = re.compile(r"</(?:[\w-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_END_OF_FEED = re.compile(r"</(?:[\w-]+:)?(?:rss|feed|rdf|channel)\s*>", re.IGNORECASE)
_NAME = re.compile(r"<([\w:-]+)")
_CDATA = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.DOTALL)

# What XML has no place for, and byte order marks that a server's parts left in the middle.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufeff\ufffe\uffff]")
_STRAY = re.compile(r"&(?!#(?:\d+|x[0-9a-fA-F]+);|(?:amp|lt|gt|quot|apos);)(\w{2,31};)?")
# Two halves of one character, as some CMSs write emoji (&#55357;&#56832;), and references that name no character.
_HALVES = re.compile(
    r"&#(?:x([dD][89abAB][0-9a-fA-F]{2})|(5[56]\d{3}));&#(?:x([dD][c-fC-F][0-9a-fA-F]{2})|(5[67]\d{3}));"
)
_ODD_NUMBER = re.compile(
    r"&#(?:(0*\d{1,2}|5[5-7]\d{3}|6553[45]|\d{7,})"
    r"|x(0*[0-9a-fA-F]{1,2}|[dD][89a-fA-F][0-9a-fA-F]{2}|[fF]{3}[eEfF]|[0-9a-fA-F]{6,}));"
)
_LAST_CHARACTER = 0x10FFFF


def repaired(text: str, most_items: int) -> str:
    """The text from its first element on, its faults mended, with at most one item more than `most_items`."""
    text = _shortened(_from_root(_NO_XML.sub("", text)), most_items)
    if _STRAY.search(text) or _ODD_NUMBER.search(text):
        pieces = _CDATA.split(text)  # what stands in CDATA is no reference
        pieces[::2] = map(_with_references, pieces[::2])
        text = "".join(pieces)
    return text


def _from_root(text: str) -> str:
    """Without the declaration, whose charset is no longer true, and without what a server wrote before it."""
    root = _ANY_ROOT.search(text[:_HEAD])
    if root is None:
        return text
    if not text.startswith("<"):
        declaration = _DECLARATION.search(text, 0, root.start())
        text = text[declaration.start() if declaration else root.start() :]
    elif not text.startswith(("<?", "<!")) and root.start() > 0:
        text = text[root.start() :]
    declaration = _DECLARATION.match(text)
    return text[declaration.end() :] if declaration else text


def _shortened(text: str, most_items: int) -> str:
    """The text up to the last item that is wanted or whole: a parser would spend minutes on 5 MiB of tiny items."""
    items = [match.start() for match in islice(_ITEM.finditer(text), most_items + 2)]
    if len(items) > most_items + 1:
        return text[: items[-1]] + _end(text)
    if not items or _END_OF_FEED.search(text, items[-1]):
        return text
    if (end := _END_OF_ITEM.search(text, items[-1])) is not None:
        return text[: end.end()] + _end(text)
    if len(items) > 1 and not _END_OF_ITEM.search(text):
        return text  # a feed that never closes its items
    return text[: items[-1]] + _whole_part(text[items[-1] :]) + _end(text)


def _whole_part(item: str) -> str:
    """Of an item that was cut short the fields that are whole: never half a title."""
    if item.rfind("<![CDATA[") > item.rfind("]]>"):
        item = item[: item.rfind("<", 0, item.rfind("<![CDATA["))]
    name, last = _NAME.match(item), item.rfind(">")
    start = item.rfind("</", 0, last)
    if name is None or start < 0:
        return ""
    return f"{item[: item.index('>', start) + 1]}</{name.group(1)}>"


def _end(text: str) -> str:
    root = _ROOT.search(text)
    name = root.group(1) if root else "rss"
    return ("</channel>" if name == "rss" else "") + f"</{name}>"


def _with_references(markup: str) -> str:
    return _ODD_NUMBER.sub(_character, _HALVES.sub(_joined, _STRAY.sub(_named, markup)))


def _named(match: re.Match[str]) -> str:
    character = html5.get(match.group(1) or "")
    return escape(character) if character else "&amp;" + (match.group(1) or "")


def _joined(match: re.Match[str]) -> str:
    high, low = (int(match[n], 16) if match[n] else int(match[n + 1]) for n in (1, 3))
    if not (0xD800 <= high <= 0xDBFF and 0xDC00 <= low <= 0xDFFF):
        return match.group()
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def _character(match: re.Match[str]) -> str:
    decimal, hexadecimal = match.groups()
    if len(decimal or hexadecimal) > 12:
        return ""
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return match.group() if code <= _LAST_CHARACTER and not _NO_XML.match(chr(code)) else ""
