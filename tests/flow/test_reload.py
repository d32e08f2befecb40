"""A changed rasid.toml takes effect under a running daemon, and a broken one does not."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.flow.conftest import CHAT, Desk
from tests.flow.daemon import ROOT, Daemon, wait_for
from tests.flow.news_server import NewsServer
from tests.flow.stories import story

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.xdist_group("flow")]

TELEGRAM = f'"telegram:{CHAT}"'
MAIL = '"mailto:desk@example.org"'


def status(folder: Path) -> dict[str, Any]:
    """`rasid status --json`."""
    done = subprocess.run(
        [sys.executable, "-m", "scheduler.cli", "status", "--json"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def text(desk: Desk) -> str:
    """The file as it stands."""
    return (desk.folder / "rasid.toml").read_text(encoding="utf-8")


def write(desk: Desk, content: str) -> None:
    """Writes it."""
    (desk.folder / "rasid.toml").write_text(content, encoding="utf-8")


def wait_log(daemon: Daemon, *lines: str, count: int = 1) -> None:
    """Waits until each of the lines has been logged so often."""
    for line in lines:
        wait_for(lambda line=line: daemon.log.read_text().count(line) >= count, what=f"the line {line}", log=daemon.log)


def test_who_hears_of_what_and_what_is_watched_change_under_way(desk: Desk) -> None:
    """A new receiver, another language and a second feed hold from the next story on; no process is started anew."""
    desk.configure(to=TELEGRAM)
    second = NewsServer()
    daemon = Daemon(desk.folder).start()
    try:
        desk.publish(0)
        wait_for(lambda: desk.told(0), what="the first alert", log=daemon.log)
        pids = [daemon.pid(role) for role in ("crawler", "scheduler", "alerts")]
        desk.configure(to=f"{TELEGRAM}, {MAIL}")
        write(desk, text(desk) + f'[[feed]]\nname = "second"\nurl = "{second.address}/feed.xml"\n')
        wait_log(daemon, "configuration_reloaded changed=subscription,feed waiting_for_restart=nothing")
        wait_log(daemon, "configuration_taken_up", count=2)
        headline, page = story(1)
        second.publish("/1.html", headline, page.encode())
        wait_for(lambda: desk.told(1) and desk.mailed(1), what="the second alert on both", log=daemon.log)
        assert (desk.told(0), desk.mailed(0)) == (1, 0)
        assert [daemon.pid(role) for role in ("crawler", "scheduler", "alerts")] == pids
        assert daemon.stop() == 0
    finally:
        second.close()
        if daemon.running:
            daemon.stop()


def test_a_broken_file_keeps_the_old_one_and_says_so_once(desk: Desk) -> None:
    """In the log, in the status and to the operator, with line numbers; also a role that dies now starts as before."""
    desk.configure(to=TELEGRAM)
    good = text(desk).replace("[alerts]\n", f"[alerts]\noperator = [{MAIL}]\n")
    write(desk, good)
    daemon = Daemon(desk.folder).start()
    try:
        desk.publish(0)
        wait_for(lambda: desk.told(0), what="the first alert", log=daemon.log)
        broken = good.replace('outlet = "موقع الاختبار"', 'outlett = "موقع الاختبار"').replace(
            "to = [", 'when = "x"\nto = ['
        )
        lines = {key: 1 + broken[: broken.index(key)].count("\n") for key in ("outlett", "when")}
        write(desk, broken)
        wait_log(daemon, f"rasid.toml:{lines['outlett']}: unknown key 'feed.outlett'", f"rasid.toml:{lines['when']}: ")
        wait_for(lambda: len(desk.mail.mails) == 1, what="the operator's notice", log=daemon.log)
        body = desk.mail.mails[0].message().get_body(("plain",))
        assert body is not None
        assert f"rasid.toml:{lines['outlett']}" in body.get_content()
        found = status(desk.folder)
        assert [line for line in found["problems"] if f"rasid.toml:{lines['when']}:" in line]
        daemon.kill("alerts")
        desk.publish(1)
        wait_for(lambda: desk.told(1), what="an alert by the old configuration", log=daemon.log)
        write(desk, broken + "\n")  # the same mistakes once more are no news
        write(desk, good)
        wait_log(daemon, "configuration_reloaded changed=nothing waiting_for_restart=nothing")
        assert [one["problems"] for one in status(desk.folder)["configurations"]] == [[]]
        assert len(desk.mail.mails) == 1
    finally:
        code = daemon.stop()
    assert code == 0


def test_sighup_reads_the_file_again_and_says_what_waits(desk: Desk) -> None:
    """A secret that stands in another file may have changed; what shapes processes waits for the next start."""
    desk.configure(to=TELEGRAM)
    token = desk.folder / "token"
    token.write_text(desk.telegram.token, encoding="utf-8")
    write(desk, text(desk).replace(f'telegram_token = "{desk.telegram.token}"', 'telegram_token = "file:token"'))
    daemon = Daemon(desk.folder).start()
    try:
        desk.publish(0)
        wait_for(lambda: desk.told(0), what="the first alert", log=daemon.log)
        token.write_text("1:wrong", encoding="utf-8")
        daemon.signal(signal.SIGHUP)
        wait_log(daemon, "configuration_reloaded changed=nothing")
        wait_log(daemon, "configuration_taken_up channels=console,file,telegram")
        desk.publish(1)
        wait_log(daemon, "outcome=not_sent state=due")
        token.write_text(desk.telegram.token, encoding="utf-8")
        write(desk, text(desk).replace("readers = 1", "readers = 2").replace("[alerts]\n", "[alerts]\nworkers = 3\n"))
        wait_log(daemon, "configuration_reloaded changed=nothing waiting_for_restart=crawler.readers,alerts.workers")
        assert [line for line in status(desk.folder)["problems"] if "crawler.readers, alerts.workers" in line]
    finally:
        code = daemon.stop()
    assert code == 0
