"""All of rasid.toml: the sections of the crawler's and the alerts' rooms, and [scheduler].

This is the only module of the room that reads the environment. How often a job runs is set here.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from alerts.settings import AlertsSection, SubscriptionSection
from crawler.configuration import Section, read_configuration
from crawler.news import Feed
from crawler.settings import CrawlerSettings, FeedSection

ROOT = Path(__file__).parent.parent
CATALOGUE = ROOT / "seeds" / "feeds.toml"
MIGRATIONS = (ROOT / "alerts" / "migrations" / "versions", ROOT / "scheduler" / "migrations" / "versions")


class SchedulerSection(Section):
    """[scheduler]: the periods of the jobs, in seconds, and what is pruned. None of them delays an alert."""

    due_feeds_seconds: Annotated[float, Field(ge=0.2, le=60)] = 1.0
    advance_seconds: Annotated[float, Field(ge=0.5, le=60)] = 5.0  # only for a wake that was lost
    sweep_seconds: Annotated[float, Field(ge=0.5, le=60)] = 5.0  # puts back due deliveries and expired leases
    self_check_seconds: Annotated[float, Field(ge=5, le=3600)] = 60.0
    prune_hours: Annotated[float, Field(ge=0.1, le=168)] = 24.0
    keep_visits_days: Annotated[int, Field(ge=1)] = 90
    lease_seconds: Annotated[float, Field(ge=2, le=300)] = 15.0  # after this a stand-by becomes the leader


class Settings(CrawlerSettings):
    """Everything Rasid may be told."""

    alerts: AlertsSection = AlertsSection()
    subscription: tuple[SubscriptionSection, ...] = ()
    scheduler: SchedulerSection = SchedulerSection()

    @model_validator(mode="after")
    def names_are_unique(self) -> "Settings":
        """Feeds and subscriptions are known by their names."""
        for kind, names in (
            ("feed", [feed.name for feed in self.feed]),
            ("subscription", [subscription.name for subscription in self.subscription]),
        ):
            twice = next((name for name in names if names.count(name) > 1), None)
            if twice is not None:
                raise ValueError(f"there are two {kind}s named '{twice}'")
        return self


def load_settings(path: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """rasid.toml (or `path`) and the environment, checked; raises ConfigurationError."""
    return read_configuration(Settings, path=path, environ=os.environ if environ is None else environ)


def child_environment(redis: str) -> dict[str, str]:
    """The environment of a role's process: ours, with the Redis address that the supervisor found or started."""
    return {**os.environ, "RASID_STORE__REDIS": redis}


def catalogue_feeds(settings: Settings) -> tuple[Feed, ...]:
    """The bundled catalogue where the configuration asks for it, without names that the configuration uses itself."""
    if not settings.crawler.catalogue:
        return ()
    own = {feed.name for feed in settings.feed}
    catalogue = read_configuration(Catalogue, path=CATALOGUE, environ={})
    return tuple(section.feed() for section in catalogue.feed if section.name not in own)


class Catalogue(Section):
    """seeds/feeds.toml: nothing but [[feed]]."""

    feed: tuple[FeedSection, ...] = ()
