"""rasid export: what is known, as analysts take it away."""

import csv
import io
import json
import os
import stat
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest

from alerts.advance import advance
from crawler.facts.act import ActKind
from crawler.facts.diplomacy import diplomatic_acts
from crawler.facts.figure import Cause, Scope
from crawler.understanding import ReadStory
from tests.alerts.exports.samples import killed, strike
from tests.alerts.making import act, collapse, collapse_later, hours, read_story
from tests.scheduler.cli.history import NOW, database, keep
from tests.scheduler.cli.rasid import Desk
from tests.warm import ROOT

pytestmark = pytest.mark.slow


def keep_and_group(desk: Desk, *stories: ReadStory) -> None:
    """Keeps stories, and lets the alerts' room make events of them."""
    keep(desk, *stories)
    with database(desk) as engine:
        assert not advance(engine, (), now=NOW).unplaced


def talks() -> ReadStory:
    """A story of a meeting."""
    return read_story("لقاء في عمان", "التقى الوزيران في عمان.", acts=[act(ActKind.MEETING, "JO", "EG")])


def shelling(number: int, **changes: Any) -> ReadStory:
    """A strike of its own, in its own place."""
    place = f"قرية{number}"
    figures = [killed(1, cause=Cause.SHELLING, place=place, **changes)]
    return read_story(
        f"قصف {place}", f"قُتل شخص بقصف على {place}.", url=f"https://a.example/{number}", figures=figures, published=NOW
    )


