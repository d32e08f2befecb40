"""What speaks for two stories telling of one happening, and what against it: hints with a size, not yet weighed; pure.

Each hint has a size from 0 to 1; how much it says stands in weights.tsv, which is fitted to groups of stories. Hints of
places, sites and days say less where the later story tells what came after: a burial is elsewhere and on another day.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from alerts.events.compared import Compared, compared
from alerts.events.forms import filled_in_twice
from alerts.events.profile import Profile
from crawler.gist.spots import any_meet, meets


class Why(StrEnum):
    """What speaks for or against. The first three are no hints of a pair."""

    SAME_TEXT = "same_text"
    SAME_TEXT_OTHER_FIGURES = "same_text_other_figures"
    NOTHING_LIKE_IT = "nothing_like_it"

    WORDS = "words"
    RARE_WORDS = "rare_words"
    COMMON_WORDS = "common_words"
    TITLE = "title"
    PARTIES = "parties"
    FIRST_PARTY = "first_party"
    DEALING = "dealing"
    KIND = "kind"
    PLACE = "place"
    SITE = "site"
    CAUSE = "cause"
    NUMBERS = "numbers"
    TOLL_SAME = "toll_same"
    TOLL_ROSE = "toll_rose"
    DAY = "day"
    FOLLOWS_UP = "follows_up"

    RECALLED = "recalled"
    SET_APART = "set_apart"
    NEWLY_TOLD = "newly_told"
    PARTIES_DIFFER = "parties_differ"
    FIRST_PARTY_DIFFERS = "first_party_differs"
    COUNTERPART_DIFFERS = "counterpart_differs"
    THIRD_PARTY = "third_party"
    DEALINGS_DIFFER = "dealings_differ"
    PEOPLE_DIFFER = "people_differ"
    REACTION = "reaction"
    FLAG_DIFFERS = "flag_differs"
    DEALING_AND_HARM = "dealing_and_harm"
    PLACE_DIFFERS = "place_differs"
    PLACE_WITHIN_DIFFERS = "place_within_differs"
    SITE_DIFFERS = "site_differs"
    CAUSE_DIFFERS = "cause_differs"
    TOLL_FELL = "toll_fell"
    TOLL_LEAPT = "toll_leapt"
    NO_DEAD = "no_dead"
    DEAD_AFTER_INJURED = "dead_after_injured"
    INJURED_DIFFER = "injured_differ"
    DAY_DIFFERS = "day_differs"
    DAY_OF_WHAT_CAME_AFTER = "day_of_what_came_after"
    LATE = "late"
    SAME_PHRASES = "same_phrases"
    DIGEST = "digest"
    NO_FACTS = "no_facts"


AGAINST = frozenset(list(Why)[list(Why).index(Why.RECALLED) :])

NAME = 5.5  # the weight of a word that one story in 250 uses
RARE_ENOUGH = 40.0  # the weight of four names that no counted story used
COMMON_ENOUGH = 50.0
LEAPS = 3  # times the earlier toll
NEAR, FAR = timedelta(hours=12), timedelta(hours=60)
PHRASES = 0.45  # a cosine that independent reports of one happening hardly reach
FORM = 0.55  # and one of short texts in which little but the names differs
ONE_PARTY = 0.6  # of two: much of a country's news has the country in common
SOFTER = 0.5  # what places and days say of a story that tells what came after

_OF_TALKS = frozenset({"meeting", "visit", "negotiation", "summit", "agreement", "mediation", "call"})
_BILATERAL = frozenset({"meeting", "call", "visit", "negotiation", "summit"})
_IN_EVERYTHING = frozenset({"US", "IL", "PS", "UN"})  # parties that much of the news has in common

# How strongly they have to be there. Places count by half: a form sounds like what came after («ضحايا الحادث»).
_PARTS_PHRASES = {Why.PLACE_DIFFERS: SOFTER, Why.DAY_DIFFERS: 1.0, Why.SITE_DIFFERS: 1.0, Why.CAUSE_DIFFERS: 1.0}
# Of these more words have to be the same: «طرابلس» alone may be read as the other state's.
_PARTS_FORMS = {Why.PARTIES_DIFFER: 1.0, Why.COUNTERPART_DIFFERS: 1.0, Why.DEALINGS_DIFFER: 1.0}

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


class Hint(NamedTuple):
    """One thing that speaks for or against, how strongly it is there (0..1), and in which words, once somebody asks."""

    why: Why
    size: float
    detail: str | Callable[[], str] = ""


def hints(one: Profile, other: Profile) -> list[Hint]:
    """All hints of two stories, in any order of the two."""
    earlier, later = in_order(one, other)
    found = [hint for find, _ in KINDS for hint in find(earlier, later) if hint.size > 0]
    if only_phrases(found, earlier, later):
        found.append(Hint(Why.SAME_PHRASES, 1.0))
    return found


def in_order(one: Profile, other: Profile) -> tuple[Profile, Profile]:
    """Two stories, the earlier one first."""
    return (one, other) if (one.at, one.story_id) <= (other.at, other.story_id) else (other, one)


def only_phrases(found: Sequence[Hint], earlier: Profile, later: Profile) -> bool:
    """Whether two stories are told in the same words and are of two happenings all the same: in one desk's form."""
    alike = max((hint.size for hint in found if hint.why is Why.WORDS), default=0.0)
    if alike < PHRASES:
        return False
    return _has(found, _PARTS_PHRASES) or (alike >= FORM and parts_a_form(found, earlier, later))


