"""What somebody says of another's deed without a verb of stance: «قال ... إن احتجاز إيران ناقلة نفط عمل غير مقبول».

The verdict is a predicate («مرفوض», «يمثل انتهاكا»), a right («الحق في الدفاع عن نفسها») or a duty («على تركيا أن تكف»). Who
says it stands before «أن», before a colon («القاهرة: ...») or behind it all («، قال بوريل»); of whom it is said stands between.
A deed that is done to a state («المساس بأمن السعودية مرفوض») is none of its own.
"""

from crawler.facts.act import STATEMENTS, ActKind
from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.dealing import Dealing
from crawler.facts.diplomatic.scene import Scene, parties_of
from crawler.facts.diplomatic.triggers import Part, Trigger
from crawler.facts.diplomatic.words import is_in, word_set

_VERDICTS = word_set("verdicts")
_RIGHTS = frozenset(("الحق", "حق", "كامل", "جزء", "من", "صلب", "راسخ", "لا", "ثابت"))
_FIRM = frozenset(("صلب", "راسخ", "لا", "ثابت"))  # «التزام واشنطن تجاه تايوان صلب»
_DUTIES = frozenset("علي ان يجب ينبغي يتعين يتوجب يجدر سيتعين".split())
_SAYS = word_set("says")
_SUFFERED = word_set("suffered")
_THAT = frozenset("ان بان انه بانه انها بانها".split())
_DOER = ("قبل",)
_AIMED_AT = frozenset(("علي", "ضد", "الي", "في", "مع", "بحق", "تجاه", "بين", "لدي", "عن", "امام"))
_HEADING = 9  # words of a title before its colon
_OPENS_QUOTE = 3  # words between the colon and what is called out
_BEHIND = 24  # words between a verdict and «قال» behind it
_DUTY_NEAR = 1  # words between «على» and whose duty it is
_RIGHT_NEAR = 2  # words between a state and its right


def addressed(scene: Scene, trigger: Trigger) -> Dealing | None:
    """«قبرص لتركيا: أوقفوا التنقيب», «دكا لكاتماندو: قلوبنا معكم»: who speaks to whom stands before the colon."""
    words = scene.line.words
    if trigger.part is not Part.PHRASE or trigger.kind not in STATEMENTS:
        return None
    colon = next((at for at in range(1, min(_HEADING, trigger.start)) if words[at].text == ":"), None)
    if colon is None or trigger.start - colon > _OPENS_QUOTE:
        return None
    heads = [actor for actor in scene.actors if actor.end <= colon]
    speaker = next((a for a in heads if a.case == "" and (a.strong or a.person)), None)
    to = next((a for a in heads if a.case in ("ل", "الي") and a.end >= colon - 1), None)
    if speaker is None or to is None or speaker.party == to.party:
        return None
    return Dealing((speaker.party, to.party), (speaker, to))


def is_verdict(scene: Scene, trigger: Trigger) -> bool:
    """Whether a trigger is a predicate of a deed, a right or a duty, and no verb of whoever says it."""
    if trigger.part is Part.VERB:
        return trigger.kind is ActKind.STATEMENT_CONDEMN and _is_copula(scene, trigger)
    if trigger.part is not Part.PHRASE:
        return False
    word = scene.line.words[trigger.start].text.removeprefix(trigger.prefix)
    if trigger.kind is ActKind.DEMAND:
        return word in _DUTIES
    return word in (_RIGHTS if trigger.kind is ActKind.STATEMENT_SUPPORT else _VERDICTS) and trigger.kind in STATEMENTS


def may_be_said_else(scene: Scene, trigger: Trigger) -> bool:
    """Whether a verdict that nobody here says of anybody may still be read as other stances are."""
    word = scene.line.words[trigger.start].text.removeprefix(trigger.prefix)
    return trigger.part is Part.VERB or trigger.kind is ActKind.DEMAND or word in _OLD


_OLD = frozenset("عمل خطوه سلوك جريمه عدوان ارهاب انتهاك خرق مصدر يشكل تشكل يمثل تمثل".split())


