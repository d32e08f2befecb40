"""The role in the daemon: started where it is asked for, and stopped in order while a page is open."""

import asyncio
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Engine

from crawler.errors import ConfigurationError
from scheduler.console.accounts import digest_of
from scheduler.console.running import run_console
from scheduler.settings import ConsoleSection, Settings
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


async def test_secrets_are_read_where_the_role_runs(
    sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What is handed over names them only. Without TLS, where others reach it, the log says what that means."""
    caplog.set_level("INFO")
    digest = digest_of("rasid_x")
    token = {"name": "x", "role": "reader", "sha256": "env:RASID_TEST_TOKEN"}
    stop = asyncio.Event()
    stop.set()
    for listen, warned in ((f"127.0.0.1:{free_port()}", False), ("192.0.2.1:8000", True)):  # the latter is nobody's
        console = ConsoleSection.model_validate({"listen": listen, "tokens": [token]})
        settings = Settings.model_validate({"store": {"database": str(sqlite_engine.url)}, "console": console})
        with pytest.raises(ConfigurationError, match="RASID_TEST_TOKEN is not set"):
            await run_console(settings, stop)
        with monkeypatch.context() as patched:
            patched.setenv("RASID_TEST_TOKEN", digest)
            await run_console(settings, stop)
        assert ("console_without_tls at=192.0.2.1:8000" in caplog.text) == warned
    assert digest not in caplog.text
