"""What an extractor loses or says twice: a lead in a block of its own, a paragraph between two others, a pull quote.

Extractors judge elements by their names, and now and then drop a paragraph from the middle of a story. The page's own
blocks say what stood there: a line is given back if it has the same container as its neighbours and is no link.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from crawler.arabic.letters import fold_key
from crawler.pages.furniture.chrome import LineKind, counts_comments, line_kind
from crawler.pages.furniture.pictures import PICTURED
from crawler.pages.text.blocks import Block
from crawler.pages.words import same_headline, stems

_LEAD_PREFIX = 60  # characters of a description that must stand at the head of a block
_SHORTEST_LEAD = 40
_SHORTEST_UNNAMED_LEAD = 80
_SENTENCE_WITHOUT_END = 140  # characters: a second headline is shorter
_LINK = 0.9  # of a line's characters
_SPELLING = 20  # characters that folding adds or takes at most
_LONGEST_GAP = 30  # lines; a longer one is another part of the page
_SHORTEST_PARAGRAPH = 40
_SHORTEST_REPEAT = 30
_LONGEST_HEAD = 4  # lines between a lead and the text
_LONGEST_CRUMB = 25
_MOST_LINES = 600  # that are compared with each other
_LEAD = re.compile(
    r"(?:^|[-_ ])(?:lead|lede|standfirst|excerpt|summary|chapeau|synopsis|intro|introtext|brief|newsbrief|abstract)"
    r"(?:$|[-_ ])"
)
# Of two kinds: a sentence, which is a lead, and a second headline, which is none.
_SECOND_TITLE = re.compile(r"(?:^|[-_ ])(?:sub-?title|sub-?headline|sub-?heading|deck|dek)(?:$|[-_ ])")
_SENTENCE_END = re.compile(r"[.!؟?…][\"»”')\]]*$")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_INLINE = frozenset("a abbr b bdi big em font i mark q small span strong sub sup time u br".split())
_OF_A_LIST = frozenset("ul ol dl li dd dt blockquote div".split())
_ELLIPSIS = re.compile(r"(?:\s*(?:\.\.+|…|\[\s*(?:\.\.\.|…)\s*\]))+\s*$")


def with_lost_lines(lines: Sequence[Block], blocks: Sequence[Block]) -> list[Block]:
    """The lines in the page's order, and between and behind them those blocks that belong to the same container."""
    lines = _in_page_order(lines, blocks)
    places = _places(lines, blocks)
    known = {squeezed(line.text) for line in lines}
    found: list[Block] = []
    for number, line in enumerate(lines):
        before, at = (places[number - 1] if number else None), places[number]
        if before is not None and at is not None and 1 < at - before <= _LONGEST_GAP:
            found += _lost_between(blocks, before, at, known)
        found.append(line)
    if len(places) > 1 and places[-1] is not None:
        found += _lost_behind(blocks, places[-1])
    return found


def _lost_between(blocks: Sequence[Block], before: int, at: int, known: set[str]) -> list[Block]:
    gap = blocks[before + 1 : at]
    kinds = [line_kind(block.text).kind for block in gap]
    if LineKind.READ_ALSO in kinds:
        return []
    containers = {_container(blocks[before]), _container(blocks[at])} - {None}
    return [
        _as_line(block)
        for block, kind in zip(gap, kinds, strict=True)
        # A label behind which nothing belongs to the story is not read, but has to be seen.
        if kind is LineKind.ENDING
        or (block.heading and counts_comments(block.text))
        or (squeezed(block.text) not in known and _belongs(block, containers))
    ]


def _lost_behind(blocks: Sequence[Block], last: int) -> list[Block]:
    """What follows the last line in its container, up to the first block that is something else."""
    found: list[Block] = []
    containers = {_container(blocks[last])} - {None}
    for block in blocks[last + 1 : last + 1 + _LONGEST_GAP]:
        element = _own_element(block)
        if element is None or element.get("class") or block.heading or not _belongs(block, containers):
            break
        found.append(_as_line(block))
    return found


def _in_page_order(lines: Sequence[Block], blocks: Sequence[Block]) -> list[Block]:
    """Extractors that find too little in a container look over the whole page again, and add what they find."""
    order: dict[str, int] = {}
    for number, block in enumerate(blocks):
        order.setdefault(squeezed(block.text), number)
    places = [order.get(squeezed(line.text), order.get(squeezed(line.text).lstrip("-"))) for line in lines]
    if None in places:
        return list(lines)
    return [line for _, line in sorted(zip(places, lines, strict=True), key=lambda pair: pair[0] or 0)]


