"""Envoys who are told of before what happens to them: «السفير الفرنسي استدعي إلى ...», «عاد سفير المكسيك ... للتشاور».

Their own state is named with them, so that the other one is the host: by his ministry, by their post, or by the story.
"""

from crawler.facts.act import ActKind
from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.dealing import Dealing, unsaid_parties
from crawler.facts.diplomatic.scene import Scene, parties_of
from crawler.facts.diplomatic.triggers import Trigger
from crawler.facts.diplomatic.words import is_in, word_set

_ENVOY = "ambassador"
_NEAR = 14  # words between an envoy and his post, or between «استدعي» and the ministry
_FAR = 24  # words between an envoy and the verb behind him
_POST = frozenset(("لدي", "في", "ب"))
_BY_HOST = frozenset(("قبل", "جانب", "طرف"))
_TO_MINISTRY = frozenset(("مقرها", "مقره", "الوزاره", "الخارجيه", "وزاره", "مقر", "ديوان"))
_COMES_HOME = frozenset(("عاد", "عادت", "يعود", "تعود", "سيعود", "ستعود", "غادر"))


def envoys_dealing(scene: Scene, trigger: Trigger) -> Dealing | None:
    """The dealing of an envoy who is summoned or comes home, where the clause tells it of him as its subject."""
    if trigger.kind is ActKind.SUMMON:
        return _summoned(scene, trigger)
    if trigger.kind is ActKind.RECALL and scene.line.words[trigger.start].text.removeprefix("و") in _COMES_HOME:
        return _home(scene, trigger)
    if trigger.kind is ActKind.EXPULSION and scene.line.words[trigger.start].text.removeprefix("و") == "امام":
        home = _home(scene, trigger)  # «أمام السفير الفرنسي في النيجر 48 ساعة ليحزم حقائبه»
        return home and Dealing(home.parties[::-1], home.actors[::-1])
    if trigger.kind is ActKind.RECALL and _envoy_behind(scene, trigger) is not None:
        return _home(scene, trigger)  # «استدعي السفير الروسي لدى الولايات المتحدة إلى موسكو للتشاور»
    return None


def _summoned(scene: Scene, trigger: Trigger) -> Dealing | None:
    envoy = _envoy_before(scene, trigger) or _envoy_behind(scene, trigger)
    if envoy is None:
        return None
    host = _ministry(scene, trigger, envoy) or _post(scene, envoy)
    if host is not None:
        return Dealing((host.party, envoy.party), (host, envoy))
    before_verb = envoy.start < trigger.start
    goes = any(is_in(word.text, _TO_MINISTRY) for word in scene.line.words[trigger.end : trigger.end + 5])
    known = next((party for party in unsaid_parties(scene, trigger) if party != envoy.party), None)
    if known is None or not (before_verb or goes):
        return None
    return Dealing((known, envoy.party), (envoy,), sure=goes)


def _envoy_before(scene: Scene, trigger: Trigger) -> Actor | None:
    near = [a for a in scene.actors if a.end <= trigger.start <= a.end + _FAR and a.office == _ENVOY]
    return next((a for a in reversed(near) if a.strong and scene.case_of(a) in ("", "و")), None)


def _envoy_behind(scene: Scene, trigger: Trigger) -> Actor | None:
    """«استدعي السفير الفرنسي في نيامي إلى وزارة خارجية النيجر»."""
    behind = next((a for a in scene.actors if 0 <= a.start - trigger.end <= 1), None)
    return behind if behind is not None and behind.office == _ENVOY else None


def _ministry(scene: Scene, trigger: Trigger, envoy: Actor) -> Actor | None:
    """Who calls the envoy in: «إلى الخارجية التشيكية», «من قبل الخارجية الكندية»."""
    begin = max(trigger.end, envoy.end)
    behind = [a for a in scene.actors if 0 <= a.start - begin <= _NEAR and a.party != envoy.party]
    called = (a for a in behind if (a.case in ("الي", "امام") and a.office is not None) or a.case in _BY_HOST)
    return next(called, None)


def _post(scene: Scene, envoy: Actor) -> Actor | None:
    """Where he is accredited: «السفير الإيراني لدى السويد», «سفير المكسيك في كيتو»."""
    near = (a for a in scene.actors if 0 <= a.start - envoy.end <= 2 and a.party != envoy.party and not a.office)
    inside = (a for a in near if scene.case_of(a) in _POST)
    return next(inside, None)


def _home(scene: Scene, trigger: Trigger) -> Dealing | None:
    """«عاد سفير المكسيك لدى الإكوادور إلى بلاده للتشاور»: he is called home by his own state."""
    envoy = _envoy_before(scene, trigger) or _envoy_behind(scene, trigger)
    post = _post(scene, envoy) if envoy is not None else None
    if envoy is None or post is None:
        return None
    return Dealing((*parties_of((envoy,)), post.party), (envoy, post))


_ENVOY_WORDS = word_set("own_envoys")
_ORDERS = ("امر", "اوعز", "وعز", "طلب", "عاد", "عود")


def calls_nobody_home(scene: Scene, trigger: Trigger) -> bool:
    """Whether «أمر», «طلب», «عاد ... للتشاور» is told of nobody's envoy."""
    word = scene.line.words[trigger.start].text
    if trigger.kind is not ActKind.RECALL or not any(stem in word for stem in _ORDERS):
        return False
    near = scene.line.words[trigger.end : trigger.end + _NEAR]
    return not any(is_in(other.text, _ENVOY_WORDS) for other in near)
