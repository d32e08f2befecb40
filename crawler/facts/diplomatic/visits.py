"""Visits: who travels, and where to."""

from crawler.arabic.places import places_of
from crawler.facts.act import ActKind
from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.dealing import Dealing, unsaid_parties
from crawler.facts.diplomatic.scene import Scene, parties_of
from crawler.facts.diplomatic.summits import BLOCS
from crawler.facts.diplomatic.triggers import Part, Trigger

_HOME = ("البلاد", "للبلاد", "بلادنا", "لبلادنا")


def visit(scene: Scene, trigger: Trigger, is_noun: bool) -> Dealing | None:
    """The traveller's party and that of the goal."""
    if not is_noun and _is_verb_of(scene, trigger, _HOSTS):
        return _hosted(scene, trigger)
    goal = _goal(scene, trigger, is_noun)
    travellers = _persons_rather(scene, trigger, _travellers(scene, trigger, is_noun, goal))
    if travellers and all(actor.office == "ambassador" for actor in travellers):
        return None  # an envoy in his own host state pays it no visit
    if trigger.owner and is_noun:
        travellers = [actor for actor in travellers if actor.person or actor.office in _WHO_TRAVEL - {None}]
    if goal is None:
        if not travellers and _told_by_title(scene, trigger):
            return Dealing(scene.mind.title, sure=False)
        town = _to_town(scene, trigger, travellers)
        return town or (None if _lands(scene, trigger) else _without_goal(scene, trigger, travellers))
    goals = [member for member in scene.chain(goal) if not member.adjective and not member.office] or [goal]
    guests = [actor for actor in travellers if actor.party not in parties_of(goals)]
    if not _can_travel(scene, trigger, guests):
        return None
    many = parties_of(goals) if len(parties_of(goals)) > 1 else ()
    if guests:
        return Dealing((*parties_of(guests), *parties_of(goals)), (*guests, *goals), goals=many)
    guest = next((party for party in unsaid_parties(scene, trigger) if party not in parties_of(goals)), None)
    return Dealing((guest, *parties_of(goals)), tuple(goals), sure=False, goals=many) if guest else None


def _persons_rather(scene: Scene, trigger: Trigger, travellers: list[Actor]) -> list[Actor]:
    """«وسيتوجه السيسي عقب مشاركته في قمة بريكس إلى هانوي»: a bloc itself travels nowhere, who was spoken of does."""
    if not travellers or not all(_is_bare_bloc(scene, actor) for actor in travellers):
        return travellers
    first = scene.main_subject(trigger)
    return [] if not first or any(_is_bare_bloc(scene, actor) for actor in first) else list(first)


def _is_bare_bloc(scene: Scene, actor: Actor) -> bool:
    return actor.party in BLOCS and not (actor.office or actor.person or actor.adjective or _is_sent(scene, actor))


def _can_travel(scene: Scene, trigger: Trigger, guests: list[Actor]) -> bool:
    """What only «arrives» or «leaves» must be somebody."""
    bare = scene.line.words[trigger.start].text
    if not any(stem in bare for stem in _MOVES):
        return True
    return any(actor.office or actor.person or _is_sent(scene, actor) for actor in guests)


def _told_by_title(scene: Scene, trigger: Trigger) -> bool:
    """«وزير الدفاع البولندي في كييف | وجاءت الزيارة ...»: the title has said who came and where to."""
    early = scene.line.number in (1, 2) and len(scene.mind.title) == _TWO
    return early and scene.line.words[trigger.start].text.endswith("الزياره")


_TWO = 2
_COMES_TO = ("حضر",)
_COMES_UPON = ("حل", "عرج")
_HOSTS = ("ستضاف", "ستضيف")


def _is_verb_of(scene: Scene, trigger: Trigger, stems: tuple[str, ...]) -> bool:
    return any(stem in scene.line.words[trigger.start].text for stem in stems)


def _hosted(scene: Scene, trigger: Trigger) -> Dealing | None:
    """«استضافت مالي رئيس توغو»: whoever is received by a state visits it."""
    before = scene.subject_before(trigger, adjacent=True)
    behind = [actor for actor in scene.right(trigger) if actor.strong and scene.case_of(actor) == ""]
    hosts = list(before) or behind[:1]
    personal = (a for a in behind if a.office in _WHO_TRAVEL and (a.office or a.person))
    guest = next((a for a in personal if hosts and a.party != hosts[0].party and a.start - trigger.end <= _GUEST), None)
    return None if guest is None else Dealing((guest.party, hosts[0].party), (guest, hosts[0]))


_WHO_TRAVEL = frozenset((None,)) | frozenset(
    """president king crown pm fm minister deputy secretary delegate envoy parliament security military side
    ambassador""".split()
)
_GUEST = 4  # words between the verb and the guest


def _lands(scene: Scene, trigger: Trigger) -> bool:
    """Whether somebody's aircraft comes down: where it does so is said with «في», and nothing farther is."""
    return trigger.part is Part.VERB and _is_verb_of(scene, trigger, _LANDS)


