"""From what a parser found to the entries of a feed: cleaned, without comments and tails, each with its key."""

import re
from dataclasses import dataclass
from datetime import datetime

from crawler.arabic.clean import without_harm
from crawler.feeds.changes import fingerprint
from crawler.feeds.comments import is_comment
from crawler.feeds.identity import item_keys
from crawler.feeds.link_address import web_address
from crawler.news import Entry
from crawler.pages.markup import plain_text, plain_title

MAX_SUMMARY = 20_000
MAX_CONTENT = 100_000
_MAX_TAGS = 30
# A description of so many characters in at least two paragraphs is the story itself, not its summary.
_FULL_TEXT = 800

_LINKS = re.compile(r"""<a\b[^<>]{0,500}?\bhref\s*=\s*["']([^"'<>]{1,2000})["']""", re.IGNORECASE)
_A_SENTENCE = 40  # characters of a description that tell what a headline does not
_LONGEST_TAIL = 1500  # characters, with the addresses in it
# WordPress signs its summaries, in the site's language.
_TAIL = re.compile(
    r"\s*(?:<p[^>]*>\s*)?(?:The post\s.{0,600}?\s(?:first )?appeared (?:first )?on\s"
    r"|(?:ظهرت?|نُ?شرت?)\s(?:المقالة|المقال|التدوينة|الخبر|التقرير)\s.{0,600}?\sأول[اًى]{1,2}\sعلى\s"
    r"|(?:المقالة|المقال|التدوينة|الخبر)\s.{0,600}?\sظهرت?\sأول[اًى]{1,2}\sعلى\s).{0,400}\Z",
    re.DOTALL,
)
_CUT_SHORT = re.compile(r"(?:\[?(?:…|\.\.\.|&#8230;|&hellip;)\]?|اقرأ المزيد|المزيد)\s*(?:</\w+>\s*)*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class RawItem:
    """One item as a parser found it, still as the feed writes it."""

    guid: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    published: datetime | None = None
    modified: datetime | None = None
    author: str = ""
    tags: tuple[str, ...] = ()
    is_reply: bool = False


def entries_of(items: list[RawItem], *, feed_url: str, base: str) -> tuple[Entry, ...]:
    """The entries of the items that are stories, in the feed's order."""
    stories = [(item, _address(item, base)) for item in items if not _is_a_readers(item)]
    stories = [(item, url) for item, url in stories if url or item.content or _says_something(item)]
    keys = item_keys([(without_harm(item.guid), url, item.title, item.published) for item, url in stories])
    seen: set[str] = set()
    entries = []
    for (item, url), key in zip(stories, keys, strict=True):
        if key not in seen:  # a feed may list the same item twice
            seen.add(key)
            # A story without an address of its own is found under its feed's.
            entries.append(_entry(item, key, url or f"{feed_url}#/{key}"))
    return tuple(entries)


def has_no_own_page(url: str) -> bool:
    """Whether a server answers at this address with what it gives to many: the feed of an entry without a page of its
    own, or the frame of a site whose scripts fetch the stories."""
    return bool(url.partition("#/")[2])


def _is_a_readers(item: RawItem) -> bool:
    title = plain_title(item.title)
    return item.is_reply or any(is_comment(title, link) for link in {item.link, item.guid})


def _entry(item: RawItem, key: str, url: str) -> Entry:
    summary = _without_tail(item.summary)
    # Without a page of its own, what the feed says is all there is.
    content = item.content or (summary if _is_full_text(summary) or f"#/{key}" in url else "")
    title, text = plain_title(item.title), plain_text(summary, limit=MAX_SUMMARY)
    html = without_harm(_without_tail(content[:MAX_CONTENT])) or None
    return Entry(
        key=key,
        url=url,
        title=title,
        summary=text,
        content_html=html,
        published=item.published,
        modified=item.modified,
        author=plain_title(item.author) or None,
        tags=tuple(tag for tag in map(plain_title, item.tags[:_MAX_TAGS]) if tag),
        fingerprint=fingerprint(title, text, html),
    )


def _without_tail(text: str) -> str:
    cut = max(0, len(text) - _LONGEST_TAIL)
    return text[:cut] + _TAIL.sub("", text[cut:])


def _address(item: RawItem, base: str) -> str:
    # A guid is an address only where it is a whole one.
    address = web_address(item.link, base) or web_address(item.guid, "")
    if address or item.content or _is_full_text(item.summary):
        return address
    # RSS 0.92 lets an item be a description with its links in it.
    return next(
        (found for link in _LINKS.findall(item.summary[:MAX_SUMMARY]) if (found := web_address(link, base))), ""
    )


def _says_something(item: RawItem) -> bool:
    return _is_full_text(item.summary) or (bool(item.title.strip()) and len(plain_text(item.summary)) >= _A_SENTENCE)


def _is_full_text(summary: str) -> bool:
    if len(summary) < _FULL_TEXT or _CUT_SHORT.search(summary[-200:]):
        return False
    text = plain_text(summary)
    return len(text) >= _FULL_TEXT and "\n" in text
