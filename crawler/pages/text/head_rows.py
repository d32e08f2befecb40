"""The rows under a heading that say who wrote a story, when it appeared and how often it was read.

Their parts stand in elements next to each other («هدى المقريف17 سبتمبر، 20240 1٬204») or between bars and dashes. As
one line they are no dateline and no byline, and look like the first line of the text; each part is told by itself.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from crawler.arabic.letters import fold_key
from crawler.pages.credits.bylines import byline_of_crumb
from crawler.pages.furniture.chrome import LineKind, line_kind
from crawler.pages.text.blocks import Block
from crawler.pages.when.shown_dates import says_only_when

_LONGEST_ROW = 160  # characters
_LINES_TO_ROW = 6  # between a heading and its row
_MARKS = 50  # of a title, which folding drops
_PARAGRAPH = 80  # characters: behind such a line the story has begun
_LONGEST_NAME, _WORDS_OF_NAME, _MOST_NAMES = 40, 6, 3
_BAR, _DASH = re.compile(r"\s*[|•·●]+\s*"), re.compile(r"\s+[-–—]+\s+")
_BY_AND_WHEN = re.compile(
    r"(.*?(?:بواسطة|من قبل|\bby)\s+[^\d:،,|]{3,50}?)\s+(?:في|بتاريخ|يوم|on)[\s:،,]+(.+)", re.IGNORECASE
)
_COUNT = re.compile(r"[\W_]*\d[\d.,٬\s]*[kKmM]?[\W_]*")
_SENTENCE_END = (".", "!", "؟", "?", "…", ":", "؛")
_BESIDE_NAMES = (LineKind.TOOL, LineKind.SHARE, LineKind.CREDIT, LineKind.AGENCY)


def with_rows_parted(blocks: Sequence[Block], titles: Sequence[str]) -> tuple[list[Block], frozenset[str]]:
    """The blocks with the dates and bylines of each row as lines of their own, and the rows without their spaces."""
    keys = {fold_key(title) for title in titles}
    longest, shortest = (most(map(len, keys), default=0) for most in (max, min))
    found: list[Block] = []
    rows = []
    left = 0  # lines in which a row may stand
    for block in blocks:
        may_be_title = shortest <= len(block.text) <= longest + _MARKS
        if block.heading == 1 or (may_be_title and fold_key(block.text) in keys):
            left = _LINES_TO_ROW
        elif left:
            lines = _row(block)
            left = 0 if lines is None and len(block.text) >= _PARAGRAPH else left - 1
            if lines is not None:
                rows.append("".join(block.text.split()))
                found += [replace(block, text=line, pieces=()) for line in lines]
                continue
        found.append(block)
    return found, frozenset(rows)


def without_rows(lines: Sequence[Block], rows: frozenset[str]) -> list[Block]:
    """The lines of a body without those that are rows."""
    return [line for line in lines if "".join(line.text.split()) not in rows] if rows else list(lines)


def _row(block: Block) -> list[str] | None:
    """The date and the byline of a line that is a row, or None for any other line."""
    if len(block.text) > _LONGEST_ROW or block.in_list or block.heading or block.caption:
        return None
    pieces = [part for piece in block.pieces or (block.text,) for part in _parts(piece)]
    if len(pieces) < 2:
        return None
    when, by, names = [], [], 0
    for piece in pieces:
        kind = line_kind(piece).kind
        if kind is LineKind.DATELINE or says_only_when(piece):
            when.append(piece)
        elif kind is LineKind.BYLINE or byline_of_crumb(piece) is not None:
            by.append(piece)
        elif not _COUNT.fullmatch(piece) and kind not in _BESIDE_NAMES:
            names += 1
            if names > _MOST_NAMES or not _may_name(piece):
                return None
    if not by and not any(character.isdigit() for piece in when for character in piece):
        return None
    return [*by, *filter(None, (" ".join(when),))]


def _parts(piece: str) -> Iterator[str]:
    """The parts of a piece between its bars, and between its dashes where one of them is a date."""
    for part in _BAR.split(piece):
        both = _BY_AND_WHEN.fullmatch(part)
        dashed = [half for half in _DASH.split(part) if half]
        if both is not None and says_only_when(both.group(2)):
            yield from both.groups()
        elif len(dashed) > 1 and any(map(says_only_when, dashed)):
            yield from dashed
        elif any(map(str.isalnum, part)):
            yield part


def _may_name(piece: str) -> bool:
    """Whether a part may name a writer, a section or a place: a few words that are no sentence."""
    if len(piece) > _LONGEST_NAME or len(piece.split()) > _WORDS_OF_NAME:
        return False
    return not piece.endswith(_SENTENCE_END) and not any(map(str.isdigit, piece))
