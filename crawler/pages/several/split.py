"""The stories in a run of blocks: the page's own, and those that follow it after a read-also heading.

Outlets put «إقرأ أيضاً» before a link to another story inside a story that goes on below it, and also before
another story's full text. `whose` tells them apart by their words, `containers` by the page's tree; a box of headlines,
with or without excerpts, is removed, whatever its length.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from crawler.arabic.letters import fold_key
from crawler.pages.credits.bylines import byline_of
from crawler.pages.furniture.chrome import Line, LineKind, counts_comments, without_inline_teaser
from crawler.pages.furniture.notices import speaks_for_the_outlet
from crawler.pages.several.containers import are_neighbours, holds, own_container
from crawler.pages.several.lines import BULLET
from crawler.pages.several.parts import Part, finish
from crawler.pages.several.present import Present
from crawler.pages.several.whose import Under
from crawler.pages.text.blocks import Block

_MAX_TEASERS = 12
_LONGEST_BOX = 60  # blocks
_MOST_STORIES = 12  # what has more is no story's page, and is not read to its end
_LONGEST_STANDFIRST = 200
_LONGEST_TEASER = 150
_SHORTEST_REPEAT = 80
_ABOUT_WRITER = re.compile("(?:كاتب|مولف|محرر)")


def stories_in(blocks: Sequence[Block], titles: Sequence[str] = ()) -> list[Part]:
    """The stories that the blocks hold, in order, without what stands around them.

    `titles` are what the page and the feed call the page's own story: such a headline opens no second story.
    """
    return walk(blocks, titles).parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """What a walk over a page's blocks found: the parts in their order, where the second is announced (the index of a
    block, None for a single story), the line above the first, and the blocks of boxes of other stories' headlines."""

    parts: list[Part]
    split_at: int | None
    heading: str
    passed: frozenset[int]


def walk(blocks: Sequence[Block], titles: Sequence[str] = ()) -> Walk:
    """The stories that the blocks hold, and where the second begins; see `stories_in`."""
    reader = _Reader(blocks, titles)
    reader.read()
    for part in reader.parts:
        finish(part)
    return Walk(parts=reader.parts, split_at=reader.split_at, heading=reader.heading, passed=frozenset(reader.passed))


