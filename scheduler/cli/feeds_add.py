"""rasid feeds add: a feed by its address, or by the address of its site."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click
from pydantic import ValidationError
from sqlalchemy import Engine

from crawler.errors import ConfigurationError, RasidError
from crawler.feeds.findings import Verdict
from crawler.feeds.opml import unique_name
from crawler.news import Feed, FeedKind
from crawler.settings import FeedSection
from crawler.sites import same_site
from crawler.store.database import reading, writing
from crawler.urls import slug, url_key
from scheduler.cli.feeds_known import assessed, look_with_progress, watched_database
from scheduler.cli.invocation import Invocation, common_options

if TYPE_CHECKING:
    from crawler.look import Seen

_ADVICE = (
    "look for an address with 'rss' or 'feed' on the site, add a news sitemap by its address, or watch the links of a "
    "section's page with --kind page"
)
_OPTIONS = {"selector": "link_selector", "pattern": "link_pattern"}  # as options, and as the configuration has them
_HOST_AND_PATH = re.compile(r"(?:[\w-]+\.)+[a-zA-Z]{2,}(?::\d+)?(?:[/?]\S*)?")  # as people write addresses
_LONGEST_OUTLET = 60


class NotAdded(RasidError):
    """The feed was not added; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """The feeds of the database: those that are watched, and the addresses of all by their names."""

    active: tuple[Feed, ...]
    urls: dict[str, str]

    def name_of(self, url: str) -> str | None:
        """The name under which an address is watched."""
        return next((feed.name for feed in self.active if url_key(feed.url) == url_key(url)), None)

    def is_free(self, name: str, url: str) -> bool:
        """Whether a feed may have this name: nobody has it, or the same feed had it before it was removed."""
        if name not in self.urls:
            return True
        return url_key(self.urls[name]) == url_key(url) and self.name_of(url) is None


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
        known = _known(engine)
        feed = _described(url, known, options, tags)
        if no_check:
            _keep(engine, [feed])
            click.echo(f"{feed.name} is watched: {feed.url}")
            return
        sure = options["kind"] is not None
        added = _found(invocation, feed, known, options, sure=sure, everything=all_found)
        _keep(engine, added)
    for one in added:
        click.echo(f"{one.name} is watched: {one.url}")


def _known(engine: Engine) -> _Known:
    from crawler.store.feeds import active_feeds, list_feeds

    with reading(engine) as connection:
        active = tuple(one.feed for one in active_feeds(connection))
        return _Known(active=active, urls={row["name"]: row["url"] for row in list_feeds(connection)})


def _described(url: str, known: _Known, options: dict[str, str | None], tags: Sequence[str]) -> Feed:
    """The feed that the command describes; raises ConfigurationError. What it leaves out, another feed of the site
    that is watched knows: else two sections of an outlet would count as two sources."""
    given = {_OPTIONS.get(key, key): value for key, value in options.items() if value is not None}
    try:
        feed = FeedSection.model_validate({"name": slug(url), "url": url, **given, "tags": tags}).feed()
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0]) if first["loc"] else "url"
        option = next((key for key, known_as in _OPTIONS.items() if known_as == field), field)
        place = url if field == "url" else f"--{option}"
        raise ConfigurationError(f"{place}: {first['msg'].removeprefix('Value error, ')}") from None
    watched_as = known.name_of(url)
    if watched_as is not None:
        raise ConfigurationError(f"{url} is watched already, as '{watched_as}'")
    if not known.is_free(feed.name, url):
        if options["name"] is not None:
            raise ConfigurationError(f"there is a feed named '{feed.name}' already; give another --name")
        feed = replace(feed, name=unique_name(feed.name, known.urls))
    sister = next((one for one in known.active if same_site(one.url, url)), None)
    if sister is None:
        return feed
    return replace(
        feed,
        outlet=options["outlet"] or sister.outlet,
        country=feed.country or sister.country,
        zone=feed.zone or sister.zone,
    )


def _found(
    invocation: Invocation, feed: Feed, known: _Known, options: dict[str, str | None], *, sure: bool, everything: bool
) -> list[Feed]:
    """The feeds to be added, after a look at the address; raises NotAdded."""
    from crawler.look import Look

    [looked] = look_with_progress(invocation, [Look(feed=feed, find=not sure)], "looking")
    if looked.seen.parsed is not None:
        _refuse_comments(looked.seen)
        if options["selector"] is not None and looked.seen.feed.kind is not FeedKind.PAGE:
            raise ConfigurationError(f"--selector: is of pages, and {feed.url} is a {looked.seen.feed.kind.value}")
        return [_as_seen(feed, looked.seen, named=options["name"] is not None)]
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
    return _named([_as_seen(feed, seen, named=options["name"] is not None) for seen in chosen], known, options["name"])


def _why_not(seen: "Seen", *, sure: bool) -> str:
    assert seen.finding is not None
    if seen.finding.verdict is Verdict.NOT_A_FEED and not sure:
        return f"{seen.feed.url} is a page, and no feed of its site is found; {_ADVICE}"
    if seen.finding.verdict is Verdict.ROBOTS:
        return f"{seen.feed.url} is not added: {seen.finding.reason}; if it is a feed itself, say so with --kind feed"
    return f"{seen.feed.url} is not added: {seen.finding}; --no-check adds it all the same"


def _refuse_comments(seen: "Seen") -> None:
    found = assessed(seen, datetime.now(UTC))
    comments = [one for one in found.findings if one.verdict is Verdict.COMMENT_FEED] if found else []
    if comments:
        raise NotAdded(f"{seen.feed.url} is not added: {comments[0]}; --no-check adds it all the same")


def _as_seen(feed: Feed, seen: "Seen", *, named: bool) -> Feed:
    """The feed as it is watched: where it has moved to within its site, under its outlet's own name. What is odd about
    it is told on stderr and does not keep it from being added."""
    assert seen.parsed is not None
    found = assessed(seen, datetime.now(UTC))
    for finding in found.findings if found is not None else ():
        click.echo(f"rasid: {seen.feed.url}: {finding}", err=True)
    url = seen.moved_to if seen.moved_to and same_site(seen.feed.url, seen.moved_to) else seen.feed.url
    outlet, title = feed.outlet, seen.parsed.title
    if not named and outlet == slug(feed.url) and 0 < len(title) <= _LONGEST_OUTLET:
        outlet = title
    return replace(feed, url=url, kind=seen.feed.kind, outlet=outlet)


def _named(feeds: list[Feed], known: _Known, name: str | None) -> list[Feed]:
    """Found feeds are named by their own addresses, the first as it was asked for, and are of one outlet."""
    named: list[Feed] = []
    taken = dict(known.urls)
    for feed in feeds:
        wanted = name if name is not None and not named else slug(feed.url)
        free = known.is_free(wanted, feed.url) and wanted not in {one.name for one in named}
        own = wanted if free else unique_name(wanted, taken)
        taken[own] = feed.url
        named.append(replace(feed, name=own, outlet=feeds[0].outlet))
    return named


def _keep(engine: Engine, feeds: Sequence[Feed]) -> None:
    from crawler.store.feeds import add_feed

    now = datetime.now(UTC)
    with writing(engine) as connection:
        for feed in feeds:
            add_feed(connection, feed, now)
