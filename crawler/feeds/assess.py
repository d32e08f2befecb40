"""What a feed is like, from one look at it: its language, its pace, how much it tells, and what is wrong with it.

One look cannot say everything: that two sections show the same items needs both of them (`sections.same_windows`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from crawler.feeds.comments import is_comment_feed
from crawler.feeds.findings import Finding, Verdict
from crawler.feeds.hijacked import Content, content_of, hijacked
from crawler.feeds.parse import ParsedFeed
from crawler.feeds.sections import named_otherwise, told_otherwise
from crawler.feeds.told_dates import ToldDates
from crawler.feeds.troubles import longest_silence
from crawler.news import Entry, Feed, FeedKind
from crawler.pages.markup import plain_text

FROZEN_AFTER = timedelta(days=30)
FUTURE_AFTER = timedelta(minutes=10)  # clocks of servers differ
_FRESH = timedelta(days=7)
_SAMPLE = 40  # entries whose texts are measured
_FULL_TEXT = 600  # characters
_SUMMARY = 40
_MISLABELLED_SHARE = 0.6
_LEAST = 5  # items below which their language says nothing


class TextKind(StrEnum):
    """How much of a story the feed itself carries."""

    FULL = "full_text"
    SUMMARY = "summary"
    TITLES = "titles"
    ADDRESSES = "addresses"


class Dates(StrEnum):
    """How the feed dates its items."""

    PRESENT = "present"
    ABSENT = "absent"
    UNREADABLE = "unreadable"
    NAIVE = "naive"  # without a zone: taken in the feed's
    FUTURE = "future"
    FROZEN = "frozen"  # the same for all items


class Permission(StrEnum):
    """What robots.txt says of an address."""

    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"
    UNREACHABLE = "unreachable"  # then nothing but feeds may be fetched
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class MayRead:
    """How a feed may be read: its own address, and the articles it lists; `delay` is robots.txt's Crawl-delay."""

    feed: Permission = Permission.NOT_ASKED
    articles: Permission = Permission.NOT_ASKED
    delay: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What a feed that parses is like. `a_day` is None where its dates do not say it."""

    title: str
    items: int
    language_told: str | None
    language_seen: str
    newest: datetime | None
    a_day: float | None
    text: TextKind
    dates: Dates
    charset: str
    may_read: MayRead
    findings: tuple[Finding, ...] = ()


def assess(
    parsed: ParsedFeed,
    feed: Feed,
    now: datetime,
    *,
    told: ToldDates | None = None,
    url: str = "",
    may_read: MayRead | None = None,
) -> Assessment:
    """What `feed` is like by the answer `parsed`, which came from `url` if not from its own address.

    `told` are the dates as the answer writes them; without them only those that were read are known.
    """
    told = told or ToldDates(told=sum(1 for entry in parsed.entries if entry.published is not None))
    may = may_read or MayRead()
    sites = [site for site in (feed.url, url, parsed.link) if site]
    content = content_of(parsed.entries, language=_code(feed.language), sites=sites)
    moments = sorted(e.published for e in parsed.entries if e.published and e.published <= now + FUTURE_AFTER)
    text = _text_kind(parsed.entries, feed.kind)
    findings = (
        *_empty(parsed, url or feed.url),
        *_of_content(parsed, feed, content),
        *_frozen(moments, told, now),
        *_robots(may, text),
        *_charset(parsed),
    )
    return Assessment(
        title=parsed.title,
        items=len(parsed.entries),
        language_told=parsed.language,
        language_seen=content.seen,
        newest=moments[-1] if moments else None,
        a_day=_a_day(moments, now),
        text=text,
        dates=_dates(parsed.entries, told, now),
        charset=parsed.charset,
        may_read=may,
        findings=findings,
    )


def _empty(parsed: ParsedFeed, url: str) -> Sequence[Finding]:
    if is_comment_feed(parsed.title, url):
        return [Finding(verdict=Verdict.COMMENT_FEED, reason="it tells what readers say, not what happened")]
    if parsed.entries or parsed.children:
        return []
    if parsed.dropped:
        return [Finding(verdict=Verdict.EMPTY, reason=f"none of its {parsed.dropped} items is a story")]
    return [Finding(verdict=Verdict.EMPTY, reason="it is a feed without items")]


def _of_content(parsed: ParsedFeed, feed: Feed, content: Content) -> Sequence[Finding]:
    spam = hijacked(content)
    if spam is not None:
        return [spam]
    found: list[Finding] = []
    declared = _code(feed.language)
    if content.judged >= _LEAST and content.foreign >= _MISLABELLED_SHARE:
        reason = f"declared in '{declared}', and most items are in '{content.seen}'"
        found.append(Finding(verdict=Verdict.MISLABELLED, reason=reason))
    by_title = named_otherwise(feed.section, parsed.title)
    by_items = None if by_title else told_otherwise(feed.section, parsed.entries)
    return [*found, *(one for one in (by_title, by_items) if one is not None)]


def _frozen(moments: Sequence[datetime], told: ToldDates, now: datetime) -> Sequence[Finding]:
    newest = moments[-1] if moments else None
    if told.unread and told.latest_year is not None and told.unread >= 0.5 * told.told:
        # Dates that cannot be read, but for their year: the newest day they can mean is its last.
        last_day = datetime(min(told.latest_year, 9000), 12, 31, 23, 59, tzinfo=now.tzinfo)
        newest = last_day if newest is None else max(newest, last_day)
    if newest is None or now - newest <= _frozen_after(moments):
        return []
    if moments and newest == moments[-1]:
        reason = f"the newest item is of {newest:%Y-%m-%d}"
    else:
        reason = f"the dates cannot be read («{told.example}»), and none is later than {told.latest_year}"
    if len(moments) > 2 and moments[0] == moments[-1]:
        reason += ", and all items have the same date"
    if told.built is not None and now - told.built < _FRESH:
        reason += f", though it says that it was made on {told.built:%Y-%m-%d}"
    return [Finding(verdict=Verdict.FROZEN, reason=reason)]


def _frozen_after(moments: Sequence[datetime]) -> timedelta:
    """How long a feed may be silent: a month, and less if it had items every hour."""
    recent = moments[len(moments) // 2 :]
    if len(recent) < _LEAST:
        return FROZEN_AFTER
    gap = (recent[-1] - recent[0]) / (len(recent) - 1)
    return min(FROZEN_AFTER, longest_silence(gap)) if gap else FROZEN_AFTER


def _robots(may: MayRead, text: TextKind) -> Sequence[Finding]:
    if may.feed is Permission.FORBIDDEN:
        return [Finding(verdict=Verdict.ROBOTS, reason="robots.txt forbids the feed to us by name")]
    if may.articles in (Permission.FORBIDDEN, Permission.UNREACHABLE) and text is not TextKind.FULL:
        why = "forbids its articles" if may.articles is Permission.FORBIDDEN else "of its articles cannot be fetched"
        return [Finding(verdict=Verdict.ROBOTS, reason=f"robots.txt {why}, and the feed has no full text")]
    return []


def _charset(parsed: ParsedFeed) -> Sequence[Finding]:
    if not parsed.charset_overridden:
        return []
    return [
        Finding(verdict=Verdict.CHARSET_OVERRIDDEN, reason=f"it is in {parsed.charset} and declares another charset")
    ]


def _a_day(moments: Sequence[datetime], now: datetime) -> float | None:
    """Items a day. The oldest tenth is left out: a pinned story of last year would make any agency a weekly."""
    if moments and now - moments[-1] > FROZEN_AFTER:
        return 0.0
    recent = moments[len(moments) // 10 :]
    if len(recent) < 2:
        return None
    span = (recent[-1] - recent[0]).total_seconds()
    return round((len(recent) - 1) * 86_400 / span, 1) if span >= 60 else None


def _dates(entries: Sequence[Entry], told: ToldDates, now: datetime) -> Dates:
    moments = [entry.published for entry in entries if entry.published is not None]
    if not told.told and not moments:
        return Dates.ABSENT
    if told.unread > 0.5 * told.told or not moments:
        return Dates.UNREADABLE
    if any(moment > now + FUTURE_AFTER for moment in moments):
        return Dates.FUTURE
    if len(moments) > 2 and len(set(moments)) == 1:
        return Dates.FROZEN
    return Dates.NAIVE if told.naive > 0.5 * told.told else Dates.PRESENT


def _text_kind(entries: Sequence[Entry], kind: FeedKind) -> TextKind:
    sample = entries[:_SAMPLE]
    if kind is FeedKind.SITEMAP or not any(entry.title for entry in sample):
        return TextKind.TITLES if any(entry.title for entry in sample) else TextKind.ADDRESSES
    full = sum(1 for e in sample if e.content_html and len(plain_text(e.content_html)) >= _FULL_TEXT)
    if full * 2 >= len(sample):
        return TextKind.FULL
    told = sum(1 for entry in sample if len(entry.summary) >= _SUMMARY and entry.summary != entry.title)
    return TextKind.SUMMARY if told * 2 >= len(sample) else TextKind.TITLES


def _code(language: str | None) -> str:
    return (language or "").replace("_", "-").partition("-")[0].lower()
