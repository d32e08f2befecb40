"""A digest: several events in one message, a line or two each, the graver first; pure.

What holds: each of its events is in the message, however many and however long their titles are; the room of a title
shrinks until all of them fit.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from alerts.alert import Alert, Listed, Severity
from alerts.text.bidi import clip, foreign, isolate, left_to_right, one_line, opened, utf16_length
from alerts.text.card import MAX_URL, stamp
from alerts.text.digest_summary import Summary, SummaryRow, summary
from alerts.text.headline import event_line, headline
from alerts.text.labels import Labels
from alerts.text.mail import COLOURS, MailText, template
from alerts.text.markup import Html, Markup, Plain, Seen
from alerts.text.parties import Language
from alerts.text.subject import subject
from alerts.text.telegram import MAX_RAW, MAX_UNITS, TelegramText
from alerts.text.wording import WORDINGS
from crawler.urls import is_web_url

_LONGEST_TITLE = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One event. `url` is None where there is no room for addresses, or the report has none."""

    headline: str
    outlet: str
    url: str | None
    note: str  # independent sources, and the event's number
    severity: Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestCard:
    """The words of a digest. `stamp` is no part of what is said."""

    labels: Labels
    headline: str
    items: tuple[Item, ...]
    summary: Summary
    why: str
    stamp: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Room:
    title: int
    outlet: int = 40
    links: bool = True
    sources: bool = True


# The last one holds MOST_LISTED events in a Telegram message, whatever they are called.
_ROOMS = (
    _Room(title=160),
    _Room(title=110),
    _Room(title=80, sources=False),
    _Room(title=60, outlet=24, sources=False),
    _Room(title=60, outlet=20, sources=False, links=False),
)


def digest_telegram(alert: Alert, language: Language, zone: ZoneInfo, now: datetime) -> TelegramText:
    """The digest as a Telegram message."""
    cards = [_card(alert, language, zone, now, room) for room in _ROOMS]
    html = next((words for words in cards[:-1] if _html_fits(words)), cards[-1])
    plain = next((words for words in cards[:-1] if utf16_length(_written(words, Plain())) <= MAX_UNITS), cards[-1])
    return TelegramText(html=_written(html, Html()), plain=_written(plain, Plain()), stamp=html.stamp)


def digest_mail(alert: Alert, language: Language, zone: ZoneInfo, now: datetime) -> MailText:
    """The digest as a mail."""
    words = _card(alert, language, zone, now, _Room(title=_LONGEST_TITLE, outlet=60))
    line = subject(alert, language)
    return MailText(
        subject=line,
        text="\n\n".join("\n".join(block) for block in _lines(words)) + "\n",
        html=template("digest.html").render(card=words, subject=line, colour=COLOURS[alert.severity], colours=COLOURS),
        preheader=words.headline,
        language=language,
        stamp=words.stamp,
    )


def _card(alert: Alert, language: Language, zone: ZoneInfo, now: datetime, room: _Room) -> DigestCard:
    wording = WORDINGS[language]
    return DigestCard(
        labels=wording.labels,
        headline=headline(alert, language),
        items=tuple(_item(one, language, room) for one in alert.listed),
        summary=summary(alert.listed, language),
        why=wording.reason_line(alert),
        stamp=stamp(alert, language, zone, now),
    )


def _item(one: Listed, language: Language, room: _Room) -> Item:
    wording = WORDINGS[language]
    outlet = _cut(one_line(one.outlet, 60), room.outlet) or "—"
    number = f"{wording.labels.event} {one.event_id}"
    return Item(
        headline=_cut(event_line(one, language), room.title),
        outlet=foreign(outlet) if language == "ar" else isolate(outlet),
        url=one.url if room.links and is_web_url(one.url) and len(one.url) <= MAX_URL else None,
        note=f"{wording.independent(one.sources)} · {number}" if room.sources else number,
        severity=one.severity,
    )


def _cut(line: str, limit: int) -> str:
    """The line in at most so many UTF-16 units. A cut may take an isolate's end, so that the whole is isolated anew."""
    if utf16_length(line) <= limit:
        return line
    plain = one_line(line, limit)
    return isolate(clip(plain, max(1, limit - (utf16_length(plain) - len(plain)))))


def _html_fits(words: DigestCard) -> bool:
    seen = utf16_length(_written(words, Seen()))
    return seen <= MAX_UNITS and len(_written(words, Html()).encode()) <= MAX_RAW


def _written(words: DigestCard, markup: Markup) -> str:
    return "\n\n".join("\n".join(block) for block in _blocks(words, markup))


def _blocks(words: DigestCard, markup: Markup) -> Iterator[list[str]]:
    direction = words.labels.direction

    def line(text: str) -> str:
        return markup.text(opened(text, direction))

    yield [markup.bold(opened(words.headline, direction))]
    for item in words.items:
        outlet = opened(item.outlet, direction)
        named = markup.link(outlet, item.url) if item.url else markup.text(outlet)
        yield [line(item.headline), named + markup.text(f" · {item.note}")]
    yield [line(f"{words.labels.why}: {words.why}"), line(words.stamp)]


def _lines(words: DigestCard) -> Iterator[list[str]]:
    """The text part of a mail: every address stands on a line of its own."""
    direction = words.labels.direction
    yield [opened(words.headline, direction)]
    table = words.summary
    if table.rows:
        rows = [*table.rows, *([table.total] if table.total else [])]
        yield [opened(_told(row, words.labels), direction) for row in rows]
    for item in words.items:
        link = [f"{words.labels.link}: {left_to_right(item.url)}"] if item.url else []
        yield [opened(text, direction) for text in (item.headline, f"{item.outlet} · {item.note}", *link)]
    yield [opened(text, direction) for text in (f"{words.labels.why}: {words.why}", words.stamp)]


def _told(row: SummaryRow, labels: Labels) -> str:
    """A row of the table as a line: «السودان: الأحداث 3، القتلى 21، الجرحى –»."""
    cells = ((labels.events, str(row.events)), (labels.killed, row.killed), (labels.injured, row.injured))
    return f"{row.name}: " + f"{labels.comma} ".join(f"{label} {text}" for label, text in cells)
