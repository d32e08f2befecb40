"""The memory of outlines is bounded by what they take, and what was used last stays."""

from alerts.alert import Severity
from alerts.events.event import Event
from alerts.outline_rows import _Recent
from tests.alerts.making import NOW

SIZE = 10


def outline(identity: int) -> Event:
    """An outline that is told apart by its id."""
    return Event(
        id=identity, flags=("casualty",), title="", severity=Severity.NOTICE, first_seen_at=NOW, changed_at=NOW
    )


def test_what_was_not_used_for_longest_is_forgotten() -> None:
    """Three of four stay where there is room for three; one that was asked for is not the oldest any more."""
    recent = _Recent(3 * SIZE)
    for digest in (1, 2, 3):
        recent.put(digest, outline(digest), SIZE)
    assert recent.get(1) == outline(1)
    recent.put(4, outline(4), SIZE)
    assert [digest for digest in (1, 2, 3, 4) if recent.get(digest) is not None] == [1, 3, 4]


def test_bytes_count_and_not_outlines() -> None:
    """A large one takes the place of several; the same again takes no place; one that is too large is not kept."""
    recent = _Recent(3 * SIZE)
    for digest in (1, 2, 3, 3, 3):
        recent.put(digest, outline(digest), SIZE)
    assert recent.get(1) is not None
    recent.put(5, outline(5), 2 * SIZE)
    assert [digest for digest in (1, 2, 3, 5) if recent.get(digest) is not None] == [1, 5]
    recent.put(6, outline(6), 4 * SIZE)
    assert recent.get(6) is None
    recent.put(7, outline(7), 3 * SIZE)
    assert recent.get(7) is not None
