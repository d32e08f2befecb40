"""Delegates: the persons a story names, with their parties and full names."""

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.arabic.letters import fold_key
from crawler.facts.act import STATEMENTS, ActKind
from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.dealing import Dealing
from crawler.facts.diplomatic.mutual import MUTUAL
from crawler.facts.diplomatic.spoken_for import Speaker

# Whoever rules is named beside much that he has no part in; his ministers and envoys are named for what they do.
_HEADS = frozenset({"president", "king", "crown", "pm"})
_BY_DELEGATES = frozenset({ActKind.NEGOTIATION, ActKind.AGREEMENT, ActKind.MEDIATION, ActKind.MEETING, ActKind.RESTORE})
_SPOKEN = STATEMENTS | {ActKind.SUMMON, ActKind.EXPULSION, ActKind.RECALL, ActKind.VOTE}
# What a state does by declaring it: who is quoted beside it declares it.
_BY_NAME_ALONE = _SPOKEN | {ActKind.SANCTION, ActKind.SEVER, ActKind.RECOGNITION, ActKind.RESTORE}
_SPEAK_FOR = frozenset({"speaker", "fm", "deputy", "minister", "envoy"})
_LEAD = 2  # the line that the news stands in


@dataclass(frozen=True, slots=True)
class _Seen:
    line: int
    name: str
    office: str | None


class Delegates:
    """Who acts for each party in a story, in order of appearance, under the fullest name that the story gives."""

    def __init__(self, lines: Sequence[Sequence[Actor]], speakers: Sequence[Speaker] = ()) -> None:
        self._speakers = speakers
        self._names: dict[str, list[str]] = {}
        self._seen: dict[str, list[_Seen]] = {}
        self._line_of: dict[int, int] = {}
        for number, actors in enumerate(lines):
            for actor in actors:
                self._line_of[id(actor)] = number
                if actor.person:
                    self._enter(actor.party, actor.person)
                    self._seen.setdefault(actor.party, []).append(_Seen(number, actor.person, actor.office))
        self._lines = lines  # keeps the actors alive, so that no other object takes over an id

    def _enter(self, party: str, name: str) -> None:
        names = self._names.setdefault(party, [])
        for index, known in enumerate(names):
            if _is_part(name, known):
                return
            if _is_part(known, name):
                names[index] = name
                return
        names.append(name)

    def full(self, party: str, name: str) -> str:
        """The fullest form of a name."""
        return next((known for known in self._names.get(party, ()) if _is_part(name, known)), name)

    def of(self, kind: ActKind, parties: Sequence[str], tellings: Sequence[Dealing]) -> tuple[str, ...]:
        """The persons of a dealing: those named in its lines; for a party without one, its likeliest in the story."""
        found: dict[str, str] = {}  # full name → party
        for telling in tellings:
            for actor in telling.actors:
                if actor.person and actor.party in parties:
                    found.setdefault(self.full(actor.party, actor.person), actor.party)
        lines = {self._line_of[id(a)] for telling in tellings for a in telling.actors if id(a) in self._line_of}
        for party in self._open_parties(kind, parties, tellings):
            heads = any(self._rank(found[name], name) in _HEADS for name in found)
            name = self._likeliest(kind, party, lines, first=party == parties[0], heads=heads)
            if name is not None and party not in found.values():
                found[self.full(party, name)] = party
        if kind in _BY_NAME_ALONE and parties[0] not in found.values():
            near = (one for one in self._speakers if any(0 <= one.line - at <= 1 for at in lines))
            if (speaker := next(near, None)) is not None:
                found[speaker.name] = parties[0]
        return tuple(found)

    def _rank(self, party: str, name: str) -> str | None:
        seen = self._seen.get(party, ())
        return next((one.office for one in seen if one.office and _is_part(one.name, name)), None)

    def _likeliest(self, kind: ActKind, party: str, lines: set[int], *, first: bool, heads: bool) -> str | None:
        """The person of a party named nearest to where the dealing is told."""
        seen = self._seen.get(party, ())
        if kind is ActKind.RECALL:
            own = next((one.name for one in seen if one.office == "ambassador"), None)
            if own is not None:
                return own
        if kind in _SPOKEN:
            speaking = [one for one in seen if one.office in _SPEAK_FOR]
            near = next((one.name for one in speaking if any(0 <= one.line - at <= 1 for at in lines)), None)
            return near or (speaking[0].name if speaking and kind not in STATEMENTS else None)
        if heads and (head := next((one.name for one in seen if one.office in _HEADS), None)) is not None:
            return head
        if kind in _BY_DELEGATES and not (kind is ActKind.MEDIATION and first):
            seen = [one for one in seen if one.office not in _HEADS or one.line <= _LEAD or one.line in lines]
        likeliest = next((one for one in seen if one.line in lines), None) or next(iter(seen), None)
        return likeliest.name if likeliest else None

    def _open_parties(self, kind: ActKind, parties: Sequence[str], tellings: Sequence[Dealing]) -> Sequence[str]:
        """The parties whose person may stand elsewhere in the story than in the lines that tell the dealing."""
        if kind in MUTUAL or kind in (ActKind.MEDIATION, ActKind.RECOGNITION):
            return parties
        if kind is ActKind.VISIT:  # a host is named where the visit is told, or had no part in it
            beside = [party for party in parties if any(party in telling.beside for telling in tellings)]
            return list(dict.fromkeys((*parties[:1], *beside)))
        return parties[:1]


def _is_part(short: str, full: str) -> bool:
    """Whether all words of a name stand in a fuller one."""
    words = fold_key(full).split()
    return all(word in words for word in fold_key(short).split())
