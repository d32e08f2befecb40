"""Channels are built for what subscriptions use, and for nothing else."""

from typing import Any

import pytest

from alerts.channels.build import build_channels
from alerts.settings import AlertsSection, Secrets
from crawler.errors import ConfigurationError

ALL = {"telegram_token": "1:x", "smtp": "smtp://mail.example.org", "webhook_secret": "s"}
ALWAYS = {"console", "file"}


@pytest.mark.parametrize(
    ("secrets", "names"),
    [
        ({}, set()),
        ({"telegram_token": "1:x"}, {"telegram"}),
        ({"smtp": "smtp://mail.example.org"}, {"mailto"}),
        (ALL, {"telegram", "mailto", "webhook"}),
        ({"services": {"env:DESK": "json://127.0.0.1/"}}, {"apprise"}),
    ],
)
async def test_a_channel_is_built_where_its_secret_is_there(secrets: dict[str, Any], names: set[str]) -> None:
    """Keys are the prefixes of recipients, and each channel bears its own; those for trying out need nothing."""
    channels = build_channels(AlertsSection(), Secrets(**secrets), allow_private_hosts=[])
    assert {name: channel.name for name, channel in channels.items()} == {name: name for name in names | ALWAYS}
    assert {name for name, channel in channels.items() if channel.can_edit} == names & {"telegram"}
    for channel in channels.values():
        await channel.close()


def test_a_wrong_relay_is_a_wrong_configuration() -> None:
    """Said before anything is sent."""
    with pytest.raises(ConfigurationError, match="starttls"):
        build_channels(AlertsSection(), Secrets(smtp="smtp://x?starttls=never"), allow_private_hosts=[])
