"""An alert as a mail: subject, plain text, and an HTML page that runs in its language's direction.

What holds: the subject is one line that any header takes and the same for every revision; the HTML loads nothing from
elsewhere and stays far below the 102 KB at which Gmail cuts; every value in it is escaped.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape

from alerts.alert import Alert, Severity
from alerts.text.bidi import isolate, left_to_right, opened
from alerts.text.card import Card, Room, Row, card
from alerts.text.parties import Language
from alerts.text.subject import subject

_ROOM = Room(rows=30, sources=30, proof=1_500, contradictions=5)

_AFTER_NUMBER = re.compile(r"(?<=\d) (?=[^\W\d])")

# The bar above the headline, readable on white and on black.
COLOURS = {
    Severity.NOTICE: "#5b7083",
    Severity.SERIOUS: "#b7791f",
    Severity.URGENT: "#c05621",
    Severity.GRAVE: "#b83232",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailText:
    """One mail's words. `stamp` is the line of it that changes without anything new being said."""

    subject: str
    text: str
    html: str
    preheader: str
    language: str = "ar"
    stamp: str = ""


def mail_text(alert: Alert, language: Language, zone: ZoneInfo, now: datetime | None = None) -> MailText:
    """The whole alert as a mail."""
    words = card(alert, language, zone, now or alert.created_at, _ROOM)
    line = subject(alert, language)
    html = template("mail.html").render(
        card=words, subject=line, colour=COLOURS[alert.severity], proof_url=_proof_url(alert, words)
    )
    return MailText(
        subject=line,
        text="\n\n".join("\n".join(block) for block in _blocks(words) if block) + "\n",
        html=html,
        preheader=words.headline,
        language=language,
        stamp=words.stamp,
    )


@cache
def template(name: str) -> Template:
    """A page of `templates/`, in which every value is escaped."""
    environment = Environment(
        loader=PackageLoader("alerts.text", "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["unbroken"] = unbroken
    return environment.get_template(name)


def unbroken(text: str) -> str:
    """The text with each number tied to what it counts, so that no line ends between them."""
    return _AFTER_NUMBER.sub("\u00a0", text)


def _proof_url(alert: Alert, words: Card) -> str | None:
    """The proof's address, if it is one that a source of the card has."""
    known = {source.url for source in words.sources}
    return alert.proof.url if alert.proof is not None and alert.proof.url in known else None


def _blocks(words: Card) -> Iterator[list[str]]:
    labels = words.labels
    direction = labels.direction

    def line(text: str) -> str:
        return opened(text, direction)

    yield [line(words.headline)]
    if words.figures:
        yield [line(f"{labels.figures}:"), *(line(_row(row)) for row in words.figures)]
    if words.acts:
        yield [line(f"{labels.acts}:"), *(line(_row(row)) for row in words.acts)]
    if words.place:
        yield [line(f"{labels.place}: {words.place}")]
    if words.proof:
        quote = f"{labels.open_quote}{isolate(words.proof)}{labels.close_quote}"
        yield [line(f"{labels.proof} ({words.proof_outlet}):"), line(quote)]
    yield [line(f"{labels.contradictions}: {one}") for one in words.contradictions]
    yield [line(f"{words.sources_title}:")] if words.sources else []
    for source in words.sources:
        notes = "".join(f" · {note}" for note in (source.when, labels.copy if source.copy else "") if note)
        yield [
            line(f"{source.outlet}: {isolate(source.title)}{notes}"),
            *([line(f"{labels.link}: {left_to_right(source.url)}")] if source.url else []),
        ]
    if words.further:
        yield [line(words.further)]
    yield [line(f"{labels.why}: {words.why}"), line(words.stamp)]


def _row(row: Row) -> str:
    return f"{row.label}: {row.text}" + (f" – {row.says}" if row.says else "")
