"""An event grows by its reports, and its revision by what a reader could notice."""

from dataclasses import replace
from datetime import datetime

from alerts.alert import Severity
from alerts.events.event import Event, Relation, event_from_json, event_to_json
from alerts.events.joining import begin, join, revise
from alerts.events.matching import Placement
from alerts.events.profile import profile_of
from crawler.facts.act import ActKind, ActStatus
from crawler.facts.discrepancy import Discrepancy, DiscrepancyKind
from crawler.facts.figure import Scope
from crawler.understanding import ReadStory
from tests.alerts.events.telling import Telling
from tests.alerts.making import COLLAPSE, NOW, act, collapse, collapse_later, figure, hours, kept, read_story


def _begun(read: ReadStory, *, alerting: bool = True, at: datetime | None = None) -> Event:
    account = kept(1, read, alerting=alerting, at=at)
    return replace(begin(account, profile_of(account), now=NOW), id=4)


def _joined(event: Event, number: int, read: ReadStory, relation: Relation = Relation.SAME_EVENT) -> Event:
    account = kept(number, read)
    of = 1 if relation is Relation.NEAR_DUPLICATE else None
    placement = Placement(relation=relation, event_id=event.id, of_story_id=of)
    return join(event, account, profile_of(account), placement, now=NOW + hours(1))


def test_a_new_event_has_the_facts_of_its_story() -> None:
    """Figures, place, country, severity, and the sentence that proves it."""
    event = _begun(collapse())
    assert (event.flags, event.place, event.country, event.severity) == (
        ("casualty",),
        "حي الشعار",
        "SY",
        Severity.SERIOUS,
    )
    assert event.revision == 1
    assert event.proof is not None
    assert event.proof.quote == COLLAPSE


def test_a_copy_changes_the_list_of_reports_and_nothing_else() -> None:
    """No witness, no revision."""
    event = _begun(collapse())
    copied = _joined(event, 2, collapse(outlet="بوابة الساحل", title="آخر"), Relation.NEAR_DUPLICATE)
    assert [report.near_duplicate for report in copied.reports] == [False, True]
    assert (copied.revision, copied.sources, copied.figures) == (1, 1, event.figures)


def test_a_risen_toll_is_a_revision_with_a_new_proof() -> None:
    """The sentence shown is the one that gives the new number; the title stays, for the mail's thread."""
    event = _begun(collapse())
    risen = _joined(event, 2, collapse_later())
    assert (risen.revision, risen.sources, risen.severity, risen.title) == (2, 2, Severity.URGENT, event.title)
    assert risen.proof is not None
    assert "12" in risen.proof.quote


def test_joining_twice_is_joining_once() -> None:
    """A story that is advanced again adds nothing."""
    event = _joined(_begun(collapse()), 2, collapse_later())
    assert _joined(event, 2, collapse_later()) == event


def test_an_announced_act_that_happens_is_one_act_with_a_new_status() -> None:
    """And a late report of the announcement does not undo it."""
    announced = read_story("ق", "ن", acts=(act(ActKind.VISIT, "JO", "TR", status=ActStatus.ANNOUNCED),))
    happened = read_story("ق٢", "ن٢", outlet="ب", published=NOW + hours(3), acts=(act(ActKind.VISIT, "TR", "JO"),))
    event = _joined(_begun(announced), 2, happened)
    again = _joined(event, 3, read_story("ق٣", "ن٣", outlet="ج", published=NOW + hours(4), acts=announced.acts))
    assert [(one.parties, one.status) for one in again.acts] == [(("JO", "TR"), ActStatus.HAPPENED)]


def test_old_and_silent_stories_do_not_alert() -> None:
    """First contact with a feed brings its archive; `--no-alert` says so itself."""
    assert not _begun(collapse(), alerting=False).alerting
    assert not _begun(collapse(), at=NOW + hours(25)).alerting
    assert _begun(collapse(), at=NOW + hours(23)).alerting


def test_background_totals_are_kept_apart() -> None:
    """The toll of the whole war is not of this event."""
    event = _begun(collapse(figures=(figure(5), figure(40_000, scope=Scope.BACKGROUND))))
    assert [one.min for one in event.figures] == [5]
    assert [one.min for one in event.background] == [40_000]


def test_dealings_of_the_past_are_none_of_this_event() -> None:
    """A report recalls last year's visit."""
    recalled = replace(act(ActKind.VISIT, "JO", "TR"), background=True)
    event = _begun(read_story("ق", "ن", acts=(recalled, act(ActKind.CALL, "JO", "TR"))))
    assert [one.kind for one in event.acts] == [ActKind.CALL]


def test_a_corrected_toll_is_proved_by_the_sentence_that_corrects_it() -> None:
    """The sentence of the number that no longer stands proves nothing."""
    one = Telling()
    one.tell(0, "أ", figure(12))
    one.tell(1, "أ", figure(9))
    assert one.known.proof is not None
    assert one.known.proof.quote == one.accounts[2].read.story.text


def test_contradictions_go_with_the_edit_that_mends_them() -> None:
    """They are of a report's text, and only of what it says now."""
    told = Discrepancy(
        kind=DiscrepancyKind.HEADLINE_BODY, explanation_ar="العنوان يخالف المتن.", explanation_en="", evidence=()
    )
    event = _begun(replace(collapse(), discrepancies=(told,)))
    event = _joined(event, 2, collapse_later())
    assert event.contradictions == ("العنوان يخالف المتن.",)
    account = kept(1, collapse())
    assert revise(event, account, profile_of(account), now=NOW + hours(2)).contradictions == ()


def test_an_edit_that_the_page_dates_is_said_then() -> None:
    """And one that it dates into the future, or before the story, when we saw it."""
    account = kept(1, collapse())
    for modified, at in ((1, 1), (9, 3), (-2, 3)):
        story = replace(account.read.story, modified=NOW + hours(modified))
        edited = replace(account, read=replace(account.read, story=story, casualties=(figure(4),)))
        event = revise(_begun(collapse()), edited, profile_of(edited), now=NOW + hours(3))
        assert [one.at for one in event.figures] == [NOW + hours(at)]
        assert {one.withdrawn_at for one in event.past_figures} == {NOW + hours(at)}


def test_a_copy_that_its_outlet_edits_to_another_toll_speaks_for_itself() -> None:
    """It is a report of the same source; a copy that is edited otherwise stays one."""
    one = Telling()
    first = one.tell(0, "أ", figure(5))
    copy = one.tell(1, "ب", figure(5), copy_of=first)
    one.edit(copy, 2, figure(5))
    assert [report.near_duplicate for report in one.known.reports] == [False, True]
    one.edit(copy, 3, figure(9))
    assert [report.near_duplicate for report in one.known.reports] == [False, False]
    assert (one.range(), one.known.sources) == ((9, 9), 1)


def test_a_story_that_a_person_took_out_does_not_join_again() -> None:
    """The event stays as it is."""
    event = replace(_begun(collapse()), kept_out=(2,))
    assert _joined(event, 2, collapse_later()) is event


def test_an_event_survives_the_way_through_json() -> None:
    """Nothing of it is lost or changed."""
    event = _joined(_begun(collapse()), 2, collapse_later(acts=(act(ActKind.AID, "SY", "TR"),)))
    assert event_from_json(event_to_json(event)) == replace(event, id=4)
