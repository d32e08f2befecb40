"""Fits what hints weigh for two stories telling of one happening (alerts/events/weights.tsv) on the gate's groups.

    python -m tests.gate.fit_matching [--write]

Each pair of stories within three days of each other is an example; the files hold few, so that a weight starts from
what it is believed to be (BELIEVED), keeps its sign, and is moved only as far as the pairs move it. Groups are of
different years: so that the weights also hold on a busy day, all groups are told in one week as well, and pairs of
different groups count a little there. Prints how the weights of each file place the stories of the other.
"""

import argparse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from alerts.events import weighing
from alerts.events.hints import AGAINST, Why, hints
from alerts.events.matching import OPEN_FOR
from alerts.events.profile import Profile, profile_of
from tests.gate.group_scores import Gold, gold_stories, scores

HERE = Path(__file__).parent
FILES = (HERE / "group_stories_one.jsonl", HERE / "group_stories_two.jsonl")
Floats = NDArray[np.float64]

# In log-odds.
BELIEVED: Mapping[str, float] = {
    weighing.ALWAYS: -2.6,
    Why.WORDS: 0.5,
    Why.RARE_WORDS: 2.5,
    Why.COMMON_WORDS: 1.1,
    Why.TITLE: 0.8,
    Why.PARTIES: 0.8,
    Why.FIRST_PARTY: 0.2,
    Why.DEALING: 1.1,
    Why.KIND: 0.4,
    Why.PLACE: 1.0,
    Why.SITE: 0.6,
    Why.CAUSE: 0.5,
    Why.NUMBERS: 0.9,
    Why.TOLL_SAME: 0.3,
    Why.TOLL_ROSE: 0.4,
    Why.DAY: 1.1,
    Why.FOLLOWS_UP: 0.4,
    Why.RECALLED: -1.0,
    Why.SET_APART: -0.4,
    Why.NEWLY_TOLD: -0.5,
    Why.PARTIES_DIFFER: -0.7,
    Why.FIRST_PARTY_DIFFERS: -0.8,
    Why.COUNTERPART_DIFFERS: -2.2,
    Why.THIRD_PARTY: -1.5,
    Why.DEALINGS_DIFFER: -0.4,
    Why.PEOPLE_DIFFER: -0.3,
    Why.REACTION: -1.0,
    Why.FLAG_DIFFERS: -0.7,
    Why.DEALING_AND_HARM: -0.8,
    Why.PLACE_DIFFERS: -1.0,
    Why.PLACE_WITHIN_DIFFERS: -0.4,
    Why.SITE_DIFFERS: -1.1,
    Why.CAUSE_DIFFERS: -0.4,
    Why.TOLL_FELL: -1.0,
    Why.TOLL_LEAPT: -0.8,
    Why.NO_DEAD: -0.8,
    Why.DEAD_AFTER_INJURED: -0.5,
    Why.INJURED_DIFFER: -0.4,
    Why.DAY_DIFFERS: -1.9,
    Why.DAY_OF_WHAT_CAME_AFTER: -0.8,
    Why.LATE: -0.6,
    Why.SAME_PHRASES: -9.0,
    Why.DIGEST: -5.0,
    Why.NO_FACTS: -1.2,
}
RIDGE = 7.0  # how strongly a weight is held to what is believed
FREE = 0.1  # the same of the constant
BUSY = 0.05  # what a pair of two groups told in one week counts
WEEK = date(2024, 1, 1)
OF_ITS_GROUP = timedelta(days=4)  # look-alikes of other weeks and years would lie anywhere in that week
_NAMES = [name for name in BELIEVED if name != weighing.ALWAYS]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Hints of pairs (a row each, the constant first), whether they tell of one happening, and what they count."""

    sizes: Floats
    same: Floats
    counts: Floats


def pairs_of(gold: Sequence[Gold]) -> Pairs:
    """The pairs of stories with texts of their own, as told and in one week."""
    told = [(one, profile_of(one.account)) for one in gold if one.relation != "near_duplicate"]
    rows: list[list[float]] = []
    same: list[float] = []
    counts: list[float] = []
    for stories, count in ((told, 1.0), (in_one_week(told), BUSY)):
        for one, profile, other, earlier in _near(stories):
            if count == BUSY and one.group == other.group:
                continue
            sizes = {hint.why: hint.size for hint in hints(profile, earlier)}
            rows.append([1.0, *(sizes.get(Why(name), 0.0) for name in _NAMES)])
            same.append(float(one.happening == other.happening))
            counts.append(count)
    return Pairs(np.array(rows), np.array(same), np.array(counts))


def _near(stories: Sequence[tuple[Gold, Profile]]) -> Iterable[tuple[Gold, Profile, Gold, Profile]]:
    ordered = sorted(stories, key=lambda pair: pair[1].at)
    for at, (one, profile) in enumerate(ordered):
        for other, earlier in ordered[:at]:
            if profile.at - earlier.at <= OPEN_FOR:
                yield one, profile, other, earlier


def in_one_week(told: Sequence[tuple[Gold, Profile]]) -> list[tuple[Gold, Profile]]:
    """The stories moved by whole weeks, so that weekdays stay true; those far from their group are left out."""
    begun: dict[str, Profile] = {}
    for one, profile in told:
        if one.relation != "other":
            begun.setdefault(one.group, profile)
    moved = []
    for one, profile in told:
        first = begun[one.group]
        if abs(profile.at - first.at) > OF_ITS_GROUP:
            continue
        day = first.at.date()
        shift = WEEK - (day - timedelta(days=day.weekday()))
        moved.append(
            (
                one,
                replace(
                    profile,
                    at=profile.at + shift,
                    told_on=None if profile.told_on is None else profile.told_on + shift,
                    day=None if profile.day is None else profile.day + shift,
                    days=tuple(day + shift for day in profile.days),
                    tallied=tuple(day + shift for day in profile.tallied),
                ),
            )
        )
    return moved


def fit(pairs: Pairs) -> dict[str, float]:
    """Weights by logistic regression, each held to what is believed and on its side of zero."""
    believed = np.array([BELIEVED[weighing.ALWAYS], *(BELIEVED[name] for name in _NAMES)])
    side = np.array([0.0, *(-1.0 if Why(name) in AGAINST else 1.0 for name in _NAMES)])
    ridge = np.array([FREE, *(RIDGE for _ in _NAMES)])

    def loss(weights: Floats) -> float:
        odds = pairs.sizes @ weights
        missed = pairs.counts * (np.logaddexp(0, odds) - pairs.same * odds)
        return float(missed.sum() + 0.5 * (ridge * (weights - believed) ** 2).sum())

    weights = believed.copy()
    for _ in range(300):
        chance = 1 / (1 + np.exp(-pairs.sizes @ weights))
        slope = pairs.sizes.T @ (pairs.counts * (chance - pairs.same)) + ridge * (weights - believed)
        free = ~((weights == 0) & (side != 0) & (np.sign(-slope) == -side))
        own = pairs.sizes[:, free]
        curvature = own.T @ (own * (pairs.counts * chance * (1 - chance))[:, None]) + np.diag(ridge[free])
        step = np.zeros(len(weights))
        step[free] = -np.linalg.solve(curvature, slope[free])
        length, before, moved = 1.0, loss(weights), weights
        while length > 1e-6:
            moved = weights + length * step
            moved = np.where((side != 0) & (moved * side < 0), 0.0, moved)
            if loss(moved) <= before + 1e-12:
                break
            length /= 2
        done = np.abs(moved - weights).max() < 1e-7
        weights = moved
        if done:
            break
    return dict(zip((weighing.ALWAYS, *_NAMES), (round(float(weight), 3) for weight in weights), strict=True))


def scored_by(weights: Mapping[str, float], gold: Sequence[Gold]) -> str:
    """How these weights place these stories."""
    with patch.object(weighing, "weights", lambda: weights):
        found = scores(gold)
    return (
        f"B-cubed F1 {found.bcubed:.3f}, pairs {found.pairs_precision:.3f} right and {found.pairs_recall:.3f} found,"
        f" copies {found.copies_precision:.3f} right and {found.copies_recall:.3f} found"
    )


def main() -> None:
    """Fits, prints, and writes if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the weights into weights.tsv")
    arguments = parser.parse_args()
    one, two = (gold_stories(path, first) for path, first in zip(FILES, (1, 10_001), strict=True))
    crossed = [scored_by(fit(pairs_of(tuned)), held) for tuned, held in ((one, two), (two, one))]
    pairs = pairs_of([*one, *two])
    fitted = fit(pairs)
    apart = pairs.counts == 1.0
    alone, same = int(apart.sum()), int(pairs.same[apart].sum())
    ordered = sorted(fitted.items(), key=lambda pair: -pair[1])
    lines = [
        f"# hint\tweight in log-odds, by logistic regression over {alone} pairs of stories of the gate's groups,",
        f"# {same} of them of one happening, and {len(apart) - alone} pairs of two groups told in one week, which count"
        f" {BUSY:g} each.",
        f"# The second file by weights of the first: {crossed[0]}.",
        f"# The first file by weights of the second: {crossed[1]}.",
        "# Made by `python -m tests.gate.fit_matching --write`.",
        *(f"{name}\t{weight:.3f}" for name, weight in ordered),
    ]
    print("\n".join(lines))
    print(f"both by weights of both: {scored_by(fitted, sorted([*one, *two], key=lambda gold: gold.account.kept_at))}")
    if arguments.write:
        Path(weighing.__file__).with_name("weights.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
