"""The casualty figures that a story states, in the order of its text (labelling guide, section 2).

Sentences are read one by one into mentions; mentions of the same figure become one; the headline's figures stand only
where the body has none of that kind. Every figure carries the sentence that states it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from crawler.arabic.words import word_texts
from crawler.facts.casualty.arrests import without_police_matters
from crawler.facts.casualty.claims import CasualtyReading, Claim, claims_of
from crawler.facts.casualty.confidence import chances_of
from crawler.facts.casualty.headlined import lead_of, untold_by_headline, untold_in, with_headlined_taking
from crawler.facts.casualty.incidents import setting_of
from crawler.facts.casualty.locating import countries_of
from crawler.facts.casualty.merging import merged
from crawler.facts.casualty.part_text import PartText, folded_part, part_text
from crawler.facts.casualty.placing import Placed, placed_mentions
from crawler.facts.casualty.relevance import may_tell_harm, tells_harm
from crawler.facts.casualty.scope import About
from crawler.facts.casualty.subtotals import put_within_totals
from crawler.facts.casualty.unreal import is_unreal
from crawler.facts.casualty.witness import settle
from crawler.facts.figure import CasualtyFigure, Evidence, Part, Qualifier, Scope
from crawler.news import Story

_MAX_FIGURES = 120
_REMEMBERED = 256  # stories; a reading holds no text of its own, so these are a few megabytes
_LEAD = 1_200  # characters within which the lead is looked for


def casualty_figures(story: Story) -> tuple[CasualtyFigure, ...]:
    """The figures of a story; every quote is verbatim, every `among` an index into the answer."""
    return casualty_reading(story).figures


@lru_cache(maxsize=_REMEMBERED)
def casualty_reading(story: Story) -> CasualtyReading:
    """A story read for its casualties: its figures, and what headline and body claimed before they were merged.

    Remembered for the last stories, because figures and discrepancies are asked for one after the other, in batches.
    """
    read = _read(story)
    if read is None:
        return CasualtyReading()
    figures = tuple(_figures(read.kept, story))
    return CasualtyReading(figures=figures, claims=read.claims, lead=max(read.lead, 0), tally=read.tally)


def placed_figures(story: Story) -> tuple[Placed, ...]:
    """What its figures are made of, in their order: for those who fit the chances (`confidence`) again."""
    read = _read(story)
    return read.kept if read is not None else ()


@dataclass(frozen=True, slots=True)
class _Read:
    kept: tuple[Placed, ...]
    claims: tuple[Claim, ...]
    lead: int
    tally: bool


def _read(story: Story) -> _Read | None:
    """None where nothing is told of anybody's harm."""
    if not _may_tell_harm(story):
        return None
    title, text = part_text(story.title, Part.TITLE), part_text(story.text, Part.TEXT)
    headline, body = title.folded.text, text.folded.text
    if not any(tells_harm(line.words) for line in (*title.lines, *text.lines)):
        return None
    lead = _lead(body)
    begins = body.find(lead)
    in_lead = [line for line in text.lines if begins <= line.span.start < begins + len(lead)]
    about = About(headline + "\n" + lead, lambda: countries_of((*title.lines, *in_lead)))
    published = story.published.date() if story.published else None
    in_title = placed_mentions(title, about=about, published=published)
    in_text = placed_mentions(text, about=about, published=published)
    in_text = _told_by_headline(title, text, in_title, in_text, about, published)
    with_headlined_taking(title, in_title, in_text)
    in_title, in_text = (without_police_matters(found, (title, text)) for found in (in_title, in_text))
    nothing = not in_title and not in_text
    if nothing or is_unreal(headline, body):
        return None
    setting = setting_of(title, text)
    claims = claims_of((*in_title, *in_text), setting)
    kept = settle(merged(in_title, in_text, setting, tally=about.tally)[:_MAX_FIGURES], in_title)
    if about.tally:
        put_within_totals(kept, setting.opening)
    return _Read(tuple(kept), claims, setting.lead, about.tally)


def _told_by_headline(
    title: PartText, text: PartText, in_title: list[Placed], in_text: list[Placed], about: About, published: date | None
) -> list[Placed]:
    """The counts of the body, with the one of its lead of whom only the headline says what happened to them."""
    outcome, lead = untold_by_headline(title, in_title, in_text), lead_of(text)
    untold = untold_in(outcome, text.lines[lead].words) if outcome is not None and lead >= 0 else None
    if untold is None:
        return in_text
    return placed_mentions(text, about=about, published=published, untold={lead: untold})


def _may_tell_harm(story: Story) -> bool:
    """Whether it is worth a closer look: most stories are not, and need not be cut into sentences to know it."""
    return any(may_tell_harm(word_texts(folded_part(part).text)) for part in (story.title, story.text))


def _lead(text: str) -> str:
    """The first paragraph that is no dateline or byline."""
    paragraphs = (part for part in text[:_LEAD].split("\n") if len(part) > 45)
    return next(paragraphs, text[:_LEAD])


def _figures(kept: Sequence[Placed], story: Story) -> list[CasualtyFigure]:
    index = {id(placed.mention): number for number, placed in enumerate(kept)}
    figures = []
    for placed, chance in zip(kept, chances_of(kept), strict=True):
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
                location=placed.location,
                period=placed.period,
                attribution=placed.attribution,
                confidence=chance,
                words=placed.spot,
            )
        )
    return figures