def _as_line(block: Block) -> Block:
    """The block as extractors write it."""
    return replace(block, text=f"- {block.text}") if block.in_list else block


def lost_lead(
    lines: Sequence[Block], blocks: Sequence[Block], descriptions: Sequence[str], titles: Sequence[str] = ()
) -> Block | None:
    """A block above the body's lines that is the story's lead: by its element's name, by a description, or as the one
    sentence between the headline and the text. `titles` are what the page's own story is called."""
    body = fold_key(" ".join(line.text for line in lines))
    title = _title_place(blocks, titles)
    shown = [line for line in lines if not line.heading and line_kind(line.text).kind is LineKind.TEXT]
    first = next((place for place in _places(shown[:3], blocks) if place is not None and place > title), None)
    between = blocks[title + 1 : first] if first is not None else []
    for block in between:
        if _is_named_lead(block) and _ELLIPSIS.sub("", fold_key(block.text)) not in body:
            return block
    for description in descriptions:
        head = fold_key(description)[:_LEAD_PREFIX]
        if len(head) < _LEAD_PREFIX or head in body:
            continue
        for block in blocks:
            text = fold_key(block.text)
            if text.startswith(head) and block.linked < 0.5 and text not in body:
                return block
    lead = _lone_sentence(between)
    if lead is None or _ELLIPSIS.sub("", fold_key(lead.text)) in body:
        return None
    return lead if _tells_of(lead.text, blocks[title].text) else None


def _title_place(blocks: Sequence[Block], titles: Sequence[str]) -> int:
    """The block of the story's headline: a heading that is a known title, a line that is one, the first <h1>."""
    known = {fold_key(title) for title in titles if title}
    top = next((index for index, block in enumerate(blocks) if block.heading == 1), len(blocks))
    if top < len(blocks) and fold_key(blocks[top].text) in known:
        return top
    shortest = min(map(len, known), default=0) - _SPELLING
    longest = max(map(len, known), default=-2 * _SPELLING) + _SPELLING
    alike = [index for index, block in enumerate(blocks) if shortest <= len(block.text) <= longest]
    printed = [index for index in alike if fold_key(blocks[index].text) in known]
    heading = next((index for index in printed if blocks[index].heading), None)
    if heading is not None:
        return heading
    return next((index for index in printed if blocks[index].linked < 0.9), top)


def _lone_sentence(between: Sequence[Block]) -> Block | None:
    """The one line between a headline and the text that is a sentence of some length, where no other headline is."""
    if any(block.linked >= 0.5 and len(block.text) >= _SHORTEST_LEAD for block in between):
        return None
    found = [block for block in between if len(block.text) >= _SHORTEST_UNNAMED_LEAD]
    if len(found) != 1 or found[0].linked >= 0.3 or found[0].caption or found[0].in_list:
        return None
    text = found[0].text
    if not (_SENTENCE_END.search(text) or len(text) >= _SENTENCE_WITHOUT_END) or _is_pictured(found[0]):
        return None
    return found[0] if line_kind(text).kind is LineKind.TEXT else None


def _is_pictured(block: Block) -> bool:
    """Whether a box holds nothing but a picture and this line."""
    element = block.where
    return element is not None and any(
        around.get(PICTURED) for around in (element, *islice(element.iterancestors(), 3))
    )


def _tells_of(text: str, title: str) -> bool:
    """Whether a sentence has some of the headline's words, and is not the headline over again."""
    words = stems(title)
    shared = words & stems(text)
    return len(shared) >= min(2, len(words)) and bool(shared) and not same_headline(text, title)


def without_links_above(lines: Sequence[Block], blocks: Sequence[Block], titles: Sequence[str]) -> list[Block]:
    """The lines without links that stand only above the headline: columns of old pages that are laid out in tables."""
    title = _title_place(blocks, titles)
    if title == len(blocks):
        return list(lines)
    above = {squeezed(block.text) for block in blocks[:title] if block.linked >= _LINK}
    above -= {squeezed(block.text) for block in blocks[title:]}
    return [line for line in lines if line.linked < _LINK or squeezed(line.text).lstrip("-") not in above]


