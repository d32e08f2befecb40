"""Where a dealing took place: the narrowest place the line names, a visit's goal, else where the lead was written."""

from dataclasses import dataclass

from crawler.arabic.names import Form
from crawler.arabic.places import places_of
from crawler.facts.act import ActKind
from crawler.facts.diplomatic.lines import Dateline
from crawler.facts.diplomatic.scene import Scene
from crawler.facts.diplomatic.triggers import Trigger
from crawler.facts.diplomatic.words import is_in, word_set

_PLACE_NOUNS = word_set("place_nouns")
_WITHIN = ("في", "ب", "داخل")
_HOSTS = frozenset(["تستضيف", "ستستضيف", "يستضيف", "سيستضيف", "استضافت", "استضاف", "تحتضن", "احتضنت", "ستحتضن"])
_NOT_PLACES = frozenset(["اطار", "بيان", "كلمه"])  # «في إطار»: a town of Mauritania is written so
# Kinds that happen somewhere; those of the second set also where the lead was written.
_SOMEWHERE = frozenset(
    {
        ActKind.VISIT,
        ActKind.LETTER,
        ActKind.AID,
        ActKind.MEETING,
        ActKind.SUMMIT,
        ActKind.NEGOTIATION,
        ActKind.MEDIATION,
        ActKind.AGREEMENT,
        ActKind.APPOINTMENT,
        ActKind.RESTORE,
        ActKind.VOTE,
        ActKind.SANCTION,
    }
)
_AT_THE_DATELINE = frozenset(
    {ActKind.SUMMIT, ActKind.NEGOTIATION, ActKind.MEDIATION, ActKind.AGREEMENT, ActKind.VOTE, ActKind.SANCTION}
)


@dataclass(frozen=True, slots=True)
class _Spot:
    text: str
    start: int
    narrow: bool  # a town or a palace, not a state


def place_of(scene: Scene, trigger: Trigger, dateline: Dateline) -> str | None:
    """The place of a dealing as the story writes it, without «مدينة» and glued prepositions."""
    if trigger.kind not in _SOMEWHERE:
        return None
    spots = _spots(scene) if trigger.kind is not ActKind.VOTE else []  # «في العراق» is what a vote is about
    if trigger.kind is ActKind.VISIT:
        goal = _goal(scene, trigger)
        towns = [spot for spot in spots if spot.narrow and spot.start > trigger.start]
        spots = [goal] if goal and goal.narrow else (towns or ([goal] if goal else spots))
    spots.sort(key=lambda spot: (not spot.narrow, abs(spot.start - trigger.end)))
    if spots:
        return spots[0].text
    host = _host(scene)
    if host is not None:
        return host
    return dateline.place if trigger.kind in _AT_THE_DATELINE and scene.line.number == 1 else None


def _spots(scene: Scene) -> list[_Spot]:
    words = scene.line.words
    forms = {name.start: name.form for name in scene.line.names}
    found = []
    taken: set[int] = set()
    for actor in scene.actors:
        if actor.place and actor.case in _WITHIN and not actor.adjective:
            form = next((forms[at] for at in range(actor.start, actor.end) if at in forms), None)
            found.append(_Spot(_bare(scene, actor.start, actor.end), actor.start, form is not Form.STATE))
            taken.update(range(actor.start, actor.end))
    for place in places_of(words):
        before = words[place.start - 1].text if place.start else ""
        glued = place.cut or before in ("", *_WITHIN) or is_in(before, _PLACE_NOUNS) or not place.known
        inside = any(at in taken for at in range(place.start, place.end))
        if inside or not glued or words[place.start].text in _NOT_PLACES:
            continue
        if any(actor.start <= place.start < actor.end for actor in scene.actors):
            continue
        text = scene.line.text(place.start, place.end)[place.cut :]
        found.append(_Spot(text, place.start, True))
    return found


def _goal(scene: Scene, trigger: Trigger) -> _Spot | None:
    for actor in scene.actors:
        if actor.start >= trigger.end and not (actor.office or actor.person or actor.adjective or actor.people):
            forms = [name.form for name in scene.line.names if actor.start <= name.start < actor.end]
            return _Spot(_bare(scene, actor.start, actor.end), actor.start, Form.STATE not in forms)
    return None


def _host(scene: Scene) -> str | None:
    """«بغداد تستضيف ... قمة»."""
    if not any(word.text in _HOSTS for word in scene.line.words):
        return None
    capitals = {name.start: name for name in scene.line.names if name.form is Form.CAPITAL}
    name = next((capitals[actor.start] for actor in scene.actors if actor.start in capitals), None)
    return _bare(scene, name.start, name.end) if name else None


def _bare(scene: Scene, start: int, end: int) -> str:
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
