"""The words of place_words.tsv that tell where a name of a place begins and ends."""

from functools import lru_cache
from pathlib import Path

from crawler.arabic.letters import fold_key
from crawler.arabic.words import RECENT_WORDS, clitics

_HERE = Path(__file__).parent


def _word_lists() -> dict[str, frozenset[str]]:
    rows = (_HERE / "place_words.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in rows if line and not line.startswith("#"))
    return {kind: frozenset(map(fold_key, words.split())) for kind, words in pairs}


LISTS = _word_lists()
KINDS, KEPT_KINDS, SPOTS = LISTS["kinds"], LISTS["kept kinds"], LISTS["spots"]
ALL_KINDS = KINDS | KEPT_KINDS | SPOTS
WIDE_KINDS = LISTS["wide kinds"]
QUARTERS, SIDE_HALVES = LISTS["quarters"], LISTS["side halves"]
BEFORE, SIDES, STOPS, STARTS = LISTS["before"], LISTS["sides"], LISTS["stops"], LISTS["starts"]
SHY, NOT_NAMES, NEVER_GLUED = LISTS["shy"], LISTS["not names"], LISTS["never glued"]
NO_WHOLE_NAMES = STARTS | NOT_NAMES
OPENING_SIGNS = ("(", '"')
_GLUED_TO_KINDS = ("", "ب", "ل", "و", "ف", "وب", "ول")


@lru_cache(maxsize=RECENT_WORDS)
def kind_of(text: str) -> tuple[str, int] | None:
    """The noun of kind that a word is, and how many letters are glued before it; None for another word."""
    for prefix, rest in clitics(text):
        if prefix in _GLUED_TO_KINDS and rest in ALL_KINDS:
            return rest, len(prefix)
    return None
