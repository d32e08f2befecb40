"""What numbers do to their nouns inside whole sentences, worked out by the grammar and not by the program.

Each number is told of one outcome and group: 1 is the noun itself, 2 its dual, 3 to 10 take the plural in the genitive,
11 to 99 the accusative singular, whole hundreds and thousands the genitive singular; from the hundreds on the end of
the number decides.
"""

import pytest

from alerts.alert import TollLine
from alerts.text.arabic.doers import genitive, nominative
from alerts.text.arabic.toll import figure_line, toll_line
from alerts.text.english.toll import toll_line as english_toll_line
from crawler.facts.figure import Cause, Group, Outcome, Qualifier
from tests.alerts.text.pictures import line, vague

K, J, M, D, A, X = Outcome  # killed, injured, missing, detained, abducted, displaced
NUMBERS = (1, 2, 3, 10, 11, 99, 100, 101, 103, 111, 1000, 1002, 2000, 5000, 12_000, 1_000_000)

# After «مقتل» and its like, for each of NUMBERS.
GENITIVES: list[tuple[Outcome, Group, str]] = [
    (
        K,
        Group.PEOPLE,
        """مقتل شخص|مقتل شخصين|مقتل 3 أشخاص|مقتل 10 أشخاص|مقتل 11 شخصا|مقتل 99 شخصا|مقتل 100 شخص|مقتل 101 شخص
        |مقتل 103 أشخاص|مقتل 111 شخصا|مقتل ألف شخص|مقتل 1002 شخص|مقتل ألفي شخص|مقتل 5 آلاف شخص|مقتل 12 ألف شخص
        |مقتل مليون شخص""",
    ),
    (
        K,
        Group.WOMEN,
        """مقتل امرأة|مقتل امرأتين|مقتل 3 نساء|مقتل 10 نساء|مقتل 11 امرأة|مقتل 99 امرأة|مقتل 100 امرأة|مقتل 101 امرأة
        |مقتل 103 نساء|مقتل 111 امرأة|مقتل ألف امرأة|مقتل 1002 امرأة|مقتل ألفي امرأة|مقتل 5 آلاف امرأة|مقتل 12 ألف امرأة
        |مقتل مليون امرأة""",
    ),
    (
        J,
        Group.CHILDREN,
        """إصابة طفل|إصابة طفلين|إصابة 3 أطفال|إصابة 10 أطفال|إصابة 11 طفلا|إصابة 99 طفلا|إصابة 100 طفل|إصابة 101 طفل
        |إصابة 103 أطفال|إصابة 111 طفلا|إصابة ألف طفل|إصابة 1002 طفل|إصابة ألفي طفل|إصابة 5 آلاف طفل|إصابة 12 ألف طفل
        |إصابة مليون طفل""",
    ),
    (
        M,
        Group.MIGRANTS,
        """فقدان مهاجر|فقدان مهاجرين|فقدان 3 مهاجرين|فقدان 10 مهاجرين|فقدان 11 مهاجرا|فقدان 99 مهاجرا|فقدان 100 مهاجر
        |فقدان 101 مهاجر|فقدان 103 مهاجرين|فقدان 111 مهاجرا|فقدان ألف مهاجر|فقدان 1002 مهاجر|فقدان ألفي مهاجر
        |فقدان 5 آلاف مهاجر|فقدان 12 ألف مهاجر|فقدان مليون مهاجر""",
    ),
    (
        D,
        Group.JOURNALISTS,
        """اعتقال صحفي|اعتقال صحفيين|اعتقال 3 صحفيين|اعتقال 10 صحفيين|اعتقال 11 صحفيا|اعتقال 99 صحفيا|اعتقال 100 صحفي
        |اعتقال 101 صحفي|اعتقال 103 صحفيين|اعتقال 111 صحفيا|اعتقال ألف صحفي|اعتقال 1002 صحفي|اعتقال ألفي صحفي
        |اعتقال 5 آلاف صحفي|اعتقال 12 ألف صحفي|اعتقال مليون صحفي""",
    ),
    (
        A,
        Group.AID_WORKERS,
        """اختطاف عامل إغاثة|اختطاف عاملي إغاثة|اختطاف 3 عمال إغاثة|اختطاف 10 عمال إغاثة|اختطاف 11 عامل إغاثة
        |اختطاف 99 عامل إغاثة|اختطاف 100 عامل إغاثة|اختطاف 101 عامل إغاثة|اختطاف 103 عمال إغاثة|اختطاف 111 عامل إغاثة
        |اختطاف ألف عامل إغاثة|اختطاف 1002 عامل إغاثة|اختطاف ألفي عامل إغاثة|اختطاف 5 آلاف عامل إغاثة
        |اختطاف 12 ألف عامل إغاثة|اختطاف مليون عامل إغاثة""",
    ),
    (
        X,
        Group.CIVILIANS,
        """نزوح مدني|نزوح مدنيين|نزوح 3 مدنيين|نزوح 10 مدنيين|نزوح 11 مدنيا|نزوح 99 مدنيا|نزوح 100 مدني|نزوح 101 مدني
        |نزوح 103 مدنيين|نزوح 111 مدنيا|نزوح ألف مدني|نزوح 1002 مدني|نزوح ألفي مدني|نزوح 5 آلاف مدني|نزوح 12 ألف مدني
        |نزوح مليون مدني""",
    ),
    (
        K,
        Group.MEDICS,
        """مقتل عامل صحي|مقتل عاملين صحيين|مقتل 3 عاملين صحيين|مقتل 10 عاملين صحيين|مقتل 11 عاملا صحيا
        |مقتل 99 عاملا صحيا|مقتل 100 عامل صحي|مقتل 101 عامل صحي|مقتل 103 عاملين صحيين|مقتل 111 عاملا صحيا
        |مقتل ألف عامل صحي|مقتل 1002 عامل صحي|مقتل ألفي عامل صحي|مقتل 5 آلاف عامل صحي|مقتل 12 ألف عامل صحي
        |مقتل مليون عامل صحي""",
    ),
    (
        J,
        Group.SOLDIERS,
        """إصابة جندي|إصابة جنديين|إصابة 3 جنود|إصابة 10 جنود|إصابة 11 جنديا|إصابة 99 جنديا|إصابة 100 جندي
        |إصابة 101 جندي|إصابة 103 جنود|إصابة 111 جنديا|إصابة ألف جندي|إصابة 1002 جندي|إصابة ألفي جندي|إصابة 5 آلاف جندي
        |إصابة 12 ألف جندي|إصابة مليون جندي""",
    ),
]

