"""The lengths of weighed words as vectors, each worked out once: a profile is compared with many stories."""

from math import sqrt

MOST = 20_000

# By identity, with the words themselves, so that no other can have theirs.
_known: dict[int, tuple[dict[str, float], float]] = {}


def norm(words: dict[str, float]) -> float:
    """The Euclidean length. The words must not be changed afterwards."""
    known = _known.get(id(words))
    if known is not None and known[0] is words:
        return known[1]
    if len(_known) >= MOST:
        _known.clear()
    length = sqrt(sum([weight * weight for weight in words.values()]))
    _known[id(words)] = (words, length)
    return length
