"""An event as a person reads it: every number with who says so, and Arabic that stays in its place."""

import unicodedata

from alerts.alert import AlertReason
from alerts.events.event import Event
from alerts.events.merging import By, merged
from alerts.text.bidi import FSI, LRI, PDI
from crawler.facts.act import ActKind, ActStatus
from crawler.facts.figure import Group, Outcome, Qualifier, Scope
from scheduler.cli.event_page import event_page
from tests.alerts.events.telling import Telling
from tests.alerts.making import NOW, act, figure, hours

MINISTRY = "وزارة الصحة"


def _page(event: Event, *, evidence: bool = False) -> list[str]:
    return [line.plain for line in event_page(event, evidence=evidence)]


def _plain(event: Event, *, evidence: bool = False) -> str:
    """The page without isolates."""
    text = "\n".join(_page(event, evidence=evidence))
    return text.replace(FSI, "").replace(LRI, "").replace(PDI, "")


def _whole() -> Telling:
    one = Telling()
    first = one.tell(0, "نداء الشام", figure(5, attribution="الدفاع المدني"))
    one.tell(0.5, "بوابة الساحل", figure(5), copy_of=first)
    one.tell(1, "مرآة الفرات", figure(7))
    one.tell(
        5,
        "أصداء",
        figure(12, attribution=MINISTRY),
        figure(3, group=Group.CHILDREN, among=0),
        figure(40_000, scope=Scope.BACKGROUND),
        agency="AFP",
    )
    one.tell(6, "أوراق", figure(31, attribution="مجلس المدينة"))
    one.edit(1, 7, figure(4, attribution="الدفاع المدني"))
    return one


def test_the_page_tells_toll_ledger_steps_and_sources() -> None:
    """What counts, what does not and why, and where each number comes from."""
    text = _plain(_whole().known)
    for line in (
        "Event 1 · revision 5 · urgent · casualty",
        "Confidence (proposed): contested · متنازع عليها",
        "  killed, people               4–31  وزارة الصحة, مجلس المدينة, الدفاع المدني",
        "  05-01 12:00Z  5   taken back 05-01 19:00Z  story 1  [1] نداء الشام · الدفاع المدني",
        "  05-01 17:00Z  12  counts                   story 4  [3] أصداء · AFP · وزارة الصحة",
        "cumulative, or of other happenings",
        "corrected downward, by the outlet's own edit",
        "part added",
        "Sources: 4 independent sources, 5 reports",
        "  [3] agency AFP",
        "       copies: بوابة الساحل (story 2)",
    ):
        assert line in text


def test_the_chart_shows_the_steps_at_which_the_range_moved() -> None:
    """And no chart where it never did."""
    one = Telling()
    one.tell(0, "أ", figure(5))
    assert "over time" not in _plain(one.known)
    one.tell(1, "أ", figure(12))
    text = _plain(one.known)
    assert "The toll over time: killed, people\n  05-01 12:00Z   5 |█████" in text
    assert "  05-01 13:00Z  12 |████████████" in text


def test_every_arabic_word_is_isolated_and_every_isolate_closed() -> None:
    """No number and no neighbour can change places with it, and no line turns round."""
    one = _whole()
    one.tell(8, "ب", acts=(act(ActKind.VISIT, "JO", "TR", status=ActStatus.ANNOUNCED, place="عمّان"),))
    other = Telling(first=21)
    other.tell(9, "ج", figure(2, qualifier=Qualifier.VAGUE, most=None))
    whole = merged(one.known, other.known, now=NOW + hours(10), by_hand=True, by=By(who="مها", note="الحادثة نفسها"))
    for line in _page(whole, evidence=True):
        depth = 0
        for letter in line:
            depth += (letter in (FSI, LRI)) - (letter == PDI)
            assert depth >= 0, line
            assert depth > 0 or unicodedata.bidirectional(letter) not in ("R", "AL"), line
        assert depth == 0, line


def test_evidence_is_shown_where_it_is_asked_for() -> None:
    """The sentence under its number."""
    one = _whole()
    sentence = one.accounts[4].read.story.text
    assert f"\n      {sentence}" in _plain(one.known, evidence=True)
    assert f"\n      {sentence}" not in _plain(one.known)


def test_dealings_are_told_with_the_way_of_their_status() -> None:
    """Announced by one, made by another, and announced again by a late one."""
    one = Telling()
    visit = (ActKind.VISIT, "JO", "TR")
    one.tell(0, "أ", acts=(act(*visit, status=ActStatus.ANNOUNCED),))
    one.tell(5, "ب", acts=(act(*visit),))
    text = _plain(one.known)
    assert "  visit: JO, TR · happened\n" in text
    assert "announced" in text
    one.edit(2, 6, acts=(act(*visit, status=ActStatus.CALLED_OFF),))
    text = _plain(one.known)
    assert "  visit: JO, TR · called_off\n" in text
    assert "taken back 05-01 18:00Z" in text


def test_an_event_without_figures_has_no_empty_headings() -> None:
    """A meeting has no toll."""
    one = Telling()
    one.tell(0, "أ", acts=(act(ActKind.MEETING, "JO", "TR"),))
    text = _plain(one.known)
    assert "Toll now" not in text
    assert "Kept apart" not in text
    assert "Confidence (proposed): single source · مصدر واحد" in text


def test_a_late_report_says_when_it_was_seen() -> None:
    """It stands where it was told."""
    one = Telling()
    one.tell(0, "أ", figure(12))
    one.tell(1, "ب", figure(3, outcome=Outcome.INJURED), seen=9)
    assert "[2] ب · seen 05-01 21:00Z" in _plain(one.known)


def test_reasons_of_alerts_are_not_reasons_of_revisions() -> None:
    """The page speaks of what outlets said; what was told to readers is in 'rasid alerts list'."""
    assert AlertReason.NEW_EVENT.value not in _plain(_whole().known)
