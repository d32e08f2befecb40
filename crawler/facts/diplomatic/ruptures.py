"""Ruptures and bans that are told by what is no more: «لم تعد مالي عضوا في ...», «انتهى العمل بعقوبات فرضتها ... على ...».

And measures in the passive, whose doer stands behind an order: «جُمدت أرصدة ... بقرار من الاتحاد الأوروبي».
"""

from crawler.facts.act import ActKind
from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.dealing import Dealing
from crawler.facts.diplomatic.scene import Scene, parties_of
from crawler.facts.diplomatic.third_parties import sides_between
from crawler.facts.diplomatic.triggers import Part, Trigger

_LEFT = frozenset(("في", "من", "ب", "مع", "لدي"))
_AGAINST = frozenset(("علي", "ضد", "بحق", "تجاه"))
_IMPOSED = frozenset("فرضتها فرضها فرضته تفرضها يفرضها فرضت المفروضه".split())
_ENDS = ("انتهي", "ينتهي", "سينتهي", "انتهت", "تنتهي", "انتهاء", "انهاء")
_NEAR = 1  # words between a verb and whose act it is
_ORDERS = frozenset("بقرار قرار بامر امر بمرسوم مرسوم بقرارات باوامر بتوجيه بتوجيهات بطلب بايعاز بموجب".split())
_MEASURES = frozenset({ActKind.SANCTION, ActKind.EXPULSION, ActKind.RECALL, ActKind.SEVER})


def no_more(scene: Scene, trigger: Trigger) -> Dealing | None:
    """Who left what, or whose sanctions on whom are over; None where the trigger tells of neither."""
    words = scene.line.words
    text = words[trigger.start].text.removeprefix(trigger.prefix)
    if trigger.kind is ActKind.SEVER and trigger.part is Part.PHRASE and text == "لم":
        return _left(scene, trigger)
    if trigger.kind is ActKind.SEVER and trigger.part is Part.PHRASE:
        sides = sides_between(scene, trigger)  # «لا سفارات بعد اليوم بين بوليفيا وإسرائيل»
        return Dealing(parties_of(sides), tuple(sides)) if len(parties_of(sides)) > 1 else None
    if trigger.kind is ActKind.RESTORE and text.startswith(_ENDS):
        return _ended(scene, trigger)
    return None


def _left(scene: Scene, trigger: Trigger) -> Dealing | None:
    first = next((a for a in scene.actors if 0 <= a.start - trigger.end <= _NEAR and a.case in ("", "ل")), None)
    if first is None:
        return None
    who = scene.chain(first)
    behind = (a for a in scene.right(trigger) if a.party not in parties_of(who) and scene.case_of(a) in _LEFT)
    left = next(behind, None)
    return Dealing((*parties_of(who), left.party), (*who, left)) if left is not None else None


def _ended(scene: Scene, trigger: Trigger) -> Dealing | None:
    words = scene.line.words
    imposed = next((at for at in range(trigger.end, len(words)) if words[at].text in _IMPOSED), None)
    if imposed is None:
        return None
    who = next((a for a in scene.actors if 0 <= a.start - imposed - 1 <= _NEAR and a.strong), None)
    on = next((a for a in scene.actors if a.start > imposed and scene.case_of(a) in _AGAINST), None)
    if who is None or on is None or who.party == on.party:
        return None
    return Dealing((who.party, on.party), (who, on))


def by_order(scene: Scene, trigger: Trigger) -> tuple[Actor, ...]:
    """Who ordered a measure that is told in the passive: «... بقرار من وزارة الخزانة الأميركية»."""
    if trigger.kind not in _MEASURES:
        return ()
    words = scene.line.words
    for actor in scene.right(trigger, soft=False):
        before = [word.text for word in words[max(0, actor.start - 2) : actor.start + 1]]
        if scene.case_of(actor) == "من" and "من" in before and not _ORDERS.isdisjoint(before) and actor.strong:
            return (actor,)
    return ()


def are_on_another(scene: Scene, trigger: Trigger, first: Actor) -> bool:
    """«تدابير الاتحاد الأوروبي العقابية بحق بيلاروسيا»: whose sanctions they are, where they are said to be on another."""
    if trigger.kind is not ActKind.SANCTION or first.start != trigger.end:
        return False
    return any(scene.case_of(a) in _AGAINST and a.party != first.party for a in scene.right(trigger))
