"""What the commands for feeds have in common: the feeds that are known, and looking at addresses."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress
from sqlalchemy import Engine

from crawler.store.database import writing
from scheduler.cli.invocation import Invocation
from scheduler.settings import catalogue_feeds

if TYPE_CHECKING:
    from crawler.spiders.looks import Look, Looked


def enter_configured_feeds(invocation: Invocation) -> None:
    """Makes the database know the configured feeds as the configuration has them now."""
    with watched_database(invocation):
        return


@contextmanager
def watched_database(invocation: Invocation) -> Iterator[Engine]:
    """The database, with the configured feeds as the configuration has them now."""
    from crawler.store.feeds import sync_feeds

    settings = invocation.settings
    with invocation.database() as engine:
        with writing(engine) as connection:
            sync_feeds(connection, [*settings.feeds(), *catalogue_feeds(settings)], "configured", datetime.now(UTC))
        yield engine


def look_with_progress(invocation: Invocation, looks: Sequence["Look"], what: str) -> list["Looked"]:
    """Looks at these addresses, with a progress bar where stderr is a terminal. Once a process."""
    from crawler.look import look_at  # brings Scrapy along

    with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True) as progress:
        task = progress.add_task(what, total=len(looks))

        def tell(_looked: "Looked") -> None:
            progress.advance(task)

        return look_at(invocation.settings, looks, on_looked=tell, config_path=invocation.config)
