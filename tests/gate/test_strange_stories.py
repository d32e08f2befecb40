"""The accuracy of figures and dealings on stories of authors who knew the labelling guide and nothing of the program.

They looked for other words, and are harder than what outlets write on most days: whole stories, and brief ones that go
through the wordings of each kind and each outcome. Of the first file of a pair the mistakes were read, of the second
never. What is gained on the second is what a change is worth: mending one author's lines gains nothing on another's.
"""

from pathlib import Path

import pytest

from tests.gate import act_scores, figure_scores

HERE = Path(__file__).parent
# They may rise, never fall.
FIGURES = {"figure_stories_strange": 0.86, "figure_stories_strange_held": 0.78}
ACTS = {"act_stories_strange": 0.925, "act_stories_strange_held": 0.88}


@pytest.mark.parametrize("name", FIGURES)
def test_figures_keep_their_floor(name: str) -> None:
    """Outcome, bounds and group of the happenings' figures."""
    counts = figure_scores.score(HERE / f"{name}.jsonl")
    assert counts["right"] + counts["missed"] >= 400
    assert figure_scores.f1(counts) >= FIGURES[name]


@pytest.mark.parametrize("name", ACTS)
def test_dealings_keep_their_floor(name: str) -> None:
    """Kind and parties together."""
    counts = act_scores.score(HERE / f"{name}.jsonl")
    assert counts["both right"] + counts["both missed"] >= 300
    assert act_scores.f1(counts, "both") >= ACTS[name]
