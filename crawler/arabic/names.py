"""States, organisations and leaders named in a text: by name, nationality, capital, seat of power or person.

«سوريا», «السوري», «دمشق», «قصر الشعب» and «بشار الأسد» all speak for SY, each in its own way, and the way is kept
(`Form`): a capital may be a place only, an adjective needs its noun. One pass over the words, a few dictionary
probes a word, so a text costs time in proportion to its length. The lists stand in states.tsv, organisations.tsv
and leaders.tsv (and holders.tsv) beside this file; plain names of states also come from CLDR through babel.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path

from babel import Locale

from crawler.arabic.holders import holders
from crawler.arabic.letters import fold_key
from crawler.arabic.name_doubts import EITHER, OMAN_OR_AMMAN, UNION_OR_BELGIUM, settled
from crawler.arabic.named import Form, Name
from crawler.arabic.words import RECENT_WORDS, Remembered, Word

__all__ = ["STATE_CODES", "Form", "Name", "country_of", "find_names", "sound", "unglued"]

_HERE = Path(__file__).parent
_LOCALES = ("ar", "ar_EG", "ar_SA", "ar_DZ")


@dataclass(frozen=True, slots=True)
class _Entry:
    tail: tuple[str, ...]
    party: str
    form: Form
    spelled: str = ""  # of a person: the whole name, folded


class _Begun:
    """The names that begin with one word, the longest first: all, by their second word, and the word alone."""

    __slots__ = ("all", "alone", "longer")

    def __init__(self, entries: Iterable[_Entry]) -> None:
        self.all = sorted(entries, key=lambda entry: -len(entry.tail))
        self.alone = [entry for entry in self.all if not entry.tail]
        self.longer: dict[str, list[_Entry]] = {}
        for entry in self.all:
            if entry.tail:
                self.longer.setdefault(entry.tail[0], []).append(entry)


_BEFORE_PERSONS = frozenset(("", "و", "ف", "ب", "ل", "ك", "ول", "وب"))
# By their first letter, since most words begin with none of them.
_GLUED_BY_LETTER = {"و": ("و", "وب", "ول", "وك"), "ف": ("ف", "فب", "فل"), "ب": ("ب",), "ل": ("ل",), "ك": ("ك",)}
# Spellings that are another word unless the state's company shows: «دعم مالي» is money, «بنين وبنات» are boys.
_NEEDS_COMPANY = frozenset({"مالي", "بنين"})
_COMPANY = frozenset(
    """في الي من مع لدي بين عن جمهوريه دوله حكومه رييس سلطات سفير سفيره سفاره شمال جنوب وسط
    غرب شرق ضد علي زار جانب نحو داخل بحق اتهم يتهم وفد شعب حدود ازمه الجاره بشان حول حيال ازاء بخصوص تجاه""".split()
)
_BEFORE_FATAH = frozenset("حركتي حركتا وحركتي لحركتي وفد وفدا وفدي قيادات قياده قيادي".split())
# «إلى غانا», «بناء على», «ألف جندي» sound like names
_NO_NAMES = frozenset({"الي", "بناء", "الف"})
_NOT_TURKISH_AFTER = frozenset({"بن", "الفيصل", "ال"})  # the first name تركي


@lru_cache(maxsize=RECENT_WORDS)
def unglued(word: str) -> tuple[tuple[str, str], ...]:
    """The ways to take conjunctions and prepositions off a folded word; the article stays with the word.

    >>> unglued("للسعوديه")[-1]
    ('ل', 'السعوديه')
    """
    return tuple(_unglued(word))


def _unglued(word: str) -> Iterator[tuple[str, str]]:
    if len(word) >= 2:
        yield "", word
    for prefix in _GLUED_BY_LETTER.get(word[:1], ()):
        if word.startswith(prefix) and len(word) - len(prefix) >= 2:
            yield prefix, word[len(prefix) :]
    if "ل" in word[:2]:
        for prefix in ("ل", "ول", "فل"):
            if word.startswith(prefix + "ل") and len(word) > len(prefix) + 3:
                yield prefix, "ال" + word[len(prefix) + 1 :]


@lru_cache(maxsize=RECENT_WORDS)
def sound(word: str) -> str:
    """A folded name without what transliterations disagree on: long vowels after the first letter, غ/ج/ك.

    >>> sound("نتانياهو") == sound("نتنياهو")
    True
    """
    rest = word[1:].translate(_SOUNDS)
    return word[:1].translate(_FIRST_SOUNDS) + rest


_SOUNDS = str.maketrans({"ا": "", "و": "", "ي": "", "ه": "", "غ": "ج", "ك": "ج", "ء": ""})
_FIRST_SOUNDS = str.maketrans({"غ": "ج", "ك": "ج"})
_SOUND_OF = Remembered(sound)


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
    yield "عمان", OMAN_OR_AMMAN, Form.STATE
    yield "بروكسل", UNION_OR_BELGIUM, Form.CAPITAL
    for code, (names, _, _, _) in rows:
        for name in names:
            yield name, code, Form.STATE
            yield from ((spelling, code, Form.STATE) for spelling in _respelled(name))
    codes = [code for code, _ in rows]
    for locale in _LOCALES:
        territories = Locale.parse(locale).territories
        for code in codes:
            yield territories[code], code, Form.STATE
    for (code,), plurals in _rows("peoples.tsv"):
        for plural in plurals:
            yield plural, code, Form.PEOPLE
            yield "ال" + plural, code, Form.PEOPLE
    for code, (_, adjectives, capitals, seats) in rows:
        for capital in capitals:
            yield capital, code, Form.CAPITAL
            yield from ((spelling, code, Form.CAPITAL) for spelling in _respelled(capital))
        for seat in seats:
            yield seat, code, Form.SEAT
        for adjective in adjectives:
            for spelling, form in _adjective_forms(adjective):
                yield spelling, code, form


def _respelled(name: str) -> Iterator[str]:
    """Other outlets' spellings: Cairo writes «ج» where Beirut writes «غ», some write «الديموقراطية»."""
    if "غ" in name and len(name) > 5 and not name.startswith(("المغرب", "المملكة")):
        yield name.replace("غ", "ج")
    if "ديمقراط" in name:
        yield name.replace("ديمقراط", "ديموقراط")


