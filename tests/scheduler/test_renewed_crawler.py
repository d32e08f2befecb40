"""A crawler that is renewed each day leaves no gap: its successor visits feeds while it finishes what it has."""

import os
import sqlite3
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from scheduler.handover import LEAVING, Inbox
from tests.conftest import ROOT
from tests.crawler.spiders.stand import Answer, Stand, article, feed
from tests.flow.daemon import Daemon, wait_for

_DAY = 4.0  # seconds, instead of 24 hours
_TEACH = f"import crawler.spiders.feeds as feeds\nfeeds.RENEWED_AFTER = {_DAY}\n"


@pytest.mark.slow
@pytest.mark.xdist_group("flow")
@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")
@pytest.mark.skipif("COVERAGE_PROCESS_CONFIG" in os.environ, reason="none are where coverage is measured")
def test_the_next_crawler_begins_before_the_last_has_finished(tmp_path: Path) -> None:
    """A page is in hand when the day is over: the old one keeps it, while the new one works. Nothing is restarted."""
    stand = Stand()
    hold = threading.Event()
    page = article("مقتل ثلاثة مدنيين في قصف على أطراف المدينة").encode()
    stand.answers["/news/1"] = Answer(body=page, headers={"Content-Type": "text/html; charset=utf-8"}, hold=hold)
    listed = feed(stand.url("/news/1")).encode()
    stand.answers["/feed"] = Answer(body=listed, headers={"Content-Type": "application/rss+xml"})
    (tmp_path / "sitecustomize.py").write_text(_TEACH)
    (tmp_path / "rasid.toml").write_text(
        f'[store]\ndatabase = "sqlite:///{tmp_path}/rasid.db"\n[health]\nlisten = ""\n'
        '[crawler]\nreaders = 1\nallow_private_hosts = ["127.0.0.1"]\nobey_robots = false\n'
        f'[[feed]]\nname = "one"\nurl = "{stand.url("/feed")}"\noutlet = "one"\n'
    )
    environment = {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)]), "OPENBLAS_NUM_THREADS": "1"}
    daemon = Daemon(tmp_path, environment=environment).start()

    def said(what: str) -> int:
        return daemon.log.read_text().count(what)

    try:
        wait_for(lambda: any(one.path == "/news/1" for one in list(stand.asked)), what="the page", log=daemon.log)
        wait_for(lambda: said("crawler_started") >= 2, what="the next crawler", log=daemon.log)
        assert said("role_left") == 0
        hold.set()
        wait_for(lambda: said("role_left"), what="the first to leave", log=daemon.log)
    finally:
        hold.set()
        code = daemon.stop()
        stand.close()
    assert (code, said("role_ended"), said("unclean_stop")) == (0, 0, 0)
    assert sum(one.path == "/news/1" for one in stand.asked) == 1
    with closing(sqlite3.connect(tmp_path / "rasid.db")) as kept:
        assert kept.execute("SELECT count(*) FROM story").fetchone() == (1,)


def test_a_role_says_that_it_is_leaving_where_it_can_be_heard() -> None:
    """Into the socket of a forked role; the pipe of an executed one has no way back, and that is no error."""
    reading, writing = os.pipe()
    try:
        Inbox(writing).say_leaving()
        assert os.read(reading, 100) == LEAVING
        Inbox(reading).say_leaving()
    finally:
        os.close(reading)
        os.close(writing)
