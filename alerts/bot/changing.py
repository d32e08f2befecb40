"""Answers to commands that change something: joining, leaving, silence. In the caller's transaction."""

from datetime import datetime

from sqlalchemy import Connection

from alerts.alert import Line
from alerts.bot.commands import Mute, Subscribe, Unmute, Unsubscribe
from alerts.bot.desk import Desk
from alerts.bot.updates import Said
from alerts.chats import Here
from alerts.joined import join, joins_of, leave
from alerts.muting import LONGEST, mute, muted_until
from alerts.subscriptions import Subscription
from alerts.text.bot.replies import (
    Membership,
    Offer,
    Voice,
    by_file_answer,
    how_to_mute_answer,
    joined_answer,
    left_answer,
    mute_too_long_answer,
    muted_answer,
    no_such_answer,
    offers_answer,
    unmuted_answer,
)
from alerts.text.bot.whys import rule_text

Changing = Subscribe | Unsubscribe | Mute | Unmute


def change(
    connection: Connection, desk: Desk, here: Here, said: Said, command: Changing, voice: Voice
) -> tuple[Line, ...]:
    """What a command comes to, done and in words. Asked for twice it is as asked for once."""
    match command:
        case Subscribe(name=None):
            return offers_answer(voice, _offers(connection, desk, here), command.page)
        case Subscribe():
            return _subscribe(connection, desk, here, said, command.name or "", voice)
        case Unsubscribe():
            return _unsubscribe(connection, desk, here, command.name, voice)
        case Mute():
            return _mute(connection, desk, here, said, command, voice)
        case Unmute():
            was = muted_until(connection, here, voice.now)
            _silence(connection, desk, here, said, None, voice.now)
            return unmuted_answer(voice, was_muted=was is not None)


def _offers(connection: Connection, desk: Desk, here: Here) -> list[Offer]:
    joined = {one.subscription for one in joins_of(connection) if here.is_place(one.to)}
    known = [
        Offer(name=one.name, membership=_membership(one, here, joined), rule=rule_text(one))
        for one in desk.subscriptions
    ]
    names = {one.name for one in desk.subscriptions}
    return [*known, *(Offer(name=name, membership=Membership.VANISHED) for name in sorted(joined - names))]


def _membership(subscription: Subscription, here: Here, joined: set[str]) -> Membership:
    if any(here.is_place(to) for to in subscription.to):
        return Membership.BY_FILE
    return Membership.JOINED if subscription.name in joined else Membership.NOT_JOINED


def _subscribe(connection: Connection, desk: Desk, here: Here, said: Said, name: str, voice: Voice) -> tuple[Line, ...]:
    found = next((one for one in desk.subscriptions if one.name == name), None)
    if found is None:
        return no_such_answer(voice, name)
    if any(here.is_place(to) for to in found.to):
        return by_file_answer(voice, name)
    is_new = join(connection, here, name, user_id=said.by, now=voice.now)
    return joined_answer(voice, name, is_new=is_new)


def _unsubscribe(connection: Connection, desk: Desk, here: Here, name: str | None, voice: Voice) -> tuple[Line, ...]:
    joined = [one.subscription for one in joins_of(connection) if here.is_place(one.to)]
    wanted = joined if name is None else [one for one in joined if one == name]
    left = [one for one in dict.fromkeys(wanted) if leave(connection, here, one, voice.now)]
    if left or name is None:
        return left_answer(voice, left)
    found = next((one for one in desk.subscriptions if one.name == name), None)
    if found is None:
        return no_such_answer(voice, name)
    return by_file_answer(voice, name) if any(here.is_place(to) for to in found.to) else left_answer(voice, left)


def _mute(connection: Connection, desk: Desk, here: Here, said: Said, command: Mute, voice: Voice) -> tuple[Line, ...]:
    if command.span is None:
        return how_to_mute_answer(voice, muted_until(connection, here, voice.now))
    if command.span > LONGEST:
        return mute_too_long_answer(voice)
    # From when it was said, not from when it reached us: a person counts from then.
    until = min(said.at, voice.now) + command.span
    if until > voice.now:
        _silence(connection, desk, here, said, until, voice.now)
    return muted_answer(voice, until)


def _silence(connection: Connection, desk: Desk, here: Here, said: Said, until: datetime | None, now: datetime) -> None:
    mute(connection, here, until, user_id=said.by, subscriptions=desk.subscriptions, deadline=desk.deadline, now=now)
