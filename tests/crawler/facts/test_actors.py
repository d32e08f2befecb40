"""Who acts in a sentence: parties however they are named, and the persons who act for them (actors.tsv)."""

from pathlib import Path

import pytest

from crawler.facts.diplomatic.actors import actors_of
from crawler.facts.diplomatic.lines import lines_of
from crawler.news import Story

_ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "actors.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def _listed(cell: str, sign: str) -> set[str]:
    return set() if cell == "-" else {part.strip() for part in cell.split(sign)}


@pytest.mark.parametrize(("sentence", "home", "parties", "people"), _ROWS, ids=[row[0][:40] for row in _ROWS])
def test_parties_and_people_of_a_sentence(sentence: str, home: str, parties: str, people: str) -> None:
    """Every party that is named, no other, and the name of each person without title."""
    lines, _ = lines_of(Story(title="", text=sentence, url="https://example.org/a"))
    actors = [actor for line in actors_of(lines, None if home == "-" else home).of_lines for actor in line]
    assert {actor.party for actor in actors} == _listed(parties, ",")
    assert {f"{actor.party}={actor.person}" for actor in actors if actor.person} == _listed(people, ";")
