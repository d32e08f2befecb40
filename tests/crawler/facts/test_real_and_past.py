"""Harm that is denied, feared or planned gives no figure; earlier and running totals are background."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.facts.casualties import casualty_figures
from crawler.facts.figure import Scope
from crawler.news import Story

_HERE = Path(__file__).parent


def _rows(name: str) -> list[tuple[str, str]]:
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("\t") for line in lines if not line.startswith("#"))
    return [(text, expected) for text, _, expected in pairs]


def _story(text: str, title: str = "") -> Story:
    return Story(title=title, text=text, url="https://example.org/a", published=datetime(2025, 6, 15, tzinfo=UTC))


@pytest.mark.parametrize(("sentence", "expected"), _rows("unreal_harm.tsv"))
def test_only_harm_that_is_told_as_real_gives_a_figure(sentence: str, expected: str) -> None:
    """«محاولة اغتيال 3» counts nobody, «محاولة تسلل، قتل فيها 3» counts three."""
    found = sorted(f"{figure.outcome} {figure.min}" for figure in casualty_figures(_story(sentence)))
    assert "; ".join(found) == "; ".join(sorted(filter(None, expected.split("; "))))


@pytest.mark.parametrize(("text", "expected"), _rows("scopes.tsv"))
def test_context_is_background_and_news_is_not(text: str, expected: str) -> None:
    """An earlier toll, a running total and another time are context; a lead in a long sentence is news."""
    found = sorted(f"{figure.outcome} {figure.min} {figure.scope[0]}" for figure in casualty_figures(_story(text)))
    assert "; ".join(found) == "; ".join(sorted(expected.split("; ")))


def test_a_share_is_of_the_new_toll_and_not_of_the_one_before() -> None:
    """After «وكانت الحصيلة 12» the soldiers are among the fourteen of today."""
    text = (
        "ارتفعت حصيلة انفجار المستودع في البداوي إلى 14 قتيلا فجر اليوم. وكانت الحصيلة مساء أمس "
        "12 قتيلا. وبين القتلى ثلاثة عسكريين."
    )
    figures = casualty_figures(_story(text))
    assert [(figure.min, figure.scope, figure.among) for figure in figures] == [
        (14, Scope.EVENT, None),
        (12, Scope.BACKGROUND, None),
        (3, Scope.EVENT, 0),
    ]


def test_a_running_total_is_the_news_where_the_headline_is_about_it() -> None:
    """The same words, with the number in the headline."""
    text = "استشهد معتقل في سجن عوفر، ليرتفع عدد شهداء الحركة الأسيرة منذ بدء الحرب إلى 61 شهيدا."
    scopes = [
        {figure.min: figure.scope for figure in casualty_figures(_story(text, title))}[61]
        for title in ("استشهاد معتقل في سجن عوفر", "ارتفاع عدد شهداء الحركة الأسيرة إلى 61")
    ]
    assert scopes == [Scope.BACKGROUND, Scope.EVENT]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "الترجي يذبح ضيفه بثنائية",
            ("ذبح الترجي ضيفه النجم بهدفين قاتلين في الشوط الثاني أمام 22 ألف متفرج، وفقد خمسة لاعبين أساسيين."),
        ),
        (
            "البورصة تنزف",
            (
                "عاشت البورصة جلسة دامية، وسقط 62 سهما ضحية لموجة بيع عمت الأسواق، وكان مؤشر العقار "
                "أكبر المصابين، واحترق مئات الصغار."
            ),
        ),
        (
            "«ليالي المرج» يتصدر المشاهدات",
            (
                "تصدر مسلسل «ليالي المرج» المشاهدات في رمضان بعدما شهدت الحلقة الأخيرة مقتل المعلم "
                "وإصابة شقيقيه، وكتب مؤلف العمل عن مشهد يودي بحياة تسعة."
            ),
        ),
    ],
)
def test_matches_markets_and_serials_hurt_nobody(title: str, text: str) -> None:
    """Their violent words are borrowed or played."""
    assert casualty_figures(_story(text, title)) == ()


@pytest.mark.parametrize(
    ("title", "text", "low"),
    [
        (
            "تدافع في ملعب كرة القدم",
            ("لقي 12 مشجعا مصرعهم في تدافع خلال مباراة في الدوري بين فريق العاصمة وضيفه، بعد هدف في الشوط الثاني."),
            12,
        ),
        (
            "انفجار في بورصة المدينة",
            "قتل أربعة أشخاص في انفجار قرب البورصة، وتراجع مؤشر الأسهم وأوقفت السوق تداول السندات.",
            4,
        ),
        (
            "حادث يودي بطاقم تصوير",
            ("قتل ثلاثة أشخاص من فريق مسلسل رمضاني في حادث سير بعد تصوير مشهد من الحلقة الأخيرة، وفق مخرج العمل."),
            3,
        ),
    ],
)
def test_real_victims_at_a_match_a_market_or_a_set_are_counted(title: str, text: str, low: int) -> None:
    """The words of a trade do not hide a stampede, a bomb or a crash."""
    assert [figure.min for figure in casualty_figures(_story(text, title))] == [low]
