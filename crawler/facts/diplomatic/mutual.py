"""Mutual dealings – a meeting, a call, talks, an agreement: every actor of the clause that takes part in it."""

from crawler.arabic.names import STATE_CODES
from crawler.arabic.places import places_of
from crawler.facts.act import ActKind
from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.dealing import Dealing, unsaid_parties
from crawler.facts.diplomatic.onlookers import looks_on, only_announces
from crawler.facts.diplomatic.pairs import pair_named_last
from crawler.facts.diplomatic.scene import Scene, parties_of
from crawler.facts.diplomatic.summits import BLOCS, blocs_summit, held_by_bloc
from crawler.facts.diplomatic.terms import acting_together, is_subject_matter, without_seat
from crawler.facts.diplomatic.triggers import Part, Trigger
from crawler.facts.diplomatic.words import word_set

_MEMBERSHIPS = frozenset(("عضويه", "حظيره", "صفوف", "اسره"))  # «عادت غامبيا إلى عضوية الكومنولث»
_NEAR = 3  # words between a noun and an actor that belongs to it without a preposition
_CARRIERS = frozenset(("ICRC",))  # they carry out what others agree on
_LENDERS = frozenset(("IMF", "World Bank", "AfDB", "Islamic Development Bank"))
# Prepositions under which an actor takes part.
_TAKES_PART = {
    ActKind.MEETING: frozenset(("", "مع", "بين", "ب", "ل", "بحضور", "بمشاركه")),
    ActKind.CALL: frozenset(("", "مع", "بين", "ب", "من", "ل", "الي")),
    ActKind.SUMMIT: frozenset(("", "مع", "بين", "ب", "بمشاركه", "بحضور", "ل", "برياسه")),
    ActKind.NEGOTIATION: frozenset(("", "مع", "بين", "ب")),
    ActKind.AGREEMENT: frozenset(("", "مع", "بين", "ل")),
    ActKind.LETTER: frozenset(("", "من", "الي", "ل", "بين", "مع", "ب")),
    ActKind.RESTORE: frozenset(("", "مع", "بين", "الي", "علي", "عن", "ل", "من", "لدي", "في", "ب")),
    ActKind.APPOINTMENT: frozenset(("", "لدي", "الي", "ل", "من", "في", "ب")),
}
_JOINING = frozenset(("انضمام", "عضويه", "دخول", "الانضمام", "العضويه"))
_JOINED = frozenset(("الي", "في", "ل"))
_MET_WITH = frozenset(("الي",))  # «اجتمع إلى الرئيس الانتقالي»
_ON_BEHALF = frozenset(("عن",))  # «وقع عن الجانب العماني ... وعن الجانب الإيراني ...»
_HANDED_OVER = frozenset(("من", "الي"))  # «تسلمت بلجيكا من صربيا مطلوبا»
MUTUAL = frozenset(_TAKES_PART)
# «دعوة لزيارة مقديشو», «قمة أوروبية أفريقية», «إعادة الغابون إلى أنشطته»
_OF_WHOM = frozenset((ActKind.LETTER, ActKind.SUMMIT, ActKind.RESTORE))
_COUNTS = word_set("counts")
_EACH_OTHER = word_set("each_other")
_GATHERS = word_set("gathers")


