"""The stories in a run of blocks: the page's own, and those that follow it after a read-also heading.

Outlets put «إقرأ أيضاً» before a link to another story inside a story that goes on below it, and also before
another story's full text. `_opens_a_story` tells them apart; a box of headlines is removed, whatever its length.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from crawler.arabic.letters import fold_key
from crawler.pages.blocks import Block
from crawler.pages.chrome import Line, LineKind, agency_named, line_kind, without_inline_teaser
from crawler.pages.words import same_headline, shared_part, stems

_SENTENCE_END = re.compile(r"[.!؟?…:؛][\"»”')\]]*$")
_BULLET = re.compile(r"\s*[•●▪■◄►»*·]\s*\S")
# How paragraphs go on in Arabic news and leads nearly never begin (folded).
_GOES_ON = re.compile(
    "(?:كما|من (?:جهت|جانب|ناحيت)ها?|من (?:جهه|ناحيه)|بدورها?|(?:في |ب)المقابل|في (?:السياق|سياق|غضون)|يذكر ان|يشار الي"
    "|تجدر|جدير|الي ذلك|علي صعيد|لكن|غير ان|بيد ان|الا ان|ثم|بحسب|اما|فيما|فقد|فان|ففي) "
)
# Words that begin with waw by themselves; before any other word it is «and».
_WAW_WORDS = re.compile(
    "و(?:زير|زار|زع|فاه|فيات|فد|كال|كلاء|لي|لاي|لاده|اشنطن|ثيق|ثايق|صل|صف|قع|قف|ضع|دع|جه|فق|افق|احد|حد|سط|سيط|سايل|رش|رد"
    "|رق|عد|ضح|اجه|اصل|سام|رث|طن|باء|قود|قت|قايع|جود|جوه|سع|زن|هم|فر|الد|ارسو|اتس|يكي|يل)"
)
_MAX_TEASERS = 12
_LOOK_BACK = 30  # paragraphs of the present story that a following text is compared with
_LOOK_AHEAD = 12  # blocks behind a headline in which its paragraphs are looked for
_LONGEST_HEADLINE = 200


@dataclass(slots=True, kw_only=True)
class Part:
    """One story as it is collected from blocks."""

    title: str = ""
    paragraphs: list[str] = field(default_factory=list)
    credited_source: str | None = None
    byline: str | None = None
    dateline: str | None = None
    tags: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Its paragraphs, divided by an empty line."""
        return "\n\n".join(self.paragraphs)

    @property
    def size(self) -> int:
        """Characters of its paragraphs."""
        return sum(map(len, self.paragraphs))


def stories_in(blocks: Sequence[Block], titles: Sequence[str] = ()) -> list[Part]:
    """The stories that the blocks hold, in order, without what stands around them.

    `titles` are what the page and the feed call the page's own story: such a headline opens no second story.
    """
    reader = _Reader(blocks, titles)
    reader.read()
    for part in reader.parts:
        _drop_crumbs(part)
        if part.paragraphs and not part.credited_source:
            part.credited_source = agency_named(part.paragraphs[0], part.paragraphs[-1])
    return reader.parts


def _drop_crumbs(part: Part) -> None:
    """Takes short lines off the head of a story that are no sentences: a section's name, a menu's remains."""
    while len(part.paragraphs) > 1 and len(part.paragraphs[0]) < 25 and not _SENTENCE_END.search(part.paragraphs[0]):
        part.paragraphs.pop(0)


def second_story(blocks: Sequence[Block], titles: Sequence[str] = ()) -> int | None:
    """The index of the block where a page's second story is announced, or None."""
    reader = _Reader(blocks, titles)
    reader.read()
    return reader.split_at


