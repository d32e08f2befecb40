"""Who dealt with whom: for a trigger in its scene, the actors on its sides, by the grammar of its kind.

Three frames carry all kinds. Mutual dealings (a meeting, talks, an agreement) take every actor of their clause.
One-way dealings (to condemn, to expel, to recognise) take who acts and whom it is towards. Visits take who travels
and where to. What a clause leaves unsaid is filled from what the lines before it left in mind.
"""

from dataclasses import dataclass, field

from crawler.arabic.places import places_of
from crawler.facts.act import ActKind
from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.scene import Scene, parties_of
from crawler.facts.diplomatic.triggers import Part, Trigger

MUTUAL = frozenset(
    {
        ActKind.MEETING,
        ActKind.CALL,
        ActKind.SUMMIT,
        ActKind.NEGOTIATION,
        ActKind.AGREEMENT,
        ActKind.LETTER,
        ActKind.RESTORE,
        ActKind.APPOINTMENT,
    }
)
STATEMENTS = frozenset({ActKind.STATEMENT_CONDEMN, ActKind.STATEMENT_SUPPORT, ActKind.DEMAND})
# Prepositions under which an actor takes part in a mutual dealing.
_TAKES_PART = {
    ActKind.MEETING: frozenset(("", "مع", "بين", "ب", "ل", "بحضور", "بمشاركه")),
    ActKind.CALL: frozenset(("", "مع", "بين", "ب", "من", "ل", "الي", "من قبل")),
    ActKind.SUMMIT: frozenset(("", "مع", "بين", "ب", "بمشاركه", "بحضور", "ل", "برياسه")),
    ActKind.NEGOTIATION: frozenset(("", "مع", "بين", "ب")),
    ActKind.AGREEMENT: frozenset(("", "مع", "بين", "ل")),
    ActKind.LETTER: frozenset(("", "من", "الي", "ل", "بين", "مع", "ب")),
    ActKind.RESTORE: frozenset(("", "مع", "بين", "الي", "علي", "عن", "ل", "من", "لدي", "في", "ب")),
    ActKind.APPOINTMENT: frozenset(("", "لدي", "الي", "ل", "من", "في", "ب")),
}
_TARGET_CASES = {
    ActKind.SANCTION: ("علي", "ضد", "بحق", "تجاه"),
    ActKind.RECALL: ("من", "لدي", "في", "ب"),
    ActKind.SEVER: ("مع", "من", "في", "لدي"),
    ActKind.RECOGNITION: ("ب",),
    ActKind.AID: ("الي", "ل", "في"),
    ActKind.STATEMENT_SUPPORT: ("ل", "مع", "ب", "الي"),
}


@dataclass(frozen=True, slots=True)
class Dealing:
    """The parties of a dealing with the actors they were read from, and how sure the reading is."""

    parties: tuple[str, ...]
    actors: tuple[Actor, ...] = field(default=())
    sure: bool = True


# Groups no state deals with openly: only talks and deals with them are dealings.
_OUTLAWS = frozenset(("Islamic State", "Al-Qaeda", "Boko Haram", "Abu Sayyaf", "Al-Shabaab"))
_WITH_OUTLAWS = frozenset({ActKind.NEGOTIATION, ActKind.MEDIATION, ActKind.AGREEMENT})


def dealing(scene: Scene, trigger: Trigger, is_noun: bool) -> Dealing | None:
    """The parties of the dealing that a trigger tells of, at least two, else None."""
    kind = trigger.kind
    if kind is ActKind.VISIT:
        found = _visit(scene, trigger, is_noun)
    elif kind is ActKind.MEDIATION:
        found = _mediation(scene, trigger)
    elif kind is ActKind.VOTE:
        found = _vote(scene, trigger)
    elif kind in MUTUAL:
        found = _mutual(scene, trigger, is_noun)
    else:
        found = _towards(scene, trigger, is_noun)
    if found is None or len(found.parties) < 2:
        return None
    if trigger.kind not in _WITH_OUTLAWS and any(party in _OUTLAWS for party in found.parties):
        return None
    return found


# -- mutual -----------------------------------------------------------------------------------------------------------


