"""Everyday harm: accidents, crimes, poison, sentences carried out, funerals, shares by hospital, trades and kin."""

import pytest

from tests.crawler.facts.figure_rows import rows, stated, told


@pytest.mark.parametrize(("title", "text", "expected"), rows("everyday.tsv"))
def test_everyday_harm_is_read(title: str, text: str, expected: str) -> None:
    """Every figure of the happening with its group, and none where nothing is stated."""
    assert told(title, text) == stated(expected)


def test_a_headline_has_the_total_that_the_body_only_shares_out() -> None:
    """«9 بمستشفى ملوي؛ 5 بمستشفى ديرمواس» under «16 مصابا»: the total stands beside its shares."""
    found = told(
        "6 وفيات و16 مصابا في انقلاب أتوبيس",
        "وأودى الحادث بحياة السائق ومساعده، إضافة إلى أربع طالبات. أما المصابون، بحسب بيان مرفق إسعاف المنيا، فتوزعوا "
        "كالتالي: 9 بمستشفى ملوي التخصصي؛ 5 بمستشفى ديرمواس المركزي.",
    )
    assert found["injured 16 16 people"] == found["injured 9 9 people"] == found["injured 5 5 people"] == 1


def test_visitors_are_pilgrims_where_another_sentence_tells_it() -> None:
    """«كانت حافلة تقل زائرين … من كربلاء» makes pilgrims of those counted in the sentence before it."""
    found = told(
        "",
        "توفي ثلاثة زوار وأصيب 11 زائرا بانقلاب حافلتهم. وكان زائران قد لقيا حتفهما على الطريق نفسه بين كربلاء والنجف.",
    )
    assert found["killed 3 3 pilgrims"] == found["injured 11 11 pilgrims"] == 1
