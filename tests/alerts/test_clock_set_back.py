"""A clock that ran ahead and was set back holds up nothing; real waits stay."""

from datetime import timedelta

from sqlalchemy import Engine

from alerts.channels.channel import Outcome, Sent
from alerts.clock_set_back import let_go_of_the_future
from alerts.deliver import sweep
from tests.alerts.desk import Desk
from tests.alerts.making import collapse, hours

LATER = Outcome(sent=Sent.NOT_SENT, error="away")


def test_what_waits_for_its_next_try_waits_no_longer_than_it_would_have(engine: Engine) -> None:
    """A try that began in the future left the moment of the next one behind: it counts from now."""
    desk = Desk(engine=engine)
    desk.tell(collapse())
    desk.wait(hours(5))
    desk.telegram.will([LATER])
    desk.work()
    desk.wait(hours(-5))
    assert sweep(engine, desk.now) == []
    assert let_go_of_the_future(engine, desk.now) == 1
    desk.work()
    assert desk.states() == ["sent"]


def test_a_dead_workers_lease_ends_though_it_lies_in_the_future(engine: Engine) -> None:
    """It was taken by the wrong clock, and nobody renews it."""
    desk = Desk(engine=engine)
    desk.tell(collapse())
    desk.wait(hours(5))
    desk.claim()
    desk.wait(hours(-5))
    assert let_go_of_the_future(engine, desk.now) == 1
    desk.wait(timedelta(seconds=1))
    desk.work()
    assert desk.states() == ["sent"]


def test_under_a_right_clock_nothing_is_hurried(engine: Engine) -> None:
    """A wait after a try, and quiet hours, stay; and what was freed once waits again as it should."""
    desk = Desk(engine=engine)
    desk.tell(collapse())
    desk.telegram.will([LATER])
    desk.work()
    assert let_go_of_the_future(engine, desk.now) == 0
    assert sweep(engine, desk.now) == []
    desk.wait(hours(5))
    desk.telegram.will([LATER, LATER])
    desk.work()
    desk.wait(hours(-5))
    assert let_go_of_the_future(engine, desk.now) == 1
    desk.work()
    assert let_go_of_the_future(engine, desk.now) == 0
    assert sweep(engine, desk.now) == []
