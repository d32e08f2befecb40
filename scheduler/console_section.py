"""[console] of rasid.toml: where the pages are served, and who may see and change them; pure.

Nothing here tells a secret: sentences about one say what is wrong with it and never what it is.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from crawler.configuration import Location, Section, refuse, resolve_secret
from crawler.errors import ConfigurationError
from crawler.settings import Zone
from scheduler.listening import (
    address_or_network,
    is_every_address,
    is_loopback,
    listening_host,
    listening_place_or_none,
    plain_host,
)

# RFC 9106, version 1.3, encoded as all libraries do. A login must neither be cheap to guess nor exhaust the machine.
_ARGON2 = re.compile(
    r"\$argon2id\$v=19\$m=([0-9]{1,7}),t=([0-9]{1,3}),p=([0-9]{1,2})\$[A-Za-z0-9+/]{11,86}\$[A-Za-z0-9+/]{22,86}"
)
_KIB = range(7_168, 1_048_577)  # OWASP's least of 7 MiB; 1 GiB
_PASSES = range(1, 33)
_LANES = range(1, 17)
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[\w.@-]{1,60}")


def account_name(value: str) -> str:
    """The name in the form that names are compared in, if it is one that can be typed into a form."""
    if not _NAME.fullmatch(value):
        raise ValueError("must be at most 60 letters, digits and '.', '@', '-', '_'")
    return unicodedata.normalize("NFC", value)


def password_hash(value: object) -> object:
    """The value, if it is an argon2id hash that is neither weak nor ruinous, or says where one is."""
    match = None
    if isinstance(value, str):
        if value.startswith(("env:", "file:")):
            return value
        match = _ARGON2.fullmatch(value)
    if match is None:
        raise ValueError(
            "is not an argon2id hash, nor env:NAME or file:PATH: 'rasid console password' makes one of a password"
        )
    memory, passes, lanes = (int(number) for number in match.groups())
    if memory not in _KIB or passes not in _PASSES or lanes not in _LANES:
        raise ValueError("is not a hash of 7 MiB to 1 GiB, 1 to 32 passes and 1 to 16 lanes: make another one")
    return value


def token_digest(value: object) -> object:
    """The value, if it is a SHA-256 in hexadecimal, or says where one is."""
    if isinstance(value, str) and (value.startswith(("env:", "file:")) or _SHA256.fullmatch(value)):
        return value
    raise ValueError(
        "is not a SHA-256 of 64 hexadecimal digits, nor env:NAME or file:PATH: 'rasid console token' makes a token"
    )


class UserSection(Section):
    """[[console.users]]: a person who logs in with a password."""

    name: Annotated[str, AfterValidator(account_name)]
    role: Literal["reader", "editor"]
    password: Annotated[str, BeforeValidator(password_hash)]


class TokenSection(Section):
    """[[console.tokens]]: a program, or a person who logs in with a token."""

    name: Annotated[str, AfterValidator(account_name)]
    role: Literal["feeds", "reader", "editor"]
    sha256: Annotated[str, BeforeValidator(token_digest)]


class ConsoleSection(Section):
    """[console]: the pages for people, where the file has it, if only as a heading. Empty `listen`: none; without users
    and tokens only loopback."""

    listen: Annotated[str, AfterValidator(listening_place_or_none)] = "127.0.0.1:8000"
    hosts: tuple[Annotated[str, AfterValidator(plain_host)], ...] = ()  # names by which a proxy of ours reaches it
    language: Literal["ar", "en"] = "ar"
    timezone: Zone = "UTC"
    https: bool = False  # what readers see is TLS, which a proxy of ours ends
    proxies: tuple[Annotated[str, AfterValidator(address_or_network)], ...] = ()  # who may say for whom they ask
    session_hours: Annotated[float, Field(ge=0.1, le=720)] = 12.0
    idle_minutes: Annotated[float, Field(ge=1, le=43_200)] = 120.0
    users: tuple[UserSection, ...] = ()
    tokens: tuple[TokenSection, ...] = ()

    @property
    def accounts(self) -> tuple[UserSection | TokenSection, ...]:
        """All who may come in."""
        return (*self.users, *self.tokens)

    @property
    def is_alone(self) -> bool:
        """Whether nobody but this machine can reach it."""
        return not self.listen or is_loopback(listening_host(self.listen))

    @model_validator(mode="after")
    def nobody_unknown_comes_in(self) -> "ConsoleSection":
        """Beyond loopback somebody is asked who he is, and the console knows its name; each account has one."""
        refuse([*self._open_to_all(), *self._same_names()])
        return self

    def _open_to_all(self) -> Iterator[tuple[Location, str]]:
        if self.is_alone:
            return
        if not any(one.role != "feeds" for one in self.accounts):
            yield (
                ("listen",),
                "must be on loopback, such as '127.0.0.1:8000', until [[console.users]] or [[console.tokens]] say who "
                "may come in",
            )
        if is_every_address(listening_host(self.listen)) and not self.hosts:
            yield ("listen",), "is every address of this machine: say in 'hosts' by which names readers ask for it"

    def _same_names(self) -> Iterator[tuple[Location, str]]:
        seen: set[str] = set()
        for place, one in enumerate(self.accounts):
            if one.name in seen:
                of_users = place < len(self.users)
                at: Location = ("users", place) if of_users else ("tokens", place - len(self.users))
                yield (*at, "name"), f"there are two users or tokens named '{one.name}'"
            seen.add(one.name)


def with_secrets(section: ConsoleSection, environ: Mapping[str, str]) -> ConsoleSection:
    """The section with each env:NAME and file:PATH read; raises ConfigurationError that names what is wrong."""
    users = tuple(
        one.model_copy(
            update={"password": _read(one.password, f"console.users: password of '{one.name}'", password_hash, environ)}
        )
        for one in section.users
    )
    tokens = tuple(
        one.model_copy(
            update={"sha256": _read(one.sha256, f"console.tokens: sha256 of '{one.name}'", token_digest, environ)}
        )
        for one in section.tokens
    )
    return section.model_copy(update={"users": users, "tokens": tokens})


def _read(value: str, key: str, checked: Callable[[object], object], environ: Mapping[str, str]) -> str:
    found = resolve_secret(value, environ=environ, key=key)
    if found.startswith(("env:", "file:")):
        raise ConfigurationError(f"{key}: what {value} names leads elsewhere again")
    try:
        checked(found)
    except ValueError as error:
        raise ConfigurationError(f"{key}: what {value} names {error}") from None
    return found
