"""The channels that the configuration asks for."""

from collections.abc import Iterable

from alerts.channels.channel import Channel
from alerts.channels.mail import MailChannel
from alerts.channels.relay import relay_from
from alerts.channels.telegram import TelegramChannel
from alerts.channels.webhook import WebhookChannel
from alerts.settings import AlertsSection, Secrets
from crawler.guard import Allowed


def build_channels(
    alerts: AlertsSection, secrets: Secrets, *, allow_private_hosts: Iterable[str]
) -> dict[str, Channel]:
    """One channel for each kind of recipient that has what it needs, by the recipient's prefix.

    Only webhooks go through the address guard: the Telegram API and the relay are the operator's own choice.
    """
    channels: dict[str, Channel] = {}
    if secrets.telegram_token is not None:
        channels["telegram"] = TelegramChannel(secrets.telegram_token, api=alerts.telegram_api)
    if secrets.smtp is not None:
        channels["mailto"] = MailChannel(relay_from(secrets.smtp, secrets.smtp_password), alerts.mail_from)
    if secrets.webhook_secret is not None:
        channels["webhook"] = WebhookChannel(secrets.webhook_secret, allowed=Allowed.of(allow_private_hosts))
    return channels