def _organisation_entries() -> Iterator[tuple[str, str, Form]]:
    for (party,), names, adjectives in _rows("organisations.tsv"):
        for name in names:
            yield name, party, Form.ORGANISATION
            yield from ((spelling, party, Form.ORGANISATION) for spelling in _respelled(name))
        for adjective in adjectives:
            for spelling, form in _adjective_forms(adjective):
                known = Form.ORGANISATION_ADJECTIVE if form is Form.NATIONALITY else Form.PEOPLE
                yield spelling, party, known


def _indexed(entries: Iterable[tuple[str, str, Form]]) -> dict[str, _Begun]:
    index: dict[str, list[_Entry]] = {}
    seen: set[str] = set()
    for spelling, party, form in entries:
        key = fold_key(spelling)
        if key in seen:
            continue
        seen.add(key)
        first, *tail = key.split()
        index.setdefault(first, []).append(_Entry(tuple(tail), party, form))
    return {first: _Begun(group) for first, group in index.items()}


def _person_entries() -> dict[str, _Begun]:
    index: dict[str, list[_Entry]] = {}
    listed = [(party, (*names, *shorts)) for (party,), names, shorts in _rows("leaders.tsv")]
    for party, names in (*listed, *((one.party, (one.name,)) for one in holders())):
        for name in names:
            for spelling in {fold_key(name), fold_key(name.replace("عبد ال", "عبدال")), _servant_apart(fold_key(name))}:
                first, *tail = (sound(word) for word in spelling.split())
                index.setdefault(first, []).append(_Entry(tuple(tail), party, Form.PERSON, spelling))
    return {first: _Begun(group) for first, group in index.items()}


def _servant_apart(key: str) -> str:
    return " ".join("عبد " + word[3:] if word.startswith("عبدال") else word for word in key.split())


STATE_CODES = frozenset(code[0] for code, *_ in _rows("states.tsv"))


@cache
def _named() -> dict[str, _Begun]:
    return _indexed((*_organisation_entries(), *_state_entries()))


def _beginning(word: str) -> Sequence[_Entry]:
    begun = _named().get(word)
    return begun.all if begun is not None else ()


@cache
def _people() -> dict[str, _Begun]:
    return _person_entries()


