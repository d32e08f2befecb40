"""Who a story says gives a count, over sentences in the manner of outlets of many countries (attribution.tsv)."""

from pathlib import Path

import pytest

from crawler.arabic.letters import fold
from crawler.arabic.words import words_of
from crawler.facts.casualties import casualty_figures
from crawler.facts.casualty.source_names import name_at
from crawler.news import Story


def _rows() -> list[tuple[str, str, str]]:
    lines = (Path(__file__).parent / "attribution.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.replace("\\n", "\n").split("\t") for line in lines if line and not line.startswith("#")]
    return [("" if title == "-" else title, "" if text == "-" else text, sources) for title, text, sources in rows]


def _sources(title: str, text: str) -> dict[tuple[str, int], str | None]:
    figures = casualty_figures(Story(title=title, text=text, url="https://example.org/a"))
    return {(figure.outcome.value, figure.min): figure.attribution for figure in figures}


@pytest.mark.parametrize(("title", "text", "expected"), _rows())
def test_a_count_is_given_to_who_says_so(title: str, text: str, expected: str) -> None:
    """Every count of the row has the source that the text names for it, as the text words it, or none."""
    found = _sources(title, text)
    wanted: dict[tuple[str, int], str | None] = {}
    for part in expected.split(" ; "):
        outcome, low, source = part.split(maxsplit=2)
        wanted[outcome, int(low)] = None if source == "-" else source
    assert {key: found.get(key, "not read") for key in wanted} == wanted


def test_a_source_is_verbatim_with_its_own_letters() -> None:
    """Folding is for matching: hamza, ta marbuta and Eastern digits of the story come back, kashida does not."""
    assert _sources("", "أفادت وزارة الصحّـة بمقتل ٧ أشخاص.") == {("killed", 7): "وزارة الصحّة"}


def test_a_source_of_the_headline_does_not_speak_for_the_body() -> None:
    """Title and text are read apart: what a headline names is not carried into sentences that name nobody."""
    title = "مصدر أمني: مقتل 3 أشخاص في بعقوبة"
    found = _sources(title, "قتل 3 أشخاص وأصيب 8 آخرون في بعقوبة.")
    assert found == {("killed", 3): None, ("injured", 8): None}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وزارة الصحة في غزة", "وزارة الصحة"),
        ("المتحدث باسم مديرية الأمن العام أن", "المتحدث باسم مديرية الأمن العام"),
        ("هيئة شؤون الأسرى ونادي الأسير في", "هيئة شؤون الأسرى ونادي الأسير"),
        ("المجلس الوطني للحد من مخاطر الكوارث،", "المجلس الوطني للحد من مخاطر الكوارث"),
        ("مسؤول في الشرطة المحلية وكالة الأنباء", "مسؤول في الشرطة المحلية"),
        ("لمنظمة الصحة العالمية.", "منظمة الصحة العالمية"),
        ("للمرصد السوري لحقوق الإنسان.", "مرصد السوري لحقوق الإنسان"),
    ],
)
def test_a_name_ends_where_place_or_another_name_begins(text: str, name: str) -> None:
    """A name is cut of its place, of a person named behind it and of whom it was told to."""
    folded = fold(text)
    words = words_of(folded.text)
    source = name_at(words, 0)
    assert source is not None
    span = folded.span(words[source.start].start + source.cut, words[source.end - 1].end)
    assert text[span.start : span.end] == name
