"""From a page to its stories with flags and facts: the one pure composition.

The spider, `rasid read` and `rasid reread` all call this; nothing here knows a store, the network or the clock.
"""

from collections.abc import Sequence

from crawler.facts.casualties import casualty_figures
from crawler.facts.diplomacy import diplomatic_acts
from crawler.facts.discrepancies import discrepancies
from crawler.flags.classify import Known, classify, unread
from crawler.flags.flag import Flag
from crawler.flags.model import FlagModel
from crawler.flags.sources import load_model
from crawler.gist.making import gist_of
from crawler.news import Page, Refusal, Story
from crawler.pages.language import language_of
from crawler.pages.read import read_page
from crawler.understanding import Reading, ReadStory, not_understood

__all__ = ["ReadStory", "Reading", "read", "understand", "understand_all"]


def understand(story: Story, model: FlagModel | None = None) -> ReadStory:
    """A story with its flags and facts; of a language other than Arabic without any, and saying so. Without a model
    the shipped one answers."""
    return understand_all((story,), model)[0]


def understand_all(stories: Sequence[Story], model: FlagModel | None = None) -> list[ReadStory]:
    """Stories with their flags and facts, in order; a model that works on batches is asked once."""
    foreign = [_other_language(story) for story in stories]
    arabic = [_known(story) for story, language in zip(stories, foreign, strict=True) if language is None]
    understood = iter(
        [_read(one, *flags) for one, flags in zip(arabic, classify(arabic, model or load_model()), strict=True)]
    )
    return [
        next(understood) if language is None else _unread(story, f"not read: its language is '{language}'")
        for story, language in zip(stories, foreign, strict=True)
    ]


def _known(story: Story) -> Known:
    return Known(story=story, figures=casualty_figures(story), acts=diplomatic_acts(story))


def _read(known: Known, casualty: Flag, diplomacy: Flag) -> ReadStory:
    figures = tuple(known.figures)
    return ReadStory(
        story=known.story,
        casualty=casualty,
        diplomacy=diplomacy,
        casualties=figures,
        acts=tuple(known.acts),
        discrepancies=discrepancies(known.story, figures),
        gist=gist_of(known.story.title, known.story.text) if casualty.flagged or diplomacy.flagged else None,
    )


def _other_language(story: Story) -> str | None:
    """The language of a story that is not read here: its figures and acts would be misread."""
    language = language_of(f"{story.title}\n{story.text}")
    return None if language in ("ar", "und") else language


def _unread(story: Story, reason: str) -> ReadStory:
    casualty, diplomacy = unread(reason)
    return ReadStory(story=story, casualty=casualty, diplomacy=diplomacy)


def read(page: Page, model: FlagModel | None = None) -> Reading:
    """The stories of a page, each understood; never raises for anything a page may contain."""
    found = read_page(page)
    if isinstance(found, Refusal):
        return Reading(refusal=found)
    return Reading(stories=tuple(_understood(story, model) for story in found))


def _understood(story: Story, model: FlagModel | None) -> ReadStory:
    """A story with its flags and facts; one that a fault of ours stops at is kept without, and says so."""
    try:
        return understand(story, model)
    except Exception as error:
        return not_understood(story, type(error).__name__)
