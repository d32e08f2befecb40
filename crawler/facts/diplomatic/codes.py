"""What an act is in the codes of event data: PLOVER's type, modes and contexts, and CAMEO's number.

The mapping stands in codes.tsv, by kind, status and words of the act's own sentence. Where a standard has no line for such
an act, the reading is ours and says so; some acts (an appointment, most letters) are no event of PLOVER's at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from crawler.arabic.letters import fold_key
from crawler.arabic.names import STATE_CODES
from crawler.arabic.words import Dictionary, words_of
from crawler.facts.act import ActKind, ActStatus, DiplomaticAct

_ANY = "-"
_THIRD = "third"
HISTORICAL = "historical"  # PLOVER's context of what is told as the past


class Plover(StrEnum):
    """PLOVER's types that acts come to."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    SANCTION = "SANCTION"


# Verbal cooperation 1, material cooperation 2, verbal conflict 3, material conflict 4. PLOVER's manual puts SANCTION into
# the fourth where it describes it and into the third in a table: we follow the description.
QUADS: Mapping[Plover, int] = {
    **dict.fromkeys((Plover.AGREE, Plover.CONSULT, Plover.SUPPORT, Plover.CONCEDE), 1),
    **dict.fromkeys((Plover.AID, Plover.RETREAT), 2),
    **dict.fromkeys((Plover.REQUEST, Plover.ACCUSE, Plover.REJECT, Plover.THREATEN), 3),
    Plover.SANCTION: 4,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """The codes of one act; `plover` and `cameo` None where the standard has none. `ours`: the reading is Rasid's."""

    plover: Plover | None
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    ours: bool = False

    @property
    def quad(self) -> int | None:
        """PLOVER's quad category."""
        return QUADS[self.plover] if self.plover else None


@dataclass(frozen=True, slots=True)
class _Row:
    status: str
    words: str
    codes: Codes


def codes_of(act: DiplomaticAct) -> Codes:
    """The codes of an act, by its kind, its status and the words of its evidence."""
    said = _said(act.evidence.quote)
    if _has_third_host(act):
        said |= {_THIRD}
    for row in _table()[act.kind]:
        if row.status in (_ANY, act.status.value) and (row.words == _ANY or row.words in said):
            return row.codes
    return Codes(plover=None)


def _has_third_host(act: DiplomaticAct) -> bool:
    """Whether a state hosts that is no party, all of which are states at home elsewhere."""
    return act.country is not None and act.country not in act.parties and all(one in STATE_CODES for one in act.parties)


def _said(sentence: str) -> set[str]:
    words = words_of(fold_key(sentence))
    found = (_words().at(words, index) for index in range(len(words)))
    return {name for one in found if one is not None for name in one.value}


def _rows() -> list[list[str]]:
    lines = (Path(__file__).parent / "codes.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@cache
def _words() -> Dictionary[frozenset[str]]:
    names: dict[str, set[str]] = {}
    for name, *forms in _rows():
        if name.startswith("@"):
            for form in forms[0].split(", "):
                names.setdefault(fold_key(form), set()).add(name[1:])
    return Dictionary([(form, frozenset(own)) for form, own in names.items()], folded=True)


@cache
def _table() -> Mapping[ActKind, tuple[_Row, ...]]:
    table: dict[ActKind, list[_Row]] = {kind: [] for kind in ActKind}
    for kind, *cells in _rows():
        if kind.startswith("@"):
            continue
        status, words, plover, modes, contexts, cameo, origin = cells
        if status != _ANY:
            ActStatus(status)  # a misspelt one would never be found
        codes = Codes(
            plover=None if plover == _ANY else Plover(plover),
            modes=() if modes == _ANY else tuple(modes.split()),
            contexts=() if contexts == _ANY else tuple(contexts.split()),
            cameo=None if cameo == _ANY else cameo,
            ours=origin == "ours",
        )
        table[ActKind(kind)].append(_Row(status, words, codes))
    return {kind: tuple(rows) for kind, rows in table.items()}
