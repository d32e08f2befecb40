"""What is drawn of an event from its ledger."""

import pytest

from alerts.events.drawing import each_once
from crawler.facts.act import ActKind, ActStatus
from tests.alerts.events.telling import Telling
from tests.alerts.making import act


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


def test_a_dealing_is_proved_by_who_says_what_became_of_it() -> None:
    """Beside «إلغاء أو تأجيل قمة» the sentence that announced it would say the opposite."""
    one = Telling()
    one.tell(0, "أ", acts=[act(ActKind.SUMMIT, "IQ", "SA", status=ActStatus.ANNOUNCED)])
    one.tell(1, "ب", acts=[act(ActKind.SUMMIT, "IQ", "SA", status=ActStatus.CALLED_OFF)])
    assert one.known.proof is not None
    assert (one.known.acts[0].status, one.known.proof.outlet) == (ActStatus.CALLED_OFF, "ب")
