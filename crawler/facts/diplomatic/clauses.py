"""Clauses without a full stop between them: «هندوراس تقطع علاقاتها مع إسرائيل وحماس تشيد بالقرار».

The actor joined by «و» begins a clause of its own where a verb of its own follows it and another verb stands before.
"""

from collections.abc import Sequence
from dataclasses import replace

from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.lines import Line
from crawler.facts.diplomatic.triggers import Part, Trigger
from crawler.facts.diplomatic.words import word_set

_VERBS = word_set("clause_verbs")


def divided(line: Line, actors: list[Actor], triggers: Sequence[Trigger]) -> tuple[list[Actor], list[int]]:
    """The actors, those who begin a clause freed from the «و» that seems to join them, and where such clauses begin."""
    begins = [at for at, actor in enumerate(actors) if actor.case == "و" and _begins(line, actors, at, triggers)]
    freed = [replace(actor, case="") if at in begins else actor for at, actor in enumerate(actors)]
    return freed, [actors[at].start for at in begins]


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
