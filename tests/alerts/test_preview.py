"""A preview tells what the daemon would have sent, by the daemon's own chain, and writes nothing."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from alerts.advance import advance
from alerts.alert import AlertReason, DeliveryKind
from alerts.preview import Previewed, preview, scratch_database
from alerts.subscriptions import Subscription
from alerts.tables import alert, delivery, event
from alerts.text.mail import MailText
from alerts.text.telegram import TelegramText
from crawler.store.database import migrate, reading
from crawler.store.tables import story
from crawler.understanding import ReadStory
from scheduler.settings import MIGRATIONS
from tests.alerts.desk import CHAT, MAIL, elsewhere, risen
from tests.alerts.making import NOW, collapse, hours, store

DAY_BEFORE = NOW - hours(24)
DESK = Subscription(name="desk", to=(CHAT,))


def keep(engine: Engine, *stories: tuple[ReadStory, datetime], alerting: bool = True) -> None:
    """Keeps stories at their times, and has events made of them for nobody."""
    for one, at in stories:
        store(engine, one, at=at, alerting=alerting)
        advance(engine, [], now=at)


def rehearse(
    engine: Engine,
    folder: Path,
    subscription: Subscription,
    *,
    since: datetime = DAY_BEFORE,
    present: datetime | None = None,
) -> list[Previewed]:
    """The preview over a scratch database in the folder."""
    scratch = scratch_database(folder)
    migrate(scratch, MIGRATIONS)
    try:
        return preview(engine, scratch, subscription, since=since, deadline=hours(6), present=present)
    finally:
        scratch.dispose()


def counts(engine: Engine) -> list[int]:
    """Rows of the tables that an alert would grow."""
    with reading(engine) as connection:
        return [
            int(connection.execute(select(func.count()).select_from(table)).scalar_one())
            for table in (story, event, alert, delivery)
        ]


def test_each_message_comes_at_its_time_in_its_kind_and_form(engine: Engine, tmp_path: Path) -> None:
    """A first message, its edit and the reply under it; the event has its number in the kept history."""
    keep(engine, (elsewhere(), NOW - hours(1)), (collapse(), NOW), (risen(), NOW + hours(1)))
    before = counts(engine)
    told = rehearse(engine, tmp_path, Subscription(name="desk", to=(CHAT,), min_killed=4))
    assert [(one.at, one.kind, one.event_id) for one in told] == [
        (NOW, DeliveryKind.NEW, 2),
        (NOW + hours(1), DeliveryKind.EDIT, 2),
        (NOW + hours(1), DeliveryKind.REPLY, 2),
    ]
    assert [one.reason for one in told] == [AlertReason.NEW_EVENT, AlertReason.TOLL_ROSE, AlertReason.TOLL_ROSE]
    first = told[0].payload
    assert isinstance(first, TelegramText)
    assert "الحدث 2" in first.plain
    assert counts(engine) == before == [3, 2, 0, 0]


def test_what_is_held_is_one_message_at_the_time_it_goes(engine: Engine, tmp_path: Path) -> None:
    """Both revisions wait for the morning; the newer stands for both."""
    keep(engine, (collapse(), NOW), (risen(), NOW + hours(1)))
    nightly = Subscription(name="desk", to=(MAIL,), when="daily 08:00", urgent_now=False)
    (only,) = rehearse(engine, tmp_path, nightly)
    assert (only.at, only.revision, only.reason) == (NOW + hours(20), 2, AlertReason.NEW_EVENT)
    assert isinstance(only.payload, MailText)


def test_digests_are_shown_each_at_its_time(engine: Engine, tmp_path: Path) -> None:
    """Those that say nothing too, up to the present; what waits beyond it last."""
    keep(engine, (collapse(), NOW), (elsewhere(), NOW + hours(1)))
    daily = Subscription(name="desk", to=(CHAT,), when="daily", at=("08:00", "20:00"), empty=True)
    told = rehearse(engine, tmp_path, daily, since=NOW - hours(24), present=NOW + hours(21))
    assert [one.at for one in told] == [NOW + hours(count) for count in (-16, -4, 8, 20)]
    words = [one.payload.plain for one in told if isinstance(one.payload, TelegramText)]
    assert ["لا أحداث جديدة" in one for one in words] == [True, True, False, True]
    assert "حدثان جديدان" in words[2]


def test_a_change_of_an_older_event_is_shown_as_a_change(engine: Engine, tmp_path: Path) -> None:
    """What was told before `since` is not shown, but known."""
    keep(engine, (collapse(), NOW), (risen(), NOW + hours(1)))
    told = rehearse(engine, tmp_path, DESK, since=NOW + hours(0.5))
    assert [(one.kind, one.reason) for one in told] == [
        (DeliveryKind.EDIT, AlertReason.TOLL_ROSE),
        (DeliveryKind.REPLY, AlertReason.TOLL_ROSE),
    ]


@pytest.mark.parametrize(
    ("subscription", "alerting"),
    [
        (Subscription(name="desk", to=(CHAT,), flags=("diplomacy",)), True),
        (Subscription(name="desk", to=(CHAT,), countries=("EG",)), True),
        (DESK, False),
    ],
)
def test_what_would_not_have_been_told_is_not_shown(
    engine: Engine, tmp_path: Path, subscription: Subscription, alerting: bool
) -> None:
    """Another flag, another country, or stories that may not alert."""
    keep(engine, (collapse(), NOW), alerting=alerting)
    assert rehearse(engine, tmp_path, subscription) == []