def table(text: str) -> list[dict[str, str]]:
    """The rows of a CSV."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def export(desk: Desk, form: str, *options: str) -> list[dict[str, Any]]:
    """What the command writes, read back."""
    done = desk("export", "--format", form, *options)
    assert done.code == 0, done.err
    return table(done.out) if form.endswith("csv") else done.lines


def test_one_row_an_event(desk: Desk) -> None:
    """Reports of one event are one row; a disaster has none, and is said to be left out."""
    copy = strike(outlet="مرآة الفرات", url="https://b.example/1")
    keep(desk, strike(), copy, collapse(), talks())
    keep(desk, collapse_later(), at=NOW + hours(5))
    with database(desk) as engine:
        advance(engine, (), now=NOW)
    done = desk("export", "--format", "acled-csv")
    assert done.code == 0
    assert done.err == "left out: 1 disaster or accident\n"
    (row,) = table(done.out)
    names = ("event_id_cnty", "fatalities", "sub_event_type", "country", "source", "civilian_targeting")
    assert [row[name] for name in names] == [
        *("RASID-SYR-1", "9", "Air/drone strike", "Syria"),
        *("نداء الشام; مرآة الفرات", "Civilian targeting"),
    ]
    rows = export(desk, "acled-csv", "--all-causes")
    assert [(row["event_type"], row["fatalities"]) for row in rows] == [("Explosions/Remote violence", "9"), ("", "12")]


def test_an_incident_holds_every_source(desk: Desk) -> None:
    """A copy is no independent source, but stands among them."""
    copy = strike(outlet="مرآة الفرات", url="https://b.example/1")
    keep_and_group(desk, strike(), copy)
    (incident,) = export(desk, "airwars-jsonl")
    assert (incident["independent_sources"], incident["harm_status_proposed"]) == (1, "weak")
    assert [(one["name"], one["copy_of_another_source"]) for one in incident["sources"]] == [
        ("نداء الشام", False),
        ("مرآة الفرات", True),
    ]


def test_a_story_that_no_event_has_yet_is_a_happening(desk: Desk) -> None:
    """It is not lost between being kept and being placed; one whose flag is down is no happening."""
    keep(desk, strike(), strike(flags=(), title="سياق", url="https://c.example/1"))
    assert [row["event_id_cnty"] for row in export(desk, "acled-csv")] == ["RASID-SYR-S1"]


def test_whole_stories_and_single_figures(desk: Desk) -> None:
    """All stories with their events; a row for each figure, background among them unless it is not wanted."""
    background = killed(400, scope=Scope.BACKGROUND, cause=Cause.AIRSTRIKE)
    keep_and_group(desk, strike(figures=[*strike().casualties, background]), talks())
    lines = export(desk, "jsonl")
    assert [(line["id"], line["events"], len(line["casualties"]), len(line["diplomacy"])) for line in lines] == [
        (1, [1], 4, 0),
        (2, [2], 0, 1),
    ]
    assert [row["min"] for row in export(desk, "csv")] == ["9", "3", "5", "400"]
    assert [row["min"] for row in export(desk, "csv", "--scope", "event")] == ["9", "3", "5"]
    assert len(export(desk, "jsonl", "--scope", "event")[0]["casualties"]) == 3


def test_which_part_is_exported(desk: Desk) -> None:
    """By when it was first seen, by flag, and by state."""
    keep(desk, strike(), at=NOW - hours(48))
    keep(desk, talks(), shelling(2, country="IQ"))
    with database(desk) as engine:
        advance(engine, (), now=NOW)
    since, until = (NOW - hours(1)).isoformat(), NOW.isoformat()

    def ids(*options: str) -> list[int]:
        return [line["id"] for line in export(desk, "jsonl", *options)]

    assert ids("--since", since) == [2, 3]
    assert ids("--until", until) == [1]
    assert ids("--since", since, "--until", until) == []
    assert ids("--flag", "diplomacy") == [2]
    assert ids("--country", "iq") == [3]
    assert ids("--country", "SY", "--country", "JO") == [1, 2]
    assert [row["country"] for row in export(desk, "acled-csv", "--country", "IQ")] == ["Iraq"]
    assert [row["country"] for row in export(desk, "csv", "--country", "IQ")] == ["IQ"]


def test_a_long_history_comes_piece_by_piece_and_whole(desk: Desk) -> None:
    """Nothing is lost or told twice where pieces meet, in events and in stories."""
    keep(desk, *(shelling(number) for number in range(150)))
    assert [line["id"] for line in export(desk, "jsonl")] == list(range(1, 151))
    assert [row["event_id_cnty"] for row in export(desk, "acled-csv")] == [f"RASID-SYR-S{n}" for n in range(1, 151)]
    with database(desk) as engine:
        advance(engine, (), now=NOW, limit=40)
    rows = export(desk, "acled-csv")
    loose = [row for row in rows if row["event_id_cnty"].startswith("RASID-SYR-S")]
    assert len(loose) == 110
    assert sum(int(row["fatalities"]) for row in rows) <= 150
    assert len({row["event_id_cnty"] for row in rows}) == len(rows) > 110


def test_a_file_is_replaced_when_the_new_one_is_whole(desk: Desk) -> None:
    """It keeps its rights; nothing else is left beside it; what it holds is said on stderr."""
    keep(desk, strike())
    out = desk.folder / "acled.csv"
    out.write_text("old")
    out.chmod(0o640)
    done = desk("export", "--format", "acled-csv", "--out", str(out), "--bom")
    assert (done.code, done.out, done.err) == (0, "", f"1 line in {out}\n")
    written = out.read_bytes()
    assert written.startswith(b"\xef\xbb\xbfevent_id_cnty,event_date,")
    assert written.count(b"\r\n") == 2
    assert stat.S_IMODE(out.stat().st_mode) == 0o640
    assert not list(desk.folder.glob(".*.part"))


def test_a_file_that_fails_leaves_the_old_one(desk: Desk) -> None:
    """A story that cannot be read from the database stops it; the earlier file stays as it was."""
    keep(desk, strike())
    out = desk.folder / "stories.jsonl"
    out.write_text("old")
    with database(desk) as engine, engine.begin() as connection:
        connection.exec_driver_sql("UPDATE story SET language = '', understanding = '{}'")
    command = [sys.executable, "-m", "scheduler.cli", "export", "--format", "jsonl", "--out", str(out)]
    ran = subprocess.run(
        command, cwd=desk.folder, env={"PYTHONPATH": str(ROOT)}, capture_output=True, check=False, timeout=100
    )
    assert ran.returncode != 0
    assert out.read_text() == "old"
    assert not list(desk.folder.glob(".*.part"))


def test_a_folder_that_is_not_there(desk: Desk) -> None:
    """One sentence, exit 2."""
    done = desk("export", "--format", "csv", "--out", "nowhere/figures.csv")
    assert (done.code, done.out) == (2, "")
    assert done.err == "rasid: nowhere/figures.csv cannot be written: No such file or directory\n"


def test_what_is_no_file_is_written_to(desk: Desk) -> None:
    """A device or a pipe is never replaced by a file."""
    pipe = desk.folder / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        done = desk("export", "--format", "csv", "--out", str(pipe))
        heading = os.read(reader, 4096)
    finally:
        os.close(reader)
    assert (done.code, heading.count(b"\n")) == (0, 1)
    assert pipe.is_fifo()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--format", "gdelt"), "'gdelt' is not one of 'acled-csv', 'airwars-jsonl', 'cameo-csv', 'csv', 'jsonl', "),
        ((), "Missing option '--format'"),
        (("--format", "jsonl", "--bom"), "--bom is for CSV; jsonl is JSON lines"),
        (("--format", "acled-csv", "--scope", "all"), "--scope all is for csv and jsonl; acled-csv counts happenings"),
        (("--format", "csv", "--all-causes"), "--all-causes is for acled-csv and airwars-jsonl"),
        (("--format", "csv", "--country", "Syria"), "'Syria' is no two-letter code of a state, such as SY"),
        (("--format", "csv", "--since", "yesterday"), "'yesterday' is neither a span"),
    ],
)
def test_wrong_use_is_one_clear_sentence(desk: Desk, options: tuple[str, ...], said: str) -> None:
    """Exit 2, and the forms that there are are named."""
    done = desk("export", *options)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_an_empty_history_gives_the_heading_alone(desk: Desk) -> None:
    """And no line of JSON."""
    for form in ("acled-csv", "csv"):
        done = desk("export", "--format", form)
        assert (done.code, done.err, done.out.count("\r\n")) == (0, "", 1)
    for form in ("airwars-jsonl", "jsonl"):
        assert desk("export", "--format", form).out == ""


def test_a_revised_history_is_exported_as_it_is_read_now(desk: Desk) -> None:
    """What a story says now counts, not what its event remembers of it."""
    keep_and_group(desk, strike())
    with database(desk) as engine, engine.begin() as connection:
        text = connection.exec_driver_sql("SELECT understanding FROM story").scalar_one()
        understood = json.loads(text)
        understood["casualties"][0] |= {"min": 11, "max": 11}
        connection.exec_driver_sql("UPDATE story SET understanding = ?", (json.dumps(understood),))
    (row,) = export(desk, "acled-csv")
    assert row["fatalities"] == "11"


def test_acts_in_codes(desk: Desk) -> None:
    """PLOVER's records and CAMEO's rows of a kept story, whose place and day came back from the database."""
    text = "التقى وزير الخارجية التركي هاكان فيدان نظيره العراقي فؤاد حسين في أنقرة، الخميس."
    story = read_story("لقاء تركي عراقي", text)
    keep(desk, replace(story, acts=diplomatic_acts(story.story)))
    record = json.loads(desk("export", "--format", "plover-jsonl").out)
    assert (record["event"], record["date"], record["event_loc"]["asciiname"]) == (["CONSULT"], "2026-04-30", "Ankara")
    assert [party["code"] for party in (*record["actor"], *record["recipient"])] == ["IRQ", "TUR"]
    rows = list(csv.DictReader(io.StringIO(desk("export", "--format", "cameo-csv").out, newline="")))
    assert {(row["source"][:3], row["cameo"], row["target"][:3]) for row in rows} == {
        ("TUR", "040", "IRQ"),
        ("IRQ", "040", "TUR"),
    }
    assert desk("export", "--format", "plover-jsonl", "--country", "SY").out == ""
