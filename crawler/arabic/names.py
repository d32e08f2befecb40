"""States, organisations and leaders named in a text: by name, nationality, capital, seat of power or person.

«سوريا», «السوري», «دمشق», «قصر الشعب» and «بشار الأسد» all speak for SY, each in its own way, and the way is kept
(`Form`): a capital may be a place only, an adjective needs its noun. One pass over the words, a few dictionary
probes a word, so a text costs time in proportion to its length. The lists stand in states.tsv, organisations.tsv
and leaders.tsv beside this file; plain names of states also come from CLDR through babel.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale

from crawler.arabic.letters import fold_key
from crawler.arabic.words import Word

_HERE = Path(__file__).parent
_LOCALES = ("ar", "ar_EG", "ar_SA", "ar_DZ")
# «عمان» is Oman, and Amman where vowel signs or the company it keeps say so (see _settle).
_OMAN_OR_AMMAN = "OM/JO"
NO_PARTY = "none"  # a name that is listed so that no shorter one is found in it
_SHADDA, _DAMMA = "\u0651", "\u064f"


class Form(Enum):
    """How a text names a party."""

    STATE = "state"
    NATIONALITY = "nationality"  # السوري، سورية، السوريان
    PEOPLE = "people"  # السوريون: mostly not the state
    CAPITAL = "capital"
    SEAT = "seat"
    ORGANISATION = "organisation"
    ORGANISATION_ADJECTIVE = "organisation adjective"  # أممي، أوروبي
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Name:
    """A party named at words[start:end]; `prefix` is the conjunction or preposition glued before it."""

    party: str
    form: Form
    start: int
    end: int
    prefix: str
    definite: bool = False

    @property
    def is_adjective(self) -> bool:
        """Whether it needs a noun to stand for the party."""
        return self.form in (Form.NATIONALITY, Form.ORGANISATION_ADJECTIVE)


@dataclass(frozen=True, slots=True)
class _Entry:
    tail: tuple[str, ...]
    party: str
    form: Form


_GLUED = ("", "و", "ف", "ب", "ل", "ك", "وب", "فب", "ول", "فل", "وك")
# Spellings that are another word unless the state's company shows: «دعم مالي» is money, «بنين وبنات» are boys.
_NEEDS_COMPANY = frozenset({"مالي", "بنين"})
_COMPANY = frozenset(
    [
        "في",
        "الي",
        "من",
        "مع",
        "لدي",
        "بين",
        "عن",
        "جمهوريه",
        "دوله",
        "حكومه",
        "رييس",
        "سلطات",
        "سفير",
        "سفيره",
        "سفاره",
        "شمال",
        "جنوب",
        "وسط",
        "غرب",
        "شرق",
        "ضد",
        "علي",
        "زار",
        "تجاه",
    ]
)
_NOT_TURKISH_AFTER = frozenset({"بن", "الفيصل", "ال"})  # the first name تركي


@lru_cache(maxsize=60_000)
def unglued(word: str) -> tuple[tuple[str, str], ...]:
    """The ways to take conjunctions and prepositions off a folded word; the article stays with the word.

    >>> unglued("للسعوديه")[-1]
    ('ل', 'السعوديه')
    """
    return tuple(_unglued(word))


def _unglued(word: str) -> Iterator[tuple[str, str]]:
    for prefix in _GLUED:
        if word.startswith(prefix) and len(word) - len(prefix) >= 2:
            yield prefix, word[len(prefix) :]
    for prefix in ("ل", "ول", "فل"):
        if word.startswith(prefix + "ل") and len(word) > len(prefix) + 3:
            yield prefix, "ال" + word[len(prefix) + 1 :]


@lru_cache(maxsize=60_000)
def sound(word: str) -> str:
    """A folded name without what transliterations disagree on: long vowels after the first letter, غ/ج/ك.

    >>> sound("نتانياهو") == sound("نتنياهو")
    True
    """
    rest = word[1:].translate(_SOUNDS)
    return word[:1].translate(_FIRST_SOUNDS) + rest


_SOUNDS = str.maketrans({"ا": "", "و": "", "ي": "", "ه": "", "غ": "ج", "ق": "ج", "ك": "ج", "ء": ""})
_FIRST_SOUNDS = str.maketrans({"غ": "ج", "ك": "ج"})


def _rows(name: str) -> Iterator[list[list[str]]]:
    for line in (_HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [[] if cell == "-" else [part.strip() for part in cell.split(",")] for cell in line.split("\t")]


def _adjective_forms(base: str) -> Iterator[tuple[str, Form]]:
    """All forms of «سوري», with and without the article; of «كوري جنوبي» both words agree."""
    endings = (("", 1), ("ة", 1), ("ان", 1), ("ين", 2), ("تان", 1), ("تين", 1), ("ون", 2), ("ات", 2), ("ا", 1))
    for ending, weight in endings:
        forms = [word + ending for word in base.split()]
        if base.startswith("جنوب "):
            forms[0] = "جنوب"
        form = Form.NATIONALITY if weight == 1 else Form.PEOPLE
        yield " ".join(forms), form
        if ending != "ا":
            yield " ".join("ال" + word if word != "جنوب" else word for word in forms), form
    if base.startswith("جنوب "):
        yield f"ال{base}", Form.NATIONALITY
        yield f"ال{base}ة", Form.NATIONALITY


def _state_entries() -> Iterator[tuple[str, str, Form]]:
    """Names first, so that «سوريا» is the state and not the accusative of «سوري»."""
    rows = [(code[0], rest) for code, *rest in _rows("states.tsv")]
    yield "عمان", _OMAN_OR_AMMAN, Form.STATE
    for code, (names, _, _, _) in rows:
        for name in names:
            yield name, code, Form.STATE
    codes = [code for code, _ in rows]
    for locale in _LOCALES:
        territories = Locale.parse(locale).territories
        for code in codes:
            yield territories[code], code, Form.STATE
    for code, (_, adjectives, capitals, seats) in rows:
        for capital in capitals:
            yield capital, code, Form.CAPITAL
        for seat in seats:
            yield seat, code, Form.SEAT
        for adjective in adjectives:
            for spelling, form in _adjective_forms(adjective):
                yield spelling, code, form


def _organisation_entries() -> Iterator[tuple[str, str, Form]]:
    for (party,), names, adjectives in _rows("organisations.tsv"):
        for name in names:
            yield name, party, Form.ORGANISATION
        for adjective in adjectives:
            for spelling, form in _adjective_forms(adjective):
                known = Form.ORGANISATION_ADJECTIVE if form is Form.NATIONALITY else Form.PEOPLE
                yield spelling, party, known


def _indexed(entries: Iterable[tuple[str, str, Form]]) -> dict[str, list[_Entry]]:
    index: dict[str, list[_Entry]] = {}
    seen: set[str] = set()
    for spelling, party, form in entries:
        key = fold_key(spelling)
        if key in seen:
            continue
        seen.add(key)
        first, *tail = key.split()
        index.setdefault(first, []).append(_Entry(tuple(tail), party, form))
    for group in index.values():
        group.sort(key=lambda entry: -len(entry.tail))
    return index


def _person_entries() -> dict[str, list[_Entry]]:
    index: dict[str, list[_Entry]] = {}
    for (party,), names, shorts in _rows("leaders.tsv"):
        for name in (*names, *shorts):
            for spelling in {fold_key(name), fold_key(name.replace("عبد ال", "عبدال")), _servant_apart(fold_key(name))}:
                first, *tail = (sound(word) for word in spelling.split())
                index.setdefault(first, []).append(_Entry(tuple(tail), party, Form.PERSON))
    for group in index.values():
        group.sort(key=lambda entry: -len(entry.tail))
    return index


def _servant_apart(key: str) -> str:
    return " ".join("عبد " + word[3:] if word.startswith("عبدال") else word for word in key.split())


STATE_CODES = frozenset(code[0] for code, *_ in _rows("states.tsv"))


@cache
def _named() -> dict[str, list[_Entry]]:
    return _indexed((*_organisation_entries(), *_state_entries()))


@cache
def _people() -> dict[str, list[_Entry]]:
    return _person_entries()


@cache
def _short_people() -> frozenset[str]:
    """Single names that must stand as they are spelled: their sound alone would also be another word's."""
    return frozenset(
        fold_key(short) for _, names, shorts in _rows("leaders.tsv") for short in (*names, *shorts) if " " not in short
    )