class _Reader(Present):
    """A walk over the blocks."""

    def read(self) -> None:
        index = 0
        while index < len(self._blocks) and len(self.parts) <= _MOST_STORIES:
            index = self._step(index)

    def _step(self, index: int) -> int:
        line, part = self._lines[index], self.parts[-1]
        if line.kind is LineKind.READ_ALSO:
            return self._after_label(index)
        if line.kind is LineKind.ENDING or (self._blocks[index].heading and counts_comments(self._blocks[index].text)):
            about_writer = _ABOUT_WRITER.search(fold_key(self._blocks[index].text)) is not None
            self._over = self._over or (part.size > 0 and (about_writer or not self._story_follows(index)))
        elif line.kind is LineKind.TAGS:
            return self._tags(index)
        elif line.kind is LineKind.SOURCE:
            return self._source(index)
        elif line.kind is LineKind.TEXT:
            if self._may_open(index) and self._under(index, index)[0] is Under.STORY:
                return self._begin(index, index)
            self._keep(index)
        elif line.kind is LineKind.NOTICE and part.size and self._is_told(index):
            self._keep(index)
        elif line.kind is LineKind.AGENCY and self._mass and not (self._closed or self._over):
            part.last_line = self._blocks[index].text
        elif not self._mass or (line.kind is LineKind.BYLINE and self._mass <= _LONGEST_STANDFIRST):
            self._note_head(line, self._blocks[index].text)
        return index + 1

    def _is_told(self, index: int) -> bool:
        """Whether a notice in the middle of a text is of a story about cookies, or about what readers wrote."""
        return self._page.is_inside(index) and not speaks_for_the_outlet(fold_key(self._blocks[index].text))

    def _keep(self, index: int) -> None:
        if self._closed or self._over:
            return
        block, paragraph = self._blocks[index], self._page.is_paragraph(index)
        if len(self.parts) > 1 and block.where is not None:
            # Behind a later story of a page stands the rest of the page: menus, other headlines, the footer.
            listed = block.in_list and block.linked < 0.5
            self._misses = 0 if paragraph or listed else self._misses + 1
            self._over = self._misses >= 3
            if block.linked >= 0.9 or self._over:
                return
        text = without_inline_teaser(block.text)
        key = fold_key(text)
        if text and not (len(text) >= _SHORTEST_REPEAT and key in self._said):
            self._said.add(key)
            self.parts[-1].paragraphs.append(text)
            self.parts[-1].last_line = None
        if paragraph:
            self._mass += len(block.text)
            self._last = index
        elif (
            not self._mass
            and len(self.parts) == 1
            and self._page.is_headline(index)
            and (block.heading or not self._level)
        ):
            self.heading, self._level, self._headline = block.text, block.heading, index
        elif self._mass and (block.heading or block.bold >= 0.9):
            self._headings.add(self._page.marks(index))

    def _note_head(self, line: Line, text: str) -> None:
        part = self.parts[-1]
        if line.kind is LineKind.BYLINE:
            part.byline = part.byline or byline_of([line.rest])
        elif line.kind is LineKind.DATELINE:
            part.dateline = part.dateline or text
        elif line.kind is LineKind.AGENCY:
            part.credits.append(text)

    def _tags(self, index: int) -> int:
        part, self._closed_at = self.parts[-1], index
        rest = self._lines[index].rest
        part.tags = part.tags or tuple(tag.strip() for tag in re.split("[،,#|]", rest) if tag.strip())
        self._closed = self._closed or (part.size > 0 and not self._story_follows(index))
        return index + 1

    def _source(self, index: int) -> int:
        part, rest = self.parts[-1], self._lines[index].rest
        step = 1
        if not rest and index + 1 < len(self._blocks) and len(self._blocks[index + 1].text) <= 60:
            rest, step = self._blocks[index + 1].text, 2
        part.credited_source = part.credited_source or rest or None
        if rest:
            part.credits.append(rest)
        # A source line ends a story, unless a paragraph of the same story follows.
        following = index + step
        self._closed = self._closed or (
            part.size > 0
            and not self._stands_above(following)
            and not (self._page.is_paragraph(following) and self._page.goes_on(following))
        )
        self._closed_at = index + step - 1
        return index + step

    def _after_label(self, label: int) -> int:
        """Passes over a read-also label with its headlines and excerpts, or begins the story that it announces."""
        teasers = [label] if self._lines[label].rest else []
        begin = at = label + 1
        cards_end = self._behind_cards(label)
        while cards_end == label:
            at = self._behind_teasers(label, at, teasers)
            # Of several headlines the last is the likeliest; a first paragraph without a full stop passes for one.
            headlines = [*teasers[-3:], *self._unlinked_headline(label, at, teasers)]
            found = [(headline, *self._under(headline, teasers[0], label)) for headline in reversed(headlines)]
            for headline, under, _ in found:
                if under is Under.STORY and begin == label + 1:
                    return self._begin(label, headline)
            end = next((end for line, under, end in found if under is Under.EXCERPT and line < at), None)
            if end is None:
                break
            begin, at, teasers = end, end, []
        at = max(at, cards_end)
        self._over = self._over or self._closed  # a list of others below a story that has ended: nothing comes behind
        if begin != label + 1:
            # Behind an excerpt a short line may be the story's own again.
            at = next((index for index in range(begin, at) if self._blocks[index].linked < 0.9), at)
        # A single line without a link under a label may be the story going on: an excerpt is told by its words.
        links = range(label if self._lines[label].rest else label + 1, at)
        if self._mass and (begin != label + 1 or any(map(self._is_link, links))):
            self.passed.update(takewhile(lambda index: not self._is_own_heading(index), range(label, at)))
        return at

    def _behind_teasers(self, label: int, begin: int, teasers: list[int]) -> int:
        """The block behind the headlines that follow each other from `begin` on; they are added to `teasers`."""
        at = begin
        while at < len(self._blocks) and len(teasers) < _MAX_TEASERS:
            first = not teasers and begin == label + 1
            if not self._is_teaser(at, first=first) or (teasers and self._is_behind_the_box(label, at, teasers)):
                break
            teasers.append(at)
            at += 1
        return at

    def _unlinked_headline(self, label: int, at: int, teasers: Sequence[int]) -> list[int]:
        """The headline behind a box of links that may be another story's, in the present one's container."""
        may_be_one = teasers and at < len(self._blocks) and self._page.is_headline(at)
        return [at] if may_be_one and self._is_behind_the_box(label, at, teasers) else []

    def _is_behind_the_box(self, label: int, index: int, teasers: Sequence[int]) -> bool:
        """Whether a short line between the story's paragraphs is its own again: a sub-heading behind a box of links."""
        block, last = self._blocks[index], self._blocks[self._last]
        if not self._mass or block.linked >= 0.5 or not are_neighbours(block, last):
            return False
        if all(self._blocks[teaser].linked >= 0.5 for teaser in teasers):
            return True
        box = own_container(self._blocks[label], last)
        return box is not None and holds(box, self._blocks[label + 1]) and not holds(box, block)

    def _behind_cards(self, label: int) -> int:
        """The block behind the label's box, if that holds several linked headlines with a paragraph or two each."""
        box = own_container(self._blocks[label], self._blocks[self._last]) if self._mass else None
        if box is None:
            return label
        end = label + 1
        cards: list[int] = []
        while end < min(label + _LONGEST_BOX, len(self._blocks)) and holds(box, self._blocks[end]):
            linked = self._blocks[end].linked >= 0.9 and self._page.is_headline(end)
            if linked and self._page.is_paragraph(end + 1) and holds(box, self._blocks[end + 1]):
                cards.append(end)
            end += 1
        paragraphs = sum(map(self._page.is_paragraph, range(label, end)))
        is_box = len(cards) >= 2 and paragraphs <= 2 * len(cards) and self._page.look_alike(cards[0], cards[1])
        return end if is_box and not any(map(self._is_own_heading, range(label + 1, end))) else label

    def _is_link(self, index: int) -> bool:
        return self._blocks[index].linked >= 0.5

    def _is_own_heading(self, index: int) -> bool:
        return self._blocks[index].heading == 1 or self._is_own_title(self._page.headline(index))

    def _begin(self, label: int, headline: int) -> int:
        if self.split_at is None:
            self.split_at = label
        self.parts.append(Part(title=self._page.headline(headline)))
        self._closed = self._over = False
        self._mass = self._misses = 0
        self._headline = headline
        self._headings.clear()
        return headline + 1

    def _is_teaser(self, index: int, *, first: bool) -> bool:
        page, block = self._page, self._blocks[index]
        if self._lines[index].kind is not LineKind.TEXT:
            return self._lines[index].kind in (LineKind.DATELINE, LineKind.CREDIT)
        if block.linked >= 0.9 or BULLET.match(block.text):
            return True
        if first:
            # An extractor leaves a box's label and drops its links: what stands below is the story going on.
            is_story = page.is_paragraph(index) and (page.goes_on(index) or len(block.text) > _LONGEST_TEASER)
            return page.is_headline(index) and not is_story
        if self._blocks[index - 1].linked >= 0.9 and page.is_paragraph(index) and page.is_paragraph(index + 1):
            return False  # a box of links is over where paragraphs follow each other, with or without full stops
        return page.is_headline(index) and len(block.text) <= 140 and not page.goes_on(index)
