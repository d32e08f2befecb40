"""What language a story is in: other languages of the script are not read, the dialects and spellings of Arabic are.

All stories are written for these tests. Headlines and texts of the dialects are as radio stations, pages of towns and
sites for young readers write them.
"""

import pytest

from crawler.news import Story
from crawler.reading import understand
from crawler.understanding import ReadStory

FOREIGN = {
    "fa": (
        "کشته شدن ۱۲ نفر در انفجار تهران",
        "دست‌کم ۱۲ نفر در انفجار یک ساختمان در جنوب تهران کشته و ۳۰ نفر زخمی شدند. سخنگوی سازمان اورژانس گفت "
        "که مجروحان به بیمارستان‌های نزدیک منتقل شده‌اند و جستجو برای یافتن مفقودان ادامه دارد. وزیر امور "
        "خارجه با همتای خود گفتگو کرد.",
    ),
    "ur": (
        "کراچی میں دھماکہ، پانچ افراد ہلاک",
        "کراچی کے علاقے صدر میں ایک دھماکے کے نتیجے میں پانچ افراد ہلاک اور بیس زخمی ہو گئے۔ پولیس کے مطابق "
        "دھماکہ خیز مواد ایک موٹر سائیکل میں نصب تھا۔ زخمیوں کو قریبی ہسپتال منتقل کر دیا گیا ہے جہاں کئی کی "
        "حالت تشویشناک بتائی جاتی ہے۔",
    ),
    "ku": (
        "لە تەقینەوەیەکدا پێنج کەس کوژران",
        "لە تەقینەوەیەکدا لە ناوەندی شاری کەرکووک پێنج کەس کوژران و بیست کەسی دیکە بریندار بوون. پۆلیس ڕایگەیاند کە "
        "بریندارەکان گوازرانەوە بۆ نەخۆشخانە و لێکۆڵینەوە دەستی پێکردووە. وەزیری دەرەوە ئەم هێرشەی شەرمەزار کرد.",
    ),
    "en": (
        "Twelve killed in blast",
        "At least twelve people were killed and thirty wounded when a car bomb went off in the centre of the "
        "city on Sunday, officials said. The foreign minister met his counterpart to discuss the attack and "
        "bilateral relations.",
    ),
}


def _understood(title: str, text: str) -> ReadStory:
    return understand(Story(title=title, text=text, url="https://example.org/a"))


@pytest.mark.parametrize("language", FOREIGN)
def test_stories_of_other_languages_are_not_flagged_and_say_so(language: str) -> None:
    """Though they tell of deaths and ministers, in letters that Arabic has too; no figure is drawn from them."""
    read = _understood(*FOREIGN[language])
    assert (read.flags, read.casualties, read.acts) == ((), (), ())
    for flag in (read.casualty, read.diplomacy):
        (reason,) = flag.reasons
        assert reason.startswith("not read: its language is '")
        assert (flag.score, flag.model, flag.evidence, flag.review) == (0, "", (), False)
    if language != "ku":  # which name the guesser has for Sorani is its own affair
        assert read.casualty.reasons == (f"not read: its language is '{language}'",)


