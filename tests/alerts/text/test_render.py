"""Payloads by channel, and a hash that is the same for what says the same."""

import json
from datetime import timedelta

import pytest

from alerts.alert import Alert, AlertReason, DeliveryKind
from alerts.text.mail import MailText
from alerts.text.render import as_kept, render, rendered_hash
from alerts.text.telegram import TelegramText
from tests.alerts.text.pictures import DAMASCUS, NOW, alert, line

CHANNELS = ["telegram", "mailto", "webhook"]


def payload(picture: Alert, channel: str, kind: DeliveryKind = DeliveryKind.NEW, days: int = 0) -> object:
    """The payload in Arabic, rendered some days later."""
    now = NOW + timedelta(days=days)
    return render(picture, channel=channel, kind=kind, language="ar", zone=DAMASCUS, now=now)


def test_each_channel_gets_its_form() -> None:
    """What the channels expect."""
    assert [type(payload(alert(), channel)) for channel in CHANNELS] == [TelegramText, MailText, dict]


def test_only_telegram_has_a_short_reply() -> None:
    """A mail or a webhook is whole each time."""
    rose = alert(reason=AlertReason.TOLL_ROSE, previous=(line(2),))
    new, reply = (payload(rose, "telegram", kind) for kind in (DeliveryKind.EDIT, DeliveryKind.REPLY))
    assert isinstance(new, TelegramText)
    assert isinstance(reply, TelegramText)
    assert len(reply.plain) < len(new.plain)
    assert payload(rose, "webhook") == payload(rose, "webhook", DeliveryKind.REPLY)


def test_an_unknown_channel_has_no_words() -> None:
    """A mistake of ours is loud."""
    with pytest.raises(ValueError, match="pigeon"):
        payload(alert(), "pigeon")


@pytest.mark.parametrize("channel", CHANNELS)
def test_time_and_revision_alone_say_nothing_new(channel: str) -> None:
    """Else every edit would look changed for ever."""
    later = alert(revision=4, created_at=NOW + timedelta(minutes=30))
    assert rendered_hash(payload(alert(), channel)) == rendered_hash(payload(later, channel))
    assert rendered_hash(payload(alert(), channel)) == rendered_hash(payload(alert(), channel, days=3))


@pytest.mark.parametrize("channel", CHANNELS)
def test_another_toll_is_something_new(channel: str) -> None:
    """What is said is what is hashed."""
    assert rendered_hash(payload(alert(), channel)) != rendered_hash(payload(alert(toll=(line(13),)), channel))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("ا\u200f\u200fب", "ا\u200c\u200fب"),
        ("ا\u200fب", "ا\u200fب"),
        ("\u2068x\u2069", "\u2068x\u2069"),
        ("ا\u202eب\u2028ج", "ابج"),
        ("a\tb\r\nc", "a b\nc"),
        ("e\u0333", "e"),
    ],
)
def test_text_is_hashed_as_telegram_keeps_it(sent: str, kept: str) -> None:
    """Overrides go, runs of marks shrink, isolates and single marks stay."""
    assert kept == as_kept(sent)


def test_a_webhook_body_is_json_of_the_whole_alert() -> None:
    """Programs get every field, names of the labelling guide, times in its zone, and no layout marks."""
    body = payload(alert(place="Athens"), "webhook")
    assert isinstance(body, dict)
    again = json.loads(json.dumps(body))
    assert tuple(again[key] for key in ("event", "revision", "reason", "severity")) == (57, 1, "new_event", "urgent")
    assert (again["created_at"], again["timezone"]) == ("2026-05-05T14:05:00+03:00", "Asia/Damascus")
    assert again["toll"][0]["outcome"] == "killed"
    assert again["toll"][0]["max"] == 12
    assert again["reports"][1]["near_duplicate"] is True
    assert "Athens" in again["headline"]["ar"]
    assert "\u2068" not in json.dumps(body, ensure_ascii=False)
