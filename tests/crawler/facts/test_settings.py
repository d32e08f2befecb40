"""Where and when an act took place, one sentence a case, and what is told as history."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.facts.act import ActKind, DiplomaticAct
from crawler.facts.diplomacy import diplomatic_acts
from crawler.news import Story

_PUBLISHED = datetime(2026, 4, 29, 12, tzinfo=UTC)  # a Wednesday
_ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "settings.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def _act(kind: str, title: str, text: str) -> DiplomaticAct:
    acts = diplomatic_acts(Story(title=title, text=text, url="", published=_PUBLISHED))
    found = [act for act in acts if act.kind is ActKind(kind)]
    assert found, [(act.kind.value, act.parties) for act in acts]
    return found[0]


def _said(value: object) -> str:
    return "-" if value is None else str(value)


@pytest.mark.parametrize("row", _ROWS, ids=[f"{row[0]} {row[6][:40]}" for row in _ROWS])
def test_where_and_when(row: list[str]) -> None:
    """Place as written, first and last day, and the state of the place."""
    kind, place, start, end, country, title, text = row
    act = _act(kind, title, text)
    assert (_said(act.place), _said(act.country)) == (place, country)
    days = (act.period.start, act.period.end) if act.period else (None, None)
    assert tuple(map(_said, days)) == (start, end)


def test_a_place_is_located() -> None:
    """With coordinates, in the gazetteer's name."""
    act = _act("meeting", "لقاء", "التقى وزير الخارجية التركي هاكان فيدان نظيره العراقي فؤاد حسين في أنقرة أمس.")
    assert act.location is not None
    assert (act.location.latin, act.location.country) == ("Ankara", "TR")
    assert act.location.latitude is not None
    assert 39 < act.location.latitude < 41


def test_history_is_marked() -> None:
    """What a story recalls is background, its news is not."""
    text = (
        "التقى الرئيس التركي رجب طيب أردوغان نظيره المصري عبد الفتاح السيسي في أنقرة اليوم.\n\n"
        "وكان السيسي قد زار تركيا في سبتمبر 2024."
    )
    acts = diplomatic_acts(Story(title="لقاء مصري تركي في أنقرة", text=text, url="", published=_PUBLISHED))
    told = {act.kind: act.background for act in acts}
    assert told[ActKind.MEETING] is False
    assert told.get(ActKind.VISIT, True) is True  # kept as history, or not at all
