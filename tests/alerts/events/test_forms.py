"""One desk's form filled in twice is two happenings; a copy of a text, however it is edited, is none of its own."""

from datetime import timedelta

import pytest

from alerts.events.event import Relation
from alerts.events.grouping import group
from crawler.news import Story
from crawler.reading import understand_all
from tests.alerts.making import NOW, kept

Told = tuple[float, str, str]  # hours after NOW, a Friday; title; text

ACCIDENT = (
    "لقي {dead} أشخاص مصرعهم وأصيب {hurt} آخرون في حادث تصادم سيارة أجرة بشاحنة على الطريق الصحراوي أمام مدينة {town} "
    "بمحافظة {province}، وانتقلت سيارات الإسعاف إلى المكان ونقلت الجثث إلى المشرحة، وأخطرت النيابة للتحقيق."
)
DROWNED = (
    "انتشلت فرق الحماية المدنية، {day}، جثة فتى في الرابعة عشرة من عمره توفي غرقا في سد {dam} "
    "بولاية {province}، ونقلت الجثة "
    "إلى مصلحة حفظ الجثث بالمستشفى، وفتح الدرك تحقيقا في الحادث."
)
ARRESTED = (
    "اعتقلت قوات الاحتلال فجر اليوم ثلاثة مواطنين من بلدة {town} قضاء نابلس بعد مداهمة منازلهم "
    "وتفتيشها والعبث بمحتوياتها."
)
VOTED = (
    "{capital} - صوت البرلمان {of}، الجمعة، لصالح الاعتراف بدولة فلسطين بأغلبية 61 صوتا، في خطوة "
    "رحبت بها السلطة الفلسطينية "
    "ونددت بها إسرائيل."
)
TALLY = (
    "أعلنت وزارة الصحة أن {dead} شهيدا و{hurt} مصابا وصلوا إلى مستشفيات قطاع غزة خلال الـ24 ساعة "
    "الماضية جراء القصف الإسرائيلي "
    "المتواصل على مناطق متفرقة من القطاع."
)
CALLED = (
    "تلقى وزير الشؤون الخارجية محمد علي النفطي، اليوم {day}، مكالمة هاتفية من نظيره المصري بدر عبد "
    "العاطي، تناولت سبل تعزيز "
    "التعاون الثنائي والتشاور حول {about}."
)
SHELLED = (
    "قتل {dead} مدنيين وأصيب {hurt} آخرون في قصف مدفعي شنته قوات الدعم السريع، {day}، على مخيم أبو "
    "شوك للنازحين في الفاشر، وفق "
    "غرفة طوارئ المخيم."
)
SUMMONED = (
    "استدعت وزارة الخارجية {ministry} اليوم السفير {envoy} لدى {capital} للاحتجاج على تصريحات وصفتها بالمسيئة. "
    "وقالت الوزارة في بيان إنها سلمته مذكرة احتجاج."
)
DISCUSSED = (
    "بحث وزير الخارجية الأردني أيمن الصفدي خلال اتصال هاتفي مع نظيره {of} {name} سبل تعزيز العلاقات الثنائية والتطورات "
    "في المنطقة. وأكد الوزيران أهمية مواصلة التنسيق والتشاور بين البلدين الشقيقين إزاء القضايا ذات الاهتمام المشترك."
)


def _placed(*told: Told) -> list[tuple[int, Relation]]:
    stories = [
        Story(
            title=title,
            text=text,
            url=f"https://news.example/{number}",
            published=NOW + timedelta(hours=after),
            outlet=f"صحيفة {number}",
        )
        for number, (after, title, text) in enumerate(told)
    ]
    accounts = (kept(number, read) for number, read in enumerate(understand_all(stories), 1))
    return [(event.id, placement.relation) for placement, event in group(accounts)]


