"""Stories that tell of what only was played, written or mourned: drills told as if they were real, works, games, obituaries.

Beyond `unreal.unreal_kinds`, from which the flags have learnt. A real accident at a drill or on a set stays real: whoever
tells it names an inquiry, a hospital, a funeral, or what those who came to harm were about to do.
"""

import re
from collections.abc import Collection

from crawler.arabic.hinted import Hinted, worded

_OPENING = 600
_DRILL = r"(?:ال|ب|بال|ل|لل|و|وال)?(?:تمرين|تمرينا|تمارين|مناوره|مناورات|تدريب|تدريبات|تدريبيه|تدريبي|محاكاه|رمايه|بروفه|استعراض)"
_DRAWN_UP = r"(?:ال)?(?:خطه|خطط|جاهزيه|جهوزيه|مخطط|منظومه|استعداد|استعدادات|قدره|قدرات|كفاءه|سرعه|جاهزيته|جاهزيتها|خطته|خطتها|قدراته|قدراتها|استعداداته|استعداداتها|زمن الاستجابه)"
_VICTIMS = r"(?:ال|وال)?(?:ضحايا|مصابين|جرحي|قتلي|موتي|مصاب|جريح|قتيل|ضحيه|رهاين|مهاجمين|ارهابيين|خاطفين|مرضي)"
_PRETENDED = Hinted(
    r"\b(?:و|ف|ب)?(?:وفق|وفقا|حسب|بموجب|ضمن) (?:لل|ال)(?:فرضيه|سيناريو)(?! (?:الاول|الاكثر|الاقرب|المرجح|الارجح|القايم|الاسوا|مرجح))\b|\bال(?:فرضيه|سيناريو) المعده?\b|"
    r"\bالفرضيه (?:التي|الذي) (?:\S+ )?(?:عمل|اشتغل|وضع|اعد|نفذ|اختار)\S*|\bمجريات (?:ال)?(?:تمرين|تجربه|تدريب|مناوره)\b|"
    r"\b(?:ال|ب|بال)?(?:سيناريو|فرضيه) (?:امتحن|اختبر|يختبر|لاستقبال|لاختبار|وهمي|وهميه|افتراضي|افتراضيه|معد|تحاكي|يحاكي)|"
    r"\b(?:و|ب)?(?:نفذ|نفذت|تنفيذ|ينفذ|تنفذ|جرب|جربت) (?:\S+ ){0,6}?(?:سيناريو|فرضيه|ممارسه|تجربه اخلاء)\b|"
    r"\b(?:ضمن|في|خلال|اجري|اجرت|نفذ|نفذت|نظم|نظمت) (?:\S+ ){0,4}?(?:ل)?(?:اختبار|قياس|فحص) " + _DRAWN_UP + r"\b|"
    r"\b(?:ادوا|ادي|ادت|يودون|تقمص\S*|بتقمص|لعب|لعبوا|يلعبون|مثل|مثلوا|يمثلون|جسد\S*|باداء|اداء|تمثيل) (?:\S+ )?(?:ادوار|دور) (?:\S+ )?"
    + _VICTIMS + r"\b|"
    r"\b(?:ال)?(?:ممارسه|ممارسات) (?:\S+ )?(?:افترض\S*|ميدانيه|تطبيقيه|وهميه|تفترض|تحاكي)|"
    r"\b(?:ال|ب)?(?:تمرين|تدريب|مناوره|تجربه|ممارسه|فعاليه)\S*\b.{0,90}\b(?:و)?(?:افترض|افترضت|يفترض|تفترض)\b|"
    r"\bتجربه (?:اخلاء|كامله|وهميه|ميدانيه|طواري|فرضيه|حيه لل)|\b(?:ال)?مشروع (?:ال)?(?:تكتيكي|تعبوي|استراتيجي)\b|"
    r"\bصبغت وجوه\S*|\b(?:اصباغ|مكياج|ماكياج|دماء مزيفه|دم مزيف|دماء صناعيه|دماء اصطناعيه)\b|"
    r"\b(?:ال)?(?:انفجار|حادث|هجوم|حريق|زلزال|قصف)(?: \S+){0,5} لم (?:يقع|يحدث|يكن حقيقيا)\b|"
    r"\b(?:متدرب|متدربا|متدربه|تدريب|تمرين|اختبار|محاكاه)\b.{0,120}\b(?:دمي|دميه|الدمي|مجسمات بشريه)\b|"
    r"\b(?:جرفت|قتلت|هوت|سقطت|انهار|سجلت|احصي|يحصي|ضحايا|موتاه) (?:\S+ ){0,3}?علي الورق\b|"
    r"\bحصه تطبيقيه\b|\bعمليه بيضاء\b|\bتمرين \S+ ?\S* ?\S* المكتبي\b",
    words="اختبار لاختبار قياس لقياس فحص لفحص دور ادوار يقع يحدث دمي دميه الدمي",
    pieces="فرضيه سيناريو مجريات ممارس تجربه فترض تكتيكي تعبوي استراتيجي صبغت اصباغ كياج مزيف ناعيه حقيقيا مجسمات الورق تطبيقيه "
    "بيضاء المكتبي",
)  # fmt: skip
_PRETENDED_IN_TITLE = Hinted(
    r"\b(?:افتراضيا|افتراضي|افتراضيه|فرضيا|فرضيه|تخيلي|تخيليه|وهميا|وهميين)\b|\b(?:ت|ي)تدرب(?:ون)? (?:\S+ ){0,2}علي\b|"
    r"\b(?:و|ل)?(?:يختبر|تختبر|اختبر|اختبرت|اختبار|يمتحن|امتحن|يقيس) " + _DRAWN_UP + r"\b",
    pieces="فتراضي فرضي تخيلي وهمي تدرب ختبر ختبار متحن يقيس",
)  # fmt: skip
# «افتراضيا» is also what is done by wire.
_HARM_IN_TITLE = re.compile(
    r"\b(?:و|ف|ب|ال|لل|ل|ت|ي)?(?:ضرب|هز|هزه|مقتل|قتلي|قتيل|قتيلا|مصرع|وفاه|وفيات|جرحي|جريح|جريحا|اصابه|اصابات|اصاب|مصاب|مصابا|ضحايا|انفجار|زلزال|زلزالا|"
    r"حريق|تحطم|انهيار|تصادم|تدافع|اعصار|هجوم|غرق|تسرب|هالكا|فيضان|سيول|اطفاء|نجده|طواري|كارثه|خرج)\b"
)
_SUSPECTED = Hinted(
    r"\b(?:[وفبل]|ال)?(?:مستبعد|استبعد|يستبعد|تستبعد|استبعاد|ترجيح|رجح|ترجح|يرجح|مرجح|نفي|نفت|ينفي|تنفي|تعزز|يعزز|اثبات|دراسه|يدرس|تدرس|تقود|قاد)(?:ا|ت|ه|وا|ين)? "
    r"(?:\S+ )?(?:ال)?فرضي(?:ه|ات)\b|\b(?:ال)?فرضي(?:ه|ات) (?:ال)?(?:هجوم|انتحار|جريمه|عمل|اعتداء|قتل|حادث|خطا|تخريب|اولي|اولي|ارهاب|وجود)\S*",
    pieces="فرضي",
)
_PLAYERS_HARMED = re.compile(
    r"\b(?:و|ف)?(?:توفي|توفيت|وفاه|فارق الحياه|فارقت الحياه|لفظ انفاسه|حتفه|حتفهم|مصرعه|مصرعهم|صاعقه|نزيف في|غيبوبه|حروق|بحروق|تدافع)\b"
)
_AT_DRILL = re.compile(
    r"\b(?:خلال|اثناء|في|ضمن|وقت|انهاء|بدء|ختام) (?:\S+ ){0,2}?" + _DRILL + r"\b|\b(?:كان|كانت|كانوا|وهم|وهما|وهو) (?:\S+ ){0,2}?"
    r"(?:يودون|يودي|يوديان|يجرون|يتدربون|يتدرب|ينفذون|يشاركون|تشارك|يشارك) "
)  # fmt: skip
_REALLY = re.compile(
    r"\b(?:و|ف|ب|ل)?(?:تحقيق|تحقيقا|تحقيقي|تحقيقيه|التحقيق|ملابسات|الحادث|الحادثه|تعازي|التعازي|نعت|نعي|تنعي|الفقيد|فقيد|الجثمان|جثمان|جثامين|الثري|"
    r"الحداد|تشييع|سيشيع|شيع|حتفه|حتفهم|حتفهما|مصرعه|مصرعهم|مصرعهما|انفاسه|دقيقه صمت|ذوي|اجهزه الانقاذ|سبب الحادث|لا تزال فرق|وقف التمارين)\b"
)
_ON_THE_WAY = re.compile(
    r"\b(?:كان|كانت|كانوا|كانا) (?:متوجه\S*|عايد\S*|ذاهب\S*|في طريق\S*)\b.{0,60}\b" + _DRILL + r"\b|"
    r"\b(?:ذاهبه|متوجهه|في طريقها|في طريقه|في طريقهم) (?:\S+ )?(?:الي|للمشاركه|للمشاركه في) (?:\S+ ){0,2}" + _DRILL + r"\b|"
    r"(?<!\")\b(?:حقيقي|حقيقيه|حقيقيا)\b.{0,40}\b(?:وهمي|وهميا|تمرين|تجربه|تدريب|اخلاء)|\b(?:الي|فاصبح) (?:ماساه|كارثه حقيقيه|تدافع حقيقي)|"
    r"\b(?:استهدف|استهدفت|تستهدف|قصف|قصفت)\b.{0,80}\b(?:ساحه|ميدان|معسكر|متدربي|متدربين|مركز) ?(?:ال)?(?:تدريب|تمرين)?\b.{0,60}\b(?:بينما|اثناء|خلال)\b"
)  # fmt: skip

