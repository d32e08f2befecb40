"""A story as lines: its title and sentences, folded, cut into words, with the parties named in each.

What is not the story's own prose is left out here: «اقرأ أيضا» lines and the dateline, which is kept as knowledge of
where and by whom the story was written (`Dateline`).
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from crawler.arabic.letters import Folded, fold, fold_key
from crawler.arabic.names import Form, Name, find_names
from crawler.arabic.places import places_of
from crawler.arabic.sentences import sentences
from crawler.arabic.words import Word, with_ands_joined, words_of
from crawler.facts.figure import Evidence, Part
from crawler.news import Span, Story

_READ_ALSO = re.compile(r"^(?:ا?قرا ايضا|اقراي ايضا|شاهد ايضا|طالع ايضا|اخبار ذات صله|مواضيع ذات صله|للمزيد|المزيد من)")
_HEAD = 160  # characters among which the dateline stands
_MAX_LINES = 60  # dealings stand early; what a very long page says later is no news
_MAX_TEXT = 40_000  # characters that hold them
_MAX_WORDS = 220  # a «sentence» of more is a list or a page without punctuation


@dataclass(frozen=True, slots=True)
class _Source:
    """The part of the story that a line was cut from."""

    text: str
    folded: Folded

    def spelled(self, word: Word) -> str:
        span = self.folded.span(word.start, word.end)
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, or the title: words with offsets into the part's folded text, and the names in them.

    `number` is 0 for the title and counts up. `quoted[i]` says whether words[i] stands inside quotation marks.
    """

    part: Part
    number: int
    span: Span
    quote: str
    words: tuple[Word, ...]
    names: tuple[Name, ...]
    quoted: tuple[bool, ...]
    source: _Source  # the words as written, without vowel signs taken off

    @property
    def tells_ya_apart(self) -> bool:
        """Whether the story spells «على» with alef maqsura, so that its «علي» is a name."""
        return "على" in self.source.text

    def evidence(self) -> Evidence:
        """The line, verbatim."""
        return Evidence(part=self.part, span=self.span, quote=self.quote)

    def text(self, start: int, end: int) -> str:
        """The words start..end as the story spells them."""
        return " ".join(self.source.spelled(word) for word in self.words[start:end]).strip()


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where the lead was written and the state of the agency that wrote it, as far as the lead says so."""

    place: str | None = None
    party: str | None = None  # of the place
    foreign: bool = False  # a wire or a pan-Arab paper: the place is not the outlet's own state
    agency: str | None = None  # the state whose own agency it is


@cache
def _agencies() -> dict[str, str]:
    rows = (Path(__file__).parent / "agencies.tsv").read_text(encoding="utf-8").splitlines()
    return {
        fold_key(name): code
        for code, names in (row.split("\t") for row in rows if row and not row.startswith("#"))
        for name in names.split(",")
    }


_WORD = r"[\u0621-\u064a]+"
_PLACE = rf"^(?P<place>{_WORD}(?: {_WORD}){{0,2}}?)"
_END = r"\s(?:-{1,2}|:|/)\s|\s?/\s?(?=\n)|\n\n"
_ENDS = re.compile(_END)
_DATELINE = re.compile(_PLACE + rf"(?P<between>[^\n]{{0,90}}?)(?P<end>{_END})")
# «عمان 30 حزيران (بترا)-», «مسقط في 3 نوفمبر /العمانية/», «رام الله 20-5-2025 وفا-»: nothing but a date and a name
_DATE = rf"(?:[,،]?\s?(?:في\s)?\d[\d/\-]*(?:\s{_WORD}(?:/\s?{_WORD})?)?(?:\s\d{{4}})?\s?(?:هـ?|م)?)?"
_SHORT_DATELINE = re.compile(
    _PLACE
    + rf"(?P<between>{_DATE}\s?(?:\([^()\n]{{2,40}}\)|/[^/\n]{{2,30}}/|\"[^\"\n]{{2,30}}\"|\s[^\s]{{2,12}}(?=-)))(?P<end>\s?[-–—:]*\s)"
)
_INITIALS = r"[\u0621-\u064a](?:[ .]{1,2}[\u0621-\u064a]){1,2}\.?(?!\w)"  # «أ ف ب», «د.ب.أ»
# What may follow the place: «- 9 - 7 (كونا) --», «- الرأي -», «3 حزيران/يونيو/ ارنا-», «- أ ف ب:»
_SEGMENT = re.compile(
    rf"\s*(?:(?:\d[\d/\- ]*(?:{_WORD}(?:/{_WORD})?)?\s?(?:\d{{4}})?\s?)?\([^()\n]{{2,40}}\)|\d[\d/\- ]*(?:{_WORD}(?:/{_WORD})?)?(?:\s\d{{4}})?|"
    rf"{_INITIALS}|(?P<paper>{_WORD}(?: {_WORD})?))\s?(?:(?:-{{1,2}}|–|—|:|/)\s|/?:?(?=\n))"
)
_BARE_PLACE = re.compile(_PLACE + r"(?P<between>)(?P<end>\s?(?:-{1,2}|–|—|/)\s|[-/](?=[^\s\d]{2,12}\n))")
# «صنعاء: «الخليج»، وكالات», «رام الله - "القدس":»: a town and a paper in quotation marks
_PAPER = re.compile(
    _PLACE
    + r"(?P<between>\s?[:\-–—ـ]{0,2}\s?\"(?:ال|عكاظ)[^\"\n:]{0,22}\"(?:\s?[،,]?\s?و?(?:الوكالات|وكالات|وام|واس|قنا|كونا|بترا|وفا|رويترز)(?!\w))?)"
    r"(?P<end>\s?[:\-–—]*\s?)"
)
_SIGNS_BEFORE = re.compile(r"(?:[^\w\s\"'«“(\[]+\s*)+")  # «* لندن», «🔴 عاجل»: a mark of the page, as are dashes
_KASHIDA_ALONE = re.compile(r"(?<=\s)\u0640(?=\s)")  # is drawn for a dash
_PIECES = re.compile(r"[()/\"\-–—:\n]+")


def lines_of(story: Story) -> tuple[list[Line], Dateline]:
    """The lines of a story in order, and what its dateline says."""
    dateline, begins = _dateline(story.text)
    lines = _lines(Part.TITLE, story.title, 0, 0)[:1]
    if not lines:
        lines = [Line(Part.TITLE, 0, Span(start=0, end=0), "", (), (), (), _Source("", fold("")))]
    lines += _lines(Part.TEXT, story.text[:_MAX_TEXT], begins, 1)
    return lines[:_MAX_LINES], dateline


def reported_from(dateline: Dateline, lines: Sequence[Line]) -> str | None:
    """The state whose offices need no name where only the place of the report is known; none where a wire's story from
    there does not speak of that state."""
    named = any(name.party == dateline.party for line in lines for name in line.names)
    return dateline.party if named or not dateline.foreign else None


def _lines(part: Part, text: str, begins: int, first: int) -> list[Line]:
    folded = fold(text)
    spans = [Span(start=0, end=len(text))] if part is Part.TITLE else sentences(text)
    source = _Source(text, folded)
    all_words = with_ands_joined(words_of(folded.text))
    all_names = find_names(all_words, text, folded.offsets)
    lines: list[Line] = []
    at = name_at = 0
    starts = [folded.offsets[word.start] for word in all_words]
    for span in spans:
        begin = at
        at = bisect_left(starts, span.end, begin)
        breaks = next((i for i in range(begin, at) if all_words[i].text[0] != "\n"), at)
        begin = max(breaks, bisect_left(starts, begins, begin, at))
        words = all_words[begin : min(at, begin + _MAX_WORDS)]
        named = name_at
        while name_at < len(all_names) and all_names[name_at].start < at:
            name_at += 1
        if len(words) < (1 if part is Part.TITLE else 3) or _READ_ALSO.match(" ".join(word.text for word in words[:3])):
            continue
        last = begin + len(words)
        names = [_within(name, begin) for name in all_names[named:name_at] if begin <= name.start and name.end <= last]
        begin_at = max(span.start, folded.offsets[words[0].start])
        lines.append(
            Line(
                part,
                first + len(lines),
                Span(start=begin_at, end=span.end),
                text[begin_at : span.end],
                tuple(words),
                tuple(names),
                _quoted(words),
                source,
            )
        )
    return lines


def _within(name: Name, begin: int) -> Name:
    """The name as it stands in a line that begins at a word of the text."""
    if not begin:
        return name
    return Name(name.party, name.form, name.start - begin, name.end - begin, name.prefix, name.definite)


def _quoted(words: list[Word]) -> tuple[bool, ...]:
    if not any(word.text == '"' for word in words):
        return (False,) * len(words)
    inside = False
    marks = []
    for word in words:
        if word.text == '"':
            inside = not inside
        marks.append(inside)
    # An odd mark would turn the rest of the sentence into a quotation: then nothing counts as quoted.
    return tuple(marks) if not inside else tuple(False for _ in words)


def _dateline(text: str) -> tuple[Dateline, int]:
    """The dateline and where the prose after it begins."""
    signs = _SIGNS_BEFORE.match(text)
    if signs is not None and signs.end() < len(text):
        dateline, begins = _dateline(text[signs.end() : signs.end() + _HEAD])
        return dateline, signs.end() + begins
    head = fold(_KASHIDA_ALONE.sub("-", text[:_HEAD]))
    match = _dateline_match(head.text)
    if match is None:
        return Dateline(agency=_agency_among(head.text[:110], _MIDST_OF_PROSE)), 0
    end = match.end()
    while match["end"] != "\n\n" and (segment := _SEGMENT.match(head.text, end)) and segment.end() < len(head.text):
        paper = segment["paper"]
        alone = bool(paper) and " " not in paper and segment.group().rstrip().endswith(":")
        if paper and any(word in _PROSE or (word.startswith(_VERBAL) and not alone) for word in paper.split()):
            break
        end = segment.end()
    whole = head.text[:end]
    agency = _agency_among(whole, 3) or _agencies().get(whole.split()[-1])
    if match["end"] == "\n\n" and agency is None and not any(key in whole for key in ("/", " هـ ", "(")):
        return Dateline(agency=_agency_among(head.text[:110], _MIDST_OF_PROSE)), 0
    words = words_of(whole)
    names = find_names(words)
    place = next((n for n in names if n.start == 0 and n.form in (Form.CAPITAL, Form.STATE)), None)
    party = place.party if place else None
    if match["place"].split()[0] == _OMAN_OR_AMMAN and agency in ("JO", "OM"):
        party = agency
    ends = words[place.end - 1].end if place else match.end("place")
    spelled = text[head.offsets[match.start("place")] : head.offsets[ends]]
    foreign = agency is None and any(name in whole for name in _WIRES)
    return Dateline(place=spelled.strip(), party=party, agency=agency, foreign=foreign), head.offsets[end]


def _dateline_match(head: str) -> re.Match[str] | None:
    papers = _PAPER.match(head)
    if papers is not None and _is_town(papers["place"]):
        return papers
    for pattern in (_SHORT_DATELINE, _DATELINE, _BARE_PLACE):
        if pattern is _DATELINE and not _ENDS.search(head):  # spares most stories the long way through all ends
            continue
        match = pattern.match(head)
        if match is None:
            continue
        whole = match["place"] + match["between"]
        words = words_of(match.group())
        if _cuts_name(head, len(words)):
            continue
        if pattern is not _DATELINE and not (
            find_names(words[:3]) or _agency_among(match.group(), 3) or any(word.is_number for word in words)
        ):
            continue
        line_of_its_own = match["end"] == "\n\n"
        too_long = not line_of_its_own and (len(whole) > 60 or len(words) > 14)
        if not too_long and (line_of_its_own or not any(word.text in _PROSE for word in words)):
            return match
    return None


def _cuts_name(head: str, end: int) -> bool:
    """Whether the words before `end` stop within a party's name: «الحركة الشعبية لتحرير السودان - شمال»."""
    return any(name.start < end < name.end for name in find_names(words_of(head)))


