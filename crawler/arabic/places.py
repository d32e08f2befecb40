"""Places named in folded Arabic text, as they stand there, with their state where it is known.

A place is believed behind a word of place («في», «بـ», «شرقي», «مدينة») or at the head of its share of a toll
(«تلتها طرطوس بـ 297»), since many towns are named by ordinary words. With a noun of kind («بلدة», «حي») an unknown
name is taken too; without one only names of the gazetteer: places.tsv (GeoNames) and regions.tsv (states,
governorates, towns it lacks or spells otherwise). Where they lie is atlas.py's to tell.
"""

from collections.abc import Sequence
from typing import NamedTuple

from crawler.arabic.gazetteer import capitals, gazetteer, hidden, nationalities, states
from crawler.arabic.place_lists import (
    KEPT_KINDS,
    LISTS,
    NEVER_GLUED,
    NO_WHOLE_NAMES,
    NOT_NAMES,
    OPENING_SIGNS,
    QUARTERS,
    SHY,
    SIDE_HALVES,
    SIDES,
    SPOTS,
    STARTS,
    STOPS,
    WIDE_KINDS,
    kind_of,
)
from crawler.arabic.unknown_places import (
    DASHES,
    TWO_WORDS,
    closes_name,
    continues_name,
    is_in_wider,
    is_located,
    is_ordinary,
    is_topic,
    may_begin,
    names_hospital,
)
from crawler.arabic.words import Found, Remembered, Word, clitics

__all__ = [
    "QUARTERS",
    "SIDE_HALVES",
    "WIDE_KINDS",
    "Place",
    "capitals",
    "chains_of",
    "gazetteer",
    "nationalities",
    "origin_at",
    "places_of",
]


class Place(NamedTuple):
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


_SHORT = LISTS["short"]  # «ب» does not make another word of them («بتعز», but «بيان» and «بحجة» are words)
_SUBJECT = 6  # words from a verb of attack to what it strikes
_GLUED_TO_NAMES = ("ب", "ل", "و", "ف", "وب", "ول")


def places_of(words: Sequence[Word]) -> list[Place]:
    """The places of a sentence, in order, none overlapping."""
    found: list[Place] = []
    end = 0
    for index in [at for at, word in enumerate(words) if _begins[word.text] or (at and words[at - 1].text in _LEADS)]:
        if index < end:
            continue
        place = _place_at(words, index)
        if place is None and end == index and found:
            place = _beside(words, index)
        if place is not None:
            found.append(place)
            end = place.end
    return found


def _beside(words: Sequence[Word], index: int) -> Place | None:
    """A known name right behind another place: «صعدة والحديدة»."""
    named = gazetteer().at(words, index) if words[index].text[0] == "و" else None
    if named is None or named.prefix not in ("و", "وال") or words[index].text[1:] in SHY | STARTS:
        return None
    return Place(start=index, end=named.end, country=_code(named.value), known=True, cut=1)


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
        (len(p) for p, rest in clitics(text) if p in ("", "ب", "و", "وب") and rest in LISTS["of states"]), None
    )
    sure = next((len(p) for p, rest in clitics(text) if p in ("", "ب", "وب") and rest in LISTS["sure starts"]), None)
    return kind_of(text), state, sure


def _may_begin(text: str) -> bool:
    """Whether a place may begin at a word, whatever stands before it."""
    return any(role is not None for role in _ROLES[text]) or gazetteer().begins(text)


_ROLES = Remembered(_roles_of)
_begins = Remembered(_may_begin)
_LEADS = LISTS["in"] | LISTS["follows in a list"] | {"ثم"}  # behind which even an unknown name may stand


