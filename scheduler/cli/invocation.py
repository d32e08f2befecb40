"""What every command has: --config, --log-level, settings read when they are needed, and one form for answers."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from sqlalchemy import Engine

from crawler.settings import StoreSection, database_address
from crawler.store.database import connect, migrate
from scheduler.logs import LEVELS, set_up_logging
from scheduler.settings import MIGRATIONS, Settings, load_settings, load_store

if TYPE_CHECKING:
    from rich.progress import Progress


@dataclass
class Invocation:
    """One call of a command: where its configuration is, and how it speaks."""

    config: Path | None
    log_level: str

    @cached_property
    def settings(self) -> Settings:
        """The configuration, read and checked at first use."""
        return load_settings(self.config)

    @contextmanager
    def database(self) -> Iterator[Engine]:
        """The database, brought up to date."""
        engine = connect(database_address(self.settings.store))
        try:
            migrate(engine, MIGRATIONS)
            yield engine
        finally:
            engine.dispose()

    @contextmanager
    def stored(self) -> Iterator[tuple[Engine, StoreSection]]:
        """The database and where it is, for what must work beside a daemon although the file has been broken since."""
        store = load_store(self.config)
        engine = connect(database_address(store))
        try:
            migrate(engine, MIGRATIONS)
            yield engine, store
        finally:
            engine.dispose()


def common_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds --config and --log-level; the command gets an Invocation as its first argument."""

    @click.option(
        "--config",
        type=click.Path(path_type=Path, dir_okay=False),
        help="The configuration file; rasid.toml in the working directory if not given.",
    )
    @click.option(
        "--log-level",
        type=click.Choice(LEVELS),
        default="warning",
        show_default=True,
        help="How much is told on stderr.",
    )
    def wrapped(config: Path | None, log_level: str, **arguments: Any) -> Any:
        set_up_logging(log_level)
        return command(Invocation(config=config, log_level=log_level), **arguments)

    return update_wrapper(wrapped, command)


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds --json: JSON Lines on stdout."""
    return click.option("--json", "as_json", is_flag=True, help="JSON Lines on stdout.")(command)


def print_json(value: object) -> None:
    """One JSON line on stdout, Arabic letters as they are."""
    line = json.dumps(value, ensure_ascii=False)
    try:
        line.encode()
    except UnicodeEncodeError:  # half a character, as in the id of a line: it goes out as it came, escaped
        line = json.dumps(value)
    sys.stdout.write(line + "\n")


class _Page(Console):
    def on_broken_pipe(self) -> None:
        """Rich would exit 1; whether that is a failure is not its to say."""
        raise BrokenPipeError


def console() -> Console:
    """stdout for people: colours and widths on a terminal; plain and wide lines in a pipe."""
    if sys.stdout.isatty():
        return _Page(highlight=False)
    return _Page(highlight=False, width=200, no_color=True, soft_wrap=True)


def progress_bar() -> "Progress":
    """A bar on stderr where that is a terminal, and none in a pipe.

    What is printed while it moves appears above it where stdout is a terminal too; rich would else take it from the
    file or pipe that it is meant for.
    """
    from rich.progress import Progress

    return Progress(console=Console(stderr=True), disable=not sys.stderr.isatty(), redirect_stdout=sys.stdout.isatty())


def shown_time(value: object) -> str:
    """A UTC time to the minute, or a dash."""
    return value.strftime("%Y-%m-%d %H:%MZ") if hasattr(value, "strftime") else "–"
