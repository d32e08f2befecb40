"""What speaks for and against the flags of a story, as named numbers.

A feature is a count of a lexicon's class in the title, the lead or the body (damped, so that a long text does not
shout), a figure or an act and where it stands, or the number of parties named. A new kind of feature is a further
function that adds names; a model that has no weight for a name leaves it out.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import log2
from pathlib import Path

from crawler.arabic.letters import fold
from crawler.arabic.names import Form, find_names
from crawler.arabic.words import Dictionary, Word, words_of
from crawler.facts.act import DiplomaticAct
from crawler.facts.figure import CasualtyFigure, Outcome, Part, Scope
from crawler.news import Span, Story

LEAD = 350  # folded characters: the first paragraph and the dateline before it
READ = 4_000  # what a story is about is said in its first thousand words
_PERFECT = ("", "ت", "وا", "ا", "تا")
_IMPERFECT = ("ي", "ت", "ن")


@dataclass(slots=True)
class Features:
    """Named numbers, and for each lexicon class where it was first seen, for the evidence."""

    values: dict[str, float] = field(default_factory=dict)
    seen: dict[str, tuple[Part, Span]] = field(default_factory=dict)


def features(story: Story, figures: Sequence[CasualtyFigure], acts: Sequence[DiplomaticAct]) -> Features:
    """The features of a story."""
    found = Features()
    _add_words(found, story)
    _add_figures(found, figures)
    _add_acts(found, acts)
    return found


# ------------------------------------------------------------------------ words


def _verb_forms(stems: str) -> Iterator[str]:
    perfect, imperfect = stems.split("/")
    base = perfect[:-1] if perfect.endswith("ى") else perfect
    yield perfect
    yield from (base + end for end in _PERFECT[1:])
    yield from (start + imperfect + end for start in _IMPERFECT for end in ("", "ون", "ان", "وا"))


def _lexicon() -> Dictionary[tuple[str, ...]]:
    classes: dict[str, list[str]] = {}
    path = Path(__file__).parent / "lexicon.tsv"
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        name, phrases = line.split("\t")
        for phrase in (phrase.strip() for phrase in phrases.split(",")):
            for form in _verb_forms(phrase[1:]) if phrase.startswith("~") else (phrase,):
                entry = classes.setdefault(form, [])
                if name not in entry:
                    entry.append(name)
    return Dictionary((form, tuple(names)) for form, names in classes.items())


_LEXICON = _lexicon()


def _add_words(found: Features, story: Story) -> None:
    title, text = fold(story.title), fold(story.text[: READ + 500])
    in_title = words_of(title.text)
    in_text = words_of(text.text, 0, min(READ, len(text.text)))
    for name, (word, count) in _classes(in_title).items():
        found.values[f"title:{name}"] = _damped(count)
        found.seen.setdefault(name, (Part.TITLE, title.span(word.start, word.end)))
    lead = [word for word in in_text if word.start < LEAD]
    body = in_text[len(lead) :]
    for where, words in (("lead", lead), ("body", body)):
        for name, (word, count) in _classes(words).items():
            found.values[f"{where}:{name}"] = _damped(count)
            found.seen.setdefault(name, (Part.TEXT, text.span(word.start, word.end)))
    found.values["short"] = 1.0 if len(in_text) < 60 else 0.0
    opening = [*in_title, *lead]
    parties = {name.party for name in find_names(opening) if name.form is not Form.PEOPLE}
    found.values["opening:parties"] = min(4, len(parties)) / 2
    found.values["title:parties"] = min(3, len({name.party for name in find_names(in_title)})) / 2
    if not story.title:
        found.values["untitled"] = 1.0


def _classes(words: Sequence[Word]) -> dict[str, tuple[Word, int]]:
    """Each lexicon class that the words hold, with its first word and how often."""
    first: dict[str, Word] = {}
    counts: Counter[str] = Counter()
    index = 0
    while index < len(words):
        hit = _LEXICON.at(words, index) if words[index].text[0].isalpha() else None
        if hit is None:
            index += 1
            continue
        for name in hit.value:
            first.setdefault(name, words[index])
            counts[name] += 1
        index = hit.end
    return {name: (first[name], counts[name]) for name in first}


def _damped(count: int) -> float:
    return log2(1 + min(count, 15))


# ------------------------------------------------------------------------ facts


def _add_figures(found: Features, figures: Sequence[CasualtyFigure]) -> None:
    for figure in figures:
        where = _where(figure.evidence.part, figure.evidence.span)
        scope = "figure" if figure.scope is Scope.EVENT else "past"
        kind = "killed" if figure.outcome is Outcome.KILLED else "harmed"
        if figure.outcome in (Outcome.DETAINED, Outcome.DISPLACED):
            kind = "moved"
        found.values[f"{where}:{scope}:{kind}"] = 1.0
        found.seen.setdefault(scope, (figure.evidence.part, figure.evidence.span))
    found.values["figures"] = _damped(sum(figure.scope is Scope.EVENT for figure in figures))


def _add_acts(found: Features, acts: Sequence[DiplomaticAct]) -> None:
    for act in acts:
        where = _where(act.evidence.part, act.evidence.span)
        found.values[f"{where}:act"] = 1.0
        found.values[f"act:{act.kind.value}"] = 1.0
        if len(act.parties) >= 2:
            found.values[f"{where}:act:two"] = 1.0
        found.seen.setdefault("act", (act.evidence.part, act.evidence.span))
    found.values["acts"] = _damped(len(acts))


def _where(part: Part, span: Span) -> str:
    if part is Part.TITLE:
        return "title"
    return "lead" if span.start < LEAD else "body"
