"""[console]: off unless it is asked for, and on loopback alone while nobody is asked for a password."""

from pathlib import Path

import pytest

from crawler.errors import ConfigurationError
from scheduler.settings import load_settings
from tests.warm import run


def settings_with(folder: Path, line: str) -> str:
    """What is wrong with a configuration of one line, or where the console listens."""
    file = folder / "rasid.toml"
    file.write_text(f"[console]\n{line}\n", encoding="utf-8")
    try:
        return load_settings(file, {}).console.listen
    except ConfigurationError as error:
        return str(error).removeprefix(str(folder))


@pytest.mark.parametrize("place", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", ""])
def test_loopback_is_taken(tmp_path: Path, place: str) -> None:
    """By any of its names; empty means that there is no console."""
    assert settings_with(tmp_path, f'listen = "{place}"') == place


@pytest.mark.parametrize("place", ["0.0.0.0:8000", "192.168.1.5:8000", "news.example.org:8000", "[::]:8000"])
def test_other_places_are_refused_with_their_line(tmp_path: Path, place: str) -> None:
    """What everybody could reach would show everybody all, and let them decide flags."""
    assert settings_with(tmp_path, f'listen = "{place}"').startswith(
        "/rasid.toml:2: console.listen: must be on loopback"
    )


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('listen = "8000"', "must be a host and a port"),
        ('hosts = ["News.example.org:80"]', "without a port"),
        ('language = "fr"', "console.language"),
        ('timezone = "Nowhere/City"', "console.timezone"),
        ('listens = "127.0.0.1:8000"', "'listen'"),
    ],
)
def test_mistakes_are_told(tmp_path: Path, line: str, says: str) -> None:
    """In one sentence, with the key."""
    assert says in settings_with(tmp_path, line)


def test_the_role_alone_wants_a_place(tmp_path: Path) -> None:
    """`--role console` without one is wrong use: nothing would ever listen."""
    (tmp_path / "rasid.toml").write_text("", encoding="utf-8")
    done = run("scheduler.cli", "watch", "--role", "console", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert 'listen = "127.0.0.1:8000" in [console]' in done.stderr
