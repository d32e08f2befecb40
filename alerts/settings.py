"""What the alerts' room may be told: [alerts] and [[subscription]] of rasid.toml.

This is the only module of the room that reads the environment.
"""

import difflib
import os
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, field_validator, model_validator

from alerts.channels.relay import relay_from
from alerts.subscriptions import ANSWERS, HEARTBEAT, OPERATOR
from crawler.arabic.letters import fold_key
from crawler.arabic.words import words_of
from crawler.configuration import Location, Section, refuse, resolve_secret
from crawler.errors import ConfigurationError
from crawler.facts.act import ActKind
from crawler.facts.figure import Cause, Group
from crawler.flags.flag import Label
from crawler.settings import Country, WebUrl, Zone, web_url

_CLOCK = r"([01]\d|2[0-3]):[0-5]\d"
_WHEN = re.compile(rf"now|hourly|daily( {_CLOCK})?")
_QUIET = re.compile(rf"{_CLOCK}-{_CLOCK}")
_SERVICE = re.compile(r"env:[A-Za-z_]\w*|file:[^\x00-\x1f\x7f]+|[A-Za-z][A-Za-z0-9+.-]*://[^\s\x00-\x1f\x7f]+")
_PATH = re.compile(r"[^\x00-\x1f\x7f]+")
_MAILBOX = re.compile(r"[^@\s<>\"(),:;\\]+@[^@\s<>\"(),:;\\]+")


def recipient_address(value: str) -> str:
    """The value, if it is an address of a channel: telegram:ID, mailto:ADDRESS, webhook:URL, apprise:URL, file:PATH or
    console:"""
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
    if channel == "apprise":
        if _SERVICE.fullmatch(address):
            return value
        raise ValueError(
            # That there is a "not" in it keeps the value, which holds keys, from being shown behind it.
            "must be apprise: and the address of a service such as 'apprise:ntfys://ntfy.example.org/desk', or where "
            "that is found, 'apprise:env:NAME' or 'apprise:file:PATH'; what is there is not shown"
        )
    if channel == "file":
        if _PATH.fullmatch(address):
            return value
        raise ValueError("must be file: and a path such as 'file:alerts.txt'")
    if value == "console:":
        return value
    raise ValueError("must begin with telegram:, mailto:, webhook:, apprise: or file:, or be console:")


def _when(value: str) -> str:
    if not _WHEN.fullmatch(value):
        raise ValueError("must be 'now', 'hourly', 'daily HH:MM', or 'daily' with the times in `at`")
    return value


def _times(value: object) -> object:
    """One time as it may be written: without brackets."""
    return (value,) if isinstance(value, str) else value


def _time(value: str) -> str:
    if not re.fullmatch(_CLOCK, value):
        raise ValueError("must be a time of day such as '07:30'")
    return value


def _quiet(value: str) -> str:
    if not _QUIET.fullmatch(value):
        raise ValueError("must be two times such as '23:00-06:00'")
    if len(set(value.split("-"))) == 1:
        raise ValueError("must be two different times such as '23:00-06:00'")
    return value


def _said(value: str) -> str:
    """The value, if there is a word in it that a text could hold."""
    if not any(not word.is_sign for word in words_of(fold_key(value))):
        raise ValueError(f"must hold a word, not {value!r}")
    return value


Phrase = Annotated[str, AfterValidator(_said)]


def _one_of(what: str, known: Iterable[str], elsewhere: Mapping[str, str] | None = None) -> Callable[[str], str]:
    """A check of a value; `elsewhere` says of other values where they belong."""
    names = sorted(known)

    def check(value: str) -> str:
        if value in names:
            return value
        if elsewhere and value in elsewhere:
            raise ValueError(f"'{value}' is not {what}; {elsewhere[value]}")
        near = difflib.get_close_matches(value, names, n=1, cutoff=0.4)
        hint = f"did you mean '{near[0]}'?" if near else f"known are {', '.join(names)}"
        raise ValueError(f"'{value}' is not known as {what}; {hint}")

    return check


_group = _one_of("a group of victims", {group.value for group in Group})
_kind = _one_of(
    "a kind of act or a cause of harm",
    {kind.value for kind in (*ActKind, *Cause)},
    {label.value: f"it is a flag: flags = ['{label.value}']" for label in Label},
)