def _mutual(scene: Scene, trigger: Trigger, is_noun: bool) -> Dealing | None:
    cases = _TAKES_PART[trigger.kind]
    adjectives = scene.adjectives(trigger) if is_noun else []
    right = [actor for actor in scene.right(trigger) if actor not in adjectives and _takes_part(scene, actor, cases)]
    if trigger.kind in (ActKind.AGREEMENT, ActKind.RESTORE) and not is_noun:
        right = _before_word(scene, trigger, right, "علي") if len(right) > 2 else right
    found = [*adjectives, *right]
    among = any(scene.case_of(actor) == "بين" for actor in right) or len(parties_of(adjectives)) > 1
    if is_noun:
        found = [actor for actor in found if actor in adjectives or _belongs(scene, trigger, actor)]
        if not (among and len(parties_of(found)) > 1):
            found = [*scene.subject_before(trigger, adjacent=False), *found]
    else:
        found = [*scene.subject_before(trigger, adjacent=True), *found]
    found = _without_people(scene, found)
    if len(parties_of(found)) < 2:
        far = [
            actor
            for actor in scene.right(trigger, soft=False)
            if actor not in found
            and actor.strong
            and (scene.case_of(actor) in ("مع", "بين") or _partner(actor, scene))
            and scene.case_of(actor) in cases
        ]
        found += far[:2]
    if len(parties_of(found)) < 2:
        found += [actor for actor in _gathered(scene, trigger) if actor not in found]
    return _filled(scene, trigger, found)


_GATHERS = frozenset(
    "جمع جمعه جمعها جمعت جمعته تجمع يجمع يجمعه ضم ضمت يضم تضم حضر حضره حضرها شارك شاركت ترأس تراسه تراسها عقده عقدها عقدته اجراه "
    "اجراها اجرته اجرتها وقعه وقعها وقعت وقع وقعته تلقاه تلقته تلقاها بعثها بعثه بعث وجهها وجهه نقلها نقله سلمها سلمه سلمته حملها ابرمها "
    "ابرمته ابرمه يجريها يعقده عقد عقدت اجري اجرت تلقي تلقت تسلم تسلمت".split()
)


def _belongs(scene: Scene, trigger: Trigger, actor: Actor) -> bool:
    """Whether an actor without a preposition belongs to the noun before it: right behind it, or gathered by a verb."""
    head = scene.chain(actor)[0]
    if head.case != "" or trigger.kind in (ActKind.LETTER, ActKind.APPOINTMENT):
        return True
    if head.start - trigger.end <= 3:
        return True
    between = scene.line.words[trigger.end : head.start]
    return any(word.text in _GATHERS or word.text[1:] in _GATHERS for word in between)


def _gathered(scene: Scene, trigger: Trigger) -> list[Actor]:
    """«الجولة التي كان من المقرر أن تجمع مصر والسودان»: those behind a verb that gathers."""
    end = scene.right_end(trigger.end, soft=False)
    words = scene.line.words
    at = next((i for i in range(trigger.end, end) if words[i].text in _GATHERS), None)
    if at is None:
        return []
    first = next(
        (actor for actor in scene.actors if 0 <= actor.start - at - 1 <= 2 and actor.case == "" and actor.strong), None
    )
    return [actor for actor in scene.chain(first) if actor.strong] if first else []


def _partner(actor: Actor, scene: Scene) -> bool:
    return actor.office == "side" and scene.line.words[actor.start].text.lstrip("بلو").startswith("نظ")


def _takes_part(scene: Scene, actor: Actor, cases: frozenset[str]) -> bool:
    case = scene.case_of(actor)
    if case == "من" and scene.is_sent(actor):
        return True
    if case not in cases:
        return False
    if actor.place and "في" not in cases:
        return False
    if actor.people:
        return case in ("مع", "بين")
    if not actor.strong:
        return False
    if case in ("ل", "ب") and "من" not in cases and not (actor.office or actor.person):
        return False
    return not scene.topic_of(actor)


def _before_word(scene: Scene, trigger: Trigger, actors: list[Actor], word: str) -> list[Actor]:
    stop = next((at for at in range(trigger.end, len(scene.line.words)) if scene.line.words[at].text == word), 10_000)
    return [actor for actor in actors if actor.start < stop]


def _without_people(scene: Scene, actors: list[Actor]) -> list[Actor]:
    strong = [actor for actor in actors if not actor.people]
    return strong if len(parties_of(strong)) > 1 else actors


