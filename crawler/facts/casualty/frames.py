"""Frames: shapes of clauses that tell of people's harm by several words at once, read from frames.tsv,
frames_lost.tsv and frames_told.tsv.

«شج مستوطنون رؤوس أربعة مزارعين» has a verb, who did it, a part of the body and a count; no one word of it tells of
harm. A frame is such a shape written down: words that must stand there, gaps, and where the count stands. Frames only
open a place for a count; all else is decided by those who read counts.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from crawler.arabic.letters import fold_key
from crawler.arabic.words import Word
from crawler.facts.casualty.beginnings import BEGINNINGS
from crawler.facts.figure import Outcome

_PATHS = tuple(Path(__file__).parent / name for name in ("frames.tsv", "frames_lost.tsv", "frames_told.tsv"))
_SHORT, _LONG = 5, 14  # words of the gaps «..» and «...»
_PERFECT = ("", "ت", "وا", "ا", "تا", "ن")
_IMPERFECT_ENDS = ("", "ون", "ان", "وا", "ن")
_OWNERS = ("ه", "ها", "هم", "هما", "هن")
_STOPS = frozenset(("،", ".", ":", "؛", "؟", "!"))
_ENDS = frozenset((".", "؟", "!"))

_MAY_BE_GLUED = frozenset(("ب", "ل"))  # to the count behind them

# Words that are not «و» or «ف» and a word of a frame: «وصفت», «فتاة», «فضل».
_WHOLE = frozenset(
    map(fold_key, "وصفت وصفوا وصفى فتاة فضل فضلت فضلوا فقد فقدت وقع وقعت وجه وصل وضع وجز فجر وفد وفقا".split())
)

_ROOTS_IN_H = frozenset(("وجه", "وجوه", "مياه", "شفاه", "جباه", "أفواه"))

EndsOf = Callable[[int], tuple[int, ...]]
StartOf = Callable[[int], int | None]


class Gap(NamedTuple):
    """Any words, as many as `most`; a long gap reaches over commas, none over the end of a sentence."""

    most: int


class Joined(NamedTuple):
    """A count with «و» before it."""


JOINED = Joined()
Token = frozenset[str] | Gap | Joined | None


class Frame(NamedTuple):
    """One shape: `tokens` are sets of folded words, gaps, or None for the count; `at` is the token that is looked up.

    A `strong` one is believed against what a verb by itself would tell. In no sentence with a word of `unless` is it read, and where `needs` is not empty only beside one of its words.
    """

    outcome: Outcome
    tokens: tuple["Token", ...]
    at: int
    unless: frozenset[str]
    needs: frozenset[str]
    strong: bool


def _verb_forms(stems: str) -> Iterator[str]:
    perfect, imperfect = stems.split("/")
    base = perfect[:-1] if perfect.endswith("ى") else perfect
    yield perfect
    yield from (base + end for end in _PERFECT[1:])
    for start in ("ي", "ت"):
        yield from (start + imperfect + end for end in _IMPERFECT_ENDS)


def _alternative(word: str) -> Iterator[str]:
    """The folded forms of one word of a frame: «~قتل/قتل» a verb, «حياة*» with whose it is."""
    if word.startswith("~"):
        yield from map(fold_key, _verb_forms(word[1:]))
    elif word.endswith("*"):
        stem = word[:-1]
        stem = stem[:-1] + "ت" if stem.endswith("ة") else stem
        stem = stem[:-1] if stem.endswith("ه") and stem not in _ROOTS_IN_H else stem  # «غيبه*» is told by its «ه»
        yield from (fold_key(stem + end) for end in _OWNERS)
    else:
        yield fold_key(word)


def _words_of(text: str, sets: dict[str, frozenset[str]]) -> frozenset[str]:
    words: set[str] = set()
    for part in text.split("|"):
        words.update(sets[part[1:]] if part.startswith("$") else _alternative(part))
    return _one(frozenset(words))


@cache
def _one(words: frozenset[str]) -> frozenset[str]:
    """The same set for equal ones: many frames share theirs."""
    return words


def _rows() -> Iterator[Frame]:
    written = (line for path in _PATHS for line in path.read_text(encoding="utf-8").splitlines())
    lines = [line.split("\t") for line in written if line and line[0] != "#"]
    sets: dict[str, frozenset[str]] = {}
    for name, words, *_ in lines:
        if name.startswith("$"):
            sets[name[1:]] = _words_of(words.replace(" ", "|"), sets)
    for name, shape, *conditions in lines:
        if name.startswith("$"):
            continue
        told = dict(condition.split(": ") for condition in conditions)
        parts = shape.split()
        tokens = tuple(_token(part, sets) for part in parts)
        at = next(index for index, part in enumerate(parts) if part.endswith("!"))
        unless, needs = (
            _words_of(told[kind].replace(" ", "|"), sets) if kind in told else frozenset()
            for kind in ("unless", "needs")
        )
        yield Frame(Outcome(name), tokens, at, unless, needs, parts[at].endswith("!!"))


def _token(part: str, sets: dict[str, frozenset[str]]) -> Token:
    if part == "#":
        return None
    if part == "و#":
        return JOINED
    if part in ("..", "..."):
        return Gap(_SHORT if part == ".." else _LONG)
    return _words_of(part.rstrip("!"), sets)


@cache
def _frames() -> dict[str, tuple[Frame, ...]]:
    """The frames of each word that is looked up."""
    told: dict[str, list[Frame]] = {}
    for frame in _rows():
        words = frame.tokens[frame.at]
        assert isinstance(words, frozenset)
        for word in words:
            told.setdefault(word, []).append(frame)
    return {word: tuple(frames) for word, frames in told.items()}


def _frames_of(text: str) -> tuple[Frame, ...]:
    """The frames looked up by a word of a text, as it stands and with «و» or «ف» taken off."""
    frames = _frames()
    bare = text[:1] in ("و", "ف") and text not in _WHOLE
    return (*frames.get(text, ()), *(frames.get(text[1:], ()) if bare else ()))


def begins_frame(text: str) -> bool:
    """Whether a folded word is one by which frames are looked up."""
    return text in frame_words()


@cache
def frame_words() -> frozenset[str]:
    """All such words, with what may be glued to them."""
    glued = (lead + word for lead in ("", "و", "ف") for word in _frames())
    return frozenset(word for word in glued if _frames_of(word))


@cache
def _wanted() -> dict[str, tuple[tuple[frozenset[str], ...], ...]]:
    """For each of these words, of each of its frames the sets of words of which it needs one, glued ones too."""
    return {word: _needed(_frames_of(word)) for word in frame_words()}


@cache
def _needed(frames: tuple[Frame, ...]) -> tuple[tuple[frozenset[str], ...], ...]:
    return tuple(
        tuple(
            _glued(token)
            for token in (*frame.tokens, *((frame.needs,) if frame.needs else ()))
            if isinstance(token, frozenset) and _MAY_BE_GLUED.isdisjoint(token)
        )
        for frame in frames
    )


@cache
def _glued(words: frozenset[str]) -> frozenset[str]:
    """The words, with what may be glued to them."""
    return frozenset(lead + text for text in words for lead in ("", "و", "ف"))


def may_be_framed(texts: Iterable[str]) -> bool:
    """Whether all words of a frame stand among folded words, in whatever order."""
    met = frame_words().intersection(texts)
    if not met:
        return False
    said = frozenset(texts)
    return any(not any(said.isdisjoint(words) for words in sets) for word in met for sets in _wanted()[word])


FRAMED = BEGINNINGS.reader(begins_frame)


def _is(text: str, words: frozenset[str]) -> bool:
    return text in words or (text[:1] in ("و", "ف") and text not in _WHOLE and text[1:] in words)


def framed_counts(
    words: Sequence[Word], said: frozenset[str], at: int, ends_of: EndsOf, start_of: StartOf
) -> Iterator[tuple[int, Outcome, bool]]:
    """Where counts begin of which a frame around the word `at` tells, what happened to them, and whether it is strong.

    `said` are the texts of all words, `ends_of` tells where a count that begins at a word may end, `start_of` where one
    that ends before a word begins.
    """
    for frame in _frames_of(words[at].text):
        if not frame.unless.isdisjoint(said) or (frame.needs and frame.needs.isdisjoint(said)):
            continue
        right = _behind(words, at + 1, frame.tokens[frame.at + 1 :], ends_of)
        left = _ahead(words, at, frame.tokens[: frame.at], start_of) if right is not None else None
        if right is not None and left is not None:
            yield from ((place, frame.outcome, frame.strong) for place in (*left, *right))


def _behind(words: Sequence[Word], at: int, tokens: Sequence[Token], ends_of: EndsOf) -> tuple[int, ...] | None:
    """The counts of tokens that match from a word on; None where they do not."""
    if not tokens:
        return ()
    token, rest = tokens[0], tokens[1:]
    if isinstance(token, Gap):
        for step in range(token.most + 1):
            told = _behind(words, at + step, rest, ends_of)
            if told is not None:
                return told
            if at + step >= len(words) or words[at + step].text in (_STOPS if token.most == _SHORT else _ENDS):
                return None
        return None
    if at >= len(words):
        return None
    if isinstance(token, Joined):
        token = None if words[at].text[:1] == "و" else frozenset()
    glued = (
        token is not None
        and rest[:1] == (None,)
        and words[at].text[0] in _MAY_BE_GLUED & token
        and len(words[at].text) > 1
    )
    if glued and (told := _behind(words, at, rest, ends_of)) is not None:
        return told  # «ب #» is «بثمانية آلاف» too
    if token is None:
        for end in ends_of(at):
            told = _behind(words, end, rest, ends_of)
            if told is not None:
                return (at, *told)
        return None
    return _behind(words, at + 1, rest, ends_of) if _is(words[at].text, token) else None


def _ahead(words: Sequence[Word], at: int, tokens: Sequence[Token], start_of: StartOf) -> tuple[int, ...] | None:
    """The same of tokens that match up to a word."""
    if not tokens:
        return ()
    token, rest = tokens[-1], tokens[:-1]
    if isinstance(token, Gap):
        for step in range(token.most + 1):
            told = _ahead(words, at - step, rest, start_of)
            if told is not None:
                return told
            if at - step <= 0 or words[at - step - 1].text in (_STOPS if token.most == _SHORT else _ENDS):
                return None
        return None
    if at <= 0:
        return None
    if token is None or isinstance(token, Joined):
        start = start_of(at)
        if start is not None and token is not None and words[start].text[:1] != "و":
            return None
        told = _ahead(words, start, rest, start_of) if start is not None else None
        return None if start is None or told is None else (*told, start)
    return _ahead(words, at - 1, rest, start_of) if _is(words[at - 1].text, token) else None
