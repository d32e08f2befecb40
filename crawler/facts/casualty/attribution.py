"""Who gives a count, as a sentence names the source: «قال مصدر طبي إن …», «وفق وزارة الصحة», «بحسب المرصد».

A story is read in order, since «وأضافت الوزارة» and «وقال إن» speak for a source that was named before.
"""

from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from crawler.arabic.beginnings import where
from crawler.arabic.letters import fold_key
from crawler.arabic.words import Dictionary, Found, Word
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.source_leads import (
    LEADS,
    THAT,
    Lead,
    closes,
    is_document,
    is_loose,
    lead_at,
    leads_away,
    opens,
    ranks,
    reaches,
    reports,
    subject_ahead,
    through_relay,
)
from crawler.facts.casualty.source_names import (
    FORMS,
    Source,
    author_of,
    folded_forms,
    head_at,
    is_vague,
    name_at,
    skip_asides,
)
from crawler.news import Span

_LEAD = 3  # sentences, dateline and byline among them, that may name whose report a story is
_LOOKED_BACK = 120  # words of each of the sentences before
_REMEMBERED = 40  # sources of a part


class Named(NamedTuple):
    """A source where the folded text names it; `article` where «ال» must be put back («للمرصد» → «المرصد»)."""

    span: Span
    article: bool


class _Known(NamedTuple):
    """A named source, and its words without article."""

    named: Named
    first: str
    stems: frozenset[str]


class _Mark(NamedTuple):
    """Words of a sentence that say who speaks: from `at` to `end`; `ahead` where they speak for what follows."""

    at: int
    end: int
    source: _Known | None
    ahead: bool
    opens: bool = False  # at the head of the sentence
    tail: bool = False  # a verb that closes the sentence: «… كما أعلنت الشرطة»
    hand: bool = False  # of who only says whether they did it: «نفى الجيش مسؤوليته عن …»


_ANAPHORS, _RECOUNT, _LAST, _SCENES, _APPOSED, _IMPERSONAL = map(
    folded_forms, ("anaphor", "recount", "last", "scene", "apposed", "impersonal")
)
_HAND = frozenset(fold_key(f"{noun}{whose}") for noun in ("مسؤوليت", "تورط", "ضلوع") for whose in ("ه", "ها", "هم"))
_GOING_ON = frozenset("موكدا موكده زاعما زاعمه مدعيا مدعيه موضحا موضحه مضيفا مضيفه معلنا معلنه قايلا قايله".split())
_CLAIM = 10  # words of a claim within which it goes on
_CLAUSES = Dictionary((form, True) for form in FORMS["clause"])


def _hides_article(words: Sequence[Word], name: Source) -> bool:
    """Whether «لل» stands for «ل» and «ال»: always before «مرصد», before «لجنة» only if an adjective follows."""
    if not words[name.start].text.startswith("لل"):
        return False
    return name.cut == 2 or (name.cut == 1 and name.end - name.start > 1 and words[name.start + 1].text.endswith("يه"))


_SPOKEN = frozenset(("ان", "بان", "انه", "انها", ":", '"'))


