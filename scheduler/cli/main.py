"""rasid: watches Arabic news and tells who was killed and which states dealt with each other.

Exit codes: 0 done, 1 done with failures that are listed, 2 wrong use or bad configuration. What is wrong is one
sentence on stderr, never a traceback.
"""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import click

from crawler.errors import ConfigurationError, ModelUnusable, RasidError, RedisError, StoreError
from crawler.loading import calculate_in_one_thread, for_good
from scheduler.cli.unread import let_go, never_closed

# Each command's module is imported when it is called, so that `rasid --help` and `rasid status` start at once.
_COMMANDS = {
    "alerts": ("scheduler.cli.alerts", "Deliveries: list them, send a test."),
    "config": ("scheduler.cli.config", "Reads the configuration and says what is wrong."),
    "console": ("scheduler.cli.console", "Who may come into the console: makes hashes and tokens for it."),
    "crawl": ("scheduler.cli.crawl", "Fetches now: article, feed or section addresses, or configured feeds."),
    "demo": ("scheduler.cli.demo", "The whole chain on this machine, with bundled stories."),
    "event": ("scheduler.cli.event", "One event: its toll ledger and sources; merged or split by hand."),
    "events": ("scheduler.cli.known", "Lists what happened."),
    "export": ("scheduler.cli.export", "For analysts: ACLED's columns, Airwars' terms, stories, figures."),
    "feeds": ("scheduler.cli.feeds", "The watched feeds: list, add, remove, check, import and export them."),
    "group": ("scheduler.cli.group", "Tells which event each story of JSON lines tells of."),
    "label": ("scheduler.cli.label", "Corrects the flags of stories; a model can learn from it."),
    "read": ("scheduler.cli.read", "Reads files, addresses or JSON lines without keeping anything."),
    "reread": ("scheduler.cli.reread", "Understands the kept stories again; never alerts."),
    "status": ("scheduler.cli.status", "Is every feed, queue, role and channel alive?"),
    "stories": ("scheduler.cli.known", "Lists the stories that were kept."),
    "train": ("scheduler.cli.train", "A model of this desk's own, from what was corrected."),
    "watch": ("scheduler.cli.watch", "The always-on daemon."),
}


class _ReaderGone(Exception):
    """Nobody reads what we print any more. No OSError, which click would take for its own and end us by."""


@contextmanager
def _to_a_reader() -> Iterator[None]:
    try:
        yield
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        raise _ReaderGone from None


class _Commands(click.Group):
    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        with _to_a_reader():
            return super().make_context(*args, **kwargs)

    def invoke(self, context: click.Context) -> Any:
        with _to_a_reader():
            return super().invoke(context)

    def list_commands(self, _context: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        module = _COMMANDS[name][0]
        with nullcontext() if module in sys.modules else for_good():
            command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_module, line) in sorted(_COMMANDS.items())])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="rasid", message="rasid %(version)s")
def rasid() -> None:
    """Rasid (راصد) watches Arabic news and tells who was killed and which states dealt with each other."""


def main(arguments: list[str] | None = None) -> None:
    """Runs one command and exits with its code."""
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Runs one command; returns its exit code."""
    calculate_in_one_thread()
    never_closed()
    try:
        result = rasid.main(args=arguments, prog_name="rasid", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return 2
    except click.Abort:
        return 130
    except (ConfigurationError, StoreError, RedisError, ModelUnusable) as error:
        return _fail(error, 2)
    except RasidError as error:
        return _fail(error, 1)
    except KeyboardInterrupt:
        return 130
    except _ReaderGone:
        let_go()  # the reader of a pipe has gone (| head): nothing is wrong
        return 0
    return result if isinstance(result, int) else 0


def _fail(error: RasidError, code: int) -> int:
    click.echo(f"rasid: {error}", err=True)
    return code
