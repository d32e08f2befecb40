"""The day of a happening is counted back from the day of publication."""

from datetime import date, datetime

import pytest

from alerts.events.happening_day import days_told, happening_day
from tests.alerts.making import NOW


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
    found = happening_day(text, NOW)
    assert (None if found is None else found.day) == day


def test_all_days_of_a_follow_up_are_told() -> None:
    """The burial's and the collapse's, and those that a week-end may mean."""
    told = days_told("شيع الأهالي أمس ضحايا الانهيار الذي وقع الاثنين مطلع الأسبوع، قبل جلسة الأحد المقبل", NOW)
    assert [one.day for one in told if not one.vague] == [date(2026, 4, 30), date(2026, 4, 27)]
    assert {one.day.weekday() for one in told if one.vague} == {4, 5, 6}


def test_a_day_after_a_verb_of_saying_may_be_that_of_the_statement() -> None:
    """«أعلنت الحكومة السبت» does not say when it happened."""
    said = happening_day("أعلنت حكومة السنغال، الأربعاء، الحداد على ضحايا العبارة", NOW)
    happened = happening_day("انقلبت عبارة فجر الأربعاء قبالة السنغال، وقالت السلطات", NOW)
    assert said is not None
    assert happened is not None
    assert (said.of_a_statement, happened.of_a_statement) == (True, False)


def test_a_day_far_down_is_background() -> None:
    """Only the opening is looked at."""
    assert happening_day("انهار جسر. " * 80 + "كان ذلك أمس", datetime.fromisoformat("2026-05-01T12:00+00:00")) is None
