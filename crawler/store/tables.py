"""The tables of the crawler's room. Only `crawler/store/` writes them; the rooms downstream read.

    feed 1 ── n visit      what is watched, and what each visit found
    feed 1 ── n entry      what a feed listed: `due` until its page is read, refused or given up; `again` if it changed
    entry 1 ── n story     what was read, with flags and facts; `advance_due` until alerts has taken it
    story 1 ── n revision  what a story said before its page was read again
    story 1 ── 1 label     what a person decided of its flags
    flag_model             what `rasid train` made; the active one decides the flags, without one the shipped
    crawler_run            which crawlers run, and which ended without a word

`advance_due` is a mark on the row and not a cursor over ids, because rows of several crawlers commit out of order.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
)
from sqlalchemy import text as sql

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite only counts up by itself in a column that is exactly INTEGER.
Id = BigInteger().with_variant(Integer, "sqlite")


class UtcTime(TypeDecorator[datetime]):
    """An aware time in UTC, on databases that keep zones and on SQLite, which does not."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Refuses a time without a zone: it would silently mean another moment."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value}")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ARG002
        """The stored moment, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


feed = Table(
    "feed",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(80), nullable=False, unique=True),
    Column("url", Text, nullable=False),
    Column("outlet", Text, nullable=False),
    Column("country", String(2)),
    Column("language", String(8), nullable=False),
    Column("section", Text),
    Column("tier", String(1)),
    Column("zone", String(64)),
    Column("tags", JSON, nullable=False),
    Column("origin", String(12), nullable=False),  # configured | added
    Column("active", Boolean, nullable=False),
    Column("kind", String(8), nullable=False, server_default="feed"),  # feed | sitemap | page
    Column("link_selector", Text),
    Column("link_pattern", Text),
    Column("charset", String(32)),  # the operator's word, over what the feed declares
    Column("state", String(12), nullable=False),  # new | healthy | failing | dead | gone
    Column("failing_since", UtcTime),
    Column("told_state", String(12)),  # the last state that the operator was told of
    Column("etag", Text),
    Column("last_modified", Text),
    Column("body_hash", String(64)),
    Column("next_visit_at", UtcTime, nullable=False),
    Column("queued_until", UtcTime),  # a crawler has been told; told again after this
    Column("last_visit_at", UtcTime),
    Column("last_success_at", UtcTime),
    Column("error_count", Integer, nullable=False),
    Column("last_error", Text),
    Column("interval_seconds", Integer, nullable=False),
    Column("rhythm", JSON(none_as_null=True)),  # when its items come: crawler.feeds.rhythm.Rhythm
    Column("last_new_at", UtcTime),  # the last visit that found something new
    Column("usual_gap_seconds", Integer),  # between two items, as it was known then
    Column("told_trouble", String(12)),  # what the operator was told of a feed that answers: crawler.feeds.troubles
    Column("missed", Integer, nullable=False, server_default="0"),  # visits that found nothing of the window before
    Column("missed_at", UtcTime),
    Column("moved_to", Text),  # where permanent redirects lead, since when, and how often that was seen
    Column("moved_since", UtcTime),
    Column("moved_seen", Integer, nullable=False, server_default="0"),
    Column("adopted_url", Text),  # asked for instead of `url`, after a move that was believed
    Column("ask_whole", Boolean, nullable=False, server_default=false()),  # the next visit is without conditions
    Column("charset_used", String(32)),
    Column("charset_overrides", Integer, nullable=False, server_default="0"),  # visits whose declared charset was wrong
    Column("hub", Text),  # of WebSub, and the feed's address as its hub knows it
    Column("topic", Text),
    Column("paused_at", UtcTime),  # a person does not want it watched for a while: not active until he does
    Index("ix_feed_due", "active", "next_visit_at"),
)

visit = Table(
    "visit",
    metadata,
    Column("id", Id, primary_key=True),
    Column("feed_id", Id, ForeignKey("feed.id", ondelete="CASCADE"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("outcome", String(24), nullable=False),
    Column("http_status", Integer),
    Column("found", Integer, nullable=False),
    Column("new", Integer, nullable=False),
    Column("missed", Boolean, nullable=False, server_default=false()),
    Column("seconds", Float, nullable=False),
    Column("detail", Text),
    Index("ix_visit_feed_id_at", "feed_id", "at"),
    Index("ix_visit_at", "at"),
)

entry = Table(
    "entry",
    metadata,
    Column("id", Id, primary_key=True),
    Column("feed_id", Id, ForeignKey("feed.id", ondelete="SET NULL")),  # null: crawled by hand
    Column("key", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("url_key", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("content_html", Text),
    Column("published_at", UtcTime),
    Column("first_seen_at", UtcTime, nullable=False),
    Column("alerting", Boolean, nullable=False),  # false: first contact with an old item, --no-alert
    Column("state", String(12), nullable=False),  # due | again | kept | refused | failed | known
    Column("reason", Text),
    Column("attempts", Integer, nullable=False),
    Column("next_attempt_at", UtcTime),
    Column("content_hash", String(64)),  # of what the feed says of it, dates left out
    Column("dating", String(16)),  # what became of its date: crawler.feeds.dating.DateReason
    Column(
        "needs_date", Boolean, nullable=False, server_default=false()
    ),  # alerts only if its page says that it is new
    Column("rereads", Integer, nullable=False, server_default="0"),
    Column("modified_at", UtcTime),  # when it was last changed, where its feed says so
    Column("twin_id", Id),  # the story of the same words at another address, which this page's story is
    Column("author", Text),  # as the feed says it
    UniqueConstraint("feed_id", "key"),
    Index("ix_entry_url_key", "url_key"),
    Index("ix_entry_feed_id_state", "feed_id", "state"),
    Index("ix_entry_state_next_attempt_at", "state", "next_attempt_at"),
    Index("ix_entry_first_seen_at", "first_seen_at"),
)

story = Table(
    "story",
    metadata,
    Column("id", Id, primary_key=True),
    Column("entry_id", Id, ForeignKey("entry.id", ondelete="SET NULL")),
    Column("feed_id", Id, ForeignKey("feed.id", ondelete="SET NULL")),
    Column("position", Integer, nullable=False),
    Column("url", Text, nullable=False),
    Column("url_key", Text, nullable=False),
    Column("outlet", Text, nullable=False),
    Column("country", String(2)),
    Column("language", String(8), nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("published_at", UtcTime),
    Column("published_from", String(16)),
    Column("zone_from", String(8)),  # how the zone of `published_at` is known: crawler.news.ZoneFrom
    Column("modified_at", UtcTime),
    Column("modified_from", String(16)),
    Column("byline", Text),
    Column("credited_source", Text),
    Column("origin", JSON, nullable=False, server_default="[]"),  # the news agencies whose copy it is
    Column("section", Text),
    Column("tags", JSON, nullable=False),
    Column("image_url", Text),
    Column("kept_at", UtcTime, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("casualty", Boolean, nullable=False),
    Column("casualty_score", Float, nullable=False),
    Column("diplomacy", Boolean, nullable=False),
    Column("diplomacy_score", Float, nullable=False),
    Column("review", Boolean, nullable=False, server_default=false()),  # a person should look at one of the flags
    Column("understanding", JSON, nullable=False),  # flags and facts: crawler.store.story_rows.Understanding
    Column("gist", Text),  # of a flagged story until it is placed: crawler.gist.gist
    Column("alerting", Boolean, nullable=False),
    Column("advance_due", Boolean, nullable=False),
    Column("revision", Integer, nullable=False, server_default="1"),
    Column("revised_at", UtcTime),
    Column("text_dropped_at", UtcTime),  # `text` is only the sentences that prove something: crawler.store.old_texts
    UniqueConstraint("url_key", "position"),
    # SQLite asks an index of some rows only where a query has its very condition; `column == True` is `column = 1`.
    Index("ix_story_advance_due", "id", sqlite_where=sql("advance_due = 1"), postgresql_where=sql("advance_due")),
    Index("ix_story_review", "id", sqlite_where=sql("review = 1"), postgresql_where=sql("review")),
    Index("ix_story_kept_at", "kept_at"),
    Index(
        "ix_story_with_text",
        "kept_at",
        sqlite_where=sql("text_dropped_at IS NULL"),
        postgresql_where=sql("text_dropped_at IS NULL"),
    ),
    Index("ix_story_entry_id", "entry_id"),
    Index("ix_story_content_hash", "content_hash"),
)

story_label = Table(
    "story_label",
    metadata,
    Column("story_id", Id, ForeignKey("story.id", ondelete="CASCADE"), primary_key=True),
    Column("casualty", Boolean),  # null: nobody has decided it
    Column("diplomacy", Boolean),
    Column("labelled_at", UtcTime, nullable=False),
    Column("note", Text),
)

flag_model = Table(
    "flag_model",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("digest", String(64), nullable=False, unique=True),  # SHA-256 of `data`
    Column("card", Text, nullable=False),  # JSON: what it was learnt from, and its scores
    Column("data", LargeBinary, nullable=False),  # the model's file: crawler.flags.sources
    Column("made_at", UtcTime, nullable=False),
    Column("installed_at", UtcTime),
    Column("active", Boolean, nullable=False),
    # Two models cannot be active at once.
    Index(
        "ix_flag_model_active", "active", unique=True, sqlite_where=sql("active = 1"), postgresql_where=sql("active")
    ),
)

site_names = Table(
    "site_names",
    metadata,
    Column("host", Text, primary_key=True),  # without www
    Column("learnt", Text, nullable=False),  # JSON: what the site adds to its titles: crawler.pages.titles.site_names
    Column("learnt_at", UtcTime, nullable=False),
)

story_revision = Table(
    "story_revision",
    metadata,
    Column("story_id", Id, ForeignKey("story.id", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, primary_key=True),  # 1 is what was kept first
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("understanding", JSON, nullable=False),
    Column("read_at", UtcTime, nullable=False),
)

crawler_run = Table(
    "crawler_run",
    metadata,
    Column("id", Id, primary_key=True),
    Column("host", Text, nullable=False),
    Column("pid", Integer, nullable=False),
    Column("started_at", UtcTime, nullable=False),
    Column("beat_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),  # null: it runs, or it ended without a word
    Index("ix_crawler_run_ended_at", "ended_at"),
)

websub = Table(
    "websub",
    metadata,
    Column("id", Id, primary_key=True),
    Column("feed_id", Id, ForeignKey("feed.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("hub", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("callback", Text, nullable=False),  # the whole address that the hub was given
    Column("token", String(64), nullable=False, unique=True),  # the last part of it, by which a request is known
    Column("secret", String(64), nullable=False),
    Column("state", String(12), nullable=False),  # crawler.store.websub.HubState
    Column("asked_at", UtcTime, nullable=False),
    Column("lease_until", UtcTime),
    Column("tries", Integer, nullable=False),  # since the hub last confirmed
    Column("next_try_at", UtcTime, nullable=False),  # the hub is asked again, or a leaving row is forgotten
    Column("last_push_at", UtcTime),  # when the last push made, or in some seconds makes, the feed due
    Column("last_error", Text),
)
