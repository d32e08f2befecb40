"""Subscription: who hears of what, and when; pure.

`matches` says whether an event is for a subscription, with the reason; `earliest` says from when on it may be told.
Times of day are those of the subscription's zone: a time that a clock change skips is moved to after the change, one
that comes twice is taken the first time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from alerts.alert import Severity
from alerts.events.event import Event
from alerts.flood import Guard
from alerts.phrases import holds_any
from alerts.severity import killed_at_most
from crawler.arabic.letters import fold_key

OPERATOR = "operator"  # under this name deliveries of notices about Rasid itself stand
HEARTBEAT = "heartbeat"  # and under this one those of its own story that proves that the chain works
HEARTBEAT_OUTLET = "rasid:heartbeat"

EDITING = frozenset({"telegram"})  # channels on which a message can be changed after it was sent


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One address on one channel."""

    channel: str
    address: str

    @property
    def shown(self) -> str:
        """As people may see it: the address of a service (apprise) holds its keys."""
        if self.channel == "apprise" and "://" in self.address:
            return f"{self.channel}:{self.address.partition('://')[0]}://…"
        return f"{self.channel}:{self.address}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """Who hears of what, and when. An empty filter lets everything through."""

    name: str
    to: tuple[Recipient, ...]
    flags: tuple[str, ...] = ("casualty", "diplomacy")
    countries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    min_killed: int = 0
    min_sources: int = 1
    when: str = "now"
    timezone: str = "UTC"
    quiet: str | None = None
    language: str = "ar"
    flood_messages: int = 10  # first messages within the minutes below; what comes beyond is one digest. 0: no guard
    flood_minutes: float = 5.0
    fallback: tuple[Recipient, ...] = ()  # who stands in, in this order, for a receiver that cannot be told
    fallback_minutes: float = 30.0

    @property
    def guard(self) -> Guard:
        """How many first messages a recipient of it gets before they become a digest."""
        return Guard(messages=self.flood_messages, within=timedelta(minutes=self.flood_minutes))

    def patience(self, deadline: timedelta) -> timedelta:
        """How long a receiver of `to` is tried: less than the deadline where somebody stands in."""
        return min(deadline, timedelta(minutes=self.fallback_minutes)) if self.fallback else deadline


class Section(Protocol):
    """A [[subscription]] of the configuration."""

    name: str
    flags: tuple[str, ...]
    countries: tuple[str, ...]
    places: tuple[str, ...]
    actors: tuple[str, ...]
    groups: tuple[str, ...]
    kinds: tuple[str, ...]
    outlets: tuple[str, ...]
    words: tuple[str, ...]
    min_killed: int
    min_sources: int
    to: tuple[str, ...]
    when: str
    timezone: str
    quiet: str | None
    language: str
    flood_messages: int
    flood_minutes: float
    fallback: tuple[str, ...]
    fallback_minutes: float


def subscriptions_from(sections: "Iterable[object]") -> tuple[Subscription, ...]:
    """The subscriptions of a checked configuration."""
    return tuple(_subscription(section) for section in sections)  # type: ignore[arg-type]


def _subscription(section: Section) -> Subscription:
    return Subscription(
        name=section.name,
        to=tuple(dict.fromkeys(recipient(address) for address in section.to)),
        flags=tuple(section.flags),
        countries=tuple(section.countries),
        places=tuple(section.places),
        actors=tuple(section.actors),
        groups=tuple(section.groups),
        kinds=tuple(section.kinds),
        outlets=tuple(section.outlets),
        words=tuple(section.words),
        min_killed=section.min_killed,
        min_sources=section.min_sources,
        when=section.when,
        timezone=section.timezone,
        quiet=section.quiet,
        language=section.language,
        flood_messages=section.flood_messages,
        flood_minutes=section.flood_minutes,
        fallback=tuple(dict.fromkeys(recipient(address) for address in section.fallback)),
        fallback_minutes=section.fallback_minutes,
    )


def operator_subscription(to: Sequence[str], *, language: str, timezone: str) -> Subscription:
    """Who hears of Rasid's own troubles, and of no event."""
    recipients = tuple(dict.fromkeys(recipient(address) for address in to))
    return Subscription(name=OPERATOR, to=recipients, flags=(), language=language, timezone=timezone)


def heartbeat_subscription(to: Sequence[str]) -> Subscription:
    """Who gets the heartbeat's story, and nothing else."""
    return Subscription(name=HEARTBEAT, to=tuple(dict.fromkeys(recipient(address) for address in to)))


def recipient(address: str) -> Recipient:
    """The recipient of an address such as telegram:-100123, mailto:desk@example.org, webhook:https://…, console:"""
    scheme, _, rest = address.partition(":")
    return Recipient(channel=scheme, address=rest)


