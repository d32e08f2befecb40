"""How urgent an event is: a plain function of what is known of it, so that a reader can say why.

| class   | people came to harm                                                  | states dealt                        |
| ------- | -------------------------------------------------------------------- | ----------------------------------- |
| GRAVE   | 50 or more killed                                                    |                                     |
| URGENT  | 10 or more killed, or 3 or more children, medics, aid workers or     | relations severed                   |
|         | journalists among them                                               |                                     |
| SERIOUS | 3 or more killed, or one child, medic, aid worker or journalist, or  | agreement, sanction, expulsion,     |
|         | 20 or more injured, missing, abducted, or 1,000 displaced            | recall, restored relations, vote …  |
| NOTICE  | anything else                                                        | anything else                       |

Counted is the highest that an independent source gives, since to be told late of a grave event is worse than to be
told of one that later proves smaller. What is only announced or was called off stays a notice.

Novelty: an attack with dead (a strike, shelling, a drone, a shooting, clashes), the first by its cause in its country
for NOVEL_FOR, is one class graver, up to URGENT. The tenth strike of a month is judged by its toll alone, the first one
says that something has begun. It is found once, when country and cause of an event are first known
(`alerts/event_rows.py`), and never while Rasid has watched for a shorter time: everything would be new to it. Accidents
have no novelty, nor have dealings: that two parties met for the first time in a month says little of them, and much of
which outlets are read.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from alerts.alert import ActLine, Severity, TollLine
from crawler.facts.act import ActKind, ActStatus
from crawler.facts.figure import Cause, Group, Outcome

NOVEL_FOR = timedelta(days=30)

# Causes that somebody does to somebody: a place is struck, and a doer is named.
ATTACKS = frozenset({Cause.AIRSTRIKE, Cause.SHELLING, Cause.DRONE})
VIOLENT = ATTACKS | {
    Cause.SHOOTING,
    Cause.EXPLOSION,
    Cause.MINE,
    Cause.CLASHES,
    Cause.TORTURE,
    Cause.EXECUTION,
    Cause.STABBING,
}
# What may begin in a country. An explosion may be of gas, a stabbing is mostly a crime.
_MAY_BEGIN = ATTACKS | {Cause.SHOOTING, Cause.CLASHES}

PROTECTED = frozenset({Group.CHILDREN, Group.MEDICS, Group.AID_WORKERS, Group.JOURNALISTS})

_URGENT_ACTS = frozenset({ActKind.SEVER})
_SERIOUS_ACTS = frozenset(
    {
        ActKind.AGREEMENT,
        ActKind.SANCTION,
        ActKind.EXPULSION,
        ActKind.RECALL,
        ActKind.RESTORE,
        ActKind.RECOGNITION,
        ActKind.VOTE,
        ActKind.SUMMIT,
    }
)


def severity_of(toll: Sequence[TollLine], acts: Sequence[ActLine], *, novel: bool = False) -> Severity:
    """The class of an event; the graver of its harm and its dealings. `novel`: the first attack of its kind there."""
    harm = _of_harm(toll)
    if novel and harm < Severity.URGENT and killed_at_most(toll):
        harm = Severity(harm + 1)
    return max(harm, _of_acts(acts))


def attack_by(toll: Iterable[TollLine]) -> Cause | None:
    """By what attack people were killed, of the kinds that may be new to a country; else None."""
    killed = (line for line in toll if line.outcome is Outcome.KILLED and line.cause in _MAY_BEGIN)
    return next((line.cause for line in killed), None)


def killed_at_most(toll: Iterable[TollLine]) -> int:
    """The highest number of killed that a source gives, whatever the group."""
    return _highest(toll, (Outcome.KILLED,))


def _of_harm(toll: Sequence[TollLine]) -> Severity:
    killed = killed_at_most(toll)
    protected = _highest((line for line in toll if line.group in PROTECTED), (Outcome.KILLED,))
    if killed >= 50:
        return Severity.GRAVE
    if killed >= 10 or protected >= 3:
        return Severity.URGENT
    harmed = _highest(toll, (Outcome.INJURED, Outcome.MISSING, Outcome.ABDUCTED))
    if killed >= 3 or protected >= 1 or harmed >= 20 or _highest(toll, (Outcome.DISPLACED,)) >= 1000:
        return Severity.SERIOUS
    return Severity.NOTICE


def _of_acts(acts: Sequence[ActLine]) -> Severity:
    kinds = {act.kind for act in acts if act.status is ActStatus.HAPPENED}
    if kinds & _URGENT_ACTS:
        return Severity.URGENT
    return Severity.SERIOUS if kinds & _SERIOUS_ACTS else Severity.NOTICE


def _highest(toll: Iterable[TollLine], outcomes: tuple[Outcome, ...]) -> int:
    return max((line.max if line.max is not None else line.min for line in toll if line.outcome in outcomes), default=0)
