"""Bodies spoken of by their kind once they are named: «الجامعة», «المنظمة الدولية», «الحلف», and Syria's opposition."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from crawler.arabic.letters import fold_key
from crawler.arabic.names import Form, Name, unglued
from crawler.arabic.words import Remembered
from crawler.facts.diplomatic.lines import Line

_NAMES_BODY = frozenset((Form.ORGANISATION, Form.ORGANISATION_ADJECTIVE))
_OPPOSITION = "المعارضه"
_ARMED = frozenset(("المسلحه", "المعتدله"))
_OF_OPPOSITION = frozenset("فصائل فصايل وفد وفدا قاده قيادات ممثلي ممثلو قوي".split())
_MOST_NAMED = 2  # times that a story must name Syria before its «فصائل المعارضة» are Syria's


@cache
def _kinds() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """First word of a kind → (its further words, party), longest first."""
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in (Path(__file__).parent / "bodies.tsv").read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            party, spellings = row.split("\t")
            for spelling in spellings.split(","):
                first, *tail = fold_key(spelling).split()
                index.setdefault(first, []).append((tuple(tail), party))
    return {first: tuple(sorted(ways, key=lambda way: -len(way[0]))) for first, ways in index.items()}


def with_bodies(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines with the names that «الجامعة», «المنظمة», «فصائل المعارضة» stand for, where the story tells which."""
    known: set[str] = set()
    others: set[str] = set()  # kinds of bodies that are no party: «منظمة العفو»
    syrian = sum(name.party == "SY" for line in lines for name in line.names) >= _MOST_NAMED
    civil_war = any(name.party == "RSF" for line in lines for name in line.names)
    done: list[Line] = []
    for line in lines:
        added = [
            *_again(line, known, others),
            *(_opposition(line) if syrian else ()),
            *(_army(line) if civil_war else ()),
        ]
        known.update(name.party for name in line.names if name.form in _NAMES_BODY)
        others.update(_nameless(line))
        names = tuple(sorted((*line.names, *added), key=lambda name: name.start)) if added else line.names
        done.append(replace(line, names=names) if added else line)
    return done


def _nameless(line: Line) -> Iterator[str]:
    taken = {at for name in line.names for at in range(name.start, name.end)}
    for at, word in enumerate(line.words):
        if at not in taken and not word.text.startswith("ال"):
            yield from _KINDS_OF[word.text]


def _kinds_of(word: str) -> tuple[str, ...]:
    return tuple(f"ال{rest}" for _, rest in unglued(word) if f"ال{rest}" in _kinds())


def _may_mean(word: str) -> bool:
    return any(rest in _kinds() for _, rest in unglued(word))


_KINDS_OF = Remembered(_kinds_of)  # the definite form of the kind that an indefinite word names; most words name none
_MAY_MEAN = Remembered(_may_mean)  # whether a word may stand for a body by its kind


def _again(line: Line, known: set[str], others: set[str]) -> Iterator[Name]:
    if not known:
        return
    taken = {at for name in line.names for at in range(name.start, name.end)}
    words = line.words
    for at, word in enumerate(words):
        if at in taken or not _MAY_MEAN[word.text]:
            continue
        for prefix, rest in unglued(word.text):
            if rest in others:
                continue
            ways = [(tail, party) for tail, party in _kinds().get(rest, ()) if party in known]
            ways = [way for way in ways if tuple(w.text for w in words[at + 1 : at + 1 + len(way[0])]) == way[0]]
            if not ways:
                continue
            tail = ways[0][0]
            parties = {party for other, party in ways if other == tail}
            end = at + 1 + len(tail)
            after = words[end].text if end < len(words) else ""
            if len(parties) == 1 and (tail or not after.startswith("ال")):  # «المجلس الوطني» is another one
                yield Name(ways[0][1], Form.ORGANISATION, at, end, prefix, True)
            break


def _army(line: Line) -> Iterator[Name]:
    """«اثنتان تابعتان للجيش واثنتان لقوات الدعم السريع»: beside the RSF, «الجيش» is Sudan's."""
    taken = {name.start for name in line.names}
    for at, word in enumerate(line.words):
        if at + 1 in taken or at in taken:
            continue  # «الجيش التشادي»
        for prefix, rest in unglued(word.text) if word.text.endswith("جيش") else ():
            if rest == "الجيش":
                yield Name("SD", Form.ORGANISATION, at, at + 1, prefix, True)
                break


def _opposition(line: Line) -> Iterator[Name]:
    words = line.words
    taken = {at for name in line.names for at in range(name.start, name.end)}
    for at, word in enumerate(words):
        if word.text.removeprefix("و") != _OPPOSITION or at in taken:
            continue
        before = words[at - 1].text if at else ""
        after = words[at + 1].text if at + 1 < len(words) else ""
        if after in _ARMED:
            yield Name("Syrian opposition", Form.ORGANISATION, at, at + 2, word.text[:-8], True)
        elif before.removeprefix("و") in _OF_OPPOSITION:
            yield Name("Syrian opposition", Form.ORGANISATION, at, at + 1, "", True)