def find_names(words: Sequence[Word], original: str = "", offsets: Sequence[int] = ()) -> list[Name]:
    """Every party named among the words, in order, without overlap, the longest name first.

    `original` and `offsets` (the folded text's way back) let vowel signs tell عُمان from عمّان.
    """
    found: list[Name] = []
    index = 0
    while index < len(words):
        name = None if words[index].is_sign or words[index].is_number else _name_at(words, index)
        if name is None:
            index += 1
            continue
        found.append(name)
        index = name.end
    return _settle([name for name in found if name.party != NO_PARTY], words, original, offsets)


def _name_at(words: Sequence[Word], index: int) -> Name | None:
    best: Name | None = None
    for prefix, rest in unglued(words[index].text):
        for entry in _named().get(rest, ()):
            end = index + 1 + len(entry.tail)
            if best is not None and end <= best.end:
                break
            if _follows(words, index + 1, entry.tail) and _fits(words, index, prefix, rest, entry):
                best = Name(entry.party, entry.form, index, end, prefix, rest.startswith("ال"))
                break
        person = _person_at(words, index, prefix, rest)
        if person is not None and (best is None or person.end > best.end):
            best = person
    return best


def _person_at(words: Sequence[Word], index: int, prefix: str, rest: str) -> Name | None:
    if prefix not in ("", "و", "ف", "ب", "ل", "ك", "ول", "وب"):
        return None
    for entry in _people().get(sound(rest), ()):
        end = index + 1 + len(entry.tail)
        if end > len(words):
            continue
        if not entry.tail:
            if rest in _short_people():
                return Name(entry.party, Form.PERSON, index, end, prefix)
        elif all(sound(words[index + 1 + at].text) == expected for at, expected in enumerate(entry.tail)):
            return Name(entry.party, Form.PERSON, index, end, prefix)
    return None


