"""Dealings with somebody between the sides: a mediator, or a body that votes on a state's affair."""

from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.dealing import Dealing
from crawler.facts.diplomatic.scene import Scene, parties_of
from crawler.facts.diplomatic.towards import country_near
from crawler.facts.diplomatic.triggers import Part, Trigger

_BY_HAND = frozenset(("", "من", "بوساطه", "برعايه", "ل"))
_BODIES = frozenset({"UN", "EU", "Arab League", "African Union", "IAEA", "UNESCO", "OPCW", "OIC", "GCC", "ICJ"})
_CARRIERS = frozenset(("ICRC",))  # they carry out what others agree on
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
    factions = sides_between(scene, trigger)
    named = tuple(party for party in parties_of(factions) if party not in own)
    if len(named) > len(pair):
        sides, pair = factions, named
    if len(pair) < 2 and not named:
        pair = _sides_before(scene, trigger, own)
    pair = tuple(party for party in pair if party not in _CARRIERS)
    if not pair:
        return None
    return Dealing((*own, *pair), (*mediators, *sides), sure=len(pair) > 1 or bool(named))


def sides_between(scene: Scene, trigger: Trigger) -> list[Actor]:
    """Who stands behind «بين» near a trigger, be it the factions of one state: «المفاوضات بين أطراف الأزمة في ليبيا»."""
    words = scene.line.words
    near = range(trigger.end, min(len(words), trigger.end + _BETWEEN_NEAR))
    at = next((index for index in near if words[index].text == "بين"), None)
    if at is None:
        return []
    behind = [actor for actor in scene.actors if at < actor.start <= at + _SIDES_NEAR]
    if not behind:
        return []
    return list(scene.chain(behind[0])) if len(scene.chain(behind[0])) > 1 else _run(behind)


def _run(actors: list[Actor]) -> list[Actor]:
    """The first actor and those that touch it: «الجانبين الكولومبي والفنزويلي»."""
    run = actors[:1]
    for actor in actors[1:]:
        if actor.start - run[-1].end <= 1 and actor.adjective:
            run.append(actor)
    return run


_BETWEEN_NEAR = 4  # words between «المفاوضات» and «بين»
_SIDES_NEAR = 6  # words between «بين» and the first of the sides


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


_DRAFTS = frozenset("قدمته قدمتها قدمه قدمها طرحته طرحه صاغته صاغه عرضته عرضه رعته وزعته".split())
_DRAFT_NOUNS = frozenset(("المشروع", "مشروع", "النص", "القرار", "قرار", "المقترح", "مقترح"))


def _drafted(scene: Scene, actor: Actor) -> bool:
    before = [word.text for word in scene.line.words[max(0, actor.start - 2) : actor.start]]
    return (
        any(text in _DRAFTS for text in before)
        or (before[-1:] == ["به"])
        or (actor.adjective and before[-1:] != [] and before[-1] in _DRAFT_NOUNS)
    )


def _is_topic(scene: Scene, actor: Actor) -> bool:
    return actor.place or scene.case_of(actor) in ("بشان", "حول", "ب", "في", "علي")


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
    if veto:  # «ضد مشروع قرار قدمته فرنسا», «ضد المشروع الفرنسي»: who drafted it has no part in the veto
        others = [actor for actor in others if not _drafted(scene, actor)]
    casters = [actor for actor in others if (actor.strong or actor.adjective) and not _is_topic(scene, actor)]
    casters = casters[:1] if veto else []
    about = [actor for actor in others if actor.party not in parties_of(casters) and actor.start >= trigger.start]
    if veto:
        about = [actor for actor in about if _is_topic(scene, actor)] or about
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
