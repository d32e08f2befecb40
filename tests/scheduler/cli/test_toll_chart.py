"""A toll over time in a plain terminal."""

from collections.abc import Sequence

from alerts.events.revisions import Range
from scheduler.cli.toll_chart import WIDTH, Point, chart
from tests.alerts.making import NOW, hours


def _chart(*ranges: tuple[int, int | None] | None) -> Sequence[str]:
    spans = [None if one is None else Range(min=one[0], max=one[1]) for one in ranges]
    return chart([Point(at=NOW + hours(place), range=span, note="") for place, span in enumerate(spans)])


def test_a_bar_is_solid_to_its_lower_end_and_shaded_to_its_upper() -> None:
    """One letter a person, the numbers right-aligned before it."""
    assert _chart((5, 5), (5, 7), (12, 12)) == [
        "05-01 12:00Z    5 |█████",
        "05-01 13:00Z  5–7 |█████░░",
        "05-01 14:00Z   12 |████████████",
    ]


def test_open_ends_and_nothing_at_all_are_shown() -> None:
    """«ما لا يقل عن 9», and a toll that was taken back."""
    assert _chart((9, None), (0, 3), None) == [
        "05-01 12:00Z   9+ |█████████→",
        "05-01 13:00Z  0–3 |░░░",
        "05-01 14:00Z    – |",
    ]


def test_great_tolls_are_drawn_to_scale_and_small_ones_stay_seen() -> None:
    """The longest bar is as wide as there is room; one person of a thousand is still one letter, and so is a range."""
    lines = _chart((1, 1), (500, 501), (1000, 1000))
    bars = [line.partition("|")[2] for line in lines]
    assert [len(bar) for bar in bars] == [1, WIDTH // 2 + 1, WIDTH]
    assert "1,000 |" in lines[-1]


def test_without_points_there_is_no_chart() -> None:
    """Nothing was counted."""
    assert _chart() == []