CASUALTY = {
    "Egyptian": (
        "مصرع 4 عيال في حادثة أتوبيس مدرسة بالمنيا",
        "أربع عيال ماتوا و11 اتصابوا لما أتوبيس المدرسة اتقلب بيهم على طريق الصعيد الصبح. الأهالي جريوا "
        "يشيلوا المصابين والإسعاف نقلتهم على المستشفى العام.",
    ),
    "Egyptian, fire": (
        "حريقة كبيرة في عمارة بشبرا.. ماتوا 3 واتصاب 7",
        "النار مسكت في الدور التالت وماحدش عرف يطلع. تلاتة ماتوا من الخنقة وسبعة اتصابوا بحروق والمطافي قعدت "
        "تطفي ساعتين.",
    ),
    "Levantine": (
        "استشهدوا تلات شباب بقصف ع الضيعة",
        "تلات شباب من نفس العيلة استشهدوا اليوم لما قصفت المسيرة سيارتهن ع مدخل الضيعة، وفي خمسة جرحى نقلوهن ع المشفى، "
        "والناس لهلق عم تدور تحت الركام.",
    ),
    "Gulf": (
        "وفاة خمسة من عيال عايلة وحدة في حادث على طريق السالمي",
        "توفوا خمسة من عايلة وحدة وانصاب السادس إصابة خطيرة يوم صدمت سيارتهم تريلة أمس العصر، والإسعاف ودوهم "
        "المستشفى بس ما لحقوا عليهم الله يرحمهم.",
    ),
    "Iraqi": (
        "انفجار عبوة بسوق شعبي ببغداد وسقوط شهداء وجرحى هواية",
        "هسه قبل شوية انفجرت عبوة ناسفة بنص السوق، وراحوا بيها ست شهداء وأكثر من عشرين جريح، والشرطة سدت "
        "الشارع والإسعافات جاي تنقل الجرحى للمستشفى.",
    ),
    "Moroccan": (
        "كسيدة خايبة فطريق مراكش: ماتو خمسة ديال الناس",
        "وقعات كسيدة خطيرة هاد الصباح بين كار وكاميو، وماتو فيها خمسة ديال الناس وتجرحو عشرة، والوقاية "
        "المدنية داو المجروحين للمستشفى والدرك حلو تحقيق.",
    ),
    "Tunisian": (
        "حادث مرور في القيروان: 3 موتى وبرشا مجاريح",
        "برشا ناس تجرحو و3 ماتو في حادث مرور صار اليوم الصباح كي كميون دخل في لواج، والحماية المدنية هزت "
        "المجاريح للسبيطار.",
    ),
    "Algerian": (
        "غرقو زوج دراري في واد بالمدية",
        "توفاو زوج دراري غرقو في الواد كي كانو يعومو لعشية، والحماية المدنية جبدو الجثث ديالهم وداوهم لمصلحة "
        "حفظ الجثث.",
    ),
    "Sudanese": (
        "دانة وقعت في سوق صابرين وقتلت ناس كتار",
        "الليلة الصباح وقعت دانة في نص سوق صابرين بأمدرمان وقتلت تمانية من الناس البشتروا في الخضار وعوّقت "
        "خمستاشر، والجرحى ودوهم مستشفى النو.",
    ),
}
DIPLOMACY = {
    "Egyptian": (
        "وزير الخارجية بتاعنا قابل نظيره التركي في أنقرة",
        "وزير الخارجية المصري قابل النهارده نظيره التركي في أنقرة وقعدوا يتكلموا عن العلاقات بين البلدين "
        "وملف ليبيا وغزة.",
    ),
    "Levantine": (
        "وزير خارجية الأردن وصل ع الشام وقعد مع نظيره السوري",
        "وصل وزير الخارجية الأردني اليوم ع دمشق والتقى نظيره السوري، وحكوا عن الحدود والمي والعلاقات بين البلدين.",
    ),
    "Gulf": (
        "أمير قطر يستقبل رئيس الإمارات ويسولفون عن المنطقة",
        "أمير قطر استقبل اليوم رئيس الإمارات في الدوحة، وتباحثوا شلون يعززون التعاون بين البلدين وتكلموا عن "
        "أوضاع المنطقة.",
    ),
    "Iraqi": (
        "السفير الإيراني عند رئيس الوزراء العراقي.. شحچوا؟",
        "رئيس الوزراء العراقي استقبل اليوم السفير الإيراني ببغداد، وحچوا عن العلاقات بين البلدين والغاز "
        "والحدود، واتفقوا يكملون المباحثات الشهر الجاي.",
    ),
    "Moroccan": (
        "بوريطة تلاقى مع وزير الخارجية الفرنساوي فالرباط",
        "وزير الخارجية المغربي ناصر بوريطة تلاقى اليوم فالرباط مع وزير الخارجية الفرنسي وهضرو على الصحراء "
        "والعلاقات بين المغرب وفرنسا.",
    ),
    "Sudanese": (
        "البرهان مشى القاهرة ولاقى السيسي",
        "رئيس مجلس السيادة السوداني البرهان مشى القاهرة الليلة ولاقى الرئيس المصري السيسي واتكلموا في الحرب "
        "والعلاقات بين السودان ومصر.",
    ),
}


@pytest.mark.parametrize("dialect", CASUALTY)
def test_deaths_are_flagged_in_every_dialect(dialect: str) -> None:
    """Title and text; a radio station's page is read like an agency's."""
    read = _understood(*CASUALTY[dialect])
    assert read.casualty.flagged, (read.casualty.score, read.casualty.reasons)
    assert not read.diplomacy.flagged


@pytest.mark.parametrize("dialect", DIPLOMACY)
def test_meetings_are_flagged_in_every_dialect(dialect: str) -> None:
    """Who met whom is told in anybody's words."""
    read = _understood(*DIPLOMACY[dialect])
    assert read.diplomacy.flagged, (read.diplomacy.score, read.diplomacy.reasons)
    assert not read.casualty.flagged


STANDARD = {
    "casualty": (
        "مقتل 12 شخصا في انفجار شمالي سوريا",
        "قتل 12 شخصا وأصيب ثلاثون آخرون في انفجار سيارة مفخخة وسط مدينة الباب شمالي سوريا، كما ذكر الدفاع "
        "المدني. وهرعت فرق الإسعاف إلى المكان ونقلت الجرحى إلى المستشفى، فيما بدأت الشرطة التحقيق.",
    ),
    "diplomacy": (
        "وزير الخارجية المصري يلتقي نظيره الكويتي",
        "التقى وزير الخارجية المصري نظيره الكويتي في مدينة الكويت، وبحث الجانبان العلاقات الثنائية بين "
        "البلدين وسبل تعزيز التعاون، كما تبادلا الآراء في القضايا الإقليمية.",
    ),
}
SPELLINGS = {
    "Persian kaf and ya": str.maketrans({"ك": "ک", "ي": "ی", "ى": "ی"}),
    "Persian ya alone": str.maketrans({"ي": "ی"}),
    "Egyptian ya": str.maketrans({"ي": "ى"}),
    "without hamza": str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا"}),
    "ha for ta marbuta": str.maketrans({"ة": "ه"}),
    "a zero-width joiner in every definite word": {ord("ل"): "ل\u200d"},
}


@pytest.mark.parametrize("label", STANDARD)
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_story_is_flagged_in_whatever_letters_a_system_writes_it(label: str, spelling: str) -> None:
    """Some outlets' systems write Persian letters in Arabic words; flags, scores and figures are the same."""
    title, text = STANDARD[label]
    table = SPELLINGS[spelling]
    plain, spelled = _understood(title, text), _understood(title.translate(table), text.translate(table))
    assert spelled.flags == plain.flags == (label,), spelled.casualty.reasons
    for name in ("casualty", "diplomacy"):
        assert getattr(spelled, name).score == pytest.approx(getattr(plain, name).score, abs=0.02)
    assert [(one.outcome, one.min) for one in spelled.casualties] == [
        (one.outcome, one.min) for one in plain.casualties
    ]
