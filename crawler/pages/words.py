"""Which words two pieces of text share, roughly: to tell whether a headline belongs to what stands under it."""

import re
from pathlib import Path

from crawler.arabic.letters import fold_key

_WORD = re.compile("[\u0621-\u064a]{2,}|[a-z]{3,}|\\d+")
# Folded. Words that stand in any headline and say nothing of its subject.
_STOP = frozenset(Path(__file__).with_name("stop_words.txt").read_text(encoding="utf-8").split())
_PREFIX = re.compile("^[وف]?(?:[بكل]?ال|لل|[بلك](?=[\u0621-\u064a]{4}))?(?:[يتن](?=[\u0621-\u064a]{4}))?")
_SUFFIX = re.compile("(?:ات|ون|ين|ان|ها|هم|نا|وا|ت|ه|ي|ا)$")


def stems(text: str) -> frozenset[str]:
    """The content words of a text, each cut to a rough stem: تتسلم and تسلمت, إرهابيا and الإرهاب are one."""
    return frozenset(_stem(word) for word in _WORD.findall(fold_key(text)) if word not in _STOP) - _STOP


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


def same_headline(one: str, other: str) -> bool:
    """Whether two titles are the same but for spelling, punctuation and a site's name."""
    a, b = stems(one), stems(other)
    if not a or not b:
        return fold_key(one) == fold_key(other)
    return len(a & b) >= 0.8 * max(len(a), 1) and len(a & b) >= 0.6 * len(b)
