"""Where in a text the words stand that a search found, in the text's own letters; pure.

What `crawler.arabic.phrases.holds` finds, with its places: «وبغزة» as a whole is marked for «غزة», since a reader knows
words and not their parts.
"""

import re
from collections.abc import Iterable, Iterator

from crawler.arabic.letters import fold
from crawler.arabic.phrases import forms, spoken
from crawler.arabic.words import clitics, words_of
from crawler.news import Span

_READ = 200_000  # letters, as the index reads them
_SERVANT = re.compile(r"([وف]?[بلك]?عبد)(ال[\u0621-\u064a]{2,})")  # «عبدالله», which others write as two words


def places_of(text: str, phrases: Iterable[str]) -> list[Span]:
    """The spans of the text in which one of the words or phrases stands, in the text's order; none crosses another."""
    wanted = [[forms(word) for word in spoken(phrase)] for phrase in phrases]
    folded = fold(text[:_READ])
    words = [word for word in _spoken_words(folded.text) if word[0][0].isalnum()]
    readings = [frozenset(rest for _, rest in clitics(word)) for word, _, _ in words]
    spans: list[Span] = []
    at = 0
    while at < len(words):
        lengths = [len(some) for some in wanted if some and _stands(readings, at, some)]
        if not lengths:
            at += 1
            continue
        last = at + max(lengths) - 1
        spans.append(folded.span(words[at][1], words[last][2]))
        at = last + 1
    return spans


def _stands(readings: list[frozenset[str]], at: int, some: list[frozenset[str]]) -> bool:
    return at + len(some) <= len(readings) and all(
        readings[at + offset] & allowed for offset, allowed in enumerate(some)
    )


def _spoken_words(folded: str) -> Iterator[tuple[str, int, int]]:
    """The words with where each begins and ends; a joined «عبدالله» is two."""
    for word in words_of(folded):
        joined = _SERVANT.fullmatch(word.text)
        if joined is None:
            yield word.text, word.start, word.end
            continue
        parted = word.start + joined.end(1)
        yield joined.group(1), word.start, parted
        yield joined.group(2), parted, word.end
