"""Who dealt with whom: each kind of dealing has the frame of its grammar.

Mutual dealings take every actor of their clause, one-way dealings who acts and towards whom, visits who travels and
where to, mediation and votes somebody between the sides. What a clause leaves unsaid is filled from what the lines
before it left in mind, and is marked as less sure.
"""

from dataclasses import replace

from crawler.facts.act import ActKind
from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.appointments import appointment, names_envoy
from crawler.facts.diplomatic.calls_on import calls_on, is_call_on
from crawler.facts.diplomatic.dealing import Dealing
from crawler.facts.diplomatic.envoys import envoys_dealing
from crawler.facts.diplomatic.mutual import MUTUAL, mutual
from crawler.facts.diplomatic.nominees import with_nominee
from crawler.facts.diplomatic.provoked import each_other, handed_protest, provoked
from crawler.facts.diplomatic.ruptures import no_more
from crawler.facts.diplomatic.scene import Scene
from crawler.facts.diplomatic.summits import BLOCS
from crawler.facts.diplomatic.third_parties import mediation, sides_between
from crawler.facts.diplomatic.towards import towards
from crawler.facts.diplomatic.triggers import Part, Trigger
from crawler.facts.diplomatic.verdicts import addressed, is_verdict, may_be_said_else, verdict
from crawler.facts.diplomatic.visits import visit
from crawler.facts.diplomatic.votes import vote
from crawler.facts.diplomatic.words import is_in

_LIFTED = frozenset(("عقوبات", "العقوبات", "عقوباتها", "الحظر", "حظرا", "حظر", "القيود", "قيودا", "تعليق", "تجميد"))
# «شطبت ... من قائمة الدول الراعية للإرهاب», «أفرجت عن أرصدة ليبية»
_LISTS = frozenset(("قايمه", "القايمه", "قوايم", "القوايم", "لايحه", "اللايحه", "السوداء", "ارصده", "اصول", "اموال"))
# Groups no state deals with openly: only talks and deals with them are dealings.
_OUTLAWS = frozenset(("Islamic State", "Al-Qaeda", "Boko Haram", "Abu Sayyaf", "Al-Shabaab"))
_WITH_OUTLAWS = frozenset({ActKind.NEGOTIATION, ActKind.MEDIATION, ActKind.AGREEMENT})


def dealing(scene: Scene, trigger: Trigger, is_noun: bool) -> Dealing | None:
    """The parties of the dealing that a trigger tells of, at least two, else None."""
    found = _by_frame(scene, trigger, is_noun)
    if found is None or not found.parties:
        return None
    if len(found.parties) < 2 and not (trigger.kind is ActKind.SUMMIT and found.parties[0] in BLOCS):
        return None
    if trigger.kind not in _WITH_OUTLAWS and any(party in _OUTLAWS for party in found.parties):
        return None
    known = set(scene.mind.pair)
    if trigger.kind is ActKind.AID and not found.sure and scene.line.number > 0 and not set(found.parties) <= known:
        return None
    if trigger.kind is ActKind.APPOINTMENT:
        found = with_nominee(scene, trigger, found)
    beside = frozenset(actor.party for actor in scene.actors if actor.person)
    return replace(found, beside=beside)


def _lifts(scene: Scene, trigger: Trigger) -> bool:
    """Whether it is sanctions or a ban that end, and no ties that begin again."""
    near = scene.line.words[trigger.start : trigger.end + 9]
    return any(is_in(word.text, _LIFTED) or is_in(word.text, _LISTS) for word in near)


def _is_lifting(scene: Scene, trigger: Trigger) -> bool:
    """Whether a phrase tells of what one lifts from another: no «بين» names the two behind it («إلى مجاريها بين ...»)."""
    behind = scene.line.words[trigger.end : trigger.end + 1]
    return trigger.part is Part.PHRASE and not any(word.text == "بين" for word in behind)


def recast(scene: Scene, trigger: Trigger, is_noun: bool) -> Trigger:
    """Talks that another party's envoy speaks of or works for are his mediation: «أعلن المبعوث الأممي أن المفاوضات بين ...»."""
    if trigger.kind is not ActKind.NEGOTIATION or not is_noun:
        return trigger
    before = scene.subject_before(trigger, adjacent=False)
    if not before or not all(_goes_between(actor) for actor in before):
        return trigger
    sides = sides_between(scene, trigger)
    own = {actor.party for actor in before}
    if not sides or any(actor.party in own for actor in sides):
        return trigger
    return replace(trigger, kind=ActKind.MEDIATION)


def _goes_between(actor: Actor) -> bool:
    """An envoy by office, or by name alone where everybody knows whose he is: «المبعوث الدولي ستيفان دي ميستورا»."""
    return actor.office in _GO_BETWEENS or (actor.office is None and bool(actor.person) and actor.party == "UN")


_GO_BETWEENS = frozenset(("envoy",))


def _by_frame(scene: Scene, trigger: Trigger, is_noun: bool) -> Dealing | None:
    if trigger.kind is ActKind.VISIT:
        return visit(scene, trigger, is_noun)
    if trigger.kind is ActKind.MEETING and is_call_on(scene, trigger):
        return calls_on(scene, trigger)
    if trigger.kind is ActKind.MEDIATION:
        return mediation(scene, trigger)
    if trigger.kind is ActKind.VOTE:
        return vote(scene, trigger)
    if trigger.kind is ActKind.APPOINTMENT and names_envoy(scene, trigger):
        return appointment(scene, trigger, is_noun)
    lifted = trigger.kind is ActKind.RESTORE and (_is_lifting(scene, trigger) or _lifts(scene, trigger))
    if trigger.kind in MUTUAL and not lifted:
        return mutual(scene, trigger, is_noun)
    if (called := addressed(scene, trigger)) is not None:
        return called
    if (over := no_more(scene, trigger)) is not None:
        return over
    if is_verdict(scene, trigger):
        told = verdict(scene, trigger)
        if told is not None or not may_be_said_else(scene, trigger):
            return told
    said = provoked(scene, trigger, is_noun) or each_other(scene, trigger, is_noun)
    if (said := said or handed_protest(scene, trigger, is_noun)) is not None:
        return said
    return _of_envoys(scene, trigger, is_noun) or towards(scene, trigger, is_noun)


def _of_envoys(scene: Scene, trigger: Trigger, is_noun: bool) -> Dealing | None:
    """«استدعي السفير ...» is told of the envoy, «استدعت الوزارة السفير ...» of who calls him."""
    active = not is_noun and trigger.kind is ActKind.SUMMON and _has_subject(scene, trigger)
    return None if active else envoys_dealing(scene, trigger)


def _has_subject(scene: Scene, trigger: Trigger) -> bool:
    before = scene.subject_before(trigger, adjacent=True)
    behind = next((a for a in scene.actors if 0 <= a.start - trigger.end <= 1), None)
    acts = [*before, *([behind] if behind is not None else [])]
    return any(actor.office != "ambassador" for actor in acts)
