"""Counts near a word of harm that are of others: beasts, rivals, the cheated, arrested criminals, whom a plan was against."""

from crawler.arabic.people import PEOPLE
from crawler.arabic.words import clitics
from crawler.facts.casualty.literal_words import LISTS, forms_of, is_one_of, plain
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import Of
from crawler.facts.figure import Outcome

_NEAR = 60  # words
_DENIALS, _ANY = frozenset(("لم", "ولم", "لا", "ولا", "دون")), frozenset(("اي", "احد", "ايا", "احدا"))
_SURVIVORS = (["من", "الناجين"], ["من", "ناجين"])
_VICTIMS = frozenset(("ضحيه", "ضحايا", "الضحايا"))
_PERISH = ("نفوق", "نفق", "نفقت")
_LOST = ("فقدت", "فقد", "خسرت", "خسر")
_FIRMS = frozenset("الشركه شركه البنك المصرف المؤسسه المجموعه المصنع".split())
_ARRESTS = ("وقف", "اوقف", "توقيف", "قبض", "القبض", "القت", "القي", "ضبط", "ايقاف", "يوقف")


def _around(texts: list[str], mention: Mention) -> list[str]:
    """The words near a count; those of an endless sentence say nothing of it."""
    return texts[max(0, mention.start - _NEAR) : mention.end + _NEAR]


def is_of_beasts(texts: list[str], mention: Mention) -> bool:
    """«سبعا من نوقه», «30 خلية نحل», «40 حلما»"""
    if mention.phrase.of is Of.OTHERS and mention.phrase.explicit and texts[mention.end - 1] == "اخري":
        return _are_more_beasts(texts, mention)
    if mention.phrase.of not in (Of.NOTHING, Of.UNKNOWN, Of.THEM) or not mention.phrase.explicit:
        return False
    if texts[mention.end - 1] == "منها" and any(
        text in LISTS["animals"] for text in texts[max(0, mention.start - _NEAR) : mention.start]
    ):
        return True
    if mention.phrase.of is Of.NOTHING and texts[mention.cue][:1] == "و" and _goes_on_of_beasts(texts, mention):
        return True
    near = texts[max(mention.end - 1, mention.start) : mention.end + 2]
    if len(near) > 1 and near[1] == "من":
        return not forms_of(near[2]).isdisjoint(LISTS["animals"]) if len(near) > 2 else False
    counted = [text for text in near[:2] if text[:1] != "و"]
    counted += [text[2:] for text in counted if text.startswith("ال")]  # «عشرات العملات»
    return any(text in LISTS["animals"] or text in LISTS["abstract"] or text in LISTS["rivals"] for text in counted)


def _are_more_beasts(texts: list[str], mention: Mention) -> bool:
    """«نفوق 400 رأس من الإبل وإصابة عشرات أخرى»: of people it would be «آخرين»."""
    before = texts[max(0, mention.start - _NEAR) : mention.start]
    if any(text.removeprefix("و").startswith(("نفوق", "بنفوق", "نفق")) for text in before):
        return True
    return any(not forms_of(text).isdisjoint(LISTS["animals"]) for text in before)


def _goes_on_of_beasts(texts: list[str], mention: Mention) -> bool:
    """«نفوق 400 رأس من الإبل وتسمم العشرات»: a bare number repeats the noun before it, where nobody was told since."""
    dies = (at for at in range(mention.start - 1, max(-1, mention.start - 20), -1) if texts[at].endswith(_PERISH))
    first = next(dies, None)
    if first is None or not mention.told_in or "،" in texts[first : mention.start]:
        return False
    return all(PEOPLE.at(mention.told_in, at) is None for at in range(first, mention.start))


def is_of_rivals(texts: list[str], mention: Mention) -> bool:
    """«قضى على 31 خصما»: and whoever is counted by the same verb behind them."""
    if mention.phrase.of is not Of.NOTHING:
        return False
    first = max(1, mention.start - _NEAR)
    if LISTS["rivals"].isdisjoint(texts[first : mention.start]):
        return False
    return any(texts[at] in LISTS["rivals"] and texts[at - 1].isdigit() for at in range(first, mention.start))


def may_be(texts: list[str], mention: Mention) -> bool:
    """«40 ضحية محتملة», «ثلاثة من الناجين»"""
    if mention.outcome is Outcome.KILLED and texts[mention.end : mention.end + 2] in _SURVIVORS:
        return True
    return not LISTS["potential"].isdisjoint(texts[mention.start : mention.end + 1])


def is_cheated(texts: list[str], mention: Mention) -> bool:
    """«عصابة سلب أوقعت 40 ضحية»: they lost money."""
    if _VICTIMS.isdisjoint(texts[mention.start : mention.end + 1]) or not any(
        plain(text) in LISTS["fraud"] for text in _around(texts, mention)
    ):
        return False
    return not any(plain(text) in LISTS["violence"] for text in _around(texts, mention))