# As a subject: in the list of figures, and after «بينهم».
SUBJECTS: list[tuple[Group, str]] = [
    (
        Group.CHILDREN,
        """طفل واحد|طفلان|3 أطفال|10 أطفال|11 طفلا|99 طفلا|100 طفل|101 طفل|103 أطفال|111 طفلا|ألف طفل|1002 طفل
        |ألفا طفل|5 آلاف طفل|12 ألف طفل|مليون طفل""",
    ),
    (
        Group.WOMEN,
        """امرأة واحدة|امرأتان|3 نساء|10 نساء|11 امرأة|99 امرأة|100 امرأة|101 امرأة|103 نساء|111 امرأة|ألف امرأة
        |1002 امرأة|ألفا امرأة|5 آلاف امرأة|12 ألف امرأة|مليون امرأة""",
    ),
    (
        Group.ELDERLY,
        """مسن واحد|مسنان|3 مسنين|10 مسنين|11 مسنا|99 مسنا|100 مسن|101 مسن|103 مسنين|111 مسنا|ألف مسن|1002 مسن|ألفا مسن
        |5 آلاف مسن|12 ألف مسن|مليون مسن""",
    ),
    (
        Group.AID_WORKERS,
        """عامل إغاثة واحد|عاملا إغاثة|3 عمال إغاثة|10 عمال إغاثة|11 عامل إغاثة|99 عامل إغاثة|100 عامل إغاثة
        |101 عامل إغاثة|103 عمال إغاثة|111 عامل إغاثة|ألف عامل إغاثة|1002 عامل إغاثة|ألفا عامل إغاثة|5 آلاف عامل إغاثة
        |12 ألف عامل إغاثة|مليون عامل إغاثة""",
    ),
    (
        Group.STUDENTS,
        """طالب واحد|طالبان|3 طلاب|10 طلاب|11 طالبا|99 طالبا|100 طالب|101 طالب|103 طلاب|111 طالبا|ألف طالب|1002 طالب
        |ألفا طالب|5 آلاف طالب|12 ألف طالب|مليون طالب""",
    ),
]


