"""Acts in the codes of event data."""

import pytest

from crawler.facts.act import ActKind, ActStatus, DiplomaticAct
from crawler.facts.diplomatic.codes import Plover, codes_of
from crawler.facts.figure import Evidence, Part
from crawler.news import Span


def act(kind: ActKind, quote: str = "", *parties: str, status: ActStatus = ActStatus.HAPPENED) -> DiplomaticAct:
    """An act with that sentence."""
    evidence = Evidence(part=Part.TEXT, span=Span(start=0, end=len(quote)), quote=quote)
    return DiplomaticAct(kind=kind, parties=parties or ("EG", "TR"), evidence=evidence, status=status)


@pytest.mark.parametrize(
    ("kind", "status", "quote", "plover", "modes", "cameo"),
    [
        ("visit", "happened", "", "CONSULT", "visit", "042"),
        ("visit", "announced", "", "AGREE", "", "036"),
        ("meeting", "called_off", "", "REJECT", "meet", "125"),
        ("negotiation", "called_off", "", "SANCTION", "withdraw", "164"),
        ("agreement", "happened", "وقع الجانبان مذكرة تفاهم", "SUPPORT", "", "057"),
        ("agreement", "happened", "اتفقا على وقف لإطلاق النار", "CONCEDE", "", "0871"),
        ("agreement", "happened", "جرى تبادل الأسرى", "RETREAT", "release", "0841"),
        ("statement_condemn", "happened", "أدانت مصر", "ACCUSE", "disapprove", "111"),
        ("statement_condemn", "happened", "واتهمت طهران", "ACCUSE", "allege", "112"),
        ("sanction", "announced", "", "THREATEN", "restrict", "1312"),
        ("restore", "happened", "رفع العقوبات", "RETREAT", "", "085"),
        ("restore", "happened", "استئناف العلاقات", "SUPPORT", "", "050"),
        ("vote", "happened", "استخدمت حق النقض (الفيتو)", "REJECT", "yield", "129"),
        ("aid", "happened", "شحنة أدوية", "AID", "", "073"),
        ("aid", "announced", "", "AGREE", "", "033"),
        ("letter", "happened", "بعث برقية تهنئة", "SUPPORT", "", "051"),
    ],
)
def test_the_mapping(kind: str, status: str, quote: str, plover: str, modes: str, cameo: str) -> None:
    """By kind, status and the words of the sentence."""
    found = codes_of(act(ActKind(kind), quote, status=ActStatus(status)))
    assert (found.plover, " ".join(found.modes), found.cameo) == (Plover(plover), modes, cameo)


def test_what_is_no_event_of_plovers() -> None:
    """A vote of which nothing is known has no code at all; an appointment CAMEO's only, and that is our reading."""
    assert codes_of(act(ActKind.VOTE)).plover is None
    appointment = codes_of(act(ActKind.APPOINTMENT))
    assert (appointment.plover, appointment.cameo, appointment.ours) == (None, "050", True)


def test_a_third_state_that_hosts() -> None:
    """Only where the place's state is known and is no party."""
    both = act(ActKind.MEETING, "", "EG", "TR")
    elsewhere = DiplomaticAct(kind=both.kind, parties=both.parties, evidence=both.evidence, country="QA")
    at_home = DiplomaticAct(kind=both.kind, parties=both.parties, evidence=both.evidence, country="EG")
    assert codes_of(elsewhere).modes == ("third-party",)
    assert [codes_of(one).cameo for one in (elsewhere, at_home, both)] == ["044", "040", "040"]


def test_every_kind_and_status_has_a_line() -> None:
    """None falls through: only votes come to nothing in both standards."""
    for kind in ActKind:
        for status in ActStatus:
            found = codes_of(act(kind, status=status))
            assert found.cameo is not None or kind is ActKind.VOTE, (kind, status)
            assert (found.quad is None) == (found.plover is None)
