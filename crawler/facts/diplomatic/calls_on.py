"""«زار السفير الروسي وزير الخارجية اللبناني»: who calls on a person by office meets him."""

from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.dealing import Dealing
from crawler.facts.diplomatic.scene import Scene
from crawler.facts.diplomatic.triggers import Trigger

_VISITS = frozenset(("زار", "زارت", "يزور", "تزور", "وزار", "وزارت", "سيزور", "ستزور"))
_NEAR = 1  # words between the verb and the guest, or his name and his host's office
_SEATS = frozenset("سفاره وزاره حكومه رياسه خارجيه برلمان مجلس قنصليه ديوان سلطات".split())  # places, no persons


def calls_on(scene: Scene, trigger: Trigger) -> Dealing | None:
    """Guest and host, where both are named by an office and no place is visited; None where it is another verb's."""
    guest = _guest(scene, trigger)
    host = next((actor for actor in scene.actors if guest is not None and actor.start >= _behind(trigger, guest)), None)
    if guest is None or host is None or host.party == guest.party:
        return None
    near = host.start - _behind(trigger, guest) <= _NEAR
    seat = scene.line.words[host.start].text.removeprefix("ال") in _SEATS
    met = host.office is not None and not host.place and not seat and host.case == "" and near
    return Dealing((guest.party, host.party), (guest, host)) if met else None


def is_call_on(scene: Scene, trigger: Trigger) -> bool:
    """Whether a trigger is the verb «زار»."""
    return scene.line.words[trigger.start].text in _VISITS


def _guest(scene: Scene, trigger: Trigger) -> Actor | None:
    behind = next((actor for actor in scene.actors if 0 <= actor.start - trigger.end <= _NEAR), None)
    before = scene.subject_before(trigger, adjacent=True)
    guest = before[-1] if before else behind
    return guest if guest is not None and (guest.office or guest.person) and not guest.place else None


def _behind(trigger: Trigger, guest: Actor) -> int:
    return max(trigger.end, guest.end)
