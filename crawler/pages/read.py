"""From a page to its stories, or the reason why there is none.

bytes ▸ text (charset) ▸ blocks and metadata ▸ body ▸ stories without what stands around them. No network, no clock;
nothing that a page may contain makes it raise.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import accumulate
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from crawler.arabic.clean import clean_text, clean_title
from crawler.arabic.letters import fold_key
from crawler.news import Page, Refusal, RefusalReason, Story
from crawler.pages.by_rule import body_by_rule, drop_elements, kept_lines, stated_by_rule
from crawler.pages.credits.agencies import origin_of
from crawler.pages.credits.agency_names import names_only_agencies
from crawler.pages.credits.bylines import byline_of
from crawler.pages.decoding.charset import decode
from crawler.pages.furniture.boxes import take_boxes
from crawler.pages.furniture.chrome import LineKind, line_kind
from crawler.pages.language import language_of
from crawler.pages.markup import has_endless_tag, plain_text
from crawler.pages.metadata import Metadata, read_metadata
from crawler.pages.outlet_rules import OutletRule, OutletRuleMistake, rule_for
from crawler.pages.service_pages import is_service_page
from crawler.pages.several.beside import credit_from_beside, tags_from_beside
from crawler.pages.several.parts import Part
from crawler.pages.several.passed import without_passed
from crawler.pages.several.several import stories_of_page
from crawler.pages.several.split import stories_in
from crawler.pages.text.blocks import Block, cut_from, elements_in, page_blocks, remove_what_is_never_text, text_blocks
from crawler.pages.text.body import above_links, body_blocks, is_list_of_excerpts, is_list_of_links
from crawler.pages.text.head_rows import with_rows_parted, without_rows
from crawler.pages.text.layout import unwrap_layout
from crawler.pages.titles.title import choose_title, is_name, printed_title
from crawler.pages.when.dates import zone_of
from crawler.pages.when.stated_dates import shown_on_line
from crawler.pages.when.story_dates import StoryDates, decide_dates
from crawler.pages.words import same_headline

# lxml asks a Python function for the class of every element that is looked at, unless all have the same.
_PARSER = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
_PARSER.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))

MAX_BYTES = 5 * 1024 * 1024
# Over three times what the longest real pages have. From here on the slowest kinds of pages take over a second.
MAX_ELEMENTS = 20_000
MAX_LINES = 2_000
MAX_SHOWN = 1_000_000  # characters in all lines
# More stories than that under one address are a section page with full texts.
MAX_STORIES = 4
# The longest reports have 40,000 characters; reading for flags and facts takes time by the character.
MAX_STORY = 60_000
_LONGEST_HEAD = 400  # characters of lines above a text among which its title may stand again
# A breaking line of one sentence is a story; a bare phrase is not.
_SHORTEST_TEXT = 40
_SHORTEST_GIVEN = 12  # of plain text, which nothing has to be found in: «مقتل خمسة في إدلب» is a flash
# A page with less than half of what its own feed carries is a teaser, or its text was not found.
_FEED_SAYS_MORE = 2
# What stands before a wall is shorter; and a page that shows less than that is filled in by its scripts.
_TEASER, _EMPTY = 300, 80
# Folded; a line that says it of this text: «هذا المحتوى متاح للمشتركين فقط», «اشترك الآن لمتابعة القراءة».
_FOR_SUBSCRIBERS = re.compile(
    r"\W*(?:هذا|هذه|بقيه|لقراءه|لمتابعه)?\s*(?:ال)?(?:محتوي|مقال|ماده|تقرير|خبر|موضوع|قراءه|نص)\s.{0,40}(?:لل?مشتركين|للاعضاء).{0,40}"
    r"|\W*(?:اشترك|سجل)\S*\s.{0,40}(?:للاستمرار\s+في|لمتابعه|لاكمال|لمواصله|ل)\s*(?:ال)?قراءه.{0,120}"
)
_NEVER_LOOKED_AT = frozenset({RefusalReason.TOO_LARGE, RefusalReason.UNREADABLE})


def read_page(page: Page) -> tuple[Story, ...] | Refusal:
    """The stories of a page in their order on it, the page's own first."""
    found = _read_page(page)
    if isinstance(found, Refusal) and found.reason in _NEVER_LOOKED_AT and page.hint_html:
        told = _read_feed(page)
        return found if isinstance(told, Refusal) else told
    return found


