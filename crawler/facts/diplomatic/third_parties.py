"""Dealings with somebody between the sides: a mediator."""

from collections.abc import Sequence

from crawler.arabic.words import Word
from crawler.facts.act import ActKind
from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.dealing import Dealing
from crawler.facts.diplomatic.scene import Scene, parties_of
from crawler.facts.diplomatic.sponsors import OF_IT, SPONSOR
from crawler.facts.diplomatic.triggers import Part, Trigger
from crawler.facts.diplomatic.words import is_in, word_set

_BY_HAND = word_set("under") | {"", "من", "ل"}
_CARRIERS = frozenset(("ICRC",))  # they carry out what others agree on
_ENVOY = "envoy"  # the office of «الوسيط القطري»
_TWO = 2  # «أسفرت وساطة قطرية عن إطلاق سراح ... أوكرانيا كانوا في روسيا»


def mediation(scene: Scene, trigger: Trigger) -> Dealing | None:
    """The mediator first, then the sides."""
    right = scene.right(trigger, soft=False)
    go_between = is_in(scene.line.words[trigger.start].text, _GO_BETWEENS)
    named_by_seat = _seated(scene, trigger) if go_between else []
    itself = [actor for actor in scene.actors if actor.office == _ENVOY and actor.start <= trigger.start < actor.end]
    if go_between and not (named_by_seat or itself) and not scene.adjectives(trigger):
        return _unnamed_mediators(scene)
    mediators = itself or named_by_seat or _mediators(scene, trigger, right)
    if not mediators or (_is_effort(scene, trigger) and not scene.adjectives(trigger)):
        return None
    own = parties_of(mediators)
    between = next((actor for actor in right if scene.case_of(actor) == "بين"), None)
    sides = list(scene.chain(between)) if between else []
    pair = tuple(party for party in parties_of(sides) if party not in own)
    factions = sides_between(scene, trigger)
    named = tuple(party for party in parties_of(factions) if party not in own)
    if len(named) > len(pair):
        sides, pair = factions, named
    if len(pair) < 2 and not named:
        pair = _sides_before(scene, trigger, own)
    if len(pair) < _TWO and go_between:
        pair = _around(scene, trigger, own)
    if len(pair) == 1 and (region := _region_beside(scene, trigger, pair[0])) is not None:
        pair = (*pair, region)
    if len(pair) < _TWO and _gathers_itself(scene, trigger):
        sides = _objects_of(scene, trigger, own)
        pair = parties_of(sides)
    if len(pair) < 2:
        met = _brought_together(scene, trigger, own)
        sides, pair = (met, parties_of(met)) if met else (sides, pair)
    pair = tuple(party for party in pair if party not in _CARRIERS)
    if len(pair) < 2 and not named:
        crisis = _crisis(scene, trigger, own)
        if crisis is not None:
            return Dealing((*own, crisis.party), (*mediators, crisis))
    if len(pair) < _TWO and _is_between_others(scene, trigger):
        return None
    if not pair:
        freed = tuple(dict.fromkeys(actor.party for actor in right if actor.party not in own))
        return Dealing((*own, *freed), tuple(mediators)) if len(freed) == _TWO else None
    return Dealing((*own, *pair), (*mediators, *sides), sure=len(pair) > 1 or bool(named))


def _is_between_others(scene: Scene, trigger: Trigger) -> bool:
    """Whether a wording tells of mediation only where two others are named: «حل الخلاف بين ...», «نقل رسائل بين ...»."""
    return scene.line.words[trigger.start].text.lstrip("وفل") in _OF_TWO_OTHERS


_OF_TWO_OTHERS = frozenset(
    "راب نزع احتواء حل تسويه انهاء اصلاح تخفيف خفض تهديه نقل نقلت ينقل تنقل تقريب قرب قربت يقرب تقرب".split()
)
_DUAL = frozenset(("الوسيطين", "الوسيطان"))
_GO_BETWEENS = frozenset(("الوسطاء", "الوسيطين", "الوسيطان", "الوسطاي", "الوسيط"))


def names_go_between(trigger: Trigger, words: Sequence[Word]) -> bool:
    """Whether a trigger is the office of who mediates: «الوسيط القطري»."""
    return trigger.kind is ActKind.MEDIATION and words[trigger.start].text == "الوسيط"


def _unnamed_mediators(scene: Scene) -> Dealing | None:
    """«وقال إن الوسيطين سلما ...»: those told of before, or who led where the lead told of talks between two others."""
    mind = scene.mind
    if mind.mediated:
        return Dealing(mind.mediated)
    if len(mind.pair) != 2 or len(mind.leads) < 2 or not set(mind.leads).isdisjoint(mind.pair):
        return None
    return Dealing((*mind.leads, *mind.pair))


