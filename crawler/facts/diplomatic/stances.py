"""What a statement is really about: the head of its object, not the last state that is named in it.

«رحبت بردود الفعل الأمريكية التي دانت قرار الحكومة الإسرائيلية» welcomes what the Americans did; «تأييده لصفقة التبادل
مع حزب الله» supports nobody's side; whoever rejects settlements in Palestinian lands blames Israel.
"""

import re
from collections.abc import Sequence

from crawler.facts.act import ActKind
from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.scene import Scene
from crawler.facts.diplomatic.triggers import Trigger
from crawler.facts.diplomatic.words import is_in, word_set

_RELATIVE = word_set("relatives")
_AGAINST = word_set("against") | word_set("misdeeds")
_DEALS = word_set("deals_with")
_SAYINGS = frozenset("تصريحات التصريحات تصريح اقوال كلام مزاعم ادعاءات افتراءات اتهامات الاتهامات مقال".split())
_ABOUT = frozenset(("حول", "بشان", "ضد", "تجاه", "بحق", "بخصوص", "ازاء", "حيال"))
_SETTLING = frozenset(
    """مستوطنات استيطان الاستيطان المستوطنات المستوطنين مستوطنين استيطانيه استيطاني الاستيطاني هدم الهدم تهويد
    التهويد اقتحام الاقصي""".split()
)
_GOVERNS = 3  # words between «العدوان» and the name that it is of
_SETTLES = 9  # words between a verb and what it rejects
_PRAISED = frozenset({ActKind.STATEMENT_SUPPORT})
_BLAMED = frozenset({ActKind.STATEMENT_CONDEMN, ActKind.DEMAND})


def heads_of_object(scene: Scene, trigger: Trigger, window: Sequence[Actor]) -> list[Actor]:
    """The actors that a stance may be towards: not those of a relative clause whose head is somebody's («الأمريكية التي»)."""
    found = list(window)
    if trigger.kind not in (ActKind.STATEMENT_SUPPORT, ActKind.STATEMENT_CONDEMN) or not found:
        return found
    first = found[0]
    words = scene.line.words
    after = words[first.end].text if first.end < len(words) else ""
    joined = words[first.end + 1].text if first.end + 1 < len(words) and after.startswith("و") else ""
    if not first.adjective or (after not in _RELATIVE and joined not in _RELATIVE):
        return found
    return [actor for actor in found if actor.start <= first.end]


_CAPITAL = frozenset(("عاصمه", "كعاصمه"))
_CAPITAL_NEAR = 2  # words between «عاصمة» and whose it is: «عاصمة لدولة إسرائيل»


def whose_capital(scene: Scene, trigger: Trigger, used: set[str]) -> list[Actor]:
    """«اعترفت بالقدس عاصمة لإسرائيل», «القدس عاصمة لإسرائيل في نظر أستراليا»: the act is towards whose capital it is called."""
    words = scene.line.words
    if trigger.kind is not ActKind.RECOGNITION:
        return []
    at = next((at for at, word in enumerate(words) if word.text in _CAPITAL), None)
    near = (a for a in scene.actors if at is not None and 0 <= a.start - at - 1 <= _CAPITAL_NEAR)
    return [actor for actor in near if scene.case_of(actor) in ("ل", "") and actor.party not in used][:1]


_CAUSES = frozenset(
    "ردا بسبب احتجاجا تضامنا نتيجه جراء خلفيه اثر عقب بعد بعدما لدعمها لدعمه بدعوي بذريعه اسوه غداه".split()
)


def before_cause(scene: Scene, trigger: Trigger, window: Sequence[Actor]) -> list[Actor]:
    """The actors before the reason that is given, where there are any: «... شركات أمريكية ... ردا على صفقات لتايوان»."""
    words = scene.line.words
    end = window[-1].start if window else trigger.end
    cause = next((at for at in range(trigger.end, end) if words[at].text in _CAUSES), None)
    led = [actor for actor in window if cause is not None and actor.start < cause]
    return led or list(window)


def is_to_the_world(scene: Scene, trigger: Trigger, target: Sequence[Actor]) -> bool:
    """«دعا المجتمع الدولي إلى فرض عقوبات على سوريا»: asked is everybody, and the state only what it is about."""
    if trigger.kind is not ActKind.DEMAND or not target or target[0].start < trigger.end or target[0].case == "و":
        return False
    words = [word.text for word in scene.line.words[trigger.end : target[0].start]]
    return any(
        pair in _WORLD or (pair[0].removeprefix("لل"), pair[1]) in _WORLD
        for pair in zip(words, words[1:], strict=False)
    )


_WORLD = frozenset(
    {
        ("المجتمع", "الدولي"),
        ("مجتمع", "الدولي"),
        ("الاسره", "الدوليه"),
        ("العالم", "الاسلامي"),
        ("العالم", "اجمع"),
        ("الامه", "العربيه"),
        ("الامه", "الاسلاميه"),
    }
)


def is_not_meant(scene: Scene, trigger: Trigger, target: Sequence[Actor]) -> bool:
    """Whether the only state that a stance names is not whom it is towards."""
    if trigger.kind in _PRAISED and _backs_gangs(scene, trigger):
        return True
    if not target or target[0].start < trigger.end:
        return False
    if is_to_the_world(scene, trigger, target):
        return True
    words = scene.line.words
    first = target[0]
    before = [word.text for word in words[max(trigger.end, first.start - _GOVERNS) : first.start]]
    near = before[-1:] + ([words[first.start].text] if not before else [])
    if trigger.kind in _PRAISED:
        led = [words[trigger.start].text, *before]
        if any(is_in(text, _AGAINST) for text in before) or (first.case == "مع" and _is_of_deal(before)):
            return True
        return led[-1] in ("ضد", "قبل")
    if trigger.kind is ActKind.STATEMENT_CONDEMN and first.case in _ABOUT | {near[-1] if near else ""} & _ABOUT:
        said = words[trigger.end : first.start]
        return any(word.text.removeprefix("ب").removeprefix("ل") in _SAYINGS for word in said)
    return False


def _backs_gangs(scene: Scene, trigger: Trigger) -> bool:
    """«تدعم جماعات إرهابية»: a charge, and no support for a state."""
    near = scene.line.words[trigger.end : trigger.end + 1]
    return any(is_in(word.text, _GANGS) or _ARTICLE.sub("", word.text) in _GANGS for word in near)


_ARTICLE = re.compile("^(لل|بال|ال)")
_GANGS = frozenset(
    "جماعات الجماعات الارهاب ارهاب الارهابيين ارهابيين تنظيمات التنظيمات ميليشيات مليشيات المتطرفين مسلحين".split()
)


def _is_of_deal(before: Sequence[str]) -> bool:
    """«لصفقة التبادل مع», «للسلام مع»: the preposition belongs to the noun before it."""
    left = [text for text in before if text != "مع"]
    return bool(left) and is_in(left[-1], _DEALS)


def with_settler(scene: Scene, trigger: Trigger, parties: tuple[str, ...], after: int) -> tuple[str, ...]:
    """Who rejects settlements or asks for their end speaks to Israel, also where only the Palestinians are named."""
    if trigger.kind not in _BLAMED or parties[-1:] != ("PS",) or "IL" in parties:
        return parties
    near = scene.line.words[after : after + _SETTLES]
    return (*parties[:-1], "IL") if any(is_in(word.text, _SETTLING) for word in near) else parties
