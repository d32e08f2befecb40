"""A filtered list for other programs: Atom, JSON Feed and CSV; pure."""

from collections.abc import Sequence
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


def atom(cards: Sequence[Card], language: Language, *, base: str, query: str, now: datetime) -> bytes:
    """An Atom feed (RFC 4287). An entry's id stays when its event moves, and `updated` tells that it did."""
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": language})
    _add(feed, "title", _title(language))
    _add(feed, "id", f"{base}/{_asked(query)}")
    _add(feed, "updated", _moment(max((card.changed_at for card in cards), default=now)))
    SubElement(feed, "link", {"rel": "self", "href": f"{base}/events.atom{_asked(query)}"})
    SubElement(feed, "link", {"rel": "alternate", "href": f"{base}/{_asked(query)}"})
    SubElement(SubElement(feed, "author"), "name").text = words_in(language)["product"]
    for card in cards:
        entry = SubElement(feed, "entry")
        _add(entry, "title", without_isolates(card.lines[language]))
        _add(entry, "id", f"{base}/event/{card.id}")
        _add(entry, "updated", _moment(card.changed_at))
        SubElement(entry, "link", {"rel": "alternate", "href": f"{base}/event/{card.id}"})
        for flag in card.flags:
            SubElement(entry, "category", {"term": flag})
        _add(entry, "summary", _summary(card, language))
    text: str = tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}'.encode()


def json_feed(cards: Sequence[Card], language: Language, *, base: str, query: str) -> dict[str, Any]:
    """JSON Feed 1.1."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(language),
        "language": language,
        "home_page_url": f"{base}/{_asked(query)}",
        "feed_url": f"{base}/events.json{_asked(query)}",
        "items": [
            {
                "id": f"{base}/event/{card.id}",
                "url": f"{base}/event/{card.id}",
                "title": without_isolates(card.lines[language]),
                "content_text": _summary(card, language),
                "date_modified": _moment(card.changed_at),
                "tags": [*card.flags, card.severity.name.lower()],
            }
            for card in cards
        ],
    }


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
        "changed_at": _moment(card.changed_at),
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


def _title(language: Language) -> str:
    words = words_in(language)
    return f"{words['product']}: {words['now.title']}"


def _asked(query: str) -> str:
    return f"?{query}" if query else ""


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text
