"""The locks: what is installed is what was checked, wherever it comes from."""

import re
import tomllib

import pytest

from tests.conftest import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock")
REQUIREMENT = re.compile(
    r"^([a-z0-9][a-z0-9-]*)==(\S+?)(?: ; (.+?))? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.M
)


def text(lock: str) -> str:
    """A lock's text."""
    return (ROOT / lock).read_text(encoding="utf-8")


def pins(lock: str) -> set[tuple[str, str, str]]:
    """Name, version and condition of every package in a lock."""
    return {(match[1], match[2], match[3] or "") for match in REQUIREMENT.finditer(text(lock))}


def required(groups: list[list[str]]) -> set[str]:
    """The names in lists of requirements."""
    return {re.split(r"[\[<>=;~! ]", line)[0].lower() for group in groups for line in group}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_is_nothing_but_pins_with_hashes(lock: str) -> None:
    """Every line belongs to a pin with its hashes: no option, and no address of any index."""
    assert REQUIREMENT.sub("", text(lock)) == ""
    assert "://" not in text(lock)
    assert len(pins(lock)) > 50


def test_the_lock_of_a_run_is_part_of_the_lock_of_dev() -> None:
    """What the tests run with is what users run with."""
    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def test_every_dependency_is_locked() -> None:
    """What pyproject.toml asks for stands in the locks, and what builds Rasid itself does too."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run = required([project["project"]["dependencies"], project["build-system"]["requires"]])
    dev = required([project["dependency-groups"]["dev"]])
    assert run <= {name for name, _version, _condition in pins("requirements.lock")}
    assert dev <= {name for name, _version, _condition in pins("requirements-dev.lock")}