def _filled(scene: Scene, trigger: Trigger, found: list[Actor]) -> Dealing | None:
    """Fills in the side that the clause leaves unsaid: «مباحثاته», «الجانبان», «نظيره»."""
    parties = parties_of(found)
    if len(parties) >= 2:
        return Dealing(parties, tuple(found))
    mind = scene.mind
    if trigger.kind is ActKind.AGREEMENT and parties and parties[0] in _LENDERS:
        borrower = next((actor for actor in scene.right(trigger, soft=False) if actor.party not in parties), None)
        if borrower is not None:
            return Dealing((*parties, borrower.party), (*found, borrower))
    if scene.has_group_word() and len(mind.group) > 2 and set(parties) <= set(mind.group):
        return Dealing(mind.group, tuple(found))
    near = scene.has_pair_word(scene.left_end(trigger.start), scene.right_end(trigger.end, soft=False))
    if near and len(mind.pair) > 1 and set(parties) <= set(mind.pair):
        return Dealing(mind.pair, tuple(found), sure=bool(parties) or trigger.kind is not ActKind.MEETING)
    if not parties or not _asks_for_partner(scene, trigger, found):
        return None
    for party in _in_mind(scene, trigger):
        if party not in parties:
            return Dealing((*parties, party) if trigger.owner is False else (party, *parties), tuple(found), sure=False)
    return None


def _asks_for_partner(scene: Scene, trigger: Trigger, found: list[Actor]) -> bool:
    """Whether the clause names one side as the partner of somebody unsaid, and does not only say who acts."""
    if trigger.owner or trigger.object or scene.line.number <= 3:
        return True
    if any(_partner(actor, scene) or scene.case_of(actor) in ("مع", "ب", "بين", "من", "الي") for actor in found):
        return True
    return False


_LENDERS = frozenset(("IMF", "World Bank", "AfDB", "Islamic Development Bank"))


def _in_mind(scene: Scene, trigger: Trigger) -> list[str]:
    """The parties that an unsaid side may be, likeliest first."""
    mind = scene.mind
    own = [
        actor.party
        for actor in scene.actors
        if actor.strong and scene.case_of(actor) == "" and actor.end <= trigger.start
    ]
    likely = [*own[:1], *(actor.party for actor in mind.subject)]
    if scene.line.number > 0:
        likely += mind.title[:2]
    if mind.home:
        likely.append(mind.home)
    return likely


# -- one way ----------------------------------------------------------------------------------------------------------


def _towards(scene: Scene, trigger: Trigger, is_noun: bool) -> Dealing | None:
    subject = _subject(scene, trigger, is_noun)
    if subject is None:
        return None
    used = set(parties_of(subject))
    after = max([trigger.end, *(actor.end for actor in subject if actor.start >= trigger.end)])
    target = _target(scene, trigger, used, after)
    if not subject:
        fill = [party for party in _in_mind(scene, trigger) if party not in parties_of(target)]
        if not fill or not target:
            return None
        return Dealing((fill[0], *parties_of(target)), tuple(target), sure=False)
    if not target:
        party = _country_near(scene, trigger, used)
        if party is not None:
            return Dealing((*parties_of(subject), party), tuple(subject))
        party = next((p for p in _towards_in_mind(scene, trigger) if p not in used), None)
        if party is None:
            return None
        return Dealing((*parties_of(subject), party), tuple(subject), sure=False)
    return Dealing((*parties_of(subject), *parties_of(target)), (*subject, *target))


def _subject(scene: Scene, trigger: Trigger, is_noun: bool) -> tuple[Actor, ...] | None:
    """Who acts; empty where it is unsaid, None where it is somebody who is no party («اتهم خبراء»)."""
    adjectives = scene.adjectives(trigger) if is_noun and trigger.kind in _BY_ADJECTIVE else []
    if adjectives:
        return tuple(adjectives)
    before = scene.subject_before(trigger, adjacent=not is_noun)
    if before:
        return before
    for actor in scene.right(trigger, soft=False, limit=16):
        if not is_noun and trigger.kind in STATEMENTS and scene.is_other_subject(trigger, actor):
            return None
        if actor.strong and scene.case_of(actor) == "" and not actor.place:
            if is_noun and trigger.kind in _OBJECT_GENITIVE:
                return ()
            return tuple(member for member in scene.chain(actor) if member.strong)
        if actor.strong and scene.case_of(actor) in ("من", "من قبل") and is_noun:
            return (actor,)
        break
    if not is_noun and scene.mind.subject:
        return scene.mind.subject
    return ()