def without_repeats(lines: Sequence[Block]) -> list[Block]:
    """The lines without those that another says in full: pull quotes, cut leads, paragraphs that stand twice."""
    if len(lines) > _MOST_LINES:
        return list(lines)
    keys = [_ELLIPSIS.sub("", fold_key(line.text)).strip("\"'.,:،؛ ()[]-") for line in lines]
    whole = "\n".join(keys)
    kept, seen = [], set()
    for line, key in zip(lines, keys, strict=True):
        if len(key) >= _SHORTEST_REPEAT and whole.count(key) > 1 and (key in seen or _stands_in(key, keys)):
            continue
        seen.add(key)
        kept.append(line)
    return kept


def without_whole_page(lines: Sequence[Block], blocks: Sequence[Block]) -> list[Block]:
    """The lines without one that is all of the page's text: what extractors give where they find no story."""
    titles = [squeezed(block.text) for block in blocks if block.heading == 1]
    return [
        line
        for line in lines
        if line.where is not None or not any(title and title in squeezed(line.text) for title in titles)
    ]


def without_crumbs(lines: Sequence[Block]) -> list[Block]:
    """The lines without names between a lead and the text: a writer's, a section's, in an element of their own."""
    lead = next((n for n, line in enumerate(lines[:_LONGEST_HEAD]) if not line.heading and _is_long(line)), None)
    text = next((n for n, line in enumerate(lines) if lead is not None and n > lead and _is_long(line)), None)
    if lead is None or text is None or text - lead > _LONGEST_HEAD:
        return list(lines)
    container = _container(lines[text])
    if container is None or _container(lines[lead]) is container:
        return list(lines)
    return [line for n, line in enumerate(lines) if not lead < n < text or not _is_crumb(line, container)]


def _is_long(line: Block) -> bool:
    return len(line.text) >= _SHORTEST_LEAD


def _is_crumb(line: Block, container: HtmlElement) -> bool:
    if line.heading or line.in_list or len(line.text) >= _LONGEST_CRUMB or line.text[-1] in ".:؟!?":
        return False
    return _container(line) is not container


def _stands_in(key: str, keys: Sequence[str]) -> bool:
    return any(key in other and len(other) > len(key) for other in keys)


def _places(lines: Sequence[Block], blocks: Sequence[Block]) -> list[int | None]:
    """Where each line stands among the blocks, never going back."""
    index: dict[str, list[int]] = {}
    for number, block in enumerate(blocks):
        index.setdefault(squeezed(block.text), []).append(number)
    places: list[int | None] = []
    last = -1
    for line in lines:
        text = squeezed(line.text)
        at = next((n for n in index.get(text, index.get(text.lstrip("-"), ())) if n > last), None)
        last = at if at is not None else last
        places.append(at)
    return places


def _belongs(block: Block, containers: set[HtmlElement | None]) -> bool:
    if block.linked >= 0.3 or block.caption or line_kind(block.text).kind is not LineKind.TEXT:
        return False
    own = _own_element(block)
    short = len(block.text) < _SHORTEST_PARAGRAPH and not (block.in_list or 1 < block.heading <= 4)
    if short and (own is None or own.get("class") or own.get("id")):
        return False
    element = _container(block)
    while element is not None and element not in containers:
        # Through lists, quotations and containers without a name, but not through named boxes.
        if element.tag not in _OF_A_LIST or element.get("class") or element.get("id"):
            return False
        element = element.getparent()
    return element is not None


def _own_element(block: Block) -> HtmlElement | None:
    """The element whose line the block is: a paragraph, an item, a heading."""
    element = block.where
    if element is not None and block.in_tail:
        element = element.getparent()
    while element is not None and element.tag in _INLINE:
        element = element.getparent()
    return element


def _container(block: Block) -> HtmlElement | None:
    element = _own_element(block)
    return element.getparent() if element is not None else None


def _is_named_lead(block: Block) -> bool:
    if len(block.text) < _SHORTEST_LEAD or block.linked >= 0.5 or line_kind(block.text).kind is not LineKind.TEXT:
        return False
    element = _own_element(block)
    for _ in range(3):
        if element is None:
            return False
        names = " ".join(filter(None, (element.get("class"), element.get("itemprop"))))
        names = _CAMEL.sub("-", names).lower()
        if _LEAD.search(names) or (_SECOND_TITLE.search(names) and _SENTENCE_END.search(block.text)):
            return True
        element = element.getparent()
    return False


@lru_cache(maxsize=4096)  # a page's lines are compared with each other again and again
def squeezed(text: str) -> str:
    """The text without its spaces: by it a line of the extractor's is known to be one of the page's."""
    return "".join(text.split())
