"""rasid alerts preview: what a subscription would have sent."""

import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from alerts.subscriptions import Subscription, subscriptions_from
from crawler.errors import ConfigurationError
from crawler.store.database import migrate
from scheduler.cli.invocation import Invocation, common_options, console, json_option, print_json, progress_bar
from scheduler.cli.since import Since
from scheduler.settings import MIGRATIONS

if TYPE_CHECKING:
    from alerts.preview import Previewed


def subscription_named(subscriptions: Sequence[Subscription], name: str) -> Subscription:
    """The subscription of this name; raises ConfigurationError with the names that there are."""
    chosen = next((one for one in subscriptions if one.name == name), None)
    if chosen is None:
        known = ", ".join(one.name for one in subscriptions) or "none"
        raise ConfigurationError(f"there is no subscription named '{name}'; there are: {known}")
    return chosen


@click.command()
@click.argument("name")
@click.option("--since", type=Since(), default="7d", show_default=True, help="From when on: 2h, 7d, or a date.")
@json_option
@common_options
def preview(invocation: Invocation, name: str, since: datetime, as_json: bool) -> None:
    """Shows what the subscription NAME, as it is written now, would have sent from the kept stories.

    Nothing is sent and nothing is kept: try filters, quiet hours and languages with it. Each message is shown with its
    time, its reason and its form on its channel. What is held until later comes last.
    """
    from alerts.preview import preview as rehearse
    from alerts.preview import scratch_database, stories_to_preview
    from alerts.preview_words import preview_answer

    settings = invocation.settings
    chosen = subscription_named(subscriptions_from(settings.subscription), name)
    deadline = timedelta(hours=settings.alerts.deadline_hours)
    with (
        invocation.database() as kept,
        tempfile.TemporaryDirectory(prefix="rasid-preview-") as folder,
        progress_bar() as progress,
    ):
        scratch = scratch_database(Path(folder))
        try:
            migrate(scratch, MIGRATIONS)
            task = progress.add_task("stories", total=len(stories_to_preview(kept, chosen, since)))
            messages = rehearse(
                kept,
                scratch,
                chosen,
                since=since,
                deadline=deadline,
                present=datetime.now(UTC),
                on_story=lambda: progress.advance(task),
            )
        finally:
            scratch.dispose()
    if as_json:
        for message in messages:
            print_json(preview_answer(message, chosen.name))
    else:
        _show(messages, chosen)


def _show(messages: Sequence["Previewed"], chosen: Subscription) -> None:
    from alerts.preview_words import words_of_payload

    out = console()
    zone = ZoneInfo(chosen.timezone)
    for message in messages:
        at = message.at.astimezone(zone)
        event = f"event {message.event_id}" if message.event_id else "digest"
        said = f"{at:%Y-%m-%d %H:%M}  {message.kind.value}  {message.reason.value}  {event} rev {message.revision}"
        out.print(f"{said}  {message.to.shown}", style="bold", markup=False)
        for line in words_of_payload(message.payload).splitlines():
            out.print(f"    {line}" if line else "", markup=False)
        out.print()
    count = len(messages)
    receivers = len({one.to for one in messages})
    out.print(
        f"{count} message{'' if count == 1 else 's'} to {receivers} of {len(chosen.to)} receivers; "
        f"times are of {chosen.timezone}"
    )
