"""A crawler that ended without a word has its feeds doubted, and one that ended well has not."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, select, update

from crawler.news import Feed
from crawler.store.database import writing
from crawler.store.feeds import sync_feeds
from crawler.store.runs import DOUBTED, SILENT_AFTER, beat, begin_run, end_run
from crawler.store.tables import feed as feed_table

NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def _feeds(connection: Connection) -> None:
    """One visited a moment ago, one that a crawler is at, one visited long ago."""
    feeds = [Feed(name=name, url=f"https://{name}.example/feed", outlet=name) for name in ("fresh", "held", "old")]
    sync_feeds(connection, feeds, "added", NOW)
    values = {
        "fresh": {"last_visit_at": NOW - MINUTE},
        "held": {"last_visit_at": NOW - timedelta(days=1), "queued_until": NOW + MINUTE},
        "old": {"last_visit_at": NOW - DOUBTED - MINUTE},
    }
    for name, columns in values.items():
        connection.execute(update(feed_table).where(feed_table.c.name == name).values(**columns))


def _doubted(connection: Connection) -> set[str]:
    return set(connection.execute(select(feed_table.c.name).where(feed_table.c.ask_whole)).scalars())


def _begin(connection: Connection, now: datetime, *, dead: bool, host: str = "a", pid: int = 1) -> tuple[int, int]:
    return begin_run(connection, host=host, pid=pid, now=now, is_dead=lambda _host, _pid: dead)


def test_after_an_unclean_stop_its_feeds_are_asked_for_whole_documents(engine: Engine) -> None:
    """Those that it had just visited or was at; the others are asked as ever."""
    with writing(engine) as connection:
        _feeds(connection)
        _begin(connection, NOW, dead=False)
        _, doubted = _begin(connection, NOW + MINUTE, dead=True, pid=2)
        assert (doubted, _doubted(connection)) == (2, {"fresh", "held"})
        _, again = _begin(connection, NOW + 2 * MINUTE, dead=False, pid=3)
        assert again == 0


def test_a_clean_end_is_not_doubted(engine: Engine) -> None:
    """SIGTERM says goodbye."""
    with writing(engine) as connection:
        _feeds(connection)
        run, _ = _begin(connection, NOW, dead=False)
        end_run(connection, run, NOW + MINUTE)
        assert _begin(connection, NOW + 2 * MINUTE, dead=True, pid=2)[1] == 0
        assert _doubted(connection) == set()


def test_a_crawler_that_runs_elsewhere_is_let_run(engine: Engine) -> None:
    """It beats; one of another machine that has been silent for minutes is taken for dead."""
    with writing(engine) as connection:
        _feeds(connection)
        run, _ = _begin(connection, NOW, dead=False)
        beat(connection, run, NOW + 4 * MINUTE)
        assert _begin(connection, NOW + 8 * MINUTE, dead=False, host="b")[1] == 0
        assert _begin(connection, NOW + 4 * MINUTE + SILENT_AFTER + MINUTE, dead=False, host="c")[1] == 2
