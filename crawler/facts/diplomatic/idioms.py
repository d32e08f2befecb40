"""Idioms and everyday senses of words that tell of dealings elsewhere: «طلب عدم الكشف عن هويته», «رسالة الاستقالة»."""

from collections.abc import Callable, Sequence

from crawler.arabic.words import Word
from crawler.facts.act import ActKind
from crawler.facts.diplomatic.scene import Scene
from crawler.facts.diplomatic.triggers import Part, Trigger
from crawler.facts.diplomatic.words import is_in

_UNNAMED = frozenset("الكشف ذكر نشر الافصاح التعريف كشف الاشاره".split())
_WITHHELD = frozenset(("عدم", "حجب", "اخفاء"))
_ASYLUM = frozenset("لجوء اللجوء للجوء لجوءه".split())
_GRANTED = frozenset(
    "لجوء اللجوء الجنسيه جنسيته جنسيتها تاشيره التاشيره الثقه جايزه وسام الوسام اقامه مهله حصانه الحق".split()
)
_RESIGNS = frozenset("استقاله الاستقاله استقالته استقالتها وداع وداعيه اعتذار".split())
_HELPERS = frozenset(
    "وكاله وكالات منظمه منظمات المنظمات هييه هييات جمعيات جمعيه موسسه موسسات عمال موظفي نشطاء قطاع".split()
)
_MISFORTUNES = frozenset(
    "استحاله تعذر وفاه مقتل سقوط ضحايا فقدان رحيل وقوع عدم خساره غياب اضطرار تاخر فشل حادث اصابه".split()
)
_CRAFT = frozenset("الطايره طايره السفينه سفينه القافله قافله السفن الطايرات الباخره الاسطول الحافله القطار".split())


def is_idiom(scene: Scene, trigger: Trigger) -> bool:
    """Whether a trigger stands in a phrase of everyday life and tells of no dealing."""
    told = _OF_KIND.get(trigger.kind)
    return told is not None and told(scene.line.words, trigger)


def _asks_for_himself(words: Sequence[Word], trigger: Trigger) -> bool:
    """«طلب عدم ذكر اسمه», «طلب اللجوء»."""
    if "طلب" not in words[trigger.start].text:
        return False
    near = [word.text.lstrip("ب") for word in words[trigger.end : trigger.end + 3]]
    if any(text in _ASYLUM for text in near[:2]):
        return True
    return any(a in _WITHHELD and b in _UNNAMED for a, b in zip(near, near[1:], strict=False))


def _grants_papers(words: Sequence[Word], trigger: Trigger) -> bool:
    """«منحته كيتو مؤخرا اللجوء», «منظمات المساعدات», «وكالة إغاثة»."""
    near = [word.text for word in words[trigger.end : trigger.end + 5]]
    if "منح" in words[trigger.start].text and any(text in _GRANTED for text in near):
        return True
    if trigger.part is Part.VERB:
        return False
    before = words[trigger.start - 1].text if trigger.start else ""
    return is_in(before, _HELPERS) or before.removeprefix("ال") in _HELPERS


def _resigns(words: Sequence[Word], trigger: Trigger) -> bool:
    """«وفي رسالة الاستقالة»."""
    return any(word.text.lstrip("ب") in _RESIGNS for word in words[trigger.end - 1 : trigger.end + 1])


def _regrets_a_fact(words: Sequence[Word], trigger: Trigger) -> bool:
    """«أعرب عن أسفه لاستحالة ...», «عن أسفها لسقوط ضحايا»: regret at what happened blames nobody."""
    near = [word.text for word in words[trigger.start : trigger.end + 8]]
    at = next((i for i, text in enumerate(near) if text.startswith(("اسف", "الاسف"))), None)
    if at is None or at + 1 >= len(near):
        return False
    after = [text.removeprefix("ال") for text in near[at + 1 : at + 4] if text not in ("العميق", "الشديد", "البالغ")]
    return bool(after) and (is_in(after[0], _MISFORTUNES) or (after[0] == "علي" and is_in(after[1], _MISFORTUNES)))


