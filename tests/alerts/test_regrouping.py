"""Events are merged and split in one transaction, told as changes, and never put back by the machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy
from sqlalchemy import Engine, func, select

from alerts import tables
from alerts.advance import advance
from alerts.alert import AlertReason, DeliveryKind
from alerts.event_rows import event_standing, events_near
from alerts.events.event import Event, Relation
from alerts.events.grouping import KEPT_FOR
from alerts.events.merging import By
from alerts.events.profile import keys_of, profile_of
from alerts.exports.gather import Chosen, happenings
from alerts.ledger import alert_from_json
from alerts.regrouping import CannotRegroup, merge_events, split_event
from alerts.store import event_by_id, find_events
from crawler.facts.figure import Cause, Outcome
from crawler.store.database import reading, writing
from crawler.store.tables import story as story_table
from crawler.understanding import ReadStory
from tests.alerts.desk import CHAT, MAIL, Desk, elsewhere
from tests.alerts.making import COLLAPSE, NOW, collapse, figure, hours, kept, read_story, store

NEW, EDIT, REPLY = DeliveryKind.NEW, DeliveryKind.EDIT, DeliveryKind.REPLY
HAND = By(who="مها", note="الحادثة نفسها")


@pytest.fixture
def desk(engine: Engine) -> Desk:
    """A desk with two events, 1 and 2, that are told to nobody yet."""
    desk = Desk(engine=engine)
    desk.tell(collapse())
    desk.wait(hours(1))
    desk.tell(elsewhere())
    return desk


def _merge(desk: Desk, one: int = 1, other: int = 2, *, by: By | None = HAND, tell: bool = True) -> Event:
    with writing(desk.engine) as connection:
        return merge_events(connection, one, other, by=by, now=desk.now, tell=tell).event


def _split(desk: Desk, event: int, *stories: int, tell: bool = True) -> tuple[Event, Event]:
    with writing(desk.engine) as connection:
        done = split_event(connection, event, stories, by=HAND, now=desk.now, tell=tell)
    return done.rest, done.part


def _advance(desk: Desk) -> None:
    advance(desk.engine, [desk.subscription], now=desk.now)


def _known(desk: Desk, identity: int) -> Event:
    with reading(desk.engine) as connection:
        event = event_by_id(connection, identity)
    assert event is not None
    return event


def _rows(desk: Desk, *columns: Any) -> list[tuple[Any, ...]]:
    with reading(desk.engine) as connection:
        return [tuple(row) for row in connection.execute(select(*columns).order_by(*columns))]


def _links(desk: Desk) -> list[tuple[Any, ...]]:
    return _rows(desk, tables.event_story.c.event_id, tables.event_story.c.story_id)


def _reasons(desk: Desk) -> list[str]:
    with reading(desk.engine) as connection:
        return list(connection.execute(select(tables.alert.c.reason).order_by(tables.alert.c.id)).scalars())


def _more_of_elsewhere(count: int, *, outlet: str = "أوراق الساحل", **changes: Any) -> ReadStory:
    """Another outlet on the second accident, in words of its own."""
    text = (
        f"ارتفع إلى {count} عدد العمال الذين قضوا في طرطوس على الساحل حين انهار سقف ورشة خياطة قيد الترميم عليهم، "
        "وقال قائد فوج الإطفاء إن الجدران القديمة للورشة أضعفتها الأمطار."
    )
    figures = (figure(count, cause=Cause.COLLAPSE, place="طرطوس", country="SY"),)
    return read_story(f"{count} عمال قتلى في طرطوس", text, outlet=outlet, figures=figures, **changes)


def _copied(read: ReadStory, outlet: str = "ناقل") -> ReadStory:
    """The same words in another outlet."""
    return replace(read, story=replace(read.story, outlet=outlet, url=f"https://{outlet}.example/1"))


def _forget_the_first(desk: Desk) -> None:
    """Nobody was told of event 1: their filters left it out."""
    with writing(desk.engine) as connection:
        connection.execute(tables.delivery.delete().where(tables.delivery.c.event_id == 1))


def _edit(desk: Desk, identity: int, read: ReadStory) -> None:
    with reading(desk.engine) as connection:
        url = connection.execute(select(story_table.c.url).where(story_table.c.id == identity)).scalar_one()
    assert store(desk.engine, replace(read, story=replace(read.story, url=url)), at=desk.now) == []
    _advance(desk)


def test_the_absorbed_event_points_to_the_one_that_goes_on(desk: Desk) -> None:
    """Its stories and look-ups are the other's, it is listed no more, and its id still leads somewhere."""
    whole = _merge(desk, 2, 1)
    assert (whole.id, [report.story_id for report in whole.reports]) == (1, [1, 2])
    assert _links(desk) == [(1, 1), (1, 2)]
    assert _rows(desk, tables.event_story.c.relation) == [("new",), ("same_event",)]
    assert {row[0] for row in _rows(desk, tables.event_key.c.event_id)} == {1}
    with reading(desk.engine) as connection:
        assert [event.id for event in find_events(connection)] == [1]
        assert event_standing(connection, 2) == _known(desk, 1) == whole
        assert event_standing(connection, 3) is None
    assert _known(desk, 2).merged_into == 1
    assert [report.story_id for report in _known(desk, 2).reports] == [2]


