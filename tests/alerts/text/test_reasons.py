"""Every reason for an alert is one plain sentence in both languages."""

import pytest

from alerts.alert import Alert, AlertReason
from alerts.text.arabic.reasons import reason_line as arabic
from alerts.text.english.reasons import reason_line as english
from alerts.text.telegram import telegram_text
from alerts.text.wording import digest_title
from crawler.facts.figure import Group, Outcome
from tests.alerts.text.pictures import DAMASCUS, NOW, alert, line, vague

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
            alert(reason=R.NEW_GROUP, previous=(line(6),), toll=(line(6), line(2, group=Group.WOMEN, among=True))),
            "معلومة جديدة: مقتل امرأتين",
            "New: 2 women killed",
        ),
        (
            alert(reason=R.NEW_GROUP, previous=(), toll=(line(11, group=Group.SOLDIERS),)),
            "أول حصيلة: مقتل 11 جنديا",
            "First toll: 11 soldiers killed",
        ),
        (
            alert(reason=R.CORRECTED, previous=(line(1),), toll=()),
            "صُحح الخبر: لم يعد مصدره يذكر ضحايا",
            "Corrected: its source no longer tells of victims",
        ),
        (alert(reason=R.CORRECTED, previous=(line(1),), toll=(line(1),)), "صُحح الخبر", "The report was corrected"),
        (
            alert(reason=R.NEW_ACTOR, new_actors=("الجيش السوداني",)),
            "نُسبت المسؤولية إلى الجيش السوداني",
            "Responsibility is attributed to \u2068الجيش السوداني\u2069",
        ),
        (
            alert(reason=R.NEW_ACTOR, new_actors=("حزب الله", "Wagner")),
            "نُسبت المسؤولية إلى حزب الله و\u2068Wagner\u2069",
            "Responsibility is attributed to \u2068حزب الله\u2069 and \u2068Wagner\u2069",
        ),
        (
            alert(reason=R.CONTESTED, actors=("الجيش السوداني", "قوات الدعم السريع"), toll=(line(7),)),
            "تتضارب الروايات بشأن المسؤولية: الجيش السوداني أو قوات الدعم السريع",
            "Accounts differ on who is responsible: \u2068الجيش السوداني\u2069 or \u2068قوات الدعم السريع\u2069",
        ),
        (
            alert(reason=R.CONTESTED, actors=(), toll=(line(5, 40),)),
            "تتباين حصائل المصادر: ما بين 5 و40 قتيلا",
            "Sources give different tolls: between 5 and 40 killed",
        ),
        (
            alert(reason=R.CONTESTED, actors=(), toll=(line(1, 2),)),
            "تتباين حصائل المصادر: قتيل أو قتيلان",
            "Sources give different tolls: between 1 and 2 killed",
        ),
        (
            alert(reason=R.CONTESTED, actors=("الجيش الروسي", "الجيش الأوكراني"), toll=(line(3, 10),)),
            "تتضارب الروايات بشأن المسؤولية: الجيش الروسي أو الجيش الأوكراني، وتتباين حصائل المصادر: ما بين 3 و10 قتلى",
            "Accounts differ on who is responsible: \u2068الجيش الروسي\u2069 or \u2068الجيش الأوكراني\u2069, "
            "and sources give different tolls: between 3 and 10 killed",
        ),
        (
            alert(reason=R.CONTESTED, actors=(), toll=(line(7),)),
            "تتضارب روايات المصادر",
            "Sources contradict each other",
        ),
        (
            alert(
                reason=R.TOLL_ROSE,
                further=(R.NEW_ACTOR, R.CONFIRMED),
                previous=(line(3),),
                toll=(line(5),),
                new_actors=("حزب الله",),
            ),
            "ارتفعت الحصيلة من 3 قتلى إلى 5 قتلى؛ نُسبت المسؤولية إلى حزب الله؛ "
            "أكده مصدر آخر، وللحدث الآن مصدران مستقلان",
            "The toll rose from 3 killed to 5 killed; responsibility is attributed to \u2068حزب الله\u2069; "
            "confirmed by another source; 2 independent sources now",
        ),
        (
            alert(reason=R.CONFIRMED, sources=2),
            "أكده مصدر آخر، وللحدث الآن مصدران مستقلان",
            "Confirmed by another source; 2 independent sources now",
        ),
        (alert(reason=R.ACT_HAPPENED), "تم ما كان معلنا", "What had been announced took place"),
        (
            alert(reason=R.CALLED_OFF),
            "أُلغي أو أُجل ما كان معلنا",
            "What had been announced was called off or put off",
        ),
    ],
)
def test_a_change_names_what_it_was(picture: Alert, in_arabic: str, in_english: str) -> None:
    """Readers see at once why they hear of it again."""
    assert (in_arabic, in_english) == (arabic(picture), english(picture))


def test_a_rise_from_a_range_says_it_in_one_word() -> None:
    """«مما», not «من ما»."""
    picture = alert(reason=R.TOLL_ROSE, previous=(line(2, 3),), toll=(line(5),))
    assert arabic(picture) == "ارتفعت الحصيلة مما بين قتيلين و3 قتلى إلى 5 قتلى"


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


@pytest.mark.parametrize(
    ("reason", "in_arabic"),
    [(R.TOLL_ROSE, "ارتفعت الحصيلة من 5 جرحى إلى 20 جريحا"), (R.CORRECTED, "صُححت الحصيلة من 9 قتلى إلى 7 قتلى")],
)
def test_where_one_count_rose_and_another_fell_each_reason_tells_its_own(reason: AlertReason, in_arabic: str) -> None:
    """«ارتفعت الحصيلة من 9 إلى 7» would be nonsense."""
    before = (line(9), line(5, outcome=Outcome.INJURED))
    now = (line(7), line(20, outcome=Outcome.INJURED))
    assert arabic(alert(reason=reason, previous=before, toll=now)) == in_arabic


def test_a_disagreement_stays_in_the_message_after_its_own_alert() -> None:
    """The card shows it beside the next reason as well, and not twice where it is the reason."""
    rivals = {"actors": ("الجيش السوداني", "قوات الدعم السريع"), "confidence": "contested"}
    for language in ("ar", "en"):
        for reason, times in ((R.CONFIRMED, 1), (R.CONTESTED, 1)):
            text = telegram_text(alert(reason=reason, toll=(line(5),), **rivals), language, DAMASCUS, NOW).plain
            assert text.count("الجيش السوداني") == times, (language, reason)


@pytest.mark.parametrize(
    ("events", "in_arabic", "in_english"),
    [
        (1, "موجز: حدث جديد واحد", "Digest: 1 new event"),
        (2, "موجز: حدثان جديدان", "Digest: 2 new events"),
        (3, "موجز: 3 أحداث جديدة", "Digest: 3 new events"),
        (11, "موجز: 11 حدثا جديدا", "Digest: 11 new events"),
        (100, "موجز: 100 حدث جديد", "Digest: 100 new events"),
    ],
)
def test_a_digest_counts_its_events(events: int, in_arabic: str, in_english: str) -> None:
    """Noun and adjective agree with the number."""
    assert (digest_title(events, "ar"), digest_title(events, "en")) == (in_arabic, in_english)
