"""A count that is told again is one figure, also where each telling names another hand or cause."""

from crawler.facts.casualties import casualty_figures
from crawler.news import Story


def _killed(text: str) -> list[int]:
    return [
        figure.min
        for figure in casualty_figures(Story(title="", text=text, url="https://a.example/1"))
        if figure.outcome == "killed" and figure.scope == "event"
    ]


def test_so_many_of_one_kind_in_one_place_are_told_once() -> None:
    """Whoever is read to have done it."""
    text = (
        "قتل سبعة جنود في هجوم شنه تنظيم «داعش» على نقطة أمنية في بادوش، فيما دمر الطيران آليات للتنظيم.\n\n"
        "وأكد مصدر عسكري أن سبعة جنود قتلوا عندما هاجمت عناصر التنظيم نقطة التفتيش في بادوش."
    )
    assert _killed(text) == [7]


def test_two_of_a_kind_may_have_died_twice() -> None:
    """Small numbers of two attacks stay apart."""
    text = "قتل جنديان برصاص قناص في تعز فجرا.\n\nوفي هجوم آخر قتل جنديان بانفجار لغم زرعه الحوثيون في تعز مساء."
    assert _killed(text) == [2, 2]
