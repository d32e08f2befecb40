"""Dealing: the parties that a trigger was found to bring together. And who may be meant where a side is unsaid."""

from dataclasses import dataclass, field

from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.scene import Scene
from crawler.facts.diplomatic.triggers import Trigger


@dataclass(frozen=True, slots=True)
class Dealing:
    """The parties of a dealing with the actors they were read from, and how sure the reading is."""

    parties: tuple[str, ...]
    actors: tuple[Actor, ...] = field(default=())
    sure: bool = True
    goals: tuple[str, ...] = ()  # of a journey to several states: each is a visit
    beside: frozenset[str] = frozenset()  # parties of which a person is named in the same line


def unsaid_parties(scene: Scene, trigger: Trigger) -> list[str]:
    """The parties that an unsaid side may be, likeliest first."""
    mind = scene.mind
    own = [
        actor.party
        for actor in scene.actors
        if actor.strong and scene.case_of(actor) == "" and actor.end <= trigger.start
    ]
    likely = [*own[:1], *(actor.party for actor in mind.subject)]
    if scene.line.number > 0:
        likely += [*mind.title[:2], *mind.lead]
    if mind.home:
        likely.append(mind.home)
    return likely
