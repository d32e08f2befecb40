"""One line says what happened, in Arabic and in English that read well aloud."""

import pytest

from alerts.alert import AlertReason, TollLine
from alerts.text.headline import headline
from crawler.facts.act import ActKind, ActStatus
from crawler.facts.figure import Cause, Group, Outcome, Qualifier
from tests.alerts.text.pictures import act, alert, line, vague

HURT = Outcome.INJURED

TOLLS: list[tuple[str, tuple[TollLine, ...], str | None, str]] = [
    ("one", (line(1, cause=Cause.STABBING),), "وهران", "مقتل شخص في حادث طعن بوهران"),
    ("one child", (line(1, group=Group.CHILDREN, cause=Cause.MINE),), "ريف حماة", "مقتل طفل في انفجار لغم بريف حماة"),
    ("two", (line(2, cause=Cause.SHOOTING),), "صيدا", "مقتل شخصين في إطلاق نار بصيدا"),
    (
        "one of two",
        (line(2, cause=Cause.ROAD_ACCIDENT), line(1, group=Group.CHILDREN, among=True)),
        "تارودانت",
        "مصرع شخصين أحدهما طفل في حادث سير بتارودانت",
    ),
    (
        "parts",
        (line(12, group=Group.CIVILIANS, cause=Cause.SHELLING), line(3, group=Group.CHILDREN, among=True)),
        "الأبيض",
        "مقتل 12 مدنيا بينهم 3 أطفال في قصف على الأبيض",
    ),
    (
        "dual part as subject",
        (line(11, cause=Cause.AIRSTRIKE), line(2, group=Group.CHILDREN, among=True)),
        "خان يونس",
        "مقتل 11 شخصا بينهم طفلان في غارة جوية على خان يونس",
    ),
    (
        "two parts, the most telling first",
        (line(30), line(4, group=Group.WOMEN, among=True), line(6, group=Group.CHILDREN, among=True)),
        None,
        "مقتل 30 شخصا بينهم 6 أطفال و4 نساء",
    ),
    (
        "parts without numbers",
        (line(30), vague(2, group=Group.WOMEN, among=True), vague(2, group=Group.CHILDREN, among=True)),
        None,
        "مقتل 30 شخصا بينهم أطفال ونساء",
    ),
    (
        "civilians without number as subject",
        (line(30), vague(2, group=Group.CIVILIANS, among=True)),
        None,
        "مقتل 30 شخصا بينهم مدنيون",
    ),
    (
        "women among women",
        (line(4, group=Group.WOMEN), line(2, group=Group.STUDENTS, among=True)),
        None,
        "مقتل 4 نساء بينهن طالبتان",
    ),
    (
        "fewer people than civilians are no total",
        (
            line(9, group=Group.CIVILIANS, cause=Cause.SHELLING),
            line(4, cause=Cause.SHELLING),
            line(1, group=Group.CHILDREN, among=True),
        ),
        "إدلب",
        "مقتل 9 مدنيين بينهم طفل في قصف على إدلب",
    ),
    ("range", (line(5, 12, group=Group.CIVILIANS),), None, "مقتل ما بين 5 و12 مدنيا"),
    ("range from one", (line(1, 4),), None, "مقتل ما بين شخص واحد و4 أشخاص"),
    ("range from two", (line(2, 7),), None, "مقتل ما بين شخصين و7 أشخاص"),
    ("one or two", (line(1, 2),), None, "مقتل شخص أو شخصين"),
    ("at least", (line(9, None),), None, "مقتل ما لا يقل عن 9 أشخاص"),
    ("at least one", (line(1, None),), None, "مقتل شخص واحد على الأقل"),
    ("at least two", (line(2, None, group=Group.SOLDIERS),), None, "مقتل جنديين على الأقل"),
    ("more than", (line(40, None, qualifier=Qualifier.MORE_THAN),), None, "مقتل أكثر من 40 شخصا"),
    ("about", (line(40, qualifier=Qualifier.ABOUT, group=Group.FIGHTERS),), None, "مقتل نحو 40 مسلحا"),
    ("at most", (line(0, 20),), None, "مقتل ما لا يزيد على 20 شخصا"),
    ("dozens", (vague(10, group=Group.CIVILIANS),), "الفاشر", "مقتل عشرات المدنيين في الفاشر"),
    ("hundreds", (vague(100),), None, "مقتل مئات الأشخاص"),
    ("tens of thousands", (vague(10_000, outcome=Outcome.DISPLACED),), None, "نزوح عشرات الآلاف من الأشخاص"),
    ("a few", (vague(3, group=Group.FIGHTERS),), None, "مقتل عدد من المسلحين"),
    ("some", (vague(2),), "كسلا", "سقوط قتلى في كسلا"),
    ("some and some", (vague(2), vague(2, outcome=HURT)), "كسلا", "سقوط قتلى وجرحى في كسلا"),
    (
        "killed or injured",
        (line(0, 60, qualifier=Qualifier.RANGE, cause=Cause.STAMPEDE), line(0, 60, outcome=HURT)),
        "كربلاء",
        "سقوط 60 شخصا بين قتيل وجريح في تدافع بكربلاء",
    ),
    ("and others", (line(3), line(20, outcome=HURT)), None, "مقتل 3 أشخاص وإصابة 20 آخرين"),
    ("and one other", (line(3), line(1, outcome=HURT)), None, "مقتل 3 أشخاص وإصابة شخص آخر"),
    ("and two others", (line(3), line(2, outcome=HURT)), None, "مقتل 3 أشخاص وإصابة شخصين آخرين"),
    ("and dozens", (line(3), vague(10, outcome=HURT)), None, "مقتل 3 أشخاص وإصابة عشرات آخرين"),
    ("and at least", (line(3), line(8, None, outcome=HURT)), None, "مقتل 3 أشخاص وإصابة ما لا يقل عن 8 آخرين"),
    ("and a group", (line(3), line(8, outcome=HURT, group=Group.POLICE)), None, "مقتل 3 أشخاص وإصابة 8 شرطيين"),
    ("two groups", (line(5, group=Group.SOLDIERS), line(3, group=Group.POLICE)), None, "مقتل 5 جنود و3 شرطيين"),
    (
        "the total leads",
        (line(5, group=Group.SOLDIERS), line(8)),
        None,
        "مقتل 8 أشخاص",
    ),
    ("injured only", (line(14, outcome=HURT, cause=Cause.FIRE),), "جدة", "إصابة 14 شخصا في حريق بجدة"),
    (
        "missing",
        (line(45, outcome=Outcome.MISSING, cause=Cause.SHIPWRECK),),
        "زوارة",
        "فقدان 45 شخصا في غرق قارب بزوارة",
    ),
    ("detained", (line(15, outcome=Outcome.DETAINED, cause=Cause.SHOOTING),), "نابلس", "اعتقال 15 شخصا في نابلس"),
    (
        "prisoners are not detained again",
        (line(5, outcome=Outcome.DETAINED, group=Group.PRISONERS),),
        None,
        "اعتقال 5 أشخاص",
    ),
    ("abducted", (line(2, outcome=Outcome.ABDUCTED, group=Group.AID_WORKERS),), None, "اختطاف عاملي إغاثة"),
    (
        "displaced",
        (line(12_000, outcome=Outcome.DISPLACED, cause=Cause.CLASHES),),
        "النيل الأبيض",
        "نزوح 12 ألف شخص إثر اشتباكات في النيل الأبيض",
    ),
    ("torture", (line(1, group=Group.PRISONERS, cause=Cause.TORTURE),), "حمص", "مقتل معتقل تحت التعذيب في حمص"),
    ("drone", (line(4, cause=Cause.DRONE),), "كادقلي", "مقتل 4 أشخاص في هجوم بطائرة مسيرة على كادقلي"),
    ("earthquake", (line(2_000, None, cause=Cause.EARTHQUAKE),), "الحوز", "مصرع ما لا يقل عن ألفي شخص في زلزال بالحوز"),
    ("other cause", (line(6, cause=Cause.OTHER),), "عمان", "مقتل 6 أشخاص في عمان"),
    (
        "doer",
        (line(7, cause=Cause.SHELLING, actor="قوات الدعم السريع"),),
        "الفاشر",
        "مقتل 7 أشخاص في قصف على الفاشر – قوات الدعم السريع متهمة",
    ),
    (
        "no doer of an accident",
        (line(7, cause=Cause.ROAD_ACCIDENT, actor="سائق حافلة"),),
        None,
        "مصرع 7 أشخاص في حادث سير",
    ),
    (
        "a place in other letters takes no prefix",
        (line(3, cause=Cause.FIRE),),
        "Athens",
        "مصرع 3 أشخاص في حريق في \u2068Athens\u2069",
    ),
]


