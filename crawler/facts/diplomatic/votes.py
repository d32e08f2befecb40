"""Votes: the voting body, a state that vetoes, and the state that the text is about.

A body is an organisation or a parliament. A parliament's vote is a dealing only where it is about another party, and a
treaty that it consents to is an agreement of its state and no vote.
"""

from crawler.arabic.names import unglued
from crawler.facts.act import ActKind
from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.dealing import Dealing
from crawler.facts.diplomatic.nearby import country_near
from crawler.facts.diplomatic.scene import Scene, parties_of
from crawler.facts.diplomatic.triggers import Part, Trigger
from crawler.facts.diplomatic.words import is_in, word_set

_BODIES = frozenset({"UN", "EU", "Arab League", "African Union", "IAEA", "UNESCO", "OPCW", "OIC", "GCC", "ICJ"})
_BODIES |= {"Council of Europe", "ECOWAS", "NATO", "WHO", "FAO", "ILO", "OAS", "Interpol"}
VETO = frozenset(("النقض", "فيتو", "الفيتو"))
_DRAFTS = frozenset("قدمته قدمتها قدمه قدمها طرحته طرحه صاغته صاغه عرضته عرضه رعته وزعته".split())
DRAFT_NOUNS = frozenset("المشروع مشروع مشروعا النص نص نصا القرار قرار قرارا المقترح مقترح مقترحا".split())
_CASTING = word_set("casting")
_CHAMBERS = word_set("chambers")
_CHAMBER_NEAR = 3  # words between the vote and the parliament that casts it
_TREATIES = frozenset("اتفاقيه الاتفاقيه معاهده المعاهده قرض القرض بروتوكول البروتوكول اتفاق الاتفاق تفاهم".split())
_TREATY_NEAR = 10  # words behind a vote in which what is voted on stands


def vote(scene: Scene, trigger: Trigger) -> Dealing | None:
    """Who votes, a state that vetoes, and the state that the text is about; None where two of them are not known."""
    if _is_of_said_vote(scene, trigger):
        return None
    chamber = _chamber(scene, trigger)
    if chamber is not None:
        return _of_chamber(scene, trigger, chamber)
    body = next((actor for actor in scene.actors if actor.party in _BODIES), None)
    veto = any(is_in(word.text, VETO) for word in scene.line.words) or _is_thwarted(scene)
    titled = next((party for party in scene.mind.title if party in _BODIES), None)
    party = body.party if body else ("UN" if veto else titled)
    return _of_body(scene, trigger, party, body, veto=veto) if party is not None else None


def _is_of_said_vote(scene: Scene, trigger: Trigger) -> bool:
    """«صوت ... بأغلبية 24 صوتا»: a majority that belongs to a verb of voting before it is no second vote."""
    if trigger.part is not Part.PHRASE:
        return False
    return any(other.kind is ActKind.VOTE and other.start < trigger.start for other in scene.triggers)


def _of_body(scene: Scene, trigger: Trigger, party: str, body: Actor | None, *, veto: bool) -> Dealing:
    if not veto and _is_on_sahara(scene):
        return Dealing((party, _SAHARA), () if body is None else (body,))
    others = [actor for actor in scene.actors if actor.party != party and actor.party not in _BODIES]
    if veto:  # «ضد مشروع قرار قدمته فرنسا», «ضد المشروع الفرنسي»: who drafted it has no part in the veto
        others = [actor for actor in others if not _drafted(scene, actor)]
    casters = [actor for actor in others if (actor.strong or actor.adjective) and not _is_topic(scene, actor)]
    own = _whose_veto(scene) if veto else None
    casters = [own] if own else (_joined(scene, casters[0]) if veto and casters else [])
    about = _voted_on(scene, trigger, [actor for actor in others if actor.party not in parties_of(casters)])
    if veto:
        about = [actor for actor in about if _is_topic(scene, actor)] or (
            [] if own else [a for a in about if not a.person]
        )
    about = ([actor for actor in about if actor.party in scene.mind.title] or about)[:1]
    parties = (party, *parties_of(casters), *parties_of(about))
    if not about or (not veto and (_casts(scene, about[0]) or _drafted(scene, about[0]))):
        country = country_near(scene, trigger, parties)  # «بشأن غزة»
        if country is not None:
            named = (party, *parties_of(casters), country)
            return Dealing(named, tuple(actor for actor in (body, *casters) if actor is not None))
    if len(parties) < 2 and (host := _mission_host(scene)) is not None:
        return Dealing((party, host), () if body is None else (body,))
    if len(parties) < 2 or (veto and not about):
        extra = next((other for other in scene.mind.title if other not in parties), None)
        parties = (*parties, extra) if extra else parties
    return Dealing(parties, tuple(actor for actor in (body, *casters, *about) if actor is not None))


_SAHARA = "EH"
# Missions of the United Nations that are known by their own names, and where they are: «جدد مجلس الأمن لليونيفيل».
_MISSIONS = {
    name: host
    for host, names in (
        ("LB", "يونيفيل يونفيل"),
        ("IQ", "يونامي"),
        ("YE", "اونمها"),
        ("SD", "يونيتامس يونتامس يوناميد يونميد"),
        ("CD", "مونوسكو منوسكو"),
        ("CF", "مينوسكا"),
        ("ML", "مينوسما"),
        ("SY", "اوندوف اندوف"),
        ("XK", "يونميك"),
        ("SS", "يونميس"),
        ("LY", "اونسميل يونسميل"),
        ("AF", "يوناما"),
        ("HT", "مينوستا مينوستاه"),
        ("SO", "اونسوم يونسوم"),
    )
    for name in names.split()
}


