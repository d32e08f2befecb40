"""Dealings told in one desk's form: as many happenings as there are states that deal, and copies stay copies."""

from itertools import count

import pytest

from alerts.events.event import Relation
from alerts.events.grouping import Desk
from crawler.news import Story
from crawler.reading import understand
from tests.alerts.making import NOW, hours, kept

SUMMONS = (
    "{0} تستدعي سفير {2} احتجاجا على تصريحات",
    "استدعت وزارة الخارجية {1} اليوم السفير {3} لدى {4} للاحتجاج على تصريحات وصفتها "
    "بالمسيئة. وقالت الوزارة في بيان إنها سلمته مذكرة احتجاج.",
)
CALL = (
    "وزير الخارجية الأردني يبحث مع نظيره {0} سبل تعزيز العلاقات",
    "بحث وزير الخارجية الأردني أيمن الصفدي خلال اتصال هاتفي مع نظيره {0} {1} سبل تعزيز العلاقات الثنائية والتطورات في "
    "المنطقة. وأكد الوزيران أهمية مواصلة التنسيق والتشاور بين البلدين الشقيقين إزاء القضايا ذات الاهتمام المشترك.",
)


def _relations(form: tuple[str, str], *tellings: tuple[str, ...]) -> tuple[list[Relation], int]:
    """How each telling was placed, an hour after the one before, and how many events they are."""
    desk, placed = Desk(), []
    for number, names in zip(count(1), tellings, strict=False):
        title, text = (part.format(*names) for part in form)
        at = NOW + hours(number)
        story = Story(
            title=title, text=text, url=f"https://news.example/{number}", published=at, outlet=f"outlet {number}"
        )
        placed.append(desk.take(kept(number, understand(story), at=at)))
    return [placement.relation for placement, _ in placed], len({event.id for _, event in placed})


@pytest.mark.parametrize(
    ("form", "one", "other"),
    [
        pytest.param(
            SUMMONS,
            ("ليبيا", "الليبية", "اليمن", "اليمني", "طرابلس"),
            ("الصين", "الصينية", "الهند", "الهندي", "بكين"),
            id="four states",
        ),
        pytest.param(
            SUMMONS,
            ("مصر", "المصرية", "إثيوبيا", "الإثيوبي", "القاهرة"),
            ("مصر", "المصرية", "السويد", "السويدي", "القاهرة"),
            id="one summons two",
        ),
        pytest.param(CALL, ("العماني", "بدر البوسعيدي"), ("المغربي", "ناصر بوريطة"), id="one calls two"),
    ],
)
def test_one_form_for_two_dealings_is_two_events(
    form: tuple[str, str], one: tuple[str, ...], other: tuple[str, ...]
) -> None:
    """However alike the words are; the second outlet that tells the second copies that one."""
    assert _relations(form, one, other, other) == ([Relation.NEW, Relation.NEW, Relation.NEAR_DUPLICATE], 2)
