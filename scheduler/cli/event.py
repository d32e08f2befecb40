"""rasid event: one happening with its ledger; merged with another, or split, by hand."""

import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click

from alerts.events.event import Event
from crawler.errors import ConfigurationError
from crawler.store.database import reading, writing
from scheduler.cli.invocation import Invocation, common_options, console, json_option, print_json

_LARGEST_ID = 2**63 - 1


class Id(click.ParamType[int]):
    """The id of an event or a story."""

    name = "ID"

    def __init__(self, what: str, *, instead: str = "") -> None:
        self._what, self._instead = what, instead

    def convert(self, value: object, param: click.Parameter | None, context: click.Context | None) -> int:
        """The number meant."""
        text = str(value)
        number = int(text) if text.isascii() and text.isdecimal() and len(text) < 20 else 0
        if not 0 < number <= _LARGEST_ID:
            self.fail(f"'{text}' is no id as 'rasid {self._what}' shows it{self._instead}", param, context)
        return number


class _EventCommands(click.Group):
    """`rasid event 12` shows an event; `rasid event merge …` and `split` change some."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.commands, "-h", "--help"):
            args = ["show", *args]
        return super().parse_args(context, args)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        return super().get_command(context, name) or self.commands["show"]

    def format_usage(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(context.command_path, "ID [OPTIONS]")
        formatter.write_usage(context.command_path, "merge ID ID [OPTIONS]", prefix="       ")
        formatter.write_usage(context.command_path, "split ID STORY … [OPTIONS]", prefix="       ")


@click.group(cls=_EventCommands)
def event() -> None:
    """One event: what it comes to, who said which number when, and what each number was worth."""


@event.command("show")
@click.argument("identity", type=Id("events", instead=", nor 'merge' or 'split'"), metavar="ID")
@click.option("--evidence", is_flag=True, help="The sentence of each number under it.")
@json_option
@common_options
def show(invocation: Invocation, identity: int, evidence: bool, as_json: bool) -> None:
    """Shows an event with its toll ledger and its sources ('rasid event ID')."""
    from alerts.event_rows import event_standing
    from alerts.store import event_by_id, whole_event_answer
    from scheduler.cli.event_page import event_page

    with invocation.database() as engine, reading(engine) as connection:
        found = event_standing(connection, identity)
        asked = event_by_id(connection, identity)
    if found is None or asked is None:
        raise ConfigurationError(f"there is no event {identity}; 'rasid events' lists them")
    if as_json:
        print_json({"asked": identity, **whole_event_answer(found)})
        return
    out = console()
    if found.id != identity:
        out.print(f"Event {identity} was merged into event {found.id}, which is shown.\n", highlight=False)
    for line in event_page(found, evidence=evidence):
        out.print(line, soft_wrap=True, highlight=False)


_by = click.option("--by", "who", help="Who decides it; the user of this machine if not given.")
_note = click.option("--note", help="Why, in your own words.")
_silent = click.option("--no-alert", is_flag=True, help="Nobody is told of what changed.")


@event.command("merge")
@click.argument("one", type=Id("events"), metavar="ID")
@click.argument("other", type=Id("events"), metavar="ID")
@_note
@_by
@_silent
@json_option
@common_options
def merge(
    invocation: Invocation, one: int, other: int, note: str | None, who: str | None, no_alert: bool, as_json: bool
) -> None:
    """Makes one event of two that are the same happening.

    The one that was known first goes on, with the reports and the ledger of both; the other's id leads to it from then
    on. No machine parts them again. Who was told of either hears what changed, and never of something new.
    """
    from alerts.events.merging import By
    from alerts.regrouping import merge_events
    from alerts.store import event_answer

    if one == other:
        raise ConfigurationError(f"event {one} cannot be merged with itself: give two ids")
    with invocation.database() as engine, _one_sentence(), writing(engine) as connection:
        by = By(who=who or _user(), note=note)
        done = merge_events(connection, one, other, by=by, now=datetime.now(UTC), tell=not no_alert)
    if as_json:
        print_json({"absorbed": done.absorbed, "event": event_answer(done.event)})
    elif done.absorbed is None:
        click.echo(f"Events {one} and {other} are one event already: {done.event.id}.")
    else:
        click.echo(f"Event {done.absorbed} is part of event {done.event.id} now. {_state(done.event)}")


@event.command("split")
@click.argument("identity", type=Id("events"), metavar="ID")
@click.argument("stories", type=Id("stories"), nargs=-1, required=True, metavar="STORY …")
@_note
@_by
@_silent
@json_option
@common_options
def split(
    invocation: Invocation,
    identity: int,
    stories: tuple[int, ...],
    note: str | None,
    who: str | None,
    no_alert: bool,
    as_json: bool,
) -> None:
    """Makes an event of stories of event ID that tell of another happening; copies of their texts go with them.

    No machine puts them back, also when they are edited. The event that they leave is corrected for those who heard of
    it; the new one is news where a story of it is less than a day old.
    """
    from alerts.events.merging import By
    from alerts.regrouping import split_event
    from alerts.store import event_answer

    with invocation.database() as engine, _one_sentence(), writing(engine) as connection:
        by = By(who=who or _user(), note=note)
        done = split_event(connection, identity, stories, by=by, now=datetime.now(UTC), tell=not no_alert)
    if as_json:
        print_json({"event": event_answer(done.rest), "split_off": event_answer(done.part)})
        return
    moved = [str(report.story_id) for report in done.part.reports]
    they_are = f"Story {moved[0]} is" if len(moved) == 1 else f"Stories {', '.join(moved)} are"
    click.echo(f"{they_are} event {done.part.id} now. {_state(done.part)}")
    click.echo(f"Event {done.rest.id} goes on without them. {_state(done.rest)}")


@contextmanager
def _one_sentence() -> Iterator[None]:
    """Ids that cannot be used are wrong use: exit code 2."""
    from alerts.regrouping import CannotRegroup

    try:
        yield
    except CannotRegroup as error:
        raise ConfigurationError(str(error)) from error


def _state(event: Event) -> str:
    reports = f"{len(event.reports)} report{'s' if len(event.reports) > 1 else ''}"
    return (
        f"{reports}, {event.sources} independent source{'s' if event.sources > 1 else ''}, revision {event.revision}."
    )


def _user() -> str:
    """Who runs this, as the machine knows them."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"user {os.getuid()}"
