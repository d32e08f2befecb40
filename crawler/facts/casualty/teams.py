"""Whom those serve who are told as members of a team, a mission or a crew: «أفراد من فريق إغاثة», «طاقم منظمة إنسانية»."""

from collections.abc import Sequence

from crawler.arabic.letters import folded_words
from crawler.arabic.words import Word, clitics
from crawler.facts.casualty.roles import SERVES
from crawler.facts.casualty.whose import ends_naming
from crawler.facts.figure import Group

_TEAMS = folded_words(
    "فريق فرق بعثة طاقم طواقم قافلة منظمة منظمات جمعية وكالة هيئة لجنة كوادر كادر مؤسسة مطبخ مطابخ تكية تكايا الفريق البعثة الطاقم "
    "القافلة المنظمة الجمعية الوكالة المطابخ التكايا الخوذ الهلال الصليب الأونروا"
)
_LINKS = ("من", "في", "ضمن", "لدي")
_HELPS = (Group.AID_WORKERS, Group.MEDICS)
_SERVES_WITHIN = 6  # words from a volunteer to whom he serves
_TEAM_WITHIN = 4  # words from the team to what it does


def served_by(words: Sequence[Word], at: int) -> Group | None:
    """Whom a volunteer, worker or driver serves: «متطوعان من الدفاع المدني», «عاملان في منظمة إنسانية»."""
    for step in range(at, min(at + _SERVES_WITHIN, len(words))):
        if words[step].text in ("،", ".", "\n") or (step > at and ends_naming(words, step)):
            return None
        served = SERVES.at(words, step)
        if served is None:
            continue
        tied = step == at or served.prefix[:1] in ("ب", "ل") or not words[step - 1].text.startswith(("ب", "ل"))
        if tied:
            return served.value  # but not «اختناقا داخل بئر للصرف الصحي»
    return None


def team_at(words: Sequence[Word], at: int) -> Group | None:
    """The group of a team's members by what the team does: at «من» or at the team itself."""
    if at < len(words) and words[at].text in _LINKS:
        at += 1
    if at >= len(words) or not any(rest in _TEAMS for prefix, rest in clitics(words[at].text) if prefix in ("", "ب")):
        return None
    for step in range(at, min(at + _TEAM_WITHIN, len(words))):
        if words[step].is_sign:
            return None
        served = SERVES.at(words, step)
        if served is not None and served.value in _HELPS and served.prefix in ("", "ال", "لل", "ل"):
            return served.value
    return None
