"""How many dealings of gold stories are read, by the labelling guide's rule: kind and parties, each gold once."""

import json
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from crawler.facts.act import DiplomaticAct
from crawler.facts.diplomacy import diplomatic_acts
from crawler.news import Story

FORGIVEN = 3  # further true dealings that the gold of a story with dealings may leave out


def gold_stories(path: Path) -> Iterator[tuple[Story, list[dict[str, Any]]]]:
    """Each story of a gold file with its dealings, the main one first."""
    for line in path.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        published = datetime.fromisoformat(told["published"]) if told.get("published") else None
        yield Story(title=told["title"], text=told["text"], url="", published=published), told["diplomacy"]


def score(path: Path) -> Counter[str]:
    """Dealings and kinds that are right, wrong and missed; first dealings and slots of all right ones."""
    counts: Counter[str] = Counter()
    for story, gold in gold_stories(path):
        acts = diplomatic_acts(story)
        forgiven = FORGIVEN if gold else 0
        _count(counts, "both", [_gold_key(one) for one in gold], [_key(act) for act in acts], forgiven)
        _count(counts, "kind", [one["kind"] for one in gold], [str(act.kind) for act in acts], forgiven)
        counts["stories"] += bool(gold)
        counts["first"] += bool(gold and acts and _gold_key(gold[0]) == _key(acts[0]))
        for wanted, act in _matched(gold, acts):
            counts["matched"] += 1
            counts["status"] += wanted["status"] == str(act.status)
            counts["place"] += _agrees(wanted["place"], act.place)
    return counts


def f1(counts: Counter[str], what: str) -> float:
    """The balanced mean of precision and recall of dealings («both») or of kinds alone («kind»)."""
    right = counts[f"{what} right"]
    return 2 * right / (2 * right + counts[f"{what} missed"] + counts[f"{what} wrong"])


def _count(counts: Counter[str], what: str, gold: Sequence[Hashable], found: Sequence[Hashable], forgiven: int) -> None:
    right = sum((Counter(gold) & Counter(found)).values())
    counts[f"{what} right"] += right
    counts[f"{what} missed"] += len(gold) - right
    counts[f"{what} wrong"] += max(0, len(found) - right - forgiven)


def _matched(
    gold: Sequence[dict[str, Any]], acts: Sequence[DiplomaticAct]
) -> Iterator[tuple[dict[str, Any], DiplomaticAct]]:
    left = list(acts)
    for wanted in gold:
        same = next((act for act in left if _key(act) == _gold_key(wanted)), None)
        if same is not None:
            left.remove(same)
            yield wanted, same


def _key(act: DiplomaticAct) -> tuple[str, frozenset[str]]:
    return str(act.kind), frozenset(act.parties)


def _gold_key(wanted: dict[str, Any]) -> tuple[str, frozenset[str]]:
    return wanted["kind"], frozenset(wanted["parties"])


def _agrees(wanted: str | None, found: str | None) -> bool:
    """A name agrees with a longer or shorter form of itself; nothing agrees only with nothing."""
    if wanted is None or found is None:
        return wanted is found
    return wanted in found or found in wanted
