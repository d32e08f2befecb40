"""rasid demo."""

import click

from scheduler.cli.invocation import Invocation, common_options, console


@click.command()
@click.option("--keep", is_flag=True, help="Leave everything running until Ctrl-C.")
@common_options
def demo(invocation: Invocation, keep: bool) -> int:
    """The whole chain on this machine with bundled stories: nothing else installed, no internet. Ends by itself."""
    from scheduler.demo.demo import run_demo

    return run_demo(keep=keep, console=console(), log_level=invocation.log_level)