def _is_copula(scene: Scene, trigger: Trigger) -> bool:
    """«قال ... إن إعلان إثيوبيا ... يعد خرقا»; not «إن إيران تعتبر الضربات ... خرقا»."""
    words = scene.line.words
    if words[trigger.start].text not in _COPULAS:
        return False
    that = next((at for at in range(trigger.start - 1, -1, -1) if words[at].text in _THAT), None)
    return that is not None and not any(actor.start == that + 1 for actor in scene.actors)


_COPULAS = frozenset("يعد تعد يعتبر تعتبر".split())


def verdict(scene: Scene, trigger: Trigger) -> Dealing | None:
    """Who says it, of whom; None where either is not told."""
    found = _speaker(scene, trigger)
    if found is None or _is_turned(scene, trigger):
        return None
    speakers, begin, end = found
    own = parties_of(speakers)
    about = _about(scene, trigger, begin, end, own)
    if about is None:
        return None
    return Dealing((*own, about.party), (*speakers, about))


def _is_turned(scene: Scene, trigger: Trigger) -> bool:
    """«ترفض أي تصعيد», «تتعرض لعدوان»: a noun of blame that a verb or preposition governs is no predicate."""
    if trigger.kind is not ActKind.STATEMENT_CONDEMN:
        return False
    begin = scene.left_end(trigger.start)
    before = [word.text for word in scene.line.words[max(begin, trigger.start - _GOVERNED) : trigger.start]]
    if trigger.prefix not in ("", "و", "ف") or (before[-1:] and before[-1] in _GOVERNS):
        return True
    return trigger.end - trigger.start == 1 and any(is_in(text, _TURNS) for text in before)


_GOVERNED = 6  # words between «ترفض» and what is refused
_GOVERNS = frozenset("اي كل من في علي ضد وقف بسبب هذا هذه ذلك تلك عن الي بشان لم لن لا ليس ليست".split())
_TURNS = word_set("turns")


# -- who says it ------------------------------------------------------------------------------------------------------

_Said = tuple[tuple[Actor, ...], int, int]  # who says it, and where what he says begins and ends


def _speaker(scene: Scene, trigger: Trigger) -> _Said | None:
    return _heads(scene, trigger) or _says_that(scene, trigger) or _said_behind(scene, trigger)


def _heads(scene: Scene, trigger: Trigger) -> _Said | None:
    """«القاهرة: ...», «وزير الخارجية الأردني: ...»."""
    words = scene.line.words
    colon = next((at for at in range(1, min(_HEADING, trigger.start + 1)) if words[at].text == ":"), None)
    if colon is None:
        return None
    first = next((a for a in scene.actors if a.end == colon and a.case == "" and (a.strong or a.person)), None)
    if first is None:
        return None
    return (first,), colon + 1, len(words)


def _says_that(scene: Scene, trigger: Trigger) -> _Said | None:
    """«قال ... إن ...»: the nearest «أن» before the verdict whose clause before it says something."""
    words = scene.line.words
    for at in range(trigger.start, 0, -1):
        if words[at].text in (".", "؛", "\n", "اذا", "لو"):
            return None
        if words[at].text not in _THAT:
            continue
        said = next((i for i in range(at - 1, -1, -1) if is_in(words[i].text, _SAYS)), None)
        if said is None:
            return None
        speakers = _who_said(scene, said, at)
        return (speakers, at + 1, len(words)) if speakers else None
    return None


def _who_said(scene: Scene, said: int, that: int) -> tuple[Actor, ...]:
    """Who acts around the verb of saying, else who spoke in the lines before."""
    behind = [a for a in scene.actors if said < a.start < that and a.strong and scene.case_of(a) == ""]
    before = [a for a in scene.actors if a.end <= said and a.strong and scene.case_of(a) in ("", "باسم")]
    if behind and behind[0].start - said <= _NAMED:
        return _chain(scene, behind[0])
    if before:
        return _chain(scene, before[0])
    return scene.mind.subject if said <= 1 and that - said <= _NAMED and not behind else ()


