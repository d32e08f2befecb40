"""Dealings that are only spoken of: wished for, asked for, refused or thought about, and told as happening by nobody.

«رغبتهما في بدء مفاوضات», «مسودة الاتفاق», «رفضت ... الاعتراف»: a noun names a dealing without saying that it takes
place. What governs it to its left tells, past the words that bring a dealing about («بدء», «إبرام»). Behind the title a
noun must stand near a word that says that it takes place, is planned or called off.
"""

from crawler.facts.act import ActKind
from crawler.facts.diplomatic.manner import kind_of
from crawler.facts.diplomatic.scene import Scene
from crawler.facts.diplomatic.triggers import Part, Trigger
from crawler.facts.diplomatic.words import is_in, word_set

_WISHES = word_set("wishes")
_ASKS_FOR = word_set("asks_for")
_BRINGS_ABOUT = word_set("brings_about")
_LINKS = frozenset(("في", "الي", "علي", "من", "ب", "ل", "و", "عن"))
_OWNERS = frozenset(("بلاده", "بلادها", "حكومته", "حكومتها", "الجانبين", "الطرفين", "البلدين"))  # «رغبة بلاده في بدء»
_SAID_SO = frozenset(("امس", "اليوم", "بيان", "اصدره", "اصدرته", "له", "لها"))  # «حث ... في بيان أصدره أمس على»
_CAN_BE_WISHED = frozenset(
    {
        ActKind.NEGOTIATION,
        ActKind.AGREEMENT,
        ActKind.MEDIATION,
        ActKind.MEETING,
        ActKind.SANCTION,
        ActKind.RESTORE,
        ActKind.SEVER,
        ActKind.RECOGNITION,
        ActKind.SUMMIT,
    }
)
_CONVOKED = frozenset({ActKind.MEETING, ActKind.SUMMIT})  # «دعت الجامعة إلى عقد اجتماع»: who calls it holds it
_AQABA = "العقبه"  # a town, and an obstacle
_STEPS = 9  # words between a wish and what is wished


def is_untold(scene: Scene, trigger: Trigger, is_noun: bool) -> bool:
    """Whether a noun names a dealing that nobody tells as taking place, planned or called off."""
    if _is_supposed(scene, trigger):
        return True
    if not is_noun:
        return False
    return (
        _is_wished(scene, trigger)
        or _is_threat_answered(scene, trigger)
        or _is_denied(scene, trigger)
        or _is_refused(scene, trigger)
        or (scene.line.number > 0 and _is_bare(scene, trigger))
    )


def _is_wished(scene: Scene, trigger: Trigger) -> bool:
    """«رغبتهما في بدء مفاوضات», «مسودة الاتفاق», «حث على استئناف المفاوضات»."""
    if trigger.kind not in _CAN_BE_WISHED:
        return False
    words = scene.line.words
    begin = max(scene.left_end(trigger.start), trigger.start - _STEPS)
    dealings = {at for other in scene.triggers for at in range(other.start, other.end) if other.start < trigger.start}
    urged = {at for actor in scene.actors for at in range(actor.start, actor.end)}  # «حث أرمينيا على استئناف ...»
    for at in range(trigger.start - 1, begin - 1, -1):
        text = words[at].text
        if text == "بشان" and trigger.kind is ActKind.SEVER:
            return False  # «بيان ... بشأن قطع العلاقات»: a rupture that is spoken of is made
        if is_in(text, _WISHES) and not (text == _AQABA and at > 0 and words[at - 1].text in _LINKS):
            return True
        if is_in(text, _ASKS_FOR):
            return at < trigger.start - 1 and trigger.kind not in _CONVOKED
        if text in _WITHOUT and at < trigger.start - 1:
            return True
        passed = text in _LINKS or text in _OWNERS or text in _SAID_SO or is_in(text, _BRINGS_ABOUT) or at in dealings
        behind = words[at + 1].text
        if not passed and not (
            at in urged and (behind in ("علي", "الي") or at + 1 in urged) and at + 2 < trigger.start
        ):
            return False
    return False


def _is_threat_answered(scene: Scene, trigger: Trigger) -> bool:
    """«رد الكرملين على تهديدات ترامب بفرض عقوبات»: what somebody else had threatened to do is not done."""
    if trigger.kind is not ActKind.SANCTION:
        return False
    words = scene.line.words
    near = range(max(1, trigger.start - _THREATENED), trigger.start)
    return any(words[at].text in _THREATS and words[at - 1].text in _ANSWERED for at in near)


_THREATENED = 5  # words between a threat and what it is of
_THREATS = frozenset("تهديد تهديدات التهديد التهديدات تهديداته تهديداتها تهديده تهديدها تلويح التلويح".split())
_ANSWERED = frozenset("علي من عن ازاء رغم بعد حول بشان امام مع وسط رفض رفضت".split())
_SUPPOSES = 5  # words between «إذا كانت» and what is only supposed


def _is_supposed(scene: Scene, trigger: Trigger) -> bool:
    """«ما إذا كانت ستجري محادثات», «في حال توقيع الاتفاق», «إذا قطعت ... علاقاتها»: nobody says that it takes place."""
    if trigger.kind not in _MAY_BE_DENIED | {ActKind.DEMAND}:
        return False
    words = scene.line.words
    texts = [word.text for word in words[max(0, trigger.start - _SUPPOSES) : trigger.start]]
    for at, text in enumerate(texts):
        if text in _IF or (text in ("حال", "حاله") and at and texts[at - 1] == "في"):
            return not any(later in ("،", "فان", "فانها", "فانه", "لم") for later in texts[at + 1 :])
    return False


