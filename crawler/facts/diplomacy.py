"""diplomatic_acts: the dealings between states, organisations and conflict parties that a story tells of.

Every line is read for words that tell of a dealing (crawler/facts/diplomatic/triggers) and for who acts in it
(.../actors); the frame of the kind says who dealt with whom (.../frames). What the title and the lead tell of comes
first; history, quotations and repeats fall behind. Linear in the length of the story.
"""

from dataclasses import dataclass, replace

from crawler.facts.act import ActKind, ActStatus, DiplomaticAct
from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.actors import actors_of
from crawler.facts.diplomatic.dealing import Dealing
from crawler.facts.diplomatic.frames import dealing
from crawler.facts.diplomatic.lines import Dateline, Line, lines_of
from crawler.facts.diplomatic.manner import (
    is_background,
    is_negated,
    is_noun_here,
    is_talks,
    kind_of,
    place_of,
    status_of,
)
from crawler.facts.diplomatic.mutual import MUTUAL
from crawler.facts.diplomatic.offices import office_at
from crawler.facts.diplomatic.scene import Mind, Scene
from crawler.facts.diplomatic.topics import is_other_world
from crawler.facts.diplomatic.towards import STATEMENTS
from crawler.facts.diplomatic.triggers import Part, Trigger, triggers_of
from crawler.news import Story

MAX_ACTS = 5
_LEAST_WEIGHT = 1.2
_LEAST_MAIN_WEIGHT = 1.8  # a story whose surest dealing stands far down tells of something else


@dataclass(frozen=True, slots=True)
class _Candidate:
    kind: ActKind
    found: Dealing
    status: ActStatus
    place: str | None
    line: Line
    weight: float
    talks: bool = False  # «محادثات»: a meeting, or a round of the negotiation told elsewhere

    @property
    def key(self) -> tuple[ActKind, frozenset[str]]:
        return self.kind, frozenset(self.found.parties)


def diplomatic_acts(story: Story) -> tuple[DiplomaticAct, ...]:
    """The dealings a story reports, the main one first, at most five; empty where there is none."""
    lines, dateline = lines_of(story)
    if is_other_world(lines):
        return ()
    home = dateline.agency or story.country
    cast_of_lines = actors_of(lines, home or dateline.party)
    mind = Mind(home=home)
    candidates: list[_Candidate] = []
    for line, actors in zip(lines, cast_of_lines, strict=True):
        taken = {at for actor in actors for at in range(actor.start, actor.end)}
        triggers = [
            trigger
            for trigger in triggers_of(line.words)
            if not any(at in taken for at in range(trigger.start, trigger.end))
            and not (trigger.part is Part.VERB and office_at(line.words, trigger.start))
        ]
        scene = Scene(line, actors, triggers, mind)
        found = _read(scene, dateline)
        candidates += found
        _remember(mind, line, actors, found)
    return _ranked(candidates)


def _read(scene: Scene, dateline: Dateline) -> list[_Candidate]:
    found: list[_Candidate] = []
    for trigger in scene.triggers:
        if is_negated(scene, trigger):
            continue
        kind = kind_of(scene, trigger)
        noun = is_noun_here(scene, trigger)
        reading = dealing(scene, trigger, noun)
        if reading is None:
            continue
        if kind in STATEMENTS and not reading.sure and scene.line.number > 2:
            continue
        candidate = _Candidate(
            kind=kind,
            found=reading,
            status=status_of(scene, trigger),
            place=place_of(scene, trigger, dateline),
            line=scene.line,
            weight=_weight(scene, trigger, reading),
            talks=kind is ActKind.MEETING and is_talks(scene, trigger),
        )
        found.append(candidate)
        if kind is ActKind.LETTER and any(word.text in _HANDED for word in scene.line.words):
            found.append(replace(candidate, kind=ActKind.MEETING, weight=candidate.weight - 0.3))
        if reading.sure and kind not in (ActKind.MEDIATION, ActKind.VOTE):
            scene.mind.pair = reading.parties if len(reading.parties) == 2 else scene.mind.pair or reading.parties
        heads = [actor.party for actor in reading.actors if actor.start < trigger.start]
        if len(dict.fromkeys(heads)) > 2:
            scene.mind.group = tuple(dict.fromkeys(heads))
        elif len(reading.parties) > 2 and kind in MUTUAL:
            scene.mind.group = reading.parties
    return found


