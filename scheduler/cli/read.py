"""rasid read: reads without keeping. Addresses are fetched through the guard, like everything else."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from crawler.answers import answer
from crawler.chosen_model import model_without_writing
from crawler.flags.model import FlagModel, ModelSource
from crawler.news import Page
from crawler.reading import read as read_page
from crawler.settings import StoreSection
from crawler.understanding import Reading, ReadStory
from crawler.urls import is_web_url
from scheduler.cli.invocation import Invocation, common_options, print_json
from scheduler.cli.lines import Input, json_lines
from scheduler.cli.readers import each_read, workers_option


@click.command()
@click.argument("sources", nargs=-1, metavar="[FILE … | URL … | -]")
@click.option("--jsonl", is_flag=True, help="The input is JSON lines of id, title, text or html, published.")
@workers_option
@common_options
def read(invocation: Invocation, sources: tuple[str, ...], jsonl: bool, workers: int) -> int:
    """Reads text, HTML or JSON lines and prints one answer line for each, in the same order. Keeps nothing."""
    urls = [source for source in sources if is_web_url(source)] if not jsonl else []
    others = tuple(source for source in sources if source not in urls)
    model = model_without_writing(invocation.settings)
    failures = _read_addresses(invocation, urls, model) if urls else 0
    if urls and not others:
        return 1 if failures else 0
    inputs = (json_lines if jsonl else _documents)(others or ("-",))
    for one, line in each_read(inputs, workers, model, _answer):
        if one.error is not None:
            failures += 1
            click.echo(f"rasid: {one.error}", err=True)
        if line is not None:
            print_json(line)
    return 1 if failures else 0


def _answer(one: Input, model: FlagModel | None) -> dict[str, Any] | None:
    if one.page is None:
        return {"id": one.identity, "stories": []} if one.identity else None
    return answer(one.identity, read_page(one.page, model))


def _documents(sources: tuple[str, ...]) -> Iterator[Input]:
    for source in sources:
        try:
            body = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
        except OSError as error:
            yield Input(identity="", page=None, error=f"{source}: cannot be read: {error.strerror or error}")
            continue
        kind = "text/html" if _looks_like_html(body) else "text/plain"
        yield Input(identity=source, page=Page(url="", body=body, content_type=kind))


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
