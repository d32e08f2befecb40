"""All acts on one set of machines, then one crawler against two; prints the report.

    python -m tests.machines [--only NAME …] [--pages N]

Names are those of `acts.ACTS`, and `crowd`. Ends with 1 where something was lost, a copy is unexplained, or the
stand-by took longer than 15 s. The ratio of two crawlers to one is only told: it is a measure of the machine as well.
"""

import argparse
import logging
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.machines.acts import ACTS, LEADER_MOVES, Act
from tests.machines.crowd import rate
from tests.machines.machines import Machines
from tests.machines.network import refusal


def main() -> int:
    """Plays and reports."""
    asked = _asked()
    why = refusal()
    if why is not None:
        sys.stderr.write(f"{why}\n")
        return 2
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # connections that break are loud about it
    acts = [(act, numbers) for act, numbers in ACTS if not asked.only or act.__name__ in asked.only]
    holds = not acts or _play(acts)
    if not asked.only or "crowd" in asked.only:
        one, two = rate(1, asked.pages), rate(2, asked.pages)
        for name, found in (("one crawler", one), ("two crawlers", two)):
            speed = f"{found.pages_a_second:.2f} pages/s, {found.cpu_a_page:.3f} s of their CPU a page"
            _say(f"{name}: {speed}, {found.of_their_part:.0%} of their part of the cores, fetched {found.shares}")
        _say(f"two are {two.pages_a_second / one.pages_a_second:.2f} times as fast as one")
    return 0 if holds else 1


def _play(acts: Sequence[tuple[Act, range]]) -> bool:
    holds = True
    with tempfile.TemporaryDirectory(prefix="rasid-machines-") as folder, Machines(Path(folder)) as machines:
        machines.until_watching()
        for act, numbers in acts:
            before = machines.verdict()
            measured = act(machines, list(numbers))
            verdict = machines.verdict()
            _say(measured.act)
            for name, value in measured.figures.items():
                _say(f"    {value:6.1f}  {name}")
            _say(f"    told {verdict.delivered} of {verdict.due}; {verdict.duplicates - before.duplicates} copies")
            for name in (*verdict.lost, *verdict.unexplained):
                _say(f"    WRONG {name}")
            moved = measured.figures.get("cut → the stand-by leads", 0.0)
            holds = holds and verdict.holds and moved <= LEADER_MOVES
    return holds


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.machines")
    parser.add_argument("--only", nargs="*", default=())
    parser.add_argument("--pages", type=int, default=160)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
