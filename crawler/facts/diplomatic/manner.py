"""How a dealing stands in its line: planned or done or called off, denied, history, and where it took place."""

from crawler.arabic.names import unglued
from crawler.facts.act import ActKind, ActStatus
from crawler.facts.diplomatic.lines import Dateline
from crawler.facts.diplomatic.scene import Scene
from crawler.facts.diplomatic.triggers import Part, Trigger
from crawler.facts.diplomatic.words import word_set

_PLANNED = word_set("planned")
_PLANNED_VERBS = word_set("future_verbs")
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
        by_phone = any(_in(word.text, _PHONE) for word in scene.line.words[trigger.end : end])
        return ActKind.CALL if by_phone else trigger.kind
    if trigger.kind is not ActKind.MEETING or not is_talks(scene, trigger):
        return trigger.kind
    words = scene.line.words
    around = words[max(0, trigger.start - 5) : trigger.start] + words[trigger.end : trigger.end + 5]
    if any(_in(near.text, _OF_TALKS) for near in around):
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
    return any(_in(word.text, _DENIED) for word in window)


def status_of(scene: Scene, trigger: Trigger) -> ActStatus:
    """Whether it happened, is announced or was called off."""
    words = scene.line.words
    before = words[max(scene.left_end(trigger.start), trigger.start - 5) : trigger.start]
    if any(_in(word.text, _CALLED_OFF) for word in before) and trigger.kind in _CAN_BE_OFF:
        return ActStatus.CALLED_OFF
    after = words[trigger.end : min(scene.right_end(trigger.end, soft=False), trigger.end + 12)]
    if trigger.kind in _CAN_BE_OFF and any(word.text in ("الغيت", "تاجلت", "علقت", "الغي") for word in after[:4]):
        return ActStatus.CALLED_OFF
    if trigger.future:
        return ActStatus.ANNOUNCED
    if trigger.part is Part.VERB and not trigger.present:
        return ActStatus.HAPPENED
    left = words[max(scene.left_end(trigger.start), trigger.start - 9) : trigger.start]
    if any(_in(word.text, _PLANNED) or word.text.removeprefix("و") in _SURE_FUTURE for word in left):
        return ActStatus.ANNOUNCED
    if trigger.kind in _CAN_BE_OFF and any(_in(word.text, _PLANNED) for word in after[:8]):
        return ActStatus.ANNOUNCED
    return ActStatus.HAPPENED


_SURE_FUTURE = frozenset(word for word in _PLANNED_VERBS if word.startswith("س") or word.startswith("ست"))
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


def place_of(scene: Scene, trigger: Trigger, dateline: Dateline) -> str | None:
    """Where it took place: the narrowest place named after «في» or «ب» in its line, a visit's goal, else None."""
    if trigger.kind not in _HAVE_PLACE:
        return None
    spoken = _spoken_place(scene, trigger)
    if spoken:
        return spoken
    if trigger.kind is ActKind.VISIT:
        for actor in scene.actors:
            if actor.start >= trigger.end and not (actor.office or actor.person or actor.adjective or actor.people):
                return _bare(scene, actor.start, actor.end)
    return None


_HAVE_PLACE = frozenset(
    {
        ActKind.VISIT,
        ActKind.MEETING,
        ActKind.SUMMIT,
        ActKind.NEGOTIATION,
        ActKind.MEDIATION,
        ActKind.AGREEMENT,
        ActKind.APPOINTMENT,
        ActKind.LETTER,
        ActKind.AID,
        ActKind.RESTORE,
    }
)


def _spoken_place(scene: Scene, trigger: Trigger) -> str | None:
    near = [actor for actor in scene.actors if actor.place and actor.case in ("في", "ب", "داخل")]
    near.sort(key=lambda actor: abs(actor.start - trigger.end))
    return _bare(scene, near[0].start, near[0].end) if near else None


def _bare(scene: Scene, start: int, end: int) -> str:
    """The words without the preposition glued to the first and without «مدينة», «العاصمة», «دولة» before the name."""
    words = scene.line.words
    while start < end - 1 and _in(words[start].text, _PLACE_NOUNS):
        start += 1
    text = scene.line.text(start, end)
    name = next((n for n in scene.line.names if n.start == start), None)
    if name is not None and name.prefix:
        letters = len(name.prefix)
        rest = text[letters:]
        return "ال" + rest[1:] if name.definite and rest.startswith("ل") and not rest.startswith("ال") else rest
    return text


_PLACE_NOUNS = word_set("place_nouns")


def _in(word: str, group: frozenset[str]) -> bool:
    return word in group or any(rest in group for _, rest in unglued(word))
