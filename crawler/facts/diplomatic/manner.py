"""How a dealing stands in its line: planned or done or called off, denied, history, and where it took place."""

from crawler.facts.act import ActKind, ActStatus
from crawler.facts.diplomatic.scene import Scene
from crawler.facts.diplomatic.triggers import Part, Trigger
from crawler.facts.diplomatic.words import is_in, word_set

_PLANNED = word_set("planned")
_FUTURE_VERBS = word_set("future_verbs")
_CALLED_OFF = word_set("called_off")
_DENIED = word_set("denied")
_BEGINS_HISTORY = word_set("begins_history")


def is_noun_here(scene: Scene, trigger: Trigger) -> bool:
    """Whether the trigger stands as a noun: nouns do, and verbs that are spelled like one amid a clause («طرد»)."""
    if trigger.part is not Part.VERB:
        return True
    word = scene.line.words[trigger.start].text.removeprefix(trigger.prefix)
    if trigger.present or trigger.future or (word.endswith(("ت", "وا", "تا")) and len(word) > 3):
        return False
    if word in _ALSO_NOUNS or (trigger.object and word.rstrip("ها") in _ALSO_NOUNS):
        before = scene.line.words[trigger.start - 1] if trigger.start else None
        starts = before is None or before.text in _CLAUSE_OPENERS or trigger.prefix in ("و", "ف")
        return not (starts and not trigger.object)
    return False


_ALSO_NOUNS = word_set("also_nouns")
_CLAUSE_OPENERS = word_set("clause_openers")


def kind_of(scene: Scene, trigger: Trigger) -> ActKind:
    """The trigger's kind, but talks that are rounds, indirect or about peace are a negotiation and no meeting."""
    if trigger.kind is ActKind.MEETING and trigger.part is Part.VERB:
        end = min(scene.right_end(trigger.end, soft=False), trigger.end + 14)
        by_phone = any(is_in(word.text, _PHONE) for word in scene.line.words[trigger.end : end])
        return ActKind.CALL if by_phone else trigger.kind
    if trigger.kind is not ActKind.MEETING or not is_talks(scene, trigger):
        return trigger.kind
    words = scene.line.words
    around = words[max(0, trigger.start - 10) : trigger.start] + words[trigger.end : trigger.end + 5]
    if any(is_in(near.text, _OF_TALKS) for near in around):
        return ActKind.NEGOTIATION
    return trigger.kind


def is_talks(scene: Scene, trigger: Trigger) -> bool:
    """Whether the word is «محادثات» or the like, which says of a meeting what it says of a negotiation."""
    word = scene.line.words[trigger.start].text
    return trigger.part is not Part.VERB and any(stem in word for stem in ("محادثات", "مباحثات", "مشاورات"))


_PHONE = frozenset(("هاتفيا", "هاتفي", "هاتفيه"))
_OF_TALKS = word_set("of_talks")


def is_negated(scene: Scene, trigger: Trigger) -> bool:
    """Whether a dealing is denied or refused: «لم يلتق», «نفت إجراء مفاوضات»."""
    if trigger.kind in (ActKind.STATEMENT_CONDEMN, ActKind.SUMMON):
        window = scene.line.words[max(0, trigger.start - 1) : trigger.start]
    else:
        window = scene.line.words[max(0, trigger.start - 2) : trigger.start]
    return any(_joined_in(word.text, _DENIED) for word in window)


def status_of(scene: Scene, trigger: Trigger) -> ActStatus:
    """Whether it happened, is announced or was called off."""
    words = scene.line.words
    before = words[max(scene.left_end(trigger.start), trigger.start - 10) : trigger.start]
    if any(_joined_in(word.text, _CALLED_OFF) for word in before) and trigger.kind in _CAN_BE_OFF:
        return ActStatus.CALLED_OFF
    after = words[trigger.end : min(scene.right_end(trigger.end, soft=False), trigger.end + 12)]
    if trigger.kind in _CAN_BE_OFF and any(word.text in ("الغيت", "تاجلت", "علقت", "الغي") for word in after[:4]):
        return ActStatus.CALLED_OFF
    if trigger.future:
        return ActStatus.ANNOUNCED
    if trigger.part is Part.VERB and not trigger.present:
        return ActStatus.HAPPENED
    left = words[max(scene.left_end(trigger.start), trigger.start - 9) : trigger.start]
    if any(is_in(word.text, _PLANNED) or word.text.removeprefix("و") in _FUTURE_VERBS for word in left):
        return ActStatus.ANNOUNCED
    if _agreed_on(scene, trigger):
        return ActStatus.ANNOUNCED
    if trigger.kind in _CAN_BE_OFF and any(is_in(word.text, _PLANNED) for word in after[:8]):
        return ActStatus.ANNOUNCED
    return ActStatus.HAPPENED


def _agreed_on(scene: Scene, trigger: Trigger) -> bool:
    """«اتفقا على عقد قمة»: what is agreed to be held is to come."""
    words = [word.text for word in scene.line.words[max(0, trigger.start - 3) : trigger.start]]
    return any(
        first in ("علي", "الي") and second in ("عقد", "اجراء", "تنظيم", "استضافه", "ارسال")
        for first, second in zip(words, words[1:], strict=False)
    ) or any(word in ("لعقد", "لاجراء") for word in words)


_CAN_BE_OFF = frozenset(
    {
        ActKind.VISIT,
        ActKind.MEETING,
        ActKind.CALL,
        ActKind.SUMMIT,
        ActKind.NEGOTIATION,
        ActKind.AGREEMENT,
        ActKind.AID,
        ActKind.VOTE,
        ActKind.MEDIATION,
    }
)


def is_background(scene: Scene, trigger: Trigger) -> bool:
    """Whether a dealing is told as history: «وكان قد زار», an earlier year, «العام الماضي»."""
    words = scene.line.words
    if not words:
        return False
    if words[0].text in _BEGINS_HISTORY and scene.line.number > 1:
        return True
    window = words[max(0, trigger.start - 4) : trigger.end + 10]
    texts = [word.text for word in window]
    for at, text in enumerate(texts[:-1]):
        if text in ("عام", "سنه", "العام", "في") and len(texts[at + 1]) == 4 and texts[at + 1].startswith(("19", "20")):
            return scene.line.number > 1
        if text in ("العام", "السنه") and texts[at + 1] in ("الماضي", "الماضيه"):
            return scene.line.number > 1
    return False


def _joined_in(word: str, group: frozenset[str]) -> bool:
    """Whether a word is one of a set, with «و» or «ف» before it or not: «كما» is no «ك + ما»."""
    return word in group or (word[:1] in ("و", "ف") and word[1:] in group)
