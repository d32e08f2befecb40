"""Shows alerts in a terminal as their readers would see them, and the demo's closing table.

Arabic goes out in the order it is read in: joining letters and turning lines round is the terminal's work, and a
terminal that cannot do it would be served worse by letters turned round here. In a pipe there are no colours, boxes
or bars, and every line stands by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Literal

from rich import box
from rich.align import Align
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.style import Style
from rich.table import Table
from rich.text import Text

BUBBLE_WIDTH = 72

Mark = Literal["new", "edit", "reply"]

_MARKS: Mapping[Mark, tuple[str, str]] = {
    "new": ("message", "green"),
    "edit": ("edited in place", "yellow"),
    "reply": ("reply", "cyan"),
}
_TAG_STYLES: Mapping[str, Style] = {
    "b": Style(bold=True),
    "strong": Style(bold=True),
    "i": Style(italic=True),
    "em": Style(italic=True),
    "u": Style(underline=True),
    "ins": Style(underline=True),
    "s": Style(strike=True),
    "del": Style(strike=True),
    "code": Style(dim=True),
    "pre": Style(dim=True),
    "blockquote": Style(italic=True),
    "tg-spoiler": Style(dim=True),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubble:
    """A Telegram message as a chat shows it. `html` is what the sender wrote; `answers` the message replied to."""

    chat: str
    number: int
    html: str
    mark: Mark = "new"
    answers: int | None = None
    silent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail as a mailbox shows it. `html_file` is where its HTML part was written, to be opened in a browser."""

    to: str
    subject: str
    text: str
    html_file: Path | None = None
    follows: bool = False  # in the thread of an earlier one


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A webhook call whose signature its receiver found right."""

    path: str
    headline: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One line of the closing table."""

    what: str
    number: int
    note: str = ""


def show_bubble(console: Console, bubble: Bubble) -> None:
    """A Telegram message: on the right side of a terminal, as a chat in Arabic stands."""
    word, colour = _MARKS[bubble.mark]
    marks = [f"Telegram {bubble.chat}", f"{word} {bubble.number}"]
    if bubble.answers is not None:
        marks.append(f"to message {bubble.answers}")
    if bubble.silent:
        marks.append("silent")
    _show(console, " · ".join(marks), telegram_text(bubble.html), colour)


def show_letter(console: Console, letter: Letter) -> None:
    """A mail: its subject, its text part, and where its HTML part can be looked at."""
    body = Text(f"{letter.subject}\n\n", style="bold")
    body.append(letter.text.strip(), style="not bold")
    marks = [f"Mail to {letter.to}", "in the same thread" if letter.follows else "new thread"]
    _show(console, " · ".join(marks), body, "blue")
    if letter.html_file is not None:
        _note(console, f"its HTML part: {letter.html_file}")


def show_call(console: Console, call: Call) -> None:
    """A webhook call: what its JSON is about."""
    title = f"Webhook POST {call.path} · {call.size} bytes of JSON · signature right"
    _show(console, title, Text(call.headline), "magenta")


def show_table(console: Console, title: str, counts: Sequence[Count]) -> None:
    """The closing table."""
    table = Table(title=title, title_justify="left", box=box.ROUNDED if console.is_terminal else None)
    table.add_column("")
    table.add_column("", justify="right")
    table.add_column("", style="dim")
    table.show_header = False
    for count in counts:
        table.add_row(count.what, str(count.number), count.note)
    console.print()
    console.print(table)


def _show(console: Console, title: str, body: Text, colour: str) -> None:
    if not console.is_terminal:
        console.print(f"\n--- {title}", soft_wrap=True, markup=False)
        console.print(body, soft_wrap=True)
        return
    body.justify = "right"
    panel = Panel(
        body,
        title=Text(title),
        title_align="left",
        border_style=colour,
        box=box.ROUNDED,
        padding=(0, 1),
        width=min(BUBBLE_WIDTH, console.width),
    )
    right: RenderableType = Align.right(panel)
    console.print(Padding(right, (1, 0, 0, 0)))


def _note(console: Console, sentence: str) -> None:
    console.print(Text(sentence, style="dim", justify="right" if console.is_terminal else "left"), soft_wrap=True)


def telegram_text(html: str) -> Text:
    """The text of a Telegram message with its tags as styles. A tag that Telegram does not know stays visible, since
    Telegram itself would refuse the message."""
    reader = _TelegramReader()
    reader.feed(html)
    reader.close()
    return reader.text


class _TelegramReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = Text()
        self._open: list[tuple[str, Style]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._open.append((tag, Style(underline=True, link=dict(attrs).get("href") or None)))
        elif tag in _TAG_STYLES:
            self._open.append((tag, _TAG_STYLES[tag]))
        else:
            self.handle_data(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        for position in range(len(self._open) - 1, -1, -1):
            if self._open[position][0] == tag:
                del self._open[position]
                return
        self.handle_data(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.text.append(data, Style.combine([Style(), *(style for _, style in self._open)]))
