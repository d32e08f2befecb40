"""From a page to its stories with flags and facts: the one pure composition.

The spider, `rasid read` and `rasid reread` all call this; nothing here knows a store, the network or the clock.
"""

from crawler.facts.casualties import casualty_figures
from crawler.facts.diplomacy import diplomatic_acts
from crawler.facts.discrepancies import discrepancies
from crawler.flags.classify import classify
from crawler.flags.flag import Flag, Label
from crawler.news import Page, Refusal, Story
from crawler.pages.read import read_page
from crawler.understanding import Reading, ReadStory

__all__ = ["ReadStory", "Reading", "read", "understand"]


def understand(story: Story) -> ReadStory:
    """A story with its flags and facts."""
    figures = casualty_figures(story)
    acts = diplomatic_acts(story)
    casualty, diplomacy = classify(story, figures, acts)
    return ReadStory(
        story=story,
        casualty=casualty,
        diplomacy=diplomacy,
        casualties=figures,
        acts=acts,
        discrepancies=discrepancies(story, figures),
    )


def read(page: Page) -> Reading:
    """The stories of a page, each understood; never raises for anything a page may contain."""
    found = read_page(page)
    if isinstance(found, Refusal):
        return Reading(refusal=found)
    return Reading(stories=tuple(_understood(story) for story in found))


def _understood(story: Story) -> ReadStory:
    """A story with its flags and facts; one that a fault of ours stops at is kept without, and says so."""
    try:
        return understand(story)
    except Exception as error:
        reason = f"not understood: {type(error).__name__}"
        casualty, diplomacy = (
            Flag(label=label, flagged=False, score=0.0, reasons=(reason,))
            for label in (Label.CASUALTY, Label.DIPLOMACY)
        )
        return ReadStory(story=story, casualty=casualty, diplomacy=diplomacy, fault=reason)
