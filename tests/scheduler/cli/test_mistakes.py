"""Wrong use and bad configuration: one sentence on stderr, exit 2, no traceback."""

import subprocess
from pathlib import Path

import pytest

from tests.warm import run

_MAIL = "[[subscription]]\nname = 's'\nto = ['mailto:desk@example.org']\n"


def _rasid(folder: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return run("scheduler.cli", *arguments, cwd=folder, environ=environ)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[crawler]\nuser_agnt = 'x'\n", "rasid.toml:2: unknown key 'crawler.user_agnt'; did you mean 'user_agent'?"),
        ("[[feed]]\nname = 'a'\nurl = 'nowhere'\n", "rasid.toml:3: feed.url: must be an http or https address"),
        ("[crawler]\nconcurrency = 'many'\n", "rasid.toml:2: crawler.concurrency:"),
        (
            "[[subscription]]\nname = 's'\nto = ['telegram:1']\n",
            "the environment variable RASID_TELEGRAM_TOKEN is not set",
        ),
        (f"[alerts]\nsmtp = 'smtp://mail.example:x'\n{_MAIL}", "alerts.smtp is not a valid address"),
        (
            f"[alerts]\nsmtp = 'smtp://mail.example?starttls=maybe'\n{_MAIL}",
            "starttls must be required, opportunistic or",
        ),
        (
            f"[alerts]\nsmtp = 'smtp://mail.example'\nmail_from = 'nobody'\n{_MAIL}",
            "alerts.mail_from must be such as 'Rasid <rasid@example.org>'",
        ),
        ("[store]\ndatabase = 'postgresql+psycopg://x:geheim@127.0.0.1:1/y'\n", "cannot be reached"),
        ("[store\n", "rasid.toml:1: is not valid TOML"),
    ],
)
@pytest.mark.parametrize("command", [("config", "check"), ("watch",)])
def test_bad_configuration(tmp_path: Path, text: str, words: str, command: tuple[str, ...]) -> None:
    """Unknown key, bad address, wrong type, missing secret, unusable mail server, unreachable database, broken file."""
    (tmp_path / "rasid.toml").write_text(text, encoding="utf-8")
    result = _rasid(tmp_path, *command, RASID_TELEGRAM_TOKEN="")
    assert result.returncode == 2
    assert words in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert "Traceback" not in result.stderr
    assert "geheim" not in result.stderr


@pytest.mark.parametrize(
    "arguments", [("wach",), ("read", "--workers", "0"), ("stories", "--since", "soon"), ("status", "--nope")]
)
def test_wrong_use(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """An unknown command or option is told in a sentence."""
    result = _rasid(tmp_path, *arguments)
    assert result.returncode == 2
    assert "Error: " in result.stderr
    assert "Traceback" not in result.stderr


def test_a_good_configuration_is_said_to_be_good(tmp_path: Path) -> None:
    """Exit 0 and what was found."""
    (tmp_path / "rasid.toml").write_text("[[feed]]\nname = 'a'\nurl = 'https://a.example/feed'\n", encoding="utf-8")
    result = _rasid(tmp_path, "config", "check")
    assert (result.returncode, result.stderr) == (0, "")
    assert "1 feeds, 0 subscriptions" in result.stdout


def test_only_the_alerts_role_needs_the_channels_secrets(tmp_path: Path) -> None:
    """A crawler's machine need not hold the Telegram token: there `watch` gets past it, to the database."""
    text = "[store]\ndatabase = 'postgresql+psycopg://x@127.0.0.1:1/y'\n"
    text += "[[subscription]]\nname = 's'\nto = ['telegram:1']\n"
    (tmp_path / "rasid.toml").write_text(text, encoding="utf-8")
    result = _rasid(tmp_path, "watch", "--role", "crawler", RASID_TELEGRAM_TOKEN="")
    assert (result.returncode, "cannot be reached" in result.stderr) == (2, True)
    result = _rasid(tmp_path, "watch", "--role", "alerts", RASID_TELEGRAM_TOKEN="")
    assert (result.returncode, "RASID_TELEGRAM_TOKEN is not set" in result.stderr) == (2, True)