def phrases(joined: str) -> list[str]:
    """The phrases of a row, one for each of NUMBERS."""
    found = [" ".join(one.split()) for one in joined.split("|")]
    assert len(found) == len(NUMBERS)
    return found


@pytest.mark.parametrize(("outcome", "group", "told"), GENITIVES, ids=lambda value: getattr(value, "value", ""))
def test_after_what_happened_to_them(outcome: Outcome, group: Group, told: str) -> None:
    """The noun is governed by the verbal noun before it."""
    found = [toll_line((line(number, outcome=outcome, group=group),), None) for number in NUMBERS]
    assert found == phrases(told)


@pytest.mark.parametrize(("group", "told"), SUBJECTS, ids=lambda value: getattr(value, "value", ""))
def test_as_a_subject(group: Group, told: str) -> None:
    """The list of figures, where the count stands by itself."""
    assert [figure_line(line(number, group=group))[1] for number in NUMBERS] == phrases(told)


KILLED_AND: list[tuple[str, tuple[TollLine, ...], str]] = [
    ("masculine, among", (line(20), line(2, group=Group.CHILDREN, among=True)), "مقتل 20 شخصا بينهم طفلان"),
    ("one, among", (line(20), line(1, group=Group.WOMEN, among=True)), "مقتل 20 شخصا بينهم امرأة"),
    ("some, among", (line(20), vague(3, group=Group.WOMEN, among=True)), "مقتل 20 شخصا بينهم نساء"),
    ("two, one a woman", (line(2), line(1, group=Group.WOMEN, among=True)), "مقتل شخصين أحدهما امرأة"),
    (
        "two women, one a student",
        (line(2, group=Group.WOMEN), line(1, group=Group.STUDENTS, among=True)),
        "مقتل امرأتين إحداهما طالبة",
    ),
    (
        "medics among women",
        (line(9, group=Group.WOMEN), line(2, group=Group.MEDICS, among=True)),
        "مقتل 9 نساء بينهن عاملتان صحيتان",
    ),
    (
        "the parts are the whole",
        (line(5), line(3, group=Group.WOMEN, among=True), line(2, group=Group.CHILDREN, among=True)),
        "مقتل 5 أشخاص هم طفلان و3 نساء",
    ),
    (
        "one part is the whole",
        (line(3), line(3, group=Group.CHILDREN, among=True)),
        "مقتل 3 أطفال",
    ),
    (
        "a group among itself",
        (line(31, group=Group.PRISONERS), line(27, group=Group.PRISONERS, among=True)),
        "مقتل 31 معتقلا",
    ),
    (
        "other soldiers",
        (line(2, group=Group.SOLDIERS), line(4, outcome=J, group=Group.SOLDIERS)),
        "مقتل جنديين وإصابة 4 آخرين",
    ),
    (
        "another soldier",
        (line(2, group=Group.SOLDIERS), line(1, outcome=J, group=Group.SOLDIERS)),
        "مقتل جنديين وإصابة جندي آخر",
    ),
    (
        "other women",
        (line(3, group=Group.WOMEN), line(5, outcome=J, group=Group.WOMEN)),
        "مقتل 3 نساء وإصابة 5 أخريات",
    ),
    (
        "two other women",
        (line(3, group=Group.WOMEN), line(2, outcome=J, group=Group.WOMEN)),
        "مقتل 3 نساء وإصابة امرأتين أخريين",
    ),
    (
        "another woman",
        (line(3, group=Group.WOMEN), line(1, outcome=J, group=Group.WOMEN)),
        "مقتل 3 نساء وإصابة امرأة أخرى",
    ),
    ("range up to a plural", (line(3, 9, group=Group.POLICE),), "مقتل ما بين 3 و9 شرطيين"),
    ("range up to a singular", (line(9, 110),), "مقتل ما بين 9 و110 أشخاص"),
    ("range to a hundred", (line(50, 100),), "مقتل ما بين 50 و100 شخص"),
    ("range of women from one", (line(1, 3, group=Group.WOMEN),), "مقتل ما بين امرأة واحدة و3 نساء"),
    ("one or two women", (line(1, 2, group=Group.WOMEN),), "مقتل امرأة أو امرأتين"),
    ("at least a hundred", (line(100, None),), "مقتل ما لا يقل عن 100 شخص"),
    ("more than a thousand", (line(1000, None, qualifier=Qualifier.MORE_THAN),), "مقتل أكثر من ألف شخص"),
    ("about eleven", (line(11, qualifier=Qualifier.ABOUT),), "مقتل نحو 11 شخصا"),
    ("in an accident", (line(3, cause=Cause.ROAD_ACCIDENT),), "مصرع 3 أشخاص في حادث سير"),
    ("in many accidents", (line(1500, cause=Cause.ROAD_ACCIDENT),), "مصرع 1500 شخص في حوادث سير"),
    ("by heat", (line(14, group=Group.PILGRIMS, cause=Cause.HEAT_COLD),), "وفاة 14 حاجا بسبب قسوة الطقس"),
    ("executed", (line(5, group=Group.PRISONERS, cause=Cause.EXECUTION),), "إعدام 5 معتقلين"),
]


