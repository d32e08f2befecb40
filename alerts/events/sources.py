"""Which reports are one source: copies of one text, texts of one agency, and an outlet's own follow-ups; pure.

Forty outlets that print one wire are one witness. The origin is seen by the text (near duplicates), by the agency
that the page credits, and by the outlet's name.
"""

import re
from collections.abc import Iterable, Sequence

from alerts.events.event import EventReport
from crawler.arabic.letters import fold_key

# Agencies by what Arabic pages write for them, folded. A page that credits two of them is taken for its own work.
_AGENCIES: dict[str, tuple[str, ...]] = {
    "afp": ("ا ف ب", "ا.ف.ب", "اف ب", "فرانس برس", "afp"),
    "reuters": ("رويترز", "reuters"),
    "ap": ("اسوشيتد برس", "اسوشييتد برس", "ا ب", "associated press"),
    "dpa": ("د ب ا", "د.ب.ا", "الالمانيه", "dpa"),
    "efe": ("افي", "efe"),
    "anadolu": ("الاناضول", "اناضول", "anadolu"),
    "xinhua": ("شينخوا", "xinhua"),
    "tass": ("تاس", "tass"),
    "sputnik": ("سبوتنيك", "sputnik"),
    "spa": ("واس",),
    "wam": ("وام",),
    "kuna": ("كونا",),
    "qna": ("قنا",),
    "bna": ("بنا",),
    "petra": ("بترا",),
    "mena": ("ا ش ا", "ا.ش.ا"),
    "sana": ("سانا",),
    "ina": ("واع",),
    "saba": ("سبا",),
    "wafa": ("وفا",),
    "map": ("و م ع",),
    "aps": ("واج",),
    "tap": ("وات",),
}
_PATTERNS = {
    agency: re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(form) for form in forms)})(?!\w)")
    for agency, forms in _AGENCIES.items()
}


def agency_of(credited: str | None) -> str | None:
    """The one agency that a credit line names; None where it names none or several."""
    if not credited:
        return None
    folded = fold_key(credited)
    found = [agency for agency, pattern in _PATTERNS.items() if pattern.search(folded)]
    return found[0] if len(found) == 1 else None


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
