"""Where the name of an actor is whole, so that what follows is another part of its sentence.

Arabic puts the object right behind the subject of its verb («هاجم المسلحون المستشفى», «قصفت الفصائل المسلحة مواقع»). A name is
whole behind a word with an article, behind a plural in «ون» or an adjective such as «مسلحة»: only what agrees belongs to it still.
"""

from collections.abc import Sequence

from crawler.arabic.letters import folded_words
from crawler.arabic.people import PEOPLE, Count
from crawler.arabic.place_lists import kind_of
from crawler.arabic.words import Word

# Behind these stands the name of a man, without an article.
_TITLES = folded_words(
    "رئيس لواء مشير عقيد شيخ ملك زعيم قائد عميد جنرال إمام سلطان أمير مدعو مسمى سابق راحل دين الله له عبد"
    " أبو أبي بن ابن عز فريق رائد جندي شهيد نقيب ملازم"
)
_GOES_ON = folded_words(
    "غير ذات ذو ذي شبه بن ابن آل أبو تابعة تابع تابعين تابعون موالية موالين موالون باكستان أفغانستان ليبيا سوريا"
)
_SITES = folded_words(
    "منزل بيت نقطة مستشفى موقع مواقع مقر مقرا مركز قاعدة معسكر قرية بلدة مدينة منطقة سوق مسجد كنيسة مدرسة فندق قافلة دورية رتل تجمع"
    " حي مخيم قطاع مطار سجن مبنى سيارة حافلة سفارة قصر ميناء جامعة حدود طريق"
)
_CLOSERS = folded_words(
    "مسلحة إرهابية مجهولة متطرفة مشتركة متشددة إجرامية أمنية عسكرية داعش حماس طالبان قسد حفتر القذافي الأسد"
)
_BARE_PLURALS = folded_words("أكراد عرب أجانب أفغان أتراك شيعة سنة غرباء مدنيين")
_LANDS = folded_words("ببلاد بجزيرة بشبه بقيادة")
_NO_PLURALS = folded_words("فلسطين الدين حسين العين الصين ياسين أمين الأمين")
_LOYAL = folded_words(
    "الموالية الموالي الموالين التابعة التابع التابعين المؤيدة المناهضة المعارضة المنتمية الداعمة المناصرة المساند المساندة المساندين الموالون التابعون"
)
_FORCES = folded_words("للحرس للشرطة للجيش للأمن للدرك للقوات للنظام للحكومة للتنظيم للحركة للجماعة")
_MEANS = folded_words("بواسطة باستخدام باستعمال بسلاح بأسلحة بدعم بإسناد بمساعدة بغطاء")
_BOMBERS = folded_words("انتحاري انتحارية الانتحاري الانتحارية انتحاريان انتحاريين الانتحاريان انتحاريون")
_BOMBS = folded_words(  # what a suicide bomber blows up: «فجر انتحاري سيارة مفخخة», and no adjective of his
    "نفسه نفسها نفسيهما أنفسهم سيارة سيارته سيارتين شاحنة شاحنته شاحنتين دراجة دراجته مركبة مركبته عربة عربته صهريج صهريجا حافلة"
    " سترة سترته حزام حزامه حزامها حزاما حزامين حقيبة حقيبته عبوة عبوته قنبلة قنبلته متفجرات جسده زورقا دبابة آلية"
)
_SHORTEST = 5  # letters of a plural in «ون»


def is_past_name(words: Sequence[Word], start: int, at: int, *, named_force: bool = False) -> bool:
    """Whether a name that begins at words[start] is whole before words[at]; `named_force` where that word is a force's."""
    if at <= start or words[at].is_sign or words[at - 1].is_sign:
        return False
    text, before = words[at].text, words[at - 1].text
    if before in _BOMBERS and text in _BOMBS:
        return True
    if _is_mans(words, start, at):
        return text in _SITES
    if text in _MEANS or _is_at_place(text):
        return True
    if text.startswith("و") or text in _FORCES:
        return False  # «الحوثيين وقوات صالح», «فرقة الإرشاد البحري للحرس الوطني»
    if text in _GOES_ON or before in _GOES_ON or before in _LOYAL:
        return False
    if words[at].is_number:
        return True
    article = text.startswith("ال")
    if before.startswith(("ال", "وال", "لل")) and len(before) > 3:
        if not article:
            return not named_force
        return text[2:] in _SITES or (at - 1 == start and _is_plural(before) and not _agrees(text))
    if at - 1 == start and _is_plural(before):
        return article or not (_agrees(text) or named_force)
    if before in _CLOSERS:
        bare = not article and not text.endswith("ه") and not named_force
        return text.removeprefix("ال") in _SITES or bare or (article and not text.endswith(("ي", "يه")))
    return False


def is_object(words: Sequence[Word], at: int) -> bool:
    """«داهمت قوات أمنية منزلا», «قنص مسلحون حوثيون مدنيا»: an object, whose ending no name of an actor carries."""
    text, noun = words[at].text, PEOPLE.at(words, at)
    if noun is not None and noun.value.object:
        return True
    return len(text) > 2 and text.endswith("ا") and not text.startswith("ال") and not text.endswith(("يا", "كا", "ندا"))


def _is_mans(words: Sequence[Word], start: int, at: int) -> bool:
    """«الضابط نضال حسن», «قوات المشير خليفة حفتر»: the name of a man follows his title without an article."""
    if any(words[back].text.removeprefix("لل").removeprefix("ال") in _TITLES for back in range(start, at)):
        return True
    noun = PEOPLE.at(words, start)
    return noun is not None and noun.value.count is Count.ONE and words[start].text.startswith("ال")


def _is_at_place(text: str) -> bool:
    """«فرقة الحرس بمدينة …»: the place of an office is no part of its name."""
    kind = kind_of(text)
    return kind is not None and kind[1] == 1 and text[0] == "ب" and text not in _LANDS


def _is_plural(text: str) -> bool:
    return len(text) >= _SHORTEST and text.endswith(("ون", "ين")) and text not in _NO_PLURALS


def _agrees(text: str) -> bool:
    return text.endswith(("ون", "ين", "ان")) or text.removeprefix("ال") in _BARE_PLURALS
