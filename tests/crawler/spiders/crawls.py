"""Crawls in processes of their own, since a reactor can be started once a process.

python -m tests.crawler.spiders.crawls once CONFIG '{"urls": […]}'
python -m tests.crawler.spiders.crawls resident CONFIG
"""

import json
import logging
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.warm import ROOT, run, start

NO_REDIS = "redis://127.0.0.1:1/0"


@dataclass(kw_only=True)
class Crawled:
    """What a crawl by hand came to."""

    results: list[dict[str, Any]] = field(default_factory=list)
    summary: dict[str, Any] = field(default_factory=dict)
    log: str = ""

    @property
    def titles(self) -> list[str]:
        """The titles of the new stories."""
        return sorted(result["title"] for result in self.results if result["new"])

    def reason(self, part: str) -> str:
        """The reason of the failure whose address holds this part."""
        found = [failure["reason"] for failure in self.summary["failures"] if part in failure["url"]]
        assert len(found) == 1, (part, self.summary, self.log)
        return str(found[0])


def configure(
    folder: Path, *feeds: tuple[str, str], redis: str = NO_REDIS, database: str = "", crawler: str = ""
) -> Path:
    """A rasid.toml for feeds given as (name, address)."""
    config = folder / "rasid.toml"
    sections = "".join(
        f'\n[[feed]]\nname = "{name}"\nurl = "{url}"\noutlet = "موقع {name}"\ncountry = "SY"\n' for name, url in feeds
    )
    own = "" if "allow_private_hosts" in crawler else 'allow_private_hosts = ["127.0.0.1"]\n'
    address = database or f"sqlite:///{folder / 'rasid.db'}"
    config.write_text(
        f'[store]\ndatabase = "{address}"\nredis = "{redis}"\n[crawler]\nreaders = 1\n{own}{crawler}\n{sections}',
        encoding="utf-8",
    )
    return config


def crawl(config: Path, **asked: Any) -> Crawled:
    """A crawl by hand, to its end."""
    done = run("tests.crawler.spiders.crawls", "once", str(config), json.dumps(asked), cwd=ROOT)
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return Crawled(results=lines[:-1], summary=lines[-1], log=done.stderr)


class Resident:
    """A resident crawler."""

    def __init__(self, config: Path, *, dies: tuple[str, int] | None = None) -> None:
        """`dies` names the step at which it is killed, and at which call of it (see `dying`)."""
        self.log = config.with_suffix(f".{time.monotonic_ns()}.log")
        run = ["tests.crawler.spiders.crawls", "resident", str(config)]
        if dies is not None:
            run = ["tests.crawler.spiders.dying", str(config), dies[0], str(dies[1])]
        with self.log.open("wb") as log:
            self.process = start(*run, cwd=ROOT, stdout=log.fileno(), stderr=log.fileno())

    def until(self, done: Callable[[], object], what: str) -> None:
        """Waits until `done()`; fails with the crawler's log if that takes a minute."""
        end = time.monotonic() + 60
        while not done():
            assert time.monotonic() < end, f"waited for {what}\n{self.text}"
            assert self.process.poll() is None, f"ended while waiting for {what}\n{self.text}"
            time.sleep(0.05)

    @property
    def text(self) -> str:
        """Its log."""
        return self.log.read_text(errors="replace")

    def kill(self) -> None:
        """kill -9."""
        self.process.kill()
        self.process.wait(30)

    def stop(self) -> int:
        """SIGTERM; returns the exit code."""
        self.process.terminate()
        return self.process.wait(60)


def _once(config: Path, asked: dict[str, Any]) -> None:
    from crawler.crawl import crawl_once
    from crawler.settings import load_crawler_settings

    def tell(value: object) -> None:
        sys.stdout.write(json.dumps(asdict(value)) + "\n")  # type: ignore[call-overload]

    tell(crawl_once(load_crawler_settings(config), on_result=tell, **asked))


def _resident(config: Path) -> None:
    from crawler.crawl import run_crawler
    from crawler.settings import load_crawler_settings

    run_crawler(load_crawler_settings(config), config_path=config)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, stream=sys.stderr)
    logging.getLogger("scrapy").setLevel(logging.WARNING)
    os.environ.pop("RASID_CONFIG", None)
    if sys.argv[1] == "once":
        _once(Path(sys.argv[2]), json.loads(sys.argv[3]))
    else:
        _resident(Path(sys.argv[2]))