_LANDS = ("حط", "هبط")
_MOVES = (
    "حضر",
    "امضي",
    "مضي",
    "امضت",
    "قضي",
    "قضت",
    "مكث",
    "نتقل",
    "طار",
    "طير",
    "قدم",
    "عرج",
    "رحل",
    "سفر",
    "سافر",
    "حط",
    "هبط",
    "وصل",
    "يصل",
    "تصل",
    "وصول",
    "توجه",
    "غادر",
)
_SENT = ("وفد", "بعثه", "فريق", "مسوول")


def _is_sent(scene: Scene, actor: Actor) -> bool:
    """«وفد رفيع من سلطنة عمان»."""
    before = scene.line.words[max(0, actor.start - 5) : actor.start]
    if not before or (before[-1].text != "من" and before[-1].text not in ("دوله", "سلطنه", "حركه")):
        return False
    return any(stem in word.text for word in before for stem in _SENT)


def _goal(scene: Scene, trigger: Trigger, is_noun: bool) -> Actor | None:
    end = scene.right_end(trigger.end, soft=True)
    for actor in scene.right(trigger, soft=False):
        of_state = actor.office == "government" and actor.end - actor.start > 1  # «دولة الكويت»
        case = scene.case_of(actor)
        town = scene.line.words[actor.start - 1].text if actor.start else ""
        capital = actor.place and (case == "الي" or town.endswith("العاصمه"))  # «إلى العاصمة النيجرية»
        if (
            case == "علي"
            and actor.office
            and trigger.end <= actor.start - 2
            and "ضيف" in scene.line.words[actor.start - 2].text
        ):
            return actor  # «نزل ... ضيفا على العاهل المغربي»
        if (actor.office and not of_state) or actor.person or actor.people or (actor.adjective and not capital):
            continue
        if case not in ("الي", "ل") and _is_bare_bloc(scene, actor):
            continue  # «عقب مشاركته في قمة بريكس»
        near = actor.start - trigger.end
        if case == "علي" and not is_noun and _is_verb_of(scene, trigger, _COMES_UPON):
            return actor  # «حل ضيفا على القاهرة», «عرج على مسقط»
        begins = not is_noun and "ستهل" in scene.line.words[trigger.start].text
        if begins and case in ("من", "في", "ب") and actor.place:
            return actor  # «يستهل من أولان باتور جولة»
        if not is_noun and _is_verb_of(scene, trigger, _COMES_TO) and case != "الي":
            continue
        if _lands(scene, trigger) and case == "الي":
            continue  # «حطت الطائرة في مطار ... في مستهل جولة تقوده إلى ...»
        wanted = ("الي", "ل", "في", "ب") if actor.start < end + 8 else ("الي", "ل")
        sends = not is_noun and "وفد" in scene.line.words[trigger.start].text
        if case in wanted or (not sends and case == "" and near <= (1 if is_noun else 8)):
            return actor
        if not is_noun and not sends and case == "" and actor.start < end:
            return actor
    return None


def _travellers(scene: Scene, trigger: Trigger, is_noun: bool, goal: Actor | None) -> list[Actor]:
    stop = goal.start if goal else scene.right_end(trigger.end, soft=True)
    if "وفد" in scene.line.words[trigger.start].text and not is_noun:  # «أوفدت غانا وزيرها إلى لومي»
        return (
            list(scene.subject_before(trigger, adjacent=True))
            or [actor for actor in scene.right(trigger, soft=False) if actor.strong and scene.case_of(actor) == ""][:1]
        )
    right = [
        actor
        for actor in scene.right(trigger, soft=False)
        if actor.start < stop
        and actor.strong
        and ((scene.case_of(actor) == "" and (actor.office or actor.person)) or _is_sent(scene, actor))
    ]
    if is_noun and (who := _who_does(scene, trigger) or _by_pronoun(scene, trigger, goal)):
        return who
    if not is_noun:
        before = list(scene.subject_before(trigger, adjacent=True)) or [
            actor for actor in scene.left(trigger) if trigger.start - actor.end <= 1 and _is_sent(scene, actor)
        ]
        if before:
            return list(before)
        return list(scene.chain(right[0])) if right else (_behind_goal(scene, goal) or list(scene.mind.subject))
    if (named := _named_with_l(scene, trigger, right)) is not None:
        return list(scene.chain(named))
    # «زيارة الرئيس ... إلى», «زيارة الدولة التي يقوم بها الرئيس ...»
    relative = any(word.text == "التي" for word in scene.line.words[trigger.end : trigger.end + 4])
    near = [actor for actor in right if actor.start - trigger.end <= (8 if relative else 3)]
    if near and not trigger.owner:
        return list(scene.chain(near[0]))
    who = list(scene.subject_before(trigger, adjacent=False)) or scene.adjectives(trigger)
    if trigger.part is Part.PHRASE and not any(actor.office or actor.person for actor in who):
        who = list(scene.main_subject(trigger)) or who  # «غادر ملك الأردن عمّان متوجها إلى لندن»
    return who or (_behind_goal(scene, goal) if trigger.part is Part.PHRASE else [])


