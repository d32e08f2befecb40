"""Figures of whole stories: evidence, scope, shares, slots, repeats, and texts that mean harm to the reader."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.facts.casualties import casualty_figures
from crawler.facts.figure import CasualtyFigure, Cause, Group, Outcome, Part, Qualifier, Scope
from crawler.news import Story


def _story(text: str, title: str = "", year: int = 2025) -> Story:
    return Story(title=title, text=text, url="https://example.org/a", published=datetime(year, 6, 15, tzinfo=UTC))


def _one(text: str, outcome: Outcome = Outcome.KILLED, **story: str) -> CasualtyFigure:
    found = [figure for figure in casualty_figures(_story(text, **story)) if figure.outcome is outcome]
    assert len(found) == 1
    return found[0]


def test_evidence_is_verbatim_and_its_span_is_right() -> None:
    """The quote stands in the original with its vowel signs and kashida, where the span says."""
    story = _story("قُتِلَ ثَلاثَةُ عُمّـــال في انهيار سقف بمدينة طنجة.\n\nوأُصيب عاملان.", title="مصرع ٣ عمّال")
    figures = casualty_figures(story)
    assert [(figure.outcome, figure.min) for figure in figures] == [(Outcome.KILLED, 3), (Outcome.INJURED, 2)]
    for figure in figures:
        source = story.title if figure.evidence.part is Part.TITLE else story.text
        assert source[figure.evidence.span.start : figure.evidence.span.end] == figure.evidence.quote != ""


@pytest.mark.parametrize(
    ("text", "low", "high", "qualifier"),
    [
        ("مقتل 14 شخصا في حريق.", 14, 14, Qualifier.EXACT),
        ("مقتل ما لا يقل عن 14 شخصا في حريق.", 14, None, Qualifier.AT_LEAST),
        ("مقتل 14 شخصا على الأقل في حريق.", 14, None, Qualifier.AT_LEAST),
        ("مقتل أزيد من 14 شخصا في حريق.", 14, None, Qualifier.MORE_THAN),
        ("مقتل زهاء 14 شخصا في حريق.", 14, 14, Qualifier.ABOUT),
        ("مقتل أقل من 14 شخصا في حريق.", 0, 14, Qualifier.AT_MOST),
        ("مقتل ما بين 14 و20 شخصا في حريق.", 14, 20, Qualifier.RANGE),
        ("مقتل عشرات الأشخاص في حريق.", 10, None, Qualifier.VAGUE),
        ("مقتل مئات الآلاف في الحرب.", 100_000, None, Qualifier.VAGUE),
        ("مقتل عدد من الأشخاص في حريق.", 3, None, Qualifier.VAGUE),
        ("سقوط قتلى في حريق.", 2, None, Qualifier.VAGUE),
        ("مقتل شخص في حريق.", 1, 1, Qualifier.EXACT),
        ("مقتل شخصين في حريق.", 2, 2, Qualifier.EXACT),
    ],
)
def test_bounds_follow_the_wording(text: str, low: int, high: int | None, qualifier: Qualifier) -> None:
    """Each way to be unsure of a number gives the guide's bounds."""
    figure = _one(text)
    assert (figure.min, figure.max, figure.qualifier) == (low, high, qualifier)


def test_a_share_points_at_its_whole() -> None:
    """«بينهم» makes a part, and the part takes place, cause and actor of the whole."""
    figures = casualty_figures(_story("قُتل 9 مدنيين، بينهم 4 أطفال، بقصف مدفعي لقوات الدعم السريع على مدينة نيالا."))
    assert [(figure.min, figure.group, figure.among) for figure in figures] == [
        (9, Group.CIVILIANS, None),
        (4, Group.CHILDREN, 0),
    ]
    assert {(figure.cause, figure.place, figure.actor) for figure in figures} == {
        (Cause.SHELLING, "نيالا", "قوات الدعم السريع")
    }
    assert {figure.country for figure in figures} == {"SD"}


def test_shares_by_hand_are_siblings() -> None:
    """Who killed how many: each share points at the total, with the hand that the text names."""
    figures = casualty_figures(
        _story(
            "وثقت المنظمة مقتل 50 مدنيا في محافظة إدلب، قتل منهم النظام السوري 30 مدنيا، بينهم 6 أطفال، "
            "فيما قتلت هيئة تحرير الشام 12 مدنيا، وقُتل 8 مدنيين على يد جهات أخرى."
        )
    )
    assert [(figure.min, figure.actor) for figure in figures if figure.group is Group.CIVILIANS] == [
        (50, None),
        (30, "النظام السوري"),
        (12, "هيئة تحرير الشام"),
        (8, "جهات أخرى"),
    ]


def test_a_risen_toll_leaves_the_earlier_one_behind() -> None:
    """«من 5 إلى 12»: twelve is the happening's figure, five is background."""
    figures = casualty_figures(_story("ارتفع عدد قتلى انهيار المبنى في الإسكندرية من 5 إلى 12 قتيلا."))
    assert {figure.min: figure.scope for figure in figures} == {5: Scope.BACKGROUND, 12: Scope.EVENT}


