"""The answer lines of the labelling guide, section 5: what was understood of a story, as plain JSON values."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from crawler.arabic.holders import wikidata_items
from crawler.facts.act import DiplomaticAct
from crawler.facts.diplomatic.codes import codes_of
from crawler.facts.discrepancy import Discrepancy
from crawler.facts.figure import CasualtyFigure, Location, Period
from crawler.flags.flag import Flag
from crawler.understanding import Reading, ReadStory


def answer(identity: str, reading: Reading) -> dict[str, Any]:
    """The answer line for one page: its stories, and why there are none where there are none."""
    line: dict[str, Any] = {"id": identity, "stories": [story_answer(one) for one in reading.stories]}
    if reading.refusal is not None:
        line["refusal"] = {"reason": reading.refusal.reason.value, "detail": reading.refusal.detail}
    return line


def story_answer(read: ReadStory) -> dict[str, Any]:
    """One story of an answer line."""
    story = read.story
    return {
        "title": story.title,
        "text": story.text,
        "flags": {flag.label.value: _flag(flag) for flag in (read.diplomacy, read.casualty)},
        "casualties": [_figure(figure) for figure in read.casualties],
        "diplomacy": [_act(act, story.published) for act in read.acts],
        "discrepancies": [_discrepancy(one) for one in read.discrepancies],
        **_known_of_page(read),
    }


def _known_of_page(read: ReadStory) -> dict[str, Any]:
    story = read.story
    known: Mapping[str, Any] = {
        "url": story.url or None,
        "found_on_page_of_another_story": story.position > 0,
        "published": story.published.isoformat() if story.published else None,
        "published_from": story.published_from,
        "zone_from": story.zone_from,
        "modified": story.modified.isoformat() if story.modified else None,
        "modified_from": story.modified_from,
        "outlet": story.outlet,
        "byline": story.byline,
        "credited_source": story.credited_source,
        "origin": list(story.origin),
        "section": story.section,
        "tags": list(story.tags),
        "image": story.image_url,
    }
    return {key: value for key, value in known.items() if value}


def _flag(flag: Flag) -> dict[str, Any]:
    told = {name: True for name in ("review", "by_hand") if getattr(flag, name)}  # as rarely as they are true
    return {
        "flagged": flag.flagged,
        "score": round(flag.score, 4),
        "evidence": [evidence.quote for evidence in flag.evidence],
        "reasons": list(flag.reasons),
        "model": flag.model,
        **told,
    }


def _figure(figure: CasualtyFigure) -> dict[str, Any]:
    return {
        "outcome": figure.outcome.value,
        "min": figure.min,
        "max": figure.max,
        "qualifier": figure.qualifier.value,
        "group": figure.group.value,
        "among": figure.among,
        "actor": figure.actor,
        "cause": figure.cause.value if figure.cause else None,
        "place": figure.place,
        "scope": figure.scope.value,
        "attribution": figure.attribution,
        "country": figure.country,
        "location": _location(figure.location),
        "date": _date(figure.period),
        "confidence": None if figure.confidence is None else round(figure.confidence, 4),
        "evidence": figure.evidence.quote,
    }


def _act(act: DiplomaticAct, told: datetime | None) -> dict[str, Any]:
    items = wikidata_items(act.parties, act.people, told.date() if told else None)
    return {
        "kind": act.kind.value,
        "parties": list(act.parties),
        "people": list(act.people),
        "place": act.place,
        "status": act.status.value,
        "background": act.background,
        "country": act.country,
        "location": _location(act.location),
        "date": _date(act.period),
        **_codes(act),
        **({"wikidata": items} if items else {}),  # by party and by person, of those that the lists know
        "evidence": act.evidence.quote,
    }


def _codes(act: DiplomaticAct) -> dict[str, Any]:
    """PLOVER's and CAMEO's codes, null where there is none; `reading` says whether the mapping is Rasid's own."""
    codes = codes_of(act)
    plover = (
        {"type": codes.plover.value, "modes": list(codes.modes), "contexts": list(codes.contexts)}
        if codes.plover
        else None
    )
    return {"plover": plover, "cameo": codes.cameo, "reading": "rasid" if codes.ours else "standard"}


def _location(where: Location | None) -> dict[str, Any] | None:
    return None if where is None else {**asdict(where), "precision": where.precision.value}


def _date(period: Period | None) -> dict[str, str] | None:
    """First and last day, and how closely the text dates it: `day`, `span`, `month` or `year`."""
    if period is None:
        return None
    return {"start": period.start.isoformat(), "end": period.end.isoformat(), "precision": period.precision.value}


def _discrepancy(one: Discrepancy) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "explanation": {"ar": one.explanation_ar, "en": one.explanation_en},
        "evidence": [evidence.quote for evidence in one.evidence],
    }
