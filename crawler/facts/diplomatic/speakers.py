"""Whose statement it is, where a verb of stance has a subject or an object that is no party.

«الدعوى التي طالبت», «اتهمت منظمة هيومن رايتس ووتش», «احتجوا على نقص الخدمات»: none of these is said by a state that
stands near; «دعا الرئيس ... اليمنيين إلى» and «ناشد ولي العهد ... أهل المحرق» are said to people at home.
"""

from crawler.facts.act import STATEMENTS, ActKind
from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.offices import is_plain
from crawler.facts.diplomatic.scene import Scene, parties_of
from crawler.facts.diplomatic.triggers import Part, Trigger
from crawler.facts.diplomatic.votes import DRAFT_NOUNS, VETO
from crawler.facts.diplomatic.words import is_in, word_set

_RELATIVE = word_set("relatives")
_HEAD_NEAR = 4  # words between the head of a relative clause and its verb
_NO_STATES = word_set("no_states")
_ADDRESSEES = word_set("addressees")
_DAYS = word_set("same_day") | frozenset(("اول", "قبل", "ليل", "فجر"))


def is_of_nobody(scene: Scene, trigger: Trigger) -> bool:
    """Whether the subject of a verb of stance is somebody or something that deals for no state."""
    if trigger.kind not in STATEMENTS or trigger.part is not Part.VERB:
        return False
    if _is_plural_of_people(scene, trigger):
        return True
    return _is_of_relative_head(scene, trigger) or _is_of_named_body(scene, trigger) or _describes(scene, trigger)


def _is_of_relative_head(scene: Scene, trigger: Trigger) -> bool:
    """«الدعوى القضائية ... التي طالبت»: what the relative clause is of is no party."""
    words = scene.line.words
    if trigger.object or trigger.start < 2 or words[trigger.start - 1].text not in _RELATIVE:
        return False
    near = [a for a in scene.actors if a.start < trigger.start - 1 and trigger.start - 1 - a.end <= _HEAD_NEAR]
    behind = [a for a in scene.actors if 0 <= a.start - trigger.end <= 1 and a.case == ""]
    head = scene.line.words[max(0, trigger.start - _HEAD_NEAR) : trigger.start - 1]
    document = trigger.kind is ActKind.DEMAND and any(is_in(word.text, _DOCUMENTS) for word in head)
    return document or (not near and not behind)


_DOCUMENTS = frozenset(
    "قرار القرار قرارات القرارات بيان البيان تقرير دعوي رساله مشروع وثيقه لافتات شعارات عريضه".split()
)


def _is_plural_of_people(scene: Scene, trigger: Trigger) -> bool:
    """«بتظاهرة ... طالبوا فيها الرئيس»: a plural that nobody beside it acts in is that of the people spoken of."""
    if not trigger.plural or not scene.line.words[trigger.start].text.endswith("وا") or scene.mind.group:
        return False
    return not scene.subject_before(trigger, adjacent=True) and len(parties_of(scene.main_subject(trigger))) < _SEVERAL


_SEVERAL = 2  # parties that a plural goes on from


def _is_of_named_body(scene: Scene, trigger: Trigger) -> bool:
    """«اتهمت منظمة هيومن رايتس ووتش ...», «طالبت نقابة ...»."""
    words = scene.line.words
    at = trigger.end
    if at >= len(words) or not is_in(words[at].text, _NO_STATES):
        return False
    return not any(actor.start <= at < actor.end or 0 <= actor.start - at <= 2 for actor in scene.actors)


def _describes(scene: Scene, trigger: Trigger) -> bool:
    """«فصيل سوري معارض تدعمه واشنطن», «لجنة تدعمها الأمم المتحدة»: said of what it stands behind, and no news."""
    if trigger.kind is not ActKind.STATEMENT_SUPPORT or not trigger.object or not trigger.present or not trigger.start:
        return False
    before = scene.line.words[trigger.start - 1]
    described = before.text in _RELATIVE or not (before.is_sign or is_plain(before.text))
    return not trigger.prefix and described


def is_to_people(scene: Scene, trigger: Trigger, subject: tuple[Actor, ...]) -> bool:
    """Whether a demand is made of people or bodies that are no party: «دعا ... المواطنين إلى», «حث الأطراف كافة على»."""
    if trigger.kind is not ActKind.DEMAND or trigger.part is not Part.VERB or not subject or trigger.object:
        return False
    words = scene.line.words
    at = max([trigger.end, *(actor.end for actor in subject if actor.start >= trigger.end)])
    while at < len(words) and (words[at].is_sign or words[at].is_number or words[at].text in _DAYS):
        at += 1
    own = {actor.party for actor in subject}
    for actor in scene.actors:
        if actor.start == at and actor.people and actor.party in own:
            return True
    if at >= len(words) or not is_in(words[at].text, _ADDRESSEES):
        return False
    asked = range(at, min(len(words), at + _ADJECTIVE))
    ends = next((i for i in asked if words[i].text in _ASKED or words[i].text in ("،", "بان")), at + _ADJECTIVE)
    return not any(
        at <= actor.start < ends and actor.party not in own and (actor.adjective or actor.start - at <= _OWNER)
        for actor in scene.actors
    )


_OWNER = 2  # words between «أهالي» and the state that they are of
_ASKED = frozenset(("الي", "علي", "ان", "من"))
_ADJECTIVE = 8  # words between «الأطراف» and the nationality that tells whose they are


_CROWD = word_set("crowd")


def is_anothers(scene: Scene, trigger: Trigger, is_noun: bool) -> bool:
    """Whether somebody who is no party says it."""
    own_head = not is_noun and trigger.present and scene.has_own_head(trigger)
    return own_head or _is_of_crowd(scene, trigger) or (not is_noun and _is_of_vetoed_draft(scene, trigger))


def _is_of_vetoed_draft(scene: Scene, trigger: Trigger) -> bool:
    """«استخدمت روسيا الفيتو ضد مشروع قرار يدعو إلى هدنة»: the draft demands it, not who stops it."""
    if trigger.kind is not ActKind.DEMAND or not trigger.present:
        return False
    before = [word.text for word in scene.line.words[scene.left_end(trigger.start) : trigger.start]]
    drafted = any(is_in(text, DRAFT_NOUNS) for text in before[-_HEAD_NEAR:])
    return drafted and any(is_in(text.removeprefix("ب"), VETO) for text in before)


def _is_of_crowd(scene: Scene, trigger: Trigger) -> bool:
    """Whether a party in the street, a union or a writer says it: «هتافات تطالب», «نددت نقابة الصحفيين»."""
    words = scene.line.words
    near = [*words[max(scene.left_end(trigger.start), trigger.start - 4) : trigger.start]]
    near += words[trigger.end : trigger.end + 2]
    return any(word.text in _CROWD or word.text.removeprefix("و") in _CROWD for word in near)
