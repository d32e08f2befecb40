"""Captions that only their place tells: a line in a box of its own with a picture, a line set apart right behind one.

Old content systems and editors give them no name. A line goes only if it does not end as a sentence, or ends with
whose picture it is; paragraphs stand beside pictures too.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from crawler.arabic.letters import fold_key
from crawler.pages.credits.agency_names import names_only_agencies
from crawler.pages.credits.bylines import byline_of_crumb
from crawler.pages.furniture.chrome import LineKind, line_kind

# Set on boxes that hold a picture and one sentence: its caption or a paragraph, but no lead.
PICTURED = "data-of-picture"

_IMAGES = ("img", "amp-img")
_MOST_IMAGES = 150  # that are looked at
_MOST_AROUND = 40  # elements of a box that is a picture's
_CLIMB = 6
_LONGEST = 160  # characters
_SHORTEST_LEAD = 80
_FEWEST_WORDS = 4  # fewer are a name, a place, a section
_HEADINGS = ("h1", "h2", "h3", "h4", "h5")  # <h6> is small type
_SMALL = frozenset(("em", "i", "small", "cite", "h6", "center"))
_WHOLE = frozenset("html body main article header form tr tbody".split())
_PEOPLE = re.compile(
    r"(?<![a-z])(?:author|avatar|byline|writer|profile|meta|logo|icon|lead|lede|excerpt|summary)s?(?![a-z])"
)
_OF_PICTURES = re.compile(r"(?<![a-z])(?:img|image|photo|pic|picture|thumb|thumbnail|media|figure)(?![a-z])")
_TO_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)\b", re.IGNORECASE)
_CENTRED = re.compile(
    r"text-align:\s*center|font-size:\s*(?:\d|1[0-3])(?:\.\d+)?(?:px|pt)|font-size:\s*(?:x{0,2}-)?small|italic"
)
_SENTENCE_END = re.compile(r"[.!؟?…:؛][\"»”')\]]*$")
_CREDIT = re.compile(r"(?:\(([^()]{2,40})\)|[-–—/|]\s*([^-–—/|()]{2,30}))[\s.]*$")
# Whose a picture is besides agencies; folded.
_OWNERS = re.compile(
    r"(?:من\s+)?(?:ال)?(?:ارشيف\S*|(?:مواقع|وسايل|منصات)\s+التواصل.{0,12}|تواصل\s+اجتماعي|انترنت|المكتب\s+الاعلامي.{0,20}|متداول\S*"
    r"|فيس\s*بوك|تويتر|(?:منصه\s+)?اكس|يوتيوب|جيتي|غيتي|getty.{0,10}|الفرنسيه|الالمانيه|الاوروبيه|تعبيري\S*|توضيحي\S*)",
    re.IGNORECASE,
)


def picture_captions(root: HtmlElement, titles: Sequence[str] = ()) -> list[HtmlElement]:
    """The elements to be taken out of the tree as captions, in document order; marks boxes that may hold one.

    `titles` are known headlines: over some pages they stand in a box with the picture.
    """
    known = {fold_key(title) for title in titles if title}
    found: dict[HtmlElement, None] = {}
    for image in pictures_of_text(root):
        caption = _caption_of(image, known)
        if caption is not None:
            found.setdefault(caption)
    return list(found)


def pictures_of_text(root: HtmlElement) -> list[HtmlElement]:
    """The pictures that are no teaser's: not in a list, nor in a link to anything but themselves."""
    return [image for image in islice(root.iter(*_IMAGES), _MOST_IMAGES) if not _is_teasers(image)]


def _is_teasers(image: HtmlElement) -> bool:
    for around in islice(image.iterancestors(), 4):
        if around.tag == "li" or (around.tag == "a" and not _TO_PICTURE.search(around.get("href") or ".jpg")):
            return True
    return False


def _caption_of(image: HtmlElement, titles: set[str]) -> HtmlElement | None:
    inner, box = image, image.getparent()
    text = ""
    for _ in range(_CLIMB):
        if box is None or box.tag in ("html", "body") or _is_full(box):
            return _behind(inner, titles)
        # A row's line may be another's: the table says whether it holds a picture and a line.
        text = text if box.tag in ("tr", "tbody") else _shown(box)
        if text:
            break
        inner, box = box, box.getparent()
    if box is None or box.tag in _WHOLE or not text or not _is_line(box):
        return None
    ends = bool(_SENTENCE_END.search(text)) and not _ends_with_owner(text)
    if (ends and len(text) < _SHORTEST_LEAD) or not _may_be_caption(box, text, titles):
        return None
    if ends:
        box.set(PICTURED, "yes")
        return None
    return box if not _is_bare(box) or _is_set_apart(box) or _ends_with_owner(text) else None


