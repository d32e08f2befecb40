"""feedparser's two parsers, for well-formed feeds and for all others, made safe for feeds that mean harm.

A document that declares entities is refused by the XML parser itself, wherever the declaration hides; the parser for
what is not well-formed knows no entities but HTML's. An element that feedparser trips over costs that element and not
the feed. An item has a bounded number of tags. Dates are left as they are written, for `pages.dates`.
"""

import contextlib
import io
import re
from collections.abc import Iterable, Mapping
from typing import Any
from xml.sax import expatreader, handler, xmlreader

from feedparser.api import LooseFeedParser, StrictFeedParser
from feedparser.util import FeedParserDict

from crawler.errors import FeedUnreadable

# What feedparser has been seen to raise over elements that are not as it expects them.
STUMBLES = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
# feedparser compares each new tag with all before it: 50,000 in one item take minutes.
_MOST_TAGS = 50
_MOST_OF_A_LIST = 5_000  # characters of a comma-separated list of tags
_MAIL = re.compile(r"[\w.+-]{1,100}@[\w.-]{1,200}")


def strict(text: str) -> Any:
    """The parser after a well-formed text; raises SAXException when it is not, FeedUnreadable for entities."""
    parser = _Strict("", None, "utf-8")
    # Every field goes through plain_text or the page reader; addresses are resolved with the items.
    parser.sanitize_html = parser.resolve_relative_uris = False
    reader = _WithoutEntities()
    reader.setFeature(handler.feature_namespaces, True)
    reader.setFeature(handler.feature_external_ges, False)
    reader.setContentHandler(parser)
    reader.setErrorHandler(parser)
    source = xmlreader.InputSource()
    source.setEncoding("utf-8")  # whatever the declaration says: the text has been decoded
    source.setByteStream(io.BytesIO(text.encode("utf-8", "ignore")))
    reader.parse(source)
    return parser


def loose(text: str) -> Any:
    """The parser after any text."""
    parser = _Loose("", None, "utf-8", {})
    parser.sanitize_html = parser.resolve_relative_uris = False
    parser.feed(text)
    return parser


class _WithoutEntities(expatreader.ExpatParser):
    """A parser that stops at the declaration of an entity: 56 KB of them become a title of 100 million characters."""

    def reset(self) -> None:
        super().reset()
        parser: Any = self._parser  # type: ignore[attr-defined]
        parser.buffer_text, parser.buffer_size = True, 65_536  # else a call for each line and entity
        parser.EntityDeclHandler = self._refuse
        parser.UnparsedEntityDeclHandler = self._refuse
        parser.StartDoctypeDeclHandler = self._doctype

    def _doctype(self, _name: str, _system: str | None, _public: str | None, has_internal_subset: bool) -> None:
        if has_internal_subset:
            self._refuse()

    def _refuse(self, *_: object) -> None:
        raise FeedUnreadable("the feed defines entities, which is refused")


class _Parameters(FeedParserDict):  # type: ignore[misc]
    """The attributes of an element with text: strings, which feedparser copies deeply in 7 % of its time."""

    def __deepcopy__(self, _: object) -> FeedParserDict:
        return FeedParserDict(self)


class _Guarded:
    """What is changed of both of feedparser's parsers."""

    def unknown_starttag(self, tag: str, attrs: Iterable[tuple[str, str]]) -> None:
        try:  # called for every element, where suppress() is felt
            super().unknown_starttag(tag, attrs)  # type: ignore[misc]
        except STUMBLES:
            return

    def unknown_endtag(self, tag: str) -> None:
        try:
            super().unknown_endtag(tag)  # type: ignore[misc]
        except STUMBLES:
            return

    def push_content(self, *arguments: Any) -> None:
        super().push_content(*arguments)  # type: ignore[misc]
        self.contentparams: Any = _Parameters(self.contentparams)

    def _is_base64(self, attributes: Mapping[str, str], _: object) -> bool:
        # By the book every type but text and XML is; in fact somebody misspelt "text/html".
        return attributes.get("mode", "") == "base64"

    def _sync_author_detail(self, key: str = "author") -> None:
        context = self._get_context()  # type: ignore[attr-defined]
        if not (context.get(f"{key}s") or [None])[-1] and "@" in (written := context.get(key) or ""):
            context[key] = _MAIL.sub("", written).strip(" \t\n()<>[],;")  # feedparser's knows no long domains
        super()._sync_author_detail(key)  # type: ignore[misc]

    def _add_tag(self, term: str | None, scheme: str | None, label: str | None) -> None:
        if len(self._get_context().setdefault("tags", [])) < _MOST_TAGS:  # type: ignore[attr-defined]
            super()._add_tag(term, scheme, label)  # type: ignore[misc]

    def _end_media_keywords(self) -> None:
        self._add_list("media_keywords")

    def _end_itunes_keywords(self) -> None:
        self._add_list("itunes_keywords")

    def _end_tags(self) -> None:
        self._add_list("tags")

    def _add_list(self, element: str) -> None:
        for term in (self._popped(element) or "")[:_MOST_OF_A_LIST].replace("،", ",").split(","):
            if term.strip():
                self._add_tag(term.strip(), None, None)

    # feedparser takes a second description for the full text: the caption of a photo would stand for the story.
    def _start_media_description(self, _: Mapping[str, str]) -> None:
        self.push("media_description", 1)  # type: ignore[attr-defined]

    def _end_media_description(self) -> None:
        self._popped("media_description")

    def _start_itunes_summary(self, _: Mapping[str, str]) -> None:
        self.push("itunes_summary", 1)  # type: ignore[attr-defined]

    def _end_itunes_summary(self) -> None:
        self._popped("itunes_summary")

    def _start_dc_description(self, _: Mapping[str, str]) -> None:
        self.push("dc_description", 1)  # type: ignore[attr-defined]

    def _end_dc_description(self) -> None:
        self._popped("dc_description")

    def _end_published(self) -> None:
        self._popped("published")

    def _end_updated(self) -> None:
        self._popped("updated")

    def _end_created(self) -> None:
        self._popped("created")

    _end_issued = _end_pubdate = _end_published
    _end_modified = _end_lastbuilddate = _end_updated

    # Coordinates: 5 MiB of them are 100 MB of numbers.
    def _start_georssgeom(self, _: Mapping[str, str]) -> None:
        self.push("geometry", 0)  # type: ignore[attr-defined]

    def _end_geometry(self) -> None:
        self._popped("geometry")

    def _end_gml_pos(self) -> None:
        self._popped("pos")

    _start_georss_point = _start_georss_line = _start_georss_polygon = _start_georss_box = _start_georssgeom
    _end_georss_point = _end_georss_line = _end_georss_polygon = _end_georss_box = _end_geometry
    _end_gml_poslist = _end_gml_pos

    def _popped(self, element: str) -> str | None:
        value = self.pop(element)  # type: ignore[attr-defined]
        return value if isinstance(value, str) else None


class _Strict(_Guarded, StrictFeedParser):  # type: ignore[misc]
    """For well-formed XML."""


class _Loose(_Guarded, LooseFeedParser):  # type: ignore[misc]
    """For everything else."""

    def handle_charref(self, ref: str) -> None:
        with contextlib.suppress(*STUMBLES):
            super().handle_charref(ref)
