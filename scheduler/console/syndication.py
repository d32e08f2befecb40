"""A filtered list for other programs: Atom, JSON Feed and CSV; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from alerts.exports.lines import BOM, csv_heading, csv_line
from alerts.text.bidi import without_isolates
from alerts.text.parties import Language
from crawler.facts.figure import Outcome
from scheduler.console.cards import Card
from scheduler.console.wording import words_in

_ATOM = "http://www.w3.org/2005/Atom"
_COLUMNS = (
    "id", "revision", "changed_at", "severity", "flags", "headline", "place", "country", "latitude", "longitude",
    "killed_min", "killed_max", "injured_min", "injured_max", "sources", "reports", "confidence", "url",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that a feed tells of; `path` is its page of ours, which stays when the thing changes."""

    path: str
    title: str
    summary: str
    updated: datetime
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What a feed is of: `page` is the address of the list itself, `feed` the feed's own without its ending."""

    title: str
    page: str
    feed: str
    query: str = ""

    @property
    def asked(self) -> str:
        """The filters as an address ends with them."""
        return f"?{self.query}" if self.query else ""


def atom(cards: Sequence[Card], language: Language, *, base: str, query: str, now: datetime) -> bytes:
    """Events as an Atom feed."""
    return atom_feed(_heading(language, query), _entries(cards, language), language, base=base, now=now)


def json_feed(cards: Sequence[Card], language: Language, *, base: str, query: str) -> dict[str, Any]:
    """Events as JSON Feed."""
    return json_feed_of(_heading(language, query), _entries(cards, language), language, base=base)


def atom_feed(heading: Heading, entries: Sequence[Entry], language: Language, *, base: str, now: datetime) -> bytes:
    """An Atom feed (RFC 4287). An entry's id stays when its thing changes, and `updated` tells that it did."""
    page, own = f"{base}{heading.page}{heading.asked}", f"{base}{heading.feed}.atom{heading.asked}"
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": language})
    _add(feed, "title", heading.title)
    _add(feed, "id", page)
    _add(feed, "updated", moment_text(max((one.updated for one in entries), default=now)))
    SubElement(feed, "link", {"rel": "self", "href": own})
    SubElement(feed, "link", {"rel": "alternate", "href": page})
    SubElement(SubElement(feed, "author"), "name").text = words_in(language)["product"]
    for one in entries:
        entry = SubElement(feed, "entry")
        _add(entry, "title", one.title)
        _add(entry, "id", f"{base}{one.path}")
        _add(entry, "updated", moment_text(one.updated))
        SubElement(entry, "link", {"rel": "alternate", "href": f"{base}{one.path}"})
        for tag in one.tags:
            SubElement(entry, "category", {"term": tag})
        _add(entry, "summary", one.summary)
    text: str = tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}'.encode()


def json_feed_of(heading: Heading, entries: Sequence[Entry], language: Language, *, base: str) -> dict[str, Any]:
    """JSON Feed 1.1."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": heading.title,
        "language": language,
        "home_page_url": f"{base}{heading.page}{heading.asked}",
        "feed_url": f"{base}{heading.feed}.json{heading.asked}",
        "items": [
            {
                "id": f"{base}{one.path}",
                "url": f"{base}{one.path}",
                "title": one.title,
                "content_text": one.summary,
                "date_modified": moment_text(one.updated),
                "tags": list(one.tags),
            }
            for one in entries
        ],
    }


def _heading(language: Language, query: str) -> Heading:
    words = words_in(language)
    return Heading(title=f"{words['product']}: {words['now.title']}", page="/", feed="/events", query=query)


def _entries(cards: Sequence[Card], language: Language) -> list[Entry]:
    return [entry_of(card, language) for card in cards]


def entry_of(card: Card, language: Language) -> Entry:
    """An event as a feed tells it."""
    return Entry(
        path=f"/event/{card.id}",
        title=without_isolates(card.lines[language]),
        summary=_summary(card, language),
        updated=card.changed_at,
        tags=(*card.flags, card.severity.name.lower()),
    )


def csv(cards: Sequence[Card], language: Language, *, base: str) -> str:
    """CSV that a spreadsheet opens as text, in UTF-8 with its mark."""
    return BOM + csv_heading(_COLUMNS) + "".join(csv_line(_row(card, language, base), _COLUMNS) for card in cards)


def _row(card: Card, language: Language, base: str) -> dict[str, object]:
    tolls: dict[str, object] = {}
    for outcome in (Outcome.KILLED, Outcome.INJURED):
        lines = [line for line in card.toll if line.outcome is outcome]
        # Groups that nobody has added up are no sum: the first line is the one that covers most.
        tolls[f"{outcome.value}_min"] = lines[0].min if lines else None
        tolls[f"{outcome.value}_max"] = lines[0].max if lines else None
    return {
        "id": card.id,
        "revision": card.revision,
        "changed_at": moment_text(card.changed_at),
        "severity": card.severity.name.lower(),
        "flags": " ".join(card.flags),
        "headline": without_isolates(card.lines[language]),
        "place": card.place,
        "country": card.country,
        "latitude": None if card.degrees is None else card.degrees.latitude,
        "longitude": None if card.degrees is None else card.degrees.longitude,
        **tolls,
        "sources": card.sources,
        "reports": card.reports,
        "confidence": card.confidence.value,
        "url": f"{base}/event/{card.id}",
    }


def _summary(card: Card, language: Language) -> str:
    words = words_in(language)
    why = words["comma"].join(words[f"why.{reason.value}"] for reason in card.moved.why)
    said = [words[f"severity.{card.severity.name.lower()}"], card.place or "", why, card.moved.outlet or ""]
    return " · ".join(one for one in said if one)


def moment_text(moment: datetime) -> str:
    """A moment as feeds write it, in UTC."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text
