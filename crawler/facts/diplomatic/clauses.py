"""Clauses without a full stop between them: «هندوراس تقطع علاقاتها مع إسرائيل وحماس تشيد بالقرار».

The actor joined by «و» begins a clause of its own where a verb of its own follows it and another verb stands before.
"""

from collections.abc import Sequence
from dataclasses import replace

from crawler.arabic.names import Form
from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.lines import Line
from crawler.facts.diplomatic.triggers import Part, Trigger
from crawler.facts.diplomatic.words import word_set

_SHARED = frozenset(("delegate",))
_OFFICIALS = frozenset(
    ("side", "king", "president", "fm", "minister", "envoy", "ambassador")
)  # «مسؤولون عراقيون وسوريون»
_NAMED_BY_TOWN = word_set("named_by_town")
_ENVOYS = word_set("negotiators")
_VERBS = word_set("clause_verbs")
# «ميليشيات الحوثي الإيرانية»: what their foes call them makes no party
_BACKED = frozenset((("Houthis", "IR"), ("Hezbollah", "IR"), ("Hamas", "IR"), ("Islamic Jihad", "IR")))


def divided(line: Line, actors: list[Actor], triggers: Sequence[Trigger]) -> tuple[list[Actor], list[int]]:
    """The actors, those who begin a clause freed from the «و» that seems to join them, and where such clauses begin."""
    actors = _of_both(line, _through_quotes(line, actors))
    begins = [at for at, actor in enumerate(actors) if actor.case == "و" and _begins(line, actors, at, triggers)]
    freed = [
        replace(actor, case="") if at in begins or _is_subject(line, actor, triggers) else actor
        for at, actor in enumerate(actors)
    ]
    verbs = [at for at, word in enumerate(line.words) if word.text[:1] == "و" and word.text[1:] in _VERBS]
    return freed, [*(actors[at].start for at in begins), *verbs]


def _through_quotes(line: Line, actors: list[Actor]) -> list[Actor]:
    """«دمشق و«قسد»»: the sign between «و» and a name parts nothing."""
    joined = list(actors)
    for at in range(1, len(joined)):
        gap = [word.text for word in line.words[joined[at - 1].end : joined[at].start]]
        if joined[at].case == "" and gap in (["و", '"'], ['"', "و", '"'], ["و", "("]):
            joined[at] = replace(joined[at], start=joined[at - 1].end + 1, case="و")
    return joined


def _of_both(line: Line, actors: list[Actor]) -> list[Actor]:
    """«المفاوضون الأمريكيون والإيرانيون» are of states, «اللجنة العراقية الإيرانية» is of two."""
    done: list[Actor] = []
    for one in actors:
        actor = one
        before = done[-1] if done else None
        word = line.words[actor.start - 1].text if actor.start else ""
        touches = before is not None and actor.start - before.end <= 1
        if before is not None and touches and actor.case != "و" and (before.party, actor.party) in _BACKED:
            continue
        shares = before is not None and touches and actor.case == "و" and actor.people and before.office in _OFFICIALS
        if (
            before is not None
            and touches
            and (shares or (before.office in _SHARED and (actor.people or actor.adjective)))
        ):
            actor = replace(actor, strong=True, people=False, adjective=False, case="و", office=before.office)
        elif actor.people and (word in _ENVOYS or (before and touches and before.adjective and actor.case == "و")):
            led = line.words[actor.start - 2].text if actor.start > 1 and word in _ENVOYS else ""
            actor = replace(actor, people=False, adjective=True, case="بين" if led == "بين" else actor.case)
        elif word in _NAMED_BY_TOWN and _is_town(line, actor):
            actor = replace(actor, strong=False, place=True)
        done.append(actor)
    return done


def _is_town(line: Line, actor: Actor) -> bool:
    """«قمة أديس أبابا», «مفاوضات القاهرة»: named after where they are held, unless two capitals hold them."""
    joined = actor.end < len(line.words) and line.words[actor.end].text.startswith("و")
    forms = [name.form for name in line.names if name.start == actor.start and name.end == actor.end]
    return not joined and not actor.office and not actor.person and forms == [Form.CAPITAL]


def _is_subject(line: Line, actor: Actor, triggers: Sequence[Trigger]) -> bool:
    """«حوّل الاتحاد ...», «عبّر الاتحاد عن ...»: verbs that are spelled like prepositions; «كانت للوزير محادثة»."""
    if actor.start and actor.case == line.words[actor.start - 1].text:
        return any(one.part is Part.VERB and one.end == actor.start for one in triggers)
    return actor.case == "ل" and actor.start == 1 and line.words[0].text in ("كان", "كانت", "وكان", "وكانت")


def _begins(line: Line, actors: Sequence[Actor], at: int, triggers: Sequence[Trigger]) -> bool:
    actor = actors[at]
    verb = next((one for one in triggers if one.start == actor.end and one.part is Part.VERB), None)
    after = line.words[actor.end].text if actor.end < len(line.words) else ""
    if after not in _VERBS and (verb is None or verb.plural or not (verb.present or verb.future)):
        return False
    head = at
    while head > 0 and actors[head].case == "و":
        head -= 1
    if actors[head].case == "بين":
        return False
    before = [one for one in triggers if one.start < actor.start]
    return bool(before) and (actors[head].case != "" or any(one.part is Part.VERB for one in before))
