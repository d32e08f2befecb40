"""Dealings with somebody between the sides: a mediator, or a body that votes on a state's affair."""

from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.dealing import Dealing
from crawler.facts.diplomatic.scene import Scene, parties_of
from crawler.facts.diplomatic.towards import country_near
from crawler.facts.diplomatic.triggers import Part, Trigger

_BY_HAND = frozenset(("", "من", "بوساطه", "برعايه", "ل"))
_BODIES = frozenset({"UN", "EU", "Arab League", "African Union", "IAEA", "UNESCO", "OPCW", "OIC", "GCC", "ICJ"})
_VETO = ("النقض", "فيتو", "الفيتو")


def mediation(scene: Scene, trigger: Trigger) -> Dealing | None:
    """The mediator first, then the sides."""
    right = scene.right(trigger, soft=False)
    mediators = _mediators(scene, trigger, right)
    if not mediators:
        return None
    own = parties_of(mediators)
    between = next((actor for actor in right if scene.case_of(actor) == "بين"), None)
    sides = list(scene.chain(between)) if between else []
    pair = tuple(party for party in parties_of(sides) if party not in own)
    if len(pair) < 2:
        pair = _sides_before(scene, trigger, own)
    if not pair:
        return None
    return Dealing((*own, *pair), (*mediators, *sides), sure=len(pair) > 1)


def _mediators(scene: Scene, trigger: Trigger, right: list[Actor]) -> list[Actor]:
    adjectives = scene.adjectives(trigger)
    if adjectives:
        return adjectives
    if not trigger.owner and trigger.part is not Part.VERB:
        behind = (a for a in right if a.strong and a.start - trigger.end <= 2 and scene.case_of(a) in _BY_HAND)
        sent = (a for a in right if a.start - trigger.end <= 2 and scene.case_of(a) == "من")
        first = next(behind, None) or next(sent, None)  # «بوساطة تركيا», «بوساطة من تركيا وقطر»
        if first is not None:
            return list(scene.chain(first))
    before = scene.subject_before(trigger, adjacent=False)
    return list(before) or [actor for actor in right if actor.strong and scene.case_of(actor) == ""][:1]


def _sides_before(scene: Scene, trigger: Trigger, mediators: tuple[str, ...]) -> tuple[str, ...]:
    left = [
        actor.party
        for actor in scene.left(trigger)
        if (actor.strong or actor.adjective or actor.people) and not actor.place and actor.party not in mediators
    ]
    named = tuple(dict.fromkeys(left))
    known = tuple(party for party in scene.mind.pair if party not in mediators)
    return named if len(named) >= 2 or len(named) > len(known) else known


def vote(scene: Scene, trigger: Trigger) -> Dealing | None:
    """The voting body, a vetoing state, and the state that the text is about."""
    actors = scene.actors
    body = next((actor for actor in actors if actor.party in _BODIES), None)
    veto = any(word.text in _VETO for word in scene.line.words)
    titled = next((party for party in scene.mind.title if party in _BODIES), None)
    party = body.party if body else ("UN" if veto else titled)
    if party is None:
        return None
    others = [actor for actor in actors if actor.party != party and actor.party not in _BODIES]
    casters = [actor for actor in others if actor.strong or actor.adjective][:1] if veto else []
    about = [actor for actor in others if actor.party not in parties_of(casters) and actor.start >= trigger.start]
    about = ([actor for actor in about if actor.party in scene.mind.title] or about)[:1]
    parties = (party, *parties_of(casters), *parties_of(about))
    if not about:
        country = country_near(scene, trigger, parties)  # «بشأن غزة»
        if country is not None:
            return Dealing((*parties, country), tuple(actor for actor in (body, *casters) if actor is not None))
    if len(parties) < 2 or (veto and not about):
        extra = next((other for other in scene.mind.title if other not in parties), None)
        parties = (*parties, extra) if extra else parties
    return Dealing(parties, tuple(actor for actor in (body, *casters, *about) if actor is not None))
