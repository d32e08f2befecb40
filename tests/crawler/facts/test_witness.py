"""Numbers that add up to another are its parts, chance sums are none, and every figure has a chance of being right."""

import pytest

from crawler.facts.casualties import casualty_figures
from crawler.facts.figure import CasualtyFigure, Group, Outcome, Part
from crawler.news import Story


def _read(title: str, text: str) -> tuple[CasualtyFigure, ...]:
    return casualty_figures(Story(title=title, text=text, url="https://example.org/a"))


def _shares(figures: tuple[CasualtyFigure, ...], whole: int, outcome: Outcome = Outcome.KILLED) -> list[int]:
    """The numbers of the parts of the figure `whole`, in the text's order."""
    return [
        one.min
        for one in figures
        if one.among is not None
        and figures[one.among].min == whole
        and one.outcome is outcome is figures[one.among].outcome
    ]


@pytest.mark.parametrize(
    ("text", "whole", "shares"),
    [
        (  # by hand
            "وثقت المنظمة مقتل 88 مدنيا في المدينة.\n\nوقتل 61 مدنيا برصاص القناصة. وقتل 27 مدنيا بقذائف الهاون.",
            88, [61, 27],
        ),
        (  # by place, each in its own sentence
            "أسفرت هجمات المتمردين في كولومبيا عن مقتل 18 شخصا.\n\nففي بلدية أمالفي لقي 12 شرطيا مصرعهم."
            " وفي مدينة كالي قتل ستة مدنيين.",
            18, [12, 6],
        ),
        (  # of an open whole
            "قتل ما لا يقل عن 139 شخصا في القريتين. وقالت المنظمة إن الجنود قتلوا 91 شخصا في كومبي."
            " وقتلوا 48 شخصا في ديلغا.",
            139, [91, 48],
        ),
        (  # the total comes last
            "قتل 9 جنود في الهجوم على نقطة تفتيش. وقتل 7 جنود في الهجوم على ثكنة. وقالت القيادة إن 16 جنديا قتلوا.",
            16, [9, 7],
        ),
    ],
)  # fmt: skip
def test_figures_that_add_up_become_parts(text: str, whole: int, shares: list[int]) -> None:
    """No word says «بينهم»; the sum does."""
    assert _shares(_read("", text), whole) == shares


def test_a_headline_total_comes_back_above_a_list() -> None:
    """The body gives only the shares, the headline their sum."""
    figures = _read(
        "وزارة الصحة: 36 شهيدا في غارات الخميس",
        "صدر عن الوزارة بيان حول غارات يوم الخميس جاء فيه:\n\nالجنوب: 11 شهيدا. النبطية: 9 شهداء. البقاع: 16 شهيدا.",
    )
    assert _shares(figures, 36) == [11, 9, 16]
    assert [one.evidence.part for one in figures if one.min == 36] == [Part.TITLE]


def test_a_whole_is_shared_out_twice() -> None:
    """By hand and again by trade: both lists are parts."""
    figures = _read(
        "",
        "قتل 60 مسعفا في عام.\n\nوقتل 40 مسعفا في الشمال. وقتل 20 مسعفا في الجنوب."
        "\n\nوقتل 33 مسعفا في القصف. وقتل 27 مسعفا في الاشتباكات.",
    )
    assert _shares(figures, 60) == [40, 20, 33, 27]


@pytest.mark.parametrize(
    "text",
    [
        "قتل 7 أشخاص في حريق بالمدينة. وقتل 4 أشخاص في حادث سير. وقتل 3 أشخاص في انهيار سقف.",  # below ten
        "قتل 20 شخصا في القصف. وقتل 12 شخصا في تفجير السوق. وقتل 9 أشخاص في انفجار لغم.",  # twenty-one
        "قتل 20 شخصا في القصف.\n\nوقتل 12 شخصا في تفجير.\n\nوانقطع التيار.\n\nوأغلقت المدارس."
        "\n\nوتوقفت الحافلات.\n\nوقتل 8 أشخاص في انفجار لغم.",  # far apart
        "قتل 20 شخصا في القصف. وأصيب 12 شخصا بجروح. وفقد 8 أشخاص.",  # other outcomes
        "قتل عشرات الأشخاص في القصف. وقتل 6 أشخاص في تفجير. وقتل 4 أشخاص في انفجار لغم.",  # no number
    ],
)
def test_chance_sums_make_no_parts(text: str) -> None:
    """Small, inexact, scattered, or of several outcomes."""
    assert [one.among for one in _read("", text) if one.among is not None] == []


def test_a_share_without_a_noun_is_of_the_people_of_its_whole() -> None:
    """«26 منهم» counts civilians, though a child was named in between."""
    figures = _read(
        "",
        "وثق التقرير مقتل 53 مدنيا، بينهم طفل، قتل 26 منهم على يد قوات النظام، و15 على يد الهيئة، و12 على يد الفصائل.",
    )
    assert {one.group for one in figures if one.min in (26, 15, 12)} == {Group.CIVILIANS}
    assert _shares(figures, 53) == [1, 26, 15, 12]


def test_every_figure_has_a_chance_and_plain_ones_the_better() -> None:
    """A stated number with a known cause is surer than a single man named in passing."""
    figures = _read(
        "",
        "أعلنت وزارة الصحة مقتل 43 مدنيا وإصابة 120 آخرين في انفجار شاحنة وسط المدينة.\n\n"
        "وقال شاهد إنه رأى رجلا عند الباب، وإن الرجل الذي كان يقف مع أطفاله أمام الدكان المجاور للمدرسة القديمة قتل.",
    )
    chances = [one.confidence for one in figures]
    assert all(chance is not None and 0.01 <= chance <= 0.99 and round(chance, 2) == chance for chance in chances)
    assert figures[0].confidence == max(chance for chance in chances if chance is not None)


def test_a_number_is_surer_than_a_vague_word() -> None:
    """The same sentence with 43 and with «عدد من»."""
    exact = _read("", "قتل 43 شخصا في انفجار شاحنة وسط المدينة.")[0].confidence
    vague = _read("", "قتل عدد من الأشخاص في انفجار شاحنة وسط المدينة.")[0].confidence
    assert exact is not None
    assert vague is not None
    assert exact > vague
