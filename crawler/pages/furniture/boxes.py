"""Boxes around and within a story that only their markup tells: captions, embedded posts, the author's life, sign-ups.

Their words are ordinary sentences, so the names that themes and plugins give their elements decide. An element goes
only if it is small and holds no main heading: outlets hang such names onto whole pages as well. Embedded posts and
captions are given back, for the page that has nothing else to tell.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from crawler.arabic.letters import fold_key
from crawler.pages.furniture.chrome import LineKind, line_kind
from crawler.pages.furniture.pictures import picture_captions, pictures_of_text
from crawler.pages.words import shared_part, stems

_SITES = r"(?:twitter|tweet|instagram|insta|facebook|fb|tiktok|telegram|youtube|x|social)"
_EMBED = re.compile(
    rf"twitter-(?:tweet|video)|wp-embedded-content|instagram-media|tiktok-embed|fb-(?:post|video|xfbml-parse-ignore)|telegram-post|reddit-card|bluesky-embed"
    rf"|wp-block-embed|embedly-card|{_SITES}[-_]?embed(?:ded)?|embed(?:ded)?[-_]{_SITES}|{_SITES}[-_](?:post|card|wrap)"
)
_EMBED_TAGS = frozenset(
    ("amp-twitter", "amp-instagram", "amp-facebook", "amp-tiktok", "amp-youtube", "amp-iframe", "amp-brightcove")
)
_PICTURE = r"(?:wp|image|img|photo|pic|picture|figure|media|gallery|slide|slider|featured-image|video|field)"
_CAPTION = re.compile(
    rf"{_PICTURE}?[-_]?caption(?:[-_]text)?|{_PICTURE}[-_]?(?:credits?|copyright|desc|description|source|author|title|info)|imgdesc|photocredit"
    r"|(?:img|image|photo|pic|picture)[-_]?(?:txt|alt|legend|label)"
)
_WRITER = r"(?:author|writer|columnist|journalist)s?"
_AUTHOR = re.compile(
    rf"(?:post-|article-|entry-|single-|td-|jeg_)?{_WRITER}[-_]?(?:box(?:-wrap)?|bio|biography|card|desc|description|about|details|profile|block)"
    rf"|about[-_]?(?:the[-_]?)?{_WRITER}|saboxplugin-wrap|abh_box|biography"
)
_CALL = re.compile(
    r"(?:newsletter|subscribe|subscription|mailchimp|sign-?up|follow-us|whatsapp|telegram|google-?news|app|donat(?:e|ion)|support-us|push)"
    r"(?:[-_](?:box|form|wrap(?:per)?|block|banner|channel|cta|promo|section|widget|inline|signup|download|link))*"
    r"|mc4wp-form(?:-\w+)*|cookies?[-_](?:notice|banner|bar|consent|law-info-bar|popup|message)|gdpr(?:-\w+)*|cc-window|cookieconsent"
)
_TOOLS = re.compile(
    r"sharedaddy|jp-relatedposts|(?:share|social)[-_]?(?:buttons?|links?|bar|box|icons?|tools?|this)|font-?(?:size|resizer?)|text-?resizer?"
    r"|bread-?crumbs?|entry-crumbs|yoast_breadcrumb|(?:weather|currency|prayer(?:-times)?|poll|vote|voting)(?:[-_](?:box|widget|block|wrap|container))?"
    r"|(?:post|article|news|entry)[-_]?(?:nav|navigation|pagination)|(?:video|audio|media)[-_]?player(?:[-_]controls)?"
)
_PULL_QUOTE = re.compile(r"pull-?quote|wp-block-pullquote|quote[-_](?:box|pull)|blockquote-pull|pulled-quote")
_ADVERTISEMENT = re.compile(
    r"(?:ads?|advert|advertisement|adsbygoogle|banner-?ads?)(?:[-_](?:slot|box|container|wrap|inline|unit|label))*|div-gpt-ad[-\w]*"
)

# Characters of text in the largest box that goes: what is longer is a page that carries the name.
_LARGEST = {
    "embed": 1_500,
    "caption": 350,
    "author": 1_200,
    "call": 500,
    "tools": 400,
    "pull": 400,
    "ad": 60,
    "life": 450,
}
_KINDS = (
    ("embed", _EMBED),
    ("caption", _CAPTION),
    ("author", _AUTHOR),
    ("call", _CALL),
    ("tools", _TOOLS),
    ("pull", _PULL_QUOTE),
    ("ad", _ADVERTISEMENT),
)
_NEVER = frozenset("html body main article form header td tr tbody table h1 a img".split())
_MOST_HEADINGS = 150  # that are looked at
_MOST_WITHIN = 40  # elements
_MOST_CHILDREN = 6
_MOST_AUTHORS = 2
_LONGEST_BUTTON = 25  # characters
_LINES = frozenset("p h3 h4 h5 h6 b strong a".split())
_LIFE = re.compile(
    r"(?:ال)?(?:صحفي|صحافي|كاتب|اعلامي|باحث|محلل|مراسل|محرر|مدون|اكاديمي|روايي|شاعر|مدير\s+تحرير|رييس\s+تحرير|استاذ|دبلوماسي\s+سابق)ه?\s"
)
_HARM = re.compile(r"قتل|استشهد|شهيد|توفي|رحل|اغتيل|اعتقل|اصيب|اختطف|ضحي")
_REPEATED = 0.8  # of a pull quote's words, in one paragraph
_MOST_QUOTES = 12


def take_boxes(root: HtmlElement, titles: Sequence[str] = ()) -> list[HtmlElement]:
    """Takes the boxes out of the tree, and gives back those that may be a page's only text, in document order.

    `titles` are known headlines, which are no captions of the pictures that they stand with.
    """
    spare = [figure for figure in _captions(root) if _take(figure)]
    quotes = 0
    named = [(element, kind) for element in root.iterdescendants() if (kind := _kind_of(element)) is not None]
    for element, kind in named:
        if not _may_go(element, kind):
            continue
        if kind == "pull":
            quotes += 1
            if quotes > _MOST_QUOTES or not _repeats(element, root):
                continue
        if _take(element) and kind in ("embed", "caption"):
            spare.append(element)
    for element in list(root.iter(*_EMBED_TAGS)):
        if _take(element):
            spare.append(element)
    for box in [*_calls_under_headings(root), *_lives(root)]:
        _take(box)
    spare += [caption for caption in picture_captions(root, titles) if _take(caption)]
    return spare


def _captions(root: HtmlElement) -> list[HtmlElement]:
    """The captions of pictures; what stands under a quotation or a table stays, as its line."""
    captions = []
    for caption in root.iter("figcaption"):
        figure = caption.getparent()
        if figure is not None and next(figure.iter("blockquote", "table"), None) is not None:
            caption.tag = "p"
        else:
            captions.append(caption)
    return captions


def _calls_under_headings(root: HtmlElement) -> list[HtmlElement]:
    """Boxes without a telling name that hold a heading and below it only calls to the reader: a newsletter's."""
    found = []
    for heading in islice(root.iter("h2", "h3", "h4", "h5", "h6"), _MOST_HEADINGS):
        box = heading.getparent()
        if box is None or heading.getprevious() is not None or heading.find("a") is not None:
            continue  # a link: another story's headline
        if not _may_go_unnamed(box, "call"):
            continue
        rest = [text for element in box if element is not heading and (text := _shown(element))]
        if rest and not any((element.tail or "").strip() for element in box):
            kinds = [line_kind(text).kind for text in rest]
            if LineKind.SHARE in kinds and all(
                kind is LineKind.SHARE or len(text) <= _LONGEST_BUTTON for kind, text in zip(kinds, rest, strict=True)
            ):
                found.append(box)
    return found


