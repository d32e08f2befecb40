"""How a dealing stands in its line: planned or done or called off, denied, history, and where it took place."""

from collections.abc import Sequence

from crawler.arabic.words import Word
from crawler.facts.act import ActKind, ActStatus
from crawler.facts.diplomatic.ahead import is_dated_ahead
from crawler.facts.diplomatic.aims import is_cut, is_only_meant, is_to_be_signed
from crawler.facts.diplomatic.denials import is_denied_news
from crawler.facts.diplomatic.scene import Scene
from crawler.facts.diplomatic.triggers import Part, Trigger, ends_name
from crawler.facts.diplomatic.words import is_in, word_set

_PLANNED = word_set("planned")
_FUTURE_VERBS = word_set("future_verbs")
_CALLED_OFF = word_set("called_off")
_DENIED = word_set("denied")
_BEGINS_HISTORY = word_set("begins_history")


def is_noun_here(scene: Scene, trigger: Trigger) -> bool:
    """Whether the trigger stands as a noun: nouns do, and verbs that are spelled like one amid a clause («طرد»)."""
    if trigger.part is not Part.VERB:
        return True
    word = scene.line.words[trigger.start].text.removeprefix(trigger.prefix)
    if trigger.present or trigger.future or (word.endswith(("ت", "وا", "تا")) and len(word) > 3):
        return False
    if word in _ALSO_NOUNS or (trigger.object and word.rstrip("ها") in _ALSO_NOUNS):
        before = scene.line.words[trigger.start - 1] if trigger.start else None
        starts = before is None or before.text in _CLAUSE_OPENERS or trigger.prefix in ("و", "ف")
        return not (starts and not trigger.object)
    return False


_ALSO_NOUNS = word_set("also_nouns")
_CLAUSE_OPENERS = word_set("clause_openers")


def kind_of(scene: Scene, trigger: Trigger) -> ActKind:
    """The trigger's kind, but talks that are rounds, indirect or about peace are a negotiation and no meeting."""
    if trigger.kind is ActKind.MEETING and trigger.part is Part.VERB:
        end = min(scene.right_end(trigger.end, soft=False), trigger.end + 14)
        window = scene.line.words[trigger.end : end]
        by_phone = any(is_in(word.text, _PHONE) for word in window) or any(
            first.text in _DURING and second.text in _CALL for first, second in zip(window, window[1:], strict=False)
        )
        return ActKind.CALL if by_phone else trigger.kind
    if trigger.kind is ActKind.STATEMENT_CONDEMN and _is_ultimatum(scene, trigger):
        return ActKind.DEMAND
    if trigger.kind is not ActKind.MEETING or not is_talks(scene, trigger):
        return trigger.kind
    if any(word.text in _STANDING for word in scene.line.words[trigger.start + 1 : trigger.end + 1]):
        return trigger.kind  # «الجولة الرابعة من المشاورات السياسية»: two ministries' yearly meeting
    if _is_of_sides(scene, trigger) or _is_of_states(scene, trigger):
        return ActKind.NEGOTIATION
    words = scene.line.words
    around = words[max(0, trigger.start - 10) : trigger.start] + words[trigger.end : trigger.end + 5]
    if any(is_in(near.text, _OF_TALKS) for near in around):
        return ActKind.NEGOTIATION
    return trigger.kind


def _is_ultimatum(scene: Scene, trigger: Trigger) -> bool:
    """«هدد ... بإغلاق الحدود إذا لم ...»: a threat that names what must be done asks for it."""
    words = [word.text for word in scene.line.words[trigger.start :]]
    if not any(stem in word for word in words[: trigger.end - trigger.start + 5] for stem in _THREATS):
        return False
    return any(pair in _UNLESS for pair in zip(words, words[1:], strict=False))


_STANDING = frozenset(("السياسيه", "سياسيه", "الدبلوماسيه", "القنصليه"))
_THREATS = ("هدد", "تهديد", "توعد", "انذار")
_UNLESS = frozenset(
    {
        ("انذارا", "اخيرا"),
        ("انذار", "اخير"),
        ("انذارا", "نهاييا"),
        ("اذا", "لم"),
        ("ما", "لم"),
        ("ان", "لم"),
        ("حال", "لم"),
        ("حال", "عدم"),
        ("حاله", "عدم"),
    }
)


