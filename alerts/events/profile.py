"""Profile: what a story is about, in the form in which two stories are compared; pure.

It is the gist of the story's words (`crawler.gist`) with its facts, and with the days that are meant, which go by the
outlet's own day.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import TypeVar
from zlib import crc32

from alerts.events.account import Account, told_at
from crawler.arabic.letters import fold_key
from crawler.facts.figure import CasualtyFigure, DatePrecision, Outcome, Qualifier, Scope
from crawler.feeds.zones import zone_for
from crawler.gist.gist import Key
from crawler.gist.happening_day import days_meant
from crawler.gist.making import gist_of
from crawler.gist.words import skeleton
from crawler.news import Story

KEY_WORDS = 30

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The comparable facts of one story.

    `words`, `title` and `recalled` are terms with their weights. `acts` are 'kind:party:party' with parties sorted, the
    main one first, `parties` the states and organisations that headline and opening name, and the states of its places.
    `spots` are the narrowest places, `around` those that they lie in. `days` are all that the foreground names,
    `told_on` is the outlet's own day of publication, `tallied` the first and last day of the stretch that its toll is
    counted over («خلال 24 ساعة»). `vague_toll`: `killed` is the least that a word allows («قتلى», «عشرات»). The last
    eight say how it is told (`crawler.gist.manner`). Events that were kept by earlier versions lack some of these.
    """

    story_id: int
    at: datetime
    flags: tuple[str, ...]
    words: dict[str, float]
    title: dict[str, float] = field(default_factory=dict)
    recalled: dict[str, float] = field(default_factory=dict)
    told_on: date | None = None
    day: date | None = None
    day_sure: bool = True
    days: tuple[date, ...] = ()
    parties: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    spots: tuple[Key, ...] = ()
    around: tuple[Key, ...] = ()
    sites: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    killed: int | None = None
    injured: int | None = None
    vague_toll: bool = False
    tallied: tuple[date, ...] = ()
    newly_told: bool = False
    follows_up: bool = False
    corrects: bool = False
    reacts: bool = False
    set_apart: bool = False
    heads_dealing: bool = False
    heads_harm: bool = False
    digest: bool = False

    @property
    def of_harm(self) -> bool:
        """Whether it tells of people harmed."""
        return "casualty" in self.flags or bool(self.causes) or self.killed is not None or self.injured is not None


def profile_of(account: Account, told: str | None = None) -> Profile:
    """The profile of a story, or of the part of its text that is `told`. What was made of the whole text where it was
    read is used."""
    read, story = account.read, account.read.story
    text = story.text if told is None else told
    gist = read.gist if read.gist is not None and text == story.text else gist_of(story.title, text)
    figures = tuple(figure for figure in read.casualties if figure.scope is Scope.EVENT)
    acts = tuple(act for act in read.acts if not act.background)
    published = _as_the_outlet_counts(story, told_at(account))
    today, first, manner = published.date(), gist.first_day, gist.manner
    countries = (*(figure.country for figure in figures), *(act.country for act in acts))
    return Profile(
        story_id=account.id,
        at=told_at(account),
        flags=read.flags,
        words=gist.words,
        title=gist.title,
        recalled=gist.recalled,
        told_on=today,
        day=None if first is None else days_meant(first, today)[0],
        day_sure=first is not None and not first.of_a_statement,
        days=_unique(day for named in gist.days for day in days_meant(named, today)),
        parties=_unique((*gist.parties, *(country for country in countries if country))),
        acts=_unique(":".join((act.kind.value, *sorted(act.parties))) for act in acts),
        people=_unique(skeleton(fold_key(name).split()[-1]) for act in acts for name in act.people if name.strip()),
        spots=gist.spots,
        around=gist.around,
        sites=gist.sites,
        causes=_unique(figure.cause.value for figure in figures if figure.cause),
        numbers=gist.numbers,
        killed=_largest(figures, Outcome.KILLED),
        injured=_largest(figures, Outcome.INJURED),
        vague_toll=_is_vague(figures),
        tallied=_tallied(figures),
        newly_told=manner.newly_told,
        follows_up=manner.follows_up or _rose(read.casualties),
        corrects=manner.corrects,
        reacts=manner.reacts,
        set_apart=manner.set_apart,
        heads_dealing=manner.heads_dealing,
        heads_harm=manner.heads_harm,
        digest=manner.digest,
    )


def keys_of(profile: Profile) -> tuple[int, ...]:
    """Numbers by which events that may be the same are found without reading the others.

    The most telling words are keys, each dealing, each two that deal with each other, and each place. A stray match of
    two names only costs a comparison.
    """
    telling = sorted(profile.words, key=lambda term: (-profile.words[term], term))[:KEY_WORDS]
    pairs = (pair for act in profile.acts for pair in combinations(act.split(":")[1:], 2))
    named = (
        *telling,
        *(f"@{act}" for act in profile.acts),
        *(f"@{one}:{other}" for one, other in pairs),
        *(f"#{' '.join(spot)}" for spot in (*profile.spots, *profile.around)),
    )
    return tuple(dict.fromkeys(crc32(name.encode()) for name in named))


def _as_the_outlet_counts(story: Story, at: datetime) -> datetime:
    """The time of publication by the outlet's own clock, by which it says «اليوم» and «أمس»."""
    published = story.published or at
    if published.utcoffset() == timedelta() and story.country:
        return published.astimezone(zone_for(None, story.country))
    return published


def _unique(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))


def _largest(figures: tuple[CasualtyFigure, ...], outcome: Outcome) -> int | None:
    counts = [figure.min for figure in figures if figure.outcome is outcome and figure.among is None]
    return max(counts, default=None)


def _is_vague(figures: tuple[CasualtyFigure, ...]) -> bool:
    dead = [figure for figure in figures if figure.outcome is Outcome.KILLED and figure.among is None]
    return bool(dead) and max(dead, key=lambda figure: figure.min).qualifier is Qualifier.VAGUE


def _tallied(figures: tuple[CasualtyFigure, ...]) -> tuple[date, ...]:
    whole = (
        figure for figure in figures if figure.among is None and figure.outcome in (Outcome.KILLED, Outcome.INJURED)
    )
    periods = (figure.period for figure in whole if figure.period is not None)
    return next(((one.start, one.end) for one in periods if one.precision is DatePrecision.SPAN), ())


def _rose(figures: tuple[CasualtyFigure, ...]) -> bool:
    """Whether the story gives the toll of before beside a higher one of now."""
    now = _largest(tuple(figure for figure in figures if figure.scope is Scope.EVENT), Outcome.KILLED)
    before = _largest(tuple(figure for figure in figures if figure.scope is not Scope.EVENT), Outcome.KILLED)
    return now is not None and before is not None and 0 < before < now <= 10 * before
