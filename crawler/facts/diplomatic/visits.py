"""Visits: who travels, and where to."""

from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.dealing import Dealing, unsaid_parties
from crawler.facts.diplomatic.scene import Scene, parties_of
from crawler.facts.diplomatic.triggers import Part, Trigger

_HOME = ("البلاد", "للبلاد", "بلادنا", "لبلادنا")


def visit(scene: Scene, trigger: Trigger, is_noun: bool) -> Dealing | None:
    """The traveller's party and that of the goal."""
    goal = _goal(scene, trigger, is_noun)
    travellers = _travellers(scene, trigger, is_noun, goal)
    if goal is None:
        return _without_goal(scene, trigger, travellers)
    goals = [member for member in scene.chain(goal) if not member.adjective and not member.office]
    guests = [actor for actor in travellers if actor.party not in parties_of(goals)]
    if guests:
        return Dealing((*parties_of(guests), *parties_of(goals)), (*guests, *goals))
    guest = next((party for party in unsaid_parties(scene, trigger) if party not in parties_of(goals)), None)
    return Dealing((guest, *parties_of(goals)), tuple(goals), sure=False) if guest else None


def _goal(scene: Scene, trigger: Trigger, is_noun: bool) -> Actor | None:
    end = scene.right_end(trigger.end, soft=True)
    for actor in scene.right(trigger, soft=False):
        if actor.office or actor.person or actor.people or actor.adjective:
            continue
        case = scene.case_of(actor)
        near = actor.start - trigger.end
        wanted = ("الي", "ل", "في", "ب") if actor.start < end + 8 else ("الي", "ل")
        if case in wanted or (case == "" and near <= (1 if is_noun else 8)):
            return actor
        if not is_noun and case == "" and actor.start < end:
            return actor
    return None


def _travellers(scene: Scene, trigger: Trigger, is_noun: bool, goal: Actor | None) -> list[Actor]:
    stop = goal.start if goal else scene.right_end(trigger.end, soft=True)
    right = [
        actor
        for actor in scene.right(trigger, soft=False)
        if actor.start < stop and actor.strong and scene.case_of(actor) == "" and (actor.office or actor.person)
    ]
    if not is_noun:
        before = scene.subject_before(trigger, adjacent=True)
        if before:
            return list(before)
        return list(scene.chain(right[0])) if right else list(scene.mind.subject)
    # «زيارة الرئيس ... إلى», «زيارة الدولة التي يقوم بها الرئيس ...»
    relative = any(word.text == "التي" for word in scene.line.words[trigger.end : trigger.end + 4])
    near = [actor for actor in right if actor.start - trigger.end <= (8 if relative else 3)]
    if near and not trigger.owner:
        return list(scene.chain(near[0]))
    return list(scene.subject_before(trigger, adjacent=False)) or scene.adjectives(trigger)


def _without_goal(scene: Scene, trigger: Trigger, travellers: list[Actor]) -> Dealing | None:
    """«زيارته الرسمية للبلاد»: a place named elsewhere in the line, else home."""
    if trigger.part is Part.VERB and not any(word.text in _HOME for word in scene.line.words):
        return None
    parties = parties_of(travellers)
    if not parties:
        return None
    place = next((actor for actor in scene.actors if actor.place and actor.party not in parties), None)
    if place is not None:
        return Dealing((*parties, place.party), (*travellers, place), sure=False)
    if scene.mind.home and scene.mind.home not in parties:
        return Dealing((*parties, scene.mind.home), tuple(travellers), sure=False)
    return None