def _behind(picture: HtmlElement, titles: set[str]) -> HtmlElement | None:
    """The line right behind a picture among other lines, if it is set apart or names the picture's owner."""
    line = picture.getnext()
    if line is None or (picture.tail or "").strip() or line.tag in ("br", "table", "ul", "ol") or _is_full(line):
        return None
    text = _shown(line)
    if (line.tail or "").strip() and line.tag not in ("div", "p", "h6", "center"):
        return None
    if not text or not (_ends_with_owner(text) or (_is_small(line) and not _SENTENCE_END.search(text))):
        return None
    return line if _is_line(line) and _may_be_caption(line, text, titles) else None


def _may_be_caption(element: HtmlElement, text: str, titles: set[str]) -> bool:
    if len(text) > _LONGEST or len(text.split()) < _FEWEST_WORDS or _is_title(text, titles):
        return False
    if next(element.iter(*_HEADINGS), None) is not None or _is_linked(element):
        return False
    for around in (element, *islice(element.iterancestors(), 2)):
        names = f"{around.get('class') or ''} {around.get('id') or ''}".lower()
        if _PEOPLE.search(names):
            return False
    return line_kind(text).kind in (LineKind.TEXT, LineKind.CREDIT) and byline_of_crumb(text) is None


def _is_title(text: str, titles: set[str]) -> bool:
    """Whether a line is a known headline, which may be stated with a site's name at its end."""
    key = fold_key(text)
    return any(key in title for title in titles)


def _is_linked(element: HtmlElement) -> bool:
    """Whether text of it is a link, or the whole stands in one: a teaser with its picture."""
    if any("".join(link.itertext()).strip() for link in element.iter("a")):
        return True
    return any(around.tag in ("a", "li") for around in (element, *islice(element.iterancestors(), 3)))


def _is_line(box: HtmlElement) -> bool:
    """Whether a box has one line of text: its text begins in one place and no block begins behind that."""
    return len({_block_of(holder, box) for holder in _holders(box)}) == 1


def _holders(box: HtmlElement) -> Iterator[HtmlElement]:
    """The elements that directly hold some text of the box; text behind an element is its parent's."""
    for element in box.iter():
        if isinstance(element.tag, str):
            if (element.text or "").strip():
                yield element
            if element is not box and (element.tail or "").strip():
                yield element.getparent()


def _block_of(element: HtmlElement, box: HtmlElement) -> HtmlElement:
    inline = ("a", "b", "em", "font", "i", "small", "span", "strong", "u", "cite", "mark", "sub", "sup")
    while element is not box and element.tag in inline:
        element = element.getparent()
    return element


def _is_bare(box: HtmlElement) -> bool:
    """Whether a picture stands within the line itself, as it may at the head of a paragraph."""
    return box.tag == "p" or any((text or "").strip() for text in (box.text, *(child.tail for child in box)))


def _is_set_apart(box: HtmlElement) -> bool:
    """Whether a picture's line stands under it, in small or slanted type, or in a box that is called a picture's."""
    if next(box.iter("br"), None) is not None or _is_small(box):
        return True
    return box.tag != "p" and _OF_PICTURES.search((box.get("class") or "").lower()) is not None


def _is_small(line: HtmlElement) -> bool:
    if line.tag in _SMALL or line.get("align") == "center" or _CENTRED.search(line.get("style") or ""):
        return True
    text = _shown(line)
    return any(_shown(part) == text for part in line.iter(*_SMALL))


def _ends_with_owner(text: str) -> bool:
    match = _CREDIT.search(text)
    if match is None or text[: match.start()].rstrip().endswith((".", "!", "؟")):
        return False
    owner = (match.group(1) or match.group(2)).strip()
    return names_only_agencies(owner) or _OWNERS.fullmatch(fold_key(owner)) is not None


def _is_full(box: HtmlElement) -> bool:
    """Whether it holds more than a picture and a line."""
    if next(islice(box.iter(), _MOST_AROUND, None), None) is not None:
        return True
    size = 0
    for text in box.itertext():
        size += len(text.strip())
        if size > _LONGEST:
            return True
    return False


def _shown(box: HtmlElement) -> str:
    return " ".join("".join(box.itertext()).split())
