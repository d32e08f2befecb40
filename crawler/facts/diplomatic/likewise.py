"""Who does the same as was told of another before: «وحذت البحرين حذوها», «وسارت نيكاراغوا على المنوال ذاته»."""

from collections.abc import Sequence
from dataclasses import replace

from crawler.facts.act import ActKind, ActStatus
from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.candidate import Candidate
from crawler.facts.diplomatic.dealing import Dealing
from crawler.facts.diplomatic.scene import Scene, parties_of

_DONE_ALIKE = frozenset(
    {
        ActKind.SEVER,
        ActKind.RECALL,
        ActKind.EXPULSION,
        ActKind.SUMMON,
        ActKind.RECOGNITION,
        ActKind.SANCTION,
        ActKind.RESTORE,
        ActKind.STATEMENT_CONDEMN,
        ActKind.STATEMENT_SUPPORT,
    }
)
_FOLLOWS = frozenset("حذا حذت حذوا يحذو تحذو سيحذو ستحذو سارت سار تسير يسير ستسير نسجت نسج مضت مضي".split())
_ALIKE = ("حذو", "المنوال", "منوال", "خطا", "خطي", "النهج", "الدرب", "الخطي")
_DOES = frozenset("فعل فعلت تفعل يفعل فعلته فعله اتخذت اتخذ تتخذ يتخذ اقدمت اقدم اعلنت اعلن قامت قام".split())
_SAME = frozenset(
    {
        ("الشيء", "نفسه"),
        ("الشيء", "ذاته"),
        ("الشي", "نفسه"),
        ("الشي", "ذاته"),
        ("الشي", "عينه"),
        ("الامر", "نفسه"),
        ("الامر", "ذاته"),
        ("خطوه", "مماثله"),
        ("خطوه", "مشابهه"),
        ("الخطوه", "نفسها"),
        ("الخطوه", "ذاتها"),
        ("قرارا", "مماثلا"),
        ("اجراء", "مماثلا"),
        ("قرارا", "مشابها"),
    }
)
_NEAR = 8  # words between «حذت» and «حذوها», with all who follow
_FEW = 3  # words between the verb and who follows


def likewise(scene: Scene, told: Sequence[Candidate]) -> list[Candidate]:
    """What a line tells by likening it to the last act of its kind; `told`: all acts up to here, in their order."""
    at = _place(scene)
    if at is None:
        return []
    last = next((one for one in reversed(told) if one.kind in _DONE_ALIKE and one.found.sure), None)
    if last is None or len(last.found.parties) < 2 or (last.line is scene.line and last.at > at):
        return []
    who = _follower(scene, at)
    parties = parties_of(who)
    aimed_at = last.found.parties[-1]
    if not who or aimed_at in parties or not set(parties).isdisjoint(last.found.parties):
        return []
    found = Dealing((*parties, aimed_at), who)
    verb = scene.line.words[at].text.removeprefix("و")
    status = ActStatus.ANNOUNCED if verb.startswith("س") and verb[1:2] in "يت" else ActStatus.HAPPENED
    return [replace(last, found=found, line=scene.line, at=at, place=None, status=status, weight=last.weight - 0.1)]


def _place(scene: Scene) -> int | None:
    """Where the verb of likening stands."""
    words = [word.text for word in scene.line.words]
    for at, text in enumerate(words):
        verb = text[1:] if text[:1] in ("و", "ف") and text[1:] in _FOLLOWS | _DOES else text
        behind = words[at + 1 : at + 1 + _NEAR]
        if verb in _FOLLOWS and any(one.startswith(_ALIKE) for one in behind):
            return at
        if verb in _DOES and not _SAME.isdisjoint(zip(behind, behind[1:], strict=False)):
            return at
    return None


def _follower(scene: Scene, at: int) -> tuple[Actor, ...]:
    """Who stands behind the verb, or right before it."""
    behind = next((a for a in scene.actors if 0 < a.start - at <= _FEW and a.strong and a.case in ("", "و")), None)
    before = [a for a in scene.actors if 0 <= at - a.end <= 1 and a.strong and a.case in ("", "و")]
    first = behind or next(iter(before[-1:]), None)
    return tuple(member for member in scene.chain(first) if member.strong) if first is not None else ()
