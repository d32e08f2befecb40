"""When a dealing takes place: the words of time in its clause, resolved against the day of publication.

What happened is dated by times that have passed, as casualties are; what is announced by those to come: «الأحد المقبل»,
«غدا», «منتصف أكتوبر», and a weekday behind the verb («يزور القاهرة الأحد»). No words, no date.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from crawler.arabic.words import Word
from crawler.facts.act import ActStatus
from crawler.facts.diplomatic.scene import Scene
from crawler.facts.diplomatic.triggers import Trigger
from crawler.facts.diplomatic.words import word_set
from crawler.facts.figure import Period
from crawler.facts.times import HEAD, SORT_OF, Said, day, month, said_at, span, times_of, unit_of

_RELATIVE = word_set("relative")
_TO_COME = word_set("to come")
_AS_OF = word_set("as of")
_PARTS_OF_A_DAY = frozenset({"يوم", "صباح", "مساء", "فجر", "ظهر"})
_BEFORE_COST = 4  # words that a time ahead of its verb counts farther than one behind
_REACH = 40  # words between a verb and its time
_AFTER_TOMORROW = "بعد"


def period_of(scene: Scene, trigger: Trigger, status: ActStatus, published: date | None) -> Period | None:
    """The day or days of a dealing; `published` is the day of publication, None where it is not known."""
    words = scene.line.words
    begin, end = scene.left_end(trigger.start), scene.right_end(trigger.end, soft=False)
    if status is ActStatus.HAPPENED:
        sorts = [SORT_OF[word.text] for word in words]
        told = [
            (time.start, time.end, time.period)
            for time in times_of(words, sorts, published)
            if time.period is not None and not (time.aside or time.held or time.window)
            if not _holds_from(words, time.start, time.end)
        ]
    else:
        told = list(_coming(words, trigger, published))
    best: tuple[int, Period | None] = (_REACH, None)
    for start, stop, period in told:
        if start >= trigger.end:
            between = words[trigger.end : start]
            cost = start - trigger.end
        else:
            between = words[stop : trigger.start]
            cost = trigger.start - stop + _BEFORE_COST
        outside = not begin <= start < end
        if outside or (any(word.text in _RELATIVE for word in between)):
            cost += _REACH if status is ActStatus.HAPPENED else 0
        if cost < best[0]:
            best = cost, period
    return best[1]


def _holds_from(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether a weekday or month is that from which something holds («أعلنت استئناف عملها اعتبارا من الأحد»): such a day
    is mostly still to come, so that the last one of its name is not when it happened. A date with a number says itself."""
    if any(letter.isdigit() for word in words[start:end] for letter in word.text):
        return False
    while start > 0 and words[start - 1].text in _PARTS_OF_A_DAY:
        start -= 1
    return start > 1 and words[start - 1].text == "من" and words[start - 2].text in _AS_OF


def _coming(words: Sequence[Word], trigger: Trigger, published: date | None) -> Iterator[tuple[int, int, Period]]:
    """The times to come of a line."""
    last: Said | None = None
    index = 0
    while index < len(words):
        word = words[index]
        if word.text in _TO_COME and published is not None:
            after = 1 + (index > 0 and words[index - 1].text == _AFTER_TOMORROW)
            yield index, index + 1, day(published + timedelta(days=after))
        said = said_at(words, index, last) if SORT_OF[word.text] & HEAD else None
        if said is None:
            index += 1
            continue
        index, last = max(said.end, index + 1), said
        behind = said.start >= trigger.end
        period = coming(said, published) if said.next or said.is_date or (behind and said.is_day) else None
        if period is not None:
            yield said.start, said.end, period


def coming(said: Said, published: date | None) -> Period | None:
    """The first time from publication on that an expression may mean; None where it has passed or cannot be told."""
    try:
        period = _coming_period(said._replace(which=None if said.next else said.which), said.next, published)
    except (ValueError, OverflowError):  # 31 April, or a year out of the calendar
        return None
    if period is None or (published is not None and period.end < published):
        return None
    return period


def _coming_period(said: Said, is_next: bool, published: date | None) -> Period | None:
    if said.hijri or said.year is not None or published is None:
        return said.resolve(published)
    if said.month is not None:
        for year in (published.year, published.year + 1):
            whole = month(year, said.month)
            period = whole if said.day is None else _days(said, whole)
            if period.end >= published:
                return period
        return None
    if said.weekday is not None:
        ahead = (said.weekday - published.weekday()) % 7
        return day(published + timedelta(days=ahead or (7 if is_next else 0)))
    if said.unit is not None:
        whole = unit_of(published, said.unit, 1 if is_next else 0)
        return _days(said, whole) if said.unit == "month" and said.day is not None else whole
    return said.resolve(published)


def _days(said: Said, whole: Period) -> Period:
    assert said.day is not None
    first = whole.start.replace(day=said.day)
    return day(first) if said.until_day is None else span(first, whole.start.replace(day=said.until_day))
