"""Which kind of actor a text names, in ACLED's codes; pure.

The name itself is never translated or replaced: what is exported is what the text says.
"""

from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path

from crawler.arabic.letters import fold
from crawler.arabic.names import find_names
from crawler.arabic.words import Dictionary, words_of

_DATA = Path(__file__).parent / "actors.tsv"


class Inter(IntEnum):
    """ACLED's codes for kinds of actors, and PRIVATE (0) for people whose deed is no political violence."""

    PRIVATE = 0
    STATE = 1
    REBELS = 2
    MILITIA = 3
    IDENTITY = 4
    RIOTERS = 5
    PROTESTERS = 6
    CIVILIANS = 7
    EXTERNAL = 8


ORGANISED = frozenset({Inter.STATE, Inter.REBELS, Inter.MILITIA, Inter.IDENTITY, Inter.EXTERNAL})
STATES = frozenset({Inter.STATE, Inter.EXTERNAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """The kind of an actor; `state` is the code of the state whose forces it is, where the name says so."""

    inter: Inter
    state: str | None = None


def kind_of(actor: str, country: str | None) -> Kind | None:
    """The kind of an actor who acts in a country (a two-letter code), or None where its name is not known."""
    folded = fold(actor)
    words = [word for word in words_of(folded.text) if not word.is_sign]  # «حركة "الشباب"»
    best: tuple[int, Inter] | None = None
    for index in range(len(words)):
        found = _kinds().at(words, index)
        # The longest form decides, and of two of one length the first: «مسلحو داعش» is told by what is named in it.
        if found is not None:
            length = found.end - found.start
            if best is None or length > best[0] or (length == best[0] and best[1] is Inter.MILITIA):
                best = (length, found.value)
    if best is None:
        return None
    state = next((name.party for name in find_names(words, actor, folded.offsets) if _is_state(name.party)), None)
    inter = best[1]
    if inter is Inter.STATE and state is not None and country is not None and state != country:
        inter = Inter.EXTERNAL  # ACLED: forces that act outside their own state
    return Kind(inter=inter, state=state if inter in STATES else None)


def state_named(text: str) -> str | None:
    """The state whose name or nationality stands first in a piece of text, as a two-letter code."""
    folded = fold(text)
    names = find_names(words_of(folded.text), text, folded.offsets)
    return next((name.party for name in names if _is_state(name.party)), None)


def _is_state(party: str) -> bool:
    return len(party) == 2 and party.isupper() and party not in ("EU", "UN")


@cache
def _kinds() -> Dictionary[Inter]:
    entries: list[tuple[str, Inter]] = []
    for line in _DATA.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, forms = line.split("\t")
            inter = Inter.PRIVATE if kind == "private" else Inter(int(kind))
            entries += [(form, inter) for form in forms.split(", ")]
    return Dictionary(entries)
