"""Every fault of Redis, the database, Telegram, mail servers, the clock, processes and feeds, once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.faults.bench import Bench, Row
from tests.faults.killing import Cell
from tests.faults.rows import ROWS

pytestmark = [pytest.mark.slow, pytest.mark.redis_server, pytest.mark.timeout(120)]

ALERTS = 4


@pytest.fixture
def bench(request: pytest.FixtureRequest, own_redis: str, tmp_path: Path, database: Callable[..., str]) -> Bench:
    """A bench whose worlds have the databases of this test run."""
    made = [0]

    @contextmanager
    def fresh(kind: str) -> Iterator[tuple[Path, str]]:
        made[0] += 1
        folder = tmp_path / str(made[0])
        folder.mkdir()
        yield folder, database(kind, folder)

    return Bench(fresh=fresh, redis=own_redis, alerts=ALERTS, cell=Cell(name="", says="", database=""))


def _marked(row: Row) -> object:
    marks = [pytest.mark.postgres] if row.needs == "postgres" else []
    return pytest.param(row, marks=marks, id=f"{row.group}: {row.name}")


@pytest.mark.parametrize("row", [_marked(row) for row in ROWS if row.play is not None])
def test_a_fault_loses_nothing(row: Row, bench: Bench) -> None:
    """What was due is with its readers in the end; a copy came only where an answer was lost."""
    assert row.play is not None
    row.play(bench)
    verdict = bench.cell.verdict
    assert (verdict.lost, verdict.unexplained) == ([], [])
    assert verdict.delivered == verdict.due >= ALERTS
    assert verdict.duplicates == verdict.explained


def test_rows_that_are_held_elsewhere_name_a_test_that_is_there() -> None:
    """No line of the table rests on a file that has gone."""
    elsewhere = [row.elsewhere for row in ROWS if row.play is None]
    assert elsewhere
    assert [name for name in elsewhere if not (ROOT / name).exists()] == []
