"""Several stories of one page in their order: each of them once, the page's own first."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.pages.several.parts import Part
from crawler.pages.several.split import walk
from crawler.pages.text.blocks import Block
from crawler.pages.words import same_headline, shared_part, stems

_REPEATED = 0.85  # of the shorter text's stems that stand in the longer one
_LONGER = 1.2  # times the text above: that one was an excerpt
_SAID_IN_TEXT = 0.5  # of a title's stems that stand in the first paragraphs of its story


@dataclass(frozen=True, slots=True, kw_only=True)
class Stories:
    """A page's stories, its own first.

    `cut_at` is the block from which on nothing belongs to the first story; None where that one reaches to the end of
    the page or stands behind another. `count` is how many stories there were with those that say the same twice.
    `passed` are the blocks of boxes of other stories' headlines and excerpts.
    """

    parts: list[Part]
    cut_at: int | None
    count: int
    passed: frozenset[int] = frozenset()


def stories_of_page(blocks: Sequence[Block], titles: Sequence[str], *, hint: str | None = None) -> Stories:
    """The stories that stand on a page, each once.

    `titles` are what the feed and the page call its own, best first; `hint` is the feed's alone.
    """
    found = walk(blocks, titles)
    if len(found.parts) == 1:  # as on nearly every page
        return Stories(parts=found.parts, cut_at=found.split_at, count=1, passed=found.passed)
    parts = _own_first(_without_repeats(found.parts), titles, hint=hint, heading=found.heading)
    cut_at = found.split_at if parts[0] is found.parts[0] else None
    return Stories(parts=parts, cut_at=cut_at, count=len(found.parts), passed=found.passed)


def _without_repeats(parts: Sequence[Part]) -> list[Part]:
    """The parts without those that stand on the page twice: of an excerpt and its full text the longer one is kept."""
    kept: list[tuple[Part, frozenset[str]]] = []
    for part in parts:
        words = stems(part.text)
        at = next((number for number, (_, known) in enumerate(kept) if _is_repeat(words, known)), None)
        if at is None:
            kept.append((part, words))
        elif part.size > _LONGER * kept[at][0].size:
            part.title = kept[at][0].title or part.title
            kept[at] = (part, words)
    return [part for part, _ in kept]


def _is_repeat(one: frozenset[str], other: frozenset[str]) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and shared_part(shorter, longer) >= _REPEATED


def _own_first(parts: list[Part], titles: Sequence[str], *, hint: str | None, heading: str) -> list[Part]:
    """The parts with the page's own in front: the one that the feed's title fits, else most of the page's titles.

    `heading` stands above the first part, which is the page's own in case of doubt: a page whose only <h1> stands
    above a further story calls it, too, by what is that story's title.
    """
    own = _named(parts, hint, heading) if hint else None
    if own is None:
        named = Counter(at for title in titles if (at := _named(parts, title, heading)) is not None)
        own = max(sorted(named), key=named.__getitem__, default=0)
    if own and heading in parts[0].paragraphs:
        parts[0].title = parts[0].title or heading
        del parts[0].paragraphs[: parts[0].paragraphs.index(heading) + 1]
    return [parts[own], *parts[:own], *parts[own + 1 :]]


def _named(parts: Sequence[Part], title: str, heading: str) -> int | None:
    """The part that a title is of."""
    if same_headline(heading, title):
        return 0
    named = next((at for at, part in enumerate(parts) if part.title and same_headline(part.title, title)), None)
    if named is not None:
        return named
    lead = stems(" ".join(parts[0].paragraphs[:2]))
    return 0 if shared_part(stems(title), lead) >= _SAID_IN_TEXT else None