def _is_of_sides(scene: Scene, trigger: Trigger) -> bool:
    """Whether the talks are those of parties to a conflict, of delegations, or ones that break off."""
    near = [actor for actor in scene.actors if abs(actor.start - trigger.end) <= 8]
    if any(actor.party in _CONFLICT_PARTIES for actor in near):
        return True
    around = scene.line.words[max(0, trigger.start - 5) : trigger.end + 6]
    return any(is_in(word.text, _OF_DELEGATIONS) for word in around) and not any(
        actor.office in _HEADS for actor in near
    )


def _is_of_states(scene: Scene, trigger: Trigger) -> bool:
    """Whether only states are named as holding the talks, and nobody by office: those are rounds of officials."""
    near = [
        actor for actor in scene.actors if abs(actor.start - trigger.end) <= 10 and actor.strong and not actor.place
    ]
    heads = any(actor.person or (actor.office and actor.office not in _OFFICIALS) for actor in near)
    return scene.line.number > 0 and len({actor.party for actor in near}) > 1 and not heads


def is_purpose(scene: Scene, trigger: Trigger) -> bool:
    """Whether a noun only says what talks or a statement are about: «بشأن رفع العقوبات», «لتطبيع العلاقات»."""
    if trigger.part is Part.VERB or trigger.kind not in _TOPICS:
        return False
    opens = max((at for at in scene.soft if trigger.start - 6 <= at < trigger.start), default=None)
    if opens is None:
        return trigger.prefix == "ل" and trigger.start > 1
    return not any(other.part is Part.VERB and opens < other.start < trigger.start for other in scene.triggers)


_OFFICIALS = frozenset(("side", "delegate", "government", "military", "party"))
_TOPICS = frozenset(
    {
        ActKind.RESTORE,
        ActKind.SANCTION,
        ActKind.AGREEMENT,
        ActKind.RECOGNITION,
        ActKind.SEVER,
        ActKind.AID,
        ActKind.SUMMIT,
    }
)


_CONFLICT_PARTIES = frozenset(
    (
        "Hamas",
        "RSF",
        "SDF",
        "Houthis",
        "Polisario",
        "M23",
        "Hezbollah",
        "Fatah",
        "Taliban",
        "Islamic Jihad",
        "PKK",
        "TPLF",
    )
)
_HEADS = frozenset(("president", "king", "crown", "pm", "fm", "parliament"))
_OF_DELEGATIONS = word_set("of_delegations")


def is_talks(scene: Scene, trigger: Trigger) -> bool:
    """Whether the word is «محادثات» or the like, which says of a meeting what it says of a negotiation."""
    word = scene.line.words[trigger.start].text
    return trigger.part is not Part.VERB and any(stem in word for stem in ("محادثات", "مباحثات", "مشاورات"))


_DURING = frozenset(("في", "خلال", "عبر", "اثناء"))
_CALL = frozenset(("اتصال", "مكالمه", "مهاتفه"))
_PHONE = frozenset(("هاتفيا", "هاتفي", "هاتفيه"))
_OF_TALKS = word_set("of_talks")


def is_negated(scene: Scene, trigger: Trigger) -> bool:
    """Whether a dealing is denied or refused: «لم يلتق», «نفت إجراء مفاوضات»."""
    if trigger.kind in (ActKind.STATEMENT_CONDEMN, ActKind.SUMMON):
        window = scene.line.words[max(0, trigger.start - 1) : trigger.start]
    else:
        window = scene.line.words[max(0, trigger.start - 2) : trigger.start]
    far = scene.line.words[max(scene.left_end(trigger.start), trigger.start - 9) : trigger.start]
    ruled_out = is_noun_here(scene, trigger) or (trigger.start and window[-1:] and window[-1].text == "امكانيه")
    if window and window[-1].text == "،" and scene.line.words[trigger.start].text in _PARTICIPLES:
        return False  # «نفى ...، محملا ... المسؤولية»: the participle goes on from who denies
    if ruled_out and (any(_joined_in(word.text, _RULED_OUT) for word in far) or is_denied_news(scene, trigger)):
        return True
    if window and window[-1].text == "ما" and scene.line.words[trigger.start - 2].text in _WHICH_IS:
        return False  # «وهو ما عدته انتهاكا»
    if len(window) > 1 and window[0].text == "دون" and window[1].text not in _WITHOUT_ANY:
        window = window[1:]  # «اختتمت من دون نتيجة جولة التفاوض»: what was wanting is named between
    return any(_joined_in(word.text, _DENIED) for word in window)


