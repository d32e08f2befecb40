"""Killed at every point of the chain, again and again: nothing is lost, and each copy has its death in doubt."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import require
from tests.faults.killing import Cell, play, world_for
from tests.faults.points import POINTS, Point
from tests.faults.postfix import PROGRAM

pytestmark = [pytest.mark.slow, pytest.mark.redis_server, pytest.mark.timeout(180)]

KILLS = {"sqlite": 6, "postgres": 2}  # of each point; `make faults` deals hundreds
# Every point on SQLite, every third on PostgreSQL, whose transactions end no otherwise; `make faults` goes through all.
CASES = [pytest.param(point, "sqlite", id=f"{point.name}-sqlite") for point in POINTS]
CASES += [
    pytest.param(point, "postgres", id=f"{point.name}-postgres", marks=pytest.mark.postgres) for point in POINTS[::3]
]


@pytest.mark.parametrize(("point", "kind"), CASES)
def test_a_death_at_any_point_loses_nothing(
    point: Point, kind: str, database: Callable[..., str], own_redis: str, tmp_path: Path
) -> None:
    """By what the receivers have: each thing due is there, and comes again only after a death in doubt over it."""
    if point.stage == "mail":
        require(PROGRAM, "postfix")
    cell = Cell(name=point.name, says=point.says, database=kind)
    with world_for(point, tmp_path, database(kind), own_redis) as world:
        play(point, world, KILLS[kind], cell)
        verdict = cell.verdict
        assert (verdict.lost, verdict.unexplained) == ([], []), world.log[-3000:]
    assert verdict.due >= KILLS[kind]
    assert verdict.duplicates == verdict.explained
    if not point.excuses:
        assert verdict.duplicates == 0
