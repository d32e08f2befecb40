"""An event grows by its reports, and its revision by what a reader could notice."""

from dataclasses import replace
from datetime import datetime

from alerts.alert import Severity
from alerts.events.event import Event, Relation, event_from_json, event_to_json
from alerts.events.joining import begin, join
from alerts.events.matching import Placement
from alerts.events.profile import profile_of
from crawler.facts.act import ActKind, ActStatus
from crawler.facts.figure import Scope
from crawler.understanding import ReadStory
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


def test_background_totals_are_not_in_the_ledger() -> None:
    """The toll of the whole war is not of this event."""
    event = _begun(collapse(figures=(figure(5), figure(40_000, scope=Scope.BACKGROUND))))
    assert [one.min for one in event.figures] == [5]


def test_an_event_survives_the_way_through_json() -> None:
    """Nothing of it is lost or changed."""
    event = _joined(_begun(collapse()), 2, collapse_later(acts=(act(ActKind.AID, "SY", "TR"),)))
    assert event_from_json(event_to_json(event)) == replace(event, id=4)
