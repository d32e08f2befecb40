"""rasid status."""

import dataclasses
import socket
from datetime import UTC, datetime

import click
from rich.table import Table

from alerts.delivery_counts import ENDED_WELL
from crawler.settings import redis_address
from crawler.store.database import reading
from scheduler.cli.invocation import Invocation, common_options, console, json_option, print_json, shown_time
from scheduler.health import Status, roles_running
from scheduler.health import status as read_status
from scheduler.role import ROLES


@click.command()
@click.option(
    "--role",
    "roles",
    type=click.Choice(ROLES),
    multiple=True,
    help="Only whether this role runs on this host: for a container's health check.",
)
@json_option
@common_options
def status(invocation: Invocation, roles: tuple[str, ...], as_json: bool) -> int:
    """Is every feed, queue, role and channel alive? Exits 1 and lists the problems where something is not."""
    if roles:
        return _roles_here(invocation, roles)
    with invocation.stored() as (engine, store):
        found = read_status(engine, redis_address(store), now=datetime.now(UTC))
    if as_json:
        print_json(_plain(dataclasses.asdict(found)))
    else:
        _show(found)
    return 1 if found.problems else 0


def _roles_here(invocation: Invocation, roles: tuple[str, ...]) -> int:
    """0 if these roles run on this host, by what their supervisor wrote down last."""
    with invocation.stored() as (engine, _store), reading(engine) as connection:
        running = roles_running(connection, host=socket.gethostname(), now=datetime.now(UTC))
    missing = [role for role in roles if role not in running]
    for role in missing:
        click.echo(f"rasid: the role {role} is not running on this host", err=True)
    return 1 if missing else 0


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, datetime) else value


def _counted(state: str, number: int) -> str:
    return f"{state} {number}{' in the last day' if state in ENDED_WELL else ''}"


def _show(found: Status) -> None:
    out = console()
    out.print(f"database  {found.database}")
    out.print(
        f"redis     {found.redis}" + "".join(f"  {name.partition(':')[2]} {n}" for name, n in found.queues.items())
    )
    out.print(f"leader    {found.leader or 'none'}")
    counts = ((f"~{count}" if name in found.about else str(count), name) for name, count in found.counts.items())
    out.print("counts    " + "  ".join(f"{name} {count}" for count, name in counts))
    out.print("delivery  " + ("  ".join(_counted(state, n) for state, n in sorted(found.deliveries.items())) or "none"))
    out.print(
        "channels  " + ("  ".join(f"{name} {last}" for name, last in sorted(found.channels.items())) or "none used yet")
    )
    for bot in found.bots:
        shown = (
            f"bot       {bot.name}  {bot.state} since {shown_time(bot.since)}{f': {bot.detail}' if bot.detail else ''}"
        )
        out.print(f"{shown}  joined {bot.joined}  muted {bot.muted}", markup=False)
    roles = Table("role", "host", "pid", "state", "restarts", "since", box=None)
    for role in found.roles:
        roles.add_row(
            role.name, role.host, str(role.pid or "–"), role.state, str(role.restarts), shown_time(role.started_at)
        )
    out.print(roles)
    for one in found.configurations:
        state = "not taken up" if one.problems else "waits for a restart in part" if one.waiting else "in force"
        out.print(f"settings  {one.host}  {one.file}  {state}, read {shown_time(one.at)}", markup=False)
    feeds = Table("feed", "state", "last success", "next visit", "errors", "last error", box=None)
    for feed in found.feeds:
        feeds.add_row(
            feed.name,
            feed.state,
            shown_time(feed.last_success_at),
            shown_time(feed.next_visit_at),
            str(feed.error_count),
            (feed.last_error or "")[:60],
        )
    out.print(feeds)
    for problem in found.problems:
        out.print(f"problem: {problem}", style="red")
