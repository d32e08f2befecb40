"""Numbers that count no people by where they stand: ages, dates, shares, hours, names of roads and brigades."""

from collections.abc import Sequence

from crawler.arabic.numbers import Number
from crawler.arabic.words import Word, clitics
from crawler.facts.casualty.groups import noun_at
from crawler.facts.casualty.wording import MONTHS, NUMBERED, PERCENT

_YEAR = range(1900, 2036)


def is_no_count(words: Sequence[Word], number: Number) -> bool:
    """Whether a number is an age, a date, a share, an hour or a name's part."""
    before = words[number.start - 1].text if number.start else ""
    after = words[number.end].text if number.end < len(words) else ""
    if before == "#":
        return True  # a sign written as its code
    if after in MONTHS or after in PERCENT or after in ("/", ":") or (before in ("/", ":") and number.value < 2101):
        return before != ":" or after in ("/", ":", *PERCENT, *MONTHS)
    if any(rest in NUMBERED for prefix, rest in clitics(before) if before and prefix in ("", "و", "ل", "ب", "ال")):
        return not noun_at(words, number.end)
    if before in MONTHS and number.value in _YEAR:
        return True
    if after == "-" and number.end + 1 < len(words) and words[number.end + 1].is_number:
        return number.value in _YEAR or not _dashed_people(words, number.end + 2)
    if before == "-" and number.start > 1 and not words[number.start - 2].is_sign:
        return not noun_at(words, number.end) and words[number.start - 1].start == words[number.start - 2].end
    return is_plain_year(words, number) and before != "الي"


def is_plain_year(words: Sequence[Word], number: Number) -> bool:
    written = words[number.end - 1].text
    return number.value in _YEAR and written.isdigit() and len(written) == 4 and not noun_at(words, number.end)


def _dashed_people(words: Sequence[Word], index: int) -> bool:
    return index < len(words) and noun_at(words, index) is not None
