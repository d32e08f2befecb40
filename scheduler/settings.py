"""All of rasid.toml: the sections of the crawler's and the alerts' rooms, and those of this one.

This is the only module of the room that reads the environment. How often a job runs is set here.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from alerts.settings import AlertsSection, SubscriptionSection
from alerts.subscriptions import Subscription, heartbeat_subscription, operator_subscription, subscriptions_from
from crawler.configuration import ConfigurationProblems, Location, Section, read_configuration, refuse
from crawler.news import Feed
from crawler.settings import Country, CrawlerSettings, FeedSection, StoreSection, WebUrl, Zone
from crawler.urls import url_key
from scheduler.console_section import ConsoleSection, with_secrets
from scheduler.listening import listening_place, listening_place_or_none

ROOT = Path(__file__).parent.parent
CATALOGUE = ROOT / "seeds" / "feeds.toml"
LEAST_TEXT_DAYS = 30
SLUG = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
MIGRATIONS = (ROOT / "alerts" / "migrations" / "versions", ROOT / "scheduler" / "migrations" / "versions")


def _for_ever_or_a_month(days: int) -> int:
    """The value, if no text is dropped while its event may still grow."""
    if days and days < LEAST_TEXT_DAYS:
        raise ValueError(f"must be 0 (for ever) or at least {LEAST_TEXT_DAYS}")
    return days


class SchedulerSection(Section):
    """[scheduler]: the periods of the jobs, in seconds, and what is pruned. None of them delays an alert."""

    due_feeds_seconds: Annotated[float, Field(ge=0.2, le=60)] = 1.0
    advance_seconds: Annotated[float, Field(ge=0.5, le=60)] = 5.0  # only for a wake that was lost
    sweep_seconds: Annotated[float, Field(ge=0.5, le=60)] = 5.0  # puts back due deliveries and expired leases
    self_check_seconds: Annotated[float, Field(ge=5, le=3600)] = 60.0
    prune_hours: Annotated[float, Field(ge=0.1, le=168)] = 24.0
    keep_visits_days: Annotated[int, Field(ge=1)] = 90
    keep_texts_days: Annotated[int, AfterValidator(_for_ever_or_a_month)] = 0  # 0: for ever
    keep_deliveries_days: Annotated[int, Field(ge=90)] = 400  # longer than any feed can list old items again
    heartbeat_minutes: Annotated[float, Field(ge=1, le=24 * 60)] = 60.0
    house_check_minutes: Annotated[float, Field(ge=1, le=24 * 60)] = 60.0
    lease_seconds: Annotated[float, Field(ge=2, le=300)] = 10.0  # after this, and a third of it, a stand-by leads


def callback_base(value: str | None) -> str | None:
    """The value without a slash at its end, if a path can be put after it."""
    if value is not None and ("?" in value or "#" in value):
        raise ValueError("must be an address without '?' and '#', such as 'https://news.example.org/websub'")
    return None if value is None else value.rstrip("/")


class WebSubSection(Section):
    """[websub]: where hubs reach us. Without a callback address no hub is asked for anything."""

    callback: Annotated[WebUrl | None, AfterValidator(callback_base)] = None  # as hubs see it, from outside
    listen: Annotated[str, AfterValidator(listening_place)] = "127.0.0.1:8001"
    lease_seconds: Annotated[int, Field(ge=600, le=90 * 86400)] = 5 * 86400  # asked for; the hub decides


class HealthSection(Section):
    """[health]: where the daemon answers whether it lives, is ready, and how it does."""

    listen: Annotated[str, AfterValidator(listening_place_or_none)] = "127.0.0.1:8002"  # empty: nowhere


class Settings(CrawlerSettings):
    """Everything Rasid may be told."""

    alerts: AlertsSection = AlertsSection()
    subscription: tuple[SubscriptionSection, ...] = ()
    scheduler: SchedulerSection = SchedulerSection()
    websub: WebSubSection = WebSubSection()
    health: HealthSection = HealthSection()
    console: ConsoleSection = ConsoleSection()

    @model_validator(mode="after")
    def names_are_unique(self) -> "Settings":
        """Feeds and subscriptions are known by their names."""
        refuse(
            [
                *_same_names("feed", [feed.name for feed in self.feed]),
                *_same_names("subscription", [subscription.name for subscription in self.subscription]),
            ]
        )
        return self


def operator_of(settings: Settings) -> Subscription | None:
    """Who is told of Rasid's own troubles; None where nobody is named."""
    alerts = settings.alerts
    if not alerts.operator:
        return None
    return operator_subscription(alerts.operator, language=alerts.operator_language, timezone=alerts.operator_timezone)


