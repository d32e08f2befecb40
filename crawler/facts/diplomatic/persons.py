"""Names of persons beside offices, and what the story has taught of who they act for.

Arabic has no capital letters: an unknown name runs from an office or an honorific to the first word that is surely
none – a preposition, a verb, a sign, another party.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from crawler.arabic.names import Form, Name, unglued
from crawler.arabic.words import Word
from crawler.facts.diplomatic.actor import UNKNOWN, Actor
from crawler.facts.diplomatic.lines import Line
from crawler.facts.diplomatic.offices import is_honorific, is_plain, office_at
from crawler.facts.diplomatic.phrases import glued_case, phrase_start
from crawler.facts.diplomatic.triggers import ends_name
from crawler.facts.diplomatic.words import word_set

_MOST_WORDS = 7
_BINDERS = word_set("binders")
# Offices and honorifics that are also given names: no end of a name.
_ALSO_NAMES = word_set("also_names")
_JOINED = ("وا", "ول", "وي", "وه", "ون", "ود", "ور", "وس")  # «وليد», «وائل», «وهيب»: names, not «و» and a word
_VERBAL = ("ست", "سي", "يت", "يس", "تس", "لل", "بال", "وال", "لبحث", "لمن")


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name at words[start:end]; `party` where the name itself is known."""

    text: str
    start: int
    end: int
    party: str | None = None


def person_after(line: Line, index: int, names: dict[int, Name], party: str | None) -> Person | None:
    """The person's name that follows an office, honorifics between them left out."""
    words = line.words
    at = index
    while at < len(words):
        name = names.get(at)
        if name is not None and name.form is Form.PERSON and name.prefix in ("", "ل", "ب"):
            return _known(line, name, names, party)
        if not (is_honorific(words[at].text) or words[at].text in ("(", '"')):
            break
        at += 1
    end = name_end(line, at, names)
    if any(word.text == '"' for word in words[index:at]) and not (end < len(words) and words[end].text == '"'):
        return None  # what is quoted behind an office is a name only if it is quoted alone
    # One word alone is trusted only behind an honorific; a name does not begin like «المحادثات».
    least = 1 if at > index else 2
    if end - at < least or (words[at].text.startswith("ال") and words[at].text not in _ALSO_NAMES and end - at > 1):
        return None
    return Person(line.text(at, end), at, end)


def _known(line: Line, name: Name, names: dict[int, Name], party: str | None) -> Person:
    start = name.start
    while start < name.end - 1 and is_honorific(line.words[start].text) and line.words[start].text not in _ALSO_NAMES:
        start += 1
    end = name.end
    if party is not None and name.party != party:  # a leader's namesake: the office says whose he is
        end = max(end, name_end(line, name.start, names))
        return Person(line.text(start, end), start, end)
    text = line.text(start, end)
    return Person(text[len(name.prefix) :] if start == name.start else text, start, end, name.party)


def person_before(line: Line, start: int) -> Person | None:
    """«الدكتور بدر عبد العاطي وزير الخارجية»: a name between an honorific and an office."""
    words = line.words
    end = start - 1 if start and words[start - 1].text in ("،", ",") else start
    at = end
    while at > 0 and end - at <= 8:
        word = words[at - 1]
        if is_honorific(word.text) and at < end:
            return Person(line.text(at, end), at, end) if end - at >= 2 else None
        if word.is_sign or word.is_number or is_plain(word.text):
            return None
        if any(name.start <= at - 1 < name.end and name.form is not Form.PERSON for name in line.names):
            return None
        at -= 1
    return None


def name_end(line: Line, start: int, names: dict[int, Name]) -> int:
    """Where a name that begins at a word ends; `start` itself where it is no name."""
    words = line.words
    at = start
    while at < len(words) and at - start < _MOST_WORDS and _goes_on(words, start, at, names):
        at += 1
        binds = any(word.text in _BINDERS for word in words[start:at])
        if at - start >= 4 and words[at - 1].text not in _BINDERS and not binds:
            break
    while at > start and words[at - 1].text in _BINDERS:
        at -= 1
    return at


def _goes_on(words: Sequence[Word], start: int, at: int, names: dict[int, Name]) -> bool:
    word = words[at]
    if word.is_sign:  # «فرانك-فالتر»
        follows = at + 1 < len(words) and not words[at + 1].is_sign and not is_plain(words[at + 1].text)
        return word.text == "-" and at > start and follows
    if word.is_number or is_plain(word.text) or ends_name(word.text):
        return False
    if at > start and is_honorific(word.text) and word.text not in _ALSO_NAMES:
        return False
    name = names.get(at)
    if name is not None and (name.form is not Form.PERSON or name.prefix):
        is_surname = name.form is Form.NATIONALITY and not name.prefix and start < at < start + 3
        if not is_surname:
            return False
    office = office_at(words, at)
    if office is not None and word.text not in _ALSO_NAMES and office.key != "military":
        return False
    if at > start and word.text[:1] == "و" and len(word.text) > 3 and not word.text.startswith(_JOINED):
        return False
    return not (at > start and word.text.startswith(_VERBAL))


@dataclass(slots=True)
class Cast:
    """What the story has told of who acts for whom: names of persons, holders of offices, its home and kingdom."""

    names: dict[str, list[tuple[tuple[str, ...], str, str]]] = field(default_factory=dict)
    offices: dict[str, str] = field(default_factory=dict)
    home: str | None = None
    kingdom: str | None = None

    def learn(self, person: Person, words: Sequence[Word], party: str) -> None:
        """A person's name and party; the last name alone will do from now on."""
        folded = tuple(word.text for word in words[person.start : person.end])
        if party == UNKNOWN or not folded:
            return
        self._enter(folded, party, person.text)
        if len(folded) > 1:
            last = folded[-2:] if len(folded) > 2 and folded[-2] in _BINDERS else folded[-1:]
            if len(last[-1]) > 2 and not is_plain(last[0]):
                self._enter(last, party, person.text)

    def _enter(self, folded: tuple[str, ...], party: str, full: str) -> None:
        group = self.names.setdefault(folded[0], [])
        if all(rest != folded[1:] for rest, _, _ in group):
            group.append((folded[1:], party, full))
            group.sort(key=lambda entry: -len(entry[0]))

    def known_at(self, line: Line, index: int) -> Actor | None:
        """The person of the story whose name starts at a word."""
        for prefix, rest in unglued(line.words[index].text):
            for tail, party, full in self.names.get(rest, ()):
                end = index + 1 + len(tail)
                if tuple(word.text for word in line.words[index + 1 : end]) == tail:
                    start, case = phrase_start(line.words, index)
                    return Actor(party=party, start=start, end=end, case=glued_case(prefix) or case, person=full)
        return None
