"""rasid feeds add: a feed by its address, or by the address of its site."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click
from sqlalchemy import Engine

from crawler.errors import ConfigurationError, RasidError
from crawler.feeds.findings import Verdict
from crawler.news import Feed, FeedKind
from crawler.store.database import reading, writing
from scheduler.cli.feeds_known import look_with_progress, watched_database
from scheduler.cli.invocation import Invocation, common_options
from scheduler.feed_adding import KnownFeeds, as_seen, assessed, comments_in, described, known_feeds, named

if TYPE_CHECKING:
    from crawler.look import Seen

_ADVICE = (
    "look for an address with 'rss' or 'feed' on the site, add a news sitemap by its address, or watch the links of a "
    "section's page with --kind page"
)
_HOST_AND_PATH = re.compile(r"(?:[\w-]+\.)+[a-zA-Z]{2,}(?::\d+)?(?:[/?]\S*)?")  # as people write addresses


class NotAdded(RasidError):
    """The feed was not added; the message says why and what to do."""


@click.command()
@click.argument("url")
@click.option("--name", help="How the feed is called here; drawn from its address if not given.")
@click.option("--outlet", help="The outlet's name as alerts show it.")
@click.option("--country", help="The outlet's country, two letters.")
@click.option("--zone", help="The outlet's time zone, such as Asia/Damascus.")
@click.option("--language", help="The feed's language, two letters; ar if not given.")
@click.option("--section", help="The section of the outlet that the feed is of.")
@click.option("--tag", "tags", multiple=True, help="A word of your own to find it by; may be repeated.")
@click.option("--kind", type=click.Choice([kind.value for kind in FeedKind]), help="What stands at the address.")
@click.option("--selector", help="Of a page: where its links stand, as a CSS selector.")
@click.option("--pattern", help="Of a page or sitemap: a regular expression that a link's address must hold.")
@click.option("--charset", help="What its bytes are in, whatever they declare, such as windows-1256.")
@click.option("--all-found", is_flag=True, help="Of a site: adds all feeds that are found, not only the best.")
@click.option("--no-check", is_flag=True, help="Adds the address as it is, without fetching it.")
@common_options
def add(
    invocation: Invocation, url: str, tags: tuple[str, ...], all_found: bool, no_check: bool, **options: str | None
) -> None:
    """Watches the feed at URL from now on, or the feeds of the site at URL. The daemon needs no restart."""
    url = f"https://{url}" if _HOST_AND_PATH.fullmatch(url) else url
    with watched_database(invocation) as engine:
        with reading(engine) as connection:
            known = known_feeds(connection)
        feed = described(url, known, options, tags)
        if no_check:
            _keep(engine, [feed])
            click.echo(f"{feed.name} is watched: {feed.url}")
            return
        sure = options["kind"] is not None
        added = _found(invocation, feed, known, options, sure=sure, everything=all_found)
        _keep(engine, added)
    for one in added:
        click.echo(f"{one.name} is watched: {one.url}")


def _found(
    invocation: Invocation,
    feed: Feed,
    known: KnownFeeds,
    options: dict[str, str | None],
    *,
    sure: bool,
    everything: bool,
) -> list[Feed]:
    """The feeds to be added, after a look at the address; raises NotAdded."""
    from crawler.look import Look

    [looked] = look_with_progress(invocation, [Look(feed=feed, find=not sure)], "looking")
    if looked.seen.parsed is not None:
        _refuse_comments(looked.seen)
        if options["selector"] is not None and looked.seen.feed.kind is not FeedKind.PAGE:
            raise ConfigurationError(f"--selector: is of pages, and {feed.url} is a {looked.seen.feed.kind.value}")
        return [_as_seen(feed, looked.seen, is_named=options["name"] is not None)]
    if not looked.found:
        raise NotAdded(_why_not(looked.seen, sure=sure))
    best = known.name_of(looked.found[0].url)
    if best is not None and not everything:
        more = "" if len(looked.found) == 1 else "; --all-found adds its other feeds"
        raise ConfigurationError(f"the main feed of {feed.url} is watched already, as '{best}'{more}")
    new = [seen for seen in looked.found if known.name_of(seen.feed.url) is None and known.name_of(seen.url) is None]
    if len(looked.found) > 1:
        click.echo(f"{len(looked.found)} feeds are found at {feed.url}:")
        for seen in looked.found:
            assert seen.parsed is not None
            click.echo(f"  {seen.feed.url} | {len(seen.parsed.entries)} items | {seen.parsed.title or '–'}")
        if not everything:
            click.echo("the first is added; add another by its address, or all of them with --all-found")
    chosen = new if everything else new[:1]
    is_named = options["name"] is not None
    return named([_as_seen(feed, seen, is_named=is_named) for seen in chosen], known, options["name"])


def _why_not(seen: "Seen", *, sure: bool) -> str:
    assert seen.finding is not None
    if seen.finding.verdict is Verdict.NOT_A_FEED and not sure:
        return f"{seen.feed.url} is a page, and no feed of its site is found; {_ADVICE}"
    if seen.finding.verdict is Verdict.ROBOTS:
        return f"{seen.feed.url} is not added: {seen.finding.reason}; if it is a feed itself, say so with --kind feed"
    return f"{seen.feed.url} is not added: {seen.finding}; --no-check adds it all the same"


def _refuse_comments(seen: "Seen") -> None:
    comments = comments_in(seen)
    if comments is not None:
        raise NotAdded(f"{seen.feed.url} is not added: {comments}; --no-check adds it all the same")


def _as_seen(feed: Feed, seen: "Seen", *, is_named: bool) -> Feed:
    """The feed as it is watched. What is odd about it is told on stderr and does not keep it from being added."""
    found = assessed(seen, datetime.now(UTC))
    for finding in found.findings if found is not None else ():
        click.echo(f"rasid: {seen.feed.url}: {finding}", err=True)
    return as_seen(feed, seen, named=is_named)


def _keep(engine: Engine, feeds: Sequence[Feed]) -> None:
    from crawler.store.feeds import add_feed

    now = datetime.now(UTC)
    with writing(engine) as connection:
        for feed in feeds:
            add_feed(connection, feed, now)
