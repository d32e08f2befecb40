"""The stories in a run of blocks: the page's own, and those that follow it after a read-also heading.

Outlets put «إقرأ أيضاً» before a link to another story inside a story that goes on below it, and also before
another story's full text. `whose` tells them apart by their words, `containers` by the page's tree; a box of headlines,
with or without excerpts, is removed, whatever its length.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.arabic.letters import fold_key
from crawler.pages.credits.bylines import byline_of
from crawler.pages.furniture.chrome import Line, LineKind, without_inline_teaser
from crawler.pages.several.containers import are_neighbours, holds, own_container
from crawler.pages.several.lines import BULLET, Lines
from crawler.pages.several.parts import Part, finish
from crawler.pages.several.whose import Under, is_own_paragraph, under_headline
from crawler.pages.text.blocks import Block
from crawler.pages.words import same_headline, shared_part, stems

_MAX_TEASERS = 12
_MOST_STORIES = 12  # what has more is no story's page, and is not read to its end
_LOOK_BACK = 30  # paragraphs of the present story that a following text is compared with
_LOOK_AHEAD = 12  # blocks behind a headline in which its paragraphs are looked for
_LONGEST_STANDFIRST = 200
_LONGEST_TEASER = 150
_NEXT_TO_THE_END = 2  # blocks
_SHORTEST_STORY = 250  # characters; the same in one paragraph has to be longer, for that is how excerpts look
_ONE_PARAGRAPH, _ONE_PARAGRAPH_APART = 500, 300
_APART = 4.5  # what speaks for a story in a container of its own, or next to the end of the one above
_SAID_AGAIN = 0.2  # of a headline's words in the two paragraphs under it, where no label stands above
_SHORTEST_REPEAT = 80
_ENDS_A_RUN = (LineKind.READ_ALSO, LineKind.ENDING, LineKind.TAGS, LineKind.SOURCE)


def stories_in(blocks: Sequence[Block], titles: Sequence[str] = ()) -> list[Part]:
    """The stories that the blocks hold, in order, without what stands around them.

    `titles` are what the page and the feed call the page's own story: such a headline opens no second story.
    """
    return walk(blocks, titles).parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """What a walk over a page's blocks found: the parts in their order, where the second is announced (the index of a
    block, None for a single story), and the line above the first."""

    parts: list[Part]
    split_at: int | None
    heading: str


def walk(blocks: Sequence[Block], titles: Sequence[str] = ()) -> Walk:
    """The stories that the blocks hold, and where the second begins; see `stories_in`."""
    reader = _Reader(blocks, titles)
    reader.read()
    for part in reader.parts:
        finish(part)
    return Walk(parts=reader.parts, split_at=reader.split_at, heading=reader.heading)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """The paragraphs that may be a headline's own, as indices of blocks.

    `apart`: they have a container of their own, or stand behind tags or a source line. `in_cards`: behind them comes
    the next of several headlines with an excerpt. `resumes_at`: the headline's box is closed before the present story
    goes on there.
    """

    paragraphs: list[int]
    apart: bool = False
    in_cards: bool = False
    resumes_at: int | None = None


class _Reader:
    """A walk over the blocks. `closed` is set once tags or a source line have ended the present story."""

    def __init__(self, blocks: Sequence[Block], titles: Sequence[str]) -> None:
        self._blocks = blocks
        self._page = Lines(blocks)
        self._lines = self._page.lines
        self._titles = titles
        self.parts = [Part()]
        self.split_at: int | None = None  # the block that announces the second story
        self.heading, self._level = "", 0  # the line above the first story, and its level
        self._mass = 0  # characters of the present story's paragraphs, without menus and the like
        self._last = -1  # the block of the present story's last paragraph
        self._said: set[str] = set()
        self._stems: dict[str, frozenset[str]] = {}
        self._misses = 0  # lines in a row that are no paragraph, in a later story of a page
        self._closed = False
        self._closed_at = -1  # the block that ended the present story last
        self._over = False

    def read(self) -> None:
        index = 0
        while index < len(self._blocks) and len(self.parts) <= _MOST_STORIES:
            index = self._step(index)

    def _step(self, index: int) -> int:
        line, part = self._lines[index], self.parts[-1]
        if line.kind is LineKind.READ_ALSO:
            return self._after_label(index)
        if line.kind is LineKind.ENDING:
            self._over = self._over or (part.size > 0 and not self._stands_above(index + 1))
        elif line.kind is LineKind.TAGS:
            return self._tags(index)
        elif line.kind is LineKind.SOURCE:
            return self._source(index)
        elif line.kind is LineKind.TEXT:
            if self._may_open(index) and self._under(index, index)[0] is Under.STORY:
                return self._begin(index, index)
            self._keep(index)
        elif line.kind is LineKind.NOTICE and part.size and self._page.is_inside(index):
            self._keep(index)  # a story about cookies or about what readers wrote
        elif line.kind is LineKind.AGENCY and self._mass and not (self._closed or self._over):
            part.last_line = self._blocks[index].text
        elif not self._mass or (line.kind is LineKind.BYLINE and self._mass <= _LONGEST_STANDFIRST):
            self._note_head(line, self._blocks[index].text)
        return index + 1

    def _may_open(self, index: int) -> bool:
        """Whether a headline without a label may open a story here."""
        if self._over or not self._mass or not self._page.is_headline(index):
            return False
        if self._begins_article(index) or self._is_own_title(self._page.headline(index)):
            return True
        # Far behind a story's end only what looks like a headline is one: there readers' comments and rules stand.
        block = self._blocks[index]
        marked = block.where is None or block.heading > 0 or block.bold >= 0.9
        return self._closed and (marked or index - self._closed_at <= _NEXT_TO_THE_END)

    def _begins_article(self, index: int) -> bool:
        """Whether the headline stands above another <article>, or is an <h1> like the first story's in its own box."""
        block, last = self._blocks[index], self._blocks[self._last]
        if block.heading and block.article > 0 and 0 < last.article < block.article:
            return True
        if block.heading != 1 or self._level != 1:
            return False
        box, body = own_container(block, last), self._blocks[index + 1 : index + 4]
        return box is not None and any(holds(box, line) for line in body)

    def _is_own_title(self, title: str) -> bool:
        """Whether the page or the feed calls the page's own story so, and the line above the first one does not say
        that this is another: a page's only <h1> may be that of its second story."""
        own = [known for known in self._titles if same_headline(self.heading, known)] or self._titles
        return any(same_headline(title, known) for known in own)

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
            self.heading, self._level = block.text, block.heading

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
        self._closed = self._closed or (part.size > 0 and not self._stands_above(index + 1))
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

    def _stands_above(self, following: int) -> bool:
        """Whether a line that ends stories stands between the headline and the text: a source, «0 تعليقات», tags.

        Above it are crumbs and perhaps a standfirst, behind it at least twice as much.
        """
        if self._mass > _LONGEST_STANDFIRST or len(self.parts) > 1:
            return False
        behind = 0
        for index in range(following, min(following + _LOOK_AHEAD, len(self._blocks))):
            if self._lines[index].kind is LineKind.READ_ALSO:
                break
            if self._page.is_paragraph(index):
                behind += len(self._blocks[index].text)
        return behind > max(2 * self._mass, _LONGEST_STANDFIRST)

    def _after_label(self, label: int) -> int:
        """Passes over a read-also label with its headlines and excerpts, or begins the story that it announces."""
        teasers = [label] if self._lines[label].rest else []
        begin = at = label + 1
        while True:
            while at < len(self._blocks) and len(teasers) < _MAX_TEASERS:
                if not self._is_teaser(at, first=not teasers and begin == label + 1):
                    break
                teasers.append(at)
                at += 1
            # Of several headlines the last is the likeliest; a first paragraph without a full stop passes for one.
            found = [(headline, *self._under(headline, teasers[0], label)) for headline in reversed(teasers[-3:])]
            for headline, under, _ in found:
                if under is Under.STORY and begin == label + 1:
                    return self._begin(label, headline)
            end = next((end for _, under, end in found if under is Under.EXCERPT), None)
            if end is None:
                break
            begin, at, teasers = end, end, []
        self._over = self._over or self._closed  # a list of others below a story that has ended: nothing comes behind
        if begin == label + 1:
            return at
        while begin < at and self._blocks[begin].linked >= 0.9:
            begin += 1
        return begin  # behind an excerpt a short line may be the story's own again

    def _begin(self, label: int, headline: int) -> int:
        if self.split_at is None:
            self.split_at = label
        self.parts.append(Part(title=self._page.headline(headline)))
        self._closed = self._over = False
        self._mass = self._misses = 0
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

    def _under(self, headline: int, first: int, label: int | None = None) -> tuple[Under, int]:
        """What stands under the headline, and the block behind it if it is an excerpt.

        `first` is the first headline behind the label, which is likelier to be a story's than one behind it.
        """
        title, run = self._page.headline(headline), self._run(headline, label)
        if run.resumes_at is not None:
            return Under.EXCERPT, run.resumes_at
        following = [self._blocks[index].text for index in run.paragraphs]
        size = sum(map(len, following))
        if not following or self._mass < 150:
            return Under.SAME, headline + 1
        own = self._is_own_title(title)
        if own and not (size >= _SHORTEST_STORY and self._is_another_above(title, following)):
            return Under.SAME, headline + 1
        said_again = shared_part(stems(title), stems(" ".join(following[:2])))
        if label is None and said_again < _SAID_AGAIN:
            return Under.SAME, headline + 1
        under = under_headline(title, following, self._present(own), favour=self._favour(headline, first, run))
        shortest = _SHORTEST_STORY
        if len(following) == 1:
            shortest = _ONE_PARAGRAPH_APART if run.apart else _ONE_PARAGRAPH
        if under is Under.STORY and (size < shortest or (run.in_cards and len(following) == 1)):
            under = Under.EXCERPT if len(following) == 1 else Under.SAME
        if under is Under.EXCERPT and not self._page.look_alike(headline, first):
            under = Under.SAME  # a sub-heading behind a box
        return under, run.paragraphs[0] + 1

    def _favour(self, headline: int, first: int, run: _Run) -> float:
        """What the page's markup says for a story under the headline, in the units of `whose`."""
        block = self._blocks[headline]
        favour = _APART if run.apart else 0.0
        if headline != first:
            # Behind a box of links what looks like another headline is a sub-heading of the story going on.
            favour -= 1.5 if self._page.look_alike(headline, first) else 3.0
        if block.linked >= 0.9:
            return favour - 0.5
        return favour + (0.5 if block.heading or block.bold >= 0.9 else 0.0)

    def _is_another_above(self, title: str, following: Sequence[str]) -> bool:
        """Whether above the page's own title there is a whole story: another one, or the same for the first time."""
        part = self.parts[-1]
        if self._mass < 400 or len(part.paragraphs) < 3:
            return False
        above = self._present(own=True)
        return shared_part(stems(title), above) < 0.35 or shared_part(stems(" ".join(following[:3])), above) >= 0.85

    def _present(self, own: bool) -> frozenset[str]:
        """The stems of the present story, with its title if that is known."""
        texts = self.parts[-1].paragraphs[-_LOOK_BACK:]
        known = self._titles if len(self.parts) == 1 and not own else ()
        for text in (*texts, *known):
            if text not in self._stems:
                self._stems[text] = stems(text)
        return frozenset().union(*(self._stems[text] for text in (*texts, *known)))

    def _run(self, headline: int, label: int | None) -> _Run:
        """The paragraphs under a headline, up to where something else begins."""
        found: list[int] = []
        body, in_cards = headline + 1, False
        for index in range(body, min(body + _LOOK_AHEAD, len(self._blocks))):
            block, kind = self._blocks[index], self._lines[index].kind
            if kind in _ENDS_A_RUN or block.article != self._blocks[body].article:
                break
            if self._page.is_paragraph(index):
                found.append(index)
            elif kind is LineKind.TEXT and found:
                in_cards = self._is_next_card(headline, index)
                if in_cards or block.linked >= 0.9:
                    break
        apart = self._closed or self._begins_article(headline)
        block, last = self._blocks[headline], self._blocks[self._last]
        box = own_container(block, last) if self._last >= 0 else None
        if box is None:
            return _Run(paragraphs=found, apart=apart, in_cards=in_cards)
        inside = [index for index in found if holds(box, self._blocks[index])]
        if label is not None and label != headline and holds(box, self._blocks[label]):
            behind = self._page.first_behind(box, body)
            if behind is not None and are_neighbours(self._blocks[behind], last):
                return _Run(paragraphs=inside, resumes_at=behind)
        return _Run(paragraphs=inside or found, apart=apart, in_cards=in_cards)

    def _is_next_card(self, headline: int, index: int) -> bool:
        """Whether a line is the next of several headlines that have an excerpt each, not a sub-heading."""
        block = self._blocks[index]
        if not self._page.is_headline(index) or not self._page.is_paragraph(index + 1):
            return False
        if not self._page.look_alike(headline, index):
            return False
        if index == headline + 2 and not self._page.is_paragraph(index + 2):
            return True  # one paragraph under each
        known = stems(" ".join(line.text for line in self._blocks[headline:index]))
        return is_own_paragraph(block.text, [self._blocks[index + 1].text], known | self._present(own=False))
