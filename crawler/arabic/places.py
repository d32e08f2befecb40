"""Places named in folded Arabic text, as they stand there, with their state where it is known.

A place is believed behind a word of place («في», «بـ», «شرقي», «مدينة») or at the head of its share of a toll
(«تلتها طرطوس بـ 297»), since many towns are named by ordinary words. With a noun of kind («بلدة», «حي») an unknown
name is taken too; without one only names of the gazetteer: places.tsv (GeoNames) and regions.tsv (states,
governorates, towns it lacks or spells otherwise). Where they lie is atlas.py's to tell.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from crawler.arabic.atlas import Level, region_rows
from crawler.arabic.letters import fold_key
from crawler.arabic.words import Dictionary, Remembered, Word, clitics

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place at words[start:end], of whose first word `cut` letters are a preposition.

    `country` is an ISO code, or None where it is not known. `kind` is the folded noun before the name, or the one that
    the name begins with («محافظه», «مخيم»); empty where there is none. `known` tells that the gazetteer has the name.
    """

    start: int
    end: int
    country: str | None
    known: bool
    cut: int = 0
    kind: str = ""


def _word_lists() -> dict[str, frozenset[str]]:
    rows = (_HERE / "place_words.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in rows if line and not line.startswith("#"))
    return {kind: frozenset(map(fold_key, words.split())) for kind, words in pairs}


_LISTS = _word_lists()
_KINDS, _KEPT_KINDS, _SPOTS = _LISTS["kinds"], _LISTS["kept kinds"], _LISTS["spots"]
_ALL_KINDS = _KINDS | _KEPT_KINDS | _SPOTS
WIDE_KINDS = _LISTS["wide kinds"]
QUARTERS, SIDE_HALVES = _LISTS["quarters"], _LISTS["side halves"]
_BEFORE, _SIDES, _STOPS, _STARTS = _LISTS["before"], _LISTS["sides"], _LISTS["stops"], _LISTS["starts"]
_SHY, _NOT_NAMES, _NEVER_GLUED = _LISTS["shy"], _LISTS["not names"], _LISTS["never glued"]
_NO_WHOLE_NAMES = _STARTS | _NOT_NAMES
_GLUED_TO_KINDS = ("", "ب", "ل", "و", "ف", "وب", "ول")
_OPENING_SIGNS = ("(", '"')
_GLUED_TO_NAMES = ("ب", "ل", "و", "ف", "وب", "ول")


def _entries() -> Iterator[tuple[str, str]]:
    """Folded names in the order in which they win: states, governorates, other regions, towns of GeoNames."""
    yield from ((name, code) for name, code in _region_entries() if not _is_hidden(name))
    for line in (_HERE / "places.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, code = line.split("\t")
            yield name, code


def _is_hidden(name: str) -> bool:
    return name in _SHY and name not in _LISTS["shy datelines"]


def _region_entries() -> Iterator[tuple[str, str]]:
    rows = region_rows()
    for levels in ((Level.STATE,), (Level.PROVINCE,), (Level.TOWN, Level.WIDE)):
        states: dict[str, str] = {}
        for code, level, names in rows:
            if level in levels:
                for name in names:
                    states[name] = code if states.get(name, code) == code else "-"
        yield from states.items()


@lru_cache(maxsize=1)
def gazetteer() -> Dictionary[str]:
    """Every known name with its state's code; «-» where it lies in several."""
    return Dictionary(_entries(), folded=True)


@lru_cache(maxsize=1)
def _hidden() -> dict[str, str]:
    """Towns of regions.tsv whose names are ordinary words: no reader may take them for places by themselves."""
    hidden: dict[str, str] = {}
    for name, code in _region_entries():
        if _is_hidden(name):
            hidden.setdefault(name, code)
    return hidden


_SHORT = _LISTS["short"]  # «ب» does not make another word of them («بتعز», but «بيان» and «بحجة» are words)


@lru_cache(maxsize=1)
def nationalities() -> dict[str, str]:
    """ISO codes by the folded adjectives of states as they follow a noun with the article («الليبيه»)."""
    found: dict[str, str] = {}
    for code, _, adjectives, _ in _state_rows():
        for adjective in adjectives:
            if " " not in adjective:
                found.setdefault("ال" + adjective, code)
                found.setdefault("ال" + adjective + "ه", code)
    return found


def capitals() -> Iterator[tuple[str, str]]:
    """Folded names of capitals with the ISO code of their state."""
    for code, _, _, names in _state_rows():
        yield from ((name, code) for name in names)


def _state_rows() -> Iterator[tuple[str, list[str], list[str], list[str]]]:
    """The rows of states.tsv: code, other names, adjectives, capitals, folded."""
    for line in (_HERE / "states.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, *cells = line.split("\t")
            names, adjectives, seats = ([] if cell == "-" else fold_key(cell).split(", ") for cell in cells[:3])
            yield code, names, adjectives, seats


def places_of(words: Sequence[Word]) -> list[Place]:
    """The places of a sentence, in order, none overlapping."""
    found: list[Place] = []
    index = 0
    while index < len(words):
        place = _place_at(words, index)
        if place is None:
            index += 1
        else:
            found.append(place)
            index = max(place.end, index + 1)
    return found


def _place_at(words: Sequence[Word], index: int) -> Place | None:
    kind, state, sure = _ROLES[words[index].text]
    if kind is not None:
        if index + 1 == len(words):
            return None
        return _whole_name(words, index, kind) or _named_by_kind(words, index, kind)
    place = _of_a_state(words, index, state) if state is not None else None
    place = place or _known_name(words, index) or _foreign_name(words, index)
    return _surely_a_name(words, index, sure) if place is None and sure is not None else place


def _roles_of(text: str) -> tuple[tuple[str, int] | None, int | None, int | None]:
    """The noun of kind that a word is, how many letters are glued before a word like «السواحل», and how many before
    one that only names begin with («تل»); most words are none of these."""
    state = next(
        (len(p) for p, rest in clitics(text) if p in ("", "ب", "و", "وب") and rest in _LISTS["of states"]), None
    )
    sure = next((len(p) for p, rest in clitics(text) if p in ("", "ب", "وب") and rest in _LISTS["sure starts"]), None)
    return _kind(text), state, sure


_ROLES = Remembered(_roles_of)


def _known_name(words: Sequence[Word], index: int) -> Place | None:
    """A name of the gazetteer where its neighbours show that it is one."""
    named = gazetteer().at(words, index)
    if named is None or named.prefix not in ("", "ب", "ل", "ال", "بال", "وب", "لل", "و", "ول"):
        return None
    text = words[index].text
    rest = text[len(named.prefix) :]
    single = named.end == index + 1
    if single and (rest in _SHY or (named.prefix.endswith("ال") and "ال" + rest in _SHY) or rest in _STARTS):
        return None
    if single and index and words[index - 1].text in _SPOTS:
        return None
    telling = not single or len(rest) > 3 or rest in _SHORT
    by_preposition = named.prefix in ("ب", "وب") and telling and not (single and rest in _NEVER_GLUED)
    if not by_preposition and not _is_located(words, index) and not _heads_a_share(words, index, named.end):
        return None
    cut = len(named.prefix) if named.prefix in _GLUED_TO_NAMES else 0
    return _extended(words, Place(start=index, end=named.end, country=_code(named.value), known=True, cut=cut))


def origin_at(words: Sequence[Word], index: int) -> Place | None:
    """The place behind «من» at a word, which only some readers ask for: most that come from a place were not there."""
    kind = _ROLES[words[index].text][0]
    if kind is not None:
        return _place_at(words, index) if kind[1] == 0 else None
    named = gazetteer().at(words, index)
    if named is None or named.prefix not in ("", "ال") or words[index].text in _SHY | _STARTS:
        return None
    return _extended(words, Place(start=index, end=named.end, country=_code(named.value), known=True))


def _foreign_name(words: Sequence[Word], index: int) -> Place | None:
    """An unknown name that its shape or its share of a toll gives away: «في إيرومو», «تليها فوهيبينو (11 قتيلا)»."""
    text = words[index].text
    if index == 0 or len(text) < 4 or not text.isalpha() or text.startswith(("ال", "و")) or text in _NOT_NAMES:
        return None
    before, end = words[index - 1].text, index + 1
    after = words[end].text if end < len(words) else ""
    if before in _LISTS["follows in a list"] or (before == "ثم" and _goes_on(words, index)):
        end += after.isalpha() and not after.startswith("ب") and after not in _STOPS
        sign = words[end].text if end < len(words) else ""
        shown = sign == "(" or (sign.startswith("ب") and sign != "بعد" and not text.endswith("ه"))
    else:
        shown = (
            before in _LISTS["in"] and (text[0] != "ب" or text.endswith("و")) and text not in _LISTS["no foreign names"]
        )
        ends = text.endswith(("ي", "ا")) and not text.endswith(("ها", "نا"))
        shown = shown and (text.endswith("و") or (after == "حيث" and ends))
    return Place(start=index, end=end, country=None, known=False) if shown else None


def _goes_on(words: Sequence[Word], index: int) -> bool:
    """Whether a list of shares was begun before («تليها …، ثم …»)."""
    return any(word.text in _LISTS["follows in a list"] for word in words[max(0, index - 16) : index])


def _of_a_state(words: Sequence[Word], index: int, cut: int) -> Place | None:
    """«السواحل الليبية», «عموم الأراضي السورية»."""
    code = nationalities().get(words[index + 1].text) if index + 1 < len(words) else None
    text = words[index].text
    if code is None or not (text[:cut].endswith("ب") or _is_located(words, index)):
        return None
    return Place(start=index, end=index + 2, country=code, known=False, cut=cut, kind=text[cut:])


def _surely_a_name(words: Sequence[Word], index: int, cut: int) -> Place | None:
    """An unknown name of two words behind a preposition whose first word only names begin with («قرب تل حبش»)."""
    if not (cut or _is_located(words, index)) or index + 1 >= len(words):
        return None
    after = words[index + 1].text
    monastery = words[index].text[cut:] == "دير" and after.endswith("ي") and not after.startswith("ال")  # «دير بوذي»
    if (
        monastery
        or not after[0].isalpha()
        or len(after) < 3
        or after in _STOPS
        or after in _NOT_NAMES
        or _kind(after) is not None
    ):
        return None
    return Place(start=index, end=index + 2, country=None, known=False, cut=cut)


def _code(value: str) -> str | None:
    return None if value == "-" else value


def _is_located(words: Sequence[Word], index: int) -> bool:
    if index == 0:
        return False
    if words[index - 1].text in _OPENING_SIGNS and index > 1:
        index -= 1
    before = words[index - 1].text
    if before in _BEFORE or (before[1:] in _BEFORE and before[0] in "وب") or _kind(before) is not None:
        return True
    return before == "من" and index > 1 and words[index - 2].text in _LISTS["far from"]


def _heads_a_share(words: Sequence[Word], index: int, end: int) -> bool:
    """«تلتها حماة بـ 201», «النبطية: 9 شهداء», «ومأرب 19 قتيلا», «وأريحا (قتيلان)»."""
    if end + 1 >= len(words) or len(words[index].text) < 3:
        return False
    opens = index == 0 or words[index - 1].is_sign or words[index].text[0] == "و"
    sign, after = words[end].text, words[end + 1]
    if sign == "ب" or (sign == ":" and opens):
        return after.is_number
    if sign in ("(", "حيث"):
        return opens and index > 0
    if sign in _LISTS["leads a toll"] or (sign == "في" and after.text in _LISTS["leads a toll"]):
        return index > 0
    return opens and index > 0 and words[end].is_number and len(sign) < 4


@lru_cache(maxsize=60_000)
def _kind(text: str) -> tuple[str, int] | None:
    """The noun of kind that a word is, and how many letters are glued before it; None for another word."""
    for prefix, rest in clitics(text):
        if prefix in _GLUED_TO_KINDS and rest in _ALL_KINDS:
            return rest, len(prefix)
    return None


def _whole_name(words: Sequence[Word], index: int, kind: tuple[str, int]) -> Place | None:
    """A name of the gazetteer that begins with its noun: «وادي الفضة», «سوق أهراس», «ريف دمشق»."""
    named = gazetteer().at(words, index)
    if named is None or named.end == index + 1 or len(named.prefix) > kind[1]:
        return None
    place = Place(start=index, end=named.end, country=_code(named.value), known=True, cut=kind[1], kind=kind[0])
    return _extended(words, place)


def _named_by_kind(words: Sequence[Word], index: int, kind: tuple[str, int]) -> Place | None:
    """«بلدة ذيبان»: the known name behind the noun, else its next one to three words."""
    noun, glued = kind
    at = index + 1
    if at + 1 < len(words) and words[at].text in nationalities() and noun in _LISTS["known only"]:
        at += 1  # «العاصمة الليبية طرابلس»
    elif at + 1 < len(words) and words[at].text in _OPENING_SIGNS:
        at += 1  # «بلدة (تشالا)»
    kept = noun in _KEPT_KINDS or noun in _SPOTS
    start, cut = (index, glued) if kept and at == index + 1 else (at, 0)
    named = gazetteer().at(words, at)
    if named is not None and named.prefix in ("", "ال"):
        inner = _kind(words[at].text) is not None
        if named.end > at + 1 or not (inner or words[at].text in _STARTS or _is_ordinary(words, at, noun)):
            known = noun not in _SPOTS and not (noun in QUARTERS and words[at].text in _SHY)
            country = _code(named.value) if known and noun not in QUARTERS else None
            place = Place(start=start, end=named.end, country=country, known=known, cut=cut, kind=noun)
            return _extended(words, place)
    elif noun not in _SPOTS and words[at].text in _hidden() and words[at].text not in _NO_WHOLE_NAMES:
        known = noun not in QUARTERS
        country = _code(_hidden()[words[at].text]) if known else None
        return Place(start=start, end=at + 1, country=country, known=known, cut=cut, kind=noun)
    if noun in _LISTS["known only"] or not _may_begin(words, index, at, noun):
        return None
    end = at
    while end < len(words) and end - at < 3 and _continues_name(words, at, end):
        end += 1
    if end == at or (end - at == 1 and (len(words[at].text) < 3 or words[at].text in _SIDES)):
        return None
    return _extended(words, Place(start=start, end=end, country=None, known=False, cut=cut, kind=noun))


def _is_ordinary(words: Sequence[Word], at: int, noun: str) -> bool:
    """Whether a known name is another word here: «مركز الأمن», «سوق الجديدة»."""
    text = words[at].text
    return text in _NOT_NAMES and (noun in _LISTS["doubtful kinds"] or text in _SHY)


def _may_begin(words: Sequence[Word], index: int, at: int, noun: str) -> bool:
    """Whether a word that no list knows may begin a name behind a noun of kind."""
    text = words[at].text
    if text in _NOT_NAMES or text.startswith("لل") or text in nationalities():
        return False
    if noun in _LISTS["definite only"] and not (text.startswith("ال") or (text in _STARTS and text != "بن")):
        return False
    if text[0] == "ب" and (text[1:] in _BEFORE or _kind(text) is not None or gazetteer().bare(text[1:]) is not None):
        return False
    if text[0] == "و" and (noun in _LISTS["doubtful kinds"] or text.endswith(("يه", "ين", "ون", "ات"))):
        return text in _STARTS
    if noun == "طريق" and words[index].text == noun and not (index and words[index - 1].text in ("علي", "شهد")):
        return False  # «في طريق العودة»
    if noun == "محور":  # «على محور عون الدادات», but not «محور المفاوضات»
        behind = words[at + 1].text if at + 1 < len(words) else ""
        return index > 0 and words[index - 1].text == "علي" and behind.startswith("ال") and not text.startswith("ال")
    if noun == "وادي" and not words[index].text.startswith("ب") and not _is_located(words, index):
        return False  # «وأدى ارتفاع …», which is spelled alike here
    if noun == "محليه" and not _is_located(words, index) and words[index].text == noun:
        return index == 0 or words[index - 1].is_sign  # «مصادر محلية»
    adjective = text.endswith("يه") and not text.startswith("ال")
    return not (adjective and noun not in ("قريه", "بلده", "ناحيه", "ولايه", "مديريه", "محليه"))


def _continues_name(words: Sequence[Word], first: int, at: int) -> bool:
    text = words[at].text
    if not text[0].isalpha() or (text in _STOPS and not (at == first and text in _SIDES)):
        return False
    if at == first:
        return text not in _ALL_KINDS
    if text in _NOT_NAMES:
        return False
    before = words[at - 1].text
    if text in _LISTS["ends"] or (before in _STARTS and at - first == 1):
        return True
    if text.startswith("و") or _kind(text) is not None or text in nationalities():
        return False
    return (
        before in _STARTS
        or (not before.startswith("ال") and text.startswith("ال") and text not in _NOT_NAMES)
        or (before.startswith("ال") and text.startswith("ال") and text.endswith(("ه", "ي")) and at - first == 1)
    )


def _extended(words: Sequence[Word], place: Place) -> Place:
    """The place with the word behind it that makes another of it: «أخميم الجديدة», «ريف حماة الشمالي»."""
    after = words[place.end].text if place.end < len(words) else ""
    if after in _LISTS["second halves"]:
        known, kind = False, place.kind
    elif after in SIDE_HALVES and place.kind in _KEPT_KINDS | {"ريف", "ريفي", "احياء"}:
        known, kind = place.known, place.kind
    elif after in SIDE_HALVES and words[place.start].text[place.cut :] in ("ريف", "ريفي"):
        known, kind = place.known, "ريف"
    else:
        return place
    return Place(start=place.start, end=place.end + 1, country=place.country, known=known, cut=place.cut, kind=kind)


def chains_of(places: Sequence[Place]) -> list[list[Place]]:
    """Places that stand in one another («حي الأمل غربي مدينة خان يونس جنوبي قطاع غزة»), the narrowest first."""
    chains: list[list[Place]] = []
    for place in places:
        if chains and place.start - chains[-1][-1].end <= 4:
            chains[-1].append(place)
        else:
            chains.append([place])
    return chains
