"""rasid feeds: the watched feeds."""

from datetime import UTC, datetime

import click
from rich.table import Table

from crawler.errors import ConfigurationError
from crawler.news import Feed
from crawler.settings import country_code, web_url, zone_name
from crawler.store.database import reading, writing
from crawler.urls import slug
from scheduler.cli.invocation import Invocation, common_options, console, json_option, print_json, shown_time
from scheduler.settings import catalogue_feeds


@click.group()
def feeds() -> None:
    """The watched feeds."""


@feeds.command("list")
@click.option("--inactive", is_flag=True, help="Also feeds that are not watched any more.")
@json_option
@common_options
def list_feeds(invocation: Invocation, inactive: bool, as_json: bool) -> None:
    """Lists the watched feeds with their health."""
    from crawler.store.feeds import list_feeds as stored_feeds
    from crawler.store.feeds import sync_feeds

    settings = invocation.settings
    with invocation.database() as engine:
        with writing(engine) as connection:
            sync_feeds(connection, [*settings.feeds(), *catalogue_feeds(settings)], "configured", datetime.now(UTC))
        with reading(engine) as connection:
            rows = [row for row in stored_feeds(connection) if inactive or row["active"]]
    if as_json:
        for row in rows:
            print_json({key: value.isoformat() if isinstance(value, datetime) else value for key, value in row.items()})
        return
    table = Table("name", "outlet", "country", "state", "last success", "next visit", "errors", "address", box=None)
    for row in rows:
        table.add_row(
            row["name"],
            row["outlet"],
            row["country"] or "–",
            row["state"] if row["active"] else "not watched",
            shown_time(row["last_success_at"]),
            shown_time(row["next_visit_at"]),
            str(row["error_count"]),
            row["url"],
        )
    console().print(table)


@feeds.command("add")
@click.argument("url")
@click.option("--name", help="How the feed is called here; drawn from its address if not given.")
@click.option("--outlet", help="The outlet's name as alerts show it.")
@click.option("--country", help="The outlet's country, two letters.")
@click.option("--zone", help="The outlet's time zone, such as Asia/Damascus.")
@common_options
def add(
    invocation: Invocation, url: str, name: str | None, outlet: str | None, country: str | None, zone: str | None
) -> None:
    """Watches the feed at URL from now on. The daemon needs no restart."""
    from crawler.store.feeds import add_feed, feed_by_name

    try:
        feed = Feed(
            name=name or slug(url),
            url=web_url(url),
            outlet=outlet or name or slug(url),
            country=country_code(country) if country else None,
            zone=zone_name(zone) if zone else None,
        )
    except ValueError as error:
        raise ConfigurationError(f"{url}: {error}") from None
    with invocation.database() as engine, writing(engine) as connection:
        if feed_by_name(connection, feed.name) is not None:
            raise ConfigurationError(f"there is a feed named '{feed.name}' already; give another --name")
        add_feed(connection, feed, datetime.now(UTC))
    click.echo(f"{feed.name} is watched: {feed.url}")
