"""rasid crawl: the manual crawl."""

import click

from crawler.answers import story_answer
from crawler.errors import ConfigurationError
from crawler.spiders.results import StoryResult
from scheduler.cli.feeds_known import enter_configured_feeds
from scheduler.cli.invocation import Invocation, common_options, json_option, print_json, progress_bar
from scheduler.cli.unread import while_working
from scheduler.settings import MIGRATIONS


@click.command()
@click.argument("urls", nargs=-1, metavar="[URL …]")
@click.option("--feed", "feed_names", multiple=True, help="A watched feed by its name; may be repeated.")
@click.option("--all", "everything", is_flag=True, help="Every watched feed.")
@click.option("--no-alert", is_flag=True, help="Keeps the stories from alerting.")
@click.option("--dry-run", is_flag=True, help="Keeps nothing.")
@json_option
@common_options
def crawl(
    invocation: Invocation,
    urls: tuple[str, ...],
    feed_names: tuple[str, ...],
    everything: bool,
    no_alert: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Fetches now: addresses of articles, feeds or section pages, or watched feeds. One line a story."""
    from crawler.crawl import crawl_once  # brings Scrapy along

    if not (urls or feed_names or everything):
        raise ConfigurationError("nothing to crawl: give an address, --feed NAME or --all")
    if not dry_run:
        enter_configured_feeds(invocation)
    with progress_bar() as progress:
        task = progress.add_task("stories", total=None)

        def tell(result: StoryResult) -> None:
            progress.advance(task)
            with while_working():
                if as_json:
                    known = {"id": result.id, "new": result.new, "revised": result.revised}
                    print_json({**known, **story_answer(result.read)})
                else:
                    click.echo(_line(result))

        summary = crawl_once(
            invocation.settings,
            urls=urls,
            feed_names=feed_names,
            everything=everything,
            no_alert=no_alert,
            dry_run=dry_run,
            on_result=tell,
            migrations=MIGRATIONS,
            config_path=invocation.config,
        )
    for failure in summary.failures:
        click.echo(f"rasid: {failure.url}: {failure.reason}", err=True)
    click.echo(
        f"{summary.feeds} feeds, {summary.pages} pages, {summary.stories} new stories, {summary.revised} revised, "
        f"{summary.known} known, {summary.refused} pages without a story, {len(summary.failures)} failures",
        err=True,
    )
    return 1 if summary.failures else 0


def _line(result: StoryResult) -> str:
    identity = f"story {result.id}" if result.id is not None else "not kept"
    flags = "+".join(result.flags) or "no flag"
    known = "" if result.new else " (revised)" if result.revised else " (known)"
    title = result.title or "(no headline)"
    facts = f"{result.figures} figures, {result.acts} acts"
    return f"{identity}{known} | {result.outlet} | {flags} | {facts} | {title} | {result.url}"
