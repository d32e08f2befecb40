"""Which reports are one source: copies of one text, texts of one agency, and an outlet's own follow-ups; pure.

Forty outlets that print one wire are one witness. The origin is seen by the text (near duplicates), by the agency
that the page credits or that the outlet is, and by the outlet's name. An outlet that prints two agencies makes no one
source of them: its own words stand by themselves then.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from alerts.events.event import EventReport
from crawler.arabic.letters import fold_key
from crawler.pages.credits.agency_names import agencies_in_source, names_only_agencies


def agency_of(origin: Sequence[str]) -> str | None:
    """The one agency whose copy a story is. A page that credits two of them is taken for its own work."""
    return origin[0] if len(origin) == 1 else None


def agency_behind(origin: Sequence[str], outlet: str) -> str | None:
    """The agency whose copy a story is: the one that it credits or, where it credits none, the outlet that is one."""
    return agency_of(origin) if origin else agency_that_is(outlet)


@lru_cache(maxsize=1024)
def agency_that_is(outlet: str) -> str | None:
    """The agency that an outlet is by its name, if it is one."""
    return agency_of(agencies_in_source(outlet)) if names_only_agencies(outlet) else None


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

    by_agency: dict[str, list[int]] = {}
    by_outlet: dict[str, list[EventReport]] = {}
    for report in reports:
        if report.of_story_id is not None:
            join((report.story_id, report.of_story_id))
        if report.agency is not None:
            by_agency.setdefault(report.agency, []).append(report.story_id)
        by_outlet.setdefault(fold_key(report.outlet), []).append(report)
    for stories in by_agency.values():
        join(stories)
    for printed in by_outlet.values():
        own = [report.story_id for report in printed if report.agency is None and not report.near_duplicate]
        taken = {root(report.story_id) for report in printed if report.story_id not in own}
        join(own)
        if len(taken) == 1:
            join((*own, *taken))
    return {story: root(story) for story in parent}
