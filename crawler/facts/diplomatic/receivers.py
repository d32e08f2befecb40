"""Whom help reaches where the clause names him before it: «وصلت إلى مطار مقديشو طائرة مساعدات قطرية»."""

from crawler.arabic.names import STATE_CODES
from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.scene import Scene
from crawler.facts.diplomatic.triggers import Trigger
from crawler.facts.diplomatic.words import RESTS, is_in, word_set

_RECEIVES = word_set("receives")
_ARRIVES = word_set("arrives")
_AT = frozenset(("الي", "في", "ب"))


def receiver(scene: Scene, trigger: Trigger, used: tuple[str, ...]) -> Actor | None:
    """The state that help came to, or that took it, named left of the word that tells of it."""
    left = [actor for actor in scene.left(trigger) if actor.party not in used]
    before = [word.text for word in scene.line.words[scene.left_end(trigger.start) : trigger.start]]
    if any(is_in(text, _RECEIVES) for text in before):
        return next((actor for actor in left if actor.strong and scene.case_of(actor) == ""), None)
    if any(is_in(text, _ARRIVES) for text in before):
        reached = (a for a in left if a.place or scene.case_of(a) == "الي")  # «وصلت إلى بورتسودان طائرة إغاثة كويتية»
        return next((actor for actor in reached if scene.case_of(actor) in _AT), None)
    return None


def carrier(scene: Scene, trigger: Trigger) -> tuple[Actor, ...]:
    """Whose ship or aircraft brings the help: «أفرغت سفينة قطرية حمولة من المساعدات»."""
    for actor in scene.left(trigger):
        before = scene.line.words[actor.start - 1].text if actor.start else ""
        if actor.adjective and is_in(before.removeprefix("ال"), _VEHICLES):
            return (actor,)
    return ()


_VEHICLES = frozenset(
    "سفينه باخره سفن بواخر طايره طايرات قافله قوافل شاحنه شاحنات طايرتان طايرتين سفينتان سفينتين".split()
)


def that_state(scene: Scene, trigger: Trigger, used: tuple[str, ...]) -> str | None:
    """The state of the title, where the clause says it by what it is: «تدريب الشرطة في البلد الكاريبي»."""
    titled = next((party for party in scene.mind.title if party in STATE_CODES and party not in used), None)
    said = any(not _THAT.isdisjoint(RESTS[word.text]) for word in scene.line.words[trigger.end :])
    return titled if said else None


_THAT = frozenset(("البلد", "الجزيره", "الارخبيل", "الدوله"))
