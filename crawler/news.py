"""The nouns of the crawler's room: feed, entry, page, story.

Everything here is a frozen record without behaviour of its own. Times are aware and in UTC. Text has gone through
`crawler.arabic.clean.clean_text` before it stands in a record, so that no control character, lone surrogate or
bidi override travels further.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A piece of a text: `text[start:end]`, in code points."""

    start: int
    end: int


class FeedKind(StrEnum):
    """What stands at a feed's address, and so how its items are found."""

    FEED = "feed"  # RSS, RDF, Atom or JSON Feed
    SITEMAP = "sitemap"  # a news sitemap, or a plain one
    PAGE = "page"  # a section page without a feed: the links on it that look like articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """An outlet's feed, as the catalogue or the user describes it. `name` is its identity everywhere."""

    name: str
    url: str
    outlet: str
    country: str | None = None  # ISO 3166-1 alpha-2 of the outlet
    language: str = "ar"
    section: str | None = None
    tier: str | None = None
    zone: str | None = None  # IANA zone for dates without one
    tags: tuple[str, ...] = ()
    kind: FeedKind = FeedKind.FEED
    link_selector: str | None = None  # of a page: where its links stand, as a CSS selector
    link_pattern: str | None = None  # of a page or sitemap: a regular expression that a link's address must hold
    charset: str | None = None  # what its bytes are in, whatever they and their server say


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a feed as the feed shows it. `key` identifies it within its feed."""

    key: str
    url: str
    title: str
    summary: str = ""
    content_html: str | None = None  # the full text, where the feed carries it
    published: datetime | None = None
    modified: datetime | None = None  # when it was last changed, where the feed says so
    author: str | None = None
    tags: tuple[str, ...] = ()
    fingerprint: str = ""  # of what the feed says of it (crawler.feeds.changes); empty: not to be compared


class PublishedFrom(StrEnum):
    """Where the publication time of a story was found, most trusted first."""

    FEED = "feed"
    JSON_LD = "json_ld"
    META = "meta"
    TIME_ELEMENT = "time_element"
    TEXT = "text"
    ADDRESS = "address"  # the day that stands in the page's own address
    FIRST_SEEN = "first_seen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The bytes of a page with all that is known about it before it is read.

    `content_type` is the HTTP header, declared charset included. `hint_title`, `hint_published` and `hint_author` come
    from the feed entry that led here; `hint_html` is the entry's full text. Plain text is a page of type text/plain.
    """

    url: str
    body: bytes
    content_type: str = "text/html"
    hint_title: str | None = None
    hint_published: datetime | None = None
    hint_summary: str | None = None
    hint_html: str | None = None
    hint_author: str | None = None
    outlet: str | None = None
    country: str | None = None
    zone: str | None = None
    site_names: tuple[str, ...] = ()  # what stands on its host's titles, as learnt (crawler.pages.titles.site_names)
    charset: str | None = None  # the operator's word on what the bytes are in
    fetched_at: datetime | None = None


class ZoneFrom(StrEnum):
    """How the zone of a publication time is known, surest first."""

    STATED = "stated"  # with the time itself
    OUTLET = "outlet"  # the outlet's own, from the catalogue
    ASSUMED = "assumed"  # UTC, for want of anything better: the time may be hours off


class RefusalReason(StrEnum):
    """Why a page gave no story."""

    NOT_AN_ARTICLE = "not_an_article"
    WRONG_LANGUAGE = "wrong_language"
    PAYWALL = "paywall"
    SCRIPT_ONLY = "script_only"
    TOO_SHORT = "too_short"
    CHARSET_HELD = "charset_held"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A page that gave no story, with the reason and one plain sentence for a person."""

    reason: RefusalReason
    detail: str = ""
    may_be_filled_in: bool = field(default=False, compare=False)  # there is nothing yet, as on the page of a stub


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One story as it stands on a page. Paragraphs of `text` are divided by an empty line.

    `position` is 0 for the page's own story and counts up for further stories found on the same page. `origin` are the
    news agencies whose copy the text is, by their usual short names in English (AFP, SANA): outlets that print the same
    agency's copy are one source.
    """

    title: str
    text: str
    url: str
    position: int = 0
    published: datetime | None = None
    published_from: PublishedFrom | None = None
    zone_from: ZoneFrom | None = None  # of `published`; None where the feed said it, whose dates carry zones
    modified: datetime | None = None
    modified_from: PublishedFrom | None = None
    outlet: str | None = None
    country: str | None = None  # of the outlet
    language: str = "ar"
    byline: str | None = None
    credited_source: str | None = None  # as the page words it: «الخليج الجديد + متابعات»
    origin: tuple[str, ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = field(default=())
    image_url: str | None = None
    # What the page calls its own story, site names and all: for learning them, and no part of what the story says.
    raw_titles: tuple[str, ...] = field(default=(), compare=False, repr=False)
