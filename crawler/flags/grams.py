"""Words and pairs of words of a story, in a form that outlets' spellings and clitics do not split.

«والقصف», «بالقصف» and «قصف» are one word here, and every number is one word: which figure it is says nothing of the
flag. What opens a story is counted a second time by itself, because what it is about stands there.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from crawler.arabic.words import Word

READ = 2_500  # folded characters; what a story is about is said by then
_ARTICLES = ("وال", "بال", "كال", "فال", "لل", "ال", "و")
NUMBER = "0"


@lru_cache(maxsize=60_000)
def bare(word: str) -> str:
    """A folded word without article and conjunction; at least three letters of it stay.

    >>> bare("والقصف")
    'قصف'
    """
    if word[0].isdigit():
        return NUMBER
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= 3:
            return word[len(article) :]
    return word


def counts(title: Sequence[Word], text: Sequence[Word], lead: int) -> Counter[str]:
    """How often each word and each pair of neighbours occurs: «w:…» in all, «l:…» in title and lead.

    `text` are the words of the text's first READ characters, `lead` how many of them make the opening. Signs are left
    out, and pairs run across them; nothing runs from the title into the text.
    """
    found: Counter[str] = Counter()
    headline = [bare(word.text) for word in title if not word.is_sign]
    body = [bare(word.text) for word in text if not word.is_sign]
    opening = sum(1 for word in text[:lead] if not word.is_sign)
    _count(found, "w:", (headline, body))
    _count(found, "l:", (headline, body[:opening]))
    return found


def _count(found: Counter[str], zone: str, pieces: Sequence[Sequence[str]]) -> None:
    for words in pieces:
        found.update(_grams(zone, words))


def _grams(zone: str, words: Sequence[str]) -> Iterator[str]:
    for word in words:
        yield zone + word
    for first, second in pairwise(words):
        yield f"{zone}{first} {second}"
