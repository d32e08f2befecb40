"""From the tellings of a story to its acts: the same dealing once, the main one first, history and echoes left out."""

from collections.abc import Sequence
from dataclasses import replace

from crawler.facts.act import STATEMENTS, ActKind, ActStatus, DiplomaticAct
from crawler.facts.diplomatic.candidate import Candidate
from crawler.facts.diplomatic.delegates import Delegates

MAX_ACTS = 5
_LEAST_WEIGHT = 1.2
_LEAST_MAIN_WEIGHT = 1.8  # a story whose surest dealing stands far down tells of something else
_NOWHERE = frozenset(
    {ActKind.CALL, ActKind.STATEMENT_CONDEMN, ActKind.STATEMENT_SUPPORT, ActKind.DEMAND, ActKind.SANCTION, ActKind.VOTE}
    | {ActKind.SUMMON, ActKind.EXPULSION, ActKind.RECALL, ActKind.SEVER, ActKind.RECOGNITION, ActKind.AID}
)


def ranked(candidates: Sequence[Candidate], delegates: Delegates) -> tuple[DiplomaticAct, ...]:
    """The acts that the candidates tell of, at most five, the main one first."""
    told = _groups(candidates)
    weighed = sorted(((_weight(group), group) for group in told), key=lambda pair: -pair[0])
    if not weighed or weighed[0][0] < _LEAST_MAIN_WEIGHT:
        return ()
    weighed = _members_for_bloc(_visit_before_talks(_meetings_first(weighed)))
    kept: list[list[Candidate]] = []
    for weight, group in weighed:
        # «اللقاء» of two is the talks of three told again.
        echo = not _is_of_its_own(group) and any(
            other[0].kind is group[0].kind and other[0].key[1] > group[0].key[1] for other in kept
        )
        # «أوراق اعتماد عدد من السفراء»: the list of all makes up for the first of them
        whole = (
            group[0].kind in _OF_MANY
            and len(group[0].key[1]) > 1
            and any(other[0].kind is group[0].kind and other[0].key[1] > group[0].key[1] for _, other in weighed)
        )
        if weight >= _LEAST_WEIGHT and not echo and not whole:
            kept.append(group)
    return tuple(_act(group, kept, delegates) for group in kept[:MAX_ACTS])


def _is_of_its_own(group: list[Candidate]) -> bool:
    """«عقد أردوغان لقاء ثنائيا مع السيسي»: both sides are named with it, down the story."""
    best = next((one for one in group if one.line.number > 1 and one.found.sure), None)
    if best is None or best.kind is not ActKind.MEETING or len(best.key[1]) != _BOTH:
        return False
    return len({actor.party for actor in best.found.actors if actor.person or actor.office}) == _BOTH


_BOTH = 2


def _meetings_first(weighed: list[tuple[float, list[Candidate]]]) -> list[tuple[float, list[Candidate]]]:
    """What is said at a meeting or on a visit comes behind it: «أشاد الرئيس ... خلال مباحثات مع المبعوث»."""
    lifted: list[tuple[float, list[Candidate]]] = []
    for weight, group in weighed:
        if group[0].kind in _OCCASIONS and group[0].found.sure and _took_place(group):
            said = [
                other
                for other, one in weighed
                if one[0].kind in STATEMENTS
                and one[0].key[1] == group[0].key[1]
                and 0 < other - weight <= _SAID_THERE
                and not _is_headline(one, group)
            ]
            lifted.append((max([weight, *(other + 0.01 for other in said)]), group))
        else:
            lifted.append((weight, group))
    return sorted(lifted, key=lambda pair: -pair[0])


def _is_headline(statement: list[Candidate], occasion: list[Candidate]) -> bool:
    """Whether title and lead tell of a statement, and of its occasion only a later line."""
    lines = {one.line.number for one in statement}
    return {0, 1} <= lines and min(one.line.number for one in occasion) > 1


def _took_place(group: list[Candidate]) -> bool:
    return all(one.status is ActStatus.HAPPENED for one in group)


