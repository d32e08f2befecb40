"""The role in the daemon: started where it is asked for, and stopped in order while a page is open."""

from pathlib import Path

import httpx
import pytest

from tests.conftest import free_port
from tests.flow.daemon import Daemon, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.xdist_group("flow")]


def test_the_daemon_starts_the_console_and_ends_it_with_open_pages(tmp_path: Path) -> None:
    """It answers on its port, its beat is written, takes up a changed file, and SIGTERM waits for no reader."""
    place, health = f"127.0.0.1:{free_port()}", f"127.0.0.1:{free_port()}"
    written = f'[console]\nlisten = "{place}"\n[health]\nlisten = "{health}"\n'
    (tmp_path / "rasid.toml").write_text(written, encoding="utf-8")
    daemon = Daemon(tmp_path, "--role", "console").start()

    def answers() -> bool:
        try:
            return httpx.get(f"http://{place}/", timeout=10, trust_env=False).status_code == 200
        except httpx.TransportError:
            return False

    def is_ready() -> bool:
        try:
            found = httpx.get(f"http://{health}/readyz", timeout=10, trust_env=False)
        except httpx.TransportError:
            return False
        return found.json()["roles"] == {"console": "running"} and found.status_code == 200

    def has_subscription() -> bool:
        return "subscription-1" in httpx.get(f"http://{place}/subscriptions", timeout=10, trust_env=False).text

    try:
        wait_for(answers, what="the console", log=daemon.log)
        wait_for(is_ready, what="readiness", log=daemon.log)
        assert not has_subscription()
        more = '[[subscription]]\nname = "desk"\nto = ["console:"]\n'
        (tmp_path / "rasid.toml").write_text(written + more, encoding="utf-8")
        wait_for(has_subscription, what="the subscription on its page", log=daemon.log)
        with httpx.stream("GET", f"http://{place}/live", timeout=10, trust_env=False) as page:
            assert next(page.iter_raw()) == b": \n\n"
            code = daemon.stop()
    finally:
        if daemon.running:
            daemon.stop()
    assert code == 0
    assert "role_stopped role=console exit=0" in daemon.log.read_text()
