"""What a host's robots.txt lets us do, as RFC 9309 reads it; pure functions.

A 4xx answer means that there are no rules. An answer that cannot be had (5xx, 429, no connection) means that
nothing may be fetched, unless rules of an earlier answer are still known. Feeds are published to be fetched by
programs: they are bound only by rules that name our agent, pages by all that apply to us.
"""

import re
from dataclasses import dataclass, replace

from protego import Protego

FRESH_SECONDS = 24 * 3600.0  # RFC 9309, 2.4
RETRY_SECONDS = 120.0
KEPT_SECONDS = 7 * 24 * 3600.0  # rules that cannot be renewed stay in force this long
LARGEST = 512 * 1024  # RFC 9309, 2.5 asks for at least 500 KiB
LONGEST_DELAY = 60.0

_AGENT_LINE = re.compile(r"(?im)^\s*user[- ]?agent\s*:\s*([^#\r\n]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsRules:
    """The rules of one host. `unreachable` says why there are none although there may be; times are monotonic."""

    parser: Protego | None = None
    agent: str = ""
    names_us: bool = False
    delay: float | None = None
    unreachable: str | None = None
    fresh_until: float
    forget_at: float

    def allows(self, url: str, *, is_feed: bool) -> bool:
        """Whether an address of the host may be fetched, as far as there are rules."""
        if self.parser is None or (is_feed and not self.names_us):
            return True
        return self.parser.can_fetch(url, self.agent)


def rules_from_answer(
    status: int, body: bytes, *, agent: str, now: float, known: RobotsRules | None = None
) -> RobotsRules:
    """The rules in an answer to a request for robots.txt."""
    if status >= 500 or status == 429:
        return rules_unreachable(f"status {status}", now=now, known=known)
    if not 200 <= status < 300:
        return RobotsRules(agent=agent, fresh_until=now + FRESH_SECONDS, forget_at=now + KEPT_SECONDS)
    text = body[:LARGEST].decode("utf-8-sig", errors="ignore")
    parser = Protego.parse(text)
    delay = parser.crawl_delay(agent)
    return RobotsRules(
        parser=parser,
        agent=agent,
        names_us=_names(text, agent),
        delay=None if delay is None else min(delay, LONGEST_DELAY),
        fresh_until=now + FRESH_SECONDS,
        forget_at=now + KEPT_SECONDS,
    )


def rules_unreachable(why: str, *, now: float, known: RobotsRules | None = None) -> RobotsRules:
    """The earlier rules where there are any, else a no to every page; asked for again in two minutes."""
    if known is not None and known.unreachable is None and known.forget_at > now:
        return replace(known, fresh_until=now + RETRY_SECONDS)
    return RobotsRules(unreachable=why, fresh_until=now + RETRY_SECONDS, forget_at=now + KEPT_SECONDS)


def _names(text: str, agent: str) -> bool:
    """Whether a group of rules is addressed to our product token and not only to everyone."""
    return any(_token(value) == _token(agent) for value in _AGENT_LINE.findall(text))


def _token(agent: str) -> str:
    return re.split(r"[/\s(*]", agent.strip(), maxsplit=1)[0].lower()
