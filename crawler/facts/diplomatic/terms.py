"""Names beside a dealing that are no party to it as they stand, and parties that stand apart from it.

«بموجب اتفاق جديد، ستقتسم موريتانيا والسنغال ...»: an agreement that is only the ground of what two do.
«مباحثات أنقرة بين إثيوبيا والصومال»: a capital that only names the talks.
"""

from collections.abc import Sequence

from crawler.arabic.names import Form
from crawler.facts.act import ActKind
from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.scene import Scene, parties_of
from crawler.facts.diplomatic.triggers import Trigger

_TERMS = frozenset(("بموجب", "وفق", "بمقتضي", "ضمن", "حسب", "بحسب", "وبموجب", "وبمقتضي"))
_BOTH = 2


def acting_together(scene: Scene, trigger: Trigger, is_noun: bool) -> list[Actor]:
    """The two who act together where the noun of their dealing names nobody."""
    return _under_its_terms(scene, trigger, is_noun) or _subjects_at_talks(scene, trigger)


def _under_its_terms(scene: Scene, trigger: Trigger, is_noun: bool) -> list[Actor]:
    """The two who act together under an agreement that names nobody; none where it is no such ground."""
    before = scene.line.words[trigger.start - 1].text if trigger.start else ""
    if trigger.kind is not ActKind.AGREEMENT or not is_noun or before not in _TERMS:
        return []
    for actor in scene.right(trigger, soft=False):
        chain = [member for member in scene.chain(actor) if member.strong]
        if scene.case_of(actor) == "" and len(parties_of(chain)) == _BOTH:
            return chain
    return []


def _subjects_at_talks(scene: Scene, trigger: Trigger) -> list[Actor]:
    """«أغلق الجبل الأسود والاتحاد الأوروبي فصلا في مفاوضات ...», «قبلت ... و... العودة إلى التفاوض»: two who act together."""
    before = scene.line.words[trigger.start - 1].text if trigger.start else ""
    if trigger.kind is not ActKind.NEGOTIATION or before not in _INTO:
        return []
    for actor in scene.left(trigger):
        chain = [member for member in scene.chain(actor) if member.strong]
        if scene.case_of(actor) == "" and len(parties_of(chain)) == _BOTH:
            apart = any(word.text in ("،", "ان", "بان") for word in scene.line.words[chain[-1].end : trigger.start])
            return [] if apart else chain
    return []


_INTO = frozenset(("في", "الي", "من", "خلال", "ضمن"))


def seat_of(scene: Scene, trigger: Trigger) -> Actor | None:
    """The capital right behind a noun of dealing whose parties stand behind «بين»."""
    words = scene.line.words
    name = next((name for name in scene.line.names if name.start == trigger.end), None)
    if name is None or name.form is not Form.CAPITAL or name.prefix or name.end >= len(words):
        return None
    if words[name.end].text != "بين":
        return None
    return next((actor for actor in scene.actors if actor.start == name.start), None)


def without_seat(scene: Scene, trigger: Trigger, found: Sequence[Actor]) -> list[Actor]:
    """Without the capital that only names the talks, where two others are left."""
    seat = seat_of(scene, trigger)
    rest = [actor for actor in found if actor is not seat]
    return rest if seat is not None and len(parties_of(rest)) >= _BOTH else list(found)
