"""The section and the tags that a page shows: the way back to the front page, and links that say what they lead to.

For pages that state neither: a trail of steps above the story, links with rel="category" or rel="tag" beside it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from crawler.arabic.letters import fold_key
from crawler.pages.titles.heading import Surroundings
from crawler.pages.when.shown_dates import says_only_when
from crawler.pages.words import same_headline

# From the attributes, in a third of the time that a look at each element takes.
_TRAILS = etree.XPath(
    "//@class[contains(., 'crumb')]/.. | //@id[contains(., 'crumb')]/.. | //@itemtype[contains(., 'BreadcrumbList')]/.."
    " | //@aria-label[contains(translate(., 'BC', 'bc'), 'breadcrumb')]/.."
)
_TAG_PAGE = re.compile(r"/tags?/.")
_MOST_TRAILS, _MOST_STEPS, _MOST_LINKS = 5, 12, 60
_LONGEST_TRAIL, _LONGEST_STEP, _LONGEST_TAG, _MOST_TAGS = 400, 40, 40, 15
_SIGNS = " \t\n\r/|\\>»«›‹:-–—•·→←#,،"
_YOU_ARE_HERE = re.compile(r"(?:انت|انتم)(?: الان)? (?:هنا|في)|you are here|مسار التنقل|breadcrumbs?")


def shown_section(root: HtmlElement, around: Surroundings | None, titles: Sequence[str]) -> Iterator[str]:
    """What may be the story's section, the likeliest first; the caller knows which words name none."""
    for trail in islice(cast("list[HtmlElement]", _TRAILS(root)), _MOST_TRAILS):
        if trail.tag in ("body", "html", "main", "article", "script", "meta", "a", "li"):
            continue
        linked = [_words(link) for link in islice(trail.iter("a"), _MOST_STEPS)]
        # What is no link is the page itself, or its section.
        texts = [text for piece in islice(trail.itertext(), 4 * _MOST_STEPS) if (text := piece.strip(_SIGNS))]
        if sum(map(len, texts)) <= _LONGEST_TRAIL:
            yield from (step for step in (*reversed(linked), *reversed(texts)) if _may_be_step(step, titles))
    yield from _links(root, around, "category")


def shown_tags(root: HtmlElement, around: Surroundings | None) -> tuple[str, ...]:
    """The words of the links beside the story that lead to its tags."""
    tags = dict.fromkeys(text for text in _links(root, around, "tag") if 1 < len(text) <= _LONGEST_TAG)
    return tuple(tags) if len(tags) <= _MOST_TAGS else ()


def _links(root: HtmlElement, around: Surroundings | None, rel: str) -> Iterator[str]:
    if around is None:
        return
    for link in islice(filter(_may_be_related, root.iter("a")), _MOST_LINKS):
        if _is_of_kind(link, rel) and around.distance(link) is not None:
            yield _words(link)


def _may_be_related(link: HtmlElement) -> bool:
    address, rel = link.get("href"), link.get("rel")
    return (address is not None and "/tag" in address) or (rel is not None and ("tag" in rel or "category" in rel))


def _is_of_kind(link: HtmlElement, rel: str) -> bool:
    rels = (link.get("rel") or "").lower().split()
    if rel in rels:
        return rel == "category" or "category" not in rels  # «category tag» is how WordPress marks a category
    return rel == "tag" and _TAG_PAGE.search(link.get("href") or "") is not None and not _is_in_sentence(link)


def _is_in_sentence(link: HtmlElement) -> bool:
    """Whether words stand next to a link: paragraphs, too, lead to the pages of tags."""
    before = link.getprevious()
    text = (before.tail if before is not None else link.getparent().text) or ""
    return any(map(str.isalnum, text + (link.tail or "")))


def _words(element: HtmlElement) -> str:
    return " ".join("".join(islice(element.itertext(), 10)).split()).strip(_SIGNS).replace("_", " ")


def _may_be_step(text: str, titles: Sequence[str]) -> bool:
    if not 1 < len(text) <= _LONGEST_STEP or says_only_when(text) or _YOU_ARE_HERE.fullmatch(fold_key(text)):
        return False
    cut = fold_key(text).rstrip(" .…")
    return not any(same_headline(text, title) or (len(cut) > 15 and cut in fold_key(title)) for title in titles)