def _follows(words: Sequence[Word], start: int, tail: tuple[str, ...]) -> bool:
    if start + len(tail) > len(words):
        return False
    return all(words[start + at].text == expected for at, expected in enumerate(tail))


def _fits(words: Sequence[Word], index: int, prefix: str, rest: str, entry: _Entry) -> bool:
    after = words[index + 1].text if index + 1 < len(words) else ""
    before = words[index - 1].text if index else ""
    if rest in _NEEDS_COMPANY and not entry.tail:
        if after.startswith("وبنا"):
            return False
        return prefix in ("ب", "ل", "و") or not before or before in _COMPANY or words[index - 1].is_sign
    if rest == "تركي" and after in _NOT_TURKISH_AFTER:
        return False
    if rest == "اليمني" and before in ("اليد", "القدم", "العين", "الجهه"):  # اليمنى, the right one
        return False
    if words[index + len(entry.tail)].text == "الاحتلال" and _other_nationality(
        words, index + len(entry.tail) + 1, entry.party
    ):
        return False
    if rest in ("السلطنه", "سلطنه") and after.startswith("العثماني"):
        return False
    return not (rest == "القمر" and not entry.tail)


def _other_nationality(words: Sequence[Word], index: int, party: str) -> bool:
    """Whether another state's nationality follows: «الاحتلال الروسي»."""
    if index >= len(words):
        return False
    return any(
        entry.form is Form.NATIONALITY and entry.party != party and not entry.tail
        for entry in _named().get(words[index].text, ())
    )


def _settle(found: list[Name], words: Sequence[Word], original: str, offsets: Sequence[int]) -> list[Name]:
    parties = {name.party for name in found}
    settled = []
    for name in found:
        if name.party != _OMAN_OR_AMMAN:
            if not _is_national(name, words):
                settled.append(name)
            continue
        spelled = ""
        if offsets:
            word = words[name.start]
            spelled = original[offsets[word.start] : offsets[word.end]]
        before = words[name.start - 1].text if name.start else ""
        amman = _SHADDA in spelled or before in ("العاصمه", "العاصمة") or ("JO" in parties and "OM" not in parties)
        if amman and _DAMMA not in spelled:
            settled.append(Name("JO", Form.CAPITAL, name.start, name.end, name.prefix))
        else:
            settled.append(Name("OM", Form.STATE, name.start, name.end, name.prefix))
    return settled


def _is_national(name: Name, words: Sequence[Word]) -> bool:
    """Whether «مجلس الأمن» is some state's own council: «مجلس الأمن الروسي»."""
    if name.form is not Form.ORGANISATION or words[name.end - 1].text != "الامن" or name.end >= len(words):
        return False
    after = _name_at(words, name.end)
    return after is not None and after.form is Form.NATIONALITY


def country_of(place: str) -> str | None:
    """The ISO code of a state or capital by its Arabic name, else None.

    >>> country_of("دمشق"), country_of("السعودية"), country_of("هانجتشو")
    ('SY', 'SA', None)
    """
    key = fold_key(place)
    if not key:
        return None
    first, *tail = key.split()
    for entry in _named().get(first, ()):
        if list(entry.tail) == tail and entry.form in (Form.STATE, Form.CAPITAL):
            return "OM" if entry.party == _OMAN_OR_AMMAN else entry.party
    return None
