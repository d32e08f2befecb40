"""Spots: the places that a line names as such, as the story writes them.

«في قصر السلام بجدة» is Jeddah, «في القصر الرئاسي» the palace, «بالعاصمة القبرصية نيقوسيا» Nicosia. What is only dealt
about is no spot: «وقف إطلاق النار في غزة», «التطورات في اليمن», «على نهر الفرات».
"""

from dataclasses import dataclass

from crawler.arabic.letters import fold_key
from crawler.arabic.names import Form, Name, unglued
from crawler.arabic.places import Place, gazetteer, places_of
from crawler.arabic.words import Remembered, Word
from crawler.facts.diplomatic.scene import Scene
from crawler.facts.diplomatic.words import is_in, word_set

_PLACE_NOUNS = word_set("place_nouns") | word_set("seats")
_AIRPORTS = word_set("airports")
_PALACES, _PALACE_ADJECTIVES = word_set("palaces"), word_set("palace_adjectives")
_CAPITALS, _CAPITAL_ADJECTIVES = word_set("capitals"), word_set("capital_adjectives")
_GROUNDS, _NOT_PLACES, _MATTERS = word_set("grounds"), word_set("not_places"), word_set("matters")
_TOWNS = _PLACE_NOUNS | frozenset(("بلده", "قريه", "منتجع", "جزيره"))  # behind which an unknown name is believed
_WITHIN = ("في", "ب", "داخل")
# What governs is no place, also where it stands for its state: «مسؤولين في الإدارة الأميركية».
_GOVERNS = frozenset(
    map(
        fold_key,
        "حكومة إدارة الإدارة وزارة قيادة مجلس المجلس برلمان رئاسة أمانة لجنة نظام حركة فيلق قوة المرشد مرشد الحرس".split(),
    )
)
_SEAT_FORMS = (Form.STATE, Form.CAPITAL, Form.SEAT)
_IN = frozenset(("في", "داخل", "لدي", "وفي", "ففي", "الي", "من", "وسط"))


@dataclass(frozen=True, slots=True)
class Spot:
    """A place at words[start:end]. `narrow`: a town or a palace, not a state; `post`: said with «لدى», of envoys."""

    text: str
    start: int
    end: int
    narrow: bool
    post: bool = False


# The scene last read: each of its triggers asks for the same spots.
_last: list[tuple[Scene, list[Spot]]] = []


def spots_of(scene: Scene) -> list[Spot]:
    """The places of a line, in order."""
    if _last and _last[0][0] is scene:
        return _last[0][1]
    spots = _spots(scene)
    _last[:] = [(scene, spots)]
    return spots


def governs(name: str) -> bool:
    """Whether a name that may stand for a state is of those who govern it, and of no place."""
    return fold_key(name.split(maxsplit=1)[0]) in _GOVERNS


def _spots(scene: Scene) -> list[Spot]:
    words = scene.line.words
    names = {name.start: name for name in scene.line.names}
    found: dict[int, Spot] = {}
    for place in places_of(words):
        spot = _spot_of_place(scene, place, names)
        if spot is not None:
            found[spot.start] = spot
    taken = {at for spot in found.values() for at in range(spot.start, spot.end)}
    for actor in scene.actors:
        if not actor.place or actor.adjective or (actor.case not in _WITHIN and actor.case != "لدي"):
            continue
        name = next((names[at] for at in range(actor.start, actor.end) if at in names), None)
        free = taken.isdisjoint(range(actor.start, actor.end))
        if name is None or name.form not in _SEAT_FORMS or not free or _is_matter(words, actor.start):
            continue
        text = bare(scene, actor.start, actor.end)
        if governs(text):
            continue
        found[actor.start] = Spot(text, actor.start, actor.end, name.form is not Form.STATE, actor.case == "لدي")
        taken.update(range(actor.start, actor.end))
    for index, word in enumerate(words):
        capital, palace = (None, None) if index in taken else _SEATS[word.text]
        spot = _of_capital(scene, index, names, capital) if capital is not None else None
        if spot is None and palace is not None:
            spot = _palace(scene, index, names, palace)
        if spot is not None and taken.isdisjoint(range(spot.start, spot.end)):
            found[spot.start] = spot
            taken.update(range(spot.start, spot.end))
        elif word.text == "لدي" and index + 1 in names and index + 1 not in taken:
            name = names[index + 1]
            if name.form is Form.CAPITAL:
                found[name.start] = Spot(scene.line.text(name.start, name.end), name.start, name.end, True, True)
    return _with_towns(words, sorted(found.values(), key=lambda spot: spot.start))