def _is_effort(scene: Scene, trigger: Trigger) -> bool:
    """«الجهود المصرية لتقريب ...»: efforts are somebody's mediation only where they are called his."""
    return scene.line.words[trigger.start].text.removeprefix(trigger.prefix) in _EFFORTS and not trigger.owner


_EFFORTS = frozenset(("جهود", "الجهود", "المساعي", "تحركات", "التحركات"))


def _seated(scene: Scene, trigger: Trigger) -> list[Actor]:
    """«الوسطاء في مصر وقطر»: go-betweens named by their capitals or states."""
    if trigger.end >= len(scene.line.words) or scene.line.words[trigger.end].text not in ("في", "من"):
        return []
    first = next((actor for actor in scene.actors if actor.start == trigger.end + 1), None)
    return list(scene.chain(first)) if first is not None else []


def _around(scene: Scene, trigger: Trigger, own: tuple[str, ...]) -> tuple[str, ...]:
    """«سلمت حماس الوسطاء ... ردها على مقترح الهدنة مع إسرائيل»: one side speaks to them, the other is spoken of."""
    told = (*scene.left(trigger), *scene.right(trigger, soft=False))
    acting = (a for a in told if (a.strong or a.adjective) and not (a.people or a.place))
    sides = tuple(dict.fromkeys(a.party for a in acting if a.party not in own))
    return sides if len(sides) == _TWO else ()


def _brought_together(scene: Scene, trigger: Trigger, own: tuple[str, ...]) -> list[Actor]:
    """«وساطة توغولية تجمع باماكو وأبيدجان»: those behind a verb that gathers."""
    words = scene.line.words
    near = range(trigger.end, min(len(words), trigger.end + _BETWEEN_NEAR))
    at = next((index for index in near if words[index].text in _GATHERS), None)
    first = next((a for a in scene.actors if at is not None and 0 <= a.start - at - 1 <= 1), None)
    chain = [actor for actor in scene.chain(first) if actor.party not in own] if first is not None else []
    return chain if len(parties_of(chain)) > 1 else []


_GATHERS = word_set("gathers")


def _region_beside(scene: Scene, trigger: Trigger, state: str) -> str | None:
    """«تتوسط ... بين بغداد وأربيل»: a region at odds with its own state, by the town it is governed from."""
    texts = [word.text for word in scene.line.words[trigger.end : trigger.end + _SIDES_NEAR + _BETWEEN_NEAR]]
    if "بين" not in texts:
        return None
    behind = {text.removeprefix("و") for text in texts[texts.index("بين") + 1 :]}
    return next((party for town, (own, party) in _REGIONS.items() if own == state and town in behind), None)


_REGIONS = {
    "اربيل": ("IQ", "KRG"),
    "كردستان": ("IQ", "KRG"),
    "كوردستان": ("IQ", "KRG"),
    "بنغازي": ("LY", "LNA"),
    "هرجيسا": ("SO", "Somaliland"),
    "هرغيسا": ("SO", "Somaliland"),
    "ميكيلي": ("ET", "TPLF"),
    "مقلي": ("ET", "TPLF"),
    "تيراسبول": ("MD", "Transnistria"),
}


def _gathers_itself(scene: Scene, trigger: Trigger) -> bool:
    text = scene.line.words[trigger.start].text
    return trigger.part is Part.VERB and ("جمع" in text or "شرف" in text)  # «أشرف ... على توقيع رئيسي ...»


def _objects_of(scene: Scene, trigger: Trigger, own: tuple[str, ...]) -> list[Actor]:
    """«جمع أمير قطر ... رئيسي رواندا والكونغو الديمقراطية»: whom the host brings together."""
    for actor in scene.right(trigger, soft=False):
        chain = [member for member in scene.chain(actor) if member.party not in own and not member.place]
        if actor.office and scene.case_of(actor) == "" and len(parties_of(chain)) == _TWO:
            return chain
    return []


def _crisis(scene: Scene, trigger: Trigger, own: tuple[str, ...]) -> Actor | None:
    """Whose affair is mediated where no sides are named: «وساطتها في أزمة النيجر», «وساطة في مدغشقر»."""
    words = scene.line.words
    if trigger.end >= len(words) or words[trigger.end].text not in ("في", "بشان", "لحل", "لانهاء", "لدي"):
        return None
    behind = (actor for actor in scene.actors if 1 <= actor.start - trigger.end <= _CRISIS)
    return next((actor for actor in behind if not actor.person and actor.party not in own), None)


_CRISIS = 4  # words between «وساطة» and the state whose crisis it is about


