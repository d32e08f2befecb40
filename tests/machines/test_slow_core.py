"""Whether a host's processes stay in their part of a core."""

import subprocess
import sys

import pytest

from tests.machines.slow_core import slow_core

_WHERE = "import os; print(os.sched_getaffinity(0), open('/proc/self/cgroup').read())"


def test_a_command_and_its_children_are_in_the_group() -> None:
    """On the core that was named and in the group; the group is gone when they have ended."""
    try:
        with slow_core("test", 0, 0.5) as core:
            child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {_WHERE!r}], check=True)"
            command = [*core.command(), sys.executable, "-c", child]
            told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30).stdout
    except OSError as error:
        pytest.skip(f"no control groups to be made here: {error}")
    assert "{0}" in told
    assert core.group.name in told
    assert not core.group.exists()
