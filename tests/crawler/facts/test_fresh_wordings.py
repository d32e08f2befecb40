"""Counts in orders and words that outlets vary: the verb behind, a household, «أو»; and neighbours without any."""

import pytest

from crawler.facts.casualties import casualty_figures
from crawler.facts.figure import Scope
from crawler.news import Story
from tests.crawler.facts.figure_rows import rows, stated, told


@pytest.mark.parametrize(("title", "text", "expected"), rows("fresh_wordings.tsv"))
def test_fresh_wordings_are_read(title: str, text: str, expected: str) -> None:
    """Outcome, bounds and group of every figure are read, and no other figure is."""
    assert told(title, text, tuple(Scope)) == stated(expected)


def test_one_singled_out_is_part_of_the_toll() -> None:
    """«ومن بين القتلى مالك الفندق»: one of the twelve, and six women among those put to death."""
    named = Story(
        title="",
        text="قتل 12 شخصا في الهجوم على الفندق. ومن بين القتلى صاحب الفندق محمد حسن فرح.",
        url="https://a.example/",
    )
    whose = Story(
        title="",
        text="نفذت السلطات حكم الإعدام في 40 شخصا، وإن من بين من نفذ فيهم الحكم ست نساء.",
        url="https://a.example/",
    )
    assert [figure.among for story in (named, whose) for figure in casualty_figures(story)] == [None, 0, None, 0]


def test_a_total_told_with_the_latest_death_is_background() -> None:
    """«وبهذه المأساة يرتفع … منذ بداية الشتاء إلى 84»: the winter's toll is no news, the three dead are."""
    story = Story(
        title="وفاة ثلاثة اختناقا في باتنة",
        text=(
            "لقي ثلاثة أفراد من عائلة واحدة حتفهم اختناقا بالغاز المنبعث من مدفأة داخل مسكنهم ببلدية أريس.\n"
            "وبهذه المأساة يرتفع عدد ضحايا الغاز عبر الوطن منذ بداية الشتاء إلى 84 حالة وفاة."
        ),
        url="https://a.example/",
    )
    assert [(figure.min, figure.scope) for figure in casualty_figures(story)] == [
        (3, Scope.EVENT),
        (84, Scope.BACKGROUND),
    ]


def test_where_the_hurt_are_flown_is_not_where_they_were_hurt() -> None:
    """«ونُقل 12 جريحا جوا إلى نيروبي»: they were hurt where the blast was."""
    story = Story(
        title="",
        text="قتل خمسة في انفجار بمدينة بيدوا، ونقل 12 جريحا جوا إلى نيروبي لتلقي العلاج.",
        url="https://a.example/",
    )
    assert [figure.place for figure in casualty_figures(story)] == ["بيدوا", "بيدوا"]
