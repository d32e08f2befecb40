"""The console's fixed words in both languages, from words.tsv."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from alerts.text.parties import Language

_FILE = Path(__file__).with_name("words.tsv")


@cache
def words_in(language: Language) -> Mapping[str, str]:
    """All words of one language by their keys."""
    column = 1 if language == "ar" else 2
    rows = (line.split("\t") for line in _FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {row[0]: row[column] for row in rows if len(row) == 3}
