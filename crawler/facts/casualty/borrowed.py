"""Words of harm that are borrowed: «قتل الحلم», «استشهد بالآية», «خطف مقعد», «فقد وظيفته», «أصيب بالذعر»."""

from enum import Enum

from crawler.arabic.words import Remembered, clitics
from crawler.facts.casualty.families import is_kin
from crawler.facts.casualty.literal_words import FAR, LINKS, LISTS, OWN_ENDS, forms_of, plain
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import Of

_LED_BY = frozenset(
    "سوريا قوات حزب حركه جبهه جيش وحدات كتايب لجنه جماعه جمعيه تيار الحركه الجبهه الكونغو شرطه حرس".split()
)
_CLAUSES = frozenset("عندما حين بعد بعدما اثر جراء خلال لما اذ حيث بسبب بينما فيما قبل".split())
_KILLS = (
    "قتل",
    "ذبح",
    "اغتال",
    "اغتيال",
    "اعدام",
    "اعدم",
    "دفن",
    "واد",
    "خنق",
    "شنق",
    "مات",
    "صرع",
    "مقتل",
    "جرح",
    "حرق",
)


def _behind_cue(texts: list[str], mention: Mention, reach: int) -> list[str]:
    """The words that follow a cue: up to the count where it stands behind, else the next ones; up to a sign."""
    end = mention.start if mention.start > mention.cue else len(texts)
    found: list[str] = []
    for text in texts[mention.cue + 1 : min(end, mention.cue + 1 + reach)]:
        if not text[0].isalnum() and text != '"':
            break
        found.append(text)
    return found


def _has_object(texts: list[str], mention: Mention, kind: str, reach: int) -> bool:
    """Whether a noun of a kind is what a verb is done to: no preposition before it."""
    behind = _behind_cue(texts, mention, reach)
    clause = next((at for at, text in enumerate(behind) if text in _CLAUSES), len(behind))
    behind = behind[:clause]  # «قتلوا حين انهار السقف»
    if mention.start == mention.cue + 1 and mention.phrase.definite and not mention.phrase.explicit:
        behind = texts[mention.start : mention.end + 1]  # «قتل الحارس آمال الضيوف»: who did it
    return any(_named(text, kind) and (at == 0 or _may_end_subject(behind[at - 1])) for at, text in enumerate(behind))


def _named(text: str, kind: str) -> bool:
    """Whether a noun, or one that tells whose it is, is of a kind."""
    return any(text.removesuffix(end) in LISTS[kind] for end in ("", "هما", "هم", "ها", "ه"))


def _may_end_subject(text: str) -> bool:
    """«قتلت الأسعار الطبقة», but «قتلت قوات سوريا الديمقراطية 9», «قتل في السوق»."""
    return text not in LINKS and text not in _LED_BY


def is_of_no_body(texts: list[str], mention: Mention) -> bool:
    """«قتل الحلم», «خطف الأضواء», «استشهد بالآية», «أصاب القائم»."""
    match _deeds[texts[mention.cue]]:
        case _Deed.KILLS:
            return _has_object(texts, mention, "abstract", 3)
        case _Deed.TAKES:
            return _takes_things(texts, mention)
        case _Deed.CITES:
            return _cites(texts, mention)
        case _Deed.HITS:
            return not LISTS["hit"].isdisjoint(texts[mention.cue + 1 : mention.cue + 4])
        case _:
            return False


class _Deed(Enum):
    """What a word of harm says is done, where it may be done to no body."""

    KILLS = "kills"
    TAKES = "takes"
    CITES = "cites"  # «استشهد»
    HITS = "hits"


def _deed_of(text: str) -> _Deed | None:
    cue = plain(text)
    stems = {rest for _, rest in clitics(cue)} | {cue.lstrip("يت")}
    if any(stem.startswith(_KILLS) for stem in stems):
        return _Deed.KILLS
    if any(stem.startswith(("خطف", "اختطف", "اختطاف")) for stem in stems):
        return _Deed.TAKES
    if any("ستشه" in stem for stem in stems):
        return _Deed.CITES
    return _Deed.HITS if any(stem.startswith(("اصاب", "صيب")) for stem in stems) else None


_deeds = Remembered(_deed_of)


def _takes_things(texts: list[str], mention: Mention) -> bool:
    for at in range(mention.cue + 1, min(mention.cue + 7, len(texts))):
        if not texts[at][0].isalnum() and texts[at] != '"':
            return False
        if texts[at] in LISTS["snatched"] and texts[at - 1] not in LINKS:
            return True
    return False


