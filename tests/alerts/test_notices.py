"""Notices to the operator are deliveries like any other, and no news."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, select

from alerts.alert import DeliveryKind
from alerts.ledger import alert_from_json
from alerts.notices import tell_operator
from alerts.subscriptions import NoMatch, matches, operator_subscription
from alerts.tables import alert as alert_table
from alerts.tables import delivery as delivery_table
from alerts.text.mail import mail_text
from alerts.text.notices import FeedNotice, RecipientNotice, Trouble, feed_notice
from alerts.text.render import render
from alerts.text.telegram import telegram_text
from crawler.store.database import reading, writing
from tests.alerts.making import NOW
from tests.alerts.test_subscriptions import STRIKE, TREATY

OPERATOR = operator_subscription(
    ["mailto:ops@example.org", "telegram:5", "webhook:https://example.org/ops"], language="ar", timezone="Asia/Damascus"
)
DEAD = FeedNotice(
    feed="furat",
    outlet="مرآة الفرات",
    url="https://furat.example/feed",
    trouble=Trouble.DEAD,
    since=NOW - timedelta(days=8),
    error="timeout: no whole answer in time",
)


def _tell(engine: Engine, *notices: FeedNotice) -> list[int]:
    with writing(engine) as connection:
        return tell_operator(connection, OPERATOR, notices, deadline=timedelta(hours=6), now=NOW)


def test_each_recipient_gets_a_delivery_of_each_notice(engine: Engine) -> None:
    """Under the operator's name and without an event."""
    ids = _tell(engine, DEAD, FeedNotice(feed="b", outlet="ب", url="https://b.example/", trouble=Trouble.GONE))
    with reading(engine) as connection:
        rows = connection.execute(select(delivery_table).order_by(delivery_table.c.id)).mappings().all()
    assert len(ids) == len(rows) == 6
    assert {(row["subscription"], row["event_id"], row["state"]) for row in rows} == {("operator", None, "due")}


def test_a_notice_says_which_feed_since_when_and_why(engine: Engine) -> None:
    """In the mail's subject and text, without a word of an event, a toll or sources."""
    _tell(engine, DEAD)
    with reading(engine) as connection:
        told = alert_from_json(connection.execute(select(alert_table.c.body)).scalar_one())
    mail = mail_text(told, "ar", ZoneInfo("Asia/Damascus"), NOW)
    assert mail.subject.startswith("إشعار للمشغل: الخلاصة ")
    for said in ("furat", "مرآة الفرات", "timeout: no whole answer in time", "https://furat.example/feed"):
        assert said in mail.text
    for unsaid in ("الحدث", "المصادر", "القتلى", "رسالة تجريبية"):
        assert unsaid not in mail.text


@pytest.mark.parametrize("channel", ["telegram", "mailto", "webhook"])
def test_a_notice_has_a_form_on_every_channel(engine: Engine, channel: str) -> None:
    """None of them stumbles over an alert without an event."""
    _tell(engine, DEAD)
    with reading(engine) as connection:
        told = alert_from_json(connection.execute(select(alert_table.c.body)).scalar_one())
    payload = render(told, channel=channel, kind=DeliveryKind.NEW, language="en", zone=ZoneInfo("UTC"), now=NOW)
    assert "furat" in str(payload)


@pytest.mark.parametrize("trouble", list(Trouble))
def test_both_languages_name_the_feed(trouble: Trouble) -> None:
    """Whatever has become of it."""
    notice = FeedNotice(feed="furat", outlet="مرآة الفرات", url="https://furat.example/feed", trouble=trouble)
    for language in ("ar", "en"):
        assert "furat" in feed_notice(notice, language, ZoneInfo("UTC"))  # type: ignore[arg-type]


def test_the_operator_hears_of_no_event() -> None:
    """Notices are all that this subscription is for."""
    assert matches(OPERATOR, STRIKE) is NoMatch.FLAG
    assert matches(OPERATOR, TREATY) is NoMatch.FLAG


def test_a_notice_without_an_address_has_no_heading_for_one(engine: Engine) -> None:
    """In no form: neither a heading with nothing under it, nor a source that is none."""
    gone = RecipientNotice(to="telegram:-100", since=NOW, because="kicked")
    with writing(engine) as connection:
        tell_operator(connection, OPERATOR, [gone], deadline=timedelta(hours=6), now=NOW)
    with reading(engine) as connection:
        told = alert_from_json(connection.execute(select(alert_table.c.body)).scalar_one())
    mail = mail_text(told, "ar", ZoneInfo("UTC"), NOW)
    telegram = telegram_text(told, "ar", ZoneInfo("UTC"), NOW)
    for text in (mail.text, mail.html, telegram.html, telegram.plain):
        assert "telegram:-100" in text
        assert "الرابط" not in text