def _spot_of_place(scene: Scene, place: Place, names: dict[int, Name]) -> Spot | None:
    words = scene.line.words
    first = words[place.start].text[place.cut :]
    before = words[place.start - 1].text if place.start else ""
    airport = is_in(first, _AIRPORTS) or place.kind in _AIRPORTS
    if not place.known and place.kind not in _TOWNS:
        return None
    if first in _NOT_PLACES or first in _GROUNDS or (place.kind in _GROUNDS and place.kind not in _PLACE_NOUNS):
        return None
    if is_in(before, _GROUNDS) or _is_matter(words, place.start):
        return None
    inner = names.get(place.start)
    if inner is not None and (inner.is_adjective or inner.form is Form.PERSON):
        return None
    within = any(actor.start <= place.start < actor.end and (actor.office or actor.person) for actor in scene.actors)
    if within and before not in ("في", "لدي"):  # but «السفير المولدوفي في موسكو أندريه بوستيكا»
        return None
    joined = words[place.start].text[: place.cut].lstrip("وف")  # a preposition; not «بين مصر والسودان»
    glued = joined or before in ("", *_IN) or is_in(before, _PLACE_NOUNS) or before in _CAPITAL_ADJECTIVES
    if not glued and not (place.start and _closes_capital(words, place.start, names)) and not place.kind:
        return None
    state = inner is not None and inner.form is Form.STATE and inner.end >= place.end
    if airport and (start := place.start + 1) < place.end:
        named = gazetteer().at(words, start)
        if named is not None:
            return Spot(scene.line.text(start, named.end), place.start, place.end, True)
    text = scene.line.text(place.start, place.end)[place.cut :]
    if is_in(before, _CAPITALS) and first in _CAPITAL_ADJECTIVES and place.kind:
        text = f"{scene.line.text(place.start - 1, place.start).removeprefix('ب').removeprefix('ل')} {text}"
    if state and inner is not None:
        text = bare(scene, place.start, place.end)
    return Spot(text, place.start, place.end, not state)


def _is_matter(words: tuple[Word, ...], start: int) -> bool:
    """Whether the noun before «في ...» is what a dealing is about."""
    at = start - 1
    while at >= 0 and (is_in(words[at].text, _PLACE_NOUNS) or is_in(words[at].text, _CAPITALS)):
        at -= 1
    if at >= 0 and words[at].text in _IN:
        at -= 1
    named = at > 0 and is_in(words[at - 1].text, _PALACES)  # «في قصر السلام بجدة»
    return at >= 0 and not named and is_in(words[at].text, _MATTERS)


def _closes_capital(words: tuple[Word, ...], index: int, names: dict[int, Name]) -> bool:
    """«بالعاصمة القبرصية نيقوسيا»."""
    name = names.get(index - 1)
    return index > 1 and name is not None and name.is_adjective and is_in(words[index - 2].text, _CAPITALS)


def _glued_to_seat(word: str) -> tuple[str | None, str | None]:
    """What is glued before «العاصمة» and before «القصر», None each where a folded word is none; most are neither."""
    capital = next((prefix for prefix, rest in unglued(word) if rest in _CAPITALS), None)
    return capital, next((p for p, rest in unglued(word) if rest in _PALACES and p in ("", "ب")), None)


_SEATS = Remembered(_glued_to_seat)


