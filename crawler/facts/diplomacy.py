"""diplomatic_acts: the dealings between states, organisations and conflict parties that a story tells of.

Every line is read for words that tell of a dealing (diplomatic/triggers) and for who acts in it (diplomatic/actors);
the frame of the kind says who dealt with whom (diplomatic/frames). What the title and the lead tell of comes first;
history, quotations and repeats fall behind (diplomatic/ranking). Linear in the length of the story.
"""

from collections.abc import Sequence
from dataclasses import replace

from crawler.facts.act import STATEMENTS, ActKind, DiplomaticAct
from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.actors import actors_of
from crawler.facts.diplomatic.asides import Squeezed, squeezed, without_asides
from crawler.facts.diplomatic.belief import OF_TWO, is_believed
from crawler.facts.diplomatic.candidate import Candidate, weight_of
from crawler.facts.diplomatic.clauses import divided
from crawler.facts.diplomatic.dealing import Dealing
from crawler.facts.diplomatic.delegates import Delegates
from crawler.facts.diplomatic.frames import dealing, recast
from crawler.facts.diplomatic.headlines import may_head, titled_visit
from crawler.facts.diplomatic.idioms import is_idiom, turns_elsewhere
from crawler.facts.diplomatic.likewise import likewise
from crawler.facts.diplomatic.lines import Dateline, Line, lines_of, reported_from
from crawler.facts.diplomatic.lookalikes import is_other_word
from crawler.facts.diplomatic.manner import is_negated, is_noun_here, is_talks, kind_of, status_of
from crawler.facts.diplomatic.mutual import MUTUAL
from crawler.facts.diplomatic.offices import office_at
from crawler.facts.diplomatic.ranking import ranked
from crawler.facts.diplomatic.scene import Mind, Scene, parties_of
from crawler.facts.diplomatic.setting import settled
from crawler.facts.diplomatic.spoken_for import speakers_of
from crawler.facts.diplomatic.summits import names_summit
from crawler.facts.diplomatic.third_parties import names_go_between
from crawler.facts.diplomatic.topics import is_other_world, is_private
from crawler.facts.diplomatic.triggers import Part, Trigger, triggers_of
from crawler.facts.diplomatic.untold import is_untold
from crawler.facts.diplomatic.where import place_of
from crawler.facts.diplomatic.words import word_set
from crawler.news import Story

_HANDED = word_set("handed")  # «نقلها إليه وزير الخارجية»: a letter that an envoy hands over is a meeting too


def diplomatic_acts(story: Story) -> tuple[DiplomaticAct, ...]:
    """The dealings a story reports, the main one first, at most five; empty where there is none."""
    lines, dateline = lines_of(story)
    telling = [triggers_of(line.words) for line in lines]
    tells = any(telling) or any(map(_tells_through_asides, lines)) or may_head(lines[0])
    if not tells or is_other_world(lines):
        return ()
    home = dateline.agency or story.country
    written_in = reported_from(dateline, lines)
    cast, unsaid = actors_of(lines, home or written_in, written_in)
    told_by = [_triggers(*one) for one in zip(lines, cast, telling, strict=True)]
    if is_private(lines, cast, told_by):
        return ()
    mind = Mind(home=unsaid if home else None)
    year = story.published.year if story.published else None
    candidates: list[Candidate] = []
    scenes: list[Scene] = []
    for line, named, triggers in zip(lines, cast, told_by, strict=True):
        actors, begins = divided(line, named, triggers)
        if turns_elsewhere(line.words):
            mind.subject = mind.lead = mind.leads = ()  # «من جهة أخرى، طالب ...»: who acted before does not go on
        scene = Scene(line, actors, triggers, mind)
        scene.hard += begins
        scenes.append(scene)
        short = squeezed(line, named)
        told = _tellings(scene, dateline, year) if short is None else _through_asides(scene, short, dateline, year)
        told += likewise(scene, [*candidates, *told])
        _remember(mind, line, actors, told)
        candidates += told
    candidates = _headed(candidates, told_by[0])
    return settled(ranked(candidates, Delegates(cast, speakers_of(lines, cast))), scenes, dateline, story)


def _headed(candidates: Sequence[Candidate], heading: Sequence[Trigger]) -> list[Candidate]:
    """What the title names without its parties («... : اتفاق على ...») weighs more where the body tells it outright."""
    told = {one.kind for one in candidates if one.line.number == 0}
    named = {one.kind for one in heading} - told - STATEMENTS
    return [
        replace(one, weight=one.weight + _HEADED) if one.kind in named and one.found.sure else one for one in candidates
    ]


