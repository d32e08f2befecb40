"""Dealings of recent years, a sentence a case: kinds and parties, announcers, drafts that are vetoed, joint summits."""

from pathlib import Path

import pytest

from crawler.facts.diplomacy import diplomatic_acts
from crawler.news import Story

_ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "recent_dealings.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def _acts(text: str) -> set[tuple[str, frozenset[str]]]:
    found = diplomatic_acts(Story(title="", text=text, url="https://example.org/1"))
    return {(act.kind.value, frozenset(act.parties)) for act in found if not act.background}


def _wanted(told: str) -> set[tuple[str, frozenset[str]]]:
    pairs = (one.strip().split(" ", 1) for one in told.split(";"))
    return {(kind, frozenset(parties.split(", "))) for kind, parties in pairs}


@pytest.mark.parametrize(("text", "told"), _ROWS, ids=[row[0] for row in _ROWS])
def test_each_dealing_is_read(text: str, told: str) -> None:
    """Every act with exactly its parties; where there is none, none is read."""
    if told == "-":
        assert _acts(text) == set()
    else:
        assert _wanted(told) <= _acts(text)


@pytest.mark.parametrize(
    ("text", "kind", "parties"),
    [
        ("أعلن ترامب توصل الهند وباكستان إلى وقف إطلاق نار.", "agreement", {"IN", "PK", "US"}),
        ("استخدمت روسيا الفيتو ضد مشروع قرار يدعو إلى هدنة في السودان.", "demand", {"RU", "SD"}),
        ("اختتمت في الرياض القمة العربية الإسلامية الأميركية.", "summit", {"Arab League", "OIC"}),
        ("توصلت الهند والصين إلى هدنة بوساطة روسية.", "agreement", {"IN", "CN", "RU"}),
    ],
)
def test_who_only_announces_stops_or_visits_is_no_party(text: str, kind: str, parties: set[str]) -> None:
    """Who announces others' deal has no part in it, nor does a veto demand what its draft does."""
    assert (kind, frozenset(parties)) not in _acts(text)


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("كشف مسؤول إسرائيلي عن اتصالات مع دمشق لتوقيع اتفاق أمني.", "agreement", "announced"),
        ("أجرى وفدا روسيا وأوكرانيا محادثات في إسطنبول للتوصل إلى اتفاق سلام.", "agreement", "announced"),
        ("طالبت ليبيا مجلس الأمن بعقد جلسة طارئة.", "meeting", "announced"),
        ("اجتمع وزيرا خارجية أرمينيا وأذربيجان من أجل توقيع اتفاق سلام.", "agreement", "announced"),
        ("توصلت روسيا وأوكرانيا إلى اتفاق لتبادل الأسرى.", "agreement", "happened"),
        ("زار الرئيس الفرنسي الجزائر من أجل إجراء محادثات مع نظيره.", "meeting", "happened"),
        ("أجل الرئيس الفرنسي زيارته إلى الجزائر.", "visit", "called_off"),
        ("طردت مالي السفيرة السويدية ردا على قطع المساعدات.", "aid", "called_off"),
        ("هددت واشنطن بقطع المساعدات عن مصر.", "aid", "called_off"),
        ("استأنفت واشنطن المساعدات لأوكرانيا.", "aid", "happened"),
        ("هدد ترامب بفرض رسوم جمركية بنسبة 100 بالمئة على الصين.", "sanction", "announced"),
        ("تعتزم بريطانيا فرض عقوبات على إيران.", "sanction", "announced"),
        ("فرضت واشنطن عقوبات على العراق.", "sanction", "happened"),
    ],
)
def test_what_is_wanted_threatened_or_cut_has_not_happened(text: str, kind: str, status: str) -> None:
    """«لتوقيع اتفاق» has no agreement yet; «من أجل» puts nothing off, though it is spelt like «أجّل»."""
    told = diplomatic_acts(Story(title="", text=text, url="https://example.org/1"))
    assert [act.status.value for act in told if act.kind.value == kind] == [status]
