"""What reading a page gives: ReadStory and Reading. Kept apart from `reading`, so that rooms which only look at the
result do not load what extraction needs."""

from dataclasses import dataclass

from crawler.facts.act import DiplomaticAct
from crawler.facts.discrepancy import Discrepancy
from crawler.facts.figure import CasualtyFigure
from crawler.flags.flag import Flag, Label
from crawler.gist.gist import Gist
from crawler.news import Refusal, Story

FAULT = "not understood: "  # begins what is said of a story that a fault of ours stopped at


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadStory:
    """A story with all that is understood of it. Only flagged ones have a `gist`, and only until they are placed."""

    story: Story
    casualty: Flag
    diplomacy: Flag
    casualties: tuple[CasualtyFigure, ...] = ()
    acts: tuple[DiplomaticAct, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    fault: str = ""  # of ours, that left the story without flags and facts
    gist: Gist | None = None

    @property
    def flags(self) -> tuple[str, ...]:
        """The names of the flags that are up."""
        return tuple(flag.label.value for flag in (self.casualty, self.diplomacy) if flag.flagged)


def not_understood(story: Story, why: str) -> ReadStory:
    """A story that a fault of ours stops at: kept without flags and facts, and says so."""
    reason = f"{FAULT}{why}"
    casualty, diplomacy = (
        Flag(label=label, flagged=False, score=0.0, reasons=(reason,)) for label in (Label.CASUALTY, Label.DIPLOMACY)
    )
    return ReadStory(story=story, casualty=casualty, diplomacy=diplomacy, fault=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a page gave: its stories in order, or the reason why there is none."""

    stories: tuple[ReadStory, ...] = ()
    refusal: Refusal | None = None

    @property
    def faults(self) -> tuple[str, ...]:
        """What kept stories from being understood."""
        return tuple(one.fault for one in self.stories if one.fault)