def _smtp(value: str) -> str:
    if not value.startswith(("smtp://", "smtps://", "env:", "file:")):
        raise ValueError("must be an address such as 'smtp://user@mail.example.org:587?starttls=required'")
    return value


def unsubscribe_base(value: str | None) -> str | None:
    """The value without a slash at its end, if it is an https address that a path can be put after."""
    if value is not None and (not value.startswith("https://") or "?" in value or "#" in value):
        raise ValueError("must be an https:// address without '?' and '#', such as 'https://news.example.org/leave'")
    return None if value is None else value.rstrip("/")


class AlertsSection(Section):
    """[alerts]: how the channels are reached."""

    on_ambiguous: Literal["resend", "hold"] = "resend"
    telegram_token: str = "env:RASID_TELEGRAM_TOKEN"  # noqa: S105  where to find it, not the token
    telegram_api: WebUrl = "https://api.telegram.org"
    # Whose commands the bot obeys: ids of people, or of channels whose posts are commands. Without any there is no bot.
    telegram_users: tuple[Annotated[int, Field(strict=True)], ...] = ()
    smtp: Annotated[str, AfterValidator(_smtp)] | None = None
    smtp_password: str | None = None
    mail_from: str = "Rasid <rasid@localhost>"
    # Where a click on a mail's "unsubscribe" arrives, as seen from outside; served at `listen` of [websub].
    unsubscribe_url: Annotated[WebUrl | None, AfterValidator(unsubscribe_base)] = None
    unsubscribe_secret: str = "env:RASID_UNSUBSCRIBE_SECRET"  # noqa: S105
    webhook_secret: str = "env:RASID_WEBHOOK_SECRET"  # noqa: S105
    workers: Annotated[int, Field(ge=1, le=64)] = 8
    # Who is told of Rasid's own troubles, such as a feed that is dead.
    operator: tuple[Annotated[str, AfterValidator(recipient_address)], ...] = ()
    operator_language: Literal["ar", "en"] = "ar"
    operator_timezone: Zone = "UTC"
    # Where a story of our own should arrive every hour, such as a chat for tests, and what is called when it has.
    heartbeat: tuple[Annotated[str, AfterValidator(recipient_address)], ...] = ()
    heartbeat_url: WebUrl | None = None
    deadline_hours: Annotated[float, Field(gt=0, le=168)] = 6.0  # after this an undelivered alert is failed


