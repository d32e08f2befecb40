"""rasid feeds check: what each feed is like at this moment, and what is wrong with it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click
from rich.table import Table

from crawler.errors import ConfigurationError
from crawler.feeds.findings import Finding, Verdict
from crawler.feeds.sections import Window, same_windows
from crawler.news import Feed
from crawler.settings import web_url
from crawler.store.database import reading
from crawler.urls import slug, url_key
from scheduler.cli.feeds_known import look_with_progress, watched_database
from scheduler.cli.invocation import Invocation, common_options, console, json_option, print_json, shown_time
from scheduler.feed_adding import assessed

if TYPE_CHECKING:
    from crawler.feeds.assess import Assessment
    from crawler.look import Seen


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME|URL …]")
@json_option
@common_options
def check(invocation: Invocation, names: tuple[str, ...], as_json: bool) -> int:
    """Fetches feeds and says what they are like: all watched ones, or those named. Keeps nothing.

    Exits 1 where something is wrong with one of them: unreachable, blocked, hijacked, frozen, mislabelled …
    """
    from crawler.look import Look

    feeds = _wanted(invocation, names)
    looked = look_with_progress(invocation, [Look(feed=feed) for feed in feeds], "feeds")
    now = datetime.now(UTC)
    answers = [(one.seen, assessed(one.seen, now)) for one in looked]
    twins = same_windows(_windows([seen for seen, _ in answers]))
    rows = [(seen, found, _findings(seen, found, twins)) for seen, found in answers]
    if as_json:
        for row in rows:
            print_json(_as_json(*row))
    else:
        _show(rows)
    problems = 0
    for seen, _, findings in rows:
        for finding in findings:
            problems += finding.verdict.is_problem
            if not as_json:
                click.echo(f"rasid: {seen.feed.name}: {finding}", err=True)
    return 1 if problems else 0


def _wanted(invocation: Invocation, names: Sequence[str]) -> list[Feed]:
    """The feeds to look at, each at the address where it is really asked for."""
    from crawler.store.feeds import active_feeds

    with watched_database(invocation) as engine, reading(engine) as connection:
        known = {one.feed.name: replace(one.feed, url=one.address) for one in active_feeds(connection)}
    if not names:
        if not known:
            raise ConfigurationError("no feed is watched; 'rasid feeds add URL' adds one")
        return list(known.values())
    by_url = {url_key(feed.url): feed for feed in known.values()}
    wanted: list[Feed] = []
    for name in dict.fromkeys(names):
        if "://" in name:
            wanted.append(by_url.get(url_key(name)) or _unknown(name))
        elif name in known:
            wanted.append(known[name])
        else:
            raise ConfigurationError(f"there is no watched feed named '{name}'; 'rasid feeds list' shows them")
    return wanted


def _unknown(url: str) -> Feed:
    try:
        return Feed(name=slug(url), url=web_url(url), outlet=slug(url))
    except ValueError as error:
        raise ConfigurationError(f"{url}: {error}") from None


def _windows(seen: Sequence["Seen"]) -> list[Window]:
    return [
        Window(
            name=one.feed.name,
            outlet=one.feed.outlet,
            section=one.feed.section,
            keys=frozenset(url_key(entry.url) for entry in one.parsed.entries),
        )
        for one in seen
        if one.parsed is not None
    ]


def _findings(seen: "Seen", found: "Assessment | None", twins: dict[str, Finding]) -> list[Finding]:
    if found is None:
        return [seen.finding or Finding(verdict=Verdict.NOT_A_FEED, reason="there is no feed")]
    twin = twins.get(seen.feed.name)
    labelled = any(finding.verdict is Verdict.MISLABELLED for finding in found.findings)
    return [*found.findings, *([twin] if twin is not None and not labelled else [])]


def _as_json(seen: "Seen", found: "Assessment | None", findings: Sequence[Finding]) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "name": seen.feed.name,
        "url": seen.feed.url,
        "answered_from": seen.url,
        "moved_to": seen.moved_to,
        "status": seen.status,
        "reachable": seen.status is not None and 200 <= seen.status < 300,
        "parses": found is not None,
    }
    if found is not None:
        answer |= {
            "title": found.title,
            "items": found.items,
            "language_told": found.language_told,
            "language_seen": found.language_seen,
            "newest": found.newest.isoformat() if found.newest else None,
            "items_a_day": found.a_day,
            "text": found.text.value,
            "dates": found.dates.value,
            "charset": found.charset,
            "may_read": {
                "feed": found.may_read.feed.value,
                "articles": found.may_read.articles.value,
                "delay": found.may_read.delay,
            },
        }
    listed = [{"verdict": one.verdict.value, "reason": one.reason} for one in findings]
    return answer | {
        "problems": [one for one, finding in zip(listed, findings, strict=True) if finding.verdict.is_problem],
        "remarks": [one for one, finding in zip(listed, findings, strict=True) if not finding.verdict.is_problem],
    }


def _show(rows: Sequence[tuple["Seen", "Assessment | None", Sequence[Finding]]]) -> None:
    columns = ("feed", "answer", "items", "a day", "newest", "language", "text", "dates", "robots: articles", "looks")
    table = Table(*columns, box=None)
    for seen, found, findings in rows:
        looks = ", ".join(dict.fromkeys(finding.verdict.value for finding in findings)) or "well"
        status = "–" if seen.status is None else str(seen.status)
        if found is None:
            table.add_row(seen.feed.name, status, *["–"] * 7, looks)
            continue
        table.add_row(
            *(seen.feed.name, status, str(found.items), "–" if found.a_day is None else f"{found.a_day:g}"),
            *(shown_time(found.newest), found.language_seen, found.text.value, found.dates.value),
            *(found.may_read.articles.value, looks),
        )
    console().print(table)