@pytest.mark.parametrize(("toll", "place", "expected"), [row[1:] for row in TOLLS], ids=[row[0] for row in TOLLS])
def test_a_toll_is_one_good_sentence(toll: tuple[TollLine, ...], place: str | None, expected: str) -> None:
    """Figures, cause, place and doer stand where an Arabic headline has them."""
    assert expected == headline(alert(toll=toll, place=place), "ar")


@pytest.mark.parametrize(
    ("toll", "place", "expected"),
    [
        ((line(1, group=Group.CHILDREN, cause=Cause.MINE),), None, "1 child killed in a mine blast"),
        (
            (line(12, group=Group.CIVILIANS, cause=Cause.SHELLING), line(3, group=Group.CHILDREN, among=True)),
            None,
            "12 civilians killed, including 3 children, in shelling",
        ),
        ((line(5, 12), line(2, outcome=HURT)), None, "Between 5 and 12 people killed and 2 others injured"),
        ((vague(10, group=Group.WOMEN),), "حلب", "Dozens of women killed in \u2068حلب\u2069"),
        ((line(0, 60), line(0, 60, outcome=HURT)), None, "60 people killed or injured"),
        ((line(0, 20),), None, "At most 20 people killed"),
        ((line(1_200, None, outcome=Outcome.DISPLACED),), None, "At least 1,200 people displaced"),
    ],
)
def test_a_toll_is_one_english_sentence(toll: tuple[TollLine, ...], place: str | None, expected: str) -> None:
    """The same facts for readers of English."""
    assert expected == headline(alert(toll=toll, place=place), "en")


