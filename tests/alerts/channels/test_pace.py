"""A bot never speaks faster than its chats bear, and keeps silent where it is told to."""

import pytest

from alerts.channels.pace import GROUP, OVERALL, PERSON, Limits, Pace


def spoken(pace: Pace, chat: str, seconds: float, step: float = 0.01) -> list[float]:
    """When a bot that has endlessly much to say speaks within so many seconds."""
    moments: list[float] = []
    now = 0.0
    while now < seconds:
        wait = pace.wait(chat, now)
        if wait == 0:
            pace.spend(chat, now)
            moments.append(now)
            now += step
        else:
            now += wait
    return moments


@pytest.mark.parametrize(("chat", "limits"), [("-100123", GROUP), ("@channel", GROUP), ("424242", PERSON)])
def test_no_window_holds_more_than_its_limit(chat: str, limits: Limits) -> None:
    """In any window of the limit's length, wherever it begins; and the limit is used up."""
    moments = spoken(Pace(), chat, 200.0)
    for start in moments:
        within = [one for one in moments if start <= one < start + limits.seconds - 1e-6]
        assert len(within) <= limits.count
    assert len(moments) >= limits.count * int(200 / limits.seconds)


def test_all_chats_together_have_a_limit() -> None:
    """A hundred chats at once still leave room."""
    pace = Pace()
    waits = []
    for chat in range(100):
        waits.append(pace.wait(str(chat), 0.0))
        if waits[-1] == 0:
            pace.spend(str(chat), 0.0)
    assert waits.count(0.0) == OVERALL.count
    assert pace.wait("x", 1.0) == 0.0


def test_a_chat_that_asked_for_silence_gets_it() -> None:
    """And only that chat."""
    pace = Pace()
    pace.silence("-1", 40.0, 100.0)
    assert (pace.wait("-1", 110.0), pace.wait("-1", 140.0), pace.wait("-2", 110.0)) == (30.0, 0.0, 0.0)