_WORK = worded(
    "ال|ل|لل|ب|بال|و|وال",
    "فيلم|فيلما|افلام|مسلسل|مسلسلا|روايه|روايته|روايتها|روايات|مسرحيه|مسرحيته|مسرحيتها|خشبه المسرح|الركح|"
    "سلسله قصص|قصص مصوره|شريط الطويل|شريط القصير|حلقه|حلقات|دراما|مجموعه قصصيه",
)
_TRADE = re.compile(
    r"\b(?:ال|ل|لل|ب|بال|و|وال)?(?:فيلم|افلام|مسلسل|روايه|روايته|روايتها|مسرحيه|حلقه|حلقات|دراما|مخرج|مخرجه|مولف|مولفه|كاتب|كاتبه|روايي|رواييه|راوي|سارد|ناشر|ناقد|"
    r"ممثل|ممثله|ممثلين|ممثلون|بطل|بطله|شخصيه|مشهد|سيناريست|مهرجان|سينماييه|سينمايي|دار|جمهور|متفرج|صفحه|فصول|موسم|منصه|شركه المنتجه|كواليس|عرض|نسخه)\b"
)
_PLOT = worded(
    "و|ف",
    "تدور|يدور|يروي|تروي|يحكي|تحكي|تجسد|يجسد|احداثه|احداثها|احداث الحلقه|احداث المسلسل|قصه|حبكه|متخيل|متخيله|"
    r"خيال|نسج الخيال|شخصيه|البطله|الراوي|السارد|في الحلقه|الحلقه ال\d+|الحلقه \d+|الحلقه الاخيره|"
    "المشهد الختامي|المشهد الاخير|نهايه",
)
_EPISODE = Hinted(
    r"\b(?:احداث|نهايه|ابطال|تفاصيل) (?:ال)?حلقه\b|\bالحلقه (?:ال ?)?\d+ (?:من|والاخيره)\b.{0,80}\bمسلسل\b|\bمسلسل\b.{0,60}\bالحلقه (?:ال ?)?\d+",
    pieces="حلقه",
)
_TRUE_STORY = re.compile(
    r"\b(?:ال|و)?(?:وثايقي|وثايقيه|يوثق|توثق|حقيقيه|واقعيه|تصويره|موقع تصوير|اثناء التصوير|خلال التصوير|النيابه|الشرطه|التحقيق|جثمان|تشييع|نعت|نعي|"
    r"الحمايه المدنيه|الدفاع المدني|مصدر امني)\b|\b(?:اثناء|خلال) تصوير\b"
)
_MAKER_HARMED = re.compile(
    r"\b(?:و|ف)?(?:مقتل|استشهاد|استشهد|استشهدت|اغتيال|اغتيل|مصرع|اصابه|اصيب|اصيبت|اعتقال|خطف|قتل|قتلت|لقي|لقيت|توفي|توفيت|وفاه) (?:\S+ )?(?:ال)?(?:مخرج|مخرجه|ممثل|"
    r"ممثله|كاتب|كاتبه|روايي|رواييه|فنان|فنانه|مصور|شاعر|مولف|نجم|نجمه|متفرج|متفرجين|فني|عامل|بطل المسلسل|طاقم|شخص|اشخاص|طفل|\d+)\b"
)
_ON_SET = re.compile(
    r"\b(?:ال)?(?:موقع|مواقع|اثناء|خلال|كواليس|ديكور|مسرح) (?:ال)?تصوير\b|\b(?:اثناء|خلال) (?:ال)?(?:بروفه|بروفات|عرض|حفل)\b|\bبروفه\b|\bديكور (?:مسلسل|فيلم)\b"
)
_SET_ACCIDENT = re.compile(
    r"\b(?:و|ف)?(?:قضي|لقي|لقيت|اصيب|اصيبت|توفي|توفيت|وفاه|مصرع|مقتل|سقوط|انقلاب|حريق|احتراق|فارق|تعرض|تعرضت|انهيار)\b"
)

