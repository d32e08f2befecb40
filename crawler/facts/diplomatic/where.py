"""Where a dealing took place, as far as its own line says: the nearest spot of its clause, a visit's goal, a host city.

What the rest of the story says of it – its dateline, another telling – is setting.py's to add.
"""

from collections.abc import Sequence
from itertools import pairwise

from crawler.arabic.letters import fold_key
from crawler.arabic.names import Form
from crawler.arabic.places import gazetteer
from crawler.arabic.words import Remembered, Word, words_of
from crawler.facts.act import ActKind
from crawler.facts.diplomatic.lines import Dateline
from crawler.facts.diplomatic.scene import Scene
from crawler.facts.diplomatic.spots import Spot, bare, governs, spots_of
from crawler.facts.diplomatic.terms import seat_of
from crawler.facts.diplomatic.triggers import Part, Trigger
from crawler.facts.diplomatic.words import is_in, word_set

_HOSTS, _ENVOYS, _RELATIVE = word_set("hosts"), word_set("envoys"), word_set("relative")
# Kinds that happen somewhere. What is said, ordered or decided has a place only where the line opens with it.
_SOMEWHERE = frozenset(
    {ActKind.VISIT, ActKind.LETTER, ActKind.AID, ActKind.MEETING, ActKind.SUMMIT, ActKind.NEGOTIATION}
    | {ActKind.MEDIATION, ActKind.AGREEMENT, ActKind.APPOINTMENT, ActKind.RESTORE, ActKind.VOTE, ActKind.RECOGNITION}
)
ON_ENVOYS = frozenset({ActKind.SUMMON, ActKind.EXPULSION})
_GATHERINGS = frozenset({ActKind.SUMMIT, ActKind.NEGOTIATION, ActKind.MEETING, ActKind.AGREEMENT, ActKind.MEDIATION})
_AT_THE_DATELINE = _GATHERINGS - {ActKind.MEETING} | {ActKind.VOTE}
_NARROW = frozenset({ActKind.VOTE, ActKind.RECOGNITION, ActKind.AID, ActKind.APPOINTMENT, ActKind.RESTORE})
_ISSUED = frozenset(("صدر", "صدرت", "صادر", "اصدرته", "اصدره", "الصادر"))
_LEAVES = frozenset(("مغادره", "بمغادره"))
_NO_POST = frozenset(("علي", "احتجاج", "اقتحام", "احتجاجا", "بعد", "اثر"))
_PLANNED = frozenset({ActKind.NEGOTIATION, ActKind.SUMMIT, ActKind.VISIT})
_NO_TOPIC = frozenset(("ان", "بان", "وذلك"))
_NEAR_HOST = 3  # words between «تستضيف» and the city
_POST = 6  # words between an envoy and where he has his post


def place_of(scene: Scene, trigger: Trigger, dateline: Dateline) -> str | None:
    """The place of a dealing as the line writes it, without «مدينة» and glued prepositions."""
    if trigger.kind in (ActKind.CALL, ActKind.RECALL):
        return None
    opening = _opening(scene)
    if opening is not None and trigger.kind is not ActKind.VOTE:
        return opening.text
    if trigger.kind in ON_ENVOYS:
        return _post(scene, trigger)
    if trigger.kind not in _SOMEWHERE:
        return _issued(scene)
    return _in_line(scene, trigger, dateline) or _at_dateline(scene, trigger, dateline)


def _at_dateline(scene: Scene, trigger: Trigger, dateline: Dateline) -> str | None:
    return known_place(dateline) if trigger.kind in _AT_THE_DATELINE and scene.line.number == 1 else None


def known_place(dateline: Dateline) -> str | None:
    """The dateline's place, not an outlet's name that stands there."""
    if dateline.place is None or dateline.party is not None:
        return dateline.place
    words = words_of(fold_key(dateline.place))
    found = gazetteer().at(words, 0)
    return dateline.place if found is not None and found.end == len(words) else None


