"""The words that narrow a noun for people and those that tell an age, read from roles.tsv."""

from collections.abc import Sequence
from pathlib import Path

from crawler.arabic.letters import fold_key
from crawler.arabic.words import Dictionary, Word, clitics
from crawler.facts.figure import Group


def _rows() -> dict[str, list[str]]:
    lines = (Path(__file__).parent / "roles.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {kind: [fold_key(phrase) for phrase in phrases.split(",")] for kind, phrases in rows}


_ROWS = _rows()
FREED = frozenset(_ROWS["freed"])
PILGRIMAGE = frozenset(_ROWS["pilgrimage"])
# Whom a volunteer or an employee serves.
SERVES = Dictionary(
    (phrase, Group(kind.removeprefix("serves ")))
    for kind, phrases in _ROWS.items()
    if kind.startswith("serves ")
    for phrase in phrases
)
# «السادسة»: six; «الحادية» is said of eleven only.
ORDINALS = {
    **{word: number for number, word in enumerate(_ROWS["ordinals"], 1)},
    **dict.fromkeys(_ROWS["first of eleven"], 1),
}
_HER_OWNERS = frozenset(
    "قوات قوه بيشمركه يونيفيل بحريه شرطه داخليه حركه جماعه كتايب سرايا ميليشيا مليشيا ميليشيات مليشيات جبهه طالبان فصايل كتيبه حماس".split()
)
_OWNING_HEADS = frozenset(
    "مديريه قوات قوه قوي وحده وحدات هييه اداره قياده وزاره مصالح رياسه فرقه لجنه مفرزه دوريه كتيبه حركه جهاز مكتب فرق رجال ضباط نقطه".split()
)
_HIS_OWNERS = frozenset("جيش دفاع حرس درك امن حزب تنظيم داعش فصيل حشد عسكري حوثي".split())
OF_LIFE = frozenset(_ROWS["of life"])
HOURS = frozenset(_ROWS["hours"])
PLURAL_MARKS = frozenset(_ROWS["plural marks"])
BABIES = frozenset(_ROWS["babies"])


def may_own(words: Sequence[Word], at: int, whose: str) -> bool:
    """Whether «عناصرها» or «عناصره» may be those of an owner, by its gender: «الشرطة» has no «عناصره»."""
    head = words[at - 1].text if at else ""
    if not whose.endswith(("ه", "ها")) or head in _OWNING_HEADS or head.lstrip("ولب") in _OWNING_HEADS:
        return True  # «مديرية الأمن العام … مرتباتها»
    other = _HIS_OWNERS if whose.endswith("ها") else _HER_OWNERS
    return not any(rest in other for _, rest in clitics(words[at].text))


_BEFORE_THE_MOVEMENT = frozenset(
    map(
        fold_key,
        "من في على إلى عن مع ضد حركة مقاتلي مقاتلو مسلحي مسلحو عناصر قادة قائد زعيم زعماء متمردي متمردو معاقل أعضاء عضو لدى".split(),
    )
)


def is_the_movement(words: Sequence[Word], start: int, end: int) -> bool:
    """«ستة من طالبان», «زعيم طالبان»: behind a preposition or in the genitive two students would be «طالبين»."""
    return words[end - 1].text == "طالبان" and start > 0 and words[start - 1].text in _BEFORE_THE_MOVEMENT
