"""A part of a story read into placed mentions: each with its sentence, its slots, and whether it is background."""

from dataclasses import dataclass

from crawler.arabic.letters import Folded
from crawler.arabic.sentences import sentences
from crawler.arabic.words import Word, words_of
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.scan import SentenceScan
from crawler.facts.casualty.scope import About, is_background
from crawler.facts.casualty.slots import actor_of, cause_of, place_of, slots_of
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
    place: str | None = None
    country: str | None = None
    own_place: bool = False


def placed_mentions(original: str, folded: Folded, part: Part, *, about: About, year: int | None) -> list[Placed]:
    """Every mention of a part, in order."""
    found: list[Placed] = []
    before: list[Mention] = []
    for number, span in enumerate(sentences(folded.text)):
        words = words_of(folded.text, span.start, span.end)
        lead = part is Part.TITLE or number < 1 or span.start <= _lead_end(folded.text)
        scan = SentenceScan(words, before, start_opens=part is Part.TITLE or number == 0)
        mentions = scan.run()
        if not mentions:
            continue
        background = is_background(folded.text[span.start : span.end], lead=lead, year=year, about=about)
        slots = slots_of(words)
        for mention in mentions:
            placed = Placed(
                mention=mention, part=part, sentence=number,
                quote=_quote(folded, words, mention, span), spot=folded.span(words[mention.start].start, words[mention.end - 1].end),
                background=mention.earlier or background or bool(mention.parent and mention.parent.earlier),
                cause=cause_of(mention, slots),
            )  # fmt: skip
            _fill(placed, original, folded, mention, slots)
            found.append(placed)
        before.extend(mentions)
        if len(found) > _MAX_PLACED:
            break
    return found


def _lead_end(text: str) -> int:
    """Where the lead ends: the first paragraph that is no dateline or byline."""
    start = 0
    for _ in range(3):
        end = text.find("\n", start)
        if end == -1:
            return len(text)
        if end - start > 60:
            return end
        start = end + 1
    return start


def _fill(placed: Placed, original: str, folded: Folded, mention: Mention, slots: "object") -> None:
    from crawler.facts.casualty.slots import SentenceSlots, without_prefix

    assert isinstance(slots, SentenceSlots)
    words = slots.words
    actor = actor_of(mention, slots)
    if actor is not None:
        placed.actor = _verbatim(original, folded, words, *actor, cut=without_prefix(words[actor[0]].text))
    place = place_of(mention, slots)
    if place is not None:
        placed.place = _verbatim(
            original, folded, words, place.start, place.end, cut=without_prefix(words[place.start].text)
        )
        placed.country = place.country
        placed.own_place = place.start >= mention.end


def _verbatim(original: str, folded: Folded, words: tuple[Word, ...], start: int, end: int, *, cut: int) -> str:
    span = folded.span(words[start].start + cut, words[end - 1].end)
    return " ".join(original[span.start : span.end].split()).replace("\u0640", "")


def _quote(folded: Folded, words: list[Word], mention: Mention, sentence: Span) -> Span:
    """The sentence, or of a very long one the words around the count."""
    if sentence.end - sentence.start <= 420:
        return folded.span(sentence.start, sentence.end)
    first = max(0, min(mention.cue, mention.start) - 8)
    last = min(len(words), mention.end + 25)
    return folded.span(words[first].start, words[last - 1].end)