_IF = frozenset(("اذا", "لو"))
_NEVER = frozenset(("لم", "ولم", "لن", "ولن", "فلم"))
_MAY_BE_DENIED = _CAN_BE_WISHED | {ActKind.VISIT, ActKind.CALL, ActKind.AID, ActKind.LETTER}
_DENIED_NEAR = 4  # words between «لم» and the noun of its verb: «لم يقم بأية زيارة»


def _is_denied(scene: Scene, trigger: Trigger) -> bool:
    """«لم يقم بأية زيارة», «لم تجر أي مفاوضات»: a noun that a verb in the negative carries."""
    if trigger.kind not in _MAY_BE_DENIED:
        return False
    begin = max(scene.left_end(trigger.start), trigger.start - _DENIED_NEAR)
    words = scene.line.words[begin : trigger.start]
    at = next((at for at, word in enumerate(words) if word.text in _NEVER), None)
    between = words[at + 2 :] if at is not None else ()
    return at is not None and not any(word.is_sign or word.text in _PARTS - {"في"} for word in between)


_WITHOUT = frozenset(("دون", "عدم", "لعدم", "بعدم", "ليس", "ليست"))
_REFUSES = frozenset("رفض رفضت يرفض ترفض رافضا رافضه رفضه رفضها رفضهما ترفضان منع منعت يمنع تمنع نفي نفت".split())
_CAN_BE_REFUSED = _CAN_BE_WISHED - {ActKind.SEVER, ActKind.SANCTION} | {ActKind.AID, ActKind.CALL}
_PARTS = frozenset(("في", "علي", "الي", "من", "عن", "مع", "بعد", "قبل", "خلال", "الذي", "التي", "ان", "بشان", "حول"))
_REFUSED = 8  # words between «رفضت», the subject and what is refused


def _is_refused(scene: Scene, trigger: Trigger) -> bool:
    """«رفضت حكومة الجزيرة الاعتراف بـ», «رفضها إدخال مساعدات»: what is refused is the first object of the verb."""
    if trigger.kind not in _CAN_BE_REFUSED:
        return False
    words = scene.line.words
    for at in range(trigger.start - 1, max(scene.left_end(trigger.start), trigger.start - _REFUSED) - 1, -1):
        text = words[at].text
        if text in _REFUSES or (text[:1] in ("و", "ف", "ب", "ل") and text[1:] in _REFUSES):
            return True
        brings = at + 1 < trigger.start and is_in(words[at + 1].text, _BRINGS_ABOUT)
        linked = text in _LINKS and at > 0 and is_in(words[at - 1].text, _BRINGS_ABOUT)
        if words[at].is_sign or (text in _PARTS and not brings and not linked):
            return False
    return False


_TAKES_PLACE = word_set("takes_place")
_MAKES = word_set("makes")
_IMPOSES = word_set("imposes")
_GIVES = word_set("gives")
_NEEDS = {
    ActKind.NEGOTIATION: _TAKES_PLACE,
    ActKind.SANCTION: _IMPOSES,
    ActKind.AGREEMENT: _MAKES | _TAKES_PLACE,
    ActKind.AID: _GIVES,
}
_DECLARES = word_set("declares")
_DECLARED = 14  # words between «أعلنت» and «دعمها», with who says it


def _is_declared(scene: Scene, trigger: Trigger) -> bool:
    """«جددت ... تأييدها», not «حكم التاريخ على دعمها»: whose support it is must say so."""
    begin = max(scene.left_end(trigger.start) - 1, trigger.start - _DECLARED, 0)
    before = scene.line.words[begin : trigger.start]
    return trigger.start <= _HEADS or any(is_in(word.text, _DECLARES) for word in before)


_PATRONS = word_set("under") | {"تحت", "بجهود"}


def _is_mere_patronage(scene: Scene, trigger: Trigger) -> bool:
    """«معرض برعاية ...», «بجهود البلدين»: who lends a name or works at something stands between nobody."""
    words = scene.line.words
    if words[trigger.start].text not in _PATRONS:
        return False
    near = words[max(0, trigger.start - _BEFORE) : trigger.end + _BEHIND]
    return not any(is_in(word.text, _MEDIATED) for word in near)


_MEDIATED = word_set("mediated")
_HEADS = 2  # words from the beginning of a line within which a noun heads it: «تبادل للأسرى بين ...»
_BEFORE, _BEHIND = 22, 8  # words to either side in which the word stands that says that it takes place


def _is_bare(scene: Scene, trigger: Trigger) -> bool:
    """«يركز على العقوبات», «من بينها المساعدات»: no word near says that it takes place."""
    if trigger.kind is ActKind.STATEMENT_SUPPORT:
        possessed = trigger.owner if trigger.part is Part.NOUN else trigger.object
        return possessed and not _is_declared(scene, trigger)
    if trigger.kind is ActKind.MEDIATION:
        return _is_mere_patronage(scene, trigger)
    wanted = _NEEDS.get(kind_of(scene, trigger))
    if wanted is None or trigger.part is Part.PHRASE or trigger.start <= _HEADS:
        return False
    words = scene.line.words
    begin = max(scene.left_end(trigger.start) - 1, trigger.start - _BEFORE, 0)
    return not any(is_in(word.text, wanted) for word in words[begin : trigger.end + _BEHIND])
