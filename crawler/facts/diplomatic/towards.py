"""One-way dealings – to condemn, support, demand, punish, expel, recognise, help: who acts, and towards whom."""

from collections.abc import Sequence
from dataclasses import replace

from crawler.facts.act import STATEMENTS, ActKind
from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.dealing import Dealing, unsaid_parties
from crawler.facts.diplomatic.nearby import NEAR_TOWN, STRIP, actor_at_place, country_near, named_before
from crawler.facts.diplomatic.objects import told_otherwise
from crawler.facts.diplomatic.offices import is_honorific, is_plain, office_at
from crawler.facts.diplomatic.provoked import blamed_before, blamed_one
from crawler.facts.diplomatic.receivers import carrier, receiver, that_state
from crawler.facts.diplomatic.ruptures import are_on_another, by_order
from crawler.facts.diplomatic.scene import Scene, parties_of
from crawler.facts.diplomatic.speakers import is_anothers, is_of_nobody, is_to_people
from crawler.facts.diplomatic.stances import before_cause, heads_of_object, is_not_meant, whose_capital, with_settler
from crawler.facts.diplomatic.triggers import Part, Trigger
from crawler.facts.diplomatic.words import is_in, word_set

_WARNS = frozenset(("حذر", "حذرت", "يحذر", "تحذر"))  # «حذرت من هجمات في قطر»: a place, no target
# Prepositions that mark whom the dealing is towards; where none is marked, the first other party is meant.
_TARGET_CASES = {
    ActKind.SANCTION: ("علي", "ضد", "بحق", "تجاه", "عن", "ل"),
    ActKind.RESTORE: ("عن", "علي", "مع"),  # sanctions lifted
    ActKind.RECALL: ("من", "لدي", "في", "ب"),
    ActKind.SEVER: ("مع", "من", "في", "لدي"),
    ActKind.RECOGNITION: ("ب",),
    ActKind.AID: ("الي", "ل", "لفايده", "لصالح", "في"),
    ActKind.STATEMENT_SUPPORT: ("ل", "مع", "ب", "الي"),
}
# What an actor stands under that is only said in passing: «مندوب الهند لدى الأمم المتحدة».
_IN_PASSING = frozenset(("لدي", "امام", "باسم", "قبل", "بوساطه", "برعايه", "بدعم"))
_IN_PASSING_FOR = {
    ActKind.STATEMENT_SUPPORT: frozenset(("لدي", "امام", "باسم", "قبل", "بوساطه", "برعايه")),  # «أشادت بدعم اليابان»
    ActKind.SANCTION: frozenset(("لدي", "باسم", "قبل", "بوساطه", "برعايه", "بدعم")),  # «أمام الطائرات»
    ActKind.RECALL: frozenset(("باسم",)),
    ActKind.SEVER: _IN_PASSING - {"لدي"},  # «خفضت تمثيلها لدى الهند»
    ActKind.SUMMON: frozenset(("في", "لدي", "باسم", "ب", "الي")),
    ActKind.EXPULSION: frozenset(("باسم",)),
}
# «إدانة مصرية», «عقوبات أمريكية» name who acts; «طرد السفير الروسي» does not.
_PARTICIPLES = word_set("participles")
_BY_ADJECTIVE = STATEMENTS | {ActKind.SANCTION, ActKind.AID, ActKind.RECOGNITION}
_ON_ENVOYS = frozenset({ActKind.EXPULSION, ActKind.SUMMON, ActKind.RECALL})
_OBJECT_GENITIVE = _ON_ENVOYS | {ActKind.SEVER, ActKind.SANCTION, ActKind.RESTORE}


