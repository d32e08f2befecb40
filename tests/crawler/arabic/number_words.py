"""Arabic number words for 0–999,999 in all their forms, by the rules of grammar alone, to prove the reader with.

    python -m tests.crawler.arabic.number_words [--sample 20000]

prints for every form how many numbers it can write and how many of them are read back. Nothing here knows the reader's
tables: a form is written from the grammar (polarity of 3–10, the accusative after 11–99, the dual, the construct) and
from the spellings that newspapers use (مئة and مائة, with and without hamza, tanwin, vowel signs and kashida).
"""

import argparse
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache, partial, reduce
from math import gcd

from crawler.arabic.letters import fold
from crawler.arabic.numbers import numbers_of
from crawler.arabic.words import words_of

LARGEST = 999_999
EXHAUSTIVE = 10_000  # below it every number is read


class Case(Enum):
    """Nominative, or the one form of accusative and genitive."""

    NOMINATIVE = "nominative"
    OBLIQUE = "oblique"


class Hundreds(Enum):
    """How 300–900 are put together."""

    ONE_WORD = "one word"
    TWO_WORDS = "two words"
    LOOSE = "ثلاثة مئة"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """One way to write. `feminine` is the gender of what is counted."""

    feminine: bool = False
    case: Case = Case.NOMINATIVE
    hundred: str = "مئة"
    hundreds: Hundreds = Hundreds.ONE_WORD
    tanwin: str = "ا"  # of «ألفا», as newspapers write it: ا, ًا, اً or nothing
    eight: str = "ثماني"  # without ta: also ثمان, and ثمانيا before a ten
    eight_hundred: str = "ثمان"  # in one word, also ثماني
    one: tuple[str, str] = ("واحد", "إحدى")  # before a ten
    apart: bool = False  # «مئة ألف وألفان» for «مئة واثنان ألف»
    construct: bool = False  # the last dual loses its nun: «ألفا جندي»

    @property
    def oblique(self) -> bool:
        """Whether duals and tens end in -in."""
        return self.case is Case.OBLIQUE


# Digit → (with ta: for masculine things, without ta: for feminine things).
_POLAR = {
    3: ("ثلاثة", "ثلاث"),
    4: ("أربعة", "أربع"),
    5: ("خمسة", "خمس"),
    6: ("ستة", "ست"),
    7: ("سبعة", "سبع"),
    8: ("ثمانية", "ثماني"),
    9: ("تسعة", "تسع"),
    10: ("عشرة", "عشر"),
}
_TENS = {2: "عشر", 3: "ثلاث", 4: "أربع", 5: "خمس", 6: "ست", 7: "سبع", 8: "ثمان", 9: "تسع"}
_TWO = {
    (False, Case.NOMINATIVE): "اثنان",
    (False, Case.OBLIQUE): "اثنين",
    (True, Case.NOMINATIVE): "اثنتان",
    (True, Case.OBLIQUE): "اثنتين",
}


def in_words(number: int, style: Style) -> str:
    """The number in words, the larger part first. Raises ValueError outside 0–999,999."""
    if not 0 <= number <= LARGEST:
        raise ValueError(f"{number} is outside 0–{LARGEST}")
    if number == 0:
        return "صفر"  # also a month: the reader leaves it, see test_zero_in_words_is_no_number
    thousands, rest = divmod(number, 1000)
    last = replace(style, construct=False) if rest and style.construct else style
    before = _thousands(thousands, last) if thousands else ()
    return " و".join((*before, *(_below_thousand(rest, style) if rest else ())))


def _dual(stem: str, style: Style, *, construct: bool) -> str:
    ending = "ي" if style.oblique else "ا"
    return stem + ending + ("" if construct else "ن")


def _unit(digit: int, style: Style) -> str:
    if digit == 1:
        return "واحدة" if style.feminine else "واحد"
    if digit == 2:
        return _TWO[style.feminine, style.case]
    if digit == 8 and style.feminine:
        return style.eight
    return _POLAR[digit][style.feminine]


