"""Counts that are none: a number that only points back, a party that fought, what nobody knows, and control that was lost.

Each rule takes a sentence's texts and one of its mentions, and holds only where the words right beside it say so.
"""

from collections.abc import Callable, Sequence

from crawler.arabic.letters import fold_key, folded_words
from crawler.arabic.people import HARMED, PEOPLE, Count
from crawler.facts.casualty.bystanders import (
    is_at_large,
    is_by_whom,
    is_moved_elsewhere,
    is_sentenced,
    is_treated_only,
    provides,
    ran_from_justice,
)
from crawler.facts.casualty.cues import CUES
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import Of
from crawler.facts.casualty.roles import is_the_movement
from crawler.facts.figure import Outcome

_SIDES_WITHIN = 4  # words from «بين» to the second party
_UNKNOWN_WITHIN = 12  # words from «لم يعرف إن كان» to the harm it asks for
_CONTROL_WITHIN = 4  # words from «فقد» to what was lost
_PAIR = 2
_HEAD_WITHIN = 30  # words from «بينهم» to the last part of its list


_ASKS = folded_words("إن إذا ما هل")
_NOT_KNOWN = folded_words("يعرف تعرف يتضح تتضح يتبين تتبين معروفا الواضح واضحا معلوما يعلم المعلوم يتسن تتسن")
_DENIES = folded_words("لم لا ليس غير لن ولم ولا وليس")
_CONTROL = folded_words(
    "سيطرته سيطرتها السيطرة سيطرتهم توازنه توازنها وعيه وعيها صوابه أعصابه أعصابها عمله عملها وظيفته وظيفتها منصبه مقعده هاتفه"
    " محفظته شرعيته نفوذه مصداقيته توازنهما سيطرتهما"
)
_DEMANDED = folded_words("بفدية بمبلغ بالإفراج بدفع بتسليم بإطلاق بزيادة بفتح بضرورة بمحاسبة")
_BEASTS = folded_words("كائن حوت حيوان فيل قرش دلفين دولفين كلب حمار بقرة سلحفاة خروف ناقة جمل حصان أسد نمر دب ديناصور")
_SUBSETS = folded_words("بينهم وبينهم بينهن منهم ومنهم بينها")
_DONE_TO_KNOWN = folded_words("دفن تشييع نقل هويات هوية جثث جثامين عائلات أسر أهالي حالة علاج وحالة ذوي أسماء صور")


def points_back(texts: Sequence[str], mention: Mention) -> bool:
    """«سقوط هذا العدد من الضحايا», «دفن بعض القتلى»: those who were told before, as a lot."""
    at = mention.start
    if texts[at] in ("العدد", "عدد") or texts[at] == fold_key("الأعداد"):
        return at > 0 and texts[at - 1] in ("هذا", "بهذا", "لهذا", "هذه", "ذلك")
    if texts[at] in ("هذا", "بهذا", "هذه") and at + 1 < len(texts):
        return texts[at + 1] in ("العدد", "الاعداد")
    told = mention.phrase.of is Of.HARMED and texts[at] == "بعض" and 0 < at < len(texts) - 1
    return told and texts[at - 1] in _DONE_TO_KNOWN and texts[at + 1].startswith("ال") and mention.parent is None


def is_a_party(texts: Sequence[str], mention: Mention) -> bool:
    """«مواجهات بين الشبان وجنود الاحتلال»: those between whom there was fighting are no share of the harmed."""
    if mention.parent is None or mention.phrase.explicit or not texts[mention.start].startswith("و"):
        return False
    for at in range(mention.start - 2, max(-1, mention.start - _SIDES_WITHIN - 1), -1):
        if texts[at] in ("بين", "مابين"):
            first = texts[at + 1]
            named = first.startswith("ال") and HARMED.at(mention.told_in, at + 1) is None
            owned = mention.end < len(texts) and (
                texts[mention.end].startswith("ال") or texts[mention.end - 1].startswith(("وال", "ال"))
            )
            return named and owned
        if not texts[at][0].isalnum():
            return False
    return False


def is_a_carcass(texts: Sequence[str], mention: Mention) -> bool:
    """«جثة حوت», «جثة ضخمة لكائن غامض»: the body of no man."""
    if mention.high != 1 or not any("جثه" in text for text in texts[mention.start : mention.end]):
        return False
    return any(text.removeprefix("ل") in _BEASTS for text in texts[mention.end - 1 : mention.end + 3])


