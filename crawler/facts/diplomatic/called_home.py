"""Whether «استدعى» calls home one's own envoy, or calls in another's: «استدعاء القائم بأعمال سفارتها», «استدعاء السفير لدى ... للتشاور»."""

from collections.abc import Sequence

from crawler.arabic.letters import fold_key
from crawler.arabic.words import Word

_OWN_NEAR = 10  # words between «استدعى» and «سفيره لدى»
_CONSULTS = 17  # words between «استدعى» and «للتشاور», with name and post of the envoy
_OWN_MISSION = frozenset(fold_key(word) for word in ("سفارتها", "سفارته", "بأعمالها", "بأعماله", "سفيرها"))
_CONSULTING = frozenset(("للتشاور", "للمشاورات", "للمشاوره", "التشاور"))
_CALLED_IN = frozenset(("مقر", "مقرها", "الوزاره"))


def calls_own(words: Sequence[Word], index: int) -> bool:
    """Whether the verb or noun of calling at words[index] is said of the caller's own envoy."""
    near = range(index + 1, min(len(words), index + _OWN_NEAR))
    return any(_is_own_mission(words, at) for at in near) or _is_for_consulting(words, index)


def _is_own_mission(words: Sequence[Word], at: int) -> bool:
    after = words[at + 1].text if at + 1 < len(words) else ""
    # «سفيره» may be «سفيرة»: his own only where nobody's name follows
    return words[at].text in _OWN_MISSION or (words[at].text == "سفيره" and after in ("لدي", "في", "من", "للتشاور", ""))


def _is_for_consulting(words: Sequence[Word], index: int) -> bool:
    """«استدعاء السفير ... للتشاور»: whoever is called to consult is called home, unless a ministry calls him in."""
    near = [word.text for word in words[index + 1 : index + _CONSULTS]]
    return not _CONSULTING.isdisjoint(near) and _CALLED_IN.isdisjoint(near)
