"""What the whole story says of where and when its acts took place: the last step of reading them.

A line may leave out what another has said. The dateline is where a foreign ministry summons, a council votes and, if
nothing else is said, where two meet; «القصر الرئاسي» is in the town that the story names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from crawler.arabic.atlas import Level, sites_of
from crawler.arabic.letters import fold_key
from crawler.arabic.names import STATE_CODES, Form, country_of, find_names
from crawler.arabic.places import capitals, places_of
from crawler.arabic.words import words_of
from crawler.facts.act import ActKind, ActStatus, DiplomaticAct
from crawler.facts.casualty.locating import location_of
from crawler.facts.diplomatic.lines import Dateline
from crawler.facts.diplomatic.manner import background_of
from crawler.facts.diplomatic.scene import Scene
from crawler.facts.diplomatic.spots import bare, is_nameless, is_palace
from crawler.facts.diplomatic.triggers import Part as TriggerPart
from crawler.facts.diplomatic.triggers import Trigger
from crawler.facts.diplomatic.when import period_of
from crawler.facts.diplomatic.where import known_place, place_of, post_in
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
_HISTORY = 1.0  # of what `background_of` tells: certain, not only likely
_LEAD = 4  # lines: the headline and what follows it
_HERE = "هنا"  # «بحث الوزير هنا اليوم»: where the dateline says
_CITY, _TIMES = 100_000, 5  # people, and how many times those of a namesake
_LONG_PAST = timedelta(days=60)


def settled(
    acts: Sequence[DiplomaticAct], scenes: Sequence[Scene], dateline: Dateline, story: Story
) -> tuple[DiplomaticAct, ...]:
    """The acts with place, location, period and background as the whole story tells them."""
    published = story.published.date() if story.published else None
    done = []
    for act in acts:
        place = _place(act, acts, scenes, dateline)
        location = located(place, act.parties) if place else None
        told = _telling(act, scenes)
        period, status = _when(told, act.status, published) if told else (None, act.status)
        done.append(
            replace(
                act,
                status=status,
                place=place,
                location=location,
                country=location.country if location else _state_in(place),
                period=period,
                background=_is_history(told, period, status, published),
            )
        )
    return tuple(done)


def _place(
    act: DiplomaticAct, acts: Sequence[DiplomaticAct], scenes: Sequence[Scene], dateline: Dateline
) -> str | None:
    if act.place is None:
        return _unsaid(act, acts, scenes, dateline)
    if is_nameless(act.place) or (act.kind is ActKind.VISIT and is_palace(act.place)):
        towns = (one.place for one in acts if one.place and not is_palace(one.place))
        return next(towns, known_place(dateline) if _is_own(dateline, act) else None) or act.place
    if act.kind is ActKind.VISIT:
        return _of_its_goal(act, scenes)
    return act.place


def _unsaid(
    act: DiplomaticAct, acts: Sequence[DiplomaticAct], scenes: Sequence[Scene], dateline: Dateline
) -> str | None:
    """What the act's own line leaves out: another line that tells it, another act there, the dateline."""
    seat = known_place(dateline)
    if act.kind not in _AT_ITS_SEAT | _IN_PERSON:
        return None
    if act.kind not in (ActKind.SANCTION, ActKind.MEETING):
        told = (place for scene in scenes[:_LEAD] if (place := _told_in(scene, act.kind, dateline)))
        if (place := next(told, None)) is not None:
            return place
    if act.kind is ActKind.SUMMON and (post := next(filter(None, map(post_in, scenes[:_LEAD])), None)) is not None:
        return post
    if act.kind in _AT_ITS_SEAT:
        first = act.parties[0]
        return seat if _sits_there(dateline, first) or first not in STATE_CODES else None
    line = next((scene.line for scene in scenes if _proves(scene, act)), None)
    here = line is not None and any(word.text == _HERE for word in line.words)
    if here or _is_own(dateline, act):
        return seat
    beside = (one.place for one in acts if one.kind in _IN_PERSON and not set(one.parties).isdisjoint(act.parties))
    return next((place for place in beside if place), None)


def _told_in(scene: Scene, kind: ActKind, dateline: Dateline) -> str | None:
    places = (place_of(scene, trigger, dateline) for trigger in scene.triggers if trigger.kind is kind)
    return next((place for place in places if place), None)


def _is_own(dateline: Dateline, act: DiplomaticAct) -> bool:
    """Whether the story was written where a party is at home, or in a town of which nobody says whose it is."""
    if dateline.place is None:
        return False
    return dateline.party is None or any(_sits_there(dateline, party) for party in act.parties)


