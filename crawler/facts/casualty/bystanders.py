"""Counts beside a word of harm that are of others: who did it, who ran from justice, whom no harm drove from where they were.

Each rule takes a sentence's texts and one of its mentions, like those of `mere_words`.
"""

from collections.abc import Sequence

from crawler.arabic.letters import folded_words
from crawler.arabic.words import clitics
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import Of
from crawler.facts.figure import Group

_HANDS = (("من", "قبل"), ("من", "طرف"), ("من", "لدن"), ("من", "جانب"), ("علي", "يد"), ("علي", "ايدي"), ("برفقه", "من"))
_RUNS = ("فر", "يفر", "تفر", "فرار", "فروا", "يفرون", "فرت", "هرب", "لاذ", "لاذوا", "لاذت")
_NO_REFUGEES = frozenset((Group.FIGHTERS, Group.SOLDIERS, Group.POLICE, Group.PRISONERS, Group.OFFICIALS))
_FREED_THEMSELVES = folded_words(
    "السجن سجن السجون سجنهم الأسر الخاطفين خاطفيهم قبضة العدالة المحكمة الموقوفين الرهائن رهائن الاعتقال"
)
_COMPELLED = ("اضطر", "يضطر", "تضطر", "ارغم", "يرغم", "ترغم", "دعي", "دعت", "دعا")
_RUN_WITHIN, _HOME_WITHIN = 5, 16  # words
_HOMES = tuple(
    folded_words(
        "منازل منزل بيوت بيت ديار دور مساكن مسكن مناطق قرى قراهم قريت بلدات بلدة مدن مدين نزوح فرار هرب هجر تهجير مخيم مآوي ملاجئ بلاد"
        " بلادهم لجوء اللجوء الرحيل رحيل أحياء حي إخلاء"
    )
)
_SENTENCED = (
    "بسجن",
    "بالسجن",
    "بحبس",
    "بالحبس",
    "باعدام",
    "بالاعدام",
    "ببراء",
    "بتغريم",
    "بعدم",
    "بسجنه",
    "بحبسه",
    "بادان",
)
_MATCHES = folded_words("التدريبات تدريبات التدريب المنتخب منتخب مباراة المباراة الدوري الفريق الملعب لقاء المران")
_CRASHES = ("حادث", "حافل", "انقلاب", "قصف", "غار", "رصاص", "انفجار", "شغب", "اشتباك", "هجوم", "مشجع", "جماهير", "صاعق")
_WOUNDS = (
    "جرح",
    "جريح",
    "جراح",
    "جروح",
    "اصيب",
    "اصاب",
    "مصاب",
    "حروق",
    "شظا",
    "قصف",
    "غار",
    "رصاص",
    "حريق",
    "انفجار",
    "تسمم",
    "اختناق",
)
_RULED = ("قضي", "قضت", "يقضي", "تقضي")


def is_by_whom(texts: Sequence[str], mention: Mention) -> bool:
    """«خطفه من طرف أربعة مسلحين», «نقلوه من قبل عدد من الأهالي»: who did something, not to whom it was done."""
    before = tuple(texts[max(0, mention.start - 2) : mention.start])
    return before in _HANDS and mention.cue < mention.start and mention.phrase.of is not Of.HARMED


def ran_from_justice(texts: Sequence[str], mention: Mention) -> bool:
    """«يفر عبر البوابات», «فرار 63 من الرهائن من أيدي الخاطفين», «فر المسلحون»: driven from no home."""
    cue = texts[mention.cue]
    if not any(rest in _RUNS for _, rest in clitics(cue)):
        return False
    if "فرار" in cue and mention.cue > 0 and texts[mention.cue - 1] in ("حاله", "بحاله"):
        return True  # «خمسة متهمين بحالة فرار»
    if mention.group in _NO_REFUGEES or (mention.high == 1 and not mention.phrase.explicit):
        return True
    behind = texts[mention.start : mention.end + _RUN_WITHIN]
    return any(rest in _FREED_THEMSELVES for text in behind for _, rest in clitics(text))


def is_moved_elsewhere(texts: Sequence[str], mention: Mention) -> bool:
    """«اضطر الطلبة إلى مغادرة المبيت», «اضطر قائدها إلى الهبوط»: out of no home and to no refuge."""
    verb = texts[mention.cue].removeprefix("و").removeprefix("ف")
    if not verb.startswith(_COMPELLED):
        return False
    behind = texts[mention.cue + 1 : max(mention.cue, mention.end) + _HOME_WITHIN]
    return not any(rest.startswith(_HOMES) for text in behind for _, rest in clitics(text))


def provides(texts: Sequence[str], mention: Mention) -> bool:
    """«وفرت لعناصر التنظيم ترسانة»: it gave them something, and did not flee."""
    return texts[mention.cue] == "وفرت" and mention.cue < mention.start and mention.phrase.prefix == "ل"


def is_sentenced(texts: Sequence[str], mention: Mention) -> bool:
    """«قضت الدائرة بسجن أربعة متهمين»: judged by a court that is named by another word."""
    verb = texts[mention.cue].removeprefix("و")
    between = texts[mention.cue + 1 : mention.start]
    return verb in _RULED and any(text.startswith(_SENTENCED) for text in between)


def is_treated_only(texts: Sequence[str], mention: Mention) -> bool:
    """«غادر 29 مريضا من غزة لتلقي العلاج»: the sick, where no wound is named."""
    if mention.phrase.lemma in ("لاعب", "لاعبه"):
        return any(rest in _MATCHES for text in texts for _, rest in clitics(text)) and not any(
            rest.startswith(_CRASHES) for text in texts for _, rest in clitics(text)
        )  # «أصيب ثلاثة لاعبين في التدريبات»
    if mention.phrase.lemma not in ("مريض", "مريضه") or not mention.phrase.explicit:
        return False
    return not any(rest.startswith(_WOUNDS) for text in texts for _, rest in clitics(text))


def is_at_large(texts: Sequence[str], mention: Mention) -> bool:
    """«16 منهم في حالة إيقاف و25 آخرين في حالة سراح»: the second are held by nobody."""
    behind = texts[mention.end : mention.end + _RUN_WITHIN]
    return any(pair in (("حاله", "سراح"), ("بحاله", "سراح")) for pair in zip(behind, behind[1:], strict=False))