_WITHOUT_ANY = frozenset("اي اجراء عقد توقيع ابرام التوصل تحقيق ان حضور مشاركه بلوغ".split())
_PARTICIPLES = word_set("participles")
_WHICH_IS = frozenset(("وهو", "هو", "وهي", "هي"))


_RULED_OUT = frozenset("استبعد استبعدت يستبعد تستبعد نفي نفت ينفي تنفي نافيا نافيه".split())


def status_of(scene: Scene, trigger: Trigger) -> ActStatus:
    """Whether it happened, is announced or was called off."""
    words = scene.line.words
    before = words[max(scene.left_end(trigger.start), trigger.start - 10) : trigger.start]
    after = words[trigger.end : min(scene.right_end(trigger.end, soft=False), trigger.end + 12)]
    if trigger.kind in _CAN_BE_OFF and _is_off(scene, trigger, before, after):
        return ActStatus.CALLED_OFF
    if trigger.kind in _CAN_BE_OFF and is_dated_ahead(scene, trigger):
        return ActStatus.ANNOUNCED
    if trigger.future or (trigger.kind is ActKind.AGREEMENT and is_to_be_signed(words, trigger.start)):
        return ActStatus.ANNOUNCED
    if trigger.kind is ActKind.SANCTION and is_only_meant(before):
        return ActStatus.ANNOUNCED
    if trigger.part is Part.VERB and not trigger.present:
        return ActStatus.HAPPENED
    left = words[max(scene.left_end(trigger.start), trigger.start - 9) : trigger.start]
    if any(is_in(word.text, _PLANNED) or word.text.removeprefix("و") in _FUTURE_VERBS for word in left):
        return ActStatus.ANNOUNCED
    if _agreed_on(scene, trigger) or (
        trigger.kind is ActKind.VISIT and any(word.text.removeprefix("و") in _INVITES for word in left)
    ):
        return ActStatus.ANNOUNCED
    if trigger.kind in _CAN_BE_OFF and any(is_in(word.text, _PLANNED) for word in after[:8]):
        return ActStatus.ANNOUNCED
    if trigger.kind in _CAN_BE_OFF and any(word.text in _WILL_BE_HELD for word in after[:10]):
        return ActStatus.ANNOUNCED
    return ActStatus.HAPPENED


def _is_off(scene: Scene, trigger: Trigger, before: Sequence[Word], after: Sequence[Word]) -> bool:
    """Whether the words around say that it will not take place."""
    words, start = scene.line.words, trigger.start - len(before)
    return (
        _stands_off(words, start, trigger.start)
        or (trigger.kind is ActKind.AID and is_cut(before))
        or any(word.text in ("الغيت", "تاجلت", "علقت", "الغي") for word in after[:4])
        or _is_given_up(words, start, trigger.start)
        or _fell_through(scene, trigger)
    )


