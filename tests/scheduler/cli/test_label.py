"""rasid label: a person corrects flags, by id or by address."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from crawler.store.database import reading
from crawler.store.tables import story_label
from tests.alerts.making import collapse, read_story
from tests.scheduler.cli.history import database, events, keep, rows
from tests.scheduler.cli.rasid import Desk

pytestmark = pytest.mark.slow

URL = "https://a.example/news/1000"


def verdicts(desk: Desk) -> list[tuple[int, bool | None, bool | None, str | None]]:
    """What was written down."""
    label = story_label.c
    with database(desk) as engine, reading(engine) as connection:
        query = select(label.story_id, label.casualty, label.diplomacy, label.note).order_by(label.story_id)
        return [tuple(row) for row in connection.execute(query)]


def test_a_flag_is_corrected_and_the_line_says_from_what_to_what(desk: Desk) -> None:
    """By id and by address, several at once; no event comes of it."""
    keep(desk, collapse(), read_story("لقاء", "التقى الوزيران في عمان.", url=URL))
    done = desk("label", "1", f"{URL}#comments", "--casualty", "no", "--diplomacy", "yes", "--note", "تدريب")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        "story 1 | casualty: yes (the model, 0.90) → no (by hand) | diplomacy: no (the model, 0.90) → yes (by hand) | "
        "خمسة قتلى بانهيار مبنى في حلب",
        "story 2 | casualty: no (the model, 0.90) → no (by hand) | diplomacy: no (the model, 0.90) → yes (by hand) | "
        "لقاء",
    ]
    assert verdicts(desk) == [(1, False, True, "تدريب"), (2, False, True, "تدريب")]
    marks = [(row["casualty"], row["diplomacy"], row["advance_due"]) for row in rows(desk)]
    assert sorted(marks) == [(False, True, False), (False, True, True)]  # the second was no news for the scheduler
    assert events(desk) == []
    (first, _) = reversed(desk("stories", "--json").lines)
    assert first["flags"]["casualty"]["by_hand"] is True
    assert first["flags"]["casualty"]["reasons"][0] == "صُحِّح بيد المكتب"


def test_a_correction_is_taken_back(desk: Desk) -> None:
    """Then the model's own verdict holds again."""
    keep(desk, collapse())
    assert desk("label", "1", "--casualty", "no").code == 0
    done = desk("label", "1", "--casualty", "unset", "--json")
    assert done.code == 0
    (line,) = done.lines
    assert (line["id"], line["before"]["casualty"]["flagged"], line["before"]["casualty"]["by_hand"]) == (
        1,
        False,
        True,
    )
    assert line["after"]["casualty"]["flagged"] is True
    assert "by_hand" not in line["after"]["casualty"]
    assert verdicts(desk) == []


def test_an_unknown_story_does_not_stop_the_others(desk: Desk) -> None:
    """Each is one sentence; exit 1."""
    keep(desk, collapse())
    strange = ("77", "https://a.example/other", "حلب", "9" * 30, "-0")
    done = desk("label", "--casualty", "no", "--", *strange, "1")
    assert done.code == 1
    assert done.err.splitlines() == [
        f"rasid: there is no story '{story}'; 'rasid stories' shows them with their ids" for story in strange
    ]
    assert verdicts(desk) == [(1, False, None, None)]


def test_a_command_that_decides_nothing_is_wrong_use(desk: Desk) -> None:
    """One sentence, exit 2, and nothing is written."""
    keep(desk, collapse())
    for arguments in (("label", "1"), ("label", "1", "--note", "x")):
        done = desk(*arguments)
        assert (done.code, done.out) == (2, "")
        assert "nothing to decide: give --casualty or --diplomacy" in done.err
    assert desk("label", "--casualty", "no").code == 2
    assert desk("label", "1", "--casualty", "maybe").code == 2
    assert verdicts(desk) == []


def test_a_story_without_a_headline_is_named_all_the_same(desk: Desk) -> None:
    """Its line has no empty end."""
    read = collapse()
    keep(desk, replace(read, story=replace(read.story, title="")))
    assert desk("label", "1", "--casualty", "yes").out.endswith("| (no headline)\n")
