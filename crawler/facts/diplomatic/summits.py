"""A bloc's own summit, called by the bloc's name: «القمة العربية», «القمة الأفريقية»."""

from collections.abc import Sequence

from crawler.facts.act import ActKind
from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.dealing import Dealing
from crawler.facts.diplomatic.scene import Scene, parties_of
from crawler.facts.diplomatic.triggers import Trigger
from crawler.facts.diplomatic.words import is_in, word_set

# They hold summits of their own members.
BLOCS = frozenset(
    ("Arab League", "EU", "African Union", "GCC", "NATO", "OIC", "G7", "G20", "BRICS", "ASEAN", "SCO", "ECOWAS", "IGAD")
)
_HELD = word_set("held")
_ATTENDS = word_set("attends")
_NEAR = 6  # words before or behind the summit's name that say it is held
_FAR = 14  # words between who attends and the summit


def names_summit(trigger: Trigger, actors: Sequence[Actor]) -> bool:
    """Whether a trigger is the word «القمة» within a bloc's name."""
    return trigger.kind is ActKind.SUMMIT and _bloc(trigger, actors) is not None


def _bloc(trigger: Trigger, actors: Sequence[Actor]) -> Actor | None:
    inside = (actor for actor in actors if actor.start <= trigger.start < actor.end)
    return next((actor for actor in inside if actor.party in BLOCS), None)


def blocs_summit(scene: Scene, trigger: Trigger) -> Dealing | None:
    """The bloc alone, or with the state that attends or calls the summit; None where it is no bloc's own."""
    bloc = _bloc(trigger, scene.actors)
    if bloc is None:
        return _called(scene, trigger)
    words = scene.line.words
    before = words[max(0, trigger.start - _FAR) : trigger.start]
    if any(is_in(word.text, _ATTENDS) for word in before):
        guests = scene.subject_before(trigger, adjacent=False)
        if guests and all(guest.party not in BLOCS for guest in guests):
            return Dealing((*parties_of(guests), bloc.party), (*guests, bloc))
    near = [*words[max(0, trigger.start - _NEAR) : trigger.start], *words[bloc.end : bloc.end + _NEAR]]
    held = scene.line.number <= 2 and any(is_in(word.text, _HELD) for word in near)
    return Dealing((bloc.party,), (bloc,)) if held else None


def _called(scene: Scene, trigger: Trigger) -> Dealing | None:
    """«وجه البيت الأبيض دعوات إلى قادة مجموعة العشرين لحضور القمة»: who calls whom to a summit."""
    before = scene.line.words[max(0, trigger.start - _FAR) : trigger.start]
    if not any(word.text in _INVITES for word in before):
        return None
    guests = [actor for actor in scene.left(trigger) if scene.case_of(actor) == "الي" and actor.strong]
    hosts = scene.main_subject(trigger)
    if not hosts or not guests or hosts[0].party == guests[0].party:
        return None
    return Dealing((*parties_of(hosts), *parties_of(guests)), (*hosts, *guests))


_INVITES = frozenset(("دعوات", "دعوه", "الدعوات", "الدعوه"))