class _Reader:
    """A walk over the blocks. `closed` is set once tags or a source line have ended the present story."""

    def __init__(self, blocks: Sequence[Block], titles: Sequence[str]) -> None:
        self._blocks = blocks
        self._lines = [line_kind(block.text) for block in blocks]
        self._titles = titles
        self.parts = [Part()]
        self.split_at: int | None = None
        self._mass = 0  # characters of the present story's paragraphs, without menus and the like
        self._article = 0  # where the present story's last paragraph stands
        self._misses = 0  # lines in a row that are no paragraph, in a later story of a page
        self._closed = False
        self._over = False

    def read(self) -> None:
        index = 0
        while index < len(self._blocks):
            index = self._step(index)

    def _step(self, index: int) -> int:
        line, part = self._lines[index], self.parts[-1]
        if line.kind is LineKind.READ_ALSO:
            return self._after_label(index)
        if line.kind is LineKind.ENDING:
            self._over = self._over or part.size > 0
        elif line.kind is LineKind.TAGS:
            return self._tags(index)
        elif line.kind is LineKind.SOURCE:
            return self._source(index)
        elif line.kind is LineKind.TEXT:
            if self._may_open(index) and self._opens_a_story(index, labelled=False):
                return self._begin(index, index)
            self._keep(index)
        elif line.kind is LineKind.NOTICE and part.size and self._is_inside(index):
            self._keep(index)  # a story about cookies or about what readers wrote
        elif not part.size:
            self._note_head(line, self._blocks[index].text)
        return index + 1

    def _may_open(self, index: int) -> bool:
        """Whether a headline without a label may stand here: behind tags or a source, or above another <article>."""
        if self._over or not self._is_headline(index):
            return False
        block = self._blocks[index]
        marked = block.where is None or block.heading > 0 or block.bold >= 0.9
        return (self._closed and marked) or self._begins_article(index)

    def _begins_article(self, index: int) -> bool:
        block = self._blocks[index]
        return bool(block.heading) and block.article > 0 and 0 < self._article < block.article

    def _keep(self, index: int) -> None:
        if self._closed or self._over:
            return
        block, paragraph = self._blocks[index], self._is_paragraph(index)
        if len(self.parts) > 1 and block.where is not None:
            # Behind a later story of a page stands the rest of the page: menus, other headlines, the footer.
            listed = block.in_list and block.linked < 0.5
            self._misses = 0 if paragraph or listed else self._misses + 1
            self._over = self._misses >= 3
            if block.linked >= 0.9 or self._over:
                return
        text = without_inline_teaser(block.text)
        if text:
            self.parts[-1].paragraphs.append(text)
        if paragraph:
            self._mass += len(block.text)
            self._article = block.article

    def _is_inside(self, index: int) -> bool:
        """Whether the story goes on behind this line for at least two paragraphs."""
        return sum(map(self._is_paragraph, range(index + 1, min(index + 6, len(self._blocks))))) >= 2

    def _note_head(self, line: Line, text: str) -> None:
        part = self.parts[-1]
        if line.kind is LineKind.BYLINE:
            part.byline = part.byline or line.rest
        elif line.kind is LineKind.DATELINE:
            part.dateline = part.dateline or text
        elif line.kind is LineKind.AGENCY:
            part.credited_source = part.credited_source or text

    def _tags(self, index: int) -> int:
        part = self.parts[-1]
        rest = self._lines[index].rest
        part.tags = part.tags or tuple(tag.strip() for tag in re.split("[،,#|]", rest) if tag.strip())
        if not part.size:
            return index + 1
        self._closed = True
        return index + 1

    def _source(self, index: int) -> int:
        part, rest = self.parts[-1], self._lines[index].rest
        step = 1
        if not rest and index + 1 < len(self._blocks) and len(self._blocks[index + 1].text) <= 60:
            rest, step = self._blocks[index + 1].text, 2
        part.credited_source = part.credited_source or rest or None
        # A source line ends a story, unless a paragraph of the same story follows.
        following = index + step
        self._closed = self._closed or (
            part.size > 0 and not (self._is_paragraph(following) and self._goes_on(following))
        )
        return index + step

    def _after_label(self, index: int) -> int:
        """Passes over a read-also label with its headlines, or begins the story that it announces."""
        teasers = [index] if self._lines[index].rest else []
        at = index + 1
        while at < len(self._blocks) and len(teasers) < _MAX_TEASERS and self._is_teaser(at, first=not teasers):
            teasers.append(at)
            at += 1
        # Of several headlines the last is the likeliest; a first paragraph without a full stop passes for one.
        for headline in reversed(teasers[-3:]):
            if self._opens_a_story(headline, labelled=True):
                return self._begin(index, headline)
        return at

    def _begin(self, label: int, headline: int) -> int:
        if self.split_at is None:
            self.split_at = label
        self.parts.append(Part(title=self._headline(headline)))
        self._closed = self._over = False
        self._mass = self._misses = 0
        return headline + 1

    def _headline(self, index: int) -> str:
        return self._lines[index].rest or self._blocks[index].text

    def _is_teaser(self, index: int, *, first: bool) -> bool:
        block = self._blocks[index]
        if self._lines[index].kind is not LineKind.TEXT:
            return self._lines[index].kind in (LineKind.DATELINE, LineKind.CREDIT)
        if block.linked >= 0.9 or _BULLET.match(block.text):
            return True
        if first:
            return self._is_headline(index)
        return self._is_headline(index) and len(block.text) <= 140 and not self._goes_on(index)

    def _is_headline(self, index: int) -> bool:
        block = self._blocks[index]
        if len(block.text) > _LONGEST_HEADLINE or len(block.text) < 15:
            return False
        return bool(block.heading) or not block.text.endswith((".", ".”", '."', ".»"))

    def _is_paragraph(self, index: int) -> bool:
        if index >= len(self._blocks) or self._lines[index].kind is not LineKind.TEXT:
            return False
        block = self._blocks[index]
        if block.linked > 0.5 or block.heading or _BULLET.match(block.text):
            return False
        return len(block.text) >= 80 or (len(block.text) >= 40 and bool(_SENTENCE_END.search(block.text)))

    def _goes_on(self, index: int) -> bool:
        text = fold_key(self._blocks[index].text[:80]).lstrip('"([- ')
        return bool(_GOES_ON.match(text)) or (text.startswith("و") and not _WAW_WORDS.match(text))

    def _opens_a_story(self, headline: int, *, labelled: bool) -> bool:
        """Whether the headline's own story follows it, and not the rest of the present one.

        The weights were set on 700 real stories joined in both ways: another story behind the label (90 % found,
        98 % where a source line or tags stand between), and the same story going on (99.7 % left whole).
        """
        title, part, body = self._headline(headline), self.parts[-1], headline + 1
        if self._mass < 150:
            return False
        if any(same_headline(title, known) for known in self._titles):
            return False
        following = self._paragraphs_from(body)
        size = sum(len(text) for text in following)
        if not following or size < (150 if self._closed else 250):
            return False
        if len(following) < 2 and size < 500 and not self._closed:
            return False
        words, known = stems(title), stems(" ".join(part.paragraphs[-_LOOK_BACK:]))
        to_next = shared_part(words, stems(" ".join(following[:2])))
        if to_next < (0.2 if labelled else 0.35):
            return False
        to_present = shared_part(words, stems(" ".join([part.paragraphs[0], *part.paragraphs[-2:]])))
        affinity = shared_part(stems(" ".join(following[:3])), known)
        score = 11.0 * to_next - 2.0 * to_present - 9.0 * affinity
        score += 5.0 if self._closed or self._begins_article(headline) else 0.0
        score -= 5.0 if self._goes_on(self._first_paragraph(body)) else 0.0
        if self._blocks[headline].linked >= 0.9:
            score -= 1.5
        elif self._blocks[headline].heading or self._blocks[headline].bold >= 0.9:
            score += 1.5
        return score >= 3.5

    def _first_paragraph(self, body: int) -> int:
        return next((i for i in range(body, len(self._blocks)) if self._is_paragraph(i)), body)

    def _paragraphs_from(self, body: int) -> list[str]:
        found: list[str] = []
        for index in range(body, min(body + _LOOK_AHEAD, len(self._blocks))):
            kind = self._lines[index].kind
            if kind in (LineKind.READ_ALSO, LineKind.ENDING, LineKind.TAGS, LineKind.SOURCE):
                break
            if self._blocks[index].article != self._blocks[body].article:
                break
            if self._is_paragraph(index):
                found.append(self._blocks[index].text)
            elif kind is LineKind.TEXT and found and self._blocks[index].linked >= 0.9:
                break
        return found