def _known_name(words: Sequence[Word], index: int) -> Place | None:
    """A name of the gazetteer where its neighbours show that it is one."""
    named = gazetteer().at(words, index)
    if named is None or named.prefix not in ("", "ب", "ل", "ال", "بال", "وب", "لل", "و", "ول"):
        return None
    text = words[index].text
    rest = text[len(named.prefix) :]
    single = named.end == index + 1
    if single and _is_half_shy(words, index, named.prefix):
        cut = 1 if text[0] == "ب" and named.prefix[:1] == "ب" else 0
        return Place(start=index, end=named.end, country=None, known=False, cut=cut)
    if single and (rest in SHY or (named.prefix.endswith("ال") and "ال" + rest in SHY) or rest in STARTS):
        return None
    if single and index and words[index - 1].text in SPOTS:
        return None
    telling = not single or len(rest) > 3 or rest in _SHORT
    by_preposition = named.prefix in ("ب", "وب") and telling and not (single and rest in NEVER_GLUED)
    if (
        not by_preposition
        and not is_located(words, index)
        and not _heads_a_share(words, index, named.end)
        and not _is_of_a_happening(words, index, named)
        and not is_topic(words, index, named.end)
        and not names_hospital(words, index, named.end)
    ):
        return None
    cut = len(named.prefix) if named.prefix in _GLUED_TO_NAMES else 0
    return _extended(words, Place(start=index, end=named.end, country=_code(named.value), known=True, cut=cut))


def origin_at(words: Sequence[Word], index: int) -> Place | None:
    """The place behind «من» at a word, which only some readers ask for: most that come from a place were not there."""
    kind = _ROLES[words[index].text][0]
    if kind is not None:
        return _place_at(words, index) if kind[1] == 0 else None
    named = gazetteer().at(words, index)
    if named is None or named.prefix not in ("", "ال") or words[index].text in SHY | STARTS:
        return None
    return _extended(words, Place(start=index, end=named.end, country=_code(named.value), known=True))


def _foreign_name(words: Sequence[Word], index: int) -> Place | None:
    """An unknown name that its shape or its share of a toll gives away: «في إيرومو», «تليها فوهيبينو (11 قتيلا)»."""
    text = words[index].text
    if index == 0 or len(text) < 4 or not text.isalpha() or text.startswith(("ال", "و")) or text in NOT_NAMES:
        return None
    before, end = words[index - 1].text, index + 1
    after = words[end].text if end < len(words) else ""
    if before in LISTS["follows in a list"] or (before == "ثم" and _goes_on(words, index)):
        end += after.isalpha() and not after.startswith("ب") and after not in STOPS
        sign = words[end].text if end < len(words) else ""
        shown = sign == "(" or (sign.startswith("ب") and sign != "بعد" and not text.endswith("ه"))
    else:
        shown = (
            before in LISTS["in"] and (text[0] != "ب" or text.endswith("و")) and text not in LISTS["no foreign names"]
        )
        ends = text.endswith(("ي", "ا")) and not text.endswith(("ها", "نا"))
        wider = (after[:1] == "ب" and kind_of(after) is not None and end + 1 < len(words)) or is_in_wider(words, end)
        shown = shown and (text.endswith("و") or ((after == "حيث" or wider) and ends))
    return Place(start=index, end=end, country=None, known=False) if shown else None


def _goes_on(words: Sequence[Word], index: int) -> bool:
    """Whether a list of shares was begun before («تليها …، ثم …»)."""
    return any(word.text in LISTS["follows in a list"] for word in words[max(0, index - 16) : index])


def _of_a_state(words: Sequence[Word], index: int, cut: int) -> Place | None:
    """«السواحل الليبية», «عموم الأراضي السورية»."""
    code = nationalities().get(words[index + 1].text) if index + 1 < len(words) else None
    text = words[index].text
    if code is None or not (text[:cut].endswith("ب") or is_located(words, index)):
        return None
    return Place(start=index, end=index + 2, country=code, known=False, cut=cut, kind=text[cut:])


def _surely_a_name(words: Sequence[Word], index: int, cut: int) -> Place | None:
    """An unknown name of two words behind a preposition whose first word only names begin with («قرب تل حبش»)."""
    if not (cut or is_located(words, index)) or index + 1 >= len(words):
        return None
    after = words[index + 1].text
    monastery = words[index].text[cut:] == "دير" and after.endswith("ي") and not after.startswith("ال")  # «دير بوذي»
    if (
        monastery
        or not after[0].isalpha()
        or len(after) < 3
        or after in STOPS
        or after in NOT_NAMES
        or kind_of(after) is not None
    ):
        return None
    return Place(start=index, end=index + 2, country=None, known=False, cut=cut)