def mutual(scene: Scene, trigger: Trigger, is_noun: bool) -> Dealing | None:
    """Who dealt with each other."""
    if (whole := _told_whole(scene, trigger, is_noun)) is not None:
        return whole
    cases = _cases_of(scene, trigger, is_noun)
    adjectives = scene.adjectives(trigger) if is_noun else []
    window = scene.right(trigger, soft=not _stands_for_ties(scene, trigger))
    right = [actor for actor in window if actor not in adjectives and _takes_part(scene, trigger, actor, cases)]
    if not is_noun and trigger.kind in (ActKind.AGREEMENT, ActKind.RESTORE) and len(right) > 2:
        right = _before_object(scene, trigger, right)
    found = [*adjectives, *right]
    if is_noun:
        found = [actor for actor in found if actor in adjectives or _belongs(scene, trigger, actor)]
        among = any(scene.case_of(actor) == "بين" for actor in right) or len(parties_of(adjectives)) > 1
        if not (among and len(parties_of(found)) > 1):
            before = scene.subject_before(trigger, adjacent=False)
            apart = before and right and (_hosts(scene, before[-1]) or looks_on(scene, before, right))
            found = [*(() if apart else before), *found]
            if before and not right:
                found += _with_before(scene, trigger, before[-1])
    else:
        before = scene.subject_before(trigger, adjacent=True)
        told = before and len(parties_of(right)) > 1 and only_announces(scene, before[0])
        found = [*(() if told else before), *found] or _of_the_dual(scene, trigger)
    if trigger.kind in (ActKind.AGREEMENT, ActKind.NEGOTIATION) and len(parties_of(found)) > 2:
        found = [actor for actor in found if actor.party not in _CARRIERS]
    if not found:
        found = _of_the_left(scene, trigger) or acting_together(scene, trigger, is_noun)
    found = without_seat(scene, trigger, _without_heading(scene, _without_people(found)))
    if len(parties_of(found)) < 2:
        found += _farther(scene, trigger, found, cases)
    if len(parties_of(found)) < 2:
        found += [actor for actor in _gathered(scene, trigger) if actor not in found]
    if len(parties_of(found)) < 2 and trigger.kind is ActKind.RESTORE:
        found = _of_two_told(scene, trigger) or found
    if trigger.kind is ActKind.SUMMIT and (own := held_by_bloc(scene, trigger, found)) is not None:
        return own
    parties = parties_of(found)
    return Dealing(parties, tuple(found)) if len(parties) >= 2 else _filled(scene, trigger, found)


def _told_whole(scene: Scene, trigger: Trigger, is_noun: bool) -> Dealing | None:
    """What needs no look at the clause: a bloc's own summit, «بإمضاء الوزراء الثلاثة وثيقة»."""
    if trigger.kind is ActKind.SUMMIT:
        return blocs_summit(scene, trigger)
    if is_noun and (pair := pair_named_last(scene, trigger)):
        return Dealing(pair)
    group = scene.mind.group
    counted = is_noun and len(group) > 2 and scene.has_group_word(trigger.end, _NEAR + 2)
    return Dealing(group) if counted and trigger.kind is ActKind.AGREEMENT else None


def _of_two_told(scene: Scene, trigger: Trigger) -> list[Actor]:
    """«باشر سفير البرازيل لدى فنزويلا مهامه ... لتعود العلاقات»: just two are told of before."""
    before = scene.left(trigger)
    return before if len(parties_of(before)) == 2 else []


def _with_before(scene: Scene, trigger: Trigger, subject: Actor) -> list[Actor]:
    """«ليبيا تجري مع روسيا مباحثات»: the partner stands before the noun."""
    return [
        actor
        for actor in scene.left(trigger)
        if actor.start >= subject.end and actor.strong and scene.case_of(actor) == "مع"
    ]


def _cases_of(scene: Scene, trigger: Trigger, is_noun: bool) -> frozenset[str]:
    """The prepositions under which an actor takes part here."""
    cases = _TAKES_PART[trigger.kind]
    if trigger.kind is ActKind.NEGOTIATION and any(w.text in _JOINING for w in scene.line.words[trigger.end :][:1]):
        cases |= _JOINED  # «مفاوضات انضمام صربيا إلى الاتحاد الأوروبي»
    if trigger.kind is ActKind.AGREEMENT and not is_noun:
        cases |= _ON_BEHALF
    if trigger.kind is ActKind.MEETING and "جتمع" in scene.line.words[trigger.start].text:
        cases |= _MET_WITH
    if trigger.kind is ActKind.AGREEMENT and "سلم" in scene.line.words[trigger.start].text:
        cases |= _HANDED_OVER
    return cases


