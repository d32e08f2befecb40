"""Which reports are one source: copies of one text, texts of one agency, and an outlet's own follow-ups; pure.

Forty outlets that print one wire are one witness. The origin is seen by the text (near duplicates), by the agency
that the page credits, and by the outlet's name.
"""

from collections.abc import Iterable, Sequence

from alerts.events.event import EventReport
from crawler.arabic.letters import fold_key


def agency_of(origin: Sequence[str]) -> str | None:
    """The one agency whose copy a story is. A page that credits two of them is taken for its own work."""
    return origin[0] if len(origin) == 1 else None


def sources_of(reports: Sequence[EventReport]) -> dict[int, int]:
    """For each report's story the number of its source: the id of the first story of that source."""
    parent = {report.story_id: report.story_id for report in reports}

    def root(story: int) -> int:
        while parent[story] != story:
            story = parent[story]
        return story

    def join(stories: Iterable[int]) -> None:
        roots = sorted({root(story) for story in stories if story in parent})
        for other in roots[1:]:
            parent[other] = roots[0]

    by_name: dict[str, list[int]] = {}
    for report in reports:
        if report.of_story_id is not None:
            join((report.story_id, report.of_story_id))
        by_name.setdefault(f"outlet {fold_key(report.outlet)}", []).append(report.story_id)
        if report.agency is not None:
            by_name.setdefault(f"agency {report.agency}", []).append(report.story_id)
    for stories in by_name.values():
        join(stories)
    return {story: root(story) for story in parent}
