"""Hosts in network namespaces of their own, each on a cable to a switch in the world's namespace (Linux, as root).

All devices are inside the namespaces, so that nothing is left of them once these are deleted, and no packet leads out:
there is no way from a namespace to the machine's own network.
"""

import ctypes
import secrets
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

_CLONE_NEWNET = 0x40000000
NAMESPACES = Path("/run/netns")
_SWITCH = "switch"
_NET = "10.213.77"
WORLD = f"{_NET}.1"
NETWORK = f"{_NET}.0/24"


def refusal() -> str | None:
    """Why namespaces cannot be made here, or None."""
    if sys.platform != "linux" or shutil.which("ip") is None:
        return "network namespaces need Linux and the program ip (iproute2)"
    name = f"rasid-{secrets.token_hex(3)}"
    made = subprocess.run(["ip", "netns", "add", name], check=False, capture_output=True, text=True)
    if made.returncode:
        return f"network namespaces may not be made here: {made.stderr.strip()}"
    try:
        command = ["ip", "-n", name, "link", "add", "name", "one", "type", "veth", "peer", "name", "two"]
        cable = subprocess.run(command, check=False, capture_output=True, text=True)
    finally:
        _ip("netns", "delete", name)
    return f"no cables between namespaces here: {cable.stderr.strip()}" if cable.returncode else None


class Network:
    """The world and these hosts. A context manager; its end removes everything, also after a failure half way."""

    def __init__(self, hosts: Sequence[str]) -> None:
        self._suffix = secrets.token_hex(3)
        self._hosts = tuple(hosts)
        self._open = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as made:
            self._add(made, "world")
            world = self._namespace("world")
            _ip("-n", world, "link", "add", _SWITCH, "type", "bridge")
            _ip("-n", world, "address", "add", f"{WORLD}/24", "dev", _SWITCH)
            _ip("-n", world, "link", "set", _SWITCH, "up")
            for host in self._hosts:
                self._add(made, host)
                self._connect(host)
            self._open = made.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def address(self, host: str) -> str:
        """A host's address."""
        return WORLD if host == "world" else f"{_NET}.{10 + self._hosts.index(host)}"

    def within(self, host: str) -> list[str]:
        """What stands before a command that is to run on this host."""
        return ["ip", "netns", "exec", self._namespace(host)]

    def cut(self, host: str) -> None:
        """Pulls the host's cable: nothing comes or goes, and nobody is told."""
        _ip("-n", self._namespace("world"), "link", "set", self._plug(host), "down")

    def mend(self, host: str) -> None:
        """Puts the cable back."""
        _ip("-n", self._namespace("world"), "link", "set", self._plug(host), "up")

    def part(self, one: str, other: str) -> None:
        """The two no longer reach each other; both reach everybody else."""
        for here, there in ((one, other), (other, one)):
            _ip("-n", self._namespace(here), "route", "replace", "blackhole", f"{self.address(there)}/32")

    def join(self, one: str, other: str) -> None:
        """They do again."""
        for here, there in ((one, other), (other, one)):
            _ip("-n", self._namespace(here), "route", "delete", "blackhole", f"{self.address(there)}/32")

    def move_this_thread(self, host: str) -> None:
        """Sockets that this thread makes from now on are the host's."""
        with (NAMESPACES / self._namespace(host)).open("rb") as namespace:
            if ctypes.CDLL(None, use_errno=True).setns(namespace.fileno(), _CLONE_NEWNET):
                raise OSError(ctypes.get_errno(), f"cannot move into the namespace of {host}")

    def _namespace(self, host: str) -> str:
        return f"rasid-{self._suffix}-{host}"

    def left_over(self) -> list[str]:
        """The namespaces of ours that are there at this moment; others may run beside."""
        return [path.name for path in NAMESPACES.glob(self._namespace("*"))]

    def _plug(self, host: str) -> str:
        return f"to{self._hosts.index(host)}"  # a device's name has 15 letters at most

    def _add(self, made: ExitStack, host: str) -> None:
        name = self._namespace(host)
        _ip("netns", "add", name)
        made.callback(_delete, name)
        _ip("-n", name, "link", "set", "lo", "up")

    def _connect(self, host: str) -> None:
        name, world = self._namespace(host), self._namespace("world")
        _ip("-n", name, "link", "add", "cable", "type", "veth", "peer", "name", self._plug(host), "netns", world)
        _ip("-n", world, "link", "set", self._plug(host), "master", _SWITCH, "up")
        _ip("-n", name, "address", "add", f"{self.address(host)}/24", "dev", "cable")
        _ip("-n", name, "link", "set", "cable", "up")


def _delete(name: str) -> None:
    subprocess.run(["ip", "netns", "delete", name], check=False, capture_output=True)


def _ip(*words: str) -> None:
    done = subprocess.run(["ip", *words], check=False, capture_output=True, text=True)
    if done.returncode:
        raise OSError(f"ip {' '.join(words)}: {done.stderr.strip()}")
