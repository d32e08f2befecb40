"""A happening as an incident in the terms of Airwars; pure. What is only proposed is called so: docs/export.md."""

import hashlib
from collections.abc import Sequence

from alerts.alert import TollLine
from alerts.events.account import outlet_of
from alerts.exports.actors import ORGANISED, kind_of
from alerts.exports.happening import Happening, Spot, Told, actors_of, country_of, spot_of, when_of
from alerts.exports.sides import Sides, sides_of
from alerts.exports.violence import ARMED, LeftOut, event_type, main_cause
from alerts.exports.wording import reading_of
from crawler.facts.figure import CasualtyFigure, Cause, DatePrecision, Group, Outcome, PlacePrecision

Value = object

_STRIKES = {Cause.AIRSTRIKE: "Airstrike", Cause.SHELLING: "Artillery", Cause.DRONE: "Drone Strike"}
_DATES = {DatePrecision.DAY: "exact", DatePrecision.SPAN: "window"}

# Airwars' groups; the parts overlap with the total of non-combatants, and must not be added to it.
_GROUPS = {
    Group.CHILDREN: "children",
    Group.WOMEN: "women",
    Group.MEN: "men",
    Group.JOURNALISTS: "journalists",
    Group.MEDICS: "healthcare_personnel",
    Group.FIGHTERS: "belligerents",
    Group.SOLDIERS: "member_of_armed_forces",
}
_NAMES = ("civilian_non_combatants", *_GROUPS.values(), "undetermined")
_HARMS = {"killed": Outcome.KILLED, "injured": Outcome.INJURED}
Bounds = tuple[int, int | None]


def airwars_incident(happening: Happening, *, all_causes: bool = False) -> dict[str, Value] | LeftOut:
    """The incident, or why a happening is none. With `all_causes` accidents and disasters are incidents as well."""
    sides = sides_of(happening)
    kind = event_type(happening.figures, sides.kind)
    if kind is LeftOut.NOBODY_HARMED or (isinstance(kind, LeftOut) and not all_causes):
        return kind
    state, spot, when = country_of(happening), spot_of(happening), when_of(happening)
    cause = main_cause(happening.figures)
    actors = actors_of(happening.figures)
    harm, assumed = _harm(happening.toll, cause)
    status, why = _harm_status(happening, sides, harm)
    return {
        "unique_reference_code": f"RASID-{happening.id}",
        "incident_date": when.start.isoformat(),
        "incident_date_end": when.end.isoformat(),
        "incident_date_type": "first_reported" if when.precision is None else _DATES.get(when.precision, "window"),
        "incident_first_reported_by": happening.reports[0].outlet,
        **_location(spot),
        "country": state.name if state else None,
        "country_code": state.code if state else None,
        "strike_type": _STRIKES.get(cause) if cause else None,
        "strike_status_proposed": _strike_status(happening, cause, actors),
        "cause_of_death": cause.value if cause else None,
        "belligerents": _belligerents(actors, country_code=state.code if state else None),
        "civilian_harm_reported": any(bounds != (0, 0) for name, bounds in harm.items() if "civilian" in name),
        "civilian_status": "assumed" if assumed else "stated",
        **_flat(harm),
        "harm_status_proposed": status,
        "harm_status_note": why,
        "independent_sources": happening.sources,
        "sources": [_source(told) for told in happening.stories],
    }


def _belligerents(actors: Sequence[str], *, country_code: str | None) -> list[dict[str, Value]]:
    """Who is named; a text's word makes nobody more than suspected. Private persons are no belligerents."""
    kinds = {name: kind_of(name, country_code) for name in actors}
    return [
        {"term": name, "type": "Suspected"} for name, kind in kinds.items() if kind is None or kind.inter in ORGANISED
    ]


def _location(spot: Spot) -> dict[str, Value]:
    where = spot.location
    point = None
    if where is not None and where.latitude is not None and where.precision is not PlacePrecision.COUNTRY:
        point = {
            "latitude": where.latitude,
            "longitude": where.longitude,
            "geolocation_accuracy": where.precision.value,
        }
    return {
        "location_name": where.latin if where else None,
        "location_name_arabic": spot.place or (where.name if where else None),
        "admin1": where.region if where else None,
        "geolocations": [point] if point else [],
    }