def test_a_merged_event_is_exported_once_with_all_its_stories(desk: Desk) -> None:
    """Analysts get one line, and the id that goes on."""
    _merge(desk)
    (exported,) = happenings(desk.engine, Chosen())
    assert (exported.event, [told.account.id for told in exported.stories]) == (1, [1, 2])
    assert [line.min for line in exported.toll] == [line.min for line in _known(desk, 1).toll]


def test_a_chain_of_mergings_leads_to_its_end(desk: Desk) -> None:
    """Also by the ids that were merged before."""
    desk.wait(hours(1))
    desk.tell(read_story("غرق قارب", "غرق قارب صيد قبالة سواحل بانياس وفقد أربعة صيادين.", figures=(figure(4),)))
    _merge(desk, 2, 3)
    whole = _merge(desk, 3, 1)
    assert (whole.id, len(whole.reports)) == (1, 3)
    with reading(desk.engine) as connection:
        assert [event_standing(connection, one) for one in (2, 3)] == [whole, whole]
    with writing(desk.engine) as connection:
        again = merge_events(connection, 3, 2, by=HAND, now=desk.now)
    assert (again.absorbed, again.event) == (None, whole)


def test_later_stories_of_the_absorbed_event_join_the_whole(desk: Desk) -> None:
    """A copy by its text, and a report in words of its own by what it tells."""
    _merge(desk)
    desk.wait(hours(1))
    desk.tell(_copied(elsewhere()), _more_of_elsewhere(4, published=desk.now))
    assert {row[0] for row in _links(desk)} == {1}
    reports = _known(desk, 1).reports
    assert [report.relation for report in reports[2:]] == [Relation.NEAR_DUPLICATE, Relation.SAME_EVENT]


def test_a_chat_that_was_told_of_both_gets_one_edit_and_nothing_new(desk: Desk) -> None:
    """The message of the older event is brought up to date; the other's is left as it is."""
    desk.work()
    assert desk.telegram.told() == [(NEW, 1, None), (NEW, 1, None)]
    _merge(desk)
    _advance(desk)
    desk.work()
    assert [(kind, replaces) for kind, _, replaces in desk.telegram.told()[2:]] == [(EDIT, "101")]
    desk.wait(hours(1))
    desk.tell(_more_of_elsewhere(30, published=desk.now))
    desk.work()
    assert [(kind, replaces) for kind, _, replaces in desk.telegram.told()[3:]] == [(EDIT, "101"), (REPLY, "101")]
    assert _reasons(desk)[2:] == ["confirmed", "toll_rose"]