class MatchReason(StrEnum):
    """That an event is for a subscription."""

    ALL_FILTERS = "all_filters"


class NoMatch(StrEnum):
    """The first filter that keeps an event from a subscription."""

    HEARTBEAT = "heartbeat"  # it is no news, or the subscription is for nothing else
    FLAG = "flag"
    TOO_FEW_SOURCES = "too_few_sources"
    TOO_FEW_KILLED = "too_few_killed"
    COUNTRY = "country"
    PLACE = "place"
    ACTOR = "actor"
    GROUP = "group"
    KIND = "kind"
    OUTLET = "outlet"
    WORD = "word"


def matches(subscription: Subscription, event: Event) -> MatchReason | NoMatch:
    """Whether an event is for a subscription: any of its flags, and every filter that is set."""
    if (subscription.name == HEARTBEAT) != any(report.outlet == HEARTBEAT_OUTLET for report in event.reports):
        return NoMatch.HEARTBEAT
    if not set(subscription.flags) & set(event.flags):
        return NoMatch.FLAG
    if event.sources < subscription.min_sources:
        return NoMatch.TOO_FEW_SOURCES
    # A threshold of killed is about casualties: it does not hold back a treaty from who asked for both flags.
    only_dealings = "diplomacy" in subscription.flags and "casualty" not in event.flags
    if not only_dealings and killed_at_most(event.toll) < subscription.min_killed:
        return NoMatch.TOO_FEW_KILLED
    if subscription.countries and not set(subscription.countries) & _countries(event):
        return NoMatch.COUNTRY
    return _named(subscription, event) or MatchReason.ALL_FILTERS


def _named(subscription: Subscription, event: Event) -> NoMatch | None:
    titles = tuple(report.title for report in event.reports)
    named = (*(figure.place for figure in event.figures), *(act.place for act in event.dealings))
    places = tuple(place for place in named if place)
    doers = (
        *(figure.actor for figure in event.figures if figure.actor),
        *(name for act in event.dealings for name in (*act.parties, *act.people)),
    )
    if subscription.places and not holds_any((*places, *titles), subscription.places):
        return NoMatch.PLACE
    if subscription.actors and not holds_any(doers, subscription.actors):
        return NoMatch.ACTOR
    if subscription.groups and not set(subscription.groups) & {line.group.value for line in event.toll}:
        return NoMatch.GROUP
    if subscription.kinds and not set(subscription.kinds) & _kinds(event):
        return NoMatch.KIND
    outlets = {fold_key(report.outlet) for report in event.reports}
    if subscription.outlets and not {fold_key(outlet) for outlet in subscription.outlets} & outlets:
        return NoMatch.OUTLET
    if subscription.words and not holds_any((*event.texts, *titles), subscription.words):
        return NoMatch.WORD
    return None


def _countries(event: Event) -> set[str]:
    named = {event.country, *(figure.country for figure in event.figures)}
    return {name for name in named if name} | {party for act in event.dealings for party in act.parties}


def _kinds(event: Event) -> set[str]:
    """What an event is by kind: its dealings, and by what people came to harm."""
    return {act.kind.value for act in event.dealings} | {one.cause.value for one in event.figures if one.cause}


def earliest(subscription: Subscription, severity: Severity, now: datetime) -> datetime:
    """From when on an event may be told. Quiet hours hold it to their end, unless it is urgent."""
    zone = ZoneInfo(subscription.timezone)
    moment = _due(subscription.when, zone, now)
    if subscription.quiet is not None and severity < Severity.URGENT:
        moment = _after_quiet(subscription.quiet, zone, moment)
    return moment


def _due(when: str, zone: ZoneInfo, now: datetime) -> datetime:
    if when == "now":
        return now
    if when == "hourly":
        # Counted in UTC and moved by the zone's odd minutes (Kathmandu), so that a clock change never skips an hour.
        local = now.astimezone(zone)
        into = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
        return now if not into else now - into + timedelta(hours=1)
    return _next(_clock(when.removeprefix("daily ")), zone, now)


def _after_quiet(quiet: str, zone: ZoneInfo, moment: datetime) -> datetime:
    start, end = (_clock(part) for part in quiet.split("-"))
    clock = moment.astimezone(zone).time()
    within = start <= clock < end if start <= end else clock >= start or clock < end
    return _next(end, zone, moment) if within else moment


def _next(clock: time, zone: ZoneInfo, now: datetime) -> datetime:
    """The next moment, from now on, at which clocks in the zone show this time."""
    today = now.astimezone(zone).date()
    candidates: Sequence[datetime] = [
        datetime.combine(today + timedelta(days=days), clock, tzinfo=zone).astimezone(UTC) for days in range(3)
    ]
    return next(moment for moment in candidates if moment >= now)


def _clock(text: str) -> time:
    return time.fromisoformat(text)