# «إدانة مصرية», «عقوبات أمريكية» name who acts; «طرد السفير الروسي» does not.
_BY_ADJECTIVE = frozenset(
    {
        ActKind.STATEMENT_CONDEMN,
        ActKind.STATEMENT_SUPPORT,
        ActKind.SANCTION,
        ActKind.AID,
        ActKind.DEMAND,
        ActKind.RECOGNITION,
    }
)
_OBJECT_GENITIVE = frozenset({ActKind.EXPULSION, ActKind.SUMMON, ActKind.RECALL, ActKind.SEVER, ActKind.SANCTION})


def _target(scene: Scene, trigger: Trigger, used: set[str], after: int) -> list[Actor]:
    window = [
        actor
        for actor in scene.actors
        if actor.start >= min(after, trigger.end)
        and actor.start < scene.right_end(after, soft=False)
        and actor.party not in used
    ]
    window = [actor for actor in window if scene.case_of(actor) not in _NO_TARGET.get(trigger.kind, _ASIDE)]
    if not window and scene.has_group_word(trigger.end) and len(scene.mind.group) > 2:
        return [
            Actor(party=party, start=trigger.end, end=trigger.end) for party in scene.mind.group if party not in used
        ]
    cases = _TARGET_CASES.get(trigger.kind, ())
    marked = [actor for actor in window if scene.case_of(actor) in cases]
    pool = marked or window
    if trigger.kind is ActKind.AID:
        pool = [actor for actor in pool if not actor.people] or pool
    if not pool:
        return []
    head = pool[0]
    if head.people or (
        head.adjective and trigger.kind is not ActKind.STATEMENT_CONDEMN
    ):  # «اللاجئين السوريين»: rather a state that is named outright, close by
        better = next((a for a in pool if a.strong and not a.people and a.start - head.end < 6), None)
        head = better or head
    return [member for member in scene.chain(head) if member.party not in used] or [head]


def _country_near(scene: Scene, trigger: Trigger, used: set[str]) -> str | None:
    """The state of a town named after a trigger, where no state is: «العملية الإرهابية بمدينة بن قردان»."""
    words = scene.line.words[trigger.end :]
    return next((place.country for place in places_of(words) if place.country and place.country not in used), None)


# What an actor stands under that is only said in passing: «مندوب الهند لدى الأمم المتحدة».
_ASIDE = frozenset(("لدي", "امام", "باسم", "قبل", "من قبل", "بوساطه", "برعايه", "بدعم"))
_NO_TARGET = {
    ActKind.RECALL: frozenset(("باسم",)),
    ActKind.SUMMON: frozenset(("في", "لدي", "باسم")),
    ActKind.EXPULSION: frozenset(("باسم",)),
}


def _towards_in_mind(scene: Scene, trigger: Trigger) -> list[str]:
    """Whom an unsaid target may be: named before in the line, then the pair in mind, then the title."""
    before = [actor.party for actor in scene.actors if actor.end <= trigger.start and actor.strong]
    return [*reversed(before), *scene.mind.pair, *(scene.mind.title if scene.line.number else ())]


# -- visits -----------------------------------------------------------------------------------------------------------


def _visit(scene: Scene, trigger: Trigger, is_noun: bool) -> Dealing | None:
    window = scene.right(trigger, soft=False)
    end = scene.right_end(trigger.end, soft=True)
    goal: Actor | None = None
    for actor in window:
        if actor.office or actor.person or actor.people or actor.adjective:
            continue
        case = scene.case_of(actor)
        wanted = ("الي", "ل", "في", "ب") if actor.start < end + 8 else ("الي",)
        direct = trigger.kind is ActKind.VISIT and case == "" and actor.start - trigger.end <= (8 if not is_noun else 1)
        if case in wanted or direct or (not is_noun and case == "" and actor.start < end):
            goal = actor
            break
    travellers = _travellers(scene, trigger, is_noun, goal)
    if goal is None:
        return _visit_without_goal(scene, trigger, travellers)
    goals = [member for member in scene.chain(goal) if not member.adjective and not member.office]
    guests = [actor for actor in travellers if actor.party not in parties_of(goals)]
    if not guests:
        guest = next((p for p in _in_mind(scene, trigger) if p not in parties_of(goals)), None)
        if guest is None:
            return None
        return Dealing((guest, *parties_of(goals)), tuple(goals), sure=False)
    return Dealing((*parties_of(guests), *parties_of(goals)), (*guests, *goals))