def _lives(root: HtmlElement) -> list[HtmlElement]:
    """Boxes without a telling name that hold a portrait, a name and who that is; of many it is a list of people."""
    found: dict[HtmlElement, None] = {}
    for image in pictures_of_text(root):
        box = image.getparent()
        if box is not None and len(box) == 1 and not _shown(box):
            box = box.getparent()
        if box is None or not 1 < len(box) <= _MOST_CHILDREN or not _may_go_unnamed(box, "life"):
            continue
        texts = [text for element in box.iter() if element.tag in _LINES and (text := _shown(element))]
        if len(texts) != 2 or len(texts[0].split()) > 4 or _shown(box) != " ".join(texts):
            continue
        life = fold_key(texts[1])
        if _LIFE.match(life) and not _HARM.search(life):
            found.setdefault(box)
    return list(found) if len(found) <= _MOST_AUTHORS else []


def _may_go_unnamed(box: HtmlElement, kind: str) -> bool:
    """Whether a box is as small as such boxes are, with few elements in it."""
    return box.tag not in _NEVER and next(islice(box.iter(), _MOST_WITHIN, None), None) is None and _may_go(box, kind)


def _shown(element: HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())


def _kind_of(element: HtmlElement) -> str | None:
    names = element.get("class")
    kind = _kind_of_names(names) if names else None
    if kind is None:
        names = element.get("id")
        kind = _kind_of_names(names) if names else None
    return None if kind is None or element.tag in _NEVER else kind


@lru_cache(maxsize=8192)  # an outlet's pages have the same names again and again
def _kind_of_names(names: str) -> str | None:
    for name in names.lower().split()[:20]:
        for kind, pattern in _KINDS:
            if pattern.fullmatch(name) is not None:
                return kind
    return None


def _may_go(element: HtmlElement, kind: str) -> bool:
    size = 0
    for text in element.itertext():
        size += len(text.strip())
        if size > _LARGEST[kind]:
            return False
    return next(element.iter("h1"), None) is None


def _repeats(quote: HtmlElement, root: HtmlElement) -> bool:
    """Whether a pull quote's words stand in one paragraph of the page: a quotation of its own stays."""
    words = stems("".join(quote.itertext()))
    text = fold_key("".join(quote.itertext()))
    for paragraph in root.iter("p", "div"):
        if paragraph.tag == "div" and next(paragraph.iter("p"), None) is not None:
            continue
        if paragraph in quote.iter("p", "div"):
            continue
        other = "".join(paragraph.itertext())
        if text in fold_key(other) or shared_part(words, stems(other)) >= _REPEATED:
            return True
    return False


def _take(element: HtmlElement) -> bool:
    """Takes an element out; a line break stays in its place where text follows it."""
    parent = element.getparent()
    if parent is None:
        return False
    tail, element.tail = element.tail, None
    if tail and tail.strip():
        rest = element.makeelement("br")
        rest.tail = tail
        parent.replace(element, rest)
    else:
        parent.remove(element)
    return True
