"""The heartbeat: a story of our own that goes from the store through events, decision, ledger and channel to a receiver
for tests, and proves that a real one would have.

It is kept, advanced and delivered like any other, told to nobody but the heartbeat's receivers (`matches`), left out of
exports, and removed with all that came of it as soon as it has arrived. What it does not prove is that feeds are
visited and pages read: feeds have states of their own.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, delete, select

from alerts.alert import DeliveryState
from alerts.subscriptions import HEARTBEAT_OUTLET, Recipient
from alerts.tables import delivery as delivery_table
from alerts.tables import event as event_table
from alerts.tables import event_story
from crawler.flags.flag import Flag, Label
from crawler.news import Story
from crawler.store.stories import forget_stories_of, keep_reading
from crawler.store.tables import story as story_table
from crawler.understanding import Reading, ReadStory

LATE = timedelta(minutes=10)


class Beat(StrEnum):
    """How the present beat stands."""

    NONE = "none"  # there is none under way
    PENDING = "pending"
    ARRIVED = "arrived"
    LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """The present beat, and where it is, in words."""

    beat: Beat
    detail: str = ""


def begin_beat(connection: Connection, now: datetime) -> None:
    """Keeps the story of a new beat, due to be advanced."""
    moment = f"{now:%Y-%m-%d %H:%M:%S}"
    story = Story(
        title=f"نبض راصد {moment}: رسالة فحص آلية، وليست خبرا",
        text=f"رسالة فحص آلية من راصد في {moment}. إن وصلت فالسلسلة من حفظ الأخبار إلى التنبيه تعمل. "
        "تُحذف بعد وصولها، ولا تصل إلا إلى متلقي النبض.",
        url=f"https://heartbeat.invalid/{now.timestamp():.0f}",
        published=now,
        outlet=HEARTBEAT_OUTLET,
    )
    read = ReadStory(
        story=story,
        casualty=Flag(label=Label.CASUALTY, flagged=True, score=1.0, model="heartbeat"),
        diplomacy=Flag(label=Label.DIPLOMACY, flagged=False, score=0.0, model="heartbeat"),
    )
    keep_reading(
        connection,
        entry_id=None,
        feed_id=None,
        reading=Reading(stories=(read,)),
        outlet=HEARTBEAT_OUTLET,
        country=None,
        alerting=True,
        now=now,
    )


def present_beat(connection: Connection, now: datetime) -> Pulse:
    """How far the story of the present beat has come."""
    ours = story_table.c.outlet == HEARTBEAT_OUTLET
    newest = select(story_table).where(ours).order_by(story_table.c.id.desc()).limit(1)
    story = connection.execute(newest).mappings().first()
    if story is None:
        return Pulse(beat=Beat.NONE)
    is_late = now - story["kept_at"] > LATE
    waits = Beat.LATE if is_late else Beat.PENDING
    since = f"kept at {story['kept_at']:%H:%M}Z"
    if story["advance_due"]:
        return Pulse(beat=waits, detail=f"{since}, not advanced")
    mine = select(event_story.c.event_id).where(event_story.c.story_id == story["id"])
    query = select(delivery_table).where(delivery_table.c.event_id.in_(mine)).order_by(delivery_table.c.id)
    rows = connection.execute(query).mappings().all()
    if not rows:
        return Pulse(beat=waits, detail=f"{since}, advanced without a delivery")
    for row in rows:
        if row["state"] != DeliveryState.SENT:
            to = Recipient(channel=row["channel"], address=row["recipient"]).shown
            return Pulse(
                beat=waits, detail=f"{since}, the delivery to {to} is {row['state']}: {row['last_error'] or '–'}"
            )
    return Pulse(beat=Beat.ARRIVED)


def forget_beats(connection: Connection) -> None:
    """Removes the stories of all beats, and what came of them."""
    ours = select(story_table.c.id).where(story_table.c.outlet == HEARTBEAT_OUTLET)
    events = select(event_story.c.event_id).where(event_story.c.story_id.in_(ours))
    connection.execute(delete(event_table).where(event_table.c.id.in_(events)))
    forget_stories_of(connection, HEARTBEAT_OUTLET)
