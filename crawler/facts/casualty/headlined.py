"""What a headline names without a number, told of the one count of the lead of which no word there says anything.

«اختفاء شبان من الفنيدق» above «أربعون شابا خرجوا سباحة نحو سبتة ولم يصلوا»: the lead counts those whom the headline speaks
of, in words that no list holds. Only where headline and lead leave no choice: one kind of harm named above and not told
below, one count of people that nothing is told of.
"""

from collections.abc import Collection, Sequence

from crawler.arabic.letters import folded_words
from crawler.arabic.words import Word, clitics
from crawler.facts.casualty.cues import THINGS
from crawler.facts.casualty.framed import UntoldCount
from crawler.facts.casualty.part_text import PartText
from crawler.facts.casualty.placing import Placed
from crawler.facts.figure import Outcome, Qualifier

_NAMES = {
    Outcome.MISSING: folded_words(
        "فقدان مفقود مفقودان مفقودون مفقودين مفقودو مفقودي اختفاء اختفى اختفت يختفي تختفي اختفوا ضياع ضاعوا المفقودين المفقودون المختفين المختفون"
        " مغيبون المغيبين مغيبين مختفون مختفين مصير المخفيين مخفيون"
    ),
    Outcome.DETAINED: folded_words(
        "اعتقال اعتقالات يعتقل تعتقل اعتقل اعتقلت معتقلون معتقلين المعتقلين معتقلو معتقلي احتجاز يحتجز تحتجز احتجزت توقيف توقيفات توقف يوقف"
        " مداهمات الموقوفين موقوفون موقوفين الاعتقالات التوقيفات"
    ),
    Outcome.ABDUCTED: folded_words(
        "خطف يخطف تخطف يخطفون خطفت خطفوا اختطاف يختطف تختطف يختطفون اختطف اختطفت اختطفوا مخطوفون مخطوفين المخطوفين مختطفون مختطفين المختطفين"
        " رهائن رهينات رهينتان رهينتين خاطفون خاطفين الخاطفين قراصنة القراصنة الرهائن"
    ),
    Outcome.DISPLACED: folded_words(
        "نزوح نازحون نازحين النازحين النازحون تهجير يهجر تهجر مهجرون مهجرين تشريد يشرد تشرد مشردون مشردين لاجئون لاجئين يفرون ينزحون"
        " النزوح التهجير مهجرو نازحو يشردون يهجرون يطردون"
    ),
    Outcome.KILLED: folded_words(
        "مقتل قتلى القتلى يقتل تقتل مصرع وفاة وفيات استشهاد شهداء مجزرة إعدام اغتيال ضحايا الضحايا هلاك قتيل قتل قتلت"
    ),
    Outcome.INJURED: folded_words("إصابة إصابات إصابتهم جرحى الجرحى مصابون مصابين جريح يصيب تصيب"),
}
_ARRESTS = folded_words(
    "اعتقال اعتقالات يعتقل تعتقل اعتقل اعتقلت معتقلون معتقلين توقيف توقيفات يوقف مداهمات الاعتقالات التوقيفات يوقفون يعتقلون موقوفون"
)
_LED = ("قتاد", "ساق", "سيق", "اقتيد", "اخذ")
_LOST = (Outcome.MISSING, Outcome.DETAINED, Outcome.ABDUCTED, Outcome.DISPLACED)
# In a headline or a lead with one of these nobody came to harm, or not yet.
_OTHERWISE = folded_words(
    "إفراج الإفراج أفرج أفرجت تفرج يفرج تحرير تحرر يحرر حرر حررت إطلاق سراح إنقاذ أنقذ أنقذت ينقذ تنقذ نجاة نجا نجوا نجت ناجون ناجين عودة"
    " عاد عادوا عادت يعود العودة محاكمة محكمة المحكمة حكم الحكم بالسجن ذكرى قانون تحذير تحذر يحذر مخاوف خشية محاولة إحباط إحباطهم مكافحة"
    " تدريب مناورة فيلم رواية مسلسل كتاب عفو العفو تبرئة براءة مساعدات مساعدة إيواء تسليم تستقبل عيادة لقاح جائزة مباراة الدوري"
    " تبادل صفقة مفاوضات العدالة السجين مطالبة تطالب يطالب"
)


def untold_by_headline(title: PartText, in_title: Sequence[Placed], in_text: Sequence[Placed]) -> Outcome | None:
    """What happened to those of whom the lead says too little; None where the headline leaves a choice."""
    texts = [word.text for line in title.lines for word in line.words]
    if _says(texts, _OTHERWISE) or any(text in ("؟", "?") for text in texts):
        return None
    told = {placed.mention.outcome for placed in in_text} | {
        placed.mention.outcome for placed in in_title if _is_enough(placed)
    }
    named = [outcome for outcome, words in _NAMES.items() if _says(_of_people(texts), words)]
    left = [outcome for outcome in named if outcome not in told]
    return left[0] if len(left) == 1 and left[0] in _LOST else None


def _is_enough(placed: Placed) -> bool:
    """Whether a headline's figure is one that the lead only repeats."""
    mention = placed.mention
    exact = mention.phrase.explicit and mention.phrase.qualifier is not Qualifier.VAGUE
    return exact or mention.high == 1


def with_headlined_taking(title: PartText, in_title: Sequence[Placed], in_text: Sequence[Placed]) -> None:
    """«خطف كهنة» above «احتجز … ستة كهنة» are abducted, «اعتقال شبان» above «اقتاد … عشرة شبان» detained."""
    texts = [word.text for line in title.lines for word in line.words]
    abducted, detained = _says(texts, _NAMES[Outcome.ABDUCTED]), _says(texts, _ARRESTS)
    if abducted is detained:
        return
    before, after, verbs = (
        (Outcome.DETAINED, Outcome.ABDUCTED, ("حتج", "وقف")) if abducted else (Outcome.ABDUCTED, Outcome.DETAINED, _LED)
    )
    if any(placed.mention.outcome is after and placed.mention.phrase.explicit for placed in in_title):
        return  # the headline counts them itself
    for placed in in_text:
        mention = placed.mention
        near = mention.told_in[mention.cue : mention.cue + 1]
        if mention.outcome is before and any(verb in word.text for word in near for verb in verbs):
            mention.outcome = after


def lead_of(text: PartText) -> int:
    """The number of the first sentence that is no dateline or byline; -1 for none."""
    return next((line.number for line in text.lines if line.span.end - line.span.start > 45), -1)


def untold_in(outcome: Outcome, words: Sequence[Word]) -> UntoldCount | None:
    """The outcome for the one count of a lead; None where the lead says that they are well."""
    return None if _says([word.text for word in words], _OTHERWISE) else UntoldCount(outcome)


def _of_people(texts: Sequence[str]) -> list[str]:
    """The words but those right before a thing: «احتجاز سيارات»."""
    return [text for at, text in enumerate(texts) if not any(map(_is_thing, texts[at + 1 : at + 2]))]


def _is_thing(text: str) -> bool:
    return text in THINGS or (text.endswith("ات") and f"{text[:-2]}ه" in THINGS)


def _says(texts: Sequence[str], words: Collection[str]) -> bool:
    return any(rest in words for text in texts for _, rest in clitics(text))
