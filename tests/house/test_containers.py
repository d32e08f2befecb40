"""The container files, as far as they can be checked where no container engine runs."""

import json
import re

import pytest

from scheduler.role import ALWAYS
from tests.conftest import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = (ROOT / "compose.yaml").read_text(encoding="utf-8")


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions with what follows them, continued lines joined."""
    lines = re.sub(r"\\\n", " ", re.sub(r"^\s*#.*\n", "", DOCKERFILE, flags=re.MULTILINE)).splitlines()
    return [(name, rest) for name, _, rest in (line.strip().partition(" ") for line in lines if line.strip())]


def of(name: str) -> list[str]:
    """What follows every instruction of this name."""
    return [rest for instruction, rest in instructions() if instruction == name]


def block(name: str, lines: str = COMPOSE) -> str:
    """The part of compose.yaml below a key, without its indentation; keys stand alone on their line."""
    found = re.search(rf"^( *){re.escape(name)}:(?: &\w+)?\n((?:\1 +.*\n|\s*\n| *#.*\n)+)", lines, re.MULTILINE)
    assert found is not None, f"there is no '{name}'"
    return found[2]


def keys(lines: str) -> list[str]:
    """The keys of the outermost level of a block."""
    indent = re.match(r" *", lines)
    assert indent is not None
    return re.findall(rf"^{indent[0]}([\w.-]+):", lines, re.MULTILINE)


def test_what_the_image_copies_is_there() -> None:
    """Each source of a COPY from the tree exists, and .dockerignore lets it in."""
    allowed = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    sources = [source for rest in of("COPY") if "--from" not in rest for source in rest.split()[:-1]]
    assert "crawler/" in sources
    for source in sources:
        assert (ROOT / source).exists(), source
        assert f"!{source.rstrip('/')}" in allowed, source


def test_the_image_runs_as_a_numbered_user_by_exec() -> None:
    """Not root, by number; entry, command and health check without a shell between; ended by SIGTERM."""
    assert of("USER") == ["10001:10001"]
    assert json.loads(of("ENTRYPOINT")[0]) == ["rasid"]
    assert json.loads(of("CMD")[0]) == ["watch"]
    assert json.loads(of("HEALTHCHECK")[0].partition(" CMD ")[2]) == ["rasid", "status"]
    assert of("STOPSIGNAL") == ["SIGTERM"]


def test_the_image_takes_packages_by_hash_only() -> None:
    """Packages come from the lock with their hashes, and from no address written down here."""
    (packages,) = [rest for rest in of("RUN") if "-r " in rest]
    assert "--require-hashes -r requirements.lock" in packages
    assert "://" not in "".join(rest for _name, rest in instructions())


def test_one_service_a_role() -> None:
    """compose.yaml has a service for each role, which runs that role and no other, and the two stores. The console
    listens on loopback alone, which of a container nobody reaches."""
    services = block("services")
    assert set(keys(services)) == {*ALWAYS, "valkey", "postgresql"}
    for role in ALWAYS:
        command = re.search(r"command: (\[.*\])", block(f"  {role}"))
        assert command is not None
        assert json.loads(command[1])[:3] == ["watch", "--role", role]
        assert f'["CMD", "rasid", "status", "--role", "{role}"]' in block(f"  {role}")


@pytest.mark.parametrize("name", ["x-role", "  valkey", "  postgresql"])
def test_a_service_may_do_as_little_as_possible(name: str) -> None:
    """No capability, no new privileges, a bounded number of processes, time to end, and a password by file."""
    service = block(name)
    assert "cap_drop: [ALL]" in service
    assert 'security_opt: ["no-new-privileges:true"]' in service
    assert "pids_limit:" in service
    assert "stop_grace_period:" in service
    assert "secrets:" in service


def test_nothing_is_published_and_stores_stay_inside() -> None:
    """No port is published; the stores hang on a network that leads nowhere."""
    assert "ports:" not in COMPOSE
    assert "inside: { internal: true }" in COMPOSE
    for store in ("valkey", "postgresql"):
        assert "networks: [inside]" in block(f"  {store}")


def test_every_secret_and_volume_named_is_declared() -> None:
    """What a service asks for is there, and no secret stands in the file itself."""
    services = COMPOSE[: COMPOSE.index("\nnetworks:\n")]
    used = {name for names in re.findall(r"secrets: \[(.*)\]", services) for name in names.split(", ")}
    assert used == set(keys(block("secrets", COMPOSE[COMPOSE.index("\nsecrets:\n") :])))
    for variable, value in re.findall(r"^ +(\w*(?:PASSWORD|DATABASE|REDIS|TOKEN)\w*): (.*)$", services, re.MULTILINE):
        assert re.match(r"(file:)?/run/secrets/", value), variable
