"""The lines of a page as a walk over them asks for them: what each is, and whether it may be headline or paragraph."""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from crawler.arabic.letters import fold_key
from crawler.pages.furniture.chrome import Line, LineKind, line_kind
from crawler.pages.furniture.labels import is_label_of_link
from crawler.pages.several.containers import holds
from crawler.pages.several.parts import SENTENCE_END
from crawler.pages.several.whose import goes_on
from crawler.pages.text.blocks import Block

BULLET = re.compile(r"\s*[•●▪■◄►»*·]\s*\S")
_LONGEST_HEADLINE = 200
_LONGEST_BOX = 60  # blocks
_NO_HEADLINE = re.compile('^[«"“]|[.!]$')  # a quotation, a sentence
_TEASER = 20  # characters of a linked headline


def _line(block: Block) -> Line:
    """What a line is by its words, and by a link at its end with a label before it: «للمزيد <a>عنوان</a>»."""
    line = line_kind(block.text)
    if line.kind is not LineKind.TEXT or not block.before_link or block.linked < 0.5:
        return line
    headline = block.text[len(block.before_link) :].strip()
    to_the_end = len(block.before_link) + block.linked * len(block.text) >= 0.95 * len(block.text)
    if not to_the_end or len(headline) < _TEASER or _NO_HEADLINE.search(headline):
        return line
    if not is_label_of_link(fold_key(block.before_link)):
        return line
    return Line(kind=LineKind.READ_ALSO, rest=headline)


class Lines:
    """Blocks with what each line is by its words; lines are named by their index."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.lines = [_line(block) for block in blocks]

    def is_inside(self, index: int) -> bool:
        """Whether the story goes on behind this line for at least two paragraphs."""
        return sum(map(self.is_paragraph, range(index + 1, min(index + 6, len(self.blocks))))) >= 2

    def headline(self, index: int) -> str:
        """A headline's words, without a label on its line."""
        return self.lines[index].rest or self.blocks[index].text

    def is_headline(self, index: int) -> bool:
        """Whether a line may be a headline by its length and end."""
        block = self.blocks[index]
        if len(block.text) > _LONGEST_HEADLINE or len(block.text) < 15:
            return False
        return bool(block.heading) or not block.text.endswith((".", ".”", '."', ".»"))

    def is_paragraph(self, index: int) -> bool:
        """Whether a line is a paragraph of a story: of some length, no link, no heading, no item of a list."""
        if index >= len(self.blocks) or self.lines[index].kind is not LineKind.TEXT:
            return False
        block = self.blocks[index]
        if block.linked > 0.5 or block.heading or BULLET.match(block.text):
            return False
        return len(block.text) >= 80 or (len(block.text) >= 40 and bool(SENTENCE_END.search(block.text)))

    def goes_on(self, index: int) -> bool:
        """Whether a line begins as paragraphs inside a story do."""
        return goes_on(self.blocks[index].text)

    def first_behind(self, box: HtmlElement, begin: int) -> int | None:
        """The first paragraph behind a box."""
        for index in range(begin, min(begin + _LONGEST_BOX, len(self.blocks))):
            if self.is_paragraph(index) and not holds(box, self.blocks[index]):
                return index
        return None

    def look_alike(self, one: int, other: int) -> bool:
        """Whether two lines are marked in the same way: as headings of a level, in bold, as links."""
        return self.marks(one) == self.marks(other)

    def is_rule(self, index: int) -> bool:
        """Whether a line is only signs, as between two texts: ***, -----."""
        text = self.blocks[index].text
        return len(text) >= 3 and not any(map(str.isalnum, text))

    def marks(self, index: int) -> tuple[int, bool, bool]:
        """How a line is marked: its level as a heading, whether it is bold, whether it is a link."""
        block = self.blocks[index]
        return block.heading, block.bold >= 0.9, block.linked >= 0.9
