"""All dates that a page states of its story, best source first: JSON-LD, meta elements, <time>, lines beside the title.

Nothing is drawn from the addresses of pictures, and nothing from the boxes of other stories.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import islice

from lxml.html import HtmlElement

from crawler.news import PublishedFrom
from crawler.pages.json_ld import LinkedData, text_of
from crawler.pages.titles.heading import APART, Surroundings, is_foreign
from crawler.pages.when.dates import Told, read_told
from crawler.pages.when.shown_dates import relative_date, shown_dates
from crawler.pages.when.story_dates import StatedDate

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "article:published",
    "article.published", "publishdate", "publish-date", "publish_date", "publisheddate", "published_date",
    "published_time", "published", "pubdate", "publication_date", "publicationdate", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.date", "articlepublicationdate",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "cxenseparse:articlepublishtime",
    "rnews:datepublished", "article_date_original", "originalpublicationdate", "vr:published_time", "bt:pubdate",
    "citation_publication_date", "og:pubdate", "article:post_time",
)  # fmt: skip
# Often the day of the file, of the page's making, or of anything.
_WEAK = ("dc.date", "dc.date.created", "dcterms.created", "article:created", "creation_date", "displaydate", "date")
_MODIFIED = (
    "article:modified_time", "og:article:modified_time", "article:modified", "og:updated_time", "datemodified",
    "modified_date", "modifieddate", "lastmod", "dcterms.modified", "dc.date.modified", "last-modified",
    "article:updated", "article:updated_time",
)  # fmt: skip

_MOST_ELEMENTS = 300
# Looked at by hand: one XPath for all of these takes ten times as long.
_DATED = ("time", "abbr", "span", "meta", "div", "p", "li", "em", "i", "small", "b", "strong", "a")
_DATE_PROPERTIES = ("datepublished", "datemodified", "datecreated")
_ATTRIBUTES = ("datetime", "content", "title", "data-datetime", "data-date", "data-timestamp", "data-time")
_PUBLICATION_WORD = re.compile(
    r"(?<![a-z])(?:date-?published|pub-?date|published|entry-date|dc:date|dc:created|dcterms:created|dcterms:issued)(?![a-z])"
)
_REVISION_WORD = re.compile(r"(?<![a-z])(?:date-?modified|updated?|modified|dcterms:modified|last-?update)(?![a-z])")
_REVISION_LABEL = re.compile("تحديث|تعديل|updated|modified", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Element:
    """An element that tells a date, how near the heading it stands, and whether it says of what the date is."""

    told: Told
    distance: int
    named: bool
    modified: bool


def stated_dates(
    root: HtmlElement,
    metas: Mapping[str, Sequence[str]],
    data: LinkedData,
    around: Surroundings | None,
    *,
    zone: tzinfo,
    fetched_at: datetime | None,
) -> tuple[StatedDate, ...]:
    """What the page states, in the order of trust. `metas` by name or property, in small letters; `around` is what
    stands around the story's heading, None where it has none."""
    elements = _elements(root, around, zone, fetched_at)
    marked = (
        *_in_json_ld(data, zone),
        *_in_metas(metas, zone, _PUBLISHED, weak=False),
        *(_stated(each) for each in elements if each.named),
        *_in_metas(metas, zone, _WEAK, weak=True),
        *(_stated(each) for each in elements if not each.named),
    )
    in_pieces = all(each.modified for each in marked)
    return (*marked, *_on_lines(around, zone, fetched_at, in_pieces=in_pieces), *_in_page_node(data, zone))


def shown_on_line(line: str | None, zone: tzinfo, fetched_at: datetime | None) -> tuple[StatedDate, ...]:
    """The dates on a line that was found within the story's text."""
    found = shown_dates([line], zone, fetched_at) if line else []
    return tuple(
        StatedDate(told=each.told, source=PublishedFrom.TEXT, modified=each.modified, labelled=each.labelled)
        for each in found
    )


def _in_json_ld(data: LinkedData, zone: tzinfo) -> Iterator[StatedDate]:
    published = read_told(text_of(data.article.get("datePublished")), zone)
    modified = read_told(text_of(data.article.get("dateModified")), zone)
    if published is not None:
        sealed = modified is not None and modified.moment == published.moment
        yield StatedDate(told=published, source=PublishedFrom.JSON_LD, sealed=sealed)
    created = read_told(text_of(data.article.get("dateCreated")), zone) if published is None else None
    if created is not None:
        yield StatedDate(told=created, source=PublishedFrom.JSON_LD, weak=True)
    # One that equals the publication says that there was no revision, or that neither is to be trusted.
    if modified is not None and (published is None or modified.moment != published.moment):
        yield StatedDate(told=modified, source=PublishedFrom.JSON_LD, modified=True)


