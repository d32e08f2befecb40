"""Which words two pieces of text share, roughly: to tell whether a headline belongs to what stands under it."""

import re

from crawler.arabic.letters import fold_key

_WORD = re.compile("[\u0621-\u064a]{2,}|[a-z]{3,}|\\d+")
_STOP = frozenset(
    ["في", "من", "علي", "الي", "عن", "مع", "بعد", "قبل", "بين", "حتي", "منذ", "خلال", "ضد", "لدي", "عند", "هل", "كيف", "لماذا", "ماذا", "متي", "اين", "هذا", "هذه", "ذلك", "تلك", "التي", "الذي", "الذين", "ان", "انه", "انها", "او", "ثم", "بل", "لكن", "لا", "لم", "لن", "ما", "قد", "كان", "كانت", "يكون", "هو", "هي", "هم", "كل", "بعض", "غير", "اي", "اذا", "عبر", "نحو", "حول", "دون", "فوق", "تحت", "ضمن", "اليوم", "امس", "فيديو", "صور", "بالفيديو", "بالصور", "عاجل", "شاهد", "تفاصيل", "اول", "قال", "وقال", "اكد", "واكد"]
)
_PREFIX = re.compile("^[وف]?(?:[بكل]?ال|لل|[بلك](?=[\u0621-\u064a]{4}))?")
_SUFFIX = re.compile("(?:ات|ون|ين|ان|يه|ها|هم|نا|ه|ي|ا)$")


def stems(text: str) -> frozenset[str]:
    """The content words of a text without their commonest prefixes and suffixes."""
    found = set()
    for word in _WORD.findall(fold_key(text)):
        if word in _STOP:
            continue
        bare = _PREFIX.sub("", word)
        bare = bare if len(bare) >= 3 or word.isdigit() else word
        stem = _SUFFIX.sub("", bare)
        stem = stem if len(stem) >= 3 else bare
        if stem not in _STOP:
            found.add(stem)
    return frozenset(found)


def shared_part(headline: frozenset[str], text: frozenset[str]) -> float:
    """How much of the headline's words stands in the text, 0 to 1."""
    return len(headline & text) / len(headline) if headline else 0.0


def same_headline(one: str, other: str) -> bool:
    """Whether two titles are the same but for spelling, punctuation and a site's name."""
    a, b = stems(one), stems(other)
    if not a or not b:
        return fold_key(one) == fold_key(other)
    return len(a & b) >= 0.8 * max(len(a), 1) and len(a & b) >= 0.6 * len(b)
