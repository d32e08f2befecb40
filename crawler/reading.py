"""From a page to its stories with flags and facts: the one pure composition.

The spider, `rasid read` and `rasid reread` all call this; nothing here knows a store, the network or the clock.
"""

from crawler.facts.casualties import casualty_figures
from crawler.facts.diplomacy import diplomatic_acts
from crawler.facts.discrepancies import discrepancies
from crawler.flags.classify import classify
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
    return Reading(stories=tuple(understand(story) for story in found))
