"""Which text is a copy of which: the same words with another title, cut short, or lightly edited; pure.

Texts are compared by shingles, runs of three folded words. Candidates are found by `prints`: MinHash signatures of
the whole text and of its opening, cut into bands. Two texts share a band about as often as the square of how alike
they are, so that of 36 some are shared by copies and hardly any by others; the opening finds what was cut to a
fraction, which as a whole is little like it. A copy is found by looking three dozen numbers up and never by going
through the history.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rensa import RMinHash

from crawler.arabic.letters import fold_key

RUN = 3
MOST_WORDS = 1_500  # of a longer text the opening decides
# Measured by benchmarks/near_copies.py; docs/decisions.md says why these.
WHOLE_BANDS = 24
OPENING_BANDS = 12
OPENING = 40  # shingles
COPIED = 0.55  # the share of a text's shingles that stand in the other: an edit each ten words leaves 0.73
EQUAL = 0.5  # Jaccard, for a text that is longer than the one it copies
LONGER = 1.3  # by so much more a text is longer, and not only edited
LEAST = 8  # shingles; shorter texts are compared whole

_WORD = re.compile(r"[^\W_]+")
_ROWS = 2  # hashes in a band
_BITS = 63  # of a number that is looked up: what a database's BIGINT holds
_SPREAD = 0x9E3779B97F4A7C15  # odd, so that bands of one hash but another place are other numbers


@dataclass(frozen=True, slots=True)
class Prints:
    """The runs of a text in their order, its shingles, and the bands by which it is looked up."""

    runs: tuple[str, ...]
    shingles: frozenset[str]
    sample: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A known text that may have been copied, once for each event that it tells of."""

    story_id: int
    event_id: int
    content_hash: str
    shingles: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """The known text that this one repeats, how much of this one stands in it, and the events that it tells of.

    `goes_on`: the known one was cut short, and this one has what follows, so that it says more than its original.
    """

    original: Original
    share: float
    events: tuple[int, ...] = ()
    goes_on: bool = False


def prints(text: str) -> Prints:
    """The prints of a text."""
    runs = _runs(text)
    bands = (
        *_bands(runs, WHOLE_BANDS, first=0),
        *_bands(runs[:OPENING], OPENING_BANDS, first=WHOLE_BANDS),
    )
    return Prints(runs=runs, shingles=frozenset(runs), sample=tuple(dict.fromkeys(bands)))


@lru_cache(maxsize=64)  # of some 30 kB each, and up to 150: the originals of the last dozen stories or more
def shingles_of(text: str) -> frozenset[str]:
    """The shingles of a text that is only compared and not looked up; what is copied today is copied again."""
    return frozenset(_runs(text))


def closest(own: Prints, content_hash: str, known: Iterable[Original]) -> Copy | None:
    """The known text that this one copies most of, the oldest of equals; None where it is a text of its own."""
    texts = tuple(known)
    copies = [copy for original in texts if (copy := _copy(own, content_hash, original)) is not None]
    best = min(copies, key=lambda copy: (-round(copy.share, 2), copy.original.story_id), default=None)
    if best is None:
        return None
    told = (text.event_id for text in texts if text.story_id == best.original.story_id)
    return replace(best, events=tuple(dict.fromkeys(told)))


def _runs(text: str) -> tuple[str, ...]:
    words = _WORD.findall(fold_key(text))[:MOST_WORDS]
    if len(words) < RUN:
        return (" ".join(words),) if words else ()
    return tuple(map(" ".join, zip(words, words[1:], words[2:], strict=False)))


def _bands(runs: Sequence[str], number: int, *, first: int) -> Iterable[int]:
    """So many numbers of a set of shingles. The signature is the library's, of the same algorithm and seed for good:
    if it changes, copies of the last days are not found by their text."""
    if not runs:
        return
    signature = RMinHash(num_perm=_ROWS * number, seed=1 + first)
    signature.update(list(runs))
    hashes = signature.digest()
    for place in range(number):
        high, low = hashes[_ROWS * place : _ROWS * (place + 1)]
        yield (((high << 32 | low) + first + place) * _SPREAD & (1 << 64) - 1) >> (64 - _BITS)


def _copy(own: Prints, content_hash: str, original: Original) -> Copy | None:
    if content_hash == original.content_hash and own.shingles:
        return Copy(original=original, share=1.0)
    if min(len(own.shingles), len(original.shingles)) < LEAST:
        return None
    common = len(own.shingles & original.shingles)
    share = common / len(own.shingles)
    if len(own.shingles) <= LONGER * len(original.shingles):
        return Copy(original=original, share=share) if share >= COPIED else None
    # A cut copy lies within its original. A longer text that holds an earlier one whole may be a follow-up that
    # repeats it as background, so it has to be alike as a whole; or it begins with it, and then the earlier was cut.
    if common / (len(own.shingles) + len(original.shingles) - common) >= EQUAL:
        return Copy(original=original, share=share)
    begins = own.runs[: round(LONGER * len(original.shingles))]
    goes_on = len(original.shingles.intersection(begins)) >= COPIED * len(original.shingles)
    return Copy(original=original, share=share, goes_on=True) if goes_on else None
