"""A part of a story read into placed mentions: each with its sentence, its slots, and whether it is background."""

from dataclasses import dataclass

from crawler.arabic.letters import Folded
from crawler.arabic.places import places_of
from crawler.arabic.sentences import sentences
from crawler.arabic.words import Word, words_of
from crawler.facts.casualty.actors import actor_of
from crawler.facts.casualty.causes import cause_of, causes_of
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.scan import SentenceScan
from crawler.facts.casualty.scope import About, is_background
from crawler.facts.casualty.slots import place_of
from crawler.facts.casualty.unreal import counts_the_sick
from crawler.facts.figure import Cause, Part
from crawler.news import Span

_MAX_PLACED = 400


@dataclass(slots=True, kw_only=True)
class Placed:
    """A mention where it stands: spans are of the original text."""

    mention: Mention
    part: Part
    sentence: int
    quote: Span
    spot: Span
    background: bool
    actor: str | None = None
    cause: Cause | None = None
    cause_gap: int = 99
    place: str | None = None
    country: str | None = None
    own_place: bool = False
    relative: bool = False


def placed_mentions(original: str, folded: Folded, part: Part, *, about: About, year: int | None) -> list[Placed]:
    """Every mention of a part, in order."""
    found: list[Placed] = []
    before: list[Mention] = []
    opening = _first_sentence(folded.text)
    for number, span in enumerate(sentences(folded.text)):
        words = words_of(folded.text, span.start, span.end)
        first = part is Part.TITLE or span.start <= opening
        scan = SentenceScan(words, before, start_opens=part is Part.TITLE or number == 0)
        mentions = scan.run()
        if not mentions or counts_the_sick(folded.text[span.start : span.end]):
            continue
        sentence = folded.text[span.start : span.end]
        causes, places = causes_of(words), places_of(words)
        for mention in mentions:
            spot = (words[mention.start].start - span.start, words[mention.end - 1].end - span.start)
            background = is_background(sentence, spot, first=first, year=year, about=about)
            placed = Placed(
                mention=mention,
                part=part,
                sentence=number,
                quote=_quote(folded, words, mention, span),
                spot=folded.span(words[mention.start].start, words[mention.end - 1].end),
                background=mention.earlier or background or bool(mention.parent and mention.parent.earlier),
            )
            placed.relative = _is_relative(words, mention)
            cause = cause_of(mention, causes, mentions)
            if cause is not None:
                placed.cause, placed.cause_gap = cause
            actor = actor_of(mention, words, mentions)
            if actor is not None:
                placed.actor = _verbatim(original, folded, words, actor.start, actor.end, cut=actor.cut)
            place = place_of(mention, places, mentions)
            if place is not None:
                placed.place = _verbatim(original, folded, words, place.start, place.end, cut=place.cut)
                placed.country = place.country
                placed.own_place = 0 <= place.start - mention.end <= 12
            found.append(placed)
        before.extend(mentions)
        if len(found) > _MAX_PLACED:
            break
    return found


def _first_sentence(text: str) -> int:
    """Where the first sentence that is no dateline or byline begins."""
    return next((span.start for span in sentences(text[:2_000]) if span.end - span.start > 45), 0)


_RELATIVE = frozenset(("الذي", "التي", "الذين", "اللذين", "اللتين", "حيث", "عندما"))


def _is_relative(words: list[Word], mention: Mention) -> bool:
    """Whether «الذي» or «التي» stands a few words before the count's cue."""
    first = min(mention.cue, mention.start)
    return any(word.text in _RELATIVE for word in words[max(0, first - 8) : first])


def _verbatim(original: str, folded: Folded, words: list[Word], start: int, end: int, *, cut: int) -> str:
    span = folded.span(words[start].start + cut, words[end - 1].end)
    return " ".join(original[span.start : span.end].split()).replace("\u0640", "")


def _quote(folded: Folded, words: list[Word], mention: Mention, sentence: Span) -> Span:
    """The sentence, or of a very long one the words around the count."""
    if sentence.end - sentence.start <= 420:
        return folded.span(sentence.start, sentence.end)
    first = max(0, min(mention.cue, mention.start) - 8)
    last = min(len(words), mention.end + 25)
    return folded.span(words[first].start, words[last - 1].end)
