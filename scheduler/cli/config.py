"""rasid config check."""

from collections.abc import Mapping

import click

from alerts.settings import resolve_secrets
from alerts.subscriptions import Recipient
from crawler.chosen_model import check_folder
from crawler.configuration import ConfigurationProblems
from crawler.errors import ConfigurationError
from crawler.settings import database_address, redis_address
from crawler.store.database import check as check_database
from crawler.store.database import connect
from scheduler.cli.invocation import Invocation, common_options
from scheduler.settings import catalogue_feeds, console_of


@click.group()
def config() -> None:
    """The configuration."""


@config.command()
@common_options
def check(invocation: Invocation) -> int:
    """Reads the configuration and says all that is wrong, with line numbers."""
    try:
        settings = invocation.settings
        feeds = [*settings.feeds(), *catalogue_feeds(settings)]
    except ConfigurationProblems as error:
        for problem in error.problems:
            click.echo(f"rasid: {problem}", err=True)
        return 2
    _check_services(resolve_secrets(settings.alerts, settings.subscription).services)
    console_of(settings)
    redis_address(settings.store)
    check_folder(settings.flags)
    engine = connect(database_address(settings.store))
    try:
        check_database(engine)
    finally:
        engine.dispose()
    click.echo(
        f"The configuration is good: {len(feeds)} feeds, {len(settings.subscription)} subscriptions, "
        f"database {engine.url.render_as_string(hide_password=True)}, Redis {settings.store.redis}."
    )
    return 0


def _check_services(services: Mapping[str, str]) -> None:
    """Raises ConfigurationError for the first receiver that the library apprise cannot send to."""
    if not services:
        return
    from alerts.channels.apprise import AddressUnusable, sender_to  # which takes the library a second

    for address, url in services.items():
        try:
            sender_to(url)
        except AddressUnusable as error:
            raise ConfigurationError(f"{Recipient(channel='apprise', address=address).shown}: {error}") from None
