"""rasid reread: history by the present model and rules; it shows what changes, and tells nobody."""

import contextlib
import json
import os
import pty
import signal
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import update

from crawler.store.database import writing
from crawler.store.due_stories import mark_advanced
from crawler.store.tables import entry as entry_table
from crawler.store.tables import story as story_table
from crawler.understanding import ReadStory, not_understood
from tests.alerts.making import hours, read_story
from tests.scheduler.cli.history import NOW, database, events, install, keep, rows
from tests.scheduler.cli.rasid import Desk
from tests.warm import ROOT

pytestmark = pytest.mark.slow

STRIKE = "قُتل ثلاثة مدنيين وأصيب خمسة آخرون في غارة على أطراف المدينة، وفق ما أفاد به الدفاع المدني."
TALKS = "التقى وزير الخارجية الأردني نظيره المصري في عمان، الأحد، وبحثا سبل تعزيز العلاقات بين البلدين."
MARKS = ("alerting", "advance_due", "revision", "kept_at", "title", "text")


def strike(number: int = 0) -> ReadStory:
    """A story of a strike of which an earlier version understood nothing."""
    return read_story(
        f"غارة على أطراف المدينة {number}", f"{STRIKE} {number}", url=f"https://a.example/strike/{number}"
    )


def talks() -> ReadStory:
    """A story of talks of which an earlier version understood nothing."""
    return read_story("لقاء في عمان", TALKS, url="https://a.example/talks")


def totals(out: str) -> dict[str, int]:
    """The table at the end."""
    _, _, table = out.partition(" what ")
    lines = [line.strip().rsplit(maxsplit=1) for line in table.splitlines()[1:]]
    return {name.strip(): int(count) for name, count in lines}


def marks(desk: Desk) -> list[tuple[Any, ...]]:
    """What a rereading must leave alone."""
    return [tuple(row[name] for name in MARKS) for row in rows(desk)]


def test_history_is_understood_by_the_present_model(desk: Desk) -> None:
    """A line a story that changes, the totals, and the new understanding in the database; no event, no mark moved."""
    keep(desk, strike(), talks())
    install(desk, casualty=0.9, diplomacy=0.3)
    with database(desk) as engine, writing(engine) as connection:
        mark_advanced(connection, [1])
    before = marks(desk)
    done = desk("reread")
    assert (done.code, done.err) == (0, "")
    first, second = done.out.splitlines()[:2]
    assert first == (
        "story 1 | flags: none → casualty | figures: none → killed 3, injured 5 | غارة على أطراف المدينة 0"
    )
    assert second.startswith("story 2 | flags: none → casualty | acts: none → meeting ")
    assert second.endswith(" | لقاء في عمان")
    told = totals(done.out)
    assert (told["read again"], told["changed"], told["casualty flag rose"], told["to review"]) == (2, 2, 2, 2)
    assert (told["other figures"], told["other acts"], told["diplomacy flag rose"]) == (1, 1, 0)
    assert marks(desk) == before
    assert [(row["casualty"], row["casualty_score"], row["review"]) for row in rows(desk)] == [(True, 0.9, True)] * 2
    assert events(desk) == []
    (_, shown) = desk("stories", "--json").lines
    assert shown["flags"]["casualty"]["model"] == "desk 1"
    assert [figure["min"] for figure in shown["casualties"]] == [3, 5]


def test_a_second_reading_changes_nothing(desk: Desk) -> None:
    """Until another model is installed; then it says which flags fell."""
    keep(desk, strike(), talks())
    install(desk)
    assert desk("reread").code == 0
    again = desk("reread")
    assert (again.code, totals(again.out)["read again"], totals(again.out)["changed"]) == (0, 2, 0)
    install(desk, "desk 2", casualty=0.1, diplomacy=0.8)
    last = totals(desk("reread").out)
    assert (last["casualty flag fell"], last["diplomacy flag rose"], last["other figures"]) == (2, 2, 0)


def test_a_dry_run_keeps_nothing_and_shows_the_same(desk: Desk) -> None:
    """A person's word counts in it as well."""
    keep(desk, strike(1), strike(2))
    install(desk)
    assert desk("label", "2", "--casualty", "no").code == 0
    before = rows(desk)
    dry = desk("reread", "--dry-run")
    assert dry.code == 0
    assert totals(dry.out)["casualty flag rose"] == 1
    assert rows(desk) == before
    wet = desk("reread")
    assert wet.out == dry.out.replace("would change", "changed     ")
    assert rows(desk) != before


def test_a_persons_word_outlasts_it(desk: Desk) -> None:
    """And counts as no change; taken back, the present model's word holds."""
    keep(desk, strike())
    install(desk)
    assert desk("label", "1", "--casualty", "no").code == 0
    (line, _) = desk("reread", "--json").lines
    assert line["changed"] == ["figures"]
    assert line["after"]["flags"]["casualty"]["flagged"] is False
    assert rows(desk)[0]["casualty"] is False
    done = desk("label", "1", "--casualty", "unset")
    assert "no (by hand) → yes (the model, 0.90)" in done.out


def test_which_stories_are_read_again(desk: Desk) -> None:
    """Those kept since then, those behind an id, and no more than so many."""
    keep(desk, *(strike(number) for number in range(3)), at=NOW - hours(48))
    keep(desk, strike(3), strike(4))
    install(desk)

    def reread(*options: str) -> list[int]:
        done = desk("reread", "--dry-run", "--json", *options)
        return [line["id"] for line in done.lines if "id" in line]

    assert reread() == [1, 2, 3, 4, 5]
    assert reread("--since", (NOW - hours(1)).isoformat()) == [4, 5]
    assert reread("--limit", "2", "--workers", "2") == [1, 2]
    assert reread("--after", "1", "--limit", "2") == [2, 3]
    assert reread("--after", "5") == []
    for strange in ("99999999999d", "²d", "yesterday"):
        done = desk("reread", "--dry-run", "--since", strange)
        assert (done.code, done.out) == (2, "")
        assert f"'{strange}' is neither a span" in done.err