def _stands_off(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether words say that what follows will not take place; «وقف إطلاق النار» ends a war and no talks, and «من أجل»
    is no «أجّل»."""
    return any(
        _joined_in(words[at].text, _CALLED_OFF)
        and not (words[at].text.endswith("وقف") and words[at + 1].text.startswith(_OF_WAR))
        and not (words[at].text == "اجل" and at > 0 and words[at - 1].text.removeprefix("و") == "من")
        for at in range(start, end)
    )


def _is_given_up(words: Sequence[Word], start: int, end: int) -> bool:
    """«عدل الرئيس عن السفر إلى ...», «صرفت النظر عن زيارة ...»."""
    return (
        end > start
        and words[end - 1].text == "عن"
        and any(is_in(words[at].text, _GIVES_UP) for at in range(start, end))
    )


_WILL_BE_HELD = frozenset("سيعقد ستعقد سيجري ستجري سيبدا ستبدا سينطلق ستنطلق ستستانف سيتم ستتم".split())
_GIVES_UP = word_set("gives_up")
# «دعاه إلى زيارة لبنان»: whom one invites has not come yet
_INVITES = frozenset("دعا دعاه دعاها دعت دعته دعتها دعي يدعو تدعو".split())
_OF_WAR = ("اطلاق", "لاطلاق", "النار", "الحرب", "القتال", "العدوان", "التصعيد", "الاعمال", "الهجمات")


def is_fallen_plan(scene: Scene) -> bool:
    """«وكان من المقرر أن يتوجه ... لكن ...»: what was planned and did not come about is news of today."""
    texts = [word.text for word in scene.line.words]
    planned = any(text in _PLANNED for text in texts[1:_KANA]) and texts[0].endswith(("كان", "كانت"))
    return planned and any(
        text in ("لكن", "بيد") or (text in ("غير", "الا", "قبل") and after.startswith("ان"))
        for text, after in zip(texts, [*texts[1:], ""], strict=True)
    )


def _fell_through(scene: Scene, trigger: Trigger) -> bool:
    """«كان من المنتظر أن يلتقي ... إلا أن اللقاء ألغي»."""
    words = scene.line.words
    if is_fallen_plan(scene) and trigger.end < len(words):
        return not any(words[at].text in ("لكن", "بيد", "الا", "غير") for at in range(trigger.start))
    but = next((at for at in range(trigger.end, len(words)) if words[at].text in ("الا", "لكن", "غير", "بيد")), None)
    if but is None:
        return False
    rest = [word.text for word in words[but : but + 7]]
    nouns = ("اللقاء", "الاجتماع", "الزياره", "القمه", "المحادثات", "المباحثات", "الموعد")
    return any(noun in rest for noun in nouns) and any(word in _CALLED_OFF for word in rest)


def _agreed_on(scene: Scene, trigger: Trigger) -> bool:
    """«اتفقا على عقد قمة»: what is agreed to be held is to come."""
    last = trigger.start + (scene.line.words[trigger.start].text == "عوده")  # «اتفقا على عودة السفيرين»
    words = [word.text for word in scene.line.words[max(0, trigger.start - 3) : last]]
    if _is_consented(scene, trigger):
        return True
    ahead = [word.text for word in scene.line.words[max(0, trigger.start - _CONSENT) : trigger.start]]
    if not _DEMANDED.isdisjoint(words) and any(_joined_in(text, _DEMANDS) for text in ahead):
        return True  # «طالبت ليبيا مجلس الأمن بعقد جلسة»
    return any(
        first in ("علي", "الي") and second in _TO_BE_DONE for first, second in zip(words, words[1:], strict=False)
    ) or any(word in ("لعقد", "لاجراء") for word in words)


def _is_consented(scene: Scene, trigger: Trigger) -> bool:
    """«وافق الرئيس التركي على زيارة اليونان», «على أن يطلب منه المغادرة»: what is agreed to is to come."""
    before = [word.text for word in scene.line.words[max(0, trigger.start - _CONSENT) : trigger.start]]
    if trigger.part is Part.VERB:
        return trigger.present and before[-2:] == ["علي", "ان"]
    held = trigger.kind in (ActKind.VISIT, ActKind.SUMMIT, ActKind.MEETING, ActKind.NEGOTIATION)
    return held and before[-1:] == ["علي"] and any(_joined_in(text, _CONSENTS) for text in before)


_CONSENT = 7  # words from «وافق» to what is agreed to
_CONSENTS = frozenset("وافق وافقت وافقا وافقوا يوافق توافق اتفق اتفقت اتفقا اتفقوا موافقته موافقتها".split())
_DEMANDS = frozenset("طالب طالبت طالبا طالبوا يطالب تطالب يطالبون مطالبا مطالبه المطالبه مطالبين".split())
_DEMANDED = frozenset("بعقد باجراء باستيناف بتنظيم باطلاق بفتح".split())
_TO_BE_DONE = frozenset(
    ("عقد", "اجراء", "تنظيم", "استضافه", "ارسال", "عوده", "اعاده", "استيناف", "فتح", "تبادل", "ايفاد", "اطلاق")
)
_CAN_BE_OFF = frozenset(
    {
        ActKind.VISIT,
        ActKind.MEETING,
        ActKind.CALL,
        ActKind.SUMMIT,
        ActKind.NEGOTIATION,
        ActKind.AGREEMENT,
        ActKind.AID,
        ActKind.VOTE,
        ActKind.MEDIATION,
    }
)


def background_of(scene: Scene, trigger: Trigger, year: int | None) -> float:
    """How surely a dealing is told as history, 0 to 1: «وكان قد زار», an earlier year, «العام الماضي»; `year` is now."""
    words = scene.line.words
    number = scene.line.number
    if not words or not number:
        return 0.0
    texts = [word.text for word in words]
    if number > 1 and texts[0] in _BEGINS_HISTORY:
        if is_fallen_plan(scene) or any(text in _RECEPTION for text in texts[1:_KANA]):
            return 0.0  # «وكان في استقباله ...»
        if texts[0].endswith(("كان", "كانت")) and _goes_on(texts):
            return 0.3
        of_today = any(_joined_in(text, _SAME_DAY) for text in texts) and not _tells_of_past(texts, year, number)
        return 0.3 if of_today else 1.0
    if _tells_of_past(texts[max(0, trigger.start - 6) : trigger.end + 12], year, number):
        return 1.0
    if any(is_in(text, _JUBILEES) for text in texts[max(0, trigger.start - _JUBILEE) : trigger.start]):
        return 1.0  # «يصادف اليوم الذكرى الخامسة لاتفاق ...»
    before = texts[max(0, trigger.start - 3) : trigger.start]
    if any(text in _BEFORE_NEWS for text in before):
        return 0.5 if trigger.part is not Part.VERB else 0.3
    if trigger.part is Part.VERB and not trigger.present and not trigger.future and before[-1:] in (["التي"], ["الذي"]):
        return 0.5
    return 0.0


_RECEPTION = frozenset("استقباله استقبالها مستقبليه مستقبليها مستقبلي انتظاره انتظارها وداعه وداعها استقبالهم".split())
_JUBILEES = frozenset(("الذكري", "ذكري"))
_JUBILEE = 8  # words from «الذكرى» to what was done then


def _goes_on(texts: list[str]) -> bool:
    """«وكان ... يرد في مؤتمر صحفي»: what was going on then is no history."""
    if "قد" in texts[:_KANA]:
        return False
    return any((text[:1] in ("ي", "ت") and ends_name(text)) or text in _GOING_ON for text in texts[1:_KANA])


_KANA = 7  # words after «وكان» that its verb stands in
_GOING_ON = frozenset("يرد ترد يتحدث تتحدث يعلق تعلق يجيب تجيب يخاطب يتكلم".split())


def _tells_of_past(texts: list[str], year: int | None, number: int) -> bool:
    for first, second in zip(texts, texts[1:], strict=False):
        if first in ("العام", "السنه") and second in ("الماضي", "الماضيه"):
            return number > 1
        if len(second) == 4 and second.startswith(("19", "20")) and second.isdigit():
            if year is not None and int(second) < year:
                return True
            if year is None and number > 1 and first in ("عام", "سنه", "العام", "في"):
                return True
    return False


_SAME_DAY = word_set("same_day")
_BEFORE_NEWS = word_set("before_news")
_MAKES = word_set("makes")


def is_loose(scene: Scene, trigger: Trigger) -> bool:
    """Whether an agreement is only spoken of: no word near says that it is made now."""
    if trigger.kind is not ActKind.AGREEMENT or trigger.part is Part.VERB:
        return False
    around = scene.line.words[max(0, trigger.start - 12) : trigger.end + 4]
    return not any(_joined_in(word.text, _MAKES) or is_in(word.text, _MAKES) for word in around)


def _joined_in(word: str, group: frozenset[str]) -> bool:
    """Whether a word is one of a set, with «و» or «ف» before it or not: «كما» is no «ك + ما»."""
    return word in group or (word[:1] in ("و", "ف") and word[1:] in group)