def _stands_for_ties(scene: Scene, trigger: Trigger) -> bool:
    """«واستئناف تلك التي كانت تربطها بالصين»: whom the ties are with stands in the relative clause."""
    return trigger.end < len(scene.line.words) and scene.line.words[trigger.end].text == "تلك"


def _of_the_dual(scene: Scene, trigger: Trigger) -> list[Actor]:
    """«وضع الطرفان الأوروبي والكولومبي ... ووقعا وثيقته»: a dual that goes on means the two named last."""
    word = scene.line.words[trigger.start].text
    if not trigger.plural or trigger.prefix not in ("و", "ف") or not word.endswith(("ا", "ان")):
        return []
    for actor in reversed([actor for actor in scene.actors if actor.end <= trigger.start]):
        chain = [member for member in scene.chain(actor) if member.strong]
        if scene.case_of(actor) == "" and len(parties_of(chain)) == _BOTH:
            return chain
    return []


_BOTH = 2
_HOSTS = word_set("hosting")


def _hosts(scene: Scene, actor: Actor) -> bool:
    """«الدوحة تشهد توقيع ... بين ...»: who lends the room takes no part."""
    after = scene.line.words[actor.end].text if actor.end < len(scene.line.words) else ""
    return after in _HOSTS


def _takes_part(scene: Scene, trigger: Trigger, actor: Actor, cases: frozenset[str]) -> bool:
    case = scene.case_of(actor)
    if case == "من" and scene.is_sent(actor):
        return True
    if case not in cases:
        return False
    if trigger.kind is ActKind.MEETING and case == "الي":
        return bool(actor.office or actor.person)
    if actor.place:
        return "في" in cases or (case in _HANDED_OVER and case in cases and "ب" not in cases)
    if actor.people:  # «توصل الصرب والكوسوفيون إلى ...»
        acts = trigger.part is Part.VERB and trigger.kind is ActKind.AGREEMENT and case == ""
        return case in ("مع", "بين") or (acts and len(parties_of(scene.chain(actor))) > 1)
    if actor.adjective and case == "بين" and len(parties_of(scene.chain(actor))) > 1:
        return True  # «بين الخبراء الإيرانيين والأميركيين»
    if not actor.strong:
        return False
    joins = trigger.kind is ActKind.RESTORE and scene.line.words[actor.start - 1].text in _MEMBERSHIPS
    if not joins and not actor.person and case == "" and is_subject_matter(scene, actor):
        return False
    head = scene.chain(actor)[0]  # «خلوة لوزراء خارجية الهند وسريلانكا»
    of_bloc = (
        trigger.kind is ActKind.SUMMIT and actor.party in BLOCS and actor.start - trigger.end <= _BOTH + _NEAR
    )  # «القمة الثامنة عشرة للمنظمة ...»
    if case in ("ل", "ب") and "من" not in cases and not (head.office or head.person or of_bloc):
        return False
    return joins or not scene.topic_of(actor) or (trigger.kind in _OF_WHOM and head.start == trigger.end)


def _before_object(scene: Scene, trigger: Trigger, actors: list[Actor]) -> list[Actor]:
    """«اتفق ... على»: what the agreement is on names no party."""
    words = scene.line.words
    stop = next((at for at in range(trigger.end, len(words)) if words[at].text == "علي"), len(words))
    return [actor for actor in actors if actor.start < stop]


def _belongs(scene: Scene, trigger: Trigger, actor: Actor) -> bool:
    """Whether an actor without a preposition belongs to the noun before it: right behind it, or gathered by a verb."""
    head = scene.chain(actor)[0]
    if head.case != "" or trigger.kind in (ActKind.LETTER, ActKind.APPOINTMENT):
        return True
    if head.start - trigger.end <= _NEAR or _is_listed(scene, head):
        return True
    between = scene.line.words[max(0, trigger.start - 1) : head.start]
    return any(word.text in _GATHERS or word.text[1:] in _GATHERS for word in between)


