"""/livez, /readyz and /metrics: what they say when all is well and when it is not."""

import asyncio
import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Engine, update

from alerts import tables
from alerts.advance import advance
from alerts.subscriptions import Recipient, Subscription
from crawler.news import Feed
from crawler.store.database import writing
from crawler.store.feeds import add_feed
from crawler.store.tables import feed as feed_table
from scheduler.beats import beat
from scheduler.house_checks import WITHOUT_ROW, note_check
from scheduler.metrics import Metrics
from scheduler.monitoring import HUNG_AFTER, Pulse, monitored
from tests.alerts.making import collapse, store
from tests.conftest import free_port

NOW = datetime.now(UTC)
CHAT = Recipient(channel="telegram", address="-100")
DESK = Subscription(name="desk", to=(CHAT,))
NIGHT = Subscription(name="night", to=(Recipient(channel="mailto", address="a@example.org"),), when="daily 08:00")
NO_REDIS = "redis://127.0.0.1:1/0"


def read(metrics: Metrics) -> dict[str, float]:
    """Each sample by its name and labels, as Prometheus would read it."""
    samples = (
        sample for family in text_string_to_metric_families(metrics.text().decode()) for sample in family.samples
    )
    return {
        f"{sample.name}{{{','.join(f'{key}={value}' for key, value in sorted(sample.labels.items()))}}}": sample.value
        for sample in samples
    }


def metrics_of(engine: Engine, redis: str = NO_REDIS) -> Metrics:
    """With two subscriptions in force."""
    return Metrics(engine, redis, subscriptions=lambda: {one.name: one for one in (DESK, NIGHT)})


def test_what_is_true_now(engine: Engine, embedded_redis: str) -> None:
    """Depths, the oldest due delivery, feeds, roles and checks."""
    now = datetime.now(UTC)
    store(engine, collapse(published=now - timedelta(minutes=5)), at=now - timedelta(seconds=90))
    advance(engine, [DESK], now=now - timedelta(seconds=60))
    with writing(engine) as connection:
        add_feed(connection, Feed(name="furat", url="https://furat.example/feed", outlet="مرآة الفرات"), now)
        connection.execute(update(feed_table).values(state="failing", error_count=3))
        for name, state in (("alerts", "running"), ("crawler", "restarting")):
            beat(connection, name=name, host="h", pid=1, state=state, restarts=2, started_at=now, now=datetime.now(UTC))
        note_check(connection, WITHOUT_ROW, ["event 7"], now)
    found = read(metrics_of(engine, embedded_redis))
    assert found["rasid_outbox_depth{state=due}"] == 1
    assert found["rasid_outbox_depth{state=dead}"] == 0
    assert 60 <= found["rasid_delivery_oldest_due_seconds{}"] < 120
    assert found["rasid_feeds{state=failing}"] == 1
    assert found["rasid_feed_errors{feed=furat}"] == 3
    assert (found["rasid_role_up{host=h,role=alerts}"], found["rasid_role_up{host=h,role=crawler}"]) == (1, 0)
    assert found["rasid_role_restarts{host=h,role=alerts}"] == 2
    assert found["rasid_invariant_violations{check=without_row}"] == 1
    assert found["rasid_queue_depth{queue=stories_to_advance}"] == 0
    assert found["rasid_queue_depth{queue=rasid_deliveries}"] >= 0
    assert found["rasid_redis_up{}"] == 1
    assert read(metrics_of(engine))["rasid_redis_up{}"] == 0


def test_what_ends_is_counted_once_with_the_time_it_took(engine: Engine) -> None:
    """From the keeping of the story, and from the outlet's own time; what was held back for the morning is not late."""
    metrics = metrics_of(engine)
    assert "rasid_deliveries_total" not in " ".join(read(metrics))
    begun = datetime.now(UTC)
    store(engine, collapse(published=begun - timedelta(seconds=600)), at=begun - timedelta(seconds=40))
    advance(engine, [DESK, NIGHT], now=begun)
    with writing(engine) as connection:
        connection.execute(update(tables.delivery).values(state="sent", ended_at=begun))
    for _ in range(2):
        found = read(metrics)
        assert found["rasid_deliveries_total{channel=telegram,outcome=sent}"] == 1
        assert found["rasid_deliveries_total{channel=mailto,outcome=sent}"] == 2  # the digest, and what it lists
        assert found["rasid_story_to_alert_seconds_bucket{channel=telegram,le=30.0}"] == 0
        assert found["rasid_story_to_alert_seconds_bucket{channel=telegram,le=60.0}"] == 1
        assert found["rasid_publish_to_alert_seconds_sum{channel=telegram}"] == pytest.approx(600)
        assert "rasid_story_to_alert_seconds_count{channel=mailto}" not in found


