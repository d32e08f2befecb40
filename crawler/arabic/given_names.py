"""Common given names (given_names.tsv): a word that many people bear means nobody in particular when it stands alone."""

from pathlib import Path

from crawler.arabic.letters import fold_key

_FILE = Path(__file__).with_suffix(".tsv")


def _given_names() -> frozenset[str]:
    rows = (line.split("\t") for line in _FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return frozenset(fold_key(name) for _, names in rows for name in names.split())


GIVEN_NAMES = _given_names()  # folded
