"""The casualty figures that a story states, in the order of its text (labelling guide, section 2).

Sentences are read one by one into mentions; mentions of the same figure become one; the headline's figures stand only
where the body has none of that kind. Every figure carries the sentence that states it.
"""

from collections.abc import Sequence

from crawler.arabic.letters import fold
from crawler.facts.casualty.merging import merged
from crawler.facts.casualty.placing import Placed, placed_mentions
from crawler.facts.casualty.scope import About
from crawler.facts.casualty.unreal import is_of_disease, is_unreal
from crawler.facts.figure import CasualtyFigure, Evidence, Part, Qualifier, Scope
from crawler.news import Story

_MAX_FIGURES = 120
_LEAD = 1_200  # characters within which the lead is looked for


def casualty_figures(story: Story) -> tuple[CasualtyFigure, ...]:
    """The figures of a story; every quote is verbatim, every `among` an index into the answer."""
    title, text = fold(story.title), fold(story.text)
    if is_unreal(title.text, text.text) or is_of_disease(title.text, text.text):
        return ()
    about = About(title.text + "\n" + _lead(text.text))
    year = story.published.year if story.published else None
    in_title = placed_mentions(story.title, title, Part.TITLE, about=about, year=year)
    in_text = placed_mentions(story.text, text, Part.TEXT, about=about, year=year)
    return tuple(_figures(merged(in_title, in_text, tally=about.tally)[:_MAX_FIGURES], story))


def _lead(text: str) -> str:
    """The first paragraph that is no dateline or byline."""
    paragraphs = (part for part in text[:_LEAD].split("\n") if len(part) > 45)
    return next(paragraphs, text[:_LEAD])


def _figures(kept: Sequence[Placed], story: Story) -> list[CasualtyFigure]:
    index = {id(placed.mention): number for number, placed in enumerate(kept)}
    figures = []
    for placed in kept:
        mention = placed.mention
        assert mention.outcome is not None
        source = story.title if placed.part is Part.TITLE else story.text
        quote = source[placed.quote.start : placed.quote.end]
        figures.append(
            CasualtyFigure(
                outcome=mention.outcome,
                min=mention.low,
                max=mention.high,
                qualifier=Qualifier.RANGE if mention.joint else mention.phrase.qualifier,
                group=mention.group,
                evidence=Evidence(part=placed.part, span=placed.quote, quote=quote),
                among=index.get(id(mention.parent)) if mention.parent is not None else None,
                actor=placed.actor,
                cause=placed.cause,
                place=placed.place,
                scope=Scope.BACKGROUND if placed.background else Scope.EVENT,
                country=placed.country,
            )
        )
    return figures
