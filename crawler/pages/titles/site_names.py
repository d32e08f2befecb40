"""What an outlet puts on all its titles, learnt from the titles of its own pages, host by host.

A piece between bars or dashes is the site's where it returns with ever different titles: at the end of half the
pages, or of three where the page's own heading does without it (so also sections: «… - عبر الإمارات - البيان»). A
place, a mark («عاجل») and a series that stands on some of the pages are the outlet's headlines and stay.

The record is small (under 8 kB as JSON), and old pages lose weight, so that a site may change its name.
"""

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from crawler.arabic.clean import clean_title
from crawler.arabic.letters import fold_key
from crawler.pages.titles.title_pieces import LONGEST_NAME, is_mark, is_place, pieces_of

End = Literal["head", "tail", "whole"]

_ENOUGH = 3  # pages with the piece, the least to believe it from
_ENOUGH_AT_HEAD = 5
_SHARE, _SHARE_AT_HEAD = 0.5, 0.8  # of the pages that were learnt from
_FADES_AT = 64  # pages; then all counts are halved
_MOST_PIECES = 40
_MOST_TITLES = 8  # of a page
_REMEMBERED = 32  # pages that are not counted a second time, re-reads above all
_LONGEST_SLOGAN = 120
_DEEPEST = 3  # pieces from the end of a title


@dataclass(frozen=True, slots=True, kw_only=True)
class EndPiece:
    """A piece at one end of titles, or a whole title (a slogan): on how many pages it stood, and how often for sure.

    `added` are the pages another of whose titles was the same without it. `text` is folded.
    """

    text: str
    end: End
    seen: int = 0
    added: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteNames:
    """What was learnt of one host: `pages` counted so far (fading), its end pieces, checksums of the latest pages."""

    pages: int = 0
    pieces: tuple[EndPiece, ...] = ()
    recent: tuple[int, ...] = ()

    def to_json(self) -> str:
        """The record as JSON, for a store."""
        pieces = [[piece.text, piece.end, piece.seen, piece.added] for piece in self.pieces]
        return json.dumps({"pages": self.pages, "pieces": pieces, "recent": self.recent}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str | None) -> "SiteNames":
        """The record from its JSON; an empty one for nothing, and for what is no such record (it is learnt anew)."""
        try:
            return cls._from_values(json.loads(text)) if text else cls()
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return cls()

    @classmethod
    def _from_values(cls, values: Any) -> "SiteNames":
        pieces = tuple(
            EndPiece(text=str(text), end=end, seen=int(seen), added=int(added))
            for text, end, seen, added in values["pieces"]
            if end in ("head", "tail", "whole")
        )
        recent = tuple(map(int, values["recent"]))
        return cls(pages=int(values["pages"]), pieces=pieces[:_MOST_PIECES], recent=recent[-_REMEMBERED:])


def learn(record: SiteNames, titles: Sequence[str]) -> SiteNames:
    """The record with one more page in it, whose raw titles these are: og:title, <h1>, <title>, JSON-LD, the feed's.

    A page that was learnt from lately, and one without a title, change nothing.
    """
    titles = [title for raw in titles[:_MOST_TITLES] if (title := clean_title(raw))]
    keys = sorted(set(map(fold_key, titles)))
    checksum = zlib.crc32("\n".join(keys).encode())
    if not keys or checksum in record.recent:
        return record
    counts = {(piece.text, piece.end): piece for piece in record.pieces}
    for (text, end), added in _ends(titles).items():
        known = counts.pop((text, end), EndPiece(text=text, end=end))
        counts[text, end] = replace(known, seen=known.seen + 1, added=known.added + added)
    learnt = SiteNames(
        pages=record.pages + 1,
        pieces=_heaviest(list(counts.values())),
        recent=(*record.recent, checksum)[-_REMEMBERED:],
    )
    return _faded(learnt) if learnt.pages >= _FADES_AT else learnt


def names(record: SiteNames) -> tuple[str, ...]:
    """The pieces that are believed to be the site's, folded, the surest first: for `choose_title`."""
    found = [piece for piece in record.pieces if _is_believed(piece, record.pages)]
    return tuple(dict.fromkeys(piece.text for piece in sorted(found, key=lambda piece: -piece.seen)))


def _is_believed(piece: EndPiece, pages: int) -> bool:
    if piece.seen < _ENOUGH or is_mark(piece.text) or is_place(piece.text):
        return False
    # A piece that the pages' own headings have as well, more often than not, is part of headlines.
    if piece.added >= _ENOUGH and 2 * piece.added >= piece.seen:
        return True
    if piece.end == "head":
        return piece.seen >= _ENOUGH_AT_HEAD and piece.seen >= _SHARE_AT_HEAD * pages
    return piece.seen >= _SHARE * pages


def _ends(titles: Sequence[str]) -> dict[tuple[str, End], bool]:
    """The pieces at the ends of a page's titles, and whether another title of the page is the same without them."""
    found: dict[tuple[str, End], bool] = {}
    keys = {fold_key(title) for title in titles}
    for title in dict.fromkeys(titles):
        core = _core(title, keys)
        for text, end in _outside(title, core):
            found[text, end] = found.get((text, end), False) or core is not None
        if core is None and len(keys) > 1 and len(title) <= _LONGEST_SLOGAN and _stands_alone(title, keys):
            found[fold_key(title), "whole"] = False
    return found


def _core(title: str, keys: set[str]) -> tuple[int, int] | None:
    """Which of the title's pieces (first, behind the last) are another title of the page, the longest such run."""
    pieces = pieces_of(title)
    for length in range(len(pieces) - 1, 0, -1):
        for first in range(len(pieces) - length + 1):
            run = title[pieces[first].start : pieces[first + length - 1].end]
            if fold_key(run) in keys and len(run) > LONGEST_NAME // 3:
                return first, first + length
    return None


def _outside(title: str, core: tuple[int, int] | None) -> Iterator[tuple[str, End]]:
    """The pieces before and behind the title proper, or those that may be where it is not known."""
    pieces = pieces_of(title)
    if core is None:
        first, last = min(1, len(pieces) - 1), max(1, len(pieces) - _DEEPEST)
    else:
        first, last = core
    for piece in pieces[:first]:
        if len(piece.text) <= LONGEST_NAME:
            yield fold_key(piece.text), "head"
    for piece in pieces[last:]:
        if len(piece.text) <= LONGEST_NAME:
            yield fold_key(piece.text), "tail"


def _stands_alone(title: str, keys: set[str]) -> bool:
    """Whether no other title of the page holds this one or is held by it: a slogan, or only a logo's name."""
    key = fold_key(title)
    return not any(other != key and (key in other or other in key) for other in keys)


def _heaviest(pieces: list[EndPiece]) -> tuple[EndPiece, ...]:
    """As many pieces as a record may hold: those seen most, and of those seen once the latest."""
    kept = sorted(range(len(pieces)), key=lambda index: (pieces[index].seen, index), reverse=True)[:_MOST_PIECES]
    return tuple(pieces[index] for index in sorted(kept))


def _faded(record: SiteNames) -> SiteNames:
    pieces = tuple(
        replace(piece, seen=(piece.seen + 1) // 2, added=(piece.added + 1) // 2)
        for piece in record.pieces
        if piece.seen > 1
    )
    return replace(record, pages=record.pages // 2, pieces=pieces)