def _below_hundred(number: int, style: Style) -> str:
    if number <= 10:
        return _unit(number, style)
    ten, digit = divmod(number, 10)
    if ten == 1:
        return _teen(digit, style)
    tens = _TENS[ten] + ("ين" if style.oblique else "ون")
    if not digit:
        return tens
    if digit == 1:
        one = style.one[style.feminine]
        return (one + "ا" if style.oblique and one == "واحد" else one) + " و" + tens
    return _unit(digit, style) + " و" + tens


def _teen(digit: int, style: Style) -> str:
    ten = "عشرة" if style.feminine else "عشر"
    if digit == 1:
        return ("إحدى " if style.feminine else "أحد ") + ten
    if digit == 2:
        return _TWO[style.feminine, style.case][:-1] + " " + ten
    eight = "ثماني" if style.eight == "ثمانيا" else style.eight
    return _unit(digit, replace(style, eight=eight)) + " " + ten


def _hundreds(digit: int, style: Style, *, construct: bool) -> str:
    if digit == 1:
        return style.hundred
    if digit == 2:
        return _dual(style.hundred[:-1] + "ت", style, construct=construct)
    if style.hundreds is Hundreds.LOOSE:
        return _POLAR[digit][0] + " " + style.hundred
    unit = _POLAR[digit][1]
    if digit == 8 and style.hundreds is Hundreds.ONE_WORD:
        unit = style.eight_hundred
    return unit + (" " if style.hundreds is Hundreds.TWO_WORDS else "") + style.hundred


@lru_cache(maxsize=100_000)
def _below_thousand(number: int, style: Style) -> tuple[str, ...]:
    hundreds, rest = divmod(number, 100)
    construct = style.construct and not rest
    before = (_hundreds(hundreds, style, construct=construct),) if hundreds else ()
    return (*before, _below_hundred(rest, style)) if rest else before


def thousand_for(count: int, style: Style) -> str:
    """«ألف», «آلاف» or «ألفا», as the last two digits of its count ask."""
    last = count % 100
    if 3 <= last <= 10:
        return "آلاف"
    return "ألف" + style.tanwin if last > 10 else "ألف"


@lru_cache(maxsize=100_000)
def _thousands(count: int, style: Style) -> tuple[str, ...]:
    # A thousand is masculine whatever is counted.
    masculine = replace(style, feminine=False, eight="ثماني", one=("واحد", "إحدى"))
    if count == 1:
        return ("ألف",)
    if count == 2:
        return (_dual("ألف", style, construct=style.construct),)
    last = count % 100
    if count > 100 and last and style.apart:
        return (*_thousands(count - last, replace(style, construct=False)), *_thousands(last, style))
    *before, tail = _below_thousand(count, replace(masculine, construct=True))
    return (*before, f"{tail} {thousand_for(count, style)}")


def counted_thing(number: int) -> str:
    """«أشخاص», «شخصا» or «شخص», as the last two digits ask."""
    last = number % 100
    if 3 <= last <= 10:
        return "أشخاص"
    return "شخصا" if last > 10 else "شخص"


# Spellings ----------------------------------------------------------------------------------------------------------

_SCRIPTS = {
    "Latin digits": "0123456789",
    "Arabic digits": "٠١٢٣٤٥٦٧٨٩",
    "Persian digits": "۰۱۲۳۴۵۶۷۸۹",
}
_SIGNS = {
    "no sign": "",
    "comma": ",",
    "full stop": ".",
    "space": " ",
    "no-break space": "\u00a0",
    "narrow space": "\u202f",
    "Arabic thousands sign": "٬",
    "Arabic comma": "،",
}
_MARKS = "\u064e\u064f\u0650\u0652\u0651\u064b"
# No «ك»: «كمئة» is written as «كمية» (an amount), and «كأحد الضحايا» counts nobody.
_PARTICLES = ("و", "ف", "ب", "ل", "وب", "ول")
# Letters that do not join to the left take no kashida.
_UNJOINED = frozenset("اأإآدذرزوؤءةى ")


