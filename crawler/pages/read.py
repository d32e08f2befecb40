"""From a page to its stories, or the reason why there is none.

bytes ▸ text (charset) ▸ blocks and metadata ▸ body ▸ stories without what stands around them. No network, no clock;
nothing that a page may contain makes it raise.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from crawler.arabic.clean import clean_text, clean_title
from crawler.arabic.letters import fold_key
from crawler.news import Page, PublishedFrom, Refusal, RefusalReason, Story
from crawler.pages.blocks import Block, cut_from, page_blocks, remove_what_is_never_text, text_blocks, unwrap_layout
from crawler.pages.body import body_blocks, is_list_of_links
from crawler.pages.charset import decode
from crawler.pages.chrome import LineKind, line_kind
from crawler.pages.dates import read_moment, zone_of
from crawler.pages.language import language_of
from crawler.pages.markup import has_endless_tag, plain_text
from crawler.pages.metadata import Metadata, read_metadata
from crawler.pages.split import Part, second_story, stories_in
from crawler.pages.title import choose_title, is_name

MAX_BYTES = 5 * 1024 * 1024
MAX_ELEMENTS = 60_000
MAX_LINES = 6_000  # ten times what the longest real pages have; extraction takes over 2 s from here
# More stories than that under one address are a section page with full texts.
MAX_STORIES = 4
# The longest reports have 40,000 characters; reading for flags and facts takes time by the character.
MAX_STORY = 60_000
# A breaking line of one sentence is a story; a bare phrase is not.
_SHORTEST_TEXT = 40
# Pages that every outlet has and that extractors take for articles (folded; a site's name may follow).
_SERVICE_PAGE = re.compile(
    r"(?:اتصل(?:وا)? بنا|تواصل(?:وا)? معنا|من نحن|سياسه الخصوصيه|شروط (?:الاستخدام|الخدمه)|اعلن معنا|هييه التحرير"
    r"|خريطه الموقع|contact us|about us|privacy policy)\s*(?:[-|»:].*)?$"
)


def read_page(page: Page) -> tuple[Story, ...] | Refusal:
    """The stories of a page in their order on it, the page's own first."""
    if len(page.body) > MAX_BYTES:
        return Refusal(reason=RefusalReason.TOO_LARGE, detail=f"{len(page.body)} bytes")
    decoded = decode(page.body, page.content_type, override=page.charset)
    if decoded.held:
        return Refusal(reason=RefusalReason.CHARSET_HELD, detail=f"declared {decoded.declared}, guessed {decoded.used}")
    try:
        return _read(page, decoded.text.replace("\x00", ""))
    except Exception as error:  # whatever the page made a parser do
        return Refusal(reason=RefusalReason.UNREADABLE, detail=f"{type(error).__name__}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """The parts of a page with what the page says of its own story."""

    parts: list[Part]
    metadata: Metadata


def _read(page: Page, text: str) -> tuple[Story, ...] | Refusal:
    found = _read_plain(page, text) if _is_plain(page.content_type, text) else _read_markup(page, text)
    if isinstance(found, Refusal):
        return found
    if found.parts[0].size < _SHORTEST_TEXT and page.hint_html:
        found = replace(found, parts=_parts_of_fragment(page.hint_html, [page.hint_title or ""]))
    if found.parts[0].size < _SHORTEST_TEXT:
        return _too_little(found)
    language = language_of(found.parts[0].text)
    if language != "ar":
        return Refusal(reason=RefusalReason.WRONG_LANGUAGE, detail=f"the text is in «{language}»")
    return tuple(_story(page, found.metadata, part, position) for position, part in enumerate(found.parts))


def _is_plain(content_type: str, text: str) -> bool:
    kind = content_type.split(";", maxsplit=1)[0].strip().lower()
    return kind == "text/plain" and "<html" not in text[:1000].lower()


def _parsed(text: str) -> HtmlElement | Refusal:
    if not text.strip():
        return Refusal(reason=RefusalReason.TOO_SHORT, detail="the page is empty")
    if has_endless_tag(text):
        return Refusal(reason=RefusalReason.UNREADABLE, detail="an element with attributes without end")
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        root = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError) as error:
        return Refusal(reason=RefusalReason.UNREADABLE, detail=str(error)[:100])
    count = sum(1 for _ in root.iter())
    if count > MAX_ELEMENTS:
        return Refusal(reason=RefusalReason.TOO_LARGE, detail=f"a page of {count} elements")
    return root


def _read_plain(page: Page, text: str) -> _Found | Refusal:
    blocks = text_blocks(text)
    title = ""
    if len(blocks) > 1 and not page.hint_title and _is_title_line(blocks[0], blocks[1]):
        title = blocks[0].text
        blocks = blocks[1:]
    titles = [known for known in (page.hint_title, title) if known]
    return _Found(parts=stories_in(_without_title(blocks, titles), titles), metadata=Metadata(titles=(title,)))


def _is_title_line(first: Block, second: Block) -> bool:
    return 15 <= len(first.text) <= 160 < len(second.text) + 60 and not first.text.endswith((".", ":", "؛"))


def _read_markup(page: Page, text: str) -> _Found | Refusal:
    root = _parsed(text)
    if isinstance(root, Refusal):
        return root
    metadata = read_metadata(root, page.url, zone_of(page.zone))
    titles = [title for title in (page.hint_title, *metadata.titles) if title]
    if any(_SERVICE_PAGE.match(fold_key(title)) for title in titles):
        return Refusal(reason=RefusalReason.NOT_AN_ARTICLE, detail="a page about the outlet")
    remove_what_is_never_text(root)
    unwrap_layout(root)
    blocks = page_blocks(root)
    if len(blocks) > MAX_LINES:
        return Refusal(reason=RefusalReason.TOO_LARGE, detail=f"a page of over {MAX_LINES} lines")
    split = second_story(blocks, titles)
    later: list[Part] = []
    if split is not None:
        later = stories_in(blocks, titles)[1:]
        if len(later) >= MAX_STORIES:
            return Refusal(reason=RefusalReason.NOT_AN_ARTICLE, detail="a page of many stories")
        cut_from(blocks[split])
        blocks = blocks[:split]
    descriptions = [text for text in (metadata.description, page.hint_summary) if text]
    body = body_blocks(root, blocks, descriptions)
    first = stories_in(_without_title(body, titles), titles)[0]
    if is_list_of_links([line for line in body if line.text in set(first.paragraphs)]):
        first = Part()
    first.dateline = first.dateline or _dateline(blocks)
    if first.size < len(metadata.article_body) / 2:
        first = _parts_of_fragment(metadata.article_body, titles)[0]
    return _Found(parts=[first, *later], metadata=metadata)


def _dateline(blocks: list[Block]) -> str | None:
    """The line next to the first heading that says when the story was published."""
    at = next((index for index, block in enumerate(blocks) if block.heading == 1), None)
    if at is None:
        return None
    near = (*blocks[at + 1 : at + 9], *blocks[max(0, at - 4) : at])
    return next((block.text for block in near if line_kind(block.text).kind is LineKind.DATELINE), None)


def _parts_of_fragment(markup: str, titles: list[str]) -> list[Part]:
    """The stories of a piece of HTML that holds nothing else: a feed's full text, a JSON-LD articleBody."""
    blocks = text_blocks(plain_text(markup, limit=200_000))
    return stories_in(_without_title(blocks, [title for title in titles if title]), titles)


def _without_title(blocks: list[Block], titles: list[str]) -> list[Block]:
    """The blocks without a repetition of the title above the text."""
    keys = {fold_key(title) for title in titles}
    head = next((index for index, block in enumerate(blocks) if len(block.text) > 160), len(blocks))
    return [block for index, block in enumerate(blocks) if index > head or fold_key(block.text) not in keys]


def _too_little(found: _Found) -> Refusal:
    size = found.parts[0].size
    if found.metadata.paywalled:
        return Refusal(reason=RefusalReason.PAYWALL, detail="the page says that its text is not free")
    if found.metadata.is_article and not size:
        return Refusal(reason=RefusalReason.SCRIPT_ONLY, detail="an article without text in the page")
    if found.metadata.is_article:
        return Refusal(reason=RefusalReason.TOO_SHORT, detail=f"a text of {size} characters")
    return Refusal(reason=RefusalReason.NOT_AN_ARTICLE, detail="no text of a story was found")


def _story(page: Page, metadata: Metadata, part: Part, position: int) -> Story:
    """A story of the page. Only the page's own has the page's title, date, byline, section and picture."""
    common = Story(
        title=clean_title(part.title),
        text=clean_text(part.text, limit=MAX_STORY),
        url=metadata.canonical_url or page.url,
        position=position,
        outlet=page.outlet or metadata.site_name or None,
        country=page.country,
        byline=part.byline,
        credited_source=part.credited_source,
        tags=part.tags,
    )
    if position:
        return common
    published, published_from = _published(page, metadata, part)
    names = (page.outlet or "", metadata.site_name)
    return replace(
        common,
        title=clean_title(choose_title(page.hint_title, metadata.titles, names)),
        published=published,
        published_from=published_from,
        modified=metadata.modified if published is None or (metadata.modified or published) > published else None,
        byline=part.byline if metadata.byline is None or is_name(metadata.byline, names) else metadata.byline,
        section=metadata.section,
        tags=part.tags or metadata.tags,
        image_url=metadata.image_url,
    )


def _published(page: Page, metadata: Metadata, part: Part) -> tuple[datetime | None, PublishedFrom | None]:
    if page.hint_published is not None:
        return page.hint_published, PublishedFrom.FEED
    if metadata.published is not None:
        return metadata.published, metadata.published_from
    shown = read_moment(part.dateline, zone_of(page.zone))
    return (shown, PublishedFrom.TEXT) if shown is not None else (None, None)
