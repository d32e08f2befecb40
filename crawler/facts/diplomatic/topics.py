"""Stories that speak the language of diplomacy about something else: sport, business, film, domestic affairs."""

from collections.abc import Sequence

from crawler.arabic.names import unglued
from crawler.facts.diplomatic.lines import Line

_SPORT = frozenset(
    [
        "مباراه",
        "المباراه",
        "ملعب",
        "ملاعب",
        "الدوري",
        "دوري",
        "المنتخب",
        "منتخب",
        "منتخبنا",
        "كره",
        "مدرب",
        "المدرب",
        "لاعب",
        "اللاعب",
        "لاعبين",
        "اللاعبين",
        "لاعبي",
        "الفريق",
        "هدف",
        "اهداف",
        "بطوله",
        "البطوله",
        "كاس",
        "الكاس",
        "النادي",
        "نادي",
        "نهايي",
        "الشوط",
        "شوط",
        "ديربي",
        "فيفا",
        "الفيفا",
        "يويفا",
        "الميركاتو",
        "المشجعين",
        "الجماهير",
        "نقاط",
        "الدقيقه",
    ]
)
_READ = 4  # lines


def is_other_world(lines: Sequence[Line]) -> bool:
    """Whether the story is sport: three different words of sport in title and lead, one of them in its first line."""
    first = next((line for line in lines if line.words), None)
    if first is None or not _sport(first):
        return False
    return len({word for line in lines[:_READ] for word in _sport(line)}) >= 3


def _sport(line: Line) -> set[str]:
    return {rest for word in line.words for _, rest in (("", word.text), *unglued(word.text)) if rest in _SPORT}
