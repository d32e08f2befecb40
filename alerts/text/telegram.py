"""An alert as a Telegram message: HTML with a few tags, and the same words plain.

What holds: whatever titles and quotes contain, the HTML is well-formed, every line runs in its language's direction,
and the message is at most 3,500 UTF-16 units as Telegram counts them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from alerts.alert import Alert, AlertReason
from alerts.text.bidi import isolate, opened, utf16_length
from alerts.text.card import Card, Room, Row, Source, card
from alerts.text.markup import Html, Markup, Plain, Seen
from alerts.text.parties import Language

MAX_UNITS = 3_500  # Telegram allows 4,096 after parsing; what is left is for its own counting
MAX_RAW = 16_000  # bytes of HTML or plain text with addresses; tdlib cuts at 35,000

_ROOMS = (
    Room(rows=12, sources=8, proof=700, contradictions=3),
    Room(rows=8, sources=5, proof=400, contradictions=1),
    Room(rows=6, sources=3, proof=240, contradictions=0),
    Room(rows=4, sources=1, proof=0, contradictions=0),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramText:
    """One message. `stamp` is its last line, which changes without anything new being said."""

    html: str
    plain: str
    stamp: str = ""
    silent: bool = False


def telegram_text(alert: Alert, language: Language, zone: ZoneInfo, now: datetime) -> TelegramText:
    """The whole alert, shortened step by step until it fits."""
    cards = [card(alert, language, zone, now, room) for room in _ROOMS]
    html = next((words for words in cards[:-1] if _html_fits(words)), cards[-1])
    # The plain form shows its addresses, so it may hold less.
    plain = next(
        (words for words in cards[:-1] if utf16_length(_written(words, _blocks, Plain())) <= MAX_UNITS), cards[-1]
    )
    return TelegramText(html=_written(html, _blocks, Html()), plain=_written(plain, _blocks, Plain()), stamp=html.stamp)


def telegram_reply(alert: Alert, language: Language, zone: ZoneInfo, now: datetime) -> TelegramText:
    """The short message under the alert that was sent: what changed, and who says so. A correction makes no sound."""
    words = card(alert, language, zone, now, _ROOMS[-1])
    return TelegramText(
        html=_written(words, _reply_blocks, Html()),
        plain=_written(words, _reply_blocks, Plain()),
        stamp=words.stamp,
        silent=alert.reason is AlertReason.CORRECTED,
    )


Blocks = Callable[[Card, Markup], Iterator[Sequence[str]]]


def _html_fits(words: Card) -> bool:
    seen = _written(words, _blocks, Seen())
    return utf16_length(seen) <= MAX_UNITS and len(_written(words, _blocks, Html()).encode()) <= MAX_RAW


def _written(words: Card, blocks: Blocks, markup: Markup) -> str:
    return "\n\n".join("\n".join(block) for block in blocks(words, markup) if block)


def _blocks(words: Card, markup: Markup) -> Iterator[Sequence[str]]:
    direction = words.labels.direction

    def line(text: str) -> str:
        return markup.text(opened(text, direction))

    yield [markup.bold(opened(words.headline, direction))]
    yield [*(line(_row(row)) for row in words.figures), *(line(_row(row)) for row in words.acts)]
    if words.place:
        yield [line(f"{words.labels.place}: {words.place}")]
    if words.proof:
        yield [markup.quote(opened(_quoted(words), direction)), line(words.proof_outlet)]
    yield [line(f"{words.labels.contradictions}: {one}") for one in words.contradictions]
    yield [
        *([line(f"{words.sources_title}:")] if words.sources else []),
        *(_source(source, words, markup) for source in words.sources),
        *([line(words.further)] if words.further else []),
    ]
    yield [line(f"{words.labels.why}: {words.why}"), line(words.stamp)]


def _reply_blocks(words: Card, markup: Markup) -> Iterator[Sequence[str]]:
    direction = words.labels.direction
    says = words.figures[0].says if words.figures else ""
    lines = [words.headline, *([says] if says else []), words.stamp]
    yield [
        markup.bold(opened(words.why, direction)),
        *(markup.text(opened(text, direction)) for text in lines),
    ]


def _row(row: Row) -> str:
    return f"{row.label}: {row.text}" + (f" – {row.says}" if row.says else "")


def _quoted(words: Card) -> str:
    return f"{words.labels.open_quote}{isolate(words.proof)}{words.labels.close_quote}"


def _source(source: Source, words: Card, markup: Markup) -> str:
    outlet = opened(source.outlet, words.labels.direction)
    named = markup.link(outlet, source.url) if source.url else markup.text(outlet)
    notes = [note for note in (source.when, words.labels.copy if source.copy else "") if note]
    return named + markup.text("".join(f" · {note}" for note in notes))
