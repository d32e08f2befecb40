"""Who is blamed, what two say of each other, and whom a deed angers: «تبادلت ... الاتهامات», «أثار قرار واشنطن استياء فرنسا»."""

from crawler.facts.act import ActKind
from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.dealing import Dealing
from crawler.facts.diplomatic.scene import Scene, parties_of
from crawler.facts.diplomatic.triggers import Trigger

_ANGER = frozenset("استياء غضب حفيظه امتعاض استنكار سخط حنق انزعاج احتجاج".split())
# «لقي القرار ترحيبا من ...», «قوبلت التصريحات باستنكار أردني»
_ECHOES = (
    frozenset(
        "استحسان رضا تاييد ترحيب ترحيبا بترحيب اشاده باشاده تاييدا بتاييد ارتياحا بارتياح استحسانا باستحسان".split()
    )
    | frozenset("استنكارا باستنكار ادانه بادانه رفضا برفض غضبا بغضب استياء باستياء تنديدا بتنديد".split())
    | frozenset("انتقادات بانتقادات انتقادا شجبا بشجب".split())
)
_MEETS_WITH = ("لقي", "لقيت", "لاقي", "لاقت", "قوبل", "حظي")
_NEAR = 2  # words between the anger and who is angry
_BOTH = 2


def provoked(scene: Scene, trigger: Trigger, is_noun: bool) -> Dealing | None:
    """Who is angered, by whom: the angry one stands behind the noun, the other before it."""
    words = scene.line.words
    verb = words[trigger.start].text.removeprefix(trigger.prefix)
    stirs = trigger.kind is ActKind.STATEMENT_CONDEMN and "ثار" in verb
    if is_noun or not trigger.guarded or not (stirs or verb.startswith(_MEETS_WITH)):
        return None
    end = scene.right_end(trigger.end, soft=False)
    at = next((index for index in range(trigger.end, end) if words[index].text in (_ANGER if stirs else _ECHOES)), None)
    if at is None:
        return None
    angry = next(
        (a for a in scene.actors if 0 <= a.start - at - 1 <= _NEAR and (a.strong or a.adjective or a.case == "من")),
        None,
    )
    by = next((a for a in scene.actors if trigger.end <= a.start < at), None)
    if angry is None or by is None or angry.party == by.party:
        return None
    return Dealing((angry.party, by.party), (angry, by))


def each_other(scene: Scene, trigger: Trigger, is_noun: bool) -> Dealing | None:
    """Two that exchange blame, named together."""
    if trigger.kind is not ActKind.STATEMENT_CONDEMN or is_noun:
        return None
    if not any(stem in scene.line.words[trigger.start].text for stem in _EXCHANGE):
        return None
    near: tuple[Actor, ...] = scene.subject_before(trigger, adjacent=True)
    behind = next((a for a in scene.right(trigger, limit=_BOTH) if a.strong), None)
    both = near or (scene.chain(behind) if behind is not None else ())
    return Dealing(parties_of(both), tuple(both)) if len(parties_of(both)) == _BOTH else None


_EXCHANGE = ("تبادل", "تقاذف", "تراشق")
_ENVOYS = frozenset(("ambassador", "envoy", "delegate"))
_HANDS = frozenset("سلمت سلم تسلم يسلم وسلمت وسلم ابلغت ابلغ تبلغ يبلغ قدمت قدم وجهت وجه".split())


def handed_protest(scene: Scene, trigger: Trigger, is_noun: bool) -> Dealing | None:
    """«سلمت الخارجية العراقية السفير التركي مذكرة احتجاج»: an envoy is handed it, and protests nothing."""
    words = scene.line.words
    if trigger.kind is not ActKind.STATEMENT_CONDEMN or not is_noun:
        return None
    if not any("حتجاج" in word.text for word in words[trigger.start : trigger.end]):
        return None
    left = scene.left(trigger)
    envoy = next((a for a in reversed(left) if a.office in _ENVOYS), None)
    if envoy is None or not any(word.text in _HANDS for word in words[scene.left_end(trigger.start) : envoy.start]):
        return None
    who = next((a for a in left if a.end <= envoy.start and a.strong and a.party != envoy.party), None)
    return Dealing((who.party, envoy.party), (who, envoy)) if who is not None else None


def blamed_before(scene: Scene, trigger: Trigger, used: set[str]) -> list[Actor]:
    """«استدعت السفير الأوكراني على خلفية ما وصفه ... بأنه تدخل سافر»: what «ما» means is of whom was named last before it."""
    before = scene.line.words[trigger.start - 1].text if trigger.start else ""
    told = trigger.kind is ActKind.STATEMENT_CONDEMN and trigger.object and trigger.guarded
    if not told or before not in ("ما", "مما"):
        return []
    named = [a for a in scene.actors if a.end <= trigger.start and a.party not in used and not a.place]
    return named[-1:]


_PROTEST = 3  # words behind a verb in which it is a protest: «قدمت احتجاجا»


def blamed_one(scene: Scene, trigger: Trigger, used: set[str], end: int) -> list[Actor]:
    """Who did it, or to whom a protest is handed, where that is marked."""
    # «ما يتعرض له الفلسطينيون من قبل الاحتلال الإسرائيلي»
    doers = [a for a in scene.actors if trigger.end <= a.start < end and scene.case_of(a) == "قبل"]
    doers = [a for a in doers if a.party not in used]
    if doers:
        return list(scene.chain(doers[0]))
    near = scene.line.words[trigger.start : trigger.end + _PROTEST]
    if not any("حتج" in word.text for word in near):
        return []
    # «قدمت احتجاجا لدى اليابان بشأن تايوان»
    to = (a for a in scene.right(trigger) if a.party not in used and scene.case_of(a) in _TO_WHOM)
    first = next(to, None)
    return [] if first is None else [member for member in scene.chain(first) if member.party not in used]


_TO_WHOM = ("لدي", "امام", "الي")
