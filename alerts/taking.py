"""One story to its events: placed among what is known, and what it shows of events that were kept apart or together.

All in the transaction of the caller (`alerts/advance.py`), who also undoes what fails halfway.
"""

import logging
from collections import OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from alerts.event_rows import (
    event_standing,
    events_near,
    events_of,
    load_events,
    originals_near,
)
from alerts.events.event import Event
from alerts.events.joining import begin, join, revise
from alerts.events.merging import may_join, may_merge, may_split
from alerts.events.near_duplicates import Prints, closest, prints
from alerts.events.placing import Placed, placed, placed_part, retold
from alerts.events.profile import Profile, keys_of, profile_of
from alerts.events.rejoining import leaving, link
from alerts.events.tellings import Telling
from alerts.regrouping import merge_events, split_event
from alerts.report_rows import keep_report
from alerts.touched import Touched
from crawler.store.stories import KeptStory, story_by_id

logger = logging.getLogger(__name__)

_recent: OrderedDict[int, tuple[KeptStory, Profile]] = OrderedDict()

EDITS_TOLD_FOR = timedelta(days=60)  # whom an older event was told may be forgotten: an edit would be news again
REMEMBERED = 300  # stories with their profiles, of some 30 kB each in memory: the next may be copies of theirs
MOST_RIVALS = 3  # events that one report may show to be one with its own


def take(connection: Connection, story: KeptStory, now: datetime) -> Touched:
    """Puts a story, or what an edit made of it, into the events that it tells of; what that touched."""
    touched = Touched()
    if story.revision > 1 and (told_of := events_of(connection, story.id)):
        _take_revised(connection, touched, told_of, story, now)
    elif story.read.flags:
        own = prints(story.read.story.text)
        copy = closest(own, story.content_hash, originals_near(connection, own, now))
        known = partial(_known, connection, story.id, now)
        parts = placed(story, copy, known, partial(_told, connection), now=now)
        events = {one.event.id for one in parts if one.event is not None}
        if len(parts) == 1:  # the whole story
            _remember(story, parts[0].profile)
        for one in parts:
            _keep(connection, touched, one, own, now, apart=events)
    return touched


def _known(
    connection: Connection, story_id: int, now: datetime, keys: Sequence[int], copied: Sequence[int]
) -> list[Event]:
    return [event for event in events_near(connection, keys, copied, now) if may_join(event, story_id)]


def _told(connection: Connection, story_id: int) -> Profile | None:
    story = story_by_id(connection, story_id)
    return None if story is None else _profile_of(story)


def _profile_of(story: KeptStory) -> Profile:
    """The profile of a whole story, kept in memory for as long as the story stays as it was read."""
    known = _recent.get(story.id)
    if known is None or known[0] != story:
        known = _remember(story, profile_of(story))
    return known[1]


def _remember(story: KeptStory, profile: Profile) -> tuple[KeptStory, Profile]:
    _recent[story.id] = story, profile
    while len(_recent) > REMEMBERED:
        _recent.popitem(last=False)
    return story, profile


def _keep(
    connection: Connection, touched: Touched, one: Placed, own: Prints, now: datetime, *, apart: Collection[int]
) -> None:
    """Puts what a story tells of one happening into its event, or begins an event with it.

    The story tells of the events `apart` in parts of its own: it does not show that two of them are one.
    """
    telling, placement = one.telling, one.placement
    known = None if one.event is None else _whole(connection, one.event)
    if known is None:
        event = begin(telling, one.profile, now=now)
    else:
        event = join(known, telling, one.profile, placement, now=now)
    event = keep_report(connection, event, telling, own, one.keys, placement=placement, now=now)
    touched.note(event, is_new=known is None, teller=telling.id if event.reports[-1].alerting else None)
    logger.info(
        "story_placed story=%d part=%d event=%d revision=%d relation=%s score=%.2f reasons=%s",
        telling.id,
        telling.part,
        event.id,
        event.revision,
        placement.relation.value,
        placement.score,
        ",".join(reason.why.value for reason in placement.reasons),
    )
    rivals = [identity for identity in placement.rivals if identity not in apart]
    for rival in load_events(connection, rivals[:MOST_RIVALS]):
        if rival.merged_into is None:
            event = _made_one(connection, touched, event, rival, one.profile, now)