def _with_marks(text: str) -> str:
    return "".join(letter + (_MARKS[index % len(_MARKS)] if letter != " " else "") for index, letter in enumerate(text))


def _with_kashida(text: str) -> str:
    pairs = zip(text, text[1:] + " ", strict=True)
    return "".join(letter + ("ـ" if letter not in _UNJOINED and after != " " else "") for letter, after in pairs)


def _without_hamza(text: str) -> str:
    return reduce(lambda spelled, pair: spelled.replace(*pair), (("أ", "ا"), ("إ", "ا"), ("آ", "ا")), text)


def _careless(text: str) -> str:
    return _without_hamza(text).replace("ة", "ه").replace("ى", "ي")


def _in_digits(number: int, script: str, sign: str) -> str:
    return f"{number:,}".replace(",", sign).translate(str.maketrans("0123456789", script))


Form = Callable[[int], str | None]


def _words(number: int, *, style: Style, spell: Callable[[str], str] = str) -> str | None:
    return spell(in_words(number, style)) if number else None


def _differently(number: int, *, style: Style, spell: Callable[[str], str] = str) -> str | None:
    """The words, where they are others than in the usual style of their gender and case."""
    usual = in_words(number, Style(feminine=style.feminine, case=style.case))
    text = spell(in_words(number, style))
    return text if number and text != usual else None


def _definite(number: int) -> str | None:
    """«الخمسة والعشرون», «الثلاثة عشر», «المئة»: the article on every part that «و» joins."""
    if not number:
        return None
    return "ال" + in_words(number, Style()).replace(" و", " وال")


def _glued(number: int) -> str | None:
    return _PARTICLES[number % len(_PARTICLES)] + in_words(number, Style(case=Case.OBLIQUE)) if number else None