def parts_a_form(found: Sequence[Hint], earlier: Profile, later: Profile) -> bool:
    """Whether two stories that are known to share their phrases are of two places, days, kinds or states."""
    return _has(found, _PARTS_PHRASES | _PARTS_FORMS) or filled_in_twice(earlier, later)


def _has(found: Sequence[Hint], least: Mapping[Why, float]) -> bool:
    return any(hint.size >= least[hint.why] for hint in found if hint.why in least)


def _of_words(earlier: Profile, later: Profile) -> Iterator[Hint]:
    mine, theirs = compared(earlier), compared(later)
    words, others = earlier.words, later.words
    shared = list(filter(others.__contains__, words))
    alike = _cosine([words[term] * others[term] for term in shared], mine.words_length, theirs.words_length)
    yield Hint(Why.WORDS, alike, lambda: " ".join(sorted(shared, key=lambda term: (-others[term], term))[:8]))
    title, other_title = earlier.title, later.title
    titles = [title[term] * other_title[term] for term in filter(other_title.__contains__, title)]
    yield Hint(Why.TITLE, _cosine(titles, mine.title_length, theirs.title_length))
    if later.recalled:
        recalled = [later.recalled[term] * words[term] for term in filter(words.__contains__, later.recalled)]
        yield Hint(Why.RECALLED, max(0.0, _cosine(recalled, theirs.recalled_length, mine.words_length) - alike))
    # Words of places are weighed as places.
    placed, placed_there = mine.placed, theirs.placed
    rare, common = 0.0, 0.0
    for term in shared:
        if term not in placed and term not in placed_there:
            weight, other = words[term], others[term]
            weight = other if other < weight else weight
            if weight >= NAME:
                rare += weight
            else:
                common += weight
    yield Hint(Why.RARE_WORDS, min(1.0, rare / RARE_ENOUGH))
    yield Hint(Why.COMMON_WORDS, min(1.0, common / COMMON_ENOUGH))
    if numbers := mine.numbers & theirs.numbers:
        yield Hint(Why.NUMBERS, min(2, len(numbers)) / 2, " ".join(map(str, sorted(numbers))))


def _cosine(products: Sequence[float], one_length: float, other_length: float) -> float:
    """The cosine of two weighed texts by the products of the words that they share, and their lengths."""
    return min(1.0, sum(products) / (one_length * other_length)) if products else 0.0


def _of_parties(earlier: Profile, later: Profile) -> Iterator[Hint]:
    own, others = compared(earlier), compared(later)
    mine, theirs = own.parties, others.parties
    shared = mine & theirs
    if shared:
        fewer = max(0.5, min(_telling(mine), _telling(theirs)))
        size = min(1.0, _telling(shared) / fewer) * (1.0 if len(shared) > 1 else ONE_PARTY)
        yield Hint(Why.PARTIES, size, " ".join(sorted(shared)))
    elif mine and theirs:
        yield Hint(Why.PARTIES_DIFFER, 1.0)
    if mine and theirs:
        firsts = ((earlier.parties[0], theirs), (later.parties[0], mine))
        absent = [first for first, named in firsts if first not in named]
        if absent:
            yield Hint(Why.FIRST_PARTY_DIFFERS, len(absent) / 2, " ".join(absent))
        if earlier.parties[0] == later.parties[0]:
            yield Hint(Why.FIRST_PARTY, 1.0, earlier.parties[0])
    if earlier.acts and later.acts:
        yield from _of_dealings(earlier, later, own, others)
    if earlier.people and later.people and not set(earlier.people) & set(later.people):
        yield Hint(Why.PEOPLE_DIFFER, 1.0)


