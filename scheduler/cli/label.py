"""rasid label: a person corrects the flags of stories."""

from datetime import UTC, datetime
from typing import Any

import click
from sqlalchemy import Connection

from crawler.answers import story_answer
from crawler.errors import ConfigurationError
from crawler.flags.flag import Flag, Label
from crawler.store.database import writing
from crawler.store.labels import Labelled, set_label, story_id_at
from crawler.understanding import ReadStory
from crawler.urls import is_web_url
from scheduler.cli.invocation import Invocation, common_options, json_option, print_json
from scheduler.cli.unread import while_working

_ANSWERS = {"yes": True, "no": False, "unset": None}
_LARGEST_ID = 2**63 - 1


@click.command()
@click.argument("stories", nargs=-1, required=True, metavar="STORY …")
@click.option("--casualty", type=click.Choice(tuple(_ANSWERS)), help="Is it about people who came to harm?")
@click.option("--diplomacy", type=click.Choice(tuple(_ANSWERS)), help="Is it about states that deal with each other?")
@click.option("--note", help="Why, in your own words.")
@json_option
@common_options
def label(
    invocation: Invocation,
    stories: tuple[str, ...],
    casualty: str | None,
    diplomacy: str | None,
    note: str | None,
    as_json: bool,
) -> int:
    """Corrects the flags of stories: STORY is an id as 'rasid stories' shows it, or the story's address.

    What you decide stands above what the model says, in lists and exports, also when the story is revised or read
    again, and 'rasid train' learns from it; 'unset' puts the model's own verdict back. It never makes a story alert,
    and alerts that have gone out stay as they are.
    """
    given = {Label.CASUALTY: casualty, Label.DIPLOMACY: diplomacy}
    decided = {one: _ANSWERS[answer] for one, answer in given.items() if answer is not None}
    if not decided:
        raise ConfigurationError("nothing to decide: give --casualty or --diplomacy with yes, no or unset")
    unknown = 0
    with invocation.database() as engine:
        for story in dict.fromkeys(stories):
            with writing(engine) as connection:
                identity = _identity(connection, story)
                done = (
                    None
                    if identity is None
                    else set_label(connection, identity, decided, note=note, now=datetime.now(UTC))
                )
            if done is None:
                unknown += 1
                click.echo(f"rasid: there is no story '{story}'; 'rasid stories' shows them with their ids", err=True)
                continue
            with while_working():
                if as_json:
                    print_json(_as_json(done))
                else:
                    click.echo(_line(done, tuple(decided)))
    return 1 if unknown else 0


def _identity(connection: Connection, story: str) -> int | None:
    if is_web_url(story):
        return story_id_at(connection, story)
    number = int(story) if story.isascii() and story.isdigit() else 0
    return number if 0 < number <= _LARGEST_ID else None


def _line(done: Labelled, labels: tuple[Label, ...]) -> str:
    changes = [f"{one.value}: {_verdict(done.before, one)} → {_verdict(done.after, one)}" for one in labels]
    title = done.after.story.title or "(no headline)"
    return " | ".join([f"story {done.story_id}", *changes, title])


def _verdict(read: ReadStory, one: Label) -> str:
    flag = _flag(read, one)
    who = "by hand" if flag.by_hand else f"the model, {flag.score:.2f}"
    return f"{'yes' if flag.flagged else 'no'} ({who})"


def _flag(read: ReadStory, one: Label) -> Flag:
    return read.casualty if one is Label.CASUALTY else read.diplomacy


def _as_json(done: Labelled) -> dict[str, Any]:
    story = done.after.story
    before, after = story_answer(done.before)["flags"], story_answer(done.after)["flags"]
    return {"id": done.story_id, "url": story.url, "title": story.title, "before": before, "after": after}