def test_what_ended_before_the_start_is_not_counted(engine: Engine) -> None:
    """A restart begins anew, as Prometheus expects."""
    store(engine, collapse(published=NOW), at=NOW)
    advance(engine, [DESK], now=NOW)
    with writing(engine) as connection:
        connection.execute(update(tables.delivery).values(state="sent", ended_at=NOW - timedelta(seconds=5)))
    assert "rasid_deliveries_total" not in " ".join(read(metrics_of(engine)))


class Served:
    """A supervisor's answers, and what they depend on."""

    def __init__(self, engine: Engine) -> None:
        self.roles = {"alerts": "running"}
        self.pulse = Pulse(roles=self._roles)
        self.port = free_port()
        self.serving = monitored(
            self.pulse, f"127.0.0.1:{self.port}", engine=engine, redis_address=NO_REDIS, subscriptions=dict
        )

    def _roles(self) -> Mapping[str, str]:
        return self.roles

    async def get(self, path: str) -> httpx.Response:
        """The answer, once it listens."""
        async with httpx.AsyncClient(transport=httpx.AsyncHTTPTransport(retries=10), trust_env=False) as client:
            return await client.get(f"http://127.0.0.1:{self.port}{path}")


async def test_alive_is_whose_loop_turns(sqlite_engine: Engine) -> None:
    """Neither database nor roles are asked: nothing is won by killing a supervisor that waits for them."""
    served = Served(sqlite_engine)
    async with served.serving:
        await asyncio.sleep(0)
        assert (await served.get("/livez")).status_code == 200
        served.roles["alerts"] = "restarting"
        assert (await served.get("/livez")).status_code == 200
    pulse = Pulse(ticked_at=time.monotonic() - HUNG_AFTER)
    assert not pulse.is_alive()


async def test_ready_is_who_writes_and_whose_roles_run(sqlite_engine: Engine) -> None:
    """The body says what is missing."""
    served = Served(sqlite_engine)
    async with served.serving:
        answer = await served.get("/readyz")
        assert (answer.status_code, answer.json()["database"]) == (503, "not written to")
        served.pulse.written_at = time.monotonic()
        assert (await served.get("/readyz")).status_code == 200
        served.roles["alerts"] = "restarting"
        answer = await served.get("/readyz?verbose")
        assert (answer.status_code, json.loads(answer.text)["roles"]) == (503, {"alerts": "restarting"})


async def test_metrics_are_served_and_nothing_else(sqlite_engine: Engine) -> None:
    """In the form that Prometheus reads; other paths and methods are refused."""
    served = Served(sqlite_engine)
    async with served.serving:
        answer = await served.get("/metrics")
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/plain; version=")
        assert "rasid_outbox_depth" in answer.text
        assert (await served.get("/")).status_code == 404
        async with httpx.AsyncClient(trust_env=False) as client:
            assert (await client.post(f"http://127.0.0.1:{served.port}/metrics")).status_code == 501


async def test_a_port_that_is_taken_stops_nobody(sqlite_engine: Engine) -> None:
    """The second daemon on a machine works on without."""
    first, second = Served(sqlite_engine), Served(sqlite_engine)
    second.port = first.port
    second.serving = monitored(
        second.pulse, f"127.0.0.1:{first.port}", engine=sqlite_engine, redis_address=NO_REDIS, subscriptions=dict
    )
    async with first.serving:
        assert (await first.get("/livez")).status_code == 200
        async with second.serving:
            await asyncio.sleep(0)
            assert second.pulse.is_alive()