_GAME = Hinted(
    r"\b(?:ال|ل|لل|ب|بال)?(?:العاب|رياضات|لعبه|رمايه|بطوله) (?:\S+ )?(?:ال)?(?:الكترونيه|فيديو|رقميه|قتاليه الكترونيه)\b|"
    r"\b(?:ببجي|فورتنايت|فالورانت|كاونتر سترايك|كول اوف ديوتي|باتل رويال|ابكس|فري فاير)\b",
    words="ببجي فورتنايت فالورانت كاونتر كول باتل ابكس فري",
    pieces="الكترونيه فيديو رقميه",
)
_CONTEST = re.compile(
    r"\b(?:ال|ل|لل|ب|بال|و|وب)?(?:بطوله|لقب|توج|يتوج|تتويج|جوله|نهايي|نهاييه|جايزه|خصم|خصما|خصوم|خصومه|فريق|لاعب|نقاط|متسابق|متسابقا|يقضي فيها|مشاهد)\b"
)
_CRIME = re.compile(
    r"\b(?:و|ب|ل)?(?:مقتل|جريمه|بجريمه|طعنا|خنقا|انتحر|انتحار|جثه|النيابه|الشرطه|مصدر امني|القاتل|الجاني|مصرع|وفاه)\b"
)

_PLAYED = worded(
    "ال|ب|بال|ل|لل|و|وال",
    "مباراه|دوري|منتخب|لاعب|لاعبين|مدرب|مدربه|تعادل|هزيمه|ملعب|دكه البدلاء|الوقت القاتل|ركله جزاء|"
    "ركلات الترجيح|غرفه الملابس|هز الشباك|كروي|كرويه|ديربي|كلاسيكو|مران|الجهاز الطبي|رباط|اوتار|تمزق|صليبي|"
    "غضروف|ظهير|مهاجم|حارس مرمي|خط الوسط|الغايبين|نقاط|صداره|هبوط|بطوله|الفرق الكبيره|رييس النادي|حلم البقاء|"
    "الاخضر",
)
_SPECTATORS_HURT = re.compile(
    r"\b(?:اصابه|اصابات|جرح|جرحي|ضحايا) (?:\S+ ){0,2}?(?:مشجع\S*|متفرج\S*|شخص|اشخاص|شرطي|عنصر|عناصر|طفل|اطفال|جماهير|الجماهير|شغب)\b|\bشغب\b"
)
_MOURNING = worded(
    "و|ب|ل|ال|لل|بال",
    "نعي|نعت|ينعي|تنعي|ناعي|رحيل|رحل|رحلت|برقيه|برقيات|عزاء|تعزيه|تعازي|الديوان الملكي|الديوان الاميري|"
    "صلاه الجنازه|سيصلي عليه|سيصلي عليها|مثواه الاخير|مثواها الاخير|فقيد|فقيده|راحل|راحله|المرحوم|المرحومه|"
    "المغفور|جوار ربه|رحمه الله|يلقي ربه|لقي ربه|ذمه الله|وافته|وافاه|وافتها|منيه|غيب الموت|غيبه الموت|"
    "فاضت روحه|ورثاه|دقيقه صمت|مواساه|مواساتهم|فسيح جناته|بواسع رحمته|مودعا|يودع|تودع|مشيعين",
)
_NATURAL = worded(
    "و|ب|ل|ال|بال|لل",
    "مرض|مرضه|المرض|سكته|جلطه|نوبه|ازمه قلبيه|ازمه صحيه|عمر ناهز|عن عمر|شيخوخه|وعكه|علاج|تسعين|ثمانين|سرطان|"
    r"تسعيني|ثمانيني|سبعيني|عمليه قلب|هبوط حاد|وفاه طبيعيه|ادركته المنيه|عن \d+ عاما|بعد عمر",
)
_IN_ARMS = re.compile(
    r"(?:جيش|جند|جنود|شرط|عسكري|قوات|ضابط|ضباط|رقيب|عقيد|مجند|مقاتل|حرس|الواجب|مسعف|اطفاي|معتقل|اسير|صحفي|صحافي)"
)
_HURT_BY = re.compile(
    r"(?:\b|(?<=\b[وفبلك])|(?<=\bال)|(?<=\bبال)|(?<=\bوال))(?:مقتل\S*|قتل\S*|قتيل\S*|استشه\S*|شهيد\S*|شهداء|كمين|مواجهات|اشتبك\S*|تهدم|قصف|قصفت|غاره|غارات|رصاص|رصاصه|اغتيال|اغتيل|انفجار|انفجر|تفجير|تفجيرات|مجزره|مجازر|جرح|جرحوا|ضحي|ارهاب\S*|لغم|عبوه|"
    r"حادث|حادثه|غرق|غرقا|حريق|دهس|سقوط|سقط|سقطت|انقلاب|انقلبت|اصطدم\S*|تصادم|صعق\S*|صاعقه|كهرب\S*|غاز|اختنا?ق\S*|تسرب|تعذيب|معتقل|سجن|سجين|اسير|طعن\S*|ذبح|هجوم|اشتباك\S*|معرك\S*|معارك|"
    r"دانه|صاروخ|قذيفه|قذايف|مسيره|انهيار|زلزال|سيول|فيضان\S*|انحرفت|تسمم|انتحر|خطف|اختطف|زورق|قارب|مركب|مهاجر\S*|تحطم|متاثر\S*|جراح|جراحه|جروح|اصيب|اصيبت|اصاب|اعتداء|عنف|مجهول\S*|النار|النيران|"
    r"انزلق\S*|زلت|لدغ\S*|ضربه شمس|الشمس|التجمد|بردا|جوعا|عطشا|اهمال|خطا|كسر|كسور|نزيف|ابتلع\S*|جرفت\S*|الدخان|داست\S*|مصاب|مصابين|جريح|جرحي|هوي|هوت|ضحيه|ضحايا|ضحيته)\b"
)