def _whole(connection: Connection, outline: Event) -> Event:
    """The event of an outline as it stands now, with its ledger: a merging of this very story may have taken it in."""
    event = event_standing(connection, outline.id)
    assert event is not None, f"event {outline.id} has an outline and is not kept"
    return event


def _made_one(
    connection: Connection, touched: Touched, event: Event, rival: Event, bridge: Profile, now: datetime
) -> Event:
    """The event, with the rival in it if the report shows that they are one."""
    shown = link(event, rival, bridge=bridge, by_hand=not may_merge(event, rival))
    if shown is None:
        return event
    logger.info(
        "events_are_one event=%d rival=%d by_story=%d how=%s score=%.2f",
        *(event.id, rival.id, bridge.story_id, shown.how.value, shown.score),
    )
    return _merge(connection, touched, event.id, rival.id, now)


def _merge(connection: Connection, touched: Touched, one_id: int, other_id: int, now: datetime) -> Event:
    merging = merge_events(connection, one_id, other_id, by=None, now=now, tell=False)
    touched.tell(merging.event.id)  # a reader of either may hear of what is new by the other
    if merging.absorbed is not None:
        touched.take_in(merging.absorbed, merging.event)
    return merging.event


def _take_revised(
    connection: Connection, touched: Touched, told_of: Sequence[Event], story: KeptStory, now: datetime
) -> None:
    """An edited story says what it now says in the events that it told of, also where that is nothing any more."""
    own = prints(story.read.story.text)
    again = retold(story, told_of)
    apart = {event.id for event in told_of}
    for was, telling in again.of:
        known = _whole(connection, was)
        profile = profile_of(telling, telling.told)
        moves = bool(telling.told and story.read.flags)  # what is no news any more stays where it was
        standing = _where_it_is_now(connection, touched, known, telling, profile, now) if moves else known
        event = revise(standing, telling, profile, now=now)
        keep_report(connection, event, telling, own, keys_of(profile), placement=None, now=now)
        is_old = now - event.first_seen_at > EDITS_TOLD_FOR
        alerting = not is_old and any(report.story_id == story.id and report.alerting for report in event.reports)
        touched.note(event, teller=story.id if alerting else None)
        logger.info(
            "story_revised story=%d event=%d revision=%d changed=%s",
            *(story.id, event.id, event.revision, event.revision > known.revision),
        )
        if moves:
            _find_place(connection, touched, event, telling, left=known.id, apart=apart, now=now)
    for telling in again.further if story.read.flags else ():
        known_to_it = partial(_known, connection, story.id, now)
        _keep(connection, touched, placed_part(telling, known_to_it, now=now), own, now, apart=apart)


def _where_it_is_now(
    connection: Connection, touched: Touched, event: Event, telling: Telling, edited: Profile, now: datetime
) -> Event:
    """The event of an edited story: its own, or a new one where its new words are of another happening."""
    gone = leaving(event, edited, by_hand=not may_split(event, [edited.story_id]))
    if gone is None:
        return event
    # Copies of its earlier words stay: those words were of this event.
    parting = split_event(connection, event.id, [edited.story_id], by=None, now=now, tell=False, copies_leave=False)
    touched.note(parting.rest)
    touched.tell(parting.rest.id)
    touched.note(parting.part, is_new=True)
    logger.info(
        "story_left story=%d event=%d new_event=%d score=%.2f",
        *(edited.story_id, event.id, parting.part.id, gone.score),
    )
    return replace(parting.part, title=telling.read.story.title or parting.part.title)  # nobody heard of it yet


def _find_place(
    connection: Connection,
    touched: Touched,
    event: Event,
    telling: Telling,
    *,
    left: int,
    apart: Collection[int],
    now: datetime,
) -> None:
    """Puts the event of an edited story into the one that the story tells of now, if there is one.

    An event that the story just began by leaving `left` has no other report that could tell of another happening.
    The story told of the events `apart` already, as of different ones.
    """

    def elsewhere(keys: Sequence[int], copied: Sequence[int]) -> list[Event]:
        known = _known(connection, telling.id, now, keys, copied)
        return [one for one in known if one.id not in {left, event.id, *apart}]

    found = placed_part(telling, elsewhere, now=now)
    other = None if found.event is None else _whole(connection, found.event)
    if other is None or not may_merge(other, event):
        return
    if event.id != left:
        _merge(connection, touched, other.id, event.id, now)
    else:
        _made_one(connection, touched, event, other, found.profile, now)
