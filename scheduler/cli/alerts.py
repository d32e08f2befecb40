"""rasid alerts: deliveries, and a real test alert. What ended badly is in `alerts_ended`."""

import asyncio
from datetime import UTC, datetime

import click

from alerts.alert import DeliveryState
from alerts.settings import resolve_secrets
from crawler.store.database import reading
from scheduler.cli.alerts_ended import failed, replay, unknown
from scheduler.cli.alerts_preview import preview, subscription_named
from scheduler.cli.alerts_shown import show_deliveries
from scheduler.cli.alerts_unsubscribe import unsubscribe
from scheduler.cli.invocation import Invocation, common_options, json_option
from scheduler.settings import subscriptions_of


@click.group()
def alerts() -> None:
    """Deliveries and tests."""


for _command in (failed, unknown, replay, preview, unsubscribe):
    alerts.add_command(_command)


@alerts.command("list")
@click.option(
    "--state", type=click.Choice([state.value for state in DeliveryState]), help="Only deliveries in this state."
)
@click.option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True)
@json_option
@common_options
def list_deliveries(invocation: Invocation, state: str | None, limit: int, as_json: bool) -> None:
    """Lists deliveries, newest first: to whom, how far, and what went wrong."""
    from alerts.store import delivery_rows

    with invocation.database() as engine, reading(engine) as connection:
        rows = delivery_rows(connection, states=[state] if state else (), limit=limit)
    show_deliveries(rows, as_json=as_json)


@alerts.command("test")
@click.argument("name")
@common_options
def test_subscription(invocation: Invocation, name: str) -> int:
    """Sends one real alert, marked as a test, through every channel of the subscription NAME."""
    from alerts.channels.build import build_channels
    from alerts.deliver import Deliverer
    from alerts.store import delivery_rows
    from alerts.test_alert import create_test_alert

    settings = invocation.settings
    subscriptions = subscriptions_of(settings)
    chosen = subscription_named(subscriptions, name)
    sections = tuple(one for one in settings.subscription if one.name == name)
    channels = build_channels(
        settings.alerts,
        resolve_secrets(settings.alerts, sections),
        allow_private_hosts=settings.crawler.allow_private_hosts,
    )
    with invocation.database() as engine:
        ids = create_test_alert(engine, chosen, now=datetime.now(UTC), deadline_hours=settings.alerts.deadline_hours)
        deliverer = Deliverer(
            engine=engine,
            channels=channels,
            subscriptions=subscriptions,
            on_ambiguous=settings.alerts.on_ambiguous,
            worker="alerts test",
        )

        async def deliver_all() -> None:
            for identity in ids:
                await deliverer.deliver(identity)
            for channel in channels.values():
                await channel.close()

        asyncio.run(deliver_all())
        with reading(engine) as connection:
            rows = [row for row in delivery_rows(connection, limit=len(ids) + 50) if row["id"] in ids]
    for row in rows:
        failed = f": {row['last_error']}" if row["last_error"] else ""
        click.echo(f"{row['to']} {row['state']}{failed}")
    return 0 if all(row["state"] == "sent" for row in rows) else 1
