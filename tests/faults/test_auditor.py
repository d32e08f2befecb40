"""The auditor is strict: what it would let pass, the harness would never find."""

from collections import Counter
from datetime import timedelta

import pytest

from tests.alerts.making import NOW
from tests.faults import truth
from tests.faults.auditor import Receipt, Thing, audit
from tests.faults.truth import Happening

ONE = Happening(number=1, reports=[truth.told(1, 1, NOW)])
RISEN = Happening(number=1, reports=[truth.told(1, 1, NOW), truth.told(1, 2, NOW)])
IN_DOUBT: Counter[Thing] = Counter({("telegram", "new", 1): 1, ("mailto", "new", 1): 1})


def message(number: int = 1, report: int = 1, kind: str = "new", channel: str = "telegram") -> Receipt:
    """A message that says what this report says."""
    mark, count = truth.token(number, report), truth.killed(number, report)
    marks = tuple(truth.token(number, earlier) for earlier in range(1, report + 1))
    at = NOW + timedelta(seconds=2)
    return Receipt(channel=channel, kind=kind, marks=marks, text=f"{count} {mark}", at=at, identity=f"<{mark}>")


def test_what_is_there_once_is_well() -> None:
    """A message for a happening; edited, with one word aloud, for one that grew worse."""
    assert audit([ONE], [message()], ["telegram"], Counter()).holds
    verdict = audit([RISEN], [message(report=2), message(kind="reply")], ["telegram"], Counter())
    assert verdict.holds
    assert (verdict.due, verdict.delivered, verdict.waits) == (3, 3, [2.0])


@pytest.mark.parametrize(
    ("happening", "receipts"),
    [
        (ONE, []),
        (RISEN, [message(), message(kind="reply")]),
        (RISEN, [message(report=2)]),
        (RISEN, [message(kind="reply")]),
    ],
    ids=["no message", "the old picture", "no word aloud", "only the word aloud"],
)
def test_what_is_missing_is_lost(happening: Happening, receipts: list[Receipt]) -> None:
    """Each thing that was due and is not there, even where it was in doubt."""
    verdict = audit([happening], receipts, ["telegram"], IN_DOUBT)
    assert verdict.lost
    assert verdict.delivered < verdict.due


def test_a_copy_needs_a_death_in_doubt_over_it() -> None:
    """One death explains one copy, of that thing, on that channel."""
    twice, thrice = [message()] * 2, [message()] * 3
    assert audit([ONE], twice, ["telegram"], IN_DOUBT).holds
    assert not audit([ONE], twice, ["telegram"], Counter()).holds
    assert not audit([ONE], thrice, ["telegram"], IN_DOUBT).holds
    assert not audit([ONE], twice, ["telegram"], Counter({("telegram", "reply", 1): 1})).holds
    verdict = audit([ONE], thrice, ["telegram"], IN_DOUBT)
    assert (verdict.duplicates, verdict.explained) == (2, 1)


def test_copies_of_a_mail_have_one_message_id() -> None:
    """A second mail under another Message-ID is unexplained, whatever was in doubt."""
    mail = message(channel="mailto")
    other = Receipt(channel="mailto", kind="new", marks=mail.marks, text=mail.text, at=mail.at, identity="<other>")
    assert audit([ONE], [mail, mail], ["mailto"], IN_DOUBT).holds
    assert not audit([ONE], [mail, other], ["mailto"], IN_DOUBT).holds


def test_what_nobody_published_is_not_told() -> None:
    """A message of an unknown happening, of none, or of two at once is unexplained."""
    for stray in (message(2), Receipt(channel="telegram", kind="new", marks=(), text="", at=NOW)):
        assert audit([ONE], [message(), stray], ["telegram"], Counter()).unexplained
    marks = (truth.token(1), truth.token(2))
    words = f"{truth.killed(1, 1)} {marks[0]}, {truth.killed(2, 1)} {marks[1]}"
    both = Receipt(channel="telegram", kind="new", marks=marks, text=words, at=NOW)
    other = Happening(number=2, reports=[truth.told(2, 1, NOW)])
    assert audit([ONE, other], [both], ["telegram"], Counter()).unexplained
    assert audit([ONE, other], [both], ["telegram"], Counter(), digests=True).holds
