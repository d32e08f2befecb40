"""A title and a text to their gist; pure.

The words come from the headline and the opening of the foreground only: what is further down, and what recalls another
happening, is background, and background is what different happenings share.
"""

from collections.abc import Iterable
from typing import TypeVar

from crawler.arabic.letters import fold_key
from crawler.arabic.names import Form, find_names
from crawler.arabic.numbers import numbers_of
from crawler.arabic.words import words_of
from crawler.gist.foreground import Foreground, foreground
from crawler.gist.gist import Gist
from crawler.gist.happening_day import OPENING, days_named
from crawler.gist.manner import manner_of
from crawler.gist.sites import sites_of
from crawler.gist.spots import spots_of
from crawler.gist.words import weighed

OPENING_WORDS = 140  # the lead of a wire story; measured on the development groups, 100 and 200 part them less well
RECALLED_WORDS = 80
READ = 1_200  # characters in which parties and numbers are read
LEAST_WEIGHT = 2.3  # words that more than one story in ten uses say nothing
_FLOODS = frozenset({"سيول", "وسيول", "بسيول"})  # and Seoul, which does not come without its state for long
_YEARS = range(1900, 2101)

T = TypeVar("T")


def gist_of(title: str, text: str) -> Gist:
    """The gist of a story, or of a part of its text."""
    front = foreground(title, text)
    spots = spots_of(front)
    return Gist(
        words=weighed(front.text, OPENING_WORDS, LEAST_WEIGHT),
        title=weighed(front.title, OPENING_WORDS, LEAST_WEIGHT),
        recalled=weighed(" . ".join(front.recalled), RECALLED_WORDS, LEAST_WEIGHT),
        first_day=next((one for one in days_named(front.text[:OPENING]) if not one.vague), None),
        days=days_named(front.text),
        parties=_parties(front),
        spots=spots.narrow,
        around=spots.around,
        sites=sites_of(front),
        numbers=_numbers(f"{title} . {text[:READ]}"),
        manner=manner_of(front, title, text),
    )


def _parties(front: Foreground) -> tuple[str, ...]:
    words = words_of(front.text[:READ])
    return _unique(
        name.party
        for name in find_names(words)
        if name.form is not Form.PEOPLE and not (name.form is Form.CAPITAL and words[name.start].text in _FLOODS)
    )


def _numbers(text: str) -> tuple[int, ...]:
    found = (number.value for number in numbers_of(words_of(fold_key(text))))
    return _unique(int(value) for value in found if value >= 1 and value == int(value) and int(value) not in _YEARS)


def _unique(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))
