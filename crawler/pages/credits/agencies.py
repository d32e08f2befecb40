"""Whose copy a story is: the news agencies that it is credited to at its head, its tail or in its source line.

A credit has a place: behind a dateline («الخرطوم - سونا:», «بيروت 3 مارس (رويترز) -»), in brackets behind the last
sentence, on a line of its own. An agency named anywhere else is a subject or vouches for a statement («نقلا عن وكالة
رويترز») and is no origin. «وكالات» and «متابعات» are credits that name no one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.arabic.letters import fold, fold_key
from crawler.arabic.places import gazetteer
from crawler.arabic.words import Word, words_of
from crawler.pages.credits.agency_names import (
    Grade,
    Mention,
    agencies_in_source,
    credit_words,
    may_name_agencies,
    mention_at,
    mentions_in,
    names_only_agencies,
)

_HEAD, _TAIL = 150, 110  # characters in which a credit may stand
_LONGEST_LINE = 90  # of a line that is nothing but a credit
_CAPTION = 120  # «… (رويترز)» without a full stop credits the picture in a shorter paragraph
# Kashida that stands for a dash: القاهرة ـ أ ش أ
_KASHIDA_DASH = re.compile(r"(?:(?<=[\s)»\"”])|^)ـ+(?=[\s(«\"“]|$)|(?<=\w\w\w)ـ+(?=[\s(«\"“])")

_DASHES, _OPENERS, _CLOSERS = frozenset("-/:|."), {"(": ")", "[": "]", "/": "/", "-": "-", '"': '"'}, frozenset(')]/-"')
_DIVIDERS = frozenset('-/:|()[]",،.;؛')
_LIST_SIGNS = frozenset('،,/+-&()|"')
_SENTENCE_ENDS = frozenset('.!؟?…":)؛')
_NO_DATELINE, _WITNESS, _DATE_WORDS, _DESKS = map(credit_words, ("no dateline", "witness", "dates", "desks"))
# Lines that credit a source in other words than «المصدر», folded: «نقلا عن: …», «عن (الشرق الأوسط)», «ترجمة: …».
_PHRASE = re.compile(
    r"[\W_]*(?:نقلا\s+عن\s*[:|/-]\s*.{2,80}|(?:نقلا\s+)?عن\s*[(\"]\s*[^()\"]{2,50}[)\"]|\(\s*(?:نقلا\s+)?عن\s+[^()]{2,50}\)"
    r"|(?:ال)?ترجمه(?:\s+و(?:تحرير|اعداد))?\s*[:|/-]\s*.{2,60}|بالاشتراك\s+مع\s+[\"(][^()\"]{2,50}[)\"])\W*"
)
_PHRASE_OF_AGENCY = re.compile(r"[\W_]*(?:نقلا\s+عن|بالاشتراك\s+مع|عن)\s+(.{2,60})")
_SOURCE_AT_END = re.compile(
    r"(?:^|[.!؟?…\")])\W*المص(?:د|اد)ر\s*[:(|/-]+\s*([^\s().:]+(?:\s+[^\s().:]+){0,5})\s*\)?\W*$"
)
_INITIALS = re.compile(
    r"(?:[\u0621-\u064a]{1,3}[./\s]+){0,5}[\u0621-\u064a]{1,3}[\W\d]*|[\W\d]*(?:انتهي|تم|نهايه الخبر|النهايه)?[\W\d]*"
)
_OWN_REPORT = re.compile(r"\W*خاص\s*[:/|-]\s*\D{2,40}|\D{2,40}\s*[:/|-]\s*خاص\W*")
# How some agencies end their copy, whatever outlet prints it.
_END_MARKS = (
    (re.compile(r"//\s*انتهي\s*//"), "SPA"),
    (re.compile(r"\(\s*النهايه\s*\)"), "KUNA"),
    (re.compile(r"/\s*نهايه الخبر\s*/"), "Xinhua"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """A credit in a text: the agencies it names (none for «وكالات») and its words as written."""

    agencies: tuple[str, ...]
    wording: str


@dataclass(frozen=True, slots=True)
class _Found:
    agencies: tuple[str, ...]
    start: int  # words
    end: int


def origin_of(
    paragraphs: Sequence[str], *, credits: Sequence[str] = (), authors: Sequence[str] = (), outlets: Sequence[str] = ()
) -> tuple[str, ...]:
    """The agencies whose copy a story is, by their short English names, each once; empty where none is credited.

    `credits` are its source lines and lines like «بيروت - رويترز», `authors` what the page states as author, `outlets`
    what the outlet is called: an agency's own site needs no other credit.
    """
    named = [name for line in credits for name in _agencies_of_line(line)]
    in_text = (credit_at_head(paragraphs), credit_at_tail(paragraphs))
    named += [name for credit in in_text if credit is not None for name in credit.agencies]
    named += [name for author in authors if names_only_agencies(author) for name in agencies_in_source(author)]
    if not named:
        named = [name for outlet in outlets if names_only_agencies(outlet) for name in agencies_in_source(outlet)]
    return tuple(dict.fromkeys(named))


def credit_at_head(paragraphs: Sequence[str]) -> Credit | None:
    """The credit that the first paragraph opens with; the second's, where the first is a short line."""
    for paragraph in paragraphs[:2]:
        text = _with_dashes(paragraph[:_HEAD])
        folding = fold(text)
        words = words_of(folding.text)
        found = _head_of(words, ends_here=len(paragraph) <= _HEAD)
        if found is not None:
            span = folding.span(words[found.start].start, words[found.end - 1].end)
            return Credit(agencies=found.agencies, wording=text[span.start : span.end])
        if len(paragraph) > 60 or paragraph.rstrip().endswith("."):
            break
    return None


