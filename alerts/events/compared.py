"""What comparing asks of a profile again and again, worked out once: sets, and lengths of weighed words."""

from dataclasses import dataclass
from math import sqrt

from alerts.events.profile import Profile

MOST = 10_000
LIKE_NUMBER = 10  # smaller ones are shared by chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Parts of a profile as sets, and the Euclidean lengths of its weighed words.

    `placed` are the words of its places, `narrow` those of the narrowest, `numbers` those that are not shared by
    chance, `acts` its dealings as kind and parties.
    """

    words_length: float
    title_length: float
    recalled_length: float
    parties: frozenset[str]
    placed: frozenset[str]
    narrow: frozenset[str]
    numbers: frozenset[int]
    acts: tuple[tuple[str, frozenset[str]], ...]


# By identity, with the profile itself, so that no other can have its place.
_known: dict[int, tuple[Profile, Compared]] = {}


def compared(profile: Profile) -> Compared:
    """What is asked of a profile, which must not be changed afterwards."""
    known = _known.get(id(profile))
    if known is not None and known[0] is profile:
        return known[1]
    if len(_known) >= MOST:
        _known.clear()
    made = Compared(
        words_length=_length(profile.words),
        title_length=_length(profile.title),
        recalled_length=_length(profile.recalled),
        parties=frozenset(profile.parties),
        placed=frozenset(word for key in (*profile.spots, *profile.around) for word in key),
        narrow=frozenset(word for key in profile.spots for word in key),
        numbers=frozenset(number for number in profile.numbers if number >= LIKE_NUMBER),
        acts=tuple(_kind_and_parties(act) for act in profile.acts),
    )
    _known[id(profile)] = (profile, made)
    return made


def _length(words: dict[str, float]) -> float:
    return sqrt(sum([weight * weight for weight in words.values()]))


def _kind_and_parties(act: str) -> tuple[str, frozenset[str]]:
    kind, *parties = act.split(":")
    return kind, frozenset(parties)
