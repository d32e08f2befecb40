"""Leaving by mail: the two addresses of RFC 2369 in each mail's head, one of them with the one click of RFC 8058.

The address for a click carries who it is for, signed, so that it needs no login, works for as long as the secret is the
same, and takes away nobody else. Nothing of it is kept.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass, field
from urllib.parse import quote

_PURPOSE = b"rasid unsubscribe\0"
_SIGNATURE = 16  # bytes: 128 bits
MOST_LETTERS = 600  # of a token: an address has 254 at most


@dataclass(frozen=True, slots=True, kw_only=True)
class OneClick:
    """Where a click goes: the public address without a slash at its end, and what signs the tokens behind it."""

    url: str
    secret: str = field(repr=False)

    def link(self, address: str) -> str:
        """The address by which this mail address leaves."""
        return f"{self.url}/{self.token(address)}"

    def token(self, address: str) -> str:
        """Who it is for, and the signature of that."""
        return f"{_encoded(address.encode())}.{_encoded(self._signature(address))}"

    def address(self, token: str) -> str | None:
        """Whom a token is for; None where we did not sign it."""
        name, _, signature = token.partition(".")
        if len(token) > MOST_LETTERS:
            return None
        try:
            address, signed = _decoded(name).decode(), _decoded(signature)
        except ValueError:  # also what is no base64, and no UTF-8
            return None
        return address if hmac.compare_digest(signed, self._signature(address)) else None

    def _signature(self, address: str) -> bytes:
        return hmac.digest(self.secret.encode(), _PURPOSE + address.encode(), hashlib.sha256)[:_SIGNATURE]


def by_mail(mailbox: str, address: str) -> str:
    """The mail that asks a person to take this address away."""
    return f"mailto:{quote(mailbox, safe='@')}?subject={quote(f'unsubscribe {address}', safe='')}"


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decoded(text: str) -> bytes:
    return base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
