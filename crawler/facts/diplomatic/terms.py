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
    ground = _under_its_terms(scene, trigger, is_noun) or _subjects_at_talks(scene, trigger)
    return ground or joint_body(scene, trigger)


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


def joint_body(scene: Scene, trigger: Trigger) -> list[Actor]:
    """«عقد مجلس التنسيق الأعلى الأردني السوري اجتماعه الأول»: the two whose council or committee sits."""
    if trigger.kind is not ActKind.MEETING:
        return []
    words = scene.line.words
    for first, second in zip(scene.actors, scene.actors[1:], strict=False):
        of_two = first.adjective and second.adjective and second.start == first.end and first.party != second.party
        heads = words[max(0, first.start - _BODY) : first.start] if of_two else ()
        if any(word.text.removeprefix("و") in _BODIES for word in heads):
            return [first, second]
    return []


_BODY = 4  # words between «مجلس» and the first nationality
_BODIES = frozenset("مجلس المجلس لجنه اللجنه منتدي المنتدي فريق الفريق اليه الاليه".split())
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


def is_subject_matter(scene: Scene, actor: Actor) -> bool:
    """«يبحث ... مستقبل بعثة الناتو»: what is talked of, and nobody at the table."""
    return actor.start > 0 and scene.line.words[actor.start - 1].text in _MATTERS


_MATTERS = frozenset("مستقبل ولايه مهمه مهام تمديد دور انسحاب نشر موقف مطالب مقترح مبادره خطه عضويه ديون".split())
