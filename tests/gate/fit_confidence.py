"""Fits the chances of casualty figures (crawler/facts/casualty/confidence.tsv) on the gate's stories again.

    python -m tests.gate.fit_confidence [--write]

What speaks for and against a figure is weighed on the stories that the rules were tuned on, where there are most
figures; but of those more are right than of others, so that the constant is set by the stories held aside, of which
only how many figures are right is used. Prints how well the chances fit, in ten folds by story and on those held aside.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from crawler.facts.casualties import casualty_figures, placed_figures
from crawler.facts.casualty import confidence
from crawler.facts.casualty.confidence import signs_of
from tests.gate.figure_scores import gold_stories, matched_figures

HERE = Path(__file__).parent
TUNED, HELD = HERE / "figure_stories.jsonl", HERE / "figure_stories_held.jsonl"
FOLDS, BINS, RIDGE = 10, 5, 4.0
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Read:
    """The signs of all figures read in a file (a row each, the constant first), whether each is right, its story."""

    signs: Floats
    right: Floats
    story: NDArray[np.int64]


def read(path: Path, names: Sequence[str] | None = None) -> tuple[Read, list[str]]:
    """The figures of a file, with the names of their signs."""
    rows: list[dict[str, float]] = []
    right: list[bool] = []
    story_of: list[int] = []
    for number, (story, gold) in enumerate(gold_stories(path)):
        figures = casualty_figures(story)
        found = {id(figure) for _, figure in matched_figures(gold, list(figures))}
        rows += signs_of(placed_figures(story))
        right += [id(figure) in found for figure in figures]
        story_of += [number] * len(figures)
    known = list(names) if names is not None else sorted({name for row in rows for name in row})
    signs = np.array([[1.0, *(row.get(name, 0.0) for name in known)] for row in rows])
    return Read(signs, np.array(right, dtype=np.float64), np.array(story_of)), known


def fit(signs: Floats, right: Floats) -> Floats:
    """Weights in log-odds by logistic regression, all but the constant held small."""
    weights = np.zeros(signs.shape[1])
    weights[0] = 2.0
    ridge = np.eye(len(weights)) * RIDGE
    ridge[0, 0] = 1e-6
    for _ in range(50):
        chance = chances(signs, weights)
        curvature = signs.T @ (signs * (chance * (1 - chance))[:, None]) + ridge
        step = np.linalg.solve(curvature, signs.T @ (right - chance) - ridge @ weights)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def chances(signs: Floats, weights: Floats) -> Floats:
    """The chance of each figure."""
    result: Floats = 1 / (1 + np.exp(-signs @ weights))
    return result


def with_constant_for(weights: Floats, other: Read) -> Floats:
    """The weights with the constant by which the mean chance of other figures is their share of right ones."""
    moved = weights.copy()
    low, high = -10.0, 10.0
    while high - low > 1e-6:
        moved[0] = (low + high) / 2
        low, high = (moved[0], high) if chances(other.signs, moved).mean() < other.right.mean() else (low, moved[0])
    return moved


def calibration_error(chance: Floats, right: Floats) -> float:
    """The expected calibration error in five bins of equal size."""
    edges = np.quantile(chance, np.linspace(0, 1, BINS + 1))[1:-1]
    at = np.searchsorted(edges, chance, side="right")
    bins = [at == number for number in range(BINS) if (at == number).any()]
    return float(sum(one.mean() * abs(chance[one].mean() - right[one].mean()) for one in bins))


def area(chance: Floats, right: Floats) -> float:
    """The area under the curve: how often a right figure has a better chance than a wrong one."""
    rank, good = np.argsort(np.argsort(chance)), right == 1
    pairs = good.sum() * (~good).sum()
    return float((rank[good].sum() - good.sum() * (good.sum() - 1) / 2) / pairs)


def in_folds(tuned: Read) -> Floats:
    """The chance of each figure by weights that its story had no part in."""
    fold = np.random.default_rng(1).integers(0, FOLDS, tuned.story.max() + 1)[tuned.story]
    chance = np.zeros(len(tuned.right))
    for number in range(FOLDS):
        inside = fold == number
        chance[inside] = chances(tuned.signs[inside], fit(tuned.signs[~inside], tuned.right[~inside]))
    return chance


def _percent(right: Floats) -> str:
    return f"{100 * right.mean():.1f} %"


def _quality(chance: Floats, right: Floats) -> str:
    return f"calibration error {calibration_error(chance, right):.3f}, area {area(chance, right):.2f}"


def main() -> None:
    """Fits, prints, and writes if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the weights into confidence.tsv")
    arguments = parser.parse_args()
    tuned, names = read(TUNED)
    held, _ = read(HELD, names)
    folded = in_folds(tuned)
    weights = with_constant_for(fit(tuned.signs, tuned.right), held)
    aside = chances(held.signs, weights)
    ordered = sorted(zip(names, weights[1:], strict=True), key=lambda one: -one[1])
    count, tuned_share, held_share = len(aside), _percent(tuned.right), _percent(held.right)
    lines = [
        f"# sign\tweight in log-odds, by logistic regression (L2 {RIDGE:g}) over the {len(tuned.right)} figures",
        f"# read in the gate's stories that the rules were tuned on, {tuned_share} of them right; `always` so that the",
        f"# mean chance of the {count} figures in the stories held aside is their share of right ones: {held_share}",
        f"# Ten folds: {_quality(folded, tuned.right)}; held aside: {_quality(aside, held.right)}.",
        "# Made by `python -m tests.gate.fit_confidence --write`.",
        f"always\t{weights[0]:.3f}",
        *(f"{name}\t{weight:.3f}" for name, weight in ordered),
    ]
    print("\n".join(lines))
    if arguments.write:
        Path(confidence.__file__).with_suffix(".tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