def _of_the_left(scene: Scene, trigger: Trigger) -> list[Actor]:
    """«المبعوثان لتطبيع العلاقات بين تركيا وأرمينيا ... جولة محادثات», «وفدان من مصر وليبيا ... مفاوضات»."""
    if trigger.kind is ActKind.AGREEMENT:
        for other in scene.triggers:  # «خرجت المباحثات الإندونيسية الأسترالية باتفاق على ...»
            talks = scene.adjectives(other) if other.kind in _TALKS and other.end <= trigger.start else []
            if len(parties_of(talks)) > 1:
                return talks
    for actor in reversed(scene.left(trigger)):
        chain = scene.chain(actor)
        if len(parties_of(chain)) > 1 and (scene.case_of(actor) == "بين" or scene.is_sent(actor)):
            return list(chain)
    return []


def _is_listed(scene: Scene, head: Actor) -> bool:
    """«الدول الأوروبية الثلاث /بريطانيا وفرنسا وألمانيا/»: the names of those counted before."""
    before = scene.line.words[max(0, head.start - 3) : head.start]
    return len(scene.chain(head)) > 1 and any(word.text in _COUNTS or "الثلاث" in word.text for word in before)


def _without_heading(scene: Scene, actors: list[Actor]) -> list[Actor]:
    """Without «الأوروبية» of «الدول الأوروبية الثلاث»: the members are named behind it."""
    listed = [actor for actor in actors if _is_listed(scene, scene.chain(actor)[0])]
    if not listed:
        return actors
    begin = scene.chain(listed[0])[0].start
    return [
        actor
        for actor in actors
        if not (
            begin - 5 <= actor.start < begin
            and not actor.office
            and not actor.person
            and actor.party not in STATE_CODES
        )
    ]


def _without_people(actors: list[Actor]) -> list[Actor]:
    strong = [actor for actor in actors if not actor.people]
    return strong if len(parties_of(strong)) > 1 else actors


def _farther(scene: Scene, trigger: Trigger, found: list[Actor], cases: frozenset[str]) -> list[Actor]:
    """Partners behind an aside: «بحث ... على هامش القمة مع نظيره»."""
    far = [
        actor
        for actor in scene.right(trigger, soft=False)
        if actor not in found
        and actor.strong
        and scene.case_of(actor) in cases
        and not (trigger.kind in _TALKS and _is_of_ties(scene, actor))
    ]
    return [actor for actor in far if scene.case_of(actor) in ("مع", "بين") or scene.is_counterpart(actor)][:2]


_TALKS = frozenset((ActKind.MEETING, ActKind.NEGOTIATION, ActKind.CALL))


def _is_of_ties(scene: Scene, actor: Actor) -> bool:
    """«بسبب علاقاتها مع إيران», «الحدود مع مالي»: the preposition belongs to a noun of its own."""
    before = scene.line.words[actor.start - 2].text if actor.start > 1 else ""
    return before.removeprefix("ال").startswith(("علاقات", "حدود", "تعاون", "حرب", "خلاف", "ازم", "اتفاق"))