@pytest.mark.parametrize(
    "context",
    [
        "وكان انفجار مماثل قد أودى بحياة 31 شخصا في المدينة نفسها.",
        "وفي أبريل الماضي، لقي 31 شخصا مصرعهم في حادثة مشابهة.",
        "ومنذ أبريل 2023، خلفت الحرب 31 ألف قتيل.",
        "وفي عام 2019 أسفر زلزال عن مقتل 31 شخصا.",
    ],
)
def test_earlier_happenings_and_totals_are_background(context: str) -> None:
    """A perfect, an earlier time or a war's total behind the lead is context, not the story's figure."""
    figures = casualty_figures(_story(f"قُتل 4 أشخاص في انفجار صهريج وقود قرب مدينة الخمس، اليوم.\n\n{context}"))
    assert next((figure.min, figure.scope) for figure in figures) == (4, Scope.EVENT)
    assert [figure.scope for figure in figures[1:]] == [Scope.BACKGROUND]


def test_a_figure_told_again_is_one_figure() -> None:
    """The headline, the lead and a later sentence tell one number once."""
    text = "لقي 7 عمال مصرعهم في انهيار منجم.\n\nوقال شاهد إن العمال السبعة كانوا يحفرون.\n\nوأكد الوالي مقتل 7 عمال."
    assert len(casualty_figures(_story(text, title="مصرع 7 عمال"))) == 1


def test_a_vaguer_headline_is_a_repeat() -> None:
    """«قتلى وجرحى» over a body with numbers adds nothing."""
    figures = casualty_figures(_story("قتل 3 أشخاص وأصيب 8 في تصادم قطارين.", title="قتلى وجرحى في تصادم قطارين"))
    assert [(figure.outcome, figure.min) for figure in figures] == [(Outcome.KILLED, 3), (Outcome.INJURED, 8)]


def test_a_headline_alone_is_believed() -> None:
    """Where the body states no such figure, the headline's stands with its own evidence."""
    figure = _one("وقع الحادث فجر اليوم.", title="مقتل 4 أشخاص في غرق زورق قبالة صور")
    assert (figure.min, figure.evidence.part, figure.cause) == (4, Part.TITLE, Cause.SHIPWRECK)


@pytest.mark.parametrize(
    "text",
    [
        "أعلنت السلطات اندلاع حريق في مستودع من دون تسجيل أي إصابات.",
        "نفى المتحدث مقتل جنود في الهجوم.",
        "سجلت وزارة الصحة 120 إصابة جديدة بالكوليرا و3 وفيات.",
        "حكمت المحكمة بالإعدام على 12 متهما.",
        "شارك 4 آلاف جندي في المناورات.",
        "أنقذ خفر السواحل 63 مهاجرا قبالة صفاقس.",
        "تلقى الفريق ضربة بإصابة مهاجمه وخسر المباراة بثلاثة أهداف في الدوري أمام ضيفه على ملعب البطولة.",
        "هبط مؤشر البورصة 40 نقطة في جلسة دامية.",
        "أصابت قذيفة ثلاثة منازل وخزان مياه.",
        "يبلغ الرجل 45 عاما وقد نجا من 3 حوادث.",
    ],
)
def test_what_is_no_casualty_gives_no_figure(text: str) -> None:
    """The denied, the sick, the sentenced, the rescued, matches, markets, walls and ages are left out."""
    assert casualty_figures(_story(text)) == ()


def test_drills_and_films_have_no_figures() -> None:
    """Counts of a drill or of a plot are of nobody."""
    drill = _story("نفذ الدفاع المدني تمرينا وهميا شمل 20 مصابا و4 وفيات.", title="تمرين وهمي لإخلاء مستشفى: 20 مصابا")
    film = _story(
        "يعرض المهرجان فيلم المخرج الشاب الذي يروي مقتل 9 صيادين في السينما.",
        title="فيلم عن مقتل 9 صيادين يفتتح المهرجان",
    )
    assert casualty_figures(drill) == casualty_figures(film) == ()


def test_a_flood_of_counts_is_bounded() -> None:
    """A text of nothing but counts gives a bounded answer."""
    assert len(casualty_figures(_story("قتل 12 و" * 12_000))) <= 120
    assert len(casualty_figures(_story("قتل 5 أشخاص. " * 4_000))) <= 120


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from("قتل 5 أشخاص بينهم 3 أطفال و من إلى بين ، . منهم أصيب آخرون 12 ألفا لم إنقاذ \n".split(" ")),
        max_size=40,
    )
)
def test_any_order_of_words_is_read_without_error(words: list[str]) -> None:
    """Whatever stands in a text, reading it ends, and every share points at another figure of the answer."""
    figures = casualty_figures(_story(" ".join(words)))
    for index, figure in enumerate(figures):
        assert figure.among is None or (0 <= figure.among < len(figures) and figure.among != index)
        assert figure.max is None or 0 <= figure.min <= figure.max