class SourceMemory:
    """The sources of a part of a story, in the order of its text. One object reads all sentences of a part."""

    def __init__(self, *, tally: bool = False) -> None:
        """`tally`: the story is a report of somebody's count over time, so that all of it is theirs."""
        self._tally = tally
        self._owner: _Known | None = None
        self._lists = False
        self._reads = 0
        self._named: deque[_Known] = deque(maxlen=_REMEMBERED)
        self._last: _Known | None = None
        self._marks: list[_Mark] = []
        self._carried: _Known | None = None
        self._in_quotes = False
        self._before: deque[Sequence[Word]] = deque(maxlen=8)

    def read(self, words: Sequence[Word], begins: Sequence[int], *, title: bool = False) -> None:
        """Take in the next sentence (one word at least), with figures or without; `begins` are the bits of its words."""
        goes_on = self._in_quotes or self._lists or ranks(words)
        self._carried = self._last if goes_on else None if leads_away(words) else self._owner
        self._marks = []
        self._reads += 1
        if title or head_at(words, 0) is not None:
            self._read_headline(words)
        texts = [word.text for word in words]
        resume = 0
        for index in where(begins, LEADS):
            found = lead_at(words, index) if index >= resume else None
            mark = self._mark(words, found) if found is not None else None
            if mark is not None and self._marks and words[index].text == "نقلا" and index <= self._marks[-1].end + 1:
                mark = self._marks.pop()._replace(source=mark.source, end=mark.end)
            if mark is None:
                continue
            if mark.source is not None or not self._marks:
                self._marks.append(mark)
            resume = mark.end
        named = [mark for mark in self._marks if mark.source is not None]
        if named:
            self._last = next((mark for mark in reversed(named) if mark.ahead), named[-1]).source
            if self._owner is None and self._reads <= _LEAD and (self._tally or reports(words)):
                self._owner = self._last
        self._before.append(words)
        told = bool(named) or self._carried is not None
        self._lists = (words[-1].text == ":" and told) or (self._lists and not named)
        if texts.count('"') % 2:
            self._in_quotes = not self._in_quotes

    def of(self, mention: Mention, words: Sequence[Word], others: Sequence[Mention]) -> Named | None:
        """The source of a count of the sentence last read."""
        at = mention.start
        before = next((mark for mark in reversed(self._marks) if mark.at < at and not mark.hand), None)
        last = max(other.start for other in others)
        after = next(
            (mark for mark in self._marks if mark.at > at and (not mark.ahead or (mark.tail and mark.at > last))), None
        )
        chosen = _nearer(before, after, mention, words)
        known = chosen.source if chosen is not None else self._carried
        return known.named if known is not None else None

    def _read_headline(self, words: Sequence[Word]) -> None:
        """«وزارة الصحة: 12 قتيلا»."""
        name = name_at(words, 0) if head_at(words, 0) is not None or words[0].text == '"' else None
        at = name.end if name is not None else 0
        if name is not None and at < len(words) and words[at].text == '"':
            at += 1
        if name is not None and at < len(words) and words[at].text == ":":
            self._marks.append(_Mark(-1, at, self._known(words, name), ahead=True, opens=True))

    def _mark(self, words: Sequence[Word], found: Found[Lead]) -> _Mark | None:
        match found.value:
            case Lead.ACCORDING:
                return self._according(words, found)
            case Lead.RELATIVE | Lead.ISSUED:
                return self._given_out(words, found)
            case Lead.RELAY:
                return self._relayed(words, found)
            case _:
                return self._said(words, found)

    def _according(self, words: Sequence[Word], found: Found[Lead]) -> _Mark | None:
        at = skip_asides(words, found.end)
        if at < len(words) and words[at].text in ("ما", "لما"):
            at = skip_asides(words, at + 1)
        verb = lead_at(words, at) if at < len(words) else None
        if verb is not None and verb.value is not Lead.ACCORDING and verb.prefix == "":
            at = skip_asides(words, verb.end)
            through = through_relay(words, verb.end) if verb.value is Lead.RELAY else None
            at = through if through is not None else at
        mark = self._naming(words, at, found.start, ahead=False)
        if mark is None and at < len(words):
            mark = self._loose(words, at, found.start)
        return mark

    def _loose(self, words: Sequence[Word], at: int, start: int) -> _Mark | None:
        """A proper name without a head that is closed by a sign: «وفق أكليد،»."""
        if is_document(words[at].text) or author_of(words, at) is not None:
            return None
        name = name_at(words, at, loose=True)
        if name is None or name.end - name.start > 3 or (name.end < len(words) and not words[name.end].is_sign):
            return None
        return _Mark(start, name.end, self._known(words, name), ahead=False, opens=opens(words, start))

    def _given_out(self, words: Sequence[Word], found: Found[Lead]) -> _Mark | None:
        """«في حصيلة أولية أعلنها مكتب الصحة»."""
        ahead = words[max(0, found.start - 4) : found.start]
        if found.start == 0 and found.value is Lead.ISSUED:
            return self._naming(words, found.end, 0, ahead=True)
        whom = words[found.start].text.endswith("هم") and found.start and words[found.start - 1].text == "الذين"
        if not whom and not any(is_document(word.text) for word in ahead):
            return None
        return self._naming(words, skip_asides(words, found.end), found.start, ahead=False)

    def _relayed(self, words: Sequence[Word], found: Found[Lead]) -> _Mark | None:
        """«نقلت رويترز عن مسؤول محلي قوله»: the one whose words they are."""
        at = through_relay(words, found.end)
        if at is not None:
            return self._naming(words, at, found.start, ahead=True)
        mark = self._naming(words, skip_asides(words, found.end), found.start, ahead=True)
        return mark if mark is not None and words[min(mark.end, len(words) - 1)].text in ("ان", "بان") else None

    def _said(self, words: Sequence[Word], found: Found[Lead]) -> _Mark | None:
        start = found.start
        if start and words[start - 1].text in ("لم", "لن", "لا", "ولم", "ولن", "ولا", "التي", "الذي", "ما"):
            return None
        if words[start].text in _IMPERSONAL:
            return _Mark(start, found.end, None, ahead=True)
        if start and words[start - 1].text == "قد":
            return self._unnamed(words, found)
        at = skip_asides(words, found.end)
        if at < len(words) and words[at].text not in THAT:
            strict = found.value is not Lead.SAY
            if found.value is Lead.REGISTER and words[at].text.removeprefix("ال") in _SCENES:
                return None
            mark = self._naming(words, at, start, ahead=True, strict=strict)
            if mark is None and not strict:
                mark = self._person(words, at, start)
            if mark is not None:
                return mark._replace(hand=_speaks_of_its_hand(words, mark.end))
        return self._unnamed(words, found)

    def _person(self, words: Sequence[Word], at: int, start: int) -> _Mark | None:
        """A name without a known head that «إن» follows, or «، وهو مزارع»."""
        name = name_at(words, at, loose=True)
        if name is None or name.end - name.start > 4 or name.end >= len(words):
            return None
        closing = words[name.end].text
        after = words[name.end + 1].text if name.end + 1 < len(words) else ""
        told_more = closing in ("،", "(", ",") and (after in _APPOSED or after[:1].isdigit())
        if not (told_more or closing in _SPOKEN):
            return None
        return _Mark(start, name.end, self._known(words, name), ahead=True)

    def _unnamed(self, words: Sequence[Word], found: Found[Lead]) -> _Mark | None:
        """A verb with its subject ahead of it («لكن الجيش قال») or with none («وأضاف أن»)."""
        verb = found.start
        spoken = any(mark.source is not None for mark in self._marks)
        resumed = found.prefix == "ف"  # «أما المنظمة التي …، فوثقت»
        at = subject_ahead(words, verb, spoken=spoken) if not resumed else 1 if words[0].text == "اما" else None
        if at is not None and not (found.value is Lead.REGISTER and words[at].text.removeprefix("ال") in _SCENES):
            mark = self._naming(words, at, verb, ahead=True, strict=found.value is Lead.REGISTER)
            if mark is not None and (resumed or reaches(words, mark.end, verb)):
                return mark._replace(at=at, end=found.end, tail=False)
        if spoken:
            last = next(mark for mark in reversed(self._marks) if mark.source is not None)
            says_more = last.hand and found.value is Lead.SAY  # «أعلنت مسؤوليتها عن الهجوم وقالت إن»
            return _Mark(verb, found.end, last.source, ahead=True) if says_more else None
        plain = fold_key(words[verb].text[1 if found.prefix else 0 :])
        goes_on = found.value is Lead.SAY or (plain in _RECOUNT and verb <= 1)
        if not goes_on or self._last is None or (not found.joined and verb > 4):
            return None
        return _Mark(verb, found.end, self._last, ahead=True)

    def _naming(self, words: Sequence[Word], at: int, start: int, *, ahead: bool, strict: bool = False) -> _Mark | None:
        """The mark of a name that begins at a word, or behind a document there."""
        if at >= len(words):
            return None
        first = opens(words, start)
        author = author_of(words, at)
        if author is not None:
            given = lead_at(words, author) if author < len(words) else None
            if given is not None and given.value is Lead.RELATIVE:
                author = skip_asides(words, given.end)
            owned = author < len(words) and words[author].text in ("له", "لها", "لهم")
            name = None if owned else name_at(words, author)
            if name is None or (name.start == author and head_at(words, author) is None and not name.cut):
                if owned or (words[at].text.startswith(("ال", "لل")) and not (ahead and is_loose(words[at].text))):
                    return _Mark(start, author if owned else at + 1, self._last, ahead=ahead, opens=first)
                if name is None:
                    return _Mark(start, at + 1, None, ahead=True) if ahead else None
        elif is_document(words[at].text):
            plain = words[at].text.startswith(("ال", "لل")) and not (ahead and is_loose(words[at].text))
            return _Mark(start, at + 1, self._last if plain else None, ahead=True) if plain or ahead else None
        else:
            name = name_at(words, at)
            if name is None or (strict and head_at(words, at) is None):
                vague = ahead and not strict and not words[at].is_sign and is_vague(words[at].text)
                return _Mark(start, at + 1, None, ahead=True) if vague else None
        known = self._resolve(words, name)
        tail = ahead and not words[start].text.startswith("و") and closes(words, name.end)
        return _Mark(start, name.end, known, ahead=ahead, opens=first, tail=tail)

    def _resolve(self, words: Sequence[Word], name: Source) -> _Known | None:
        """The source that a name stands for: «الوزارة» for the ministry named before."""
        word = words[name.start].text[name.cut :]
        stem = word.removeprefix("ال") if word.startswith("ال") else word.removeprefix("ل") if name.cut == 2 else word
        alone = name.end - name.start == 1 or words[name.start + 1].text in ("الاول", "الاولي", "المذكور", "المذكوره")
        definite = word.startswith("ال") or name.cut == 2
        if alone and definite:
            for known in reversed(self._named):
                if stem == known.first:
                    return known
            for known in reversed(self._named):
                if stem in _ANAPHORS and stem in known.stems:
                    return known
            passing = self._in_passing(stem, words, name.start) if stem in _ANAPHORS else None
            if passing is not None:
                return passing
            if stem in _LAST:
                return self._last
        return self._known(words, name)

    def _in_passing(self, stem: str, words: Sequence[Word], end: int) -> _Known | None:
        """A longer name with that first word which was named as something else than a source."""
        for before in (words[:end], *reversed(self._before)):
            for index in range(len(before) - 1, max(-1, len(before) - _LOOKED_BACK), -1):
                name = name_at(before, index) if before[index].text == stem else None
                if name is not None and name.end - name.start > 1:
                    return self._known(before, name)
        return None

    def _known(self, words: Sequence[Word], name: Source) -> _Known:
        texts = [word.text for word in words[name.start : name.end]]
        texts[0] = texts[0][name.cut :]
        known = _Known(
            Named(
                Span(start=words[name.start].start + name.cut, end=words[name.end - 1].end), _hides_article(words, name)
            ),
            texts[0].removeprefix("ال"),
            frozenset(text.removeprefix("ال") for text in texts),
        )
        self._named.append(known)
        return known