def _in_line(scene: Scene, trigger: Trigger, dateline: Dateline) -> str | None:
    if trigger.kind is ActKind.VISIT:
        return _of_visit(scene, trigger)
    host = _host(scene, trigger) if trigger.kind in _GATHERINGS else None
    if host is not None:
        return host
    spots = [spot for spot in spots_of(scene) if not spot.post and not _is_topic(scene, trigger, spot)]
    spots += _of_dateline(scene, trigger, dateline)
    if trigger.kind is ActKind.APPOINTMENT and not any("اعتماد" in word.text for word in scene.line.words):
        spots = [spot for spot in spots if not _is_of_envoy(scene, spot)]
    if trigger.kind in _NARROW:  # «في العراق» is what a vote is about
        spots = [spot for spot in spots if spot.narrow]
    return _nearest(scene, trigger, spots)


def _is_of_envoy(scene: Scene, spot: Spot) -> bool:
    """«تعيين سفير جديد لمصر في أنقرة», «سفيرا للولايات المتحدة بالخرطوم»: where he is to have his post."""
    for word in reversed(scene.line.words[max(0, spot.start - _POST) : spot.start]):
        if word.is_sign:
            return False
        if is_in(word.text, _ENVOYS) or is_in(word.text, _MADE_ENVOY):
            return True
    return False


_MADE_ENVOY = frozenset("سفيرا مبعوثا مبعوثه ممثلا ممثله قنصلا مندوبا قايما باعمال مبعوث ممثل سفارته سفارتها".split())


def _nearest(scene: Scene, trigger: Trigger, spots: list[Spot]) -> str | None:
    begin, end = scene.left_end(trigger.start), scene.right_end(trigger.end, soft=False)

    def cost(spot: Spot) -> tuple[bool, bool, int]:
        return not begin <= spot.start < end, not spot.narrow, abs(spot.start - trigger.end)

    return min(spots, key=cost).text if spots else None


def _opening(scene: Scene) -> Spot | None:
    """«وفي رام الله، أدانت ...»: a place at the head of a line holds for all that it tells."""
    words = scene.line.words
    if words[0].text not in ("في", "وفي", "ففي"):
        return None
    spot = next(iter(spots_of(scene)), None)
    if spot is None or not spot.narrow or spot.start > 2 or spot.post:
        return None
    return spot if spot.end < len(words) and words[spot.end].text in ("،", "..", ":", ".") else None


def _issued(scene: Scene) -> str | None:
    """«في بيان صدر من لومي»."""
    words = scene.line.words
    if not any(word.text in _ISSUED for word in words):
        return None
    for spot in spots_of(scene):
        if spot.narrow and any(word.text in _ISSUED for word in words[max(0, spot.start - 4) : spot.start]):
            return spot.text
    return None


def _is_topic(scene: Scene, trigger: Trigger, spot: Spot) -> bool:
    """Whether a spot stands in what the dealing is about, or in a clause about somebody: «لبحث الوضع في غزة»."""
    words = scene.line.words
    behind = spot.start >= trigger.end
    begin = trigger.end if behind else scene.left_end(trigger.start)
    opened = [at for at in scene.soft if begin <= at < spot.start and words[at].text not in _NO_TOPIC]
    if behind:  # «المفاوضات التي عقدت في جنيف»
        after = next((at for at in range(trigger.end, len(words)) if not words[at].text.startswith("ال")), len(words))
        about = next((at for at in (after, after - 1) if trigger.end <= at < len(words) and _opens(words[at])), None)
        opened = [at for at in opened if at != about]
    if behind and trigger.kind not in _PLANNED and _agreed_later(words[trigger.end : spot.start]):
        return True
    if not opened:
        return False
    if not behind:
        return not any(word.text == "،" for word in words[spot.end : trigger.start])
    between = words[opened[-1] : spot.start]
    return not any(word.text == "،" for word in between) or any(word.text in _RELATIVE for word in between)


def _agreed_later(words: Sequence[Word]) -> bool:
    """«وقعا مذكرة ...، على أن تعقد الجولة الأولى في مسقط»: the place of what is to follow."""
    return any(first.text == "علي" and second.text == "ان" for first, second in pairwise(words))


