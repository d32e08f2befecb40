"""What a link says of the story behind it: its headline, without the clock before it and "read more"; pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import islice

from lxml.html import HtmlElement

from crawler.arabic.clean import clean_title
from crawler.feeds.addresses import arabic_words
from crawler.pages.furniture.chrome import LineKind, line_kind

_MOST_PIECES = 60
_ONE_HEADLINE = 200  # characters; a card with more holds its summary too
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NO_WORDS = frozenset(("script", "style", "time", "svg", "button", "noscript", "figcaption"))
_TITLE_NAME = re.compile(r"(?:^|[\s_-])(?:title|headline|heading)(?:$|[\s_-])", re.IGNORECASE)
_BESIDE_NAME = re.compile(
    r"(?:^|[\s_-])(?:date|time|timestamp|ago|views?|count|comments?|category|cat|badge|label|author|meta)(?:$|[\s_-])",
    re.IGNORECASE,
)
_DIGIT = "[0-9\u0660-\u0669]"
_CLOCK = re.compile(
    rf"\s*(?:{_DIGIT}{{1,4}}[-/.]{_DIGIT}{{1,2}}[-/.]{_DIGIT}{{1,4}}[\s،,|-]*)?"
    rf"(?:{_DIGIT}{{1,2}}:{_DIGIT}{{2}}(?::{_DIGIT}{{2}})?\s*(?:(?:am|pm|صباحا|صباحًا|مساء|مساءً|ص|م)(?=\s))?)[\s–|•:،,-]*"
    rf"|\s*(?:منذ|قبل)\s[^|•–:-]{{2,25}}[|•–:-]\s*",
    re.IGNORECASE,
)
_CUT = re.compile(r"(?:…|\.\.\.?|\[\s*…?\s*\])\s*$")


class Rank(IntEnum):
    """How far a piece of text is to be believed as the headline."""

    CUT = 0
    ATTRIBUTE = 1  # `title` of a link, `alt` of its picture
    TEXT = 2
    HEADING = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One thing that a link says."""

    rank: Rank
    text: str


def heard(anchor: HtmlElement) -> list[Heard]:
    """What one link says, by its words, its `title` and its picture's `alt`."""
    found = [_spoken(anchor)]
    picture = next(anchor.iter("img"), None)
    for said in (anchor.get("title"), picture.get("alt") if picture is not None else None):
        found.append(Heard(rank=Rank.ATTRIBUTE, text=_headline(said or "")))
    return [one if not _CUT.search(one.text) else Heard(rank=Rank.CUT, text=one.text) for one in found if one.text]


def best_title(said: Sequence[Heard]) -> str:
    """The longest of the best; empty where links only say "more", or show a headline's beginning."""
    whole = [one for one in said if one.rank is not Rank.CUT and len(one.text.split()) >= 2]
    return max(whole, key=lambda one: (one.rank, len(one.text))).text if whole else ""


def _spoken(anchor: HtmlElement) -> Heard:
    heading = next((element for element in anchor.iterdescendants() if _is_heading(element)), None)
    if heading is not None and (text := _headline(" ".join(_pieces(heading)))):
        return Heard(rank=Rank.HEADING, text=text)
    pieces = list(_pieces(anchor))
    text = " ".join(pieces)
    if len(text) > _ONE_HEADLINE:  # a whole card: its first line that is a sentence
        text = next((piece for piece in pieces if arabic_words(piece) >= 4), text)
    above = anchor.getparent()
    in_heading = above is not None and _is_heading(above)
    return Heard(rank=Rank.HEADING if in_heading else Rank.TEXT, text=_headline(text))


def _is_heading(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str):
        return False
    return element.tag in _HEADINGS or bool(_TITLE_NAME.search(element.get("class") or ""))


def _headline(text: str) -> str:
    """The text as a title; empty for "more", a date, a name of an agency and other labels."""
    title = clean_title(text)
    title = title[match.end() :] if (match := _CLOCK.match(title)) else title
    return title if line_kind(title).kind is LineKind.TEXT else ""


def _pieces(element: HtmlElement) -> Iterator[str]:
    return islice((piece for piece in _walk(element) if piece), _MOST_PIECES)


def _walk(element: HtmlElement) -> Iterator[str]:
    """The words of an element, without those that stand beside a headline: when, by whom, how often read."""
    yield (element.text or "").strip()
    for child in element:
        if (
            isinstance(child.tag, str)
            and child.tag not in _NO_WORDS
            and not _BESIDE_NAME.search(child.get("class") or "")
        ):
            yield from _walk(child)
        yield (child.tail or "").strip()
