"""The pair that a line has just named: «وساطة بين تركيا وسوريا، وأن لقاء بين مسؤولين من البلدين سيعقد»."""

from crawler.facts.act import ActKind
from crawler.facts.diplomatic.scene import Scene, parties_of
from crawler.facts.diplomatic.triggers import Trigger
from crawler.facts.diplomatic.words import RESTS

_OF_TWO = frozenset({ActKind.MEETING, ActKind.NEGOTIATION, ActKind.AGREEMENT, ActKind.CALL, ActKind.SUMMIT})
_STATES = frozenset(("البلدين", "البلدان", "الدولتين", "الدولتان", "الجارين", "الجارتين", "العاصمتين"))
_NEAR = 6  # words between «لقاء» and «البلدين»
_BOTH = 2


def pair_named_last(scene: Scene, trigger: Trigger) -> tuple[str, ...]:
    """The two states that «البلدين» right behind a noun means: those joined to each other last before it, in its line."""
    words = scene.line.words
    near = words[trigger.end : trigger.end + _NEAR]
    if trigger.kind not in _OF_TWO or not any(not _STATES.isdisjoint(RESTS[word.text]) for word in near):
        return ()
    if any(trigger.end <= actor.start < trigger.end + _NEAR for actor in scene.actors):
        return ()
    before = [actor for actor in scene.actors if actor.end <= trigger.start]
    if not before or before[-1].case != "و":
        return ()
    pair = parties_of(scene.chain(before[-1]))
    return pair if len(pair) == _BOTH else ()
