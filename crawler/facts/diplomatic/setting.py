"""What the whole story says of where and when its acts took place: the last step of reading them.

A line may leave out what another has said. The dateline is where a foreign ministry summons, a council votes and, if
nothing else is said, where two meet; «القصر الرئاسي» is in the town that the story names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from crawler.arabic.letters import fold_key
from crawler.arabic.names import STATE_CODES, find_names
from crawler.arabic.places import gazetteer, places_of
from crawler.arabic.words import words_of
from crawler.facts.act import ActKind, ActStatus, DiplomaticAct
from crawler.facts.casualty.locating import location_of
from crawler.facts.diplomatic.lines import Dateline
from crawler.facts.diplomatic.manner import is_background
from crawler.facts.diplomatic.scene import Scene
from crawler.facts.diplomatic.spots import is_nameless
from crawler.facts.diplomatic.triggers import Trigger
from crawler.facts.diplomatic.when import period_of
from crawler.facts.figure import Location, Part, Period
from crawler.news import Story

# Where the state sits that does it.
_AT_ITS_SEAT = frozenset({ActKind.SUMMON, ActKind.EXPULSION, ActKind.SANCTION})
_IN_PERSON = frozenset(
    {ActKind.MEETING, ActKind.SUMMIT, ActKind.NEGOTIATION, ActKind.MEDIATION, ActKind.AGREEMENT, ActKind.VOTE}
)
# A telling of one of these may be kept as another kind.
_TOLD_AS: Mapping[ActKind, frozenset[ActKind]] = {
    ActKind.NEGOTIATION: frozenset({ActKind.NEGOTIATION, ActKind.MEETING}),
    ActKind.MEETING: frozenset({ActKind.MEETING, ActKind.LETTER}),
    ActKind.CALL: frozenset({ActKind.CALL, ActKind.MEETING}),
}
_LONG_PAST = timedelta(days=60)


def settled(
    acts: Sequence[DiplomaticAct], scenes: Sequence[Scene], dateline: Dateline, story: Story
) -> tuple[DiplomaticAct, ...]:
    """The acts with place, location, period and background as the whole story tells them."""
    published = story.published.date() if story.published else None
    towns = [act.place for act in acts if act.place and not is_nameless(act.place)]
    done = []
    for act in acts:
        place = _place(act, dateline, towns)
        location = located(place, act.parties) if place else None
        told = _telling(act, scenes)
        period = period_of(*told, act.status, published) if told else None
        done.append(
            replace(
                act,
                place=place,
                location=location,
                country=location.country if location else _state_in(place),
                period=period,
                background=_is_history(told, period, act.status, published),
            )
        )
    return tuple(done)


def _place(act: DiplomaticAct, dateline: Dateline, towns: Sequence[str]) -> str | None:
    seat = _known_place(dateline)
    own = dateline.party is None or any(_sits_there(dateline, party) for party in act.parties)
    if act.place is None:
        if act.kind in _AT_ITS_SEAT:
            first = act.parties[0]
            return seat if _sits_there(dateline, first) or first not in STATE_CODES else None
        return seat if act.kind in _IN_PERSON and own else None
    if is_nameless(act.place):
        return next(iter(towns), seat if own else None) or act.place
    return act.place


def _sits_there(dateline: Dateline, party: str) -> bool:
    """Whether the dateline's town is the party's; «عمان» is written for Amman and for Oman."""
    return party == dateline.party or (party == "JO" and fold_key(dateline.place or "") == "عمان")


def _known_place(dateline: Dateline) -> str | None:
    """The dateline's place, not an outlet's name that stands there."""
    if dateline.place is None or dateline.party is not None:
        return dateline.place
    words = words_of(fold_key(dateline.place))
    found = gazetteer().at(words, 0)
    return dateline.place if found is not None and found.end == len(words) else None


def located(place: str, parties: Sequence[str]) -> Location | None:
    """Where a place lies that a text names so; of several of that name the one in a state that takes part."""
    words = words_of("في " + fold_key(place))
    chain = places_of(words)[:1]
    names = [" ".join(word.text for word in words[one.start : one.end])[one.cut :] for one in chain]
    found = location_of(chain, names, [party for party in parties if party in STATE_CODES])
    return replace(found, name=place) if found is not None else None


def _state_in(place: str | None) -> str | None:
    """The state whose seat or name a place is: «قصر الإليزيه»."""
    if place is None:
        return None
    names = find_names(words_of(fold_key(place)))
    return next((name.party for name in names if name.party in STATE_CODES), None)


def _telling(act: DiplomaticAct, scenes: Sequence[Scene]) -> tuple[Scene, Trigger] | None:
    """The line that proves an act and the word in it that tells it."""
    kinds = _TOLD_AS.get(act.kind, frozenset({act.kind}))
    for scene in scenes:
        if scene.line.part is act.evidence.part and scene.line.span == act.evidence.span:
            triggers = [trigger for trigger in scene.triggers if trigger.kind in kinds]
            own = [trigger for trigger in triggers if trigger.kind is act.kind]
            return (scene, (own or triggers)[0]) if triggers else None
    return None


def _is_history(
    told: tuple[Scene, Trigger] | None, period: Period | None, status: ActStatus, published: date | None
) -> bool:
    if told is None or told[0].line.part is Part.TITLE:
        return False
    long_past = period is not None and published is not None and period.end < published - _LONG_PAST
    return is_background(*told) or (long_past and status is ActStatus.HAPPENED)
