"""Crawls by hand in a process that was prepared for the test: with a DNS of its own, and with its memory measured.

python -m tests.crawler.spiders.prepared '{"names": {…}, "memory": "file"}' once CONFIG '{"urls": […]}'
"""

import json
import re
import resource
import runpy
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.crawler.spiders.crawls import ROOT, Crawled

Names = Mapping[str, Sequence[Sequence[str]]]  # the addresses of a name, for each lookup; the last ones stay


@dataclass(kw_only=True)
class Prepared:
    """A crawl that is going on."""

    process: subprocess.Popen[str]
    memory: Path

    def end(self) -> Crawled:
        """What it came to."""
        out, log = self.process.communicate(timeout=100)
        assert self.process.returncode == 0, log
        lines = [json.loads(line) for line in out.splitlines()]
        return Crawled(results=lines[:-1], summary=lines[-1], log=log)

    @property
    def megabytes(self) -> float:
        """The most memory that the crawling process had, its readers not counted."""
        return float(self.memory.read_text(encoding="utf-8"))


def begin(config: Path, *, names: Names | None = None, **asked: Any) -> Prepared:
    """Starts a crawl by hand."""
    memory = config.parent / "memory.txt"
    given = json.dumps({"names": names or {}, "memory": str(memory)})
    module = "tests.crawler.spiders.prepared"
    command = [sys.executable, "-m", module, given, "once", str(config), json.dumps(asked)]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True)
    return Prepared(process=process, memory=memory)


def _name(names: Names) -> None:
    """Lets the system's resolver know these names, before Twisted takes hold of it. It is asked for addresses as
    well, in all their notations; other names do not leave this machine."""
    real = socket.getaddrinfo
    left = {name: [list(addresses) for addresses in answers] for name, answers in names.items()}

    def getaddrinfo(host: Any, port: Any, family: int = 0, type: int = 0, proto: int = 0, flags: int = 0) -> Any:
        name = str(host).lower().rstrip(".")
        answers = left.get(name)
        if answers is None:
            numeric = 0 if name == "localhost" else socket.AI_NUMERICHOST
            return real(name, port, family, type, proto, flags | numeric)
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        return [one for address in addresses for one in real(address, port, family, type, proto, flags)]

    socket.getaddrinfo = getaddrinfo


def _main() -> None:
    given = json.loads(sys.argv.pop(1))
    if given["names"]:
        _name(given["names"])
    try:
        runpy.run_path(str(Path(__file__).with_name("crawls.py")), run_name="__main__")
    finally:
        Path(given["memory"]).write_text(str(_most_megabytes()), encoding="utf-8")


def _most_megabytes() -> float:
    status = Path("/proc/self/status")
    if status.exists():  # ru_maxrss would count the test's own process, which this one was forked from
        return float(re.findall(r"VmHWM:\s*(\d+) kB", status.read_text(encoding="ascii"))[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024)  # macOS counts bytes


if __name__ == "__main__":
    _main()