def is_criminal(texts: list[str], mention: Mention) -> bool:
    """«أوقف 21 تاجر مخدرات», «توقيف ستة أشخاص يؤلفون عصابة سلب»"""
    stems = {rest for text in texts[mention.cue : mention.cue + 2] for _, rest in clitics(plain(text))}
    if not any(stem.startswith(_ARRESTS) for stem in stems):
        return False
    if any(text.removeprefix("ال") in LISTS["captors"] or text in LISTS["captors"] for text in _around(texts, mention)):
        return False
    if any(
        text.startswith(("ارهابي", "تكفيري", "سلفي", "داعش", "متطرف"))
        for text in texts[mention.start : mention.end + 2]
    ):
        return False
    if any(text in LISTS["gangs"] for text in texts[mention.cue + 1 : mention.cue + 3]):
        return True
    near = texts[mention.start : mention.end + 3]
    return any(plain(text) in LISTS["criminals"] for text in near) or any(
        plain(text) in LISTS["crimes"] or text.removeprefix("ل") in LISTS["crimes"] for text in _around(texts, mention)
    )


def is_threatened(texts: list[str], mention: Mention) -> bool:
    """«مهددة 135 من شيوخ العشائر», «تتهدد حياة 700 ألف», «استغنى عن اثنين», «سرح ثلاثة»: done to them is something else."""
    first, second, third = (texts[mention.start - back] if mention.start >= back else "" for back in (1, 2, 3))
    if is_one_of(first, "threatens") or is_one_of(first, "parts"):
        return True
    if first in LISTS["threatened"] and is_one_of(second, "threatens"):
        return True
    named = plain(third).startswith(("يتهدد", "تتهدد")) and is_one_of(third, "threatens")
    return named or (first == "عن" and _parts_with(texts, mention.start - 1))


def _parts_with(texts: list[str], link: int) -> bool:
    for at in range(link - 1, max(-1, link - 5), -1):
        if not texts[at][0].isalnum():
            return False
        if is_one_of(texts[at], "parts with"):
            return True
    return False


def is_planned(texts: list[str], mention: Mention) -> bool:
    """«كانت تخطط لتفجير مسجد وقتل أكبر عدد منهم، واغتيال أربعة»: one of the things planned."""
    cue = texts[mention.cue]
    if cue[:1] != "و" or cue[1:] not in ("قتل", "اغتيال", "خطف", "اختطاف", "اعدام", "ذبح", "تصفيه", "احتجاز"):
        return False
    for at in range(mention.cue - 1, max(-1, mention.cue - 22), -1):
        if texts[at] in (".", "؛", "لكن", "الا", "الذي", "التي", "ما", "مما", "فيما", "بينما", "قبل", "بعد"):
            return False
        if is_one_of(texts[at], "plans"):
            return at + 1 < len(texts) and (texts[at + 1][:1] == "ل" or texts[at + 1] == "الي")
    return False


def none_of_them(texts: list[str], mention: Mention) -> bool:
    """«60 عونا، ولم يتعرض أي منهم للاختناق», «من دون وقوع إصابات في صفوف حمايته البالغ عددهم سبعة»"""
    if mention.cue > mention.end:
        between = texts[mention.end : mention.cue]
        told = {plain(text) for text in between}
        if not told.isdisjoint(_DENIALS) and not told.isdisjoint(_ANY):
            return True
    if mention.cue == mention.start and texts[mention.start - 1] in ("عددهم", "وعددهم", "تعدادهم"):
        return _told_unhurt(texts[max(0, mention.start - 14) : mention.start])
    before = texts[max(0, mention.cue - 3) : mention.cue]
    while before and before[-1] in ("وقوع", "تسجيل", "سقوط", "حدوث", "اي", "ايه"):
        before.pop()
    return bool(before) and before[-1] in ("دون", "بدون", "بلا") and mention.start > mention.cue


def _told_unhurt(texts: list[str]) -> bool:
    """Whether «دون وقوع إصابات» is the last that is told of people whose number follows."""
    for at in range(len(texts) - 1, -1, -1):
        if not texts[at][0].isalnum():
            return False
        if texts[at] in ("دون", "بدون", "بلا", "عدم"):
            return any(text in ("اصابات", "ضحايا", "خساير", "اي", "اصابه", "اذي") for text in texts[at + 1 : at + 4])
    return False


def dies_in_bed(texts: list[str], mention: Mention) -> bool:
    """«وفاة رئيس مكتب وفاة طبيعية», «وفاة مرشح إثر نوبة قلبية»"""
    if not is_one_of(texts[mention.cue], "dies"):
        return False
    near = texts[mention.end : mention.end + 14]
    near = near[: near.index(".")] if "." in near else near
    if any(near[at : at + 2] == ["وفاه", "طبيعيه"] for at in range(len(near))):
        return True
    natural = any(
        text in LISTS["natural"] or (text == "ازمه" and near[at + 1 : at + 2] in (["قلبيه"], ["صحيه"]))
        for at, text in enumerate(near)
    )  # fmt: skip
    return natural and not any(plain(text) in LISTS["violence"] for text in _around(texts, mention))


def loses_work(texts: list[str], mention: Mention) -> bool:
    """«القرار يشرد 200 بائع», «فقدت الشركة 3000 موظف»"""
    if mention.outcome is Outcome.MISSING and plain(texts[mention.cue]) in _LOST:
        return not _FIRMS.isdisjoint(texts[mention.cue + 1 : mention.cue + 2])
    if "شرد" not in texts[mention.cue].replace("شري", "شر"):
        return False
    workers = any(text in LISTS["workers"] for text in texts[mention.start : mention.end + 1])
    near = texts[max(0, mention.cue - 8) : mention.end + 5]
    return workers and any(plain(text) in LISTS["decisions"] for text in near)
