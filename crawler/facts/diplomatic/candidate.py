"""Candidate: one telling of a dealing, and how much it weighs among the others of its story."""

from dataclasses import dataclass

from crawler.facts.act import ActKind, ActStatus
from crawler.facts.diplomatic.dealing import Dealing
from crawler.facts.diplomatic.lines import Line
from crawler.facts.diplomatic.manner import background_of, is_loose, is_purpose
from crawler.facts.diplomatic.scene import Scene
from crawler.facts.diplomatic.towards import STATEMENTS
from crawler.facts.diplomatic.triggers import Part, Trigger

# A summons is news where it is told; a call for something is often said beside other news.
_BY_KIND = {
    ActKind.SUMMON: 0.6,
    ActKind.EXPULSION: 0.6,
    ActKind.RECALL: 0.6,
    ActKind.SEVER: 0.5,
    ActKind.RECOGNITION: 0.5,
    ActKind.VOTE: 0.5,
    ActKind.CALL: 0.5,
    ActKind.RESTORE: 0.4,
    ActKind.SANCTION: 0.4,
    ActKind.LETTER: 0.4,
    ActKind.APPOINTMENT: 0.4,
    ActKind.SUMMIT: 0.3,
    ActKind.AID: 0.2,
    ActKind.VISIT: 0.2,
    ActKind.MEETING: 0.2,
    ActKind.NEGOTIATION: 0.2,
    ActKind.MEDIATION: 0.1,
    ActKind.AGREEMENT: 0.1,
    ActKind.STATEMENT_CONDEMN: 0.0,
    ActKind.STATEMENT_SUPPORT: -0.1,
    ActKind.DEMAND: -0.1,
}
_LEAD = 3.2
_A_LINE = 0.35  # what each further line takes off
_IN_TITLE = 0.3
_LEAST = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A dealing as one line tells it."""

    kind: ActKind
    found: Dealing
    status: ActStatus
    place: str | None
    line: Line
    weight: float
    talks: bool = False  # «محادثات»: a meeting, or a round of the negotiation told elsewhere

    @property
    def key(self) -> tuple[ActKind, frozenset[str]]:
        """What makes two tellings the same act."""
        return self.kind, frozenset(self.found.parties)


def weight_of(scene: Scene, trigger: Trigger, reading: Dealing, year: int | None) -> float:
    """How likely the dealing is the story's own news: early and outright weighs most."""
    number = scene.line.number
    weight = _BY_KIND[trigger.kind] + max(_LEAST, _LEAD - _A_LINE * max(0, number - 1))
    if not reading.sure:
        weight -= 0.5
    elif number == 0:
        weight += _IN_TITLE
    stated = any(other.kind in STATEMENTS and other.start < trigger.start for other in scene.triggers)
    if stated and trigger.part is not Part.VERB:
        weight -= 0.7  # what a statement is about: «رحبت باعتراف ...»
    if scene.line.quoted[trigger.start]:
        weight -= 0.8
    weight -= 2.2 * background_of(scene, trigger, year)
    if is_purpose(scene, trigger):
        weight -= 0.8
    if is_loose(scene, trigger):
        weight -= 1.0
    # What comes late in a line is more often circumstance than news.
    return weight - 0.012 * trigger.start