def test_a_chat_that_was_told_of_the_absorbed_one_only_is_told_of_changes(desk: Desk) -> None:
    """It has the happening's message already: that one is edited, and no second one comes."""
    _forget_the_first(desk)
    desk.work()
    _merge(desk)
    _advance(desk)
    desk.work()
    told = [(kind, replaces) for kind, _, replaces in desk.telegram.told()]
    assert told == [(NEW, None), (EDIT, "101"), (REPLY, "101")]
    assert set(_rows(desk, tables.told.c.event_id)) == {(1,)}
    assert _reasons(desk)[-1] == "toll_rose"  # of three that were told, to the five of both


def test_what_waits_of_the_absorbed_event_ends_visibly_where_the_other_was_told(desk: Desk) -> None:
    """Its reader hears the whole as a change of what stands."""
    desk.work([1])
    _merge(desk)
    assert desk.rows("state", "last_error") == [
        ("sent", None),
        ("merged", "event 2 was merged into event 1, of which this recipient hears"),
    ]
    _advance(desk)
    desk.work()
    assert [(kind, replaces) for kind, _, replaces in desk.telegram.told()] == [(NEW, None), (EDIT, "101")]


def test_what_waits_of_both_becomes_one_first_message(desk: Desk) -> None:
    """With what is known of the whole."""
    _merge(desk)
    _advance(desk)
    desk.work()
    assert [(kind, replaces) for kind, _, replaces in desk.telegram.told()] == [(NEW, None)]
    assert set(desk.states()) == {"sent", "merged"}


def test_what_waits_of_the_absorbed_event_alone_goes_over(desk: Desk) -> None:
    """The reader is promised it; it is the first message of the whole, by the newest picture."""
    _forget_the_first(desk)
    _merge(desk)
    _advance(desk)
    desk.work()
    assert [(kind, replaces) for kind, _, replaces in desk.telegram.told()] == [(NEW, None)]
    assert {row[0] for row in _rows(desk, tables.delivery.c.event_id)} == {1}


def test_a_message_on_its_way_is_the_whole_ones_when_it_arrives(desk: Desk) -> None:
    """The merging comes between the sending and its record; the next word edits that very message."""
    _forget_the_first(desk)

    def in_between() -> None:
        _merge(desk)

    desk.telegram.will([in_between])
    desk.work()
    assert _rows(desk, tables.told.c.event_id, tables.told.c.provider_id) == [(1, "101")]
    _advance(desk)
    desk.work()
    told = [(kind, replaces) for kind, _, replaces in desk.telegram.told()]
    assert told[1:] == [(EDIT, "101"), (REPLY, "101")]


def test_a_message_on_its_way_beside_the_others_is_not_tried_again(desk: Desk) -> None:
    """It failed; its reader has the whole one's message, and the row says why it ends."""
    desk.work([1])

    def fails() -> None:
        _merge(desk)
        raise ConnectionError("gone")

    desk.telegram.will([fails])
    desk.work()
    desk.wait(hours(1))
    desk.work()
    assert desk.states()[1] == "failed"
    sent = [message.event_id for message in desk.telegram.seen]
    assert sent.count(2) == 1


def test_mail_is_told_what_changed_and_not_that_something_happened(engine: Engine) -> None:
    """A channel that cannot edit gets no message where nothing is worth one."""
    desk = Desk(engine=engine, to=(CHAT, MAIL))
    desk.tell(collapse())
    desk.wait(hours(1))
    desk.tell(elsewhere())
    desk.work()
    _merge(desk)
    _advance(desk)
    desk.work()
    assert [kind for kind, _, _ in desk.mail.told()] == [NEW, NEW]
    desk.wait(hours(1))
    desk.tell(_more_of_elsewhere(30, published=desk.now))
    desk.work()
    assert [kind for kind, _, _ in desk.mail.told()][2:] == [REPLY]


def test_with_no_alert_nobody_is_told_until_something_else_happens(desk: Desk) -> None:
    """The next report tells of the whole."""
    desk.work()
    _merge(desk, tell=False)
    _advance(desk)
    assert len(desk.states()) == 2
    desk.wait(hours(1))
    desk.tell(_more_of_elsewhere(30, published=desk.now))
    assert len(desk.states()) > 2


