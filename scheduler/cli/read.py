"""rasid read: reads without keeping. Addresses are fetched through the guard, like everything else."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from crawler.answers import answer
from crawler.chosen_model import model_without_writing
from crawler.flags.model import FlagModel, ModelSource
from crawler.flags.sources import load_model
from crawler.news import Page
from crawler.reading import read as read_page
from crawler.settings import StoreSection
from crawler.understanding import Reading, ReadStory
from crawler.urls import is_web_url
from scheduler.cli.invocation import Invocation, common_options, print_json, progress_bar

BATCH = 64  # lines in hand at once: memory stays flat however long the input


@dataclass(frozen=True, slots=True, kw_only=True)
class _Input:
    """One thing to read, or why it cannot be."""

    identity: str
    page: Page | None
    error: str | None = None


@click.command()
@click.argument("sources", nargs=-1, metavar="[FILE … | URL … | -]")
@click.option("--jsonl", is_flag=True, help="The input is JSON lines of id, title, text or html, published.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read.")
@common_options
def read(invocation: Invocation, sources: tuple[str, ...], jsonl: bool, workers: int) -> int:
    """Reads text, HTML or JSON lines and prints one answer line for each, in the same order. Keeps nothing."""
    urls = [source for source in sources if is_web_url(source)] if not jsonl else []
    others = tuple(source for source in sources if source not in urls)
    model = model_without_writing(invocation.settings)
    failures = _read_addresses(invocation, urls, model) if urls else 0
    if urls and not others:
        return 1 if failures else 0
    inputs = (_json_lines if jsonl else _documents)(others or ("-",))
    for one, line in _answers(inputs, workers, model):
        if one.error is not None:
            failures += 1
            click.echo(f"rasid: {one.error}", err=True)
        if line is not None:
            print_json(line)
    return 1 if failures else 0


class _InUse:
    model: FlagModel | None = None  # of this process; None: the one that comes with the program


def _use(source: ModelSource) -> None:
    _InUse.model = load_model(source)


def _answers(
    inputs: Iterable[_Input], workers: int, model: ModelSource
) -> Iterator[tuple[_Input, dict[str, Any] | None]]:
    _use(model)  # also where others read: what is wrong with it is one sentence here
    pool = None
    if workers > 1:
        pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_use, initargs=(model,))
    iterator = iter(inputs)
    with pool or nullcontext(), progress_bar() as progress:
        task = progress.add_task("reading", total=None)
        while batch := list(islice(iterator, BATCH)):
            for one, line in zip(batch, (pool.map if pool else map)(_answer, batch), strict=True):
                progress.advance(task)
                yield one, line


def _answer(one: _Input) -> dict[str, Any] | None:
    if one.page is None:
        return {"id": one.identity, "stories": []} if one.identity else None
    return answer(one.identity, read_page(one.page, _InUse.model))


def _documents(sources: tuple[str, ...]) -> Iterator[_Input]:
    for source in sources:
        try:
            body = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
        except OSError as error:
            yield _Input(identity="", page=None, error=f"{source}: cannot be read: {error.strerror or error}")
            continue
        kind = "text/html" if _looks_like_html(body) else "text/plain"
        yield _Input(identity=source, page=Page(url="", body=body, content_type=kind))


def _read_addresses(invocation: Invocation, urls: Sequence[str], model: ModelSource) -> int:
    """Answer lines for addresses, fetched by the spider as always, into a database that is thrown away."""
    from crawler.crawl import crawl_once  # brings Scrapy along

    stories: dict[str, list[ReadStory]] = {}
    with TemporaryDirectory(prefix="rasid-read-") as folder:
        store = StoreSection(database=f"sqlite:///{folder}/rasid.db")
        summary = crawl_once(
            invocation.settings.model_copy(update={"store": store}),
            urls=urls,
            dry_run=True,
            model=model,
            on_result=lambda result: stories.setdefault(result.url, []).append(result.read),
            config_path=invocation.config,
        )
    for url, found in stories.items():
        found.sort(key=lambda one: one.story.position)
        print_json(answer(url, Reading(stories=tuple(found))))
    for failure in summary.failures:
        click.echo(f"rasid: {failure.url}: {failure.reason}", err=True)
    return len(summary.failures)


def _looks_like_html(body: bytes) -> bool:
    head = body[:2000].lstrip().lower()
    return head.startswith(b"<") or b"<html" in head or b"<p>" in head or b"<body" in head


def _json_lines(sources: tuple[str, ...]) -> Iterator[_Input]:
    for source in sources:
        try:
            with click.open_file(source, encoding="utf-8-sig", errors="replace") as lines:
                for number, line in enumerate(lines, 1):
                    if line.strip():
                        yield _json_line(line, f"{source}:{number}")
        except OSError as error:
            yield _Input(identity="", page=None, error=f"{source}: cannot be read: {error.strerror or error}")


def _json_line(line: str, place: str) -> _Input:
    try:
        record = json.loads(line)
    except ValueError as error:
        return _Input(identity="", page=None, error=f"{place}: is not JSON: {error}")
    if not isinstance(record, dict):
        return _Input(identity="", page=None, error=f"{place}: is not a JSON object")
    identity = str(record.get("id", place))
    published = _published(record.get("published"))
    title = record.get("title") if isinstance(record.get("title"), str) else None
    url = str(record.get("url") or "")
    for key, kind in (("html", "text/html; charset=utf-8"), ("text", "text/plain; charset=utf-8")):
        if isinstance(record.get(key), str):
            # A lone surrogate in JSON is no character; it is replaced, and the cleaning drops it.
            body = record[key].encode("utf-8", errors="replace")
            page = Page(url=url, body=body, content_type=kind, hint_title=title, hint_published=published)
            return _Input(identity=identity, page=page)
    return _Input(identity=identity, page=None, error=f"{place}: has neither text nor html")


def _published(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        time = datetime.fromisoformat(value)
    except ValueError:
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)
