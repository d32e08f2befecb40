"""How well stories are put together to events: gold groups, and the scores of the labelling guide's scorer.

A file holds groups of stories: those of one happening (`same_event`), copies of their texts (`near_duplicate`), and
look-alikes that are each another happening (`other`; two with one `other_event` are one). All groups of a file are
placed together, in the order of their times.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from pathlib import Path

from alerts.events.event import Relation
from alerts.events.grouping import group
from crawler.news import Story
from crawler.reading import understand_all
from tests.alerts.making import Kept, kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One story, understood, with the happening that it truly tells of."""

    name: str
    group: str
    relation: str
    happening: str
    account: Kept


def gold_stories(path: Path, first: int = 1) -> list[Gold]:
    """The stories of a file in the order of their times; their numbers count up from `first`."""
    told = [
        (str(one["group"]), story)
        for one in map(json.loads, path.read_text(encoding="utf-8").splitlines())
        for story in one["stories"]
    ]
    told.sort(key=lambda pair: datetime.fromisoformat(pair[1]["published"]))
    read = understand_all(
        [
            Story(
                title=story["title"],
                text=story["text"],
                url=f"https://news.example/{story['id']}",
                published=datetime.fromisoformat(story["published"]),
                outlet=story["outlet"],
            )
            for _, story in told
        ]
    )
    return [
        Gold(
            name=story["id"],
            group=name,
            relation=story["relation"],
            happening=_happening(name, story),
            account=kept(number, one),
        )
        for number, ((name, story), one) in enumerate(zip(told, read, strict=True), first)
    ]


def _happening(group_name: str, story: Mapping[str, str]) -> str:
    if story["relation"] != "other":
        return f"group {group_name}"
    return f"other {story['other_event']}" if story.get("other_event") else f"story {story['id']}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """Scores from 0 to 1, and the pairs and copies that are wrong, for a person to look at."""

    bcubed: float
    pairs_precision: float
    pairs_recall: float
    copies_precision: float
    copies_recall: float
    mistakes: tuple[str, ...]


def scores(gold: Sequence[Gold]) -> Grouped:
    """What becomes of stories that are placed one after the other."""
    placed = list(group(one.account for one in gold))
    events = {one.name: event.id for one, (_, event) in zip(gold, placed, strict=True)}
    relations = {one.name: where.relation for one, (where, _) in zip(gold, placed, strict=True)}
    copies = {name for name, relation in relations.items() if relation is Relation.NEAR_DUPLICATE}
    true_copies = {one.name for one in gold if one.relation == "near_duplicate"}
    true = {one.name: one.happening for one in gold}
    together = {pair for pair in combinations(true, 2) if true[pair[0]] == true[pair[1]]}
    found = {pair for pair in combinations(true, 2) if events[pair[0]] == events[pair[1]]}
    return Grouped(
        bcubed=bcubed(true, events),
        pairs_precision=_share(len(together & found), len(found)),
        pairs_recall=_share(len(together & found), len(together)),
        copies_precision=_share(len(copies & true_copies), len(copies)),
        copies_recall=_share(len(copies & true_copies), len(true_copies)),
        mistakes=(
            *(f"joined {one} {other}" for one, other in sorted(found - together)),
            *(f"parted {one} {other}" for one, other in sorted(together - found)),
            *(f"copy or not {name}" for name in sorted(copies ^ true_copies)),
        ),
    )


def bcubed(true: Mapping[str, object], found: Mapping[str, object]) -> float:
    """B-cubed F1: of how clean and how full the found event of a story is, on the mean over stories."""
    true_size, found_size = Counter(true.values()), Counter(found.values())
    shared = Counter((true[name], found[name]) for name in true)
    clean = sum(shared[true[name], found[name]] / found_size[found[name]] for name in true) / len(true)
    full = sum(shared[true[name], found[name]] / true_size[true[name]] for name in true) / len(true)
    return 2 * clean * full / (clean + full)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
