"""Lines that run the right way: isolates around foreign runs, a mark where a line does not open with Arabic.

The direction of a paragraph is that of its first strong letter, so a line that opens with a digit, a Latin name or a
dash may flip. Telegram strips embeddings and overrides and squeezes runs of marks, but keeps isolates and a single
U+200F, so only those are used.
"""

import unicodedata

from crawler.arabic.clean import clean_text

FSI = "\u2068"
LRI = "\u2066"
PDI = "\u2069"
RLM = "\u200f"
LRM = "\u200e"

_RIGHT = frozenset({"R", "AL"})


def one_line(text: str, limit: int = 300) -> str:
    """Outside text on one line, without control characters or overrides, cut at a word with an ellipsis.

    A second door: the first is the crawler's, but an alert may be a replayed one that an older version kept.
    """
    return clip(" ".join(clean_text(text, limit=8_000).split()), limit)


def clip(text: str, limit: int) -> str:
    """At most `limit` characters, cut between words where there is one in the last third."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    space = kept.rfind(" ", limit * 2 // 3)
    return (kept[:space] if space > 0 else kept).rstrip(" ،,.–-") + "…"


def isolate(text: str) -> str:
    """The text as a unit of its own direction that cannot disturb what stands around it."""
    return f"{FSI}{text}{PDI}"


def foreign(text: str) -> str:
    """A name as it may stand within an Arabic line: isolated if any of it is not Arabic."""
    return text if _all_arabic(text) else isolate(text)


def left_to_right(text: str) -> str:
    """A URL or a code within any line."""
    return f"{LRI}{text}{PDI}"


def without_isolates(text: str) -> str:
    """The text for programs, which lay nothing out."""
    return text.replace(FSI, "").replace(LRI, "").replace(PDI, "")


def opened(line: str, direction: str) -> str:
    """The line, opened by a mark of its direction unless its first character is a letter of it."""
    first = unicodedata.bidirectional(line[0]) if line else ""
    if direction == "rtl":
        return line if first in _RIGHT else RLM + line
    return line if first == "L" else LRM + line


def utf16_length(text: str) -> int:
    """The length as Telegram counts it."""
    return len(text) + sum(1 for character in text if ord(character) > 0xFFFF)


def _all_arabic(text: str) -> bool:
    return all(unicodedata.bidirectional(one) not in ("L", "EN", "AN") for one in text)