@pytest.mark.parametrize(("toll", "told"), [row[1:] for row in KILLED_AND], ids=[row[0] for row in KILLED_AND])
def test_within_a_sentence(toll: tuple[TollLine, ...], told: str) -> None:
    """Parts, others, ranges, and what death is called."""
    assert toll_line(toll, None) == told


@pytest.mark.parametrize(
    ("actor", "end"),
    [
        ("قوات الدعم السريع", " – قوات الدعم السريع متهمة"),
        ("الدعم السريع", " – الدعم السريع متهم"),
        ("الجيش الإسرائيلي", " – الجيش الإسرائيلي متهم"),
        ("جماعة الحوثي", " – جماعة الحوثي متهمة"),
        ("السلطات الإيرانية", " – السلطات الإيرانية متهمة"),
        ("إسرائيل", " – إسرائيل متهمة"),
        ("حزب الله", " – حزب الله متهم"),
        ("الحوثيين", " – الحوثيون متهمون"),
        ("المستوطنين", " – المستوطنون متهمون"),
        ("عناصر جهاز الردع", " – عناصر جهاز الردع متهمون"),
        ("العدو الإسرائيلي", " – «العدو الإسرائيلي» متهم"),
        ("فاغنر", " – الاتهام موجه إلى فاغنر"),
        ("Wagner", " – الاتهام موجه إلى \u2068Wagner\u2069"),
        ("مسلحون مجهولون", " على يد مسلحين مجهولين"),
        ("مسلحو القبائل", " – الاتهام موجه إلى مسلحي القبائل"),
        ("عصابة", " على يد عصابة"),
        ("للتحالف", " – التحالف متهم"),
        ('تنظيم "داعش" الإرهابي', ' – تنظيم "داعش" متهم'),
        ("هذه الجماعة المتشددة", ""),
        ("وحدات", ""),
    ],
)
def test_an_accusation_agrees_with_whom_it_names(actor: str, end: str) -> None:
    """In number and gender; nobody is accused whom no one could name."""
    assert toll_line((line(7, cause=Cause.SHOOTING, actor=actor),), "كسلا") == f"مقتل 7 أشخاص في إطلاق نار بكسلا{end}"


