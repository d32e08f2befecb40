"""A digest holds every one of its events, in each form, whatever they are called."""

import json
import re

import pytest

from alerts.alert import Alert, AlertReason, DeliveryKind, Listed, Severity
from alerts.flood import MOST_LISTED
from alerts.text.bidi import utf16_length
from alerts.text.digest import digest_mail, digest_telegram
from alerts.text.render import render, rendered_hash
from alerts.text.telegram import MAX_UNITS
from scheduler.demo.telegram_html import seen_text
from tests.alerts.text.pictures import DAMASCUS, NOW, alert, line
from tests.alerts.text.test_mail import Page
from tests.alerts.text.test_telegram import HOSTILE


def listed(number: int, **changes: object) -> Listed:
    """One event of a digest: nine killed in Aleppo."""
    values: dict[str, object] = {
        "event_id": number,
        "revision": 1,
        "severity": Severity.SERIOUS,
        "flags": ("casualty",),
        "title": "قصف على سوق",
        "place": "حلب",
        "country": "SY",
        "toll": (line(9),),
        "outlet": "عنب بلدي",
        "url": f"https://news.example/{number}?a=1&b=2",
    }
    return Listed(**{**values, **changes})  # type: ignore[arg-type]


def digest(*events: Listed) -> Alert:
    """A digest of these."""
    return alert(event_id=0, reason=AlertReason.DIGEST, toll=(), acts=(), reports=(), proof=None, listed=events)


def hostile_digest(text: str) -> Alert:
    """As many events as a digest may hold, each called by this."""
    events = (
        listed(number, title=text, place=text if number % 2 else None, toll=(), outlet=text)
        for number in range(100_001, 100_001 + MOST_LISTED)
    )
    return digest(*events)


@pytest.mark.parametrize("hostile", [*HOSTILE.values(), "خبر"], ids=[*HOSTILE.keys(), "plain"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_event_is_in_the_telegram_message(hostile: str, language: str) -> None:
    """The HTML parses strictly, fits, and each event is named by its number; no line is turned round or broken."""
    text = digest_telegram(hostile_digest(hostile), language, DAMASCUS, NOW)  # type: ignore[arg-type]
    seen = seen_text(text.html)
    assert utf16_length(seen) <= MAX_UNITS
    assert utf16_length(text.plain) <= MAX_UNITS
    numbers = [str(number) for number in range(100_001, 100_001 + MOST_LISTED)]
    assert [number for number in numbers if number not in seen or number not in text.plain] == []
    assert not re.search("[\u202a-\u202e\u2028\u2029\x00-\x09\x0b-\x1f\ud800-\udfff]", text.html)
    for row in seen.split("\n"):
        assert len(re.findall("[\u2066-\u2068]", row)) == row.count("\u2069"), row


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE.keys())
def test_every_event_is_in_both_parts_of_the_mail(hostile: str) -> None:
    """No tag comes from a title; the page stays below what Gmail shows."""
    mail = digest_mail(hostile_digest(hostile), "ar", DAMASCUS, NOW)
    page, plain = Page(mail.html), Page(digest_mail(hostile_digest("عنوان"), "ar", DAMASCUS, NOW).html)
    assert {tag for tag, _ in page.tags} == {tag for tag, _ in plain.tags}
    assert len(mail.html.encode()) < 102_000
    numbers = [str(number) for number in range(100_001, 100_001 + MOST_LISTED)]
    assert [number for number in numbers if number not in page.text or number not in mail.text] == []


def test_direction_stands_where_clients_leave_it() -> None:
    """As in the mail of one event."""
    page = Page(digest_mail(digest(listed(1), listed(2)), "ar", DAMASCUS, NOW).html)
    cells = [attributes for tag, attributes in page.tags if tag in ("table", "td")]
    assert [one for one in cells if one.get("dir") != "rtl" or "direction:rtl" not in (one.get("style") or "")] == []


def test_few_events_have_room_for_whole_lines_with_links() -> None:
    """What happened, who says so with a link, how many sources, and the event's number."""
    text = digest_telegram(digest(listed(7, sources=3), listed(8)), "ar", DAMASCUS, NOW)
    assert text.plain.split("\n\n")[1] == (
        "مقتل 9 أشخاص في حلب\nعنب بلدي \u2066https://news.example/7?a=1&b=2\u2069 · 3 مصادر مستقلة · الحدث 7"
    )
    assert text.html.count("<a href=") == 2
    assert text.plain.split("\n")[0] == "موجز: حدثان جديدان"
    assert "سبب التنبيه: توالت هذه الأحداث في وقت قصير فجُمعت في رسالة واحدة" in text.plain
    assert text.stamp == "موجز · 14:05 بتوقيت دمشق"


def test_a_webhook_digest_is_json_of_its_events() -> None:
    """With a schema of its own, and the line for people in both languages."""
    body = render(
        digest(listed(7), listed(8, severity=Severity.URGENT)),
        channel="webhook",
        kind=DeliveryKind.NEW,
        language="ar",
        zone=DAMASCUS,
        now=NOW,
    )
    again = json.loads(json.dumps(body))
    assert (again["schema"], again["reason"]) == ("rasid.digest/1", "digest")
    assert again["headline"] == {"ar": "موجز: حدثان جديدان", "en": "Digest: 2 new events"}
    assert [(one["event"], one["severity"]) for one in again["events"]] == [(7, "serious"), (8, "urgent")]
    assert again["events"][0]["headline"]["ar"] == "مقتل 9 أشخاص في حلب"
    assert again["events"][0]["toll"][0]["max"] == 9


@pytest.mark.parametrize("channel", ["telegram", "mailto", "webhook"])
def test_a_digest_renders_for_each_channel(channel: str) -> None:
    """And says something else where it lists something else."""
    first, second = (
        render(one, channel=channel, kind=DeliveryKind.NEW, language="ar", zone=DAMASCUS, now=NOW)
        for one in (digest(listed(1), listed(2)), digest(listed(1), listed(3)))
    )
    assert rendered_hash(first) != rendered_hash(second)


def test_an_unknown_channel_has_no_words() -> None:
    """A mistake of ours is loud."""
    with pytest.raises(ValueError, match="pigeon"):
        render(digest(listed(1)), channel="pigeon", kind=DeliveryKind.NEW, language="ar", zone=DAMASCUS, now=NOW)


def test_an_alert_of_one_event_shows_programs_no_notes_of_ours() -> None:
    """What was said to whom is no news."""
    body = render(alert(), channel="webhook", kind=DeliveryKind.NEW, language="ar", zone=DAMASCUS, now=NOW)
    assert isinstance(body, dict)
    assert {"said", "listed"} & set(body) == set()
    assert (body["confidence"], body["further"], body["actors"]) == (None, [], [])