def find_names(words: Sequence[Word], original: str = "", offsets: Sequence[int] = ()) -> list[Name]:
    """Every party named among the words, in order, without overlap, the longest name first.

    `original` and `offsets` (the folded text's way back) let vowel signs tell عُمان from عمّان.
    """
    found: list[Name] = []
    go_on = 0
    for index, word in enumerate(words):
        if index < go_on:
            continue
        starts = _STARTS[word.text]
        name = _longest(words, index, starts) if starts else None
        if name is not None:
            found.append(name)
            go_on = name.end
    return settled([name for name in found if not _is_national(name, words)], words, original, offsets)


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to take letters off a word, and what may start there: names and persons, by their second word or alone."""

    prefix: str
    rest: str
    named: Mapping[str, Sequence[_Entry]]
    alone: Sequence[_Entry]
    people: Mapping[str, Sequence[_Entry]]  # by the sound of the second word
    person: _Entry | None  # by one name

    def names(self, second: str) -> Iterable[_Entry]:
        """What may stand there before that word, the longest first."""
        longer = self.named.get(second)
        return chain(longer, self.alone) if longer else self.alone


def _starts_of(word: str) -> tuple[_Way, ...]:
    """What may start with a folded word; most words start nothing."""
    if not word[0].isalnum() or word[0].isdecimal():
        return ()
    ways = []
    for prefix, rest in unglued(word):
        named = _named().get(rest, _NOTHING)
        personal = prefix in _BEFORE_PERSONS and rest not in _NO_NAMES
        people = _people().get(sound(rest), _NOTHING) if personal else _NOTHING
        # A single name must stand as it is spelled: its sound alone would also be another word's.
        person = next((entry for entry in people.alone if entry.spelled == rest), None)
        if named.all or people.longer or person:
            ways.append(_Way(prefix, rest, named.longer, named.alone, people.longer, person))
    return tuple(ways)


_NOTHING = _Begun(())
_STARTS = Remembered(_starts_of)


def _longest(words: Sequence[Word], index: int, ways: Iterable[_Way]) -> Name | None:
    best: Name | None = None
    second = words[index + 1].text if index + 1 < len(words) else ""
    for way in ways:
        for entry in way.names(second):
            end = index + 1 + len(entry.tail)
            if best is not None and end <= best.end:
                break
            if _follows(words, index + 1, entry.tail) and _fits(words, index, way.prefix, way.rest, entry):
                best = Name(entry.party, entry.form, index, end, way.prefix, way.rest.startswith("ال"))
                break
        person = _person_at(words, index, way, second) if way.people or way.person else None
        if person is not None and (best is None or (person.end > best.end and not _only_sounds(words, person, best))):
            best = person
    return best


def _only_sounds(words: Sequence[Word], person: Name, best: Name) -> bool:
    """«غانا بالتهنئة» sounds like a person, but a state's name is spelled out: only «جورجيا ميلوني» as listed wins."""
    if best.form is not Form.STATE:
        return False
    spelled = " ".join(word.text for word in words[person.start : person.end]).removeprefix(person.prefix)
    first = spelled.split()[0]
    return not any(entry.spelled == spelled for entry in _people().get(sound(first), _NOTHING).all)


def _person_at(words: Sequence[Word], index: int, way: _Way, second: str) -> Name | None:
    if second == "الله" and way.rest.endswith("ه"):  # «نصره الله», «حفظه الله»
        return None
    for entry in way.people.get(_SOUND_OF[second], ()):
        end = index + 1 + len(entry.tail)
        if end <= len(words) and all(
            sound(words[index + 1 + at].text) == expected for at, expected in enumerate(entry.tail)
        ):
            return Name(entry.party, Form.PERSON, index, end, way.prefix)
    return Name(way.person.party, Form.PERSON, index, index + 1, way.prefix) if way.person else None


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
        if before.endswith("ت") or _named_joined(after):  # «طردت مالي», «مالي والنيجر»
            return True
        return prefix in ("ب", "ل", "و") or not before or before in _COMPANY or words[index - 1].is_sign
    if rest == "فتح" and not entry.tail:  # the movement, not an opening
        return before in _BEFORE_FATAH or after in ("وحماس", "وحركه") or (prefix == "و" and before == "حماس")
    if rest == "تركي" and after in _NOT_TURKISH_AFTER:
        return False
    if rest == "جورجي" and before.startswith("ال"):  # «كوريا الجنوبية جورجي زينوفييف»: a first name
        return False
    if before in ("بن", "ابن") and entry.form is Form.NATIONALITY and not rest.startswith("ال"):
        return False  # «فيصل بن تركي»
    if rest == "اليمني" and before in ("اليد", "القدم", "العين", "الجهه"):  # اليمنى, the right one
        return False
    if words[index + len(entry.tail)].text == "الاحتلال" and _other_nationality(
        words, index + len(entry.tail) + 1, entry.party
    ):
        return False
    if rest in ("السلطنه", "سلطنه") and after.startswith("العثماني"):
        return False
    return not (rest == "القمر" and not entry.tail)


def _named_joined(word: str) -> bool:
    """Whether a word is «و» and the name of a state: «والنيجر»."""
    return word[:1] == "و" and any(entry.form is Form.STATE for entry in _beginning(word[1:]))


def _other_nationality(words: Sequence[Word], index: int, party: str) -> bool:
    """Whether another state's nationality follows: «الاحتلال الروسي»."""
    if index >= len(words):
        return False
    return any(
        entry.form is Form.NATIONALITY and entry.party != party and not entry.tail
        for entry in _beginning(words[index].text)
    )


def _is_national(name: Name, words: Sequence[Word]) -> bool:
    """Whether «مجلس الأمن» is some state's own council: «مجلس الأمن الروسي»."""
    if name.form is not Form.ORGANISATION or words[name.end - 1].text != "الامن" or name.end >= len(words):
        return False
    after = _longest(words, name.end, _STARTS[words[name.end].text])
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
    for entry in _beginning(first):
        if list(entry.tail) == tail and entry.form in (Form.STATE, Form.CAPITAL):
            if entry.party == UNION_OR_BELGIUM:
                return "BE"
            return entry.party.split(EITHER)[0]
    return None