def _gathered(scene: Scene, trigger: Trigger) -> list[Actor]:
    """«الجولة التي كان من المقرر أن تجمع مصر والسودان»: those behind a verb that gathers."""
    words = scene.line.words
    end = scene.right_end(trigger.end, soft=False)
    at = next((index for index in range(trigger.end, end) if words[index].text in _GATHERS), None)
    if at is None:
        return []
    behind = (actor for actor in scene.actors if 0 <= actor.start - at - 1 <= 8)
    acting = [actor for actor in behind if actor.strong]
    first = next((actor for actor in acting if actor.case == ""), None)
    if first is None:  # «الرسالة التي بعثها إلى رئيس وزراء ماليزيا»
        return [a for a in acting if trigger.kind is ActKind.LETTER and scene.case_of(a) in ("الي", "ل")][:1]
    found = [actor for actor in scene.chain(first) if actor.strong]
    # «ينظمه الاتحاد الأفريقي بالتعاون مع الجامعة العربية»
    joins = ("مع", "الي", "ل") if trigger.kind is ActKind.LETTER else ("مع",)
    found += [a for a in scene.actors if a.strong and scene.case_of(a) in joins and 0 <= a.start - found[-1].end <= 4]
    for actor in scene.actors:  # «رؤساء أوزبكستان فلان وتركيا فلان وأذربيجان فلان»
        if found and actor.start == found[-1].end and actor.person and actor.party == found[-1].party:
            found += [member for member in scene.chain(actor) if member.strong]
    return found


def _filled(scene: Scene, trigger: Trigger, found: list[Actor]) -> Dealing | None:
    """Fills in the side that the clause leaves unsaid: «مباحثاته», «الجانبان», «نظيره»."""
    parties = parties_of(found)
    mind = scene.mind
    partner = _partner_by_kind(scene, trigger, parties)
    if partner is not None:
        return Dealing((*parties, partner.party), (*found, partner))
    if trigger.kind is ActKind.SUMMIT and len(parties) == 1 and parties[0] not in STATE_CODES:
        if parties[0] in BLOCS and scene.line.number <= 2:
            return Dealing(parties, tuple(found))  # a bloc's own summit, wherever it is held
        host = _host(scene, parties)
        if host is not None:
            return Dealing((*parties, host), tuple(found))
    if scene.has_group_word() and len(mind.group) > 2 and set(parties) <= set(mind.group):
        return Dealing(mind.group, tuple(found))
    if len(mind.pair) > 1 and set(parties) <= set(mind.pair):
        if trigger.kind is ActKind.AGREEMENT and _crowns(scene, trigger):
            return Dealing(mind.pair, tuple(found))
        if (
            trigger.kind in (ActKind.MEETING, ActKind.CALL)
            and len(mind.pair) == 2
            and _is_of_each_other(scene, trigger)
        ):
            return Dealing(mind.pair, tuple(found), sure=False)
        if scene.has_pair_word(scene.left_end(trigger.start), scene.right_end(trigger.end, soft=False)):
            return Dealing(mind.pair, tuple(found), sure=bool(parties) or trigger.kind is not ActKind.MEETING)
    local = _of_the_place(scene, trigger, found)
    if local is not None:
        return Dealing((*parties, local), tuple(found), sure=False)
    if not parties or not _asks_for_partner(scene, trigger, found):
        return None
    unsaid = next((party for party in unsaid_parties(scene, trigger) if party not in parties), None)
    if unsaid is None:
        return None
    first = trigger.owner or (trigger.kind is ActKind.LETTER and scene.case_of(found[0]) in ("الي", "ل"))
    return Dealing((unsaid, *parties) if first else (*parties, unsaid), tuple(found), sure=False)


def _crowns(scene: Scene, trigger: Trigger) -> bool:
    """«توجت الزيارة بتوقيع ست اتفاقيات»: what was told before ended in it."""
    near = scene.line.words[max(scene.left_end(trigger.start), trigger.start - _CROWNED) : trigger.start]
    return any(word.text.removeprefix("و") in _CROWNS for word in near)


_CROWNED = 9  # words between «توجت» and the agreement
_CROWNS = frozenset("توجت توج تتوج تكللت تكلل كللت اثمرت اسفرت تخلل تخللت تخللها تخلله شهدت".split())