def test_nobody_is_accused_of_what_is_no_accusation() -> None:
    """What a party itself announces, an arrest, a sentence, and the dead of a battle."""
    own = line(30, group=Group.CIVILIANS, actor="حركة الشباب", says=("حركة الشباب",))
    assert toll_line((own,), None) == "مقتل 30 مدنيا – بحسب حركة الشباب"
    taken = line(15, outcome=D, actor="الجيش الإسرائيلي")
    assert toll_line((taken,), "نابلس") == "اعتقال 15 شخصا في نابلس على يد الجيش الإسرائيلي"
    hanged = line(5, group=Group.PRISONERS, cause=Cause.EXECUTION, actor="السلطات الإيرانية")
    assert toll_line((hanged,), None) == "إعدام 5 معتقلين على يد السلطات الإيرانية"
    fighters = line(4, group=Group.FIGHTERS, cause=Cause.AIRSTRIKE, actor="مقاتلات التحالف")
    assert toll_line((fighters,), None) == "مقتل 4 مسلحين في غارة جوية، ونُسب ذلك إلى مقاتلات التحالف"
    both = (line(5, group=Group.SOLDIERS, actor="حركة الشباب"), line(9, group=Group.FIGHTERS, actor="حركة الشباب"))
    assert toll_line(both, None) == "مقتل 9 مسلحين و5 جنود"


def test_names_change_their_case() -> None:
    """Only words whose plural is sound do; a name that ends alike stays."""
    assert (nominative("مسلحين مجهولين"), genitive("مسلحون مجهولون")) == ("مسلحون مجهولون", "مسلحين مجهولين")
    assert (nominative("فلسطين"), nominative("حسين"), genitive("مسلحون")) == ("فلسطين", "حسين", "مسلحين")


ENGLISH: list[tuple[int, Outcome, Group, str]] = [
    (number, outcome, group, told)
    for outcome, group, row in (
        (K, Group.CHILDREN, "1 child|2 children|11 children|100 children|1,002 children|1,000,000 children"),
        (J, Group.WOMEN, "1 woman|2 women|11 women|100 women|1,002 women|1,000,000 women"),
        (M, Group.PEOPLE, "1 person|2 people|11 people|100 people|1,002 people|1,000,000 people"),
        (D, Group.POLICE, "1 police officer|2 police officers|11 police officers|100 police officers"),
        (A, Group.ELDERLY, "1 elderly person|2 elderly people|11 elderly people|100 elderly people"),
        (X, Group.CIVILIANS, "1 civilian|2 civilians|11 civilians|100 civilians|1,002 civilians|1,000,000 civilians"),
        (K, Group.AID_WORKERS, "1 aid worker|2 aid workers|11 aid workers|100 aid workers"),
        (K, Group.MEN, "1 man|2 men|11 men|100 men|1,002 men|1,000,000 men"),
    )
    for number, told in zip((1, 2, 11, 100, 1_002, 1_000_000), row.split("|"), strict=False)
]


@pytest.mark.parametrize(("number", "outcome", "group", "told"), ENGLISH)
def test_english_counts(number: int, outcome: Outcome, group: Group, told: str) -> None:
    """Singular and plural, thousands with their comma."""
    assert english_toll_line((line(number, outcome=outcome, group=group),), None) == f"{told} {outcome.value}"


def test_english_says_others_and_parts() -> None:
    """As an editor would."""
    killed, hurt = line(7, cause=Cause.AIRSTRIKE), line(15, outcome=J)
    assert english_toll_line((killed, hurt), None) == "7 people killed and 15 others injured in an airstrike"
    child = line(1, group=Group.CHILDREN, among=True)
    assert english_toll_line((killed, child), None) == "7 people killed, including 1 child, in an airstrike"
    assert (
        english_toll_line((killed, line(1, outcome=J)), None) == "7 people killed and 1 other injured in an airstrike"
    )
    hanged = line(5, group=Group.PRISONERS, cause=Cause.EXECUTION)
    assert english_toll_line((hanged,), None) == "5 prisoners executed"


def test_the_tables_are_large_enough() -> None:
    """Two hundred Arabic phrases and forty English ones at least."""
    assert len(NUMBERS) * (len(GENITIVES) + len(SUBJECTS)) + len(KILLED_AND) >= 200
    assert len(ENGLISH) >= 40
