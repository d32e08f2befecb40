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

_AGENT_LINE = re.compile(r"(?:user[- ]?agent)(?:\s*:|\s)\s*(.*)", re.IGNORECASE)
_SITE_LINE = re.compile(r"(?:sitemaps?|site-map|host)\s*:", re.IGNORECASE)  # belongs to no group


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
    size: int = 0  # letters of the rules that apply to us: what they cost to keep

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
    lines = body[:LARGEST].decode("utf-8-sig", errors="ignore").splitlines()
    if len(body) > LARGEST:
        lines = lines[:-1]  # half a rule may say more than the whole one
    groups = _groups_for(lines, agent)
    text = "\n".join(["User-agent: *", *groups.rules])
    parser = Protego.parse(text)
    delay = parser.crawl_delay(agent)
    return RobotsRules(
        parser=parser,
        agent=agent,
        names_us=groups.name_us,
        delay=None if delay is None else min(delay, LONGEST_DELAY),
        fresh_until=now + FRESH_SECONDS,
        forget_at=now + KEPT_SECONDS,
        size=len(text),
    )


def rules_unreachable(why: str, *, now: float, known: RobotsRules | None = None) -> RobotsRules:
    """The earlier rules where there are any, else a no to every page; asked for again in two minutes."""
    if known is not None and known.unreachable is None and known.forget_at > now:
        return replace(known, fresh_until=now + RETRY_SECONDS)
    return RobotsRules(unreachable=why, fresh_until=now + RETRY_SECONDS, forget_at=now + KEPT_SECONDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Groups:
    """The rules that apply to us, without the lines that say to whom they are addressed."""

    name_us: bool
    rules: list[str]


def _groups_for(lines: list[str], agent: str) -> _Groups:
    """The groups that name our product token, all of them together, or else those for everyone (RFC 9309, 2.2.1).

    Protego would keep every rule once for each agent of its group: 2,000 names above 2,000 rules, 68 KB, took 12
    seconds and 300 MB. What is addressed to others is therefore left out before it reads a line.
    """
    ours: list[str] = []
    everyones: list[str] = []
    names_us = False
    addressed: set[str] = set()
    in_rules = True
    for line in lines:
        text = line.partition("#")[0].strip()
        found = _AGENT_LINE.match(text)
        if found:
            if in_rules:
                addressed, in_rules = set(), False
            addressed.add(_token(found[1]))
            names_us = names_us or _token(agent) in addressed
        elif text and not _SITE_LINE.match(text):
            in_rules = True
            if _token(agent) in addressed:
                ours.append(text)
            elif "*" in addressed:
                everyones.append(text)
    return _Groups(name_us=names_us, rules=ours if names_us else everyones)


def _token(agent: str) -> str:
    """The product token of an agent's name, in small letters; "*" is everyone."""
    text = agent.strip()
    return "*" if text == "*" else re.split(r"[/\s(*]", text, maxsplit=1)[0].lower()
