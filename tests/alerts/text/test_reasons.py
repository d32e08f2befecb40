"""Every reason for an alert is one plain sentence in both languages."""

import pytest

from alerts.alert import Alert, AlertReason
from alerts.text.arabic.reasons import reason_line as arabic
from alerts.text.english.reasons import reason_line as english
from crawler.facts.figure import Group, Outcome
from tests.alerts.text.pictures import alert, line, vague

R = AlertReason


@pytest.mark.parametrize(
    ("picture", "in_arabic", "in_english"),
    [
        (
            alert(reason=R.TOLL_ROSE, previous=(line(9),), toll=(line(12),)),
            "ارتفعت الحصيلة من 9 قتلى إلى 12 قتيلا",
            "The toll rose from 9 killed to 12 killed",
        ),
        (
            alert(reason=R.TOLL_ROSE, previous=(line(1),), toll=(line(2),)),
            "ارتفعت الحصيلة من قتيل واحد إلى قتيلين",
            "The toll rose from 1 killed to 2 killed",
        ),
        (
            alert(reason=R.TOLL_ROSE, previous=(vague(2),), toll=(line(7),)),
            "ارتفعت الحصيلة من عدد غير محدد من القتلى إلى 7 قتلى",
            "The toll rose from several killed to 7 killed",
        ),
        (
            alert(
                reason=R.TOLL_ROSE,
                previous=(line(3), line(5, outcome=Outcome.INJURED)),
                toll=(line(3), line(20, outcome=Outcome.INJURED)),
            ),
            "ارتفعت الحصيلة من 5 جرحى إلى 20 جريحا",
            "The toll rose from 5 injured to 20 injured",
        ),
        (
            alert(reason=R.CORRECTED, previous=(line(12),), toll=(line(9),)),
            "صُححت الحصيلة من 12 قتيلا إلى 9 قتلى",
            "The toll was corrected from 12 killed to 9 killed",
        ),
        (
            alert(reason=R.NEW_GROUP, previous=(line(9),), toll=(line(9), line(4, group=Group.CHILDREN, among=True))),
            "معلومة جديدة: مقتل 4 أطفال",
            "New: 4 children killed",
        ),
        (
            alert(reason=R.CONFIRMED, sources=2),
            "أكده مصدر آخر، وللحدث الآن مصدران مستقلان",
            "Confirmed by another source; 2 independent sources now",
        ),
        (alert(reason=R.ACT_HAPPENED), "تم ما كان معلنا", "What had been announced took place"),
        (
            alert(reason=R.CALLED_OFF),
            "أُلغي أو عُلق ما كان معلنا",
            "What had been announced was called off or suspended",
        ),
    ],
)
def test_a_change_names_what_it_was(picture: Alert, in_arabic: str, in_english: str) -> None:
    """Readers see at once why they hear of it again."""
    assert (in_arabic, in_english) == (arabic(picture), english(picture))


@pytest.mark.parametrize("reason", list(AlertReason))
def test_every_reason_has_a_sentence_even_without_details(reason: AlertReason) -> None:
    """A picture that lost its earlier toll is still explained."""
    bare = alert(reason=reason, previous=(), toll=())
    assert arabic(bare)
    assert english(bare)


def test_a_rise_is_told_where_it_was_decided() -> None:
    """A range of killed that narrowed is no news beside injured who rose."""
    picture = alert(
        reason=R.TOLL_ROSE,
        previous=(line(9, 12), line(5, outcome=Outcome.INJURED)),
        toll=(line(10, 12), line(20, outcome=Outcome.INJURED)),
    )
    assert arabic(picture) == "ارتفعت الحصيلة من 5 جرحى إلى 20 جريحا"
