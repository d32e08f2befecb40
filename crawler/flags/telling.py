"""How a sentence tells of harm: as done, today, to people; or denied, feared, meant, charged, recalled, to an animal.

A word of harm by itself says little: «سقوط قتلى» is told in «سقوط قتلى أمس», denied in «من دون أن يسفر ذلك عن سقوط
قتلى», open in «قد يسقط قتلى», meant in «دعا إلى قتل», charged in «بتهمة قتل» and recalled in «وكان الهجوم خلّف قتلى
العام الماضي». Each word of harm is looked at with the words around it, in its own sentence and clause; what is told in
none of these ways is told as done.
"""

from collections.abc import Iterable, Mapping, Sequence

from crawler.arabic.words import Word

_BEHIND = 9  # words from a denial to what it denies: «ولم ترد حتى الآن أي أنباء عن سقوط قتلى أو جرحى»
_NEAR = 3
_CLAUSE = 12  # words from «الذي» to the harm that its clause may tell of
_JOINING = "وف"

_NOT = frozenset(
    "لم لن دون بدون عدم بلا ليس ليست نفي نفت ينفي تنفي نافيا نافيه لا باي اي ايه يتضح يعرف تتضح تعرف تتوفر تتوافر "
    "تفد".split()
)
_TURN = frozenset(
    "حتي لكن ولكن لكنه لكنها بينما فيما الا سوي مقابل غير ، , : ( )".split()
)  # what ends a denial's reach
_SO_FAR = frozenset("الان اللحظه الساعه".split())  # «حتى الآن» turns nothing
_OPEN = frozenset(
    "اذا قد يمكن ربما لو احتمال احتمالات محتمل محتمله خشيه خوفا تخوف تخوفا مخافه خطر مخاطر تفادي لتفادي تجنب "
    "تجنبا لتجنب كاد كادت كادوا اوشك اوشكت يهدد تهدد سيؤدي ستؤدي يتوقع توقع توقعات متوقع تحسبا يحذر تحذر محذرا "
    "محذره تحذير لمنع منع نجا نجت نجوا نجاه ينجو تنجو سيناريو مفترض افتراضي تحاكي".split()
)
_AIM = frozenset(
    "بهدف هدف اجل بنيه نيه بقصد قصد محاوله محاولات محاولتي لمحاوله بمحاوله حاول حاولت حاولوا يحاول تحاول يعتزم "
    "اعتزم خطط خططوا يخطط يخططون خطه مخطط دعوه دعوات دعا دعت يدعو تدعو حرض تحريض يحرض بالتحريض شروع الشروع "
    "بالشروع يريد يستطيع يمكنه التخطيط لتنفيذ هدد يهدد بالقتل".split()
)
# «دعا إلى قتل» means it, and «أدى إلى مقتل» tells it.
_TOWARDS = frozenset("الي علي".split())
_DEED = frozenset(
    "قتل قتلهم قتله قتلها اغتيال اغتياله اعدام اعدامه خطف اختطاف احتجاز ذبح طعن انتحار الانتحار حرق شنق تصفيه "
    "القتل".split()
)
_CHARGE = frozenset(
    "تهمه بتهمه تهم بتهم متهم المتهم المتهمين متهمين المتهمون اتهم اتهمت قضيه قضايا بقضيه القضيه ملف تورط تورطه "
    "تورطهم متورط المتورط المتورطين ضلوع ضلوعه جريمه جرائم جنايه شبهه المشتبه يشتبه ادين ادانه مدان المدان حكم "
    "لمحاكمه محاكمه منفذ منفذي مرتكب مرتكبي مدبر قتله قاتل بشان بخصوص ملابسات وقائع".split()
)
_WHICH = frozenset("الذي التي الذين اللذين اللتين اللواتي اللاتي ممن".split())
_RECALLING = frozenset(
    "كان كانت كانوا يذكر يشار تجدر جدير الجدير للاشاره للتذكير للتذكره يذكرون سبق شهدت شهد منذ خلال نشير تعود "
    "يعود تاتي ياتي جاء جاءت معلوم".split()
)
_OLD = frozenset(
    "عام سنه سنوات اعوام سنين عاما اشهر شهور العام السنه سابق سابقه السابق السابقه الماضي الماضيه المنصرم المنقضي "
    "الفائت منتصف مطلع اواخر اوائل التسعينات الثمانينات ثوره الثوره".split()
)
_DAY = frozenset(
    "امس اليوم الليله فجر صباح مساء ظهر عصر ليل ليله عشيه صبيحه البارحه ساعات الساعه الان حاليا للتو قبل قليل "
    "السبت الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه الجاري الجديد جدد جديد جديده".split()
)
_AFTER = frozenset("خلفيه اثر عقب بعد غداه جراء احتجاجا تنديدا بسبب نتيجه ردا حدادا منذ قبيل بشان حول".split())
_CAUSING = frozenset("اسفر اسفرت ادي ادت اوقع اوقعت خلف خلفت تسبب تسببت مخلفا مخلفه موقعا نتج نجم مسفرا".split())
_PEOPLE = frozenset(
    "شخص شخصا شخصين شخصان اشخاص رجل رجلا رجلين رجال امراه نساء سيده سيدات فتاه فتيات فتي شاب شابا شابه شابين شبان "
    "شباب طفل طفلا طفله طفلين طفلان اطفال رضيع رضيعه رضيعا مواطن مواطنا مواطنه مواطنين مواطنون مدني مدنيا مدنيين "
    "مدنيون جندي جنديا جنديين جنديان جنود عسكري عسكريا عسكريين عسكريون شرطي شرطيا شرطيين شرطيان ضابط ضابطا ضباط "
    "عنصر عنصرا عناصر عنصرين مسلح مسلحا مسلحين مسلحون ارهابي ارهابيا ارهابيين ارهابيان مقاتل مقاتلا مقاتلين عامل "
    "عاملا عمال سائق راكب ركاب راكبا مسافر مسافرين تلميذ تلميذه تلاميذ طالب طالبه طلاب مهاجر مهاجرا مهاجرين بحار "
    "بحاره صياد صيادا صيادين راع فلسطيني فلسطينيا فلسطينيه فلسطينيين فلسطينيان فلسطينيون سوري سوريين عراقيين "
    "تونسي تونسيين مصري مصريين لاجئ لاجئين نازح نازحين متظاهر متظاهرا متظاهرين محتج محتجين صحافي صحفي صحافيين "
    "صحفيين طبيب ممرض ام اب والد والده زوجه زوجته زوجها ابن ابنه ابنته شقيق شقيقين اشقاء عائله اسره كهل مسن شيخ "
    "قائد قيادي زعيم حارس حارسه عون اعوان عشرات العشرات مئات المئات اخرين اخر اخرون سكان قرويين مزارع مزارعين "
    "سائح سياح حاج حجاج معتمر رهينه رهائن اسير اسري سجين سجناء نزيل نزلاء".split()
)
_ANIMALS = frozenset(
    "حيوان حيوانات حيوانا دب دبا دببه وحيد قرد قرده قرود تمساح تمساحا تماسيح حوت حوتا حيتان دلفين دلافين الدلافين "
    "اسد اسدا اسود نمر نمرا نمور فيل فيلا فيله الفيله كلب كلبا كلاب قط قطه قطط بقره ابقار اغنام خروف خرفان ماعز "
    "ماشيه مواشي رؤوس راس جمل جمال ابل ناقه حصان خيول خيل حمار حمير غزال غزلان ذئب ذئاب ذئبا ضبع ضباع خنزير "
    "خنازير دجاج دواجن طائر طيور اسماك سمكه قرش سلحفاه سلاحف نحل نعام زرافه غوريلا شمبانزي فقمه بطريق ثعبان افعي "
    "عقرب جراد".split()
)
_KINDS_BEFORE = (
    ("harm:denied", _NOT, _BEHIND),
    ("harm:open", _OPEN, _BEHIND),
    ("harm:charged", _CHARGE, _NEAR),
    ("harm:meant", _AIM, 2),
)


