"""Stories with everything known as JSON, and figures as rows of a table; pure."""

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import TypeAdapter

from alerts.exports.columns import Cell, story_columns
from alerts.exports.countries import country
from alerts.exports.happening import country_code
from alerts.exports.wording import reading_of
from crawler.answers import story_answer
from crawler.facts.figure import CasualtyFigure, Scope
from crawler.store.story_rows import KeptStory

FIGURE_COLUMNS = tuple(
    (
        "story_id figure event_ids scope outcome min max qualifier reading group among actor cause place country "
        "country_name location admin1 latitude longitude location_precision period_start period_end period_precision "
        "attribution confidence outlet origin title url published first_seen evidence evidence_part evidence_start "
        "evidence_end count_start count_end"
    ).split()
)

_figure = TypeAdapter(CasualtyFigure)


def story_line(kept: KeptStory, events: Sequence[int], *, event_scope_only: bool = False) -> dict[str, Any]:
    """One story with its text, flags, figures, acts and where it stands; the words of `rasid read`, and more of each
    figure. With `event_scope_only` background figures are left out, and `among` counts in the list that is left."""
    answer = story_answer(kept.read)
    figures = kept.read.casualties
    chosen = [index for index, one in enumerate(figures) if not event_scope_only or one.scope is Scope.EVENT]
    place = {index: position for position, index in enumerate(chosen)}
    lines = []
    for index in chosen:
        line = {**answer["casualties"][index], **_more(figures[index])}
        among = figures[index].among
        lines.append({**line, "among": None if among is None else place.get(among)})
    return {
        "id": kept.id,
        "events": list(events),
        "feed": kept.feed_name,
        "first_seen": kept.kept_at.isoformat(),
        "revision": kept.revision,
        "position": kept.read.story.position,
        "language": kept.read.story.language,
        "outlet_country": kept.read.story.country,
        "content_hash": kept.content_hash,
        "fault": kept.read.fault or None,
        **answer,
        "casualties": lines,
    }


def _more(figure: CasualtyFigure) -> dict[str, Any]:
    """What an answer line leaves out of a figure: where, when, how sure, and the offsets of its proof."""
    plain: dict[str, Any] = _figure.dump_python(figure, mode="json")
    return {
        "country": country_code(figure),
        **{name: plain[name] for name in ("location", "period", "confidence", "words")},
        "reading": reading_of(figure),
        "evidence_part": figure.evidence.part.value,
        "evidence_span": plain["evidence"]["span"],
    }


def figure_rows(kept: KeptStory, events: Sequence[int], *, event_scope_only: bool = False) -> Iterator[dict[str, Cell]]:
    """One row a figure; `figure` and `among` count in the story's whole list."""
    about = story_columns(kept, events)
    for index, figure in enumerate(kept.read.casualties):
        if event_scope_only and figure.scope is not Scope.EVENT:
            continue
        row = {**about, "figure": index, **_counted(figure), **_where(figure), **_proof(figure)}
        yield {column: row.get(column) for column in FIGURE_COLUMNS}


def _counted(figure: CasualtyFigure) -> dict[str, Cell]:
    period = figure.period
    return {
        "scope": figure.scope.value,
        "outcome": figure.outcome.value,
        "min": figure.min,
        "max": figure.max,
        "qualifier": figure.qualifier.value,
        "reading": reading_of(figure),
        "group": figure.group.value,
        "among": figure.among,
        "actor": figure.actor,
        "cause": figure.cause.value if figure.cause else None,
        "period_start": period.start.isoformat() if period else None,
        "period_end": period.end.isoformat() if period else None,
        "period_precision": period.precision.value if period else None,
        "attribution": figure.attribution,
        "confidence": None if figure.confidence is None else round(figure.confidence, 4),
    }


def _where(figure: CasualtyFigure) -> dict[str, Cell]:
    where = figure.location
    code = country_code(figure)
    state = country(code) if code else None
    cells: dict[str, Cell] = {"place": figure.place, "country": code, "country_name": state.name if state else None}
    if where is not None:
        cells |= {
            "location": where.latin or where.name,
            "admin1": where.region,
            "latitude": where.latitude,
            "longitude": where.longitude,
            "location_precision": where.precision.value,
        }
    return cells


def _proof(figure: CasualtyFigure) -> dict[str, Cell]:
    evidence, words = figure.evidence, figure.words
    return {
        "evidence": evidence.quote,
        "evidence_part": evidence.part.value,
        "evidence_start": evidence.span.start,
        "evidence_end": evidence.span.end,
        "count_start": words.start if words else None,
        "count_end": words.end if words else None,
    }
