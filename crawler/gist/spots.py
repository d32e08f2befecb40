"""Where a story's happening is: the narrowest places that its foreground names, and what they lie in; pure.

«بلدة القرارة شمال شرقي خان يونس» is a place in a place: two stories that share only the wider one may tell of two
strikes.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from crawler.arabic.atlas import Level, sites_of
from crawler.arabic.letters import fold_key
from crawler.arabic.names import Form, find_names
from crawler.arabic.place_lists import KEPT_KINDS, KINDS, SPOTS, WIDE_KINDS
from crawler.arabic.places import Place, chains_of, places_of
from crawler.arabic.words import Word, words_of
from crawler.gist.foreground import Foreground
from crawler.gist.gist import Key
from crawler.gist.words import skeleton, terms, weight, without_article

SENTENCES = 3  # of the foreground, beside the headline
READ = 70  # words of each
LEAST_WEIGHT = 2.0
JOINED = 2  # words that some write as one
SPELLED_ALIKE = 0.85
_MET = 16_384  # pairs of names that are remembered, 150 bytes each
# Parts of names that many places share: «وادي العين» and «وادي بني خالد» have nothing in common.
_SIDES_AND_FIRSTS = "طريق شارع سوق مفرق تل بني دير أبو بيت عين رأس كفر شمال جنوب شرق غرب وسط عاصمة ريف واد غاب"
_SHARED = KINDS | KEPT_KINDS | SPOTS | frozenset(map(fold_key, _SIDES_AND_FIRSTS.split()))


@dataclass(frozen=True, slots=True)
class Spots:
    """Names of places as keys: `narrow` stand in no other named place but may contain each other, `around` contain."""

    narrow: tuple[Key, ...]
    around: tuple[Key, ...]


def spots_of(front: Foreground) -> Spots:
    """The places of headline and opening, without states and parts of the world."""
    narrow: list[Key] = []
    around: list[Key] = []
    for part in (front.title, *front.sentences[:SENTENCES]):
        words = words_of(part)[:READ]
        for chain in chains_of(places_of(words)):
            first = True
            for place, name in _below_states(chain, words):
                key = key_of(name)
                if not key or _is_a_person(place, words):
                    continue
                if first and not _is_wide(place, name):
                    narrow.append(key)
                    first = False
                else:
                    around.append(key)
    return Spots(narrow=tuple(dict.fromkeys(narrow)), around=tuple(dict.fromkeys(around)))


def key_of(name: str) -> Key:
    """The telling words of a folded name."""
    found = [(word, term) for word in name.split() for term in terms(word) if weight(term) >= LEAST_WEIGHT]
    own = [term for word, term in found if word not in _SHARED and without_article(word) not in _SHARED]
    joined = ["".join(name.split())] if len(name.split()) == JOINED else []  # «ديرحافر», «دير حافر»
    return tuple(sorted({skeleton(term) for term in (*(own or [term for _, term in found]), *joined)}))


def _below_states(chain: list[Place], words: list[Word]) -> Iterator[tuple[Place, str]]:
    for place in chain:
        name = " ".join(word.text for word in words[place.start : place.end])[place.cut :]
        levels = {site.level for site in sites_of(name)}
        whole = bool(levels) and levels <= {Level.STATE, Level.WIDE}
        if not whole and not (Level.STATE in levels and not place.kind):
            yield place, name


def _is_a_person(place: Place, words: list[Word]) -> bool:
    """Whether what was read as «ب» and a place is somebody that is known: «بايدن»."""
    return place.cut > 0 and any(name.form is Form.PERSON and name.start == place.start for name in find_names(words))


def _is_wide(place: Place, name: str) -> bool:
    """Whether it is a governorate or the like, in which much may happen on one day."""
    levels = {site.level for site in sites_of(name)}
    first = name.split(maxsplit=1)[0]
    return place.kind in WIDE_KINDS or first in WIDE_KINDS or (bool(levels) and Level.TOWN not in levels)


def any_meet(some: Sequence[Key], others: Sequence[Key]) -> bool:
    """Whether one of some names meets one of the others."""
    return bool(some and others) and any(meets(one, others) for one in some)


def meets(key: Key, others: Sequence[Key]) -> bool:
    """Whether a name and one of the others have a word in common, however it is spelled."""
    for other in others:  # noqa: SIM110 - `any` of a generator takes twice as long, and this is asked often
        if _meet(key, other):
            return True
    return False


@lru_cache(maxsize=_MET)
def _meet(one: Key, other: Key) -> bool:
    """Whether two names have a word in common, however it is spelled."""
    return any(word == another or _spelled_alike(word, another) for word in one for another in other)


@lru_cache(maxsize=_MET)
def _spelled_alike(one: str, other: str) -> bool:
    shorter, both = min(len(one), len(other)), len(one) + len(other)
    # Two times the letters in common, of the letters of both: most pairs cannot reach it.
    if shorter < 4 or one[0] != other[0] or 2 * shorter < SPELLED_ALIKE * both:
        return False
    if 2 * (Counter(one) & Counter(other)).total() < SPELLED_ALIKE * both:
        return False
    return SequenceMatcher(None, one, other).ratio() >= SPELLED_ALIKE