def tellings(words: Sequence[Word], harmed: Mapping[int, str]) -> set[str]:
    """How a sentence tells of the harm in it, as kinds `harm:…`.

    `harmed` has the words of harm in `words` by their index, each with what is glued before it («ل» of «لقتل»).
    """
    if not harmed:
        return set()
    bare = [_bare(word.text) for word in words]
    found: set[str] = set()
    opening = bare[:2]
    recalled = _any(opening, _RECALLING)
    dated = _any(bare, _OLD) or any(map(_is_year, bare))
    today = _any(bare, _DAY)
    for at, prefix in harmed.items():
        ways = {kind for kind, listed, reach in _KINDS_BEFORE if _reaches(bare, at, listed, reach)}
        deed = words[at].text[len(prefix) :] in _DEED
        before = bare[max(0, at - _NEAR) : at]
        if deed and ("ل" in prefix or _any(before[-1:], _TOWARDS)) and not _any(before, _CAUSING):
            ways.add("harm:meant")
        behind = bare[at + 1 : at + 1 + _NEAR]
        if _any(bare[max(0, at - _CLAUSE) : at], _WHICH):
            ways.add("harm:clause")
        if _any(behind[:2], _ANIMALS):
            ways.add("harm:beast")
        if recalled:
            ways.add("harm:recalled")
        found |= ways
        if not ways:
            found.add("harm:told")
            if today:
                found.add("harm:today" if not dated else "harm:today:dated")
            if dated:
                found.add("harm:dated")
            if _any(behind, _PEOPLE) or any(word[0].isdigit() for word in behind):
                found.add("harm:people")
        if _any(before, _CAUSING):
            found.add("harm:caused")
        elif _any(before, _AFTER):
            found.add("harm:after")
    return found


def _reaches(bare: Sequence[str], at: int, listed: Iterable[str], reach: int) -> bool:
    """Whether one of the listed words stands within reach before a place, and nothing between turns the sentence."""
    for index in range(at - 1, max(-1, at - 1 - reach), -1):
        if bare[index] in listed:
            return True
        if bare[index] in _TURN and bare[index + 1] not in _SO_FAR:
            return False
    return False


def _any(words: Iterable[str], listed: frozenset[str]) -> bool:
    return not listed.isdisjoint(words)


def _bare(text: str) -> str:
    """A word without the conjunction that is glued to it, where what is left may be a word: «ولم» is «لم»."""
    return text[1:] if text[0] in _JOINING and len(text) > 2 and text not in _WHOLE else text


# Words whose first letter is their own.
_WHOLE = frozenset(
    "وحيد وقائع والد والده فجر فتاه فتي فتيات فلسطيني فلسطينيا فلسطينيه فلسطينيين فلسطينيان فلسطينيون فيل فيلا "
    "فيله فقمه فيما".split()
)


def _is_year(word: str) -> bool:
    return len(word) == 4 and word[:2] in ("19", "20") and word.isdecimal()
