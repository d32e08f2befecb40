"""The console's fixed words in both languages, from words.tsv and words_desk.tsv (pages that came later)."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from alerts.text.parties import Language

_FILES = [Path(__file__).with_name(name) for name in ("words.tsv", "words_desk.tsv")]


@cache
def words_in(language: Language) -> Mapping[str, str]:
    """All words of one language by their keys."""
    column = 1 if language == "ar" else 2
    lines = (line for file in _FILES for line in file.read_text(encoding="utf-8").splitlines())
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {row[0]: row[column] for row in rows if len(row) == 3}
