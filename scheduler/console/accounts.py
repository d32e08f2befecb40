"""Whom the console knows, and whether somebody is who he says he is.

Passwords are kept as argon2id hashes and judged by argon2-cffi. A token has 256 bits of chance: nobody guesses it, so
that a plain digest keeps it as well, and every request can be judged by one. Whether a name is known shows neither in
an answer nor in the time that it takes: a name that is not has the password of another judged, in vain.
"""

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from scheduler.console.visitors import Role
from scheduler.console_section import ConsoleSection

MOST_LETTERS = 1024  # of a password; more is no password but work
TOKEN_MARK = "rasid_"  # noqa: S105  by which people and scanners know a token of ours where it should not stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who may come in. `credential` tells the password or token by which he does from any other."""

    name: str
    role: Role
    credential: str


class Accounts:
    """All of them, as the configuration names them with its secrets in place."""

    def __init__(self, section: ConsoleSection) -> None:
        self._hashes = {one.name: one.password for one in section.users}
        self._digests = {one.sha256: one.name for one in section.tokens}
        self._known = {
            **{one.name: _account(one.name, one.role, one.password) for one in section.users},
            **{one.name: _account(one.name, one.role, one.sha256) for one in section.tokens},
        }
        self._salt = secrets.token_bytes(16)
        self._hasher = PasswordHasher()

    def __bool__(self) -> bool:
        """Whether anybody is asked who he is."""
        return bool(self._known)

    def named(self, name: str, credential: str) -> Account | None:
        """Whom a session is of; None where he is gone, or has another password since."""
        account = self._known.get(name)
        return account if account is not None and hmac.compare_digest(account.credential, credential) else None

    def by_token(self, token: str) -> Account | None:
        """Whose token this is."""
        # Looked up by its digest: how long that takes tells of the digest, from which no token follows.
        name = self._digests.get(digest_of(token))
        return None if name is None else self._known[name]

    def by_word(self, name: str, word: str) -> Account | None:
        """Who logs in by a name with his password, or the name of a token with the token. It takes a moment of CPU
        and some megabytes, the same for every name."""
        name, word = unicodedata.normalize("NFC", name), unicodedata.normalize("NFC", word)
        owner = self.by_token(word)
        passed = self._password_passes(name, word)
        if passed:
            return self._known[name]
        if owner is not None and owner.name == name and owner.role is not Role.FEEDS:
            return owner
        return None

    def _password_passes(self, name: str, word: str) -> bool:
        if not self._hashes:
            return False
        kept = self._hashes.get(name) or self._somebodys(name)
        try:
            self._hasher.verify(kept, word[:MOST_LETTERS])
        except (VerificationError, InvalidHashError):
            return False
        return name in self._hashes and len(word) <= MOST_LETTERS

    def _somebodys(self, name: str) -> str:
        """The same other for a name each time, so that neither one try nor many tell that it is unknown."""
        chance = hashlib.sha256(self._salt + name.encode(errors="replace")).digest()
        return list(self._hashes.values())[chance[0] % len(self._hashes)]


def new_password_hash(password: str) -> str:
    """What `password` of a user is set to."""
    return PasswordHasher().hash(unicodedata.normalize("NFC", password))


def new_token() -> str:
    """A token that nobody has."""
    return TOKEN_MARK + secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """What `sha256` of a token is set to."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def _account(name: str, role: str, kept: str) -> Account:
    credential = hashlib.sha256(f"{name}\n{kept}".encode()).hexdigest()
    return Account(name=name, role=Role(role), credential=credential)
