"""Which text is a copy of which: the same words with another title, cut short, or lightly edited; pure.

Texts are compared by shingles, runs of three folded words. Candidates are found by `prints`, a sample of the shingle
hashes chosen by value (winnowing): two texts that share a run of 18 words share a print, wherever it stands, so a
copy is found by looking a score of numbers up and never by going through the history.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from crawler.arabic.letters import fold_key

RUN = 3
WINDOW = 16
MOST_WORDS = 1_500  # of a longer text the opening decides
COPIED = 0.55  # the share of a text's shingles that stand in the other: an edit each ten words leaves 0.73
EQUAL = 0.5  # Jaccard, for a text that is longer than the one it copies
LEAST = 8  # shingles; shorter texts are compared whole


@dataclass(frozen=True, slots=True)
class Prints:
    """All shingle hashes of a text, and the sample of them that is looked up."""

    shingles: frozenset[int]
    sample: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A known text that may have been copied, once for each event that it tells of."""

    story_id: int
    event_id: int
    content_hash: str
    shingles: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """The known text that this one repeats, how much of this one stands in it, and the events that it tells of."""

    original: Original
    share: float
    events: tuple[int, ...] = ()


def prints(text: str) -> Prints:
    """The prints of a text."""
    words = "".join(c if c.isalnum() else " " for c in fold_key(text)).split()[:MOST_WORDS]
    runs = [" ".join(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1))] if words else []
    hashes = [int.from_bytes(blake2b(run.encode(), digest_size=8).digest()) >> 1 for run in runs]
    sample = (min(hashes[i : i + WINDOW]) for i in range(max(1, len(hashes) - WINDOW + 1))) if hashes else ()
    return Prints(shingles=frozenset(hashes), sample=tuple(dict.fromkeys(sample)))


def closest(own: Prints, content_hash: str, known: Iterable[Original]) -> Copy | None:
    """The known text that this one copies most of, the oldest of equals; None where it is a text of its own."""
    texts = tuple(known)
    copies = [
        Copy(original=original, share=share)
        for original in texts
        if (share := _share(own, content_hash, original)) is not None
    ]
    best = min(copies, key=lambda copy: (-round(copy.share, 2), copy.original.story_id), default=None)
    if best is None:
        return None
    told = (text.event_id for text in texts if text.story_id == best.original.story_id)
    return replace(best, events=tuple(dict.fromkeys(told)))


def _share(own: Prints, content_hash: str, original: Original) -> float | None:
    if content_hash == original.content_hash and own.shingles:
        return 1.0
    common = len(own.shingles & original.shingles)
    if min(len(own.shingles), len(original.shingles)) < LEAST:
        return None
    share = common / len(own.shingles)
    # A cut copy lies within its original. A longer text that holds an earlier one whole may be a follow-up that
    # repeats it as background, so it has to be alike as a whole.
    alike = common / (len(own.shingles) + len(original.shingles) - common)
    longer = len(own.shingles) > 1.3 * len(original.shingles)
    return share if (alike >= EQUAL if longer else share >= COPIED) else None


def shingles_of(texts: Sequence[str]) -> list[frozenset[int]]:
    """The shingles of several texts."""
    return [prints(text).shingles for text in texts]