def credit_at_tail(paragraphs: Sequence[str]) -> Credit | None:
    """The credit that the last paragraph closes with, or that stands alone below it, initials and end marks aside."""
    for paragraph in reversed(paragraphs[-3:]):
        text = _with_dashes(paragraph[-_TAIL:])
        folding = fold(text)
        marked = next((name for pattern, name in _END_MARKS if pattern.search(folding.text)), None)
        if marked is not None:
            return Credit(agencies=(marked,), wording=text.strip())
        source = _SOURCE_AT_END.search(folding.text)
        if source is not None:
            span = folding.span(*source.span(1))
            wording = text[span.start : span.end].strip()
            return Credit(agencies=agencies_in_source(wording), wording=wording)
        words = words_of(folding.text)
        found = _tail_of(words, length=len(paragraph))
        if found is not None:
            span = folding.span(words[found.start].start, words[found.end - 1].end)
            return Credit(agencies=found.agencies, wording=text[span.start : span.end])
        if not _INITIALS.fullmatch(folding.text.strip()):
            break
    return None


def is_credit_line(text: str) -> bool:
    """Whether a line is a credit and nothing else: «القاهرة - أ ش أ», «-وات-», «نقلا عن: …»."""
    if len(text) > _LONGEST_LINE:
        return False
    folded = fold_key(_with_dashes(text))
    if _PHRASE.fullmatch(folded) and not folded.endswith("."):
        return True
    if not may_name_agencies(folded):
        return False
    words = words_of(folded)
    if next(mentions_in(words), None) is None:
        return False
    phrase = _PHRASE_OF_AGENCY.fullmatch(folded)
    if phrase is not None:
        return names_only_agencies(phrase.group(1))
    found = _head_of(words, ends_here=True)
    if found is not None and all(word.is_sign for word in words[found.end :]):
        return True
    return found is not None and found.start <= 1 and _is_place_behind(words, found.end, alone=True)


def is_desk_line(text: str) -> bool:
    """Whether a short line at a story's head says whose own report it is: «خاص – الميناء», «الميناء – خاص»."""
    return len(text) <= _LONGEST_LINE and bool(_OWN_REPORT.fullmatch(fold_key(_with_dashes(text))))


def _agencies_of_line(line: str) -> tuple[str, ...]:
    """The agencies of a source line, or of a dateline with a credit, where the place's name must not count."""
    words = words_of(fold_key(_with_dashes(line)))
    found = _head_of(words, ends_here=True)
    return found.agencies if found is not None and found.start > 1 else agencies_in_source(line)


def _head_of(words: Sequence[Word], *, ends_here: bool) -> _Found | None:
    """The credit behind a dateline at the head of words."""
    index = 0
    while index < len(words) and index <= 24:
        mention = mention_at(words, index)
        if mention is not None:
            found = _listed(words, mention)
            if _is_head_credit(words, mention, found, ends_here=ends_here):
                return found
        if words[index].text in _NO_DATELINE:
            return None
        index += 1
    return None


def _is_head_credit(words: Sequence[Word], mention: Mention, found: _Found, *, ends_here: bool) -> bool:
    preamble = _Preamble(words, _before(words, mention.start))
    if not preamble.is_dateline or (mention.joined and not preamble.quoted):
        return False
    after = words[found.end].text if found.end < len(words) else ("" if ends_here else "…")
    behind = words[found.end + 1].text if found.end + 1 < len(words) else ""
    opener = words[preamble.end - 1].text if preamble.end else ""
    enclosed = opener in _OPENERS and after == _OPENERS[opener]
    word = mention.spelling.grade is Grade.WORD
    if mention.spelling.grade is Grade.SOURCE:
        return False
    if enclosed:
        closed = behind in _DASHES or behind in _CLOSERS or (not behind and ends_here)
        if preamble.is_empty:
            return opener in "([/-" and (closed or opener in "([") and not (word and not closed)
        return preamble.is_place or preamble.dated or (closed and not word)
    bounded = after == "" or after in _DASHES
    if preamble.is_empty:
        return bounded and (not word or _is_place_behind(words, found.end, alone=False))
    if preamble.quoted and preamble.is_place and opener in '،,"':  # القاهرة: «المرفأ»، وام أكد …
        return True
    if not bounded or not (opener in "-/:|،,)" or preamble.dated_last):
        return False
    if not word:
        return True
    if not (preamble.is_place or preamble.dated):
        return False
    return not mention.spelling.is_place or mention.spelling.country in preamble.countries


