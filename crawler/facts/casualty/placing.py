"""A part of a story read into placed mentions: each with its sentence, its slots, and whether it is background."""

from dataclasses import dataclass
from datetime import date

from crawler.arabic.letters import Folded
from crawler.arabic.places import places_of
from crawler.arabic.sentences import sentences
from crawler.arabic.words import Word, words_of
from crawler.facts.casualty.actors import actor_of
from crawler.facts.casualty.attribution import SourceMemory, attribution_of
from crawler.facts.casualty.causes import cause_of, causes_of
from crawler.facts.casualty.cues import CUES, CueKind
from crawler.facts.casualty.hypothesis import real_mentions
from crawler.facts.casualty.locating import location_of
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.scan import SentenceScan
from crawler.facts.casualty.scope import About, is_background, is_earlier_toll
from crawler.facts.casualty.shares import goes_on, is_list_line
from crawler.facts.casualty.slots import place_of
from crawler.facts.casualty.state import Sharing
from crawler.facts.casualty.unreal import counts_the_sick
from crawler.facts.casualty.when import period_of
from crawler.facts.figure import Cause, Location, Part, Period
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
    location: Location | None = None
    own_place: bool = False
    relative: bool = False
    attribution: str | None = None
    period: Period | None = None
    repeats: int = 0  # how often the same figure is told again
    sums: bool = False  # parts that the text gives add up to it, or it is such a part


def placed_mentions(original: str, folded: Folded, part: Part, *, about: About, published: date | None) -> list[Placed]:
    """Every mention of a part, in order."""
    found: list[Placed] = []
    before: list[Mention] = []
    sharing: Sharing | None = None  # of the toll whose parts are being listed
    goes_on_from_before = False
    opening = _first_sentence(folded.text)
    year = published.year if published else None
    sources = SourceMemory(tally=about.tally)
    for number, span in enumerate(sentences(folded.text)):
        words = words_of(folded.text, span.start, span.end)
        sources.read(words, title=part is Part.TITLE)
        first = part is Part.TITLE or span.start <= opening
        listed = sharing if is_list_line(words) or goes_on_from_before else None
        scan = SentenceScan(words, before, start_opens=part is Part.TITLE or number == 0, sharing=listed)
        mentions = real_mentions(words, scan.run())
        sharing = scan.sharing or (sharing if listed or not mentions else None)
        goes_on_from_before = goes_on(words) or (goes_on_from_before and is_list_line(words))
        if not mentions or counts_the_sick(folded.text[span.start : span.end]):
            continue
        sentence = folded.text[span.start : span.end]
        causes, places = causes_of(words), places_of(words)
        for mention in mentions:
            spot = (words[mention.start].start - span.start, words[mention.end - 1].end - span.start)
            background = is_background(sentence, spot, first=first, year=year, about=about)
            mention.earlier = mention.earlier or is_earlier_toll(sentence, spot)
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
            source = attribution_of(mention, words, mentions, sources)
            if source is not None:
                said = _text_at(original, folded, source.span.start, source.span.end)
                placed.attribution = f"ال{said}" if source.article else said
            placed.period = period_of(mention, words, mentions, published)
            found_place = place_of(mention, words, places, mentions)
            chain = found_place.chain
            if chain:
                names = [_verbatim(original, folded, words, p.start, p.end, cut=p.cut) for p in chain]
                placed.place, placed.country = names[0], chain[0].country
                placed.location = location_of(chain, names, about.countries)
                placed.own_place = found_place.own
            found.append(placed)
        before.extend(mentions)
        if len(found) > _MAX_PLACED:
            break
    return found


def _first_sentence(text: str) -> int:
    """Where the first sentence that is no dateline or byline begins."""
    return next((span.start for span in sentences(text[:2_000]) if span.end - span.start > 45), 0)


_RELATIVE = frozenset(("الذي", "التي", "الذين", "اللذين", "اللتين"))
_FATAL = frozenset(("اودي", "اودت", "راح", "راحت", "شهد", "شهدت", "ذهب", "ازهق"))
_AUXILIARIES = frozenset(("قد", "كان", "كانت", "فيه", "فيها", "امس", "اليوم"))


def _is_relative(words: list[Word], mention: Mention) -> bool:
    """Whether a relative clause tells the harm: «الهجوم الذي أودى بحياة 5», but not «الهجوم الذي وقع أمس أودى بحياة 5»."""
    first = min(mention.cue, mention.start)
    at = next((at for at in range(first - 1, max(-1, first - 9), -1) if words[at].text in _RELATIVE), None)
    if at is None:
        return False
    verb = next((at for at in range(at + 1, first) if words[at].text not in _AUXILIARIES), first)
    cue = CUES.at(words, verb)
    return verb == first or words[verb].text in _FATAL or (cue is not None and cue.value.kind is not CueKind.BLOCK)


def _verbatim(original: str, folded: Folded, words: list[Word], start: int, end: int, *, cut: int) -> str:
    return _text_at(original, folded, words[start].start + cut, words[end - 1].end)


def _text_at(original: str, folded: Folded, start: int, end: int) -> str:
    span = folded.span(start, end)
    return " ".join(original[span.start : span.end].split()).replace("\u0640", "")


def _quote(folded: Folded, words: list[Word], mention: Mention, sentence: Span) -> Span:
    """The sentence, or of a very long one the words around the count."""
    if sentence.end - sentence.start <= 420:
        return folded.span(sentence.start, sentence.end)
    first = max(0, min(mention.cue, mention.start) - 8)
    last = min(len(words), mention.end + 25)
    return folded.span(words[first].start, words[last - 1].end)