def _is_town(spelled: str) -> bool:
    words = words_of(spelled)
    named = any(name.form is Form.CAPITAL and name.end == len(words) for name in find_names(words))
    located = words_of(f"في {spelled}")
    return named or any(place.end == len(located) for place in places_of(located))


def _agency_among(head: str, most: int) -> str | None:
    """The state whose agency is named between the signs of a dateline; `most`: words that a piece may have."""
    known = _agencies()
    pieces = [" ".join(piece.split()) for piece in _PIECES.split(head)]
    named = [known[piece] for piece in pieces if piece in known]
    if named:
        return named[0]
    return next(
        (known[word] for piece in pieces[:6] if len(piece.split()) <= most for word in piece.split() if word in known),
        None,
    )


# What an office without a state means is not told by where these report from.
_WIRES = tuple(
    fold_key(name)
    for name in (
        "أ ف ب",
        "أ.ف.ب",
        "فرانس برس",
        "رويترز",
        "د ب أ",
        "د.ب.أ",
        "إفي",
        "أسوشيتد برس",
        "أ ب",
        "الأناضول",
        "شينخوا",
        "سبوتنيك",
        "الشرق الأوسط",
        "القدس العربي",
        "العربي الجديد",
        "الحياة",
        "العرب",
        "اندبندنت عربية",
        "الجزيرة",
        "سكاي نيوز",
    )
)
_MIDST_OF_PROSE = 0  # only a piece that is nothing but the agency's name
_OMAN_OR_AMMAN = "عمان"
_VERBAL = ("ي", "ت", "است")
_PROSE = frozenset(
    [
        "الذي",
        "التي",
        "ان",
        "قال",
        "قالت",
        "اكد",
        "اعلن",
        "اعلنت",
        "التقي",
        "بحث",
        "وصل",
        "عقد",
        "عقدت",
        "وقعت",
        "مع",
        "من",
        "الي",
        "علي",
        "اعلنت",
        "استقبل",
        "دعا",
        "دعت",
        "ان",
    ]
)
