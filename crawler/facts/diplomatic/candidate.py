"""Candidate: one telling of a dealing, and how much it weighs among the others of its story."""

from dataclasses import dataclass

from crawler.facts.act import STATEMENTS, ActKind, ActStatus
from crawler.facts.diplomatic.dealing import Dealing
from crawler.facts.diplomatic.lines import Line
from crawler.facts.diplomatic.manner import background_of, is_loose, is_purpose
from crawler.facts.diplomatic.scene import Scene
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
_AT = frozenset(("خلال", "اثناء"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A dealing as one line tells it."""

    kind: ActKind
    found: Dealing
    status: ActStatus
    place: str | None
    line: Line
    weight: float
    at: int = 0  # the word of its line that it begins at
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
    if stated and trigger.part is not Part.VERB and not _is_occasion(scene, trigger):
        weight -= 0.7  # what a statement is about: «رحبت باعتراف ...»
    if scene.line.quoted[trigger.start]:
        weight -= 0.8
    weight -= 2.2 * background_of(scene, trigger, year)
    if is_purpose(scene, trigger):
        weight -= 0.8
    if _is_asked_for(scene, trigger):
        weight -= 1.0
    if is_loose(scene, trigger):
        weight -= 1.0
    # What comes late in a line is more often circumstance than news.
    return weight - 0.012 * trigger.start


def _is_occasion(scene: Scene, trigger: Trigger) -> bool:
    """«انتقد، خلال لقاء مع ...», «في مؤتمر صحفي مشترك مع ...»: where something was said, not what it was about."""
    if trigger.kind is not ActKind.MEETING:
        return False
    before = scene.line.words[trigger.start - 1].text if trigger.start else ""
    return before in _AT or "موتمر" in scene.line.words[trigger.start].text


def _is_asked_for(scene: Scene, trigger: Trigger) -> bool:
    """«عن أملها أن توافق روسيا على القرار»: what somebody is to do is no dealing yet."""
    words = scene.line.words
    before = words[trigger.start - 1].text if trigger.start else ""
    if trigger.kind in STATEMENTS or (trigger.part is Part.VERB and before not in ("ان", "بان", "لان")):
        return False
    begin = scene.left_end(trigger.start)
    wishes = (other for other in scene.triggers if begin <= other.start < trigger.start)
    wished = any(other.kind is ActKind.DEMAND and other.part is Part.PHRASE for other in wishes)
    return wished and trigger.start - begin < _WISHED


_WISHED = 30  # words that a wish may take
