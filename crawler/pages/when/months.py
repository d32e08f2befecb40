"""The names of months that outlets write, turned into one form for `dates` and `hijri` to read.

Arabic names are in `arabic.months`; a CMS that runs under a French or Turkish locale puts its own
names into a pubDate. Folded spelling (see `letters.fold_key`), Latin names without accents.
"""

import re
import unicodedata

from crawler.arabic.months import GREGORIAN, HIJRI

ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# English, French, Turkish. «mar.» is also Tuesday in French: see the order of the patterns in `dates`.
_LATIN = (
    ("january", "jan", "janvier", "janv", "ocak", "oca"),
    ("february", "feb", "fevrier", "fevr", "fev", "subat", "sub"),
    ("march", "mar", "mars", "mart"),
    ("april", "apr", "avril", "avr", "nisan", "nis"),
    ("may", "mai", "mayis"),
    ("june", "jun", "juin", "haziran", "haz"),
    ("july", "jul", "juillet", "juil", "temmuz", "tem"),
    ("august", "aug", "aout", "agustos", "agu"),
    ("september", "sept", "sep", "septembre", "eylul", "eyl"),
    ("october", "oct", "octobre", "ekim", "eki"),
    ("november", "nov", "novembre", "kasim", "kas"),
    ("december", "dec", "decembre", "aralik", "ara"),
)


def _numbers(rows: tuple[tuple[str, ...], ...]) -> dict[str, int]:
    return {name: number for number, names in enumerate(rows, 1) for name in names}


def _any_of(names: dict[str, int]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


HIJRI_NUMBER = _numbers(HIJRI)
HIJRI_NAME = _any_of(HIJRI_NUMBER)
_NUMBER = _numbers(GREGORIAN) | _numbers(_LATIN)
_NAME = re.compile(
    rf"(?<![\u0621-\u064a])(?:{_any_of(_numbers(GREGORIAN))})(?![\u0621-\u064a])|(?<![a-z])(?:{_any_of(_numbers(_LATIN))})(?![a-z])\.?"
)
# «15 ك1 2023», «تشرين2»: the two of a name by their numbers; only between a day and a year.
_NUMBERED = re.compile(r"(?<=[\d\s,،/.-])(كانون|ك|تشرين|ت)\s?([12])(?=[\s,،/.-]+\d{4}(?!\d))")
_OF_TWO = {"كانون": ("dec", "jan"), "ك": ("dec", "jan"), "تشرين": ("oct", "nov"), "ت": ("oct", "nov")}
_PAIR = re.compile(rf"\b({'|'.join(ENGLISH)})(?:\s*[/-]\s*|\s+|\s*\(\s*)\1\b\s*\)?")  # أيار/مايو, أيار (مايو)
_ACCENTS = re.compile("[\u0300-\u036f]")


def with_english_months(text: str) -> str:
    """Folded text with each Gregorian month as its three English letters, and a pair of names as one.

    >>> with_english_months("24 نيسان / ابريل 2020")
    '24 apr 2020'
    """
    text = _NUMBERED.sub(lambda match: _OF_TWO[match.group(1)][int(match.group(2)) - 1], text)
    return _PAIR.sub(r"\1", _NAME.sub(lambda match: ENGLISH[_NUMBER[match.group().rstrip(".")] - 1], text))


def without_accents(text: str) -> str:
    """Latin letters bare and small: «Févr.» as «fevr.», «Kasım» as «kasim»."""
    if text.isascii():
        return text.lower()
    return _ACCENTS.sub("", unicodedata.normalize("NFD", text.lower().replace("ı", "i")))