_NAMED = 2  # words between «قال» and who said it


def _chain(scene: Scene, actor: Actor) -> tuple[Actor, ...]:
    return tuple(member for member in scene.chain(actor) if member.strong)


def _said_behind(scene: Scene, trigger: Trigger) -> _Said | None:
    """«على تركيا أن تكف عن ...، قال أناستاسيادس», «..., هذا ما قاله ...», «..., بحسب الناطق باسم الحكومة اليونانية»."""
    words = scene.line.words
    for at in range(trigger.end, min(len(words), trigger.end + _BEHIND)):
        if words[at].text not in ("،", '"') or at + 1 >= len(words):
            continue
        near = range(at + 1, min(len(words), at + 4))
        said = next((i for i in near if is_in(words[i].text, _SAYS) or words[i].text in _ACCORDING), None)
        if said is None:
            continue
        who = next((a for a in scene.actors if 0 <= a.start - said - 1 <= _NAMED and (a.strong or a.person)), None)
        if who is not None:
            return (who,), scene.left_end(trigger.start), at
    return None


_ACCORDING = frozenset(("بحسب", "حسب", "وفق", "لسان"))


# -- of whom it is said -----------------------------------------------------------------------------------------------


def _about(scene: Scene, trigger: Trigger, begin: int, end: int, own: tuple[str, ...]) -> Actor | None:
    if trigger.kind is ActKind.DEMAND:
        near = (a for a in scene.actors if 0 <= a.start - trigger.end <= _DUTY_NEAR and a.start < end)
        bare = scene.line.words[trigger.end - 1].text == "ينبغي"  # «ينبغي لمصر أن ...»
        near = (a for a in near if a.party not in own and (a.strong or a.people))
        return next((a for a in near if not bare or scene.case_of(a) == "ل"), None)
    told = [a for a in scene.actors if begin <= a.start and a.end <= trigger.start and a.party not in own]
    if trigger.kind is ActKind.STATEMENT_SUPPORT and scene.line.words[trigger.start].text in _FIRM:
        return next((a for a in told if scene.case_of(a) in _PLEDGED_TO), None)
    if trigger.kind is ActKind.STATEMENT_SUPPORT:
        near_right = [a for a in told if trigger.start - a.end <= _RIGHT_NEAR and _is_given(scene, a)]
        return near_right[-1] if near_right else None
    told = [a for a in told if not _suffers(scene, a)]
    doers = [a for a in told if scene.case_of(a) in _DOER or _is_from(scene, a)]
    acting = [a for a in told if scene.case_of(a) not in _AIMED_AT and not (a.place and not a.adjective)]
    named = [a for a in told if scene.case_of(a) == "" and a.place]  # «إرسال طهران سفيرا ...»
    return next(iter([*doers, *acting, *named]), None)


_PLEDGED_TO = frozenset(("ل", "تجاه", "ب", "ازاء", "حيال", "مع"))


def _is_given(scene: Scene, actor: Actor) -> bool:
    """«لإسرائيل الحق في ...», «للشعب الفلسطيني الحق في ...»."""
    before = scene.line.words[actor.start - 1].text if actor.start else ""
    return scene.case_of(actor) == "ل" or (actor.adjective and before.startswith("لل"))


def _suffers(scene: Scene, actor: Actor) -> bool:
    """«المساس بأمن السعودية», «استهداف المدنيين السوريين»: what is done to them is not theirs."""
    if actor.people:
        return True
    before = scene.line.words[max(0, actor.start - 2) : actor.start]
    return any(is_in(word.text, _SUFFERED) for word in before)


def _is_from(scene: Scene, actor: Actor) -> bool:
    """«من جانب تركيا»."""
    words = scene.line.words
    near = [word.text for word in words[max(0, actor.start - 2) : min(len(words), actor.start + 2)]]
    return ("من", "جانب") in zip(near, near[1:], strict=False)
