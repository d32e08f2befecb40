"""What the mentions of a story said before they were merged: small, unchanging, and kept for whoever compares them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from crawler.facts.casualty.incidents import Setting
from crawler.facts.casualty.phrase import Of
from crawler.facts.casualty.placing import Placed
from crawler.facts.figure import CasualtyFigure, Cause, Group, Outcome, Part, Period, Qualifier
from crawler.news import Span


class Claim(NamedTuple):
    """One mention as its own sentence words it; `parent` is the index of its whole in the same reading.

    `paragraph` and `incident` are those of its sentence: paragraph -1 is the headline, incident 0 the story's own
    happening. `plain` tells a stated number from «عشرات», «مقتل شاب», «وآخرين», a joint figure and an earlier toll.
    """

    outcome: Outcome
    low: int
    high: int | None
    qualifier: Qualifier
    group: Group
    part: Part
    sentence: int
    paragraph: int
    incident: int
    quote: Span
    spot: Span
    plain: bool
    others: bool
    context: bool
    relative: bool
    parent: int | None
    actor: str | None
    cause: Cause | None
    cause_gap: int
    place: str | None
    own_place: bool
    attribution: str | None
    period: Period | None

    @property
    def is_exact(self) -> bool:
        """Whether it is one number and no bound."""
        return self.plain and self.qualifier is Qualifier.EXACT and self.low == self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class CasualtyReading:
    """A story read once for its casualties: the figures, and the claims of headline and body behind them, in order.

    `lead` is the number of the first paragraph that is no dateline, 0 where all are short; `tally` tells that a count over time is the news.
    """

    figures: tuple[CasualtyFigure, ...] = ()
    claims: tuple[Claim, ...] = ()
    lead: int = -1
    tally: bool = False


def claims_of(placed: Sequence[Placed], setting: Setting) -> tuple[Claim, ...]:
    """The claims of a story's mentions; to be taken before merging, which rewrites mentions."""
    index = {id(one.mention): number for number, one in enumerate(placed)}
    return tuple(_claim(one, index, setting) for one in placed)


def _claim(placed: Placed, index: dict[int, int], setting: Setting) -> Claim:
    mention, phrase = placed.mention, placed.mention.phrase
    assert mention.outcome is not None
    line = setting.lines.get(placed.sentence) if placed.part is Part.TEXT else None
    counted = phrase.explicit and phrase.qualifier is not Qualifier.VAGUE
    return Claim(
        outcome=mention.outcome,
        low=mention.low,
        high=mention.high,
        qualifier=phrase.qualifier,
        group=mention.group,
        part=placed.part,
        sentence=placed.sentence,
        paragraph=line.paragraph if line is not None else -1,
        incident=line.incident if line is not None else 0,
        quote=placed.quote,
        spot=placed.spot,
        plain=counted and not mention.joint and not mention.earlier,
        others=phrase.of in (Of.OTHERS, Of.THEM, Of.NOTHING) or phrase.part_of is not None or phrase.known,
        context=placed.background or mention.earlier,
        relative=placed.relative,
        parent=index.get(id(mention.parent)) if mention.parent is not None else None,
        actor=placed.actor,
        cause=placed.cause,
        cause_gap=placed.cause_gap,
        place=placed.place,
        own_place=placed.own_place,
        attribution=placed.attribution,
        period=placed.period,
    )
