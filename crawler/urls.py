"""Addresses: what is a web address, and which addresses are the same page.

`url_key` is for comparing only and is never fetched: it folds what one outlet writes in several ways (http and
https, www and mobile hosts, AMP copies, tracking parameters, raw and percent-encoded Arabic).
"""

import hashlib
import re
import unicodedata
from collections.abc import Set
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

# PostgreSQL refuses an index entry over 2,704 bytes; some CMSs put whole headlines into addresses.
MAX_KEY = 1000

# Parameters that say where the reader came from, never which page is meant. General lists also drop `id`-like
# names (cid, eid, source, medium) that some Arabic CMSs use for the article itself: those stay.
_TRACKING = re.compile(
    r"(?:utm|at|mtm|pk|piwik|hsa|vero|oly|mkt|itm|ns|stm|wt)[_.].*|(?:fb|g|d|y|tw|tt|ys)clid|gclsrc|msclkid|[gw]braid"
    r"|gad_source|igshid|igsh|mc_cid|mc_eid|_gl|_ga|_hs.*|fb_[a-z_]+|ref|ref_src|ref_url|refer|referrer|referer"
    r"|cmp|cmpid|cmp_id|ocid|ito|spm|xtor|maca|smid|sh|share|shared|soc_src|soc_trk|traffic_source|s_cid|ncid"
    r"|guccounter|guce_[a-z_]+|feature|utm|amp|amp_[a-z_]+|amp;.*|outputtype|output_type|nocache|print|__twitter_impression",
    re.IGNORECASE,
)
# Ambiguous names: dropped only with a value that names a channel.
_CHANNEL_NAMES = frozenset({"source", "src", "from", "medium", "via", "partner", "campaign"})
_CHANNELS = frozenset(
    {
        "rss",
        "feed",
        "twitter",
        "facebook",
        "fb",
        "telegram",
        "whatsapp",
        "social",
        "email",
        "newsletter",
        "app",
        "mobile",
    }
)
# Names that some CMSs use for other things: dropped only with the value that asks for a page's copy.
_COPIES = frozenset({("mobile", "1"), ("mobile", "true"), ("mobile", "yes"), ("output", "amp"), ("view", "amp")})
# Where the path names the page: Blogger's `?m=1`, which elsewhere may be a month or a module; `?rss=1` may be a feed.
_COPIES_OF_PATH = _COPIES | {("m", "0"), ("m", "1"), ("rss", "1")}
_NAMES_NO_PAGE = re.compile(r"^/?$|/[^/]*\.(?:php\d?|aspx?|jsp|cfm|do|cgi)$", re.IGNORECASE)
_FOLDED_HOST = re.compile(r"^(?:www\d?|m|mobile|mob|amp|wap|touch)\.(?=[^.]+\.)")
_AMP_CACHE = re.compile(
    r"^https?://(?:[^/]+\.cdn\.ampproject\.org/[a-z]/(?:s/)?|(?:www\.)?google\.[a-z.]+/amp/(?:s/)?)"
)
# `/m/` may be a section of its own (`/m/512`); a whole path behind it is the page's own.
_COPY_PATH = re.compile(
    r"^(?:/amp(?=/)|/index\.php(?=/[^/])|/m(?=/[^/]+/[^/]))+|/amp/?$|\.amp(?=\.html?$|$)", re.IGNORECASE
)
_DEFAULT_PAGE = re.compile(r"/(?:index|default)\.html?$", re.IGNORECASE)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_BAD = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\ufeff\\]")


def is_web_url(url: str) -> bool:
    """Whether this is an http or https address with a host, and nothing that two readers could take differently."""
    if _BAD.search(url):
        return False
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc


def url_key(url: str) -> str:
    """One form for all addresses of one page; never raises.

    >>> url_key("HTTP://m.example.com/a/5/?utm_source=rss#top") == url_key("https://www.example.com/a/5")
    True
    """
    trimmed = _BAD.sub("", unicodedata.normalize("NFC", url).replace("&amp;", "&"))
    unwrapped = _AMP_CACHE.sub("https://", trimmed)
    try:
        parts = urlsplit(unwrapped)
        if parts.scheme.lower() not in _DEFAULT_PORTS or not parts.hostname:
            return _capped(trimmed)
        return _capped(canonicalize_url(_folded(parts), keep_fragments=True))
    except (ValueError, UnicodeError):
        return _capped(trimmed)


def host_of(url: str) -> str:
    """The host that an address is of, without www; empty for what is no address."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def unwrapped(url: str) -> str:
    """The address of which a search engine's cache holds an AMP copy; any other address as it is.

    >>> unwrapped("https://www-example-com.cdn.ampproject.org/c/s/www.example.com/a/5/amp")
    'https://www.example.com/a/5/amp'
    """
    return _AMP_CACHE.sub("https://", url)


def slug(text: str) -> str:
    """A name of letters, digits and dashes drawn from an address or a text."""
    readable = unicodedata.normalize("NFC", unquote(text))
    return re.sub(r"[^\w.]+", "-", re.sub(r"^https?://(www\.)?", "", readable)).strip("-._")[:80] or "feed"


def _folded(parts: SplitResult) -> str:
    scheme = parts.scheme.lower()
    host = _ascii_host((parts.hostname or "").rstrip("."))
    port = "" if parts.port in (None, _DEFAULT_PORTS[scheme]) else f":{parts.port}"
    path = _DEFAULT_PAGE.sub("", _COPY_PATH.sub("", re.sub(r"//+", "/", parts.path))).rstrip("/")
    copies = _COPIES if _NAMES_NO_PAGE.search(path) else _COPIES_OF_PATH
    # Taken apart without decoding: a value may be percent-encoded windows-1256, which is no UTF-8.
    kept = "&".join(pair for pair in parts.query.split("&") if pair and not _says_nothing(pair, copies))
    # A fragment names a place on the page, unless a script reads it as the route (#!/story/5).
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    return urlunsplit(("https", _FOLDED_HOST.sub("", host) + port, path or "/", kept, fragment))


def _says_nothing(pair: str, copies: Set[tuple[str, str]]) -> bool:
    name, _, value = pair.partition("=")
    if (name.lower(), value.lower()) in copies:
        return True
    if name.lower() in _CHANNEL_NAMES:
        return value.lower() in _CHANNELS
    return bool(_TRACKING.fullmatch(name))


def _ascii_host(host: str) -> str:
    if host.isascii():
        return host.lower()
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host.lower()


def _capped(key: str) -> str:
    if len(key) <= MAX_KEY:
        return key
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{key[: MAX_KEY - 65]}~{digest}"
