"""Telegram's HTML as its server reads it: a few tags, each closed, nothing else.

Strict where the server is: an unknown tag, a stray `<`, a tag closed out of order or left open is refused with the
server's sentence. Entities that it does not know stand for themselves, as they do there.
"""

import html
import re

TAGS = frozenset(
    {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "a", "code", "pre", "blockquote", "tg-spoiler"}
)

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[a-zA-Z-]+(?:\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'))?)*)\s*>")
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});")


class BadMarkup(Exception):
    """The text is not Telegram's HTML; the message is the server's sentence."""


def seen_text(markup: str) -> str:
    """What a reader sees of the text. Raises BadMarkup."""
    seen: list[str] = []
    opened: list[str] = []
    position = 0
    while position < len(markup):
        start = markup.find("<", position)
        seen.append(
            _ENTITY.sub(lambda found: html.unescape(found[0]), markup[position : start if start >= 0 else None])
        )
        if start < 0:
            break
        position = _tag(markup, start, opened)
    if opened:
        raise BadMarkup(f'Can\'t find end tag corresponding to start tag "{opened[-1]}"')
    return "".join(seen)


def _tag(markup: str, start: int, opened: list[str]) -> int:
    """Reads the tag at `start`; returns where it ends."""
    offset = len(markup[:start].encode())
    found = _TAG.match(markup, start)
    name = found[2].lower() if found else ""
    if found is None or name not in TAGS:
        shown = name or markup[start + 1 : start + 10]
        raise BadMarkup(f'Unsupported start tag "{shown}" at byte offset {offset}')
    if not found[1]:
        opened.append(name)
    elif not opened or opened.pop() != name:
        raise BadMarkup(f"Unmatched end tag at byte offset {offset}")
    return found.end()
