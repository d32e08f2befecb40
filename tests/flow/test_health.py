"""What a running daemon answers about itself."""

import re
import time

import httpx
import pytest

from tests.conftest import free_port
from tests.flow.conftest import CHAT, Desk
from tests.flow.daemon import Daemon, wait_for

STARTED = re.compile("role_started role=crawler")

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.xdist_group("flow")]


def test_a_daemon_says_that_it_is_ready_and_how_long_alerts_take(desk: Desk) -> None:
    """Ready again after a role died; its histogram has the alert that was sent, and its heartbeat arrives."""
    desk.health = f"127.0.0.1:{free_port()}"
    desk.configure(to=f'"telegram:{CHAT}"')
    file = desk.folder / "rasid.toml"
    file.write_text(file.read_text().replace("[alerts]\n", '[alerts]\nheartbeat = ["file:beats.txt"]\n'))
    beats = desk.folder / "beats.txt"
    daemon = Daemon(desk.folder).start()

    def get(path: str) -> httpx.Response | None:
        try:
            return httpx.get(f"http://{desk.health}{path}", timeout=10, trust_env=False)
        except httpx.TransportError:
            return None

    def is_ready() -> bool:
        answer = get("/readyz")
        return answer is not None and answer.status_code == 200

    try:
        wait_for(is_ready, what="readiness", log=daemon.log)
        first = get("/metrics")
        assert first is not None
        assert 'rasid_role_up{host="' in first.text
        desk.publish(0)
        wait_for(lambda: desk.told(0), what="the alert", log=daemon.log)
        time.sleep(0.5)
        answer = get("/metrics")
        assert answer is not None
        wait_for(beats.exists, what="the heartbeat", log=daemon.log)
        assert "نبض راصد" in beats.read_text(encoding="utf-8")
        wait_for(lambda: "heartbeat_arrived" in daemon.log.read_text(), what="it to be seen", log=daemon.log)
        assert 'rasid_deliveries_total{channel="telegram",outcome="sent"} 1.0' in answer.text
        assert 'rasid_story_to_alert_seconds_bucket{channel="telegram",le="60.0"} 1.0' in answer.text
        daemon.kill("crawler")
        wait_for(lambda: len(STARTED.findall(daemon.log.read_text())) == 2, what="a second crawler", log=daemon.log)
        wait_for(is_ready, what="readiness again", log=daemon.log)
        assert (alive := get("/livez")) is not None
        assert alive.status_code == 200
    finally:
        code = daemon.stop()
    assert code == 0