def _accident(town: str, province: str, dead: str = "أربعة", hurt: str = "خمسة") -> str:
    return ACCIDENT.format(town=town, province=province, dead=dead, hurt=hurt)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            (0, "مصرع أربعة في تصادم بالمنيا", _accident("سمالوط", "المنيا")),
            (3, "مصرع أربعة في تصادم ببني سويف", _accident("الفشن", "بني سويف")),
            id="one road through two provinces",
        ),
        pytest.param(
            (0, "مصرع أربعة في تصادم بالمنيا", _accident("سمالوط", "المنيا")),
            (27, "مصرع ثلاثة في تصادم بالمنيا", _accident("سمالوط", "المنيا", "ثلاثة", "ستة")),
            id="fewer dead the day after",
        ),
        pytest.param(
            (0, "غرق فتى بولاية سطيف", DROWNED.format(day="اليوم الجمعة", dam="عين زادة", province="سطيف")),
            (2, "غرق فتى بولاية ميلة", DROWNED.format(day="اليوم الجمعة", dam="بني هارون", province="ميلة")),
            id="places, where «الحادث» sounds known",
        ),
        pytest.param(
            (0, "اعتقال ثلاثة من بيتا", ARRESTED.format(town="بيتا")),
            (1, "اعتقال ثلاثة من قصرة", ARRESTED.format(town="قصرة")),
            id="two towns, nobody killed",
        ),
        pytest.param(
            (0, "برلمان سلوفينيا يصوت لفلسطين", VOTED.format(capital="ليوبليانا", of="السلوفيني")),
            (1, "برلمان البرتغال يصوت لفلسطين", VOTED.format(capital="لشبونة", of="البرتغالي")),
            id="two parliaments",
        ),
        pytest.param(
            (0, "ليبيا تستدعي سفير اليمن", SUMMONED.format(ministry="الليبية", envoy="اليمني", capital="طرابلس")),
            (1, "الصين تستدعي سفير الهند", SUMMONED.format(ministry="الصينية", envoy="الهندي", capital="بكين")),
            id="two summons of four states",
        ),
        pytest.param(
            (0, "مصر تستدعي سفير إثيوبيا", SUMMONED.format(ministry="المصرية", envoy="الإثيوبي", capital="القاهرة")),
            (1, "مصر تستدعي سفير السويد", SUMMONED.format(ministry="المصرية", envoy="السويدي", capital="القاهرة")),
            id="one state summons two",
        ),
        pytest.param(
            (0, "الصفدي ونظيره العماني", DISCUSSED.format(of="العماني", name="بدر البوسعيدي")),
            (1, "الصفدي ونظيره المغربي", DISCUSSED.format(of="المغربي", name="ناصر بوريطة")),
            id="one minister calls two",
        ),
        pytest.param(
            (0, "مكالمة مع الوزير المصري", CALLED.format(day="الجمعة", about="القضايا الإقليمية")),
            (26, "مكالمة مع الوزير المصري", CALLED.format(day="السبت", about="الوضع في ليبيا")),
            id="two calls of the same two",
        ),
        pytest.param(
            (0, "قتلى بقصف أبو شوك", SHELLED.format(day="الجمعة", dead="ستة", hurt="20")),
            (48, "قتلى بقصف أبو شوك", SHELLED.format(day="الأحد", dead="أحد عشر", hurt="30")),
            id="one camp on two days",
        ),
        pytest.param(
            (0, "98 شهيدا في غزة", TALLY.format(dead=98, hurt=479)),
            (24, "119 شهيدا في غزة", TALLY.format(dead=119, hurt=866)),
            id="a ministry's daily tolls",
        ),
    ],
)
def test_a_form_filled_in_twice_is_two_happenings(one: Told, other: Told) -> None:
    """However alike the two texts are."""
    assert _placed(one, other) == [(1, Relation.NEW), (2, Relation.NEW)]


def test_a_form_is_known_beside_a_copy_of_the_other() -> None:
    """The text it is most like may be one of which no words were kept."""
    one, other = _accident("سمالوط", "المنيا"), _accident("الفشن", "بني سويف")
    edited = one.replace("وانتقلت", "وهرعت").replace("سيارة أجرة", "تاكسي")
    placed = _placed(
        (0, "تصادم بالمنيا", one),
        (1, "ضحايا الصحراوي", one),
        (2, "تصادم", edited),
        (3, "تصادم", other),
        (4, "أربعة", other),
    )
    assert [event for event, _ in placed] == [1, 1, 1, 2, 2]
    assert placed[4][1] is Relation.NEAR_DUPLICATE


