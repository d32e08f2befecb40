"""Appointments: who sends an envoy, and to whom. The envoy's own nationality makes no party."""

from collections.abc import Sequence

from crawler.arabic.words import Word
from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.dealing import Dealing, unsaid_parties
from crawler.facts.diplomatic.scene import Scene, parties_of
from crawler.facts.diplomatic.triggers import Trigger
from crawler.facts.diplomatic.words import is_in, word_set

_ENVOY_NOUNS = word_set("envoy_nouns")
_TO = ("الي", "لدي", "في", "ل", "ب", "علي")


def names_envoy(scene: Scene, trigger: Trigger) -> bool:
    """Whether somebody is made an envoy, and does not hand over credentials."""
    return _office(scene, trigger) is not None


def _office(scene: Scene, trigger: Trigger) -> int | None:
    words = scene.line.words
    if any(stem in word.text for word in words[trigger.start : trigger.end] for stem in _PAPERS):
        return None
    end = min(len(words), trigger.end + 24)
    return next((at for at in range(trigger.end, end) if _is_envoys(words, at)), None)


def _is_envoys(words: Sequence[Word], at: int) -> bool:
    """Whether a word says whom he is made: «مبعوثا», «مهمة المبعوث»."""
    is_task = any(words[at - 1].text.endswith(task) for task in _TASKS)
    return is_in(words[at].text.removeprefix("ال") if is_task else words[at].text, _ENVOY_NOUNS)


_TASKS = ("مهمه", "مهام", "منصب", "ملف", "دور")


_PAPERS = ("اعتماد", "خطاب", "كتاب")  # a letter of credence, and what stands for one


def appointment(scene: Scene, trigger: Trigger, is_noun: bool) -> Dealing | None:
    """Who appoints, then where the envoy goes."""
    office = _office(scene, trigger)
    if office is None:
        return None
    sender = _sender(scene, trigger, office, is_noun)
    used = parties_of(sender)
    goals = [
        actor
        for actor in scene.actors
        if actor.start >= office
        and (scene.case_of(actor) in _TO or actor.start == office)  # «مبعوثا إلى هايتي» may be read as one actor
        and actor.party not in used
    ]
    goal = next((actor for actor in goals if scene.case_of(actor) in ("الي", "لدي", "في")), None) or next(
        iter(goals), None
    )
    if goal is None:
        return None
    if sender:
        return Dealing((*used, goal.party), (*sender, goal))
    party = next((party for party in unsaid_parties(scene, trigger) if party != goal.party), None)
    return Dealing((party, goal.party), (goal,), sure=False) if party else None


def _is_made_envoy(scene: Scene, actor: Actor) -> bool:
    """«يعين وزيرا موريتانيا سابقا مبعوثا»: an office without article in the accusative is whom the sender made it."""
    first = scene.line.words[actor.start].text
    return actor.office is not None and len(first) > _SHORT and first.endswith("ا") and not first.startswith("ال")


_SHORT = 4  # letters


def _takes_up(scene: Scene, trigger: Trigger) -> bool:
    """«باشر سفير تشيلي لدى المغرب مهامه»: the subject is the envoy, his state sends him."""
    return is_in(scene.line.words[trigger.start].text, _TAKES_UP)


_TAKES_UP = frozenset(
    """باشر باشرت يباشر تباشر سيباشر ستباشر تولي تولت يتولي تتولي سيتولي ستتولي تسلم تسلمت يتسلم تتسلم سيتسلم
    استلم استلمت يستلم تستلم بدا بدات يبدا تبدا سيبدا ستبدا""".split()
)


def _sender(scene: Scene, trigger: Trigger, office: int, is_noun: bool) -> tuple[Actor, ...]:
    right = [actor for actor in scene.right(trigger, soft=False) if actor.start < office and actor.strong]
    right = [actor for actor in right if not _is_made_envoy(scene, actor)]
    first = next((actor for actor in right if scene.case_of(actor) in ("", "من") and not actor.adjective), None)
    if first is not None and first.start - trigger.end <= 1 and first.office != "ambassador":
        return (first,)
    envoy = next((actor for actor in scene.actors if actor.start == office == trigger.end), None)
    if envoy is not None and not envoy.person and (is_noun or _takes_up(scene, trigger)):
        return (envoy,)  # «تسمية سفير سويسري جديد في بوغوتا»
    if envoy is None and first is None:  # «أنيطت ... مهمة مبعوثة الأمم المتحدة إلى هايتي»
        whose = [actor for actor in scene.actors if actor.start == office and not actor.person]
        if whose and any(actor.start > office and scene.case_of(actor) in _TO for actor in scene.actors):
            return (whose[0],)
    before = scene.subject_before(trigger, adjacent=False)
    return before[:1] or (() if is_noun else scene.main_subject(trigger)[:1])
