"""The bot under a running daemon: a reload lets somebody speak, a restart forgets nothing, and status names it."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.flow.conftest import CHAT, Desk
from tests.flow.daemon import ROOT, Daemon, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.xdist_group("flow")]

ALI = int(CHAT)  # what an admin writes in the name of the group is said by the group


def status(desk: Desk) -> dict[str, Any]:
    """`rasid status --json`."""
    done = subprocess.run(
        [sys.executable, "-m", "scheduler.cli", "status", "--json"],
        cwd=desk.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def answered(desk: Desk, words: str) -> bool:
    """Whether some message has these words."""
    return any(words in message.text for message in desk.telegram.messages)


def test_the_bot_is_let_in_by_a_reload_and_goes_on_after_a_restart(desk: Desk) -> None:
    """What was said while nobody listened is answered then, once, and silence outlives the daemon."""
    desk.configure(to='"console:"')
    file = desk.folder / "rasid.toml"
    daemon = Daemon(desk.folder).start()
    try:
        desk.telegram.say("/subscribe all", chat=ALI)
        allowed = file.read_text(encoding="utf-8").replace("[alerts]\n", f"[alerts]\ntelegram_users = [{ALI}]\n")
        file.write_text(allowed, encoding="utf-8")
        wait_for(lambda: answered(desk, "انضمت هذه المحادثة إلى"), what="the answer", log=daemon.log)
        assert [(one["name"], one["state"], one["joined"]) for one in status(desk)["bots"]] == [
            ("@rasid_demo_bot", "polling", 1)
        ]
        desk.publish(0)
        wait_for(lambda: desk.told(0), what="an alert for the chat that joined", log=daemon.log)
        assert daemon.stop() == 0
        assert status(desk)["bots"] == []
        desk.telegram.say("/mute 2h", chat=ALI)
        daemon = Daemon(desk.folder).start()
        wait_for(lambda: answered(desk, "كُتمت"), what="the answer of the next daemon", log=daemon.log)
        desk.publish(1)
        desk.telegram.say("/unmute", chat=ALI)
        wait_for(lambda: desk.told(1), what="what was held", log=daemon.log)
    finally:
        code = daemon.stop()
    assert code == 0
    assert desk.telegram.token not in daemon.log.read_text(encoding="utf-8")
    assert sum("انضمت هذه المحادثة" in message.text for message in desk.telegram.messages) == 1
