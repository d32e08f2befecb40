"""The reader of a pipe goes (| head): lists end without a word, and work goes on to its end."""

import os
import subprocess
import sys
import tempfile

import pytest

from tests.alerts.making import collapse, read_story
from tests.conftest import ROOT
from tests.scheduler.cli.history import keep
from tests.scheduler.cli.rasid import Desk
from tests.scheduler.cli.test_label import verdicts
from tests.warm import start

pytestmark = pytest.mark.slow


def unread(desk: Desk, *arguments: str) -> tuple[int, str]:
    """The exit code of a command whose output nobody reads, and what it says on stderr."""
    reader, writer = os.pipe()
    os.close(reader)
    with tempfile.TemporaryFile() as err:
        process = start("scheduler.cli", *arguments, cwd=desk.folder, stdout=writer, stderr=err.fileno())
        os.close(writer)
        code = process.wait(100)
        err.seek(0)
        return code, err.read().decode()


@pytest.mark.parametrize(
    "arguments",
    [("--help",), ("stories",), ("stories", "--json"), ("feeds", "export"), ("export", "--format", "csv")],
)
def test_a_list_that_nobody_reads_ends_in_peace(desk: Desk, arguments: tuple[str, ...]) -> None:
    """Exit 0: nothing failed; and no word of it."""
    keep(desk, collapse())
    assert unread(desk, *arguments) == (0, "")


def test_each_story_is_labelled_though_nobody_reads_of_it(desk: Desk) -> None:
    """The second is corrected as well as the first."""
    keep(desk, collapse(), read_story("لقاء", "التقى الوزيران في عمان.", url="https://a.example/news/1000"))
    assert unread(desk, "label", "1", "2", "--casualty", "no") == (0, "")
    assert [(story, casualty) for story, casualty, _, _ in verdicts(desk)] == [(1, False), (2, False)]


def test_each_story_is_crawled_though_nobody_reads_of_it(desk: Desk) -> None:
    """All are kept and counted, and nothing is told as an error."""
    titles = ("إصابة عشرة أشخاص في حادث سير", "وزير الداخلية يتفقد المعابر الحدودية")
    urls = [desk.stand.publish(number, title) for number, title in enumerate(titles)]
    code, said = unread(desk, "crawl", *urls)
    assert (code, said.count(" ERROR "), said.count("Traceback")) == (0, 0, 0)
    assert "2 new stories" in said
    assert len(desk("stories", "--json").lines) == 2


@pytest.mark.parametrize("arguments", ["stories", "stories --json", "--help", "status"])
def test_what_is_printed_into_a_closed_stream_is_no_error(desk: Desk, arguments: str) -> None:
    """`>&-` leaves Python without a standard output; the exit code is as always."""
    keep(desk, collapse())
    command = f'"{sys.executable}" -m scheduler.cli {arguments} >&-'
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["sh", "-c", command], cwd=desk.folder, env=environ, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1 if arguments == "status" else 0, b"")
