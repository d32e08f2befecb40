"""rasid.toml and the environment to checked sections, or errors that name the key, the file and the line.

Each room owns its sections as pydantic models (`<room>/settings.py`) and passes them to `read_configuration`; this
module knows only how to read, override, resolve secrets and complain. Only settings modules may call it with the
process environment.
"""

import difflib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from crawler.errors import ConfigurationError

DEFAULT_FILE = Path("rasid.toml")
ENVIRONMENT_PREFIX = "RASID_"

_HEADER = re.compile(r"^\s*(\[\[?)\s*([A-Za-z0-9_.-]+)\s*\]\]?")
_KEY = re.compile(r"""^\s*(?:"([^"]+)"|'([^']+)'|([A-Za-z0-9_.-]+))\s*=""")

Location = tuple[str | int, ...]
T = TypeVar("T", bound=BaseModel)


class Section(BaseModel):
    """The base of every configuration section: frozen, and an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong: the place (file and line, or the environment variable) and a sentence."""

    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


def _place_of(problem: Problem) -> tuple[str, int]:
    file, _, line = problem.place.rpartition(":")
    return (file, int(line)) if line.isdigit() else (problem.place, 0)


class ConfigurationProblems(ConfigurationError):
    """All that is wrong with a configuration. As a string it is one sentence: the first problem, and how many more."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        problems = sorted(problems, key=_place_of)  # as they stand in the file
        self.problems = tuple(problems)
        more = f" (and {len(problems) - 1} more: see 'rasid config check')" if len(problems) > 1 else ""
        super().__init__(f"{problems[0]}{more}")


def read_configuration(
    model: type[T],
    *,
    path: Path | None,
    environ: Mapping[str, str],
    others: Sequence[str] = (),
) -> T:
    """The checked configuration: defaults, then the file, then RASID_SECTION__KEY variables.

    `path` None means rasid.toml in the working directory where there is one. `others` names sections of other
    rooms, which are left alone. Raises ConfigurationProblems.
    """
    document = _Document.read(path)
    data: dict[str, Any] = {key: value for key, value in document.data.items() if key not in others}
    places = _overlay_environment(data, environ, model, others)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise ConfigurationProblems(
            [
                _problem(model, document, places, tuple(one["loc"]), one["type"], one["msg"], one.get("input"))
                for one in error.errors()
                if not _follows(one["type"], one["loc"], [other["loc"] for other in error.errors()])
            ]
        ) from None


def _follows(kind: str, location: Sequence[int | str], all_locations: Sequence[Sequence[int | str]]) -> bool:
    """Whether a list is too short only because each of its items is wrong, which is said of them."""
    inside = [other for other in all_locations if len(other) > len(location) and other[: len(location)] == location]
    return kind == "too_short" and bool(inside)


@dataclass(frozen=True, slots=True)
class _Document:
    name: str
    data: dict[str, Any]
    lines: dict[Location, int]

    @classmethod
    def read(cls, path: Path | None) -> "_Document":
        if path is None and not DEFAULT_FILE.exists():
            return cls(name=str(DEFAULT_FILE), data={}, lines={})
        file = path or DEFAULT_FILE
        try:
            text = file.read_text(encoding="utf-8-sig")
        except OSError as error:
            raise _one(str(file), f"cannot be read: {error.strerror or error}") from None
        except UnicodeDecodeError as error:
            line = file.read_bytes()[: error.start].count(b"\n") + 1
            raise _one(f"{file}:{line}", "is not UTF-8 text") from None
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            sentence, _, at = str(error).partition(" (at line ")
            line_number = at.split(",")[0].rstrip(")") if at else str(text.count("\n") + 1)
            raise _one(f"{file}:{line_number}", f"is not valid TOML: {sentence}") from None
        return cls(name=str(file), data=data, lines=_line_numbers(text))

    def place(self, location: Location) -> str:
        """The file and the line of the closest known ancestor of a location."""
        for length in range(len(location), 0, -1):
            line = self.lines.get(location[:length])
            if line is not None:
                return f"{self.name}:{line}"
        return self.name


def refuse(wrongs: Iterable[tuple[Location, str]]) -> None:
    """For model validators that compare sections: refuses each key where it stands, so that its line is named.

    A location is the way to the key, such as ("feed", 3, "name"). Nothing happens where nothing is wrong.
    """
    details = [
        InitErrorDetails(
            type=PydanticCustomError("refused", "{sentence}", {"sentence": sentence}), loc=location, input=None
        )
        for location, sentence in wrongs
    ]
    if details:
        raise ValidationError.from_exception_data("configuration", details)


def _one(place: str, sentence: str) -> ConfigurationProblems:
    return ConfigurationProblems([Problem(place=place, sentence=sentence)])


def _line_numbers(text: str) -> dict[Location, int]:
    """The line of each table and key; keys inside multi-line values may be found too, which harms nobody."""
    lines: dict[Location, int] = {}
    counts: dict[str, int] = {}
    table: Location = ()
    for number, line in enumerate(text.split("\n"), 1):  # TOML knows no other ends of lines
        if header := _HEADER.match(line):
            name = header.group(2)
            if header.group(1) == "[[":
                counts[name] = counts.get(name, -1) + 1
                table = (*name.split("."), counts[name])
            else:
                table = tuple(name.split("."))
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            quoted, also_quoted, bare = key.groups()
            names = bare.split(".") if bare else [quoted or also_quoted]
            lines.setdefault((*table, *names), number)
    return lines


def _overlay_environment(
    data: dict[str, Any], environ: Mapping[str, str], model: type[BaseModel], others: Sequence[str]
) -> dict[Location, str]:
    """Puts RASID_SECTION__KEY values over the file's; returns which location came from which variable."""
    places: dict[Location, str] = {}
    known = [*model.model_fields, *others]
    for variable in sorted(environ):
        if not variable.startswith(ENVIRONMENT_PREFIX) or "__" not in variable:
            continue
        section, key = variable.removeprefix(ENVIRONMENT_PREFIX).lower().split("__", 1)
        if section in others:
            continue
        if section not in known:
            raise _one(f"environment variable {variable}", _unknown("section", section, known))
        if _model_within(model.model_fields[section].annotation) is not model.model_fields[section].annotation:
            sentence = f"there may be many [[{section}]], which are set in the file alone"
            raise _one(f"environment variable {variable}", sentence)
        places[section, key] = f"environment variable {variable}"
        target = data.setdefault(section, {})
        if isinstance(target, dict):
            target[key] = _environment_value(environ[variable])
    return places


