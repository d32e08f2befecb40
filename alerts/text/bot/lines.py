"""Lines of an answer, each running its language's way, and pages of them that a message can hold; pure.

What holds: a page is at most 3,500 UTF-16 units as Telegram counts them, whatever titles and names contain. Markup is
put around the words when they are sent, by the one function that escapes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from alerts.alert import Alert, Line, Piece, Style
from alerts.text.bidi import foreign, isolate, left_to_right, one_line, opened, utf16_length
from alerts.text.bot.words import WORDS
from alerts.text.card import MAX_URL
from alerts.text.labels import LABELS
from alerts.text.markup import Html, Markup, Plain, Seen
from alerts.text.parties import Language
from alerts.text.telegram import MAX_RAW, MAX_UNITS, TelegramText
from crawler.urls import is_web_url

_FOOTER = 300  # units that are left for the line that names the next page
_LONGEST_LINE = 900


@dataclass(slots=True, kw_only=True)
class Writer:
    """Puts an answer together, line by line."""

    language: Language
    lines: list[Line] = field(default_factory=list)

    def say(self, text: str, style: Style = Style.TEXT) -> None:
        """One line."""
        self.lines.append((Piece(text=opened(text, LABELS[self.language].direction), style=style),))

    def head(self, text: str) -> None:
        """A heading, with an empty line before it where something stands before."""
        self.gap()
        self.say(text, Style.BOLD)

    def quote(self, text: str) -> None:
        """A verbatim passage."""
        marks = LABELS[self.language]
        self.say(f"{marks.open_quote}{isolate(text)}{marks.close_quote}", Style.QUOTE)

    def link(self, name: str, url: str, note: str) -> None:
        """A name that leads somewhere, if its address is one of the web."""
        shown = opened(name, LABELS[self.language].direction)
        leads = is_web_url(url) and len(url) <= MAX_URL
        piece = Piece(text=shown, style=Style.LINK, url=url) if leads else Piece(text=shown)
        self.lines.append((piece, *((Piece(text=f" · {note}"),) if note else ())))

    def gap(self) -> None:
        """An empty line, but not at the beginning."""
        if self.lines and self.lines[-1]:
            self.lines.append(())

    def name(self, text: str, limit: int = 60) -> str:
        """An outside name as it may stand in a line."""
        shown = one_line(text, limit) or "—"
        return foreign(shown) if self.language == "ar" else isolate(shown)


def command(text: str) -> str:
    """A command as it stands in a line of either direction; a chat shows it as a link."""
    return left_to_right(text)


def answer_telegram(alert: Alert) -> TelegramText:
    """An answer as a Telegram message. Without markup its addresses are left out where there is no room for them."""
    plain = _written(alert.answer, Plain())
    if utf16_length(plain) > MAX_UNITS:
        plain = _written(alert.answer, Seen())
    return TelegramText(html=_written(alert.answer, Html()), plain=plain)


def paged(lines: Sequence[Line], page: int, turn: str, language: Language) -> tuple[Line, ...]:
    """One page of an answer, with the command for the next one below it: `turn` and the page's number."""
    pages = _pages(lines)
    shown = pages[min(page, len(pages)) - 1]
    if len(pages) == 1:
        return tuple(shown)
    number = min(page, len(pages))
    words = WORDS[language]
    said = words.page.format(page=number, pages=len(pages))
    if number < len(pages):
        said += f" · {words.next_page}: {command(f'{turn}_{number + 1}')}"
    footer = (Piece(text=opened(said, LABELS[language].direction)),)
    return (*shown, (), footer)


def fits(lines: Sequence[Line]) -> bool:
    """Whether a message holds these lines, and a footer."""
    units = utf16_length(_written(lines, Seen()))
    return units <= MAX_UNITS - _FOOTER and len(_written(lines, Html()).encode("utf-8", "replace")) <= MAX_RAW


def _pages(lines: Sequence[Line]) -> list[list[Line]]:
    pages: list[list[Line]] = [[]]
    for line in lines:
        if pages[-1] and not fits([*pages[-1], line]):
            pages.append([])
        if line or pages[-1]:
            pages[-1].append(line)
    return pages


def _written(lines: Sequence[Line], markup: Markup) -> str:
    return "\n".join("".join(_piece(piece, markup) for piece in line) for line in lines)


def _piece(piece: Piece, markup: Markup) -> str:
    text = piece.text if len(piece.text) <= _LONGEST_LINE else one_line(piece.text, _LONGEST_LINE)
    match piece.style:
        case Style.BOLD:
            return markup.bold(text)
        case Style.QUOTE:
            return markup.quote(text)
        case Style.LINK if piece.url:
            return markup.link(text, piece.url)
        case _:
            return markup.text(text)