def _code(value: str) -> str | None:
    return None if value == "-" else value


def _is_of_people(words: Sequence[Word], at: int) -> bool:
    """Whether a count of people harmed stands at a word: «قتيلتان», «ثمانية قتلى»."""
    counted = at + 1 if words[at].is_number and at + 1 < len(words) else at
    return words[counted].text in LISTS["harmed"]


def _is_half_shy(words: Sequence[Word], index: int, prefix: str) -> bool:
    """«المنهار بالمنشية», «قرب باما»: an ordinary word that only a place can be there."""
    rest = words[index].text.removeprefix("ب" if prefix.startswith("ب") else "")
    glued = prefix.startswith("ب") and rest.startswith("ال")
    placed = glued or (index > 0 and words[index - 1].text in LISTS["in"]) or _heads_a_share(words, index, index + 1)
    return rest in LISTS["half shy"] and placed


def _is_of_a_happening(words: Sequence[Word], index: int, named: Found[str]) -> bool:
    """«معارك بيجي», «المدينة العتيقة لمكناس»: a known name behind a happening or behind an adjective of its town."""
    before = words[index - 1].text if index else ""
    name = " ".join(word.text for word in words[index : named.end])[len(named.prefix) :]
    if named.prefix == "ل":
        return before in LISTS["of a town"]
    if index > 1 and words[index - 2].text in LISTS["of a movement"]:
        return False  # «جيش تحرير بلوشستان»
    if name in states() or "ال" + name in states() or named.prefix not in ("", "ال"):
        return False
    if _is_struck(words, index, named.end):
        return True
    return before in LISTS["happenings"] or (before[:1] in ("ب", "و", "ل") and before[1:] in LISTS["happenings"])


def _is_struck(words: Sequence[Word], index: int, end: int) -> bool:
    """«هاجم مسلحون رأس العين», «قصفت القوات الروسية خاركيف»: a known name that is the object of a verb of attack."""
    closed = end >= len(words) or words[end].is_sign or words[end].text in STOPS or words[end].text[0] in "فب"
    if not closed or (end == index + 1 and len(words[index].text) < 4):
        return False
    for at in range(index - 1, max(-1, index - _SUBJECT), -1):
        text = words[at].text
        if text.removeprefix("و").removeprefix("ف") in LISTS["strikes"]:
            return index - at > 1
        if words[at].is_sign or text in STOPS or kind_of(text) is not None:
            return False
    return False


def _heads_a_share(words: Sequence[Word], index: int, end: int) -> bool:
    """«تلتها حماة بـ 201», «النبطية: 9 شهداء», «ومأرب 19 قتيلا», «وأريحا (قتيلان)»."""
    if end + 1 >= len(words) or len(words[index].text) < 3:
        return False
    opens = index == 0 or words[index - 1].is_sign or words[index].text[0] == "و"
    sign, after = words[end].text, words[end + 1]
    if opens and sign in (":", "،") and _is_of_people(words, end + 1):
        return True  # «- سرمين: قتيلتان», «؛ الشعلة، ثمانية قتلى»
    if sign == "ب" or (sign == ":" and opens):
        return after.is_number
    if sign in ("(", "حيث"):
        return opens and index > 0
    if sign in LISTS["leads a toll"] or (sign == "في" and after.text in LISTS["leads a toll"]):
        return index > 0
    return opens and index > 0 and words[end].is_number and len(sign) < 4