_HEADED = 0.3


def _triggers(line: Line, actors: Sequence[Actor], telling: Sequence[Trigger]) -> list[Trigger]:
    """The triggers of a line that are no part of a name or an office («وزارة» is no «و + زارت»)."""
    taken = {at for actor in actors for at in range(actor.start, actor.end)}
    told = [
        trigger
        for trigger in telling
        if (trigger.start not in taken or names_summit(trigger, actors) or names_go_between(trigger, line.words))
        and not (trigger.part is Part.VERB and office_at(line.words, trigger.start))
    ]
    headed = titled_visit(line, actors, told)
    return told if headed is None else sorted((*told, headed), key=lambda trigger: trigger.start)


def _tells_through_asides(line: Line) -> bool:
    """Whether a line tells of a dealing once its asides are out: «جمدت سويسرا، صباح الثلاثاء ...، أصولا»."""
    words = without_asides(line.words)
    return words is not None and bool(triggers_of(words))


def _through_asides(whole: Scene, short: Squeezed, dateline: Dateline, year: int | None) -> list[Candidate]:
    """What a line tells with its asides taken out, and what they tell themselves."""
    told = _tellings(whole, dateline, year)
    believed = {(one.at, one.kind) for one in told if one.found.sure and not _reads_aside(one, short)}
    triggers = _triggers(short.line, short.actors, triggers_of(short.line.words))
    if all((short.places[trigger.start], trigger.kind) in believed for trigger in triggers):
        return told
    actors, begins = divided(short.line, short.actors, triggers)
    scene = Scene(short.line, actors, triggers, whole.mind)
    scene.hard += begins
    more = _tellings(scene, dateline, year, within=(whole, short))
    found = [one for one in more if (one.at, one.kind) not in believed]
    instead = {(one.at, one.kind) for one in found}
    return [one for one in told if (one.at, one.kind) not in instead] + found


def _reads_aside(one: Candidate, short: Squeezed) -> bool:
    """Whether a one-way dealing told outside an aside was read from who stands in it: «أدان السيسي، خلال لقائه بماكرون، ...»."""
    if one.kind in MUTUAL or one.kind is ActKind.VISIT or short.holds(one.at):
        return False
    return any(short.holds(actor.start) for actor in one.found.actors if actor.start < len(one.line.words))


def _tellings(
    scene: Scene,
    dateline: Dateline,
    year: int | None,
    *,
    within: tuple[Scene, Squeezed] | None = None,
) -> list[Candidate]:
    """The dealings that a line's triggers tell of; `within`: the whole line of a squeezed one."""
    told: list[Candidate] = []
    for one in scene.triggers:
        trigger = one
        if is_negated(scene, trigger):
            continue
        is_noun = is_noun_here(scene, trigger)
        trigger = recast(scene, trigger, is_noun)
        if is_other_word(scene, trigger, is_noun) or is_idiom(scene, trigger) or is_untold(scene, trigger, is_noun):
            continue
        reading = dealing(scene, trigger, is_noun)
        if reading is None:
            continue
        # Status, place and weight are told by the whole line, asides and all.
        line, at = (scene, trigger) if within is None else (within[0], within[1].back(trigger))
        kind = kind_of(scene, trigger)
        if within is not None and kind_of(line, at) is ActKind.CALL:
            kind = ActKind.CALL  # «بحثا، في اتصال هاتفي، ...»
        if not is_believed(scene, trigger, kind, reading):
            continue
        telling = Candidate(
            kind=kind,
            found=reading if within is None else _as_in(within[0], reading),
            status=status_of(line, at),
            place=place_of(line, at, dateline),
            line=scene.line,
            at=trigger.start,
            weight=weight_of(line, at, reading, year),
            talks=kind is ActKind.MEETING and is_talks(scene, trigger),
        )
        parts = _apart(telling)
        if kind is ActKind.LETTER and any(word.text in _HANDED for word in scene.line.words):
            parts.append(replace(telling, kind=ActKind.MEETING, weight=telling.weight - 0.3))
        told += [replace(part, line=line.line, at=at.start) for part in parts]
        _hold_in_mind(scene, kind, reading)
    return told


def _as_in(whole: Scene, reading: Dealing) -> Dealing:
    """A reading with its actors as the whole line has them, by which their persons are known."""
    known = {(actor.party, actor.person, actor.office): actor for actor in reversed(whole.actors)}
    own = (known.get((actor.party, actor.person, actor.office), actor) for actor in reading.actors)
    return replace(reading, actors=tuple(own))


