"""Delegates: the persons a story names, with their parties and full names."""

from collections.abc import Iterable, Sequence

from crawler.arabic.letters import fold_key
from crawler.facts.act import ActKind
from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.dealing import Dealing
from crawler.facts.diplomatic.mutual import MUTUAL
from crawler.facts.diplomatic.towards import STATEMENTS


class Delegates:
    """Who acts for each party in a story, in order of appearance, under the fullest name that the story gives."""

    def __init__(self, lines: Iterable[Sequence[Actor]]) -> None:
        self._names: dict[str, list[str]] = {}
        for actors in lines:
            for actor in actors:
                if actor.person:
                    self._enter(actor.party, actor.person)

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
        """The persons of a dealing: those named in its lines; for a party without one, its first in the story."""
        found: dict[str, str] = {}  # full name → party
        for telling in tellings:
            for actor in telling.actors:
                if actor.person and actor.party in parties:
                    found.setdefault(self.full(actor.party, actor.person), actor.party)
        for party in _open_parties(kind, parties, tellings):
            names = self._names.get(party)
            if names and party not in found.values():
                found[names[0]] = party
        return tuple(found)


def _open_parties(kind: ActKind, parties: Sequence[str], tellings: Sequence[Dealing]) -> Sequence[str]:
    """The parties whose person may stand elsewhere in the story than in the lines that tell the dealing."""
    if kind in STATEMENTS:
        return ()
    if kind in MUTUAL or kind in (ActKind.MEDIATION, ActKind.RECOGNITION):
        return parties
    if kind is ActKind.VISIT:  # a host is named where the visit is told, or had no part in it
        return [party for party in parties if any(party in telling.beside for telling in tellings)]
    return parties[:1]


def _is_part(short: str, full: str) -> bool:
    """Whether all words of a name stand in a fuller one."""
    words = fold_key(full).split()
    return all(word in words for word in fold_key(short).split())
