"""Cues: the words of a sentence that say what happened to the people it counts, or that nothing did."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from crawler.arabic.letters import fold_key, folded_words
from crawler.arabic.words import Dictionary
from crawler.facts.casualty.families import KIN
from crawler.facts.figure import Outcome

_HERE = Path(__file__).parent
_PERFECT = ("", "ت", "وا", "و", "ا", "تا", "ن")  # «قتلو» is how «قتلوا» is often spelled, and dialects' own
_IMPERFECT = ("ي", "ت")
_IMPERFECT_ENDS = ("", "ون", "ان", "وا", "ن")


class CueKind(StrEnum):
    """How a cue stands to the people it speaks of."""

    MASDAR = "masdar"  # «مقتل 5»
    VERB = "verb"  # «قتل 5», «5 قتلوا», «قتلت القوات 5»
    AFTER = "after"  # «5 حتفهم»
    FALL = "fall"  # «سقوط 5 قتلى»
    ATTACK = "attack"  # «أطلق النار على راع»
    OPENS = "opens"  # «أسفر عن قتلى»
    TALLY = "tally"  # «حصيلة»
    REACH = "reach"  # «إلى 5»
    SUBSET = "subset"  # «بينهم 5»
    BLOCK = "block"  # «إنقاذ 5»
    NO = "no"  # «لم»
    EARLIER = "earlier"  # «بعد أن كان 5»


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One cue; `plain` is its form without clitics, `active` a form that names who did it before who suffered."""

    kind: CueKind
    outcome: Outcome | None
    plain: str
    plural: bool = False
    imperfect: bool = False


REACHING = Cue(kind=CueKind.MASDAR, outcome=Outcome.DETAINED, plain="طالت")  # behind «حملة اعتقالات»


def _verb_forms(stems: str) -> Iterator[tuple[str, bool, bool]]:
    """The forms of a verb with whether each is plural and imperfect."""
    perfect, imperfect = stems.split("/")
    base = perfect[:-1] if perfect.endswith("ى") else perfect
    yield perfect, False, False
    for end in _PERFECT[1:]:
        if end == "و" and perfect.endswith("ى"):
            continue  # «أردو» is Urdu
        weak = end == "ا" and perfect.endswith("ى")
        yield base + ("يا" if weak else end), end in ("وا", "و", "ن"), False  # «اختفيا», «ارتقيا»
    for start in _IMPERFECT:
        for end in _IMPERFECT_ENDS:
            yield start + imperfect + end, end in ("ون", "وا"), True


@cache
def cue_entries() -> tuple[tuple[str, Cue], ...]:
    """Every form of every cue, folded, in the order of the file: an earlier one of the same spelling wins."""
    return tuple((cue.plain, cue) for cue in _cues())


def _cues() -> Iterator[Cue]:
    yield from (_cue("masdar", Outcome.MISSING, form) for form in _searches())
    yield from (_cue("after", Outcome.DISPLACED, form) for form in _leavings())
    yield from (_cue("masdar", Outcome.MISSING, form) for form in _no_news())
    for line in (_HERE / "cues.tsv").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        kind, value, forms = line.split("\t")
        if kind in ("needs", "unless"):
            continue
        outcome = None if value == "-" else Outcome(value)
        for form in (form.strip() for form in forms.split(",")):
            if form.startswith("~"):
                for verb, plural, imperfect in _verb_forms(form[1:]):
                    yield _cue(kind, outcome, verb, plural=plural, imperfect=imperfect)
                    if kind == "verb":
                        yield from _with_objects(verb, outcome)
            else:
                yield _cue(kind, outcome, form, plural=form.endswith(("وا", "و") if kind == "verb" else "وا"))


def _searches() -> Iterator[str]:
    """«البحث لا يزال جاريا عن», «عمليات البحث ما زالت مستمرة عن»: what stands between a search and whom it seeks."""
    for helper in ("", "ما زال ", "ما زالت ", "مازال ", "مازالت ", "لا يزال ", "لا تزال ", "لم يزل "):
        for going in ("جار", "جاري", "جاريا", "جارية", "مستمر", "مستمرا", "مستمرة", "متواصل", "متواصلا", "متواصلة"):
            yield f"البحث {helper}{going} عن"
            yield f"البحث {helper}{going} على"
            yield f"البحث والإنقاذ {helper}{going} عن"


