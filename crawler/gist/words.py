"""Words of a story in a form that two outlets share, and how much each word says.

`terms` cuts the letters that Arabic writes onto a word (و ف ب ل ك, the article) and common endings, but only where
what remains is a known word: «ببغداد» and «بغداد» become one term, «وكالة» keeps its و. `weight` is high for words
that few stories use. Names that outlets transliterate each their own way (غودوريا/قودوريا, ميانمار/ميانمر) meet in
`skeleton`, their consonants. All forms are for comparing only and are never shown.

common_words.tsv holds how many of 10,000 stories use a word; `count_words.py` beside this file counted it.
"""

import math
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path

from crawler.arabic.letters import fold_key
from crawler.arabic.words import RECENT_WORDS, Remembered

_COUNTS = Path(__file__).parent / "common_words.tsv"
_WORD = re.compile(r"[\u0621-\u064a]{2,}|[a-z]{2,}|\d+(?:[.,]\d+)*")
# The article is cut from every word; a single letter only where a commoner word remains.
_ARTICLES = ("وبال", "وال", "فال", "بال", "كال", "ولل", "فلل", "لل", "ال")
_PREFIXES = ("وب", "ول", "وس", "فس", "و", "ف", "ب", "ل", "ك", "س")
_SUFFIXES = ("يات", "يين", "يون", "ين", "ون", "ان", "ات", "يه", "ها", "هم", "ا", "ه", "ي")
_RARE_BELOW = 20.0  # of 10,000 stories: in a window of three days such a word names one or two happenings
_STORIES = 10_000.0
_UNSEEN = 0.5
_OWN_WORD = 0.1
_SOFT = str.maketrans({"غ": "ج", "ق": "ج", "ك": "ج", "ط": "ت", "ث": "ت", "ص": "س", "ض": "د", "ظ": "ز", "ذ": "د"})
_VOWELS = re.compile("[اويهءع]")
_GLUED = "وفبلك"
_RUNS = re.compile(r"(.)\1+")


def terms(text: str, limit: int = 10_000) -> tuple[str, ...]:
    """The terms of the first `limit` words, in order, repeats included."""
    return tuple(_KNOWN[word][0] for word in _words(text, limit))


def weighed(text: str, limit: int, least: float) -> dict[str, float]:
    """The skeletons of the first `limit` words that say at least so much, each with what it says."""
    found: dict[str, float] = {}
    for word in _words(text, limit):
        _, said, number = _KNOWN[word]
        if number >= least:
            found[said] = round(number, 2)
    return found


def _words(text: str, limit: int) -> Iterator[str]:
    return (match.group() for match in islice(_WORD.finditer(fold_key(text)), limit))


@lru_cache(maxsize=RECENT_WORDS)
def weight(term: str) -> float:
    """What sharing this term says: 0 for the commonest words, about 10 for one that no counted story used."""
    return math.log(_STORIES / max(_UNSEEN, min(_STORIES, _frequency(term))))


def is_rare(term: str) -> bool:
    """Whether few stories of a week use it: a name, mostly, or an uncommon number."""
    if term.isdigit():
        return len(term) > 1 and not (len(term) == 4 and term.startswith(("19", "20")))
    return _frequency(term) < _RARE_BELOW


@lru_cache(maxsize=RECENT_WORDS)
def skeleton(term: str) -> str:
    """The consonants of a rare word, with letters that transliterations mix made one; short ones stay as they are."""
    if not is_rare(term) or term[0].isdigit():
        return term
    # A name that no table knows, with a letter glued before it or not: «بدشنا», «دشنا». A name of its own ب loses it
    # too, but always, so that it still meets itself.
    term = term[1:] if len(term) >= 5 and term[0] in _GLUED else term
    consonants = _RUNS.sub(r"\1", _VOWELS.sub("", term.translate(_SOFT)))
    return f"~{consonants}" if len(consonants) >= 3 else _RUNS.sub(r"\1", term)


def bones(term: str) -> str:
    """The consonants of a term or skeleton, also of a common word: «هلمند» is known and «هيلمند» is not."""
    consonants = _RUNS.sub(r"\1", _VOWELS.sub("", term.removeprefix("~").translate(_SOFT)))
    return consonants if len(consonants) >= 3 else term


@cache
def _counts() -> dict[str, float]:
    lines = _COUNTS.read_text(encoding="utf-8").splitlines()
    return {word: float(count) for word, _, count in (line.partition("\t") for line in lines if line[:1] != "#")}


def _frequency(term: str) -> float:
    if term[0].isdigit():
        return 300.0 if len(term) == 1 else 60.0 if len(term) == 2 else _RARE_BELOW - 1
    return _counts().get(term, 0.0)


def _term(word: str) -> str:
    if word[0].isdigit() or word[0].isascii():
        return word
    counts = _counts()
    bare = without_article(word)
    forms = [bare, *(bare.removeprefix(prefix) for prefix in _PREFIXES if bare.startswith(prefix))]
    forms += [form.removesuffix(ending) for form in tuple(forms) for ending in _SUFFIXES if form.endswith(ending)]
    forms = [form for form in forms if len(form) >= 3]
    if not forms:
        return bare
    # The shortest form that is a word of its own: «للمهاجرين», «مهاجرون» and «المهاجر» meet in it, while «لبنان»
    # does not become «لبن», which is too seldom beside it.
    commonest = max(counts.get(form, 0.0) for form in forms)
    if commonest == 0.0:
        return bare
    return min(
        (form for form in forms if counts.get(form, 0.0) >= _OWN_WORD * commonest),
        key=lambda form: (len(form), -counts.get(form, 0.0)),
    )


def without_article(word: str) -> str:
    """A folded word without its article and what is written before that, where at least three letters remain."""
    return next(
        (word.removeprefix(cut) for cut in _ARTICLES if word.startswith(cut) and len(word) - len(cut) >= 3), word
    )


def _known(word: str) -> tuple[str, str, float]:
    term = _term(word)
    return term, skeleton(term), weight(term)


_KNOWN = Remembered(_known)  # the term, its skeleton and its weight
