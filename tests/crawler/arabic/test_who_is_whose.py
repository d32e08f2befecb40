"""Whose persons, organisations, movements and seats are: who_is_whose.tsv, and what the lists must keep to."""

from pathlib import Path

import pytest

from crawler.arabic.letters import fold
from crawler.arabic.names import STATE_CODES, find_names
from crawler.arabic.words import words_of

ROOT = Path(__file__).parents[3]
LISTS = ROOT / "crawler" / "arabic"


def _rows(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def _parties(text: str) -> list[str]:
    folded = fold(text)
    return [name.party for name in find_names(words_of(folded.text), text, folded.offsets)]


@pytest.mark.parametrize(("text", "parties"), _rows(Path(__file__).with_name("who_is_whose.tsv")))
def test_who_is_named_acts_for_whom(text: str, parties: str) -> None:
    """Each sentence names the parties listed beside it, in order, and no other."""
    assert _parties(text) == ([] if parties == "-" else parties.split(", "))


def test_every_person_is_of_a_listed_party() -> None:
    """A misspelt party would be a party of its own that no other name belongs to."""
    known = STATE_CODES | {row[0] for row in _rows(LISTS / "organisations.tsv")}
    assert {row[0] for row in _rows(LISTS / "leaders.tsv")} <= known


@pytest.mark.parametrize(("file", "cells"), [("leaders.tsv", 3), ("organisations.tsv", 3), ("states.tsv", 5)])
def test_every_line_has_its_cells_and_no_empty_name(file: str, cells: int) -> None:
    """An empty name between two commas would stop the program from starting."""
    for row in _rows(LISTS / file):
        assert len(row) == cells, row[0]
        assert all(name.strip() for cell in row for name in cell.split(",")), row[0]
