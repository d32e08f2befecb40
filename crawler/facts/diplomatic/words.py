"""Sets of words that the grammar of dealings rests on, from words.tsv and where.tsv."""

from functools import cache
from pathlib import Path

from crawler.arabic.letters import fold_key
from crawler.arabic.names import unglued
from crawler.arabic.words import Remembered

_FILES = ("words.tsv", "where.tsv")


@cache
def _sets() -> dict[str, frozenset[str]]:
    lines = [
        line for name in _FILES for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    ]
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {name: frozenset(fold_key(words).split()) for name, words in rows}


def word_set(name: str) -> frozenset[str]:
    """The folded words of a set."""
    return _sets()[name]


def is_in(word: str, words: frozenset[str]) -> bool:
    """Whether a folded word is one of a set, glued letters or not."""
    return word in words or not words.isdisjoint(RESTS[word])


def _rests_of(word: str) -> tuple[str, ...]:
    return tuple(rest for _, rest in unglued(word))


# A folded word without each of the letters that may be glued to it.
RESTS = Remembered(_rests_of)
