"""Which event a story tells of: `place` compares it with the few open events that its words lead to; pure.

A story is the same event when its opening shares enough rare words with one of the event's reports and the facts do
not speak against it. Each hint has a weight below, with the reason. To part is the smaller harm: two alerts for one
happening annoy, one alert for two hides one of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import sqrt

from alerts.events.event import Event, Relation
from alerts.events.near_duplicates import Copy
from alerts.events.profile import Profile

OPEN_FOR = timedelta(hours=72)  # an event that nobody reported on for so long is closed
FOLLOWED = timedelta(hours=36)  # the usual distance of two reports of one happening
SAME = 0.20  # the least evidence; on the development groups same events have 0.24 and more, others 0.15 and less

WHOLE = 0.95  # of a text: a copy, whatever its facts were read to be

# What the facts add to the likeness of the words (a cosine, 0..1).
ACT_SHARED = 0.10  # the same dealing: kind and parties
PARTIES_SHARED = 0.04
NAME = 5.5  # the weight of a word that one story in 250 uses
GATHERING_SHARED = 0.05  # a vote or summit with a party in common: of its many parties each story names a few
PARTIES_APART = -0.08  # one minister's meetings of one day with two others
PLACE_SHARED = 0.06
COUNTRY_SHARED = 0.03
CAUSE_SHARED = 0.05
TOLL_SHARED = 0.05  # the same number of killed or injured, three or more
# «الثلاثاء» and «الأربعاء», each told as news of its day, are two happenings, however alike the words: the daily
# strike on one city. A follow-up names the day of its announcement.
DAY_APART = -0.40
DAY_SAID_APART = -0.15  # one of them may be the day on which it was said
DAY_OF_FOLLOW_UP = -0.05
COUNTRY_APART = -0.25
COUNTRY_UNSURE = -0.05
PLACE_APART = -0.15  # no word of the one's places stands in the other's opening
# Two accidents told with the same phrases, and two days of one war, are alike in all but these. Reports of one
# happening in words of their own are never so alike (0.41 at most on the development groups): above it, a day,
# country or place that differs outweighs all words.
PHRASES = 0.45
CAUSE_APART = -0.12
TOLL_FELL = -0.08  # fewer dead later: rather another accident than a correction
NO_DEAD = -0.10  # only injured, where the earlier report has dead
FLAG_APART = -0.10
LATE = -0.10  # later than FOLLOWED


class Why(StrEnum):
    """What spoke for or against."""

    SAME_TEXT = "same_text"
    SAME_TEXT_OTHER_FIGURES = "same_text_other_figures"
    WORDS = "words"
    ACT = "act"
    PARTIES = "parties"
    GATHERING = "gathering"
    PLACE = "place"
    COUNTRY = "country"
    CAUSE = "cause"
    TOLL = "toll"
    PARTIES_DIFFER = "parties_differ"
    DAY_DIFFERS = "day_differs"
    DAY_OF_FOLLOW_UP = "day_of_follow_up"
    COUNTRY_DIFFERS = "country_differs"
    PLACE_DIFFERS = "place_differs"
    CAUSE_DIFFERS = "cause_differs"
    TOLL_FELL = "toll_fell"
    NO_DEAD = "no_dead"
    FLAG_DIFFERS = "flag_differs"
    LATE = "late"
    NOTHING_LIKE_IT = "nothing_like_it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One hint and what it weighed."""

    why: Why
    weight: float
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a story belongs, and why. `of_story_id` is the text that it copies or carries on."""

    relation: Relation
    event_id: int | None = None
    of_story_id: int | None = None
    score: float = 0.0
    reasons: tuple[Reason, ...] = ()


GATHERINGS = frozenset({"vote", "summit", "negotiation"})
BILATERAL = frozenset({"meeting", "call", "visit"})

# That both are road accidents of one country with two injured says nothing unless they share a name or the like.
_NEED_A_NAME = frozenset({Why.COUNTRY, Why.CAUSE, Why.TOLL})

# Causes that one attack is called by in different stories.
_FAMILIES = (
    frozenset({"airstrike", "shelling", "drone", "explosion"}),
    frozenset({"shooting", "clashes", "execution"}),
    frozenset({"explosion", "mine"}),
    frozenset({"shooting", "stabbing"}),
    frozenset({"fire", "explosion"}),
    frozenset({"collapse", "explosion", "earthquake", "flood", "fire"}),
    frozenset({"clashes", "shelling", "airstrike", "drone"}),
    frozenset({"road_accident", "flood"}),
)


def place(story: Profile, copy: Copy | None, open_events: Sequence[Event], *, now: datetime) -> Placement:
    """The placement of a story among open events; `copy` is the text it repeats, if it repeats one."""
    if copy is not None:
        event = next((event for event in open_events if event.id == copy.original.event_id), None)
        if event is not None and (copy.share >= WHOLE or not _only_phrases(story, copy, event)):
            return _beside_its_text(story, copy, event)
    best: tuple[float, Event, tuple[Reason, ...]] | None = None
    for event in open_events:
        if not _open(event, story, now):
            continue
        score, reasons = likeness(story, event)
        if score >= SAME and (best is None or score > best[0]):
            best = (score, event, reasons)
    if best is None:
        return Placement(relation=Relation.NEW, reasons=(Reason(why=Why.NOTHING_LIKE_IT, weight=0.0),))
    score, event, reasons = best
    return Placement(relation=Relation.SAME_EVENT, event_id=event.id, score=round(score, 3), reasons=reasons)


def likeness(story: Profile, event: Event) -> tuple[float, tuple[Reason, ...]]:
    """How much speaks for a story telling of this event: the best of its reports, and what counted."""
    compared = [_compare(story, profile) for profile in event.profiles]
    return max(compared, key=lambda pair: pair[0], default=(0.0, ()))


def _only_phrases(story: Profile, copy: Copy, event: Event) -> bool:
    """Whether two texts share their phrases and tell of two days, countries or places."""
    original = next((one for one in event.profiles if one.story_id == copy.original.story_id), None)
    if original is None:
        return False
    telling = {Why.DAY_DIFFERS, Why.COUNTRY_DIFFERS, Why.PLACE_DIFFERS}
    return any(one.why in telling and one.weight < COUNTRY_UNSURE for one in _against_it(story, original, 0.0))


def _beside_its_text(story: Profile, copy: Copy, event: Event) -> Placement:
    original = next((one for one in event.profiles if one.story_id == copy.original.story_id), None)
    # The next take of a wire is its text with other numbers: a report of its own, of the same source.
    carried_on = original is not None and _other_figures(story, original)
    why = Why.SAME_TEXT_OTHER_FIGURES if carried_on else Why.SAME_TEXT
    return Placement(
        relation=Relation.SAME_EVENT if carried_on else Relation.NEAR_DUPLICATE,
        event_id=event.id,
        of_story_id=copy.original.story_id,
        score=round(copy.share, 3),
        reasons=(Reason(why=why, weight=round(copy.share, 3)),),
    )


def _other_figures(story: Profile, original: Profile) -> bool:
    pairs = ((story.killed, original.killed), (story.injured, original.injured))
    return any(one is not None and other is not None and one != other for one, other in pairs)


def _open(event: Event, story: Profile, now: datetime) -> bool:
    last = max((report.at for report in event.reports), default=event.changed_at)
    return abs(story.at - last) <= OPEN_FOR and now - event.changed_at <= 2 * OPEN_FOR


def _compare(story: Profile, other: Profile) -> tuple[float, tuple[Reason, ...]]:
    shared = sorted(story.words.keys() & other.words.keys(), key=lambda term: (-story.words[term], term))
    words = _cosine(story.words, other.words, shared)
    reasons = [Reason(why=Why.WORDS, weight=round(words, 3), detail=" ".join(shared[:8]))]
    named = any(story.words[term] >= NAME for term in shared)
    reasons += [reason for reason in _for_it(story, other) if named or reason.why not in _NEED_A_NAME]
    reasons += _against_it(story, other, words)
    return sum(reason.weight for reason in reasons), tuple(reasons)


def _cosine(one: dict[str, float], other: dict[str, float], shared: Iterable[str]) -> float:
    if not one or not other:
        return 0.0
    product = sum(one[term] * other[term] for term in shared)
    return product / sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))


def _for_it(story: Profile, other: Profile) -> Iterable[Reason]:
    acts = set(story.acts) & set(other.acts)
    if acts:
        yield Reason(why=Why.ACT, weight=ACT_SHARED, detail=" ".join(sorted(acts)))
    elif len(_parties(story) & _parties(other)) >= 2:
        yield Reason(why=Why.PARTIES, weight=PARTIES_SHARED, detail=" ".join(sorted(_parties(story) & _parties(other))))
    elif gathering := _alike(story, other, GATHERINGS):
        yield Reason(why=Why.GATHERING, weight=GATHERING_SHARED, detail=gathering)
    if places := set(story.places) & set(other.places):
        yield Reason(why=Why.PLACE, weight=PLACE_SHARED, detail=" ".join(sorted(places)))
    elif countries := set(story.countries) & set(other.countries):
        yield Reason(why=Why.COUNTRY, weight=COUNTRY_SHARED, detail=" ".join(sorted(countries)))
    if causes := set(story.causes) & set(other.causes):
        yield Reason(why=Why.CAUSE, weight=CAUSE_SHARED, detail=" ".join(sorted(causes)))
    for mine, theirs in ((story.killed, other.killed), (story.injured, other.injured)):
        if mine is not None and mine == theirs and mine >= 3:
            yield Reason(why=Why.TOLL, weight=TOLL_SHARED, detail=str(mine))


def _against_it(story: Profile, other: Profile, words: float) -> Iterable[Reason]:
    earlier, later = (other, story) if story.at >= other.at else (story, other)
    if earlier.day and later.day and earlier.day != later.day:
        surely = earlier.day_sure and later.day_sure
        days = f"{earlier.day} {later.day}"
        if later.follows_up:
            yield Reason(why=Why.DAY_OF_FOLLOW_UP, weight=DAY_OF_FOLLOW_UP, detail=days)
        else:
            yield Reason(
                why=Why.DAY_DIFFERS, weight=_telling(DAY_APART if surely else DAY_SAID_APART, words), detail=days
            )
    bilateral = not set(story.acts) & set(other.acts) and _alike(story, other, BILATERAL)
    if bilateral and len(_parties(story) & _parties(other)) == 1:
        yield Reason(why=Why.PARTIES_DIFFER, weight=PARTIES_APART, detail=bilateral)
    elsewhere = _elsewhere(story, other) and _elsewhere(other, story)
    if elsewhere:
        yield Reason(why=Why.PLACE_DIFFERS, weight=_telling(PLACE_APART, words))
    if story.countries and other.countries and not set(story.countries) & set(other.countries):
        # A place that both name was read as two countries (طرابلس): the place is believed, not the countries.
        named = elsewhere or not story.place_words or not other.place_words
        yield Reason(why=Why.COUNTRY_DIFFERS, weight=_telling(COUNTRY_APART, words) if named else COUNTRY_UNSURE)
    if story.causes and other.causes and not _related(story.causes, other.causes):
        yield Reason(why=Why.CAUSE_DIFFERS, weight=CAUSE_APART)
    if earlier.killed is not None and later.killed is not None and later.killed < earlier.killed:
        yield Reason(why=Why.TOLL_FELL, weight=TOLL_FELL, detail=f"{earlier.killed} {later.killed}")
    if earlier.killed and later.killed is None and later.injured is not None and not later.follows_up:
        yield Reason(why=Why.NO_DEAD, weight=NO_DEAD)
    if story.flags and other.flags and not set(story.flags) & set(other.flags):
        yield Reason(why=Why.FLAG_DIFFERS, weight=FLAG_APART)
    if abs(story.at - other.at) > FOLLOWED:
        yield Reason(why=Why.LATE, weight=LATE)


def _telling(weight: float, words: float) -> float:
    return weight if words < PHRASES else min(weight, -words)


def _elsewhere(story: Profile, other: Profile) -> bool:
    """Whether the places of a story are known and no word of them stands in the other's opening."""
    return bool(story.place_words) and not any(word in other.words for word in story.place_words)


def _parties(profile: Profile) -> set[str]:
    return {party for act in profile.acts for party in act.split(":")[1:]}


def _alike(story: Profile, other: Profile, kinds: frozenset[str]) -> str:
    """The kind of dealing of both stories, among these, in which a party is common; empty where there is none."""
    for one in story.acts:
        kind, *parties = one.split(":")
        for another in other.acts:
            if kind in kinds and another.startswith(f"{kind}:") and set(parties) & set(another.split(":")[1:]):
                return kind
    return ""


def _related(one: Sequence[str], other: Sequence[str]) -> bool:
    if set(one) & set(other) or "other" in one or "other" in other:
        return True
    return any(set(one) & family and set(other) & family for family in _FAMILIES)
