"""The lead picture of a story: the first that the page states and that is no logo, placeholder or counting pixel."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml.html import HtmlElement

from crawler.pages.json_ld import LinkedData, text_of
from crawler.pages.titles.heading import Surroundings
from crawler.urls import is_web_url

_METAS = ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src", "parsely-image-url")
# Of the file's name only: /sites/default/files/ and /logos/ hold real pictures.
_NO_PICTURE = re.compile(
    r"(?:^|[^a-z])(?:logo\d*|favicon|placeholder|no-?_?(?:image|img|photo|pic(?:ture)?)|blank|spacer|pixel|transparent|sprite"
    r"|1x1|apple-touch-icon|(?:og|fb|facebook|twitter|social|share|default)[-_]?(?:image|img|share|thumb(?:nail)?|default|card|cover|logo)"
    r"|default)(?:[-_]?\d*)?(?:[^a-z0-9]|$)"
)
_NO_PHOTOGRAPH = (".svg", ".ico")
_SMALLEST = 60  # pixels, where the page states the size
_SMALLEST_SHOWN = 200  # of a picture that is only shown
_SOURCES = ("data-src", "data-lazy-src", "data-original", "data-url", "src")  # what is put into src is a placeholder
_MOST_PICTURES = 30


def lead_picture(data: LinkedData, metas: Mapping[str, Sequence[str]], url: str) -> str | None:
    """The absolute address of the picture, or None. `metas` by name or property, in small letters."""
    logo = _logo(data.article.get("publisher"), data)
    if _is_tiny(metas):
        metas = {}
    stated = (
        *_of_node(data.article.get("image"), data),
        *_all(metas),
        *_of_node(data.page.get("primaryImageOfPage"), data),
    )
    for text in stated:
        address = _address(text, url)
        if address is not None and text != logo and is_picture(address):
            return address
    return None


def shown_picture(root: HtmlElement, around: Surroundings | None, url: str) -> str | None:
    """The picture that old pages name in a <link>; else the first in a <figure> beside the story's heading."""
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "image_src":
            address = _address(link.get("href") or "", url)
            if address is not None and is_picture(address):
                return address
    if around is None:
        return None
    for image in islice(root.iter("img", "amp-img"), _MOST_PICTURES):
        figure = next(image.iterancestors("figure"), None)
        box = figure.getparent() if figure is not None else None
        if box is None or _is_small(image) or around.distance(box) is None:
            continue
        for name in _SOURCES:
            address = _address(image.get(name) or "", url)
            if address is not None and is_picture(address):
                return address
    return None


def _is_small(image: HtmlElement) -> bool:
    sizes = [(image.get(name) or "").removesuffix("px") for name in ("width", "height")]
    return any(text.isascii() and text.isdigit() and int(text[:6]) < _SMALLEST_SHOWN for text in sizes)


def is_picture(address: str) -> bool:
    """Whether an address can be that of a photograph, by the name of its file."""
    name = unquote(urlsplit(address).path.rstrip("/").rpartition("/")[2]).lower()
    return not name.endswith(_NO_PHOTOGRAPH) and _NO_PICTURE.search(name) is None


def _all(metas: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for name in _METAS:
        yield from metas.get(name, ())[:3]


def _is_tiny(metas: Mapping[str, Sequence[str]]) -> bool:
    sizes = [text for name in ("og:image:width", "og:image:height") for text in metas.get(name, ())[:1]]
    return any(text.isascii() and text.isdigit() and int(text[:6]) < _SMALLEST for text in sizes)


def _of_node(value: Any, data: LinkedData) -> Iterator[str]:
    """The addresses of an image: a text, an object, a reference to one, or several of these."""
    for item in value[:5] if isinstance(value, list) else (value,):
        if isinstance(item, dict):
            yield (
                text_of(item.get("url"))
                or text_of(item.get("contentUrl"))
                or data.pictures.get(str(item.get("@id")), "")
            )
        elif isinstance(item, str):
            yield item.strip()


def _logo(publisher: Any, data: LinkedData) -> str:
    found: Iterable[str] = _of_node(publisher.get("logo"), data) if isinstance(publisher, dict) else ()
    return next(iter(found), "")


def _address(text: str, base: str) -> str | None:
    try:
        joined = urljoin(base, text.strip()) if text.strip() else ""
    except ValueError:
        return None
    return joined if joined and is_web_url(joined) and len(joined) <= 2000 else None
