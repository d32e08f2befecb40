"""A title is the story's, without the outlet's name."""

import pytest

from crawler.pages.title import choose_title, without_site_name
from crawler.pages.words import same_headline

NAMES = ("صحيفة الميناء", "Al Mina News")


@pytest.mark.parametrize(
    "title",
    [
        "مصرع 14 شخصا في سيول شرقي السودان | صحيفة الميناء",
        "مصرع 14 شخصا في سيول شرقي السودان - الميناء",
        "مصرع 14 شخصا في سيول شرقي السودان – Al Mina News",
        "صحيفة الميناء : مصرع 14 شخصا في سيول شرقي السودان",
        "مصرع 14 شخصا في سيول شرقي السودان » الميناء",
        "مصرع 14 شخصا في سيول شرقي السودان - almina.com",
    ],
)
def test_the_outlets_name_is_taken_off(title: str) -> None:
    """At either end, behind any of the usual joints."""
    assert without_site_name(title, NAMES) == "مصرع 14 شخصا في سيول شرقي السودان"


@pytest.mark.parametrize(
    "title",
    [
        "السودان: مصرع 14 شخصا - بينهم أطفال - في سيول",
        "خاص | قتلى في قصف على الخرطوم",
        "مباحثات عمانية - إيرانية في مسقط",
        "صحيفة الميناء",
    ],
)
def test_joints_inside_a_title_stay(title: str) -> None:
    """A dash or a bar of the headline itself is kept as it is."""
    assert without_site_name(title, NAMES) == title


def test_the_feeds_title_comes_first() -> None:
    """The page is asked only where the feed said nothing."""
    assert choose_title("عنوان الخلاصة", ["عنوان الصفحة"], NAMES) == "عنوان الخلاصة"
    assert choose_title(" ", ["عنوان الصفحة"], NAMES) == "عنوان الصفحة"
    assert choose_title(None, [], NAMES) == ""


def test_an_unknown_name_is_told_by_the_shorter_candidate() -> None:
    """Where the name is not known, the heading shows which part of the page's title is the story's."""
    title = "وزير الري يشهد توقيع عقد الخزانات"
    assert choose_title(None, [f"{title} - المساء اليوم", title], ()) == title


def test_a_candidate_that_is_the_outlets_name_is_no_title() -> None:
    """Some pages give every story the outlet's name as og:title."""
    assert choose_title(None, ["صحيفة الميناء", "قتلى في قصف على الخرطوم"], NAMES) == "قتلى في قصف على الخرطوم"


def test_same_headlines() -> None:
    """Spelling, marks and a site's name make no other headline; other words do."""
    assert same_headline("مقتلُ ٣ جنود فى سيناء", "مقتل 3 جنود في سيناء | الميناء")
    assert not same_headline("مقتل 3 جنود في سيناء", "مقتل 5 صيادين في المتوسط")
