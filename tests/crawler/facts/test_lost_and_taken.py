"""The missing, the held, the abducted and the driven out, in words that no one list holds; and neighbours of them."""

import pytest

from crawler.facts.casualties import casualty_figures
from crawler.facts.figure import Outcome, Scope
from crawler.news import Story
from tests.crawler.facts.figure_rows import rows, stated, told


@pytest.mark.parametrize(("title", "text", "expected"), rows("lost_and_taken.tsv"))
def test_those_lost_and_taken_are_read(title: str, text: str, expected: str) -> None:
    """Outcome, bounds and group of every figure are read, and no other figure is."""
    assert told(title, text) == stated(expected)


_SWAM = "أربعون شابا من حي الملاح قصدوا سبتة سباحة قبل ثلاثة أيام، تقول أسرهم لجمعية محلية."


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("اختفاء شبان من الفنيدق في البحر", "missing 40 40 people"),
        ("إنقاذ شبان من الفنيدق بعد اختفاء", "-"),  # they were saved
        ("رحلة صعبة لشبان من الفنيدق", "-"),  # no harm is named
    ],
)
def test_a_headline_tells_what_befell_the_one_count_of_the_lead(title: str, expected: str) -> None:
    """Only a headline that names one kind of harm, and no rescue, speaks for a lead that says nothing."""
    assert told(title, _SWAM) == stated(expected)


def test_a_headline_says_nothing_of_two_counts() -> None:
    """Of which of two counts a headline speaks, nobody knows; its own bare plural stands."""
    text = "أربعون شابا من حي الملاح قصدوا سبتة سباحة، وثلاثون امرأة لحقن بهم بعد ثلاثة أيام، تقول جمعية محلية."
    assert told("اختفاء شبان من الفنيدق في البحر", text) == stated("missing 2 - people")


def test_a_headline_tells_arrest_from_abduction() -> None:
    """«اقتاد» alone leaves it open whether they were arrested or abducted."""
    text = "اقتاد عناصر ملثمون عشرة شبان من سوق البلدة إلى الجبل القريب منها بعد صلاة الفجر."
    outcomes = [
        {figure.outcome for figure in casualty_figures(Story(title=title, text=text, url="https://example.org/a"))}
        for title in ("اعتقال شبان في سوق البلدة", "خطف شبان من سوق البلدة")
    ]
    assert outcomes == [{Outcome.DETAINED}, {Outcome.ABDUCTED}]


@pytest.mark.parametrize(
    "later",
    [
        "وكان 53 مهاجرا قد غرقوا هناك مطلع الشهر.",
        "بينما كانت السلطات قد أعلنت مساء الاثنين غرق 53 مهاجرا.",
    ],
)
def test_a_pluperfect_with_its_day_is_background(later: str) -> None:
    """«وكان 53 قد غرقوا مطلع الشهر» is context even in the first sentence."""
    text = f"جرفت الأمواج جثث 12 مهاجرا إلى شاطئ زوارة، {later}"
    figures = casualty_figures(Story(title="جثث مهاجرين بزوارة", text=text, url="https://example.org/a"))
    assert {figure.min: figure.scope for figure in figures} == {12: Scope.EVENT, 53: Scope.BACKGROUND}


def test_a_total_since_a_fall_is_background() -> None:
    """«منذ سقوط النظام» begins a longer time than the news has."""
    text = "انفجر لغم فقتل ثلاثة من جامعي الكمأة في البوكمال، وبذلك يبلغ من قضوا بالألغام منذ سقوط النظام 612 شخصا."
    figures = casualty_figures(Story(title="لغم يقتل ثلاثة بالبوكمال", text=text, url="https://example.org/a"))
    assert {figure.min: figure.scope for figure in figures} == {3: Scope.EVENT, 612: Scope.BACKGROUND}
