"""rasid event: shown, merged and split by the real command."""

from datetime import timedelta

import pytest

from alerts.advance import advance
from alerts.subscriptions import Recipient, Subscription
from scheduler.cli.main import run
from tests.alerts.desk import elsewhere
from tests.alerts.making import NOW, collapse, collapse_later, hours, store
from tests.scheduler.cli.history import database
from tests.scheduler.cli.rasid import Desk

SUBSCRIPTION = Subscription(name="desk", to=(Recipient(channel="telegram", address="-1"),))


@pytest.fixture
def known(desk: Desk) -> Desk:
    """A desk that knows two events: a collapse in two reports (stories 1 and 2), and another accident (story 3)."""
    with database(desk) as engine:
        for read, after in ((collapse(), 0.0), (collapse_later(), 5.0), (elsewhere(), 6.0)):
            store(engine, read, at=NOW + hours(after))
            advance(engine, [SUBSCRIPTION], now=NOW + hours(after))
    return desk


def test_an_event_is_shown_with_its_ledger(known: Desk) -> None:
    """In words, and whole as JSON."""
    page = known("event", "1")
    assert (page.code, page.err) == (0, "")
    assert "killed, people" in page.out
    assert "The toll over time" in page.out
    ran = known("event", "1", "--json")
    (answer,) = ran.lines
    assert (ran.code, answer["asked"], answer["id"]) == (0, 1, 1)
    killed = answer["ledger"][0]
    assert (killed["line"]["outcome"], killed["now"]["min"], killed["now"]["max"]) == ("killed", 12, 12)
    assert [entry["standing"] for entry in killed["entries"]] == ["overtaken", "stands"]
    assert [entry["figure"]["evidence"] != "" for entry in killed["entries"]] == [True, True]
    assert [one["reasons"] for one in answer["revisions"] if one["line"]["outcome"] == "killed"] == [
        ["first_report"],
        ["rose", "overtaken"],
    ]
    assert answer["confidence"] == {"proposed": "fair", "ar": "مقبولة", "en": "fair"}
    assert "profiles" not in answer
    # The option may stand before the id.
    assert known("event", "--json", "1").lines == [answer]


def test_a_merged_event_is_shown_by_both_ids(known: Desk) -> None:
    """The absorbed id says where it went; the list has one event less."""
    ran = known("event", "merge", "2", "1", "--note", "الحادثة نفسها", "--by", "مها", "--json")
    (done,) = ran.lines
    assert (ran.code, done["absorbed"], done["event"]["id"]) == (0, 2, 1)
    (past,) = done["event"]["history"]
    assert (past["what"], past["who"], past["note"], past["by_hand"]) == ("merged", "مها", "الحادثة نفسها", True)
    shown = known("event", "2")
    assert shown.code == 0
    assert shown.out.startswith("Event 2 was merged into event 1, which is shown.\n")
    assert "event 2 was taken in with story 3 (by hand," in shown.out
    (old,) = known("event", "2", "--json").lines
    assert (old["asked"], old["id"]) == (2, 1)
    assert [event["id"] for event in known("events", "--json").lines] == [1]
    again = known("event", "merge", "1", "2")
    assert (again.code, again.out) == (0, "Events 1 and 2 are one event already: 1.\n")


def test_a_story_is_split_off(known: Desk) -> None:
    """It is an event of its own, and the user of the machine did it."""
    ran = known("event", "split", "1", "2", "--note", "مبنى آخر")
    assert ran.code == 0
    assert ran.out == (
        "Story 2 is event 3 now. 1 report, 1 independent source, revision 1.\n"
        "Event 1 goes on without them. 1 report, 1 independent source, revision 3.\n"
    )
    (answer,) = known("event", "3", "--json").lines
    assert [report["story_id"] for report in answer["reports"]] == [2]
    assert answer["history"][0]["who"]
    with database(known) as engine:
        told = advance(engine, [SUBSCRIPTION], now=NOW + timedelta(hours=7))
    assert told.events_changed == 1  # the story is old by now: only the correction is told


def test_ids_that_are_not_there_are_one_sentence(known: Desk) -> None:
    """And exit code 2; nothing is changed."""
    for arguments, says in (
        (("9",), "there is no event 9; 'rasid events' lists them"),
        (("merge", "1", "9"), "there is no event 9; 'rasid events' lists them"),
        (("split", "1", "3"), "event 1 has no story 3; 'rasid event 1' shows its stories"),
        (("split", "2", "3"), "no story would stay in event 2: leave out one that is its own"),
    ):
        ran = known("event", *arguments)
        assert (ran.code, ran.out, ran.err) == (2, "", f"rasid: {says}\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("merge", "1", "1"), "rasid: event 1 cannot be merged with itself: give two ids\n"),
        (("mrge", "1", "2"), "'mrge' is no id as 'rasid events' shows it, nor 'merge' or 'split'"),
        (("merge", "1"), "Missing argument 'ID'"),
        (("split", "1"), "Missing argument 'STORY …'"),
        (("0",), "'0' is no id"),
        (("99999999999999999999",), "is no id"),
        ((), "Usage: rasid event ID"),
    ],
)
def test_wrong_use_is_told_before_the_database_is_asked(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], says: str
) -> None:
    """And exit code 2."""
    code = run(["event", *arguments])
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert says in err


def test_the_help_shows_all_three_forms(capsys: pytest.CaptureFixture[str]) -> None:
    """An id, merge and split."""
    assert run(["event", "--help"]) == 0
    out = capsys.readouterr().out
    for form in ("rasid event ID", "rasid event merge ID ID", "rasid event split ID STORY …"):
        assert form in out