def _read_page(page: Page) -> tuple[Story, ...] | Refusal:
    if len(page.body) > MAX_BYTES:
        return Refusal(reason=RefusalReason.TOO_LARGE, detail=f"{len(page.body)} bytes")
    decoded = decode(page.body, page.content_type, override=page.charset)
    if decoded.held:
        return Refusal(reason=RefusalReason.CHARSET_HELD, detail=f"declared {decoded.declared}, guessed {decoded.used}")
    try:
        return _read(page, decoded.text.replace("\x00", ""))
    except OutletRuleMistake:
        raise  # it is in our own file, and every page would be lost to it in silence
    except Exception as error:  # whatever the page made a parser do
        return Refusal(reason=RefusalReason.UNREADABLE, detail=f"{type(error).__name__}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """The parts of a page with what the page says of its own story; `shell` where it shows nothing without scripts."""

    parts: list[Part]
    metadata: Metadata
    shell: bool = False
    plain: bool = False  # it came as text, without a page around it


def _read(page: Page, text: str) -> tuple[Story, ...] | Refusal:
    found = _read_plain(page, text) if _is_plain(page.content_type, text) else _read_markup(page, text)
    if isinstance(found, Refusal):
        return found
    if page.hint_html and len(page.hint_html) > _FEED_SAYS_MORE * found.parts[0].size:
        told = _parts_of_fragment(page.hint_html, [page.hint_title or ""])
        if told[0].size > _FEED_SAYS_MORE * found.parts[0].size:
            found = replace(found, parts=told)
    return _judged(page, found)


def _read_feed(page: Page) -> tuple[Story, ...] | Refusal:
    """What the feed itself carried of a page that cannot be read."""
    told = _parts_of_fragment(page.hint_html or "", [page.hint_title or ""])
    return _judged(page, _Found(parts=told, metadata=Metadata()))


def _judged(page: Page, found: _Found) -> tuple[Story, ...] | Refusal:
    size = found.parts[0].size
    if size < (_SHORTEST_GIVEN if found.plain else _SHORTEST_TEXT) or (found.metadata.paywalled and size < _TEASER):
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
        return Refusal(reason=RefusalReason.TOO_SHORT, detail="the page is empty", may_be_filled_in=True)
    if has_endless_tag(text):
        return Refusal(reason=RefusalReason.UNREADABLE, detail="an element with attributes without end")
    try:
        root = document_fromstring(text.encode("utf-8", "replace"), parser=_PARSER)
    except (etree.ParserError, ValueError) as error:
        return Refusal(reason=RefusalReason.UNREADABLE, detail=str(error)[:100])
    # A parser adds one element before each tag and each text at most: pages with few tags need not be counted.
    count = elements_in(root) if 3 * text.count("<") + 5 > MAX_ELEMENTS else 0
    if count > MAX_ELEMENTS:
        return Refusal(reason=RefusalReason.TOO_LARGE, detail=f"a page of {count} elements")
    return root


def _read_plain(page: Page, text: str) -> _Found | Refusal:
    blocks = text_blocks(text)
    title = ""
    if not page.hint_title and _is_title_line(blocks):
        title = blocks[0].text
        blocks = blocks[1:]
    titles = [known for known in (page.hint_title, title) if known]
    told = _without_title(blocks, titles) or blocks  # a flash may have nothing but its headline, said again
    stories = stories_of_page(told, titles, hint=page.hint_title)
    if stories.count > MAX_STORIES:
        return Refusal(reason=RefusalReason.NOT_AN_ARTICLE, detail="a text of many stories")
    return _Found(parts=stories.parts, metadata=Metadata(titles=(title,)), plain=True)


def _is_title_line(blocks: list[Block]) -> bool:
    """Whether a plain text opens with its title: a line without a full stop above a paragraph, credits between them."""
    paragraph = next((block for block in blocks[1:5] if line_kind(block.text).kind is LineKind.TEXT), None)
    if paragraph is None or not 15 <= len(blocks[0].text) <= 160 < len(paragraph.text) + 60:
        return False
    return line_kind(blocks[0].text).kind is LineKind.TEXT and not blocks[0].text.endswith((".", ":", "؛"))


def _read_markup(page: Page, text: str) -> _Found | Refusal:
    root = _parsed(text)
    if isinstance(root, Refusal):
        return root
    metadata, rule = read_metadata(root, page.url, zone_of(page.zone), page.fetched_at), rule_for(page.url)
    if rule is not None:
        metadata = stated_by_rule(rule, root, metadata, zone_of(page.zone))
        drop_elements(rule, root)
    titles = [title for title in (page.hint_title, *metadata.titles) if title]
    if any(map(is_service_page, titles)):
        return Refusal(reason=RefusalReason.NOT_AN_ARTICLE, detail="a page about the outlet")
    scripted = all(next(root.iter(*tags), None) is not None for tags in (("script",), ("div", "main", "section")))
    remove_what_is_never_text(root)
    spare = take_boxes(root, titles)
    unwrap_layout(root)
    blocks = page_blocks(root)
    excess = _excess(blocks)
    if excess:
        return Refusal(reason=RefusalReason.TOO_LARGE, detail=f"a page of {excess}")
    blocks, rows = with_rows_parted(blocks, titles)
    printed = printed_title([block.text for block in blocks if block.linked < 0.9], titles)
    if printed:
        metadata = replace(metadata, titles=(*metadata.titles, printed))
        titles.append(printed)
    stories = stories_of_page(blocks, titles, hint=page.hint_title)
    if stories.count > MAX_STORIES:
        return Refusal(reason=RefusalReason.NOT_AN_ARTICLE, detail="a page of many stories")
    later = stories.parts[1:]
    others = [title for title in metadata.titles if not any(same_headline(title, part.title) for part in later)]
    metadata = replace(metadata, titles=tuple(others) or metadata.titles)
    if later and stories.cut_at is None:
        return _Found(parts=stories.parts, metadata=metadata)  # the page's own stands behind another
    everything = blocks
    if stories.cut_at is not None:
        cut_from(blocks[stories.cut_at])
        blocks = blocks[: stories.cut_at]
    descriptions = [text for text in (metadata.description, page.hint_summary) if text]
    body = _body(rule, root, blocks, descriptions, titles)
    if isinstance(body, Refusal):
        return body
    body = without_rows(without_passed(body, everything, stories.passed), rows)
    first = _own_part(body, titles)
    if not metadata.is_article and is_list_of_excerpts(first.paragraphs, everything):
        return Refusal(reason=RefusalReason.NOT_AN_ARTICLE, detail="a page of headlines with excerpts")
    if first.size < len(metadata.article_body) / 2:
        first = _parts_of_fragment(metadata.article_body, titles)[0]
    credit_from_beside(first, blocks)
    first.tags = _tags(first, blocks, metadata)
    if first.size < _SHORTEST_TEXT and (metadata.is_article or page.hint_title):
        # A story that is one post, or pictures with their captions.
        first = stories_in([block for box in spare for block in page_blocks(box)], titles)[0]
    metadata = replace(metadata, paywalled=metadata.paywalled or _is_before_wall(first, body))
    shell = scripted and sum(len(block.text) for block in blocks) < _EMPTY
    return _Found(parts=[first, *later], metadata=metadata, shell=shell)


def _tags(part: Part, blocks: list[Block], metadata: Metadata) -> tuple[str, ...]:
    """The tags that the page shows with its story; those below it only where none are within it or stated."""
    below = tags_from_beside(part, blocks) if part.tags or not metadata.tags else ()
    return below or part.tags


def _is_before_wall(part: Part, body: list[Block]) -> bool:
    """Whether a short text stands above a line that keeps the rest for subscribers."""
    return part.size < _TEASER and any(_FOR_SUBSCRIBERS.fullmatch(fold_key(line.text)) for line in body)


def _own_part(body: list[Block], titles: list[str]) -> Part:
    """The page's own story in the lines of its body; empty where those are headlines that lead elsewhere."""
    part = stories_in(_without_title(body, titles), titles)[0]
    kept = set(part.paragraphs)
    lines = [line for line in body if line.text in kept]
    return stories_in(above_links(lines), titles)[0] if is_list_of_links(lines) else part


def _excess(blocks: list[Block]) -> str:
    """What a page has too much of, or nothing."""
    if len(blocks) > MAX_LINES:
        return f"over {MAX_LINES} lines"
    size = sum(len(block.text) for block in blocks)
    return f"{size} characters" if size > MAX_SHOWN else ""


def _body(
    rule: OutletRule | None, root: HtmlElement, blocks: list[Block], descriptions: list[str], titles: list[str]
) -> list[Block] | Refusal:
    """The lines of the page's body: where the outlet's rule says they are, else where the extractor finds them."""
    body = body_by_rule(rule, root, blocks) if rule is not None else []
    if sum(len(block.text) for block in body) < _SHORTEST_TEXT:
        extracted = body_blocks(root, blocks, descriptions, titles)
        if isinstance(extracted, Refusal):
            return extracted
        body = extracted
    return kept_lines(rule, body) if rule is not None else body


def _parts_of_fragment(markup: str, titles: list[str]) -> list[Part]:
    """The stories of a piece of HTML that holds nothing else: a feed's full text, a JSON-LD articleBody."""
    blocks = text_blocks(plain_text(markup, limit=200_000))
    return stories_in(_without_title(blocks, [title for title in titles if title]), titles)


def _without_title(blocks: list[Block], titles: list[str]) -> list[Block]:
    """The blocks without a repetition of the title above the text."""
    keys = {fold_key(title) for title in titles}
    above = accumulate(len(block.text) for block in blocks)
    head = next(
        (index for index, size in enumerate(above) if size > _LONGEST_HEAD or len(blocks[index].text) > 160),
        len(blocks),
    )
    return [block for index, block in enumerate(blocks) if index > head or fold_key(block.text) not in keys]


def _too_little(found: _Found) -> Refusal:
    size = found.parts[0].size
    if found.metadata.paywalled:
        return Refusal(reason=RefusalReason.PAYWALL, detail="the page says that its text is not free")
    if found.shell or (found.metadata.is_article and not size):
        reason, detail = RefusalReason.SCRIPT_ONLY, "an article without text in the page"
    elif found.metadata.is_article:
        reason, detail = RefusalReason.TOO_SHORT, f"a text of {size} characters"
    else:
        reason, detail = RefusalReason.NOT_AN_ARTICLE, "no text of a story was found"
    return Refusal(reason=reason, detail=detail, may_be_filled_in=True)


def _story(page: Page, metadata: Metadata, part: Part, position: int) -> Story:
    """A story of the page. Only the page's own has the page's title, dates, byline, section and picture."""
    authors = () if position else metadata.authors or tuple(filter(None, (page.hint_author,)))
    common = Story(
        title=clean_title(part.title),
        text=clean_text(part.text, limit=MAX_STORY),
        url=metadata.canonical_url or page.url,
        position=position,
        outlet=page.outlet or metadata.site_name or None,
        country=page.country,
        byline=part.byline,
        credited_source=part.credited_source or next(filter(names_only_agencies, authors), None),
        origin=origin_of(
            part.paragraphs, credits=part.credits, authors=authors, outlets=(page.outlet or "", metadata.site_name)
        ),
        tags=part.tags,
    )
    dates = _dates(page, metadata if not position else Metadata(), part, hint=None if position else page.hint_published)
    common = replace(
        common,
        published=dates.published,
        published_from=dates.published_from,
        zone_from=dates.zone_from,
        modified=dates.modified,
        modified_from=dates.modified_from,
    )
    if position:
        return common
    rule, host = rule_for(page.url), urlsplit(page.url).hostname or ""
    names = (page.outlet or "", metadata.site_name, host, *(rule.names if rule is not None else ()))
    learnt = (*page.site_names, metadata.section or "")
    byline = part.byline if metadata.byline is None or is_name(metadata.byline, names) else metadata.byline
    return replace(
        common,
        title=clean_title(choose_title(page.hint_title, metadata.titles, names, learnt=learnt, text=part.text)),
        raw_titles=metadata.titles,
        byline=byline or byline_of([page.hint_author or ""], names),
        section=metadata.section,
        tags=part.tags or metadata.tags,
        image_url=metadata.image_url,
    )


def _dates(page: Page, metadata: Metadata, part: Part, *, hint: datetime | None) -> StoryDates:
    """When the story was published and revised: what the page states, and what its own dateline says."""
    zone = zone_of(page.zone)
    return decide_dates(
        (*metadata.dates, *shown_on_line(part.dateline, zone, page.fetched_at)),
        url=page.url,
        zone=zone,
        zone_known=zone is not UTC and page.zone != "UTC",  # which the catalogue says where it knows none
        fetched_at=page.fetched_at,
        hint=hint,
    )
