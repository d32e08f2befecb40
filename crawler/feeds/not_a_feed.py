"""What stands at an address that gave no feed: a check for browsers, a parked domain, a page, or nothing at all.

A block that is taken for “no news” silences an outlet without anybody noticing; so each of them has its own verdict.
"""

import re

from crawler.feeds.findings import Finding, Verdict

_HEAD = 60_000  # bytes that are looked at
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_CHALLENGE = re.compile(
    r"just a moment|cf-chl|challenge-platform|captcha|_incapsula_|sucuri|ddos-guard|imperva|datadome"
    r"|akamai.{0,40}denied|access denied|attention required|checking your browser|enable javascript and cookies"
    r"|verify you are (?:a )?human"
    r"|التحقق من (?:المتصفح|أنك (?:إنسان|لست))|يرجى تفعيل جافا",
    re.IGNORECASE,
)
_PARKED = re.compile(
    r"domain (?:name )?(?:is|may be|could be) (?:for sale|available)|buy this domain"
    r"|domain is parked|parked (?:free|domain)|sedoparking|parkingcrew"
    r"|hugedomains|afternic|bodis\.com|parklogic|domain (?:has|name has) expired|/lander\b"
    r"|account (?:has been )?suspended|(?:هذا )?النطاق (?:معروض )?للبيع|انتهت صلاحية (?:هذا )?(?:النطاق|الدومين)"
    r"|الحساب موقوف",
    re.IGNORECASE,
)
_BLOCKING = frozenset({401, 403, 406, 429, 451, 503})


def what_stands_there(*, status: int, body: bytes, sentence: str) -> Finding:
    """What an answer is that is no feed; `sentence` is what the feed's reader says of it."""
    text = body[:_HEAD].decode("utf-8", "ignore")
    is_page = bool(_PAGE.search(text))
    if is_page and _CHALLENGE.search(text) and (status in _BLOCKING or len(body) < _HEAD):
        return Finding(verdict=Verdict.BLOCKED, reason=f"status {status} with a check for browsers")
    if status in _BLOCKING:
        return Finding(verdict=Verdict.BLOCKED, reason=f"status {status}: the server does not let programs in")
    if not 200 <= status < 300:
        return Finding(verdict=Verdict.UNREACHABLE, reason=f"status {status}")
    if not body.strip(b" \t\r\n\x00"):
        # Some checks for browsers answer 202 and nothing, and a script is meant to ask again.
        return Finding(verdict=Verdict.EMPTY, reason=f"status {status} with an empty body")
    if is_page and _PARKED.search(text):
        return Finding(verdict=Verdict.PARKED, reason="the domain is parked, for sale or expired")
    return Finding(verdict=Verdict.NOT_A_FEED, reason=sentence)
