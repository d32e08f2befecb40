"""Asides between commas: taken out where they part a verb from its object, kept where they tell who deals."""

import pytest

from crawler.facts.act import ActKind, ActStatus, DiplomaticAct
from crawler.facts.diplomacy import diplomatic_acts
from crawler.facts.diplomatic.asides import asides_of
from crawler.facts.diplomatic.lines import lines_of
from crawler.news import Story


def _acts(text: str) -> tuple[DiplomaticAct, ...]:
    return diplomatic_acts(Story(title="", text=text, url=""))


def _asides(text: str) -> list[str]:
    lines, _ = lines_of(Story(title="", text=text, url=""))
    line = lines[1]
    return [line.text(one.start, one.stop) for one in asides_of(line.words)]


_ASIDES = (
    "، صباح اليوم الثلاثاء 12 مارس 2024،",
    "، في مؤتمر صحفي عقده بمقر الوزارة،",
    "، وفق بيان نشرته الوكالة الرسمية مساء السبت،",
    "، على هامش أعمال منتدى الطاقة المنعقد في العاصمة،",
    "، للمرة الثانية خلال أقل من شهر،",
    "، بعد أسابيع من الشد والجذب بين الطرفين،",
)
# Before the aside, behind it, kind, parties.
_TOLD = (
    ("أمرت فنزويلا", " دبلوماسييها في ليما بالعودة إلى كراكاس.", "recall", "VE,PE"),
    ("صنفت الأرجنتين", " الحرس الثوري الإيراني منظمة إرهابية.", "sanction", "AR,IR"),
    ("أعادت كوريا الجنوبية", " سفيرها إلى طوكيو بعد غياب.", "restore", "KR,JP"),
    ("تقدم رئيس غانا", " بالتهنئة إلى رئيس سيراليون.", "statement_support", "GH,SL"),
    ("أمضى وزيرا النقل التونسي والإيطالي", " اتفاقية للربط البحري.", "agreement", "TN,IT"),
    ("حولت ألمانيا", " 20 مليون يورو إلى السلطة الفلسطينية.", "aid", "DE,PS"),
)


@pytest.mark.parametrize("aside", _ASIDES)
@pytest.mark.parametrize(("before", "behind", "kind", "parties"), _TOLD)
def test_an_aside_behind_the_subject_hides_no_dealing(
    aside: str, before: str, behind: str, kind: str, parties: str
) -> None:
    """Verb and object find each other across a time, an occasion or a source."""
    found = [(act.kind.value, frozenset(act.parties)) for act in _acts(before + aside + behind)]
    assert (kind, frozenset(parties.split(","))) in found


@pytest.mark.parametrize(
    "text",
    [
        "بحث الوزير، مع نظيره التركي، ملف الحدود بين البلدين.",  # a partner
        "أرسلت مصر، إلى قطاع غزة، قافلة من المساعدات.",  # a goal
        "التقى الوزير المصري، بدر عبد العاطي، نظيره التركي.",  # a name
        "اجتمع الوزراء، في القاهرة، وأكدوا أهمية الحوار.",  # another clause goes on behind
    ],
)
def test_what_a_dealing_is_read_from_is_no_aside(text: str) -> None:
    """Partners, goals and names stay, and so does what ends a clause."""
    assert _asides(text) == []


def test_neighbouring_asides_are_one() -> None:
    """«، صباح اليوم، في القاهرة،» is taken out as a whole."""
    found = _asides("وقعت غانا وتوغو، صباح اليوم، في مدينة لومي، اتفاقية لترسيم الحدود.")
    assert found == ["، صباح اليوم ، في مدينة لومي ،"]


def test_an_aside_still_tells_place_and_its_own_dealing() -> None:
    """The place stands in the aside, and so does the meeting at which something was said."""
    signed = next(
        act
        for act in _acts("وقع رئيس وزراء الهند ورئيس وزراء أستراليا، الأربعاء في كانبيرا، اتفاقية للتجارة الحرة.")
        if act.kind is ActKind.AGREEMENT
    )
    assert signed.place == "كانبيرا"
    kinds = {
        (act.kind, frozenset(act.parties))
        for act in _acts("أدان السيسي، خلال لقائه بماكرون، العدوان الإسرائيلي على غزة.")
    }
    assert (ActKind.MEETING, frozenset({"EG", "FR"})) in kinds
    assert (ActKind.STATEMENT_CONDEMN, frozenset({"EG", "IL"})) in kinds
    assert (ActKind.STATEMENT_CONDEMN, frozenset({"EG", "FR"})) not in kinds


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("وافق الرئيس التركي على زيارة اليونان.", ActKind.VISIT, ActStatus.ANNOUNCED),
        ("ألغيت الجولة الثالثة من المباحثات بين أوسلو وبكين.", ActKind.NEGOTIATION, ActStatus.CALLED_OFF),
        (
            "كشف مستشار أن بغداد تقود وساطة بين تركيا وسوريا، وأن لقاء بين مسؤولين من البلدين سيعقد قريبا.",
            ActKind.MEETING,
            ActStatus.ANNOUNCED,
        ),
        ("زار الرئيس التركي اليونان.", ActKind.VISIT, ActStatus.HAPPENED),
    ],
)
def test_what_is_agreed_to_is_to_come(text: str, kind: ActKind, status: ActStatus) -> None:
    """Consent to a visit is no visit yet, and a round that was cancelled did not take place."""
    assert [act.status for act in _acts(text) if act.kind is kind] == [status]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "صافح وزير الخارجية اليمني خالد اليماني رئيس الوفد الحوثي محمد عبد السلام وسط تصفيق الحضور.",
            {"خالد اليماني", "محمد عبد السلام"},
        ),
        (
            "استدعت الخارجية العراقية سفير الجمهورية التركية لدى بغداد علي رضا كوناي على خلفية القصف.",
            {"علي رضا كوناي"},
        ),
        (
            "استدعت إسرائيل السفير الأيرلندي دانا إيرليخ لإجراء مشاورات.",
            {"دانا إيرليخ"},
        ),
        (
            "التقت غانا، على لسان وزير خارجيتها صامويل أوكودزيتو أبلاكوا، وزير الخارجية المغربي ناصر بوريطة.",
            {"صامويل أوكودزيتو أبلاكوا", "ناصر بوريطة"},
        ),
    ],
)
def test_a_name_ends_where_its_words_end(text: str, people: set[str]) -> None:
    """«عبد» binds what follows, «لإجراء» ends a name, «خارجيتها» is none."""
    assert set(_acts(text)[0].people) == people
