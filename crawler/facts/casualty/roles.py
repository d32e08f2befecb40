"""The words that narrow a noun for people and those that tell an age, read from roles.tsv."""

from pathlib import Path

from crawler.arabic.letters import fold_key
from crawler.arabic.words import Dictionary
from crawler.facts.figure import Group


def _rows() -> dict[str, list[str]]:
    lines = (Path(__file__).parent / "roles.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {kind: [fold_key(phrase) for phrase in phrases.split(",")] for kind, phrases in rows}


_ROWS = _rows()
FREED = frozenset(_ROWS["freed"])
PILGRIMAGE = frozenset(_ROWS["pilgrimage"])
# Whom a volunteer or an employee serves.
SERVES = Dictionary(
    (phrase, Group(kind.removeprefix("serves ")))
    for kind, phrases in _ROWS.items()
    if kind.startswith("serves ")
    for phrase in phrases
)
# «السادسة»: six; «الحادية» is said of eleven only.
ORDINALS = {
    **{word: number for number, word in enumerate(_ROWS["ordinals"], 1)},
    **dict.fromkeys(_ROWS["first of eleven"], 1),
}
OF_LIFE = frozenset(_ROWS["of life"])
HOURS = frozenset(_ROWS["hours"])
PLURAL_MARKS = frozenset(_ROWS["plural marks"])
BABIES = frozenset(_ROWS["babies"])
