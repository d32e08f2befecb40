"""X-Hub-Signature: whether a pushed body was signed with the secret that only its hub was told.

The body is taken piece by piece and not kept: nothing but its signature is of interest.
"""

import hmac
import re

ALGORITHMS = ("sha1", "sha256", "sha384", "sha512")  # SHA-1 is what most hubs still send; in an HMAC it holds

_HEADER = re.compile(r"([A-Za-z0-9]{1,10})=([0-9A-Fa-f]{1,128})", re.ASCII)


class SignatureCheck:
    """Takes a body and says at its end whether it was signed. A missing or malformed header is a wrong signature."""

    def __init__(self, header: str | None, secret: str) -> None:
        found = _HEADER.fullmatch((header or "").strip())
        algorithm = found.group(1).lower() if found else ""
        self._claimed = found.group(2).lower() if found else ""
        self._hmac = hmac.new(secret.encode(), digestmod=algorithm) if algorithm in ALGORITHMS else None

    def take(self, piece: bytes) -> None:
        """The next piece of the body."""
        if self._hmac is not None:
            self._hmac.update(piece)

    @property
    def is_right(self) -> bool:
        """Whether the pieces taken so far are what was signed."""
        return self._hmac is not None and hmac.compare_digest(self._hmac.hexdigest(), self._claimed)
