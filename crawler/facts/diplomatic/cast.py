"""What a story has told of who acts for whom: names of persons, holders of offices, its home and kingdom."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from crawler.arabic.names import unglued
from crawler.arabic.words import Word
from crawler.facts.diplomatic.actor import UNKNOWN, Actor
from crawler.facts.diplomatic.lines import Line
from crawler.facts.diplomatic.not_names import is_common
from crawler.facts.diplomatic.offices import is_plain
from crawler.facts.diplomatic.persons import Person, is_title
from crawler.facts.diplomatic.phrases import glued_case, phrase_start
from crawler.facts.diplomatic.words import RESTS, word_set

_BINDERS = word_set("binders")
_SHORTEST = 4  # letters of a last name that alone will do


@dataclass(slots=True)
class Cast:
    """What the story has told of who acts for whom: names of persons, holders of offices, its home and kingdom."""

    names: dict[str, list[tuple[tuple[str, ...], str, str]]] = field(default_factory=dict)
    offices: dict[str, str] = field(default_factory=dict)
    later: dict[str, str] = field(default_factory=dict)  # holders of offices, the first that is said with its state
    home: str | None = None
    home_is_guess: bool = False  # from the title's states or the one most spoken of
    kingdom: str | None = None
    pair: tuple[str, ...] = ()  # the two states of the title
    government: str | None = None  # the first whose government is named
    ministry: str | None = None  # of a ministry or parliament that is named with its state before any without one
    spoken: str | None = None  # the state of the office named last: «وزير خارجيتها» is of it
    at_home: int | None = None  # the line in which an office stands first without a state
    hints: list[str] = field(default_factory=list)  # states that the story seems to be written in
    named: set[str] = field(default_factory=set)  # parties of which an office is said with their name

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
        if len(folded) > 2 and _BINDERS.isdisjoint(folded[:3]):
            self._enter(folded[:2], party, person.text)  # «موسى فقي» of «موسى فقي محمد»

    def learn_listed(self, line: Line, actor: Actor) -> None:
        """A person named in full without an office is known by his last name too, unless that is a word of its own."""
        last, before = line.words[actor.end - 1].text, line.words[actor.end - 2].text
        whole = actor.person is not None and len(actor.person.split()) > 1 and len(last) >= _SHORTEST
        if whole and actor.person and before not in _BINDERS and not is_title(actor.person) and not is_common(last, 1):
            self._enter((last,), actor.party, actor.person)

    def _enter(self, folded: tuple[str, ...], party: str, full: str) -> None:
        group = self.names.setdefault(folded[0], [])
        if all(rest != folded[1:] for rest, _, _ in group):
            group.append((folded[1:], party, full))
            group.sort(key=lambda entry: -len(entry[0]))

    def beginnings(self, words: Sequence[Word]) -> list[int]:
        """Where the name of one of the story's persons may start among the words."""
        begins = self.names.keys()
        return [at for at, word in enumerate(words) if not begins.isdisjoint(RESTS[word.text])]

    def known_at(self, line: Line, index: int) -> Actor | None:
        """The person of the story whose name starts at a word."""
        for prefix, rest in unglued(line.words[index].text):
            for tail, party, full in self.names.get(rest, ()):
                end = index + 1 + len(tail)
                if tuple(word.text for word in line.words[index + 1 : end]) == tail:
                    start, case = phrase_start(line.words, index)
                    return Actor(party=party, start=start, end=end, case=glued_case(prefix) or case, person=full)
        return None