def _travellers(scene: Scene, trigger: Trigger, is_noun: bool, goal: Actor | None) -> list[Actor]:
    stop = goal.start if goal else scene.right_end(trigger.end, soft=True)
    right = [
        actor
        for actor in scene.right(trigger, soft=False)
        if actor.start < stop and actor.strong and scene.case_of(actor) == "" and (actor.office or actor.person)
    ]
    if is_noun:
        near = [actor for actor in right if actor.start - trigger.end <= 3]
        adjectives = scene.adjectives(trigger)
        if near and not trigger.owner:
            return list(scene.chain(near[0]))
        return list(scene.subject_before(trigger, adjacent=False)) or adjectives
    before = scene.subject_before(trigger, adjacent=True)
    if before:
        return list(before)
    return list(scene.chain(right[0])) if right else list(scene.mind.subject)


def _visit_without_goal(scene: Scene, trigger: Trigger, travellers: list[Actor]) -> Dealing | None:
    if trigger.part is Part.VERB and not any(
        word.text in ("البلاد", "للبلاد", "المملكه", "السلطنه") for word in scene.line.words
    ):
        return None
    parties = parties_of(travellers)
    places = [actor for actor in scene.actors if actor.place and actor.party not in parties]
    if parties and places:
        return Dealing((*parties, places[0].party), (*travellers, places[0]), sure=False)
    if parties and scene.mind.home and scene.mind.home not in parties:
        return Dealing((*parties, scene.mind.home), tuple(travellers), sure=False)
    return None


# -- mediation --------------------------------------------------------------------------------------------------------


_BY_HAND = frozenset(("", "من", "بوساطه", "برعايه", "ل", "من قبل"))


def _mediation(scene: Scene, trigger: Trigger) -> Dealing | None:
    adjectives = scene.adjectives(trigger)
    right = scene.right(trigger, soft=False)
    between = [actor for actor in right if scene.case_of(actor) == "بين"]
    sides = list(scene.chain(between[0])) if between else []
    mediators: list[Actor] = list(adjectives)
    if not mediators and not trigger.owner:
        first = next(
            (a for a in right if a.strong and a.start - trigger.end <= 2 and scene.case_of(a) in _BY_HAND), None
        )
        if first is not None and trigger.part is not Part.VERB:
            mediators = [member for member in scene.chain(first)]
    if not mediators:
        mediators = (
            list(scene.subject_before(trigger, adjacent=False))
            or [actor for actor in right if actor.strong and scene.case_of(actor) == ""][:1]
        )
    if not mediators:
        return None
    pair = tuple(p for p in parties_of(sides) if p not in parties_of(mediators))
    if len(pair) < 2:
        dealing_pair = [
            actor.party
            for actor in scene.left(trigger)
            if (actor.strong or actor.adjective or actor.people)
            and not actor.place
            and actor.party not in parties_of(mediators)
        ]
        others = tuple(dict.fromkeys(dealing_pair))
        known = tuple(p for p in scene.mind.pair if p not in parties_of(mediators))
        pair = others if len(others) >= 2 else (known if len(known) >= len(others) else others)
    if not pair:
        return None
    return Dealing((*parties_of(mediators), *pair), (*mediators, *sides), sure=len(pair) > 1)


# -- votes ------------------------------------------------------------------------------------------------------------

_BODIES = frozenset({"UN", "EU", "Arab League", "African Union", "IAEA", "UNESCO", "OPCW", "OIC", "GCC", "ICJ"})
_VETO = ("النقض", "فيتو", "الفيتو")


def _vote(scene: Scene, trigger: Trigger) -> Dealing | None:
    body = next((actor for actor in scene.actors if actor.party in _BODIES), None)
    veto = any(word.text in _VETO for word in scene.line.words)
    party = body.party if body else ("UN" if veto else None)
    if party is None and any(p in _BODIES for p in scene.mind.title):
        party = next(p for p in scene.mind.title if p in _BODIES)
    if party is None:
        return None
    others = [actor for actor in scene.actors if actor.party != party and actor.party not in _BODIES]
    casters: list[Actor] = []
    if veto:
        casters = [actor for actor in others if actor.strong or actor.adjective][:1]
    about = [actor for actor in others if actor.party not in parties_of(casters) and actor.start >= trigger.start]
    titled = [actor for actor in about if actor.party in scene.mind.title]
    about = (titled or about)[:1]
    parties = (party, *parties_of(casters), *parties_of(about))
    if len(parties) < 2 or (veto and not about):
        extra = next((p for p in scene.mind.title if p not in parties), None)
        parties = (*parties, extra) if extra else parties
    return Dealing(parties, tuple(actor for actor in (body, *casters, *about) if actor is not None))
