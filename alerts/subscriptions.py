"""Subscription: who hears of what, and when; pure.

`matches` says whether an event is for a subscription, with the reason; when it is told says `alerts/timing.py`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from alerts.alert import Severity
from alerts.events.event import Event
from alerts.filter_names import countries_of, is_at, is_by
from alerts.flood import Guard
from alerts.severity import killed_at_most
from crawler.arabic.letters import fold_key
from crawler.arabic.phrases import holds_any

OPERATOR = "operator"  # under this name deliveries of notices about Rasid itself stand
HEARTBEAT = "heartbeat"  # and under this one those of its own story that proves that the chain works
HEARTBEAT_OUTLET = "rasid:heartbeat"
ANSWERS = "bot"  # and under this one what the Telegram bot answers

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
class Joined:
    """A receiver that joined a subscription by itself, beside those that the configuration names."""

    to: Recipient
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Muted:
    """A receiver that wants silence until a time."""

    to: Recipient
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """Who hears of what, and when. An empty filter lets everything through.

    `members` are the users whose chats may join it; which have, and which want silence, stands in the database, and
    `alerts.joined.with_chats` puts it into `to`, `joined` and `muted`.
    """

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
    min_severity: str = "notice"
    when: str = "now"  # now | hourly | daily, with the times in `at`, or daily HH:MM
    at: tuple[str, ...] = ()
    timezone: str = "UTC"
    urgent_now: bool = True  # urgent and grave events wait for no digest of the hour or the day
    empty: bool = False  # a digest of hourly or daily also says that there is nothing to tell
    max_per_hour: int = 0  # first messages within an hour of the clock; what comes beyond is one digest. 0: no cap
    quiet: str | None = None
    quiet_except: str = "urgent"  # the least severity that breaks quiet hours; none: nothing does
    language: str = "ar"
    flood_messages: int = 10  # first messages within the minutes below; what comes beyond is one digest. 0: no guard
    flood_minutes: float = 5.0
    fallback: tuple[Recipient, ...] = ()  # who stands in, in this order, for a receiver that cannot be told
    fallback_minutes: float = 30.0
    members: tuple[int, ...] = ()
    joined: tuple[Joined, ...] = ()
    muted: tuple[Muted, ...] = ()

    def muted_until(self, to: Recipient | None) -> datetime | None:
        """When the silence that a receiver asked for ends; None where it asked for none."""
        return next((one.until for one in self.muted if one.to == to), None)

    @property
    def guard(self) -> Guard:
        """How many first messages a recipient of it gets before they become a digest."""
        return Guard(messages=self.flood_messages, within=timedelta(minutes=self.flood_minutes))

    def patience(self, deadline: timedelta, to: Recipient | None = None) -> timedelta:
        """How long a receiver of `to` is tried: less than the deadline where somebody stands in, which nobody does for
        one that joined by itself."""
        alone = not self.fallback or any(one.to == to for one in self.joined)
        return deadline if alone else min(deadline, timedelta(minutes=self.fallback_minutes))


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
    min_severity: str
    to: tuple[str, ...]
    when: str
    at: tuple[str, ...]
    timezone: str
    urgent_now: bool
    empty: bool
    max_per_hour: int
    quiet: str | None
    quiet_except: str
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
        min_severity=section.min_severity,
        when=section.when,
        at=tuple(section.at),
        timezone=section.timezone,
        urgent_now=section.urgent_now,
        empty=section.empty,
        max_per_hour=section.max_per_hour,
        quiet=section.quiet,
        quiet_except=section.quiet_except,
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
    TOO_MILD = "too_mild"  # its severity
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
    if event.severity < Severity[subscription.min_severity.upper()]:
        return NoMatch.TOO_MILD
    if event.sources < subscription.min_sources:
        return NoMatch.TOO_FEW_SOURCES
    # A threshold of killed is about casualties: it does not hold back a treaty from who asked for both flags.
    only_dealings = "diplomacy" in subscription.flags and "casualty" not in event.flags
    if not only_dealings and killed_at_most(event.toll) < subscription.min_killed:
        return NoMatch.TOO_FEW_KILLED
    if subscription.countries and not set(subscription.countries) & countries_of(event):
        return NoMatch.COUNTRY
    return _named(subscription, event) or MatchReason.ALL_FILTERS


def _named(subscription: Subscription, event: Event) -> NoMatch | None:
    titles = tuple(report.title for report in event.reports)
    if subscription.places and not is_at(event, subscription.places):
        return NoMatch.PLACE
    if subscription.actors and not is_by(event, subscription.actors):
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


def _kinds(event: Event) -> set[str]:
    """What an event is by kind: its dealings, and by what people came to harm."""
    return {act.kind.value for act in event.dealings} | {one.cause.value for one in event.figures if one.cause}
