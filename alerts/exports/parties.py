"""Parties of acts as event data codes actors: ISO alpha-3 and, where the text gives it, the role; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from alerts.exports.countries import country
from crawler.arabic.holders import Holder, holder_of
from crawler.arabic.letters import fold, fold_key
from crawler.arabic.names import find_names
from crawler.arabic.words import words_of
from crawler.facts.act import DiplomaticAct
from crawler.facts.diplomatic.offices import office_at

_DATA = Path(__file__).parent / "parties.tsv"
_REACH = 2  # words between an office and its state: «وزير الدفاع التركي»
_ROLES = {
    **dict.fromkeys(("president", "king", "crown", "pm", "fm", "minister", "deputy", "envoy", "ambassador"), "GOV"),
    **dict.fromkeys(("government", "speaker"), "GOV"),
    "parliament": "LEG",
    "military": "MIL",
    "security": "SPY",
}
IGO = "IGO"
_NOT_HELD = frozenset(
    map(fold_key, "السابق السابقة الأسبق الراحل الراحلة المنتخب المنتخبة المخلوع المعزول المؤقت".split())
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A party in codes: `code` SYR or IGO, `sector` GOV, MIL, REB … or None, `cameo` both as CAMEO writes them."""

    name: str
    code: str
    sector: str | None
    cameo: str


def parties_of(act: DiplomaticAct) -> tuple[Party, ...]:
    """The parties of an act, in its order; the role of a state is that of the office its evidence names."""
    roles = _roles(act)
    return tuple(_party(name, roles.get(name)) for name in act.parties)


def _party(name: str, role: str | None) -> Party:
    listed = _listed().get(name)
    if listed is not None:
        return listed
    state = country(name) if len(name) == 2 else None
    if state is None:
        return Party(name=name, code=IGO, sector=None, cameo=IGO)
    return Party(name=name, code=state.letters, sector=role, cameo=state.letters + (role or ""))


def holders_of(act: DiplomaticAct, day: date) -> tuple[Holder, ...]:
    """Who held the offices that the evidence names, on a day, where it names nobody: «زار الرئيس الفرنسي القاهرة».

    By the list alone, so never among `people`. None for a party whose first office is a former («السابق») or an elected
    one's, for acts told as history, and where any person is named: it may be he.
    """
    if act.people or act.background:
        return ()
    offices: dict[str, str | None] = {}
    for party, key, bound in _offices(act):
        if party in act.parties:
            offices.setdefault(party, None if bound else key)
    found = (holder_of(party, key, day) for party, key in offices.items() if key is not None)
    return tuple(holder for holder in found if holder is not None)


def _roles(act: DiplomaticAct) -> dict[str, str]:
    """By party the role of the first office that the evidence gives it: «رئيس البرلمان العراقي» is LEG."""
    roles: dict[str, str] = {}
    for party, key, _ in _offices(act):
        if key in _ROLES:
            roles.setdefault(party, _ROLES[key])
    return roles


def _offices(act: DiplomaticAct) -> Iterator[tuple[str, str, bool]]:
    """Each office of the evidence that stands before its party: party, key, and whether a word behind tells that it is
    not held now.
    """
    folded = fold(act.evidence.quote)
    words = words_of(folded.text)
    names = {name.start: name for name in find_names(words, act.evidence.quote, folded.offsets)}
    index = 0
    while index < len(words):
        office = office_at(words, index)
        if office is None:
            index += 1
            continue
        name = next((names[at] for at in range(office.end, office.end + _REACH + 1) if at in names), None)
        if name is not None:
            behind = (word.text for word in words[office.end : name.end + _REACH])
            yield name.party, office.key, not _NOT_HELD.isdisjoint(behind)
        index = max(office.end, index + 1)


@cache
def _listed() -> dict[str, Party]:
    rows = (line.split("\t") for line in _DATA.read_text(encoding="utf-8").splitlines() if line and line[0] != "#")
    return {
        name: Party(name=name, code=code, sector=None if sector == "-" else sector, cameo=cameo)
        for name, code, sector, cameo, _ in rows
    }
