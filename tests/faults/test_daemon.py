"""The whole daemon under random kills of its processes: nothing lost, each copy explained by a death over it."""

from pathlib import Path

import pytest

from tests.faults.random_kills import Watched

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.xdist_group("flow")]


def test_random_deaths_of_the_daemons_processes_lose_nothing(tmp_path: Path) -> None:
    """Crawler, scheduler and alerts die every few seconds while stories come in."""
    one = Watched(folder=tmp_path, seed=7)
    verdict = one.run(happenings=8, seconds=25.0)
    assert len(one.deaths) >= 5
    assert (verdict.lost, verdict.unexplained) == ([], []), one.log[-4000:]
    assert verdict.due == verdict.delivered == 2 * len(one.truth)
