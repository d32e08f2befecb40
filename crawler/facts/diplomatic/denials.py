"""News that somebody denies: «نفى ... صحة ما تداولته مواقع عن قطع العلاقات», «الأنباء عن سحب السفير عارية من الصحة»."""

from crawler.facts.diplomatic.scene import Scene
from crawler.facts.diplomatic.triggers import Trigger

_DENIES = frozenset("نفي نفت ينفي تنفي نافيا نافيه كذب كذبت يكذب تكذب استبعد استبعدت يستبعد تستبعد".split())
_NEWS = frozenset(
    """انباء الانباء اخبار الاخبار صحه تقارير التقارير شايعات الشايعات تردد يتردد اشيع يشاع تداولته يتداول معلومات المعلومات
    مزاعم""".split()
)
_OF_THEM = frozenset(("عن", "حول", "بشان", "بخصوص"))
_ENDS = frozenset((".", "؛", "\n", "لكن", "بينما", "فيما"))
_FALSE = frozenset(
    {
        ("من", "الصحه"),
        ("لا", "اساس"),
        ("غير", "صحيحه"),
        ("غير", "صحيح"),
        ("محض", "افتراء"),
        ("غير", "دقيقه"),
    }
)
_LED_IN = 20  # words between «نفى ... صحة ما تداولته مواقع عن» and what is denied
_TOLD = 4  # words between «الأنباء عن» and what they tell of
_CALLED = 16  # words between what the news tell of and «عارية من الصحة»


def is_denied_news(scene: Scene, trigger: Trigger) -> bool:
    """Whether a noun of dealing is what the news are about that are denied or called false."""
    return _is_denied(scene, trigger) or _is_called_false(scene, trigger)


def _is_denied(scene: Scene, trigger: Trigger) -> bool:
    far = [word.text for word in scene.line.words[max(0, trigger.start - _LED_IN) : trigger.start]]
    denies = next((at for at, text in enumerate(far) if text in _DENIES or text[1:] in _DENIES), None)
    if denies is None or not _ENDS.isdisjoint(far[denies:]):
        return False
    news = next((at for at, text in enumerate(far) if at > denies and text in _NEWS), None)
    if news is None:
        return False
    told = next((at for at, text in enumerate(far) if at > news and text in _OF_THEM), None)
    return told is not None and "،" not in far[told:]


def _is_called_false(scene: Scene, trigger: Trigger) -> bool:
    words = scene.line.words
    if not any(word.text in _NEWS for word in words[max(0, trigger.start - _TOLD) : trigger.start]):
        return False
    behind = [word.text for word in words[trigger.end : trigger.end + _CALLED]]
    return any(pair in _FALSE for pair in zip(behind, behind[1:], strict=False)) or "مفبركه" in behind
