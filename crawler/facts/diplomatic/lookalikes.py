"""Words that only look like one that tells of a dealing: «لدعم», «صوت البرلمان», «طالبا» (a student)."""

import re

from crawler.arabic.names import Form
from crawler.facts.act import ActKind
from crawler.facts.diplomatic.envoys import calls_nobody_home
from crawler.facts.diplomatic.scene import Scene
from crawler.facts.diplomatic.triggers import Part, Trigger
from crawler.facts.diplomatic.words import is_in, word_set

_ALSO_NOUNS = word_set("also_nouns")
_OF_ONE_OR_TWO = ("ناقش", "بحث", "استعرض")  # a minister alone may do so too
_SANCTIONS_NEAR, _MEMBERSHIP_NEAR = 8, 6  # words between «رفع» and what is lifted


def is_other_word(scene: Scene, trigger: Trigger, is_noun: bool) -> bool:
    """Whether a trigger tells of no dealing, or of the end of it («رفع العقوبات» is no sanction)."""
    if (trigger.kind is ActKind.SEVER and _only_leaves(scene, trigger)) or calls_nobody_home(scene, trigger):
        return True
    if trigger.kind is ActKind.CALL and _is_statement_by_phone(scene, trigger):
        return True
    if trigger.kind is ActKind.MEETING and _is_interview(scene, trigger):
        return True
    if trigger.kind is ActKind.AID and trigger.part is Part.PHRASE and scene.line.number > 1:
        return True  # «وكالة تمولها الحكومة», far down: who pays is no news
    if trigger.kind is ActKind.AGREEMENT and trigger.part is not Part.VERB and _is_broken(scene, trigger):
        return True
    if trigger.part is Part.VERB:
        return _is_no_verb(scene, trigger, is_noun)
    return _is_lifted(scene, trigger)


def _is_broken(scene: Scene, trigger: Trigger) -> bool:
    """«بخرق الهدنة»: who breaks an agreement makes none."""
    before = scene.line.words[trigger.start - 1].text if trigger.start else ""
    return is_in(before, _BREAKS)


_BREAKS = frozenset(("خرق", "انتهاك", "نقض", "خروقات", "انتهاكات", "خروق"))


def _only_leaves(scene: Scene, trigger: Trigger) -> bool:
    """«انسحاب القوات من المدينة», «انسحب الوفد من الجلسة»: no body is left for good."""
    words = scene.line.words
    left = words[trigger.start].text
    if not any(stem in left for stem in _LEAVES):
        return False
    at = next((i for i in range(trigger.end, min(len(words), trigger.end + 7)) if words[i].text == "من"), None)
    if at is None:
        return "خر" in left or any("قوات" in word.text for word in words[trigger.end : trigger.end + 3])
    bodies = {name.start for name in scene.line.names if name.form is Form.ORGANISATION}
    near = range(at + 1, min(len(words), at + 4))
    if any(words[i].text.removeprefix("ال") in _SITTINGS for i in near):
        return True
    if "خر" in left:  # «خرجت تونس من المجموعة»: only a body by its name is left so
        return at - trigger.end > _LEAVER or not any(i in bodies for i in near)
    return not any(i in bodies or words[i].text in _BODIES for i in near)


_LEAVES = ("نسحب", "نسحاب", "خرج", "خروج")
_LEAVER = 2  # words between «خروج» and «من»


def _is_interview(scene: Scene, trigger: Trigger) -> bool:
    """«مقابلة مع صحيفة», «لقاء إعلامي», «نشرت الصحيفة مقابلة مع الرئيس»."""
    words = scene.line.words
    if not any(stem in words[trigger.start].text for stem in ("لقاء", "مقابله", "حوار")):
        return False
    after = {word.text.removeprefix("ال") for word in words[trigger.end : trigger.end + 4]}
    if "مشترك" in after:
        return False  # «اللقاء الصحفي المشترك مع المستشارة»
    before = {word.text for word in words[max(0, trigger.start - 6) : trigger.start]}
    return not (after.isdisjoint(_MEDIA) and before.isdisjoint(_PUBLISHED))