def _speaks_of_its_hand(words: Sequence[Word], at: int) -> bool:
    """«نفى الجيش مسؤوليته عن قصف أوقع 30 قتيلا»: who says whether it did it has not counted, unless it goes on: «مؤكدا»."""
    goes_on = any(word.text in _GOING_ON for word in words[at : at + _CLAIM])
    return not goes_on and any(word.text in _HAND for word in words[at : at + 3])


def _nearer(before: _Mark | None, after: _Mark | None, mention: Mention, words: Sequence[Word]) -> _Mark | None:
    """Which of two sources a count between them is of."""
    if before is None or after is None or before.source is None:
        return after or before
    if _parted(words, mention.end, after.at):
        return before
    if _parted(words, before.end, mention.start):
        return after
    return before if before.ahead or before.opens else after


_FARTHEST = 100  # words of an endless sentence that are gone through for each of its counts


def _parted(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether «فيما», «لكن» or the like stands between."""
    start = max(0, start)
    return any(_CLAUSES.at(words, index) is not None for index in range(start, min(end, start + _FARTHEST)))


def attribution_of(
    mention: Mention, words: Sequence[Word], others: Sequence[Mention], sources: SourceMemory
) -> Named | None:
    """The source that the sentence last read by `sources` names for a count."""
    return sources.of(mention, words, others)
