"""The documents say what the program does: commands, settings, links and the example configuration."""

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import click
import pytest
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from scheduler.cli.main import rasid
from scheduler.settings import Settings, load_settings
from tests.conftest import ROOT

DOCUMENTS = ["README.md", *(f"docs/{name}.md" for name in (
    "house", "decisions", "settings", "add-an-outlet", "add-a-fact", "add-a-channel", "changelog", "export", "figures",
    "flags", "parties", "acts", "events", "alerts", "operations", "telegram-bot", "delivery", "console", "scale",
))]  # fmt: skip
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)")
SECTION = re.compile(r"^## (\[\[?[a-z]+\]?\]) .*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| `(\w+)` \| (.*?) \| .* \|$", re.MULTILINE)


def text(document: str) -> str:
    """A document's text."""
    return (ROOT / document).read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_inside_the_project_lead_somewhere(document: str) -> None:
    """Each document is there, and each of its relative links names a file of the tree."""
    folder = (ROOT / document).parent
    targets = [target for target in LINK.findall(text(document)) if "://" not in target]
    assert [target for target in targets if not (folder / target).exists()] == []


def test_paths_in_the_documents_exist() -> None:
    """A path in the documents that begins in one of the rooms is in the tree."""
    path = re.compile(r"`((?:crawler|alerts|scheduler|seeds|tests|scripts|benchmarks)/[\w./-]+)`")
    named = {(document, found) for document in DOCUMENTS for found in path.findall(text(document))}
    assert len(named) > 20
    assert sorted(pair for pair in named if not (ROOT / pair[1]).exists()) == []


def commands_in(document: str) -> Iterator[list[str]]:
    """Every `rasid …` in a document, split as a shell does; what comes after a comment sign is left out."""
    spans = re.findall(r"`(rasid(?: [^`]*)?)`", text(document))
    lines = re.findall(r"^\.venv/bin/(rasid .*)$", text(document), re.MULTILINE)
    for span in [*spans, *lines]:
        words = shlex.split(span.split(" #")[0])
        yield [word for word in words if word not in ("[…]", "…")]


def options_of_row(document: str) -> Iterator[tuple[list[str], list[str]]]:
    """For each row of the table of commands: the command's words, and the options that the row names."""
    for line in text(document).splitlines():
        if line.startswith("| `rasid ") and "·" not in line:
            first, *others = re.findall(r"`([^`]+)`", line)
            yield first.split(), [word for span in others for word in span.split() if word.startswith("--")]


def find(words: list[str]) -> click.Command:
    """The command that these words call; fails where there is none."""
    command: click.Command = rasid
    for word in words[1:]:
        if not isinstance(command, click.Group):
            break  # what follows are its arguments
        if word.startswith("-"):
            break
        found = command.get_command(click.Context(command), word)
        assert found is not None, f"there is no command '{' '.join(words)}'"
        command = found
    return command


def options(command: click.Command) -> set[str]:
    """The names of a command's options."""
    return {name for parameter in command.params for name in parameter.opts} | {"--help"}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_commands_in_the_documents_exist(document: str) -> None:
    """Every command of the documents, and every option written with it, is one of the program."""
    for words in commands_in(document):
        if words == ["rasid"]:
            continue
        known = options(find(words))
        assert {word for word in words if word.startswith("--")} <= known, words


def test_the_table_of_commands_is_whole() -> None:
    """The README's table has every command of the program, and only options that the commands have."""
    rows = list(options_of_row("README.md"))
    for words, named in rows:
        assert set(named) <= options(find(words)), words
    shown = {words[1] for words in commands_in("README.md") if len(words) > 1}
    assert shown == set(rasid.list_commands(click.Context(rasid)))


def test_the_example_configuration_is_good(tmp_path: Path) -> None:
    """The README's rasid.toml is accepted as it stands."""
    example = re.search(r"```toml\n(.*?)```", text("README.md"), re.DOTALL)
    assert example is not None
    file = tmp_path / "rasid.toml"
    file.write_text(example[1], encoding="utf-8")
    settings = load_settings(file, {})
    assert [feed.name for feed in settings.feed] == ["enabbaladi"]
    assert [subscription.name for subscription in settings.subscription] == ["syria-casualties"]


def sections() -> dict[str, type[BaseModel]]:
    """Each section of rasid.toml as its heading is written, with its model."""
    found = {}
    for name, field in Settings.model_fields.items():
        inner = next((part for part in get_args(field.annotation) if isinstance(part, type)), None)
        if inner is not None:
            found[f"[[{name}]]"] = inner
        else:
            assert isinstance(field.annotation, type)
            found[f"[{name}]"] = field.annotation
    return found


def documented() -> dict[str, dict[str, str]]:
    """Each section of docs/settings.md with its keys and their defaults as they are written there."""
    return {match[1]: dict(ROW.findall(match[0])) for match in SECTION.finditer(text("docs/settings.md"))}


def test_every_section_is_documented() -> None:
    """docs/settings.md has every section, and none that is not there."""
    assert set(documented()) == set(sections())


@pytest.mark.parametrize(("heading", "model"), sections().items(), ids=lambda value: getattr(value, "__name__", value))
def test_every_key_is_documented_with_its_default(heading: str, model: type[BaseModel]) -> None:
    """Each key is in docs/settings.md with the default that holds, and no key is there that is not read."""
    written = documented()[heading]
    assert set(written) == set(model.model_fields)
    for key, shown in written.items():
        default: Any = model.model_fields[key].default
        if default is PydanticUndefined:
            assert shown == "–", key
        elif shown in ("one a core", "the name", "the country's"):
            assert key in ("readers", "outlet", "zone")
        elif default is None:
            assert shown == "none", key
        else:
            value = tomllib.loads(f"value = {shown.strip('`')}")["value"]
            assert value == (list(default) if isinstance(default, tuple) else default), key
