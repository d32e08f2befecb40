"""rasid watch."""

import click

from alerts.settings import resolve_secrets
from crawler.chosen_model import check_folder
from crawler.errors import ConfigurationError
from scheduler.cli.invocation import Invocation, common_options
from scheduler.role import ALWAYS, ROLES
from scheduler.settings import console_of, has_console


@click.command()
@click.option(
    "--role",
    "roles",
    type=click.Choice(ROLES),
    multiple=True,
    help="Only this role; may be repeated. If not given: all of them, the console where the file has [console].",
)
@common_options
def watch(invocation: Invocation, roles: tuple[str, ...]) -> None:
    """The always-on daemon: watches the feeds, understands what is new, and alerts. Ends on SIGTERM or Ctrl-C."""
    from scheduler.logs import set_up_logging
    from scheduler.preloading import load_and_fork

    # A daemon speaks of what it does; the other commands print their answer and are quiet.
    level = "info" if invocation.log_level == "warning" else invocation.log_level
    set_up_logging(level)
    settings = invocation.settings
    if "console" in roles and not settings.console.listen:
        raise ConfigurationError('the console has no place to listen: take listen = "" out of [console], or say where')
    roles = roles or (ROLES if has_console(settings) else ALWAYS)
    if "alerts" in roles:
        # A missing secret is told now, not at the first alert. The other roles need none and should hold none.
        resolve_secrets(settings.alerts, settings.subscription)
    if "crawler" in roles:
        check_folder(settings.flags)
    if "console" in roles:
        console_of(settings)
    load_and_fork(roles)
    from scheduler.daemon import watch as run

    run(settings, config=invocation.config, roles=roles, log_level=level)
