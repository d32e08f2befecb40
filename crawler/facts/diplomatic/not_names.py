"""Words that are no part of a person's name (no_names.tsv): Arabic has no capitals, so common nouns must be known."""

import re
from functools import cache
from pathlib import Path


@cache
def _sets() -> dict[str, frozenset[str]]:
    lines = (Path(__file__).parent / "no_names.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {where: frozenset(words.split()) for where, words in rows}


def is_wish(word: str) -> bool:
    """Whether a folded word belongs to a wish behind a ruler's name: «حفظه الله ورعاه»."""
    return word in _sets()["wishes"]


@cache
def is_common(word: str, place: int) -> bool:
    """Whether a folded word at a place of a would-be name (0 the first) is a common noun and so ends it."""
    sets = _sets()
    if word in sets["definite"] or word in sets["wishes"]:
        return True
    if word.startswith("وال") and (place > 0 or word[1:] in sets["definite"]):
        return True
    if word.startswith(("بال", "كال")) and word[1:] in sets["definite"]:
        return True
    if word.startswith("لل") and len(word) > 4:
        return True
    if _GLUED_ACTION.match(word) if place else _LED_ACTION.match(word):
        return True
    if place < 2 and _is_glued_noun(word):  # «لبحث»; «وعد بنقل» is a verb and what it promises
        return True
    if place == 0 and word in sets["never_first"]:
        return True
    return place in (0, 2, 3, 4) and word in sets["bare"]


# «دانا إيرليخ [لإجراء]», «[بإغلاق] مضيق ...»: a verbal noun by its form; «لافروف», «باراك» have none of these
_GLUED_ACTION = re.compile(r"[لب](?:است\w{3,}|ا\w{2}ا\w|ت\w{2,3}ي\w|اعاده|م\w{3,4}ه)$")
_LED_ACTION = re.compile(r"[لب](?:است\w{3,}|ا\w{2}ا\w|ت\w{2}ي\w|اعاده|انها?|انهم)$")


def _is_glued_noun(word: str) -> bool:
    """«لبحث», «بذكرى»: a preposition glued to a common noun."""
    return word[:1] in "بل" and len(word) > 3 and word[1:] in _sets()["bare"]