def _is_no_traveller(words: Sequence[Word], trigger: Trigger) -> bool:
    """«توجه نحو 45 ألفا إلى لبنان», «الطائرة توجهت إلى ...»: the crowd and the plane are no guests."""
    if trigger.part is not Part.VERB:
        return False
    near = words[trigger.end : trigger.end + 3]
    counted = near[:1] and (near[0].is_number or (near[0].text in ("نحو", "حوالي", "زهاء", "اكثر") and len(near) > 1))
    number = any(word.is_number for word in near[:3]) if counted else False
    before = words[trigger.start - 1].text if trigger.start else ""
    return bool(counted and number) or (before in _CRAFT and not trigger.prefix)


def _shuts_before(words: Sequence[Word], trigger: Trigger) -> bool:
    """«الحدود ستقفل أمام المجموعات»: a border shut to gangs breaks with nobody."""
    after = words[trigger.end].text if trigger.end < len(words) else ""
    return trigger.part is Part.VERB and after in ("امام", "بوجه")


_ASKS_OR_SEES = ("لقاء", "لقايه", "لقاءه", "التق", "استقبل", "يستقبل", "تستقبل", "استقبال")
_PEOPLE = frozenset(
    """مراسلي مراسلين صحفيين الصحفيين صحافيين الصحافيين اعلاميين الاعلاميين الاهالي اهالي وجهاء الوجهاء طلبه طلاب الطلاب
    الطلبه مواطنين المواطنين جثمان جثامين رفات وسايل عايلات عايله اسر ذوي لاعبي لاعبين فنانين جماهير المتظاهرين
    نازحين النازحين لاجيين اللاجيين شيوخ مشايخ قبايل المهنيين المعزين الحجاج""".split()
)


def _meets_people(words: Sequence[Word], trigger: Trigger) -> bool:
    """«لقائه مراسلي وسائل إعلام أجنبية», «استقبلت ... جثمان رئيسها», «التقى الأهالي»: nobody who deals for a state."""
    if not any(words[trigger.start].text.removeprefix(trigger.prefix).startswith(stem) for stem in _ASKS_OR_SEES):
        return False
    near = [word.text for word in words[trigger.end : trigger.end + 7]]
    seen = next((at for at, text in enumerate(near) if text.removeprefix("ب") in _PEOPLE), None)
    return seen is not None and not any(text in _BESIDE or text == "،" for text in near[:seen])


def _admits(words: Sequence[Word], trigger: Trigger) -> bool:
    """«اعترف وزير السياحة بأن العلاقات ...»: admitted is that something is so."""
    near = [word.text for word in words[trigger.end : trigger.end + 8]]
    return trigger.part is Part.VERB and any(text in ("بان", "بانه", "بانها", "بانهم", "ان", "انه") for text in near)


def _is_interviewed(words: Sequence[Word], trigger: Trigger) -> bool:
    """«في حوار مع DW»: with an outlet whose name is written in Latin letters."""
    near = words[trigger.end : trigger.end + 3]
    return "حوار" in words[trigger.start].text and any(word.text.isascii() and word.text.isalpha() for word in near)


_BESIDE = frozenset(("مع", "نظيره", "نظيرته", "سفير", "السفير", "وزير", "بحضور"))
_OF_KIND: dict[ActKind, Callable[[Sequence[Word], Trigger], bool]] = {
    ActKind.MEETING: _meets_people,
    ActKind.RECOGNITION: _admits,
    ActKind.NEGOTIATION: _is_interviewed,
    ActKind.DEMAND: _asks_for_himself,
    ActKind.AID: _grants_papers,
    ActKind.LETTER: _resigns,
    ActKind.STATEMENT_CONDEMN: _regrets_a_fact,
    ActKind.VISIT: _is_no_traveller,
    ActKind.SEVER: _shuts_before,
}
_ELSEWHERE = frozenset(
    {
        ("جهه", "اخري"),
        ("جانب", "اخر"),
        ("ناحيه", "اخري"),
        ("صعيد", "اخر"),
        ("سياق", "اخر"),
        ("سياق", "منفصل"),
        ("شان", "اخر"),
        ("موضوع", "اخر"),
    }
)
_OPENING = 5  # words at the beginning of a line that turn to something else


def turns_elsewhere(words: Sequence[Word]) -> bool:
    """Whether a line begins with «من جهة أخرى» or the like: what is unsaid in it is not who acted before."""
    texts = [word.text for word in words[:_OPENING]]
    return any(pair in _ELSEWHERE for pair in zip(texts, texts[1:], strict=False))
