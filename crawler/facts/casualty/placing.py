"""A part of a story read into placed mentions: each with its sentence, its slots, and whether it is background."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from crawler.arabic.letters import Folded
from crawler.arabic.places import Place
from crawler.arabic.words import Word
from crawler.facts.casualty.actors import actor_of
from crawler.facts.casualty.antecedents import AntecedentScan
from crawler.facts.casualty.attribution import SourceMemory, attribution_of
from crawler.facts.casualty.causes import cause_of
from crawler.facts.casualty.cues import CUES, CueKind
from crawler.facts.casualty.framed import UntoldCount
from crawler.facts.casualty.hypothesis import real_mentions
from crawler.facts.casualty.literal import literal_mentions
from crawler.facts.casualty.locating import location_of
from crawler.facts.casualty.long_past import put_long_past_behind
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.part_text import PartText, TextLine
from crawler.facts.casualty.pointers import own_lines
from crawler.facts.casualty.relevance import tells_harm, tells_more
from crawler.facts.casualty.scope import (
    About,
    is_background,
    is_earlier_toll,
    is_of_earlier_report,
    signs_of,
    tells_another,
)
from crawler.facts.casualty.shares import goes_on, is_list_line
from crawler.facts.casualty.slots import is_running_total, kind_meant, place_of
from crawler.facts.casualty.state import Sharing
from crawler.facts.casualty.unreal import tells_no_harm
from crawler.facts.casualty.when import SentenceTimes
from crawler.facts.figure import Cause, Location, Part, Period
from crawler.news import Span

_MAX_PLACED = 400
_AROUND = 100  # words


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
    around: tuple[tuple[Place, str], ...] = ()  # the places of its chain with their names
    means: str | None = None  # the kind of a place told before that its clause means («بالمحافظة»)
    weak_place: bool = False  # only where a source speaks, or the harmed come from
    runs: bool = False  # a total of a longer time than the news, which has not the news's place
    opens: bool = False  # told in the headline or the first sentence
    relative: bool = False
    apart: bool = False  # in a sentence of another happening: «وفي حادث منفصل»
    reported: bool = False  # background only because an earlier report told it
    attribution: str | None = None
    period: Period | None = None
    repeats: int = 0  # how often the same figure is told again
    sums: bool = False  # parts that the text gives add up to it, or it is such a part


def placed_mentions(
    text: PartText, *, about: About, published: date | None, untold: Mapping[int, UntoldCount] = MappingProxyType({})
) -> list[Placed]:
    """Every mention of a part, in order; `untold` says of sentences, by number, what their only count is of."""
    found: list[Placed] = []
    before: list[Mention] = []
    sharing: Sharing | None = None  # of the toll whose parts are being listed
    listed = False
    opening = _first_sentence(text)
    sources = SourceMemory(tally=about.tally)
    previous: TextLine | None = None
    unread: list[TextLine] = []  # for who says so, which only matters where something is said
    for line in own_lines(text.lines):
        unread.append(line)
        before_it, previous = previous, line
        if (
            sharing is None
            and line.number not in untold
            and not (tells_more(line.words) if before else tells_harm(line.words))
        ):
            listed = False
            continue
        carried = sharing if is_list_line(line.words) or listed else None
        starts = text.part is Part.TITLE or line.number == 0
        scan = AntecedentScan(line.words, before, start_opens=starts, sharing=carried, begins=line.begins)
        scan.untold = untold.get(line.number)
        scan.previous = before_it.words if before_it is not None else ()
        mentions = literal_mentions(line.words, real_mentions(line.words, line.begins, scan.run()))
        sharing = scan.sharing or (sharing if carried or not mentions else None)
        listed = goes_on(line.words) or (listed and is_list_line(line.words))
        if not mentions or tells_no_harm(text.said(line), line.words, line.begins):
            continue
        for earlier in unread:
            sources.read(earlier.words, earlier.begins, title=text.part is Part.TITLE)
        unread.clear()
        first = text.part is Part.TITLE or line.span.start <= opening
        setting = _Sentence(text, line, mentions, first=first, published=published)
        found.extend(_placed(mention, setting, sources, about) for mention in mentions)
        before.extend(mentions)
        if len(found) > _MAX_PLACED:
            break
    _share_sources(found)
    put_long_past_behind(found, published, tally=about.tally)
    return found


def _share_sources(found: list[Placed]) -> None:
    """«ومن بين القتلى 16 امرأة»: who gave a whole gives its shares, where no other source does."""
    by_mention = {id(placed.mention): placed for placed in found}
    for placed in found:
        whole = by_mention.get(id(placed.mention.parent)) if placed.mention.parent is not None else None
        if whole is not None and placed.attribution is None:
            placed.attribution = whole.attribution


class _Sentence:
    """What is read once for all counts of a sentence."""

    def __init__(
        self, text: PartText, line: TextLine, mentions: list[Mention], *, first: bool, published: date | None
    ) -> None:
        self.text, self.words, self.number, self.start = text, line.words, line.number, line.span.start
        said = text.said(line)
        self.span, self.apart = line.span, tells_another(said)
        self.signs = signs_of(said, line.words, line.begins)
        self.mentions, self.first, self.published = mentions, first, published
        self.times = SentenceTimes(line.words, mentions, published)
        self.causes, self.places, self.hands = line.causes, line.places, line.hands
        self._starts = [mention.start for mention in mentions]
        self._place_starts = [place.start for place in self.places]

    def around(self, mention: Mention) -> tuple[list[Mention], list[Place]]:
        """The counts and places near a count; farther ones of an endless sentence say nothing of it."""
        low, high = mention.start - _AROUND, mention.start + _AROUND
        counts = self.mentions[bisect_left(self._starts, low) : bisect_right(self._starts, high)]
        return counts, self.places[bisect_left(self._place_starts, low) : bisect_right(self._place_starts, high)]

    def spot(self, mention: Mention) -> tuple[int, int]:
        """Where the count's words stand in the sentence."""
        return self.words[mention.start].start - self.start, self.words[mention.end - 1].end - self.start