def test_events_that_may_not_alert_do_not_by_merging(engine: Engine) -> None:
    """Old and silent stories stay silent."""
    desk = Desk(engine=engine)
    for read in (collapse(), elsewhere()):
        store(engine, read, at=NOW, alerting=False)
        _advance(desk)
    _merge(desk)
    _advance(desk)
    assert desk.states() == []


def test_the_mark_is_taken_off_with_the_telling(desk: Desk) -> None:
    """Told once."""
    desk.work()
    _merge(desk)
    for _ in range(3):
        _advance(desk)
    assert len(desk.states()) == 3
    assert {row[0] for row in _rows(desk, tables.event.c.tell_due)} == {False}


def test_a_split_off_story_makes_an_event_of_its_own(desk: Desk) -> None:
    """With its copies, its keys and its figures; the others keep theirs."""
    _merge(desk)
    desk.tell(_copied(elsewhere()))
    rest, part = _split(desk, 1, 2)
    assert [report.story_id for report in part.reports] == [2, 3]
    assert _links(desk) == [(1, 1), (3, 2), (3, 3)]
    assert ([line.min for line in rest.toll], [line.min for line in part.toll]) == ([5, 9], [3])
    assert (_known(desk, 1), _known(desk, 3)) == (rest, part)
    assert (rest.history[-1].event_id, part.history[-1].event_id) == (3, 1)
    for read, event in ((collapse(), 1), (elsewhere(), 3)):
        with reading(desk.engine) as connection:
            found = events_near(connection, keys_of(profile_of(kept(9, read))), (), desk.now)
        assert found[0].id == event


def test_who_heard_of_the_event_hears_that_it_is_corrected_and_of_the_new_one(desk: Desk) -> None:
    """Two happenings were told as one: a correction of the message, and a message of its own."""
    desk.tell(_more_of_elsewhere(12, published=desk.now))
    desk.work()
    before = len(desk.telegram.seen)
    rest, part = _split(desk, 2, 3)
    _advance(desk)
    desk.work()
    told = [(message.event_id, message.kind) for message in desk.telegram.seen[before:]]
    assert sorted(told) == [(rest.id, EDIT), (rest.id, REPLY), (part.id, NEW)]
    assert sorted(_reasons(desk)[-2:]) == ["corrected", "new_event"]


def test_a_split_of_old_news_is_no_news(desk: Desk) -> None:
    """A week later the correction is told, and the new event is not."""
    desk.tell(_more_of_elsewhere(12, published=desk.now))
    desk.work()
    desk.wait(hours(50))
    _split(desk, 2, 3)
    _advance(desk)
    assert _reasons(desk)[-1] == "corrected"


def test_an_edit_of_a_split_off_story_stays_where_it_is(desk: Desk) -> None:
    """Nor do copies of it, or more reports of it, go back."""
    desk.tell(_more_of_elsewhere(12, published=desk.now))
    rest, part = _split(desk, 2, 3)
    desk.wait(hours(1))
    _edit(desk, 3, _more_of_elsewhere(13, published=NOW + hours(1)))
    assert (_range(_known(desk, part.id)), _range(_known(desk, rest.id))) == ((13, 13), (3, 3))
    assert _links(desk) == [(1, 1), (2, 2), (3, 3)]
    desk.tell(_more_of_elsewhere(13, outlet="ناقل آخر", published=desk.now))
    assert (part.id, 4) in _links(desk)


def test_a_story_that_lost_its_event_is_not_put_into_the_one_it_was_taken_from(desk: Desk) -> None:
    """Also where it is placed anew from nothing."""
    desk.tell(_more_of_elsewhere(12, published=desk.now))
    _, part = _split(desk, 2, 3)
    with writing(desk.engine) as connection:
        connection.execute(tables.event_story.delete().where(tables.event_story.c.story_id == 3))
        connection.execute(tables.event_key.delete().where(tables.event_key.c.event_id == part.id))
        connection.execute(story_table.update().where(story_table.c.id == 3).values(advance_due=True))
    _advance(desk)
    assert (2, 3) not in _links(desk)


