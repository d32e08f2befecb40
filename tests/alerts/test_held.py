"""What waits for the end of quiet hours tells what is so then, and only of changes to what its reader has heard."""

import pytest
from sqlalchemy import Engine

from tests.alerts.burst import happening, later
from tests.alerts.desk import CHAT, MAIL, Desk
from tests.alerts.making import NOW, hours

MORNING = NOW + hours(8)


def night(engine: Engine, evening: int, *tolls: int) -> Desk:
    """A desk in the morning: a toll that was told in the evening, and what it was at each hour of the quiet night."""
    desk = Desk(engine=engine, to=(CHAT, MAIL), quiet="12:30-20:00", rules={"quiet_except": "none"})
    desk.tell(happening(0, evening))
    desk.work()
    for toll in tolls:
        desk.wait(hours(1))
        desk.tell(later(0, toll))
        desk.work()
    desk.now = MORNING
    for _ in range(2):
        desk.work()
    return desk


def mails(desk: Desk) -> list[str]:
    """The last lines but one of the mails: why each was sent."""
    return [message.payload.text.splitlines()[-2] for message in desk.mail.seen]  # type: ignore[attr-defined]


def test_a_fall_that_was_taken_back_in_the_night_is_told_to_nobody(engine: Engine) -> None:
    """Six, then three, then seven: who heard six is not told in the morning that it is three."""
    desk = night(engine, 6, 3, 7)
    assert mails(desk) == ["سبب التنبيه: حدث جديد"]
    assert [kind.value for kind, _, _ in desk.telegram.told()] == ["new", "edit"]
    assert "مقتل 7 أشخاص" in desk.telegram.seen[-1].payload.plain  # type: ignore[attr-defined]
    assert {"due", "sending"}.isdisjoint(desk.states())


@pytest.mark.parametrize(
    ("tolls", "why"),
    [
        ((3, 12, 6), ["ارتفعت الحصيلة من 3 قتلى إلى 6 قتلى"]),
        ((6, 12, 3), ["صُححت الحصيلة من 6 قتلى إلى 3 قتلى"]),
        ((3, 12, 3), []),
        ((3, 6, 3, 12), ["ارتفعت الحصيلة من 3 قتلى إلى 12 قتيلا"]),
    ],
)
def test_a_change_is_told_from_what_was_heard(engine: Engine, tolls: tuple[int, ...], why: list[str]) -> None:
    """And not from what waited with it and was never sent."""
    desk = night(engine, *tolls)
    assert mails(desk)[1:] == [f"سبب التنبيه: {one}" for one in why]
    assert [kind.value for kind, _, _ in desk.telegram.told()].count("reply") == len(why)


def test_a_first_message_that_waits_tells_the_toll_of_its_time(engine: Engine) -> None:
    """Three at night and four since, which is no step: the mail of the morning says four."""
    desk = Desk(engine=engine, to=(MAIL,), quiet="11:00-20:00")
    desk.tell(happening(0, 3))
    desk.wait(hours(1))
    desk.tell(later(0, 4))
    desk.now = MORNING
    desk.work()
    (mail,) = desk.mail.seen
    assert mail.payload.text.startswith("مقتل 4 أشخاص")  # type: ignore[attr-defined]
    assert mails(desk) == ["سبب التنبيه: حدث جديد"]
