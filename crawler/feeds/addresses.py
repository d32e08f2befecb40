"""What an address says of itself: an article, a list or a feed; and the pattern that an operator gives a source.

These are guesses for sources that list addresses and nothing else. An operator's pattern is no guess: where there is
one, it alone decides.
"""

import re
from urllib.parse import unquote, urlsplit, urlunsplit

from crawler.errors import FeedUnreadable

LONGEST_URL = 2_000  # characters; what a pattern is run over, too

# Paths of lists, people, accounts and files; Arabic CMSs write these words in English and in Arabic.
_NO_ARTICLE = re.compile(
    r"/(?:tags?|author|authors|writer|category|categories|section|page|search|login|register|user|account|contact|about"
    r"|privacy|terms|feed|rss|wp-json|wp-admin|archive|live|video-gallery|وسم|كاتب|تصنيف|الكاتب)(?:/|$)"
    r"|\.(?:jpe?g|png|gif|webp|svg|pdf|mp3|mp4|zip|css|js|xml|ico)$",
    re.IGNORECASE,
)
_FEED = re.compile(r"(?:^|[/._?=-])(?:feeds?|rss\d?|atom|rdf)(?:$|[/._?&=-])|\.xml(?:$|\?)", re.IGNORECASE)
_HAS_ID = re.compile(r"\d{4,}")
# A short number is an article's where the path says what it counts; /news/2 may be the second page of a list.
_NUMBERED = re.compile(r"/(?:archives|node|story|article|articles|post|posts|خبر|مقال)[/-]\d+(?:$|[/-])", re.IGNORECASE)
_ID_AT_ROOT = re.compile(r"(?:^|&)(?!cat|tag|author|m=|page|lang)\w+=\d{4,}", re.IGNORECASE)  # /?p=184467
_ARABIC = re.compile(r"[\u0621-\u064a]")
_NOBODY = "nobody.invalid"  # a host that no pattern names


def looks_like_feed(url: str) -> bool:
    """Whether an address says of itself that it is a feed."""
    parts = urlsplit(url)
    return bool(_FEED.search(unquote(parts.path + "?" + parts.query)))


def looks_like_article(url: str, text: str = "", *, words: int = 4, slug_words: int = 5) -> bool:
    """Whether an address, with the words of a link to it, is more likely an article than a list.

    An article's link carries a headline (`words` Arabic words), or its path has a number or a long slug.
    """
    parts = urlsplit(url)
    path = unquote(parts.path)
    if path in ("", "/"):
        return bool(_ID_AT_ROOT.search(parts.query))
    if _NO_ARTICLE.search(path):
        return False
    slug = path.rstrip("/").rsplit("/", 1)[-1]
    # Both signs for a short text: menus link sections with one or two words and no number.
    return (
        arabic_words(text) >= words
        or bool(_HAS_ID.search(path + parts.query) or _NUMBERED.search(path))
        or len([word for word in re.split(r"[-_+ ]", slug) if word]) >= slug_words
    )


def arabic_words(text: str) -> int:
    """How many words of a text have an Arabic letter."""
    return sum(1 for word in text.split() if _ARABIC.search(word))


class LinkPattern:
    """A regular expression that a link's address has to hold, as it is written or with its escapes resolved."""

    def __init__(self, pattern: str) -> None:
        try:
            self._pattern = re.compile(pattern)
        except (re.error, RecursionError, OverflowError) as error:
            raise FeedUnreadable(f"the link pattern {pattern!r} is no regular expression ({error})") from error

    def holds(self, url: str) -> bool:
        """Whether the address has what the operator asks for."""
        if len(url) > LONGEST_URL:
            return False
        return bool(self._pattern.search(url) or ("%" in url and self._pattern.search(unquote(url))))

    def names_host(self, url: str) -> bool:
        """Whether it holds with this host and would not with another one, as `live\\.outlet\\.example/` does."""
        if not self.holds(url):
            return False
        scheme, _, *rest = urlsplit(url)
        return not self.holds(urlunsplit((scheme, _NOBODY, *rest)))
