"""Headlines without a verb: «حميدتي في أنجامينا», «لودريان إلى بيروت» – who is where another governs visits it."""

from collections.abc import Sequence

from crawler.arabic.names import Form
from crawler.facts.act import ActKind
from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.lines import Line
from crawler.facts.diplomatic.offices import office_at
from crawler.facts.diplomatic.triggers import Part, Trigger

# Envoys, ministers' deputies and spokesmen may be posted there.
_TRAVEL = frozenset("president king crown pm fm minister parliament security".split())
_OF_MANY = frozenset(("president", "minister"))  # there are presidents and ministers of much
_GOES_ON = frozenset("في اليوم غدا خلال بعد بدعوه علي رفقه برفقه ضمن وسط لاول للمره".split())
_WHERE = frozenset(("في", "الي"))
_SOON = 10  # words of a headline in which «في» and a capital stand
_FIRST = 1  # words before who travels
_LEADS = 2  # words of who is so named and where: there is nothing to read in less


def may_head(line: Line) -> bool:
    """Whether a headline may tell a visit so, by a look at its words alone: somebody first, «في» and a capital soon."""
    words = line.words[:_SOON]
    places = {name.start for name in line.names if name.form in (Form.CAPITAL, Form.STATE)}
    if not any(word.text in _WHERE and at + 1 in places for at, word in enumerate(words)):
        return False
    persons = any(name.form is Form.PERSON and name.start <= _FIRST for name in line.names)
    return persons or any(office_at(line.words, at) is not None for at in range(min(len(words), _FIRST + 1)))


def titled_visit(line: Line, actors: Sequence[Actor], told: Sequence[Trigger]) -> Trigger | None:
    """The visit that a headline tells by «في» alone; None where it has a verb for it, or somebody may be posted there."""
    if line.number or len(actors) < _LEADS or any(one.kind is ActKind.VISIT for one in told):
        return None
    who, where = actors[0], actors[1]
    words = line.words
    known = who.office not in _OF_MANY or words[who.start].text.startswith("ال")  # «رئيس جمعية تونسية في ...»
    travels = who.person is not None if who.office is None else who.office in _TRAVEL and (known or bool(who.person))
    there = (where.place and where.case == "في") or (where.case == "الي" and not (where.person or where.people))
    there = there and who.party != where.party and not where.office
    if who.start > _FIRST or who.case != "" or not (travels and there):
        return None
    if words[who.end].text not in _WHERE or where.start - who.end > _LEADS:
        return None
    behind = words[where.end] if where.end < len(words) else None
    if behind is not None and not (behind.is_sign or behind.text in _GOES_ON or behind.text.startswith("ل")):
        return None
    return Trigger(ActKind.VISIT, Part.PHRASE, who.end, who.end + 1, "", *(False,) * 6, guarded=False)
