"""Profile: what a story is about, in the form in which two stories are compared; pure.

The words come from the title and the opening only: what is further down is background, and background is what
different happenings share.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zlib import crc32

from alerts.events.account import Account, told_at
from alerts.events.happening_day import happening_day
from alerts.events.words import skeleton, terms, weight
from crawler.arabic.letters import fold_key
from crawler.facts.figure import CasualtyFigure, Outcome, Scope

OPENING_WORDS = 140  # the lead of a wire story; measured on the development groups, 100 and 200 part them less well
KEY_WORDS = 30
LEAST_PLACE_WEIGHT = 3.5  # «مدينة», «شمال», «طريق» name no place
# «ارتفعت حصيلة», «أحدث حصيلة», «انتشال», «متأثرا», «تشييع», «حداد», «إدانة», «تعزية»; «حصيلة أولية» is a first word.
_FOLLOWS_UP = re.compile(
    r"(?<!\w)(?:[وف]?(?:ارتفع|ارتفاع|يرتفع|ترتفع|ارتفعت)|(?:ال)?حصيله(?!\s+(?:ال)?اولي)|انتشال|انتشل\w*|متاثر\w*|تشييع|[يت]شيع"
    r"|حداد|تعازي\w*|(?:ال)?تعزيه|[يت]عزي|[وا]?دان\w*|[يت]دين|ادانه|تنديد|[يت]ندد|استنكر\w*)(?!\w)"
)
OPENING = 400  # characters in which a follow-up says that it is one
LEAST_WEIGHT = 2.3  # words that more than one story in ten uses say nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The comparable facts of one story.

    `acts` are 'kind:party:party' with parties sorted. `place_words` are the words of the places, without «حي» and
    «مدينة». `follows_up`: it says itself that the happening is known, by a toll that rose, a burial, a condolence.
    """

    story_id: int
    at: datetime
    flags: tuple[str, ...]
    words: dict[str, float]  # term → weight
    day: date | None = None
    day_sure: bool = True
    countries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    place_words: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    killed: int | None = None
    injured: int | None = None
    follows_up: bool = False


def profile_of(account: Account) -> Profile:
    """The profile of a story."""
    read = account.read
    found = terms(f"{read.story.title} . {read.story.text[:4000]}", OPENING_WORDS)
    at = told_at(account)
    figures = tuple(figure for figure in read.casualties if figure.scope is Scope.EVENT)
    places = _unique(
        fold_key(place) for place in (*(one.place for one in figures), *(act.place for act in read.acts)) if place
    )
    happened = happening_day(f"{read.story.title}\n{read.story.text}", read.story.published or at)
    opening = fold_key(f"{read.story.title}\n{read.story.text[:OPENING]}")
    return Profile(
        story_id=account.id,
        at=at,
        flags=read.flags,
        words={skeleton(term): round(weight(term), 2) for term in found if weight(term) >= LEAST_WEIGHT},
        day=None if happened is None else happened.day,
        day_sure=happened is not None and not happened.of_a_statement,
        countries=_unique(figure.country for figure in figures),
        places=places,
        place_words=_unique(
            skeleton(term) for place in places for term in terms(place) if weight(term) >= LEAST_PLACE_WEIGHT
        ),
        follows_up=_FOLLOWS_UP.search(opening) is not None or _rose(read.casualties),
        actors=_unique(fold_key(figure.actor) for figure in figures if figure.actor),
        causes=_unique(figure.cause.value for figure in figures if figure.cause),
        acts=_unique(":".join((act.kind.value, *sorted(act.parties))) for act in read.acts),
        killed=_largest(figures, Outcome.KILLED),
        injured=_largest(figures, Outcome.INJURED),
    )


def keys_of(profile: Profile) -> tuple[int, ...]:
    """Numbers by which events that may be the same are found without reading the others.

    The most telling words are keys, and each dealing and place. A stray match of two names only costs a comparison.
    """
    telling = sorted(profile.words, key=lambda term: (-profile.words[term], term))[:KEY_WORDS]
    named = (*telling, *(f"@{act}" for act in profile.acts), *(f"#{place}" for place in profile.places))
    return tuple(dict.fromkeys(crc32(name.encode()) for name in named))


def _unique(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _largest(figures: tuple[CasualtyFigure, ...], outcome: Outcome) -> int | None:
    counts = [figure.min for figure in figures if figure.outcome is outcome and figure.among is None]
    return max(counts, default=None)


def _rose(figures: tuple[CasualtyFigure, ...]) -> bool:
    """Whether the story gives the toll of before beside a higher one of now."""
    now = _largest(tuple(figure for figure in figures if figure.scope is Scope.EVENT), Outcome.KILLED)
    before = _largest(tuple(figure for figure in figures if figure.scope is not Scope.EVENT), Outcome.KILLED)
    return now is not None and before is not None and 0 < before < now <= 10 * before
