"""What a person types, understood."""

from datetime import timedelta

import pytest

from alerts.bot.commands import (
    Command,
    Help,
    Latest,
    Mute,
    ShowEvent,
    Status,
    Subscribe,
    Unknown,
    Unmute,
    Unsubscribe,
    Why,
    parse,
)
from alerts.bot.durations import span_of

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/start", Help()),
        ("/start deep-link", Help()),
        ("/help@Rasid_Bot", Help()),
        ("/latest", Latest(count=5)),
        ("/latest 3", Latest(count=3)),
        ("/latest ٣", Latest(count=3)),
        ("/latest 3 4", Latest(count=3, start=4)),
        ("/latest_3_4@rasid_bot", Latest(count=3, start=4)),
        ("/latest 9999", Latest(count=20)),
        ("/latest 0", Latest(count=1)),
        ("/latest soon", Latest(count=5)),
        ("/event 57", ShowEvent(id=57)),
        ("/EVENT #57", ShowEvent(id=57)),
        ("/event_57_2", ShowEvent(id=57, page=2)),
        ("/event", ShowEvent(id=None)),
        ("/event " + "9" * 40, ShowEvent(id=None)),
        ("/event -5", ShowEvent(id=None)),
        ("/why 57 2", Why(id=57, page=2)),
        ("/subscribe", Subscribe()),
        ("/subscribe_2", Subscribe(page=2)),
        ("/subscribe  syria-casualties ", Subscribe(name="syria-casualties")),
        ("/unsubscribe", Unsubscribe()),
        ("/unsubscribe a_b.c", Unsubscribe(name="a_b.c")),
        ("/mute", Mute()),
        ("/mute 2h", Mute(span=2 * HOUR)),
        ("/mute_2h", Mute(span=2 * HOUR)),
        ("/mute\nساعتين", Mute(span=2 * HOUR)),
        ("/unmute", Unmute()),
        ("/status", Status()),
        ("/nothing", Unknown()),
        ("/كتم", Unknown()),
        ("/latest@another_bot", None),
    ],
)
def test_a_command_is_understood(text: str, command: Command | None) -> None:
    """With its arguments, in digits of any script, and in the form that a chat shows as one link."""
    assert parse(text, username="rasid_bot", private=True) == command


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/latest", Latest()),
        ("/latest@rasid_bot", Latest()),
        ("/roll", None),
        ("/roll@rasid_bot", Unknown()),
        ("/", None),
    ],
)
def test_in_a_group_only_what_is_for_us_is_answered(text: str, command: Command | None) -> None:
    """Other bots have commands of their own."""
    assert parse(text, username="rasid_bot", private=False) == command


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2h", 2 * HOUR),
        ("2 h", 2 * HOUR),
        ("30m", 30 * MINUTE),
        ("90 minutes", 90 * MINUTE),
        ("1d", DAY),
        ("1h30m", 90 * MINUTE),
        ("1 hour", HOUR),
        ("٢ ساعة", 2 * HOUR),
        ("۳ ساعات", 3 * HOUR),
        ("ساعتين", 2 * HOUR),
        ("ساعتان", 2 * HOUR),
        ("ساعة", HOUR),
        ("نصف ساعة", 30 * MINUTE),
        ("ربع ساعة", 15 * MINUTE),
        ("ساعة ونصف", 90 * MINUTE),
        ("ساعتين ونصف", 150 * MINUTE),
        ("يومين", 2 * DAY),
        ("يوم", DAY),
        ("أسبوع", 7 * DAY),
        ("10 دقائق", 10 * MINUTE),
        ("ثلاث ساعات", 3 * HOUR),
        ("خمس عشرة دقيقة", 15 * MINUTE),
        ("ساعة و10 دقائق", 70 * MINUTE),
    ],
)
def test_a_span_is_understood_in_both_languages(text: str, span: timedelta) -> None:
    """As people write it, numbers in words too."""
    assert span_of(text) == span


@pytest.mark.parametrize(
    "text", ["", "2", "h2", "-2h", "\u2212 2h", "0h", "-", "soon", "غدا", "2x", "1e9h", "9999999d", "ساعة غدا", "نصف"]
)
def test_what_is_no_span_is_none(text: str) -> None:
    """Rather than a guess that silences for the wrong time."""
    assert span_of(text) is None
