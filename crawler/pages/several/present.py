"""The story that a walk over a page is in, and whether the next headline opens another one.

`whose` asks it by the words, `containers` by the page's tree, `lines` by how lines look; here their answers come
together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.pages.furniture.chrome import LineKind
from crawler.pages.several.containers import are_neighbours, has_twin_around, holds, own_container, stands_below_rule
from crawler.pages.several.lines import Lines
from crawler.pages.several.parts import Part
from crawler.pages.several.whose import Under, is_own_paragraph, under_headline
from crawler.pages.text.blocks import Block
from crawler.pages.words import same_headline, shared_part, stems

_LOOK_BACK = 30  # paragraphs of the present story that a following text is compared with
_LOOK_AHEAD = 12  # blocks behind a headline in which its paragraphs are looked for
_LONGEST_STANDFIRST = 200
_LONGEST_TAGS = 120
_NEXT_TO_THE_END = 2  # blocks
_SHORTEST_STORY = 250  # characters; the same in one paragraph has to be longer, for that is how excerpts look
_ONE_PARAGRAPH, _ONE_PARAGRAPH_APART = 500, 300
# What speaks for a story in an <article> of its own, or next to the end of the one above; in a box like the one around
# the present story with its headline; behind a rule, a call to share or tags; in another box of its own. The last two
# are below zero, for sub-headings stand there as well: chosen on 250 pairs of stories and 400 stories cut in two.
_APART, _TWIN, _BEHIND_A_RULE, _OWN_BOX = 4.5, 1.0, -0.5, -1.0
_FULL_HEADLINE = 6  # words; sub-headings have fewer
_WHOLE_STORY, _WHOLE_PARAGRAPHS = (
    300,
    3,
)  # characters and paragraphs that stand above a headline that only looks like one
_SAID_AGAIN = 0.2  # of a headline's words in the two paragraphs under it, where no label stands above
# What may stand between two paragraphs of a story besides a line of tags.
_BETWEEN = (LineKind.TAGS, LineKind.ENDING, LineKind.SHARE, LineKind.TOOL, LineKind.CREDIT)
_ENDS_A_RUN = (LineKind.READ_ALSO, LineKind.ENDING, LineKind.TAGS, LineKind.SOURCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """The paragraphs that may be a headline's own, as indices of blocks.

    `apart` is what their container speaks for a story of their own, or tags or a source line above. `in_cards`:
    behind them comes the next of several headlines with an excerpt. `resumes_at`: the headline's box is closed before
    the present story goes on there.
    """

    paragraphs: list[int]
    apart: float | None = None
    in_cards: bool = False
    resumes_at: int | None = None


class Present:
    """A walk's place on a page. `_closed` is set once tags or a source line have ended the present story."""

    def __init__(self, blocks: Sequence[Block], titles: Sequence[str]) -> None:
        self._blocks = blocks
        self._page = Lines(blocks)
        self._lines = self._page.lines
        self._titles = titles
        self.parts = [Part()]
        self.split_at: int | None = None  # the block that announces the second story
        self.heading, self._level = "", 0  # the line above the first story, and its level
        self._own, self._own_under = titles, ""  # the titles that the page's own story has, as far as that line says
        self.passed: set[int] = set()  # the blocks of boxes of other stories' headlines
        self._mass = 0  # characters of the present story's paragraphs, without menus and the like
        self._headline = -1  # the block of the present story's headline
        self._headings: set[tuple[int, bool, bool]] = set()  # how the sub-headings of the present story are marked
        self._last = -1  # the block of the present story's last paragraph
        self._said: set[str] = set()
        self._stems: dict[str, frozenset[str]] = {}
        self._misses = 0  # lines in a row that are no paragraph, in a later story of a page
        self._closed = False
        self._closed_at = -1  # the block that ended the present story last
        self._over = False

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

    def _story_follows(self, index: int) -> bool:
        """Whether a line that ends stories, tags or a call to comment, ends none: the present one stands below it."""
        return self._stands_above(index + 1) or self._goes_on_behind(index)

    def _goes_on_behind(self, index: int) -> bool:
        """Whether two paragraphs follow a line at once, in the container of the present story's last one.

        An editor put it between them. Readers' comments have names, hours or boxes of their own.
        """
        found, last = 0, self._blocks[self._last]
        if not self._mass:
            return False
        for following in range(index + 1, min(index + 1 + _LOOK_AHEAD, len(self._blocks))):
            if self._page.is_paragraph(following):
                if not are_neighbours(self._blocks[following], last):
                    return False
                found += 1
                is_own = self._lines[index].kind is LineKind.TAGS and self._page.goes_on(following)
                if found == 2 or is_own:
                    return True
            elif self._lines[following].kind not in _BETWEEN:
                return False
        return False

    def _may_open(self, index: int) -> bool:
        """Whether a headline without a label may open a story here."""
        if not self._mass or not self._page.is_headline(index):
            return False
        if self._over:  # behind readers' comments only what begins as the page's own story does
            return self._blocks[index].heading == 1 and self._begins_article(index)
        if self._begins_article(index) or self._is_own_title(self._page.headline(index)):
            return True
        if self._set_apart(index) is not None:
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

    def _set_apart(self, index: int) -> float | None:
        """What the place of a headline without a label speaks for a story of its own; None where it cannot be one."""
        block, last, marked = self._blocks[index], self._blocks[self._last], self._page.marks(index)
        if not (block.heading or block.bold >= 0.9 or block.where is None) or marked in self._headings:
            return None  # the present story has sub-headings that look like this
        if len(block.text.split()) < _FULL_HEADLINE or block.text.endswith(("؟", ":")):
            return None
        box = own_container(block, last)
        holds_text = box is not None and any(
            self._page.is_paragraph(following) and holds(box, self._blocks[following])
            for following in range(index + 1, min(index + 5, len(self._blocks)))
        )
        if box is not None and holds_text and self._is_in_twin_of(box):
            return _TWIN
        if self._mass < _WHOLE_STORY or len(self.parts[-1].paragraphs) < _WHOLE_PARAGRAPHS:
            return None
        if self._is_behind_a_rule(index):
            return _BEHIND_A_RULE
        return _OWN_BOX if holds_text and block.heading else None

    def _is_in_twin_of(self, box: HtmlElement) -> bool:
        return self._headline >= 0 and has_twin_around(box, self._blocks[self._headline])

    def _is_behind_a_rule(self, index: int) -> bool:
        """Whether a line stands right behind a rule, a call to share or the links of tags."""
        above, last = self._blocks[index - 1], self._blocks[self._last]
        if self._lines[index - 1].kind is LineKind.SHARE or self._page.is_rule(index - 1):
            return True
        tags = above.linked >= 0.9 and len(above.text) <= _LONGEST_TAGS and not are_neighbours(above, last)
        return (tags and index - 1 > self._last) or stands_below_rule(self._blocks[index])

    def _is_own_title(self, title: str) -> bool:
        """Whether the page or the feed calls the page's own story so, and the line above the first one does not say
        that this is another: a page's only <h1> may be that of its second story."""
        if self._own_under != self.heading:
            self._own_under = self.heading
            self._own = [known for known in self._titles if same_headline(self.heading, known)] or self._titles
        return any(same_headline(title, known) for known in self._own)

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
            shortest = _ONE_PARAGRAPH_APART if (run.apart or 0.0) > 0 else _ONE_PARAGRAPH
        if under is Under.STORY and (size < shortest or (run.in_cards and len(following) == 1)):
            under = Under.EXCERPT if len(following) == 1 else Under.SAME
        if under is Under.EXCERPT and not self._page.look_alike(headline, first):
            under = Under.SAME  # a sub-heading behind a box
        return under, run.paragraphs[0] + 1

    def _favour(self, headline: int, first: int, run: _Run) -> float:
        """What the page's markup says for a story under the headline, in the units of `whose`."""
        block = self._blocks[headline]
        favour = run.apart or 0.0
        if headline != first:
            # Behind a box of links what looks like another headline is a sub-heading of the story going on.
            favour -= 1.5 if self._page.look_alike(headline, first) else self._against_a_sub_heading(headline, first)
        if block.linked >= 0.9:
            return favour - 0.5
        return favour + (0.5 if block.heading or block.bold >= 0.9 else 0.0)

    def _against_a_sub_heading(self, headline: int, first: int) -> float:
        full = len(self._blocks[headline].text.split()) >= _FULL_HEADLINE and self._blocks[headline].linked < 0.5
        return -_OWN_BOX if full and self._blocks[first].linked >= 0.9 else 3.0

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
        apart = _APART if self._closed or self._begins_article(headline) else None
        if apart is None and label is None:
            apart = self._set_apart(headline)
        block, last = self._blocks[headline], self._blocks[self._last]
        box = own_container(block, last) if self._last >= 0 else None
        if box is None:
            return _Run(paragraphs=found, apart=apart, in_cards=in_cards)
        inside = [index for index in found if holds(box, self._blocks[index])]
        if label is not None and label != headline and holds(box, self._blocks[label]):
            behind = self._page.first_behind(box, body)
            if behind is not None and are_neighbours(self._blocks[behind], last):
                return _Run(paragraphs=inside, resumes_at=self._first_own(box, body, behind))
        return _Run(paragraphs=inside or found, apart=apart, in_cards=in_cards)

    def _first_own(self, box: HtmlElement, begin: int, paragraph: int) -> int:
        """The present story's first line behind a box, which may be a sub-heading above the paragraph."""
        for index in range(begin, paragraph):
            block = self._blocks[index]
            is_text = block.linked < 0.5 and self._lines[index].kind is LineKind.TEXT and not holds(box, block)
            if is_text and are_neighbours(block, self._blocks[self._last]):
                return index
        return paragraph

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