def _telling(parties: Iterable[str]) -> float:
    return sum(0.5 if party in _IN_EVERYTHING else 1.0 for party in parties)


def _of_dealings(earlier: Profile, later: Profile, own: Compared, others: Compared) -> Iterator[Hint]:
    mine, theirs = own.acts, others.acts
    between_same = [(one, other) for one in mine for other in theirs if len(one[1] & other[1]) >= 2]
    alike = [(one, other) for one, other in between_same if one[0] == other[0] or {one[0], other[0]} <= _OF_TALKS]
    same = set(earlier.acts) & set(later.acts)
    size = 1.0 if same else 0.7 if alike else 0.3 if between_same else 0.0
    yield Hint(Why.DEALING, size, " ".join(sorted(same)))
    (kind, parties), (other_kind, other_parties) = mine[0], theirs[0]
    shared = parties & other_parties
    if kind == other_kind and shared and len(parties | other_parties) <= 2:
        yield Hint(Why.KIND, 1.0, kind)
    two = len(parties) == 2 == len(other_parties)
    # A party that the other story names nowhere was not there.
    absent = (parties - other_parties - others.parties) | (other_parties - parties - own.parties)
    if {kind, other_kind} <= _BILATERAL and two and len(shared) == 1 and absent:
        yield Hint(Why.COUNTERPART_DIFFERS, 1.0, " ".join(sorted(parties ^ other_parties)))
    elif len(shared) < 2 and not between_same and min(len(parties), len(other_parties)) >= 2:
        both_deal = "diplomacy" in earlier.flags and "diplomacy" in later.flags
        yield Hint(Why.DEALINGS_DIFFER, float(both_deal))
    elif len(shared) >= 2 and parties != other_parties and {kind, other_kind} <= _OF_TALKS:
        yield Hint(Why.THIRD_PARTY, 1.0 if absent else 0.5, " ".join(sorted(parties ^ other_parties)))


def _of_places(earlier: Profile, later: Profile) -> Iterator[Hint]:
    softer = _softer(later)
    mine, theirs = earlier.spots, later.spots
    same = [key for key in mine if meets(key, theirs)] if theirs else []
    within = not same and (any_meet(mine, later.around) or any_meet(theirs, earlier.around))
    named = not (same or within) and (_any_named(earlier, later.words) or _any_named(later, earlier.words))
    size = (0.7 if set(mine).isdisjoint(theirs) else 1.0) if same else 0.5 if within else 0.3 if named else 0.0
    yield Hint(Why.PLACE, size, " ".join(same[0]) if same else "")
    harm = earlier.of_harm and later.of_harm
    if harm and mine and theirs and not same:
        yield Hint(Why.PLACE_WITHIN_DIFFERS if within or named else Why.PLACE_DIFFERS, softer)
    if harm and earlier.sites and later.sites:
        shared = set(earlier.sites) & set(later.sites)
        fewer = min(len(earlier.sites), len(later.sites))
        if shared:
            yield Hint(Why.SITE, len(shared) / fewer, " ".join(sorted(shared)))
        else:
            yield Hint(Why.SITE_DIFFERS, softer)
    causes, others = set(earlier.causes), set(later.causes)
    if causes & others:
        yield Hint(Why.CAUSE, 1.0, " ".join(sorted(causes & others)))
    elif causes and others and not _related(causes, others):
        yield Hint(Why.CAUSE_DIFFERS, 1.0)


def _softer(later: Profile) -> float:
    return SOFTER if later.follows_up and not later.newly_told else 1.0


def _any_named(profile: Profile, words: dict[str, float]) -> bool:
    return not words.keys().isdisjoint(compared(profile).narrow)


def _related(one: set[str], other: set[str]) -> bool:
    return "other" in one | other or any(one & family and other & family for family in _FAMILIES)


