"""The day of a happening is counted back from the day of publication."""

from datetime import date

import pytest

from crawler.gist.gist import NamedDay
from crawler.gist.happening_day import days_meant, days_named
from crawler.gist.making import gist_of

TODAY = date(2026, 5, 1)  # a Friday


def _first(text: str) -> NamedDay | None:
    return gist_of("", text).first_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("قُتل ثلاثة أشخاص، فجر الخميس، في حريق", date(2026, 4, 30)),
        ("أصيب عمال الجمعة في انفجار مرجل", date(2026, 5, 1)),
        ("اجتمع الوزيران السبت في مسقط", date(2026, 4, 25)),
        ("وقع الحادث أمس على الطريق الدولي", date(2026, 4, 30)),
        ("وصل الوفد أول أمس إلى العاصمة", date(2026, 4, 29)),
        ("لقي شاب مصرعه صباح اليوم", date(2026, 5, 1)),
        ("يزور الرئيس بغداد الأحد المقبل، والتقى أمس سفيرها", date(2026, 4, 30)),
        ("والأربعاء انتشلت فرق الإنقاذ جثتين", date(2026, 4, 29)),
        ("انهار جسر في المدينة القديمة", None),
        ("اصطدم قطاران قبل يومين قرب الجسر", date(2026, 4, 29)),
        ("صحا السكان لأمس على دوي", date(2026, 4, 30)),
        ("وقع الحادث خلال عطلة نهاية الأسبوع", None),
    ],
)
def test_the_day_that_the_opening_names(text: str, day: date | None) -> None:
    """Weekdays, yesterday and today count back; a day to come does not count."""
    found = _first(text)
    assert (() if found is None else days_meant(found, TODAY)) == (() if day is None else (day,))


def test_all_days_of_a_follow_up_are_told() -> None:
    """The burial's and the collapse's, and those that a week-end may mean."""
    told = days_named("شيع الأهالي أمس ضحايا الانهيار الذي وقع الاثنين مطلع الأسبوع، قبل جلسة الأحد المقبل")
    assert [days_meant(one, TODAY) for one in told if not one.vague] == [(date(2026, 4, 30),), (date(2026, 4, 27),)]
    assert {day.weekday() for one in told if one.vague for day in days_meant(one, TODAY)} == {4, 5, 6}


def test_a_day_after_a_verb_of_saying_may_be_that_of_the_statement() -> None:
    """«أعلنت الحكومة السبت» does not say when it happened."""
    said = _first("أعلنت حكومة السنغال، الأربعاء، الحداد على ضحايا العبارة")
    happened = _first("انقلبت عبارة فجر الأربعاء قبالة السنغال، وقالت السلطات")
    assert said is not None
    assert happened is not None
    assert (said.of_a_statement, happened.of_a_statement) == (True, False)


def test_a_day_far_down_is_background() -> None:
    """Only the opening is looked at."""
    assert _first("انهار جسر. " * 80 + "كان ذلك أمس") is None