def _of_the_place(scene: Scene, trigger: Trigger, found: list[Actor]) -> str | None:
    """The state where one side talks with nobody that is named: «محادثات في الهند», «مع أعضاء من مجلس النواب في بنغازي»."""
    parties = parties_of(found)
    if trigger.kind not in (ActKind.MEETING, ActKind.NEGOTIATION) or len(parties) != 1 or trigger.owner:
        return None
    words = scene.line.words
    after = words[trigger.end].text if trigger.end < len(words) else ""
    beyond = words[trigger.end + 1].text if trigger.end + 1 < len(words) else ""
    if "مع" in (after, beyond) and parties[0] not in STATE_CODES:
        end = min(scene.right_end(trigger.end, soft=False), trigger.end + _LOCALS)
        places = [place.country for place in places_of(words[trigger.end : end]) if place.country]
        return places[0] if len(set(places)) == 1 else None
    heads = any(actor.office in _HEADS_OF_STATE for actor in found)
    if not heads or any(after.startswith(word) for word in ("مع", "بين")):
        return None
    near = (a for a in scene.actors if a.place and a.party not in parties and 0 <= a.start - trigger.end <= 2)
    near = (a for a in near if not any(trigger.end <= at < a.start for at in scene.soft))
    return next((actor.party for actor in near if scene.case_of(actor) == "في"), None)


_LOCALS = 14  # words in which the place of unnamed partners stands
_HEADS_OF_STATE = frozenset(("president", "king", "crown", "pm", "fm", "minister", "deputy"))


def _partner_by_kind(scene: Scene, trigger: Trigger, parties: tuple[str, ...]) -> Actor | None:
    """Whom the clause names outside its frame: a borrower, whom a pronoun means, where a letter goes."""
    if len(parties) != 1:
        return None
    if trigger.kind is ActKind.AGREEMENT and parties[0] in _LENDERS:
        return next((actor for actor in scene.right(trigger, soft=False) if actor.party not in parties), None)
    if trigger.object:
        return _met(scene, trigger, parties[0])
    if trigger.kind is ActKind.APPOINTMENT:  # «باشر السفير ... مهامه في تونس بعد تسليم أوراق اعتماده»
        left = scene.left(trigger)
        return next((a for a in left if scene.case_of(a) in ("في", "لدي") and a.party not in parties), None)
    if trigger.kind is ActKind.LETTER:  # «موفد إيراني إلى باكو حاملا رسالة»
        left = scene.left(trigger)
        return next((a for a in left if scene.case_of(a) == "الي" and a.party not in parties), None)
    return None


def _is_of_each_other(scene: Scene, trigger: Trigger) -> bool:
    """Whether pronouns stand for the sides: «عقد فخامته معها جلسة مباحثات»."""
    near = scene.line.words[max(0, trigger.start - 4) : trigger.end + 8]
    return any(word.text in _EACH_OTHER for word in near)


def _met(scene: Scene, trigger: Trigger, other: str) -> Actor | None:
    """«حيث استقبله الأمين العام»: the person named before whom the pronoun means."""
    before = [actor for actor in scene.actors if actor.end <= trigger.start and (actor.office or actor.person)]
    known = [actor for actor in (*scene.mind.subject, *before) if actor.party != other]
    return known[-1] if known else None


def _host(scene: Scene, parties: tuple[str, ...]) -> str | None:
    """The state where an organisation meets: «قمة بريكس في ريو دي جانيرو»."""
    places = (actor.party for actor in scene.actors if actor.place and actor.party not in parties)
    towns = (place.country for place in places_of(scene.line.words) if place.country and place.country not in parties)
    return next(places, None) or next(towns, None)


def _asks_for_partner(scene: Scene, trigger: Trigger, found: list[Actor]) -> bool:
    """Whether the clause names one side as the partner of somebody unsaid, and does not only say who acts."""
    if trigger.owner or trigger.object or scene.line.number <= 3:
        return True
    partners = ("مع", "ب", "بين", "من", "الي")
    return any(scene.is_counterpart(actor) or scene.case_of(actor) in partners for actor in found)