def _in_page_node(data: LinkedData, zone: tzinfo) -> Iterator[StatedDate]:
    """The dates of a WebPage, which is more than its article."""
    for name in ("datePublished", "dateModified"):
        told = read_told(text_of(data.page.get(name)), zone)
        if told is not None:
            yield StatedDate(told=told, source=PublishedFrom.JSON_LD, modified=name == "dateModified", weak=True)


def _in_metas(
    metas: Mapping[str, Sequence[str]], zone: tzinfo, names: tuple[str, ...], *, weak: bool
) -> Iterator[StatedDate]:
    modified = () if weak else _MODIFIED
    revisions = [told for name in modified for text in metas.get(name, ())[:2] if (told := read_told(text, zone))]
    published = [told for name in names for text in metas.get(name, ())[:3] if (told := read_told(text, zone))]
    for told in published:
        sealed = any(told.moment == other.moment for other in revisions)
        yield StatedDate(told=told, source=PublishedFrom.META, weak=weak, sealed=sealed)
    for told in revisions:
        if all(told.moment != other.moment for other in published):
            yield StatedDate(told=told, source=PublishedFrom.META, modified=True)


def _elements(
    root: HtmlElement, around: Surroundings | None, zone: tzinfo, fetched_at: datetime | None
) -> list[_Element]:
    """Those of the story, the nearest to its heading first; without a heading only where they tell one date."""
    found = []
    for element in islice(filter(_may_be_dated, root.iter(*_DATED)), _MOST_ELEMENTS):
        words = _words(element)
        if element.get("property") and not (_PUBLICATION_WORD.search(words) or _REVISION_WORD.search(words)):
            continue
        distance = _distance(element, around)
        told = _told(element, zone, fetched_at) if distance is not None else None
        if told is not None and distance is not None:
            is_publication = bool(_PUBLICATION_WORD.search(words)) or element.get("pubdate") is not None
            modified = not is_publication and bool(_REVISION_WORD.search(words) or _has_revision_label(element))
            found.append(_Element(told=told, distance=distance, named=is_publication or modified, modified=modified))
    if around is None and len({each.told.moment for each in found if not each.modified}) > 1:
        return []
    return sorted(found, key=lambda each: each.distance)


def _may_be_dated(element: HtmlElement) -> bool:
    if element.tag == "time":
        return True
    named = element.get("itemprop")
    if named is not None and named.lower() in _DATE_PROPERTIES:
        return True
    if element.get("title") is not None and (element.tag == "abbr" or "published" in (element.get("class") or "")):
        return True
    return element.tag != "meta" and element.get("property") is not None and element.get("content") is not None


def _stated(element: _Element) -> StatedDate:
    return StatedDate(
        told=element.told, source=PublishedFrom.TIME_ELEMENT, modified=element.modified, labelled=element.named
    )


def _words(element: HtmlElement) -> str:
    """What the element says of itself, in small letters."""
    return " ".join(element.get(name) or "" for name in ("itemprop", "property", "class", "rel")).lower()


def _distance(element: HtmlElement, around: Surroundings | None) -> int | None:
    if element.tag == "meta" and element.getparent() is not None and element.getparent().tag == "head":
        return 0
    if around is not None:
        return around.distance(element)
    return None if any(is_foreign(box) for box in element.iterancestors() if box.tag not in ("body", "html")) else 0


def _told(element: HtmlElement, zone: tzinfo, fetched_at: datetime | None) -> Told | None:
    stated = [value for name in _ATTRIBUTES if (value := element.get(name))]
    for text in stated:
        told = read_told(text, zone)
        if told is not None:
            return told
    # Attributes that could not be read leave what readers see.
    shown = " ".join("".join(islice(element.itertext(), 20)).split())
    return read_told(shown, zone, day_first=True) or relative_date(shown, zone, fetched_at)


def _has_revision_label(element: HtmlElement) -> bool:
    """Whether «آخر تحديث» stands within the element or directly before it."""
    before = element.getprevious()
    told = (before.tail or before.text or "") if before is not None else (element.getparent().text or "")
    return _REVISION_LABEL.search(f"{told[-40:]} {(element.text or '')[:40]}") is not None


def _on_lines(
    around: Surroundings | None, zone: tzinfo, fetched_at: datetime | None, *, in_pieces: bool
) -> Iterator[StatedDate]:
    """The dates on lines beside the heading; with `in_pieces` also those that are a piece of a line."""
    if around is None:
        return
    found = shown_dates(around.lines(), zone, fetched_at)
    if in_pieces and all(each.modified for each in found):
        # «ليبيا 17 سبتمبر 2024» is a date only where the two stand apart.
        found += [each for each in shown_dates(around.lines(joint=APART), zone, fetched_at) if each not in found]
    for each in found:
        yield StatedDate(told=each.told, source=PublishedFrom.TEXT, modified=each.modified, labelled=each.labelled)
