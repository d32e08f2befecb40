"""The dates that a page shows its readers: «نشر في: الإثنين 03 آذار/مارس 2025 - 10:15 ص», «قبل ساعتين».

A line counts as one that tells a date when little else stands on it, or when a label says what the date is of.
«آخر تحديث» is the date of a revision, never of the publication. What is counted back from now needs the time at
which the page was fetched. Years that a line does not tell are not guessed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from pathlib import Path

from crawler.arabic.letters import fold_key
from crawler.pages.when.dates import TO_THE_DAY, TO_THE_MINUTE, Told, read_told
from crawler.pages.when.hijri import weekday_in
from crawler.pages.when.time_of_day import times_in

_LONGEST = 160
_DATE_WORDS = frozenset(Path(__file__).with_name("date_words.txt").read_text(encoding="utf-8").split()) | frozenset(
    "لحظات قليل نصف ربع حوالي نحو تقريبا البارحه اضيف اضيفت التاريخ وقت الخبر ago yesterday today just now".split()
)
_HAPPENED = "حدث"  # «حُدِّث في …» is a date of the page, «حدث في 25 يناير 2011» its subject
_WORD = re.compile(r"[^\W\d_]+")
_END = r"(?![\u0621-\u064aa-z])"
_START = r"(?<![\u0621-\u064aa-z])"
_MODIFIED = re.compile(
    rf"{_START}(?:(?:تاريخ|وقت|تم)\s+)?(?:(?:ا?خر\s+)?(?:ال)?تحديث(?:ه|ها)?|(?:ا?خر|تاريخ)\s+(?:ال)?تعديل|تم\s+تعديله?|محدثه?|حدثت?\s*:"
    rf"|(?:last\s+)?(?:updated?|modified)(?:\s+on)?|mis(?:e)?\s+a\s+jour(?:\s+le)?|maj){_END}"
)
# «نشر بواسطة سالم الكندي في …»: a name may stand between the label and its date.
_BY_SOMEBODY = r"(?:\s+(?:بواسطه|من\s+قبل|by)\s+[^\d:،,|]{2,50}?\s+(?:في|بتاريخ|يوم|on)(?=[\s:،,]))?"
_PUBLISHED = re.compile(
    rf"{_START}(?:(?:(?:تم\s+)?(?:نشره?|نشرها|نشرت|النشر|اضافته?|الاضافه)|اضيفت?|(?:submitted|published|posted)){_BY_SOMEBODY}"
    rf"|(?:تاريخ|وقت)\s+(?:ال)?(?:نشر|اضافه|خبر|مقال|موضوع)|حرر\s+(?:في|بتاريخ)"
    rf"|التاريخ|تاريخ|بتاريخ|(?:first\s+)?(?:published|posted)(?:\s+on)?|publiee?(?:\s+le)?|date){_END}"
)
_BYLINE = re.compile(rf"[\W_]*(?:كتبت?|كتبها|بقلم|بواسطه|اعداد|تحرير|by){_END}")
# Between a label and its date: «نشر في: يوم …».
_BEFORE_DATE = re.compile(r"[\s:،,|/-]*(?:(?:في|يوم|بتاريخ|on|le|الساعه)[\s:،,|-]*)*")
_BAR = re.compile(r"\s*[|•·●]\s*")  # between the parts of a line about the story
_DASH = re.compile(r"\s+[-/]\s+|\s*[،,:()]\s*|\s+-|-\s+")  # as that, but in captions and sentences as well
_MOST_STRANGE_WORDS = 5
_ONLY_TIME = re.compile(r"[\W_]*(?:الساعه\s*:?\s*)?\x01+[\W_]*")

_UNITS = {
    "ثانيه": 1, "ثواني": 1, "ثوان": 1, "دقيقه": 60, "دقايق": 60, "ساعه": 3600, "ساعات": 3600, "يوم": 86400,
    "يوما": 86400, "ايام": 86400, "second": 1, "sec": 1, "minute": 60, "min": 60, "hour": 3600, "hr": 3600,
    "day": 86400,
}  # fmt: skip
_PAIRS = {"ثانيتين": 1, "دقيقتين": 60, "ساعتين": 3600, "يومين": 86400}
_NUMBERS = {
    "واحد": 1, "واحده": 1, "ثلاث": 3, "ثلاثه": 3, "اربع": 4, "اربعه": 4, "خمس": 5, "خمسه": 5, "ست": 6, "سته": 6,
    "سبع": 7, "سبعه": 7, "ثماني": 8, "ثمان": 8, "ثمانيه": 8, "تسع": 9, "تسعه": 9, "عشر": 10,
    "عشره": 10, "an": 1, "a": 1,
}  # fmt: skip
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_AMOUNT = (
    rf"(?:(?:(?P<number>\d{{1,3}}|{'|'.join(_NUMBERS)})\s*)?(?P<unit>{_UNIT})s?"
    rf"(?:\s+(?:واحده?|تقريبا))?|(?P<pair>{'|'.join(_PAIRS)}))"
)
_AND = r"(?:\s*و\s*(?P<more>\d{1,2})\s*(?P<smaller>دقيقه|دقايق))?"
_RELATIVE_WORDS = frozenset((*_UNITS, *_PAIRS, *_NUMBERS, *(f"{unit}s" for unit in _UNITS if unit.isascii())))
_AGO = (
    re.compile(rf"{_START}(?:قبل|منذ|مضت?)\s+(?:حوالي\s+|نحو\s+)?{_AMOUNT}{_AND}{_END}"),
    re.compile(rf"{_START}{_AMOUNT}{_AND}\s+(?:مضت|مضي|ago){_END}"),
)
_MOMENTS_AGO = re.compile(rf"{_START}(?:الان|(?:قبل|منذ)\s+(?:لحظات|قليل|ثوان|ثواني)|just\s+now){_END}")
_HALF_AGO = re.compile(rf"{_START}(?:قبل|منذ)\s+(?:(?P<half>نصف)|(?P<quarter>ربع))\s+ساعه{_END}")
_NAMED_DAYS = (
    (re.compile(rf"{_START}(?:اول\s+امس|اول\s+من\s+امس|امس\s+الاول){_END}"), 2),
    (re.compile(rf"{_START}(?:ال)?(?:امس|بارحه)|{_START}yesterday{_END}"), 1),
    (re.compile(rf"{_START}(?:اليوم|today){_END}"), 0),
)
_BARE_DAY = re.compile(r"[\W_]*(?:ال(?:يوم|ان|بارحه)|(?:اول\s+)?امس|today|yesterday)[\W_]*")
_MOST_DAYS = 31
# What any date on a line needs: a year, or a word that counts back from now. Nearly all lines have neither.
_MAY_TELL = re.compile(
    r"(?<!\d)(?:199|20\d|14\d)\d(?!\d)|(?:منذ|قبل|مضت|مضي|امس|اليوم|الان|البارحه|ago|yesterday|today|now)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDate:
    """A date on a line that readers see; `labelled` where words say what it is the date of."""

    told: Told
    modified: bool = False
    labelled: bool = False


def shown_dates(lines: Iterable[str], zone: tzinfo, fetched_at: datetime | None) -> list[ShownDate]:
    """The dates that the lines about a story tell, in their order."""
    return [found for line in _joined(lines) for found in _in_line(line, zone, fetched_at)]


def relative_date(text: str, zone: tzinfo, fetched_at: datetime | None) -> Told | None:
    """The date of «قبل ساعتين» or «أمس 14:20», counted from the time of the fetch and as coarse as it is told.

    Hours are cut to the hour. Days are days of the outlet's calendar; weeks and months are too coarse for a date.
    """
    if fetched_at is None:
        return None
    folded = fold_key(text)
    return _ago(folded, zone, fetched_at) or _named_day(folded, zone, fetched_at)


def says_only_when(text: str) -> bool:
    """Whether a text has no words but those of dates, times and their labels: «17 سبتمبر، 2024», «منذ ساعتين»."""
    folded = fold_key(text)
    return any(map(str.isalnum, folded)) and not _strange_words(folded)


def _joined(lines: Iterable[str]) -> Iterator[str]:
    """The folded lines, a label alone or a date without its time put before the line that completes it."""
    waiting = ""
    for line in lines:
        folded = fold_key(line)
        if not folded or len(folded) > _LONGEST:
            yield from filter(None, (waiting,))
            waiting = ""
            continue
        if waiting and (_is_bare_label(waiting) or _is_only_time(folded)):
            waiting = f"{waiting} {folded}"
            continue
        yield from filter(None, (waiting,))
        waiting = folded
    yield from filter(None, (waiting,))


def _is_bare_label(folded: str) -> bool:
    bare = folded.strip(" |-•")
    for pattern in (_MODIFIED, _PUBLISHED):
        match = pattern.match(bare)
        if match is not None and _BEFORE_DATE.fullmatch(bare, match.end()):
            return True
    return False


def _is_only_time(folded: str) -> bool:
    return bool(_ONLY_TIME.fullmatch(_without_times(folded)))


def _without_times(folded: str) -> str:
    for told in times_in(folded):
        folded = folded[: told.start] + "\x01" * (told.end - told.start) + folded[told.end :]
    return folded


def _in_line(folded: str, zone: tzinfo, fetched_at: datetime | None) -> Iterator[ShownDate]:
    if not _MAY_TELL.search(folded):
        return
    pieces = list(_pieces(folded))
    previous: Told | None = None
    for index, (label, piece) in enumerate(pieces):
        told = read_told(piece, zone, day_first=True) or relative_date(piece, zone, fetched_at)
        if told is None and previous is not None and label is _MODIFIED and times_in(piece):
            told = read_told(f"{previous.day.isoformat()} {piece}", zone)  # «نشر 3 مارس 2025 10:15، تحديث 12:30»
        if told is None or not (_is_said_of_dates(piece) if label else _is_about_the_story(piece, folded, told)):
            continue
        modified = label is _MODIFIED
        if label is None and told.precision >= TO_THE_DAY and index + 1 < len(pieces):
            # «الأربعاء، 28 آب 2013، آخر تحديث 14:00»: the day, too, is the update's.
            following, rest = pieces[index + 1]
            if following is _MODIFIED and read_told(rest, zone, day_first=True) is None:
                told = read_told(f"{told.day.isoformat()} {rest}", zone) or told
                yield ShownDate(told=told, modified=True, labelled=True)
                return
        yield ShownDate(told=told, modified=modified, labelled=label is not None)
        previous = told


def _pieces(folded: str) -> Iterator[tuple[re.Pattern[str] | None, str]]:
    """The line cut at its labels, each piece with the pattern of the label before it."""
    labels = sorted(
        (
            (match.start(), match.end(), pattern)
            for pattern in (_MODIFIED, _PUBLISHED)
            for match in pattern.finditer(folded)
        ),
        key=lambda label: label[:2],
    )
    start, before = 0, None
    for opening, end, pattern in labels:
        # «تاريخ» of «تاريخ التحديث»; and a word within a sentence is no label.
        if opening < start or _strange_words(folded[start:opening]) > _MOST_STRANGE_WORDS:
            continue
        yield before, folded[start:opening]
        start, before = end, pattern
    yield before, folded[start:]


def _strange_words(text: str) -> int:
    words = _WORD.findall(text)
    return sum((word not in _DATE_WORDS and word not in _RELATIVE_WORDS) or word == _HAPPENED for word in words)


def _is_said_of_dates(piece: str) -> bool:
    """Whether a date follows its label, and not a sentence that happens to open with such a word."""
    return _strange_words(piece) <= 3 and _strange_words(piece[:30]) <= 1


def _is_about_the_story(piece: str, line: str, told: Told) -> bool:
    """Whether a line without a label says when the story appeared, not what happened on that day."""
    strange = _strange_words(piece)
    if not strange:
        return _BARE_DAY.fullmatch(piece) is None  # «اليوم» alone is the name of a menu or of a paper
    if strange > _MOST_STRANGE_WORDS or not any(character.isdigit() for character in piece):
        return False
    if _BYLINE.match(line) or any(_is_a_date(part) for part in _BAR.split(piece) if part != piece):
        return True
    exact = told.precision < TO_THE_DAY or weekday_in(piece) is not None
    return exact and any(_is_a_date(part) for part in _DASH.split(piece) if part != piece)


def _is_a_date(part: str) -> bool:
    return len(re.findall(r"\d+", part)) >= 2 and not _strange_words(part)


def _ago(folded: str, zone: tzinfo, fetched_at: datetime) -> Told | None:
    if _MOMENTS_AGO.search(folded):
        return _counted(fetched_at, TO_THE_MINUTE, zone)
    part = _HALF_AGO.search(folded)
    if part is not None:
        return _counted(fetched_at - timedelta(minutes=30 if part["half"] else 15), TO_THE_MINUTE, zone)
    match = next(filter(None, (pattern.search(folded) for pattern in _AGO)), None)
    if match is None:
        return None
    if match["pair"]:
        seconds, count = _PAIRS[match["pair"]], 2
    else:
        number = match["number"] or "1"
        seconds, count = _UNITS[match["unit"]], _NUMBERS.get(number) or int(number)
    if seconds == 86400:
        return _days_ago(count, zone, fetched_at) if count <= _MOST_DAYS else None
    ago = timedelta(seconds=seconds * count) + timedelta(minutes=int(match["more"] or 0))
    coarse = seconds == 3600 and not match["more"]
    return _counted(fetched_at - ago, timedelta(hours=1) if coarse else TO_THE_MINUTE, zone)


def _counted(moment: datetime, precision: timedelta, zone: tzinfo) -> Told:
    """A moment cut to its hour or minute. It needs no zone to be known, so it counts as told in UTC."""
    cut = moment.astimezone(UTC).replace(second=0, microsecond=0)
    cut = cut.replace(minute=0) if precision > TO_THE_MINUTE else cut
    return Told(moment=cut, day=cut.astimezone(zone).date(), precision=precision, offset=timedelta())


def _days_ago(count: int, zone: tzinfo, fetched_at: datetime) -> Told:
    """Whole days are counted by the clock by some and by the calendar by others: a day more or less."""
    day = fetched_at.astimezone(zone).date() - timedelta(days=count)
    midnight = datetime.combine(day, time(), tzinfo=zone)
    return Told(moment=midnight.astimezone(UTC), day=day, precision=2 * TO_THE_DAY)


def _named_day(folded: str, zone: tzinfo, fetched_at: datetime) -> Told | None:
    for pattern, back in _NAMED_DAYS:
        if pattern.search(folded):
            day = fetched_at.astimezone(zone).date() - timedelta(days=back)
            return read_told(f"{day.isoformat()} {pattern.sub(' ', folded)}", zone)
    return None