def _visit_before_talks(weighed: list[tuple[float, list[Candidate]]]) -> list[tuple[float, list[Candidate]]]:
    """«قام بزيارة ... عقد خلالها محادثات»: talks told in the same sentence behind a visit are part of it."""
    for _, group in weighed:
        if group[0].kind is not ActKind.VISIT or not group[0].found.sure:
            continue
        told = group[0]
        for weight, other in weighed:
            same = other[0].kind is ActKind.MEETING and other[0].key[1] == told.key[1]
            if same and any(one.line.number == told.line.number == 1 and one.at > told.at for one in other):
                rest = [(w, one) for w, one in weighed if one is not group]
                own = next(w for w, one in weighed if one is group)
                return sorted([(max(own, weight + 0.01), group), *rest], key=lambda pair: -pair[0])
    return weighed


def _members_for_bloc(weighed: list[tuple[float, list[Candidate]]]) -> list[tuple[float, list[Candidate]]]:
    """«قطعت دول الخليج علاقاتها مع قطر» is told again of each of them: their list stands for the bloc."""
    for weight, group in weighed:
        kind, parties = group[0].key
        if "GCC" not in parties:
            continue
        others = parties - {"GCC"}
        listed = [
            one
            for _, one in weighed
            if one[0].kind is kind and others <= one[0].key[1] and len(one[0].key[1] & _GULF) > 2
        ]
        if others and listed:
            rest = [(w, one) for w, one in weighed if one is not group and one is not listed[0]]
            return sorted([(weight, listed[0]), *rest], key=lambda pair: -pair[0])
    return weighed


_GULF = frozenset(("SA", "AE", "BH", "KW", "QA", "OM"))
_OCCASIONS = frozenset({ActKind.MEETING, ActKind.VISIT, ActKind.CALL, ActKind.NEGOTIATION, ActKind.LETTER})
_SAID_THERE = 1.0


_OF_MANY = frozenset({ActKind.APPOINTMENT, ActKind.SUMMIT, ActKind.VOTE})


def _groups(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    """The tellings of each dealing, the weightiest first."""
    talks = {candidate.key[1] for candidate in candidates if candidate.kind is ActKind.NEGOTIATION}
    led = {c.key[1] for c in candidates if c.kind is ActKind.NEGOTIATION and c.line.number == 1}
    met = {c.key[1] for c in candidates if c.kind is ActKind.MEETING and c.line.number > 0}
    merged: dict[tuple[ActKind, frozenset[str]], list[Candidate]] = {}
    for one in candidates:
        # A title's «لقاء» is what the lead calls a round of negotiations.
        heading = one.kind is ActKind.MEETING and one.line.number == 0 and one.key[1] in led - met
        is_round = (one.talks and one.key[1] in talks) or heading
        telling = replace(one, kind=ActKind.NEGOTIATION) if is_round else one
        merged.setdefault(telling.key, []).append(telling)
    return [sorted(group, key=lambda candidate: -candidate.weight) for group in merged.values()]


def _weight(group: list[Candidate]) -> float:
    return group[0].weight + 0.15 * min(len(group) - 1, 2)


def _act(group: list[Candidate], kept: list[list[Candidate]], delegates: Delegates) -> DiplomaticAct:
    best = group[0]
    # The title names the dealing, the body proves it: evidence and status come from the body where it tells it too.
    told = next((candidate for candidate in group if candidate.line.number > 0), best)
    return DiplomaticAct(
        kind=best.kind,
        parties=best.found.parties,
        evidence=told.line.evidence(),
        people=delegates.of(best.kind, best.found.parties, [c.found for c in group]),
        place=_place(group, kept),
        status=_status(best, told),
    )


def _status(best: Candidate, told: Candidate) -> ActStatus:
    """The body's status, but that of the title where the body tells only of the plan or of nothing out of the way."""
    if told.status is ActStatus.HAPPENED or best.status is ActStatus.CALLED_OFF:
        return best.status
    return told.status


def _place(group: list[Candidate], kept: list[list[Candidate]]) -> str | None:
    """Where the group's tellings put it, else where a visit or talks of the same parties took place."""
    body_first = sorted(group, key=lambda candidate: candidate.line.number == 0)
    own = next((candidate.place for candidate in body_first if candidate.place), None)
    kind, parties = group[0].key
    if own is not None or kind in _NOWHERE:
        return own
    others = (one for other in kept for one in other if one.kind not in _NOWHERE and one.place)
    return next((one.place for one in others if one.key[1] <= parties or one.key[1] >= parties), None)