def _no_news() -> Iterator[str]:
    """«لا نعرف شيئا عن», «لا أحد يعلم شيئا عن», «لا معلومات عن مصير»: of whom nobody has heard."""
    for lead in ("لا", "لم نعد", "لم يعد", "لا أحد", "لم يعد أحد", "ما عدنا", "ما زلنا لا", "لا يزالون لا"):
        for verb in ("نعرف", "نعلم", "يعرف", "يعلم", "تعرف", "تعلم", "أعرف", "يعرفون", "يعلمون"):
            yield f"{lead} {verb} شيئا عن"
            yield f"{lead} {verb} أي شيء عن"
    for news in ("معلومات", "أنباء", "أخبار", "خبر", "معلومة"):
        yield from (f"لا {news} عن مصير", f"لا تتوافر {news} عن مصير", f"لا تتوفر {news} عن مصير")
    yield from ("لا يعرف مصير", "لم يعرف مصير", "يجهل مصير", "نجهل مصير", "ما زلنا نجهل مصير")


def _leavings() -> Iterator[str]:
    """«على ترك بيوتهم», «رحلوا عن القرى»: words that tell of people driven from where they live."""
    homes = ("منازل", "بيوت", "ديار", "قرى", "مساكن", "أراضي", "بلدات", "مدن", "أحياء")
    for verb in ("ترك", "مغادرة", "إخلاء", "هجر", "الرحيل عن", "النزوح عن", "النزوح من", "الفرار من"):
        for lead in ("على", "إلى"):
            yield from (f"{lead} {verb} {home}{end}" for home in homes for end in ("هم", "ها", "هن"))
    for verb in ("رحلوا عن", "رحلوا من", "هجروا", "أخلوا", "غادروا", "تركوا", "فروا من", "نزحوا عن"):
        yield from (f"{verb} {home}{end}" for home in homes for end in ("هم", "ها"))
        yield from (f"{verb} ال{home}" for home in ("قرى", "قرية", "منطقة", "بلدة", "مدينة", "مخيم") if "رحل" in verb)


def _conditions(wanted: str) -> dict[str, frozenset[str]]:
    """The words behind a cue that its reading needs, or that forbid it, by the cue's form."""
    told: dict[str, frozenset[str]] = {}
    for line in (_HERE / "cues.tsv").read_text(encoding="utf-8").splitlines():
        kind, _, rest = line.partition("\t")
        if kind == wanted:
            words, forms = rest.split("\t")
            for form in (form.strip() for form in forms.split(",")):
                verbs = [verb for verb, _, _ in _verb_forms(form[1:])] if form.startswith("~") else [form]
                told.update((fold_key(verb), frozenset(map(fold_key, words.split(", ")))) for verb in verbs)
    return told


def _with_objects(verb: str, outcome: Outcome | None) -> Iterator[Cue]:
    """«اختطفتهم», «قتلوهما»: the verb with those who suffered glued to it, who were counted before it."""
    if verb.endswith(("ون", "ان", "ى")) or verb == "قتلا":
        return  # «قتلاهم» are their dead
    base = verb.removesuffix("ا") if verb.endswith("وا") else verb
    taken = (
        outcome in (Outcome.DETAINED, Outcome.ABDUCTED) and "وقف" not in base
    )  # «اعتقلوه»; «قتله» is more often "to kill him"
    for end in ("هم", "هما", "هن", "ه", "ها") if taken else ("هم", "هما", "هن"):
        yield _cue("after", outcome, base + end)


def _cue(kind: str, outcome: Outcome | None, form: str, *, plural: bool = False, imperfect: bool = False) -> Cue:
    plain = fold_key(form)
    return Cue(kind=CueKind(kind), outcome=outcome, plain=plain, plural=plural, imperfect=imperfect)