def _goes_beyond(words: Sequence[Word], at: int) -> bool:
    """Whether a known name of one word is only the first of an unknown name of two."""
    after = words[at + 1].text if at + 1 < len(words) else ""
    alone = words[at].text.startswith("ال") or not after.isalpha() or after in STOPS or after in NOT_NAMES
    plain = alone or after[0] == "و" or kind_of(after) is not None or after in nationalities() or after in SIDE_HALVES
    return not plain and closes_name(words, at + 1)


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
    if at + 1 < len(words) and words[at].text in nationalities() and noun in LISTS["known only"]:
        at += 1  # «العاصمة الليبية طرابلس»
    elif at + 1 < len(words) and words[at].text in OPENING_SIGNS:
        at += 1  # «بلدة (تشالا)»
    kept = noun in KEPT_KINDS or noun in SPOTS
    start, cut = (index, glued) if kept and at == index + 1 else (at, 0)
    named = gazetteer().at(words, at)
    if named is not None and named.prefix in ("", "ال"):
        inner = kind_of(words[at].text) is not None
        if named.end == at + 1 and noun in TWO_WORDS and _goes_beyond(words, at):
            return _extended(
                words, Place(start=start, end=at + 2, country=None, known=False, cut=cut, kind=noun)
            )  # «قرية كوان دين شمال …»
        if named.end > at + 1 or not (inner or words[at].text in STARTS or is_ordinary(words, at, noun)):
            known = noun not in SPOTS and not (noun in QUARTERS and words[at].text in SHY)
            country = _code(named.value) if known and noun not in QUARTERS else None
            place = Place(start=start, end=named.end, country=country, known=known, cut=cut, kind=noun)
            return _extended(words, place)
    elif noun not in SPOTS and words[at].text in hidden() and words[at].text not in NO_WHOLE_NAMES:
        known = noun not in QUARTERS
        country = _code(hidden()[words[at].text]) if known else None
        return Place(start=start, end=at + 1, country=country, known=known, cut=cut, kind=noun)
    if noun in LISTS["known only"] or not may_begin(words, index, at, noun):
        return None
    end = at
    while end < len(words) and end - at < 3 and continues_name(words, at, end):
        end += 1
    if end == at or (end - at == 1 and (len(words[at].text) < 3 or words[at].text in SIDES)):
        return None
    return _extended(words, Place(start=start, end=end, country=None, known=False, cut=cut, kind=noun))


def _extended(words: Sequence[Word], place: Place) -> Place:
    """The place with the word behind it that makes another of it: «أخميم الجديدة», «ريف حماة الشمالي»."""
    if place.kind == "طريق":
        return _road(words, place)
    after = words[place.end].text if place.end < len(words) else ""
    if after in LISTS["second halves"]:
        known, kind = False, place.kind
    elif after in SIDE_HALVES and (
        place.kind in KEPT_KINDS | {"ريف", "ريفي", "احياء"} or (place.kind in WIDE_KINDS and not place.known)
    ):
        known, kind = place.known, place.kind
    elif after in SIDE_HALVES and words[place.start].text[place.cut :] in ("ريف", "ريفي"):
        known, kind = place.known, "ريف"
    elif after in SIDE_HALVES and place.start and words[place.start - 1].text in ("ريف", "بريف", "وريف", "لريف"):
        cut = len(words[place.start - 1].text) - 3  # «على ريف منبج الشمالي»
        return Place(
            start=place.start - 1, end=place.end + 1, country=place.country, known=place.known, cut=cut, kind="ريف"
        )
    else:
        return place
    return Place(start=place.start, end=place.end + 1, country=place.country, known=known, cut=place.cut, kind=kind)


def _road(words: Sequence[Word], place: Place) -> Place:
    """A road with both of its ends: «طريق دير الزور- تدمر», «طريق نويبع النقب»."""
    at = place.end
    dashed = at + 1 < len(words) and words[at].text in DASHES
    named = gazetteer().at(words, at + dashed) if at + dashed < len(words) else None
    if named is not None and named.prefix in ("", "ال"):
        end = named.end
    elif dashed and words[at + 1].text.isalpha() and words[at + 1].text not in STOPS:
        end = at + 2
    else:
        return place
    return Place(start=place.start, end=end, country=place.country, known=place.known, cut=place.cut, kind=place.kind)


def chains_of(places: Sequence[Place]) -> list[list[Place]]:
    """Places that stand in one another («حي الأمل غربي مدينة خان يونس جنوبي قطاع غزة»), the narrowest first."""
    chains: list[list[Place]] = []
    for place in places:
        if chains and place.start - chains[-1][-1].end <= 4:
            chains[-1].append(place)
        else:
            chains.append([place])
    return chains
