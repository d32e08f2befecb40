"""What is to come by its tense and day alone: «يصوت مجلس الأمن الجمعة على ...», «تستضيف عمان الثلاثاء قمة»."""

from crawler.facts.diplomatic.scene import Scene
from crawler.facts.diplomatic.triggers import Part, Trigger

_COMING_DAYS = frozenset("غدا السبت الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه".split())
_HOLDS_NOW = frozenset(
    "يبدا تبدا يعقد تعقد تستضيف يستضيف تحتضن يحتضن تنطلق ينطلق يجري تجري يفتتح تفتتح يستهل تستهل".split()
)
_NO_NEWS = frozenset("كان كانت التي الذي لم لا ان وهو وهي".split())
_TO_BE_HELD = 9  # words between «تستضيف» and «قمة»
_DAY_NEAR = 9  # words behind a verb in which its day stands


def is_dated_ahead(scene: Scene, trigger: Trigger) -> bool:
    """Whether a verb of the present with a day tells of the dealing, behind the title: news of what was done is in the past."""
    words = scene.line.words
    if not scene.line.number:
        return False
    if trigger.part is Part.VERB:
        verb = trigger.start if trigger.present and not trigger.prefix else None
    else:
        near = range(max(scene.left_end(trigger.start), trigger.start - _TO_BE_HELD), trigger.start)
        verb = next((at for at in near if words[at].text in _HOLDS_NOW), None)
    if verb is None or (verb and words[verb - 1].text in _NO_NEWS):
        return False
    return any(word.text in _COMING_DAYS for word in words[verb + 1 : verb + 1 + _DAY_NEAR])
