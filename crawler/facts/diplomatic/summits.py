"""A bloc's own summit, called by the bloc's name: «القمة العربية», «القمة الأفريقية»."""

from collections.abc import Sequence

from crawler.arabic.words import Word
from crawler.facts.act import ActKind
from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.dealing import Dealing
from crawler.facts.diplomatic.scene import Scene, parties_of
from crawler.facts.diplomatic.triggers import Trigger
from crawler.facts.diplomatic.words import is_in, word_set

# They hold summits of their own members.
BLOCS = frozenset(
    name.strip()
    for name in """Arab League|EU|African Union|GCC|NATO|OIC|G7|G20|BRICS|ASEAN|SCO|ECOWAS|IGAD|CEMAC|OIF|GECF|SADC|ECCAS|UEMOA|COMESA|
    CEN-SAD|G5 Sahel|Sahel States|G8|G77|East African Community|Great Lakes Conference|Arab Maghreb Union|Commonwealth|
    Non-Aligned Movement|CIS|CSTO|Eurasian Economic Union|Organisation of Turkic States|ECO|CICA|BSEC|D-8|SAARC|BIMSTEC|
    APEC|Pacific Islands Forum|Quad|Mercosur|CELAC|CARICOM|OAS|ALBA|UNASUR|Andean Community|OPEC|OPEC+|
    Union for the Mediterranean|OSCE|Council of Europe""".split("|")
)
_HELD = word_set("held")
_ATTENDS = word_set("attends")
_NEAR = 6  # words before or behind the summit's name that say it is held
_FAR = 14  # words between who attends and the summit


def names_summit(trigger: Trigger, actors: Sequence[Actor]) -> bool:
    """Whether a trigger is the word «القمة» within a bloc's name."""
    return trigger.kind is ActKind.SUMMIT and _bloc(trigger, actors) is not None


def _bloc(trigger: Trigger, actors: Sequence[Actor]) -> Actor | None:
    inside = (actor for actor in actors if actor.start <= trigger.start < actor.end)
    return next((actor for actor in inside if actor.party in BLOCS), None)


def _with_continent(scene: Scene, trigger: Trigger) -> Dealing | None:
    """«القمة الروسية الأفريقية», «قمة روسيا أفريقيا»: one state with all of a continent, which its union stands for."""
    words = scene.line.words
    state = next((actor for actor in scene.actors if actor.start == trigger.end), None)
    if state is None or state.party in BLOCS or state.end >= len(words):
        return None
    at = state.end + (words[state.end].text in ("-", "–", "/"))
    if at >= len(words) or words[at].text.removeprefix("و").removeprefix("ال") not in _CONTINENT:
        return None
    if words[at].text.endswith("افريقيا") and state.adjective:
        return None
    persons = [actor for actor in scene.actors if actor.party == state.party and actor.person]
    return Dealing((state.party, "African Union"), (state, *persons))


_CONTINENT = frozenset(("افريقيه", "افريقيا"))


def blocs_summit(scene: Scene, trigger: Trigger) -> Dealing | None:
    """The bloc alone, or with the state that attends or calls the summit; None where it is no bloc's own."""
    bloc = _bloc(trigger, scene.actors)
    if _is_arab_islamic(scene, trigger):
        near = _around(scene, trigger, trigger.end + 2)
        held = any(is_in(word.text, _HELD) or _opens(word.text) for word in near)
        return Dealing(("Arab League", "OIC"), (bloc,) if bloc else ()) if held else None
    if bloc is None:
        return _with_continent(scene, trigger) or _called(scene, trigger)
    words = scene.line.words
    others = [actor for actor in scene.actors if actor.adjective and actor.start == bloc.end]
    if others and others[0].party != bloc.party:  # «القمة العربية الصينية»
        return Dealing((bloc.party, others[0].party), (bloc, *_beside(scene, others[0])))
    before = words[max(0, trigger.start - _FAR) : trigger.start]
    if any(is_in(word.text, _ATTENDS) for word in before):
        guests = scene.subject_before(trigger, adjacent=False)
        if guests and all(guest.party not in BLOCS for guest in guests):
            return Dealing((*parties_of(guests), bloc.party), (*guests, bloc))
    held = any(is_in(word.text, _HELD) for word in _around(scene, trigger, bloc.end))
    return Dealing((bloc.party,), (bloc,)) if held else None