def is_not_known(texts: Sequence[str], mention: Mention) -> bool:
    """«ولم يعرف إن كان هناك ضحايا», «من غير الواضح ما إذا سقط قتلى»"""
    for at in range(mention.start - 1, max(0, mention.start - _UNKNOWN_WITHIN), -1):
        text = texts[at]
        if text in (".", "\n", "؛") or text.startswith(("لكن", "ولكن", "اسفر", "ادي")):
            return False
        if text in _NOT_KNOWN and texts[at - 1] in _DENIES:
            return any(later in _ASKS for later in texts[at + 1 : at + 4])
    return False


def loses_control(texts: Sequence[str], mention: Mention) -> bool:
    """«فقد السائق سيطرته على المقود», «فقد سيطرته»: nobody is missing."""
    if not texts[mention.cue].removeprefix("و").removeprefix("ف").startswith(("فقد", "قد")):
        return False
    first = min(mention.cue, mention.start)
    return any(text in _CONTROL for text in texts[first + 1 : max(mention.end, mention.cue + 1) + _CONTROL_WITHIN])


_TAKEN = ("خطف", "اختطف", "مخطوف", "مختطف", "المخطوف", "المختطف", "الخاطف", "احتجز")


def ran_away(texts: Sequence[str], mention: Mention) -> bool:
    """«بفرار المدعو …», «خطفوا 303 تلاميذ، فر منهم 50»: who fled from justice, or from captors, lost no home."""
    verb = texts[mention.cue]
    if mention.cue >= mention.start or not verb.removeprefix("و").startswith(("فر", "بفرار", "هرب")):
        return False
    one = mention.high == 1 and not mention.phrase.explicit and "فرار" in verb
    return one or any(text.removeprefix("و").startswith(_TAKEN) for text in texts[: mention.cue])


def names_the_movement(texts: Sequence[str], mention: Mention) -> bool:
    """«على يد طالبان», «مقاتلي طالبان»: the movement alone, no two students."""
    alone = texts[mention.start : mention.end] == ["طالبان"]
    return alone and is_the_movement(mention.told_in, mention.start, mention.end)


def demands(texts: Sequence[str], mention: Mention) -> bool:
    """«وطالبا بفدية»: two who demand something, no student."""
    verb = texts[mention.end - 1] in ("طالبا", "وطالبا", "فطالبا")
    return verb and mention.end < len(texts) and texts[mention.end] in _DEMANDED


def tells_their_nation(texts: Sequence[str], mention: Mention) -> bool:
    """«جنديان «إسرائيليان»»: of what nation those are who were just counted, in quotation marks."""
    at = mention.start
    quoted = at > 1 and texts[at - 1] == '"' and mention.end < len(texts) and texts[mention.end] == '"'
    if not quoted or mention.phrase.low > _PAIR:
        return False
    noun, before = PEOPLE.at(mention.told_in, at), PEOPLE.at(mention.told_in, at - 2)
    return noun is not None and noun.value.nation and before is not None and before.value.count is noun.value.count


def is_of_its_own_head(texts: Sequence[str], mention: Mention) -> bool:
    """«اقتحمت مجموعات من المستوطنين بينهم 32 …»: a part of those whom its own sentence names, who came to no harm."""
    whole = mention.parent
    if whole is None or whole.told_in is mention.told_in:
        return False
    first = max(0, mention.start - _HEAD_WITHIN)
    at = next((at for at in range(mention.start - 1, first, -1) if texts[at] in _SUBSETS), None)
    if at is None or at == 0 or any(text in (".", "\n", "؛", ":") for text in texts[at : mention.start]):
        return False
    head = at - 1 - (texts[at - 1] in ("من", "،"))
    noun = PEOPLE.at(mention.told_in, head)
    if noun is None or noun.value.count is Count.ONE or noun.end != head + 1:
        return False
    harm = (CUES.at(mention.told_in, back) for back in range(at))
    return all(cue is None or cue.value.outcome is None for cue in harm) and not any(
        HARMED.at(mention.told_in, back) is not None for back in range(at)
    )


Rule = Callable[[Sequence[str], Mention], bool]
MERE: tuple[Rule, ...] = (
    names_the_movement,
    points_back,
    is_a_party,
    is_not_known,
    is_a_carcass,
    demands,
    is_of_its_own_head,
    tells_their_nation,
    is_by_whom,
)
MERE_OF: dict[Outcome | None, tuple[Rule, ...]] = {
    Outcome.MISSING: (loses_control,),
    Outcome.DISPLACED: (ran_away, ran_from_justice, is_moved_elsewhere, provides),
    Outcome.KILLED: (is_sentenced,),
    Outcome.DETAINED: (is_at_large,),
    Outcome.INJURED: (is_treated_only,),
}
