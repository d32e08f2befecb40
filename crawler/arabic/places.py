"""Places named in folded Arabic text, as they stand there, with their state where it is known.

A place is believed behind a word of place («في», «بـ», «شرقي», «مدينة»), since many towns are named by ordinary
words. With a noun of kind («بلدة», «حي») an unknown name is taken too; without one only names of the gazetteer:
places.tsv (GeoNames) and regions.tsv (states, governorates, towns it lacks or spells otherwise).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from crawler.arabic.letters import fold_key
from crawler.arabic.words import Dictionary, Word, clitics

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place at words[start:end], of whose first word `cut` letters are a preposition.

    `country` is an ISO code, or None where it is not known.
    """

    start: int
    end: int
    country: str | None
    known: bool
    cut: int = 0


def _word_lists() -> dict[str, frozenset[str]]:
    rows = (_HERE / "place_words.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in rows if line and not line.startswith("#"))
    return {kind: frozenset(map(fold_key, words.split())) for kind, words in pairs}


_LISTS = _word_lists()
_KINDS, _KEPT_KINDS, _BEFORE = _LISTS["kinds"], _LISTS["kept kinds"], _LISTS["before"]
_SIDES, _STOPS, _TWO_WORD_STARTS = _LISTS["sides"], _LISTS["stops"], _LISTS["starts"]


def _entries() -> Iterator[tuple[str, str]]:
    for line in (_HERE / "regions.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, names = line.split("\t")
            for name in names.split(","):
                yield name.strip(), code
    for line in (_HERE / "places.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, name, _ = line.split("\t")
            yield name, code


@lru_cache(maxsize=1)
def gazetteer() -> Dictionary[str]:
    """Every known name with its state's code; «-» where it lies in several."""
    return Dictionary(_entries())


@lru_cache(maxsize=1)
def _short_names() -> frozenset[str]:
    """Names of three letters that «ب» does not make another word of («بتعز», but «بيان» and «بحجة» are words)."""
    return frozenset(fold_key(name) for name, _ in _entries() if len(name) == 3) & _LISTS["short"]


def places_of(words: Sequence[Word]) -> list[Place]:
    """The places of a sentence, in order, none overlapping."""
    found: list[Place] = []
    index = 0
    while index < len(words):
        place = _place_at(words, index)
        if place is None:
            index += 1
        else:
            found.append(place)
            index = max(place.end, index + 1)
    return found


def _place_at(words: Sequence[Word], index: int) -> Place | None:
    text = words[index].text
    if not text[0].isalpha():
        return None
    kind = _kind(text)
    if kind is not None and index + 1 < len(words):
        return _named_by_kind(words, index, kept=kind)
    named = gazetteer().at(words, index)
    if named is None or named.prefix not in ("", "ب", "ل", "ال", "بال", "وب", "لل", "و"):
        return None
    rest = text[len(named.prefix) :]
    telling = named.end > index + 1 or len(rest) > 3 or rest in _short_names()
    by_preposition = named.prefix in ("ب", "وب") and telling
    if not by_preposition and not _is_located(words, index):
        return None
    if named.prefix == "" and text in _TWO_WORD_STARTS and named.end == index + 1:
        return None  # «عين», «تل»: the first word of a longer name that is in no list
    cut = len(named.prefix) if named.prefix in ("ب", "ل", "و", "وب") else 0
    return Place(start=index, end=named.end, country=_code(named.value), known=True, cut=cut)


def _code(value: str) -> str | None:
    return None if value == "-" else value


def _is_located(words: Sequence[Word], index: int) -> bool:
    if index == 0:
        return False
    before = words[index - 1].text
    return before in _BEFORE or (before[1:] in _BEFORE and before[0] in "وب") or _kind(before) is not None


def _kind(text: str) -> bool | None:
    """False for a noun of kind, True for one that belongs to the name, None for another word."""
    for prefix, rest in clitics(text):
        if prefix in ("", "ب", "ل", "و", "وب", "ول"):
            if rest in _KINDS:
                return False
            if rest in _KEPT_KINDS:
                return True
    return None


def _named_by_kind(words: Sequence[Word], index: int, *, kept: bool) -> Place | None:
    """«بلدة ذيبان»: the known name behind the noun, else its next one to three words."""
    at = index + 1
    start = index if kept else at
    cut = 0
    if kept:
        cut = next((len(p) for p, rest in clitics(words[index].text) if rest in _KEPT_KINDS and "ال" not in p), 0)
    named = gazetteer().at(words, at)
    whole = named is not None and named.prefix in ("", "ال")
    if whole and named is not None and (named.end > at + 1 or words[at].text not in _TWO_WORD_STARTS):
        return Place(start=start, end=named.end, country=_code(named.value), known=True, cut=cut)
    end = at
    while end < len(words) and end - at < 3 and _continues_name(words, at, end):
        end += 1
    if end == at or (end - at == 1 and len(words[at].text) < 3):
        return None
    return Place(start=start, end=end, country=None, known=False, cut=cut)


def _continues_name(words: Sequence[Word], first: int, at: int) -> bool:
    text = words[at].text
    if not text[0].isalpha() or (text in _STOPS and not (at == first and text in _SIDES)):
        return False
    if at == first:
        return text not in _KINDS
    if text.startswith("و") or _kind(text) is not None:
        return False
    before = words[at - 1].text
    return (
        before in _TWO_WORD_STARTS
        or (not before.startswith("ال") and text.startswith("ال"))
        or (before.startswith("ال") and text.startswith("ال") and text.endswith(("ه", "ي")) and at - first == 1)
    )


def chains_of(places: Sequence[Place]) -> list[list[Place]]:
    """Places that stand in one another («حي الأمل غربي مدينة خان يونس جنوبي قطاع غزة»), the narrowest first."""
    chains: list[list[Place]] = []
    for place in places:
        if chains and place.start - chains[-1][-1].end <= 4:
            chains[-1].append(place)
        else:
            chains.append([place])
    return chains
