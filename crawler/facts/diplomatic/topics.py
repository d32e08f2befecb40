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
    """Whether the story is sport: three different words of sport in title and lead."""
    seen: set[str] = set()
    for line in lines[:_READ]:
        for word in line.words:
            if word.text in _SPORT:
                seen.add(word.text)
            else:
                seen.update(rest for _, rest in unglued(word.text) if rest in _SPORT)
    return len(seen) >= 3