def subscriptions_of(settings: Settings) -> tuple[Subscription, ...]:
    """All that deliveries may belong to: what is told of events, and the operator's notices."""
    operator = operator_of(settings)
    return (*told_of_events(settings), *((operator,) if operator else ()))


def told_of_events(settings: Settings) -> tuple[Subscription, ...]:
    """Whom events are told: the subscriptions, and the receivers of the heartbeat's story."""
    beat, members = settings.alerts.heartbeat, settings.alerts.telegram_users
    told = (replace(one, members=members) for one in subscriptions_from(settings.subscription))
    return (*told, *((heartbeat_subscription(beat),) if beat else ()))


def load_settings(path: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """rasid.toml (or `path`) and the environment, checked; raises ConfigurationError."""
    return read_configuration(Settings, path=path, environ=os.environ if environ is None else environ)


class _StoreAlone(Section):
    model_config = ConfigDict(extra="ignore", frozen=True)

    store: StoreSection = StoreSection()


def load_store(path: Path | None = None, environ: Mapping[str, str] | None = None) -> StoreSection:
    """[store] alone, whatever is wrong with the rest of rasid.toml. Where the file cannot be read at all, what the
    environment says of the store holds, if it says something. Raises ConfigurationError."""
    environ = os.environ if environ is None else environ
    others = [name for name in Settings.model_fields if name != "store"]
    try:
        return read_configuration(_StoreAlone, path=path, environ=environ, others=others).store
    except ConfigurationProblems:
        named = {name: value for name, value in environ.items() if name.upper().startswith("RASID_STORE__")}
        if "RASID_STORE__DATABASE" not in named:
            raise
        return read_configuration(_StoreAlone, path=Path(os.devnull), environ=named).store


def has_console(settings: Settings) -> bool:
    """Whether the daemon serves the pages: whoever has [console] in his file wants them, unless it says nowhere."""
    return "console" in settings.model_fields_set and bool(settings.console.listen)


def console_of(settings: Settings, environ: Mapping[str, str] | None = None) -> ConsoleSection:
    """[console] with the secrets that stand elsewhere in their places; raises ConfigurationError for a wrong one."""
    return with_secrets(settings.console, os.environ if environ is None else environ)


def child_environment(redis: str) -> dict[str, str]:
    """What a role's process has in its environment beside ours: the Redis address that the supervisor found or
    started."""
    return {"RASID_STORE__REDIS": redis}


class CatalogueFeed(FeedSection):
    """[[feed]] of the catalogue: as in rasid.toml, but nothing is left out."""

    name: Annotated[str, Field(max_length=80, pattern=SLUG)]
    outlet: Annotated[str, Field(min_length=1)]
    country: Country
    language: Literal["ar"]
    section: Annotated[str, Field(pattern=SLUG)]
    tier: Literal["A", "B", "C", "D"]
    zone: Zone
    checked: Annotated[str, Field(min_length=1)]


class Catalogue(Section):
    """seeds/feeds.toml: nothing but [[feed]]."""

    feed: tuple[CatalogueFeed, ...] = ()

    @model_validator(mode="after")
    def names_and_addresses_are_unique(self) -> "Catalogue":
        """No name and no address stands twice; addresses are compared as addresses of pages are."""
        addresses = [url_key(feed.url) for feed in self.feed]
        refuse(
            [
                *_same_names("feed", [feed.name for feed in self.feed]),
                *(
                    (("feed", at, "url"), f"is the address of feed '{self.feed[first].name}' too")
                    for at, first in _repeated(addresses)
                ),
            ]
        )
        return self


def load_catalogue(path: Path = CATALOGUE) -> Catalogue:
    """The catalogue, checked; raises ConfigurationProblems that name the line of each mistake."""
    return read_configuration(Catalogue, path=path, environ={})


def catalogue_feeds(settings: Settings, path: Path = CATALOGUE) -> tuple[Feed, ...]:
    """The catalogue where the configuration asks for it, without the names and addresses that it watches itself."""
    if not settings.crawler.catalogue:
        return ()
    names = {feed.name for feed in settings.feed}
    addresses = {url_key(feed.url) for feed in settings.feed}
    return tuple(
        section.feed()
        for section in load_catalogue(path).feed
        if section.name not in names and url_key(section.url) not in addresses
    )


def _same_names(kind: str, names: Sequence[str]) -> list[tuple[Location, str]]:
    return [((kind, at, "name"), f"there are two {kind}s named '{names[at]}'") for at, _ in _repeated(names)]


def _repeated(values: Sequence[str]) -> list[tuple[int, int]]:
    """Each position whose value stood before, with the position where it stood first."""
    first: dict[str, int] = {}
    return [(at, first[value]) for at, value in enumerate(values) if first.setdefault(value, at) != at]
