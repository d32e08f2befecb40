"""rasid stories, rasid events: what is known."""

from datetime import datetime

import click
from rich.table import Table

from crawler.answers import story_answer
from crawler.flags.flag import Flag
from crawler.store.database import reading
from crawler.store.stories import KeptStory, find_stories
from scheduler.cli.invocation import Invocation, common_options, console, json_option, print_json, shown_time
from scheduler.cli.since import Since


@click.command()
@click.option("--flag", type=click.Choice(("casualty", "diplomacy")), help="Only stories with this flag.")
@click.option("--since", type=Since(), help="Only stories kept since then: 2h, 7d, or a date.")
@click.option(
    "--grep", "words", help='Only stories with these words in title or text; words in "…" or «…» stand together.'
)
@click.option("--review", is_flag=True, help="Only stories with a flag in doubt that nobody has decided by hand.")
@click.option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True)
@json_option
@common_options
def stories(
    invocation: Invocation,
    flag: str | None,
    since: datetime | None,
    words: str | None,
    review: bool,
    limit: int,
    as_json: bool,
) -> None:
    """Lists the stories that were kept, newest first. 'rasid label' corrects their flags."""
    days = invocation.settings.scheduler.keep_texts_days
    with invocation.database() as engine, reading(engine) as connection:
        found = find_stories(connection, flag=flag, since=since, words=words, review=review, limit=limit)
    if as_json:
        for story in found:
            dropped = {"text_dropped_at": story.text_dropped_at.isoformat()} if story.text_dropped_at else {}
            print_json({"id": story.id, "kept_at": story.kept_at.isoformat(), **dropped, **story_answer(story.read)})
        return
    scores = ("casualty", "diplomacy") if review else ()
    table = Table("id", "kept", "outlet", "flags", *scores, "figures", "acts", "title", box=None)
    for story in found:
        read = story.read
        table.add_row(
            str(story.id),
            shown_time(story.kept_at),
            read.story.outlet or "–",
            " ".join(read.flags) or "–",
            *((_score(read.casualty), _score(read.diplomacy)) if review else ()),
            str(len(read.casualties)),
            str(len(read.acts)),
            _headline(story),
        )
    console().print(table)
    if words and days:
        click.echo(
            f"Of stories kept more than {days} days ago only titles and the sentences that prove something are "
            "searched (scheduler.keep_texts_days).",
            err=True,
        )


def _headline(story: KeptStory) -> str:
    """The title, and that the text is no more."""
    shown = story.read.story.title or story.read.story.text[:80]
    return f"{shown} (text dropped)" if story.text_dropped_at else shown


def _score(flag: Flag) -> str:
    """A flag's score, and whether it is in doubt or decided."""
    return f"{flag.score:.2f}{' ?' if flag.review else ' by hand' if flag.by_hand else ''}"


@click.command()
@click.option("--flag", type=click.Choice(("casualty", "diplomacy")), help="Only events with this flag.")
@click.option("--since", type=Since(), help="Only events that changed since then: 2h, 7d, or a date.")
@click.option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True)
@json_option
@common_options
def events(invocation: Invocation, flag: str | None, since: datetime | None, limit: int, as_json: bool) -> None:
    """Lists what happened, newest change first, with a proposal of how well it is attested.

    'rasid event ID' shows one of them whole.
    """
    from alerts.events.confidence import confidence_of
    from alerts.store import event_answer, find_events
    from alerts.text.confidence import CONFIDENCE
    from alerts.text.headline import event_line

    with invocation.database() as engine, reading(engine) as connection:
        found = find_events(connection, flag=flag, since=since, limit=limit)
    if as_json:
        for event in found:
            print_json(event_answer(event))
        return
    table = Table("id", "rev", "changed", "severity", "reports", "sources", "proposed", "what happened", box=None)
    for event in found:
        table.add_row(
            str(event.id),
            str(event.revision),
            shown_time(event.changed_at),
            event.severity.name.lower(),
            str(len(event.reports)),
            str(event.sources),
            CONFIDENCE["en"][confidence_of(event)],
            event_line(event),
        )
    console().print(table)
