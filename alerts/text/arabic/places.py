"""Places after a preposition."""

import unicodedata

from alerts.text.bidi import foreign

_IN = "في"


def at(place: str, *, prefixed: bool = False) -> str:
    """«في الأبيض», or «بالأبيض» where a preposition stands before. A name in other letters takes no prefix."""
    if prefixed and _opens_arabic(place):
        return f"ب{place}"
    return f"{_IN} {foreign(place)}"


def on(place: str) -> str:
    """«على الأبيض»."""
    return f"على {foreign(place)}"


def _opens_arabic(text: str) -> bool:
    return bool(text) and unicodedata.bidirectional(text[0]) == "AL"
