"""Stories whose headline calls out to somebody, whose next sentence likens an act to another, or that deny a rumour."""

from pathlib import Path

import pytest

from crawler.facts.diplomacy import diplomatic_acts
from crawler.news import Story

_STORIES = [
    row.split("\t")
    for row in (Path(__file__).parent / "said_stories.tsv").read_text(encoding="utf-8").splitlines()
    if row and not row.startswith("#")
]


def _acts(title: str, text: str) -> list[tuple[str, frozenset[str]]]:
    found = diplomatic_acts(Story(title=title, text=text, url=""))
    return [(act.kind.value, frozenset(act.parties)) for act in found]


@pytest.mark.parametrize(("title", "text", "kind", "parties"), _STORIES)
def test_headline_and_body_tell_it_together(title: str, text: str, kind: str, parties: str) -> None:
    """The act is read with all its parties."""
    assert (kind, frozenset(parties.split(","))) in _acts(title, text)


@pytest.mark.parametrize(
    ("text", "kind", "parties"),
    [
        ("قطعت المكسيك علاقاتها مع الإكوادور. وسارت نيكاراغوا على المنوال ذاته.", "sever", "NI,EC"),
        ("اعترفت أيرلندا بدولة فلسطين. وفعلت النرويج الشيء نفسه.", "recognition", "NO,PS"),
        ("طردت كندا ثلاثة دبلوماسيين روس. واتخذت بولندا خطوة مماثلة.", "expulsion", "PL,RU"),
        ("استدعت تشيلي سفيرها لدى إسرائيل للتشاور، وحذت كولومبيا حذوها مساء.", "recall", "CO,IL"),
    ],
)
def test_whoever_does_likewise_does_it_to_the_same_one(text: str, kind: str, parties: str) -> None:
    """«وحذت ... حذوها»: the act of the sentence before, with another who acts."""
    assert (kind, frozenset(parties.split(","))) in _acts("", text)


def test_likening_without_an_act_before_tells_nothing() -> None:
    """«وحذت كولومبيا حذوها» behind home affairs is no dealing."""
    assert _acts("", "خفضت تشيلي سعر الفائدة. وحذت كولومبيا حذوها بعد يومين.") == []


@pytest.mark.parametrize(
    "text",
    [
        "نفى الناطق باسم الخارجية الأردنية صحة ما تداولته مواقع عن قطع العلاقات مع إسرائيل.",
        "قالت الخارجية التركية إن الأنباء عن سحب السفير من تل أبيب عارية من الصحة.",
        "نفت الحكومة المصرية تقارير عن استئناف العلاقات مع إيران.",
        "قال الكرملين إن المعلومات عن قطع العلاقات مع اليابان لا أساس لها.",
    ],
)
def test_denied_news_tell_of_no_act(text: str) -> None:
    """Neither who denies it nor the rumour makes an act."""
    assert _acts("", text) == []
