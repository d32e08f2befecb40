"""From a page to its stories with flags and facts: the one pure composition.

The spider, `rasid read` and `rasid reread` all call this; nothing here knows a store, the network or the clock.
"""

from dataclasses import dataclass

from crawler.facts.act import DiplomaticAct
from crawler.facts.casualties import casualty_figures
from crawler.facts.diplomacy import diplomatic_acts
from crawler.facts.discrepancies import discrepancies
from crawler.facts.discrepancy import Discrepancy
from crawler.facts.figure import CasualtyFigure
from crawler.flags.classify import classify
from crawler.flags.flag import Flag
from crawler.news import Page, Refusal, Story
from crawler.pages.read import read_page


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadStory:
    """A story with all that is understood of it."""

    story: Story
    casualty: Flag
    diplomacy: Flag
    casualties: tuple[CasualtyFigure, ...] = ()
    acts: tuple[DiplomaticAct, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()

    @property
    def flags(self) -> tuple[str, ...]:
        """The names of the flags that are up."""
        return tuple(flag.label.value for flag in (self.casualty, self.diplomacy) if flag.flagged)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a page gave: its stories in order, or the reason why there is none."""

    stories: tuple[ReadStory, ...] = ()
    refusal: Refusal | None = None


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