CUES = Dictionary(cue_entries(), folded=True)
LIMBS = frozenset(
    fold_key(limb + end)
    for limb in ("ساق", "ساقي", "قدم", "قدمي", "يد", "يدي", "ذراع", "ذراعي", "عين", "عيني", "رجل", "أطراف", "أصابع")
    for end in ("ه", "ها", "هم", "هما")
)  # what mines take


BURIES = folded_words("دفن دفنت دفنوا دفنا وارى وارت واروا ووري")
DISASTERS = folded_words(
    "الحادث حادث الحادثة الحريق حريق الانفجار انهيار الانهيار الزلزال الفيضان السيول الغرق التدافع القصف العاصفة الإعصار ركامه ركامها الركام الأنقاض أنقاضه أنقاضها"
)
ADMITS = folded_words(
    "اعترف اعترفت تعترف يعترف اعترفوا أقر أقرت يقر تقر أقروا واعترف واعترفت وأقر وأقرت إلا معترفا معترفة مقرا"
)
TREATMENTS = folded_words("العلاج علاجا الإسعافات إسعافات")
ABOARD = folded_words("يقل تقل متنها متنه متنهما يحمل تحمل") | {
    fold_key("على متن"),
    fold_key("كان يحمل"),
    fold_key("كانت تحمل"),
}
ALL = folded_words("جميع كل كافة من")
BATTLES = folded_words(
    "القتال المعركة المعارك معركة معارك الهجوم هجوم الاشتباك الاشتباكات اشتباك اشتباكات الكمين كمين المواجهات مواجهات الجبهة الحرب حرب القصف قصف العملية عملية الغارة غارة الغزو غزو القتالات الاقتحام التوغل انفجار تفجير"
)
FORCES = folded_words(
    "الأمريكية الأميركية الأمنية الحكومية الروسية التركية النظامية كوماندوس البحرية إسرائيلية الإسرائيلية الجنود جنود الجيش الشرطة شرطة الأمن الاحتلال الدرك المخابرات الاستخبارات السلطات الشرطيون"
)
JAILS = folded_words(
    "معتقلات معسكرات زنازين معسكر مراكز ثكنة ثكنات أقبية سجونها سجونه التوقيف السجن سجن سجون مركز مخفر قسم معتقل التحقيق للتحقيق الزنزانة المخفر حاجز نقطة"
)
HURTS = folded_words("لحق لحقت ألحق ألحقت ألحقوا")
DUAL_VERBS = folded_words(
    "حاولا كانا كانتا ينتميان يستقلان يعملان قاما نفذا تسللا اقتربا هما يعمل وصلا شاركا خرجا ذهبا عادا توجها هاجما رفضا تعرضا كلاهما"
)
LASTS = folded_words("ظل ظلت بقي بقيت يزال تزال زال زالت بات أصبح اعتبر يعد يعتبر")
MISSILES = folded_words("رصاصة رصاصات رصاص الرصاص شظية شظايا قذيفة عيار صاروخ الشظايا أعيرة طلقة طلقات")
STRAY = folded_words("طائشة طائش اعتراضي قناص هاون حي حية ناري مطاطية معدنية مباشرة متطايرة نارية")
DEATH_ENDS = folded_words(
    "نحبه نحبها نحبهم نحبهما حتفه حتفها حتفهم حتفهما مصرعه مصرعهم غرقا حرقا خنقا اختناقا دهسا صعقا متأثرا متأثرة إثر جراء برصاص بانفجار بقصف بغارة بنيران بطلق باستهداف بحادث "
    "بالرصاص بالقصف بقذيفة بقذائف بصاروخ بصواريخ بلغم بعبوة بقنبلة بشظية بشظايا بضربة بسقوط بطعنة بمسيرة بانهيار بحريق بصعقة "
    "طعنا ذبحا شنقا بردا جوعا عطشا تحت أثناء"
)
BECAME = folded_words("بات باتوا أصبح أصبحوا بقي ترك تركت أضحى أضحوا أمسى خلف خلفت أصبحت باتت تركهم تركتهم")
CAUSED = frozenset(
    fold_key(noun + end)
    for noun in ("مقتل", "وفات", "استشهاد", "إصابت", "جرح")
    for end in ("ه", "ها", "هم", "هما", "هن")
)
WOUNDED_HOW = folded_words("البليغة الخطيرة الخطرة التي أصيب بها أصيبت فجر مساء صباح اليوم أمس")
RESCUERS = folded_words("لجنة فرق فريق عمال رجال طواقم قوات جهاز هيئة وفرق")
CAPTORS = folded_words("الجيش الحوثيون المتمردون الثوار المقاومون")
SHOT_DEAD = folded_words("قتيلا قتيلة شهيدا شهيدة قتيلين شهيدين قتلى")
HIS = folded_words("سيارة عجلة مركبة دراجة منزل دورية شاحنة زورق بيت سيارته قارب جرار")
TWO_OWN = frozenset(kin for kin in KIN if kin.endswith("هما"))
TWO_BODIES = folded_words("جثتي جثتا جثماني جثمانا")
PARENTS = folded_words("أب وأب أبا أم وأم أما والد ووالد والدة معيل ومعيل أبو")
PARENTS_OF = folded_words(
    "والدة والد أم زوجة شقيق شقيقة أرملة ابن ابنة نجل عائلة أسرة محامي جنازة صديق ووالدة ووالد جثمان"
)
RETURNS = folded_words("يعد تعد يعودوا ينج تنج ينجوا يبق يبقى يسلم")
RELATIVES = folded_words("أسر عائلات ذوي أهالي أسرة عائلة وعائلات وأسر وذوي لأسر لعائلات لذوي بأسر")
FLIGHT = folded_words(
    "خشية خوفا بعد قصف القصف جراء هربا بسبب إثر معارك المعارك اشتباكات فيضان زلزال حريق حرائق هجوم هجمات"
)
RULED = folded_words("قررت قضت أصدرت أيدت ثبتت تأييد قضى أيد")
LORD = folded_words("ربه ربها ربهم ربهما")
ADVERBS = folded_words("تعسفيا قسريا قسرا ميدانيا كذلك أيضا عمدا غيلة فيه فيها خلاله خلالها إثره إثرها")
STATES_OF = folded_words("حالاتهم حالتهم حالاتهن إصاباتهم جروحهم")
PLAGUES = folded_words("مرض الجرب وباء فيروس عدوى الكوليرا حمى الحمى الوباء المرض الطاعون الحصبة")
SURVIVED = folded_words("بحالة حالته حالتها المستشفى بجروح إصابته إصابتها برضوض بكسور للمستشفى مستشفى")
VIOLENT = tuple(
    map(
        fold_key,
        (
            "متأثر",
            "برصاص",
            "قصف",
            "غار",
            "انفجار",
            "بانفجار",
            "حادث",
            "بحادث",
            "إطلاق",
            "هجوم",
            "طعن",
            "زلزال",
            "غرق",
            "حريق",
            "تعذيب",
            "سجن",
            "السجن",
            "جراح",
            "إصاب",
            "اشتباك",
        ),
    )
)
PIRATES = folded_words("قراصنة القراصنة عصابة العصابة خاطفون الخاطفون قطاع")
BANDS = folded_words("مسلحون ملثمون متمردون المتمردون انفصاليون الانفصاليون متشددون إرهابيون جهاديون مسلحو")
KNOWN_ROLES = folded_words("سائق مسلح مهاجم مشتبه منفذ مشتبها طيار قائد") | {fold_key("مشتبه به")}
OF_TWO = folded_words("بهما عليهما لهما كلاهما إليهما عنهما فيهما")
OWN_MEN = folded_words(
    "متطوعيه متطوعيها موظفيه موظفيها صحفييه صحفييها صحافييها منسوبيه منسوبيها جنوده جنودها كوادره كوادرها طواقمها مقاتليه مقاتليها"
)
COURTS = frozenset(map(fold_key, ("محكمة", "المحكمة", "محاكم", "القضاء", "قضت", "قضى", "حكم", "حكمت", "الحكم")))
NEEDS, UNLESS = _conditions("needs"), _conditions("unless")
THINGS = frozenset(
    fold_key(word)
    for line in (_HERE / "things.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