# A letter that an envoy hands over is a meeting too: «نقلها إليه وزير الخارجية».
_HANDED = frozenset("نقلها نقله سلمها سلمه سلمته سلمتها حملها حمله تسليمها".split())
_SPECIFIC = {
    ActKind.SUMMON: 0.6,
    ActKind.EXPULSION: 0.6,
    ActKind.RECALL: 0.6,
    ActKind.RESTORE: 0.4,
    ActKind.SEVER: 0.5,
    ActKind.RECOGNITION: 0.5,
    ActKind.SANCTION: 0.4,
    ActKind.VOTE: 0.5,
    ActKind.CALL: 0.5,
    ActKind.LETTER: 0.4,
    ActKind.APPOINTMENT: 0.4,
    ActKind.SUMMIT: 0.3,
    ActKind.MEDIATION: 0.1,
    ActKind.AID: 0.2,
    ActKind.VISIT: 0.2,
    ActKind.MEETING: 0.2,
    ActKind.AGREEMENT: 0.1,
    ActKind.NEGOTIATION: 0.2,
    ActKind.STATEMENT_SUPPORT: -0.1,
    ActKind.STATEMENT_CONDEMN: 0.0,
    ActKind.DEMAND: -0.1,
}


def _weight(scene: Scene, trigger: Trigger, reading: Dealing) -> float:
    number = scene.line.number
    weight = 3.2 if number == 0 else max(0.6, 3.2 - 0.35 * (number - 1))
    weight += _SPECIFIC[trigger.kind]
    if not reading.sure:
        weight -= 0.5
    if trigger.part is not Part.VERB and any(t.kind in STATEMENTS and t.start < trigger.start for t in scene.triggers):
        weight -= 0.7  # what a statement is about: «رحبت باعتراف ...»
    if scene.line.quoted[trigger.start]:
        weight -= 0.8
    if is_background(scene, trigger):
        weight -= 1.6
    # What comes late in a line is more often circumstance than news.
    return weight - 0.012 * trigger.start


def _remember(mind: Mind, line: Line, actors: list[Actor], found: list[_Candidate]) -> None:
    strong = [actor for actor in actors if actor.strong and actor.case in ("", "و")]
    if strong:
        mind.subject = (strong[0],)
    if line.number == 0:
        told = [party for candidate in found for party in candidate.found.parties]
        mind.title = tuple(dict.fromkeys((*told, *(actor.party for actor in actors if not actor.people))))
        mind.subject = ()


def _ranked(candidates: list[_Candidate]) -> tuple[DiplomaticAct, ...]:
    talks = {c.key[1] for c in candidates if c.kind is ActKind.NEGOTIATION}
    candidates = [replace(c, kind=ActKind.NEGOTIATION) if c.talks and c.key[1] in talks else c for c in candidates]
    merged: dict[tuple[ActKind, frozenset[str]], list[_Candidate]] = {}
    for candidate in candidates:
        merged.setdefault(candidate.key, []).append(candidate)
    groups = [sorted(group, key=lambda c: -c.weight) for group in merged.values()]
    scored = sorted(((g[0].weight + 0.15 * min(len(g) - 1, 2), g) for g in groups), key=lambda pair: -pair[0])
    if not scored or scored[0][0] < _LEAST_MAIN_WEIGHT:
        return ()
    kept: list[tuple[float, list[_Candidate]]] = []
    for weight, group in scored:
        kind, parties = group[0].key
        if weight < _LEAST_WEIGHT:
            continue
        if any(k.kind is kind and frozenset(k.found.parties) > parties for _, (k, *_) in kept):
            continue  # «اللقاء» of two is the talks of three told again
        kept.append((weight, group))
    return tuple(_act(group, candidates) for _, group in kept[:MAX_ACTS])


def _act(group: list[_Candidate], everything: list[_Candidate]) -> DiplomaticAct:
    best = group[0]
    # The title names the dealing, the body proves it: evidence and status come from the body where it tells it too.
    told = next((c for c in group if c.line.number > 0), best)
    people = _people(group)
    if not people:
        same = [c for c in everything if frozenset(c.found.parties) == best.key[1]]
        people = _people(same)
    place = next((c.place for c in sorted(group, key=lambda c: c.line.number == 0) if c.place), None)
    status = told.status if told.status is not ActStatus.HAPPENED else best.status
    return DiplomaticAct(
        kind=best.kind,
        parties=best.found.parties,
        evidence=told.line.evidence(),
        people=people,
        place=place,
        status=status,
    )


def _people(group: list[_Candidate]) -> tuple[str, ...]:
    names: list[str] = []
    for candidate in group:
        for actor in candidate.found.actors:
            if actor.person:
                names.append(actor.person)
    longest: list[str] = []
    for name in sorted(dict.fromkeys(names), key=len, reverse=True):
        if not any(name in other for other in longest):
            longest.append(name)
    return tuple(name for name in dict.fromkeys(names) if name in longest)
