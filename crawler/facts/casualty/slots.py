"""Where people came to harm, as far as a sentence ties a place to a count.

A place is strong where it can be that of the happening; it is weak where it only tells where a source speaks from,
where the harmed come from or were taken to («مصدر في مستشفى …», «من أهالي …», «نقلوا إلى …»).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from crawler.arabic.letters import fold_key
from crawler.arabic.place_lists import SPOTS, kind_of
from crawler.arabic.places import WIDE_KINDS, Place, chains_of, origin_at
from crawler.arabic.words import Remembered, Word
from crawler.facts.casualty.breaks import breaks_between
from crawler.facts.casualty.causes import names_cause
from crawler.facts.casualty.hands import strikes_again
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import Of
from crawler.facts.casualty.weak_places import (
    ENDS,
    HAPPENS,
    LISTS,
    MOVED,
    SOURCES,
    is_of_branch,
    is_weak,
    opens_speech,
    tells_outcome,
)

_HERE = Path(__file__).parent
_REACH = 40  # words behind a count within which its place may stand
_TIED = 3  # words between a count and a place that is told of it alone
_FRAME = 3  # words at the head of a sentence within which a place is the frame of what is told there
_WHENCE = 9  # words behind a count within which «من» tells whence its people were taken
_TOTAL = 12  # words that a running total takes, from its verb to its «منذ»


_NATION, _LINKS, _SIDES, _PASSING, _SETTLED, _NEARBY, _LANDS, _ROADS, _RISES, _HOURS = (
    LISTS[kind]
    for kind in (
        *("nation", "links", "sides", "passing", "settled", "nearby"),
        *("lands", "roads", "rises", "hours"),
    )
)
_FLIGHT = frozenset(map(fold_key, "الفرار النزوح المغادرة مغادرة ترك الهرب الرحيل الخروج إخلاء".split()))
_MEANT = frozenset(map(fold_key, "إقليم محافظة ولاية مدينة بلاد مقاطعة بلدة قرية".split()))
_MEANS = frozenset(map(fold_key, "في أنحاء عموم تشهد شهدت وتشهد وشهدت داخل أبناء سكان عبر مخيمات".split()))
_SCENERY = SPOTS | _PASSING | frozenset(map(fold_key, "جزيرة شاطئ مضيق سد خليج سجن".split()))
_ABOUT = frozenset(("محيط", "داخل", "وسط", "انحاء", "قرب"))
_WIDER = WIDE_KINDS | {fold_key("العاصمة")}
_SEVENTH = fold_key("السابع")  # of October
_Chain = Sequence[Place]


def _state_names() -> frozenset[str]:
    rows = (_HERE.parents[1] / "arabic" / "regions.tsv").read_text(encoding="utf-8").splitlines()
    fields = (line.split("\t") for line in rows if line and not line.startswith("#"))
    return frozenset(fold_key(name) for _, level, names in fields if level == "state" for name in names.split(","))


_STATES = _state_names()
_WHOLES = _STATES | {fold_key(name) for name in ("قطاع غزة", "الضفة الغربية", "الضفة")}  # reported on as one


class FoundPlace(NamedTuple):
    """The chain of places of a count, the narrowest first; `own` where it is told of this count or its clause."""

    chain: _Chain
    own: bool
    weak: bool = False


_NOWHERE = FoundPlace((), own=False)


def place_of(mention: Mention, words: Sequence[Word], places: Sequence[Place], others: Sequence[Mention]) -> FoundPlace:
    """The strong chain behind the count, else one ahead of it, else a weak one; none where several stand side by side."""
    found = _place_of(mention, words, places, others)
    beside = _beside(words, found.chain)
    if not beside or found.weak:
        return found
    return FoundPlace(found.chain[beside:], own=True)


def _beside(words: Sequence[Word], chain: _Chain) -> int:
    """How many places at the head of a chain stand side by side («محافظتي صعدة والحديدة»); 0 where one is in the other."""
    last = 0
    for at in range(1, len(chain)):
        if at > 1 and words[chain[at - 1].start - 1].text == "بين":
            break  # «قرب باتيل على الطريق بين دهوك وزاخو»
        place, before = chain[at], words[chain[at].start - 1]
        of_kind = place.kind and (kind := kind_of(before.text)) is not None and kind[1] > 0 and before.text[0] == "و"
        glued = place.cut > 0 and words[place.start].text[0] == "و"
        if (glued and chain[at - 1].end == place.start) or (of_kind and chain[at - 1].end == place.start - 1):
            last = at
    return last + 1 if last else 0


def _place_of(
    mention: Mention, words: Sequence[Word], places: Sequence[Place], others: Sequence[Mention]
) -> FoundPlace:
    whence = _whence(mention, words, places, others) if mention.outcome in MOVED else None
    if whence is not None:
        return FoundPlace(whence, own=True)
    if not places:
        return _NOWHERE
    chains = _chains(places, words, others)
    strong = [
        chain for chain in chains if not is_weak(words, chain, mention.outcome, range(mention.start, mention.end))
    ]
    first = min(mention.cue, mention.start)
    whole = mention.parent if mention.parent in others else None
    since = _since_when(mention, words) or (_since_when(whole, words) if whole is not None else 0)
    before = [chain for chain in strong if since <= chain[0].start and chain[0].end <= mention.start]
    last = before[-1] if before else None
    tied = last is not None and _is_counted(words, last, mention.start)
    if last is not None and tied and not breaks_between(words, last[0].end, first + 1):
        opens = _is_open(words, last, mention)
        within = _behind(mention, words, strong, others, has_ahead=True) if opens else None
        return FoundPlace(within or last, own=True)
    risen = _rises_at(mention, words)
    if last is not None and 0 < risen < last[0].start and last[-1].end <= mention.start:
        return FoundPlace(last, own=True)  # «…، لترتفع حصيلة الوفيات في الأردن إلى خمس»
    ahead = [chain for chain in before if not _is_shares(chain, mention, words, others)]
    near = [chain for chain in ahead if not breaks_between(words, chain[0].end, first + 1, contrasts=False)]
    behind = _behind(mention, words, strong, others, has_ahead=bool(near))
    if behind is not None and not (near and _is_wide(words, behind) and not _is_tied(behind[0], mention)):
        return FoundPlace(behind, own=True)
    if near:
        return FoundPlace(_narrowest(words, near), own=True)
    if ahead:
        return FoundPlace(ahead[-1], own=False)
    later = next((c for c in strong if c[0].start >= mention.end and not _is_shares(c, mention, words, others)), None)
    if later is not None:
        return FoundPlace(later, own=False)
    weak = [chain for chain in chains if chain not in strong and not since]
    return FoundPlace(weak[0], own=False, weak=True) if weak else _NOWHERE


def _is_open(words: Sequence[Word], head: _Chain, mention: Mention) -> bool:
    """Whether a narrower place may follow one at the head of a share: «في مصر، حيث …», «- ولاية مستغانم: …»."""
    if head[0].kind in WIDE_KINDS and words[head[-1].end].text == ":":
        return True
    return _is_wide(words, head) and any(word.text == "حيث" for word in words[head[-1].end : mention.start])


def _whence(
    mention: Mention, words: Sequence[Word], places: Sequence[Place], others: Sequence[Mention]
) -> _Chain | None:
    """«اعتقلت … 25 مواطنا من الضفة», «نزح 300 شخص من بلدة … إلى …»: whence people were taken or fled."""
    limit = min(len(words) - 1, mention.end + _WHENCE)
    for at in range(mention.end, limit):
        if words[at].text == "علي" and words[at + 1].text in _FLIGHT:
            continue  # «أجبرت … على الفرار من …»
        if words[at].text in ENDS or words[at].text in HAPPENS or any(other.start == at for other in others):
            return None
        behind = at + 2 if words[at + 1].text in _ABOUT else at + 1
        origin = origin_at(words, behind) if words[at].text == "من" and behind < len(words) else None
        if origin is not None:
            return (origin, *(place for place in places if 0 <= place.start - origin.end <= _TIED))
    return None


def kind_meant(mention: Mention, words: Sequence[Word]) -> str | None:
    """«97 قتيلا بالإقليم», «في أنحاء البلاد»: the kind of a place that was named before, where a clause only says that."""
    first = min(mention.cue, mention.start)
    for at in range(max(0, first - _TOTAL), min(len(words), mention.end + _TOTAL)):
        kind = _meant[words[at].text]
        if kind is not None and (words[at].text[0] == "ب" or (at > 0 and words[at - 1].text in _MEANS)):
            office = any(SOURCES[word.text] for word in words[max(0, at - 3) : at])
            return None if office else kind
    return None


def _kind_of(text: str) -> str | None:
    """The kind of place that «بالإقليم», «البلاد» means."""
    kind = text.removeprefix("ب").removeprefix("ال")
    return kind if kind in _MEANT and "ال" in text[:3] else None


_meant = Remembered(_kind_of)


def is_running_total(mention: Mention, words: Sequence[Word]) -> bool:
    """«…، ليرتفع عدد الصحفيين القتلى إلى 238 منذ بدء الحرب»: a total that goes on from the news to a longer time."""
    return _since_when(mention, words) > 0


def _rises_at(mention: Mention, words: Sequence[Word]) -> int:
    """Where the verb of a total that goes on from the news stands; 0 for other counts."""
    first = mention.start
    return next((at for at in range(first, max(-1, first - _TOTAL), -1) if words[at].text in _RISES), 0)


def _since_when(mention: Mention, words: Sequence[Word]) -> int:
    """Where a running total begins: a place of the news ahead of it is not that of the total; 0 for other counts."""
    rises = _rises_at(mention, words)
    if not rises:
        return 0
    for at in range(rises, min(len(words) - 1, mention.end + _TOTAL)):
        text = words[at].text
        if (text == "منذ" and words[at + 1].text not in _HOURS) or (text == "بعد" and words[at + 1].text == _SEVENTH):
            return rises
    return 0


def first_strong(words: Sequence[Word], places: Sequence[Place]) -> _Chain:
    """The chain that a sentence without a count is about, as a headline or a lead may be."""
    strong = strong_chains(words, places)
    return _narrowest(words, strong) if strong else ()


def strong_chains(words: Sequence[Word], places: Sequence[Place]) -> list[_Chain]:
    """The chains of a sentence that may be those of a happening."""
    chains = [part for chain in chains_of(places) for part in _parted(words, chain)]
    return [_narrow_first(words, chain) for chain in chains if not is_weak(words, chain)]


def _chains(places: Sequence[Place], words: Sequence[Word], mentions: Sequence[Mention]) -> list[_Chain]:
    """Places that stand in one another; one chain ends where a count stands between, or a list goes on."""
    chains: list[_Chain] = []
    told = chains_of([place for place in places if not names_cause(words, place.start)])
    for chain in (part for whole in told for part in _parted(words, whole)):
        start = 0
        for at in range(1, len(chain)):
            gap = range(chain[at - 1].end, chain[at].start + 1)
            listed = any(words[i].text == "ثم" or tells_outcome(words, i) or _adds(words, i) for i in gap)
            if listed or any(mention.start in gap for mention in mentions):
                chains.append(chain[start:at])
                start = at
        chains.append(chain[start:])
    return [_narrow_first(words, chain) for chain in chains]


def _parted(words: Sequence[Word], chain: _Chain) -> list[_Chain]:
    """A chain without what is no part of the place ahead: «في كابول إن … ولاية هرات», «من أبناء … في ترعة …»."""
    parts: list[_Chain] = []
    start = 0
    for at in range(1, len(chain)):
        gap = range(chain[at - 1].end, chain[at].start)
        speech = any(opens_speech(words[i].text) for i in gap)
        leaves = any(words[i].text == "الي" for i in gap) and words[chain[at - 1].start - 1].text == "من"
        scene = chain[at].kind in _SCENERY and words[chain[at].start - 1].text in HAPPENS
        ahead = words[chain[at].start - 2 : chain[at].start]
        whence = chain[at].kind in _SETTLED and any(word.text == "من" for word in ahead)  # «بالفاشر و… من حي النصر»
        if speech or leaves or whence or (scene and is_weak(words, chain[at - 1 : at])):
            parts.append(chain[start:at])
            start = at
    parts.append(chain[start:])
    return parts


def _narrow_first(words: Sequence[Word], chain: _Chain) -> _Chain:
    """«ترعة الإبراهيمية أمام قرية نواي», «السواحل الليبية قرب زوارة»: without what only runs past the place."""
    if len(chain) < 2:
        return chain
    first, second = chain[0], chain[1]
    if is_of_branch(words, first.start):
        return chain[1:]
    if first.kind in _PASSING and second.kind in _SETTLED:
        return chain[1:]
    near = words[second.start - 1].text in _NEARBY or words[max(0, second.start - 2)].text in _NEARBY
    lands = first.kind in _LANDS or _is_wide(words, chain[:1])
    leads = near or (lands and _leads_on(words, second))
    return chain[1:] if leads and (first.kind in _ROADS or lands) and not _is_wide(words, chain[1:2]) else chain


def _adds(words: Sequence[Word], at: int) -> bool:
    """«… بجماعة تمنارت، وإقليم الرشيدية (4)»: whether a list goes on at a word."""
    text = words[at].text
    return text[0] == "و" and len(text) > 3 and text not in _SIDES and at > 0 and words[at - 1].text == "،"


def is_state(name: str) -> bool:
    """Whether a name as the text has it is that of a state, or of a land that is reported on like one."""
    return fold_key(name) in _WHOLES


def _narrowest(words: Sequence[Word], chains: Sequence[_Chain]) -> _Chain:
    """The last chain that is more than a state or a side; a province or the capital only where nothing narrower is."""
    narrow = [c for c in chains if not _is_wide(words, c) and words[max(0, c[0].start - 1)].text not in _SIDES]
    if not narrow:
        return chains[-1]
    within = [chain for chain in narrow if chain[0].kind not in _WIDER]
    return (within or narrow)[-1]


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
        or (start == end + 1 and words[end].text == "(")
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
    counted = any(other.start >= chain[0].end for other in others if other.start < following[-1][0].start)
    if (
        len(following) > 1
        and not (counted and _is_tied(chain[0], mention))
        and _is_wide(words, chain)
        and not breaks_between(words, mention.end, following[1][0].start)
    ):
        chain = following[1]
    place = chain[0]
    if place.start - mention.end > _REACH or breaks_between(words, mention.end, place.start):
        return None
    if has_ahead and any(word.text == ":" for word in words[mention.end : place.start]):
        return None  # «46 قتيلا في فيتنام، وتتوزع كالآتي: لاو كاي 22»
    if _is_shares(chain, mention, words, others) or _is_laters(place, mention, words, others, has_ahead=has_ahead):
        return None
    shares = [other for other in others if other.parent is mention or other.phrase.of is Of.THEM]
    if has_ahead and any(_is_tied(place, other) for other in shares if other is not mention):
        return None  # «في بعلبك 20 شهيدا، منهم 11 في يونين»
    if has_ahead and any(_holds(other, place, words) for other in others if other.parent is mention):
        return None  # «في ولايات عمان إلى 18، بينهم عشرة جرفت السيول مركبتهم في المضيبي»
    if has_ahead and any(word.text in _NATION for word in words[mention.end : min(mention.end + 12, place.start)]):
        return None  # «214 شخصا في البلاد»
    return chain


def _holds(share: Mention, place: Place, words: Sequence[Word]) -> bool:
    """Whether a place is told in the clause of a share."""
    return share.end <= place.start and all(word.text != "،" for word in words[share.end : place.start])


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
    if has_ahead and strikes_again(words, mention.end, place.start - 1):
        return True  # «… وقضى فيه 49 مدنيا، وضربة على حفل في قرية … أسفرت عن 20 قتيلا»
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
        if comma and 0 <= first - place.end <= _TIED and not _leads_on(words, place):
            return True  # «5 قتلى، تليها غليزان بأربعة»
    return False


def _leads_on(words: Sequence[Word], place: Place) -> bool:
    """Whether a place stands behind «في» or «بـ», as one does that closes what was told."""
    at = place.start
    if place.kind and at and words[at - 1].text.endswith(place.kind):
        at -= 1  # «في مدينة بوري»
    return words[at].text.startswith("ب") or (at > 0 and words[at - 1].text in HAPPENS)
