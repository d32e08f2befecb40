"""Sentences as monitors and rights groups write them: shares by hand and by group, rival claims, detention."""

import pytest

from crawler.facts.casualties import casualty_figures
from crawler.news import Story
from tests.crawler.facts.figure_rows import rows, stated, told


@pytest.mark.parametrize(("title", "text", "expected"), rows("monitors.tsv"))
def test_the_figures_of_a_monitor_are_read(title: str, text: str, expected: str) -> None:
    """Outcome, bounds and group of every figure of the happening are read, and no other figure is."""
    assert told(title, text) == stated(expected)


_SHARES = (
    ("قتل 164 شخصا في الألغام، للأطفال منهم 61 وللنساء 19.", {61: 164, 19: 164}),
    ("قتل 200 مدني، ربعهم أطفال (50 طفلا).", {50: 200}),
    ("وثق التقرير مقتل 2914 مدنيا. وسقط 88 على يد تنظيم داعش و41 على يد هيئة تحرير الشام.", {88: 2914, 41: 2914}),
    ("سجلت المؤسسات 7500 حالة اعتقال. وطالت الاعتقالات 700 طفل و260 سيدة.", {700: 7500}),
    ("وصل عدد الشهداء إلى 30 شهيدا، هم:\n- 12 طفلا\n- 8 نساء", {12: 30, 8: 30}),
    ("قتل 147 مدنيا. ومن إجمالي القتلى، وثق المرصد 58 طفلا.", {58: 147}),
)


@pytest.mark.parametrize(("text", "wholes"), _SHARES)
def test_a_share_is_part_of_its_toll(text: str, wholes: dict[int, int]) -> None:
    """Every share points at the toll that it is a share of."""
    figures = casualty_figures(Story(title="", text=text, url="https://example.org/a"))
    found = {figure.min: figures[figure.among].min for figure in figures if figure.among is not None}
    assert {part: found.get(part) for part in wholes} == wholes
