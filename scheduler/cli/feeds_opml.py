"""rasid feeds import and export: the watched feeds as OPML, which other readers understand."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from crawler.errors import ConfigurationError, OpmlUnreadable
from crawler.feeds.opml import read_opml, write_opml
from crawler.store.database import reading, writing
from scheduler.cli.feeds_known import watched_database
from scheduler.cli.invocation import Invocation, common_options, json_option, print_json
from scheduler.feed_adding import sorted_by_known

_FILE = click.Path(dir_okay=False, allow_dash=True)


@click.command("import")
@click.argument("file", type=_FILE, metavar="FILE.opml")
@click.option("--dry-run", is_flag=True, help="Only says what would be added.")
@json_option
@common_options
def import_opml(invocation: Invocation, file: str, dry_run: bool, as_json: bool) -> int:
    """Watches the feeds of an OPML file (- for standard input). Outlines around a feed become its tags.

    Feeds whose address is watched already stay as they are. Exits 1 where something in the file was left out.
    """
    from crawler.store.feeds import list_feeds, put_feeds

    try:
        result = read_opml(_read(file))
    except OpmlUnreadable as error:
        raise ConfigurationError(f"{file}: {error}") from None
    with watched_database(invocation) as engine, writing(engine) as connection:
        found = sorted_by_known(result.feeds, list_feeds(connection))
        if not dry_run:
            put_feeds(connection, found.new, "added", datetime.now(UTC))
    if result.fault:
        click.echo(f"rasid: {file} is not well-formed ({result.fault}); what can be read is taken", err=True)
    would = "would be added" if dry_run else "added"
    for feed in found.new:
        _tell(as_json, f"{would}: {feed.name} {feed.url}", outcome="added", name=feed.name, url=feed.url)
    for feed, name in found.known:
        _tell(as_json, f"known: {name} {feed.url}", outcome="known", name=name, url=feed.url)
    for one in result.skipped:
        if as_json:
            print_json({"outcome": "skipped", "line": one.line, "text": one.text, "reason": one.reason})
        else:
            click.echo(f"rasid: {file}:{one.line}: '{one.text}' is skipped: {one.reason}", err=True)
    counts = f"{len(found.new)} {would}, {len(found.known)} known, {len(result.skipped)} skipped"
    click.echo(counts, err=True)
    return 1 if result.skipped or result.fault else 0


@click.command()
@click.argument("file", type=_FILE, default="-", metavar="[FILE|-]")
@common_options
def export(invocation: Invocation, file: str) -> None:
    """Writes the watched feeds as OPML, to standard output if no FILE is given. Tags become outlines."""
    from crawler.store.feeds import active_feeds

    with watched_database(invocation) as engine, reading(engine) as connection:
        feeds = [one.feed for one in active_feeds(connection)]
    written = write_opml(feeds, "Rasid", datetime.now(UTC))
    if file == "-":
        sys.stdout.buffer.write(written)
        return
    try:
        Path(file).write_bytes(written)
    except OSError as error:
        raise ConfigurationError(f"{file} cannot be written: {error.strerror or error}") from None
    click.echo(f"{len(feeds)} feeds are in {file}", err=True)


def _read(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise ConfigurationError(f"{file} cannot be read: {error.strerror or error}") from None


def _tell(as_json: bool, line: str, **fields: str) -> None:
    if as_json:
        print_json(fields)
    else:
        click.echo(line)
