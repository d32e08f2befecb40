"""Counts with their nouns, as Arabic grammar wants them.

What decides is the end of the number: 3–10 take the plural, 11–99 the singular in the accusative, a whole hundred the
singular in the genitive; one and two are said by the noun itself. Nouns are written without vowel signs, as outlets
write them, so only endings that show in unvowelled script are told apart.
"""

from dataclasses import dataclass
from enum import Enum


class Case(Enum):
    """Where the count stands: as a subject, or after a noun or preposition (the object looks like the latter)."""

    NOMINATIVE = "nominative"
    GENITIVE = "genitive"


class Gender(Enum):
    """The noun's gender, which "one" agrees with."""

    MASCULINE = "masculine"
    FEMININE = "feminine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """The written forms of a noun. `accusative` follows 11–99; `all_of` is the definite plural after عشرات."""

    singular: str
    accusative: str
    dual: str
    dual_genitive: str
    plural: str
    plural_genitive: str
    all_of: str
    gender: Gender = Gender.MASCULINE

    def one(self) -> str:
        """One of them, said as a number: «طفل واحد»."""
        return f"{self.singular} {'واحدة' if self.gender is Gender.FEMININE else 'واحد'}"

    def two(self, case: Case) -> str:
        """The dual."""
        return self.dual if case is Case.NOMINATIVE else self.dual_genitive

    def some(self, case: Case) -> str:
        """The indefinite plural without a number."""
        return self.plural if case is Case.NOMINATIVE else self.plural_genitive


def regular(singular: str, plural: str, *, gender: Gender = Gender.MASCULINE) -> Noun:
    """A masculine-looking noun with a broken plural: طفل, أطفال."""
    return Noun(
        singular=singular,
        accusative=singular + "ا",
        dual=singular + "ان",
        dual_genitive=singular + "ين",
        plural=plural,
        plural_genitive=plural,
        all_of="ال" + plural,
        gender=gender,
    )


def sound(singular: str) -> Noun:
    """A noun with the sound masculine plural: مدني, مدنيون/مدنيين."""
    return Noun(
        singular=singular,
        accusative=singular + "ا",
        dual=singular + "ان",
        dual_genitive=singular + "ين",
        plural=singular + "ون",
        plural_genitive=singular + "ين",
        all_of="ال" + singular + "ين",
    )


def sound_feminine(singular: str) -> Noun:
    """A noun with the sound feminine plural: طالبة, طالبات."""
    stem = singular.removesuffix("ة")
    return Noun(
        singular=singular,
        accusative=singular,
        dual=stem + "تان",
        dual_genitive=stem + "تين",
        plural=stem + "ات",
        plural_genitive=stem + "ات",
        all_of="ال" + stem + "ات",
        gender=Gender.FEMININE,
    )


def counted(number: int, noun: Noun, case: Case = Case.GENITIVE) -> str:
    """The number with its noun. One and two are words of the noun: «طفل واحد», «طفلين»."""
    if number == 1:
        return noun.one()
    if number == 2:
        return noun.two(case)
    return f"{numeral(number, case)} {_form(number, noun)}"


def numeral(number: int, case: Case = Case.GENITIVE) -> str:
    """The number alone, in Western digits, thousands from ten thousand on said as words: «12 ألفا و500».

    A round number of thousands or millions is left open for the noun it governs: «3 آلاف», «12 ألف», «ألفي».
    """
    if number >= 1_000_000:
        return _scaled(number, 1_000_000, _MILLION, case)
    if number >= 10_000 or (number >= 1_000 and number % 1_000 == 0):
        return _scaled(number, 1_000, _THOUSAND, case)
    return str(number)


def _form(number: int, noun: Noun) -> str:
    rest = number % 100
    if 3 <= rest <= 10:
        return noun.plural_genitive
    if 11 <= rest <= 99:
        return noun.accusative
    # Whole hundreds govern the singular; so does 101 or 102, which digits cannot say as «مئة وطفل».
    return noun.singular


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    singular: str
    accusative: str  # 11–99, where something follows: «12 ألفا و500»
    dual: str
    dual_governing: str  # the final ن falls before the noun: «ألفا طفل»
    dual_genitive: str
    dual_genitive_governing: str
    plural: str


_THOUSAND = _Scale(
    singular="ألف",
    accusative="ألفا",
    dual="ألفان",
    dual_governing="ألفا",
    dual_genitive="ألفين",
    dual_genitive_governing="ألفي",
    plural="آلاف",
)
_MILLION = _Scale(
    singular="مليون",
    accusative="مليونا",
    dual="مليونان",
    dual_governing="مليونا",
    dual_genitive="مليونين",
    dual_genitive_governing="مليوني",
    plural="ملايين",
)


def _scaled(number: int, unit: int, scale: _Scale, case: Case) -> str:
    whole, rest = divmod(number, unit)
    head = _scale_head(whole, scale, case, governs=rest == 0)
    return head if rest == 0 else f"{head} و{numeral(rest, case)}"


def _scale_head(whole: int, scale: _Scale, case: Case, *, governs: bool) -> str:
    if whole == 1:
        return scale.singular
    if whole == 2:
        if case is Case.NOMINATIVE:
            return scale.dual_governing if governs else scale.dual
        return scale.dual_genitive_governing if governs else scale.dual_genitive
    end = whole % 100
    if 3 <= end <= 10:
        return f"{numeral(whole)} {scale.plural}"
    if 11 <= end <= 99 and not governs:
        return f"{numeral(whole)} {scale.accusative}"
    return f"{numeral(whole)} {scale.singular}"
