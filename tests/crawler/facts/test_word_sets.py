"""The sets of words behind the grammar of dealings: a name stands for one set only."""

from pathlib import Path

import pytest

import crawler.facts.diplomatic

_HOME = Path(crawler.facts.diplomatic.__file__).parent


def test_no_two_sets_of_words_share_a_name() -> None:
    """A second set of the same name, be it in the other file, would silently take the first one's place."""
    rows = [
        row for name in ("words.tsv", "where.tsv") for row in (_HOME / name).read_text(encoding="utf-8").splitlines()
    ]
    names = [row.split("\t")[0] for row in rows if row and not row.startswith("#")]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    "name",
    ["triggers.tsv", "triggers_more.tsv", "triggers_said.tsv", "triggers_rarer.tsv", "triggers_around.tsv"],
)
def test_no_two_classes_of_triggers_share_a_name(name: str) -> None:
    """The same holds for the classes that wordings need; that a later list may add to one of an earlier is meant."""
    rows = (_HOME / name).read_text(encoding="utf-8").splitlines()
    names = [row.split("\t")[0] for row in rows if row.startswith("@")]
    assert sorted(names) == sorted(set(names))
