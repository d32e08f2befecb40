"""Who looks on at the deal of two others and is no party to it: «أشرف ... على توقيع ...», «شهد ... توقيع ...»."""

from collections.abc import Sequence

from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.scene import Scene

_LOOKS_ON = frozenset("اشرف اشرفت يشرف تشرف شهد شهدت رعي رعت يرعي ترعي حضر حضرت".split())
_TWO = 2  # parties of a deal


def looks_on(scene: Scene, before: Sequence[Actor], right: Sequence[Actor]) -> bool:
    """«أشرف ترامب وأنور إبراهيم على توقيع رئيسي وزراء تايلاند وكمبوديا ...»: who looks on at the deal of two others."""
    words = scene.line.words
    verb = words[before[0].start - 1].text.removeprefix("و") if before[0].start else ""
    others = {actor.party for actor in right} - {actor.party for actor in before}
    return verb in _LOOKS_ON and len(others) >= _TWO


def only_announces(scene: Scene, actor: Actor) -> bool:
    """«أعلن ترامب توصل الهند وباكستان إلى هدنة»: who announces what two others have done is no party to it."""
    return actor.start > 0 and scene.line.words[actor.start - 1].text.removeprefix("و") in _ANNOUNCES


_ANNOUNCES = frozenset("اعلن اعلنت يعلن تعلن اكد اكدت كشف كشفت".split())