def _named_with_l(scene: Scene, trigger: Trigger, right: list[Actor]) -> Actor | None:
    """«زيارة مفاجئة لجونسون إلى كييف», «زيارة مرتقبة لوزير خارجية فرنسا إلى ...»: who travels stands behind «ل»."""
    near = (actor for actor in scene.right(trigger, soft=False) if actor.start - trigger.end <= _TWO)
    who = next((a for a in near if (a.person or a.office in _WHO_TRAVEL - {None}) and scene.case_of(a) == "ل"), None)
    if who is None or right[:1] == [who]:
        return None
    words = scene.line.words
    return who if who.end < len(words) and words[who.end].text == "الي" else None


def _to_town(scene: Scene, trigger: Trigger, travellers: list[Actor]) -> Dealing | None:
    """«وصل ... إلى بنغازي», «يزور عدن»: the state of a town that is no capital."""
    guests = [actor for actor in travellers if actor.office or actor.person or _is_sent(scene, actor)]
    words = scene.line.words
    end = scene.right_end(trigger.end, soft=True)
    if not guests or trigger.kind is not ActKind.VISIT:
        return None
    used = parties_of(guests)
    taken = {at for actor in scene.actors for at in range(actor.start, actor.end)}
    for place in places_of(words[trigger.end : end]):
        start = trigger.end + place.start
        before = words[start - 1].text
        behind_guest = any(0 <= start - guest.end <= 1 for guest in guests) or start == trigger.end
        stays = before == "في" and _is_verb_of(scene, trigger, _STAYS)  # «أمضى ... يومين في عدن»
        sure = before in _TO_TOWN or stays or bool(place.kind) or (behind_guest and trigger.part is Part.VERB)
        if place.country and place.known and sure and start not in taken:
            return None if place.country in used else Dealing((*used, place.country), tuple(guests))
    return None


_STAYS = ("امضي", "مضي", "امضت", "قضي", "قضت", "مكث")
_TO_TOWN = frozenset(("الي", "مدينه", "محافظه", "ولايه", "اقليم"))


def _behind_goal(scene: Scene, goal: Actor | None) -> list[Actor]:
    """«وصل إلى القاهرة، مساء أمس، وفد من حركة حماس»."""
    if goal is None:
        return []
    end = min(scene.right_end(goal.end, soft=False), goal.end + _BEHIND)
    behind = (actor for actor in scene.actors if goal.end <= actor.start < end and actor.party != goal.party)
    who = next(
        (a for a in behind if _is_sent(scene, a) or (a.strong and a.case == "" and (a.office or a.person))), None
    )
    return [] if who is None else list(scene.chain(who))


_BEHIND = 12  # words between the goal and who travels


def _who_does(scene: Scene, trigger: Trigger) -> list[Actor]:
    """«نظيره المنغولي ...، الذي يقوم بزيارة دولة للصين»."""
    words = scene.line.words
    at = next((at for at in range(trigger.start - 1, max(-1, trigger.start - 5), -1) if words[at].text in _WHO), None)
    if at is None or not any(word.text in _PAYS for word in words[at : trigger.start]):
        return []
    near = [actor for actor in scene.actors if 0 <= at - actor.end <= 2]
    return near[-1:]


def _by_pronoun(scene: Scene, trigger: Trigger, goal: Actor | None) -> list[Actor]:
    """«وفي أول زيارة له للكاميرون، عبر الرئيس النيجيري ...»: the pronoun means who is named behind."""
    after = scene.line.words[trigger.end].text if trigger.end < len(scene.line.words) else ""
    if after not in ("له", "لها") or goal is None or trigger.start > _AT_HEAD:
        return []
    behind = (a for a in scene.actors if a.start >= goal.end and a.party != goal.party and a.case == "")
    who = next((a for a in behind if a.person or a.office), None)
    return [who] if who else []


_AT_HEAD = 4  # words before «زيارة له» at the head of a line
_WHO = ("الذي", "التي")
_PAYS = frozenset(
    ("يقوم", "تقوم", "قام", "قامت", "يجري", "تجري", "اجري", "اجرت", "يودي", "تودي", "ادي", "ادت", "بدا", "يبدا")
)


def _without_goal(scene: Scene, trigger: Trigger, travellers: list[Actor]) -> Dealing | None:
    """«زيارته الرسمية للبلاد»: a place named elsewhere in the line, else home."""
    if trigger.part is Part.VERB and not any(word.text in _HOME for word in scene.line.words):
        return None
    parties = parties_of(travellers)
    if not parties:
        return None
    place = next((actor for actor in scene.actors if actor.place and actor.party not in parties), None)
    if place is not None:
        return Dealing((*parties, place.party), (*travellers, place), sure=False)
    if scene.mind.home and scene.mind.home not in parties:
        return Dealing((*parties, scene.mind.home), tuple(travellers), sure=False)
    return None