def _of_tolls(earlier: Profile, later: Profile) -> Iterator[Hint]:
    before, now = earlier.killed, later.killed
    if before is not None and now is not None and not _is_open(earlier, now) and not _is_open(later, before):
        detail = f"{before} {now}"
        most = LEAPS * before + LEAPS
        if before == now:
            yield Hint(Why.TOLL_SAME, float(now >= LEAPS), detail)
        elif now > most:
            yield Hint(Why.TOLL_LEAPT, 1.0, detail)
        elif now > before:
            yield Hint(Why.TOLL_ROSE, float(not later.newly_told), detail)
        else:
            yield Hint(Why.TOLL_FELL, 0.0 if later.corrects else _softer(later), detail)
    if later.follows_up:
        return
    if before and now is None and later.injured is not None:
        yield Hint(Why.NO_DEAD, 1.0)
    if now and before is None and earlier.injured is not None:
        yield Hint(Why.DEAD_AFTER_INJURED, 1.0)
    if earlier.injured is not None and later.injured is not None and earlier.injured != later.injured:
        yield Hint(Why.INJURED_DIFFER, 1.0, f"{earlier.injured} {later.injured}")


def _is_open(story: Profile, killed: int) -> bool:
    """Whether its vague word for the dead, «قتلى» or «عشرات», may mean so many: from 2 to 37 no toll leapt."""
    return story.vague_toll and story.killed is not None and killed > story.killed


def _of_time(earlier: Profile, later: Profile) -> Iterator[Hint]:
    told = earlier.day or earlier.told_on
    if _of_two_tallies(earlier, later):
        yield Hint(Why.DAY_DIFFERS, 1.0, f"{earlier.tallied[-1]} {later.tallied[-1]}")
    elif told is not None and later.days:
        detail = partial("{} {}".format, told, later.day or later.days[0])  # asked for seldom, and takes long to write
        if later.day == told:
            yield Hint(Why.DAY, 1.0 if earlier.day else 0.6, detail)
        elif told in later.days:
            yield Hint(Why.DAY, 0.6, detail)
        elif earlier.day and later.day and later.newly_told:
            yield Hint(Why.DAY_DIFFERS, 1.0, detail)
        else:
            yield Hint(Why.DAY_OF_WHAT_CAME_AFTER, _softer(later), detail)
    apart = later.at - earlier.at
    if apart > NEAR:
        yield Hint(Why.LATE, min(1.0, (apart - NEAR) / (FAR - NEAR)))


def _of_two_tallies(earlier: Profile, later: Profile) -> bool:
    """Whether both count a day or a week that has just passed, and not the same one: a ministry's daily tolls.

    A toll that goes on from one beginning («منذ الجمعة») is one tally; one that is printed a day late has its numbers.
    """
    if not (earlier.tallied and later.tallied) or earlier.tallied[0] == later.tallied[0]:
        return False
    return earlier.tallied[-1] != later.tallied[-1] and (earlier.killed, earlier.injured) != (
        later.killed,
        later.injured,
    )


def _of_manner(earlier: Profile, later: Profile) -> Iterator[Hint]:
    if later.set_apart and (later.of_harm or later.acts):
        yield Hint(Why.SET_APART, 1.0)
    if later.newly_told != later.follows_up:
        yield Hint(Why.NEWLY_TOLD if later.newly_told else Why.FOLLOWS_UP, 1.0)
    if earlier.reacts != later.reacts:
        yield Hint(Why.REACTION, 1.0)
    if earlier.flags and later.flags and set(earlier.flags).isdisjoint(later.flags):
        yield Hint(Why.FLAG_DIFFERS, 1.0)
    if earlier.digest or later.digest:
        yield Hint(Why.DIGEST, 1.0)
    if not (earlier.acts or later.acts or earlier.of_harm or later.of_harm):
        yield Hint(Why.NO_FACTS, 1.0)
    heads = (earlier.heads_dealing, earlier.heads_harm, later.heads_dealing, later.heads_harm)
    if heads in ((True, False, False, True), (False, True, True, False)):
        yield Hint(Why.DEALING_AND_HARM, 1.0)


# What finds hints, in the order in which they are told, and which of its hints may speak for two stories: by what these
# weigh it is known beforehand how much is still to come.
Find = Callable[[Profile, Profile], Iterator[Hint]]
KINDS: tuple[tuple[Find, tuple[Why, ...]], ...] = (
    (_of_words, (Why.WORDS, Why.TITLE, Why.RARE_WORDS, Why.COMMON_WORDS, Why.NUMBERS)),
    (_of_parties, (Why.PARTIES, Why.FIRST_PARTY, Why.DEALING, Why.KIND)),
    (_of_places, (Why.PLACE, Why.SITE, Why.CAUSE)),
    (_of_tolls, (Why.TOLL_SAME, Why.TOLL_ROSE)),
    (_of_time, (Why.DAY,)),
    (_of_manner, (Why.FOLLOWS_UP,)),
)