def _cites(texts: list[str], mention: Mention) -> bool:
    """«واستشهد فيها بآيات», «استشهدت الباحثة بدراسة», «استشهد رئيس البلدية ببيت شعر»"""
    for at in range(mention.cue + 1, min(mention.cue + 8, len(texts))):
        text = texts[at]
        if not text[0].isalnum() and text != '"':
            return False
        rests = {rest for prefix, rest in clitics(text) if prefix in ("ب", "بال", "وب", "وبال")}
        rests |= {rest.removesuffix(end) for rest in rests for end in ("ه", "ها", "هم") if len(rest) > 4}
        if "بيت" in rests:
            return at + 1 < len(texts) and (texts[at + 1].startswith(("شعر", "الشعر")) or texts[at + 1] == "من")
        if not rests.isdisjoint(LISTS["cited"]):
            return True
        if rests and at + 1 < len(texts) and texts[at + 1] in LISTS["verses"]:
            return True  # «بثلاثة أبيات»
    return False


def lives_on(texts: list[str], mention: Mention) -> bool:
    """«فقد معلم في مدرسة خاصة وظيفته», «لاعبين فقدا 6 كيلوغرامات»"""
    if not plain(texts[mention.cue]).lstrip("يت").startswith(("فقد", "خسر", "افقد")):
        return False
    for at in range(mention.cue + 1, min(max(mention.cue, mention.end) + FAR, len(texts))):
        text = texts[at]
        if not text[0].isalnum() and text != '"':
            return False
        if text in _CLAUSES:
            return False
        if _is_own(text) and (texts[at - 1] not in LINKS or (texts[at - 1] == "من" and at > mention.end)):
            return True
        if texts[at - 1].isdigit() and text in LISTS["measures"]:
            return mention.end <= at - 1
    return False


def mourns_kin(texts: list[str], mention: Mention) -> bool:
    """«فقدت أمهات أبناءهن», «دفن الراعي عشرا من إبله»: who lost or buried them lives."""
    if mention.phrase.explicit or mention.start != mention.cue + 1:
        return False
    cue = plain(texts[mention.cue])
    behind = texts[mention.end : mention.end + 4]
    if cue in ("فقد", "فقدت", "يفقد", "تفقد") and behind:
        return is_kin(behind[0]) and behind[0].endswith(("هن", "هم", "ها", "ه"))
    return cue in ("دفن", "دفنت", "يدفن", "تدفن") and any(
        not forms_of(text).isdisjoint(LISTS["animals"]) for text in behind
    )


def _is_own(text: str) -> bool:
    """«وظيفته», «وظائفهم»: what is lost, with whose it was."""
    stems = [text.removesuffix(end) for end in OWN_ENDS[:5] if text.endswith(end)]
    return any(stem in LISTS["lost"] or stem.removesuffix("ت") in LISTS["lost"] for stem in stems)


def is_weary(texts: list[str], mention: Mention) -> bool:
    """«سقط متسابقان من فرط التعب», «سقط 14 طالبا في المادة», «سقط خمسة عمال من سقالة فتوفي اثنان منهم»"""
    if plain(texts[mention.cue]) not in ("سقط", "سقطا", "سقطت", "سقطوا", "سقوط") or mention.phrase.of is Of.HARMED:
        return False
    behind = texts[mention.end : mention.end + FAR]
    if not LISTS["weary"].isdisjoint(behind):
        return True
    if behind[:1] == ["في"] and any(text in LISTS["fails"] for text in behind[1:4]):
        return True
    if not any(
        text in LISTS["heights"] and before in ("من", "عن") for before, text in zip(behind, behind[1:4], strict=False)
    ):
        return False
    some = any(text in ("منهم", "احدهم", "احدهما", "بعضهم") for text in texts[mention.end : mention.end + 40])
    return some or not any(
        plain(text) in LISTS["deaths"] for text in texts[max(0, mention.start - 40) : mention.end + 40]
    )


def is_frightened(texts: list[str], mention: Mention) -> bool:
    """«أصيب عشرات الركاب بالذعر»"""
    return not LISTS["feelings"].isdisjoint(texts[mention.end : mention.end + 2])


def only_stops(texts: list[str], mention: Mention) -> bool:
    """«بعد توقف دام عاما», «توقف الوزير عند الملف»: nobody was held."""
    if plain(texts[mention.cue]) not in ("توقف", "توقفا", "توقفت"):
        return False
    before = texts[mention.cue - 1] if mention.cue else ""
    return before in LINKS or any(
        text in ("عند", "عن", "في", "دام", "امام") for text in texts[mention.cue + 1 : mention.end + 3]
    )


def is_pretended(texts: list[str], mention: Mention) -> bool:
    """«37 «مصابا»», «السوق «مات»», «مشهدا «يُقتل» فيه», «فيديو «ذبح» طالب»: the word is not meant."""
    told = texts[mention.start : mention.end]
    if '"' in told[:-1] and plain(told[told.index('"') + 1]) in LISTS["pretenders"]:
        return True
    at = mention.cue
    if not (0 < at < len(texts) - 1 and texts[at - 1] == texts[at + 1] == '"') or "شه" in texts[at]:
        return False
    if plain(texts[at]) in ("مات", "ماتت", "ماتوا", "يقتل", "تقتل", "يموت", "تموت", "يعدم"):
        return True
    return at > 1 and any(text in LISTS["shows"] for text in texts[max(0, at - 4) : at - 1])