def _listed(words: Sequence[Word], first: Mention) -> _Found:
    """The agencies that follow one another from a mention on: «(أ ف ب، د ب أ)», «رويترز - سانا»."""
    names, end = {first.spelling.agency: None}, first.end
    at = end
    while at < len(words) and at - end <= 3:
        mention = mention_at(words, at)
        if mention is not None and (at > end or mention.spelling.grade is Grade.SURE):
            names[mention.spelling.agency] = None
            end = at = mention.end
        elif words[at].text in _LIST_SIGNS or words[at].text == "و":
            at += 1
        else:
            break
    return _Found(tuple(name for name in names if name), first.start, end)


def _before(words: Sequence[Word], index: int) -> int:
    """Where an agency's name begins with «وكالة» and the like before it."""
    while index > 0 and words[index - 1].text in ("وكاله", "وكالتي", "وكالات", "انباء", "الانباء"):
        index -= 1
    return index


class _Preamble:
    """What stands before a credit at a head: places, a date, an author, an outlet's name in quotes."""

    def __init__(self, words: Sequence[Word], end: int) -> None:
        self.end = end
        self.quoted = sum(word.text == '"' for word in words[:end]) >= 2
        self.dated = any(word.is_number for word in words[:end])
        self.dated_last = end > 0 and (words[end - 1].is_number or (self.dated and words[end - 1].text in _DATE_WORDS))
        segments: list[list[int]] = [[]]
        for at in range(end):
            if words[at].text in _DIVIDERS:
                segments.append([])
            elif not words[at].is_number and words[at].text not in _DATE_WORDS:
                segments[-1].append(at)
        filled = [segment for segment in segments if segment]
        self.is_empty = not filled and not self.dated
        self.is_dateline = (
            len(filled) <= 5
            and all(len(segment) <= 4 for segment in filled)
            and not any(words[at].text in _NO_DATELINE for segment in filled for at in segment)
        )
        first = filled[0][0] if filled else None
        country = _country_at(words, first) if first is not None else None
        self.is_place = country is not None
        # Without its marks the capital of one state is the name of another: «عمّان - بترا».
        is_amman = first is not None and words[first].text == "عمان"
        self.countries = (country, "JO") if is_amman else (country,)


def _country_at(words: Sequence[Word], index: int) -> str | None:
    """The state of the place named at a word, «-» where it is not known; None if no place is."""
    if words[index].text in _DESKS:
        return "-"
    named = gazetteer().at(words, index)
    return named.value if named is not None and named.prefix in ("", "ال") else None


def _is_place_behind(words: Sequence[Word], start: int, *, alone: bool) -> bool:
    """Whether a place follows with a sign behind it: «وفا - رام الله -»; `alone` if nothing else may."""
    at = start
    while at < len(words) and words[at].is_sign:
        at += 1
    if at == start or at >= len(words):
        return False
    named = gazetteer().at(words, at)
    if named is None or named.prefix:
        return False
    if alone:
        return all(word.is_sign for word in words[named.end :])
    return named.end >= len(words) or words[named.end].text in _DASHES


def _tail_of(words: Sequence[Word], *, length: int) -> _Found | None:
    """The credit at the end of words, behind the last sentence or alone."""
    for index in range(max(0, len(words) - 24), len(words)):
        mention = mention_at(words, index)
        if mention is None:
            continue
        found = _listed(words, mention)
        if _is_over(words, found.end) and _is_tail_credit(words, mention, found, length=length):
            return found
    return None


def _is_over(words: Sequence[Word], index: int) -> bool:
    """Whether nothing follows but signs and an editor's initials."""
    rest = [word for word in words[index:] if not word.is_sign]
    return all(len(word.text) <= 2 or word.is_number for word in rest) and len(rest) <= 6


def _is_tail_credit(words: Sequence[Word], mention: Mention, found: _Found, *, length: int) -> bool:
    sure, start = mention.spelling.grade is Grade.SURE, _before(words, mention.start)
    at = start - 1
    while at >= 0 and words[at].text in ':|-/("[':
        at -= 1
    opened = at < start - 1
    before = words[at].text if at >= 0 else ""
    signed = length <= 60 and all(word.is_sign or len(word.text) <= 2 for word in words[: at + 1])
    if at < 0 or (signed and opened):  # a line of its own, or behind initials: «ع.خ/ خ.س (د ب أ)»
        closed = found.end < len(words) and words[found.end].text in _CLOSERS
        return mention.spelling.grade is not Grade.SOURCE and (sure or (opened and closed))
    if mention.joined or before in _WITNESS:
        return False
    if before in _SENTENCE_ENDS:
        return opened if mention.spelling.grade is Grade.WORD else sure and (opened or before not in '")')
    if before == "عن" or not opened or not sure:
        return False
    closed = found.end < len(words) and words[found.end].text in _CLOSERS
    return closed and length >= _CAPTION


def _with_dashes(text: str) -> str:
    return _KASHIDA_DASH.sub(" - ", text) if "ـ" in text else text
