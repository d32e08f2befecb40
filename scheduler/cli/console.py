"""rasid console: what stands in [console] for somebody who may come in."""

import sys

import click

from scheduler.cli.invocation import Invocation, common_options, json_option, print_json

LEAST_LETTERS = 12  # tries are slowed down, not stopped: what is short is guessed some day


@click.group()
def console() -> None:
    """Who may come into the console."""


@console.command()
@json_option
@common_options
def password(_invocation: Invocation, as_json: bool) -> None:
    """Makes the hash of a password, for `password` in [[console.users]]. The password is asked for on the terminal, or
    is the first line of what comes in; it stands nowhere."""
    from scheduler.console.accounts import MOST_LETTERS, new_password_hash

    if sys.stdin.isatty():
        word = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    else:
        word = sys.stdin.readline().rstrip("\r\n")
    if not LEAST_LETTERS <= len(word) <= MOST_LETTERS:
        raise click.UsageError(f"a password has at least {LEAST_LETTERS} letters, and at most {MOST_LETTERS}")
    made = new_password_hash(word)
    if as_json:
        print_json({"password": made})
    else:
        click.echo(made)


@console.command()
@json_option
@common_options
def token(_invocation: Invocation, as_json: bool) -> None:
    """Makes a token for a program, and its `sha256` for [[console.tokens]]. The token is shown this once."""
    from scheduler.console.accounts import digest_of, new_token

    made = new_token()
    if as_json:
        print_json({"token": made, "sha256": digest_of(made)})
    else:
        click.echo(f"token   {made}\nsha256  {digest_of(made)}")