def towards(scene: Scene, trigger: Trigger, is_noun: bool) -> Dealing | None:
    """Who acted towards whom."""
    if trigger.part is Part.PHRASE and _opening(scene, trigger) in _OF_DUTY | _OF_DANGER:
        return _said_of(scene, trigger)
    if is_of_nobody(scene, trigger):
        return None
    together = _together(scene, trigger) if trigger.kind in STATEMENTS and not is_noun else ()
    subject = together or told_otherwise(scene, trigger, is_noun)
    if subject is None:
        subject = by_order(scene, trigger) or _subject(scene, trigger, is_noun)
    if subject is None or (trigger.kind in STATEMENTS and not together and is_anothers(scene, trigger, is_noun)):
        return None
    if not together and is_to_people(scene, trigger, subject):
        return None
    used = set(parties_of(subject))
    after = max([trigger.end, *(actor.end for actor in subject if actor.start >= trigger.end)])
    target = _meant_by_pronoun(scene, trigger, used) or blamed_before(scene, trigger, used)
    target = target or _target(scene, trigger, used, after)
    if is_not_meant(scene, trigger, target):
        return None
    if _must_be_plain(scene, trigger, is_noun):
        return _plainly(scene, trigger, subject, target, after)
    if subject and target and trigger.kind is ActKind.SANCTION and is_noun and not _imposes(scene, trigger):
        return Dealing((*parties_of(subject), *parties_of(target)), (*subject, *target), sure=False)
    if subject and target:
        loose = _warns_of(scene, trigger, after, target)
        parties = with_settler(scene, trigger, (*parties_of(subject), *parties_of(target)), after)
        return Dealing(parties, (*subject, *target), sure=not loose)
    if subject:
        told = _without_target(scene, trigger, subject)
        return told and replace(told, parties=with_settler(scene, trigger, told.parties, trigger.end))
    # «طرد دبلوماسيين روس من سلوفاكيا», «استدعي السفير الروسي في وارسو»
    headed = is_noun or trigger.kind is ActKind.SUMMON or (trigger.kind is ActKind.EXPULSION and trigger.start == 0)
    near = actor_at_place(scene, trigger, target) if headed and target else None
    if near is not None:
        return Dealing((near.party, *parties_of(target)), (near, *target))
    actor = next((party for party in unsaid_parties(scene, trigger) if party not in parties_of(target)), None)
    if actor is None or not target:
        return None
    return Dealing((actor, *parties_of(target)), tuple(target), sure=False)


# «وصف القصف بأنه جريمة», «أكد ضرورة رفع الحصار»: words of every day, believed only where all is said outright
_EVERYDAY = ("وصف", "صف", "عد", "اعتبر", "عتبر", "راي", "ري", "اكد", "وكد", "شدد", "صر", "اصر")


def _must_be_plain(scene: Scene, trigger: Trigger, is_noun: bool) -> bool:
    if is_noun or not trigger.guarded or trigger.kind not in (ActKind.STATEMENT_CONDEMN, ActKind.DEMAND):
        return False
    return any(_opening(scene, trigger).removeprefix("س").lstrip("يت").startswith(stem) for stem in _EVERYDAY)


def _plainly(
    scene: Scene, trigger: Trigger, subject: tuple[Actor, ...], target: list[Actor], after: int
) -> Dealing | None:
    """Who says in the lead or the title, by name, what is wrong with or needed of whom, close by."""
    said = bool(subject) and (
        0 <= subject[0].start - trigger.end <= 1 or subject == scene.subject_before(trigger, adjacent=True)
    )
    if scene.line.number > 2 or not said:
        return None
    if trigger.kind is ActKind.DEMAND and scene.line.number > 1:
        return None
    parties = parties_of(subject)
    if target:
        near = trigger.kind is ActKind.STATEMENT_CONDEMN or target[0].start - after <= _FAR
        return Dealing((*parties, *parties_of(target)), (*subject, *target)) if near else None
    strip = any(word.text in STRIP for word in scene.line.words[trigger.end : trigger.end + NEAR_TOWN])
    return Dealing((*parties, "PS"), subject) if strip and "PS" not in parties else None


_OF_DUTY = frozenset(("يجب", "ينبغي", "يتعين", "يتوجب", "يجدر", "ان"))
_OF_DANGER = frozenset(
    (
        "عمل",
        "عملا",
        "خطوه",
        "سلوك",
        "جريمه",
        "عدوان",
        "ارهاب",
        "انتهاك",
        "خرق",
        "مصدر",
        "يشكل",
        "تشكل",
        "يمثل",
        "تمثل",
        "التهديد",
        "الخطر",
    )
)


def _opening(scene: Scene, trigger: Trigger) -> str:
    return scene.line.words[trigger.start].text.removeprefix(trigger.prefix)


