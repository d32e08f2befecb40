"""[console]: served where the file has it, and on loopback alone while nobody is asked for a password."""

from pathlib import Path

import pytest

from crawler.errors import ConfigurationError
from scheduler.settings import console_of, has_console, load_settings
from tests.scheduler.console.people import people
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


@pytest.mark.parametrize(
    ("text", "served"),
    [("", False), ("[console]", True), ('[console]\nlanguage = "en"', True), ('[console]\nlisten = ""', False)],
)
def test_who_has_the_section_has_the_pages(tmp_path: Path, text: str, served: bool) -> None:
    """At the place that stands in its documents, unless it says otherwise."""
    file = tmp_path / "rasid.toml"
    file.write_text(text, encoding="utf-8")
    settings = load_settings(file, {})
    assert has_console(settings) == served
    assert settings.console.listen == ("127.0.0.1:8000" if served or not text else "")


def test_the_role_alone_wants_a_place(tmp_path: Path) -> None:
    """`--role console` where the file takes its place away is wrong use: nothing would ever listen."""
    (tmp_path / "rasid.toml").write_text('[console]\nlisten = ""\n', encoding="utf-8")
    done = run("scheduler.cli", "watch", "--role", "console", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert 'take listen = "" out of [console]' in done.stderr


def configured(folder: Path, text: str, environ: dict[str, str] | None = None) -> str:
    """What is wrong with a whole configuration, or "good"."""
    file = folder / "rasid.toml"
    file.write_text(text, encoding="utf-8")
    try:
        console_of(load_settings(file, {}), environ or {})
    except ConfigurationError as error:
        return str(error).removeprefix(str(folder))
    return "good"


def open_to_all(*lines: str) -> str:
    """[console] on every address with one user who may come in, and these further lines."""
    kept = people()["users"][0]["password"]  # type: ignore[index]
    user = f'[[console.users]]\nname = "salma"\nrole = "editor"\npassword = "{kept}"\n'
    return "\n".join(['[console]\nlisten = "0.0.0.0:8000"', *lines, user])


def test_beyond_loopback_somebody_is_asked(tmp_path: Path) -> None:
    """By users or tokens that may look; every address of the machine wants names, an own address is one."""
    assert configured(tmp_path, open_to_all('hosts = ["news.example.org"]')) == "good"
    assert "rasid.toml:2: console.listen: is every address of this machine" in configured(tmp_path, open_to_all())
    assert configured(tmp_path, open_to_all().replace("0.0.0.0", "192.168.1.5")) == "good"
    digest = people()["tokens"][0]["sha256"]  # type: ignore[index]
    for role, says in (("reader", "good"), ("feeds", "console.listen: must be on loopback")):
        token = f'[[console.tokens]]\nname = "x"\nrole = "{role}"\nsha256 = "{digest}"\n'
        assert says in configured(tmp_path, f'[console]\nlisten = "10.0.0.1:80"\n{token}')


@pytest.mark.parametrize(
    ("line", "place", "says"),
    [
        ('[[console.users]]\nname = "a"\nrole = "editor"\npassword = "hunter2-hunter2"', ":4", "not an argon2id hash"),
        ('[[console.users]]\nname = "a"\nrole = "editor"\npassword = 20261127', ":4", "not an argon2id hash"),
        ('[[console.users]]\nname = "a"\nrole = "editor"\npassword = "{weak}"', ":4", "not a hash of 7 MiB"),
        ('[[console.users]]\nname = "a"\nrole = "editor"\npassword = "{huge}"', ":4", "not a hash of 7 MiB"),
        ('[[console.users]]\nname = "a"\nrole = "editor"', ":1", "console.users.password is missing"),
        ('[[console.users]]\nname = "a b\u202e"\nrole = "editor"\npassword = "env:X"', ":2", "at most 60 letters"),
        ('[[console.users]]\nname = "a"\nrole = "feeds"\npassword = "env:X"', ":3", "console.users.role"),
        ('[[console.users]]\nname = "a"\nrole = "editor"\nrol = "x"\npassword = "env:X"', ":4", "did you mean 'role'"),
        ('[[console.tokens]]\nname = "a"\nrole = "owner"\nsha256 = "env:X"', ":3", "console.tokens.role"),
        ('[[console.tokens]]\nname = "a"\nrole = "reader"\nsha256 = "rasid_secret"', ":4", "not a SHA-256"),
        ('[console]\nproxies = ["*"]', ":2", "must be an address or a network"),
        ('[console]\nproxies = ["10.0.0.1/8"]', ":2", "must be an address or a network"),
        ("[console]\nsession_hours = 0", ":2", "console.session_hours"),
        ("[console]\nidle_minutes = 0", ":2", "console.idle_minutes"),
        ('[console]\nhttps = "perhaps"', ":2", "console.https"),
        (
            '[[console.users]]\nname = "a"\nrole = "editor"\npassword = "env:X"\n'
            '[[console.tokens]]\nname = "a"\nrole = "reader"\nsha256 = "env:Y"',
            ":6",
            "there are two users or tokens named 'a'",
        ),
    ],
)
def test_mistakes_about_who_may_come_in_are_told(tmp_path: Path, line: str, place: str, says: str) -> None:
    """With their line, and without what may be a secret."""
    salt, digest = "A" * 22, "B" * 43
    weak, huge = (f"$argon2id$v=19$m={memory},t=1,p=1${salt}${digest}" for memory in (64, 9_999_999))
    found = configured(tmp_path, line.replace("{weak}", weak).replace("{huge}", huge))
    assert found.startswith(f"/rasid.toml{place}: ") or "missing" in found, found
    assert says in found
    for secret in ("hunter2", "20261127", "rasid_secret", "argon2id$v"):
        assert secret not in found


def test_secrets_may_stand_elsewhere(tmp_path: Path) -> None:
    """In the environment or a file; what is there is checked as what stands in rasid.toml is, and not shown."""
    kept = str(people()["users"][0]["password"])  # type: ignore[index]
    user = '[[console.users]]\nname = "a"\nrole = "editor"\npassword = "{where}"\n'
    assert configured(tmp_path, user.format(where="env:X"), {"X": kept}) == "good"
    (tmp_path / "hash").write_text(f"{kept}\n", encoding="utf-8")
    assert configured(tmp_path, user.format(where=f"file:{tmp_path}/hash")) == "good"
    for environ, says in (
        ({}, "console.users: password of 'a': the environment variable X is not set"),
        ({"X": "my plain password"}, "console.users: password of 'a': what env:X names is not an argon2id hash"),
        ({"X": "env:Y", "Y": kept}, "console.users: password of 'a': what env:X names leads elsewhere again"),
    ):
        found = configured(tmp_path, user.format(where="env:X"), environ)
        assert found.startswith(says)
        assert "my plain password" not in found


def test_the_daemon_and_the_check_say_so_at_once(tmp_path: Path) -> None:
    """Neither starts with a secret that is missing: one sentence, no traceback."""
    text = (
        '[console]\nlisten = "127.0.0.1:8000"\n[[console.tokens]]\nname = "a"\nrole = "reader"\nsha256 = "env:NONE"\n'
    )
    (tmp_path / "rasid.toml").write_text(text, encoding="utf-8")
    for command in (("config", "check"), ("watch", "--role", "console")):
        done = run("scheduler.cli", *command, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == "rasid: console.tokens: sha256 of 'a': the environment variable NONE is not set\n"
