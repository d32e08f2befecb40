"""One story as it is collected from a page's lines, and what is done to it when its last line has been read."""

import re
from dataclasses import dataclass, field

from crawler.arabic.letters import fold_key
from crawler.pages.credits.agencies import credit_at_head, credit_at_tail, is_desk_line
from crawler.pages.credits.bylines import byline_at_head, byline_of_crumb
from crawler.pages.furniture.leftovers import is_signature

SENTENCE_END = re.compile(r"[.!؟?…:؛][\"»”')\]]*$")
_LABEL_END = re.compile(r"[:/]\s*$")  # صوت المدينة :
# Pieces set apart as in «الوطن/ قسم الأخبار», never a hyphen within a word.
_PARTED = re.compile(r"\w\s*[/|]\s*\w|\w\s+[-–ـ]\s*\w|\w\s*[-–ـ]\s+\w|:\s*«[^»]+»$")


@dataclass(slots=True, kw_only=True)
class Part:
    """One story as it is collected from blocks."""

    title: str = ""
    paragraphs: list[str] = field(default_factory=list)
    credited_source: str | None = None
    byline: str | None = None
    dateline: str | None = None
    tags: tuple[str, ...] = ()
    credits: list[str] = field(default_factory=list)  # every line that credits a source, as written
    last_line: str | None = None  # a credit below the last paragraph so far

    @property
    def text(self) -> str:
        """Its paragraphs, divided by an empty line."""
        return "\n\n".join(self.paragraphs)

    @property
    def size(self) -> int:
        """Characters of its paragraphs."""
        return sum(map(len, self.paragraphs))


def finish(part: Part) -> None:
    """Takes crumbs and signatures off the ends of a story and says whose it is."""
    _drop_crumbs(part)
    _credit(part)
    while len(part.paragraphs) > 1 and is_signature(fold_key(part.paragraphs[-1])):
        part.paragraphs.pop()


def _drop_crumbs(part: Part) -> None:
    """Takes short lines off the head of a story that are no sentences: a section, an outlet with its place, a menu."""
    while len(part.paragraphs) > 1 and _is_crumb(part.paragraphs[0]):
        crumb = part.paragraphs.pop(0)
        part.byline = part.byline or byline_of_crumb(crumb)
        if is_desk_line(crumb):
            part.credits.append(crumb)


def _credit(part: Part) -> None:
    """Says whose a part is, by its lines and else by what its paragraphs open or close with."""
    if part.last_line:
        part.credits.append(part.last_line)
    if not part.paragraphs:
        return
    part.byline = part.byline or byline_at_head(part.paragraphs[0])
    if not part.credited_source and part.credits:
        part.credited_source = part.credits[0]
    elif not part.credited_source:
        found = credit_at_head(part.paragraphs) or credit_at_tail(part.paragraphs)
        if found is not None:
            part.credited_source = found.wording
            part.credits.append(found.wording)  # of a signature, which may be taken off


def _is_crumb(text: str) -> bool:
    if text.startswith("- ") or " | " in text:
        return False  # the first line of a list or a table, as figures are often given
    if len(text) < 25:
        return bool(_LABEL_END.search(text)) or not SENTENCE_END.search(text)
    return len(text) <= 45 and bool(_PARTED.search(text)) and not SENTENCE_END.search(text)
