"""Who stands by while others deal: «محادثات رعتها الأمم المتحدة», «وفي حضور الرئيس الأمريكي».

A sponsor who is told of in a relative clause, and whoever only attends, is no party of what the others do. Their
preposition says so: `SPONSOR` for the first, `WITNESS` for the second.
"""

from collections.abc import Sequence
from dataclasses import replace

from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.lines import Line
from crawler.facts.diplomatic.words import word_set

SPONSOR = "برعايه"
WITNESS = "بحضور"

_SPONSORS = word_set("sponsors")
_SPONSORS_OF = word_set("sponsors_of")  # «أشرفت عليها», «توسطت فيها»: with a pronoun behind
OF_IT = frozenset(("عليها", "عليه", "فيها", "فيه", "لها", "له"))
_ATTENDED = frozenset(("حضور", "وجود"))
_ATTENDED_WHOLE = frozenset(("وبحضور", "وبمشاركه"))


def with_sponsors(line: Line, actors: Sequence[Actor]) -> list[Actor]:
    """The actors of a line, those that only sponsor or attend under a preposition that says so."""
    return [
        _standing_by(line, actor) if actor.start and actor.case == "" and not actor.people else actor
        for actor in actors
    ]


def _standing_by(line: Line, actor: Actor) -> Actor:
    before = line.words[actor.start - 1].text
    further = line.words[actor.start - 2].text if actor.start > 1 else ""
    if before in _SPONSORS or (before in OF_IT and further in _SPONSORS_OF):
        return replace(actor, case=SPONSOR)
    if before in _ATTENDED_WHOLE or (before in _ATTENDED and further in ("في", "وفي")):
        return replace(actor, case=WITNESS)
    return actor
