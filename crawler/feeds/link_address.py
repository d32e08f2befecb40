"""From what a feed writes as a link to an address that can be fetched."""

import re
from urllib.parse import urljoin

from crawler.urls import is_web_url

# Longer ones are refused by servers; a headline in percent-encoded Arabic has at most 3,000.
LONGEST = 8_000
_SPACES = re.compile(r" |\u00a0")
# Line breaks and tabs, as browsers drop them; controls, marks of direction and width, and what is no character.
_DROPPED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)


def web_address(written: object, base: str) -> str:
    """The absolute http or https address of a link as it is written, or nothing; never raises.

    >>> web_address(" /خبر عاجل?a=1&amp;b=2 ", "https://mina.example/feed")
    'https://mina.example/خبر%20عاجل?a=1&b=2'
    """
    if not isinstance(written, str) or len(written) > LONGEST:
        return ""
    link = _SPACES.sub("%20", _DROPPED.sub("", written.strip())).replace("&amp;", "&")
    try:
        joined = urljoin(base, link) if link else ""
    except ValueError:
        return ""
    return joined if is_web_url(joined) and len(joined) <= LONGEST else ""
