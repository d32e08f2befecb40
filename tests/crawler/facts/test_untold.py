"""A dealing is told as happening, planned or called off; what is wished, refused or an idiom is none (untold.tsv)."""

from pathlib import Path

import pytest

from crawler.facts.diplomacy import diplomatic_acts
from crawler.news import Story

_ROWS = [
    row.split("\t")
    for row in (Path(__file__).parent / "untold.tsv").read_text(encoding="utf-8").splitlines()
    if row and not row.startswith("#")
]


def _acts(text: str, country: str | None = None) -> list[tuple[str, frozenset[str]]]:
    found = diplomatic_acts(Story(title="", text=text, url="", country=country))
    return [(act.kind.value, frozenset(act.parties)) for act in found]


@pytest.mark.parametrize(("text", "kind", "parties", "told"), _ROWS)
def test_only_what_is_told_is_an_act(text: str, kind: str, parties: str, told: str) -> None:
    """The same dealing is read where a sentence tells it, and not where it is wished, refused or thought about."""
    assert ((kind, frozenset(parties.split(","))) in _acts(text)) == (told == "told")


def test_a_line_that_turns_elsewhere_has_no_actor_from_before() -> None:
    """«من جهة أخرى» begins another matter: who acted before is not who acts there."""
    text = "التقى وزير الداخلية المجري نظيره السلوفاكي في براغ.\n\n{}دعا إلى الإفراج عن سجناء في بيلاروسيا."
    assert ("demand", frozenset({"HU", "BY"})) not in _acts(text.format("من جهة أخرى "))


def test_a_minister_of_state_is_of_no_third_state() -> None:
    """«وزير الدولة البريطاني للشؤون الخارجية» in an Emirati outlet names Britain alone."""
    text = "استقبل وزير الخارجية المالطي إيان بورغ وزير الدولة البريطاني للشؤون الخارجية هيو روبرتسون."
    assert _acts(text, "AE") == [("meeting", frozenset({"MT", "GB"}))]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("دعت إيكاو جمهورية مولدوفا إلى احترام قواعد الطيران.", {"ICAO", "MD"}),
        ("توصل وفد مصري إلى اتفاق مع الحكومة المقالة على فتح المعبر.", {"EG", "Hamas"}),
        ("بدأت في فيينا مفاوضات بين إيران ومجموعة الدول الكبرى (5+1) بشأن الملف النووي.", {"IR", "P5+1"}),
        ("دعت المجموعة الاقتصادية لغرب أفريقيا غينيا إلى إجراء الانتخابات.", {"ECOWAS", "GN"}),
    ],
)
def test_a_body_is_known_by_its_other_names(text: str, parties: set[str]) -> None:
    """ICAO, the dismissed government in Gaza, the six powers and ECOWAS as other outlets write them."""
    assert frozenset(parties) in {found for _, found in _acts(text)}


def test_turki_behind_a_rank_is_a_name() -> None:
    """«العقيد الركن تركي المالكي» speaks for no Turkey."""
    text = "دعا المتحدث العقيد الركن تركي المالكي الحوثيين إلى وقف إطلاق الصواريخ."
    assert all("TR" not in parties for _, parties in _acts(text))
