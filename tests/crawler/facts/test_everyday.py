"""Everyday harm: accidents, crimes, poison, sentences carried out, funerals, shares by hospital, trades and kin."""

from collections import Counter
from pathlib import Path

import pytest

from crawler.facts.casualties import casualty_figures
from crawler.facts.figure import Scope
from crawler.news import Story


def _rows() -> list[tuple[str, str, str]]:
    lines = (Path(__file__).parent / "everyday.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(title, text, figures) for title, text, figures in rows]


def _told(title: str, text: str) -> Counter[str]:
    figures = casualty_figures(Story(title=title, text=text, url="https://example.org/a"))
    return Counter(
        f"{figure.outcome} {figure.min} {'-' if figure.max is None else figure.max} {figure.group}"
        for figure in figures
        if figure.scope is Scope.EVENT
    )


@pytest.mark.parametrize(("title", "text", "expected"), _rows())
def test_everyday_harm_is_read(title: str, text: str, expected: str) -> None:
    """Every figure of the happening with its group, and none where nothing is stated."""
    assert _told(title, text) == Counter(part.strip() for part in expected.split(";") if part.strip())


def test_a_headline_has_the_total_that_the_body_only_shares_out() -> None:
    """«9 بمستشفى ملوي؛ 5 بمستشفى ديرمواس» under «16 مصابا»: the total stands beside its shares."""
    told = _told(
        "6 وفيات و16 مصابا في انقلاب أتوبيس",
        "وأودى الحادث بحياة السائق ومساعده، إضافة إلى أربع طالبات. أما المصابون، بحسب بيان مرفق إسعاف المنيا، فتوزعوا "
        "كالتالي: 9 بمستشفى ملوي التخصصي؛ 5 بمستشفى ديرمواس المركزي.",
    )
    assert told["injured 16 16 people"] == told["injured 9 9 people"] == told["injured 5 5 people"] == 1


def test_visitors_are_pilgrims_where_another_sentence_tells_it() -> None:
    """«كانت حافلة تقل زائرين … من كربلاء» makes pilgrims of those counted in the sentence before it."""
    told = _told(
        "",
        "توفي ثلاثة زوار وأصيب 11 زائرا بانقلاب حافلتهم. وكان زائران قد لقيا حتفهما على الطريق نفسه بين كربلاء والنجف.",
    )
    assert told["killed 3 3 pilgrims"] == told["injured 11 11 pilgrims"] == 1
