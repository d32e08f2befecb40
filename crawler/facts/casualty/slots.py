"""Where people came to harm, as far as a sentence ties a place to a count.

A place is strong where it can be that of the happening; it is weak where it only tells where a source speaks from,
where the harmed come from or were taken to («مصدر في مستشفى …», «من أهالي …», «نقلوا إلى …»).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from crawler.arabic.letters import fold_key
from crawler.arabic.places import Place, chains_of
from crawler.arabic.words import Word, clitics
from crawler.facts.casualty.breaks import breaks_between
from crawler.facts.casualty.causes import names_cause
from crawler.facts.casualty.cues import CUES
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import Of
from crawler.facts.figure import Outcome

_HERE = Path(__file__).parent
_REACH = 40  # words behind a count within which its place may stand
_TIED = 3  # words between a count and a place that is told of it alone
_FRAME = 3  # words at the head of a sentence within which a place is the frame of what is told there
_LOOK_BACK = 4  # words ahead of a place that tell what it is the place of


def _lists() -> dict[str, frozenset[str]]:
    rows = (_HERE / "slots.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in rows if line and not line.startswith("#"))
    return {kind: frozenset(map(fold_key, words.split())) for kind, words in pairs}


_LISTS = _lists()
_SOURCES, _ORIGINS, _NAMES, _HAPPENS, _FROM, _TOWARDS, _SAYS, _LEADING, _NATION, _LINKS, _SIDES = (
    _LISTS[kind]
    for kind in (
        *("sources", "origins", "names", "happens", "from", "towards"),
        *("says", "leading", "nation", "links", "sides"),
    )
)
_ENDS = frozenset(("،", "\n", ".", ":"))
_DASHES = frozenset(("/", "-", "(", "_"))
_Chain = Sequence[Place]


def _state_names() -> frozenset[str]:
    rows = (_HERE.parents[1] / "arabic" / "regions.tsv").read_text(encoding="utf-8").splitlines()
    fields = (line.split("\t") for line in rows if line and not line.startswith("#"))
    return frozenset(fold_key(name) for _, level, names in fields if level == "state" for name in names.split(","))


_STATES = _state_names()


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """The chain of places of a count, the narrowest first; `own` where it is told of this count or its clause."""

    chain: _Chain
    own: bool


_NOWHERE = FoundPlace((), own=False)


def place_of(mention: Mention, words: Sequence[Word], places: Sequence[Place], others: Sequence[Mention]) -> FoundPlace:
    """The strong chain behind the count, else one ahead of it, else a weak one."""
    if not places:
        return _NOWHERE
    chains = _chains(places, words, others)
    strong = [chain for chain in chains if not _is_weak(words, chain, mention.outcome)]
    first = min(mention.cue, mention.start)
    ahead = [
        chain for chain in strong if chain[0].end <= mention.start and not _is_shares(chain, mention, words, others)
    ]
    near = [chain for chain in ahead if not breaks_between(words, chain[0].end, first + 1)]
    tied = next((chain for chain in reversed(near) if _is_counted(words, chain, mention.start)), None)
    if tied is not None:
        return FoundPlace(tied, own=True)
    behind = _behind(mention, words, strong, others, has_ahead=bool(near))
    if behind is not None and not (near and _is_wide(words, behind)):
        return FoundPlace(behind, own=True)
    if near:
        return FoundPlace(_narrowest(words, near), own=True)
    if ahead:
        return FoundPlace(ahead[-1], own=False)
    later = next((c for c in strong if c[0].start >= mention.end and not _is_shares(c, mention, words, others)), None)
    if later is not None:
        return FoundPlace(later, own=False)
    weak = [chain for chain in chains if chain not in strong]
    return FoundPlace(weak[0], own=False) if weak else _NOWHERE


def first_strong(words: Sequence[Word], places: Sequence[Place]) -> _Chain:
    """The chain that a sentence without a count is about, as a headline or a lead may be."""
    strong = [chain for chain in chains_of(places) if not _is_weak(words, chain)]
    return _narrowest(words, strong) if strong else ()


def _chains(places: Sequence[Place], words: Sequence[Word], mentions: Sequence[Mention]) -> list[_Chain]:
    """Places that stand in one another; one chain ends where a count stands between, or a list goes on."""
    chains: list[_Chain] = []
    for chain in chains_of([place for place in places if not names_cause(words, place.start)]):
        start = 0
        for at in range(1, len(chain)):
            gap = range(chain[at - 1].end, chain[at].start + 1)
            listed = any(words[i].text == "ثم" or CUES.at(words, i) is not None for i in gap)
            if listed or any(mention.start in gap for mention in mentions):
                chains.append(chain[start:at])
                start = at
        chains.append(chain[start:])
    return chains


def is_state(name: str) -> bool:
    """Whether a name as the text has it is that of a state."""
    return fold_key(name) in _STATES


def _narrowest(words: Sequence[Word], chains: Sequence[_Chain]) -> _Chain:
    """The first chain that is more than a state or a side; where that opens the sentence («وفي صور، …»), the last."""
    narrow = [c for c in chains if not _is_wide(words, c) and words[max(0, c[0].start - 1)].text not in _SIDES]
    if not narrow:
        return chains[-1]
    return narrow[-1] if narrow[0][0].start <= _FRAME else narrow[0]


def _is_wide(words: Sequence[Word], chain: _Chain) -> bool:
    place = chain[0]
    text = " ".join(word.text for word in words[place.start : place.end])
    return len(chain) == 1 and text[place.cut :] in _STATES


def _is_counted(words: Sequence[Word], chain: _Chain, start: int) -> bool:
    """«تليها بابل بـ254», «النبطية: 9»: between a place and its count stands no more than «بـ» or a colon."""
    end = chain[-1].end
    if not 0 <= start - end <= _TIED:
        return False
    return (
        (start == end and not words[start].text.startswith("و"))
        or words[start].text.startswith("ب")
        or any(word.text in _LINKS for word in words[end:start])
    )


def _behind(
    mention: Mention, words: Sequence[Word], strong: Sequence[_Chain], others: Sequence[Mention], *, has_ahead: bool
) -> _Chain | None:
    following = [chain for chain in strong if chain[0].start >= mention.end]
    if not following:
        return None
    chain = following[0]
    if len(following) > 1 and _is_wide(words, chain) and not breaks_between(words, mention.end, following[1][0].start):
        chain = following[1]
    place = chain[0]
    if place.start - mention.end > _REACH or breaks_between(words, mention.end, place.start):
        return None
    if _is_shares(chain, mention, words, others) or _is_laters(place, mention, words, others, has_ahead=has_ahead):
        return None
    if has_ahead and any(_is_tied(place, other) for other in others if other.parent is mention):
        return None  # «في بعلبك 20 شهيدا، منهم 11 في يونين»
    if has_ahead and any(word.text in _NATION for word in words[mention.end : min(mention.end + 12, place.start)]):
        return None  # «214 شخصا في البلاد»
    return chain


def _is_tied(place: Place, mention: Mention) -> bool:
    return 0 <= place.start - mention.end <= _TIED


def _is_shares(chain: _Chain, mention: Mention, words: Sequence[Word], others: Sequence[Mention]) -> bool:
    """Whether a place is that of a share alone: «27 توفوا …، سبعة منهم في سجن …»."""
    return any(
        other is not mention
        and other.parent is not None
        and mention.parent is not other
        and (other.phrase.of is Of.THEM or other.parent is mention.parent)
        and _is_tied(chain[0], other)
        and all(word.text != "،" for word in words[other.end : chain[0].start])
        and not (
            mention.start < other.start and other.parent is mention.parent and other.outcome is not mention.outcome
        )
        for other in others
    )


def _is_laters(
    place: Place, mention: Mention, words: Sequence[Word], others: Sequence[Mention], *, has_ahead: bool
) -> bool:
    """Whether a place behind a count is that of a further count."""
    gap = place.start - mention.end
    if gap <= 1:
        return False
    comma = any(word.text == "،" for word in words[mention.end : place.start])
    for other in others:
        if other is mention:
            continue
        told = mention.end < other.cue < place.start and other.parent is None and other.phrase.explicit
        if has_ahead and told and gap > 12:
            return True  # a further count with a cue of its own stands between
        if has_ahead and comma and other.cue == place.end and words[other.cue].text[0] != "و":
            return True  # «وتصادم قطارين قرب العياط أصيب فيه 44»
        first = min(other.start, other.cue) if other.cue >= place.end else other.start
        if comma and 0 <= first - place.end <= _TIED and not _leads_on(words, place.start):
            return True  # «5 قتلى، تليها غليزان بأربعة»
    return False


def _leads_on(words: Sequence[Word], at: int) -> bool:
    """Whether a place stands behind «في» or «بـ», as one does that closes what was told."""
    return words[at].text.startswith("ب") or (at > 0 and words[at - 1].text in _HAPPENS)


def _is_weak(words: Sequence[Word], chain: _Chain, outcome: Outcome | None = None) -> bool:
    """Whether the words about a place make it that of a source or of an origin."""
    at, end = chain[0].start, chain[-1].end
    follows = words[end].text if end < len(words) else ""
    if at <= 1 and (follows in _DASHES or follows[:1].isdigit()):
        return True  # a dateline
    if at <= _FRAME and follows in _SAYS and words[0].text in _LEADING:
        return True  # «وفي واشنطن قال مسؤول»
    flees = outcome is Outcome.DISPLACED
    for back in range(1, min(_LOOK_BACK, at) + 1):
        text = words[at - back].text
        if text in _ENDS:
            return False
        if text in _TOWARDS and back <= 2 and flees:
            return True
        if text == "من" and back <= 2 and not flees:
            return at - back == 0 or not _any_in(words[at - back - 1].text, _FROM)
        if back == 1 and _any_in(text, _NAMES):
            return True  # «قوات سوريا الديمقراطية»
        if (back <= 2 and text in _SAYS) or _any_in(text, _SOURCES) or (_any_in(text, _ORIGINS) and not flees):
            return True
    return False


def _any_in(text: str, listed: frozenset[str]) -> bool:
    return text in listed or any(rest in listed for _, rest in clitics(text))