def _said_of(scene: Scene, trigger: Trigger) -> Dealing | None:
    """«قال الوزير الألماني إنه يجب على إيران ...», «صرح ... بأن إيران هي مصدر الخطر»: who says it of whom."""
    speakers = scene.main_subject(trigger)
    if (
        trigger.prefix not in ("", "و", "ف")
        or not speakers
        or not any(actor.office or actor.person for actor in speakers)
    ):
        return None
    if trigger.kind is ActKind.DEMAND:
        about = [actor for actor in scene.actors if 0 <= actor.start - trigger.end <= 1]
    else:
        about = [a for a in scene.left(trigger) if trigger.start - a.end <= 2 and scene.case_of(a) == ""]
    about = [a for a in about if a.party not in parties_of(speakers) and not a.place and (a.strong or a.adjective)]
    if not about:
        return None
    return Dealing((*parties_of(speakers), *parties_of(about[:1])), (*speakers, about[0]))


_TOGETHER = word_set("together")
_FAR = 12  # words between «شدد على ضرورة» and whom it is about
_MANY = 3  # words between a verb and «القادة الأربعة»


def _together(scene: Scene, trigger: Trigger) -> tuple[Actor, ...]:
    """«وطالب القادة الأربعة», «وأدان البيان الصادر عن القمة»: those who acted together before."""
    words = scene.line.words
    near = [word.text for word in words[trigger.end : trigger.end + _MANY]]
    before = words[trigger.start - 1].text if trigger.start else ""
    mind = scene.mind
    if near[:1] == ["البيان"] and len(mind.group) < 3:
        return scene.main_subject(trigger)  # «وطالب البيان الختامي ...»
    said = bool(near) and (near[0] in _TOGETHER or near[0] == "البيان")
    if not said and before not in _TOGETHER:
        return ()
    name = near[0] if said else before
    of_two = name.endswith("ان") and name != "البيان"
    parties = mind.pair if of_two and len(mind.pair) == 2 else (mind.group or mind.pair)
    return tuple(Actor(party=party, start=trigger.start, end=trigger.start) for party in parties)


def _meant_by_pronoun(scene: Scene, trigger: Trigger, used: set[str]) -> list[Actor]:
    """«ودعتها إلى احترام الاتفاقية»: the other party, named last before."""
    if not trigger.object or trigger.kind not in STATEMENTS:
        return []
    before = [actor for actor in scene.actors if actor.end <= trigger.start and actor.party not in used]
    strong = [actor for actor in before if actor.strong] or before
    if strong:
        return strong[-1:]
    other = next((party for party in scene.mind.pair if party not in used), None)
    return [Actor(party=other, start=trigger.end, end=trigger.end)] if other else []


def _without_target(scene: Scene, trigger: Trigger, subject: tuple[Actor, ...]) -> Dealing | None:
    used = parties_of(subject)
    helped = receiver(scene, trigger, used) if trigger.kind is ActKind.AID else None
    if helped is not None:
        return Dealing((*used, helped.party), (*subject, helped))
    meant = named_before(scene, trigger, used)
    if meant is not None:
        return Dealing((*used, meant.party), (*subject, meant))
    party = country_near(scene, trigger, used)
    if party is not None:
        return Dealing((*used, party), subject, sure=not warns(scene, trigger))
    spoken_of = that_state(scene, trigger, used) if trigger.kind is ActKind.AID else None
    if spoken_of is not None:
        return Dealing((*used, spoken_of), subject)
    party = next((party for party in _in_mind(scene, trigger) if party not in used), None)
    paired = len(scene.mind.pair) == 2 and set(used) <= set(scene.mind.pair) and party in scene.mind.pair
    return Dealing((*used, party), subject, sure=paired) if party is not None else None


_IMPOSES = word_set("imposes")


def _imposes(scene: Scene, trigger: Trigger) -> bool:
    """Whether the clause says that the sanctions are put on, and does not only mention them."""
    words = scene.line.words[max(scene.left_end(trigger.start), trigger.start - 12) : trigger.end + 2]
    return any(is_in(word.text, _IMPOSES) for word in words)


def _in_mind(scene: Scene, trigger: Trigger) -> list[str]:
    """Whom an unsaid target may be: named before in the line, then the pair in mind, then the title."""
    before = [actor.party for actor in scene.actors if actor.end <= trigger.start and actor.strong]
    return [*reversed(before), *scene.mind.pair, *(scene.mind.title if scene.line.number else ())]


