"""What happened: a sentence a kind and wording, and sentences that tell of no dealing (four tables)."""

from pathlib import Path

import pytest

from crawler.facts.diplomacy import diplomatic_acts
from crawler.news import Story

_ROWS = [
    row.split("\t")
    for name in (
        "dealings.tsv",
        "rarer_dealings.tsv",
        "said_dealings.tsv",
        "figurative_dealings.tsv",
        "around_dealings.tsv",
    )
    for row in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    if row and not row.startswith("#")
]


def _acts(text: str) -> list[tuple[str, frozenset[str]]]:
    found = diplomatic_acts(Story(title="", text=text, url=""))
    return [(act.kind.value, frozenset(act.parties)) for act in found]


@pytest.mark.parametrize(("text", "kind", "parties"), [row for row in _ROWS if row[1] != "none"])
def test_a_dealing_is_read_with_its_kind_and_parties(text: str, kind: str, parties: str) -> None:
    """Each wording gives its act."""
    assert (kind, frozenset(parties.split(","))) in _acts(text)


@pytest.mark.parametrize("text", [row[0] for row in _ROWS if row[1] == "none"])
def test_what_is_no_dealing_gives_no_act(text: str) -> None:
    """Help for farmers, notices to citizens, companies, sport and museums are no diplomacy."""
    assert _acts(text) == []
