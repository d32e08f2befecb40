"""Words of folded text, their clitics, and dictionaries of words and phrases that are found through clitics.

Arabic glues «و ف ب ل ك» and «ال» to a word: a list of whole words finds «في غزة» and misses «بغزة» and «وغزة».
`Dictionary.at` tries a word with each prefix taken off, exact spelling first, and the longest phrase first. Every
look-up is a few dictionary probes, so a text costs time in proportion to its length.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from crawler.arabic.letters import fold_key

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[\u0621-\u064a]+|[a-z]+|\n+|[^\s]")

_LONG_TEXT = 400  # characters; a shorter one is no story's

# Longest first matters only for readability: every prefix whose rest is known is tried, the empty one first.
_PREFIXES = (
    *("", "و", "ف", "ال", "وال", "فال", "ب", "وب", "فب", "بال", "وبال", "ل", "ول", "فل", "لل", "ولل", "فلل"),
    *("ك", "وك", "كال"),
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word, number or sign of folded text: `folded.text[start:end]`."""

    text: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        """Whether it is written in digits."""
        return self.text[0].isdecimal()

    @property
    def is_sign(self) -> bool:
        """Whether it is punctuation or a line's end."""
        return not self.text[0].isalnum()


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of folded text between two offsets, signs and line ends as words of their own."""
    if len(text) < _LONG_TEXT:
        return _read_words(text, start, len(text) if end is None else end)
    words, starts = _words_of_long(text)
    if start == 0 and (end is None or end >= len(text)):
        return words.copy()
    return _piece(text, words, starts, start, len(text) if end is None else end)


def _piece(text: str, words: Sequence[Word], starts: Sequence[int], start: int, end: int) -> list[Word]:
    """The words of a piece of a text out of all of its words; those that its ends cut are read again."""
    first, behind = bisect_left(starts, start), bisect_left(starts, end)
    if first and words[first - 1].end > start:
        return _read_words(text, start, end)
    piece = list(words[first:behind])
    if piece and piece[-1].end > end:
        cut = piece.pop()
        piece += _read_words(text, cut.start, end)
    return piece


def _read_words(text: str, start: int, end: int) -> list[Word]:
    words = []
    for match in _WORD.finditer(text, start, end):
        word = _new(Word)
        _set_text(word, match.group())
        at, behind = match.span()
        _set_start(word, at)
        _set_end(word, behind)
        words.append(word)
    return words


_AND = "و"


def with_ands_joined(words: list[Word]) -> list[Word]:
    """The words with each «و» that a space parts from its word written together with it, as most write: «و أصيب», «و 5».

    A joined word stands where both do. Letters one by one are a name in short («و ص ف») and stay.
    """
    if not any(word.text == _AND for word in words):
        return words
    joined: list[Word] = []
    parted = False
    for at, word in enumerate(words):
        if parted:
            parted = False
            before = joined.pop()
            if word.is_number:
                joined += (Word(_AND, before.start, word.start), word)  # «و15» is two words too
            else:
                joined.append(Word(_AND + word.text, before.start, word.end))
            continue
        joined.append(word)
        parted = word.text == _AND and _is_parted(words, at)
    return joined


def _is_parted(words: Sequence[Word], at: int) -> bool:
    if at + 1 == len(words) or words[at + 1].start != words[at].end + 1:
        return False
    before, behind = words[at - 1] if at else None, words[at + 1]
    if before is not None and (before.end == words[at].start or (len(before.text) == 1 and before.text.isalpha())):
        return False
    return behind.is_number or ("\u0621" <= behind.text[0] <= "\u064a" and len(behind.text) > 1)


@lru_cache(maxsize=4)  # figures, acts and flags read the words of the same text, in whole and in sentences
def _words_of_long(text: str) -> tuple[list[Word], list[int]]:
    """All words of a text, and where they start."""
    words = _read_words(text, 0, len(text))
    return words, [word.start for word in words]


# What `Word(...)` does, at half its cost: a frozen record looks its own setter up for each field, and there is nothing
# of which more are made.
_new = object.__new__
_set_text, _set_start, _set_end = (vars(Word)[name].__set__ for name in ("text", "start", "end"))


def word_texts(text: str) -> list[str]:
    """The same words without their places, at a fifth of the cost."""
    return _WORD.findall(text)


# What is said of a word in passing is asked for again within the next stories, by others who then remember their own
# answer for long (`Remembered`): a second long memory below theirs would only take its place.
RECENT_WORDS = 8_192


@lru_cache(maxsize=RECENT_WORDS)
def clitics(word: str) -> tuple[tuple[str, str], ...]:
    """The ways to read a folded word as prefix and rest, the whole word first.

    >>> clitics("وبغزه")[1]
    ('و', 'بغزه')
    """
    return tuple(
        (prefix, word[len(prefix) :])
        for prefix in _PREFIXES
        if word.startswith(prefix) and (not prefix or len(word) - len(prefix) >= 2)
    )


T = TypeVar("T")
_MOST = 30_000  # words; a long-lived process must not grow with the vocabulary of the web
_UNKNOWN: Any = object()


class Remembered(dict[str, T]):
    """What a function says of each word, `remembered[word]`, of about the last `_MOST` different words.

    Half the cost of `lru_cache`, which writes to memory at each look; for what is asked of every word of every story.
    When half of `_MOST` is reached they become the older half, from which a word that is asked for again comes back.
    """

    def __init__(self, told: Callable[[str], T]) -> None:
        """`told` is asked once for each word."""
        super().__init__()
        self._told = told
        self._older: dict[str, Any] = {}

    def __missing__(self, word: str) -> T:
        told: T = self._older.get(word, _UNKNOWN)
        if told is _UNKNOWN:
            told = self._told(word)
        if len(self) >= _MOST // 2:
            self._older = dict(self)
            self.clear()
        self[word] = told
        return told


def glued(listed: Collection[str]) -> Remembered[bool]:
    """Whether a word is in a list, with or without what is glued before it."""
    return Remembered(lambda word: any(rest in listed for _, rest in clitics(word)))


class Found(NamedTuple, Generic[T]):
    """A dictionary's entry found at words[start:end], with what was glued before it.

    A tuple, as are the other records of which a story makes hundreds: a frozen dataclass takes five times as long to make.
    """

    value: T
    start: int
    end: int
    prefix: str

    @property
    def joined(self) -> bool:
        """Whether «و» or «ف» ties it to what stands before."""
        return self.prefix[:1] in ("و", "ف")

    @property
    def definite(self) -> bool:
        """Whether it carries the article."""
        return self.prefix.endswith(("ال", "لل"))


_NOTHING: dict[str, list[tuple[tuple[str, ...], Any]]] = {}  # most words begin no phrase


class _Group(Generic[T]):
    """The entries that begin with one word: the value of the word `alone` (none or one), and the `longer` ones by
    their second word, the longest first, each with the words from the third on."""

    __slots__ = ("alone", "longer")

    def __init__(self) -> None:
        self.alone: tuple[T, ...] = ()
        self.longer: dict[str, list[tuple[tuple[str, ...], T]]] = _NOTHING

    def add(self, behind: Sequence[str], value: T) -> None:
        if behind:
            if self.longer is _NOTHING:
                self.longer = {}
            self.longer.setdefault(behind[0], []).append((tuple(behind[1:]), value))
        else:
            self.alone = (value,)

    def values(self) -> Iterator[T]:
        for entries in self.longer.values():
            yield from (value for _, value in entries)
        yield from self.alone


class Dictionary(Generic[T]):
    """Words and phrases, each with a value; an earlier entry of the same spelling wins."""

    def __init__(self, entries: Iterable[tuple[str, T]], *, folded: bool = False) -> None:
        """`folded` tells that the phrases are folded already, which for long lists takes as long as all the rest."""
        self._groups: dict[str, _Group[T]] = {}
        self._readings = Remembered(self._reading)
        seen: set[str] = set()
        for phrase, value in entries:
            key = phrase if folded else fold_key(phrase)
            if key in seen:
                continue
            seen.add(key)
            first, *behind = key.split()
            if first not in self._groups:
                self._groups[first] = _Group()
            self._groups[first].add(behind, value)
        for group in self._groups.values():
            for longer in group.longer.values():
                if len(longer) > 1:
                    longer.sort(key=lambda entry: -len(entry[0]))

    def at(self, words: Sequence[Word], index: int) -> Found[T] | None:
        """The longest entry that starts at a word, or None. Only its first word may carry a prefix."""
        best: Found[T] | None = None
        for prefix, group in self._readings[words[index].text]:
            if group.longer and index + 1 < len(words):
                for tail, value in group.longer.get(words[index + 1].text, ()):
                    end = index + 2 + len(tail)
                    if best is not None and end <= best.end:
                        break
                    if not tail or _follow(words, index + 2, tail):
                        best = Found(value, index, end, prefix)
                        break
            if best is None and group.alone:
                best = Found(group.alone[0], index, index + 1, prefix)
        return best

    def _reading(self, word: str) -> tuple[tuple[str, _Group[T]], ...]:
        """The prefixes of a word behind which an entry begins; most words are in none."""
        groups = self._groups
        found: tuple[tuple[str, _Group[T]], ...] = ()
        for prefix, rest in clitics(word):  # for each new word in each dictionary: a generator takes twice as long
            if rest in groups:
                found = (*found, (prefix, groups[rest]))
        return found

    def begins(self, word: str) -> bool:
        """Whether an entry may begin at a word."""
        return bool(self._readings[word])

    def places(self, words: Sequence[Word]) -> list[int]:
        """Where an entry may begin: the only places at which it is worth asking for one."""
        readings = self._readings
        return [at for at, word in enumerate(words) if readings[word.text]]

    def beginning(self, word: str) -> Iterator[T]:
        """The values of all entries that may begin at a word."""
        return (value for _, group in self._readings[word] for value in group.values())

    def continuing(self, word: str) -> frozenset[str] | None:
        """The words one of which must follow for an entry to begin at a word; None where the word alone is one."""
        groups = [group for _, group in self._readings[word]]
        return None if any(group.alone for group in groups) else frozenset(text for g in groups for text in g.longer)

    def bare(self, word: str) -> T | None:
        """The value of a single word without prefix."""
        group = self._groups.get(word)
        return group.alone[0] if group is not None and group.alone else None


def _follow(words: Sequence[Word], start: int, tail: tuple[str, ...]) -> bool:
    if start + len(tail) > len(words):
        return False
    return all(words[start + offset].text == expected for offset, expected in enumerate(tail))
