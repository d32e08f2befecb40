"""A story that tells of two happenings in parts of its own, as one telling for each; pure.

A round-up says of one town what happened there and then sets itself apart («وفي حادث منفصل», «من جهة أخرى») to tell
of another. Each telling is the story with the figures and dealings of its own part alone, so that an event that it
joins gets only what is said of that event. Mostly a story is one telling: a part counts as one only where it begins
with words that set it apart, brings victims or dealings of its own, and these are elsewhere or between others.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import pairwise

from alerts.events.account import Account
from crawler.arabic.letters import fold_key
from crawler.arabic.sentences import sentences
from crawler.facts.act import DiplomaticAct
from crawler.facts.figure import CasualtyFigure, Evidence, Part, Scope
from crawler.news import Span
from crawler.understanding import ReadStory

MOST = 4  # parts with words that set them apart; what has more is a day's digest, and its first part is its news
HEAD = 60  # characters at the head of a sentence in which it sets itself apart
LEAST = 60  # characters of a part
TITLE = 120

_HAPPENINGS = "حادث حادثة واقعة هجوم غارة ضربة قصف انفجار تفجير حريق عملية جريمة كمين اشتباك تطور"
_HAPPENING = f"(?:{'|'.join(map(fold_key, f'{_HAPPENINGS} لقاء اجتماع اتصال زيارة مباحثات'.split()))})"
_APART = re.compile(
    rf"^و?(?:(?:في|خلال)\s+)?{_HAPPENING}\s+(?:\w+\s+)?(?:منفصله?|اخري?|ثانيه?|ثان|مماثله?|مشابهه?|مستقله?)(?!\w)"
    r"|^و?(?:في|علي|من)\s+(?:ال)?(?:سياق|صعيد|جهه|ناحيه|جانب|شان|موضوع|ملف)\s+(?:منفصله?|اخري?|مختلفه?)(?!\w)"
    r"|^و?منفصلا(?!\w)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What a story says of one happening: an account with that happening's figures and dealings.

    `told` is the text that its words are compared by. `part` is 0 for what the story is about, else counts up.
    """

    id: int
    kept_at: datetime
    alerting: bool
    content_hash: str
    read: ReadStory
    told: str
    part: int = 0


def tellings_of(account: Account) -> tuple[Telling, ...]:
    """The happenings that a story tells of, what it is about first."""
    read, text = account.read, account.read.story.text
    apart = [span for span in _parts(text) if _is_of_its_own(read, span)]
    if not apart:
        return (whole(account),)
    rest = _kept(read, lambda evidence: not any(_within(evidence, span) for span in apart))
    tellings = [_telling(account, rest, _without(text, apart))]
    for number, span in enumerate(apart, 1):
        told = text[span.start : span.end]
        first = sentences(told)[0]
        own = _kept(read, partial(_within, span=span))
        own = replace(own, story=replace(read.story, title=told[first.start : first.end][:TITLE]), discrepancies=())
        tellings.append(_telling(account, own, told, number))
    return tuple(tellings)


def whole(account: Account) -> Telling:
    """A story as one telling."""
    return _telling(account, account.read, account.read.story.text)


def silent(account: Account) -> Telling:
    """What a story says of a happening that it tells of no more."""
    return _telling(account, replace(account.read, casualties=(), acts=(), discrepancies=()), "")


def _telling(account: Account, read: ReadStory, told: str, part: int = 0) -> Telling:
    return Telling(
        id=account.id,
        kept_at=account.kept_at,
        alerting=account.alerting,
        content_hash=account.content_hash,
        read=read,
        told=told,
        part=part,
    )


def _parts(text: str) -> list[Span]:
    """From each sentence that sets itself apart to the end of its paragraph, or to the next such sentence."""
    spans = sentences(text)
    starts = [
        span.start for span in spans[1:] if _APART.match(fold_key(text[span.start : min(span.end, span.start + HEAD)]))
    ]
    if not 0 < len(starts) <= MOST:
        return []
    ends = ((start, min(following, _paragraph_end(text, start))) for start, following in pairwise((*starts, len(text))))
    return [Span(start=start, end=end) for start, end in ends if end - start >= LEAST]


def _paragraph_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _is_of_its_own(read: ReadStory, span: Span) -> bool:
    """Whether a part has victims elsewhere than the rest of the story, or a dealing between others."""
    figures = [figure for figure in read.casualties if figure.scope is Scope.EVENT]
    mine = [figure for figure in figures if _within(figure.evidence, span)]
    rest = [figure for figure in figures if not _within(figure.evidence, span)]
    if mine:
        return _elsewhere(mine, rest) and not _is_summed_up(read, mine, rest)
    acts = [act for act in read.acts if not act.background]
    own = [act for act in acts if _within(act.evidence, span)]
    others = [act for act in acts if not _within(act.evidence, span)]
    return bool(own and others) and all(len(set(act.parties) & _parties(others)) <= 1 for act in own)


def _elsewhere(mine: Sequence[CasualtyFigure], rest: Sequence[CasualtyFigure]) -> bool:
    """Whether the part has a place and the rest has another; a victim of the same place may be of the same strike."""
    here = {fold_key(figure.place) for figure in mine if figure.place}
    there = {fold_key(figure.place) for figure in rest if figure.place}
    known_here = {figure.location.name for figure in mine if figure.location}
    known_there = {figure.location.name for figure in rest if figure.location}
    return bool(here and there) and not here & there and not known_here & known_there


def _is_summed_up(read: ReadStory, mine: Sequence[CasualtyFigure], rest: Sequence[CasualtyFigure]) -> bool:
    """Whether the part is a share of a tally, whose sum is the story's news: that is one happening."""
    for figure in mine:
        if figure.among is not None and read.casualties[figure.among] not in mine:
            return True
        told = [one for one in rest if one.outcome is figure.outcome]
        if any(one.among is None and one.min == figure.min + other.min for one in told for other in told):
            return True
    return False


def _kept(read: ReadStory, stays: Callable[[Evidence], bool]) -> ReadStory:
    """The story with those figures and dealings alone whose evidence stays."""
    kept = [index for index, figure in enumerate(read.casualties) if stays(figure.evidence)]
    moved = {old: new for new, old in enumerate(kept)}
    return replace(
        read,
        casualties=tuple(
            replace(figure, among=None if figure.among is None else moved.get(figure.among))
            for figure in (read.casualties[index] for index in kept)
        ),
        acts=tuple(act for act in read.acts if stays(act.evidence)),
    )


def _within(evidence: Evidence, span: Span) -> bool:
    return evidence.part is Part.TEXT and span.start <= evidence.span.start < span.end


def _parties(acts: Sequence[DiplomaticAct]) -> set[str]:
    return {party for act in acts for party in act.parties}


def _without(text: str, spans: Sequence[Span]) -> str:
    kept, at = [], 0
    for span in spans:
        kept.append(text[at : span.start])
        at = span.end
    return "".join((*kept, text[at:]))
