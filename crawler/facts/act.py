"""DiplomaticAct: one dealing between states, organisations or conflict parties (labelling guide, section 3)."""

from dataclasses import dataclass
from enum import StrEnum

from crawler.facts.figure import Evidence, Location, Period


class ActKind(StrEnum):
    """What the parties did."""

    VISIT = "visit"
    MEETING = "meeting"
    CALL = "call"
    SUMMIT = "summit"
    NEGOTIATION = "negotiation"
    MEDIATION = "mediation"
    AGREEMENT = "agreement"
    STATEMENT_SUPPORT = "statement_support"
    STATEMENT_CONDEMN = "statement_condemn"
    DEMAND = "demand"
    SANCTION = "sanction"
    EXPULSION = "expulsion"
    RECALL = "recall"
    SUMMON = "summon"
    SEVER = "sever"
    RESTORE = "restore"
    RECOGNITION = "recognition"
    VOTE = "vote"
    AID = "aid"
    LETTER = "letter"
    APPOINTMENT = "appointment"


STATEMENTS = frozenset({ActKind.STATEMENT_CONDEMN, ActKind.STATEMENT_SUPPORT, ActKind.DEMAND})  # what is only said


class ActStatus(StrEnum):
    """Whether it took place."""

    HAPPENED = "happened"
    ANNOUNCED = "announced"
    CALLED_OFF = "called_off"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiplomaticAct:
    """Which parties dealt how. Parties are ISO alpha-2 codes for states, else the usual short English name.

    `place` is as the text has it, `location` where that lies, `period` the day or days that the text dates it to, also
    ones to come; None means that the text does not say, never a guess. `background` marks what is told as history.
    """

    kind: ActKind
    parties: tuple[str, ...]
    evidence: Evidence
    people: tuple[str, ...] = ()  # as written, without titles
    place: str | None = None
    status: ActStatus = ActStatus.HAPPENED
    country: str | None = None  # ISO code of `place`, where known
    location: Location | None = None
    period: Period | None = None
    background: bool = False
