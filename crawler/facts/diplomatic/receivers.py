"""Whom help reaches where the clause names him before it: «وصلت إلى مطار مقديشو طائرة مساعدات قطرية»."""

from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.scene import Scene
from crawler.facts.diplomatic.triggers import Trigger
from crawler.facts.diplomatic.words import is_in, word_set

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
        return next((actor for actor in left if actor.place and scene.case_of(actor) in _AT), None)
    return None