def _subject(scene: Scene, trigger: Trigger, is_noun: bool) -> tuple[Actor, ...] | None:
    """Who acts; empty where it is unsaid, None where it is somebody who is no party («اتهم خبراء»)."""
    if scene.line.words[trigger.start].text in _PARTICIPLES or (not is_noun and _is_of_speaker(scene, trigger)):
        return scene.main_subject(trigger)
    adjectives = scene.adjectives(trigger) if is_noun and trigger.kind in _BY_ADJECTIVE else []
    if adjectives:
        return tuple(adjectives)
    before = scene.subject_before(trigger, adjacent=not is_noun)
    if before:
        return before
    first = next(iter(scene.right(trigger, soft=False, limit=16)), None)
    if first is not None and not is_noun and _opening(scene, trigger) in _WARNS and _stands_under_of(scene, trigger):
        return scene.main_subject(trigger) or None  # «يحذر من ...»: what follows is the danger
    if first is not None:
        if not is_noun and trigger.kind in STATEMENTS and scene.is_other_subject(trigger, first):
            return _joined_to_nobody(scene, trigger, first)
        leads = _leads_on(scene, trigger, first) if not is_noun else ()
        if leads:
            return leads
        # «كما استدعت السفير الصيني», «وطالب واشنطن»
        is_object = trigger.kind in _ON_ENVOYS and first.office in ("ambassador", "envoy")
        is_object = is_object or not (is_noun or scene.agrees(trigger, first))
        if first.strong and scene.case_of(first) == "" and not is_object:
            if is_noun and trigger.kind in _OBJECT_GENITIVE and not are_on_another(scene, trigger, first):
                return ()
            return tuple(member for member in scene.chain(first) if member.strong)
        if first.strong and scene.case_of(first) == "من" and is_noun:
            return (first,)
        if is_object:
            return scene.main_subject(trigger)
    elif trigger.kind in STATEMENTS and not is_noun and not trigger.plural and _is_nobody(scene, trigger):
        return None
    carried = carrier(scene, trigger) if trigger.kind is ActKind.AID else ()
    return carried or (scene.main_subject(trigger) if not is_noun else ())


def _is_of_speaker(scene: Scene, trigger: Trigger) -> bool:
    """«قال الوزير ... إن بلاده تقدر دور النرويج», «تعهد ... بأن تساند بلاده أوكرانيا»."""
    words = scene.line.words
    before = words[trigger.start - 1].text if trigger.start else ""
    after = words[trigger.end].text if trigger.end < len(words) else ""
    return before in _OWN_STATE or (before in _THAT and after in _OWN_STATE)


_THAT = frozenset(("ان", "بان", "سوف"))
_OWN_STATE = frozenset(("بلاده", "بلادها", "حكومته", "حكومتها", "دولته", "دولتها"))


def _joined_to_nobody(scene: Scene, trigger: Trigger, first: Actor) -> tuple[Actor, ...] | None:
    """«أدانت دار الإفتاء وماليزيا وتركيا ...»: the parties of a list whose first member is none."""
    gap = scene.line.words[trigger.end : first.start]
    if first.case != "و" or len(gap) > _MANY or any(word.is_sign for word in gap):
        return None
    return tuple(member for member in scene.chain(first) if member.strong) or None


def warns(scene: Scene, trigger: Trigger) -> bool:
    """Whether a verb warns: «حذر وزير الخارجية ... من ...»."""
    return scene.line.words[trigger.start].text.removeprefix(trigger.prefix) in _WARNS


def _warns_of(scene: Scene, trigger: Trigger, after: int, target: Sequence[Actor]) -> bool:
    """«حذر من انقسام سوريا»: who is warned stands right behind the verb, what stands behind «من» is the danger."""
    words = scene.line.words
    if not warns(scene, trigger):
        return False
    between = [word.text for word in words[after : target[0].start]]
    return "من" in between and not any(is_in(text, _MISDEEDS) for text in between)


_MISDEEDS = word_set("misdeeds")  # «حذرت من خطورة العدوان الإسرائيلي» blames who does it


def _stands_under_of(scene: Scene, trigger: Trigger) -> bool:
    return trigger.end < len(scene.line.words) and scene.line.words[trigger.end].text == "من"


def _completes_noun(scene: Scene, trigger: Trigger, actor: Actor) -> bool:
    """«رحبت بقرار فنلندا الاعتراف بدولة فلسطين»: welcomed is what Finland did."""
    before = scene.line.words[max(trigger.end, actor.start - 2) : actor.start]
    return actor.strong and scene.case_of(actor) == "" and any(word.text.startswith("ب") for word in before)


