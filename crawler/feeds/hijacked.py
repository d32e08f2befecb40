"""Feeds that do not tell their outlet's news any more: spam after a break-in, or after somebody bought the domain.

A story about gambling is news; ten headlines that sell it are not. So only selling words count, and only many of
them, or some together with a foreign language or links that lead elsewhere.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from crawler.arabic.letters import fold_key
from crawler.feeds.findings import Finding, Verdict
from crawler.news import Entry
from crawler.pages.language import language_of
from crawler.sites import same_site

SAMPLE = 60  # entries that are looked at
_SUMMARY = 300
_LEAST = 5  # entries below which shares mean nothing
_NAMES_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What the items of a feed are, as shares of those that can be judged: `foreign` is not in the feed's language
    and `seen` is the language of most, `elsewhere` links to other sites."""

    judged: int
    spam: int
    spam_example: str = ""
    foreign: float = 0.0
    seen: str = "und"
    elsewhere: float = 0.0


def content_of(entries: Sequence[Entry], *, language: str, sites: Sequence[str]) -> Content:
    """The content of a feed in `language` whose own pages lie on the sites of these addresses."""
    sample = entries[:SAMPLE]
    texts = [f"{entry.title}\n{entry.summary[:_SUMMARY]}" for entry in sample]
    spam = [entry.title for entry, text in zip(sample, texts, strict=True) if _spam().search(fold_key(text))]
    languages = [found for found in map(language_of, texts) if found != "und"]
    seen = max(sorted(set(languages)), key=languages.count, default="und")
    links = [entry.url for entry in sample]
    elsewhere = sum(1 for link in links if not any(same_site(link, site) for site in sites))
    return Content(
        judged=len(sample),
        spam=len(spam),
        spam_example=spam[0][:_NAMES_SHOWN] if spam else "",
        foreign=sum(1 for one in languages if one != language) / len(languages) if languages else 0.0,
        seen=seen,
        elsewhere=elsewhere / len(links) if links else 0.0,
    )


def hijacked(content: Content) -> Finding | None:
    """Whether these items are spam."""
    if content.judged < _LEAST:
        return None
    spam = content.spam / content.judged
    odd = content.foreign >= 0.5 or content.elsewhere >= 0.5
    if (content.spam >= 3 and spam >= 0.3) or (content.spam >= 2 and spam >= 0.1 and odd):
        reason = f"{content.spam} of {content.judged} items sell gambling or pills, such as «{content.spam_example}»"
    elif content.foreign >= 0.6 and content.elsewhere >= 0.6:
        reason = f"most items are in '{content.seen}' and lead to other sites"
    else:
        return None
    return Finding(verdict=Verdict.HIJACKED, reason=reason)


@cache
def _spam() -> re.Pattern[str]:
    text = Path(__file__).with_name("spam_words.txt").read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    anywhere = [re.escape(fold_key(line[1:])) for line in lines if line.startswith("+")]
    words = sorted((re.escape(fold_key(line)) for line in lines if not line.startswith("+")), key=len, reverse=True)
    # «ب ل و ال» may be glued to the first word.
    return re.compile(rf"(?<!\w)(?:و?[بل]?(?:ال)?)(?:{'|'.join(words)})(?!\w)|{'|'.join(anywhere)}")