@pytest.mark.parametrize(
    ("told", "arabic", "english"),
    [
        (
            act(ActKind.MEETING, "CN", "SY", people=("بشار الأسد",), place="هانجتشو"),
            "لقاء بين الصين وسوريا في هانجتشو (بشار الأسد)",
            "Meeting between China and Syria in \u2068هانجتشو\u2069 (\u2068بشار الأسد\u2069)",
        ),
        (act(ActKind.CALL, "EG", "TR"), "اتصال بين مصر وتركيا", "Call between Egypt and Türkiye"),
        (
            act(ActKind.NEGOTIATION, "IL", "Hamas", status=ActStatus.CALLED_OFF),
            "تعليق مفاوضات بين إسرائيل وحركة حماس",
            "Talks (called off or put off) between Israel and Hamas",
        ),
        (
            act(ActKind.SUMMIT, "SA", "US", "Arab League", status=ActStatus.ANNOUNCED),
            "قمة مرتقبة تجمع السعودية والولايات المتحدة وجامعة الدول العربية",
            "Summit (announced) between Saudi Arabia, United States and Arab League",
        ),
        (
            act(ActKind.VISIT, "FR", "DZ"),
            "زيارة رسمية تجمع فرنسا والجزائر",
            "Official visit involving France and Algeria",
        ),
        (act(ActKind.AGREEMENT, "YE", "Houthis"), "اتفاق بين اليمن والحوثيين", "Agreement between Yemen and Houthis"),
    ],
)
def test_a_mutual_dealing_is_one_sentence(told: object, arabic: str, english: str) -> None:
    """Both sides are named in the reader's language."""
    picture = alert(toll=(), acts=(told,), place=None)
    assert (arabic, english) == (headline(picture, "ar"), headline(picture, "en"))


@pytest.mark.parametrize(
    "kind", [ActKind.STATEMENT_CONDEMN, ActKind.EXPULSION, ActKind.SUMMON, ActKind.SANCTION, ActKind.RECOGNITION]
)
def test_who_did_it_to_whom_is_never_guessed(kind: ActKind) -> None:
    """A one-sided dealing is told in the words of the title, which say its direction."""
    picture = alert(toll=(), acts=(act(kind, "JO", "IL"),), title="الأردن يستدعي سفيره للتشاور", place=None)
    assert headline(picture, "ar") == "الأردن يستدعي سفيره للتشاور"


def test_without_facts_the_title_stands() -> None:
    """An event whose figures could not be read still says what it is."""
    assert headline(alert(toll=(), title="انفجار يهز وسط بيروت"), "ar") == "انفجار يهز وسط بيروت"


def test_a_called_off_act_leads_before_the_toll() -> None:
    """What the alert is about comes first; what is only put off is read as called off, so that both are said."""
    picture = alert(reason=AlertReason.CALLED_OFF, acts=(act(ActKind.SUMMIT, "SD", "ET", status=ActStatus.CALLED_OFF),))
    assert headline(picture, "ar") == "إلغاء أو تأجيل قمة تجمع السودان وإثيوبيا"


def test_a_test_says_that_it_is_one() -> None:
    """Nobody takes a test for news."""
    assert headline(alert(reason=AlertReason.TEST), "ar").startswith("رسالة تجريبية: ")


def test_a_title_says_more_than_that_one_was_killed() -> None:
    """Where neither place nor cause is known; with either, the figures lead again."""
    assert (
        headline(alert(toll=(line(1),), place=None, title="اغتيال مهندس أمام منزله"), "ar") == "اغتيال مهندس أمام منزله"
    )
    assert headline(alert(toll=(line(1),), place="صفاقس", title="اغتيال مهندس"), "ar") == "مقتل شخص في صفاقس"
