"""Contradictions are told with both proofs, and rounding, vagueness and open bounds are none."""

import pytest

from crawler.facts.casualties import casualty_figures
from crawler.facts.discrepancies import discrepancies
from crawler.facts.discrepancy import Discrepancy, DiscrepancyKind
from crawler.facts.figure import Part
from crawler.news import Story


def _read(title: str, text: str) -> tuple[Discrepancy, ...]:
    story = Story(title=title, text=text, url="https://example.org/a")
    return discrepancies(story, casualty_figures(story))


def test_a_headline_that_gives_the_total_to_one_cause_is_told() -> None:
    """The headline says all died under torture; the body says so of a share only."""
    found = _read(
        "مقتل 310 مدنيين تحت التعذيب في ستة أشهر",
        "وثقت الشبكة مقتل 310 مدنيين على يد أطراف النزاع في النصف الأول من العام.\n\n"
        "كما وثقت مقتل 41 مدنيا تحت التعذيب في المدة نفسها.",
    )
    assert [item.kind for item in found] == [DiscrepancyKind.HEADLINE_BODY]
    assert "310" in found[0].explanation_ar
    assert "41" in found[0].explanation_ar
    assert "41" in found[0].explanation_en
    assert [proof.part for proof in found[0].evidence] == [Part.TITLE, Part.TEXT, Part.TEXT]


def test_a_headline_with_a_larger_number_than_the_body_is_told() -> None:
    """Twenty in the headline, twelve in the body."""
    found = _read("مقتل 20 شخصا في حريق مصنع", "أعلنت الشرطة مقتل 12 شخصا في حريق اندلع بمصنع للنسيج.")
    assert [item.kind for item in found] == [DiscrepancyKind.HEADLINE_BODY]


def test_a_share_larger_than_its_whole_is_told() -> None:
    """Nine children cannot be among six dead."""
    found = _read("", "قُتل 6 أشخاص بينهم 9 أطفال في انهيار سقف مدرسة.")
    assert [item.kind for item in found] == [DiscrepancyKind.SUM_TOTAL]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("مقتل 12 شخصا في حريق", "أعلنت الشرطة مقتل 12 شخصا في حريق."),
        ("أكثر من 40 قتيلا في انفجار", "قتل 43 شخصا في انفجار شاحنة."),
        ("عشرات القتلى في انفجار", "قتل 43 شخصا في انفجار شاحنة."),
        ("مقتل 15 شخصا في غارتين", "قتل 9 أشخاص في غارة على المدينة، وقتل 6 أشخاص في غارة ثانية."),
        ("الحكومة تعقد اجتماعا", "ناقش الوزراء الموازنة."),
    ],
)
def test_what_agrees_is_no_contradiction(title: str, text: str) -> None:
    """Equal numbers, open bounds, vague words and sums agree."""
    assert _read(title, text) == ()
