"""rasid reread: history understood again."""

import asyncio
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import click
from rich.table import Table
from sqlalchemy import Engine

from crawler.answers import story_answer
from crawler.chosen_model import chosen_model
from crawler.facts.figure import CasualtyFigure
from crawler.reading_pool import ReadingPool
from crawler.rereading import Reread
from crawler.rereading import reread as read_again
from crawler.store.database import reading
from crawler.store.stories import count_stories
from crawler.understanding import ReadStory
from scheduler.cli.invocation import Invocation, common_options, console, json_option, print_json, progress_bar
from scheduler.cli.since import Since
from scheduler.cli.unread import while_working

_FIGURES = 4  # that a line shows


@dataclass(slots=True)
class Totals:
    """What a rereading came to, in stories. `rose` and `fell` count the flags that went up and down."""

    read: int = 0
    changed: int = 0
    casualty_rose: int = 0
    casualty_fell: int = 0
    diplomacy_rose: int = 0
    diplomacy_fell: int = 0
    figures: int = 0
    acts: int = 0
    to_review: int = 0
    understood_now: int = 0
    revised_meanwhile: int = 0
    not_understood: int = 0

    def add(self, one: Reread) -> None:
        """Counts one story."""
        self.read += 1
        self.not_understood += bool(one.fault)
        if one.after is None:
            self.revised_meanwhile += not one.fault
            return
        changed = one.changed
        self.changed += bool(changed)
        self.figures += "figures" in changed
        self.acts += "acts" in changed
        self.understood_now += "fault" in changed
        before, after = one.before, one.after
        self.to_review += after.casualty.review or after.diplomacy.review
        self.casualty_rose += after.casualty.flagged > before.casualty.flagged
        self.casualty_fell += after.casualty.flagged < before.casualty.flagged
        self.diplomacy_rose += after.diplomacy.flagged > before.diplomacy.flagged
        self.diplomacy_fell += after.diplomacy.flagged < before.diplomacy.flagged


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What is to be read again, and how."""

    since: datetime | None
    after: int
    limit: int | None
    dry_run: bool
    as_json: bool


@click.command()
@click.option("--since", type=Since(), help="Only stories kept since then: 2h, 7d, or a date.")
@click.option("--after", type=click.IntRange(0), default=0, help="Only stories with an id above this one.")
@click.option("--limit", type=click.IntRange(1), help="At most so many, the lowest ids first.")
@click.option("--dry-run", is_flag=True, help="Keeps nothing; only shows what would change.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that read; as [crawler] readers if not given.")
@json_option
@common_options
def reread(
    invocation: Invocation,
    since: datetime | None,
    after: int,
    limit: int | None,
    dry_run: bool,
    workers: int | None,
    as_json: bool,
) -> int:
    """Understands the kept stories again, from their kept words, by the present rules and model. Never alerts.

    Shows each story whose flags, figures or acts change. What people decided by 'rasid label' stays. It can be stopped
    at any time; a story that cannot be understood is listed and kept as it was.
    """
    crawler = invocation.settings.crawler
    wish = _Wish(since=since, after=after, limit=limit, dry_run=dry_run, as_json=as_json)
    totals, last = Totals(), [after]
    with invocation.database() as engine:
        with reading(engine) as connection:
            model = chosen_model(invocation.settings.flags, connection)
        pool = ReadingPool(workers or crawler.readers, crawler.reading_timeout, model)
        try:
            asyncio.run(_run(engine, pool, wish, totals, last))
        except KeyboardInterrupt:
            click.echo(f"rasid: stopped; 'rasid reread --after {last[0]}' goes on from here", err=True)
            return 130
    if as_json:
        print_json({"totals": asdict(totals)})
    else:
        _show(totals, dry_run=dry_run)
    return 1 if totals.not_understood else 0


async def _run(engine: Engine, pool: ReadingPool, wish: _Wish, totals: Totals, last: list[int]) -> None:
    with reading(engine) as connection:
        count = count_stories(connection, wish.after, since=wish.since)
    try:
        await pool.warm_up()
        with progress_bar() as progress:
            task = progress.add_task("stories", total=min(count, wish.limit or count))
            async for one in read_again(
                engine, pool, after=wish.after, since=wish.since, limit=wish.limit, dry_run=wish.dry_run
            ):
                totals.add(one)
                last[0] = one.id
                with while_working():
                    _tell(one, as_json=wish.as_json)
                progress.advance(task)
    finally:
        await pool.close()


def _tell(one: Reread, *, as_json: bool) -> None:
    story = one.before.story
    if one.fault:
        click.echo(f"rasid: story {one.id}: {one.fault}: {story.url}", err=True)
        if as_json:
            print_json({"id": one.id, "url": story.url, "error": one.fault})
    elif one.after is not None and one.changed:
        if as_json:
            sides = {"before": _side(one.before), "after": _side(one.after)}
            print_json({"id": one.id, "url": story.url, "title": story.title, "changed": list(one.changed), **sides})
        else:
            click.echo(_line(one, one.after))


def _side(read: ReadStory) -> dict[str, Any]:
    answer = story_answer(read)
    return {name: answer[name] for name in ("flags", "casualties", "diplomacy")}


def _line(one: Reread, after: ReadStory) -> str:
    before, changed = one.before, one.changed
    parts = [f"story {one.id}"]
    if "fault" in changed:
        parts.append("was not understood before")
    if "flags" in changed:
        parts.append(f"flags: {_flags(before)} → {_flags(after)}")
    if "figures" in changed:
        parts.append(_change("figures", _figures(before), _figures(after)))
    if "acts" in changed:
        parts.append(_change("acts", _acts(before), _acts(after)))
    return " | ".join([*parts, before.story.title or "(no headline)"])


def _change(name: str, before: str, after: str) -> str:
    return f"{name}: {before} → {after}" if before != after else f"{name}: {after}, in other words"


def _flags(read: ReadStory) -> str:
    return "+".join(read.flags) or "none"


def _figures(read: ReadStory) -> str:
    return _listed([_figure(figure) for figure in read.casualties])


def _figure(figure: CasualtyFigure) -> str:
    number = f"{figure.min}+" if figure.max is None else f"{figure.min}"
    if figure.max is not None and figure.max != figure.min:
        number = f"{figure.min}–{figure.max}"
    return f"{figure.outcome.value} {number}"


def _acts(read: ReadStory) -> str:
    return _listed([" ".join([act.kind.value, "–".join(act.parties)]).strip() for act in read.acts])


def _listed(words: list[str]) -> str:
    more = [f"{len(words) - _FIGURES} more"] if len(words) > _FIGURES else []
    return ", ".join([*words[:_FIGURES], *more]) or "none"


def _show(totals: Totals, *, dry_run: bool) -> None:
    table = Table("what", "stories", box=None)
    rows = {
        "read again": totals.read,
        "would change" if dry_run else "changed": totals.changed,
        "casualty flag rose": totals.casualty_rose,
        "casualty flag fell": totals.casualty_fell,
        "diplomacy flag rose": totals.diplomacy_rose,
        "diplomacy flag fell": totals.diplomacy_fell,
        "other figures": totals.figures,
        "other acts": totals.acts,
        "to review": totals.to_review,
        "not understood before": totals.understood_now,
        "revised meanwhile, left alone": totals.revised_meanwhile,
        "not understood, left as they were": totals.not_understood,
    }
    for name, count in rows.items():
        table.add_row(name, str(count))
    console().print(table)