def _of_its_goal(act: DiplomaticAct, scenes: Sequence[Scene]) -> str | None:
    """Of a journey to several states each visit has its own."""
    state = country_of(act.place or "")
    if state is None or state in act.parties:
        return act.place
    goal = act.parties[-1]
    for scene in scenes:
        if _proves(scene, act):
            names = (
                name for name in scene.line.names if name.party == goal and name.form in (Form.STATE, Form.CAPITAL)
            )
            own = next(names, None)
            return bare(scene, own.start, own.end) if own is not None else act.place
    return act.place


def _sits_there(dateline: Dateline, party: str) -> bool:
    """Whether the dateline's town is the party's; «عمان» is written for Amman and for Oman."""
    return party == dateline.party or (party == "JO" and fold_key(dateline.place or "") == "عمان")


def located(place: str, parties: Sequence[str]) -> Location | None:
    """Where a place lies that a text names so; of several of that name the one in a state that takes part, else one
    that is far greater than its namesakes: states meet in Geneva, not in one of the Genevas of Illinois."""
    words = words_of("في " + fold_key(place))
    chain = places_of(words)[:1]
    names = [" ".join(word.text for word in words[one.start : one.end])[one.cut :] for one in chain]
    if not names:
        capital = _capital_in(place)
        found = located(capital, parties) if capital else None
    else:
        states = [party for party in parties if party in STATE_CODES]
        found = location_of(chain, names, states)
        if found is not None and found.country is None:
            found = location_of(chain, names, _greatest(names[0]))
    return replace(found, name=place) if found is not None else None


def _greatest(name: str) -> list[str]:
    """The state of the greatest town of a name, where its namesakes are much smaller."""
    sites = sorted((site for site in sites_of(name) if site.level is Level.TOWN), key=lambda site: -site.people)
    rivals = [site.people for site in sites if site.state != sites[0].state]
    if not sites or sites[0].people < _CITY or sites[0].people < _TIMES * max(rivals, default=0):
        return []
    return [sites[0].state] if sites[0].state else []


def _capital_in(place: str) -> str | None:
    """«العاصمة التونسية» by its name."""
    first, _, rest = fold_key(place).partition(" ")
    state = _state_in(rest) if first == "العاصمه" and rest else None
    return next((name for name, code in capitals() if code == state), None) if state else None


def _state_in(place: str | None) -> str | None:
    """The state whose seat or name a place is: «قصر الإليزيه»."""
    if place is None:
        return None
    names = find_names(words_of(fold_key(place)))
    return next((name.party for name in names if name.party in STATE_CODES), None)


def _proves(scene: Scene, act: DiplomaticAct) -> bool:
    return scene.line.part is act.evidence.part and scene.line.span == act.evidence.span


def _telling(act: DiplomaticAct, scenes: Sequence[Scene]) -> tuple[Scene, Trigger] | None:
    """The line that proves an act and the word in it that tells it."""
    kinds = _TOLD_AS.get(act.kind, frozenset({act.kind}))
    for scene in scenes:
        if _proves(scene, act):
            triggers = [trigger for trigger in scene.triggers if trigger.kind in kinds]
            own = [trigger for trigger in triggers if trigger.kind is act.kind]
            return (scene, (own or triggers)[0]) if triggers else None
    return None


def _when(told: tuple[Scene, Trigger], status: ActStatus, published: date | None) -> tuple[Period | None, ActStatus]:
    """The days, and what they say of the status: «يزور القاهرة الأحد المقبل» has not happened yet."""
    scene, trigger = told
    period = period_of(scene, trigger, status, published)
    done = trigger.part is TriggerPart.VERB and not trigger.present
    if period is None and status is ActStatus.HAPPENED and not done and published is not None:
        ahead = period_of(scene, trigger, ActStatus.ANNOUNCED, published)
        if ahead is not None and ahead.start > published:
            return ahead, ActStatus.ANNOUNCED
    return period, status


def _is_history(
    told: tuple[Scene, Trigger] | None, period: Period | None, status: ActStatus, published: date | None
) -> bool:
    if told is None or told[0].line.part is Part.TITLE:
        return False
    long_past = period is not None and published is not None and period.end < published - _LONG_PAST
    year = published.year if published else None
    return background_of(*told, year) >= _HISTORY or (long_past and status is ActStatus.HAPPENED)
