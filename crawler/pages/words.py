"""Which words two pieces of text share, roughly: to tell whether a headline belongs to what stands under it."""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from crawler.arabic.letters import fold_key

_WORD = re.compile("[\u0621-\u064a]{2,}|[a-z]{3,}|\\d+")
# Folded. Words that stand in any headline and say nothing of its subject.
_STOP = frozenset(Path(__file__).with_name("stop_words.txt").read_text(encoding="utf-8").split())
_LINE = 300  # characters: only lines are kept at hand
_LONGEST_WORD = 40
_LITTLE, _SOME = 0.2, 0.5  # what a stem weighs that stands in over 5 %, in over 1.5 % of all stories; others weigh 1
_PREFIX = re.compile("^[وف]?(?:[بكل]?ال|لل|[بلك](?=[\u0621-\u064a]{4}))?(?:[يتن](?=[\u0621-\u064a]{4}))?")
_SUFFIX = re.compile("(?:ات|ون|ين|ان|ها|هم|نا|وا|ت|ه|ي|ا)$")


def stems(text: str) -> frozenset[str]:
    """The content words of a text, each cut to a rough stem: تتسلم and تسلمت, إرهابيا and الإرهاب are one."""
    return _stems_of_line(text) if len(text) <= _LINE else _stems(text)


def _stems(text: str) -> frozenset[str]:
    return frozenset(_stem(word[:_LONGEST_WORD]) for word in _WORD.findall(fold_key(text)) if word not in _STOP) - _STOP


@lru_cache(maxsize=1024)  # a page's title is compared with each of its lines
def _stems_of_line(text: str) -> frozenset[str]:
    return _stems(text)


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    stem = _PREFIX.sub("", word)
    stem = stem if len(stem) >= 3 else word
    for _ in range(2):
        shorter = _SUFFIX.sub("", stem)
        if len(shorter) < 3:
            break
        stem = shorter
    return stem


def shared_part(headline: frozenset[str], text: frozenset[str]) -> float:
    """How much of the headline's words stands in the text, 0 to 1."""
    return len(headline & text) / len(headline) if headline else 0.0


def weight(words: Iterable[str]) -> float:
    """How much the stems say of a subject: a rare one is 1, those that stand in many stories are less."""
    return sum(_COMMON.get(word, 1.0) for word in words)


def weighted_part(headline: frozenset[str], text: frozenset[str]) -> float:
    """How much of what the headline's words say stands in the text, 0 to 1."""
    whole = weight(headline)
    return weight(headline & text) / whole if whole else 0.0


def same_headline(one: str, other: str) -> bool:
    """Whether two titles are the same but for spelling, punctuation and a site's name."""
    a, b = stems(one), stems(other)
    if not a or not b:
        return fold_key(one) == fold_key(other)
    return len(a & b) >= 0.8 * max(len(a), 1) and len(a & b) >= 0.6 * len(b)


def _common_stems() -> dict[str, float]:
    lines = Path(__file__).with_name("common_stems.txt").read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("#"))
    most, many = text.strip().split("\n\n")
    return dict.fromkeys(many.split(), _SOME) | dict.fromkeys(most.split(), _LITTLE)


_COMMON = _common_stems()