def _strike_status(happening: Happening, cause: Cause | None, actors: Sequence[str]) -> str | None:
    """A proposal for strikes only; that a belligerent declared it is for a person to say."""
    if cause not in _STRIKES:
        return None
    if len(actors) > 1 and happening.sources > 1 and not _one_side(happening):
        return "contested_strike"
    return "single_source_claim" if happening.sources == 1 else "likely_strike"


def _one_side(happening: Happening) -> bool:
    """Whether some name of the doer stands in every own story that names one."""
    named = [set(actors_of(told.figures)) for told in happening.own]
    return bool(set.intersection(*(names for names in named if names)))


def _harm_status(happening: Happening, sides: Sides, harm: dict[str, Bounds]) -> tuple[str | None, str]:
    if not any(bounds != (0, 0) for name, bounds in harm.items() if name.startswith("civilian")):
        return None, "no harm to civilians is reported"
    if happening.event is None:
        return None, "not compared with other sources yet"
    if happening.sources == 1:
        return "weak", "one independent source"
    if sides.kind is not None and sides.kind.inter in ORGANISED:
        return "fair", f"{happening.sources} independent sources, a belligerent is named"
    return None, f"{happening.sources} independent sources, no belligerent is named"


def _harm(toll: Sequence[TollLine], cause: Cause | None) -> tuple[dict[str, Bounds], bool]:
    """The bounds of each group and harm; whether civilians are taken to be so because nothing else is said.

    People of whom nothing is said are taken for civilians, as Airwars takes them, but not in clashes nor where armed
    people are among them: those are undetermined.
    """
    found: dict[str, Bounds] = {}
    assumed = False
    for harm, outcome in _HARMS.items():
        lines = {(line.group, line.among): line for line in toll if line.outcome is outcome}
        own: dict[str, Bounds] = dict.fromkeys(_NAMES, (0, 0))
        for group, name in _GROUPS.items():
            line = lines.get((group, False)) or lines.get((group, True))
            if line is not None:
                own[name] = (line.min, line.max)
        civilians = lines.get((Group.CIVILIANS, False)) or lines.get((Group.CIVILIANS, True))
        whole = [line for line in lines.values() if not line.among and line.group not in {*ARMED, Group.CIVILIANS}]
        unclear = cause is Cause.CLASHES or any(line.among and line.group in ARMED for line in lines.values())
        if civilians is not None:
            own["civilian_non_combatants"] = (civilians.min, civilians.max)
        elif whole:
            people = [line for line in whole if line.group in (Group.PEOPLE, Group.MEN)]
            said = [line for line in whole if line not in people]
            own["civilian_non_combatants"] = _sum([*said, *([] if unclear else people)])
            own["undetermined"] = _sum(people if unclear else [])
            assumed = assumed or (bool(people) and not unclear)
        found |= {f"{name}_{harm}": value for name, value in own.items()}
    return found, assumed


def _sum(lines: Sequence[TollLine]) -> Bounds:
    highs = [line.max for line in lines]
    return sum(line.min for line in lines), None if None in highs else sum(high for high in highs if high is not None)


def _flat(harm: dict[str, Bounds]) -> dict[str, Value]:
    return {
        f"{name}_{end}": value
        for name, bounds in harm.items()
        for end, value in zip(("min", "max"), bounds, strict=True)
    }


def _source(told: Told) -> dict[str, Value]:
    """One source with the counts as it gives them and the words that prove them."""
    account, story = told.account, told.account.read.story
    return {
        "name": outlet_of(account),
        "url": story.url,
        "archive_url": None,
        "language": story.language,
        "origin": list(story.origin),
        "copy_of_another_source": told.copied,
        "published": story.published.isoformat() if story.published else None,
        "first_seen": account.kept_at.isoformat(),
        "sha256": {"title": _digest(story.title), "text": _digest(story.text)},
        "counts": [_count(figure) for figure in told.figures],
    }


def _count(figure: CasualtyFigure) -> dict[str, Value]:
    span = figure.words or figure.evidence.span
    return {
        "outcome": figure.outcome.value,
        "min": figure.min,
        "max": figure.max,
        "group": figure.group.value,
        "part_of_another": figure.among is not None,
        "qualifier": figure.qualifier.value,
        "reading": reading_of(figure),
        "attribution": figure.attribution,
        "quote": figure.evidence.quote,
        "part": figure.evidence.part.value,
        "start": figure.evidence.span.start,
        "end": figure.evidence.span.end,
        "count_start": span.start,
        "count_end": span.end,
    }


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