def test_the_json_says_before_and_after(desk: Desk) -> None:
    """One line a story that changes, and the totals at the end."""
    keep(desk, strike())
    install(desk)
    line, end = desk("reread", "--json").lines
    assert (line["id"], line["changed"]) == (1, ["flags", "figures"])
    assert [line[side]["flags"]["casualty"]["flagged"] for side in ("before", "after")] == [False, True]
    assert [len(line[side]["casualties"]) for side in ("before", "after")] == [0, 2]
    assert (end["totals"]["read"], end["totals"]["changed"], end["totals"]["casualty_rose"]) == (1, 1, 1)


def test_a_poisonous_story_is_listed_and_kept_as_it_was(desk: Desk) -> None:
    """It takes longer than it may; its neighbours of the same task are understood; exit 1."""
    poison = read_story("حصيلة", f"{STRIKE} " * 150_000, url="https://a.example/endless")
    keep(desk, strike(1), replace(poison, casualty=replace(poison.casualty, score=0.77)), strike(2))
    install(desk)
    desk.config.write_text(desk.config.read_text().replace("readers = 1\n", "readers = 1\nreading_timeout = 1\n"))
    before = rows(desk)[1]
    done = desk("reread")
    assert done.code == 1
    assert done.err.splitlines()[-1] == (
        "rasid: story 2: not understood: reading it took longer than 1 s: https://a.example/endless"
    )
    told = totals(done.out)
    assert (told["read again"], told["changed"], told["not understood, left as they were"]) == (3, 2, 1)
    assert rows(desk)[1] == before
    assert [row["casualty"] for row in rows(desk)] == [True, False, True]


def test_what_a_fault_had_stopped_at_is_healed(desk: Desk) -> None:
    """The story is understood, and its entry no longer says that it was not."""
    keep(desk, not_understood(strike().story, "IndexError"))
    install(desk)
    with database(desk) as engine, writing(engine) as connection:
        entry = {"key": "k", "url": "u", "url_key": "u", "title": "", "summary": "", "first_seen_at": NOW}
        reason = "not understood: IndexError"
        connection.execute(entry_table.insert().values(**entry, alerting=True, state="kept", attempts=1, reason=reason))
        connection.execute(update(story_table).values(entry_id=1))
    done = desk("reread")
    assert done.code == 0
    assert done.out.startswith("story 1 | was not understood before | flags: none → casualty | figures: ")
    assert totals(done.out)["not understood before"] == 1
    assert [row["reason"] for row in rows(desk, entry_table)] == [None]
    assert totals(desk("reread").out)["not understood before"] == 0


def test_a_reading_that_is_stopped_has_lost_nothing(desk: Desk) -> None:
    """What was shown is kept, and the next one goes on where it is told to."""
    keep(desk, *(strike(number) for number in range(400)))
    install(desk)
    command = [sys.executable, "-m", "scheduler.cli", "reread", "--workers", "1"]
    process = subprocess.Popen(
        command,
        cwd=desk.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    with process, process.stdout, process.stderr:
        assert process.stdout.readline().startswith("story 1 | ")
        process.send_signal(signal.SIGINT)
        shown = len(process.stdout.read().splitlines()) + 1
        err = process.stderr.read()
    assert process.returncode == 130, err
    assert err == f"rasid: stopped; 'rasid reread --after {shown}' goes on from here\n"
    done = [row["casualty"] for row in rows(desk)]
    assert shown < 400
    assert done[:shown] == [True] * shown
    rest = desk("reread", "--after", str(shown))
    assert (rest.code, totals(rest.out)["read again"]) == (0, 400 - shown)
    assert all(row["casualty"] for row in rows(desk))


def test_a_model_that_cannot_be_used_is_one_sentence(desk: Desk) -> None:
    """Nothing is read without it, and the configuration is what is wrong."""
    keep(desk, strike())
    config = desk.config.read_text()
    desk.config.write_text(config + '\n[flags]\nmodel = "onnx:models/none"\n')
    done = desk("reread")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("rasid: the model of the flags cannot be used: ")
    assert "models/none" in done.err
    assert rows(desk)[0]["casualty"] is False
    desk.config.write_text(config + '\n[flags]\nmodel = "own"\n')
    assert "flags.model: must be 'auto', 'shipped' or 'onnx:FOLDER'" in desk("reread").err


def test_a_bar_on_the_terminal_takes_no_line_from_the_file(desk: Desk) -> None:
    """The progress bar is stderr's; what the command says goes where stdout goes."""
    keep(desk, strike())
    install(desk)
    terminal, its_end = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "scheduler.cli", "reread", "--dry-run", "--json"],
        cwd=desk.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=its_end,
        text=True,
    )
    os.close(its_end)
    bar = b""
    with contextlib.suppress(OSError):  # its end was closed
        while piece := os.read(terminal, 4096):
            bar += piece
    os.close(terminal)
    out, _ = process.communicate(timeout=60)
    line, end = (json.loads(line) for line in out.splitlines())
    assert (process.returncode, line["id"], end["totals"]["read"]) == (0, 1, 1)
    assert b"100%" in bar
    assert b"changed" not in bar
