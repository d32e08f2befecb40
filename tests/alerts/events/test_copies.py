"""Copies as outlets make them are recognised, and texts that look like copies are not: floors of the issue."""

import pytest

from benchmarks.copied_texts import CopyKind
from benchmarks.near_copies import MINHASH, measure, texts_of
from crawler.flags.training.corpus import OWN_STORIES

RECALL = 0.95
PRECISION = 0.98
OF_A_KIND = 0.90


@pytest.mark.parametrize(("shortest", "longest"), [(25, 40), (40, 400)], ids=["short", "usual"])
def test_copies_are_told_from_what_looks_like_them(shortest: int, longest: int) -> None:
    """Of 13 ways to copy and 4 to look alike; no way is lost altogether for the sake of the others."""
    texts, others = texts_of(OWN_STORIES, 150, shortest, longest, seed=21)
    scores = measure(MINHASH, texts, others, seed=21)
    assert scores.recall >= RECALL
    assert scores.precision >= PRECISION
    assert {kind: share for kind, share in scores.recognised.items() if share < OF_A_KIND} == {}
    assert len(scores.recognised) == len(CopyKind)
