"""The tables of the alerts' room (delivery notes, section 3). Only `alerts/` writes them.

event 1 ── n event_story     which stories tell of it, and how
event 1 ── n alert           what was told of it, revision by revision, as it was told
alert 1 ── n delivery        one row a channel and recipient; `dedup_key` makes deciding twice harmless
delivery 1 ── n delivery     a digest and the deliveries that it stands for (`digest_id`)
delivery 1 ── n attempt      append-only
told                         the message that stands at a recipient for an event: what an edit changes
bot 1 ── n bot_update        how far each Telegram bot has read, and which commands had their effect
joined, muted                what chats asked for: a subscription beside those of the file, and silence until a time
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy import text as sql

from crawler.store.tables import Id, UtcTime, metadata

event = Table(
    "event",
    metadata,
    Column("id", Id, primary_key=True),
    Column("casualty", Boolean, nullable=False),
    Column("diplomacy", Boolean, nullable=False),
    Column("title", Text, nullable=False),
    Column("place", Text),
    Column("country", String(2)),
    Column("cause", String(16)),  # of an attack with dead; by it novelty is found
    Column("severity", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("state", JSON, nullable=False),  # toll, acts, reports: alerts.events.event.Event as alerts.store writes it
    Column("first_seen_at", UtcTime, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    Column("merged_into", Id),  # the event that took it in: this one is closed
    Column(
        "tell_due", Boolean, nullable=False, server_default=false()
    ),  # told with the next batch, also without a story
    Index("ix_event_changed_at", "changed_at"),
    Index("ix_event_tell_due", "id", sqlite_where=sql("tell_due = 1"), postgresql_where=sql("tell_due")),
    Index("ix_event_country_cause_first_seen_at", "country", "cause", "first_seen_at"),
)

# What stories are compared with: alerts.events.outline. Beside `event`, so that it is read without the whole state.
event_outline = Table(
    "event_outline",
    metadata,
    Column("event_id", Id, ForeignKey("event.id", ondelete="CASCADE"), primary_key=True),
    Column("digest", BigInteger, nullable=False),  # of `outline`, so that it need not be read twice
    Column("outline", Text, nullable=False),
)

event_story = Table(
    "event_story",
    metadata,
    Column("event_id", Id, ForeignKey("event.id", ondelete="CASCADE"), primary_key=True),
    Column("story_id", Id, ForeignKey("story.id", ondelete="CASCADE"), primary_key=True),
    Column("relation", String(16), nullable=False),  # new | same_event | near_duplicate
    Column("of_story_id", Id),
    Column("joined_at", UtcTime, nullable=False),
    Index("ix_event_story_story_id", "story_id"),
)

story_print = Table(
    "story_print",
    metadata,
    Column("value", BigInteger, primary_key=True),
    Column("story_id", Id, ForeignKey("story.id", ondelete="CASCADE"), primary_key=True),
    Column("at", UtcTime, nullable=False),
    Index("ix_story_print_story_id", "story_id"),
)

event_key = Table(
    "event_key",
    metadata,
    Column("value", BigInteger, primary_key=True),
    Column("event_id", Id, ForeignKey("event.id", ondelete="CASCADE"), primary_key=True),
    Column("at", UtcTime, nullable=False),
    Index("ix_event_key_event_id", "event_id"),
)

unplaced = Table(
    "unplaced",
    metadata,
    Column("story_id", Id, ForeignKey("story.id", ondelete="CASCADE"), primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("error", Text, nullable=False),
)

alert = Table(
    "alert",
    metadata,
    Column("id", Id, primary_key=True),
    Column("event_id", Id, ForeignKey("event.id", ondelete="CASCADE")),  # null: a test
    Column("revision", Integer, nullable=False),
    Column("reason", String(16), nullable=False),
    Column("body", JSON, nullable=False),  # alerts.alert.Alert
    Column("created_at", UtcTime, nullable=False),
    Index("ix_alert_event_id", "event_id"),
)

delivery = Table(
    "delivery",
    metadata,
    Column("id", Id, primary_key=True),
    Column("alert_id", Id, ForeignKey("alert.id", ondelete="CASCADE"), nullable=False),
    Column("event_id", Id),
    Column("revision", Integer, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("recipient", Text, nullable=False),
    Column("subscription", String(80), nullable=False),
    Column("state", String(12), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("expired_leases", Integer, nullable=False),
    Column("lease_until", UtcTime),
    Column("claimed_by", Text),
    Column("not_before", UtcTime),
    Column("deadline_at", UtcTime, nullable=False),
    Column("stage", String(12)),  # mail: 'data' is committed before the first byte of the text goes out
    Column("dedup_key", Text, nullable=False),
    Column("digest_id", Id),  # the delivery of the digest that lists it
    Column("stand_in_id", Id),  # the delivery on another channel that was ordered when this one failed
    Column("operator_told_at", UtcTime),  # of a bad end
    Column("provider_id", Text),
    Column("last_error", Text),
    Column("created_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    UniqueConstraint("dedup_key"),
    Index("ix_delivery_state_not_before", "state", "not_before"),
    Index("ix_delivery_event_id_recipient", "event_id", "recipient"),
    Index("ix_delivery_alert_id", "alert_id"),
    Index("ix_delivery_digest_id", "digest_id"),
    Index("ix_delivery_recipient_ended_at", "recipient", "ended_at"),  # how much a recipient got lately
    Index("ix_delivery_ended_at", "ended_at"),
)

attempt = Table(
    "attempt",
    metadata,
    Column("delivery_id", Id, ForeignKey("delivery.id", ondelete="CASCADE"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("started_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    Column("outcome", String(16)),
    Column("http_status", Integer),
    Column("error", Text),
)

told = Table(
    "told",
    metadata,
    Column("event_id", Id, ForeignKey("event.id", ondelete="CASCADE"), primary_key=True),
    Column("channel", String(16), primary_key=True),
    Column("recipient", Text, primary_key=True),
    Column("provider_id", Text),
    Column("rendered_hash", String(64)),
    Column("revision", Integer, nullable=False),
    Column("sent_at", UtcTime, nullable=False),
)

recipient = Table(
    "recipient",
    metadata,
    Column("channel", String(16), primary_key=True),
    Column("address", Text, primary_key=True),
    Column("moved_to", Text),  # a Telegram group that became a supergroup
    Column("disabled_at", UtcTime),
    Column("disabled_because", Text),
    Column("not_before", UtcTime),  # the peer's own wish (retry_after), kept over restarts
    Column("operator_told_at", UtcTime),  # that it is disabled
)

bot = Table(
    "bot",
    metadata,
    Column("id", String(40), primary_key=True),  # the public part of its token, which a new token keeps
    Column("username", String(64)),
    Column("next_update", BigInteger),  # the first update that had no effect yet
    Column("updated_at", UtcTime),  # when `next_update` moved last
    Column("state", String(12), nullable=False),  # alerts.bot.state.BotState
    Column("detail", Text),  # what Telegram said, where it is not well
    Column("since", UtcTime, nullable=False),  # when the state began
    Column("polled_at", UtcTime),  # when Telegram last answered
    Column("conflict_at", UtcTime),  # when another poller was last seen
    Column("told_at", UtcTime),  # the operator, that it has not been well for long
)

bot_update = Table(
    "bot_update",
    metadata,
    Column("bot", String(40), primary_key=True),
    Column("update_id", BigInteger, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("what", String(16), nullable=False),  # the command, or what else it was
    Column("error", Text),  # of one that could not be dealt with, and was left out
    Index("ix_bot_update_at", "at"),
)

joined = Table(
    "joined",
    metadata,
    Column("channel", String(16), primary_key=True),
    Column("address", Text, primary_key=True),
    Column("subscription", String(80), primary_key=True),
    Column("user_id", BigInteger, nullable=False),  # who asked: it holds while they are allowed
    Column("since", UtcTime, nullable=False),
)

muted = Table(
    "muted",
    metadata,
    Column("channel", String(16), primary_key=True),
    Column(
        "chat", Text, primary_key=True
    ),  # its id, and its @name in a row of its own: a whole chat, with all its threads
    Column("until", UtcTime, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("asked_at", UtcTime, nullable=False),
)
