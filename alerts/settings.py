"""What the alerts' room may be told: [alerts] and [[subscription]] of rasid.toml.

This is the only module of the room that reads the environment.
"""

import os
import re
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, field_validator

from alerts.subscriptions import OPERATOR
from crawler.configuration import Section, resolve_secret
from crawler.errors import ConfigurationError
from crawler.settings import Country, WebUrl, Zone, web_url

_CLOCK = r"([01]\d|2[0-3]):[0-5]\d"
_WHEN = re.compile(rf"now|hourly|daily {_CLOCK}")
_QUIET = re.compile(rf"{_CLOCK}-{_CLOCK}")
_MAILBOX = re.compile(r"[^@\s<>\"(),:;\\]+@[^@\s<>\"(),:;\\]+")


def recipient_address(value: str) -> str:
    """The value, if it is an address of a channel: telegram:ID, mailto:ADDRESS, webhook:URL."""
    channel, _, address = value.partition(":")
    if channel == "telegram":
        if re.fullmatch(r"-?\d{1,20}(/\d{1,10})?|@\w{4,64}", address):
            return value
        raise ValueError("must be telegram: and a chat id such as 'telegram:-1001234567890'")
    if channel == "mailto":
        if _MAILBOX.fullmatch(address) and address.isascii():
            return value
        raise ValueError("must be mailto: and one mail address such as 'mailto:desk@example.org'")
    if channel == "webhook":
        web_url(address)
        return value
    raise ValueError("must begin with telegram:, mailto: or webhook:")


def _when(value: str) -> str:
    if not _WHEN.fullmatch(value):
        raise ValueError("must be 'now', 'hourly' or 'daily HH:MM'")
    return value


def _quiet(value: str) -> str:
    if not _QUIET.fullmatch(value):
        raise ValueError("must be two times such as '23:00-06:00'")
    return value


def _smtp(value: str) -> str:
    if not value.startswith(("smtp://", "smtps://", "env:", "file:")):
        raise ValueError("must be an address such as 'smtp://user@mail.example.org:587?starttls=required'")
    return value


class AlertsSection(Section):
    """[alerts]: how the channels are reached."""

    on_ambiguous: Literal["resend", "hold"] = "resend"
    telegram_token: str = "env:RASID_TELEGRAM_TOKEN"  # noqa: S105  where to find it, not the token
    telegram_api: WebUrl = "https://api.telegram.org"
    smtp: Annotated[str, AfterValidator(_smtp)] | None = None
    smtp_password: str | None = None
    mail_from: str = "Rasid <rasid@localhost>"
    webhook_secret: str = "env:RASID_WEBHOOK_SECRET"  # noqa: S105
    workers: Annotated[int, Field(ge=1, le=64)] = 8
    # Who is told of Rasid's own troubles, such as a feed that is dead.
    operator: tuple[Annotated[str, AfterValidator(recipient_address)], ...] = ()
    operator_language: Literal["ar", "en"] = "ar"
    operator_timezone: Zone = "UTC"
    deadline_hours: Annotated[float, Field(gt=0, le=168)] = 6.0  # after this an undelivered alert is failed


class SubscriptionSection(Section):
    """[[subscription]]: who hears of what, and when."""

    name: Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[\w.-]+$")]
    flags: tuple[Literal["casualty", "diplomacy"], ...] = ("casualty", "diplomacy")
    countries: tuple[Country, ...] = ()
    places: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    min_killed: Annotated[int, Field(ge=0)] = 0
    min_sources: Annotated[int, Field(ge=1)] = 1
    to: Annotated[tuple[Annotated[str, AfterValidator(recipient_address)], ...], Field(min_length=1)]
    when: Annotated[str, AfterValidator(_when)] = "now"
    timezone: Zone = "UTC"
    quiet: Annotated[str, AfterValidator(_quiet)] | None = None
    language: Literal["ar", "en"] = "ar"
    flood_messages: Annotated[int, Field(ge=0, le=10_000)] = 10  # 0: each event in a message of its own, however many
    flood_minutes: Annotated[float, Field(gt=0, le=24 * 60)] = 5.0

    @field_validator("name")
    @classmethod
    def is_not_the_operator(cls, name: str) -> str:
        """`operator` is how deliveries of notices are named."""
        if name == OPERATOR:
            raise ValueError("'operator' is the name of the notices to alerts.operator; choose another")
        return name


class Secrets(Section):
    """The secrets of the channels that some subscription uses; None where none needs it."""

    telegram_token: str | None = None
    smtp: str | None = None
    smtp_password: str | None = None
    webhook_secret: str | None = None


def resolve_secrets(
    alerts: AlertsSection, subscriptions: tuple[SubscriptionSection, ...], environ: Mapping[str, str] | None = None
) -> Secrets:
    """The secrets that these subscriptions need; raises ConfigurationError with the one that is missing."""
    environ = os.environ if environ is None else environ
    named = (*alerts.operator, *(to for subscription in subscriptions for to in subscription.to))
    channels = {to.partition(":")[0] for to in named}

    def resolve(value: str | None, key: str) -> str | None:
        return None if value is None else resolve_secret(value, environ=environ, key=f"alerts.{key}")

    if "mailto" in channels and alerts.smtp is None:
        raise ConfigurationError("alerts.smtp is missing, and a subscription sends mail")
    return Secrets(
        telegram_token=resolve(alerts.telegram_token, "telegram_token") if "telegram" in channels else None,
        smtp=resolve(alerts.smtp, "smtp") if "mailto" in channels else None,
        smtp_password=resolve(alerts.smtp_password, "smtp_password") if "mailto" in channels else None,
        webhook_secret=resolve(alerts.webhook_secret, "webhook_secret") if "webhook" in channels else None,
    )