class SubscriptionSection(Section):
    """[[subscription]]: who hears of what, and when."""

    name: Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[\w.-]+$")]
    flags: tuple[Literal["casualty", "diplomacy"], ...] = ("casualty", "diplomacy")
    countries: tuple[Country, ...] = ()
    places: tuple[Phrase, ...] = ()
    actors: tuple[Phrase, ...] = ()
    groups: tuple[Annotated[str, AfterValidator(_group)], ...] = ()
    kinds: tuple[Annotated[str, AfterValidator(_kind)], ...] = ()
    outlets: tuple[Phrase, ...] = ()
    words: tuple[Phrase, ...] = ()
    min_killed: Annotated[int, Field(ge=0)] = 0
    min_sources: Annotated[int, Field(ge=1)] = 1
    min_severity: Literal["notice", "serious", "urgent", "grave"] = "notice"
    to: Annotated[tuple[Annotated[str, AfterValidator(recipient_address)], ...], Field(min_length=1)]
    when: Annotated[str, AfterValidator(_when)] = "now"
    at: Annotated[tuple[Annotated[str, AfterValidator(_time)], ...], BeforeValidator(_times)] = ()
    timezone: Zone = "UTC"
    urgent_now: bool = True
    empty: bool = False
    max_per_hour: Annotated[int, Field(ge=0, le=10_000)] = 0  # 0: no cap
    quiet: Annotated[str, AfterValidator(_quiet)] | None = None
    quiet_except: Literal["serious", "urgent", "grave", "none"] = "urgent"
    language: Literal["ar", "en"] = "ar"
    flood_messages: Annotated[int, Field(ge=0, le=10_000)] = 10  # 0: each event in a message of its own, however many
    flood_minutes: Annotated[float, Field(gt=0, le=24 * 60)] = 5.0
    # Who is told, in this order, what a receiver of `to` could not be told within so many minutes.
    fallback: tuple[Annotated[str, AfterValidator(recipient_address)], ...] = ()
    fallback_minutes: Annotated[float, Field(gt=0, le=168 * 60)] = 30.0

    @field_validator("fallback")
    @classmethod
    def is_somebody_else(cls, fallback: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        """Who gets every alert anyway cannot stand in for another."""
        twice = next((one for one in fallback if one in info.data.get("to", ())), None)
        if twice is not None:
            raise ValueError("names a receiver that stands in `to` already; it must not name one of those")
        return fallback

    @model_validator(mode="after")
    def times_fit_when(self) -> "SubscriptionSection":
        """Times without `daily`, or `daily` without times, would tell at other times than somebody thought."""
        wrongs: list[tuple[Location, str]] = []
        if self.when == "daily" and not self.at:
            wrongs.append((("when",), '\'daily\' has no time: add at = "07:30", or at = ["07:30", "19:00"]'))
        if self.at and self.when != "daily":
            wrongs.append((("at",), f"goes with when = 'daily' alone, which here is '{self.when}'"))
        if self.empty and self.when == "now":
            wrongs.append((("empty",), "goes with when = 'hourly' or 'daily': with 'now' there is no digest to say it"))
        refuse(wrongs)
        return self

    @field_validator("name")
    @classmethod
    def is_not_the_operator(cls, name: str) -> str:
        """`operator`, `heartbeat` and `bot` are how deliveries of Rasid's own are named."""
        if name in (OPERATOR, HEARTBEAT):
            raise ValueError(f"'{name}' is not free: deliveries to alerts.{name} go by it; choose another")
        if name == ANSWERS:
            raise ValueError(f"'{name}' is not free: the Telegram bot's answers go by it; choose another")
        return name


class Secrets(Section):
    """The secrets of the channels that some subscription uses; None where none needs it."""

    telegram_token: str | None = None
    smtp: str | None = None
    smtp_password: str | None = None
    unsubscribe_secret: str | None = None
    webhook_secret: str | None = None
    services: Mapping[str, str] = {}  # apprise: the address of a recipient as it is written → the service's own


def resolve_secrets(
    alerts: AlertsSection, subscriptions: tuple[SubscriptionSection, ...], environ: Mapping[str, str] | None = None
) -> Secrets:
    """The secrets that these subscriptions need; raises ConfigurationError with the one that is missing, or with what
    is wrong with the mail server that they name."""
    environ = os.environ if environ is None else environ
    named = (*alerts.operator, *alerts.heartbeat, *(to for one in subscriptions for to in (*one.to, *one.fallback)))
    channels = {to.partition(":")[0] for to in named}
    if alerts.telegram_users:
        channels.add("telegram")

    def resolve(value: str | None, key: str) -> str | None:
        return None if value is None else resolve_secret(value, environ=environ, key=f"alerts.{key}")

    services = {
        address: resolve_secret(address, environ=environ, key=f"the receiver apprise:{address}")
        for channel, _, address in (to.partition(":") for to in named)
        if channel == "apprise"
    }
    if "mailto" in channels and alerts.smtp is None:
        raise ConfigurationError("alerts.smtp is missing, and a subscription sends mail")
    secrets = Secrets(
        telegram_token=resolve(alerts.telegram_token, "telegram_token") if "telegram" in channels else None,
        smtp=resolve(alerts.smtp, "smtp") if "mailto" in channels else None,
        smtp_password=resolve(alerts.smtp_password, "smtp_password") if "mailto" in channels else None,
        unsubscribe_secret=unsubscribe_secret(alerts, environ) if "mailto" in channels else None,
        webhook_secret=resolve(alerts.webhook_secret, "webhook_secret") if "webhook" in channels else None,
        services=services,
    )
    if secrets.smtp is not None:
        _check_mail(secrets.smtp, secrets.smtp_password, alerts.mail_from)
    return secrets


def _check_mail(smtp: str, password: str | None, mail_from: str) -> None:
    """Raises ConfigurationError for a relay or a sender with which the channel could not be made."""
    from alerts.channels.mail import mail_sender  # which takes the mail library along

    relay_from(smtp, password)
    mail_sender(mail_from)


def unsubscribe_secret(alerts: AlertsSection, environ: Mapping[str, str] | None = None) -> str | None:
    """What signs the addresses for leaving by a click; None where there is no public address for them. Raises
    ConfigurationError where it is missing."""
    if alerts.unsubscribe_url is None:
        return None
    environ = os.environ if environ is None else environ
    return resolve_secret(alerts.unsubscribe_secret, environ=environ, key="alerts.unsubscribe_secret")
