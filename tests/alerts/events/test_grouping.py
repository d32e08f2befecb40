"""The desk finds what is recent, and forgets what is not."""

from dataclasses import replace

from alerts.events.event import Relation
from alerts.events.grouping import Desk
from crawler.facts.figure import Cause, Outcome
from crawler.news import Story
from crawler.reading import understand
from crawler.understanding import ReadStory
from tests.alerts.events.test_tellings import APART, FIRST
from tests.alerts.making import COLLAPSE_ELSEWHERE, NOW, collapse, collapse_later, figure, hours, kept, read_story


def _round_up(
    outlet: str = "صدى الساحل", title: str = "أربعة قتلى بانفجار سيارة في سرمدا", later: float = 0
) -> ReadStory:
    text = f"{FIRST}\n\n{APART}"
    at = NOW + hours(later)
    return understand(Story(title=title, text=text, url=f"https://{outlet}/{later}", published=at, outlet=outlet))


def test_memory_does_not_grow_with_the_number_of_stories() -> None:
    """A year of one story a day leaves a week of texts, and the events that they can still join."""
    desk = Desk()
    for day in range(365):
        read = collapse(text=f"انهار جسر رقم {day} في بلدة {day} ولقي فيه عامل حتفه.", published=NOW + hours(24 * day))
        account = kept(day + 1, read)
        desk.take(account)
        forgotten = desk.forget(account.kept_at)
        assert forgotten == ([day - 7] if day >= 8 else [])
    assert max(desk.size) <= 8


def test_a_copy_is_known_after_its_event_is_closed() -> None:
    """A paper prints Monday's wire in its weekly edition; another report of it is told anew."""
    desk = Desk()
    desk.take(kept(1, collapse()))
    placement, event = desk.take(kept(2, collapse(outlet="أسبوعية", published=NOW + hours(130))))
    assert (placement.relation, event.id) == (Relation.NEAR_DUPLICATE, 1)
    later, _ = desk.take(kept(3, collapse_later(published=NOW + hours(260))))
    assert later.relation is Relation.NEW


def test_a_late_report_joins_though_newer_ones_came_before_it() -> None:
    """A feed that was down brings the first report last."""
    desk = Desk()
    desk.take(kept(1, collapse_later()))
    placement, _ = desk.take(kept(2, collapse(), at=NOW + hours(9)))
    assert placement.event_id == 1


def test_a_round_up_is_of_both_events_with_the_figures_of_each() -> None:
    """And the report of the second alone joins the second."""
    desk = Desk()
    (_, first), (placement, second) = desk.take_all(kept(1, _round_up()))
    assert placement.relation is Relation.NEW
    killed = [
        [(one.min, one.outcome) for one in event.figures if one.outcome is Outcome.KILLED] for event in (first, second)
    ]
    assert killed == [[(4, Outcome.KILLED)], [(3, Outcome.KILLED)]]
    alone = read_story(
        "مصرع ثلاثة أطفال بانهيار سقف في سلمية",
        "قضى ثلاثة أطفال أشقاء حين انهار سقف منزلهم في مدينة سلمية بريف حماة الشرقي، الجمعة، جراء الأمطار الغزيرة.",
        outlet="نداء الشام",
        published=NOW + hours(2),
        figures=(figure(3, cause=Cause.COLLAPSE, place="سلمية", country="SY"),),
    )
    _, joined = desk.take(kept(2, alone))
    assert joined.id == second.id
    assert joined.sources == 2


def test_a_copy_of_a_round_up_is_a_copy_in_both_events() -> None:
    """And no witness in either."""
    desk = Desk()
    told = [event.id for _, event in desk.take_all(kept(1, _round_up()))]
    copied = desk.take_all(kept(2, _round_up(outlet="بوابة", title="قتلى في إدلب وحماة", later=1)))
    assert [event.id for _, event in copied] == told
    assert {placement.relation for placement, _ in copied} == {Relation.NEAR_DUPLICATE}
    assert [event.sources for _, event in copied] == [1, 1]


def test_rivals_are_told_with_a_placement() -> None:
    """Events that a story is as surely of may be one; which it joined is the likest."""
    desk = Desk()
    desk.take(kept(1, collapse()))
    desk.take(
        kept(2, read_story("ورشة", COLLAPSE_ELSEWHERE, figures=(figure(3, cause=Cause.COLLAPSE, place="طرطوس"),)))
    )
    placement, _ = desk.take(kept(3, collapse_later()))
    assert (placement.event_id, placement.rivals) == (1, ())


def test_empty_texts_are_no_copies_of_each_other() -> None:
    """Nothing is shared by having nothing."""
    desk = Desk()
    for number in (1, 2):
        empty = collapse(title=f"خبر {number}", text="", figures=())
        placement, event = desk.take(kept(number, replace(empty, casualties=())))
        assert (placement.relation, event.id) == (Relation.NEW, number)
