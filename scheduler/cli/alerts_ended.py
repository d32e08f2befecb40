"""rasid alerts failed, unknown, replay: what did not arrive, and sending it again."""

from datetime import UTC, datetime, timedelta

import click

from alerts.alert import DeliveryState
from crawler.store.database import reading, writing
from scheduler.cli.alerts_shown import show_deliveries
from scheduler.cli.invocation import Invocation, common_options, json_option

_LIMIT = click.option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True)


@click.command()
@_LIMIT
@json_option
@common_options
def failed(invocation: Invocation, limit: int, as_json: bool) -> None:
    """Lists what could not be delivered, newest first, with the whole error. 'rasid alerts replay' sends it again."""
    _show(invocation, (DeliveryState.FAILED, DeliveryState.DEAD), limit, as_json=as_json)


@click.command()
@_LIMIT
@json_option
@common_options
def unknown(invocation: Invocation, limit: int, as_json: bool) -> None:
    """Lists messages of which nobody knows whether they arrived (alerts.on_ambiguous = "hold"), newest first.

    Look at the receiver; 'rasid alerts replay' sends again what is not there.
    """
    _show(invocation, (DeliveryState.UNKNOWN,), limit, as_json=as_json)


def _show(invocation: Invocation, states: tuple[DeliveryState, ...], limit: int, *, as_json: bool) -> None:
    from alerts.store import delivery_rows

    with invocation.database() as engine, reading(engine) as connection:
        rows = delivery_rows(connection, states=[state.value for state in states], limit=limit)
    show_deliveries(rows, as_json=as_json, whole_errors=True)


@click.command()
@click.argument("ids", nargs=-1, type=click.IntRange(1, 2**63 - 1), required=True, metavar="ID …")
@common_options
def replay(invocation: Invocation, ids: tuple[int, ...]) -> int:
    """Sends deliveries again that failed, died, are unknown, or were held back because their recipient was disabled.

    They are due at once and have a whole deadline before them; a disabled recipient is enabled again, but not one that
    asked for no more. What stood in a digest goes out again as that digest. Exits 1 and says why where one of them
    cannot be sent again; the others are.
    """
    from alerts.replay import replay as put_back
    from scheduler.waking import wake_deliveries

    settings = invocation.settings
    deadline = timedelta(hours=settings.alerts.deadline_hours)
    with invocation.database() as engine, writing(engine) as connection:
        done = put_back(connection, ids, deadline=deadline, now=datetime.now(UTC))
    for one in done.enabled:
        click.echo(f"{one.shown} is enabled again")
    for identity in done.ids:
        click.echo(f"{identity} is due again")
    for identity, why in done.refused:
        click.echo(f"rasid: delivery {identity} is not sent again: {why.value}", err=True)
    if done.ids and not wake_deliveries(settings.store, done.ids):
        click.echo(
            "Redis does not answer, so nobody is woken: the daemon finds them within seconds of its work", err=True
        )
    return 1 if done.refused else 0
