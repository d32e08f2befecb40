"""One role in a process of its own: `python -m scheduler.role crawler|scheduler|alerts|console`, as the daemon does."""

import asyncio
import logging
import signal
import sys
from pathlib import Path

import click

from crawler.errors import RasidError
from scheduler.arenas import few_arenas
from scheduler.handover import Inbox
from scheduler.logs import LEVELS, set_up_logging
from scheduler.processes import end_with_parent
from scheduler.settings import Settings

ALWAYS = ("crawler", "scheduler", "alerts")
ROLES = (*ALWAYS, "console")  # the last where it is asked for


@click.command()
@click.argument("name", type=click.Choice(ROLES))
@click.option("--config", type=click.Path(path_type=Path))
@click.option("--log-level", type=click.Choice(LEVELS), default="info")
def main(name: str, config: Path | None, log_level: str) -> None:
    """Runs one role until SIGTERM, with the settings that come on standard input; `config` is where they are from."""
    end_with_parent()
    _run(name, log_level, config)


def run_forked(name: str, log_level: str, config: str) -> None:
    """The same for a process that was forked, whose end with its parent has been seen to."""
    _run(name, log_level, Path(config) if config else None)


def _run(name: str, log_level: str, config: Path | None) -> None:
    few_arenas()
    set_up_logging(log_level)
    inbox = Inbox()
    try:
        run_role(name, inbox, config)
    except RasidError as error:
        logging.getLogger(__name__).error("role_failed role=%s error=%s", name, error)
        sys.exit(2)


def run_role(name: str, inbox: Inbox, config: Path | None) -> None:
    """Runs one role until SIGTERM or SIGINT."""
    settings = inbox.first()
    if name == "crawler":
        from crawler.crawl import run_crawler

        run_crawler(settings, config_path=config, on_leaving=inbox.say_leaving)
        return
    asyncio.run(_until_signal(name, settings, inbox))


async def _until_signal(name: str, settings: Settings, inbox: Inbox) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    if name == "scheduler":
        from scheduler.scheduling import run_scheduler

        await run_scheduler(settings, stop, inbox.changes())
    elif name == "console":
        from scheduler.console.running import run_console

        await run_console(settings, stop, inbox.changes())
    else:
        from scheduler.alerting import run_alerts

        await run_alerts(settings, stop, inbox.changes())


if __name__ == "__main__":
    main()
