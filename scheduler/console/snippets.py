"""Snippets: the places of a text at which a search found its words, in the text's own letters; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crawler.arabic.phrase_places import places_of
from crawler.news import Span

AROUND = 90  # characters that are shown before and behind
_MOST_WINDOWS = 2
_TO_A_WORD = 20  # a window ends between words where there is an end so near


@dataclass(frozen=True, slots=True, kw_only=True)
class Bit:
    """A part of a snippet as it stands in the text; `found` is what was looked for, `gap` that text was left out."""

    text: str = ""
    found: bool = False
    gap: bool = False


def marked(text: str, phrases: Iterable[str]) -> tuple[Bit, ...]:
    """A whole line, such as a title, with the words in it marked."""
    return tuple(_bits(text, Span(start=0, end=len(text)), places_of(text, phrases)))


def snippet_of(text: str, phrases: Iterable[str]) -> tuple[Bit, ...]:
    """The first places with the words around them; the text's beginning where none stands in it."""
    places = places_of(text, phrases)
    windows = _windows(text, places) or [Span(start=0, end=_end_of_word(text, min(len(text), 2 * AROUND)))]
    bits: list[Bit] = []
    behind = 0
    for window in windows:
        if window.start > behind:
            bits.append(Bit(gap=True))
        bits += _bits(text, window, places)
        behind = window.end
    if behind < len(text.rstrip()):
        bits.append(Bit(gap=True))
    return tuple(bits)


def _windows(text: str, places: Sequence[Span]) -> list[Span]:
    windows: list[Span] = []
    for place in places:
        start, end = max(0, place.start - AROUND), min(len(text), place.end + AROUND)
        if windows and start <= windows[-1].end:
            if place.end > windows[-1].end - AROUND // 2 and len(windows) == _MOST_WINDOWS:
                break
            if end - windows[-1].start <= 4 * AROUND:
                windows[-1] = Span(start=windows[-1].start, end=_end_of_word(text, end))
            continue
        if len(windows) == _MOST_WINDOWS:
            break
        windows.append(Span(start=_begin_of_word(text, start), end=_end_of_word(text, end)))
    return windows


def _begin_of_word(text: str, at: int) -> int:
    space = text.find(" ", at, at + _TO_A_WORD) if at else -1
    return at if space < 0 else space + 1


def _end_of_word(text: str, at: int) -> int:
    space = text.rfind(" ", max(0, at - _TO_A_WORD), at) if at < len(text) else -1
    return at if space < 0 else space


def _bits(text: str, window: Span, places: Sequence[Span]) -> Iterable[Bit]:
    at = window.start
    for place in places:
        if place.start < at or place.end > window.end:
            continue
        if place.start > at:
            yield Bit(text=text[at : place.start])
        yield Bit(text=text[place.start : place.end], found=True)
        at = place.end
    if at < window.end:
        yield Bit(text=text[at : window.end])