def _environment_value(text: str) -> Any:
    if text[:1] in ("[", "{"):
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text


def _problem(
    model: type[BaseModel],
    document: _Document,
    places: Mapping[Location, str],
    location: Location,
    kind: str,
    message: str,
    given: object,
) -> Problem:
    place = places.get(location[:2]) or document.place(location)
    key = ".".join(str(part) for part in location if not isinstance(part, int))
    if kind == "extra_forbidden":
        what = "section" if len(location) == 1 else "key"
        return Problem(place=place, sentence=_unknown(what, key, known_keys(model, location[:-1]), location[-1]))
    if kind == "too_short" and not given:
        return Problem(place=place, sentence=f"{key} must not be empty")
    if kind == "missing":
        return Problem(place=place, sentence=f"{key} is missing")
    sentence = message.removeprefix("Value error, ")
    sentence = sentence[:1].lower() + sentence[1:]
    shown = f", not {given!r}" if isinstance(given, str | int | float | bool) and "not " not in sentence else ""
    return Problem(place=place, sentence=f"{key}: {sentence}{shown}" if key else sentence)


def known_keys(model: type[BaseModel], location: Location) -> list[str]:
    """The keys a section may hold; `location` () gives the sections."""
    current: Any = model
    for part in location:
        if isinstance(part, int) or not hasattr(current, "model_fields"):
            continue
        field = current.model_fields.get(str(part))
        current = _model_within(field.annotation) if field else None
    return list(current.model_fields) if hasattr(current, "model_fields") else []


def _model_within(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(
        (found for part in getattr(annotation, "__args__", ()) if (found := _model_within(part)) is not None), None
    )


def _unknown(what: str, shown: str, known: Sequence[str], key: object = None) -> str:
    near = difflib.get_close_matches(str(key if key is not None else shown), known, n=1, cutoff=0.4)
    hint = f"; did you mean '{near[0]}'?" if near else f"; known are {', '.join(sorted(known))}" if known else ""
    return f"unknown {what} '{shown}'{hint}"


def resolve_secret(value: str, *, environ: Mapping[str, str], key: str) -> str:
    """A secret's text: `env:NAME` from the environment, `file:PATH` from a file, anything else as it is."""
    scheme, _, rest = value.partition(":")
    if scheme == "env":
        found = environ.get(rest)
        if not found:
            raise ConfigurationError(f"{key}: the environment variable {rest} is not set")
        return found
    if scheme == "file":
        try:
            found = Path(rest).read_text(encoding="utf-8-sig").strip()
        except OSError as error:
            raise ConfigurationError(f"{key}: the file {rest} cannot be read: {error.strerror or error}") from None
        except UnicodeDecodeError:
            raise ConfigurationError(f"{key}: the file {rest} is not UTF-8 text") from None
        if not found:
            raise ConfigurationError(f"{key}: the file {rest} is empty")
        return found
    return value
