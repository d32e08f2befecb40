"""Lists of feeds as OPML, which is how readers hand them to each other: read and written without a loss.

Whatever an enclosing outline is called becomes a tag of its feeds, outermost first, and is an outline again when they
are written. What OPML has no word for (name, country, zone, kind …) stands in attributes of a namespace of our own.
"""

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.utils import format_datetime
from zoneinfo import ZoneInfo

from lxml import etree

from crawler.arabic.clean import clean_title
from crawler.errors import OpmlUnreadable
from crawler.news import Feed, FeedKind
from crawler.pages.decoding.charset import decode
from crawler.pages.markup import DEFINES_ENTITIES, STRAY_AMPERSAND, has_endless_tag
from crawler.urls import is_web_url, slug, url_key

MAX_BYTES = 5 * 1024 * 1024
MAX_FEEDS = 10_000
MAX_TAGS = 30  # of one feed
LONGEST_NAME = 80
NAMESPACE = "https://rasid.invalid/opml"

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,500}\?>")
_DECLARATION_BYTES = re.compile(rb"\A\s*<\?xml[^>]{0,500}\?>")
_WITHOUT_TAGS = bytes.maketrans(b"<>", b"  ")
# feed:https://host/… and feed://host/…, as browsers wrote them.
_FEED_SCHEME = re.compile(r"\Afeed:(?:(?=(https?://))|//)", re.IGNORECASE)
_NAME = re.compile(r"[\w.-]+")
_FEED_TYPES = frozenset({"", "rss", "rss1", "rss2", "atom", "feed", "rdf", "json", "jsonfeed", "link", "include"})
_ADDRESSES = ("xmlurl", "url")
_PLAIN = ("country", "section", "tier", "zone", "charset")  # ours, of the same name in the record
_OURS = {"selector": "link_selector", "pattern": "link_pattern"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """An outline that names no feed that can be watched, with its line and the reason."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpmlResult:
    """What a list holds. `fault` says what is wrong with the file where it could only be read in part."""

    feeds: tuple[Feed, ...]
    skipped: tuple[Skipped, ...] = ()
    title: str = ""
    fault: str | None = None


@dataclass(slots=True)
class _Reader:
    """The feeds found so far, by the one form of their address."""

    feeds: dict[str, Feed] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    skipped: list[Skipped] = field(default_factory=list)


def read_opml(body: bytes) -> OpmlResult:
    """The feeds of an OPML file of any version, in its order; raises OpmlUnreadable with one sentence.

    Where two outlines have the same address, the first describes the feed and both give it their tags.
    """
    root, fault = _tree(_text(body))
    reader = _Reader()
    for outline, path in _outlines(root):
        _read_outline(reader, outline, path)
    if fault and not reader.feeds:
        raise OpmlUnreadable(f"the file is not well-formed, and no feed can be read in it: {fault}")
    head = next((one for one in root.iter() if _tag(one) == "title"), None)
    title = clean_title(head.text or "") if head is not None else ""
    return OpmlResult(feeds=tuple(reader.feeds.values()), skipped=tuple(reader.skipped), title=title, fault=fault)


def _text(body: bytes) -> str:
    if len(body) > MAX_BYTES:
        raise OpmlUnreadable(f"the file is larger than {MAX_BYTES // 1024 // 1024} MiB")
    if not body.strip(b" \t\r\n\x00"):
        raise OpmlUnreadable("the file is empty")
    text = _decoded(body).replace("\x00", "").lstrip("\ufeff \t\r\n")
    if DEFINES_ENTITIES.search(text):
        raise OpmlUnreadable("the file defines entities, which is refused")
    if has_endless_tag(text):
        raise OpmlUnreadable("the file has more markup than a list of feeds can need")
    return _DECLARATION.sub("", text)


def _decoded(body: bytes) -> str:
    """The file's text. UTF-8 proves itself. Other charsets are told by what stands between tags, and all words of OPML
    stand within them: so it is judged without the signs that make a tag, but for those of the declaration."""
    if b"\x00" in body:
        return decode(body, "text/xml").text  # UTF-16, which has a mark or is refused as no OPML
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        declaration = _DECLARATION_BYTES.match(body)
    start = declaration.end() if declaration else 0
    judged = decode(body[:start] + body[start:].translate(_WITHOUT_TAGS), "text/xml")
    if judged.held:
        raise OpmlUnreadable(f"the file's charset cannot be told (declared: {judged.declared or 'none'})")
    try:
        return body.decode(judged.used, "replace")
    except LookupError:  # the name of no charset: it was repaired
        return decode(body, "text/xml").text


def _tree(text: str) -> tuple[etree._Element, str | None]:
    """The root, and what is wrong with the file if it had to be mended."""
    data = text.encode("utf-8", "ignore")
    fault = None
    try:
        root = etree.fromstring(data, _parser(recover=False))
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        fault = f"line {line}: {str(error.msg or error).split(', line')[0]}"
        try:
            # A parser that recovers leaves out what follows a bare ampersand: `?x=1&y=2` would be another address.
            data = STRAY_AMPERSAND.sub("&amp;", text).encode("utf-8", "ignore")
            root = etree.fromstring(data, _parser(recover=True))
        except etree.XMLSyntaxError:
            root = None
    if root is None or not any(_tag(one) in ("opml", "outline") for one in root.iter()):
        raise OpmlUnreadable("the file is no OPML" + (f" ({fault})" if fault else ""))
    return root, fault


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8", recover=recover, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )


def _outlines(root: etree._Element) -> Iterator[tuple[etree._Element, tuple[str, ...]]]:
    """Every outline with the names of those around it, outermost first, in the file's order."""
    waiting: list[tuple[etree._Element, tuple[str, ...]]] = [(root, ())]
    while waiting:
        element, path = waiting.pop()
        inner = path
        if _tag(element) == "outline":
            yield element, path
            name = clean_title(_attribute(element, "text") or _attribute(element, "title"))
            inner = (*path, name) if name else path
        waiting.extend((child, inner) for child in reversed(element))


def _read_outline(reader: _Reader, outline: etree._Element, path: tuple[str, ...]) -> None:
    title = clean_title(_attribute(outline, "text") or _attribute(outline, "title"))
    url = next((value for value in (_attribute(outline, name).strip() for name in _ADDRESSES) if value), "")
    url = _FEED_SCHEME.sub(lambda scheme: "" if scheme.group(1) else "http://", url)
    kind = _attribute(outline, "type").strip().lower()
    if not url and kind not in ("rss", "atom"):
        return  # a folder, or a remark
    reason = _why_not(url, kind, named_feed=bool(_attribute(outline, "xmlUrl")))
    if reason is None and len(reader.feeds) >= MAX_FEEDS:
        reason = f"the file holds more than {MAX_FEEDS} feeds"
    if reason is not None:
        line = int(getattr(outline, "sourceline", 0) or 0)
        reader.skipped.append(Skipped(line=line, text=(title or url)[:80], reason=reason))
        return
    categories = (_whole_category(one) for one in _attribute(outline, "category").split(","))
    tags = _unique((*path, *filter(None, categories)))
    key = url_key(url)
    known = reader.feeds.get(key)
    if known is not None:
        reader.feeds[key] = replace(known, tags=_unique((*known.tags, *tags)))
        return
    feed = _feed(outline, url, title, tags, reader.names)
    reader.names.add(feed.name)
    reader.feeds[key] = feed


def _why_not(url: str, kind: str, *, named_feed: bool) -> str | None:
    """Why an outline is no feed that can be watched, or None."""
    if not url:
        return "it has no address"
    if kind in ("link", "include") and not named_feed:
        return f"it is a {kind}, not a feed"
    if kind not in _FEED_TYPES:
        return f"its type is '{kind[:40]}', not a feed"
    if not is_web_url(url):
        return "its address is not an http or https address"
    return None


def _whole_category(category: str) -> str:
    """A category may be a path such as /Boston/Weather (OPML 2.0): the whole of it, without its outer strokes."""
    return clean_title(category.strip().strip("/"))


def _feed(outline: etree._Element, url: str, title: str, tags: tuple[str, ...], taken: set[str]) -> Feed:
    name = unique_name(_ours(outline, "name") or title or url, taken)
    plain = {key: _ours(outline, key) or None for key in _PLAIN}
    language = _attribute(outline, "language").strip()
    if len(language) > 8:  # as long as its column; a longer one is a code with script and country
        language = re.split(r"[-_]", language)[0]
    zone, country, charset = plain["zone"], plain["country"], plain["charset"]
    kind = _ours(outline, "kind")
    return Feed(
        name=name,
        url=url,
        outlet=clean_title(_ours(outline, "outlet")) or title or name,
        country=country if country and re.fullmatch(r"[A-Z]{2}", country) else None,
        language=language if language and language.lower() != "unknown" and len(language) <= 8 else "ar",
        section=plain["section"],
        tier=plain["tier"] if plain["tier"] in ("A", "B", "C", "D") else None,
        zone=zone if zone and _is_zone(zone) else None,
        tags=tags,
        kind=FeedKind(kind) if kind in tuple(FeedKind) else FeedKind.FEED,
        charset=charset if charset and _is_charset(charset) else None,
        **{ours: _ours(outline, key) or None for key, ours in _OURS.items()},
    )


def unique_name(wanted: str, taken: Iterable[str]) -> str:
    """A feed's name drawn from a text, other than those that are taken."""
    fits = len(wanted) <= LONGEST_NAME and _NAME.fullmatch(wanted)
    name = wanted if fits else slug(wanted)
    used = set(taken)
    if name not in used:
        return name
    count = next(count for count in range(2, len(used) + 3) if _counted(name, count) not in used)
    return _counted(name, count)


def _counted(name: str, count: int) -> str:
    return f"{name[: LONGEST_NAME - 1 - len(str(count))]}-{count}"


def write_opml(feeds: Sequence[Feed], title: str, now: datetime) -> bytes:
    """An OPML 2.0 file of these feeds, which `read_opml` reads back as they are, but for their order.

    Feeds with the same tags stand in the same outlines, one for each tag.
    """
    root = etree.Element("opml", nsmap={"rasid": NAMESPACE})
    root.set("version", "2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = clean_title(title)
    etree.SubElement(head, "dateCreated").text = format_datetime(now, usegmt=True)
    body = etree.SubElement(root, "body")
    folders: dict[tuple[str, ...], etree._Element] = {(): body}
    for feed in feeds:
        for depth in range(1, len(feed.tags) + 1):
            path = feed.tags[:depth]
            if path not in folders:
                folders[path] = etree.SubElement(folders[path[:-1]], "outline", text=path[-1], title=path[-1])
        _write_feed(etree.SubElement(folders[feed.tags], "outline"), feed)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _write_feed(outline: etree._Element, feed: Feed) -> None:
    shown = f"{feed.outlet} – {feed.section}" if feed.section else feed.outlet
    outline.set("text", shown)
    outline.set("title", shown)
    outline.set("type", "rss")
    outline.set("xmlUrl", feed.url)
    outline.set("language", feed.language)
    ours = {
        "name": feed.name,
        "outlet": feed.outlet,
        **{key: getattr(feed, key) for key in _PLAIN},
        **{key: getattr(feed, name) for key, name in _OURS.items()},
        "kind": feed.kind if feed.kind is not FeedKind.FEED else None,
    }
    for key, value in ours.items():
        if value:
            outline.set(f"{{{NAMESPACE}}}{key}", str(value))


def _attribute(element: etree._Element, name: str) -> str:
    """An attribute's value, however its name is written: xmlUrl, xmlurl, XMLURL."""
    exact = element.get(name)
    if exact is not None:
        return str(exact)
    wanted = name.lower()
    return next((str(value) for key, value in element.attrib.items() if str(key).lower() == wanted), "")


def _ours(element: etree._Element, name: str) -> str:
    # A mended file may have lost the namespace's declaration.
    return str(element.get(f"{{{NAMESPACE}}}{name}") or element.get(f"rasid:{name}") or "").strip()


def _tag(element: etree._Element) -> str:
    name = element.tag
    return name.rpartition("}")[2].lower() if isinstance(name, str) else ""


def _unique(tags: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tags))[:MAX_TAGS]


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _is_charset(name: str) -> bool:
    try:
        codecs.lookup(name)
    except (LookupError, ValueError):
        return False
    return True
