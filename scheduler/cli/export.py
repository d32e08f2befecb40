"""rasid export: what is known, in the forms that analysts and casualty recorders work with."""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from shutil import copymode

import click
from sqlalchemy import Engine

from alerts.exports.countries import country as state_of
from alerts.exports.formats import FORMATS, Format, Wish
from alerts.exports.gather import Chosen, happenings, stories
from alerts.exports.lines import BOM
from alerts.exports.violence import LeftOut
from crawler.errors import ConfigurationError
from scheduler.cli.invocation import Invocation, common_options, progress_bar
from scheduler.cli.since import Since


class _State(click.ParamType[str]):
    """A state by its two-letter code."""

    name = "CODE"

    def convert(self, value: object, param: click.Parameter | None, context: click.Context | None) -> str:
        """The code in capitals."""
        code = str(value).upper()
        if state_of(code) is None:
            self.fail(f"'{value}' is no two-letter code of a state, such as SY", param, context)
        return code


@click.command()
@click.option(
    "--format", "form", type=click.Choice(sorted(FORMATS)), required=True, help="What is written: see docs/export.md."
)
@click.option("--since", type=Since(), help="Only what was first seen since then: 2h, 7d, or a date.")
@click.option("--until", type=Since(), help="Only what was first seen before then.")
@click.option("--flag", type=click.Choice(("casualty", "diplomacy")), help="Only what has this flag.")
@click.option("--country", "countries", type=_State(), multiple=True, help="Only what lies in this state; repeatable.")
@click.option(
    "--scope",
    type=click.Choice(("event", "all")),
    help="Figures of the happening itself, or background totals too; all for csv and jsonl if not given.",
)
@click.option("--all-causes", is_flag=True, help="Accidents and disasters too, in acled-csv and airwars-jsonl.")
@click.option("--bom", is_flag=True, help="Marks a CSV file as UTF-8, which Excel needs to show Arabic.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file; standard output if not given.")
@common_options
def export(
    invocation: Invocation,
    form: str,
    since: datetime | None,
    until: datetime | None,
    flag: str | None,
    countries: tuple[str, ...],
    scope: str | None,
    all_causes: bool,
    bom: bool,
    out: Path | None,
) -> None:
    """Writes what is known for analysts: events in ACLED's columns or Airwars' terms, acts in PLOVER's or CAMEO's,
    whole stories, or figures.

    An existing file is replaced only when the new one is whole.
    """
    chosen_form = FORMATS[form]
    _refuse_what_makes_no_sense(form, scope, all_causes=all_causes, bom=bom)
    chosen = Chosen(since=since, until=until, flag=flag, countries=frozenset(countries))
    wish = Wish(all_causes=all_causes, event_scope_only=scope == "event", countries=chosen.countries)
    left_out: Counter[LeftOut] = Counter()
    written = 0
    with invocation.database() as engine, _output(out) as write, progress_bar() as progress:
        task = progress.add_task("export", total=None)
        write((BOM if bom else "") + chosen_form.heading)
        for line in _lines(engine, chosen_form, chosen, wish, left_out):
            write(line)
            written += 1
            progress.advance(task)
    if out is not None:
        click.echo(f"{written} line{'' if written == 1 else 's'} in {out}", err=True)
    if left_out:
        reasons = ", ".join(f"{count} {reason.value}" for reason, count in left_out.most_common())
        click.echo(f"left out: {reasons}", err=True)


def _refuse_what_makes_no_sense(form: str, scope: str | None, *, all_causes: bool, bom: bool) -> None:
    chosen = FORMATS[form]
    if bom and not chosen.is_csv:
        raise click.UsageError(f"--bom is for CSV; {form} is JSON lines")
    if chosen.of_happening is not None and scope == "all":
        raise click.UsageError(f"--scope all is for csv and jsonl; {form} counts happenings, never background totals")
    if chosen.of_happening is None and all_causes:
        raise click.UsageError(f"--all-causes is for acled-csv and airwars-jsonl; {form} holds all causes already")


def _lines(engine: Engine, form: Format, chosen: Chosen, wish: Wish, left_out: Counter[LeftOut]) -> Iterator[str]:
    if form.of_happening is not None:
        for happening in happenings(engine, chosen):
            line = form.of_happening(happening, wish)
            if isinstance(line, LeftOut):
                left_out[line] += 1
            else:
                yield line
    if form.of_story is not None:
        for kept, events in stories(engine, chosen):
            yield from form.of_story(kept, events, wish)


@contextmanager
def _output(out: Path | None) -> Iterator[Callable[[str], None]]:
    """Writes to standard output, or to a file beside the wanted one that takes its place at the end."""
    if out is None:
        stream = sys.stdout.buffer
        yield lambda text: _to(stream.write, text)
        stream.flush()
        return
    try:
        target = out.resolve()
        if target.exists() and not target.is_file():  # a device or a pipe is written to, never replaced
            with target.open("wb") as file:
                yield lambda text: _to(file.write, text)
            return
        part = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            with part.open("wb") as file:
                yield lambda text: _to(file.write, text)
                file.flush()
                os.fsync(file.fileno())
            if target.exists():
                copymode(target, part)
            part.replace(target)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
    except OSError as error:
        raise ConfigurationError(f"{out} cannot be written: {error.strerror or error}") from None


def _to(write: Callable[[bytes], int], text: str) -> None:
    write(text.encode())