def _apart(telling: Candidate) -> list[Candidate]:
    """One telling of several dealings, each for itself."""
    if telling.kind is ActKind.MEETING:
        return _each_counterpart(telling)
    return _each_envoy(telling) if telling.kind is ActKind.APPOINTMENT else _each_visit(telling)


_TWO_ENVOYS = 3  # parties: the host and the envoys'; longer lists are told as one ceremony


def _each_envoy(telling: Candidate) -> list[Candidate]:
    """«أوراق اعتماد سفيري اليابان والسويد» are two appointments."""
    host, *others = telling.found.parties
    if len(telling.found.parties) != _TWO_ENVOYS or "اعتماد" not in telling.line.quote:
        return [telling]
    return [replace(telling, found=replace(telling.found, parties=(other, host))) for other in others]


_SEPARATE = frozenset(("منفصله", "منفصل", "منفصلا", "منفصلين", "منفردا", "منفرده"))  # «محادثات منفصلة مع كل من»
_APART_NEAR = 45  # words between a meeting and «كل على حدة»
_COUNTERPARTS = 22  # words between «يلتقي» and «نظيريه», whoever meets them named between
_TWO_COUNTERPARTS = frozenset(("نظيريه", "بنظيريه", "لنظيريه", "نظيريها", "بنظيريها"))


def _each_counterpart(telling: Candidate) -> list[Candidate]:
    """«يلتقي نظيريه الرواندي والزمبي» is two meetings."""
    near = [word.text for word in telling.line.words[telling.at : telling.at + _APART_NEAR]]
    head, *others = telling.found.parties
    of_two = len(others) == 2 and not _TWO_COUNTERPARTS.isdisjoint(near[:_COUNTERPARTS])
    one_by_one = len(others) > 1 and ("حده" in near or not _SEPARATE.isdisjoint(near[:5]))
    if not of_two and not one_by_one:
        return [telling]
    return [replace(telling, found=replace(telling.found, parties=(head, other))) for other in others]


def _each_visit(telling: Candidate) -> list[Candidate]:
    """A journey to several states is as many visits."""
    goals = telling.found.goals
    if telling.kind is not ActKind.VISIT or not goals:
        return [telling]
    guests = tuple(party for party in telling.found.parties if party not in goals)
    return [replace(telling, found=replace(telling.found, parties=(*guests, goal), goals=())) for goal in goals]


def _hold_in_mind(scene: Scene, kind: ActKind, reading: Dealing) -> None:
    """Keeps the pair or group that «الجانبان» or «الدول الثلاث» will mean from here on."""
    mind = scene.mind
    parties = reading.parties
    told_first = scene.line.number <= 1 and kind in (ActKind.MEETING, ActKind.CALL, ActKind.VISIT)
    if (
        (reading.sure or told_first)
        and kind not in (ActKind.MEDIATION, ActKind.VOTE)
        and (len(parties) == 2 or not mind.pair)
    ):
        mind.pair = parties
    if kind in OF_TWO and reading.sure and len(parties) == 2:
        mind.talkers = parties
    if kind is ActKind.MEDIATION and reading.sure and len(parties) > 2:
        mind.mediated = parties
    heads = parties_of(scene.chain(reading.actors[0])) if reading.actors and reading.actors[0] in scene.actors else ()
    if len(heads) > 2:
        mind.group = heads
    elif len(parties) > 2 and kind in MUTUAL:
        mind.group = parties


def _joined_to(head: Actor, actors: Sequence[Actor]) -> tuple[str, ...]:
    """The parties of an actor and of those joined to it behind."""
    parties = [head.party]
    for actor in actors[actors.index(head) + 1 :]:
        if actor.case != "و":
            break
        parties.append(actor.party)
    return tuple(dict.fromkeys(parties))


def _remember(mind: Mind, line: Line, actors: Sequence[Actor], told: Sequence[Candidate]) -> None:
    """What the next lines may leave unsaid."""
    strong = next((actor for actor in actors if actor.strong and actor.case in ("", "و")), None)
    if line.number == 0:
        named = (actor.party for actor in actors if not actor.people)
        mind.title = tuple(dict.fromkeys((*(party for one in told for party in one.found.parties), *named)))
    if line.number == 1 and not told and not mind.pair:
        heads = dict.fromkeys(actor.party for actor in actors if actor.person and actor.case in ("", "و"))
        mind.pair = tuple(heads) if len(heads) == 2 else ()  # «أعرب الرئيس ... والرئيس ... عن أملهما»
    if line.number == 1 and strong is not None:
        mind.lead = (strong.party,)
        mind.leads = _joined_to(strong, actors)
    if line.number and strong is not None:
        mind.subject = (strong,)