COPIED = (
    "كابول - لقي عشرون شخصا حتفهم في انقلاب حافلة ركاب بإقليم هلمند جنوبي أفغانستان اليوم الجمعة، "
    "حسبما ذكر مسؤولون محليون.\n\n"
    "وقال المتحدث باسم شرطة المرور إن الحافلة اصطدمت بصهريج وقود واشتعلت فيها النيران، مضيفا أن 38 شخصا أصيبوا."
)


@pytest.mark.parametrize(
    ("after", "title", "text"),
    [
        (1, "مأساة في هيلمند", COPIED.replace("هلمند", "هيلمند").replace("كابول - ", "كابل - وكالات: ")),
        (2, "أفغانستان: 20 قتيلا", COPIED.replace("عشرون شخصا", "20 شخصا").replace("38", "ثمانية وثلاثين")),
        (2, "حادث على طريق هرات", COPIED.partition("\n")[0]),
        (9, "قتلى في إقليم هلمند", COPIED.replace("حسبما ذكر", "وفق").replace("مضيفا", "مشيرا إلى")),
        (13, "عشرون قتيلا", COPIED.replace("محليون", "في الإقليم") + "\n\nاقرأ أيضا: زلزال يضرب باكستان"),
    ],
    ids=["a name spelled otherwise", "digits", "cut, another place in its title", "edited", "after midnight"],
)
def test_a_copy_has_the_names_of_its_original(after: float, title: str, text: str) -> None:
    """However it spells them, and whatever its outlet puts over it."""
    first = (0.0, "مقتل عشرين في حادث حافلة بأفغانستان", COPIED)
    assert _placed(first, (after, title, text)) == [(1, Relation.NEW), (1, Relation.NEAR_DUPLICATE)]


def test_an_announced_visit_is_not_parted_from_itself() -> None:
    """«غدا السبت» is no day of last week."""
    told = (
        "بكين - {} الرئيس الروسي فلاديمير بوتين إلى مدينة تيانجين الصينية {} السبت للمشاركة في قمة "
        "منظمة شنغهاي للتعاون، ومن المقرر أن "
    )
    told += "يعقد مباحثات مع نظيره الصيني شي جين بينغ وأن يحضر عرضا عسكريا."
    placed = _placed(
        (0, "بوتين إلى الصين", told.format("يصل", "غدا")), (18, "بوتين في الصين", told.format("وصل", "اليوم"))
    )
    assert [event for event, _ in placed] == [1, 1]


def test_a_toll_of_one_beginning_is_one_tally() -> None:
    """It goes on, and is no other day's."""
    told = (
        "ارتفع عدد ضحايا الفيضانات التي تجتاح ولاية النيل الأبيض في السودان منذ الأربعاء إلى {} قتيلا، "
        "بحسب الدفاع المدني."
    )
    placed = _placed(
        (0, "31 قتيلا بفيضانات السودان", told.format(31)), (24, "40 قتيلا بفيضانات السودان", told.format(40))
    )
    assert [event for event, _ in placed] == [1, 1]


def test_a_states_condolences_are_no_report_of_the_accident() -> None:
    """Its headline names the victims, and is a word to another state."""
    placed = _placed(
        (
            0,
            "مقتل 45 هنديا في حادث حافلة بالسعودية",
            "لقي 45 معتمرا هنديا حتفهم عندما اصطدمت حافلتهم بصهريج قرب المدينة المنورة.",
        ),
        (
            4,
            "المملكة تعزي الهند في ضحايا حادث الحافلة",
            "أعربت وزارة الخارجية عن تعازي المملكة العربية السعودية لحكومة وشعب الهند في ضحايا حادث حافلة "
            "المعتمرين قرب المدينة "
            "المنورة.",
        ),
    )
    assert [event for event, _ in placed] == [1, 2]
