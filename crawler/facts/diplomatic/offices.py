"""The words around a party's name: offices, honorifics, places, and plain words that end a person's name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from crawler.arabic.letters import fold_key
from crawler.arabic.names import unglued
from crawler.arabic.words import Remembered, Word


@dataclass(frozen=True, slots=True)
class Office:
    """An office named at words[start:end], with what is glued before it."""

    key: str
    start: int
    end: int
    prefix: str
    definite: bool
    state: str | None = None  # whose it is, where its name alone says so («... والجالية الوطنية بالخارج»)


_NO_OFFICE = frozenset({"honorific", "place", "plain"})
_FOREIGN = frozenset({"fm", "government", "deputy"})
# Keys of one person each; the others are bodies or crowds.
PERSONAL = frozenset(
    [
        "president",
        "king",
        "crown",
        "pm",
        "fm",
        "minister",
        "deputy",
        "envoy",
        "ambassador",
        "speaker",
        "parliament",
        "secretary",
        "security",
        "side",
    ]
)


class _Form(NamedTuple):
    tail: tuple[str, ...]
    key: str
    state: str | None = None


def _rows(name: str) -> Iterator[list[str]]:
    for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def _table() -> dict[str, dict[str, list[_Form]]]:
    """For each kind of word («office», «honorific», «place», «plain»): first word → its forms, longest first."""
    table: dict[str, dict[str, list[_Form]]] = {}
    endings = [(ending, None if state == "-" else state) for ending, state in _rows("ministries.tsv")]
    for key, forms in _rows("offices.tsv"):
        index = table.setdefault(key if key in _NO_OFFICE else "office", {})
        for form in forms.split(","):
            spellings: list[tuple[str, str | None]] = [(form, None)]
            if key in _FOREIGN and form.rstrip().endswith(("الخارجية", " خارجية")):
                spellings += [(f"{form} {ending}", state) for ending, state in endings]
            for spelling, state in spellings:
                first, *rest = fold_key(spelling).split()
                index.setdefault(first, []).append(_Form(tuple(rest), key, state))
    for index in table.values():
        for group in index.values():
            group.sort(key=lambda form: -len(form.tail))
    return table


@dataclass(frozen=True, slots=True)
class _Start:
    """The offices that may start with a word: by their second word, the longest first, and with none."""

    prefix: str
    definite: bool
    longer: dict[str, list[_Form]]
    alone: list[_Form]


def _starts_of(word: str) -> tuple[_Start, ...]:
    """The offices that may start with a folded word, for each way to take letters off."""
    offices = _table()["office"]
    found = []
    for prefix, rest in unglued(word):
        definite = rest.startswith("ال")
        found += [
            _start(prefix, definite, offices[spelling])
            for spelling in ((rest, rest[2:]) if definite else (rest,))
            if spelling in offices
        ]
    return tuple(found)


def _start(prefix: str, definite: bool, forms: Sequence[_Form]) -> _Start:
    alone = [form for form in forms if not form.tail][:1]
    longer: dict[str, list[_Form]] = {}
    for form in forms:
        if form.tail:
            longer.setdefault(form.tail[0], []).append(form)
    return _Start(prefix, definite, {second: [*group, *alone] for second, group in longer.items()}, alone)


_STARTS = Remembered(_starts_of)


def begins_office(word: str) -> bool:
    """Whether an office may start with a folded word."""
    return bool(_STARTS[word])


def office_at(words: Sequence[Word], index: int) -> Office | None:
    """The longest office that starts at a word."""
    starts = _STARTS[words[index].text]
    if not starts:
        return None
    second = words[index + 1].text if index + 1 < len(words) else ""
    best: Office | None = None
    for start in starts:
        for tail, key, state in start.longer.get(second, start.alone):
            end = index + 1 + len(tail)
            if best is not None and end <= best.end:
                break
            if end <= len(words) and _follows(words, index + 1, tail):
                best = Office(key, index, end, start.prefix, start.definite, state)
                break
    return best


def _follows(words: Sequence[Word], start: int, tail: tuple[str, ...]) -> bool:
    return len(tail) < 2 or all(words[start + at].text == word for at, word in enumerate(tail))


def _is(kind: str, word: str) -> bool:
    index = _table()[kind]
    for _, rest in unglued(word):
        for spelling in (rest, rest[2:]) if rest.startswith("ال") else (rest,):
            if any(not tail for tail, *_ in index.get(spelling, ())):
                return True
    return False


@lru_cache(maxsize=60_000)
def is_honorific(word: str) -> bool:
    """Whether a folded word is a title that stands before a name."""
    return _is("honorific", word)


@lru_cache(maxsize=60_000)
def is_place_word(word: str) -> bool:
    """Whether a folded word says that what follows is a place («مدينة»)."""
    return _is("place", word)


@lru_cache(maxsize=60_000)
def is_plain(word: str) -> bool:
    """Whether a folded word ends a name: a preposition, a verb of speech, a time."""
    index = _table()["plain"]
    if word in index:
        return True
    # With «و» or «ف» glued: «وبحث». «ب» and «ل» stay: «بدر», «ليبرمان» are names.
    return word[:1] in "وف" and len(word) > 3 and word[1:] in index
