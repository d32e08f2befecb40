"""The channels that the configuration asks for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from alerts.channels.apprise import AppriseChannel
from alerts.channels.channel import Channel
from alerts.channels.console import ConsoleChannel
from alerts.channels.file import FileChannel
from alerts.channels.mail import MailChannel
from alerts.channels.relay import relay_from
from alerts.channels.telegram import TelegramChannel
from alerts.channels.unsubscribing import OneClick
from alerts.channels.webhook import WebhookChannel
from alerts.settings import AlertsSection, Secrets
from crawler.guard import Allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """How a channel is made, and all that it is made of, to be compared."""

    of: object
    make: Callable[[], Channel]


class Channels:
    """The channels in use. Other settings replace those that they are about; the rest keep their connections and what
    they remember of their peers' pace."""

    def __init__(self) -> None:
        self.by_name: dict[str, Channel] = {}
        self._made_of: dict[str, object] = {}

    def fit(self, alerts: AlertsSection, secrets: Secrets, *, allow_private_hosts: Iterable[str]) -> list[Channel]:
        """Makes them what the configuration asks for; those that were replaced, which their user closes when no send
        is under way in them any more. Raises ConfigurationError, with everything as it was."""
        plans = _plans(alerts, secrets, tuple(allow_private_hosts))
        kept = {
            name: self.by_name[name]
            for name, plan in plans.items()
            if name in self.by_name and self._made_of[name] == plan.of
        }
        made = {name: plan.make() for name, plan in plans.items() if name not in kept}
        retired = [channel for name, channel in self.by_name.items() if name not in kept]
        self.by_name, self._made_of = {**kept, **made}, {name: plan.of for name, plan in plans.items()}
        return retired


def build_channels(
    alerts: AlertsSection, secrets: Secrets, *, allow_private_hosts: Iterable[str]
) -> dict[str, Channel]:
    """One channel for each kind of recipient that has what it needs, by the recipient's prefix.

    Only webhooks go through the address guard: the Telegram API, the relay and services are the operator's own choice.
    """
    plans = _plans(alerts, secrets, tuple(allow_private_hosts))
    return {name: plan.make() for name, plan in plans.items()}


def _plans(alerts: AlertsSection, secrets: Secrets, hosts: tuple[str, ...]) -> dict[str, _Plan]:
    plans = {"console": _Plan(of=(), make=ConsoleChannel), "file": _Plan(of=(), make=FileChannel)}
    token, smtp, secret, services = (
        secrets.telegram_token,
        secrets.smtp,
        secrets.webhook_secret,
        dict(secrets.services),
    )
    if token is not None:
        plans["telegram"] = _Plan(
            of=(token, alerts.telegram_api), make=lambda: TelegramChannel(token, api=alerts.telegram_api)
        )
    if smtp is not None:
        password, one_click = secrets.smtp_password, one_click_of(alerts, secrets.unsubscribe_secret)
        plans["mailto"] = _Plan(
            of=(smtp, password, alerts.mail_from, one_click),
            make=lambda: MailChannel(relay_from(smtp, password), alerts.mail_from, one_click=one_click),
        )
    if secret is not None:
        plans["webhook"] = _Plan(of=(secret, hosts), make=lambda: WebhookChannel(secret, allowed=Allowed.of(hosts)))
    if services:
        plans["apprise"] = _Plan(of=services, make=lambda: AppriseChannel(services))
    return plans


def one_click_of(alerts: AlertsSection, secret: str | None) -> OneClick | None:
    """How receivers of mail leave by a click; None where no public address is configured for it."""
    if alerts.unsubscribe_url is None or secret is None:
        return None
    return OneClick(url=alerts.unsubscribe_url, secret=secret)
