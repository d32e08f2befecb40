"""What a text can be found by, and what a search asks for: sets of folded words; pure.

A text is entered under each reading of each of its words («وبغزة» under «وبغزه», «بغزه» and «غزه»), and a word that is
looked for is asked for in each form it may have. So an index of whole words finds what `crawler.arabic.phrases.holds`
finds, word by word; whether the words of a phrase stand beside each other is seen in the text itself.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from crawler.arabic.phrases import forms, holds, spoken
from crawler.arabic.words import clitics

_READ = 200_000  # letters of a text; what stands behind them is not found
_LONGEST = 60  # letters of a word: databases have limits, and a page may hold any nonsense
_ASKED = re.compile(r'"([^"]+)"|«([^»]+)»|(\S+)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Each word or phrase must stand in a text; of each set in `words`, at least one is in the index of such a text."""

    phrases: tuple[str, ...]
    words: tuple[frozenset[str], ...]

    @property
    def is_sure(self) -> bool:
        """Whether what the index finds needs no look at the text: there are only single words."""
        return len(self.words) == len(self.phrases)

    def finds(self, *texts: str) -> bool:
        """Whether each word or phrase stands in one of the texts."""
        return all(any(holds(text, phrase) for text in texts) for phrase in self.phrases)


def search_for(asked: str) -> Search:
    """Of what a person types: words in any order, and phrases in quotation marks, "…" or «…».

    Signs alone ask for nothing; a search without any word finds nothing.
    """
    phrases = tuple(found for match in _ASKED.finditer(asked) if spoken(found := next(filter(None, match.groups()))))
    words = [word for phrase in phrases for word in spoken(phrase)]
    return Search(phrases=phrases, words=tuple(frozenset(map(_entered, forms(word))) for word in words))


def index_words(texts: Iterable[str]) -> set[str]:
    """The words under which some texts are entered: letters and digits only, without spaces or signs."""
    distinct = {word for text in texts for word in spoken(text[:_READ])}
    return {_entered(rest) for word in distinct for _, rest in clitics(word)}


def _entered(word: str) -> str:
    return (word.replace(",", "").replace(".", "") if word[0].isdecimal() else word)[:_LONGEST]
