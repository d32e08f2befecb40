"""The auditor of the bot is strict: an effect that came twice, was lost, or is asked for again is found."""

from collections import Counter

import pytest

from alerts.text.bot.words import WORDS
from tests.alerts.making import NOW
from tests.faults import truth
from tests.faults.asking import answer_mark, audit_answers, group_of
from tests.faults.auditor import Receipt, Thing

UPDATES = {0: 7001, 1: 7002}  # two groups asked
ASKED_FOR = [None, 7001, 7002, 7003]
JOINED, ALREADY = (text.format(name="all") for text in (WORDS["ar"].joined, WORDS["ar"].already))


def shown(number: int, kind: str = "answer", text: str = JOINED) -> Receipt:
    """A message that a group has."""
    return Receipt(channel="telegram", kind=kind, marks=(truth.token(number),), text=text, at=NOW)


WELL = [shown(0), shown(0, "new"), shown(1), shown(1, "new")]


def test_an_answer_and_what_was_asked_for_is_well() -> None:
    """Each group has one answer and one alert, and Telegram was asked for what comes after the last update."""
    verdict = audit_answers(UPDATES, WELL, Counter(), ASKED_FOR)
    assert verdict.holds
    assert (verdict.due, verdict.delivered, verdict.duplicates) == (4, 4, 0)


@pytest.mark.parametrize("missing", range(4))
def test_what_is_missing_is_lost(missing: int) -> None:
    """An answer, or the alert that the group joined for."""
    verdict = audit_answers(UPDATES, WELL[:missing] + WELL[missing + 1 :], Counter(), ASKED_FOR)
    assert len(verdict.lost) == 1
    assert verdict.delivered == verdict.due - 1


def test_a_second_answer_needs_a_death_over_it() -> None:
    """One death while an answer was sent explains one more of it; nothing explains a second alert."""
    doubts: Counter[Thing] = Counter({("telegram", "answer", 0): 1})
    assert audit_answers(UPDATES, [*WELL, shown(0)], doubts, ASKED_FOR).holds
    assert not audit_answers(UPDATES, [*WELL, shown(0)], Counter(), ASKED_FOR).holds
    assert not audit_answers(UPDATES, [*WELL, shown(1)], doubts, ASKED_FOR).holds
    assert not audit_answers(UPDATES, [*WELL, shown(0, "new")], doubts, ASKED_FOR).holds


def test_an_effect_that_came_twice_is_seen_by_its_answer() -> None:
    """Who is told «before» had joined already: the command took effect twice."""
    twice = [shown(0, text=ALREADY), *WELL[1:]]
    assert audit_answers(UPDATES, twice, Counter(), ASKED_FOR).unexplained


@pytest.mark.parametrize("offsets", [[None, 7001, 7002], [None, 7003, 7002, 7003], [None]])
def test_offsets_go_forward_to_the_end(offsets: list[int | None]) -> None:
    """An update that stays at Telegram would take effect again, and one that is asked for again did not count."""
    assert not audit_answers(UPDATES, WELL, Counter(), offsets).holds


def test_the_mark_of_an_answer_is_its_groups() -> None:
    """A delivery knows its chat only; the auditor counts by questions."""
    assert answer_mark(str(group_of(3))) == truth.token(3)