HINTED = (_PRETENDED, _PRETENDED_IN_TITLE, _SUSPECTED, _EPISODE, _PLOT, _WORK, _GAME, _PLAYED, _MOURNING, _NATURAL)


def opening_of(title: str, text: str) -> str:
    """The part of a folded story by which it is judged."""
    return f"{title} \n {text[:_OPENING]}"


def is_staged(title: str, text: str, may: Collection[Hinted]) -> bool:
    """Whether a folded story tells of a drill, a work, a game or a natural death, in whatever words it begins.

    `may` are those of `HINTED` that its opening may match.
    """
    told = opening_of(title, text)
    if _reads_like_drill(title, told, may):
        return not happened_at_drill(title, text)
    if _reads_like_work(told, may) or (_GAME in may and _reads_like_game(told)):
        return True
    return (_PLAYED in may and _reads_like_sport(title, text)) or (_MOURNING in may and _mourns(title, text, may))


def without_suspicions(text: str, may: Collection[Hinted]) -> str:
    """The opening of a folded text without the «فرضية» of those who investigate, which is no drill's."""
    return _SUSPECTED.sub(" ", text[:_OPENING]) if _SUSPECTED in may else text[:_OPENING]


def really_happened(kind: str, title: str, text: str) -> bool:
    """Whether a folded story that reads like a drill, a work or a match reports what befell people there."""
    if kind == "drill":
        return happened_at_drill(title, text)
    if kind == "match":
        return _PLAYERS_HARMED.search(f"{title} \n {text[:_OPENING]}") is not None
    return kind == "fiction" and (_happened_on_set(title, text) or _befell_makers(title, text))


