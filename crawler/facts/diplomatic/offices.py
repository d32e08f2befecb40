"""The words around a party's name: offices, honorifics, places, and plain words that end a person's name."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from crawler.arabic.letters import fold_key
from crawler.arabic.names import unglued
from crawler.arabic.words import Word


@dataclass(frozen=True, slots=True)
class Office:
    """An office named at words[start:end], with what is glued before it."""

    key: str
    start: int
    end: int
    prefix: str
    definite: bool


_NO_OFFICE = frozenset({"honorific", "place", "plain"})
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


@cache
def _table() -> dict[str, dict[str, list[tuple[tuple[str, ...], str]]]]:
    """For each kind of word («office», «honorific», «place», «plain»): first word → (rest, key), longest first."""
    table: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {}
    for line in (Path(__file__).parent / "offices.tsv").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        key, forms = line.split("\t")
        index = table.setdefault(key if key in _NO_OFFICE else "office", {})
        for form in forms.split(","):
            first, *rest = fold_key(form).split()
            index.setdefault(first, []).append((tuple(rest), key))
    for index in table.values():
        for group in index.values():
            group.sort(key=lambda entry: -len(entry[0]))
    return table


def office_at(words: Sequence[Word], index: int) -> Office | None:
    """The longest office that starts at a word."""
    best: Office | None = None
    offices = _table()["office"]
    for prefix, rest in unglued(words[index].text):
        definite = rest.startswith("ال")
        spellings = (rest, rest[2:]) if definite else (rest,)
        for spelling in spellings:
            for tail, key in offices.get(spelling, ()):
                end = index + 1 + len(tail)
                if best is not None and end <= best.end:
                    break
                if end <= len(words) and all(words[index + 1 + at].text == word for at, word in enumerate(tail)):
                    best = Office(key, index, end, prefix, definite)
                    break
    return best


def _is(kind: str, word: str) -> bool:
    index = _table()[kind]
    for _, rest in unglued(word):
        for spelling in (rest, rest[2:]) if rest.startswith("ال") else (rest,):
            if any(not tail for tail, _ in index.get(spelling, ())):
                return True
    return False


@cache
def is_honorific(word: str) -> bool:
    """Whether a folded word is a title that stands before a name."""
    return _is("honorific", word)


@cache
def is_place_word(word: str) -> bool:
    """Whether a folded word says that what follows is a place («مدينة»)."""
    return _is("place", word)


@cache
def is_plain(word: str) -> bool:
    """Whether a folded word ends a name: a preposition, a verb of speech, a time."""
    index = _table()["plain"]
    if word in index:
        return True
    # With «و» or «ف» glued: «وبحث». «ب» and «ل» stay: «بدر», «ليبرمان» are names.
    return word[:1] in "وف" and len(word) > 3 and word[1:] in index
