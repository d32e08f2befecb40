"""What is imported when. The directions between rooms are import-linter's (pyproject.toml); this is about weight."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT

# Together they take seconds and 90 MB that `rasid status` and an alert worker do not need.
HEAVY = ("scrapy", "trafilatura", "twisted", "numpy", "apprise", "prometheus_client")


@pytest.mark.parametrize(
    "module",
    [
        "alerts",
        "alerts.deliver",
        "alerts.advance",
        "scheduler.cli.main",
        "scheduler.alerting",
        "scheduler.console.application",
    ],
)
def test_importing_does_not_load_the_crawlers_libraries(module: str) -> None:
    """The alerts' room, its role, the console and the command line start without the heavy ones."""
    code = f"import sys, {module}; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []
