"""Acts as records of event data: JSON in PLOVER's names, and rows of source, target and CAMEO code; pure.

What each field holds, and which readings are ours: docs/export.md.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import permutations
from typing import Any

from alerts.exports.columns import Cell, story_columns
from alerts.exports.countries import country
from alerts.exports.parties import Party, holders_of, parties_of
from crawler.arabic.holders import Holder, person_item, wikidata_of
from crawler.facts.act import ActKind, ActStatus, DiplomaticAct
from crawler.facts.diplomatic.codes import HISTORICAL, Codes, Plover, codes_of
from crawler.store.story_rows import KeptStory

CODEBOOK = "PLOVER draft 2.0, readings in docs/export.md of Rasid"
CAMEO_COLUMNS = tuple(
    (
        "id story_id act event_ids date date_end date_precision date_from source target source_party target_party "
        "cameo plover mode context quad_code reading kind status background people place country location admin1 "
        "latitude longitude outlet origin title url published first_seen evidence evidence_part evidence_start "
        "evidence_end"
    ).split()
)
_SCALE = {
    Plover.AGREE: 2.5,
    Plover.CONSULT: 2.5,
    Plover.SUPPORT: 5.0,
    Plover.CONCEDE: 4.5,
    Plover.AID: 10.0,
    Plover.RETREAT: 6.5,
    Plover.REQUEST: 0.0,
    Plover.ACCUSE: -3.0,
    Plover.REJECT: -2.0,
    Plover.THREATEN: -3.5,
    Plover.SANCTION: -6.0,
}
_SCALE_OF_MODE = {"visit": 4.0, "multilateral": 4.0, "phone": 1.5, "third-party": 1.0}
# Both sides do the same: without a host all of them are actors.
_MUTUAL = frozenset(
    {ActKind.MEETING, ActKind.CALL, ActKind.SUMMIT, ActKind.NEGOTIATION, ActKind.AGREEMENT, ActKind.RESTORE}
)
_HOSTED = frozenset({ActKind.MEETING, ActKind.NEGOTIATION})
_VISIT, _HOST = "042", "043"


def plover_records(
    kept: KeptStory, events: Sequence[int], *, event_scope_only: bool = False, countries: frozenset[str] = frozenset()
) -> Iterator[dict[str, Any]]:
    """The record of each act that is an event of PLOVER's."""
    for number, act in _chosen(kept, event_scope_only, countries):
        codes = codes_of(act)
        if codes.plover is not None:
            yield _record(kept, events, number, act, codes, codes.plover)


def _record(
    kept: KeptStory, events: Sequence[int], number: int, act: DiplomaticAct, codes: Codes, kind: Plover
) -> dict[str, Any]:
    actors, recipients = sides_of(act)
    start, end, _ = _days(kept, act)
    story = kept.read.story
    record: dict[str, Any] = {
        "id": record_id(kept, number),
        "date": start.isoformat(),
        "enddate": end.isoformat() if end != start else None,
        "actor": [_actor(party) for party in actors],
        "recipient": [_actor(party) for party in recipients],
        "event": [kind.value],
        "mode": list(codes.modes),
        "context": [*codes.contexts, *([HISTORICAL] if act.background else [])],
        "quad_code": codes.quad,
        "event_scale": _SCALE_OF_MODE.get(codes.modes[0], _SCALE[kind]) if codes.modes else _SCALE[kind],
        "event_loc": _location(act),
        "cameo": codes.cameo,
        "reading": "rasid" if codes.ours else "standard",
        "rasid": {"kind": act.kind.value, "status": act.status.value, **_persons(kept, act)},
        "link": [str(event) for event in events],
        "text_info": {
            "part": act.evidence.part.value,
            "start": act.evidence.span.start,
            "end": act.evidence.span.end,
            "text": act.evidence.quote,
        },
        "cite_info": {
            "url": story.url or None,
            "title": story.title,
            "publication": story.outlet,
            "language": story.language,
            "published": story.published.isoformat() if story.published else None,
            "coder": "Rasid",
            "codebook": CODEBOOK,
        },
        "comment": _comment(act),
    }
    return {name: value for name, value in record.items() if value not in (None, [], "")}


def cameo_rows(
    kept: KeptStory, events: Sequence[int], *, event_scope_only: bool = False, countries: frozenset[str] = frozenset()
) -> Iterator[dict[str, Cell]]:
    """One row a pair of source and target; where both sides do the same, one each way."""
    for number, act in _chosen(kept, event_scope_only, countries):
        codes = codes_of(act)
        about = _about(kept, events, number, act, codes)
        for source, target, code in _pairs(act, codes):
            row = {
                **about,
                "source": source.cameo,
                "target": target.cameo if target else None,
                "source_party": source.name,
                "target_party": target.name if target else None,
                "cameo": code,
            }
            yield {column: row.get(column) for column in CAMEO_COLUMNS}


def _about(kept: KeptStory, events: Sequence[int], number: int, act: DiplomaticAct, codes: Codes) -> dict[str, Cell]:
    where = act.location
    start, end, dated = _days(kept, act)
    return {
        **story_columns(kept, events),
        "id": record_id(kept, number),
        "act": number,
        "date": start.isoformat(),
        "date_end": end.isoformat(),
        "date_precision": act.period.precision.value if act.period and dated == "text" else None,
        "date_from": dated,
        "plover": codes.plover.value if codes.plover else None,
        "mode": " ".join(codes.modes),
        "context": " ".join((*codes.contexts, *([HISTORICAL] if act.background else []))),
        "quad_code": codes.quad,
        "reading": "rasid" if codes.ours else "standard",
        "kind": act.kind.value,
        "status": act.status.value,
        "background": int(act.background),
        "people": "; ".join(act.people),
        "place": act.place,
        "country": act.country,
        "location": (where.latin or where.name) if where else None,
        "admin1": where.region if where else None,
        "latitude": where.latitude if where else None,
        "longitude": where.longitude if where else None,
        "evidence": act.evidence.quote,
        "evidence_part": act.evidence.part.value,
        "evidence_start": act.evidence.span.start,
        "evidence_end": act.evidence.span.end,
    }


def record_id(kept: KeptStory, number: int) -> str:
    """RASID-S34-2: the third act of story 34."""
    return f"RASID-S{kept.id}-{number}"


def sides_of(act: DiplomaticAct) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Actors and recipients: who visits before who hosts; of equals all are actors."""
    parties = parties_of(act)
    if act.kind not in _MUTUAL:
        return parties[:1], parties[1:]
    hosts = tuple(party for party in parties if party.name == act.country) if act.kind in _HOSTED else ()
    guests = tuple(party for party in parties if party not in hosts)
    return (guests, hosts) if hosts and guests else (parties, ())


def _pairs(act: DiplomaticAct, codes: Codes) -> Iterator[tuple[Party, Party | None, str | None]]:
    parties = parties_of(act)
    if len(parties) == 1:
        yield parties[0], None, codes.cameo
        return
    if act.kind in _MUTUAL:
        yield from ((source, target, codes.cameo) for source, target in permutations(parties, 2))
        return
    for target in parties[1:]:
        yield parties[0], target, codes.cameo
        if codes.cameo == _VISIT:
            yield target, parties[0], _HOST


def _chosen(kept: KeptStory, event_scope_only: bool, countries: frozenset[str]) -> Iterator[tuple[int, DiplomaticAct]]:
    for number, act in enumerate(kept.read.acts):
        if act.background and event_scope_only:
            continue
        if not countries or countries & {*act.parties, act.country}:
            yield number, act


def _days(kept: KeptStory, act: DiplomaticAct) -> tuple[date, date, str]:
    """When it happened, or the day of the report for what is announced or called off; and how that is known."""
    published = kept.read.story.published
    reported = (published or kept.kept_at).date()
    if act.period is not None and act.status is ActStatus.HAPPENED:
        return act.period.start, act.period.end, "text"
    return reported, reported, "published" if published else "first_seen"


def _comment(act: DiplomaticAct) -> str:
    if act.period is None or act.status is ActStatus.HAPPENED:
        return ""
    until = f" to {act.period.end.isoformat()}" if act.period.end != act.period.start else ""
    return f"planned for {act.period.start.isoformat()}{until}"


def _actor(party: Party) -> dict[str, Any]:
    actor = {
        "code": party.code,
        "sector": party.sector,
        "actor_text": party.name,
        "identifier_id": wikidata_of(party.name),
    }
    return {name: value for name, value in actor.items() if value is not None}


def _persons(kept: KeptStory, act: DiplomaticAct) -> dict[str, Any]:
    """Who is named, with the Wikidata items that are known; and who held an office that is named without a name."""
    day = (kept.read.story.published or kept.kept_at).date()
    items = {name: person_item(name, act.parties, day) for name in act.people}
    known = {name: item for name, item in items.items() if item is not None}
    offices = [_holder(one) for one in holders_of(act, day)]
    return {
        "people": list(act.people),
        **({"people_wikidata": known} if known else {}),
        **({"holders": offices} if offices else {}),
    }


def _holder(one: Holder) -> dict[str, str]:
    told = {"party": one.party, "office": one.office, "name": one.name}
    return told if one.item is None else {**told, "wikidata": one.item}


def _location(act: DiplomaticAct) -> dict[str, Any] | None:
    """In the names of GeoNames, as PLOVER asks; `name` is what the text says."""
    where, state = act.location, country(act.country) if act.country else None
    if act.place is None and state is None:
        return None
    found = {
        "name": act.place,
        "asciiname": where.latin if where else None,
        "latitude": where.latitude if where else None,
        "longitude": where.longitude if where else None,
        "country code": state.code if state else None,
        "cc3": state.letters if state else None,
        "admin1": where.region if where else None,
    }
    return {name: value for name, value in found.items() if value is not None}
