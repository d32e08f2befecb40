"""Events are merged and split by hand after the texts of their stories were dropped."""

from datetime import timedelta

from sqlalchemy import Engine

from alerts.alert import DeliveryKind
from alerts.events.grouping import KEPT_FOR
from alerts.events.merging import By
from alerts.regrouping import merge_events, split_event
from alerts.store import event_by_id
from crawler.store.database import reading, writing
from crawler.store.old_texts import drop_old_texts
from tests.alerts.desk import Desk, elsewhere
from tests.alerts.making import collapse, figure, hours

HAND = By(who="مها", note="بعد مراجعة الأرشيف")
MONTH = timedelta(days=40)


def _old_desk(engine: Engine) -> Desk:
    """Two events of a month ago and more, told, whose stories keep only what proves something."""
    desk = Desk(engine=engine)
    desk.tell(collapse(published=desk.now))
    desk.wait(hours(1))
    desk.tell(elsewhere())
    desk.work()
    desk.wait(MONTH)
    assert sum(drop_old_texts(engine, desk.now - KEPT_FOR, desk.now)) == 2
    return desk


def test_old_events_are_merged_and_parted_again(engine: Engine) -> None:
    """The tolls add up and come apart as they were, and every quote is the one that was kept."""
    desk = _old_desk(engine)
    with reading(engine) as connection:
        before = [event_by_id(connection, identity) for identity in (1, 2)]
    with writing(engine) as connection:
        merged = merge_events(connection, 1, 2, by=HAND, now=desk.now, tell=False).event
    assert sorted(report.story_id for report in merged.reports) == [1, 2]
    with writing(engine) as connection:
        done = split_event(connection, 1, (2,), by=HAND, now=desk.now, tell=False)
    for was, now in zip(before, (done.rest, done.part), strict=True):
        assert was is not None
        assert now.toll == was.toll
        assert [report.story_id for report in now.reports] == [report.story_id for report in was.reports]


def test_who_was_told_hears_of_the_change(engine: Engine) -> None:
    """A merging of old events corrects the message that stands, and sends none that is new."""
    desk = _old_desk(engine)
    before = len(desk.telegram.seen)
    with writing(engine) as connection:
        merge_events(connection, 1, 2, by=HAND, now=desk.now, tell=True)
    desk.tell(collapse(title="سبعة", figures=(figure(7),), published=desk.now))
    desk.work()
    kinds = {message.kind for message in desk.telegram.seen[before:] if message.event_id in (1, 2)}
    assert kinds <= {DeliveryKind.EDIT, DeliveryKind.REPLY}
    assert kinds
