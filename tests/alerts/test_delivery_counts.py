"""What waits or did not arrive is counted whole, of what ended well only the last day."""

import random
from datetime import timedelta

from sqlalchemy import Engine, update

from alerts.alert import DeliveryState
from alerts.delivery_counts import delivery_counts
from alerts.subscriptions import ANSWERS
from alerts.tables import delivery
from benchmarks.growing_history import STORIES_AN_EVENT, fill
from benchmarks.placing_history import NOW, WEEK, other_stories
from crawler.store.database import reading, writing

STATES = tuple(DeliveryState)
OLD = NOW - timedelta(days=40)
LATELY = NOW - timedelta(hours=23)


def test_each_state_has_what_somebody_wants_to_know(engine: Engine) -> None:
    """Two deliveries of each state, one of them long ago; and two of the bot's answers."""
    fill(engine, other_stories(5, random.Random(1), NOW - WEEK, NOW), (2 * len(STATES) + 2) * STORIES_AN_EVENT)
    with writing(engine) as connection:
        for number in range(2 * len(STATES)):
            state = STATES[number // 2]
            waits = state in (DeliveryState.DUE, DeliveryState.SENDING, DeliveryState.GATHERED)
            ended = None if waits else OLD if number % 2 else LATELY
            mine = delivery.c.id == number + 1
            connection.execute(update(delivery).where(mine).values(state=state.value, ended_at=ended))
        answers = delivery.c.id > 2 * len(STATES)
        connection.execute(update(delivery).where(answers).values(subscription=ANSWERS, ended_at=LATELY))
    well = {DeliveryState.SENT, DeliveryState.MERGED, DeliveryState.SUPPRESSED}
    expected = {state.value: 1 if state in well else 2 for state in STATES}
    with reading(engine) as connection:
        assert delivery_counts(connection, NOW, answers=False) == expected
        assert delivery_counts(connection, NOW) == expected | {"sent": 3}
        later = delivery_counts(connection, NOW + timedelta(hours=2), answers=False)
    assert later == {state.value: 2 for state in STATES if state not in well}
