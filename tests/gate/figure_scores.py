"""How many figures of gold stories are read, by the labelling guide's rule: outcome, bounds, group, each gold once."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from crawler.facts.casualties import casualty_figures
from crawler.facts.figure import CasualtyFigure
from crawler.news import Story

SLOTS = ("actor", "cause", "place", "scope", "attribution")


def gold_stories(path: Path) -> Iterator[tuple[Story, list[dict[str, Any]]]]:
    """Each story of a gold file with its figures."""
    for line in path.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        published = datetime.fromisoformat(told["published"]) if told.get("published") else None
        yield Story(title=told["title"], text=told["text"], url="", published=published), told["casualties"]


def score(path: Path) -> Counter[str]:
    """Figures of the happening that are right, wrong and missed, and right slots of all matched figures."""
    counts: Counter[str] = Counter()
    for story, gold in gold_stories(path):
        figures = casualty_figures(story)
        events = [figure for figure in figures if figure.scope == "event"]
        told = [figure for figure in gold if figure["scope"] == "event"]
        matched = matched_figures(told, events)
        counts["right"] += len(matched)
        counts["missed"] += len(told) - len(matched)
        counts["wrong"] += len(events) - len(matched)
        for wanted, found in matched_figures(gold, list(figures)):
            counts["matched"] += 1
            for slot in SLOTS:
                counts[slot] += _agrees(wanted[slot], getattr(found, slot))
    return counts


def f1(counts: Counter[str]) -> float:
    """The balanced mean of precision and recall of the happenings' figures."""
    return 2 * counts["right"] / (2 * counts["right"] + counts["missed"] + counts["wrong"])


def matched_figures(
    gold: list[dict[str, Any]], figures: list[CasualtyFigure]
) -> list[tuple[dict[str, Any], CasualtyFigure]]:
    left, pairs = list(figures), []
    for wanted in gold:
        found = next((figure for figure in left if _key(figure) == _gold_key(wanted)), None)
        if found is not None:
            left.remove(found)
            pairs.append((wanted, found))
    return pairs


def _key(figure: CasualtyFigure) -> tuple[str, int, int | None, str]:
    return figure.outcome.value, figure.min, figure.max, figure.group.value


def _gold_key(wanted: dict[str, Any]) -> tuple[str, int, int | None, str]:
    return wanted["outcome"], wanted["min"], wanted["max"], wanted["group"]


def _agrees(wanted: str | None, found: str | None) -> bool:
    """A name agrees with a longer or shorter form of itself; nothing agrees only with nothing."""
    if wanted is None or found is None:
        return wanted is found
    return wanted in found or found in wanted
