"""Words that only look like one that tells of a dealing: «لدعم», «صوت البرلمان», «طالبا» (a student)."""

from crawler.facts.act import ActKind
from crawler.facts.diplomatic.scene import Scene
from crawler.facts.diplomatic.triggers import Part, Trigger
from crawler.facts.diplomatic.words import word_set

_ALSO_NOUNS = word_set("also_nouns")
_OF_ONE_OR_TWO = ("ناقش", "بحث", "استعرض")  # a minister alone may do so too
_SANCTIONS_NEAR, _MEMBERSHIP_NEAR = 8, 6  # words between «رفع» and what is lifted


def is_other_word(scene: Scene, trigger: Trigger, is_noun: bool) -> bool:
    """Whether a trigger tells of no dealing, or of the end of it («رفع العقوبات» is no sanction)."""
    if trigger.part is Part.VERB:
        return _is_no_verb(scene, trigger, is_noun)
    return _is_lifted(scene, trigger)


def _is_no_verb(scene: Scene, trigger: Trigger, is_noun: bool) -> bool:
    word = scene.line.words[trigger.start].text
    if trigger.plural and not trigger.prefix and word.endswith("ا") and word[:-1] in _ALSO_NOUNS:
        before = scene.line.words[trigger.start - 1].text if trigger.start else ""
        if not before.endswith("ان"):
            return True  # «دعما لهم», «رفضا قاطعا»
    if trigger.kind is ActKind.MEETING:
        is_aim = trigger.prefix == "ل" and any(other.start < trigger.start for other in scene.triggers)
        return is_aim or _lacks_partner(scene, trigger)  # «أوفد وزيرا ... لبحث أمن الحدود مع توغو»
    if trigger.kind is ActKind.STATEMENT_SUPPORT:
        return (is_noun or trigger.prefix == "ل") and word.removeprefix(trigger.prefix) in ("دعم", "تضامن")
    if trigger.kind is ActKind.VOTE:
        return is_noun  # «صوت البرلمان لن يخفت»
    return trigger.kind is ActKind.DEMAND and word == "طالبا"


def _lacks_partner(scene: Scene, trigger: Trigger) -> bool:
    """Whether «ناقش» has neither two subjects nor somebody behind «مع»."""
    word = scene.line.words[trigger.start].text
    if trigger.guarded or not any(stem in word for stem in _OF_ONE_OR_TWO):
        return False
    near = [actor for actor in scene.actors if actor.start - trigger.end <= 2 and trigger.start - actor.end <= 2]
    return not any(len({member.party for member in scene.chain(actor)}) > 1 for actor in near)


def _is_lifted(scene: Scene, trigger: Trigger) -> bool:
    """«رفعت الوزارة العقوبات عن مصرف», «رفع الاتحاد تعليق عضوية ...»."""
    earlier = [other for other in scene.triggers if other.start < trigger.start]
    if trigger.kind is ActKind.SANCTION:
        verbs = [other for other in earlier if other.kind in (ActKind.RESTORE, ActKind.SANCTION)][-1:]
        return any(verb.kind is ActKind.RESTORE and trigger.start - verb.start <= _SANCTIONS_NEAR for verb in verbs)
    lifts = (other for other in earlier if other.kind is ActKind.RESTORE)
    return trigger.kind is ActKind.SEVER and any(trigger.start - one.start <= _MEMBERSHIP_NEAR for one in lifts)