def _in_construct(number: int, *, case: Case) -> str | None:
    """«ألفا جندي», «ألف ومئتي شخص»: a dual that ends the number, before what is counted."""
    if number % 1000 != 200 and (number % 1000 or number // 1000 % 100 != 2):
        return None
    return in_words(number, Style(case=case, construct=True, apart=True)) + (" جندي" if number % 3 else " شخص")


def _mixed(number: int, *, script: str, style: Style, words: bool = False, joint: str = " و") -> str | None:
    """«12 ألفا و603», «3 آلاف و700», «12 ألفا وستمئة وثلاثة»; one and two thousand have words alone."""
    thousands, rest = divmod(number, 1000)
    if not thousands or (words and not rest):
        return None
    few = {1: "ألف", 2: _dual("ألف", style, construct=False)}
    said = few.get(thousands) or f"{_in_digits(thousands, script, '')} {thousand_for(thousands, style)}"
    if not rest:
        return said if thousands > 2 else None
    return said + (" و" + in_words(rest, style) if words else joint + _in_digits(rest, script, ""))


def _grouped(number: int, *, script: str, sign: str) -> str | None:
    return _in_digits(number, script, sign) if number >= 1000 or not sign else None


def _forms() -> Iterator[tuple[str, Form]]:
    for feminine in (False, True):
        for case in Case:
            for hundred in ("مئة", "مائة"):
                for hundreds in (Hundreds.ONE_WORD, Hundreds.TWO_WORDS):
                    style = Style(feminine=feminine, case=case, hundred=hundred, hundreds=hundreds)
                    gender = "feminine" if feminine else "masculine"
                    yield f"{gender}, {case.value}, {hundred}, {hundreds.value}", partial(_words, style=style)
    for case in Case:
        yield from _variants(case)
        yield f"construct, {case.value}", partial(_in_construct, case=case)
    yield "with the article", _definite
    yield "behind a glued particle", _glued
    for name, script in _SCRIPTS.items():
        yield f"{name} with ألف and و", partial(_mixed, script=script, style=Style())
        yield (
            f"{name} with ألف, oblique, then words",
            partial(_mixed, script=script, style=Style(case=Case.OBLIQUE, tanwin=""), words=True),
        )
        yield f"{name} with ألف and a free و", partial(_mixed, script=script, style=Style(tanwin="ًا"), joint=" و ")
        for sign_name, sign in _SIGNS.items():
            yield f"{name}, {sign_name}", partial(_grouped, script=script, sign=sign)


def _variants(case: Case) -> Iterator[tuple[str, Form]]:
    usual, feminine = Style(case=case), Style(case=case, feminine=True)
    for name, style in {
        "ثلاثة مئة": replace(usual, hundreds=Hundreds.LOOSE),
        "ثمانيمئة": replace(usual, eight_hundred="ثماني"),
        "ثمان": replace(feminine, eight="ثمان"),
        "ثمانيا": replace(feminine, eight="ثمانيا"),
        "أحد وعشرون": replace(usual, one=("أحد", "إحدى")),
        "واحدة وعشرون": replace(feminine, one=("واحد", "واحدة")),
        "ألف without tanwin": replace(usual, tanwin=""),
        "ألفًا": replace(usual, tanwin="ًا"),
        "ألفاً": replace(usual, tanwin="اً"),
        "مئة ألف وألفان": replace(usual, apart=True),
    }.items():
        yield f"{name}, {case.value}", partial(_differently, style=style)
    for name, style, spell in (
        ("without hamza", usual, _without_hamza),
        ("مائه, احدي: careless endings", replace(feminine, hundred="مائة"), _careless),
        ("with vowel signs", usual, _with_marks),
        ("with kashida", replace(usual, hundred="مائة"), _with_kashida),
        ("a free و", usual, lambda text: text.replace(" و", " و ")),
    ):
        yield f"{name}, {case.value}", partial(_differently, style=style, spell=spell)


FORMS: Mapping[str, Form] = dict(_forms())
# Gender, case and spelling of the hundreds: what the grammar varies in every number.
GRAMMATICAL = tuple(name for name in FORMS if name.startswith(("masculine", "feminine")))


def read_back(text: str) -> tuple[int, ...]:
    """The values that the reader finds, made negative where one is vague or leaves words of the number unread."""
    words = words_of(fold(text).text)
    end = len(words) - (words[-1].text in ("جندي", "شخص"))
    return tuple(
        number.value if not number.vague and (number.start, number.end) == (0, end) else -number.value
        for number in numbers_of(words)
    )


def spread(count: int) -> list[int]:
    """That many numbers above the exhaustive part, evenly over the rest and with all endings."""
    rest = LARGEST + 1 - EXHAUSTIVE
    # A step near the golden section that has no factor in common with the rest visits it evenly and never twice.
    step = next(step for step in range(int(rest * 0.618), rest) if gcd(step, rest) == 1)
    return [EXHAUSTIVE + index * step % rest for index in range(count)]


def main() -> None:
    """Reads every form back and prints the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.crawler.arabic.number_words", description=__doc__)
    parser.add_argument("--sample", type=int, default=20_000, metavar="N", help="numbers above 9,999 (default 20000)")
    numbers = [*range(EXHAUSTIVE), *spread(parser.parse_args().sample)]
    begin = time.perf_counter()
    totals = [0, 0]
    print(f"{'form':50} {'read':>7} {'of':>7}   first that is not read")
    for name, form in FORMS.items():
        written = [(number, text) for number in numbers if (text := form(number)) is not None]
        wrong = [(number, text) for number, text in written if read_back(text) != (number,)]
        totals = [totals[0] + len(written) - len(wrong), totals[1] + len(written)]
        first = f"{wrong[0][0]} {wrong[0][1]} → {read_back(wrong[0][1])}" if wrong else ""
        print(f"{name:50} {len(written) - len(wrong):7} {len(written):7}   {first}")
    print(f"{'all':50} {totals[0]:7} {totals[1]:7}   {time.perf_counter() - begin:.0f} s")


if __name__ == "__main__":
    main()
