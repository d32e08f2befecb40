"""What a page's JSON-LD says of its story: which of its nodes describes it, and that node's plain values.

Outlets write it by hand: several scripts and graphs, raw line breaks, commas too many, comments and CDATA around
it, quotes in a headline that end the string. A page may also describe the articles it links to; its own node is the
one with its address or its title.
"""

import html
import json
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.arabic.letters import fold_key
from crawler.pages.markup import plain_title
from crawler.pages.words import same_headline
from crawler.urls import url_key

Node = Mapping[str, Any]

_MAX_JSON = 400_000
_MAX_NODES = 2_000
_MAX_OBJECTS = 20  # in one script
_VOCABULARY = r"(?:https?://schema\.org/|schema:)?"
_ARTICLE = re.compile(rf"{_VOCABULARY}(?:\w*Article|BlogPosting|LiveBlogPosting|SocialMediaPosting|Report)$")
_PAGE = re.compile(rf"{_VOCABULARY}(?:WebPage|ItemPage)$")
_WRAPPING = re.compile(r"<!--|-->|(?://|/\*)?\s{0,9}<!\[CDATA\[\s{0,9}(?:\*/)?|(?://|/\*)?\s{0,9}\]\]>\s{0,9}(?:\*/)?")
_OPENING = re.compile(r"[{\[]")
_COMMA_TOO_MANY = re.compile(r",(?=\s*[}\]])")
_PLAIN_VALUE = re.compile(
    r'"(@type|url|datePublished|dateModified|dateCreated|isAccessibleForFree)"\s*:\s*"?([^"{}\[\],\n]{1,300})'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedData:
    """The node of the page's article and of the page itself, empty where there is none; pictures by their @id."""

    article: Node = field(default_factory=dict)
    page: Node = field(default_factory=dict)
    crumbs: tuple[str, ...] = ()
    pictures: Mapping[str, str] = field(default_factory=dict)


def linked_data(root: HtmlElement, addresses: Sequence[str], titles: Sequence[str]) -> LinkedData:
    """What the page states in JSON-LD of the story with one of these addresses and titles; never raises."""
    nodes = [node for script in _scripts(root) for node in _nodes(script)]
    keys = {url_key(address) for address in addresses if address}
    pages = [node for node in nodes if _is(node, _PAGE)]
    own = [node for node in pages if _fit_of_address(node, keys) >= 0]
    crumbs = next((node for node in nodes if "BreadcrumbList" in _kinds(node)), {})
    return LinkedData(
        article=_own_article([node for node in nodes if _is(node, _ARTICLE)], keys, titles),
        page=own[0] if len(pages) == 1 and own else {},
        crumbs=tuple(_crumbs(crumbs)),
        pictures={
            str(node["@id"]): text_of(node.get("url") or node.get("contentUrl"))
            for node in nodes
            if "ImageObject" in _kinds(node) and "@id" in node
        },
    )


def text_of(value: object) -> str:
    """A plain value as text; of several the first, of a typed value what it holds, of anything else nothing."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value")
    return value.strip() if isinstance(value, str) else ""


def _scripts(root: HtmlElement) -> Iterator[str]:
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            source = "".join(script.itertext()).strip()
            if source and len(source) <= _MAX_JSON:
                yield source


def _nodes(source: str) -> Iterator[Node]:
    waiting, seen = deque(_objects(source)), 0
    while waiting and seen < _MAX_NODES:
        node = waiting.popleft()
        seen += 1
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            yield node
            waiting.extend(
                node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage", "breadcrumb") if key in node
            )


def _objects(source: str) -> list[Any]:
    text = _WRAPPING.sub(" ", source)
    if "&quot;" in text and '"' not in text:
        text = html.unescape(text)
    for attempt in (text, _COMMA_TOO_MANY.sub("", text)):
        found = _parsed(attempt)
        if found:
            return found
    return _salvaged(text)


def _parsed(text: str) -> list[Any]:
    """The objects that stand one behind the other in a script, up to the first that is broken."""
    decoder = json.JSONDecoder(strict=False)  # line breaks within strings
    found: list[Any] = []
    at = 0
    while len(found) < _MAX_OBJECTS and (opening := _OPENING.search(text, at)) is not None:
        try:
            value, at = decoder.raw_decode(text, opening.start())
        except (ValueError, RecursionError):
            break
        found.append(value)
    return found


def _salvaged(text: str) -> list[Any]:
    """The plain values of a broken script that describes one article; what stands there twice is not taken."""
    values: dict[str, set[str]] = {}
    for name, value in _PLAIN_VALUE.findall(text):
        values.setdefault(name, set()).add(value.strip())
    kinds = values.pop("@type", set())
    if not any(_ARTICLE.match(kind) for kind in kinds) or len(values.get("datePublished", ())) > 1:
        return []
    return [{"@type": "NewsArticle"} | {name: next(iter(each)) for name, each in values.items() if len(each) == 1}]


def _own_article(nodes: list[Node], keys: set[str], titles: Sequence[str]) -> Node:
    """The node of the page's story, completed from others that describe the same; empty where none seems to."""
    if not nodes:
        return {}
    fits = [_fit_of_address(node, keys) + _fit_of_headline(node, titles) for node in nodes]
    headlines = {fold_key(plain_title(text_of(node.get("headline")))) for node in nodes}
    if max(fits) > 0:
        order = sorted(range(len(nodes)), key=lambda index: -fits[index])
        same = [nodes[index] for index in order if fits[index] > 0]
    elif len(headlines) == 1 and max(fits) > -2:
        same = nodes
    else:
        # Articles that are all something else: a list of links.
        same = nodes[:1] if len(nodes) == 1 and fits[0] > -2 else []
    return {name: value for node in reversed(same) for name, value in node.items() if value not in (None, "", [])}


def _fit_of_address(node: Node, keys: set[str]) -> int:
    """2 where the node has the page's address, -1 where it has another's, 0 where it says none."""
    entity = node.get("mainEntityOfPage")
    stated = (entity.get("@id") or entity.get("url")) if isinstance(entity, dict) else entity
    found = {
        url_key(address)
        for value in (node.get("url"), node.get("@id"), stated)
        if isinstance(value, str)
        and (address := value.strip()).startswith(("http://", "https://"))
        and _has_path(address)
    }
    if not found or not keys:
        return 0
    return 2 if found & keys else -1


def _has_path(address: str) -> bool:
    try:
        return len(urlsplit(address).path.strip("/")) > 2  # not /ar
    except ValueError:
        return False


def _fit_of_headline(node: Node, titles: Sequence[str]) -> int:
    """2 where the node's headline is one of the titles, -1 where it is none of them, 0 where nothing is known."""
    headline = plain_title(text_of(node.get("headline") or node.get("name")))
    if not headline or not titles:
        return 0
    # Some cut a headline at 110 characters, as search engines asked.
    key = fold_key(headline).rstrip(". …")
    if any(same_headline(headline, title) or (len(key) > 25 and fold_key(title).startswith(key)) for title in titles):
        return 2
    return -1


def _kinds(node: Node) -> list[str]:
    kinds = node.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _is(node: Node, pattern: re.Pattern[str]) -> bool:
    return any(pattern.match(kind) for kind in _kinds(node))


def _crumbs(node: Node) -> Iterator[str]:
    items = node.get("itemListElement")
    for item in items[:8] if isinstance(items, list) else ():
        if isinstance(item, dict):
            inner = item.get("item")
            yield plain_title(text_of(item.get("name") or (inner.get("name") if isinstance(inner, dict) else "")))
