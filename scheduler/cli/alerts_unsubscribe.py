"""rasid alerts unsubscribe: a receiver wants no more."""

from datetime import UTC, datetime

import click

from alerts.settings import recipient_address
from crawler.store.database import writing
from scheduler.cli.invocation import Invocation, common_options
from scheduler.settings import Settings


@click.command()
@click.argument("address")
@click.option("--undo", is_flag=True, help="Takes it back: the receiver gets alerts again from now on.")
@common_options
def unsubscribe(invocation: Invocation, address: str, undo: bool) -> int:
    """Sends ADDRESS no more alerts, whatever subscriptions name it: a mail address, or a receiver such as
    'telegram:-1001234567890'.

    It is what to do with the mails that readers send to leave. What waits for it is held back, and whoever stands in
    for it (`fallback`) is told instead. Exits 1 where nothing changed.
    """
    from alerts.recipients import enable
    from alerts.unsubscribe import unsubscribe as disable

    to = _receiver(address, _named(invocation.settings))
    channel, _, bare = to.partition(":")
    with invocation.database() as engine, writing(engine) as connection:
        if undo:
            changed = enable(connection, channel, bare)
        else:
            changed = disable(connection, channel, bare, datetime.now(UTC), asked="by hand")
    if undo:
        click.echo(f"{to} gets alerts again" if changed else f"{to} was not unsubscribed")
    else:
        click.echo(f"{to} is unsubscribed" if changed else f"{to} gets no alerts already")
    return 0 if changed else 1


def _named(settings: Settings) -> list[str]:
    sections = settings.subscription
    return [
        *(to for section in sections for to in (*section.to, *section.fallback)),
        *settings.alerts.operator,
        *settings.alerts.heartbeat,
    ]


def _receiver(address: str, named: list[str]) -> str:
    """The receiver as the configuration writes it, or as it is given where nothing names it any more."""
    wanted = address if ":" in address else f"mailto:{address}"
    for one in named:
        if one == wanted or (one.startswith("mailto:") and one.casefold() == wanted.casefold()):
            return one
    try:
        return recipient_address(wanted)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="'ADDRESS'") from None
