"""Relay: the mail server that takes our mail, as `alerts.smtp` names it.

`smtp://user@host:587?starttls=required|opportunistic|none` or `smtps://user@host`. `bounces=box@example.org` makes
each mail's envelope sender its own address, box+<delivery>@example.org, so that a bounce says what bounced.
"""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qs, unquote, urlsplit

from crawler.errors import ConfigurationError


class Tls(StrEnum):
    """When the connection is encrypted. Only `opportunistic` sends in the clear to a server that offers no more."""

    IMPLICIT = "implicit"
    REQUIRED = "required"
    OPPORTUNISTIC = "opportunistic"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """Where and how."""

    host: str
    port: int
    tls: Tls
    username: str | None = None
    password: str | None = None
    bounces: str | None = None

    def sender(self, mail_from: str, delivery_id: int) -> str:
        """The envelope sender of one delivery."""
        if self.bounces is None:
            return mail_from
        box, _, domain = self.bounces.rpartition("@")
        return f"{box}+{delivery_id}@{domain}"


def relay_from(url: str, password: str | None = None) -> Relay:
    """The relay that an address names; raises ConfigurationError without repeating a password.

    A user without a password is not logged in: many relays know whom they serve by where he comes from, and one that
    wants a login says so, which is told with each delivery that fails.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ConfigurationError("alerts.smtp is not a valid address") from None
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ConfigurationError("alerts.smtp must be smtp:// or smtps:// and a host")
    options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    unknown = sorted(set(options) - {"starttls", "bounces"})
    if unknown:
        raise ConfigurationError(f"alerts.smtp has an unknown option '{unknown[0]}'; there are starttls and bounces")
    username = unquote(parts.username) if parts.username else None
    password = password or (unquote(parts.password) if parts.password else None)
    tls = _tls(parts.scheme, options.get("starttls"), with_password=username is not None)
    return Relay(
        host=parts.hostname,
        port=port or {Tls.IMPLICIT: 465, Tls.REQUIRED: 587}.get(tls, 25),
        tls=tls,
        username=username,
        password=password if username else None,
        bounces=_bounces(options.get("bounces")),
    )


def _tls(scheme: str, asked: str | None, *, with_password: bool) -> Tls:
    if scheme == "smtps":
        return Tls.IMPLICIT
    if asked is None:
        return Tls.REQUIRED if with_password else Tls.OPPORTUNISTIC
    try:
        return Tls({"required": "required", "opportunistic": "opportunistic", "none": "none"}[asked])
    except KeyError:
        raise ConfigurationError("alerts.smtp: starttls must be required, opportunistic or none") from None


def _bounces(value: str | None) -> str | None:
    if value is not None and ("@" not in value or any(one.isspace() for one in value)):
        raise ConfigurationError("alerts.smtp: bounces must be a mail address")
    return value
