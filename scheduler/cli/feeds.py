"""rasid feeds: the watched feeds."""

import re
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.table import Table

from crawler.configuration import DEFAULT_FILE
from crawler.errors import ConfigurationError
from crawler.store.database import reading, writing
from scheduler.cli.feeds_add import add
from scheduler.cli.feeds_check import check
from scheduler.cli.feeds_known import watched_database
from scheduler.cli.feeds_opml import export, import_opml
from scheduler.cli.invocation import Invocation, common_options, console, json_option, print_json, shown_time
from scheduler.settings import CATALOGUE


@click.group()
def feeds() -> None:
    """The watched feeds."""


feeds.add_command(add)
feeds.add_command(check)
feeds.add_command(import_opml)
feeds.add_command(export)


@feeds.command("list")
@click.option("--inactive", is_flag=True, help="Also feeds that are not watched any more.")
@json_option
@common_options
def list_feeds(invocation: Invocation, inactive: bool, as_json: bool) -> None:
    """Lists the watched feeds with their health."""
    from crawler.store.feeds import list_feeds as stored_feeds

    with watched_database(invocation) as engine, reading(engine) as connection:
        rows = [row for row in stored_feeds(connection) if inactive or row["active"] or row["paused_at"]]
    if as_json:
        for row in rows:
            del row["rhythm"]  # of use to nobody else
            print_json({key: value.isoformat() if isinstance(value, datetime) else value for key, value in row.items()})
        return
    columns = (
        "name",
        "outlet",
        "country",
        "kind",
        "state",
        "last success",
        "next visit",
        "errors",
        "missed",
        "address",
    )
    table = Table(*columns, box=None)
    for row in rows:
        moved = row.get("adopted_url") or row.get("moved_to")
        table.add_row(
            *(row["name"], row["outlet"], row["country"] or "–", row["kind"]),
            row["state"] if row["active"] else "paused" if row["paused_at"] else "not watched",
            *(shown_time(row["last_success_at"]), shown_time(row["next_visit_at"])),
            *(str(row["error_count"]), str(row.get("missed") or 0)),
            f"{row['url']} → {moved}" if moved else row["url"],
        )
    console().print(table)


@feeds.command()
@click.argument("name")
@common_options
def remove(invocation: Invocation, name: str) -> None:
    """Watches the added feed NAME no longer. What it has told stays."""
    from crawler.store.feeds import feed_by_name, remove_feed

    with watched_database(invocation) as engine, writing(engine) as connection:
        if not remove_feed(connection, name):
            known = feed_by_name(connection, name)
            if known is None or not known.active:
                raise ConfigurationError(f"there is no watched feed named '{name}'; 'rasid feeds list' shows them")
            raise ConfigurationError(f"'{name}' is configured, not added: {_where(invocation.config, name)}")
    click.echo(f"{name} is not watched any more")


@feeds.command()
@click.argument("name")
@common_options
def pause(invocation: Invocation, name: str) -> None:
    """Visits the feed NAME no more until 'rasid feeds resume NAME', wherever it is configured."""
    from crawler.store.feeds import pause_feed

    with watched_database(invocation) as engine, writing(engine) as connection:
        if not pause_feed(connection, name, datetime.now(UTC)):
            raise ConfigurationError(f"there is no watched feed named '{name}'; 'rasid feeds list' shows them")
    click.echo(f"{name} is paused")


@feeds.command()
@click.argument("name")
@common_options
def resume(invocation: Invocation, name: str) -> None:
    """Watches the paused feed NAME again, beginning at once."""
    from crawler.store.feeds import resume_feed

    with watched_database(invocation) as engine, writing(engine) as connection:
        if not resume_feed(connection, name, datetime.now(UTC)):
            raise ConfigurationError(f"there is no paused feed named '{name}'; 'rasid feeds list' shows them")
    click.echo(f"{name} is watched again")


def _where(config: Path | None, name: str) -> str:
    """What to edit so that a configured feed is not watched."""
    file = config or DEFAULT_FILE
    line = _line_of(file, name)
    if line is not None:
        return f"take it out of {file}, line {line}"
    line = _line_of(CATALOGUE, name)
    if line is not None:
        catalogue = f"it is of the bundled catalogue (line {line} of seeds/feeds.toml)"
        return f"{catalogue}; set crawler.catalogue = false in {file} and copy the feeds that you want there"
    return f"take it out of {file}"


def _line_of(file: Path, name: str) -> int | None:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    names = re.compile(rf"""\s*name\s*=\s*["']{re.escape(name)}["']""")
    return next((number for number, line in enumerate(lines, 1) if names.match(line)), None)
