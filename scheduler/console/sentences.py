"""Sentences of the program in Arabic: what was refused, what is wrong with a feed, with a file, or with Rasid; pure.

They are worded in English where they arise, as logs and commands tell them, and known again here by sentences.tsv. One
that is not there is shown as it is: better in the other language than not at all.
"""

import re
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

from alerts.text.bidi import one_line

_LONGEST = 400  # characters of a sentence, which may name an address


@cache
def templates() -> tuple[tuple[str, str], ...]:
    """English with a `{}` for each thing named, and the Arabic in which they are numbered; the first that fits is
    taken."""
    lines = Path(__file__).with_name("sentences.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return tuple((row[0], row[1]) for row in rows)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile("(.+?)".join(re.escape(part) for part in english.split("{}")), re.DOTALL), arabic)
        for english, arabic in templates()
    )


def in_arabic(sentence: str) -> Markup | None:
    """The sentence in Arabic, with what it names isolated; None where it is none of the known ones."""
    line = one_line(sentence, _LONGEST)
    for pattern, arabic in _patterns():
        found = pattern.fullmatch(line)
        if found is not None:
            named = [Markup('<bdi dir="auto">{}</bdi>').format(one) for one in found.groups()]
            return escape(arabic).format(*named)
    return None
