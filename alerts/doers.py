"""Who is named as having done it: the names that mean somebody, each doer once; pure.

«الجيش الإسرائيلي», «قوات الاحتلال» and «مسيرة إسرائيلية» are one doer. «مسلحون مجهولون» and «زوجها» are none: that
armed men did it names nobody.
"""

from collections.abc import Iterable
from functools import lru_cache

from alerts.exports.actors import Inter, kind_of
from crawler.arabic.letters import fold, folded_words
from crawler.arabic.names import find_names
from crawler.arabic.words import words_of
from crawler.gist.words import skeleton, terms

OWN_FORCES = "state"  # «الجيش», «الشرطة»: of which state, the text takes for granted
# Words that say what somebody is, not who.
_NOBODY = folded_words(
    """انتحاري الانتحاري انتحارية الانتحارية انتحاريون انتحاريين إرهابي إرهابيون إرهابيين الإرهابيون الإرهابيين
    الإرهابية متشددون متشددين المتشددون المتشددين جهاديون جهاديين متمردون متمردين متمردو المتمردون المتمردين
    فصائل الفصائل المعارضة المسلحة قوات القوات مسلحون مسلحين مسلحو مسلحي المسلحون المسلحين تنظيم التنظيم تنظيمات
    التنظيمات جماعة جماعات المجموعات الجماعات كتائب سرايا المقاومة مهاجم المهاجم مهاجمون مجهول مجهولون مجهولين"""
)
_NAMING = frozenset({Inter.REBELS, Inter.IDENTITY, Inter.EXTERNAL})


def named(actors: Iterable[str | None]) -> dict[str, str]:
    """The doers by their key, each with the first wording; keys compare, wordings are shown."""
    found: dict[str, str] = {}
    for actor in actors:
        key = None if actor is None else doer_key(actor)
        if actor is not None and key is not None:
            found.setdefault(key, actor)
    if OWN_FORCES in found and any(_is_state(key) for key in found):
        del found[OWN_FORCES]
    return found


def unknown_to(told: Iterable[str | None], now: Iterable[str | None]) -> dict[str, str]:
    """The doers that are named now and were not before; forces of which no state is told are no news beside some."""
    before = named(told)
    states = any(_is_state(key) or key == OWN_FORCES for key in before)
    return {
        key: actor
        for key, actor in named(now).items()
        if key not in before and not (key == OWN_FORCES and states) and not (_is_state(key) and OWN_FORCES in before)
    }


@lru_cache(maxsize=2048)
def doer_key(actor: str) -> str | None:
    """The party that an actor is or belongs to, else the words of its name; None where nobody is named."""
    folded = fold(actor)
    words = words_of(folded.text)
    parties = [name.party for name in find_names(words, actor, folded.offsets)]
    if parties:
        return parties[0]
    kind = kind_of(actor, None)
    if kind is None or kind.inter not in _NAMING:
        return OWN_FORCES if kind is not None and kind.inter is Inter.STATE else None
    telling = [word.text for word in words if not word.is_sign and word.text not in _NOBODY]
    return " ".join(sorted({skeleton(term) for term in terms(" ".join(telling))})) or None


def _is_state(key: str) -> bool:
    return len(key) == 2 and key.isupper()