def _of_dateline(scene: Scene, trigger: Trigger, dateline: Dateline) -> list[Spot]:
    """The dateline's town where the line says «في» of it: one that no list may have."""
    if dateline.place is None:
        return []
    words, town = scene.line.words, fold_key(dateline.place)
    for at in range(1, len(words)):
        if words[at].text == town and words[at - 1].text == "في":
            spot = Spot(scene.line.text(at, at + 1), at, at + 1, True)
            return [] if _is_topic(scene, trigger, spot) else [spot]
    return []


def _opens(word: Word) -> bool:
    return word.text in ("الذي", "التي")


def _of_visit(scene: Scene, trigger: Trigger) -> str | None:
    goal = _goal(scene, trigger)
    if goal is not None and goal.narrow:
        return goal.text
    spots = [spot for spot in spots_of(scene) if not spot.post]
    towns = [
        spot for spot in spots if spot.narrow and spot.start > trigger.start and not _is_topic(scene, trigger, spot)
    ]
    if towns:
        return towns[0].text
    return goal.text if goal is not None else _nearest(scene, trigger, spots)


def _goal(scene: Scene, trigger: Trigger) -> Spot | None:
    for actor in scene.actors:
        if actor.start >= trigger.end and not (actor.office or actor.person or actor.adjective or actor.people):
            forms = [name.form for name in scene.line.names if actor.start <= name.start < actor.end]
            text = bare(scene, actor.start, actor.end)
            if governs(text):
                continue
            return Spot(text, actor.start, actor.end, Form.STATE not in forms)
    return None


def _host(scene: Scene, trigger: Trigger) -> str | None:
    """«بغداد تستضيف قمة», «جولة تحتضنها جنيف», «محادثات جدة»."""
    words = scene.line.words
    names = {name.start: name for name in scene.line.names}
    for at, word in enumerate(words):
        if not _IS_HOST[word.text]:
            continue
        for near in (*range(at + 1, min(len(words), at + 1 + _NEAR_HOST)), *range(at - 1, max(-1, at - 4), -1)):
            if near in names and names[near].form is Form.CAPITAL:
                return bare(scene, near, names[near].end)
            found = gazetteer().at(words, near) if near not in names and near == at + 1 else None
            if found is not None and found.prefix in ("", "ال"):
                return scene.line.text(near, found.end)
    if (seat := seat_of(scene, trigger)) is not None:  # «مباحثات أنقرة بين ...»
        return scene.line.text(seat.start, seat.end)
    if trigger.part is Part.NOUN and not trigger.definite and trigger.end < len(words) and trigger.end not in names:
        found = gazetteer().at(words, trigger.end)
        if found is not None and found.prefix == "" and len(words[trigger.end].text) > 2:
            return scene.line.text(trigger.end, found.end)
    return None


def _is_host(word: str) -> bool:
    return is_in(word, _HOSTS)


_IS_HOST = Remembered(_is_host)


def post_in(scene: Scene, start: int = 0, end: int | None = None) -> str | None:
    """Where the envoy has his post is where he is summoned: «السفير الإيطالي في طهران»."""
    words = scene.line.words
    for spot in spots_of(scene):
        if not (start <= spot.start < (len(words) if end is None else end) and spot.narrow):
            continue
        for at in range(spot.start - 1, max(start, spot.start - _POST) - 1, -1):
            if words[at].is_sign or words[at].text in _NO_POST:
                break
            if is_in(words[at].text, _ENVOYS):
                return spot.text
    return None


def _post(scene: Scene, trigger: Trigger) -> str | None:
    place = post_in(scene, trigger.start, scene.right_end(trigger.end, soft=False))
    if place is None and trigger.kind is ActKind.EXPULSION:  # «لمغادرة كيتو»
        words = scene.line.words
        left = (name for name in scene.line.names if name.start and is_in(words[name.start - 1].text, _LEAVES))
        name = next((name for name in left if name.form in (Form.STATE, Form.CAPITAL)), None)
        return bare(scene, name.start, name.end) if name is not None else None
    return place
