"""Alert and delivery: what is to be told, to whom, and how far the telling got."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from crawler.facts.act import ActKind, ActStatus
from crawler.facts.figure import Cause, Group, Outcome, Qualifier


class AlertReason(StrEnum):
    """Why an alert is sent."""

    NEW_EVENT = "new_event"
    CALLED_OFF = "called_off"  # a dealing that was announced
    ACT_HAPPENED = "act_happened"
    NEW_ACT = "new_act"  # a dealing of weight beside those that were told
    TOLL_ROSE = "toll_rose"
    CORRECTED = "corrected"  # a toll fell, or was taken back
    CONTESTED = "contested"  # rival responsibility, or tolls that no range reconciles
    NEW_ACTOR = "new_actor"  # somebody is named as the one who did it
    NEW_GROUP = "new_group"  # of victims, or harm of another kind
    CONFIRMED = "confirmed"  # by a second independent source
    DIGEST = "digest"  # several events that came in a burst
    TEST = "test"
    NOTICE = "notice"  # to the operator, about Rasid itself
    ANSWER = "answer"  # of the Telegram bot, to a command


# Not about one happening: these have no event.
WITHOUT_EVENT = frozenset({AlertReason.DIGEST, AlertReason.TEST, AlertReason.NOTICE, AlertReason.ANSWER})


class Severity(IntEnum):
    """How urgent an event is. From URGENT on it may break quiet hours."""

    NOTICE = 1
    SERIOUS = 2
    URGENT = 3
    GRAVE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class TollLine:
    """The range of one outcome and group over the independent sources of an event; `max` None is open above."""

    outcome: Outcome
    group: Group
    min: int
    max: int | None
    says: tuple[str, ...]  # who says so: attribution as worded, else the outlet
    cause: Cause | None = None
    actor: str | None = None
    among: bool = False  # a part of a larger line before it
    qualifier: Qualifier | None = None  # how the number was said, where all who say it say it alike


@dataclass(frozen=True, slots=True, kw_only=True)
class ActLine:
    """One dealing of an event."""

    kind: ActKind
    parties: tuple[str, ...]
    status: ActStatus
    people: tuple[str, ...] = ()
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One outlet's story of the event."""

    story_id: int
    outlet: str
    title: str
    url: str
    published: datetime | None
    near_duplicate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The verbatim sentence that proves the alert, and where it stands."""

    quote: str
    outlet: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step that an event has reached, such as (killed, 10): each is said aloud to a recipient once."""

    of: str
    height: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One event in a digest, as it stood when its place in it was last written."""

    event_id: int
    revision: int
    severity: Severity
    flags: tuple[str, ...]
    title: str
    place: str | None = None
    country: str | None = None
    toll: tuple[TollLine, ...] = ()
    acts: tuple[ActLine, ...] = ()
    sources: int = 1
    outlet: str = ""
    url: str = ""


class Style(StrEnum):
    """How a piece of an answer is shown."""

    TEXT = "text"
    BOLD = "bold"
    QUOTE = "quote"
    LINK = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words of an answer, as they are: markup is put around them when they are sent. A link has a `url`."""

    text: str
    style: Style = Style.TEXT
    url: str | None = None


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """All that a reader is told of one event at one revision; a frozen picture, kept as it was sent.

    `previous` are the toll lines that were told before, where the alert is about a change, and `further` what else has
    changed beside its reason. `said` are the steps that this recipient has been told aloud, this alert included. A
    digest has the events it lists in `listed`, and none of its own; `timed` is that of the hour or the day, not of a
    burst, one that gathered while its receiver wanted silence is `muted`, and one that is told also where it lists
    nothing is `empty`. What the bot answers is in `answer`, line by line.
    """

    event_id: int
    revision: int
    reason: AlertReason
    severity: Severity
    flags: tuple[str, ...]
    title: str
    created_at: datetime
    proof: Proof | None = None
    toll: tuple[TollLine, ...] = ()
    previous: tuple[TollLine, ...] = ()
    acts: tuple[ActLine, ...] = ()
    place: str | None = None
    country: str | None = None
    reports: tuple[Report, ...] = ()
    sources: int = 1  # independent sources: copies of one text count once
    contradictions: tuple[str, ...] = ()  # in Arabic
    further: tuple[AlertReason, ...] = ()
    actors: tuple[str, ...] = ()  # who is named as having done it, as worded, each once
    new_actors: tuple[str, ...] = ()  # those of them that were not told before
    new_acts: tuple[ActLine, ...] = ()  # dealings of weight that were not told before
    confidence: str | None = None  # alerts.events.confidence; None in alerts that were kept before it was measured
    said: tuple[Step, ...] = ()
    listed: tuple[Listed, ...] = ()
    timed: bool = False
    muted: bool = False
    empty: bool = False
    answer: tuple[Line, ...] = ()


class DeliveryKind(StrEnum):
    """What is sent: a first message, a change of it in place, or a short one under it."""

    NEW = "new"
    EDIT = "edit"
    REPLY = "reply"


class DeliveryState(StrEnum):
    """Where a delivery stands. From `sent` on these are ends; `unknown` waits for a person where alerts are held."""

    DUE = "due"
    SENDING = "sending"
    GATHERED = "gathered"  # waits for the digest that lists it, and ends with it
    SENT = "sent"
    MERGED = "merged"  # a newer revision took its place before it was sent, or a digest told it
    SUPPRESSED = "suppressed"
    FAILED = "failed"
    UNKNOWN = "unknown"
    DEAD = "dead"  # three leases ran out on it


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One alert on its way to one recipient on one channel."""

    id: int
    alert_id: int
    event_id: int | None  # None: a test
    revision: int
    kind: DeliveryKind
    channel: str
    recipient: str
    subscription: str
    state: DeliveryState
    attempt: int
    deadline_at: datetime
    stage: str | None = None
    not_before: datetime | None = None