def _leads_on(scene: Scene, trigger: Trigger, first: Actor) -> tuple[Actor, ...]:
    """The subject so far, where a verb goes on from it and the actor behind the verb is its object."""
    if trigger.kind is ActKind.DEMAND and _is_urged(scene, trigger, first):
        return scene.main_subject(trigger)
    heading = scene.line.number == 0 and trigger.prefix == "و" and trigger.present
    if not heading or trigger.kind not in STATEMENTS or scene.case_of(first) != "":
        return ()
    leads = scene.main_subject(trigger)  # «... تدين الخطة وتطالب مجلس الأمن»: a headline keeps its subject
    return () if first.party in parties_of(leads) else leads


_URGES = word_set("urges")
_COMPLEMENTS = ("علي", "الي", "ان", "بان", "لان")


def _is_urged(scene: Scene, trigger: Trigger, actor: Actor) -> bool:
    """«وحث الجانب الأمريكي على ...»: the verb must have an object, and nobody else is there to be it."""
    words = scene.line.words
    if words[trigger.start].text.removeprefix(trigger.prefix) not in _URGES or scene.case_of(actor) != "":
        return False
    known = scene.main_subject(trigger)
    if not known or actor.party in parties_of(known) or actor.end >= len(words):
        return False
    return words[actor.end].text in _COMPLEMENTS or words[actor.end].text.startswith("بال")


def _is_nobody(scene: Scene, trigger: Trigger) -> bool:
    """Whether a verb has a subject of its own that is no party: «طالب المنتدى», «رحب الأهالي»."""
    after = scene.line.words[trigger.end].text if trigger.end < len(scene.line.words) else ""
    known = is_plain(after) or is_honorific(after) or after in _TOGETHER
    return after.startswith("ال") and not known and office_at(scene.line.words, trigger.end) is None


def _target(scene: Scene, trigger: Trigger, used: set[str], after: int) -> list[Actor]:
    passing = _IN_PASSING_FOR.get(trigger.kind, _IN_PASSING)
    end = scene.right_end(after, soft=False)
    window = [
        actor
        for actor in scene.actors
        if trigger.end <= actor.start < end and actor.party not in used and scene.case_of(actor) not in passing
    ]
    window = heads_of_object(scene, trigger, before_cause(scene, trigger, window))
    if trigger.kind is ActKind.STATEMENT_CONDEMN and (blamed := blamed_one(scene, trigger, used, end)):
        return blamed
    if trigger.kind is ActKind.DEMAND:
        window = [actor for actor in window if not actor.place] or window
    if not window and scene.has_group_word(trigger.end) and len(scene.mind.group) > 2:
        others = (party for party in scene.mind.group if party not in used)
        return [Actor(party=party, start=trigger.end, end=trigger.end) for party in others]
    if warns(scene, trigger):
        window = [actor for actor in window if not (actor.place and scene.case_of(actor) in ("في", "ب", "من"))]
    if trigger.kind is ActKind.STATEMENT_SUPPORT and window and _completes_noun(scene, trigger, window[0]):
        return [member for member in scene.chain(window[0]) if member.party not in used] or [window[0]]
    if not window and scene.has_pair_word(trigger.end, trigger.end + _MANY):
        sides = (party for party in scene.mind.pair if party not in used)  # «مطالبا الطرفين بضبط النفس»
        return [Actor(party=party, start=trigger.end, end=trigger.end) for party in sides]
    marked = whose_capital(scene, trigger, used) or [
        actor for actor in window if scene.case_of(actor) in _TARGET_CASES.get(trigger.kind, ())
    ]
    if trigger.kind is ActKind.RESTORE:
        marked = [actor for actor in marked if scene.case_of(actor) == "عن"] or marked
    pool = marked or window
    if trigger.kind is ActKind.AID:
        pool = [actor for actor in pool if not actor.people] or pool
    if not pool:
        return []
    head = pool[0]
    if head.people or (head.adjective and trigger.kind is not ActKind.STATEMENT_CONDEMN):
        # «اللاجئين السوريين»: rather a state that is named outright, close by
        head = next((a for a in pool if a.strong and not a.people and a.start - head.end < 6), head)
    members = (*scene.chain(head), *_touching(scene, head)) if trigger.kind in STATEMENTS else scene.chain(head)
    return [member for member in members if member.party not in used] or [head]


def _touching(scene: Scene, head: Actor) -> list[Actor]:
    """«الاتفاق السعودي الإيراني»: the nationality that stands right behind another is of the same deed."""
    if not head.adjective:
        return []
    return [actor for actor in scene.actors if actor.adjective and actor.start == head.end]