def _is_statement_by_phone(scene: Scene, trigger: Trigger) -> bool:
    """«في تصريحات عبر الهاتف لوكالة الأنباء الألمانية»."""
    words = scene.line.words
    near = [*words[max(0, trigger.start - 3) : trigger.start], *words[trigger.end : trigger.end + 4]]
    return any(is_in(word.text, _MEDIA) or word.text.startswith("تصريح") for word in near)


_SITTINGS = word_set("sittings")
_BODIES = word_set("bodies")
_MEDIA = word_set("media")
_PUBLISHED = word_set("published")


def _is_no_verb(scene: Scene, trigger: Trigger, is_noun: bool) -> bool:
    word = scene.line.words[trigger.start].text
    if word.removeprefix("و") in ("اعاده", "استعاده"):  # «خرائط إعادة الانتشار» is no «أعاده»
        return True
    if trigger.plural and not trigger.prefix and word.endswith("ا") and word[:-1] in _ALSO_NOUNS:
        before = scene.line.words[trigger.start - 1].text if trigger.start else ""
        if not before.endswith("ان"):
            return True  # «دعما لهم», «رفضا قاطعا»
    if trigger.kind is ActKind.VISIT and _ALIGHTS.fullmatch(word.removeprefix(trigger.prefix)):
        return trigger.prefix == "ل" or not (trigger.guarded or _is_where(scene, trigger))
    if trigger.kind is ActKind.MEETING:
        is_aim = trigger.prefix == "ل" and any(other.start < trigger.start for other in scene.triggers)
        return is_aim or _lacks_partner(scene, trigger)  # «أوفد وزيرا ... لبحث أمن الحدود مع توغو»
    if trigger.kind is ActKind.SANCTION and trigger.prefix == "ل":
        return True  # «تضغط لمنع تصدير أسلحة»: an aim
    if trigger.kind is ActKind.STATEMENT_SUPPORT and word == "هنا":  # «هنا» is «here» too, and a name
        heading = scene.line.number == 0
        beside = any(trigger.end == a.start or (heading and trigger.start == a.end) for a in scene.actors)
        return trigger.start > 0 and not beside
    if trigger.kind is ActKind.STATEMENT_SUPPORT:
        return (is_noun or trigger.prefix == "ل") and word.removeprefix(trigger.prefix) in ("دعم", "تضامن")
    if trigger.kind is ActKind.VOTE:
        return is_noun  # «صوت البرلمان لن يخفت»
    return trigger.kind is ActKind.DEMAND and word == "طالبا"


_ALIGHTS = re.compile("س?[يتن]?حل(?:ت|ا|وا|تا|ان|ون|ه|ها)?")
_BEFORE_VERB = frozenset(("قد", "وقد", "انه", "انها", "كما", "حيث", "فيما", "بينما"))
_ALIGHT_NEAR = 12  # words between «حل» and the town, the guest's name and titles between


def _is_where(scene: Scene, trigger: Trigger) -> bool:
    """«حل بنواكشوط وفد ...», «حل الملك محمد السادس بأبيدجان»: where a guest comes stands behind «ب»."""
    words = scene.line.words
    near = [actor for actor in scene.actors if 0 <= actor.start - trigger.end <= _ALIGHT_NEAR]
    place = next((actor for actor in near if actor.place and actor.case == "ب"), None)
    if place is None:
        return False
    opens = trigger.start == 0 or words[trigger.start - 1].is_sign or words[trigger.start - 1].text in _BEFORE_VERB
    behind = any(actor.end == trigger.start and (actor.office or actor.person) for actor in scene.actors)
    guest = next((actor for actor in near if actor is not place), None)
    return (opens or behind) and (place.start == trigger.end or (guest is not None and guest.start == trigger.end))


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
