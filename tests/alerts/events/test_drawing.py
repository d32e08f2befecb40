"""What is drawn of an event from its ledger."""

import pytest

from alerts.events.drawing import each_once


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (["تميم بن حمد آل ثاني", "إيمانويل ماكرون", "تميم بن حمد"], ["تميم بن حمد آل ثاني", "إيمانويل ماكرون"]),
        (["ماكرون", "تميم بن حمد", "إيمانويل ماكرون"], ["إيمانويل ماكرون", "تميم بن حمد"]),
        (["أحمد أبو الغيط", "احمد ابو الغيط"], ["أحمد أبو الغيط"]),
        (["محمد بن سلمان", "محمد بن زايد"], ["محمد بن سلمان", "محمد بن زايد"]),
        (["حافظ الأسد", "بشار الأسد"], ["حافظ الأسد", "بشار الأسد"]),
        (["عبد الله", "عبد الله الثاني"], ["عبد الله الثاني"]),
        (["", "هاكان فيدان"], ["هاكان فيدان"]),
    ],
)
def test_a_person_is_shown_once(given: list[str], shown: list[str]) -> None:
    """Outlets write the same person's name longer and shorter; relatives are two."""
    assert list(each_once(given)) == shown
