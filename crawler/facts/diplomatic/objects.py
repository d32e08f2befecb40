"""What stands behind a statement's verb and is its object, nobody's subject: «وأدان الهجمات التي تشنها روسيا».

Arabic puts the subject behind its verb, so that «أدان خبراء ...» is said by experts. A deed condemns nobody: there the
sentence goes on from who spoke before, unless an office is named behind the deed («أدان الهجوم وزير خارجية فرنسا»). So
it is with a paper: «وطالبت المذكرة أنقرة بـ» speaks for who handed it over.
"""

from crawler.facts.act import STATEMENTS, ActKind
from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.scene import Scene
from crawler.facts.diplomatic.triggers import Trigger
from crawler.facts.diplomatic.words import word_set

_DEEDS = word_set("deeds") | word_set("misdeeds")
_PAPERS = word_set("papers")
_RELATIVE = word_set("relatives")


def told_otherwise(scene: Scene, trigger: Trigger, is_noun: bool) -> tuple[Actor, ...] | None:
    """Who speaks where the word behind the verb is its object, or the verb stands in a relative clause; else None."""
    if is_noun:
        return scene.main_subject(trigger) if _was_handed(scene, trigger) else None
    condemns = trigger.kind is ActKind.STATEMENT_CONDEMN
    if condemns and (told := _told_by(scene, trigger)):
        return told
    if scene.subject_before(trigger, adjacent=True):
        return None
    if trigger.kind in STATEMENTS and _is_paper(scene, trigger):
        return scene.main_subject(trigger)
    first = next(iter(scene.right(trigger, soft=False, limit=_FAR)), None)
    return _speaker_around(scene, trigger, first) if condemns and first and _is_deed(scene, trigger) else None


_FAR = 16  # words between a deed and the party whose it is


def _is_deed(scene: Scene, trigger: Trigger) -> bool:
    """Whether the word behind a verb is what was done, and not who speaks."""
    if not _opens(scene, trigger):
        return False
    word = _behind(scene, trigger)
    return word in _DEEDS or (word.startswith("ال") and word[2:] in _DEEDS)


def _opens(scene: Scene, trigger: Trigger) -> bool:
    """«وأدان ...», «، يدين ...»; not «قرار يدين ...», «الأمريكية التي دانت ...»."""
    words = scene.line.words
    if words[trigger.start].text.removeprefix(trigger.prefix).startswith("ن"):
        return False  # «ونرفض ...»: whoever says «we»
    return trigger.prefix in ("و", "ف") or trigger.start == 0 or words[trigger.start - 1].is_sign


def _speaker_around(scene: Scene, trigger: Trigger, first: Actor) -> tuple[Actor, ...]:
    """Who speaks where the object stands right behind the verb: an office behind it, else who spoke before."""
    between = scene.line.words[trigger.end : first.start]
    if (first.office or first.person) and first.case == "" and not any(word.text in _RELATIVE for word in between):
        return tuple(member for member in scene.chain(first) if member.strong)
    return scene.main_subject(trigger)


def _told_by(scene: Scene, trigger: Trigger) -> tuple[Actor, ...]:
    """«وهو ما اعتبرته أسمرة عملا عدائيا»: who judges stands behind the verb of a relative clause, its object before."""
    before = scene.line.words[trigger.start - 1].text if trigger.start else ""
    if not trigger.object or not trigger.guarded or before not in _WHICH:
        return ()
    first = next((a for a in scene.actors if 0 <= a.start - trigger.end <= 1), None)
    if first is None or not first.strong or scene.case_of(first) != "":
        return ()
    return tuple(member for member in scene.chain(first) if member.strong)


_WHICH = frozenset(("ما", "الذي", "التي", "مما"))


def _was_handed(scene: Scene, trigger: Trigger) -> bool:
    """«استدعت ... السفير، وسلمته مذكرة احتجاج»: who summoned him protests, and not he."""
    before = scene.line.words[trigger.start - 1].text if trigger.start else ""
    return before.removeprefix("و") in _HANDED_TO


_HANDED_TO = frozenset("سلمته سلمتها سلمه سلمها ابلغته ابلغتها ابلغه ابلغها سلمتهم سلمهم سلمتهما".split())


def _is_paper(scene: Scene, trigger: Trigger) -> bool:
    """Whether a note or complaint says it: «وطالبت المذكرة», «وجاء في الرسالة»."""
    return _behind(scene, trigger) in _PAPERS


def _behind(scene: Scene, trigger: Trigger) -> str:
    words = scene.line.words
    return words[trigger.end].text if trigger.end < len(words) else ""