def _of_capital(scene: Scene, index: int, names: dict[int, Name], glued: str) -> Spot | None:
    """«بالعاصمة المؤقتة عدن», «في العاصمة التونسية», «بالعاصمة»."""
    words = scene.line.words
    before = words[index - 1].text if index else ""
    if glued not in ("ب", "وب", "ل") and before not in _IN:
        return None
    end = index + 1
    adjective = end < len(words) and (
        (end in names and names[end].is_adjective) or words[end].text in _CAPITAL_ADJECTIVES
    )
    end += bool(adjective)
    if end < len(words) and (named := gazetteer().at(words, end)) is not None and named.prefix in ("", "ال"):
        return Spot(scene.line.text(end, named.end), index, named.end, True)
    if end < len(words) and end in names and names[end].form is Form.CAPITAL and not names[end].prefix:
        return Spot(scene.line.text(end, names[end].end), index, names[end].end, True)
    if not words[index].text.endswith("العاصمه"):
        return None
    return Spot(scene.line.text(index, end)[len(glued) :], index, end, True)


def _palace(scene: Scene, index: int, names: dict[int, Name], glued: str) -> Spot | None:
    """«بالقصر الرئاسي», «في قصر كويرينالي», «في قاعة الشعب الكبرى»."""
    words = scene.line.words
    text = words[index].text
    before = words[index - 1].text if index else ""
    if not (glued or before in ("في", "داخل", "من", "الي")):
        return None
    definite = text.removeprefix("ب").startswith("ال")
    end = index + 1
    if index in names and names[index].end > end and names[index].form is Form.SEAT:
        end = names[index].end
    elif not definite and end < len(words) and words[end].text.isalpha():
        end += 1
    elif definite and not (end < len(words) and words[end].text in _PALACE_ADJECTIVES):
        return None
    while end < len(words) and words[end].text in _PALACE_ADJECTIVES:
        end += 1
    if end == index + 1 and not definite:
        return None
    town = None if definite else gazetteer().at(words, index + 1)
    if town is not None and town.prefix == "" and not _is_word(words[index + 1].text):  # «قصر بعبدا»
        return Spot(scene.line.text(index + 1, town.end), index, town.end, True)
    return Spot(scene.line.text(index, end)[len(glued) :], index, end, True)


def _is_word(text: str) -> bool:
    return text in _NOT_PLACES or text.startswith("ال")


def _with_towns(words: tuple[Word, ...], spots: list[Spot]) -> list[Spot]:
    """A palace with its town behind it is that town: «قصر السلام بجدة»."""
    kept: list[Spot] = []
    for at, spot in enumerate(spots):
        after = spots[at + 1] if at + 1 < len(spots) else None
        close = after is not None and after.narrow and after.start - spot.end <= 1
        opens = close and after is not None and _goes_on(words, spot, after)
        if not (opens and is_in(words[spot.start].text, _PALACES | word_set("seats"))):
            kept.append(spot)
    return kept


def _goes_on(words: tuple[Word, ...], spot: Spot, after: Spot) -> bool:
    return words[after.start].text.startswith("ب") if after.start == spot.end else words[spot.end].text == "في"


def is_nameless(place: str) -> bool:
    """Whether it is a palace with no name, «القصر الرئاسي», which says less than its town."""
    words = fold_key(place).split()
    return len(words) == 2 and words[0].startswith("ال") and words[0] in _PALACES


def is_palace(place: str) -> bool:
    """Whether it is a building: «قصر اليمامة», «قاعة الشعب الكبرى»."""
    return fold_key(place).partition(" ")[0] in _PALACES


def bare(scene: Scene, start: int, end: int) -> str:
    """The words without the preposition glued to the first and without «مدينة», «العاصمة», «دولة» before the name."""
    words = scene.line.words
    while start < end - 1 and is_in(words[start].text, _PLACE_NOUNS):
        start += 1
    text = scene.line.text(start, end)
    name = next((name for name in scene.line.names if name.start == start), None)
    if name is None or not name.prefix:
        return text
    rest = text[len(name.prefix) :]
    # «للسعودية» lost the alef of its article to the preposition
    return "ال" + rest[1:] if name.definite and rest.startswith("ل") and not rest.startswith("ال") else rest
