"""An office or a side without a state is the outlet's own only where the story is of that state."""

import pytest

from crawler.facts.diplomacy import diplomatic_acts
from crawler.news import Story


def _parties(text: str, country: str, title: str = "") -> set[str]:
    """All parties of a story's dealings, in an outlet of this state."""
    acts = diplomatic_acts(Story(title=title, text=text, url="https://a.example/1", country=country))
    return {party for act in acts for party in act.parties}


@pytest.mark.parametrize(
    ("country", "text"),
    [
        (
            "MA",
            "استدعت وزارة الشؤون الخارجية التونسية، اليوم الخميس، سفير مالطا، وأبلغته احتجاجها على حجز مركب صيد.\n\n"
            "وذكرت الوزارة في بلاغ أن كاتب الدولة للشؤون الخارجية شدد خلال اللقاء على ضرورة الإفراج عن المركب.",
        ),
        (
            "QA",
            "استدعت الخارجية الفنلندية السفير الصربي في هلسنكي احتجاجا على تصريحات بلغراد.\n\n"
            "وأوضح المتحدث باسم الوزارة أن الحكومة ستراجع العلاقات، فيما التقى الوزير أعضاء لجنة العلاقات الخارجية.",
        ),
        (
            "AE",
            "أقر البرلمان الأرميني في جلسة عاصفة قانون الدفاع، واعترضت كتلة المعارضة على تعيين قائد الأركان.\n\n"
            "ودعا رئيس الوزراء المعارضة إلى اجتماع جديد للاتفاق على بقية البنود.",
        ),
    ],
)
def test_a_ministry_at_the_beginning_is_the_storys_own(country: str, text: str) -> None:
    """«الوزارة», her «كاتب الدولة» and the government further down are of that state."""
    assert country not in _parties(text, country)


@pytest.mark.parametrize(
    "text",
    [
        "وصل مستشار البيت الأبيض إلى تل أبيب في زيارة تستغرق ثلاثة أيام يجري خلالها مباحثات حول التهدئة.",
        "أكد الرئيس الفنلندي أن بلاده تسعى إلى استئناف المفاوضات وإعادة العلاقات مع دول الجوار.",
        "رفض حزب العمال البرازيلي نتائج المحادثات، وقال إن الاتفاق لن يمر، مطالبا بإجراء استفتاء.",
    ],
)
def test_a_side_that_nobody_names_is_not_the_outlets_state(text: str) -> None:
    """A story that is not of the outlet's state at all says nothing of who the other side is."""
    assert "AE" not in _parties(text, "AE")


def test_an_office_far_down_is_not_the_outlets() -> None:
    """A story of one's own dealing names one's own office in title or lead."""
    text = (
        "نفت موسكو أن تكون قد عرضت وساطة بين باكو ويريفان.\n\nوقال محللون إن الهدنة هشة.\n\n"
        "ويرى هؤلاء أن الحكومة أجرت اتصالات مع موسكو قبل أن يلتقي رئيس الوزراء السفير الروسي."
    )
    assert "KW" not in _parties(text, "KW")


def test_many_ministers_are_nobodys() -> None:
    """«وزراء الخارجية» of a league are those of its members."""
    text = "يبحث مجلس الجامعة العربية في اجتماعه الطارئ، على مستوى وزراء الخارجية، التطورات في ليبيا والسودان."
    assert "AE" not in _parties(text, "AE")


def test_a_dateline_says_whose_the_offices_are() -> None:
    """A correspondent in Beirut writes of Lebanon's president."""
    text = "بيروت - مراسلنا: استقبل رئيس الجمهورية، أمس، السفير الإسباني وبحث معه دعم الجيش اللبناني."
    assert _parties(text, "AE") == {"LB", "ES"}


def test_amman_is_not_oman() -> None:
    """«عمان» before a story of Jordan is its capital."""
    text = "عمان - مراسلنا: استقبل رئيس الوزراء، أمس، سفير كندا وبحث معه دعم اللاجئين في الأردن."
    assert _parties(text, "AE") == {"JO", "CA"}


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("", "استقبل وزير الخارجية، اليوم، سفير سلوفينيا بمناسبة انتهاء مهامه، وأشاد بتطور العلاقات."),
        ("الرئيس يتلقى رسالة من نظيره السنغالي", "تسلم الرئيس، اليوم، رسالة خطية من نظيره السنغالي نقلها مبعوث خاص."),
        ("", "أعلنت وزارة الخارجية أنها استدعت سفير المجر وسلمته مذكرة احتجاج على تصريحات مسيئة."),
    ],
)
def test_ones_own_dealings_are_told_without_ones_name(title: str, text: str) -> None:
    """As every paper does at home."""
    assert "KW" in _parties(text, "KW", title)


@pytest.mark.parametrize(
    "text",
    [
        "وجه رئيس الوزراء المجري إنذارا إلى المتظاهرين كي يخلوا الساحة، في أعقاب إعلان وزير الداخلية أن الوضع لا "
        "يحتمل، فيما أعربت الحكومة عن قلقها حيال المجر.",
        "أصدر رئيس المجلس العسكري الحاكم في غينيا مرسوما باستدعاء البرلمان، وأجرى مجلس الوزراء الغيني في اجتماعه "
        "تعديلا على قانون انتخاب رئيس الجمهورية.",
        "رفع رئيس البرلمان الكوسوفي الجلسة لعدم حضور الحكومة.\n\nودعا النائب بيسنيك كراسنيتشي إلى مخرج، وقال إن "
        "كوسوفو تعيش فراغا.",
    ],
)
def test_an_office_behind_a_states_name_is_not_the_outlets(text: str) -> None:
    """The outlet's own office opens its line; behind another state's name, or in one, it is of that state."""
    assert "AE" not in _parties(text, "AE")


def test_an_office_that_opens_the_lead_is_the_outlets() -> None:
    """«استقبل رئيس الحكومة سفير إسبانيا» in a story that never names Tunisia is Tunisia's."""
    text = "استقبل رئيس الحكومة، أمس، سفير إسبانيا.\n\nوأكد رئيس الحكومة عمق العلاقات مع مدريد."
    assert _parties(text, "TN") == {"TN", "ES"}


def test_a_state_named_far_down_is_not_the_storys() -> None:
    """A story in which the outlet's state is only a name at its end tells of others' offices."""
    text = (
        "بحث رئيس الوزراء المجري إصلاح القضاء مع نواب حزبه.\n\nوقال محللون إن الأزمة طويلة.\n\n"
        "وتظاهر العشرات في العاصمة.\n\nوطالب المتظاهرون المجر بالعدالة.\n\n"
        "ودعت الحكومة المجر إلى الهدوء.\n\nومن المشاركين طالب من الإمارات."
    )
    assert "AE" not in _parties(text, "AE")