def _is_arab_islamic(scene: Scene, trigger: Trigger) -> bool:
    """«قمة عربية إسلامية», «القمة العربية الإسلامية الطارئة»: of both blocs together, and with nobody else."""
    end = trigger.end + 2
    behind = [word.text.removeprefix("ال") for word in scene.line.words[trigger.end : end]]
    guest = any(actor.adjective and end <= actor.start <= end + 1 for actor in scene.actors)
    return set(behind) == {"عربيه", "اسلاميه"} and not guest


def _around(scene: Scene, trigger: Trigger, end: int) -> Sequence[Word]:
    """The words that may say that a summit is held, around a name that ends at `end`; of a text's first lines only."""
    words = scene.line.words
    if scene.line.number > _TOLD_EARLY:
        return ()
    return [*words[max(0, trigger.start - _NEAR) : trigger.start], *words[end : end + _NEAR]]


def _beside(scene: Scene, other: Actor) -> list[Actor]:
    """The nationality in a summit's name, with the persons of its party that the line names."""
    return [other, *(actor for actor in scene.actors if actor.party == other.party and actor.person)]


def held_by_bloc(scene: Scene, trigger: Trigger, found: Sequence[Actor]) -> Dealing | None:
    """A bloc's own summit where states are named beside it only as who opened, called, chaired or housed it.

    «افتتح تبون ... القمة السابعة لمنتدى الدول المصدرة للغاز», «التقى قادة سيماك في ياوندي في قمة دعا إليها ...».
    """
    if scene.line.number > _TOLD_EARLY:
        return None
    blocs = [actor for actor in found if actor.party in BLOCS]
    others = [actor for actor in found if actor.party not in BLOCS]
    if len(parties_of(blocs)) != 1 or not others or any(scene.case_of(actor) in _PARTNERS for actor in others):
        return None
    bloc = blocs[0]
    if bloc.adjective or any(actor.adjective or actor in scene.chain(bloc) for actor in others):
        return None
    words = scene.line.words
    before = words[max(0, trigger.start - _FAR) : trigger.start]
    own = 0 <= bloc.start - trigger.end <= _NAMED_NEAR and any(_opens(word.text) for word in before)
    gathered = bloc.end <= trigger.start and bloc.office in _LEADERS and scene.case_of(bloc) == ""
    return Dealing((bloc.party,), tuple(found)) if own or gathered else None


def _opens(word: str) -> bool:
    return is_in(word, _OPENS)


_TOLD_EARLY = 2  # lines
_NAMED_NEAR = 4  # words between «القمة» and the bloc: «القمة العادية الثامنة عشرة لـ...»
_PARTNERS = frozenset(("مع", "بين"))
_LEADERS = frozenset(("president", "king", "pm", "fm", "side"))
_OPENS = frozenset(
    """افتتح افتتحت يفتتح تفتتح سيفتتح اختتم اختتمت ترأس تراس تراست يتراس احتضنت احتضن تحتضن تستضيف استضافت يستضيف
    ستستضيف استضاف انطلقت تنطلق بدات تبدا انعقدت تنعقد التامت تلتيم عقدت تعقد ستعقد شهدت تشهد""".split()
)


def _called(scene: Scene, trigger: Trigger) -> Dealing | None:
    """«وجه البيت الأبيض دعوات إلى قادة مجموعة العشرين لحضور القمة»: who calls whom to a summit."""
    before = scene.line.words[max(0, trigger.start - _FAR) : trigger.start]
    if not any(word.text in _INVITES for word in before):
        return None
    guests = [actor for actor in scene.left(trigger) if scene.case_of(actor) == "الي" and actor.strong]
    hosts = scene.main_subject(trigger)
    if not hosts or not guests or hosts[0].party == guests[0].party:
        return None
    return Dealing((*parties_of(hosts), *parties_of(guests)), (*hosts, *guests))


_INVITES = frozenset(("دعوات", "دعوه", "الدعوات", "الدعوه"))
