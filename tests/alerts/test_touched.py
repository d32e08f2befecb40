"""What a transaction touched stays true while events become one, however many of them one story shows to be."""

from datetime import timedelta

from alerts.alert import Severity
from alerts.events.event import Event
from alerts.touched import Touched
from tests.alerts.making import NOW


def event(identity: int) -> Event:
    """An event of which only its id matters here."""
    return Event(
        id=identity,
        flags=("casualty",),
        title="",
        severity=Severity.SERIOUS,
        first_seen_at=NOW,
        changed_at=NOW + timedelta(minutes=identity),
    )


def test_what_took_an_event_in_may_itself_be_taken_in() -> None:
    """One story shows three events to be one: both that are gone lead to the one that stands, which tells for all."""
    taken = Touched()
    taken.note(event(1), teller=7)
    taken.take_in(1, event(2))
    taken.take_in(2, event(3))
    assert taken.merged == {1: 3, 2: 3}
    batch = Touched()
    batch.note(event(1), is_new=True, teller=6)
    batch.add(taken)
    assert batch.latest.keys() == {3}
    assert sorted(batch.alerting[3]) == [6, 7]
    assert batch.new == set()


def test_a_later_story_may_take_in_what_an_earlier_one_made() -> None:
    """Over stories of one batch as well, no event leads to one that is gone."""
    batch = Touched()
    first, second = Touched(), Touched()
    first.take_in(1, event(2))
    second.take_in(2, event(3))
    batch.add(first)
    batch.add(second)
    assert batch.merged == {1: 3, 2: 3}
    assert batch.latest.keys() == {3}