def sides_between(scene: Scene, trigger: Trigger) -> list[Actor]:
    """Who stands behind «بين» near a trigger, be it the factions of one state: «المفاوضات بين أطراف الأزمة في ليبيا»."""
    words = scene.line.words
    near = range(trigger.end, min(len(words), trigger.end + _BETWEEN_NEAR))
    at = next((index for index in near if words[index].text == "بين"), None)
    if at is None:
        return []
    behind = [actor for actor in scene.actors if at < actor.start <= at + _SIDES_NEAR]
    if not behind:
        return []
    return list(scene.chain(behind[0])) if len(scene.chain(behind[0])) > 1 else _run(behind)


def _run(actors: list[Actor]) -> list[Actor]:
    """The first actor and those that touch it: «الجانبين الكولومبي والفنزويلي»."""
    run = actors[:1]
    for actor in actors[1:]:
        if actor.start - run[-1].end <= 1 and actor.adjective:
            run.append(actor)
    return run


_BETWEEN_NEAR = 6  # words between «المفاوضات» and «بين»
_SIDES_NEAR = 6  # words between «بين» and the first of the sides


def _mediators(scene: Scene, trigger: Trigger, right: list[Actor]) -> list[Actor]:
    if _is_told_of_sponsor(scene, trigger):
        return [
            actor for actor in right if scene.case_of(actor) == SPONSOR and scene.chain(actor)[0].start == trigger.end
        ]
    if (who := _who_sponsors(scene, trigger)) is not None:
        return list(scene.chain(who))
    adjectives = scene.adjectives(trigger)
    if adjectives:  # «عبر الوسيطين المصري والقطري الرد الإسرائيلي»: two they are
        return adjectives[:_TWO] if scene.line.words[trigger.start].text in _DUAL else adjectives
    if not trigger.owner and trigger.part is not Part.VERB:
        behind = (a for a in right if a.strong and a.start - trigger.end <= 2 and scene.case_of(a) in _BY_HAND)
        sent = (a for a in right if a.start - trigger.end <= 2 and scene.case_of(a) == "من")
        first = next(behind, None) or next(sent, None)  # «بوساطة تركيا», «بوساطة من تركيا وقطر»
        if first is not None:
            return list(scene.chain(first))
    before = scene.subject_before(trigger, adjacent=False)
    first = next((actor for actor in right if actor.strong and scene.case_of(actor) == ""), None)
    acts = [member for member in scene.chain(first) if member.strong] if first is not None else []
    return list(before) or acts or _delegation(scene, trigger)


def _delegation(scene: Scene, trigger: Trigger) -> list[Actor]:
    """«توسط وفد من المخابرات المصرية بين ...», «تتوسط بعثة الأمم المتحدة»: whose people go between."""
    words = scene.line.words
    if trigger.part is not Part.VERB or trigger.end >= len(words) or words[trigger.end].text not in _SENT:
        return []
    return [actor for actor in scene.actors if 1 <= actor.start - trigger.end <= _SENT_NEAR][:1]


_SENT = frozenset(("وفد", "بعثه", "فريق", "مسوولون", "مبعوثون", "لجنه"))
_SENT_NEAR = 3  # words between «وفد» and whose it is


def _is_told_of_sponsor(scene: Scene, trigger: Trigger) -> bool:
    """«محادثات رعتها ...»: the sponsor stands right behind."""
    last = scene.line.words[trigger.end - 1].text
    return trigger.part is Part.PHRASE and (last in _SPONSORS or last in OF_IT)


_SPONSORS, _RELATIVE = word_set("sponsors"), word_set("relatives")


def _who_sponsors(scene: Scene, trigger: Trigger) -> Actor | None:
    """«بحضور الوزير المصري الذي رعى الحوار»: of whom it is told stands before."""
    before = scene.line.words[trigger.start - 1].text if trigger.start else ""
    if trigger.part is not Part.VERB or before not in _RELATIVE:
        return None
    near = [actor for actor in scene.left(trigger) if actor.strong and trigger.start - actor.end <= _TWO]
    return near[-1] if near else None


def _sides_before(scene: Scene, trigger: Trigger, mediators: tuple[str, ...]) -> tuple[str, ...]:
    left = [actor.party for actor in scene.left(trigger) if _is_side(scene, actor) and actor.party not in mediators]
    named = tuple(dict.fromkeys(left))
    in_mind = scene.mind.talkers if _is_told_of_sponsor(scene, trigger) else scene.mind.pair
    known = tuple(party for party in in_mind if party not in mediators)
    best = named if len(named) >= 2 or len(named) > len(known) else known
    talkers = scene.mind.talkers  # «ثمن المساعي الحميدة التي بذلتها عمان», behind the deal of two others
    return talkers if len(best) < _TWO and talkers and set(talkers).isdisjoint(mediators) else best


def _is_side(scene: Scene, actor: Actor) -> bool:
    if len(parties_of(scene.chain(actor))) == _TWO and scene.case_of(actor) == "في":
        return True  # «مع عائلاتهم في كل من روسيا وأوكرانيا»
    return (actor.strong or actor.adjective or actor.people) and not actor.place