def happened_at_drill(title: str, text: str) -> bool:
    """«وفاة إطفائي خلال تمرين»: an inquiry, a funeral, or a way to the drill tell a real accident from a played one."""
    told = f"{title} \n {text[:_OPENING]}"
    if _ON_THE_WAY.search(told):
        return True
    return _AT_DRILL.search(told) is not None and _REALLY.search(told) is not None


def _reads_like_drill(title: str, told: str, may: Collection[Hinted]) -> bool:
    if _PRETENDED_IN_TITLE in may and _PRETENDED_IN_TITLE.search(title) and _HARM_IN_TITLE.search(told):
        return True
    return _PRETENDED in may and _PRETENDED.search(told) is not None


def _reads_like_work(told: str, may: Collection[Hinted]) -> bool:
    """A work and its plot are told, and nobody who made or watched it came to harm."""
    if _EPISODE not in may and not (_PLOT in may and _WORK in may):
        return False
    if _TRUE_STORY.search(told) or _MAKER_HARMED.search(told):
        return False
    if _EPISODE.search(told):
        return True
    if not _PLOT.search(told) or not _WORK.search(told):
        return False
    return len({match.group().removeprefix("ال") for match in _TRADE.finditer(told)}) >= 3


def _happened_on_set(title: str, text: str) -> bool:
    told = f"{title} \n {text[:250]}"
    return _ON_SET.search(told) is not None and _SET_ACCIDENT.search(told) is not None