def test_a_merged_event_can_be_split_by_an_id_that_it_had(desk: Desk) -> None:
    """The absorbed id leads to the whole."""
    _merge(desk)
    rest, part = _split(desk, 2, 1)
    assert ([one.story_id for one in rest.reports], [one.story_id for one in part.reports]) == ([2], [1])
    assert (rest.id, rest.title) == (1, _known(desk, 2).title)


@pytest.mark.parametrize(
    ("event", "stories", "says"),
    [
        (9, (1,), "there is no event 9; 'rasid events' lists them"),
        (1, (2, 7), "event 1 has no story 2, 7; 'rasid event 1' shows its stories"),
        (1, (1,), "no story would stay in event 1: leave out one that is its own"),
    ],
)
def test_what_cannot_be_split_is_one_sentence(desk: Desk, event: int, stories: tuple[int, ...], says: str) -> None:
    """And nothing is changed."""
    before = _links(desk)
    with pytest.raises(CannotRegroup) as caught:
        _split(desk, event, *stories)
    assert (str(caught.value), _links(desk)) == (says, before)


def test_an_unknown_event_is_not_merged(desk: Desk) -> None:
    """By one sentence."""
    with pytest.raises(CannotRegroup, match="there is no event 7"):
        _merge(desk, 1, 7)


@contextmanager
def _broken_at(engine: Engine, statement: str) -> Iterator[None]:
    """Makes the database driver fail at a statement."""

    def fail(_connection: Any, _cursor: Any, sql: str, _parameters: Any, _context: Any, _many: bool) -> None:
        if sql.startswith(statement):
            raise RuntimeError("killed in the middle")

    sqlalchemy.event.listen(engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        sqlalchemy.event.remove(engine, "before_cursor_execute", fail)


@pytest.mark.parametrize("statement", ["UPDATE event_story", "DELETE FROM event_key", "UPDATE delivery"])
def test_a_merging_that_breaks_leaves_everything_as_it_was(desk: Desk, statement: str) -> None:
    """All or nothing."""
    before = (_links(desk), _known(desk, 1), _known(desk, 2), desk.states())
    with pytest.raises(RuntimeError), _broken_at(desk.engine, statement):
        _merge(desk)
    assert (_links(desk), _known(desk, 1), _known(desk, 2), desk.states()) == before


def test_what_the_keys_forget_a_split_does_not_bring_back(desk: Desk) -> None:
    """Stories older than the look-ups are not made findable again."""
    desk.tell(_more_of_elsewhere(12, published=desk.now))
    desk.wait(KEPT_FOR + hours(1))
    _split(desk, 2, 3)
    with reading(desk.engine) as connection:
        found = connection.execute(select(func.count()).where(tables.event_key.c.event_id.in_((2, 3)))).scalar_one()
    assert found == 0


def _range(event: Event) -> tuple[int, int | None]:
    line = event.toll[0]
    return line.min, line.max


def test_alerts_see_a_merged_event_as_an_update(desk: Desk) -> None:
    """The reason, the severity and the previous figures are of a change, never of something new."""
    desk.work()
    desk.tell(_more_of_elsewhere(30, published=desk.now))  # event 2 grows, and is told
    desk.work()
    _merge(desk)
    desk.wait(hours(1))
    text = f"{COLLAPSE} وارتفع العدد لاحقا إلى سبعة بعد العثور على جثتين."
    desk.tell(collapse(title="سبعة", text=text, figures=(figure(7),)))
    with reading(desk.engine) as connection:
        rows = connection.execute(
            select(tables.alert.c.event_id, tables.alert.c.body).order_by(tables.alert.c.id.desc()).limit(1)
        ).all()
    told = alert_from_json(rows[0].body)
    assert rows[0].event_id == 1
    assert told.reason is not AlertReason.NEW_EVENT
    assert [line.min for line in told.previous if line.outcome is Outcome.KILLED] == [5]
    assert max(line.max or 0 for line in told.toll) == 30