def _placed(mention: Mention, sentence: _Sentence, sources: SourceMemory, about: About) -> Placed:
    """A mention with its slots."""
    words, mentions, text = sentence.words, sentence.mentions, sentence.text
    spot = sentence.spot(mention)
    year = sentence.published.year if sentence.published else None
    background = is_background(sentence.signs, spot, first=sentence.first, year=year, about=about)
    mention.earlier = mention.earlier or is_earlier_toll(sentence.signs, spot)
    placed = Placed(
        mention=mention,
        part=text.part,
        sentence=sentence.number,
        quote=_quote(text.folded, words, mention, sentence.span),
        spot=text.folded.span(words[mention.start].start, words[mention.end - 1].end),
        background=mention.earlier or background or bool(mention.parent and mention.parent.earlier),
        relative=_is_relative(words, mention),
        apart=sentence.apart,
        reported=background and not mention.earlier and is_of_earlier_report(sentence.signs, spot),
        opens=sentence.first,
        period=sentence.times.period_of(mention),
    )
    near, places = sentence.around(mention)
    cause = cause_of(mention, sentence.causes, near)
    if cause is not None:
        placed.cause, placed.cause_gap = cause
    actor = actor_of(mention, words, near, sentence.hands)
    if actor is not None:
        named = _verbatim(text, words, actor.start, actor.end, cut=actor.cut)
        placed.actor = f"ال{named[2:]}" if named.startswith("لل") else named  # «غارة للتحالف»
    source = attribution_of(mention, words, mentions, sources)
    if source is not None:
        said = _text_at(text, source.span.start, source.span.end)
        placed.attribution = f"ال{said}" if source.article else said
    where = place_of(mention, words, places, near)
    if where.chain:
        names = [_verbatim(text, words, place.start, place.end, cut=place.cut) for place in where.chain]
        placed.place, placed.country = names[0], where.chain[0].country
        placed.location = location_of(where.chain, names, about.countries)
        if placed.location is not None:
            placed.country = placed.location.country  # the more careful answer for a name that several states have
        placed.own_place, placed.weak_place = where.own, where.weak
        placed.around = tuple(zip(where.chain, names, strict=True))
    placed.means = None if placed.own_place else kind_meant(mention, words)
    placed.runs = not placed.own_place and is_running_total(mention, words)
    return placed


def _first_sentence(text: PartText) -> int:
    """Where the first sentence that is no dateline or byline begins."""
    return next((line.span.start for line in text.lines if line.span.end - line.span.start > 45), 0)


_RELATIVE = frozenset(("الذي", "التي", "الذين", "اللذين", "اللتين"))
_FATAL = frozenset(("اودي", "اودت", "راح", "راحت", "شهد", "شهدت", "ذهب", "ازهق"))
_TOOK_PLACE = frozenset(("وقع", "وقعت", "حدث", "حدثت"))
_TALLIES = frozenset(("عدد", "حصيله"))
_AUXILIARIES = frozenset(("قد", "كان", "كانت", "فيه", "فيها", "امس", "اليوم"))


def _is_relative(words: list[Word], mention: Mention) -> bool:
    """Whether a relative clause tells the harm: «الهجوم الذي أودى بحياة 5», but not «الهجوم الذي وقع أمس أودى بحياة 5»."""
    first = min(mention.cue, mention.start)
    at = next((at for at in range(first - 1, max(-1, first - 9), -1) if words[at].text in _RELATIVE), None)
    if at is None:
        return False
    verb = next((at for at in range(at + 1, first) if words[at].text not in _AUXILIARIES), first)
    if words[verb].text in _TOOK_PLACE and any(word.text in _TALLIES for word in words[max(0, at - 6) : at]):
        return False  # «بلغ عدد المصابين في الحادث الذي وقع فجرا 30 مصابا»
    cue = CUES.at(words, verb)
    return verb == first or words[verb].text in _FATAL or (cue is not None and cue.value.kind is not CueKind.BLOCK)


def _verbatim(text: PartText, words: list[Word], start: int, end: int, *, cut: int) -> str:
    return _text_at(text, words[start].start + cut, words[end - 1].end)


def _text_at(text: PartText, start: int, end: int) -> str:
    return " ".join(text.folded.piece(text.original, start, end).replace("\u0640", "").split())


def _quote(folded: Folded, words: list[Word], mention: Mention, sentence: Span) -> Span:
    """The sentence, or of a very long one the words around the count."""
    if sentence.end - sentence.start <= 420:
        return folded.span(sentence.start, sentence.end)
    first = max(0, min(mention.cue, mention.start) - 8)
    last = min(len(words), mention.end + 25)
    return folded.span(words[first].start, words[last - 1].end)