def _mission_host(scene: Scene) -> str | None:
    """The state in which a mission named in the line is, where it is known."""
    spelled = (rest.removeprefix("ال") for word in scene.line.words for _, rest in unglued(word.text))
    return next((_MISSIONS[name] for name in spelled if name in _MISSIONS), None)


def _is_on_sahara(scene: Scene) -> bool:
    """«ولاية بعثة المينورسو في الصحراء الغربية»: a land that deals with nobody, and is what the text is about."""
    texts = [word.text for word in scene.line.words]
    named = ("الصحراء", "الغربيه") in zip(texts, texts[1:], strict=False)
    return named or any(is_in(text, _MISSION) for text in texts)


_MISSION = frozenset(("المينورسو", "مينورسو", "المنيورسو"))


def _whose_veto(scene: Scene) -> Actor | None:
    """«نددت بريطانيا بالفيتو الروسي»: whose veto it is, where its noun says so."""
    words = scene.line.words
    at = next((at for at, word in enumerate(words) if is_in(word.text, VETO)), None)
    return next((a for a in scene.actors if at is not None and a.start == at + 1 and a.adjective), None)


def _is_thwarted(scene: Scene) -> bool:
    """«حال اعتراض روسيا دون تبني مجلس الأمن ...»: a veto by another name."""
    texts = [word.text.removeprefix("و") for word in scene.line.words]
    return any(first in _PREVENTS and second in _OBJECTION for first, second in zip(texts, texts[1:], strict=False))


_PREVENTS = frozenset("حال حالت يحول تحول اسقط اسقطت يسقط احبط احبطه اجهض اجهضه منع منعه".split())
_OBJECTION = frozenset("اعتراض معارضه رفض".split())


def _joined(scene: Scene, first: Actor) -> list[Actor]:
    """«استخدمت روسيا والصين حق النقض»: those who veto together."""
    return [member for member in scene.chain(first) if member.strong or member.adjective] or [first]


# -- parliaments ------------------------------------------------------------------------------------------------------


def _chamber(scene: Scene, trigger: Trigger) -> Actor | None:
    """The parliament that votes: right behind the verb, or before it."""
    behind = [actor for actor in scene.actors if 0 <= actor.start - trigger.end <= _CHAMBER_NEAR]
    before = [actor for actor in scene.left(trigger) if scene.case_of(actor) in ("", "في")]
    first = next((actor for actor in behind if actor.party in _BODIES or _is_chamber(scene, actor)), None)
    found = first or next((actor for actor in before if _is_chamber(scene, actor)), None)
    return found if found is not None and found.party not in _BODIES else None


def _is_chamber(scene: Scene, actor: Actor) -> bool:
    """«مجلس النواب الأميركي», «الكنيست», «الجمعية الوطنية الفرنسية»; an adjective behind the name is in the actor or not."""
    begin = max(0, actor.start - (2 if actor.adjective else 0))
    return any(is_in(word.text, _CHAMBERS) for word in scene.line.words[begin : actor.end])


def _of_chamber(scene: Scene, trigger: Trigger, chamber: Actor) -> Dealing | None:
    near = scene.line.words[trigger.end : trigger.end + _TREATY_NEAR]
    if trigger.part is Part.PHRASE and not _is_of_ballot(scene, trigger):
        return None  # «نددت ... بمشروع قرار قدم في مجلس النواب الأمريكي»
    if trigger.part is Part.VERB and any(is_in(word.text, _TREATIES) for word in near):
        return None
    behind = [actor for actor in scene.right(trigger, soft=False) if actor.party != chamber.party]
    about = next((actor for actor in behind if not _casts(scene, actor) and not actor.person), None)
    if about is not None:
        return Dealing((chamber.party, about.party), (chamber, about))
    country = country_near(scene, trigger, (chamber.party,))
    return Dealing((chamber.party, country), (chamber,)) if country is not None else None


def _is_of_ballot(scene: Scene, trigger: Trigger) -> bool:
    """«بأغلبية 24 صوتا», «أيد مجلس العموم ...»: a phrase that says how it was voted."""
    return scene.line.words[trigger.start].text.startswith(("ب", "ايد"))


# -- what it is about -------------------------------------------------------------------------------------------------


def _drafted(scene: Scene, actor: Actor) -> bool:
    before = [word.text for word in scene.line.words[max(0, actor.start - 2) : actor.start]]
    return (
        any(text in _DRAFTS for text in before)
        or (before[-1:] == ["به"])
        or (actor.adjective and before[-1:] != [] and before[-1] in DRAFT_NOUNS)
    )


def _is_topic(scene: Scene, actor: Actor) -> bool:
    return actor.place or scene.case_of(actor) in ("بشان", "حول", "ب", "في", "علي")


def _voted_on(scene: Scene, trigger: Trigger, others: list[Actor]) -> list[Actor]:
    """Whom the text may be about, likely ones first: not who drafted it or cast a vote, a state of the title before the verb.

    Where nobody else is left, drafters and voters count after all: «صوت ... لصالح المشروع السوري».
    """
    start = 0 if trigger.part is Part.PHRASE else trigger.start  # «منحت الجمعية العامة فلسطين بأغلبية 138 صوتا ...»
    behind = [actor for actor in others if actor.start >= start]
    apart = [actor for actor in behind if not _drafted(scene, actor) and not _casts(scene, actor)]
    titled = [actor for actor in others if actor.start < start and actor.party in scene.mind.title]
    titled = [actor for actor in titled if not _casts(scene, actor) and not _drafted(scene, actor)]
    return [*apart, *titled] or behind


def _casts(scene: Scene, actor: Actor) -> bool:
    """«وامتنعت روسيا وتونس», «باعتراض الصين»: who is named as a voter."""
    head = scene.chain(actor)[0].start
    return any(is_in(word.text, _CASTING) for word in scene.line.words[max(0, head - 2) : head])
