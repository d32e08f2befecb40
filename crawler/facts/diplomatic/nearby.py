"""Parties that stand near a dealing and not in its grammar: the state of a town, a place, who was named before."""

from collections.abc import Sequence

from crawler.arabic.names import Form
from crawler.arabic.places import Place, places_of
from crawler.arabic.words import Word
from crawler.facts.act import ActKind
from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.offices import office_at
from crawler.facts.diplomatic.scene import Scene, parties_of
from crawler.facts.diplomatic.triggers import Part, Trigger

_WHERE_FROM = {
    ActKind.EXPULSION: ("من",),  # «طرد دبلوماسيين روسيين من رومانيا»
    ActKind.SUMMON: ("في", "ب", "الي", "لدي"),
    ActKind.AID: ("من",),
}


def actor_at_place(scene: Scene, trigger: Trigger, target: Sequence[Actor]) -> Actor | None:
    """Who acts where only the place is said: «أقلعت من الكويت طائرة إغاثية إلى أفغانستان»."""
    cases = _WHERE_FROM.get(trigger.kind, ())
    away = [a for a in scene.actors if a.party not in parties_of(target) and scene.case_of(a) in cases]
    if trigger.kind is ActKind.SUMMON:  # «استدعيت السفيرة ... إلى وزارة الخارجية البولندية»
        away.sort(key=lambda actor: scene.case_of(actor) != "الي")
        return next((a for a in away if a.place or a.office == "government" or scene.case_of(a) == "لدي"), None)
    return next((a for a in away if a.place), None)


_BY_PRONOUN = frozenset(("لها", "له", "معها", "معه", "بها", "به", "اليها", "اليه"))
_PRONOUN_NEAR = 5  # words between «معلنة تأييد حكومة بلادها» and «لها»
_TOLD_OF_BEFORE = frozenset({ActKind.EXPULSION, ActKind.STATEMENT_SUPPORT})


def named_before(scene: Scene, trigger: Trigger, used: tuple[str, ...]) -> Actor | None:
    """Whom a set phrase or a pronoun means: «... موظفي السفارة الروسية أشخاص غير مقبولين», «المبادرة المغربية ... تأييدها لها»."""
    words = scene.line.words
    told = trigger.part is Part.PHRASE and trigger.kind in _TOLD_OF_BEFORE
    after = words[trigger.end : trigger.end + _PRONOUN_NEAR]
    meant = trigger.kind is ActKind.STATEMENT_SUPPORT and any(word.text in _BY_PRONOUN for word in after)
    if not told and not meant:
        return None
    before = [a for a in scene.actors if a.end <= trigger.start and a.party not in used and not a.place]
    return before[-1] if before else None


def country_near(scene: Scene, trigger: Trigger, used: tuple[str, ...]) -> str | None:
    """The state of a town named after a trigger, where no state is: «العملية الإرهابية بمدينة بن قردان»."""
    words = scene.line.words[trigger.end : trigger.end + NEAR_TOWN]
    if "PS" not in used and any(word.text in STRIP for word in words):
        return "PS"
    people = {
        at - trigger.end for name in scene.line.names if name.form is Form.PERSON for at in range(name.start, name.end)
    }
    for place in places_of(words):
        known = place.country and place.country not in used and place.start not in people  # «باراك» is not «بأراك»
        if known and _is_believed(words, place):
            return place.country
    return _heading_country(scene, used) if trigger.kind is ActKind.AID else None


def _heading_country(scene: Scene, used: tuple[str, ...]) -> str | None:
    """«درنة: فريق إنقاذ تونسي يلتحق ...»: the state of a town that heads the title."""
    words = scene.line.words
    colon = next((at for at in range(1, min(4, len(words))) if words[at].text == ":"), None)
    if scene.line.number or colon is None:
        return None
    place = next((place for place in places_of(words[:colon]) if place.start == 0), None)
    return place.country if place is not None and place.country not in used else None


def _is_believed(words: Sequence[Word], place: Place) -> bool:
    if office_at(words, place.start) is not None:  # «بالسفيرة»: a town of Syria is written so
        return False
    before = words[place.start - 1].text if place.start else ""
    return bool(place.cut or place.kind) or before in ("في", "علي", "بشان", "الي", "قطاع")


STRIP = frozenset(("غزه", "بغزه", "لغزه"))
NEAR_TOWN = 25  # words