def _befell_makers(title: str, text: str) -> bool:
    """«مقتل مخرج فيلم في غارة»: what took whoever makes or watches works is named, and no plot is told."""
    told = f"{title} \n {text[:250]}"
    if _EPISODE.search(told) or _PLOT.search(told) or not _MAKER_HARMED.search(told):
        return False
    return _HURT_BY.search(_MAKER_HARMED.sub(" ", told)) is not None


def harmed_at_play(sentence: str) -> bool:
    """Whether a folded sentence about players tells of more than their sprains."""
    return _PLAYERS_HARMED.search(sentence) is not None


def _reads_like_game(told: str) -> bool:
    if not _GAME.search(told) or _CRIME.search(told):
        return False
    return len({match.group() for match in _CONTEST.finditer(told)}) >= 2


def _reads_like_sport(title: str, text: str) -> bool:
    """A report of a match or of a team's injured, however few of its words name the game."""
    told = f"{title} \n {text[:_OPENING]}"
    if len({match.group().removeprefix("ال") for match in _PLAYED.finditer(told)}) < 3:
        return False
    return not (_PLAYERS_HARMED.search(told) or _SPECTATORS_HURT.search(told) or _HURT_BY.search(f"{title} \n {text}"))


def _mourns(title: str, text: str, may: Collection[Hinted]) -> bool:
    """Somebody is mourned, of whom no word tells that anything but age or illness took them."""
    told = f"{title} \n {text[:_OPENING]}"
    mourning = len({match.group() for match in _MOURNING.finditer(told)})
    natural = _NATURAL in may and _NATURAL.search(told) is not None
    if mourning + natural < 2 or mourning == 0 or (not natural and _IN_ARMS.search(told)):
        return False
    return _HURT_BY.search(f"{title} \n {text}") is None
