"""What speaks for and against the flags of a story, as named numbers.

A feature is a count of a lexicon's class in the title, the lead or the body (damped, so that a long text does not
shout), a figure or an act and where it stands, or the number of parties named. A new kind of feature is a further
function that adds names; a model that has no weight for a name leaves it out.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log2
from pathlib import Path

from crawler.arabic.letters import fold, fold_key
from crawler.arabic.names import Form, Name, find_names
from crawler.arabic.sentences import sentences
from crawler.arabic.words import Dictionary, Word, words_of
from crawler.facts.act import DiplomaticAct
from crawler.facts.casualty.unreal import unreal_kinds
from crawler.facts.figure import CasualtyFigure, Evidence, Outcome, Part, Scope
from crawler.flags.dealings import clauses, dealings, mentions, voices
from crawler.flags.grams import READ as GRAMS_READ
from crawler.flags.grams import counts
from crawler.flags.structure import HARM, Sentence, spans, structure
from crawler.news import Span, Story

LEAD = 350  # folded characters: the first paragraph and the dateline before it
READ = 4_000  # what a story is about is said in its first thousand words
_PERFECT = ("", "ت", "وا", "ا", "تا")
_IMPERFECT = ("ي", "ت", "ن")


@dataclass(slots=True)
class Features:
    """Named numbers, how often words and pairs occur, and where each lexicon class was first seen, for the evidence."""

    values: dict[str, float] = field(default_factory=dict)
    grams: Counter[str] = field(default_factory=Counter)  # words and pairs of words: crawler.flags.grams
    seen: dict[str, tuple[Part, Span]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)  # of a feature: the story's words, or the figure, behind it


def features(story: Story, figures: Sequence[CasualtyFigure], acts: Sequence[DiplomaticAct]) -> Features:
    """The features of a story."""
    found = Features()
    _add_words(found, story)
    _add_figures(found, figures)
    _add_acts(found, acts)
    told = [figure.evidence for figure in figures if figure.scope is Scope.EVENT]
    dealt = [act.evidence for act in acts if not act.background]
    if told or dealt:
        _add_places(found, story, {"figure": told, "act": dealt})
    return found


# ------------------------------------------------------------------------ words


def _verb_forms(stems: str) -> Iterator[str]:
    perfect, imperfect = stems.split("/")
    base = perfect[:-1] if perfect.endswith("ى") else perfect
    yield perfect
    yield from (base + end for end in _PERFECT[1:])
    yield from (start + imperfect + end for start in _IMPERFECT for end in ("", "ون", "ان", "وا"))


@dataclass(frozen=True, slots=True)
class _Entry:
    """The classes of a spelling. `verb`: it is in them only as the form of a verb, which takes no article: «البحث» is
    no talks, though «بحث» may be."""

    classes: tuple[str, ...]
    verb: bool


def _lexicon() -> Dictionary[_Entry]:
    classes: dict[str, list[str]] = {}
    nouns: set[str] = set()
    path = Path(__file__).parent / "lexicon.tsv"
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        name, phrases = line.split("\t")
        for phrase in (phrase.strip() for phrase in phrases.split(",")):
            forms = tuple(_verb_forms(phrase[1:])) if phrase.startswith("~") else (phrase,)
            for form in map(fold_key, forms):
                entry = classes.setdefault(form, [])
                if name not in entry:
                    entry.append(name)
            if not phrase.startswith("~"):
                nouns.add(fold_key(phrase))
    return Dictionary((form, _Entry(tuple(names), form not in nouns)) for form, names in classes.items())


_LEXICON = _lexicon()


@dataclass(frozen=True, slots=True)
class _Hit:
    """A word or phrase of the lexicon, at words[start:end]."""

    start: int
    end: int
    classes: tuple[str, ...]
    prefix: str = ""  # what is glued before it


def _hits(words: Sequence[Word]) -> list[_Hit]:
    """What of the lexicon the words hold, in order; nothing overlaps."""
    found: list[_Hit] = []
    index = 0
    while index < len(words):
        hit = _LEXICON.at(words, index) if words[index].text[0].isalpha() else None
        if hit is None or (hit.value.verb and hit.definite):
            index += 1
            continue
        found.append(_Hit(index, hit.end, hit.value.classes, hit.prefix))
        index = hit.end
    return found


def _add_words(found: Features, story: Story) -> None:
    title, text = fold(story.title), fold(story.text[: READ + 500])
    in_title = words_of(title.text)
    in_text = words_of(text.text, 0, min(READ, len(text.text)))
    title_hits, text_hits = _hits(in_title), _hits(in_text)
    lead = bisect_left(in_text, LEAD, key=lambda word: word.start)
    zones = (
        ("title", Part.TITLE, title, in_title, title_hits),
        ("lead", Part.TEXT, text, in_text, [hit for hit in text_hits if hit.start < lead]),
        ("body", Part.TEXT, text, in_text, [hit for hit in text_hits if hit.start >= lead]),
    )
    for where, part, folded, words, hits in zones:
        for name, (hit, count) in _classes(hits).items():
            span = folded.span(words[hit.start].start, words[hit.end - 1].end)
            found.values[f"{where}:{name}"] = _damped(count)
            found.words[f"{where}:{name}"] = (story.title if part is Part.TITLE else story.text)[span.start : span.end]
            found.seen.setdefault(name, (part, span))
    found.values["short"] = 1.0 if len(in_text) < 60 else 0.0
    title_names = [name for name in find_names(in_title) if name.form is not Form.PEOPLE]
    text_names = [name for name in find_names(in_text) if name.form is not Form.PEOPLE]
    opening = {name.party for name in title_names} | {name.party for name in text_names if name.start < lead}
    found.values["opening:parties"] = min(4, len(opening)) / 2
    found.values["title:parties"] = min(3, len({name.party for name in title_names})) / 2
    if not story.title:
        found.values["untitled"] = 1.0
    found.values |= dict.fromkeys((f"unreal:{kind}" for kind in unreal_kinds(title.text, text.text)), 1.0)
    found.values |= structure(_sentences(in_title, title_hits, title_names), _sentences(in_text, text_hits, text_names))
    found.values |= dealings(
        _sentences(in_title, title_hits, title_names, clauses), _sentences(in_text, text_hits, text_names, clauses)
    )
    found.values |= mentions(text_names, in_text)
    found.values |= voices(text_names, in_text, {hit.end - 1: hit.classes for hit in text_hits})
    found.grams = counts(in_title, in_text[: bisect_left(in_text, GRAMS_READ, key=lambda word: word.start)], lead)


def _sentences(
    words: Sequence[Word],
    hits: Sequence[_Hit],
    names: Sequence[Name],
    cut: Callable[[Sequence[Word]], Iterator[tuple[int, int]]] = spans,
) -> list[Sentence]:
    """The sentences of some words, each with its classes and parties; or other pieces, as they are cut."""
    found = []
    hit_at = name_at = 0
    for start, end in cut(words):
        classes: dict[str, int] = {}
        harmed: dict[int, str] = {}
        while hit_at < len(hits) and hits[hit_at].start < end:
            for name in hits[hit_at].classes:
                classes.setdefault(name, max(0, hits[hit_at].start - start))
                if name in HARM and name != "captive":
                    harmed[max(0, hits[hit_at].start - start)] = hits[hit_at].prefix
            hit_at += 1
        parties = set()
        named = names[name_at].start - start if name_at < len(names) and names[name_at].start < end else end
        while name_at < len(names) and names[name_at].start < end:
            parties.add(names[name_at].party)
            name_at += 1
        found.append(Sentence(words[start:end], classes, frozenset(parties), named, harmed))
    return found


def _classes(hits: Sequence[_Hit]) -> dict[str, tuple[_Hit, int]]:
    """Each lexicon class of some hits, with its first one and how often."""
    first: dict[str, _Hit] = {}
    counts: Counter[str] = Counter()
    for hit in hits:
        for name in hit.classes:
            first.setdefault(name, hit)
            counts[name] += 1
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
        name = f"{where}:{scope}:{kind}"
        found.values[name] = 1.0
        found.words.setdefault(name, _number(figure))
        if figure.scope is Scope.EVENT:
            found.words.setdefault("figures", name)  # the first of them stands for all
        found.seen.setdefault(scope, (figure.evidence.part, figure.evidence.span))
    told = [figure for figure in figures if figure.scope is Scope.EVENT]
    found.values["figures"] = _damped(len(told))
    found.values["figures:sure"] = max((figure.confidence or 0.0 for figure in told), default=0.0)


def _number(figure: CasualtyFigure) -> str:
    if figure.max is None:
        return f"{figure.min}+"
    return str(figure.min) if figure.min == figure.max else f"{figure.min}–{figure.max}"


def _add_acts(found: Features, acts: Sequence[DiplomaticAct]) -> None:
    for act in acts:
        where = _where(act.evidence.part, act.evidence.span)
        if act.background:
            found.values[f"{where}:act:past"] = 1.0
            continue
        found.values[f"{where}:act"] = 1.0
        found.values[f"act:{act.kind.value}"] = 1.0
        found.seen.setdefault("act", (act.evidence.part, act.evidence.span))
    found.values["acts"] = _damped(sum(not act.background for act in acts))


def _add_places(found: Features, story: Story, facts: Mapping[str, Sequence[Evidence]]) -> None:
    """Which share of a story's sentences have facts of a kind, and how early the first of them stands: of a headline
    and one sentence, one fact may be all that there is, and of a page a remark."""
    title, text = sentences(story.title), sentences(story.text)
    starts = {Part.TITLE: [one.start for one in title], Part.TEXT: [one.start for one in text]}
    before = {Part.TITLE: -1, Part.TEXT: len(title) - 1}
    for kind, proofs in facts.items():
        places = {
            before[proof.part] + max(1, bisect_right(starts[proof.part], proof.span.start))
            for proof in proofs
            if proof.span.start < READ
        }
        if places:
            found.values[f"share:{kind}"] = len(places) / max(1, len(title) + bisect_left(starts[Part.TEXT], READ))
            found.values[f"first:{kind}"] = 1 / (1 + min(places))


def _where(part: Part, span: Span) -> str:
    if part is Part.TITLE:
        return "title"
    return "lead" if span.start < LEAD else "body"
